//! The names of what has been walked, by which an article is found again before it has been read.

use std::collections::HashMap;
use std::time::Duration;

use twox_hash::XxHash3_128;

use crate::article::may_hold_several;
use crate::query::ArticleId;

use super::{Pile, locked};

/// The names of what has been walked, as hashes, with the number that each will have in a new index: of those before the
/// first file that may hold several articles.
#[derive(Default)]
pub(super) struct Walked {
    numbers: HashMap<u128, u32>,
    count: u32,
    /// Whether a file was walked that may hold several articles, or there are articles already.
    unforeseen: bool,
}

impl Walked {
    /// Where there may be articles already.
    pub(super) fn behind(articles: u32) -> Walked {
        Walked { unforeseen: articles > 0, ..Walked::default() }
    }

    /// Adds the name that comes next.
    pub(super) fn add(&mut self, name: &str) {
        self.unforeseen |= may_hold_several(name);
        if !self.unforeseen {
            self.numbers.insert(hash(name), self.count);
        }
        self.count = self.count.saturating_add(1);
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.count as usize
    }
}

impl Pile {
    /// The article with this name, as walked, even if it has not been read yet; `None` where it has not been seen.
    pub fn named(&self, name: &str) -> Option<ArticleId> {
        let read = self.shared.index().named(name).unwrap_or_default();
        read.or_else(|| locked(&self.shared.walked).numbers.get(&hash(name)).copied()).map(ArticleId)
    }

    /// Waits until this name has been walked, or everything, for no longer than `patience`.
    pub fn wait_until_named(&self, name: &str, patience: Duration) {
        self.shared.wait_while(patience, |arrived| !arrived.walked && self.named(name).is_none());
    }
}

fn hash(name: &str) -> u128 {
    XxHash3_128::oneshot(name.as_bytes())
}
