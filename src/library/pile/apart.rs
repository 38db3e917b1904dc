//! The same articles, followed by somebody for themselves: what is counted then is theirs alone, and lies in memory.
//!
//! It begins with what was counted for all, so that only what is otherwise for them has to be gone through again. Which
//! articles there are is learned from the pile for all, which alone reads them and writes to the index.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError, RwLock};

use super::counts::Counts;
use super::load;
use super::seat::Seat;
use super::{Articles, News, Pile, Recast, Shared, locked};

impl Pile {
    /// The same pile for somebody who follows otherwise, as `recast` tells.
    #[must_use]
    pub fn apart(&self, recast: Recast, tell: impl Fn(News) + Send + Sync + 'static) -> Pile {
        let whole = &self.shared;
        let shared = Arc::new(Shared {
            index: RwLock::new(whole.index()),
            articles: RwLock::new(whole.articles().apart()),
            walked: whole.walked.clone(),
            recent: Mutex::default(),
            views: Mutex::default(),
            tallied: Mutex::default(),
            copies: Mutex::default(),
            is_apart: true,
            warm: AtomicBool::new(whole.warm.load(Ordering::Acquire)),
            version: AtomicU64::new(0),
            era: AtomicU64::new(whole.era()),
            work: whole.work.clone(),
            begun: Mutex::default(),
            tell: Box::new(tell),
            filling: Arc::default(),
            reported: Mutex::default(),
            saved: Mutex::default(),
            arrived: Mutex::new(locked(&whole.arrived).clone()),
            arrival: Condvar::new(),
        });
        let pile = Pile { seat: Arc::new(Seat::at(shared.clone(), self.seat.marked.clone())), shared };
        pile.recast(recast);
        pile
    }

    /// Takes over which articles there are now in the `whole` from which it was taken, and goes through those that are
    /// new. Forms that stood only in articles that are gone are told until all is gone through again.
    pub fn keep_up(&self, whole: &Pile) {
        let (shared, whole) = (&self.shared, &whole.shared);
        let era = whole.era();
        let anew = shared.era.swap(era, Ordering::AcqRel) != era;
        if anew {
            *shared.index.write().unwrap_or_else(PoisonError::into_inner) = whole.index();
        }
        let now = whole.articles();
        let mut articles = shared.articles_mut();
        let changed = articles.keep_up(&now, anew);
        let starts = articles.read && !articles.going && articles.waiting() > 0;
        articles.going |= starts;
        drop((articles, now));
        let arrived = locked(&whole.arrived).clone();
        shared.arrive(|before| *before = arrived);
        if changed {
            shared.changed();
        }
        if starts {
            load::again(shared);
        }
        shared.report();
    }

    /// Whether another handle leads to the same.
    pub fn is_same(&self, other: &Pile) -> bool {
        Arc::ptr_eq(&self.shared, &other.shared)
    }

    /// The mark of those who are followed.
    pub fn mark(&self) -> u128 {
        self.shared.following().0.mark
    }
}

impl Articles {
    /// The same, of which nobody goes through any yet.
    fn apart(&self) -> Articles {
        Articles {
            sequence: self.sequence.clone(),
            folded: self.folded.clone(),
            stories: self.stories.clone(),
            next: self.next,
            counts: self.counts.clone(),
            forms: self.forms.clone(),
            following: self.following.clone(),
            round: 0,
            going: false,
            read: self.read,
        }
    }

    /// Takes over which articles there are; whether they have got other numbers is told by `anew`. Tells whether
    /// anything is otherwise.
    fn keep_up(&mut self, now: &Articles, anew: bool) -> bool {
        if Arc::ptr_eq(&self.sequence, &now.sequence) && self.read == now.read && !anew {
            return false;
        }
        if anew {
            self.counts = Counts::default();
            self.forms.begin_anew();
            self.round += 1;
        }
        let gone = self.sequence.ids().filter(|id| now.sequence.rank(*id).is_none());
        gone.for_each(|id| self.counts.remove(id));
        (self.sequence, self.folded) = (now.sequence.clone(), now.folded.clone());
        (self.stories, self.next, self.read) = (now.stories.clone(), now.next, now.read);
        true
    }
}
