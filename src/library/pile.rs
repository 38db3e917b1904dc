//! The pile: the articles that are open now, in the order of the walk, and every question about them.
//!
//! It stands on an index: what has been read lies there, and is read from there when it is asked for. In
//! memory there is of each article only how often it names whom. The pile fills behind the person's back: sources are
//! walked, what is new or has changed is read, articles are gone through for mentions. Whatever is asked meanwhile is
//! answered from what is there; only where one stop on the walk is wanted are the articles on the way gone through at
//! once.

mod alike;
mod apart;
mod counts;
mod entry;
mod filter;
mod forms;
mod jobs;
mod load;
mod names;
mod neighbour;
mod ordering;
mod pace;
mod reading;
mod recast;
mod rows;
mod saving;
mod search;
mod seat;
mod sequence;
mod stories;
mod tally;
mod view;
mod walk;
mod watch;
mod wording;

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::time::{Duration, Instant};

use crate::article::{Article, Content, Date};
use crate::marks::Marks;
use crate::mention::Mention;
use crate::query::{ArticleId, Context, Listing, Lit, Progress};

use super::index::order::Order;
use super::index::{Index, IndexError, Shelf};
use super::sources::Input;
use super::trouble::Trouble;
use counts::Counts;
use forms::PileForms;
use load::Arrived;
use names::Walked;
use pace::{Begun, Work};
use reading::Recent;
use seat::Seat;
use sequence::Sequence;
use stories::{Copies, Stories};
use tally::Tallied;
use view::View;

pub use recast::Recast;
pub use seat::Marked;

/// Up to how many articles are filtered and sorted while one waits.
const SOON: u32 = 10_000;

/// Finds the mentions of the cast in an article.
pub type Find = dyn Fn(&Article) -> Vec<Mention> + Send + Sync;

/// Who is followed.
#[derive(Clone)]
pub struct Following {
    /// Goes through an article for mentions.
    pub find: Arc<Find>,
    /// How many actors there are.
    pub actors: usize,
    /// The mark of all that decides what is found: what was counted under one mark is not counted again.
    pub mark: u128,
}

/// What a pile tells of itself, from another thread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// How far it has come, a few times a second.
    Progress(Progress),
    /// Something for the person, in a sentence.
    Notice(String),
}

/// A row of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Which article.
    pub id: ArticleId,
    /// The name under which it was found: its path as walked.
    pub name: String,
    /// Its title; of what cannot be read, the last part of its name.
    pub title: String,
    /// Who published it.
    pub source: Option<String>,
    /// Of each copy that is folded into it who published it; empty where that is unknown.
    pub also: Vec<String>,
    /// When it was published.
    pub date: Option<Date>,
    /// The mark of its content; `None` where it cannot be read.
    pub content: Option<Content>,
    /// How often that which is lit occurs; `None` where nothing is lit or it is not known yet.
    pub lit: Option<usize>,
    /// What was searched for as it first stands there.
    pub context: Option<Context>,
    /// Why it cannot be read.
    pub trouble: Option<Trouble>,
}

/// An article that was opened.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The article.
    pub article: Arc<Article>,
    /// All mentions of the cast in it, in order; `None` where it takes a while to find them.
    pub mentions: Option<Arc<[Mention]>>,
    /// The mark of its content.
    pub content: Content,
}

/// The pile: a handle, of which there may be several; each at a reader's seat; the last one ends the work that goes
/// on behind it.
#[derive(Clone)]
pub struct Pile {
    shared: Arc<Shared>,
    seat: Arc<Seat>,
}

