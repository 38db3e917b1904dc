//! The pile under a listing: what is listed, and the running counts that every answer is read off.
//!
//! Articles have a number in the index, a rank in the order that is wanted, a slot among those that the filter lets pass,
//! and a row in the list. Only articles with something lit are held one by one.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use super::counts::Marks;
use super::search::Searching;
use super::seat::Seat;
use super::sequence::Sequence;
use super::{Articles, Listing, Lit, Shared, locked};
use crate::query::Order;

/// The articles under a listing, as they were at one version of the pile.
pub(super) struct View {
    listing: Listing,
    version: (u64, u64),
    sequence: Arc<Sequence>,
    /// The ranks that the filter lets pass, in order; none where all pass.
    listed: Option<Vec<u32>>,
    /// The slots of the articles in which something is lit, in order.
    lit: Vec<u32>,
    /// How often it occurs before each of them, and at last in all.
    hits: Vec<u32>,
    known: Known,
    /// Whether every count is known.
    pub(super) counted: bool,
    /// The same, and all has been read.
    pub(super) complete: bool,
}

/// Of which articles it is known how often the lit thing occurs.
enum Known {
    /// Of all.
    All,
    /// Of those, and of those it is how often it occurs now.
    Marked(Marks, Marks),
    /// Of those before this number.
    Before(u32),
}

impl Seat {
    /// The view under `listing`, made anew where the pile has changed since.
    pub(super) fn view(self: &Arc<Self>, listing: &Listing) -> Arc<View> {
        self.follow(&listing.lit);
        if is_common(listing) {
            // What was listed, filtered and ordered by before is let go of.
            *locked(&self.view) = None;
            self.passed(&listing.filter);
            return self.shared.view(listing, self.sorted(listing, None));
        }
        let version = self.version();
        if let Some(view) =
            locked(&self.view).as_ref().filter(|view| view.version == version && view.listing == *listing)
        {
            return view.clone();
        }
        let passed = self.passed(&listing.filter);
        let searching = locked(&self.searching);
        let searched = searching.as_ref().filter(|s| Lit::Search(s.search.clone()) == listing.lit);
        let sequence = self.sorted(listing, searched);
        let view = Arc::new(View::new(&self.shared.articles(), listing, sequence, passed, searched, version));
        *locked(&self.view) = Some(view.clone());
        view
    }
}

/// How many views that are the same for all readers are held.
const COMMON: usize = 16;

/// Whether a listing is the same whoever reads: nothing in it is asked of what they did or searched for.
fn is_common(listing: &Listing) -> bool {
    listing.filter.trim().is_empty() && listing.order == Order::Pile && !matches!(listing.lit, Lit::Search(_))
}

impl Shared {
    /// The view under a listing that is the same for all, made once for all.
    fn view(&self, listing: &Listing, sequence: Arc<Sequence>) -> Arc<View> {
        // Who comes meanwhile waits for it, rather than to make another one.
        let mut views = locked(&self.views);
        let version = (self.version.load(Ordering::Acquire), 0);
        views.retain(|view| view.version == version);
        if let Some(view) = views.iter().find(|view| view.listing == *listing) {
            return view.clone();
        }
        let view = Arc::new(View::new(&self.articles(), listing, sequence, None, None, version));
        views.truncate(COMMON - 1);
        views.insert(0, view.clone());
        view
    }
}

impl View {
    fn new(
        articles: &Articles,
        listing: &Listing,
        sequence: Arc<Sequence>,
        passed: Option<Vec<u32>>,
        searched: Option<&Searching>,
        version: (u64, u64),
    ) -> View {
        let listed = passed.map(|passed| {
            let mut ranks: Vec<u32> = passed.into_iter().filter_map(|id| sequence.rank(id)).collect();
            ranks.sort_unstable();
            ranks
        });
        let (counted, known) = known(articles, &listing.lit, searched);
        let complete = counted && articles.read;
        let (lit, hits) = (Vec::new(), vec![0]);
        let mut view =
            View { listing: listing.clone(), version, sequence, listed, lit, hits, known, counted, complete };
        match &listing.lit {
            Lit::Nothing => {}
            Lit::Actor(actor, of) => {
                view.light(articles.counts.of_actor(*actor).map(|(id, counts)| (id, counts.sum(*of))));
            }
            Lit::Search(_) => view.light(searched.into_iter().flat_map(|s| s.counts.iter().copied())),
        }
        view
    }

    /// Takes in of each article in the order of the numbers how often the lit thing occurs in it.
    fn light(&mut self, counts: impl Iterator<Item = (u32, u32)>) {
        let slot = |(id, count): (u32, u32)| Some((u32::try_from(self.slot(self.rank(id)?).ok()?).ok()?, count));
        let mut lit: Vec<(u32, u32)> = counts.filter(|(_, count)| *count > 0).filter_map(slot).collect();
        if !self.sequence.is_plain() {
            lit.sort_unstable();
        }
        let mut hits = 0_u32;
        self.hits.extend(lit.iter().map(|(_, count)| {
            hits = hits.saturating_add(*count);
            hits
        }));
        self.lit = lit.into_iter().map(|(slot, _)| slot).collect();
    }

