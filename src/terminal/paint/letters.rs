//! Which characters a terminal can show, and what stands for those that it cannot.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use crate::text::cells;

/// Which characters a terminal can show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Letters {
    /// ASCII alone: to others it may be anything, also a control character.
    Ascii,
    /// What the fonts of the Linux console have, which are of 256 or 512 signs: letters, light rules, shades.
    Console,
    /// All of Unicode.
    #[default]
    Unicode,
}

/// What is not in the fonts of the Linux console, with what stands for it there, and in ASCII.
const MARKS: &[(&str, &str, &str)] = &[
    ("│", "│", "|"),
    ("┃", "║", "#"),
    ("┤", "┤", "+"),
    ("┫", "╢", "+"),
    ("─", "─", "-"),
    ("━", "═", "="),
    ("◆", "♦", "*"),
    ("▸", ">", ">"),
    ("•", "•", "o"),
    ("★", "*", "*"),
    ("✎", "~", "~"),
    ("▁", "░", "_"),
    ("▂", "░", "_"),
    ("▃", "▒", "-"),
    ("▄", "▒", "-"),
    ("▅", "▓", "="),
    ("▆", "▓", "="),
    ("▇", "█", "#"),
    ("█", "█", "#"),
    ("×", "x", "x"),
    ("·", "·", "-"),
    ("…", "~", "~"),
    ("“", "\"", "\""),
    ("”", "\"", "\""),
    ("„", "\"", "\""),
    ("«", "«", "\""),
    ("»", "»", "\""),
    ("‘", "'", "'"),
    ("’", "'", "'"),
    ("‚", "'", "'"),
    ("‹", "<", "<"),
    ("›", ">", ">"),
    ("‐", "-", "-"),
    ("‑", "-", "-"),
    ("–", "-", "-"),
    ("—", "-", "-"),
    ("−", "-", "-"),
    ("◌", "o", "o"),
    ("ß", "ß", "s"),
    ("ø", "ø", "o"),
    ("Ø", "Ø", "O"),
    ("ł", "ł", "l"),
    ("Ł", "Ł", "L"),
    ("đ", "đ", "d"),
    ("Đ", "Đ", "D"),
    ("ı", "ı", "i"),
    ("æ", "æ", "a"),
    ("Æ", "Æ", "A"),
    ("œ", "œ", "o"),
    ("Œ", "Œ", "O"),
];

impl Letters {
    /// A harmless text with what stands for the characters that there are not.
    pub fn shown(self, text: &str) -> Cow<'_, str> {
        if text.is_ascii() || self == Letters::Unicode {
            return Cow::Borrowed(text);
        }
        cells(text).map(|cell| self.map(&cell.symbol).into_owned()).collect::<String>().into()
    }

    /// What stands for a harmless symbol, in its first cell, and where it is narrower than the symbol in each.
    pub(super) fn map(self, symbol: &str) -> Cow<'_, str> {
        if symbol.is_ascii() || self == Letters::Unicode {
            return Cow::Borrowed(symbol);
        }
        match (self, MARKS.iter().find(|(mark, ..)| *mark == symbol)) {
            (Letters::Ascii, Some((.., ascii))) => Cow::Borrowed(ascii),
            (Letters::Ascii, None) => bare(symbol).into(),
            (_, Some((_, shown, _))) => Cow::Borrowed(shown),
            // The Linux console gives each mark on a letter a cell of its own, so that none is left but those which are
            // one character with their letter.
            (_, None) => symbol.nfc().take(1).collect::<String>().into(),
        }
    }
}

/// The ASCII letter below the marks of a symbol, or else a question mark.
fn bare(symbol: &str) -> String {
    let letter = symbol.nfkd().next().filter(char::is_ascii_graphic);
    letter.unwrap_or('?').to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::paint::canvas::width;

    #[test]
    fn what_cannot_be_shown_has_something_that_stands_for_it() {
        for (symbol, console, ascii) in [
            ("a", "a", "a"),
            ("é", "é", "e"),
            ("e\u{301}", "é", "e"),
            ("q\u{301}", "q", "q"),
            ("П", "П", "?"),
            ("漢", "漢", "?"),
            ("Ａ", "Ａ", "A"),
            ("┃", "║", "#"),
            ("’", "'", "'"),
            ("№", "№", "N"),
            ("\u{fffd}", "\u{fffd}", "?"),
        ] {
            assert_eq!(Letters::Unicode.map(symbol), symbol);
            assert_eq!(Letters::Console.map(symbol), console);
            assert_eq!(Letters::Ascii.map(symbol), ascii);
        }
    }

    #[test]
    fn every_stand_in_is_as_wide_and_no_two_of_a_rule_are_alike() {
        for (mark, console, ascii) in MARKS {
            assert!([mark, console, ascii].iter().all(|symbol| width(symbol) == 1), "{mark}");
            assert!(ascii.is_ascii());
        }
        for letters in [Letters::Ascii, Letters::Console] {
            let rule = ["│", "┃", "┤", "◆"].map(|mark| letters.map(mark));
            assert!(rule.iter().all(|one| rule.iter().filter(|other| one == *other).count() == 1), "{rule:?}");
        }
    }
}
