//! In which articles of a block an actor is, and how often: of each its place in two bytes, a byte that tells which
//! kinds and certainties there are, and how many of each.

use crate::library::index::{number, put_number};
use crate::mention::{Certainty, Counted, Kind};

use super::bits::Bits;

/// How many mentions there are of each kind and certainty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::library::pile) struct Tallied([u32; 6]);

impl Tallied {
    /// Counts one more.
    pub(in crate::library::pile) fn add(&mut self, kind: Kind, certainty: Certainty) {
        if let Some(count) = self.0.get_mut(kind as usize * 2 + certainty as usize) {
            *count = count.saturating_add(1);
        }
    }

    /// How many there are, as far as they count.
    pub(in crate::library::pile) fn sum(&self, counted: Counted) -> u32 {
        let each = Kind::ALL.into_iter().flat_map(|kind| Certainty::ALL.map(|certainty| (kind, certainty)));
        let counts = each.zip(self.0).filter(|((kind, certainty), _)| counted.hold(*kind, *certainty));
        counts.map(|(_, count)| count).fold(0, u32::saturating_add)
    }

    fn is_nothing(&self) -> bool {
        self.0 == [0; 6]
    }

    fn and(self, other: Tallied) -> Tallied {
        let mut both = self;
        both.0.iter_mut().zip(other.0).for_each(|(own, other)| *own = own.saturating_add(other));
        both
    }
}

/// In which articles of a block an actor is, in the order of their places.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Postings {
    bytes: Vec<u8>,
    /// The place of the last one.
    last: Option<u16>,
}

impl Postings {
    /// What was saved.
    pub(super) fn read(saved: &[u8]) -> Postings {
        let (last, bytes) = saved.split_first_chunk().map_or((None, &[][..]), |(last, bytes)| (Some(*last), bytes));
        Postings { bytes: bytes.to_vec(), last: last.map(u16::from_le_bytes) }
    }

    /// What is saved of it: the place of the last article and all that are `fresh`, which some or `all` are.
    pub(super) fn saved(&self, fresh: &Bits, all: bool) -> Option<Vec<u8>> {
        if all {
            let last = self.last?.to_le_bytes();
            return Some([&last, &*self.bytes].concat());
        }
        let mut postings = Postings::default();
        self.iter().filter(|(place, _)| fresh.has(*place)).for_each(|(place, counts)| postings.push(place, counts));
        postings.saved(fresh, true)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (u16, Tallied)> {
        each(&self.bytes)
    }

    /// Replaces the counts of some articles, in order.
    pub(super) fn merge(&mut self, new: impl Iterator<Item = (u16, Option<Tallied>)>) {
        let mut new = new.peekable();
        let first = new.peek().map(|(place, _)| *place);
        if first.is_some() && first <= self.last {
            let old = std::mem::take(self);
            for (place, counts) in old.iter() {
                while let Some((earlier, counts)) = new.next_if(|(other, _)| *other < place) {
                    self.push(earlier, counts.unwrap_or_default());
                }
                let counts = new.next_if(|(other, _)| *other == place).map_or(Some(counts), |(_, counts)| counts);
                self.push(place, counts.unwrap_or_default());
            }
        }
        new.for_each(|(place, counts)| self.push(place, counts.unwrap_or_default()));
    }

    /// Adds all counts of another actor.
    pub(super) fn absorb(&mut self, other: &Postings) {
        let mut sums: std::collections::BTreeMap<u16, Tallied> = self.iter().collect();
        for (place, counts) in other.iter() {
            let sum = sums.entry(place).or_default();
            *sum = sum.and(counts);
        }
        *self = Postings::default();
        for (place, counts) in sums {
            self.push(place, counts);
        }
    }

    /// Adds an article behind all others.
    fn push(&mut self, place: u16, counts: Tallied) {
        if counts.is_nothing() {
            return;
        }
        self.last = Some(place);
        self.bytes.extend(place.to_le_bytes());
        let present = (0..).zip(counts.0).filter(|(_, count)| *count > 0);
        self.bytes.push(present.clone().fold(0, |mask, (bit, _)| mask | 1 << bit));
        present.for_each(|(_, count)| put_number(&mut self.bytes, count.into()));
    }
}

fn each(mut bytes: &[u8]) -> impl Iterator<Item = (u16, Tallied)> {
    std::iter::from_fn(move || {
        let ([low, high, mask], rest) = bytes.split_first_chunk()?;
        bytes = rest;
        let mut counts = Tallied::default();
        for (bit, count) in counts.0.iter_mut().enumerate() {
            if mask >> bit & 1 == 1 {
                *count = u32::try_from(number(&mut bytes)?).unwrap_or(u32::MAX);
            }
        }
        Some((u16::from_le_bytes([*low, *high]), counts))
    })
}
