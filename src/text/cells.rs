//! How text is shown in the cells of a terminal, without anything that could harm it.

use std::borrow::Cow;

use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::Span;
use super::invisible::is_invisible;
use super::table::Table;

/// What is drawn as one: a character with its marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell<'a> {
    /// The bytes of the text that it shows.
    pub span: Span,
    /// What to draw; harmless, and empty where nothing is to be seen.
    pub symbol: Cow<'a, str>,
    /// How many cells it takes: 0, 1 or 2.
    pub width: u8,
}

/// The cells of `text` in order; each byte of it belongs to exactly one, so that spans may be cut anywhere between them.
///
/// Controls and characters that show nothing vanish; blanks and line ends become a space; a mark without a letter
/// stands on a dotted circle; what Unicode has not assigned becomes U+FFFD. Where terminals disagree about the width of
/// an emoji, what they disagree about is left out: variation selectors, skin tones, all but the first of a joined
/// sequence.
pub fn cells(text: &str) -> impl Iterator<Item = Cell<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..)?;
        let (len, symbol, width) = next(rest)?;
        let span = Span::new(at, at + len);
        at += len;
        Some(Cell { span, symbol, width })
    })
}

/// The number of cells that `text` takes on one line.
pub fn width(text: &str) -> usize {
    cells(text).map(|cell| usize::from(cell.width)).sum()
}

/// `text` as it may be shown: on one line, without anything that a terminal would obey.
pub fn harmless(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|b| b == b' ' || b.is_ascii_graphic()) {
        return Cow::Borrowed(text);
    }
    cells(text).map(|cell| cell.symbol).collect::<String>().into()
}

/// What is to be done with a character.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Look {
    /// It is drawn as it is, in so many cells, and joins with no character like it.
    Plain(u8),
    /// It is drawn as a space, the ideographic one as itself.
    Blank,
    /// It is not drawn.
    Hidden,
    /// It is drawn as U+FFFD.
    Unknown,
    /// It may join with what is around it.
    Joining,
}

static LOOKS: Table<Look> = Table::new(look);

fn look(c: char) -> Look {
    match c {
        // Ideographs and Hangul syllables, said at once because there are so many.
        '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' => Look::Plain(2),
        _ if c.is_whitespace() => Look::Blank,
        _ if is_invisible(c) => Look::Hidden,
        _ if is_combining_mark(c) => Look::Joining,
        _ if !is_assigned(c) => Look::Unknown,
        _ => match c.width() {
            Some(width @ 1..=2) if stands_alone(c) => Look::Plain(u8::from(width == 2) + 1),
            Some(0..=2) => Look::Joining,
            // A deprecated sign of Khmer claims three cells.
            _ => Look::Unknown,
        },
    }
}

/// Whether Unicode has assigned `c` for all to use; the standard library tells it by what it would print.
fn is_assigned(c: char) -> bool {
    matches!(c, '\'' | '"' | '\\') || c.escape_debug().len() == 1
}

/// Whether `c` makes no cluster with a letter or with itself.
fn stands_alone(c: char) -> bool {
    [['a', c], [c, 'a'], [c, c]].iter().all(|pair| String::from_iter(pair).graphemes(true).count() == 2)
}

/// The first cell of `text`: its length in bytes, what to draw, and its width.
fn next(text: &str) -> Option<(usize, Cow<'_, str>, u8)> {
    let mut chars = text.chars();
    let c = chars.next()?;
    let len = c.len_utf8();
    let alone = chars.next().is_none_or(|next| !matches!(LOOKS.of(next), Look::Joining | Look::Hidden));
    match LOOKS.of(c) {
        Look::Blank if text.starts_with("\r\n") => Some((2, " ".into(), 1)),
        Look::Blank if c == '\u{3000}' => Some((len, "\u{3000}".into(), 2)),
        Look::Blank => Some((len, " ".into(), 1)),
        Look::Hidden => Some((len, "".into(), 0)),
        Look::Plain(width) if alone => Some((len, text.get(..len)?.into(), width)),
        _ => Some(cluster(text)),
    }
}

/// How many bytes of a cluster are looked at to draw it; no writing system needs more.
const CLUSTER: usize = 64;

/// The first cluster of `text`, which starts with something to be seen.
fn cluster(text: &str) -> (usize, Cow<'_, str>, u8) {
    let window = text.get(..text.floor_char_boundary(CLUSTER)).unwrap_or(text);
    let whole = window.graphemes(true).next().unwrap_or(window);
    let symbol = dressed(whole);
    if let width @ 0..=2 = symbol.width() {
        let marks = if whole.len() == window.len() { marks_len(text.get(whole.len()..).unwrap_or("")) } else { 0 };
        return (whole.len() + marks, symbol.into(), u8::try_from(width).unwrap_or(2));
    }
    // Terminals count such a cluster, of Hangul letters or Indic consonants, by its characters.
    let first = whole.chars().next().map_or(0, char::len_utf8);
    let len = first + marks_len(whole.get(first..).unwrap_or(""));
    let symbol = dressed(whole.get(..len).unwrap_or(""));
    let width = u8::try_from(symbol.width()).unwrap_or(2).min(2);
    (len, symbol.into(), width)
}

