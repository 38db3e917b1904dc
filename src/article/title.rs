//! The title of an article, wherever it stands and whatever a site has hung on it.

use std::borrow::Cow;

use crate::text::{Span, fold, harmless, is_blank, sentences, width};

use super::draft::Block;
use super::{PassageKind, passages};

/// What was found of a title.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Heading {
    pub(super) title: Option<String>,
    /// The name of the site that was hung on it.
    pub(super) site: Option<String>,
}

/// The longest title, in cells.
const LONGEST: usize = 200;
/// A shorter line at the top may be a rubric over the title.
const RUBRIC: usize = 25;

/// Finds the title among the first `top` passages, or is `told` it, and settles each passage that is the title.
pub(super) fn find(blocks: &mut [Block], top: usize, text: &str, told: Option<&str>) -> Heading {
    let first = blocks.get(..top).unwrap_or_default();
    let chosen = told.map(Cow::Borrowed).or_else(|| choose(first, text).map(Cow::Owned));
    let Some(chosen) = chosen else { return Heading::default() };
    let (title, site) = without_site(&chosen, || first.iter().filter(|b| may_be_title(b)).map(|b| b.folded.text()));
    let folded = fold(title);
    let mut hung = site.map(str::to_owned);
    for (at, block) in blocks.iter_mut().enumerate() {
        let path = at < top && ends_path(block, &folded, text);
        let Some(site) = hung_on(block, &folded, text).or(path.then_some("")) else { continue };
        block.settle(PassageKind::Title);
        hung = hung.or(Some(site.to_owned()).filter(|site| !site.is_empty()));
    }
    Heading { title: Some(one_line(title)).filter(|title| !title.is_empty()), site: hung.map(|site| one_line(&site)) }
}

/// What is hung on the title, given folded, in a passage that is it; nothing may be.
fn hung_on<'a>(block: &Block, title: &str, text: &'a str) -> Option<&'a str> {
    let judged = may_be_title(block) || block.kind == PassageKind::Title;
    if !judged || !begins_alike(block.folded.text(), title) {
        return None;
    }
    if same(block.folded.text(), title) {
        return Some("");
    }
    let (shorter, site) = without_site(block.span.of(text), || std::iter::once(title));
    site.filter(|_| same(&fold(shorter), title))
}

/// Whether a passage is a breadcrumb that ends with the title, given folded.
fn ends_path(block: &Block, title: &str, text: &str) -> bool {
    may_be_title(block) && passages::breadcrumb(block, text).last().is_some_and(|last| same(&fold(last), title))
}

/// How a text begins, for one that has no title: its first sentences behind the dateline, whose length is in bytes, cut
/// to a length.
pub(super) fn beginning(opening: Option<&Block>, dateline: usize, text: &str) -> String {
    let whole = opening.map_or(text, |block| block.span.of(text)).trim_start_matches(is_blank);
    let behind = whole.get(dateline..).filter(|behind| behind.contains(char::is_alphanumeric)).unwrap_or(whole);
    let head = behind.get(..behind.floor_char_boundary(LONGEST * 8)).unwrap_or("");
    // A first sentence of two words says little.
    let mut ends = sentences(head, Span::new(0, head.len())).map(|sentence| sentence.end as usize);
    let end = ends.find(|&end| end > RUBRIC * 2).unwrap_or(head.len());
    let line = one_line(head.get(..end).unwrap_or(head));
    match line.char_indices().nth(LONGEST * 3 / 5) {
        None => line,
        Some((cut, _)) => {
            let cut = line.get(..cut).and_then(|head| head.rfind(' ')).unwrap_or(cut);
            format!("{}…", line.get(..cut).unwrap_or("").trim_end_matches([',', ';', ':', ' ']))
        }
    }
}

/// Whether a passage is short enough for a title and nothing else is known of it.
fn may_be_title(block: &Block) -> bool {
    block.kind == PassageKind::Text && !block.long
}

