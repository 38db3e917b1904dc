//! A folded copy of a text, in which all ways to write the same word look alike, with the way back to the text.

mod rules;

use unicode_normalization::char::compose;

use super::Span;
use rules::{Rule, spell};

/// A folded copy of a text, with the way back.
///
/// Folding makes lower case of capitals, takes accents off Latin, Greek and Cyrillic letters and points off Hebrew and
/// Arabic ones, spells ligatures out, makes one of all quotation marks and one of all dashes, and drops what cannot be
/// seen. White space becomes one space, or one line feed where it holds a blank line, so that nothing that is searched
/// for with a space reaches from one paragraph into the next.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    text: String,
    /// In order; between two of them every byte of the copy stands for one of the original.
    changes: Vec<Change>,
}

/// A place where the copy and the original differ in length, or cannot be matched byte by byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Change {
    folded: Span,
    original: Span,
}

/// Folds a pattern the way [`Folded`] folds a text.
pub fn fold(text: &str) -> String {
    Folded::new(text).text
}

impl Folded {
    /// Folds `text`, in linear time.
    pub fn new(text: &str) -> Self {
        let mut folding = Folding { source: text, at: 0, newlines: 0, folded: Folded::default() };
        folding.folded.text.reserve(text.len());
        while folding.at < text.len() {
            folding.plain();
            folding.letters();
            folding.next();
        }
        folding.folded
    }

    /// The folded copy.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The bytes of the original that `folded`, a span of the copy, stands for. What is half in it is wholly in the
    /// answer: half of the "ss" that a "ß" was folded to is the "ß".
    pub fn original(&self, folded: Span) -> Span {
        let start = through(&self.changes, folded.start, Side::Start, |c| (c.folded, c.original));
        let end = through(&self.changes, folded.end, Side::End, |c| (c.folded, c.original));
        Span::new(start, end)
    }

    /// The bytes of the copy that stand for `original`, a span of the original; empty where it is all dropped.
    pub fn folded(&self, original: Span) -> Span {
        let start = through(&self.changes, original.start, Side::Start, |c| (c.original, c.folded));
        let end = through(&self.changes, original.end, Side::End, |c| (c.original, c.folded));
        Span::new(start, end)
    }
}

/// Which end of a span an offset is; a span leaves out what vanishes at its ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Start,
    End,
}

/// The offset that `offset` becomes on the other side of the changes; `sides` tells where it comes from and goes to.
fn through(changes: &[Change], offset: u32, side: Side, sides: impl Fn(&Change) -> (Span, Span)) -> usize {
    let before = |c: &Change| {
        let start = sides(c).0.start;
        start < offset || (side == Side::Start && start == offset)
    };
    let Some(change) = changes.partition_point(before).checked_sub(1).and_then(|n| changes.get(n)) else {
        return offset as usize;
    };
    let (from, to) = sides(change);
    match side {
        Side::Start if offset < from.end => to.start as usize,
        _ => (to.end + offset.saturating_sub(from.end)) as usize,
    }
}

/// The work in progress: what is folded, and how far.
struct Folding<'a> {
    source: &'a str,
    at: usize,
    /// Line ends in the white space at the end of the copy.
    newlines: usize,
    folded: Folded,
}

