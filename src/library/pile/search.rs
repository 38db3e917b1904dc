//! Counts how often each article holds what was searched for, behind the person's back.

use std::ops::{ControlFlow, Range};
use std::sync::{Arc, Weak};
use std::thread;

use crate::library::order::{in_groups, in_order};
use crate::text::{Folded, search};

use super::load::on;
use super::{Lit, Pile, Shared, locked};

/// How many articles one thread searches at a time.
const GROUP: usize = 64;

/// The newest search, and what is known of it.
pub(super) struct Searching {
    /// What was searched for, as typed.
    pub(super) pattern: Arc<str>,
    /// The articles that hold it, in the order of their numbers, with how often.
    pub(super) counts: Vec<(u32, u32)>,
    /// The number of the first article in which it has not been counted.
    pub(super) next: u32,
    /// Whether a thread counts on.
    counting: bool,
}

impl Pile {
    /// Whether hits are being counted.
    pub fn is_searching(&self) -> bool {
        locked(&self.shared.searching).as_ref().is_some_and(|search| search.counting)
    }
}

impl Shared {
    /// Begins to count what is lit where that is a new search; the one before is given up.
    pub(super) fn follow(self: &Arc<Self>, lit: &Lit) {
        let Lit::Search(pattern) = lit else { return };
        let mut searching = locked(&self.searching);
        if searching.as_ref().is_none_or(|s| *s.pattern != **pattern) {
            let pattern = pattern.as_str().into();
            *searching = Some(Searching { pattern, counts: Vec::new(), next: 0, counting: false });
            drop(searching);
            self.changed();
            self.count_hits();
        }
    }

    /// Counts the hits of the newest search in articles where that has not been done, unless it is being done.
    pub(super) fn count_hits(self: &Arc<Self>) {
        let mut searching = locked(&self.searching);
        let Some(search) = searching.as_mut().filter(|search| !search.counting) else { return };
        search.counting = true;
        let (pile, pattern) = (Arc::downgrade(self), search.pattern.clone());
        thread::spawn(move || while count_some(&pile, &pattern) {});
    }

    /// The numbers of the articles that remain to be searched for `pattern`; `None`, and the end of the counting, once
    /// there are none or another search is newer.
    fn uncounted(&self, pattern: &Arc<str>) -> Option<Range<u32>> {
        let mut searching = locked(&self.searching);
        let search = searching.as_mut().filter(|search| Arc::ptr_eq(&search.pattern, pattern))?;
        let rest = search.next..self.articles().next;
        search.counting = !rest.is_empty();
        search.counting.then_some(rest)
    }

    /// How often an article holds it.
    fn count_in(&self, pattern: &str, ids: Vec<u32>) -> Vec<(u32, u32)> {
        let index = self.index();
        let count = |id| {
            let hits = index.article(id).map_or(0, |(article, _)| search(&Folded::new(&article.text), pattern).len());
            (id, u32::try_from(hits).unwrap_or(u32::MAX))
        };
        ids.into_iter().map(count).collect()
    }

    /// Adds counts of the articles that come next; tells whether they were still wanted.
    fn add_counts(self: &Arc<Self>, pattern: &Arc<str>, counts: Vec<(u32, u32)>) -> bool {
        let mut searching = locked(&self.searching);
        let Some(search) = searching.as_mut().filter(|search| Arc::ptr_eq(&search.pattern, pattern)) else {
            return false;
        };
        search.next = counts.last().map_or(search.next, |(id, _)| id + 1);
        search.counts.extend(counts.into_iter().filter(|(_, count)| *count > 0));
        drop(searching);
        self.changed();
        self.report_calmly();
        true
    }
}

/// Counts in what has been read by now; tells whether there may be more.
fn count_some(pile: &Weak<Shared>, pattern: &Arc<str>) -> bool {
    let Some(rest) = pile.upgrade().and_then(|pile| pile.uncounted(pattern)) else { return false };
    let mut wanted = true;
    let count = |ids| pile.upgrade().map(|pile| pile.count_in(pattern, ids));
    in_order(in_groups(rest, GROUP, |_| 1), count, |counts| {
        wanted = pile.upgrade().zip(counts).is_some_and(|(pile, counts)| pile.add_counts(pattern, counts));
        if wanted { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    wanted && on(pile, |pile| pile.report()).is_continue()
}
