//! Glyphs to words: what stands close together on one line.

use super::content::Glyph;

/// A word on a page; in points.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Word {
    pub(super) text: String,
    /// Where it begins and ends.
    pub(super) left: f32,
    pub(super) right: f32,
    /// The line on which it stands.
    pub(super) y: f32,
    /// The size of its letters.
    pub(super) size: f32,
}

/// How far what is on one line may stand above or below, in parts of the size of the letters.
const LEVEL: f32 = 0.4;
/// How much room there is between words at least, in parts of that size.
const GAP: f32 = 0.17;

/// The words that the glyphs of a page are.
pub(super) fn words(glyphs: Vec<Glyph>) -> Vec<Word> {
    rows(glyphs, |glyph| (glyph.y, glyph.x, glyph.size)).into_iter().flat_map(of_row).collect()
}

/// Puts things into rows from top to bottom, and within each from left to right, by their line, beginning and size.
pub(super) fn rows<T>(mut things: Vec<T>, place: impl Fn(&T) -> (f32, f32, f32)) -> Vec<Vec<T>> {
    things.sort_by(|a, b| place(b).0.total_cmp(&place(a).0));
    let mut rows: Vec<Vec<T>> = Vec::new();
    for thing in things {
        let (y, _, size) = place(&thing);
        match rows.last_mut() {
            Some(row) if row.last().is_some_and(|last| place(last).0 - y < LEVEL * size.min(place(last).2)) => {
                row.push(thing);
            }
            _ => rows.push(vec![thing]),
        }
    }
    for row in &mut rows {
        row.sort_by(|a, b| place(a).1.total_cmp(&place(b).1));
    }
    rows
}

fn of_row(row: Vec<Glyph>) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    // Whether the next glyph begins a word.
    let mut is_parted = true;
    for glyph in row {
        if glyph.text.chars().all(char::is_whitespace) {
            is_parted = true;
            continue;
        }
        let right = glyph.x + glyph.width;
        // Letters that are one glyph are in the order of reading.
        let text = if is_leftward(&glyph.text) { glyph.text.chars().rev().collect() } else { glyph.text };
        match words.last_mut() {
            // A letter that is set twice, a little aside, is set in bold.
            Some(word) if word.text.ends_with(&text) && (word.right - right).abs() < GAP / 2.0 * glyph.size => {}
            Some(word) if !is_parted && glyph.x - word.right < GAP * glyph.size.min(word.size) => {
                word.text.push_str(&text);
                word.right = right.max(word.right);
                word.size = word.size.max(glyph.size);
            }
            _ => words.push(Word { text, left: glyph.x, right, y: glyph.y, size: glyph.size }),
        }
        is_parted = false;
    }
    for word in &mut words {
        if is_leftward(&word.text) {
            word.text = word.text.chars().rev().collect();
        }
    }
    words
}

/// Whether letters are written from right to left: Hebrew, Arabic and their neighbours.
pub(super) fn is_leftward(text: &str) -> bool {
    text.chars().any(|c| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Glyphs of one unit each, of size 10, from a text; a space leaves a gap of a third of that.
    fn set(text: &str, x: f32, y: f32) -> Vec<Glyph> {
        let mut at = x;
        let mut glyphs = Vec::new();
        for letter in text.chars() {
            if letter != ' ' {
                glyphs.push(Glyph { text: letter.to_string(), x: at, y, width: 5.0, size: 10.0 });
            }
            at += if letter == ' ' { 3.0 } else { 5.0 };
        }
        glyphs
    }

    fn texts(glyphs: Vec<Glyph>) -> Vec<String> {
        words(glyphs).into_iter().map(|word| word.text).collect()
    }

    #[test]
    fn what_stands_close_is_a_word() {
        let mut glyphs = set("The tide", 50.0, 100.0);
        glyphs.extend(set("rose", 50.0, 88.0));
        glyphs.reverse();
        assert_eq!(texts(glyphs), ["The", "tide", "rose"]);
        let raised = [set("a", 0.0, 100.0), set("2", 5.0, 103.0)].concat();
        assert_eq!(texts(raised), ["a2"]);
    }

    #[test]
    fn bold_by_setting_twice_is_read_once() {
        let glyphs: Vec<Glyph> = [set("Quay", 0.0, 0.0), set("Quay", 0.3, 0.0)].concat();
        assert_eq!(texts(glyphs), ["Quay"]);
        assert_eq!(texts(set("Aachen", 0.0, 0.0)), ["Aachen"]);
    }

    #[test]
    fn what_is_written_leftward_is_turned_round() {
        assert_eq!(texts(set("םולש", 0.0, 0.0)), ["שלום"]);
        let joined = |text: &str, x| Glyph { text: text.to_owned(), x, y: 0.0, width: 5.0, size: 10.0 };
        assert_eq!(texts(vec![joined("د", 0.0), joined("لا", 5.0), joined("ف", 10.0)]), ["فلاد"]);
    }
}
