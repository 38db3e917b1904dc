//! How well the mentions that were found agree with those that people marked.
//!
//! # What is marked
//!
//! An annotated text says of each mention where it is, whom it denotes, and its kind; or that it is *optional*: a title
//! before a name, a plural, whatever may be taken or left. It is written in one of two ways.
//!
//! - In a file of its own beside the texts, one JSON object a line ([`lines`]):
//!   `{"doc": "a.txt", "lang": "en", "actor": "merkel", "kind": "name", "start": 0, "end": 13, "text": "Angela Merkel"}`.
//!   The offsets are bytes, half open; `lang` and `text` may be left out.
//! - In the text itself ([`marked`]): a head between two lines `+++`, which holds `lang`, `date` and a cast, and behind
//!   it the text, in which `[Angela Merkel|merkel]` marks a name, and `[she|merkel pronoun]` the other kinds.
//!
//! # What counts
//!
//! A found mention is a *hit* where a marked one of its actor and kind shares at least half of both. What was found and
//! is no hit is false, unless it lies upon an optional mention of its actor or upon one of another kind: that it is a
//! mention is true, and of its kind one can argue. A marked mention that was not found is a miss.

mod figures;
mod judge;
pub mod lines;
pub mod marked;
mod wrong;

pub use figures::{Figures, Tally};
pub use judge::{Judged, judge};
pub use wrong::Wrong;

use crate::cast::ActorIndex;
use crate::mention::Kind;
use crate::text::Span;

/// A mention that is there, as whoever marked it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gold {
    /// Where it is.
    pub span: Span,
    /// Whom it denotes.
    pub actor: ActorIndex,
    /// In which way; `None` where it is optional.
    pub kind: Option<Kind>,
}

/// The kind that a word names in a mark, `None` for an optional mention; or what is wrong with the word, and what to
/// write instead.
fn kind(word: &str) -> Result<Option<Kind>, (String, &'static str)> {
    match word {
        "optional" => Ok(None),
        _ => Kind::named(word)
            .map(Some)
            .ok_or_else(|| (format!("there is no kind \"{word}\""), "write name, role, pronoun or optional")),
    }
}
