//! Takes the words of all articles down behind the person's back, so that a search looks only where they are.

use std::ops::{ControlFlow, Range};
use std::sync::{Arc, Weak};

use crate::library::index::{Index, SEGMENT, Words};
use crate::library::order::{in_groups, in_order};
use crate::search::{Needs, keys};
use crate::text::{WordSet, fold};

use super::Shared;
use super::load::giving_way;

/// Of fewer articles all are looked at.
const FEWEST: u32 = 2_000;
/// How many articles one thread takes at a time.
const GROUP: usize = 64;

/// Takes down the words of those articles of which that has not been done. Where it goes wrong, all articles are looked
/// at.
pub(super) fn put_words(pile: &Weak<Shared>) {
    let Some(index) = pile.upgrade().map(|pile| pile.index()) else { return };
    if !index.is_kept() || !index.is_ours() || index.join_segments().is_err() {
        return;
    }
    while let Some(rest) = pile.upgrade().and_then(|pile| pile.unworded(&index)) {
        let mut words = Words::default();
        let end = rest.end;
        let first = rest.start;
        let of_group = |ids: Vec<u32>| pile.strong_count().gt(&0).then(|| words_of(&index, ids));
        let mut whole = true;
        in_order(in_groups(rest, GROUP, |_| 1), of_group, |found| {
            whole &= found.is_some();
            for (id, found) in found.into_iter().flatten() {
                words.add(id, found.lines());
            }
            if whole { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        if !whole || index.add_segment(first, end, &words).is_err() {
            return;
        }
    }
}

/// The words of articles, each once, parted by line ends.
fn words_of(index: &Index, ids: Vec<u32>) -> Vec<(u32, String)> {
    let words = |id| {
        let article = index.article(id).ok().map(|(article, _)| article);
        let folded = article.map(|article| [fold(&article.title), fold(&article.text)].join("\n")).unwrap_or_default();
        let mut met = WordSet::default();
        let words: Vec<&str> = keys(&folded).filter(|word| met.insert(*word)).collect();
        (id, words.join("\n"))
    };
    ids.into_iter().map(|id| giving_way(|| words(id))).collect()
}

impl Shared {
    /// The next articles whose words are to be taken down, where it is worth it.
    fn unworded(&self, index: &Arc<Index>) -> Option<Range<u32>> {
        let (first, next) = (index.worded().ok()?, self.articles().next);
        (first < next && next >= FEWEST).then(|| first..next.min(first.saturating_add(SEGMENT)))
    }

    /// Those of some articles in which something may be found; all, where that cannot be told.
    pub(super) fn worth_searching(&self, ids: Range<u32>, needs: &Needs) -> Vec<u32> {
        let index = self.index();
        if !index.is_kept() {
            return ids.collect();
        }
        let Ok(Some((found, worded))) = index.candidates(needs) else { return ids.collect() };
        let unknown = ids.start.max(worded)..ids.end;
        found.into_iter().filter(|id| ids.contains(id)).chain(unknown).collect()
    }
}
