//! What the person did: where each article was left, what has been put on it, which was open last; and the searches that
//! were saved.
//!
//! It is known again by an article's content, so that moved and renamed files keep it. Everything is answered from
//! memory; one thread reads the file at the start and writes to it behind the person's back, so that no key waits for
//! the disk. What is written is each change and not what came of it, so that several readers may write to one file.
//! Whatever is wrong with the file is told once, and reading goes on.

mod board;
mod change;
pub(super) mod file;
mod marked;
mod rescue;
mod writer;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::mem;
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crossbeam_channel::{Sender, bounded, unbounded};

use crate::article::{Article, Content, Date};
use crate::marks::{Mark, Marks, Note};
use crate::text::Span;

pub use board::Board;
use change::Change;
pub use marked::{Marked, marked, marked_by_others};
use writer::Order;

/// How long leaving may wait for the disk.
const PATIENCE: Duration = Duration::from_secs(2);

/// How many articles are told that were open last.
const MOST_LEFT: usize = 1000;

/// What is kept of one article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trace {
    /// Where it was left; `None` where it was never open.
    pub left: Option<Left>,
    /// How the person was there; `None` where they never were in it.
    pub stance: Option<Stance>,
    /// What has been put on it.
    pub marks: Marks,
}

/// How a person was at an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stance {
    /// What they walked: an actor's id, or `/` and a query; empty for nothing.
    pub walked: String,
    /// Whether they were in its text, and not in the list.
    pub inside: bool,
}

/// By what an article is known where it is not at hand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// Its name, as walked.
    pub name: String,
    /// Its title.
    pub title: String,
    /// Who published it.
    pub source: Option<String>,
    /// When, as [`Date::iso`] writes it.
    pub date: Option<String>,
    /// Where on the web it stands.
    pub address: Option<String>,
}

impl About {
    /// What is told of an article with this name.
    pub fn of(article: &Article, name: &str) -> About {
        About {
            name: name.to_owned(),
            title: article.title.clone(),
            source: article.source.clone(),
            date: article.date.map(Date::iso),
            address: article.address.clone(),
        }
    }
}

/// How an article was left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// The byte offset of the first visible line.
    pub top: u32,
    /// Where the reader stood on the walk, if it did.
    pub stop: Option<Span>,
    /// When, in microseconds since 1970.
    pub when: i64,
    /// Its name at that time, as walked.
    pub name: String,
}

/// What the person did: a handle to it. Dropping it waits until all is written.
pub struct Kept {
    known: Arc<Known>,
    orders: Sender<Order>,
    /// Where those who read together see each other's notes, and the person's name there.
    board: Option<(Arc<Board>, Arc<str>)>,
}

/// What is kept, as far as it has been loaded.
#[derive(Default)]
struct Known {
    traces: Mutex<Traces>,
    loaded: Condvar,
}

#[derive(Default)]
struct Traces {
    all: HashMap<Content, Trace>,
    searches: BTreeMap<String, String>,
    /// What was done before the file was read.
    early: Vec<Change>,
    loaded: bool,
}

impl Kept {
    /// Opens what is kept in the file at `path`, or keeps nothing beyond this sitting where there is none. `notice` is
    /// given a sentence, once, where something is wrong with the file.
    pub fn open(path: Option<PathBuf>, notice: impl Fn(String) + Send + 'static) -> Kept {
        let known = Arc::new(Known::default());
        let (orders, todo) = unbounded();
        let shared = known.clone();
        thread::spawn(move || writer::work(path.as_deref(), &shared, &todo, &notice));
        Kept { known, orders, board: None }
    }

    /// The same for one of those who see each other's notes on a board, under this name.
    #[must_use]
    pub fn among(mut self, board: Arc<Board>, name: &str) -> Kept {
        self.board = Some((board, Arc::from(name)));
        self
    }

    /// Waits until everything kept is known, for no longer than `patience`.
    pub fn wait(&self, patience: Duration) {
        let waiting = |traces: &mut Traces| !traces.loaded;
        let traces = self.known.traces();
        drop(self.known.loaded.wait_timeout_while(traces, patience, waiting).unwrap_or_else(PoisonError::into_inner));
    }

    /// What is kept of an article.
    pub fn trace(&self, content: Content) -> Trace {
        let mut trace = self.known.traces().all.get(&content).cloned().unwrap_or_default();
        trace.marks.add(self.notes_of_others(content));
        trace
    }

    /// Whether an article has been read.
    pub fn is_read(&self, content: Content) -> bool {
        self.known.traces().all.get(&content).is_some_and(|trace| trace.marks.read)
    }

    /// The articles that were open last, the last one first, and when.
    pub fn left_last(&self) -> Vec<(i64, Content)> {
        let traces = self.known.traces();
        let mut left: Vec<(i64, Content)> =
            traces.all.iter().filter_map(|(content, trace)| Some((trace.left.as_ref()?.when, *content))).collect();
        left.sort_unstable_by(|a, b| b.cmp(a));
        left.truncate(MOST_LEFT);
        left
    }

