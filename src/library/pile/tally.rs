//! What the cast pane tells: each actor's counts over the whole pile.

use crate::library::forms::Forms;
use crate::mention::Counted;
use crate::query::Tally;

use super::Pile;

impl Pile {
    /// The counts of each actor, in the order of the cast, and whether they are final; `buckets` is the number of
    /// stretches over which their mentions are spread.
    pub fn tallies(&self, counted: Counted, buckets: usize) -> (Vec<Tally>, bool) {
        let articles = self.shared.articles();
        let tally = |forms: &Forms| Tally { spread: vec![0; buckets], forms: forms.list(counted), ..Tally::default() };
        let mut tallies: Vec<Tally> = articles.forms.iter().map(tally).collect();
        for (place, entry) in articles.entries.iter().enumerate() {
            let bucket = place * buckets / articles.entries.len();
            for (actor, count) in entry.mentions.iter().flat_map(|mentions| mentions.counts(counted)) {
                if let Some(tally) = tallies.get_mut(usize::from(actor.0)) {
                    add(tally, count, bucket);
                }
            }
        }
        (tallies, articles.is_complete())
    }
}

/// Adds an article with so many mentions.
fn add(tally: &mut Tally, mentions: usize, bucket: usize) {
    tally.mentions += mentions;
    tally.articles += usize::from(mentions > 0);
    if let Some(bucket) = tally.spread.get_mut(bucket) {
        *bucket += mentions;
    }
}
