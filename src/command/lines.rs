//! Prints mentions and hits as lines, the way grep does: file, line, column, and the sentence.

use std::fmt::Write as _;
use std::iter::Peekable;

use memchr::memchr_iter;

use crate::mention::Certainty;
use crate::text::{Span, harmless, sentences};

use super::mentions::Hit;
use super::paint::Paint;

/// How much of a sentence is shown on either side of a place, in bytes.
const MOST: usize = 240;

/// One line a mention; line and column are counted from 1, the column in bytes as ripgrep does. The hits are those of
/// one article with these passages, in order.
pub(super) fn print<'a>(
    hits: impl Iterator<Item = Hit<'a>>,
    passages: impl Iterator<Item = Span>,
    paint: Paint,
) -> Vec<u8> {
    let mut hits = hits.peekable();
    let Some(text) = hits.peek().map(|hit| hit.text) else { return Vec::new() };
    let mut out = String::new();
    let mut surroundings = Surroundings::new(text, passages);
    for hit in hits {
        let (file, shown) = (paint.file(&shown(hit.name)), surroundings.shown(hit.mention.span, paint));
        // A string takes whatever is written.
        let _ = writeln!(out, "{file}:{shown} {}", paint.aside(&about(&hit)));
    }
    out.into_bytes()
}

/// What stands around places of one text that are shown in order.
pub(super) struct Surroundings<'a> {
    text: &'a str,
    ruler: Ruler,
    sentences: Peekable<Box<dyn Iterator<Item = Span> + 'a>>,
}

impl<'a> Surroundings<'a> {
    /// Of a text with these passages.
    pub(super) fn new(text: &'a str, passages: impl Iterator<Item = Span> + 'a) -> Self {
        let all: Box<dyn Iterator<Item = Span> + 'a> = Box::new(passages.flat_map(|passage| sentences(text, passage)));
        Surroundings { text, ruler: Ruler { line: 1, line_start: 0, at: 0 }, sentences: all.peekable() }
    }

    /// The line and column of a place that is not before the last one, and its sentence: `12:3: He came.`
    pub(super) fn shown(&mut self, span: Span, paint: Paint) -> String {
        self.ruler.advance(self.text, span.start as usize);
        while self.sentences.next_if(|sentence| sentence.end <= span.start).is_some() {}
        let sentence = self.sentences.peek().filter(|sentence| sentence.overlaps(span)).copied().unwrap_or(span);
        let Ruler { line, line_start, at } = self.ruler;
        let [line, column] = [line, at - line_start + 1].map(|n| paint.number(&n.to_string()));
        format!("{line}:{column}: {}", shown_sentence(self.text, span, sentence, paint))
    }
}

/// Whom the mention denotes, and how.
fn about(hit: &Hit<'_>) -> String {
    let doubt = if hit.mention.certainty == Certainty::Likely { ", likely" } else { "" };
    format!("— {}, {}{doubt}", shown(hit.actor), hit.mention.kind.word())
}

/// The sentence around a place as one line, cut where it is very long.
fn shown_sentence(text: &str, span: Span, sentence: Span, paint: Paint) -> String {
    let (first, last) = (sentence.start.min(span.start) as usize, sentence.end.max(span.end) as usize);
    let start = text.ceil_char_boundary(first.max((span.start as usize).saturating_sub(MOST)));
    let end = text.floor_char_boundary(last.min(span.end as usize + MOST));
    let before = shown(Span::new(start, span.start as usize).of(text));
    let after = shown(Span::new(span.end as usize, end).of(text));
    let (left, right) = (if start > first { "…" } else { "" }, if end < last { "…" } else { "" });
    format!("{left}{before}{}{after}{right}", paint.hit(&shown(span.of(text))))
}

/// Text as one line that does no harm, with single blanks.
pub(super) fn shown(text: &str) -> String {
    let mut blank = false;
    let mut line = harmless(text).into_owned();
    line.retain(|c| !std::mem::replace(&mut blank, c == ' ') || c != ' ');
    line
}

/// Counts lines on the way through a text.
struct Ruler {
    line: usize,
    line_start: usize,
    at: usize,
}

impl Ruler {
    /// Goes on to the byte at `offset`, which is not before the last one.
    fn advance(&mut self, text: &str, offset: usize) {
        let between = text.as_bytes().get(self.at..offset).unwrap_or_default();
        for newline in memchr_iter(b'\n', between) {
            self.line += 1;
            self.line_start = self.at + newline + 1;
        }
        self.at = offset.max(self.at);
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;
    use crate::cast::ActorIndex;
    use crate::mention::{Kind, Mention};

    /// The lines for the words of `text` that are "Ann", in one passage.
    fn printed(text: &str, paint: Paint) -> String {
        let mention = |(start, word): (usize, &str)| Mention {
            span: Span::new(start, start + word.len()),
            actor: ActorIndex(0),
            kind: Kind::Name,
            certainty: Certainty::Likely,
            reason: Cow::Borrowed("name"),
        };
        let mentions: Vec<Mention> = text.match_indices("Ann").map(mention).collect();
        let hits = mentions.iter().map(|mention| Hit { name: "a\x1bb", text, actor: "ann", mention });
        String::from_utf8(print(hits, std::iter::once(Span::new(0, text.len())), paint)).unwrap()
    }

    #[test]
    fn a_mention_is_shown_in_its_sentence() {
        let lines = printed("One. Here\ncomes Ann today! Ann\u{202e} left.", Paint::plain());
        let name = harmless("a\x1bb");
        assert_eq!(
            lines,
            format!(
                "{name}:2:7: Here comes Ann today! — ann, name, likely\n\
                 {name}:2:18: {} — ann, name, likely\n",
                harmless("Ann\u{202e} left.")
            )
        );
    }

    #[test]
    fn a_sentence_without_end_is_cut() {
        let lines = printed(&format!("{}Ann{}", "é".repeat(9_999), "é".repeat(9_999)), Paint::plain());
        let (before, after) = ("é".repeat(MOST / 2), "é".repeat(MOST / 2));
        assert!(lines.contains(&format!(": …{before}Ann{after}… —")), "{lines}");
    }
}