/// The title among the first passages: what stands there twice, or a heading before the text.
fn choose(top: &[Block], text: &str) -> Option<String> {
    if let Some(marked) = top.iter().find(|block| block.kind == PassageKind::Title) {
        return Some(marked.span.of(text).to_owned());
    }
    let before_text = top.iter().take_while(|block| !block.long && !is_prose(block, text));
    let headings: Vec<&str> = before_text.filter(|b| may_be_title(b)).map(|b| heading(b, text)).collect();
    let has_text = headings.len() < top.iter().filter(|block| block.is_text()).count();
    let folded: Vec<String> = headings.iter().map(|line| fold(line)).collect();
    let twice = || folded.iter().position(|line| stands_twice(line, &folded)).and_then(|at| headings.get(at));
    let whole = || headings.iter().find(|line| line.chars().count() >= RUBRIC);
    let chosen = twice().or_else(whole).or(headings.first())?;
    (has_text || headings.len() > 1).then(|| (*chosen).to_owned())
}

/// Whether a heading is among the `others` twice, once perhaps with a site's name hung on it.
fn stands_twice(line: &str, others: &[String]) -> bool {
    let alike = |other: &&String| other.len() < line.len() + RUBRIC * 2 && begins_alike(other, line);
    line.len() > RUBRIC && others.iter().filter(alike).count() > 1
}

/// The passage as a heading: of a breadcrumb its last step.
fn heading<'a>(block: &Block, text: &'a str) -> &'a str {
    passages::breadcrumb(block, text).last().copied().unwrap_or_else(|| block.span.of(text))
}

/// Whether a passage is part of the running text rather than a heading: it ends as a sentence does, is too long, or
/// opens with a dateline.
fn is_prose(block: &Block, text: &str) -> bool {
    let line = block.span.of(text);
    let ended = line.trim_end_matches(['"', '”', '»', '’', ')', ' ']).ends_with(['.', '。', '۔', ';', ',', ':']);
    let dated = || line.len() > RUBRIC * 5 && super::byline::dateline(block, text, None).is_some();
    block.is_text() && (ended || width(line) > LONGEST || dated())
}

/// A title without the name of its site, and the name. `others` are lines, folded, that may be the title without it.
fn without_site<'a, 'b, I: Iterator<Item = &'b str>>(
    line: &'a str,
    others: impl Fn() -> I,
) -> (&'a str, Option<&'a str>) {
    const BARS: [&str; 4] = ["|", " :: ", " • ", " « "];
    let bar = BARS.iter().find_map(|bar| line.split_once(bar).filter(|(title, _)| !title.trim().is_empty()));
    if let Some((title, site)) = bar {
        return (title.trim(), site.rsplit('|').next().map(str::trim).filter(|site| !site.is_empty()));
    }
    let dash = [" - ", " – ", " — "].iter().filter_map(|dash| line.rfind(dash).map(|at| (at, dash.len()))).max();
    let parts = dash.and_then(|(at, len)| Some((line.get(..at)?.trim(), line.get(at + len..)?.trim())));
    match parts {
        Some((title, site)) if is_site(site, title) || is_among(&fold(title), others()) => (title, Some(site)),
        _ => (line, None),
    }
}

/// Whether `name`, behind a dash, is a site's rather than part of the title: a host, or a few words of which all that
/// are long have a capital, behind a title of some length.
fn is_site(name: &str, title: &str) -> bool {
    let words = name.split_whitespace().count();
    let capital = |word: &str| word.chars().count() <= 3 || word.starts_with(|c: char| c.is_uppercase());
    let named =
        (2..=4).contains(&words) && name.starts_with(char::is_uppercase) && name.split_whitespace().all(capital);
    let host = words == 1 && name.contains('.') && !name.ends_with('.');
    let short = words == 1 && name.chars().count() <= 12 && name.starts_with(char::is_uppercase);
    (named || host || short) && title.split_whitespace().count() >= 5 && !name.ends_with(['.', '?', '!'])
}

fn is_among<'b>(title: &str, mut lines: impl Iterator<Item = &'b str>) -> bool {
    lines.any(|line| same(line, title))
}

/// Whether two folded lines have the same letters, which makes them the same title.
fn same(line: &str, other: &str) -> bool {
    letters(line).eq(letters(other))
}

/// Whether the letters of a folded line begin with those of another.
fn begins_alike(line: &str, other: &str) -> bool {
    let mut line = letters(line);
    letters(other).all(|letter| line.next() == Some(letter))
}

fn letters(folded: &str) -> impl Iterator<Item = char> {
    folded.chars().filter(|c| c.is_alphanumeric())
}

/// A text on one line, harmless, with single blanks.
fn one_line(text: &str) -> String {
    harmless(text).split_whitespace().collect::<Vec<_>>().join(" ")
}
