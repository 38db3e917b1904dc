//! The words of an article: where each is, what the language's table says of it, its sentence and its clause.

mod split;

use std::ops::Range;

pub(super) use split::key_of;

use super::grammar::{Class, Entry, Grammar};
use crate::article::{Article, PassageKind};
use crate::text::Span;

/// How a word is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Shape {
    /// In small letters.
    #[default]
    Small,
    /// With a capital, or in capitals.
    Capital,
    /// In figures.
    Number,
    /// No word but a mark: a comma, a quotation mark.
    Mark,
}

/// A word or mark, or an entry of several words.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Word {
    /// Where it is.
    pub(super) span: Span,
    /// What the table says of it.
    pub(super) entry: Entry,
    /// How it is written.
    pub(super) shape: Shape,
    /// The mark, or a zero.
    pub(super) mark: char,
    /// Whether it follows the word before without a gap.
    pub(super) glued: bool,
    /// Which passage it stands in.
    pub(super) passage: u32,
    /// Which sentence it stands in, counted over the article.
    pub(super) sentence: u32,
    /// Which stretch between commas and conjunctions it stands in, counted over the article.
    pub(super) clause: u32,
}

impl Word {
    /// Whether the word may be of that class.
    pub(super) fn is(&self, class: Class) -> bool {
        self.entry.is(class)
    }

    /// Whether the word may be of one of the classes.
    pub(super) fn is_any(&self, classes: &[Class]) -> bool {
        self.entry.is_any(classes)
    }

    /// Whether it is one of these marks.
    pub(super) fn is_mark(&self, marks: &str) -> bool {
        self.shape == Shape::Mark && marks.contains(self.mark)
    }
}

/// The words of the passages that are read, in reading order.
#[derive(Debug, Default)]
pub(super) struct Words(pub(super) Vec<Word>);

impl Words {
    /// The words of `article`; furniture of the page is left out.
    pub(super) fn of(article: &Article, grammar: &Grammar) -> Words {
        let mut words = Words(Vec::with_capacity(article.text.len() / 5));
        for (number, passage) in (0..).zip(&article.passages) {
            if passage.kind != PassageKind::Boilerplate {
                split::passage(&article.text, passage.span, number, grammar, &mut words.0);
            }
        }
        words.number();
        words
    }

    /// The word at `at`, an empty mark beyond the ends.
    pub(super) fn at(&self, at: usize) -> Word {
        self.0.get(at).copied().unwrap_or(Word {
            shape: Shape::Mark,
            sentence: u32::MAX,
            passage: u32::MAX,
            ..Word::default()
        })
    }

    /// The word before `at`, in the same passage.
    pub(super) fn before(&self, at: usize) -> Option<&Word> {
        let here = self.0.get(at)?;
        self.0.get(at.checked_sub(1)?).filter(|word| word.passage == here.passage)
    }

    /// The word behind `at`, in the same passage.
    pub(super) fn behind(&self, at: usize) -> Option<&Word> {
        let here = self.0.get(at)?;
        self.0.get(at + 1).filter(|word| word.passage == here.passage)
    }

    /// The words that `span` touches.
    pub(super) fn within(&self, span: Span) -> Range<usize> {
        let start = self.0.partition_point(|word| word.span.end <= span.start);
        let end = self.0.partition_point(|word| word.span.start < span.end);
        start..end.max(start)
    }

