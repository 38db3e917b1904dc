//! How much of the pile a correction would change.

use std::ops::ControlFlow;

use memchr::memmem;

use crate::cast::ActorIndex;
use crate::library::order::{in_groups, in_order};
use crate::mention::corrections::{Verdict, alike};
use crate::query::Alike;
use crate::text::fold;

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
        let all: Vec<u32> = match verdict {
            // Only what was found can be said not to be.
            Verdict::IsNot => self.shared.articles().counts.of_actor(actor).map(|(id, _)| id).collect(),
            Verdict::Is(_) => self.shared.articles().sequence.ids().collect(),
        };
        let mut sum = Alike { complete: self.progress().complete, ..Alike::default() };
        let pattern = fold(words);
        let count = |ids: Vec<u32>| {
            let in_one = |id: &u32| self.shared.alike_in(*id, verdict, actor, words, &pattern);
            wanted().then(|| ids.iter().map(in_one).collect::<Vec<_>>())
        };
        in_order(in_groups(all.into_iter(), GROUP, |_| 1), count, |counts| {
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
    fn alike_in(&self, id: u32, verdict: Verdict, actor: ActorIndex, words: &str, pattern: &str) -> usize {
        let Ok((article, _)) = self.index().article(id) else { return 0 };
        let is_there = || memmem::find(fold(&article.text).as_bytes(), pattern.as_bytes()).is_some();
        // Mentions need not be found where the words are nowhere.
        if verdict != Verdict::IsNot && !is_there() {
            return 0;
        }
        alike(&article.text, &self.mentions(id), verdict, actor, words)
    }
}