    /// How many rows there are.
    pub(super) fn rows(&self) -> usize {
        if self.only_lit() { self.lit_articles() } else { self.len() }
    }

    /// The article that is shown in `row`.
    pub(super) fn id_in_row(&self, row: usize) -> Option<u32> {
        let slot = if self.only_lit() { *self.lit.get(row)? as usize } else { row };
        self.id(slot)
    }

    /// The row in which the article at `slot` is shown; `None` where it is left out.
    pub(super) fn row_of_slot(&self, slot: usize) -> Option<usize> {
        if !self.only_lit() {
            return Some(slot);
        }
        self.lit.binary_search(&u32::try_from(slot).ok()?).ok()
    }

    /// How many rows show articles before `rank`.
    pub(super) fn rows_before(&self, rank: u32) -> usize {
        let slot = self.slot(rank).unwrap_or_else(|slot| slot);
        if self.only_lit() { self.lit_before(slot) } else { slot }
    }

    /// The rank of an article.
    pub(super) fn rank(&self, id: u32) -> Option<u32> {
        self.sequence.rank(id)
    }

    /// Where the article of this rank stands among those that pass the filter; `Err` with where it would.
    pub(super) fn slot(&self, rank: u32) -> Result<usize, usize> {
        match &self.listed {
            Some(listed) => listed.binary_search(&rank),
            None if (rank as usize) < self.sequence.len() => Ok(rank as usize),
            None => Err(self.sequence.len()),
        }
    }

    /// The article at `slot`.
    pub(super) fn id(&self, slot: usize) -> Option<u32> {
        let rank = match &self.listed {
            Some(listed) => *listed.get(slot)?,
            None => u32::try_from(slot).ok()?,
        };
        self.sequence.id(rank)
    }

    /// How many articles pass the filter.
    pub(super) fn len(&self) -> usize {
        self.listed.as_ref().map_or(self.sequence.len(), Vec::len)
    }

    /// How often the lit thing occurs in the article at `slot`, where that is known.
    pub(super) fn count(&self, slot: usize) -> Option<usize> {
        let at = self.lit_before(slot);
        if self.lit.get(at).is_some_and(|lit| *lit as usize == slot) {
            return Some((self.hits.get(at + 1)? - self.hits.get(at)?) as usize);
        }
        let id = self.id(slot)?;
        let known = match &self.known {
            Known::All => true,
            Known::Marked(known, _) => known.has(id),
            Known::Before(next) => id < *next,
        };
        known.then_some(0)
    }

    /// The same where it is how often it occurs now.
    pub(super) fn fresh_count(&self, slot: usize) -> Option<usize> {
        let id = self.id(slot)?;
        self.count(slot).filter(|_| self.is_fresh(id))
    }

    /// Which slot from `slot` on, or back, is the next in which something is lit or may be; `None` where there is none.
    pub(super) fn next_worth(&self, slot: usize, back: bool) -> Option<usize> {
        let at = self.lit_before(slot);
        let lit = if back && self.lit.get(at).is_none_or(|lit| *lit as usize > slot) {
            at.checked_sub(1).and_then(|at| self.lit.get(at))
        } else {
            self.lit.get(at)
        };
        let lit = lit.map(|lit| *lit as usize);
        if self.counted {
            return lit;
        }
        let is_unknown = |slot: &usize| self.id(*slot).is_some_and(|id| !self.is_fresh(id));
        let unknown = if back {
            (lit.map_or(0, |lit| lit + 1)..=slot).rev().find(is_unknown)
        } else {
            (slot..lit.unwrap_or(self.len())).find(is_unknown)
        };
        unknown.or(lit)
    }

    /// How often it occurs before the article at `slot`.
    pub(super) fn hits_before(&self, slot: usize) -> usize {
        self.hits.get(self.lit_before(slot)).map_or(0, |hits| *hits as usize)
    }

    /// In how many articles before that at `slot` it occurs.
    pub(super) fn lit_before(&self, slot: usize) -> usize {
        self.lit.partition_point(|lit| (*lit as usize) < slot)
    }

    /// How often it occurs in all.
    pub(super) fn hits(&self) -> usize {
        self.hits.last().map_or(0, |hits| *hits as usize)
    }

    /// In how many articles it occurs.
    pub(super) fn lit_articles(&self) -> usize {
        self.lit.len()
    }

    fn is_fresh(&self, id: u32) -> bool {
        match &self.known {
            Known::All => true,
            Known::Marked(_, fresh) => fresh.has(id),
            Known::Before(next) => id < *next,
        }
    }

    fn only_lit(&self) -> bool {
        self.listing.only_lit && self.listing.lit != Lit::Nothing
    }
}

/// Whether it is known of all articles how often the lit thing occurs, and of which it is.
fn known(articles: &Articles, lit: &Lit, searched: Option<&Searching>) -> (bool, Known) {
    match lit {
        Lit::Actor(..) if articles.waiting() > 0 => {
            let (known, fresh) = articles.counts.marks();
            (false, Known::Marked(known, fresh))
        }
        Lit::Search(_) => {
            let next = searched.map_or(0, |searched| searched.next);
            (next >= articles.next, Known::Before(next))
        }
        Lit::Nothing | Lit::Actor(..) => (true, Known::All),
    }
}
