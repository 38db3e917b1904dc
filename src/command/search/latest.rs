//! Puts articles in order that come in another one: the newest first.

use std::cmp::Reverse;

use crate::article::Date;

/// An article that was found, as it is printed.
pub(super) struct Block {
    pub(super) date: Option<Date>,
    pub(super) printed: Vec<u8>,
}

/// The newest of those that have come; of the same day, as they came; what has no date, last.
pub(super) struct Latest {
    blocks: Vec<Block>,
    most: usize,
}

impl Latest {
    /// None yet, and no more than `most` at last.
    pub(super) fn new(most: usize) -> Latest {
        Latest { blocks: Vec::new(), most }
    }

    /// Adds one; no more than twice as many are held as are wanted.
    pub(super) fn add(&mut self, block: Block) {
        self.blocks.push(block);
        if self.blocks.len() >= self.most.saturating_mul(2) {
            self.sort();
        }
    }

    pub(super) fn into_blocks(mut self) -> Vec<Block> {
        self.sort();
        self.blocks
    }

    fn sort(&mut self) {
        self.blocks.sort_by_key(|block| Reverse(block.date.map(|date| (date.year, date.month, date.day))));
        self.blocks.truncate(self.most);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_are_left_in_the_order_of_their_days() {
        let mut latest = Latest::new(3);
        for (n, year) in
            [(0, None), (1, Some(2020)), (2, Some(2022)), (3, Some(2021)), (4, Some(2022)), (5, Some(1999))]
        {
            let date = year.map(|year| Date { year: Some(year), month: 5, day: 3 });
            latest.add(Block { date, printed: vec![n] });
        }
        let left: Vec<u8> = latest.into_blocks().into_iter().flat_map(|block| block.printed).collect();
        assert_eq!(left, [2, 4, 3]);
    }
}
