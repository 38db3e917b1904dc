//! Lines to paragraphs: joins what was broken to fit the page.

use std::collections::HashSet;

use super::columns::Line;
use super::{PdfPart, PdfPassage};

/// How much larger the letters of a title are at least than those of the text.
const LARGER: f32 = 1.15;
/// How much the size of letters may differ within a paragraph.
const SAME_SIZE: f32 = 0.12;
/// How far a line may be from the one above it within a paragraph, in parts of the usual distance.
const FAR: f32 = 1.3;
/// How far the first line of a paragraph is set in at least, in parts of the size of the letters.
const INDENT: f32 = 0.8;
/// How wide a letter is taken to be where it is asked whether a word would have had room, in parts of its size.
const WIDE: f32 = 0.6;
/// How long a title may be, in bytes.
const LONGEST_TITLE: usize = 400;

/// The passages that the lines of all pages are, behind the heads of the pages.
pub(super) fn joined(pages: Vec<Vec<Line>>, heads: Vec<String>) -> Vec<PdfPassage> {
    let first_page = pages.first().map_or(0, Vec::len);
    let lines: Vec<Line> = pages.into_iter().flatten().collect();
    let usual = Usual::of(&lines);
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|before| lines.get(before));
        match (before, paragraphs.last_mut()) {
            (Some(before), Some(paragraph)) if !usual.begins(before, line) => {
                usual.join(&mut paragraph.text, &line.text);
            }
            _ => paragraphs.push(Paragraph { text: line.text.clone(), size: line.size, at }),
        }
    }
    let title = usual.title(&paragraphs, first_page);
    let heads = heads.into_iter().map(|text| PdfPassage { text: tidy(&text), part: PdfPart::Head });
    let passages = paragraphs.into_iter().enumerate().map(|(at, paragraph)| {
        let part = if title == Some(at) { PdfPart::Title } else { PdfPart::Text };
        PdfPassage { text: tidy(&paragraph.text), part }
    });
    heads.chain(passages).filter(|passage| !passage.text.is_empty()).collect()
}

/// A paragraph while its lines are joined.
struct Paragraph {
    text: String,
    size: f32,
    /// Its first line.
    at: usize,
}

/// What is usual in a document.
struct Usual {
    /// The size of most letters, in points.
    size: f32,
    /// How far a line is from the one above it, in parts of the size of its letters.
    leading: f32,
    /// The words that are written in one piece somewhere.
    words: HashSet<String>,
}

impl Usual {
    fn of(lines: &[Line]) -> Usual {
        let mut sizes: Vec<(f32, usize)> = lines.iter().map(|line| (line.size, line.text.len())).collect();
        let leadings = lines.windows(2).filter_map(|pair| match pair {
            [above, line] if !line.is_first => Some(((above.y - line.y) / line.size, line.text.len())),
            _ => None,
        });
        let mut leadings: Vec<(f32, usize)> = leadings.filter(|(leading, _)| *leading > 0.5).collect();
        let words = lines.iter().flat_map(|line| line.text.split_whitespace().rev().skip(1)).map(bare);
        Usual {
            size: within(&mut sizes, 2).unwrap_or(10.0),
            leading: within(&mut leadings, 4).unwrap_or(1.2).clamp(1.0, 2.5),
            words: words.map(str::to_lowercase).collect(),
        }
    }

    /// Whether a paragraph begins with `line`, where the one `before` was read before it.
    fn begins(&self, before: &Line, line: &Line) -> bool {
        let is_other = (line.size - before.size).abs() > SAME_SIZE * line.size.max(before.size);
        let is_set_in = line.left - line.column.0 > INDENT * line.size && line.left - before.left > INDENT * line.size;
        let ends = ends_sentence(&before.text);
        if is_other || is_item(&line.text) {
            return true;
        }
        if line.is_first {
            // A column goes on at the top of the next, not below.
            return before.y > line.y || ends || before.size > self.size * LARGER || is_set_in;
        }
        let is_far = (before.y - line.y) / line.size > FAR * self.leading;
        is_far || (ends && has_room(before, &line.text)) || (is_set_in && (ends || self.is_full(before)))
    }

