//! The pile under a listing: what is listed, and the running counts that every answer is read off.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use memchr::memmem;

use crate::text::fold;

use super::entry::Entry;
use super::search::Searching;
use super::{Articles, Listing, Lit, Shared, locked};

/// The articles under a listing, as they were at one version of the pile.
pub(super) struct View {
    listing: Listing,
    version: u64,
    /// The articles that the filter lets pass, in order.
    listed: Vec<u32>,
    /// How often the lit thing occurs in each of them, where that is known.
    counts: Vec<Option<usize>>,
    /// Whether that is how often it occurs now, and not before something changed.
    fresh: Vec<bool>,
    /// How often the lit thing occurs before each of them, and at last in all.
    hits: Vec<usize>,
    /// In how many of them before each it occurs, and at last in all.
    lit: Vec<usize>,
    /// Whether every count is known.
    pub(super) complete: bool,
}

impl Shared {
    /// The view under `listing`, made anew where the pile has changed since.
    pub(super) fn view(&self, listing: &Listing) -> Arc<View> {
        let version = self.version.load(Ordering::Acquire);
        let mut cached = locked(&self.view);
        if let Some(view) = cached.as_ref().filter(|view| view.version == version && view.listing == *listing) {
            return view.clone();
        }
        let searching = locked(&self.searching);
        let searched = searching.as_ref().filter(|s| Lit::Search(s.pattern.to_string()) == listing.lit);
        let view = Arc::new(View::new(&self.articles(), listing, searched, version));
        *cached = Some(view.clone());
        view
    }
}

impl View {
    fn new(articles: &Articles, listing: &Listing, searched: Option<&Searching>, version: u64) -> View {
        let filter = Filter::new(&listing.filter);
        let mut view = View {
            listing: listing.clone(),
            version,
            listed: Vec::with_capacity(articles.entries.len()),
            counts: Vec::with_capacity(articles.entries.len()),
            fresh: Vec::with_capacity(articles.entries.len()),
            hits: vec![0],
            lit: vec![0],
            complete: articles.read,
        };
        let (mut hits, mut lit) = (0, 0);
        for (place, entry) in (0..).zip(&articles.entries).filter(|(_, entry)| filter.lets_pass(entry)) {
            let count = count(entry, place, &listing.lit, searched);
            let fresh = entry.fresh || !matches!(listing.lit, Lit::Actor(..));
            view.complete &= count.is_some() && fresh;
            view.fresh.push(fresh);
            hits += count.unwrap_or(0);
            lit += usize::from(count.is_some_and(|count| count > 0));
            view.listed.push(place);
            view.counts.push(count);
            view.hits.push(hits);
            view.lit.push(lit);
        }
        view
    }

    /// How many rows there are.
    pub(super) fn rows(&self) -> usize {
        if self.only_lit() { self.lit_articles() } else { self.listed.len() }
    }

    /// Where the article that is shown in `row` stands among those that pass the filter.
    pub(super) fn slot_of_row(&self, row: usize) -> usize {
        if self.only_lit() { self.lit.partition_point(|lit| *lit <= row).saturating_sub(1) } else { row }
    }

    /// The row in which the article at `slot` is shown; `None` where it is left out.
    pub(super) fn row_of_slot(&self, slot: usize) -> Option<usize> {
        let listed = !self.only_lit() || self.count(slot).is_some_and(|count| count > 0);
        listed.then(|| if self.only_lit() { self.lit_before(slot) } else { slot })
    }

    /// How many rows show articles before `place` in the pile.
    pub(super) fn rows_before(&self, place: u32) -> usize {
        let slot = self.slot(place).unwrap_or_else(|slot| slot);
        if self.only_lit() { self.lit_before(slot) } else { slot }
    }

    /// Where the article at `place` in the pile stands among those that pass the filter; `Err` with where it would.
    pub(super) fn slot(&self, place: u32) -> Result<usize, usize> {
        self.listed.binary_search(&place)
    }

    /// The place in the pile of the article at `slot`.
    pub(super) fn place(&self, slot: usize) -> Option<u32> {
        self.listed.get(slot).copied()
    }

    /// How many articles pass the filter.
    pub(super) fn len(&self) -> usize {
        self.listed.len()
    }

    /// How often the lit thing occurs in the article at `slot`, where that is known.
    pub(super) fn count(&self, slot: usize) -> Option<usize> {
        self.counts.get(slot).copied().flatten()
    }

    /// The same where it is how often it occurs now.
    pub(super) fn fresh_count(&self, slot: usize) -> Option<usize> {
        self.count(slot).filter(|_| self.fresh.get(slot).is_some_and(|fresh| *fresh))
    }

    /// How often it occurs before the article at `slot`.
    pub(super) fn hits_before(&self, slot: usize) -> usize {
        self.hits.get(slot).or(self.hits.last()).copied().unwrap_or(0)
    }

    /// In how many articles before that at `slot` it occurs.
    pub(super) fn lit_before(&self, slot: usize) -> usize {
        self.lit.get(slot).or(self.lit.last()).copied().unwrap_or(0)
    }

    /// How often it occurs in all.
    pub(super) fn hits(&self) -> usize {
        self.hits_before(self.listed.len())
    }

    /// In how many articles it occurs.
    pub(super) fn lit_articles(&self) -> usize {
        self.lit_before(self.listed.len())
    }

    fn only_lit(&self) -> bool {
        self.listing.only_lit && self.listing.lit != Lit::Nothing
    }
}

/// How often that which is lit occurs in an article; `None` where nothing is lit or it is not known yet.
pub(super) fn count(entry: &Entry, place: u32, lit: &Lit, searched: Option<&Searching>) -> Option<usize> {
    match lit {
        Lit::Nothing => Some(0),
        Lit::Actor(actor, counted) => entry.mentions.as_ref().map(|mentions| mentions.count(*actor, *counted)),
        Lit::Search(_) => searched?.counts.get(place as usize).map(|count| *count as usize),
    }
}

/// Words, each of which a title, source or name must hold.
struct Filter(Vec<memmem::Finder<'static>>);

impl Filter {
    fn new(words: &str) -> Self {
        Filter(fold(words).split_whitespace().map(|word| memmem::Finder::new(word).into_owned()).collect())
    }

    fn lets_pass(&self, entry: &Entry) -> bool {
        self.0.iter().all(|word| word.find(entry.label.as_bytes()).is_some())
    }
}
