//! What the cast pane tells: each actor's counts over the whole pile.

use crate::cast::ActorIndex;
use crate::library::forms::Forms;
use crate::mention::Counted;
use crate::query::Tally;

use super::{Articles, Pile};

impl Pile {
    /// The counts of each actor, in the order of the cast, and whether they are final; `buckets` is the number of
    /// stretches over which their mentions are spread.
    pub fn tallies(&self, counted: Counted, buckets: usize) -> (Vec<Tally>, bool) {
        let articles = self.shared.articles();
        let tally = |(forms, actor): (&Forms, ActorIndex)| articles.tally(actor, forms, counted, buckets);
        let tallies = articles.forms.all().iter().zip((0..).map(ActorIndex)).map(tally).collect();
        (tallies, articles.is_complete())
    }
}

impl Articles {
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
