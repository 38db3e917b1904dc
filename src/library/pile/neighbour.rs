//! From an article to its neighbours in the list.

use super::view::View;
use super::{ArticleId, Content, Listing, Pile};

impl Pile {
    /// The article so many rows on in the list (negative goes back), with its row, counting only those of which
    /// `wanted` holds; the last one in that direction where there are fewer, `None` where there is none. Where the
    /// listing leaves `id` out, its place in the pile counts. What cannot be read is a neighbour if all are wanted.
    pub fn neighbour(
        &self,
        listing: &Listing,
        id: ArticleId,
        step: i64,
        wanted: impl Fn(Option<Content>) -> bool,
    ) -> Option<(ArticleId, usize)> {
        self.shared.follow(&listing.lit);
        let view = self.shared.view(listing);
        let articles = self.shared.articles();
        let wanted = |(place, _): &(u32, usize)| wanted(articles.text(*place as usize).map(|text| text.content));
        let count = usize::try_from(step.unsigned_abs()).unwrap_or(usize::MAX);
        let found = if step < 0 {
            let before = view.rows_before(id.0);
            last_of((0..before).rev().filter_map(|row| listed(&view, row)).filter(wanted), count)
        } else {
            let after = view.rows_before(id.0.saturating_add(1));
            last_of((after..view.rows()).filter_map(|row| listed(&view, row)).filter(wanted), count)
        };
        found.map(|(place, row)| (ArticleId(place), row))
    }
}

/// The place in the pile of the article in a row, and the row.
fn listed(view: &View, row: usize) -> Option<(u32, usize)> {
    Some((view.place(view.slot_of_row(row))?, row))
}

/// The last of the first `count`.
fn last_of<T>(items: impl Iterator<Item = T>, count: usize) -> Option<T> {
    items.take(count).last()
}
