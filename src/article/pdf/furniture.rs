//! Running heads, feet and page numbers: what stands at the edge of the pages and is the same on several, or a number.

use std::collections::HashMap;

use super::words::{Word, rows};

/// How many rows at the top and at the bottom of a page may be furniture.
const EDGE: usize = 3;

/// Takes the furniture from the pages; gives the text of the heads and feet, each once.
pub(super) fn taken(pages: &mut [Vec<Word>]) -> Vec<String> {
    let mut rowed: Vec<Vec<Vec<Word>>> = pages.iter_mut().map(|page| rows(std::mem::take(page), place)).collect();
    let mut counts: HashMap<Edge, usize> = HashMap::new();
    for (key, _) in rowed.iter().flat_map(|rows| edges(rows)) {
        *counts.entry(key).or_default() += 1;
    }
    // Heads of left and right pages may differ, and chapters have their own.
    let least = (rowed.len() / 8).max(2);
    let is_common = |key: &Edge| counts.get(key).is_some_and(|count| *count >= least);
    let mut heads: Vec<String> = Vec::new();
    for (rows, page) in rowed.iter_mut().zip(pages) {
        let gone: Vec<usize> = edges(rows).into_iter().filter(|(key, _)| is_common(key)).map(|(_, at)| at).collect();
        for (at, row) in std::mem::take(rows).into_iter().enumerate() {
            let text = written(&row);
            if !gone.contains(&at) {
                rows.push(row);
            } else if !heads.iter().any(|head| key(head) == key(&text)) {
                heads.push(text);
            }
        }
        numbers_off(rows);
        page.extend(rows.drain(..).flatten());
    }
    heads.retain(|head| head.chars().any(char::is_alphabetic));
    heads
}

/// Takes away the number of a page, which stands alone in its first or last row.
fn numbers_off(rows: &mut Vec<Vec<Word>>) {
    let is_number = |row: &[Word]| {
        let text = written(row);
        let digits = text.chars().filter(char::is_ascii_digit).count();
        (1..=4).contains(&digits) && text.chars().all(|c| c.is_ascii_digit() || " -–—./|[]()".contains(c))
    };
    if rows.len() > 1 && rows.last().is_some_and(|row| is_number(row)) {
        rows.pop();
    }
    if rows.len() > 1 && rows.first().is_some_and(|row| is_number(row)) {
        rows.remove(0);
    }
}

/// What of a row is the same on all pages if it is furniture: what it says, and about where it stands, in steps of as many
/// points as there are in the size of small letters.
type Edge = (String, i32);

/// The rows at the edges of a page that say something, with their place among all.
fn edges(rows: &[Vec<Word>]) -> Vec<(Edge, usize)> {
    let count = rows.len();
    let places = (0..count).filter(|at| *at < EDGE || at + EDGE >= count);
    let edge = |at: usize| {
        let row = rows.get(at)?;
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a page is not so high, and what is out of it may be anywhere"
        )]
        let height = (row.first()?.y / 6.0).round() as i32;
        Some(((key(&written(row)), height), at))
    };
    places.filter_map(edge).filter(|((key, _), _)| !key.is_empty()).collect()
}

/// What of a row is the same on all pages: its letters, and that there are numbers.
fn key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        match c {
            digit if digit.is_ascii_digit() => {
                if !key.ends_with('#') {
                    key.push('#');
                }
            }
            other => key.extend(other.to_lowercase()),
        }
    }
    key
}

fn written(row: &[Word]) -> String {
    row.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
}

fn place(word: &Word) -> (f32, f32, f32) {
    (word.y, word.left, word.size)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A page with a word a row.
    fn page(rows: &[&str]) -> Vec<Word> {
        let word = |(at, text): (usize, &&str)| {
            let y = 800.0 - 12.0 * f32::from(u16::try_from(at).unwrap());
            Word { text: (*text).to_owned(), left: 50.0, right: 90.0, y, size: 10.0 }
        };
        rows.iter().enumerate().map(word).collect()
    }

    fn rest(pages: &[Vec<Word>]) -> Vec<Vec<&str>> {
        pages.iter().map(|page| page.iter().map(|word| word.text.as_str()).collect()).collect()
    }

    #[test]
    fn what_is_the_same_at_the_edges_is_furniture() {
        let mut pages = [
            page(&["Courier-1", "a", "b", "c", "d", "e", "f", "1"]),
            page(&["Courier-2", "g", "d", "h", "i", "k", "l", "2"]),
        ];
        assert_eq!(taken(&mut pages), ["Courier-1"]);
        assert_eq!(rest(&pages), [vec!["a", "b", "c", "d", "e", "f"], vec!["g", "d", "h", "i", "k", "l"]]);
    }

    #[test]
    fn a_single_page_loses_only_its_number() {
        let mut pages = [page(&["Courier", "a", "b", "–3–"])];
        assert!(taken(&mut pages).is_empty());
        assert_eq!(rest(&pages), [["Courier", "a", "b"]]);
        let mut pages = [page(&["7"])];
        taken(&mut pages);
        assert_eq!(rest(&pages), [["7"]]);
    }
}
