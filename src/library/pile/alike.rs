//! How much of the pile a correction would change.

use std::ops::ControlFlow;

use crate::cast::ActorIndex;
use crate::library::order::{in_groups, in_order};
use crate::mention::corrections::{Verdict, alike};
use crate::query::Alike;

use super::{Pile, Shared};

/// How many articles one thread counts in at a time.
const GROUP: usize = 64;

impl Pile {
    /// The places that would change if `verdict` were said of `words` and an actor everywhere; `None` as soon as the
    /// answer is no longer `wanted`.
    pub fn alike(
        &self,
        verdict: Verdict,
        actor: ActorIndex,
        words: &str,
        wanted: impl Fn() -> bool + Sync,
    ) -> Option<Alike> {
        let all = 0..self.shared.articles().entries.len();
        let mut sum = Alike { complete: self.progress().complete, ..Alike::default() };
        let count = |places: Vec<usize>| {
            let in_one = |place: &usize| self.shared.alike_in(*place, verdict, actor, words);
            wanted().then(|| places.iter().map(in_one).collect::<Vec<_>>())
        };
        in_order(in_groups(all, GROUP, |_| 1), count, |counts| {
            for count in counts.into_iter().flatten() {
                sum.places += count;
                sum.articles += usize::from(count > 0);
            }
            if wanted() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        wanted().then_some(sum)
    }
}

impl Shared {
    fn alike_in(&self, place: usize, verdict: Verdict, actor: ActorIndex, words: &str) -> usize {
        let articles = self.articles();
        let entry = articles.entries.get(place);
        let Some((text, entry)) = entry.and_then(|entry| Some((entry.text.clone().ok()?, entry))) else { return 0 };
        let mentions = entry.mentions.as_ref().map(|known| known.all.clone()).unwrap_or_default();
        drop(articles);
        alike(&text.article.text, &mentions, verdict, actor, words)
    }
}