    /// Whether a line goes to the end of its column.
    fn is_full(&self, line: &Line) -> bool {
        line.column.1 - line.right < self.size
    }

    /// Joins a line to those before it. A hyphen at the end of one goes where the word is written without it elsewhere,
    /// or at least is not written with it, and what follows is small.
    fn join(&self, text: &mut String, line: &str) {
        let next = line.split_whitespace().next().unwrap_or_default();
        let last = text.split_whitespace().last().unwrap_or_default();
        let stem = last.strip_suffix(['-', '\u{ad}', '\u{2010}']).filter(|stem| stem.ends_with(char::is_alphabetic));
        match stem {
            Some(stem) if next.starts_with(char::is_lowercase) => {
                let known = |word: String| self.words.contains(&bare(&word).to_lowercase());
                if known(format!("{stem}{next}")) || !known(format!("{stem}-{next}")) {
                    text.pop();
                }
            }
            Some(_) => {}
            None if text.ends_with(is_wide) && line.starts_with(is_wide) => {}
            None => text.push(' '),
        }
        text.push_str(line);
    }

    /// The paragraph on the first page that is the title: the largest letters, where they are larger than the text's.
    fn title(&self, paragraphs: &[Paragraph], first_page: usize) -> Option<usize> {
        let on_first = paragraphs.iter().enumerate().take_while(|(_, paragraph)| paragraph.at < first_page);
        let is_title = |paragraph: &Paragraph| {
            let letters = paragraph.text.chars().filter(|c| c.is_alphabetic()).count();
            paragraph.size > self.size * LARGER && paragraph.text.len() <= LONGEST_TITLE && letters > 3
        };
        let mut candidates: Vec<(usize, f32)> =
            on_first.filter(|(_, paragraph)| is_title(paragraph)).map(|(at, paragraph)| (at, paragraph.size)).collect();
        // Of those that are as large, the first.
        candidates.sort_by(|a, b| b.1.total_cmp(&a.1));
        candidates.first().map(|(at, _)| *at)
    }
}

/// Whether the first word of the next line would have had room on a line.
fn has_room(line: &Line, next: &str) -> bool {
    let letters = next.split_whitespace().next().unwrap_or_default().chars();
    let width = letters.fold(1.0, |width, _| width + WIDE) * line.size;
    line.column.1 - line.right > width
}

/// The value below which that part of all lies, each counted as often as it is said; half of them with 2.
fn within(values: &mut [(f32, usize)], part: usize) -> Option<f32> {
    values.sort_by(|a, b| a.0.total_cmp(&b.0));
    let enough = values.iter().map(|(_, count)| count).sum::<usize>() / part;
    let mut passed = 0;
    let mut found = values.iter().map(|(value, count)| {
        passed += count;
        (*value, passed)
    });
    found.find(|(_, passed)| *passed > enough).map(|(value, _)| value)
}

/// Whether a sentence may end with this text.
fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(['"', '\'', '”', '’', '»', '“', ')', ']', ' ']);
    text.ends_with(['.', '!', '?', '…', '。', '！', '？', '؟', '।', ':'])
}

/// Whether a line begins with the sign of an item of a list.
fn is_item(text: &str) -> bool {
    text.starts_with(['•', '▪', '■', '●', '‣', '◦', '\u{f0b7}'])
}

/// A word without what stands around it.
fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

/// Whether words are written without spaces between in the script of a letter: Chinese and Japanese.
fn is_wide(letter: char) -> bool {
    matches!(letter, '\u{3000}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}')
}

