//! Counts how often each article holds what was searched for, behind the person's back.

use std::ops::{ControlFlow, Range};
use std::sync::{Arc, Weak};
use std::thread;

use crate::article::Article;
use crate::library::order::in_order;
use crate::search::{Read, Search, Subject};
use crate::text::Span;

use super::seat::Seat;
use super::{Lit, Pile, locked};

/// How many articles one thread searches at a time.
const GROUP: usize = 64;

/// The newest search, and what is known of it.
pub(super) struct Searching {
    pub(super) search: Arc<Search>,
    /// The articles that hold it, in the order of their numbers, with how often.
    pub(super) counts: Vec<(u32, u32)>,
    /// The number of the first article in which it has not been counted.
    pub(super) next: u32,
    /// Whether a thread counts on.
    counting: bool,
    /// In which era of the pile, and where it asks for mentions in which round.
    when: (u64, Option<u32>),
}

impl Pile {
    /// Whether hits are being counted.
    pub fn is_searching(&self) -> bool {
        locked(&self.seat.searching).as_ref().is_some_and(|search| search.counting)
    }
}

impl Seat {
    /// Begins to count what is lit where that is a new search; the one before is given up.
    pub(super) fn follow(self: &Arc<Self>, lit: &Lit) {
        let Lit::Search(search) = lit else { return };
        let round = search.asks_for_mentions.then(|| self.shared.articles().round);
        let when = (self.shared.era(), round);
        let mut searching = locked(&self.searching);
        if searching.as_ref().is_none_or(|s| s.search != *search || s.when != when) {
            let search = search.clone();
            *searching = Some(Searching { search, counts: Vec::new(), next: 0, counting: false, when });
            self.changed();
        }
        let rest = searching.as_ref().is_some_and(|s| !s.counting && s.next < self.shared.articles().next);
        drop(searching);
        if rest {
            self.count_hits();
        }
    }

    /// Counts the hits of the newest search in articles where that has not been done.
    fn count_hits(self: &Arc<Self>) {
        let mut searching = locked(&self.searching);
        let Some(search) = searching.as_mut().filter(|search| !search.counting) else { return };
        search.counting = true;
        let (seat, search) = (Arc::downgrade(self), search.search.clone());
        thread::spawn(move || while count_some(&seat, &search) {});
    }

    /// The numbers of the articles that remain to be searched; `None`, and the end of the counting, once there are none
    /// or another search is newer.
    fn uncounted(&self, search: &Arc<Search>) -> Option<Range<u32>> {
        let mut searching = locked(&self.searching);
        let newest = searching.as_mut().filter(|newest| Arc::ptr_eq(&newest.search, search))?;
        let rest = newest.next..self.shared.articles().next;
        newest.counting = !rest.is_empty();
        newest.counting.then_some(rest)
    }

    /// How often articles hold it.
    fn count_in(&self, search: &Search, ids: Vec<u32>) -> Vec<(u32, u32)> {
        let hits = |id| u32::try_from(self.hits(id, search).1.len()).unwrap_or(u32::MAX);
        ids.into_iter().map(|id| (id, hits(id))).collect()
    }

    /// An article, and where it holds what is searched for, in order.
    pub(super) fn hits(&self, id: u32, search: &Search) -> (Article, Vec<Span>) {
        let index = self.shared.index();
        let Ok((article, content)) = index.article(id) else { return <_>::default() };
        let name = || index.heads(std::iter::once(id)).ok()?.pop().map(|(_, head)| head.name);
        let name = if search.asks_for_path { name().unwrap_or_default() } else { String::new() };
        let mentions = || self.shared.mentions(id).to_vec();
        let marks = || (self.marked)(content);
        let subject = Subject { name: &name, read: Read::Article(&article), mentions: &mentions, marks: &marks };
        let hits = search.hits(subject);
        (article, hits)
    }

    /// Adds counts of the articles that come next; tells whether they were still wanted.
    fn add_counts(&self, search: &Arc<Search>, counts: Vec<(u32, u32)>, next: u32) -> bool {
        let mut searching = locked(&self.searching);
        let Some(newest) = searching.as_mut().filter(|newest| Arc::ptr_eq(&newest.search, search)) else {
            return false;
        };
        newest.next = next;
        newest.counts.extend(counts.into_iter().filter(|(_, count)| *count > 0));
        drop(searching);
        self.changed();
        self.shared.report_calmly();
        true
    }
}

/// Counts in what has been read by now; tells whether there may be more.
fn count_some(seat: &Weak<Seat>, search: &Arc<Search>) -> bool {
    let Some(rest) = seat.upgrade().and_then(|seat| seat.uncounted(search)) else { return false };
    let mut wanted = true;
    let Some(worth) = seat.upgrade().map(|seat| seat.shared.worth_searching(rest.clone(), &search.needs)) else {
        return false;
    };
    // Behind a group all is known up to the next one.
    let groups = worth.chunks(GROUP).zip(worth.chunks(GROUP).skip(1).map(|next| next.first()).chain([None]));
    let groups = groups.map(|(ids, next)| (ids.to_vec(), next.copied().unwrap_or(rest.end)));
    let none = worth.is_empty().then(|| (Vec::new(), rest.end));
    let count = |(ids, next)| seat.upgrade().map(|seat| (seat.count_in(search, ids), next));
    in_order(groups.chain(none), count, |counts| {
        let add = |(seat, (counts, next)): (Arc<Seat>, _)| seat.add_counts(search, counts, next);
        wanted = seat.upgrade().zip(counts).is_some_and(add);
        if wanted { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    wanted && seat.upgrade().map(|seat| seat.shared.report()).is_some()
}
