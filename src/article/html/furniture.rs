//! What of a page's passages is furniture: notices, lists of other articles, numbers of pages, what is said twice.

use std::collections::HashSet;

use crate::article::draft::Told;
use crate::article::phrases::{Sign, Signs};
use crate::article::{Date, PassageKind};
use crate::text::fold;

use super::letters;
use super::passages::Piece;

/// The longest passage, in bytes, that is a notice by how it opens, and by what stands anywhere in it.
const OPENED: usize = 480;
const NOTICE: usize = 120;
/// The longest passage, in bytes, that is a label over a list of links.
const LABEL: usize = 80;
/// The longest line that says who wrote the article and when, and how much more may stand in it, in bytes.
const BYLINE: usize = 120;
const BESIDE: usize = 16;
/// The longest passage without a letter, in bytes, that says nothing: the number of a picture, a count.
const NUMBER: usize = 12;
/// From how many hundredths in links on a passage leads elsewhere, and the longest such passage, in bytes.
const LINKED: usize = 80;
const TEASER: usize = 400;
/// From how many bytes on a passage is part of the running text however it ends.
const PROSE: usize = 160;

/// The passages without those that are furniture.
pub(super) fn without(pieces: &[Piece], told: &Told) -> Vec<Piece> {
    let title = letters(told.title.as_deref().unwrap_or(""));
    let mut kept: Vec<Piece> = Vec::with_capacity(pieces.len());
    let mut captions = HashSet::new();
    for piece in pieces {
        let is_title = piece.kind == Some(PassageKind::Title);
        let again = kept.len() < 6 && !is_title && letters(&piece.text) == title;
        let is_caption = piece.kind == Some(PassageKind::Caption);
        let twice = kept.last().is_some_and(|last| last.text == piece.text)
            || is_caption && !captions.insert(piece.text.as_str());
        if is_title || !(again || twice || is_notice(piece) || is_number(piece) || is_lone_credit(piece)) {
            // Some pages have their whole text in a form.
            let kind = piece.kind.filter(|&kind| kind != PassageKind::Boilerplate);
            kept.push(Piece { kind, ..piece.clone() });
        }
    }
    // An article may be a list of links.
    if !kept.iter().any(is_prose) {
        return kept;
    }
    kept = without_lists(&kept);
    let first = kept.iter().position(is_prose).unwrap_or(0);
    let mut at = 0;
    kept.retain(|piece| {
        at += 1;
        at > first || !(is_teaser(piece) && !is_byline(piece) || says_again(piece, told))
    });
    cut_behind(&mut kept);
    without_end(kept)
}

/// Whether the passage is part of the page rather than of the article, by its element or its words.
fn is_notice(piece: &Piece) -> bool {
    if piece.kind == Some(PassageKind::Boilerplate) {
        return !is_running(piece);
    }
    if piece.kind == Some(PassageKind::Caption) || piece.text.len() > OPENED {
        return false;
    }
    let signs = Signs::of(&fold(&piece.text));
    let tells = [Sign::Author, Sign::Published, Sign::Updated, Sign::Source, Sign::Caption, Sign::Credit];
    let opened = signs.has(Sign::Furniture) || signs.has(Sign::Label);
    let noticed = signs.has(Sign::Notice) && piece.text.len() <= NOTICE;
    (opened || noticed) && !tells.into_iter().any(|sign| signs.has(sign))
}

/// Whether a line over the text says only who wrote it or when, which the page tells in its data.
fn says_again(piece: &Piece, told: &Told) -> bool {
    if piece.text.len() > BYLINE || piece.kind.is_some_and(|kind| kind != PassageKind::Link) {
        return false;
    }
    let line = fold(&piece.text);
    let date = |line: &str| Date::find(line, None).map(|(_, place)| place);
    let dated = told.date.as_deref().is_some_and(|told| date(&fold(told)).is_some());
    let place = date(&line).filter(|_| dated);
    let (when, beside) = place.map_or((0, line.len()), |place| (place.len(), line.len() - place.len()));
    let author = told.author.as_deref().map(fold).filter(|author| line.contains(author.as_str()));
    let who = author.map_or(0, |author| author.len());
    when + who > 0 && beside - who <= BESIDE
}

/// Whether the passage says only whose the picture above it is.
fn is_lone_credit(piece: &Piece) -> bool {
    let credit = piece.text.len() <= LABEL && !ends_sentence(&piece.text);
    credit && Signs::of(&fold(&piece.text)).has(Sign::Rights)
}

/// Whether the passage is a number by itself, and no date.
fn is_number(piece: &Piece) -> bool {
    let bare = piece.text.len() <= NUMBER && !piece.text.chars().any(char::is_alphabetic);
    bare && !piece.cell && !has_date(piece)
}

