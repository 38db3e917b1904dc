//! Prints mentions as lines, the way grep does: file, line, column, and the sentence.

use std::fmt::Write as _;

use memchr::memchr_iter;

use crate::mention::{Certainty, Kind};
use crate::text::{Span, harmless};

use super::mentions::Hit;
use super::paint::Paint;

/// How much of a sentence is shown on either side of a mention, in bytes.
const MOST: usize = 240;

/// One line a mention; line and column are counted from 1, the column in bytes as ripgrep does.
pub(super) fn print<'a>(hits: impl Iterator<Item = Hit<'a>>, paint: Paint) -> Vec<u8> {
    let mut out = String::new();
    let mut ruler = Ruler { line: 1, line_start: 0, at: 0 };
    for hit in hits {
        ruler.advance(&hit.article.text, hit.mention.span.start as usize);
        let [line, column] = [ruler.line, ruler.at - ruler.line_start + 1].map(|n| paint.number(&n.to_string()));
        let file = paint.file(&shown(hit.name));
        // A string takes whatever is written.
        let _ = writeln!(out, "{file}:{line}:{column}: {} {}", sentence(&hit, paint), paint.aside(&about(&hit)));
    }
    out.into_bytes()
}

/// Whom the mention denotes, and how.
fn about(hit: &Hit<'_>) -> String {
    let doubt = if hit.mention.certainty == Certainty::Likely { ", likely" } else { "" };
    format!("— {}, {}{doubt}", shown(hit.actor), kind(hit.mention.kind))
}

/// The word for a kind of mention.
pub(super) fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Name => "name",
        Kind::Role => "role",
        Kind::Pronoun => "pronoun",
    }
}

/// The sentence around the mention, as one line.
fn sentence(hit: &Hit<'_>, paint: Paint) -> String {
    let (text, span) = (&hit.article.text, hit.mention.span);
    let whole = sentence_span(text, span);
    let start = text.ceil_char_boundary((whole.start as usize).max((span.start as usize).saturating_sub(MOST)));
    let end = text.floor_char_boundary((whole.end as usize).min(span.end as usize + MOST));
    let before = shown(Span::new(start, span.start as usize).of(text));
    let after = shown(Span::new(span.end as usize, end).of(text));
    let cut = |cut: bool| if cut { "…" } else { "" };
    let [left, right] = [cut(start > whole.start as usize), cut(end < whole.end as usize)];
    let hit = paint.hit(&shown(span.of(text)));
    format!("{left}{}{hit}{}{right}", before.trim_start(), after.trim_end())
}

/// Text as one line that does no harm.
fn shown(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if !c.is_whitespace() => line.push(c),
            _ if line.ends_with(' ') => {}
            _ => line.push(' '),
        }
    }
    harmless(&line).into_owned()
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

/// The line that holds the span.
fn sentence_span(text: &str, span: Span) -> Span {
    let before = Span::new(0, span.start as usize).of(text);
    let after = Span::new(span.end as usize, text.len()).of(text);
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    Span::new(start, after.find('\n').map_or(text.len(), |newline| span.end as usize + newline))
}
