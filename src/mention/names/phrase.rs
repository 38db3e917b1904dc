//! Phrases: from a surname that was found outwards, to the given names, initials and words that stand with it.

use crate::cast::{ActorForms, Bearer, Gender, Part, PartKind, Surname, given_name};
use crate::text::{Span, fold};

use super::judge::{Fit, Setting, judge_given};
use super::word::Word;
use super::{before, behind};

/// What stands with a surname.
#[derive(Clone, Debug)]
pub(super) struct Phrase {
    /// The whole name.
    pub(super) span: Span,
    /// Whom the words beside it show it to be.
    pub(super) whose: Whose,
    /// The form of address before it.
    pub(super) address: Option<Gender>,
    /// Whether a word for a post or a form of address stands before it.
    pub(super) titled: bool,
    /// A word with a capital before the name, inside a sentence, that is in no list: perhaps another's given name.
    pub(super) unknown: Option<Span>,
    /// The word before the name.
    pub(super) before: Option<Before>,
}

/// The word before a name.
#[derive(Clone, Debug)]
pub(super) struct Before {
    /// The word, folded.
    pub(super) word: String,
    /// Whether it stands in the same sentence.
    pub(super) inside: bool,
    /// Whether only blanks part it from the name.
    pub(super) joined: bool,
}

impl Phrase {
    /// Whether a given name of the actor stands with the surname.
    pub(super) fn is_named(&self) -> bool {
        self.whose == Whose::Given
    }
}

/// Whom the words beside a surname show it to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Whose {
    /// The actor: a given name of theirs stands with it.
    Given,
    /// The actor: the first letter of a given name of theirs stands with it.
    Initial,
    /// It may be the actor: no given name stands with it.
    Bare,
    /// Another person, with this given name.
    Other(String),
    /// Another person, whose given name it is.
    Namesake,
    /// A thing.
    Thing,
}

/// The most names between a given name and the surname: further given names, a father's name, a second surname.
pub(super) const MOST_BETWEEN: usize = 3;

/// A text, the actor whose surname was found in it, and which of their surnames.
pub(super) struct Reader<'a> {
    /// The text.
    pub(super) text: &'a str,
    /// Its language.
    pub(super) setting: &'a Setting<'a>,
    /// The actor.
    pub(super) actor: &'a ActorForms,
    /// Which surname of theirs.
    pub(super) surname: usize,
}

impl Reader<'_> {
    /// Reads what stands with the surname that was found as `fit`.
    pub(super) fn phrase(&self, fit: &Fit) -> Phrase {
        let span = fit.span;
        let mut phrase = Phrase { span, whose: Whose::Bare, address: None, titled: false, unknown: None, before: None };
        if self.surname().whole {
            return Phrase { whose: Whose::Given, ..phrase };
        }
        self.take_in(&mut phrase);
        if self.surname().first {
            behind::read_first(self, fit, &mut phrase);
        }
        if phrase.whose == Whose::Bare {
            phrase = before::read(self, fit, phrase);
        }
        if phrase.whose == Whose::Bare {
            behind::read_first(self, fit, &mut phrase);
        }
        let suffix = phrase.span.end;
        behind::read_after(self, &mut phrase);
        if self.actor.suffix.is_some() && phrase.span.end == suffix && phrase.whose != Whose::Thing {
            phrase.whose = Whose::Other(String::new());
        }
        phrase
    }

    /// The surname that was found.
    pub(super) fn surname(&self) -> &Surname {
        &self.actor.surnames[self.surname]
    }

    /// How `word` is a given name of the actor, written out.
    pub(super) fn given(&self, word: &Word) -> Option<Fit> {
        judge_given(self.text, word, &self.actor.given, self.setting)
    }

    /// Whether the surname stands in its base form, where the language would bend a man's name in any other case.
    pub(super) fn is_unbent(&self, fit: &Fit) -> bool {
        fit.reach.case.is_none() && self.setting.bends(&fold(fit.span.of(self.text)))
    }

    /// Whether a name begins with a small letter, though names in this text have capitals.
    pub(super) fn is_small(&self, span: Span) -> bool {
        !self.setting.all_small && span.of(self.text).starts_with(char::is_lowercase)
    }

    /// Takes in what is written on before the surname and belongs to the name.
    fn take_in(&self, phrase: &mut Phrase) {
        let Some(word) = Word::around(self.text, phrase.span.start as usize) else { return };
        let before = Span::new(word.span.start as usize, phrase.span.start as usize);
        let own = fold(before.of(self.text));
        let mut parts = self.surname().parts.iter().chain(&self.actor.given);
        if !own.is_empty() && parts.any(|part| part.word == own) {
            phrase.span.start = before.start;
        }
    }
}

/// The given names of which more is known than a first letter.
pub(super) fn written_out(given: &[Part]) -> impl Iterator<Item = &Part> {
    given.iter().filter(|part| part.kind != PartKind::Initial)
}

/// Whether a given name is known to be a man's.
pub(super) fn is_mans(name: &str) -> bool {
    contradicts(name, Some(Gender::Feminine))
}

/// Whether someone's given name is known to be borne by the other gender.
pub(super) fn contradicts(name: &str, gender: Option<Gender>) -> bool {
    given_name(name).is_some_and(|bearer: Bearer| !bearer.may_be(gender))
}
