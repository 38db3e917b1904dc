//! Wrapping a passage into lines.

mod breaks;

use super::{Cell, Span, cells, is_blank};
use breaks::{Break, Gap};

/// Cuts `span` of `text` into lines of at most `width` cells, in linear time.
///
/// Every byte of the span lies on exactly one line. Blanks, line ends among them, at which a line was broken belong to
/// the line before the break and are not to be drawn, so they do not count. Lines break at blanks, after hyphens and
/// between ideographs; what does not fit a line by itself is broken where an address may be, or else anywhere. A width
/// below 2 counts as 2, for a wide character must fit.
pub fn wrap(text: &str, span: Span, width: usize) -> Vec<Span> {
    let passage = span.of(text);
    let mut wrapping = Wrapping::new(span.start as usize, width.max(2));
    let mut gap = Gap::new(passage);
    for cell in cells(passage) {
        wrapping.cell(&cell, gap.before(&cell));
    }
    wrapping.finish(span)
}

/// The part of a line that is drawn: `line` without what is blank or shows nothing at its end.
pub fn drawn(text: &str, line: Span) -> Span {
    let part = line.of(text).trim_end_matches(is_blank);
    Span::new(line.start as usize, line.start as usize + part.len())
}

/// Whether a cell is a blank, which needs no room at a line's end.
fn is_room(cell: &Cell<'_>) -> bool {
    matches!(&*cell.symbol, " " | "\u{3000}")
}

/// A place where the line may be broken.
#[derive(Clone, Copy)]
struct Place {
    /// The offset in the passage of what comes behind it.
    at: usize,
    /// The cells on the line before it, blanks included.
    filled: usize,
}

struct Wrapping {
    origin: usize,
    width: usize,
    lines: Vec<Span>,
    /// Where the line begins, in the passage.
    start: usize,
    /// The cells on the line so far, blanks at its end included.
    filled: usize,
    /// The last place on this line to break at, and the last one in an address.
    good: Option<Place>,
    poor: Option<Place>,
}

impl Wrapping {
    fn new(origin: usize, width: usize) -> Self {
        Wrapping { origin, width, lines: Vec::new(), start: 0, filled: 0, good: None, poor: None }
    }

    /// Puts a cell on the line; `before` tells whether the line may be broken in front of it.
    fn cell(&mut self, cell: &Cell<'_>, before: Break) {
        let at = cell.span.start as usize;
        let here = Some(Place { at, filled: self.filled });
        match before {
            Break::Good => self.good = here,
            Break::Poor => self.poor = here,
            Break::Never => {}
        }
        let cells = usize::from(cell.width);
        while cells > 0 && self.filled + cells > self.width && !is_room(cell) {
            self.break_line(at);
        }
        self.filled += cells;
    }

    /// Breaks the line at the best place, and if there is none, in front of the cell at `at`.
    fn break_line(&mut self, at: usize) {
        let place = self.good.or(self.poor).unwrap_or(Place { at, filled: self.filled });
        self.push(place.at);
        self.filled -= place.filled;
        self.good = None;
        // What is carried over may itself hold a place in an address.
        self.poor = self.poor.filter(|p| p.at > place.at);
        if let Some(poor) = &mut self.poor {
            poor.filled -= place.filled;
        }
    }

    fn push(&mut self, end: usize) {
        if end > self.start {
            self.lines.push(Span::new(self.origin + self.start, self.origin + end));
            self.start = end;
        }
    }

    fn finish(mut self, span: Span) -> Vec<Span> {
        self.push(span.len());
        self.lines
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{drawn, wrap};
    use crate::text::{Span, width};

    fn wrapped(text: &str, width: usize) -> Vec<&str> {
        let lines = wrap(text, Span::new(0, text.len()), width);
        lines.into_iter().map(|line| drawn(text, line).of(text)).collect()
    }

    #[test]
    fn lines_break_where_a_typesetter_would() {
        for (text, width, lines) in [
            ("the man who came to dinner", 11, "the man who|came to|dinner"),
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
            ("wait—what", 6, "wait—|what"),
            ("Donaudampfschiff", 7, "Donauda|mpfschi|ff"),
            (
                "see https://www.example.org/news/2022/6/25/russia",
                16,
                "see|https://|www.example.org/|news/2022/6/25/|russia",
            ),
            ("习近平，主席说：「你好」。", 10, "习近平，主|席说：「你|好」。"),
            ("プーチン大統領は、ロシア", 8, "プーチン|大統領|は、ロシ|ア"),
            ("\u{1f600}\u{1f600}\u{1f600}", 4, "\u{1f600}\u{1f600}|\u{1f600}"),
            ("zero\u{200b}width", 6, "zero|width"),
            ("    indented text", 12, "    indented|text"),
        ] {
            assert_eq!(wrapped(text, width).join("|"), lines, "{text:?} at {width}");
        }
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
    }
}