    /// The name of the article that was open last of those whose names, as walked then, are `wanted`, and when.
    pub fn last_name(&self, wanted: impl Fn(&str) -> bool) -> Option<(i64, String)> {
        let traces = self.known.traces();
        let left = traces.all.values().filter_map(|trace| trace.left.as_ref()).filter(|left| wanted(&left.name));
        left.max_by_key(|left| left.when).map(|left| (left.when, left.name.clone()))
    }

    /// What has been put on an article.
    pub fn marks(&self, content: Content) -> Marks {
        let own = self.known.traces().all.get(&content).map(|trace| trace.marks.clone());
        let mut marks = own.unwrap_or_default();
        marks.add(self.notes_of_others(content));
        marks
    }

    /// What others who read with the person have noted and let them see.
    fn notes_of_others(&self, content: Content) -> Vec<Note> {
        self.board.as_ref().map(|(board, name)| board.of_others(name, content)).unwrap_or_default()
    }

    /// All tags that some article has, in the order of the alphabet.
    pub fn tags(&self) -> Vec<String> {
        let traces = self.known.traces();
        let all: BTreeSet<&String> = traces.all.values().flat_map(|trace| &trace.marks.tags).collect();
        all.into_iter().cloned().collect()
    }

    /// The searches that were saved: the name of each and what is searched for.
    pub fn searches(&self) -> Vec<(String, String)> {
        self.known.traces().searches.iter().map(|(name, query)| (name.clone(), query.clone())).collect()
    }

    /// Keeps the place in an article, which is open now, and whether it has been read.
    pub fn leave(&self, content: Content, name: &str, top: u32, stop: Option<Span>, read: bool) {
        let left = Left { top, stop, when: now(), name: name.to_owned() };
        self.keep(Change::Leave { content, left, read });
    }

    /// Keeps how the person is at an article.
    pub fn stand(&self, content: Content, stance: Stance) {
        self.keep(Change::Stand { content, stance });
    }

    /// Puts something on an article, which is told about where it is more than that it has been read.
    pub fn mark(&self, content: Content, mark: Mark, about: impl FnOnce() -> About) {
        let about = (!matches!(mark, Mark::Read(_))).then(about);
        if let (Mark::Note(note), Some((board, name))) = (&mark, &self.board) {
            board.put(name, content, note);
        }
        self.keep(Change::Mark { content, mark, about, when: now() });
    }

    /// Saves a search under a name; without one the name is forgotten.
    pub fn save_search(&self, name: &str, query: Option<String>) {
        self.keep(Change::Search { name: name.to_owned(), query });
    }

    /// Waits until all that was told so far is in the file, for no longer than `patience`; tells whether it is.
    pub fn flush(&self, patience: Duration) -> bool {
        self.settle(patience, false)
    }

    /// The same before the program leaves: the file is let go of, and whatever is kept from then on is lost.
    pub fn close(&self, patience: Duration) -> bool {
        self.settle(patience, true)
    }

    fn settle(&self, patience: Duration, close: bool) -> bool {
        let (done, wait) = bounded(1);
        self.orders.send(Order::Settle { done, close }).is_ok() && wait.recv_timeout(patience).unwrap_or(false)
    }

    fn keep(&self, change: Change) {
        let mut traces = self.known.traces();
        traces.take(change.clone());
        if !traces.loaded {
            traces.early.push(change.clone());
        }
        drop(traces);
        // Without the thread there is no file, of which notice was given.
        let _ = self.orders.send(Order::Keep(Box::new(change)));
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        self.close(PATIENCE);
    }
}

impl Known {
    fn traces(&self) -> MutexGuard<'_, Traces> {
        self.traces.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes in what the file held; what was done meanwhile is newer.
    fn take(&self, held: file::Held) {
        let mut traces = self.traces();
        (traces.all, traces.searches) = (held.traces, held.searches);
        for change in mem::take(&mut traces.early) {
            traces.take(change);
        }
        traces.loaded = true;
        self.loaded.notify_all();
    }
}

impl Traces {
    fn take(&mut self, change: Change) {
        match change {
            Change::Leave { content, left, read } => {
                let trace = self.all.entry(content).or_default();
                trace.left = Some(left);
                trace.marks.read |= read;
            }
            Change::Stand { content, stance } => self.all.entry(content).or_default().stance = Some(stance),
            Change::Mark { content, mark, .. } => self.all.entry(content).or_default().marks.put(mark),
            Change::Search { name, query } => {
                self.searches.remove(&name);
                self.searches.extend(query.map(|query| (name, query)));
            }
        }
    }
}

fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_micros()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests;
