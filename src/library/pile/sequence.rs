//! The order of the walk.

/// The articles in the order of the walk, each known by its number. An article's rank is its place in that order.
#[derive(Clone, Debug, Default)]
pub(super) struct Sequence {
    len: u32,
    /// None where each number is the rank.
    listed: Option<Listed>,
}

#[derive(Clone, Debug)]
struct Listed {
    ids: Vec<u32>,
    /// Of each number the rank; [`NONE`] where it has none.
    ranks: Vec<u32>,
}

/// The rank of what has none.
const NONE: u32 = u32::MAX;

impl Sequence {
    /// The numbers from 0 on.
    pub(super) fn numbers(len: u32) -> Sequence {
        Sequence { len, listed: None }
    }

    /// These.
    pub(super) fn of(ids: Vec<u32>) -> Sequence {
        let len = u32::try_from(ids.len()).unwrap_or(u32::MAX);
        if ids.iter().copied().eq(0..len) {
            return Sequence::numbers(len);
        }
        let most = ids.iter().max().map_or(0, |most| *most as usize + 1);
        let mut ranks = vec![NONE; most];
        for (rank, id) in (0..).zip(&ids) {
            if let Some(slot) = ranks.get_mut(*id as usize) {
                *slot = rank;
            }
        }
        Sequence { len, listed: Some(Listed { ids, ranks }) }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.len as usize
    }

    /// The article at a rank.
    pub(super) fn id(&self, rank: u32) -> Option<u32> {
        match &self.listed {
            None => (rank < self.len).then_some(rank),
            Some(listed) => listed.ids.get(rank as usize).copied(),
        }
    }

    /// The rank of an article.
    pub(super) fn rank(&self, id: u32) -> Option<u32> {
        match &self.listed {
            None => (id < self.len).then_some(id),
            Some(listed) => listed.ranks.get(id as usize).copied().filter(|rank| *rank != NONE),
        }
    }

    /// Whether each number is the rank.
    pub(super) fn is_plain(&self) -> bool {
        self.listed.is_none()
    }

    /// All of them, in order.
    pub(super) fn ids(&self) -> impl Iterator<Item = u32> {
        (0..self.len).filter_map(|rank| self.id(rank))
    }

    /// Adds an article at the end.
    pub(super) fn push(&mut self, id: u32) {
        match &mut self.listed {
            None if id == self.len => self.len += 1,
            None => *self = Sequence::of((0..self.len).chain([id]).collect()),
            Some(listed) => {
                let slot = id as usize;
                if listed.ranks.len() <= slot {
                    listed.ranks.resize(slot + 1, NONE);
                }
                if let Some(rank) = listed.ranks.get_mut(slot) {
                    *rank = self.len;
                }
                listed.ids.push(id);
                self.len += 1;
            }
        }
    }

    /// Takes articles out, which are in the order of their numbers.
    pub(super) fn remove(&mut self, gone: &[u32]) {
        if !gone.is_empty() {
            *self = Sequence::of(self.ids().filter(|id| gone.binary_search(id).is_err()).collect());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_are_those_of_the_list() {
        let mut sequence = Sequence::default();
        let mut plain: Vec<u32> = Vec::new();
        let check = |sequence: &Sequence, plain: &[u32]| {
            assert_eq!(sequence.ids().collect::<Vec<_>>(), plain);
            for id in 0..20 {
                let rank = plain.iter().position(|other| *other == id);
                assert_eq!(sequence.rank(id), rank.map(|rank| u32::try_from(rank).unwrap()));
            }
        };
        for id in [0, 1, 2, 5, 6, 4] {
            sequence.push(id);
            plain.push(id);
            check(&sequence, &plain);
        }
        sequence.remove(&[1, 5]);
        plain.retain(|id| ![1, 5].contains(id));
        check(&sequence, &plain);
        assert!(!sequence.is_plain() && Sequence::of((0..9).collect()).is_plain());
    }
}
