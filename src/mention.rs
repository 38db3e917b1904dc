//! Finds the mentions of a cast in an article, in stages.

mod descriptions;
mod discourse;
mod given;
mod grammar;
mod people;
mod pronouns;
mod quotations;
mod roles;
mod words;

use std::borrow::Cow;

use crate::cast::ActorIndex;
use crate::text::Span;

mod finder;
mod names;

pub use finder::Finder;

/// A span of an article that denotes an actor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Where it is.
    pub span: Span,
    /// Whom it denotes.
    pub actor: ActorIndex,
    /// In which way.
    pub kind: Kind,
    /// How far it can be relied on.
    pub certainty: Certainty,
    /// Why it was taken, in one line for a person: "surname, dative, Russian".
    pub reason: Cow<'static, str>,
}

/// In which way a mention denotes its actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// By a proper name.
    Name,
    /// By a description: "the Belarusian president".
    Role,
    /// By a pronoun.
    Pronoun,
}

/// How far a mention can be relied on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Certainty {
    /// It may be another person; shown as doubtful.
    Likely,
    /// Nothing speaks against it.
    Sure,
}

/// Which kinds of mention count: a person switches from names alone over roles to all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Kinds {
    /// Names alone.
    Names,
    /// Names and roles.
    Roles,
    /// Names, roles and pronouns.
    #[default]
    All,
}

impl Kinds {
    /// Whether a mention of this kind counts.
    pub fn hold(self, kind: Kind) -> bool {
        match self {
            Kinds::Names => kind == Kind::Name,
            Kinds::Roles => kind != Kind::Pronoun,
            Kinds::All => true,
        }
    }
}

#[cfg(test)]
mod tests;
