//! What a person has said about mentions: "this is not him", "this is him", for one mention, in one article, everywhere.
//!
//! Corrections are kept as text, one a line:
//!
//! ```text
//! not lukashenko "Loukachenko" in 5b0e…(32 digits) at 120-131  # 21 Nov 2026, Le Soir: Visite
//! not lukashenko "Lukashenko" in 5b0e…                         # in this article all that is written so
//! is putin role "le maître du Kremlin" everywhere
//! ```
//!
//! An article is known by its [`Content`], so that moved files keep their corrections. What is said of fewer places
//! outweighs what is said of more; where two lines say the opposite of the same, `not` holds.

mod apply;
mod line;

pub use apply::{Corrector, alike};
pub(super) use apply::{Rulings, stands_alone};
pub use line::{lines, print, put, take};

use super::Kind;
use super::grammar::{Class, Grammar};
use super::words::key_of;
use crate::article::Content;
use crate::cast::CastError;
use crate::text::{Language, Span, fold};

/// Something that a person has said about mentions.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Correction {
    /// What it is that was said.
    pub verdict: Verdict,
    /// The id of the actor of whom it was said.
    pub actor: String,
    /// The words of which it was said, with single blanks; they are the same in any case and with any accents.
    pub words: String,
    /// Where it holds.
    pub scope: Scope,
}

/// What may be said about words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// They denote the actor, in this way.
    Is(Kind),
    /// They do not denote the actor.
    IsNot,
}

/// Where a correction holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// Wherever the words stand.
    Everywhere,
    /// Wherever they stand in one article.
    Article(Content),
    /// At one place of it.
    Place(Content, Span),
}

/// All that a person has said about mentions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Corrections(pub Vec<Correction>);

impl Correction {
    /// Whether what was said before cannot stand beside this.
    pub fn contradicts(&self, before: &Correction) -> bool {
        let about_the_same = self.scope == before.scope && key(&self.words) == key(&before.words);
        let both = matches!((self.verdict, before.verdict), (Verdict::Is(_), Verdict::Is(_)));
        about_the_same && (self.actor == before.actor || both)
    }
}

impl Corrections {
    /// These, and what others have said before as far as it can stand beside them.
    #[must_use]
    pub fn over(self, before: Corrections) -> Corrections {
        let stands = |before: &Correction| !self.0.iter().any(|now| now.contradicts(before));
        let mut all: Vec<Correction> = before.0.into_iter().filter(stands).collect();
        all.extend(self.0);
        Corrections(all)
    }

    /// Parses a file of corrections; `file` is its name for messages. The error is one sentence with file, line, and
    /// what to write instead.
    pub fn parse(text: &str, file: &str) -> Result<Corrections, CastError> {
        line::parse(text, file).map(Corrections)
    }
}

impl Scope {
    /// Why a mention is one that a correction of this scope makes.
    fn reason(self) -> &'static str {
        match self {
            Scope::Everywhere => "corrected by hand: so it is everywhere",
            Scope::Article(_) => "corrected by hand: so it is in this article",
            Scope::Place(..) => "corrected by hand: so it is here",
        }
    }
}

/// Words as they are compared: folded, with single blanks.
pub fn key(words: &str) -> String {
    fold(words).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The classes of words that stand for a person.
const PRONOUNS: [Class; 6] = [Class::Subject, Class::Object, Class::Possessive, Class::Own, Class::ThisOne, Class::Me];

/// In which way words of a text in that language are likely to denote somebody: a pronoun of the language, a name where
/// they begin and end with a capital or are written without, else a description.
pub fn kind_of(words: &str, language: Option<Language>) -> Kind {
    let all: Vec<&str> = words.split_whitespace().collect();
    let known = |word: &str| language.and_then(Grammar::of)?.lexicon.get(&key_of(word).0);
    let is_small = |word: Option<&&str>| word.and_then(|word| word.chars().next()).is_some_and(char::is_lowercase);
    match all.as_slice() {
        [word] if known(word).is_some_and(|entry| entry.is_any(&PRONOUNS)) => Kind::Pronoun,
        words if is_small(words.first()) || is_small(words.last()) => Kind::Role,
        _ => Kind::Name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_one_says_outweighs_what_was_said_before_of_the_same() {
        let parse = |text: &str| Corrections::parse(text, "x").unwrap();
        let before = parse("is putin role \"the host\" everywhere\nnot putin \"Poutine\" everywhere\n");
        let own = parse("not putin \"The  Host\" everywhere\nis biden name \"Poutine\" everywhere\n");
        let all = own.clone().over(before);
        assert_eq!(all.0.len(), 3);
        assert!(all.0.iter().all(|one| one.verdict != Verdict::Is(Kind::Role)));
        assert_eq!(own.clone().over(Corrections::default()), own);
    }

    #[test]
    fn the_kind_of_words_is_told_by_how_they_are_written() {
        for (words, language, kind) in [
            ("Il", "fr", Kind::Pronoun),
            ("his", "en", Kind::Pronoun),
            ("Batka", "fr", Kind::Name),
            ("普京", "zh", Kind::Name),
            ("Le maître du Kremlin", "fr", Kind::Name),
            ("Le dirigeant russe", "fr", Kind::Role),
            ("the President", "en", Kind::Role),
        ] {
            assert_eq!(kind_of(words, Language::from_code(language)), kind, "{words}");
        }
    }
}
