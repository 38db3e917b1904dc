//! The lines around a title, and the dateline: who wrote the article, when, and for which agency.

use crate::text::{Folded, Language, Span};

use super::draft::Block;
use super::phrases::{Sign, Signs};
use super::{Date, PassageKind, passages};

/// What the lines at the top of a page tell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Meta {
    pub(super) author: Option<String>,
    /// The date behind "published".
    pub(super) published: Option<Date>,
    /// A date by itself.
    pub(super) date: Option<Date>,
    /// The date behind "updated".
    pub(super) updated: Option<Date>,
}

/// The longest line that tells date or author, in characters.
const LONGEST: usize = 100;

/// Reads the lines at the top, and settles what they are.
pub(super) fn read(top: &mut [Block], text: &str, language: Option<Language>) -> Meta {
    let mut meta = Meta::default();
    for block in top.iter_mut().filter(|block| block.is_text() && !block.long) {
        let steps = passages::breadcrumb(block, text);
        let author = author(block, text);
        let date = date_line(block, text, language, author.is_some());
        let is_path = steps.last().is_some_and(|last| last.chars().count() < LONGEST / 3);
        if is_path || author.is_some() || date.is_some() {
            block.settle(PassageKind::Boilerplate);
        }
        let slot = match () {
            () if block.has(Sign::Published) => &mut meta.published,
            () if block.has(Sign::Updated) => &mut meta.updated,
            () => &mut meta.date,
        };
        *slot = slot.or(date);
        meta.author = meta.author.or(author);
    }
    meta
}

/// What a byline names: the line without "By", and up to the date; nothing where no letters are left.
pub(super) fn named(line: &str) -> Option<String> {
    let line = line.lines().map(str::trim).find(|line| !line.is_empty())?;
    let folded = Folded::new(line);
    let start = Signs::of(folded.text()).end(Sign::Author).unwrap_or(0);
    let date = Date::find(folded.text(), None).map_or(folded.text().len(), |(_, place)| place.start);
    let name = folded.original(Span::new(start, date.max(start))).of(line);
    let end = name.find(|c: char| c.is_ascii_digit() || matches!(c, '|' | '•' | '·'));
    let is_cut = end.is_some() || date < folded.text().len();
    let name = name.get(..end.unwrap_or(name.len()))?;
    // Before a date stands a word such as "on".
    let last = name.trim_end().rsplit(' ').next().filter(|last| is_cut && last.chars().all(char::is_lowercase));
    let name = name.trim_end().strip_suffix(last.unwrap_or(""))?;
    let name = name.trim_matches(|c: char| c.is_whitespace() || ",;:-–—".contains(c));
    name.contains(char::is_alphabetic).then(|| name.to_owned())
}

/// The name in a line such as "By Nora Whitfield – Astana".
fn author(block: &Block, text: &str) -> Option<String> {
    let line = block.span.of(text);
    if line.chars().count() > LONGEST || ends_sentence(line) {
        return None;
    }
    let rest = block.behind(Sign::Author, text)?;
    let end = rest
        .find(|c: char| matches!(c, ',' | '|' | '•' | '·' | '(' | '–' | '—' | '/' | '\n' | '.') || c.is_ascii_digit());
    let name = rest.get(..end.unwrap_or(rest.len()))?.split(" - ").next()?.trim();
    let words = name.split_whitespace();
    let capitals = words.clone().filter(|word| word.starts_with(|c: char| !c.is_lowercase() && c.is_alphabetic()));
    let (count, capitals) = (words.count(), capitals.count());
    ((2..=6).contains(&count) && capitals * 3 >= count * 2).then(|| name.to_owned())
}

/// The date in a line that holds little else; in a byline more may stand beside it.
fn date_line(block: &Block, text: &str, language: Option<Language>, is_byline: bool) -> Option<Date> {
    let line = block.span.of(text);
    let marked = is_byline || block.has(Sign::Published) || block.has(Sign::Updated);
    if line.chars().count() > LONGEST || (ends_sentence(line) && !marked) {
        return None;
    }
    let folded = block.folded.text();
    let (date, place) = Date::find(folded, language)?;
    let beside = [folded.get(..place.start), folded.get(place.end..)];
    let letters: usize =
        beside.into_iter().flatten().map(|part| part.chars().filter(|c| c.is_alphabetic()).count()).sum();
    (marked || letters <= 30 && date.year.is_some()).then_some(date)
}

