//! A pile that several readers have in common: it is read once, and what one of them changes about whom they follow
//! reaches all.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::cast::Cast;
use crate::library::pile::{News, Pile};
use crate::library::{Followed, Input, Shelf, Source};
use crate::query::ArticleId;
use crate::reader::{Answer, Changed, Event};

use super::changes::Changes;
use super::{Desk, Happening, Queue};

/// No article is open.
const NONE: u64 = u64::MAX;

/// A pile that several readers have in common: a handle.
#[derive(Clone)]
pub struct Shared {
    pub(super) pile: Pile,
    /// The files and folders that were named.
    pub(super) roots: Arc<[PathBuf]>,
    pub(super) changes: Arc<Changes>,
    pub(super) audience: Arc<Audience>,
    /// Whether the last report on the pile has been told to the audience.
    pub(super) reported: Arc<AtomicBool>,
    _keeper: Arc<Keeper>,
}

/// Keeps what has been counted in a pile when its last reader has left.
struct Keeper(Pile);

impl Drop for Keeper {
    fn drop(&mut self) {
        self.0.keep();
    }
}

/// The readers of a pile.
#[derive(Default)]
pub(super) struct Audience(Mutex<Vec<Listener>>);

/// One of them.
#[derive(Clone)]
pub(super) struct Listener {
    pub(super) queue: Queue,
    /// The article that was opened last.
    open: Arc<AtomicU64>,
}

impl Shared {
    /// Opens what was named, with the index on its shelf, for readers who follow whom the `desk` says.
    pub fn open(input: Input, shelf: &Shelf, desk: Desk) -> Shared {
        let roots = input.sources.iter().filter_map(Source::path).map(Path::to_owned).collect();
        let (audience, reported) = (Arc::new(Audience::default()), Arc::new(AtomicBool::new(false)));
        let (events, complete) = (audience.clone(), reported.clone());
        let pile = Pile::open(input, shelf, desk.following(), move |news| match news {
            News::Notice(sentence) => events.tell(&Event::Notice(sentence)),
            News::Progress(progress) => {
                events.tell(&Event::Pile(progress));
                complete.fetch_or(progress.complete, Ordering::AcqRel);
            }
        });
        let (changes, keeper) = (Changes::new(desk, pile.clone()), Keeper(pile.clone()));
        Shared { pile, roots, changes: Arc::new(changes), audience, reported, _keeper: Arc::new(keeper) }
    }

    /// Who is followed now.
    pub fn cast(&self) -> Arc<Cast> {
        self.changes.desk().cast()
    }

    /// Who is followed now, and what has been said of them.
    pub fn followed(&self) -> Arc<Followed> {
        self.changes.desk().followed
    }

    /// Takes a reader in whose `queue` takes events.
    pub(super) fn join(&self, queue: &Queue) -> Listener {
        let listener = Listener { queue: queue.clone(), open: Arc::new(AtomicU64::new(NONE)) };
        self.audience.all().push(listener.clone());
        let progress = self.pile.progress();
        listener.tell(Event::Pile(progress));
        if !progress.complete && self.pile.progress().complete {
            // It may have been reported between the two.
            listener.tell(Event::Pile(self.pile.progress()));
        }
        listener
    }
}

impl Audience {
    /// Tells all who are still there.
    fn tell(&self, event: &Event) {
        self.all().retain(|listener| listener.tell(event.clone()));
    }

    /// Tells all but one what that one has changed.
    pub(super) fn tell_others(&self, one: &Listener, changed: &Changed, pile: &Pile) {
        let others: Vec<Listener> = self.all().iter().filter(|other| !other.is(one)).cloned().collect();
        for other in others {
            let mentions = other.open().map(|open| (open, pile.mentions(open)));
            let said = format!("Another reader: {}", changed.said);
            let changed = Changed { said, new: None, mentions, ..changed.clone() };
            other.tell(Event::Answer(Answer::Changed(Ok(changed))));
        }
    }

    /// Lets a reader go.
    pub(super) fn leave(&self, one: &Listener) {
        self.all().retain(|other| !other.is(one));
    }

    fn all(&self) -> MutexGuard<'_, Vec<Listener>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Listener {
    /// Takes note of the article that is opened.
    pub(super) fn opens(&self, article: ArticleId) {
        self.open.store(u64::from(article.0), Ordering::Release);
    }

    fn open(&self) -> Option<ArticleId> {
        u32::try_from(self.open.load(Ordering::Acquire)).ok().map(ArticleId)
    }

    fn is(&self, other: &Listener) -> bool {
        Arc::ptr_eq(&self.open, &other.open)
    }

    /// Tells the reader, if it is still there.
    pub(super) fn tell(&self, event: Event) -> bool {
        self.queue.send(Happening::Event(event)).is_ok()
    }
}
