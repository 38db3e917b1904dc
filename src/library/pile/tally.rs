//! What the cast pane tells: each actor's counts over the whole pile.

use crate::library::forms::Forms;
use crate::mention::Kinds;

use super::Pile;

/// An actor's counts in the pile.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Mentions.
    pub mentions: usize,
    /// Articles with one.
    pub articles: usize,
    /// Mentions in equal stretches of the pile, in reading order.
    pub spread: Vec<usize>,
    /// The forms found, most frequent first, with their counts.
    pub forms: Vec<(String, usize)>,
}

impl Pile {
    /// The counts of each actor, in the order of the cast, and whether they are final; `buckets` is the number of
    /// stretches over which their mentions are spread.
    pub fn tallies(&self, kinds: Kinds, buckets: usize) -> (Vec<Tally>, bool) {
        let articles = self.shared.articles();
        let tally = |forms: &Forms| Tally { spread: vec![0; buckets], forms: forms.list(kinds), ..Tally::default() };
        let mut tallies: Vec<Tally> = articles.forms.iter().map(tally).collect();
        for (place, entry) in articles.entries.iter().enumerate() {
            let bucket = place * buckets / articles.entries.len();
            for (actor, count) in entry.mentions.iter().flat_map(|mentions| mentions.counts(kinds)) {
                if let Some(tally) = tallies.get_mut(usize::from(actor.0)) {
                    tally.add(count, bucket);
                }
            }
        }
        (tallies, articles.is_complete())
    }
}

impl Tally {
    /// Adds an article with so many mentions.
    fn add(&mut self, mentions: usize, bucket: usize) {
        self.mentions += mentions;
        self.articles += usize::from(mentions > 0);
        if let Some(bucket) = self.spread.get_mut(bucket) {
            *bucket += mentions;
        }
    }
}