/// What the handles and the threads behind them share.
struct Shared {
    /// Another one, in memory, once this one cannot be written to.
    index: RwLock<Arc<Index>>,
    articles: RwLock<Articles>,
    walked: Arc<Mutex<Walked>>,
    recent: Mutex<Recent>,
    /// Views that are the same for all readers.
    views: Mutex<Vec<Arc<View>>>,
    /// What was told of the actors last.
    tallied: Mutex<Tallied>,
    copies: Mutex<Copies>,
    /// Whether it is one of several over the same articles, of which another keeps what is found out.
    is_apart: bool,
    /// Whether the finder has been used, and so has been made.
    warm: AtomicBool,
    /// Grows with every change to what a listing counts.
    version: AtomicU64,
    /// Grows when all articles have got other numbers.
    era: AtomicU64,
    work: Arc<Work>,
    begun: Mutex<Begun>,
    tell: Box<dyn Fn(News) + Send + Sync>,
    /// Held by whoever reads what was named.
    filling: Arc<Mutex<()>>,
    /// When it was last reported in passing.
    reported: Mutex<Option<Instant>>,
    /// When what has been counted was last saved; never again once that went wrong.
    saved: Mutex<Option<Instant>>,
    arrived: Mutex<Arrived>,
    arrival: Condvar,
}

/// The articles, as far as they have been read.
struct Articles {
    sequence: Arc<Sequence>,
    /// The same without copies; none where there are no copies.
    folded: Option<Arc<Sequence>>,
    stories: Stories,
    /// The number that the next article gets.
    next: u32,
    counts: Counts,
    forms: PileForms,
    following: Following,
    /// Grows with each other `following`, so that what an older one has found is known as such.
    round: u32,
    /// Whether a thread goes through them.
    going: bool,
    /// Whether all that was named has been read.
    read: bool,
}

impl Pile {
    /// Opens what was named, with the index on its shelf, and begins to bring it up to date.
    pub fn open(
        input: Input,
        shelf: &Shelf,
        following: Following,
        tell: impl Fn(News) + Send + Sync + 'static,
    ) -> Pile {
        let opened = Index::open(shelf).and_then(|index| Ok((Articles::of(&index, following.clone())?, index)));
        let ((articles, copies), index) = opened.unwrap_or_else(|error| {
            tell(News::Notice(load::unwritten(&error, matches!(shelf, Shelf::Library(_)))));
            let index = Index::in_memory().ok();
            #[expect(clippy::expect_used, reason = "without memory there is nothing to be done")]
            ((Articles::empty(following), Copies::default()), index.expect("a database in memory"))
        });
        let arrived = Arrived { read: articles.sequence.len(), ..Arrived::default() };
        let shared = Arc::new(Shared {
            index: RwLock::new(Arc::new(index)),
            walked: Arc::new(Mutex::new(Walked::behind(articles.next))),
            articles: RwLock::new(articles),
            recent: Mutex::default(),
            views: Mutex::default(),
            tallied: Mutex::default(),
            copies: Mutex::new(copies),
            is_apart: false,
            warm: AtomicBool::default(),
            version: AtomicU64::new(0),
            era: AtomicU64::new(0),
            work: Arc::default(),
            begun: Mutex::default(),
            tell: Box::new(tell),
            filling: Arc::default(),
            reported: Mutex::default(),
            saved: Mutex::new(Some(Instant::now())),
            arrived: Mutex::new(arrived),
            arrival: Condvar::new(),
        });
        load::start(&shared, input);
        let seat = Arc::new(Seat::at(shared.clone(), Arc::new(|_| Marks::default())));
        Pile { shared, seat }
    }

    /// How far the pile has been filled.
    pub fn progress(&self) -> Progress {
        self.shared.progress()
    }

    /// Waits until `count` articles can be listed, or all that there are, for no longer than `patience`.
    pub fn wait_for(&self, count: usize, patience: Duration) {
        self.shared.wait_while(patience, |arrived| arrived.read < count && !arrived.all);
    }

    /// Whether this process keeps the index, and no other one.
    pub fn is_ours(&self) -> bool {
        self.shared.index().is_ours()
    }

    /// Waits until all can be searched quickly, for no longer than `patience`; tells whether it can.
    pub fn wait_until_worded(&self, patience: Duration) -> bool {
        self.shared.wait_while(patience, |arrived| !arrived.worded);
        locked(&self.shared.arrived).worded
    }

    /// Keeps what has been counted so far, as is done every few seconds anyway.
    pub fn keep(&self) {
        self.shared.save();
    }

