//! From an article to its neighbours in the list.

use super::view::View;
use super::{ArticleId, Content, Listing, Pile};

/// How many articles are looked at together.
const STRETCH: usize = 64;

impl Pile {
    /// The article so many rows on in the list (negative goes back), with its row; the last one in that direction where
    /// there are fewer, `None` where there is none. Where the listing leaves `id` out, its place in the pile counts.
    pub fn neighbour(&self, listing: &Listing, id: ArticleId, step: i64) -> Option<(ArticleId, usize)> {
        let (view, rows, back) = self.beyond(listing, id, step < 0)?;
        let count = usize::try_from(step.unsigned_abs()).unwrap_or(usize::MAX).min(rows.len());
        let row = if back { rows.end.checked_sub(count) } else { (rows.start + count).checked_sub(1) };
        let row = row.filter(|row| rows.contains(row))?;
        Some((ArticleId(view.id_in_row(row)?), row))
    }

    /// The same, counting only readable articles of whose content `wanted` holds.
    pub fn neighbour_with(
        &self,
        listing: &Listing,
        id: ArticleId,
        step: i64,
        wanted: impl Fn(Content) -> bool,
    ) -> Option<(ArticleId, usize)> {
        let (view, rows, back) = self.beyond(listing, id, step < 0)?;
        let mut left = step.unsigned_abs();
        let (mut found, index) = (None, self.shared.index());
        let ordered: Box<dyn Iterator<Item = usize>> = if back { Box::new(rows.rev()) } else { Box::new(rows) };
        let mut ordered = ordered.filter_map(|row| Some((view.id_in_row(row)?, row))).peekable();
        while left > 0 && ordered.peek().is_some() {
            let stretch: Vec<(u32, usize)> = ordered.by_ref().take(STRETCH).collect();
            let heads = index.heads(stretch.iter().map(|(id, _)| *id)).ok()?;
            for (id, head) in heads {
                if left > 0 && head.content.is_some_and(&wanted) {
                    let row = stretch.iter().find(|(other, _)| *other == id)?.1;
                    (found, left) = (Some((ArticleId(id), row)), left - 1);
                }
            }
        }
        found
    }

    /// The rows beyond an article in a direction.
    fn beyond(
        &self,
        listing: &Listing,
        id: ArticleId,
        back: bool,
    ) -> Option<(std::sync::Arc<View>, std::ops::Range<usize>, bool)> {
        let view = self.seat.view(listing);
        let rank = view.rank(self.seat.standing_for(listing, id.0))?;
        let rows = if back { 0..view.rows_before(rank) } else { view.rows_before(rank + 1)..view.rows() };
        Some((view, rows, back))
    }
}
