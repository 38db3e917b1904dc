//! Wrapping a passage into lines.
//!
//! The passage is cut into fragments that fit a line ([`fragments()`], by the rules of [`breaks`]), and textwrap fits them
//! to as few lines as can be, with the right edge as even as can be, after Knuth and Plass, "Breaking Paragraphs into
//! Lines" (1981).

mod breaks;
mod fragments;

use textwrap::wrap_algorithms::{Penalties, wrap_first_fit, wrap_optimal_fit};

use super::{Span, is_blank};
use fragments::{Fragment, fragments, whole};

/// Cuts `span` of `text` into lines of at most `width` cells, in linear time.
///
/// Every byte of the span lies on exactly one line. Blanks, line ends among them, at which a line was broken belong to
/// the line before the break and are not to be drawn, so they do not count. Lines break at blanks, after hyphens and
/// between ideographs; what does not fit a line by itself is broken where an address may be, or else anywhere. A width
/// below 2 counts as 2, for a wide character must fit.
pub fn wrap(text: &str, span: Span, width: usize) -> Vec<Span> {
    let room = f64::from(u32::try_from(width.max(2)).unwrap_or(u32::MAX));
    let fragments = fragments(span.of(text), room);
    let full = joined(wrap_first_fit(&fragments, &[room]));
    let even = evenly(&fragments, width, room).filter(|even| even.len() <= full.len());
    let lines = even.unwrap_or(full);
    let place = |part: Span| Span::new((span.start + part.start) as usize, (span.start + part.end) as usize);
    lines.into_iter().map(|line| place(line.span)).collect()
}

/// The part of a line that is drawn: `line` without what is blank or shows nothing at its end.
pub fn drawn(text: &str, line: Span) -> Span {
    let part = line.of(text).trim_end_matches(is_blank);
    Span::new(line.start as usize, line.start as usize + part.len())
}

/// How many fragments are fitted evenly; no passage that somebody wrote has as many.
const FITTED: usize = 4096;

/// The part of a line that something long takes more than.
const LONG: f64 = 0.75;

/// What lines cost, in squared cells of the gap at a line's end.
///
/// One line more costs more than any raggedness, and a cell too much costs more than all lines. `lonely` is the cost of
/// a short word alone on the last line.
fn penalties(lonely: usize) -> Penalties {
    Penalties {
        nline_penalty: 1_000_000,
        overflow_penalty: 10_000_000_000,
        short_last_line_fraction: 4,
        short_last_line_penalty: lonely,
        hyphen_penalty: 0,
    }
}

/// The lines of `width` cells whose right edge is the most even, unless there are too many fragments or one line would
/// be too wide.
///
/// A gap in front of something long is no fault of the lines before it, which must not become shorter to share it: they
/// are fitted by themselves.
fn evenly(fragments: &[Fragment], width: usize, room: f64) -> Option<Vec<Fragment>> {
    if fragments.len() > FITTED {
        return None;
    }
    let mut lines: Vec<Fragment> = Vec::new();
    let mut parts = fragments.chunk_by(|_, next| next.width <= room * LONG).peekable();
    while let Some(part) = parts.next() {
        // A short word alone is as bad as a line that is a third empty.
        let lonely = if parts.peek().is_none() { (width.min(1000) / 3).pow(2) } else { 0 };
        let begun = lines.pop_if(|begun| part.first().is_some_and(|next| begun.filled() + next.width <= room));
        let left = begun.map_or(room, |begun| room - begun.filled());
        let mut fitted = joined(wrap_optimal_fit(part, &[left, room], &penalties(lonely)).ok()?);
        if let (Some(begun), Some(first)) = (begun, fitted.first_mut()) {
            *first = whole(&[begun, *first])?;
        }
        lines.append(&mut fitted);
    }
    lines.iter().all(|line| line.width <= room).then_some(lines)
}