impl Folding<'_> {
    /// Folds the plain ASCII that comes next, most of most texts, at one go.
    fn plain(&mut self) {
        let bytes = self.source.as_bytes().get(self.at..).unwrap_or_default();
        let mut blank = self.ends_blank();
        let stop = |&b: &u8| {
            let again = blank && b == b' ';
            blank = b == b' ';
            again || !(b.is_ascii_graphic() || blank) || b == b'`'
        };
        let len = bytes.iter().position(stop).unwrap_or(bytes.len());
        if len == 0 {
            return;
        }
        let start = self.folded.text.len();
        self.folded.text.push_str(self.source.get(self.at..self.at + len).unwrap_or(""));
        if let Some(tail) = self.folded.text.get_mut(start..) {
            tail.make_ascii_lowercase();
        }
        self.at += len;
        self.newlines = 0;
    }

    /// Folds the letters beyond ASCII that come next, as long as each becomes another of its length.
    fn letters(&mut self) {
        let rest = self.source.get(self.at..).unwrap_or_default();
        let start = self.at;
        for c in rest.chars().take_while(|c| !c.is_ascii()) {
            match Rule::of(c) {
                Rule::One(folded) if folded.len_utf8() == c.len_utf8() => self.folded.text.push(folded),
                _ => break,
            }
            self.at += c.len_utf8();
        }
        if self.at > start {
            self.newlines = 0;
        }
    }

    /// Folds the next character by its rule.
    fn next(&mut self) {
        let Some(c) = self.source.get(self.at..).and_then(|rest| rest.chars().next()) else { return };
        let start = self.at;
        self.at += c.len_utf8();
        match Rule::of(c) {
            Rule::One(folded) => self.push(start, folded),
            Rule::Many => self.push_all(start, c),
            Rule::Mark => self.widen_or_skip(start),
            Rule::Drop if self.ends_blank() => self.widen(),
            Rule::Drop => self.skip(start),
            Rule::Join => self.join(start, c),
            Rule::Blank => self.blank(start, c),
        }
    }

    fn push(&mut self, start: usize, folded: char) {
        let at = self.folded.text.len();
        self.folded.text.push(folded);
        if folded.len_utf8() != self.at - start {
            self.change(at, start);
        }
        self.newlines = 0;
    }

    fn push_all(&mut self, start: usize, c: char) {
        let at = self.folded.text.len();
        self.folded.text.extend(spell(c));
        self.change(at, start);
        self.newlines = 0;
    }

    /// Joins a sign to the letter before it where Unicode has one character for the two.
    fn join(&mut self, start: usize, sign: char) {
        let sign = spell(sign).next().unwrap_or(sign);
        let letter = if self.ends_dropped() { None } else { self.folded.text.chars().next_back() };
        let Some(joined) = letter.and_then(|l| compose(l, sign)) else { return self.push(start, sign) };
        self.widen();
        self.folded.text.pop();
        self.folded.text.push(joined);
        if let Some(last) = self.folded.changes.last_mut() {
            last.folded = Span::new(last.folded.start as usize, self.folded.text.len());
        }
    }

    fn blank(&mut self, start: usize, c: char) {
        let again = self.ends_blank();
        let half = c == '\n' && self.source.as_bytes().get(start.wrapping_sub(1)) == Some(&b'\r');
        self.newlines += match c {
            '\n' if half => 0,
            '\n' | '\r' | '\u{85}' | '\u{2028}' => 1,
            '\u{2029}' => 2,
            _ => 0,
        };
        let newlines = self.newlines;
        let folded = if newlines > 1 { '\n' } else { ' ' };
        if again {
            self.folded.text.pop();
            self.folded.text.push(folded);
            self.widen();
        } else {
            self.push(start, folded);
            self.newlines = newlines;
        }
    }

    fn widen_or_skip(&mut self, start: usize) {
        if self.folded.text.is_empty() || self.ends_dropped() { self.skip(start) } else { self.widen() }
    }

    /// Makes all that was read part of what the last folded character stands for.
    fn widen(&mut self) {
        let end = self.folded.text.len();
        match self.folded.changes.last_mut() {
            Some(last) if last.folded.end as usize == end => {
                last.original = Span::new(last.original.start as usize, self.at);
            }
            last => {
                let (was, became) = last.map_or((0, 0), |c| (c.original.end as usize, c.folded.end as usize));
                let at = end - self.folded.text.chars().next_back().map_or(0, char::len_utf8);
                self.change(at, was + at - became);
            }
        }
    }

    /// Leaves out what was read from `start` on.
    fn skip(&mut self, start: usize) {
        if self.ends_dropped() { self.widen() } else { self.change(self.folded.text.len(), start) }
    }

    fn change(&mut self, at: usize, start: usize) {
        let folded = Span::new(at, self.folded.text.len());
        self.folded.changes.push(Change { folded, original: Span::new(start, self.at) });
    }

    fn ends_blank(&self) -> bool {
        matches!(self.folded.text.as_bytes().last(), Some(b' ' | b'\n'))
    }

    /// Whether the last thing read was dropped.
    fn ends_dropped(&self) -> bool {
        let end = self.folded.text.len();
        self.folded.changes.last().is_some_and(|c| c.folded.is_empty() && c.folded.end as usize == end)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Folded, Span, fold};

    #[test]
    fn one_word_written_in_many_ways_folds_alike() {
        for (text, folded) in [
            ("Poutine", "poutine"),
            ("ÉLYSÉE", "elysee"),
            ("E\u{301}lyse\u{301}e", "elysee"),
            ("Лукашэ\u{301}нка", "лукашэнка"),
            ("Андрей Ёлкин", "андреи елкин"),
            ("Андреи\u{306}", "андреи"),
            ("Україна, Ўсход", "украіна, усход"),
            ("Πούτιν ΠΟΎΤΙΝ ος", "πουτιν πουτιν οσ"),
            ("פּוּטִין", "פוטין"),
            ("بُوتِين بـــوتين", "بوتين بوتين"),
            ("أإآٱ ئیى کك ة", "اااا ييي كك ة"),
            ("ﺑﻮﺗﻴﻦ", "بوتين"),
            ("۱۲٣", "123"),
            ("プーチン が か\u{3099} ﾌﾟ", "プーチン が が プ"),
            ("푸틴 \u{1111}\u{116e}\u{1110}\u{1175}\u{11ab}", "푸틴 푸틴"),
            ("क़ क\u{93c} पुतिन", "क\u{93c} क\u{93c} पुतिन"),
            ("Straße GROẞ œuvre Æsir", "strasse gross oeuvre aesir"),
            ("ﬁn ĳs ǆ", "fin ijs dz"),
            ("Wałęsa Ørsted Đinđić Þór Ísland ðe", "walesa orsted dindic thor island de"),
            ("İstanbul Işık ısı", "istanbul isik isi"),
            ("Ｐｕｔｉｎ－１", "putin-1"),
            ("𝐏𝐮𝐭𝐢𝐧", "putin"),
            ("‘a’ ‚b‘ ʼc` ‹d›", "'a' 'b' 'c' 'd'"),
            ("“a” „b“ «c» 〝d〟", "\"a\" \"b\" \"c\" \"d\""),
            ("a‐b‑c–d—e−f־g", "a-b-c-d-e-f-g"),
            ("l·l 习·近 プ・チ", "l·l 习·近 プ・チ"),
            ("Pu\u{ad}tin Pu\u{200b}t\u{200d}in\u{feff}\u{202e}", "putin putin"),
            ("Pu\u{1b}[31mtin \u{0}", "pu[31mtin "),
            ("a\u{a0}\u{2009} b\tc\nd\r\ne", "a b c d e"),
            ("a\n\nb\r\n\r\nc \n \u{200b}\t\n d\u{2029}e\r\rf", "a\nb\nc\nd\ne\nf"),
        ] {
            assert_eq!(fold(text), folded, "{text:?}");
        }
    }

    #[test]
    fn spans_find_their_way_back() {
        for (text, pattern, original) in [
            ("Le prési\u{ad}dent", "president", "prési\u{ad}dent"),
            ("a\u{200b}Putin\u{200b}b", "putin", "Putin"),
            ("Лукашенко\u{301}.", "лукашенко", "Лукашенко\u{301}"),
            ("Vladimir \n\u{200b} Putin", "vladimir putin", "Vladimir \n\u{200b} Putin"),
            ("die Straße x", "stras", "Straß"),
            ("die Straße x", "se", "ße"),
            ("か\u{3099}く", "が", "か\u{3099}"),
        ] {
            let folded = Folded::new(text);
            let start = folded.text().find(pattern).unwrap();
            let span = folded.original(Span::new(start, start + pattern.len()));
            assert_eq!(span.of(text), original, "{text:?}");
        }
    }

    #[test]
    fn what_is_dropped_has_no_place_in_the_copy() {
        let folded = Folded::new("a\u{ad}é\u{301}b");
        assert_eq!(folded.folded(Span::new(1, 3)), Span::new(1, 1));
        assert_eq!(folded.folded(Span::new(3, 7)), Span::new(1, 2));
        assert_eq!(folded.original(Span::new(1, 2)), Span::new(3, 7));
    }

    fn hostile() -> impl Strategy<Value = String> {
        let odd = prop::sample::select("aÉ\u{301}\u{ad}\u{200b} \n\r\u{a0}ßﬁй\u{306}か\u{3099}ﾞ\u{1111}\u{116e}\u{11ab}क\u{93c}\u{9c7}\u{9be}بُـ\u{2029}\u{1b}`İ".chars().collect::<Vec<_>>());
        prop::collection::vec(prop_oneof![4 => odd, 1 => any::<char>()], 0..40).prop_map(|v| v.into_iter().collect())
    }

    fn boundaries(text: &str) -> Vec<usize> {
        text.char_indices().map(|(i, _)| i).chain([text.len()]).collect()
    }

    proptest! {
        #[test]
        fn every_span_maps_to_whole_characters_in_order(text in hostile()) {
            let folded = Folded::new(&text);
            let mut last = Span::default();
            for at in boundaries(folded.text()) {
                let there = folded.original(Span::new(0, at));
                prop_assert!(text.is_char_boundary(there.end as usize) && there.end >= last.end);
                let from = folded.original(Span::new(at, folded.text().len()));
                prop_assert!(text.is_char_boundary(from.start as usize) && from.start >= last.start);
                last = Span { start: from.start, end: there.end };
            }
        }

        #[test]
        fn a_span_maps_back_to_what_folds_to_it(text in hostile(), from in 0..99usize, to in 0..99usize) {
            let folded = Folded::new(&text);
            let edges = boundaries(folded.text());
            let (from, to) = (edges[from % edges.len()], edges[to % edges.len()]);
            let span = Span::new(from.min(to), from.max(to));
            let original = folded.original(span);
            // Widened to whole letters where it holds half of one.
            let whole = folded.folded(original);
            prop_assert!(span.is_empty() || whole.start <= span.start && whole.end >= span.end);
            prop_assert!(span.is_empty() || whole.len() <= span.len() + 70);
            prop_assert_eq!(fold(original.of(&text)), whole.of(folded.text()));
        }
    }
}
