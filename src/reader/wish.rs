//! What a person may wish to be other than it was found: who is followed, and what is a mention of whom.

use std::sync::Arc;

use crate::cast::{ActorIndex, Cast};
use crate::mention::Mention;
use crate::mention::corrections::Verdict;
use crate::text::Span;

use super::ArticleId;

/// What a person wishes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wish {
    /// That words do, or do not, denote an actor.
    Say(Saying),
    /// That somebody be followed who is called so.
    Add(String),
    /// That an actor be called so, and also by these further names.
    Rename {
        /// Who.
        actor: ActorIndex,
        /// The name that is shown.
        name: String,
        /// Further names.
        names: Vec<String>,
    },
    /// That two actors be one.
    Join {
        /// The one who stays.
        actor: ActorIndex,
        /// The one who becomes part of it.
        other: ActorIndex,
    },
    /// That the last change be taken back.
    Undo,
    /// That the change which was taken back last be made again.
    Redo,
}

/// Something said of words of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Saying {
    /// What.
    pub verdict: Verdict,
    /// Of which actor.
    pub actor: ActorIndex,
    /// In which article.
    pub article: ArticleId,
    /// The words.
    pub span: Span,
    /// How far it reaches.
    pub reach: Reach,
}

/// How far something said of words reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// This one place.
    Here,
    /// All places of the article where the words stand.
    Article,
    /// All places of all articles where they stand.
    Everywhere,
}

/// What has changed.
#[derive(Clone, Debug)]
pub struct Changed {
    /// What to tell the person about it, in a sentence.
    pub said: String,
    /// Who is followed now.
    pub cast: Arc<Cast>,
    /// Who each actor is now; `None` for one who is gone.
    pub moved: Vec<Option<ActorIndex>>,
    /// Who has been added.
    pub new: Option<ActorIndex>,
    /// What is found in the open article now.
    pub mentions: Option<(ArticleId, Arc<[Mention]>)>,
}
