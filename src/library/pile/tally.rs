//! What the cast pane tells: each actor's counts over the whole pile.

use std::sync::atomic::Ordering;

use crate::cast::ActorIndex;
use crate::library::forms::Forms;
use crate::mention::Counted;
use crate::query::Tally;

use super::{Articles, Pile, locked};

/// What was told of the actors last, of a few ways to count, so that it is counted once for all readers.
#[derive(Default)]
pub(super) struct Tallied {
    /// At which version of the pile.
    version: u64,
    told: Vec<(Counted, usize, Told)>,
}

/// The counts of each actor, and whether they are final.
type Told = (Vec<Tally>, bool);

/// Of how many ways to count it is held.
const WAYS: usize = 8;

impl Pile {
    /// The counts of each actor, in the order of the cast, and whether they are final; `buckets` is the number of
    /// stretches over which their mentions are spread.
    pub fn tallies(&self, counted: Counted, buckets: usize) -> Told {
        // Who comes meanwhile waits for it, rather than to count once more.
        let mut tallied = locked(&self.shared.tallied);
        let version = self.shared.version.load(Ordering::Acquire);
        if tallied.version != version {
            *tallied = Tallied { version, told: Vec::new() };
        }
        let told = tallied.told.iter().find(|(how, into, _)| (*how, *into) == (counted, buckets));
        if let Some((_, _, told)) = told {
            return told.clone();
        }
        let told = self.shared.articles().tallies(counted, buckets);
        tallied.told.truncate(WAYS - 1);
        tallied.told.insert(0, (counted, buckets, told.clone()));
        told
    }
}

impl Articles {
    fn tallies(&self, counted: Counted, buckets: usize) -> Told {
        let tally = |(forms, actor): (&Forms, ActorIndex)| self.tally(actor, forms, counted, buckets);
        (self.forms.all().iter().zip((0..).map(ActorIndex)).map(tally).collect(), self.is_complete())
    }

    fn tally(&self, actor: ActorIndex, forms: &Forms, counted: Counted, buckets: usize) -> Tally {
        let mut tally = Tally { spread: vec![0; buckets], forms: forms.list(counted), ..Tally::default() };
        for (id, counts) in self.counts.of_actor(actor) {
            let mentions = counts.sum(counted) as usize;
            let Some(rank) = self.listed(false).rank(id).filter(|_| mentions > 0) else { continue };
            tally.mentions += mentions;
            tally.articles += 1;
            if let Some(bucket) = tally.spread.get_mut(rank as usize * buckets / self.listed(false).len()) {
                *bucket += mentions;
            }
        }
        tally
    }
}
