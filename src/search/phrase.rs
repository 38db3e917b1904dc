//! Words one behind the other, looked for in a folded text.

use memchr::memmem;

use crate::text::Span;

use super::abroad::Abroad;
use super::term::{Part, Term, letters_from};

/// Words that are looked for one behind the other; of a paragraph, with nothing but signs and blanks between them.
#[derive(Debug)]
pub(super) struct Phrase(Vec<Word>);

/// One word.
#[derive(Debug)]
pub(super) struct Word {
    finder: memmem::Finder<'static>,
    text: String,
    /// How it sounds in other scripts.
    abroad: Option<Abroad>,
    /// Whether it is only the beginning of a word.
    prefix: bool,
}

impl Phrase {
    pub(super) fn new(term: &Term) -> Phrase {
        let last = term.words.len().saturating_sub(1);
        let words = term.words.iter().enumerate();
        Phrase(words.map(|(n, word)| Word::new(word, term.prefix && n == last)).collect())
    }

    /// How rare it is likely to be: the bytes of its longest word.
    pub(super) fn rarity(&self) -> usize {
        self.0.iter().map(|word| word.text.len()).max().unwrap_or_default()
    }

    /// Whether it is in a folded text.
    pub(super) fn is_in(&self, folded: &str) -> bool {
        self.find(folded).next().is_some()
    }

    /// Where it is in a folded text: first as it is written, then as it sounds.
    pub(super) fn find<'a>(&'a self, folded: &'a str) -> impl Iterator<Item = Span> + 'a {
        let (first, rest) = self.0.split_first().unzip();
        let rest = rest.unwrap_or_default();
        let rarest = rest.iter().max_by_key(|word| word.text.len());
        let may_be = rarest.is_none_or(|word| word.find(folded).next().is_some());
        let starts = first.filter(|_| may_be).into_iter().flat_map(|word| word.find(folded));
        starts.filter_map(|span| rest.iter().try_fold(span, |so_far, word| word.behind(folded, so_far)))
    }
}

impl Word {
    fn new(text: &str, prefix: bool) -> Word {
        Word {
            finder: memmem::Finder::new(text).into_owned(),
            text: text.to_owned(),
            abroad: Abroad::of(text, prefix),
            prefix,
        }
    }

    /// Where it is in a folded text, each place once.
    fn find<'a>(&'a self, folded: &'a str) -> impl Iterator<Item = Span> + 'a {
        let written = self.finder.find_iter(folded.as_bytes()).filter_map(|at| self.written_at(folded, at));
        written.chain(self.abroad.iter().flat_map(|abroad| abroad.find(folded)))
    }

    /// The two as one span, where the word stands behind `before` in the same paragraph.
    fn behind(&self, folded: &str, before: Span) -> Option<Span> {
        let rest = folded.get(before.end as usize..)?;
        let gap = rest.find(|c| c == '\n' || Part::of(c) != Part::Gap)?;
        let at = before.end as usize + gap;
        let word = self.written_at(folded, at).or_else(|| self.abroad.as_ref()?.at(folded, at))?;
        Some(Span { start: before.start, ..word })
    }

    /// The word as it is written, where it stands there and no letter stands on; of a beginning, the whole word.
    fn written_at(&self, folded: &str, at: usize) -> Option<Span> {
        let end = at + self.text.len();
        if folded.get(at..end) != Some(self.text.as_str()) || !is_edge(folded, at) {
            return None;
        }
        let end = if self.prefix { letters_from(folded, end) } else { end };
        is_edge(folded, end).then(|| Span::new(at, end))
    }
}

/// Whether a word may begin or end at a place.
fn is_edge(folded: &str, at: usize) -> bool {
    let (before, behind) = folded.split_at_checked(at).unwrap_or_default();
    let is_letter = |c: Option<char>| c.is_some_and(|c| Part::of(c) == Part::Letter);
    !(is_letter(before.chars().next_back()) && is_letter(behind.chars().next()))
}