/// The length of the marks that `text` begins with, in bytes.
fn marks_len(text: &str) -> usize {
    text.chars().take_while(|c| c.width() == Some(0) && LOOKS.of(*c) == Look::Joining).map(char::len_utf8).sum()
}

/// A cluster as it is drawn.
fn dressed(cluster: &str) -> String {
    let is_emoji = cluster.chars().next().is_some_and(|c| c as u32 > 0x2000 && !c.is_alphabetic());
    let part = cluster.char_indices().skip(1).find(|&(_, c)| is_emoji && is_emoji_part(c));
    let shown = part.and_then(|(at, _)| cluster.get(..at)).unwrap_or(cluster);
    let mut symbol: String = shown.chars().filter_map(drawn).collect();
    match symbol.chars().next() {
        Some(first) if is_combining_mark(first) && first.width() == Some(0) => symbol.insert(0, '◌'),
        // A Hangul vowel or final consonant that lost its syllable.
        Some(first) if first.width() == Some(0) => symbol = char::REPLACEMENT_CHARACTER.into(),
        _ => {}
    }
    symbol
}

/// Whether `c` changes the emoji before it: it joins another one to it, or gives it a skin.
fn is_emoji_part(c: char) -> bool {
    matches!(c, '\u{200d}' | '\u{1f3fb}'..='\u{1f3ff}')
}

fn drawn(c: char) -> Option<char> {
    match LOOKS.of(c) {
        Look::Hidden => None,
        Look::Unknown => Some(char::REPLACEMENT_CHARACTER),
        _ => Some(c),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{cells, harmless, width};

    #[test]
    fn text_is_shown_harmless_and_as_wide_as_terminals_count() {
        for (text, shown, wide) in [
            ("Poutine", "Poutine", 7),
            ("a\tb\nc\r\nd", "a b c d", 7),
            ("\u{1b}[31mred\u{7}\u{9b}2J\u{0}", "[31mred2J", 9),
            ("\u{1b}]52;c;aGk=\u{7}", "]52;c;aGk=", 10),
            ("a\u{202e}b\u{2066}c\u{200f}\u{feff}", "abc", 3),
            ("soft\u{ad}hyphen\u{200b}zero\u{2060}", "softhyphenzero", 14),
            ("a\u{a0}b\u{202f}c\u{2028}d", "a b c d", 7),
            ("e\u{301}te\u{301}", "e\u{301}te\u{301}", 3),
            ("\u{301}a", "◌\u{301}a", 2),
            ("习近平、プーチン", "习近平、プーチン", 16),
            ("푸틴 \u{1112}\u{1161}\u{11ab}", "푸틴 \u{1112}\u{1161}\u{11ab}", 7),
            ("❤\u{fe0f} ✔\u{fe0f}", "❤ ✔", 3),
            ("👩\u{200d}👩\u{200d}👧!", "👩!", 3),
            ("👍🏽", "👍", 2),
            ("🇫🇷🇩🇪", "🇫🇷🇩🇪", 4),
            ("\u{e000}\u{10ffff}\u{378}\u{fffe}", "����", 4),
            ("पुतिन", "पुतिन", 4),
            ("می\u{200c}گوید", "میگوید", 6),
        ] {
            assert_eq!((&*harmless(text), width(text)), (shown, wide), "{text:?}");
        }
    }

    #[test]
    fn a_letter_under_a_megabyte_of_marks_is_one_small_cell() {
        let text = format!("a{}", "\u{301}".repeat(500_000));
        let all: Vec<_> = cells(&text).collect();
        assert_eq!(all.len(), 1);
        assert!(all[0].symbol.len() <= super::CLUSTER);
    }

    #[test]
    fn a_megabyte_of_joining_letters_is_cut_into_cells() {
        assert!(cells(&"\u{1100}".repeat(300_000)).all(|cell| cell.width <= 2));
    }

    fn hostile() -> impl Strategy<Value = String> {
        let odd = "a é\u{301}\u{200d}👩🏽🇫\u{fe0f}\u{1100}\u{1161}\u{11ab}क\u{94d}ष\u{600}\u{1b}\r\n\t\u{ad}\u{20e3}习";
        let odd = prop::sample::select(odd.chars().collect::<Vec<_>>());
        prop::collection::vec(prop_oneof![6 => odd, 1 => any::<char>()], 0..60).prop_map(|v| v.into_iter().collect())
    }

    proptest! {
        #[test]
        fn every_byte_is_in_one_cell_and_no_cell_harms(text in hostile()) {
            let mut at = 0;
            for cell in cells(&text) {
                prop_assert_eq!(cell.span.start as usize, at);
                prop_assert!(!cell.span.is_empty() && text.is_char_boundary(cell.span.end as usize));
                prop_assert!(cell.width <= 2);
                prop_assert_eq!(unicode_width::UnicodeWidthStr::width(&*cell.symbol), usize::from(cell.width));
                prop_assert!(!cell.symbol.chars().any(|c| c.is_control() || super::is_invisible(c)));
                at = cell.span.end as usize;
            }
            prop_assert_eq!(at, text.len());
        }
    }
}
