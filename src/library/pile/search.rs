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
    /// How often each article holds it, from the first article on, as far as has been counted.
    pub(super) counts: Vec<u32>,
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
            *searching = Some(Searching { pattern: pattern.as_str().into(), counts: Vec::new(), counting: false });
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

    /// The places of the articles that remain to be searched for `pattern`; `None`, and the end of the counting, once
    /// there are none or another search is newer.
    fn uncounted(&self, pattern: &Arc<str>) -> Option<Range<usize>> {
        let mut searching = locked(&self.searching);
        let search = searching.as_mut().filter(|search| Arc::ptr_eq(&search.pattern, pattern))?;
        let rest = search.counts.len()..self.articles().entries.len();
        search.counting = !rest.is_empty();
        search.counting.then_some(rest)
    }

    fn count_in(&self, pattern: &str, places: Vec<usize>) -> Vec<u32> {
        let count = |place| {
            let article = self.articles().text(place);
            let hits = article.map_or(0, |text| search(&Folded::new(&text.article.text), pattern).len());
            u32::try_from(hits).unwrap_or(u32::MAX)
        };
        places.into_iter().map(count).collect()
    }

    /// Adds counts of the articles that come next; tells whether they were still wanted.
    fn add_counts(self: &Arc<Self>, pattern: &Arc<str>, counts: Vec<u32>) -> bool {
        let mut searching = locked(&self.searching);
        let Some(search) = searching.as_mut().filter(|search| Arc::ptr_eq(&search.pattern, pattern)) else {
            return false;
        };
        search.counts.extend(counts);
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
    let count = |places| pile.upgrade().map(|pile| pile.count_in(pattern, places));
    in_order(in_groups(rest, GROUP, |_| 1), count, |counts| {
        wanted = pile.upgrade().zip(counts).is_some_and(|(pile, counts)| pile.add_counts(pattern, counts));
        if wanted { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    wanted && on(pile, |pile| (pile.report)(pile.progress())).is_continue()
}