/// Whether the passage tells who wrote the article or when.
fn is_byline(piece: &Piece) -> bool {
    has_date(piece) || Signs::of(&fold(&piece.text)).has(Sign::Author)
}

fn has_date(piece: &Piece) -> bool {
    Date::find(&fold(&piece.text), None).is_some_and(|(date, _)| date.year.is_some())
}

/// Whether the passage leads to another article and says nothing else.
fn is_teaser(piece: &Piece) -> bool {
    let linked = piece.linked >= LINKED && piece.text.len() <= TEASER;
    piece.kind == Some(PassageKind::Link) || (linked && piece.kind.is_none())
}

/// Whether the passage may be the label over a list of links.
fn is_label(piece: &Piece) -> bool {
    piece.kind.is_none()
        && piece.text.len() <= LABEL
        && (piece.heading || !ends_sentence(&piece.text) && !is_byline(piece))
}

/// Whether a text ends as a sentence does, in any script.
fn ends_sentence(text: &str) -> bool {
    let last = text.trim_end_matches(['"', '”', '“', '’', '\'', '»', '«', ')', ']', '」', '』', '）']);
    last.len() < text.len() || last.ends_with(['.', '!', '?', '…', '。', '！', '？', '؟', '।', '։', '።', '။', '۔'])
}

/// The passages without lists of links: three or more in a row, or two in a list, and the label over them.
fn without_lists(pieces: &[Piece]) -> Vec<Piece> {
    let mut kept: Vec<Piece> = Vec::with_capacity(pieces.len());
    for run in pieces.chunk_by(|a, b| is_teaser(a) == is_teaser(b)) {
        let list = run.len() > 2 || run.len() == 2 && run.iter().all(|piece| piece.item);
        if !list || !run.first().is_some_and(is_teaser) {
            kept.extend_from_slice(run);
        } else if kept.last().is_some_and(is_label) {
            kept.pop();
        }
    }
    kept
}

/// The passages without what leads elsewhere behind the last of the running text.
fn without_end(mut pieces: Vec<Piece>) -> Vec<Piece> {
    let mut teasers = 0;
    while let Some(last) = pieces.last() {
        let label = is_label(last)
            && !ends_sentence(&last.text)
            && (last.heading || teasers > 1 || teasers == 1 && last.text.ends_with([':', '：']));
        if !is_teaser(last) && !label {
            break;
        }
        teasers = if is_teaser(last) { teasers + 1 } else { 0 };
        pieces.pop();
    }
    pieces
}

/// Whether the passage is surely part of the running text.
fn is_prose(piece: &Piece) -> bool {
    piece.kind.is_none() && is_running(piece)
}

/// Whether the passage reads as part of the running text.
fn is_running(piece: &Piece) -> bool {
    let long = piece.text.len() >= PROSE || (piece.text.len() > LABEL && ends_sentence(&piece.text));
    piece.linked < LINKED && long
}

/// Cuts off what stands behind the passage that is said to stand behind the article, where little does.
fn cut_behind(pieces: &mut Vec<Piece>) {
    let is_end = |piece: &Piece| piece.text.len() <= OPENED && Signs::of(&fold(&piece.text)).has(Sign::End);
    let all: usize = pieces.iter().map(|piece| piece.text.len()).sum();
    let mut before = 0;
    let found = pieces.iter().position(|piece| {
        before += piece.text.len();
        (all - before) * 3 < before && is_end(piece)
    });
    if let Some(at) = found
        && !pieces.iter().skip(at).any(|piece| piece.text.len() > OPENED)
    {
        let credit = pieces.get(at).is_some_and(is_credit);
        pieces.truncate(at + usize::from(credit));
    }
}

/// Whether the passage names who helped with the article, which is part of it.
fn is_credit(piece: &Piece) -> bool {
    let named = piece.text.split_whitespace().skip(2).any(|word| word.starts_with(char::is_uppercase));
    !piece.heading && piece.linked < LINKED && named
}

#[cfg(test)]
mod tests {
    use super::without;
    use crate::article::draft::Told;
    use crate::article::html::passages::{Page, Piece};
    use dom_query::Document;

    const LONG: &str = "The ferry to the islands left two hours late, because the pilot, who had been called away at dawn, \
        had to be fetched by car from the next harbour, where nobody had known that he was waited for.";

    /// Checks which passages of a page are left.
    #[track_caller]
    fn check(markup: &str, left: &[&str]) {
        let mut page = Page::default();
        page.title(Some("The ferry was late"));
        page.add(&Document::fragment(markup).root());
        let told = Told {
            title: Some("The ferry was late".to_owned()),
            author: Some("Ida Lund".to_owned()),
            date: Some("2022-05-03".to_owned()),
            ..Told::default()
        };
        let found = without(&page.into_pieces(), &told);
        let texts: Vec<&str> = found.iter().map(|Piece { text, .. }| text.as_str()).collect();
        assert_eq!(texts.first(), Some(&"The ferry was late"));
        assert_eq!(texts.get(1..), Some(left));
    }

