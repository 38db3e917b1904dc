//! The names of what has been walked, by which an article is found again before it has been read.

use std::collections::HashMap;
use std::time::Duration;

use twox_hash::XxHash3_128;

use crate::article::may_hold_several;
use crate::query::ArticleId;

use super::entry::Entry;
use super::{Pile, locked};

/// The names of what has been walked, as hashes, with the place of each in the order: of a file from the walk on, unless
/// one before it may hold several articles, and of those from when they have been read.
#[derive(Default)]
pub(super) struct Walked {
    places: HashMap<u128, u32>,
    count: u32,
    /// Whether a file was walked that may hold several articles.
    several: bool,
}

impl Walked {
    /// Adds the name that comes next.
    pub(super) fn add(&mut self, name: &str) {
        self.several |= may_hold_several(name);
        if !self.several {
            self.places.insert(hash(name), self.count);
        }
        self.count = self.count.saturating_add(1);
    }

    /// Takes down where the articles have come to stand that have been read, from `first` on.
    pub(super) fn found(&mut self, entries: &[Entry], first: usize) {
        if self.several {
            let places = (0..).zip(entries).skip(first).map(|(place, entry)| (hash(&entry.name), place));
            self.places.extend(places);
        }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.count as usize
    }
}

impl Pile {
    /// The article with this name, as walked, even if it has not been read yet; `None` where it has not been seen.
    pub fn named(&self, name: &str) -> Option<ArticleId> {
        locked(&self.shared.walked).places.get(&hash(name)).copied().map(ArticleId)
    }

    /// Waits until this name has been walked, or everything, for no longer than `patience`.
    pub fn wait_until_named(&self, name: &str, patience: Duration) {
        self.shared.wait_while(patience, |arrived| !arrived.walked && self.named(name).is_none());
    }
}

fn hash(name: &str) -> u128 {
    XxHash3_128::oneshot(name.as_bytes())
}
