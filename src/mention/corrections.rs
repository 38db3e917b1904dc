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

pub(super) use apply::stands_alone;
pub use apply::{Corrector, alike};
pub use line::{print, put, take};

use super::Kind;
use crate::article::Content;
use crate::cast::CastError;
use crate::text::{Span, fold};

/// Something that a person has said about mentions.
#[derive(Clone, Debug, PartialEq, Eq)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

impl Corrections {
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
