//! The list of articles: a window onto the library's rows, the row that is selected, and the row at the top.

use std::ops::Range;

use super::{ArticleId, Listing, Mark, Order, Row};

/// The list, as far as it is known here.
#[derive(Clone, Debug, Default)]
pub struct List {
    /// Which articles are listed, and what is counted in them.
    pub listing: Listing,
    /// How many rows there are.
    pub total: usize,
    /// The selected row.
    pub selected: usize,
    /// The first visible row.
    pub top: usize,
    first: usize,
    rows: Vec<Row>,
}

impl List {
    /// The row at `index`, where it has come.
    pub fn row(&self, index: usize) -> Option<&Row> {
        self.rows.get(index.checked_sub(self.first)?)
    }

    /// The selected article, where its row has come.
    pub fn article(&self) -> Option<ArticleId> {
        self.row(self.selected).map(|row| row.article)
    }

    /// Whether some articles may be left out.
    pub fn is_filtered(&self) -> bool {
        self.listing.only_lit || !self.listing.filter.is_empty()
    }

    /// Whether articles may be left out, or stand in another order than the pile's.
    pub fn is_arranged(&self) -> bool {
        self.is_filtered() || self.listing.order != Order::Pile
    }

    /// Whether all rows in `range` have come, as far as there are so many.
    pub(super) fn holds(&self, range: &Range<usize>) -> bool {
        self.first <= range.start && range.end.min(self.total) <= self.first + self.rows.len()
    }

    /// Takes rows in; the selection stays on a row.
    pub(super) fn take(&mut self, total: usize, first: usize, rows: Vec<Row>) {
        self.total = total;
        self.first = first;
        self.rows = rows;
        self.selected = self.selected.min(total.saturating_sub(1));
        self.top = self.top.min(self.selected);
    }

    /// Selects row `index` and turns the list over by half a page where it lies beyond an edge.
    pub(super) fn select(&mut self, index: usize, visible: usize) {
        self.selected = index.min(self.total.saturating_sub(1));
        self.turn(visible);
    }

    /// Turns the list over until the selection is visible, by half a page where that is enough; the last page is full.
    pub(super) fn turn(&mut self, visible: usize) {
        let (visible, half) = (visible.max(1), (visible / 2).max(1));
        let back = self.top.saturating_sub(half);
        if self.selected < self.top {
            self.top = if self.selected >= back { back } else { self.selected.saturating_sub(half) };
        } else if self.selected >= self.top + visible {
            let on = self.top + half;
            self.top = if self.selected < on + visible { on } else { self.selected - half };
        }
        self.top = self.top.min(self.total.saturating_sub(visible));
    }

    /// Moves the selection to row `index` with the rows around it: what the eye rests on does not move.
    pub(super) fn follow(&mut self, index: usize) {
        let above = self.selected.saturating_sub(self.top);
        self.selected = index;
        self.top = index.saturating_sub(above);
    }

    /// Puts something on an article in its row.
    pub(super) fn mark(&mut self, article: ArticleId, mark: &Mark) {
        for row in self.rows.iter_mut().filter(|row| row.article == article) {
            row.marks.put(mark.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(total: usize, top: usize) -> List {
        List { total, top, selected: top, ..List::default() }
    }

    #[test]
    fn at_its_edge_the_list_turns_over_by_half_a_page() {
        let mut down = list(100, 0);
        down.select(9, 10);
        assert_eq!(down.top, 0);
        down.select(10, 10);
        assert_eq!(down.top, 5);
        let mut up = list(100, 50);
        up.select(49, 10);
        assert_eq!(up.top, 45);
    }

    #[test]
    fn the_last_page_is_full() {
        let mut list = list(12, 0);
        list.select(10, 10);
        assert_eq!(list.top, 2);
    }

    #[test]
    fn a_far_row_comes_into_the_window() {
        for (top, to) in [(0, 99), (90, 0), (50, 3), (0, 1_000)] {
            let mut list = list(100, top);
            list.select(to, 10);
            assert!(list.selected < 100 && (list.top..list.top + 10).contains(&list.selected), "{top} to {to}");
        }
    }
}
