//! How often each actor is named in which articles: a few bytes an article, in blocks of articles, so that a change to
//! one of them touches little.

mod bits;
mod postings;

use std::collections::BTreeMap;

use crate::cast::ActorIndex;
use crate::library::index::counts::{Saved, SavedBlock};
use crate::mention::Mention;

pub(super) use bits::Marks;
use bits::{BLOCK, Bits, place};
use postings::Postings;
pub(super) use postings::Tallied;

/// What was found in one article: how often whom.
pub(super) type InOne = BTreeMap<ActorIndex, Tallied>;

/// How often each actor is named in which articles.
#[derive(Clone, Debug, Default)]
pub(super) struct Counts {
    blocks: Vec<Block>,
    /// In how many articles what is counted is what there is now.
    fresh: usize,
    /// Whether nothing of what was saved holds any more.
    anew: bool,
}

/// A block of articles.
#[derive(Clone, Debug, Default)]
struct Block {
    /// Articles that have been gone through at some time.
    known: Bits,
    /// Articles that have been gone through since the cast or a correction changed.
    fresh: Bits,
    of: BTreeMap<ActorIndex, Postings>,
    /// Whether it is otherwise than it was saved.
    changed: bool,
}

/// What was found in one article, counted.
pub(super) fn in_one(mentions: &[Mention]) -> InOne {
    let mut counts = InOne::new();
    for mention in mentions {
        counts.entry(mention.actor).or_default().add(mention.kind, mention.certainty);
    }
    counts
}

impl Counts {
    /// What was saved.
    pub(super) fn of(saved: &Saved) -> Counts {
        let mut counts = Counts { anew: saved.anew, ..Counts::default() };
        for SavedBlock { number, found, postings } in &saved.blocks {
            let fresh = Bits::from_bytes(found);
            counts.fresh += fresh.count();
            let of = postings.iter().map(|(actor, bytes)| (ActorIndex(*actor), Postings::read(bytes)));
            let block = Block { known: fresh, fresh, of: of.collect(), changed: false };
            *counts.block(*number) = block;
        }
        counts
    }

    /// In how many articles what is counted is what there is now.
    pub(super) fn fresh(&self) -> usize {
        self.fresh
    }

    /// Whether an article has been gone through since the cast or a correction changed.
    pub(super) fn is_fresh(&self, id: u32) -> bool {
        let (block, place) = place(id);
        self.blocks.get(block as usize).is_some_and(|block| block.fresh.has(place))
    }

    /// Which articles have been gone through at some time, and which since something changed.
    pub(super) fn marks(&self) -> (Marks, Marks) {
        let marks = |bits: fn(&Block) -> Bits| Marks(self.blocks.iter().map(bits).collect());
        (marks(|block| block.known), marks(|block| block.fresh))
    }

    /// Each article in which an actor is, in the order of the numbers, with the counts.
    pub(super) fn of_actor(&self, actor: ActorIndex) -> impl Iterator<Item = (u32, Tallied)> {
        let blocks = (0..).step_by(BLOCK as usize).zip(&self.blocks);
        blocks.flat_map(move |(first, block)| {
            let postings = block.of.get(&actor).into_iter().flat_map(Postings::iter);
            postings.map(move |(place, counts)| (first + u32::from(place), counts))
        })
    }

    /// Takes in what was found in some articles, in the order of their numbers.
    pub(super) fn note(&mut self, mut found: &[(u32, InOne)]) {
        while let Some((first, _)) = found.first() {
            let (number, _) = place(*first);
            let end = found.partition_point(|(id, _)| place(*id).0 <= number);
            let (here, rest) = found.split_at(end);
            self.fresh += self.block(number).note(here);
            found = rest;
        }
    }

    /// Forgets an article.
    pub(super) fn remove(&mut self, id: u32) {
        let (number, place) = place(id);
        let block = self.block(number);
        let was_fresh = block.fresh.has(place);
        if block.known.has(place) {
            block.note(&[(id, InOne::new())]);
            block.known.clear(place);
            block.fresh.clear(place);
        }
        self.fresh -= usize::from(was_fresh);
    }

    /// Has an article gone through again.
    pub(super) fn doubt(&mut self, id: u32) {
        let (number, place) = place(id);
        let block = self.block(number);
        block.changed = true;
        let was_fresh = block.fresh.clear(place);
        self.fresh -= usize::from(was_fresh);
    }

    /// Has all gone through again.
    pub(super) fn doubt_all(&mut self) {
        for block in &mut self.blocks {
            (block.fresh, block.changed) = (Bits::default(), false);
        }
        (self.fresh, self.anew) = (0, true);
    }

    /// Makes actors others.
    pub(super) fn move_actors(&mut self, moved: &[Option<ActorIndex>]) {
        for block in &mut self.blocks {
            let mut of: BTreeMap<ActorIndex, Postings> = BTreeMap::new();
            for (actor, postings) in std::mem::take(&mut block.of) {
                if let Some(to) = moved.get(usize::from(actor.0)).copied().flatten() {
                    of.entry(to).or_default().absorb(&postings);
                }
            }
            block.of = of;
        }
    }

    /// What has changed since this was asked last.
    pub(super) fn save(&mut self, mark: u128) -> Saved {
        let mut saved = Saved { mark, anew: std::mem::take(&mut self.anew), ..Saved::default() };
        for (number, block) in (0..).zip(&mut self.blocks).filter(|(_, block)| block.changed) {
            block.changed = false;
            let all = block.known == block.fresh;
            let saved_of =
                |(actor, postings): (&ActorIndex, &Postings)| Some((actor.0, postings.saved(&block.fresh, all)?));
            let postings = block.of.iter().filter_map(saved_of).collect();
            saved.blocks.push(SavedBlock { number, found: block.fresh.bytes(), postings });
        }
        saved
    }

    fn block(&mut self, number: u32) -> &mut Block {
        let at = number as usize;
        if self.blocks.len() <= at {
            self.blocks.resize_with(at + 1, Block::default);
        }
        #[expect(clippy::indexing_slicing, reason = "it has just been made long enough")]
        &mut self.blocks[at]
    }
}

impl Block {
    /// Takes in what was found in some of its articles, in order; tells how many are fresh now that were not.
    fn note(&mut self, found: &[(u32, InOne)]) -> usize {
        self.changed = true;
        let replaces = found.iter().any(|(id, _)| self.known.has(place(*id).1));
        let named: Vec<ActorIndex> = found.iter().flat_map(|(_, of)| of.keys().copied()).collect();
        let old = self.of.keys().copied().filter(|_| replaces);
        let concerned: std::collections::BTreeSet<ActorIndex> = named.into_iter().chain(old).collect();
        for actor in concerned {
            let new = found.iter().map(|(id, of)| (place(*id).1, of.get(&actor).copied()));
            self.of.entry(actor).or_default().merge(new);
        }
        let mut more = 0;
        for (id, _) in found {
            let (_, place) = place(*id);
            self.known.set(place);
            more += usize::from(self.fresh.set(place));
        }
        more
    }
}

#[cfg(test)]
mod tests;
