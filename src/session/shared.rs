//! A pile that several readers have in common: it is read once. What one of them changes about whom they follow reaches
//! all who follow with them, and nobody who follows for themselves.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use crate::cast::Cast;
use crate::library::pile::{News, Pile};
use crate::library::{CastFile, Followed, Input, Shelf, Source};
use crate::query::ArticleId;
use crate::reader::{Answer, Changed, Event};

use super::changes::Changes;
use super::ground::Ground;
use super::{Desk, Happening, Queue};

/// No article is open.
const NONE: u64 = u64::MAX;

/// A pile that several readers have in common.
pub struct Shared {
    pub(super) ground: Arc<Ground>,
    /// The files and folders that were named.
    pub(super) roots: Arc<[PathBuf]>,
    pub(super) changes: Changes,
    pub(super) hearing: Hearing,
    others: Others,
    keeper: Arc<Keeper>,
}

/// Those who have the pile in common, and follow for themselves.
type Others = Arc<Mutex<Vec<Weak<Ground>>>>;

/// Keeps what has been counted in a pile when its last reader has left.
struct Keeper(Pile);

impl Drop for Keeper {
    fn drop(&mut self) {
        self.0.keep();
    }
}

/// Whoever hears what a pile tells of itself.
#[derive(Clone, Default)]
pub(super) struct Hearing {
    pub(super) audience: Arc<Audience>,
    /// Whether the last report has been told.
    pub(super) reported: Arc<AtomicBool>,
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
        let (hearing, others) = (Hearing::default(), Others::default());
        let (all, some) = (hearing.clone(), others.clone());
        let pile = Pile::open(input, shelf, desk.following(), move |news| {
            // They may go while they are told, which is not to be waited for here.
            let there: Vec<Arc<Ground>> = locked(&some).iter().filter_map(Weak::upgrade).collect();
            for ground in there {
                ground.hear(news.clone());
            }
            all.take(news);
        });
        let (ground, keeper) = (Arc::new(Ground::of_all(pile.clone())), Keeper(pile));
        let changes = Changes::new(desk, ground.clone());
        Shared { ground, roots, changes, hearing, others, keeper: Arc::new(keeper) }
    }

    /// The same pile for readers who change for themselves whom they follow; now that is who was `followed` when `file`
    /// was read. As long as nothing is otherwise for them, all that is counted is counted once.
    #[must_use]
    pub fn own(&self, file: CastFile, followed: Followed) -> Shared {
        let mut desk = self.changes.desk();
        let recast = desk.sit_at(file, followed);
        let (whole, hearing) = (self.ground.pile(), Hearing::default());
        let own = hearing.clone();
        let ground = Arc::new(Ground::of_some(whole, move |news| own.take(news)));
        let mut others = locked(&self.others);
        others.retain(|other| other.strong_count() > 0);
        others.push(Arc::downgrade(&ground));
        drop(others);
        ground.recast(recast);
        hearing.reported.store(ground.pile().progress().complete, Ordering::Release);
        let changes = Changes::new(desk, ground.clone());
        let (roots, others) = (self.roots.clone(), Others::default());
        Shared { ground, roots, changes, hearing, others, keeper: self.keeper.clone() }
    }

    /// Follows who was `followed` when `file` was read again, and tells the readers where that is somebody else.
    pub fn follow(&self, file: CastFile, followed: Followed) {
        self.refollow(None, file, followed);
    }

    /// The same for readers who follow for themselves, after `whole` does so.
    pub fn follow_above(&self, whole: &Shared, file: CastFile, followed: Followed) {
        self.refollow(Some(whole.changes.desk()), file, followed);
    }

    fn refollow(&self, below: Option<Desk>, file: CastFile, followed: Followed) {
        let (audience, ground) = (self.hearing.audience.clone(), self.ground.clone());
        let changed = self.changes.follow(below, file, followed);
        if let Some(changed) = changed {
            audience.tell_all(&changed, &ground.pile());
        }
    }

    /// Reads what was named once more; tells whether it does. Where nothing is kept of it, it has to be opened anew.
    pub fn read_again(&self, input: Input) -> bool {
        self.ground.pile().read_again(input)
    }

    /// Has a sentence told to all readers.
    pub fn notice(&self, sentence: &str) {
        self.hearing.audience.tell(&Event::Notice(sentence.to_owned()));
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
        self.hearing.audience.all().push(listener.clone());
        let progress = self.ground.pile().progress();
        listener.tell(Event::Pile(progress));
        if !progress.complete && self.ground.pile().progress().complete {
            // It may have been reported between the two.
            listener.tell(Event::Pile(self.ground.pile().progress()));
        }
        listener
    }
}

impl Hearing {
    fn take(&self, news: News) {
        match news {
            News::Notice(sentence) => self.audience.tell(&Event::Notice(sentence)),
            News::Progress(progress) => {
                self.audience.tell(&Event::Pile(progress));
                self.reported.fetch_or(progress.complete, Ordering::AcqRel);
            }
        }
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
        let said = format!("In another window: {}", changed.said);
        tell_each(&others, &Changed { said, ..changed.clone() }, pile);
    }

    /// Tells all what has changed.
    fn tell_all(&self, changed: &Changed, pile: &Pile) {
        let all = self.all().clone();
        tell_each(&all, changed, pile);
    }

    /// Lets a reader go.
    pub(super) fn leave(&self, one: &Listener) {
        self.all().retain(|other| !other.is(one));
    }

    fn all(&self) -> MutexGuard<'_, Vec<Listener>> {
        locked(&self.0)
    }
}

/// Tells readers what has changed, with the mentions in the article that each has open.
fn tell_each(listeners: &[Listener], changed: &Changed, pile: &Pile) {
    for listener in listeners {
        let mentions = listener.open().map(|open| (open, pile.mentions(open)));
        let changed = Changed { new: None, mentions, ..changed.clone() };
        listener.tell(Event::Answer(Answer::Changed(Ok(changed))));
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

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