/// Text without what only helped to set it: letters that are written as they look in their place, soft hyphens, controls.
fn tidy(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let looks = |c: &char| matches!(c, '\u{fb00}'..='\u{fb4f}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}');
    let mut plain = String::with_capacity(text.len());
    for c in text.chars().filter(|c| *c != '\u{ad}') {
        match c {
            c if looks(&c) => plain.extend(std::iter::once(c).nfkc()),
            c if c.is_control() => plain.push(' '),
            c => plain.push(c),
        }
    }
    plain.split_whitespace().collect::<Vec<_>>().join(" ").nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A page of lines in one column from 50 to 250, each told by where it begins and ends, its size, and the distance to
    /// the line above.
    fn page(lines: &[(f32, f32, f32, f32, &str)]) -> Vec<Line> {
        let mut y = 800.0;
        let line = |(at, (left, right, size, gap, text)): (usize, &(f32, f32, f32, f32, &str))| {
            y -= gap;
            let column = (50.0, 250.0);
            Line { text: (*text).to_owned(), left: *left, right: *right, y, size: *size, column, is_first: at == 0 }
        };
        lines.iter().enumerate().map(line).collect()
    }

    fn texts(pages: Vec<Vec<Line>>) -> Vec<String> {
        joined(pages, Vec::new()).into_iter().map(|passage| passage.text).collect()
    }

    #[test]
    fn lines_are_joined_and_hyphens_undone() {
        let lines = page(&[
            (50.0, 250.0, 10.0, 12.0, "The harbour master was well-"),
            (50.0, 250.0, 10.0, 12.0, "known, a well-known man, and the har-"),
            (50.0, 250.0, 10.0, 12.0, "bour of Saint-"),
            (50.0, 250.0, 10.0, 12.0, "Malo was his of\u{ad}"),
            (50.0, 100.0, 10.0, 12.0, "\u{fb01}ce."),
        ]);
        let joined =
            "The harbour master was well-known, a well-known man, and the harbour of Saint-Malo was his office.";
        assert_eq!(texts(vec![lines]), [joined.replace("office", "of\u{fb01}ce").replace('\u{fb01}', "fi")]);
        let wide = page(&[(50.0, 250.0, 10.0, 12.0, "总统周日"), (50.0, 250.0, 10.0, 12.0, "表示。")]);
        assert_eq!(texts(vec![wide]), ["总统周日表示。"]);
    }

    #[test]
    fn paragraphs_begin_behind_room_set_in_or_behind_a_short_line() {
        let lines = page(&[
            (50.0, 250.0, 10.0, 12.0, "One begins"),
            (50.0, 120.0, 10.0, 12.0, "and ends."),
            (50.0, 250.0, 10.0, 12.0, "Two begins"),
            (50.0, 245.0, 10.0, 12.0, "and ends here."),
            (62.0, 250.0, 10.0, 12.0, "Three begins"),
            (50.0, 250.0, 10.0, 12.0, "and goes on"),
            (50.0, 250.0, 10.0, 24.0, "Four, after room"),
            (50.0, 250.0, 10.0, 12.0, "• Five"),
        ]);
        let expected = [
            "One begins and ends.",
            "Two begins and ends here.",
            "Three begins and goes on",
            "Four, after room",
            "• Five",
        ];
        assert_eq!(texts(vec![lines]), expected);
    }

    #[test]
    fn a_paragraph_goes_on_over_the_page() {
        let first = page(&[(50.0, 250.0, 10.0, 12.0, "It began on one"), (50.0, 250.0, 10.0, 12.0, "page and")]);
        let second = page(&[(50.0, 200.0, 10.0, 12.0, "ended on another."), (50.0, 250.0, 10.0, 24.0, "Next.")]);
        assert_eq!(texts(vec![first, second]), ["It began on one page and ended on another.", "Next."]);
    }

    #[test]
    fn the_largest_letters_at_the_beginning_are_the_title() {
        let mut lines = page(&[
            (50.0, 90.0, 12.0, 14.0, "Sea"),
            (50.0, 250.0, 20.0, 30.0, "The tide at"),
            (50.0, 250.0, 20.0, 24.0, "the quay"),
            (50.0, 250.0, 10.0, 30.0, "It rose and fell, and rose again, and the quay was wet."),
        ]);
        lines.push(Line { y: 600.0, ..lines[3].clone() });
        let passages = joined(vec![lines], vec!["Courier 1".to_owned()]);
        let parts: Vec<_> = passages.iter().map(|passage| (passage.text.as_str(), passage.part)).take(3).collect();
        let expected = [("Courier 1", PdfPart::Head), ("Sea", PdfPart::Text), ("The tide at the quay", PdfPart::Title)];
        assert_eq!(parts, expected);
    }
}
