//! The pile: the articles that are open now, in the order of the walk, and every question about them.
//!
//! It fills behind the person's back, in three passes that keep the order: sources are walked, files are read, articles
//! are gone through for mentions. Whatever is asked meanwhile is answered from what is there; only where one stop on
//! the walk is wanted are the articles on the way gone through at once.

mod alike;
mod entry;
mod load;
mod names;
mod neighbour;
mod recast;
mod rows;
mod search;
mod tally;
mod view;
mod walk;

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::time::{Duration, Instant};

use crate::article::{Article, Content, Date};
use crate::mention::Mention;
use crate::query::{ArticleId, Listing, Lit, Progress};

use super::forms::Forms;
use super::sources::{Input, unharmed};
use super::trouble::Trouble;
use entry::{Entry, Text};
use load::Arrived;
use names::Walked;
use search::Searching;
use view::View;

pub use recast::Recast;

/// Finds the mentions of the cast in an article.
pub type Find = dyn Fn(&Article) -> Vec<Mention> + Send + Sync;

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
    /// When it was published.
    pub date: Option<Date>,
    /// The mark of its content; `None` where it cannot be read.
    pub content: Option<Content>,
    /// How often that which is lit occurs; `None` where nothing is lit or it is not known yet.
    pub lit: Option<usize>,
    /// Why it cannot be read.
    pub trouble: Option<Trouble>,
}

/// An article that was opened.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The article.
    pub article: Arc<Article>,
    /// All mentions of the cast in it, in order, as far as they are known.
    pub mentions: Arc<[Mention]>,
    /// Whether it has been gone through for them since the cast or a correction changed.
    pub fresh: bool,
    /// The mark of its content.
    pub content: Content,
}

/// The pile: a handle, of which there may be several; the last one ends the work that goes on behind it.
#[derive(Clone)]
pub struct Pile {
    shared: Arc<Shared>,
}

/// What the handles and the threads behind them share.
struct Shared {
    articles: RwLock<Articles>,
    walked: Arc<Mutex<Walked>>,
    /// Grows with every change to what a listing counts.
    version: AtomicU64,
    view: Mutex<Option<Arc<View>>>,
    searching: Mutex<Option<Searching>>,
    report: Box<dyn Fn(Progress) + Send + Sync>,
    /// When it was last reported in passing.
    reported: Mutex<Option<Instant>>,
    arrived: Mutex<Arrived>,
    arrival: Condvar,
}

/// The articles, as far as they have been read.
struct Articles {
    entries: Vec<Entry>,
    forms: Vec<Forms>,
    /// Goes through an article for mentions.
    find: Arc<Find>,
    /// Grows with each other `find`, so that what an older one has found is known as such.
    round: u32,
    /// How many of the entries are to be gone through.
    waiting: usize,
    /// Whether a thread goes through them.
    going: bool,
    /// Whether all that was named has been read.
    read: bool,
}

impl Pile {
    /// Opens what was named and begins to read it. `find` goes through an article for the mentions of a cast of so
    /// many `actors`; `report` is told how far it has come, a few times a second, from another thread.
    pub fn open(
        input: Input,
        find: Arc<Find>,
        actors: usize,
        report: impl Fn(Progress) + Send + Sync + 'static,
    ) -> Pile {
        let shared = Arc::new(Shared {
            articles: RwLock::new(Articles::new(find, actors)),
            walked: Arc::default(),
            version: AtomicU64::new(0),
            view: Mutex::default(),
            searching: Mutex::default(),
            report: Box::new(report),
            reported: Mutex::default(),
            arrived: Mutex::default(),
            arrival: Condvar::new(),
        });
        load::start(&shared, input);
        Pile { shared }
    }

    /// How far the pile has been filled.
    pub fn progress(&self) -> Progress {
        self.shared.progress()
    }

    /// Waits until `count` articles can be listed, or all that there are, for no longer than `patience`.
    pub fn wait_for(&self, count: usize, patience: Duration) {
        self.shared.wait_for(count, patience);
    }

