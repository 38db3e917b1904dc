//! How fast the pile is filled, and how long it will still take.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use crate::query::{Pace, Progress};

use super::{Shared, locked};

/// Before this nothing can be said of how fast it goes.
const SOONEST: Duration = Duration::from_secs(1);

/// What there is to read, in bytes.
#[derive(Default)]
pub(super) struct Work {
    /// As far as it has been walked.
    pub(super) total: AtomicU64,
    /// What has been read of it.
    pub(super) done: AtomicU64,
}

/// When the work that is being done was begun, and what had been done then.
#[derive(Default)]
pub(super) struct Begun(Option<Begin>);

#[derive(Clone, Copy)]
struct Begin {
    reading: bool,
    at: Instant,
    done: u64,
    articles: usize,
}

impl Shared {
    /// How fast what is done now is done, once that can be told.
    pub(super) fn pace(&self, reading: bool, progress: &Progress) -> Option<Pace> {
        let articles = if reading { progress.read } else { progress.found };
        let (done, total) = if reading {
            (self.work.done.load(Ordering::Relaxed), self.work.total.load(Ordering::Relaxed))
        } else {
            (progress.found as u64, progress.total as u64)
        };
        let mut begun = locked(&self.begun);
        let now = Begin { reading, at: Instant::now(), done, articles };
        // Something else is done, or the same once more.
        let goes_on = |begin: &Begin| begin.reading == reading && begin.done <= done && begin.articles <= articles;
        let first = begun.0.filter(goes_on).unwrap_or(now);
        begun.0 = Some(first);
        drop(begun);
        let elapsed = first.at.elapsed();
        if elapsed < SOONEST || done <= first.done {
            return None;
        }
        let per_second = |count: u64| count * 1000 / u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX).max(1);
        let left = total.saturating_sub(done) / per_second(done - first.done).max(1);
        Some(Pace {
            share: u8::try_from(done.min(total) * 100 / total.max(1)).unwrap_or(100),
            rate: usize::try_from(per_second((articles - first.articles) as u64)).unwrap_or(usize::MAX),
            left: u32::try_from(left).unwrap_or(u32::MAX),
        })
    }
}
