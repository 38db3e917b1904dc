//! What was searched for, with what stands around it.

use crate::text::{Span, sentences};

/// The most characters before it: it has to be in sight in a narrow list.
const BEFORE: usize = 16;
/// The most characters behind it.
const BEHIND: usize = 120;

/// What was searched for, with what stands around it in its sentence, on one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Context {
    /// What stands before it.
    pub before: String,
    /// What was searched for.
    pub hit: String,
    /// What stands behind it.
    pub behind: String,
}

impl Context {
    /// Around the hit at `hit` in `passage` of `text`.
    pub fn around(text: &str, passage: Span, hit: Span) -> Context {
        let sentence = sentences(text, passage).find(|sentence| sentence.overlaps(hit)).unwrap_or(hit);
        let before = one_line(Span { start: sentence.start.min(hit.start), end: hit.start }.of(text));
        let behind = one_line(Span { start: hit.end, end: sentence.end.max(hit.end) }.of(text));
        Context { before: ending(&before), hit: one_line(hit.of(text)), behind: behind.chars().take(BEHIND).collect() }
    }
}

/// A text with single blanks, also at its ends.
fn one_line(text: &str) -> String {
    let mut blank = false;
    let blanks = text.chars().map(|c| if c.is_whitespace() { ' ' } else { c });
    blanks.filter(|c| !std::mem::replace(&mut blank, *c == ' ') || *c != ' ').collect()
}

/// The last words of a text, behind an ellipsis where they are not all.
fn ending(text: &str) -> String {
    let Some((start, _)) = text.char_indices().rev().nth(BEFORE - 1).filter(|(start, _)| *start > 0) else {
        return text.to_owned();
    };
    let rest = text.get(start..).unwrap_or_default();
    let words = rest.split_once(' ').map_or(rest, |(_, words)| words);
    format!("…{words}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hit_is_shown_in_its_sentence() {
        let text = "A title\n\nIt began. The long way to the\n harbour of gas ended  there. Then it rained.";
        let passage = Span::new(9, text.len());
        let at = text.find("gas").unwrap();
        let context = Context::around(text, passage, Span::new(at, at + 3));
        assert_eq!((context.before.as_str(), context.hit.as_str()), ("…the harbour of ", "gas"));
        assert_eq!(context.behind, " ended there.");
        let first = Context::around(text, passage, Span::new(9, 11));
        assert_eq!((first.before.as_str(), first.hit.as_str(), first.behind.as_str()), ("", "It", " began."));
    }
}
