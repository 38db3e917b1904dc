//! Searching articles with a query that says more than words.
//!
//! A query is parsed to a tree ([`Query`]), and the tree is made ready to be held against articles ([`Matcher`]), each
//! by itself. Nothing in the tree depends on how articles are found, so that an index may first tell which are worth
//! being looked at.
//!
//! | written | finds articles that hold |
//! |---|---|
//! | `gas price` | both words, in the text or the title; `gas AND price` is the same |
//! | `"gas price"` | one behind the other |
//! | `minist*` | words that begin so |
//! | `gas OR oil` | one of them or both |
//! | `gas -price` | the one and not the other; `gas NOT price` is the same |
//! | `gas NEAR/5 price` | both with at most five words between them, whichever comes first; `NEAR` alone means ten |
//! | `(gas OR oil) price` | what is in parentheses belongs together: OR binds least, then AND, then NEAR |
//! | `title:gas` | the word in the title; so `source:`, `author:` and `path:`; `title:(gas OR oil)` |
//! | `lang:fr` | a language by its two letters |
//! | `date:2022-05..2023` | a day in that time; `date:2022`, `date:2022-05-03`, `date:2022..` and `date:..2022` too |
//! | `actor:putin` | a mention of the actor, by id or name |
//! | `kind:role` | a mention that is a name, a role or a pronoun; beside `actor:`, one of that actor |
//! | `is:unread` | what the person did: `is:read`, `is:unread`, `is:starred`, `is:noted`, `is:tagged` |
//! | `tag:gas` | the tag; `note:gas` the word in a note |
//!
//! Words are runs of letters, digits and marks, in a folded copy of the text: case, accents, width and what cannot be
//! seen make no difference. In scripts without blanks between words they are found wherever they stand. A word of four
//! letters or more is also found as other scripts write its sound.

mod abroad;
mod actors;
mod filter;
mod matcher;
mod needs;
mod node;
mod page;
mod parser;
mod period;
mod phrase;
mod places;
mod problem;
mod show;
mod subject;
mod term;
#[cfg(test)]
mod tests;
mod token;
mod typed;

use crate::text::Span;

pub use filter::Filter;
pub use matcher::Matcher;
pub use needs::{Needle, Needs, keys};
pub use node::{Field, Near, Node, State};
pub use period::{Period, Point};
pub use problem::{Problem, Wrong};
pub use subject::{Read, Subject};
pub use term::Term;
pub use typed::Search;

/// What is searched for.
#[derive(Clone, Debug)]
pub struct Query {
    /// The whole of it.
    pub root: Node,
    /// The actors it names, and where.
    actors: Vec<(String, Span)>,
}

impl Query {
    /// Reads a query as it was typed.
    ///
    /// # Errors
    /// What is wrong in it, and at which bytes.
    pub fn parse(typed: &str) -> Result<Query, Problem> {
        let (root, actors) = parser::parse(typed)?;
        Ok(Query { root, actors })
    }

    /// Whether it asks for mentions, so that the cast has to be known.
    pub fn asks_for_mentions(&self) -> bool {
        self.root.any(&|node| matches!(node, Node::Actor(_) | Node::Kind(_)))
    }

    /// Whether it asks for what the person has put on articles.
    pub fn asks_for_marks(&self) -> bool {
        self.root.any(&|node| matches!(node, Node::Is(_) | Node::Tag(_) | Node::In(Field::Note, _)))
    }
}
