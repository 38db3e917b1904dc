//! The question how far something said of words reaches.

use super::status::articles;
use super::wish::Saying;
use super::{Alike, Request};
use crate::mention::Kind;
use crate::mention::corrections::Verdict;

/// A question in the last line, answered by one key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// What is said, and how far it reaches as the answers stand so far.
    pub saying: Saying,
    /// The words of which it is said.
    pub words: String,
    /// The name of the actor.
    pub actor: String,
    /// In which way the words denote somebody.
    pub(super) kind: Kind,
    /// How many places of the article are alike.
    pub here: usize,
    /// What is alike in the whole pile, once it has been counted.
    pub everywhere: Option<Alike>,
    /// Whether only a yes is wanting.
    pub sure: bool,
    /// The count that is under way.
    pub(super) request: Request,
}

impl Question {
    /// Whether it may be said of the whole pile: a pronoun is somebody else in another article.
    pub fn reaches(&self) -> bool {
        self.kind != Kind::Pronoun
    }

    /// The question as it is asked.
    pub fn asked(&self) -> String {
        if self.sure {
            return format!("{}: apply? (y/n)", self.counted());
        }
        let is = if self.saying.verdict == Verdict::IsNot { "is not" } else { "is" };
        let everywhere = match self.everywhere {
            _ if !self.reaches() => String::new(),
            None => " · e everywhere".to_owned(),
            Some(alike) => {
                format!(" · e everywhere ({} in {}{})", alike.places, articles(alike.articles), so_far(alike))
            }
        };
        let (words, actor, here) = (&self.words, &self.actor, self.here);
        format!("“{words}” {is} {actor}: h only here · a in this article ({here}){everywhere} · Esc")
    }

    /// "12 like this in 7 articles".
    fn counted(&self) -> String {
        let Some(alike) = self.everywhere else { return "all like this, which are being counted".to_owned() };
        format!("{} like this in {}{}", alike.places, articles(alike.articles), so_far(alike))
    }
}

/// Whether there may be more.
fn so_far(alike: Alike) -> &'static str {
    if alike.complete { "" } else { " so far" }
}