    /// Reads what was named once more, behind the person's back, as is done from time to time where files are watched;
    /// tells whether it does, which is so where its index is kept and can be made again.
    pub fn read_again(&self, input: Input) -> bool {
        let is_kept = self.shared.keeps_files();
        if is_kept {
            load::fill_again(&self.shared, input);
        }
        is_kept
    }

    /// Whether an article can be opened.
    pub fn is_there(&self, id: ArticleId) -> bool {
        self.shared.articles().sequence.rank(id.0).is_some()
    }

    /// Waits until an article can be opened, or all that there are, for no longer than `patience`.
    pub fn wait_until_there(&self, id: ArticleId, patience: Duration) {
        self.shared.wait_while(patience, |arrived| !arrived.all && !self.is_there(id));
    }
}

impl Shared {
    fn index(&self) -> Arc<Index> {
        self.index.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn articles(&self) -> RwLockReadGuard<'_, Articles> {
        self.articles.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn articles_mut(&self) -> RwLockWriteGuard<'_, Articles> {
        self.articles.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether what was named is kept in the index by this process, and goes from there when it is gone.
    fn keeps_files(&self) -> bool {
        let index = self.index();
        index.is_kept() && index.is_ours() && !index.is_library()
    }

    fn progress(&self) -> Progress {
        let articles = self.articles();
        let read = articles.sequence.len();
        let total = if articles.read { read } else { locked(&self.walked).len().max(read) };
        let (found, complete) = (read - articles.waiting(), articles.is_complete());
        let reading = !articles.read;
        drop(articles);
        let progress = Progress { read, total, found, complete, pace: None };
        let pace = if complete { None } else { self.pace(reading, &progress) };
        Progress { pace, ..progress }
    }

    /// Counts up when all articles have got other numbers.
    fn era(&self) -> u64 {
        self.era.load(Ordering::Acquire)
    }

    fn changed(&self) {
        self.version.fetch_add(1, Ordering::AcqRel);
    }

    fn report(&self) {
        (self.tell)(News::Progress(self.progress()));
    }
}

impl Articles {
    fn empty(following: Following) -> Articles {
        let (sequence, counts, forms) = (Arc::default(), Counts::default(), PileForms::new(following.actors));
        let (folded, stories) = (None, Stories::default());
        Articles { sequence, folded, stories, next: 0, counts, forms, following, round: 0, going: false, read: false }
    }

    /// Those of an index, and what goes on finding copies among them.
    fn of(index: &Index, following: Following) -> Result<(Articles, Copies), IndexError> {
        let (order, next) = index.order()?;
        let saved = index.saved(following.mark)?;
        let sequence = Arc::new(match order {
            Order::Numbers(count) => Sequence::numbers(count),
            Order::Listed(ids) => Sequence::of(ids),
        });
        let (counts, forms) = (Counts::of(&saved), PileForms::of(&saved, following.actors));
        let (pairs, known) = index.copies()?;
        let stories = Stories::of(pairs);
        let mut articles = Articles { sequence, stories, next, counts, forms, ..Articles::empty(following) };
        articles.fold();
        Ok((articles, Copies::from(known)))
    }

    /// The articles in the order of the walk: all of them, or each story once.
    fn listed(&self, unfolded: bool) -> &Arc<Sequence> {
        self.folded.as_ref().filter(|_| !unfolded).unwrap_or(&self.sequence)
    }

    /// Finds out which articles stand for their stories.
    fn fold(&mut self) {
        let firsts = || Sequence::of(self.sequence.ids().filter(|id| !self.stories.is_copy(*id)).collect());
        self.folded = if self.stories.is_empty() { None } else { Some(Arc::new(firsts())) };
    }

    /// How many of the articles are to be gone through.
    fn waiting(&self) -> usize {
        self.sequence.len().saturating_sub(self.counts.fresh())
    }

    /// Whether everything has been read and gone through.
    fn is_complete(&self) -> bool {
        self.read && self.waiting() == 0
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