/// Whether a line ends as a sentence does, and not with a short word such as "г.".
fn ends_sentence(line: &str) -> bool {
    let last = line.strip_suffix('.').and_then(|line| line.split_whitespace().next_back());
    last.is_some_and(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 2) || line.ends_with(['!', '?', '…'])
}

/// What opens an article: "MINSK, June 25 (Reuters) -".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Dateline {
    /// Its length in the passage, the blank behind it included, in bytes.
    pub(super) len: usize,
    pub(super) date: Option<Date>,
    pub(super) agency: Option<String>,
}

/// The dateline that a passage opens with, if it does.
pub(super) fn dateline(block: &Block, text: &str, language: Option<Language>) -> Option<Dateline> {
    let folded = block.folded.text();
    let dash = [" - ", ") -", "- "].into_iter().filter_map(|dash| Some((folded.find(dash)?, dash.len()))).min();
    let stop = folded.find(". ").map(|at| (at, 2));
    dash.and_then(|dash| dateline_before(block, text, language, dash, 60)).or_else(|| {
        stop.and_then(|stop| dateline_before(block, text, language, stop, 20)).filter(|line| line.date.is_some())
    })
}

/// The dateline that ends with the mark at `mark`, its offset and length in the folded text, and has at most `most`
/// letters beside its date.
fn dateline_before(
    block: &Block,
    text: &str,
    language: Option<Language>,
    (at, len): (usize, usize),
    most: usize,
) -> Option<Dateline> {
    let passage = block.span.of(text);
    let folded = block.folded.text().get(..at + 1)?;
    let head = block.folded.original(Span::new(0, at + 1)).of(passage);
    let found = Date::find(folded, language);
    let dated = found.as_ref().map_or(0, |(_, place)| folded.get(place.clone()).map_or(0, letters));
    let agency = agency(head);
    let told = found.is_some() || agency.is_some() || is_place(head) || head.ends_with(')');
    let is = told && letters(folded) - dated <= most;
    let len = block.folded.original(Span::new(0, at + len)).end as usize;
    is.then(|| Dateline { len, date: found.map(|(date, _)| date), agency })
}

/// Whether `head` is a place: a word in capitals, and perhaps more that have one: "WEST PALM BEACH, Fla. —".
fn is_place(head: &str) -> bool {
    let mut words = head.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let first = words.next().unwrap_or("");
    first.chars().count() > 2
        && !first.chars().any(char::is_lowercase)
        && words.clone().count() < 5
        && words.all(|word| word.starts_with(|c: char| !c.is_lowercase()))
}

fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphabetic()).count()
}

/// The name in brackets at the end of a dateline: one to three words, the first with a capital.
fn agency(head: &str) -> Option<String> {
    let (_, rest) = head.rsplit_once('(')?;
    let (name, _) = rest.split_once(')')?;
    let is_name = name.starts_with(char::is_uppercase) && name.split_whitespace().count() <= 3 && letters(name) > 1;
    is_name.then(|| name.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn a_byline_is_cut_to_the_name() {
        for (line, name) in [
            ("By Anne Martin", Some("Anne Martin")),
            ("Anne Martin on 4 May 2022", Some("Anne Martin")),
            ("Von Anne Martin, 4. Mai 2022", Some("Anne Martin")),
            ("Anne Martin | Harbour Courier", Some("Anne Martin")),
            ("Anne van der Berg", Some("Anne van der Berg")),
            ("Anne Martin\nanne@courier.example", Some("Anne Martin")),
            ("4:44 PM 12/27/2014", None),
            ("5 May 2022", None),
            ("", None),
        ] {
            assert_eq!(named(line).as_deref(), name, "{line}");
        }
    }
}
