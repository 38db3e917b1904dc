//! What is asked of a pile and what it answers: the words that the library and the reader share.

mod context;

use std::sync::Arc;

use crate::cast::ActorIndex;
use crate::mention::Counted;
use crate::search::Search;

use crate::text::Span;
pub use context::Context;

/// Which article: its place in the order of the walk, good for as long as the pile is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ArticleId(pub u32);

/// What is lit, and walked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Lit {
    /// Nothing.
    #[default]
    Nothing,
    /// The mentions of an actor, as far as they count.
    Actor(ActorIndex, Counted),
    /// The hits of a search.
    Search(Arc<Search>),
}

/// Which articles are listed, and what is counted in them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// Words of which title, source or file name hold each; empty for all.
    pub filter: String,
    /// Whether only articles in which something is lit are listed; where nothing can be lit, all are.
    pub only_lit: bool,
    /// What is counted.
    pub lit: Lit,
    /// In which order they are listed and walked.
    pub order: Order,
    /// Whether copies of one story are listed each; else the first stands for them all.
    pub unfolded: bool,
}

/// In which order articles are listed and walked; what is equal stands in the order of the pile.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// As the pile was walked.
    #[default]
    Pile,
    /// The newest first; what has no date last.
    Newest,
    /// By source; what has none last.
    Source,
    /// By language; what has none last.
    Language,
    /// Those with the most mentions or hits first.
    Mentions,
    /// Those that have not been read first.
    Unread,
}

impl Order {
    /// All orders.
    pub const ALL: [Order; 6] =
        [Order::Pile, Order::Newest, Order::Source, Order::Language, Order::Mentions, Order::Unread];

    /// Its name, as it is typed and shown.
    pub fn word(self) -> &'static str {
        match self {
            Order::Pile => "pile",
            Order::Newest => "date",
            Order::Source => "source",
            Order::Language => "language",
            Order::Mentions => "mentions",
            Order::Unread => "unread",
        }
    }
}

/// A place in the pile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The article.
    pub article: ArticleId,
    /// The byte offset of the first visible line.
    pub top: usize,
    /// Where the reader stands on the walk, if it does.
    pub stop: Option<Span>,
}

/// Which stop is wanted, counted from a place: from its stop where it has one, else from the byte at its top, so that one
/// step on is the first stop at or behind that byte and one step back the last stop before it. Over the end of the pile
/// the walk begins anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// How many stops on; negative goes back; 0 is the place's own stop, or the next one where it has none.
    pub count: i64,
    /// Whether stops within one article count as one, so that the step goes to another article's first stop.
    pub articles: bool,
}

/// A stop on the walk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The article.
    pub article: ArticleId,
    /// Its row in the list.
    pub row: usize,
    /// Where in its text.
    pub span: Span,
    /// Which stop of the walk it is, from 1.
    pub mention: usize,
    /// How many there are.
    pub mentions: usize,
    /// Which article with a stop it is, from 1.
    pub nth: usize,
    /// How many there are.
    pub articles: usize,
    /// Whether the walk went over an end of the pile to get there.
    pub wrapped: bool,
    /// Whether the counts are final.
    pub complete: bool,
}

/// An actor's counts in the pile.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Mentions.
    pub mentions: usize,
    /// Articles with one.
    pub articles: usize,
    /// Mentions in equal stretches of the pile, in reading order.
    pub spread: Vec<usize>,
    /// The forms found, most frequent first, with their counts.
    pub forms: Vec<(String, usize)>,
}

/// How far the pile has been filled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Articles that can be listed.
    pub read: usize,
    /// Articles known of; it grows while folders are walked.
    pub total: usize,
    /// Articles of these that have been gone through for mentions.
    pub found: usize,
    /// Whether everything has been read and gone through for mentions.
    pub complete: bool,
    /// How fast it goes, where it takes longer.
    pub pace: Option<Pace>,
}

/// How fast a pile is filled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pace {
    /// The share that has been done of what is done now, in per cent.
    pub share: u8,
    /// Articles a second.
    pub rate: usize,
    /// How long it will still take, in seconds.
    pub left: u32,
}

impl Pace {
    /// The rate and the time that is left, in words: `5200/s, 2 min left`.
    pub fn in_words(&self) -> String {
        let left = match self.left {
            seconds @ ..=90 => format!("{seconds} s"),
            seconds @ ..=5400 => format!("{} min", (seconds + 30) / 60),
            seconds => format!("{} h", (seconds + 1800) / 3600),
        };
        format!("{}/s, {left} left", self.rate)
    }

    /// The share as a bar of so many cells, those that are full first.
    pub fn bar(&self, cells: usize) -> (usize, usize) {
        let full = cells * usize::from(self.share.min(100)) / 100;
        (full, cells - full)
    }
}

/// Places like one that is to be corrected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Alike {
    /// How many there are.
    pub places: usize,
    /// In how many articles.
    pub articles: usize,
    /// Whether these are all, and not only those found so far.
    pub complete: bool,
}