    /// Opens an article.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub fn article(&self, id: ArticleId) -> Result<Opened, Trouble> {
        let articles = self.shared.articles();
        let entry = articles.entries.get(id.0 as usize).ok_or(Trouble::Missing)?;
        let text = entry.text.clone()?;
        let mentions = entry.mentions.as_ref().map(|known| known.all.clone()).unwrap_or_default();
        Ok(Opened { article: text.article, mentions, fresh: entry.fresh, content: text.content })
    }

    /// All mentions of the cast in an article, in order; goes through it where that has not been done.
    pub fn mentions(&self, id: ArticleId) -> Arc<[Mention]> {
        self.shared.mentions(id.0)
    }

    /// Every article that has been read, with the mark of its content.
    pub fn contents(&self) -> Vec<(ArticleId, Content)> {
        let content = |(id, entry): (ArticleId, &Entry)| Some((id, entry.text.as_ref().ok()?.content));
        (0..).map(ArticleId).zip(&self.shared.articles().entries).filter_map(content).collect()
    }

    /// By what an article is known again: the mark of its content, and its name. `None` where it cannot be read.
    pub fn identity(&self, id: ArticleId) -> Option<(Content, String)> {
        let articles = self.shared.articles();
        let entry = articles.entries.get(id.0 as usize)?;
        Some((entry.text.as_ref().ok()?.content, entry.name.clone()))
    }
}

impl Shared {
    fn articles(&self) -> RwLockReadGuard<'_, Articles> {
        self.articles.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn articles_mut(&self) -> RwLockWriteGuard<'_, Articles> {
        self.articles.write().unwrap_or_else(PoisonError::into_inner)
    }

    fn progress(&self) -> Progress {
        let articles = self.articles();
        let read = articles.entries.len();
        let total = if articles.read { read } else { locked(&self.walked).len().max(read) };
        Progress { read, total, found: read - articles.waiting, complete: articles.is_complete() }
    }

    /// The mentions in the article at `place` in the order; found now if need be.
    fn mentions(&self, place: u32) -> Arc<[Mention]> {
        loop {
            let articles = self.articles();
            let article = match articles.entries.get(place as usize) {
                Some(Entry { mentions: Some(known), fresh: true, .. }) => return known.all.clone(),
                Some(Entry { text: Ok(text), .. }) => text.article.clone(),
                _ => return Arc::default(),
            };
            let (find, round) = (articles.find.clone(), articles.round);
            drop(articles);
            let found = unharmed(|| find(&article)).unwrap_or_default();
            // What an older finder found is dropped, and so is what somebody else found first.
            self.articles_mut().note(place, found.into(), round);
            self.changed();
        }
    }

    fn changed(&self) {
        self.version.fetch_add(1, Ordering::AcqRel);
    }
}

impl Articles {
    fn new(find: Arc<Find>, actors: usize) -> Articles {
        let forms = vec![Forms::default(); actors];
        Articles { entries: Vec::new(), forms, find, round: 0, waiting: 0, going: false, read: false }
    }

    /// Whether everything has been read and gone through.
    fn is_complete(&self) -> bool {
        self.read && self.waiting == 0
    }

    /// What was read of the article at `place`.
    fn text(&self, place: usize) -> Option<Text> {
        self.entries.get(place).and_then(|entry| entry.text.as_ref().ok().cloned())
    }

    /// Notes the mentions that were found in the article at `place` in that round, unless it is over or somebody else
    /// was faster.
    fn note(&mut self, place: u32, found: Arc<[Mention]>, round: u32) {
        let is_wanted = |entry: &&mut Entry| round == self.round && !entry.fresh;
        let Some(entry) = self.entries.get_mut(place as usize).filter(is_wanted) else { return };
        let Ok(text) = &entry.text else { return };
        let old = entry.mentions.replace(found.into());
        let new = entry.mentions.as_ref();
        for (mentions, sign) in [(old.as_ref(), -1), (new, 1)] {
            for mention in mentions.into_iter().flat_map(|mentions| mentions.all.iter()) {
                if let Some(forms) = self.forms.get_mut(usize::from(mention.actor.0)) {
                    forms.add(mention.kind, mention.certainty, mention.span.of(&text.article.text), sign);
                }
            }
        }
        entry.fresh = true;
        self.waiting -= 1;
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