fn joined(lines: Vec<&[Fragment]>) -> Vec<Fragment> {
    lines.into_iter().filter_map(whole).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{drawn, fragments, wrap, wrap_first_fit};
    use crate::text::{Span, width};

    fn wrapped(text: &str, width: usize) -> Vec<&str> {
        let lines = wrap(text, Span::new(0, text.len()), width);
        lines.into_iter().map(|line| drawn(text, line).of(text)).collect()
    }

    #[test]
    fn lines_break_where_a_typesetter_would() {
        for (text, width, lines) in [
            ("the man who came to dinner", 11, "the man|who came to|dinner"),
            ("the man   who", 7, "the man|who"),
            ("hard\nwrapped\r\ntext", 12, "hard\nwrapped|text"),
            ("il a dit : « Non ! » hier", 10, "il a dit :|« Non ! »|hier"),
            ("il a dit : « Non ! » hier", 9, "il a|dit :|« Non ! »|hier"),
            ("Quoi ? Rien ; si", 6, "Quoi ?|Rien ;|si"),
            ("er sagte »Nein« laut", 9, "er sagte|»Nein«|laut"),
            ("M.\u{a0}Poutine a dit", 12, "M.\u{a0}Poutine a|dit"),
            ("M.\u{a0}Poutine a dit", 11, "M.\u{a0}Poutine|a dit"),
            ("une union russo-biélorusse", 16, "une union russo-|biélorusse"),
            ("un e-mail de S-400", 6, "un|e-mail|de|S-400"),
            ("missiles Iskander-M", 18, "missiles|Iskander-M"),
            ("wait—what", 6, "wait—|what"),
            ("Donaudampfschiff", 7, "Donauda|mpfschi|ff"),
            (
                "see https://www.example.org/news/2022/6/25/russia",
                16,
                "see https://|www.example.org/|news/2022/6/25/|russia",
            ),
            ("习近平，主席说：「你好」。", 10, "习近平，主|席说：「你|好」。"),
            ("プーチン大統領は、ロシア", 8, "プーチ|ン大統領|は、ロシ|ア"),
            ("\u{1f600}\u{1f600}\u{1f600}", 4, "\u{1f600}\u{1f600}|\u{1f600}"),
            ("zero\u{200b}width", 6, "zero|width"),
            ("    indented text", 12, "    indented|text"),
        ] {
            assert_eq!(wrapped(text, width).join("|"), lines, "{text:?} at {width}");
        }
    }

    #[test]
    fn right_edges_are_even() {
        for (text, width, lines) in [
            (
                "To be, or not to be: that is the question, as he said",
                13,
                "To be, or|not to be:|that is the|question, as|he said",
            ),
            (
                "the words of a last line are not left alone at all, no",
                51,
                "the words of a last line are not left alone at|all, no",
            ),
            (
                "a word alone that is long at an end is nonetheless",
                40,
                "a word alone that is long at an end is|nonetheless",
            ),
            (
                "he told it to all, see https://example.org/a/place",
                30,
                "he told it to all, see|https://example.org/a/place",
            ),
            ("a gap is worse, indistinguishably so", 34, "a gap is worse, indistinguishably|so"),
        ] {
            assert_eq!(wrapped(text, width).join("|"), lines, "{text:?} at {width}");
        }
    }

    #[test]
    fn a_passage_of_a_megabyte_is_cut_into_lines() {
        let text = "to be or not ".repeat(1 << 16);
        assert!(wrapped(&text, 13).iter().all(|line| *line == "to be or not"));
    }

    #[test]
    fn a_word_of_a_megabyte_is_cut_into_lines() {
        let text = "x".repeat(1 << 20);
        assert_eq!(wrapped(&text, 64).len(), 1 << 14);
    }

    fn hostile() -> impl Strategy<Value = String> {
        let odd = "aab  -–/?&. \n\u{a0}«»!:,é\u{301}\u{200b}\u{ad}习。「プー👩\u{200d}\u{1100}\u{3000}\u{1b}क\u{94d}";
        let odd = prop::sample::select(odd.chars().collect::<Vec<_>>());
        prop::collection::vec(prop_oneof![9 => odd, 1 => any::<char>()], 0..80).prop_map(|v| v.into_iter().collect())
    }

    proptest! {
        #[test]
        fn every_byte_is_on_one_line_and_no_line_is_too_wide(text in hostile(), limit in 2..20usize) {
            let mut at = 0;
            for line in wrap(&text, Span::new(0, text.len()), limit) {
                prop_assert_eq!(line.start as usize, at);
                prop_assert!(!line.is_empty() && text.is_char_boundary(line.end as usize));
                prop_assert!(width(drawn(&text, line).of(&text)) <= limit);
                at = line.end as usize;
            }
            prop_assert_eq!(at, text.len());
        }

        #[test]
        fn even_lines_are_as_few_as_full_ones(text in "[a-z]{1,9}( {1,2}[a-z]{1,9}){0,60}", limit in 9..60usize) {
            let room = f64::from(u32::try_from(limit)?);
            let full = wrap_first_fit(&fragments(&text, room), &[room]).len();
            prop_assert_eq!(wrap(&text, Span::new(0, text.len()), limit).len(), full);
        }
    }
}
