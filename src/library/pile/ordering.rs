//! The articles in other orders than that of the walk.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;

use crate::library::index::Fact;
use crate::query::{Listing, Lit, Order};
use crate::text::fold;

use super::search::Searching;
use super::seat::Seat;
use super::sequence::Sequence;
use super::{SOON, locked};

/// The order that was asked for last, and by what articles are sorted in it.
pub(super) struct Sorting {
    order: Order,
    /// In which era of the pile.
    era: u64,
    /// Of each article, by its number, what it is sorted by.
    keys: Vec<u64>,
    /// The numbers of sources, or of languages, by their names.
    names: HashMap<String, u64>,
    /// The last that was sorted, and how.
    sorted: Option<(Arc<Sequence>, Arc<Sequence>)>,
}

/// The key of what has nothing to be sorted by: it stands behind all others.
const LAST: u64 = u64::MAX;

impl Seat {
    /// Whether the order of a listing is known, or known soon.
    pub(super) fn is_sorted(&self, listing: &Listing) -> bool {
        let order = listing.order;
        let articles = self.shared.articles();
        let known = |sorting: &Sorting| {
            let listed = articles.listed(listing.unfolded);
            sorting.order == order && sorting.sorted.as_ref().is_some_and(|(of, _)| Arc::ptr_eq(of, listed))
        };
        order == Order::Pile || articles.next < SOON || locked(&self.sorting).as_ref().is_some_and(known)
    }

    /// The articles in the order of a listing.
    pub(super) fn sorted(&self, listing: &Listing, searched: Option<&Searching>) -> Arc<Sequence> {
        let sequence = self.shared.articles().listed(listing.unfolded).clone();
        let mut sorting = locked(&self.sorting);
        // What has been read meanwhile counts as soon as one comes back to this order.
        sorting.take_if(|sorting| sorting.order == Order::Unread && listing.order != Order::Unread);
        drop(sorting);
        match listing.order {
            Order::Pile => sequence,
            Order::Mentions => self.by_count(&sequence, &listing.lit, searched),
            order => self.by_fact(sequence, order),
        }
    }

    fn by_count(&self, sequence: &Sequence, lit: &Lit, searched: Option<&Searching>) -> Arc<Sequence> {
        let counts: HashMap<u32, u32> = match lit {
            Lit::Nothing => HashMap::new(),
            Lit::Actor(actor, of) => {
                let articles = self.shared.articles();
                articles.counts.of_actor(*actor).map(|(id, counts)| (id, counts.sum(*of))).collect()
            }
            Lit::Search(_) => searched.into_iter().flat_map(|search| search.counts.iter().copied()).collect(),
        };
        sorted(sequence, |id| Reverse(counts.get(&id).copied().unwrap_or_default()))
    }

    fn by_fact(&self, sequence: Arc<Sequence>, order: Order) -> Arc<Sequence> {
        let era = self.shared.era();
        let mut sorting = locked(&self.sorting);
        let sorting = match &mut *sorting {
            Some(sorting) if sorting.order == order && sorting.era == era => sorting,
            other => other.insert(Sorting { order, era, keys: Vec::new(), names: HashMap::new(), sorted: None }),
        };
        if let Some((of, sorted)) = &sorting.sorted
            && Arc::ptr_eq(of, &sequence)
        {
            return sorted.clone();
        }
        self.find_keys(sorting);
        let sorted = sorting.sort(&sequence);
        sorting.sorted = Some((sequence, sorted.clone()));
        sorted
    }

    /// Finds out by what those articles are sorted of which that is not known.
    fn find_keys(&self, sorting: &mut Sorting) {
        let fact = match sorting.order {
            Order::Source => Fact::Source,
            Order::Language => Fact::Language,
            Order::Unread => Fact::Content,
            Order::Pile | Order::Mentions | Order::Newest => Fact::Date,
        };
        let Sorting { order, keys, names, .. } = sorting;
        let known = u32::try_from(keys.len()).unwrap_or(u32::MAX);
        // What cannot be read stands last.
        let _ = self.shared.index().each_fact(fact, known, |id, fact| {
            keys.resize(id as usize, LAST);
            keys.push(match order {
                Order::Unread => fact.content().map_or(LAST, |content| u64::from((self.marked)(content).read)),
                Order::Source | Order::Language => fact.name().map_or(LAST, |name| {
                    let next = names.len() as u64;
                    names.get(name).copied().unwrap_or_else(|| *names.entry(name.to_owned()).or_insert(next))
                }),
                Order::Pile | Order::Mentions | Order::Newest => {
                    fact.number().and_then(|day| u64::try_from(day).ok()).map_or(LAST, |day| LAST - 1 - day)
                }
            });
        });
    }
}

impl Sorting {
    fn sort(&self, sequence: &Sequence) -> Arc<Sequence> {
        let mut names: Vec<(&String, &u64)> = self.names.iter().collect();
        names.sort_by_cached_key(|(name, _)| fold(name));
        let mut places = vec![LAST; names.len()];
        for (place, (_, number)) in (0..).zip(names) {
            if let Some(slot) = usize::try_from(*number).ok().and_then(|number| places.get_mut(number)) {
                *slot = place;
            }
        }
        sorted(sequence, |id| {
            let key = self.keys.get(id as usize).copied().unwrap_or(LAST);
            let place = usize::try_from(key).ok().and_then(|key| places.get(key));
            if places.is_empty() { key } else { place.copied().unwrap_or(LAST) }
        })
    }
}

/// The articles sorted by a key, and where that is the same as they were.
fn sorted<K: Ord>(sequence: &Sequence, key: impl Fn(u32) -> K) -> Arc<Sequence> {
    let mut ids: Vec<u32> = sequence.ids().collect();
    ids.sort_by_key(|id| key(*id));
    Arc::new(Sequence::of(ids))
}