    /// The stretch of text from the first to the last of these words.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        let (first, last) = (self.at(range.start).span, self.at(range.end.saturating_sub(1)).span);
        Span { start: first.start, end: last.end.max(first.start) }
    }

    /// Whether passages are paragraphs of several sentences, most of them; in some texts every sentence is a passage.
    pub(super) fn has_paragraphs(&self) -> bool {
        let sentences = self.0.chunk_by(|a, b| a.sentence == b.sentence).count();
        let passages = self.0.chunk_by(|a, b| a.passage == b.passage).count();
        2 * sentences > 3 * passages
    }

    /// Gives every word the number of its sentence and clause.
    fn number(&mut self) {
        let (mut sentence, mut clause, mut first) = (0, 0, 0);
        for at in 0..self.0.len() {
            if self.begins_sentence(at, first) {
                sentence += 1;
                first = at;
            }
            if first == at || self.begins_clause(at) {
                clause += 1;
            }
            if let Some(word) = self.0.get_mut(at) {
                (word.sentence, word.clause) = (sentence, clause);
            }
        }
    }

    /// Whether a new sentence begins at `at`: at a passage, or behind a full stop and what closes with it. The
    /// sentence before began at `first`.
    fn begins_sentence(&self, at: usize, first: usize) -> bool {
        if self.before(at).is_none() {
            return true;
        }
        let here = self.at(at);
        if here.glued || here.shape == Shape::Small || here.is_mark(ENDS) || here.is_mark("”’»)]'") {
            return false;
        }
        let last = (first..at).rev().find(|at| !self.at(*at).is_mark(CLOSING));
        last.is_some_and(|last| {
            self.at(last).is_mark(ENDS) && !(self.at(last).glued && self.is_ordinal(last.wrapping_sub(1)))
        })
    }

    /// Whether the word is a number of one or two figures, whose full stop ends no sentence.
    fn is_ordinal(&self, at: usize) -> bool {
        let word = self.at(at);
        word.shape == Shape::Number && word.span.len() <= 2
    }

    fn begins_clause(&self, at: usize) -> bool {
        let here = self.at(at);
        let Some(before) = self.before(at) else { return true };
        here.is_any(&[Class::That, Class::And]) || before.is_mark(PAUSES) || before.is_mark(ENDS)
    }
}

/// Marks that end a sentence.
const ENDS: &str = ".!?…";
/// Marks that may follow the end of a sentence and still belong to it.
const CLOSING: &str = "\"”’»“«)]'";
/// Marks that part clauses.
const PAUSES: &str = ",;:()–—-\"”“„«»‘’";

#[cfg(test)]
pub(super) mod tests {
    use super::{Shape, Words};
    use crate::article::{Article, Passage, PassageKind};
    use crate::mention::grammar::Grammar;
    use crate::text::{Language, Span};

    /// An article whose passages are the lines of `text`.
    pub(in crate::mention) fn article(language: &str, text: &str) -> Article {
        let mut start = 0;
        let mut passages = Vec::new();
        for line in text.split('\n') {
            let span = Span::new(start, start + line.len());
            start += line.len() + 1;
            passages.push(Passage { span, kind: PassageKind::Text });
        }
        Article { text: text.to_owned(), passages, language: Language::from_code(language), ..Article::default() }
    }

    fn split(language: &str, text: &str) -> Vec<String> {
        let grammar = Language::from_code(language).and_then(Grammar::of).unwrap();
        let words = Words::of(&article(language, text), grammar);
        words.0.iter().map(|word| word.span.of(text).to_owned()).collect()
    }

    #[test]
    fn words_part_at_apostrophes_and_hyphens() {
        assert_eq!(split("fr", "l’artiste a-t-il dit"), ["l’", "artiste", "a", "t", "il", "dit"]);
        assert_eq!(split("es", "decirle adiós"), ["decir", "le", "adiós"]);
        assert_eq!(split("en", "Putin's dog, he's"), ["Putin", "'s", "dog", ",", "he", "'s"]);
    }

    #[test]
    fn entries_of_several_words_are_one() {
        assert_eq!(split("fr", "le Premier ministre vient"), ["le", "Premier ministre", "vient"]);
        assert_eq!(split("fr", "le chef de l’État vient"), ["le", "chef de l’État", "vient"]);
        assert_eq!(split("en", "the vice-president of it"), ["the", "vice-president", "of", "it"]);
    }

    #[test]
    fn abbreviations_and_initials_end_no_sentence() {
        let grammar = Language::from_code("fr").and_then(Grammar::of).unwrap();
        let text = "M. Poutine et V. Orban parlent. Il part ! « Oui. » Elle reste.";
        let words = Words::of(&article("fr", text), grammar);
        let starts = words.0.chunk_by(|a, b| a.sentence == b.sentence).filter_map(|sentence| sentence.first());
        assert_eq!(starts.map(|word| word.span.of(text)).collect::<Vec<_>>(), ["M.", "Il", "«", "Elle"]);
        assert!(words.0.iter().any(|word| word.shape == Shape::Mark));
    }
}