    #[test]
    fn lists_of_other_articles_go_with_their_labels() {
        let list = "<h3>From the islands</h3><ul><li><a href=/1>A new pier</a><li><a href=/2>Fewer seals</a></ul>";
        check(&format!("<p>{LONG}</p>{list}<p>{LONG} It was cold.</p>"), &[LONG, &format!("{LONG} It was cold.")]);
        check(&format!("<p>{LONG}</p>{list}"), &[LONG]);
        check(&format!("{list}<p>{LONG}</p>"), &[LONG]);
        let dated = "<p>7 August 2021</p><ul><li><a href=/1>A new pier</a><li><a href=/2>Fewer seals</a></ul>";
        check(&format!("<p>{LONG}</p>{dated}<p>{LONG} Yes.</p>"), &[LONG, "7 August 2021", &format!("{LONG} Yes.")]);
        let plain = "<ul><li>A new pier<li>Fewer seals</ul>";
        check(&format!("<p>{LONG}</p>{plain}"), &[LONG, "• A new pier", "• Fewer seals"]);
    }

    #[test]
    fn one_link_within_the_article_stays() {
        let link = "<p><a href=/1>A new pier</a></p>";
        check(
            &format!("<p>{LONG}</p>{link}<p>{LONG} It was cold.</p>"),
            &[LONG, "A new pier", &format!("{LONG} It was cold.")],
        );
        check(&format!("<p>{LONG}</p>{link}"), &[LONG]);
    }

    #[test]
    fn an_article_of_links_stays_whole() {
        let links = "<li><a href=/1>One</a><li><a href=/2>Two</a><li><a href=/3>Three</a>";
        check(&format!("<p>Read these.</p><ul>{links}</ul>"), &["Read these.", "• One", "• Two", "• Three"]);
    }

    #[test]
    fn what_is_said_twice_or_is_a_number_goes() {
        let top = "<h1>The ferry was late</h1><p>By Ida Lund</p><p>3 May 2022, 12:10</p><p>1</p><p>2</p>";
        let again = "<p>Late ferry</p><p>Late ferry</p>";
        check(&format!("{top}<p>{LONG}</p>{again}<p>{LONG} Yes.</p>"), &[LONG, "Late ferry", &format!("{LONG} Yes.")]);
        let date = "<p>7.8.2021</p>";
        check(&format!("<p>{LONG}</p>{date}<p>{LONG} Yes.</p>"), &[LONG, "7.8.2021", &format!("{LONG} Yes.")]);
        let table = "<table><tr><td><p>12</p></td><td><p>14</p></td></tr></table>";
        check(&format!("<p>{LONG}</p>{table}"), &[LONG, "12", "14"]);
    }

    #[test]
    fn a_caption_that_comes_again_and_one_that_says_only_whose_picture_it_is_go() {
        let figure = |caption: &str| format!("<figure><img src=x><figcaption>{caption}</figcaption></figure>");
        let [pier, again] = ["The pier. Photo: Ida Lund", "© Ida Lund / Island Post"].map(figure);
        check(
            &format!("<p>{LONG}</p>{pier}<p>{LONG} Yes.</p>{pier}{again}<p>{LONG} No.</p>"),
            &[LONG, "The pier. Photo: Ida Lund", &format!("{LONG} Yes."), &format!("{LONG} No.")],
        );
    }

    #[test]
    fn a_text_in_a_form_is_text() {
        let form = format!("<form><p>Name</p><p>{LONG}</p><p>{LONG} Yes.</p></form>");
        check(&form, &[LONG, &format!("{LONG} Yes.")]);
    }

    #[test]
    fn notices_go_and_who_wrote_and_helped_stays() {
        let notice = "<p>Sign up for our newsletter</p>";
        let credit =
            "Reporting by Ole Berg in the harbour of the islands; editing by Nils Holm and Kari Vik on the shore";
        let about = "Ida Lund is a reporter on the coast.";
        check(
            &format!("<p>{LONG}</p>{notice}<p>{LONG} Yes.</p><p>{about}</p>"),
            &[LONG, &format!("{LONG} Yes."), about],
        );
        let remark = "Correction: The pilot was called away at noon.";
        check(&format!("<p>{LONG}</p><p>{remark}</p>"), &[LONG, remark]);
        check(
            &format!("<p>{LONG}</p><p>{LONG} Yes.</p><p>{credit}</p><p>Share</p>"),
            &[LONG, &format!("{LONG} Yes."), credit],
        );
    }
}
