//! What is asked of a pile and what it answers: the words that the library and the reader share.

use crate::cast::ActorIndex;
use crate::mention::Counted;
use crate::text::Span;

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
    /// What was searched for, as typed.
    Search(String),
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
}

/// What the person has put on an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// Whether it has been read.
    pub read: bool,
    /// Whether it has a star.
    pub starred: bool,
    /// Its tags, in the order of the alphabet.
    pub tags: Vec<String>,
    /// What is noted of its passages, in their order.
    pub notes: Vec<Note>,
}

/// What is noted of a passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The bytes of the article's text that it is about.
    pub span: Span,
    /// What stands there, on one line.
    pub words: String,
    /// What is noted.
    pub text: String,
}

/// One thing that the person puts on an article, or takes from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Whether it has been read.
    Read(bool),
    /// Whether it has a star.
    Starred(bool),
    /// A tag, and whether it has it.
    Tag(String, bool),
    /// A note; one without a text is taken away.
    Note(Note),
}

impl Marks {
    /// Puts something on the article, or takes it away.
    pub fn put(&mut self, mark: Mark) {
        match mark {
            Mark::Read(read) => self.read = read,
            Mark::Starred(starred) => self.starred = starred,
            Mark::Tag(tag, on) => {
                self.tags.retain(|other| *other != tag);
                self.tags.extend(on.then_some(tag));
                self.tags.sort_unstable();
            }
            Mark::Note(note) => {
                self.notes.retain(|other| other.span != note.span);
                self.notes.extend(Some(note).filter(|note| !note.text.is_empty()));
                self.notes.sort_unstable_by_key(|note| note.span);
            }
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
