//! What a page declares to be the text of its article, for where it is missed otherwise.

use std::fmt::Write;

use dom_query::Document;

use super::letters;
use super::passages::{Page, Piece};

/// How pages mark the text of their article, by schema.org and by the classes of feed readers and of most systems.
const MARKS: [&str; 6] =
    ["[itemprop~='articleBody']", ".e-content", ".entry-content", ".article-body", ".articleBody", ".story-body"];
/// From how many bytes on a passage tells whether the text is there.
const TELLING: usize = 80;
/// How many letters of a passage are compared, and of a long one out of how many each time.
const COMPARED: usize = 24;
const EVERY: usize = 300;

/// The passages of the element that is marked as the text, if there is one and no more.
pub(super) fn marked(document: &Document) -> Vec<Piece> {
    let mut found = MARKS.iter().map(|mark| document.select(mark));
    let Some(marked) = found.find(|marked| marked.length() == 1) else { return Vec::new() };
    let mut page = Page::default();
    marked.nodes().iter().for_each(|node| page.add(node));
    page.into_pieces()
}

/// The passages of a text that is given in a page's data: one a line, where it is not markup itself.
pub(super) fn written(text: &str) -> Vec<Piece> {
    let mut markup = String::with_capacity(text.len());
    for line in text.lines() {
        let _ = if text.contains("</") { writeln!(markup, "{line}") } else { writeln!(markup, "<p>{line}</p>") };
    }
    let mut page = Page::default();
    page.add(&Document::fragment(markup).root());
    page.into_pieces()
}

/// Whether most of what is declared is not in what was found.
pub(super) fn is_missed(declared: &[Piece], found: &[Piece]) -> bool {
    let tells = |piece: &&Piece| piece.kind.is_none() && piece.linked < 50 && piece.text.len() >= TELLING;
    let size = |pieces: &[Piece]| pieces.iter().filter(tells).map(|piece| piece.text.len()).sum::<usize>();
    // What is marked may be no more than a box that tells who the author is.
    if size(declared) * 3 < size(found) {
        return false;
    }
    let samples: Vec<String> = declared.iter().filter(tells).flat_map(|piece| samples(&piece.text)).collect();
    if samples.is_empty() {
        return false;
    }
    let found: String = found.iter().map(|piece| letters(&piece.text)).collect();
    let there = samples.iter().filter(|sample| found.contains(sample.as_str())).count();
    there * 2 < samples.len()
}

/// Stretches of a text, which are looked for elsewhere.
fn samples(text: &str) -> Vec<String> {
    let letters: Vec<char> = letters(text).chars().collect();
    letters.chunks(EVERY).filter_map(|chunk| Some(chunk.get(..COMPARED)?.iter().collect())).collect()
}
