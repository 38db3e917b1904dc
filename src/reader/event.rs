//! The four words of the flow: what happened, what is wanted of the world, and what came of it.

use std::sync::Arc;

use crate::article::Article;
use crate::marks::{Mark, Marks};
use crate::mention::{Counted, Mention};
use crate::query::{Alike, ArticleId, Context, Found, Listing, Lit, Place, Progress, Step, Tally};

use super::Key;
use super::wish::{Changed, Saying, Wish};

/// Something that happened.
#[derive(Clone, Debug)]
pub enum Event {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted, as it came.
    Paste(String),
    /// The window has a new size, in cells.
    Resize {
        /// Its width.
        columns: u16,
        /// Its height.
        rows: u16,
    },
    /// An effect was carried out.
    Answer(Answer),
    /// The pile has been filled so far.
    Pile(Progress),
    /// Something to be told to the user once, in a sentence.
    Notice(String),
}

/// The number of a request; the answer carries it back, and an answer to anything but the newest one is dropped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Request(pub u64);

/// Something the reader asks of the world.
#[derive(Clone, Debug, PartialEq)]
#[must_use]
#[expect(missing_docs, reason = "the sentence of a variant tells of its fields")]
pub enum Effect {
    /// Tell the rows of the list from `first` on; answered by [`Answer::Rows`].
    Rows { request: Request, listing: Listing, first: usize, count: usize },
    /// Tell where `article` stands in the list; answered by [`Answer::Position`].
    Position { request: Request, listing: Listing, article: ArticleId },
    /// Open an article; answered by [`Answer::Opened`].
    Open { request: Request, article: ArticleId },
    /// Find the article that is `step` articles on in the list (negative goes back; only those not yet read where
    /// `unread`), or the last one in that direction; answered by [`Answer::Neighbour`]. Where the listing leaves
    /// `article` out, its place in the pile counts.
    Neighbour { request: Request, listing: Listing, article: ArticleId, step: i64, unread: bool },
    /// Find a stop on the walk, counted from `from` (from the start of the pile where there is none); answered by
    /// [`Answer::Found`].
    Walk { request: Request, listing: Listing, from: Option<Place>, step: Step },
    /// Count the mentions of each actor; answered by [`Answer::Tallies`].
    Tally { request: Request, counted: Counted, buckets: usize },
    /// Count what would change if that were said everywhere; answered by [`Answer::Alike`].
    Alike { request: Request, saying: Saying },
    /// Change whom one follows or what is said of mentions; answered by [`Answer::Changed`]. The article that is `open`
    /// is gone through first.
    Change { wish: Wish, open: Option<ArticleId> },
    /// Remember the place in an article.
    Keep { place: Place, read: bool },
    /// Remember how the person is at an article.
    Stand { article: ArticleId, stance: Stance },
    /// Put something on an article.
    Mark { article: ArticleId, mark: Mark },
    /// Tell what has been saved to be used again; answered by [`Answer::Known`].
    Known,
    /// Save a search under a name; without one forget the name.
    SaveSearch { name: String, query: Option<String> },
    /// Put text on the clipboard of the person's own terminal.
    Copy(String),
    /// Open an address in the person's browser.
    Browse(String),
    /// Draw the whole screen anew.
    Redraw,
    /// Stop as job control asks, until continued.
    Suspend,
    /// Leave.
    Quit,
}

/// What came of an effect.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the sentence of a variant tells of its fields")]
pub enum Answer {
    /// Rows of the list.
    Rows { request: Request, total: usize, first: usize, rows: Vec<Row> },
    /// Where an article stands in the list; `None` where the listing leaves it out.
    Position { request: Request, row: Option<usize> },
    /// A neighbour and its row in the list; `None` where there is none in that direction.
    Neighbour { request: Request, found: Option<(ArticleId, usize)> },
    /// An article; `Err` with a sentence where it could not be read.
    Opened { request: Request, opened: Result<Opened, String> },
    /// The mentions in an article that was opened before they were known.
    Mentions { article: ArticleId, mentions: Arc<[Mention]> },
    /// A stop on the walk; `None` where there is none in the whole pile.
    Found { request: Request, found: Option<Found> },
    /// The places that would change.
    Alike { request: Request, alike: Alike },
    /// The cast or what is said of mentions is another; `Err` with a sentence where nothing was changed.
    Changed(Result<Changed, String>),
    /// All tags that some article has, and all searches that were saved, by name; in the order of the alphabet.
    Known { tags: Vec<String>, searches: Vec<(String, String)> },
    /// The counts of each actor, in the order of the cast.
    Tallies { request: Request, tallies: Vec<Tally>, complete: bool },
}

/// How the person is at an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stance {
    /// What is lit, and walked.
    pub lit: Lit,
    /// Whether they are in the text, and not in the list.
    pub inside: bool,
}

/// A row of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Which article.
    pub article: ArticleId,
    /// Its title, as the article has it.
    pub title: String,
    /// Its source; empty where unknown.
    pub source: String,
    /// Of each copy of its story that is folded into it the source; empty where unknown.
    pub also: Vec<String>,
    /// Its date, written out; empty where unknown.
    pub date: String,
    /// What has been put on it.
    pub marks: Marks,
    /// How many times that which is lit occurs; `None` where nothing is lit or it is not known yet.
    pub lit: Option<usize>,
    /// What was searched for as it first stands there.
    pub context: Option<Context>,
    /// Why it cannot be read, where it cannot.
    pub trouble: Option<String>,
}

/// An open article.
#[derive(Clone, Debug)]
pub struct Opened {
    /// Which.
    pub id: ArticleId,
    /// Its name, as walked.
    pub name: String,
    /// The article.
    pub article: Arc<Article>,
    /// All mentions of the cast in it, in order; none as long as they are not known.
    pub mentions: Arc<[Mention]>,
    /// Where it was left.
    pub place: Option<Place>,
    /// How the person was there.
    pub stance: Stance,
    /// What has been put on it.
    pub marks: Marks,
}
