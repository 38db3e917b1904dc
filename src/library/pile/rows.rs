//! Windows onto the list.

use super::{ArticleId, Listing, Lit, Pile, Row};

impl Pile {
    /// How many rows there are under `listing`, and up to `count` of them from the row `first` on.
    pub fn rows(&self, listing: &Listing, first: usize, count: usize) -> (usize, Vec<Row>) {
        let view = self.shared.view(listing);
        let shown = first..view.rows().min(first.saturating_add(count));
        let heads = self.shared.index().heads(shown.filter_map(|row| view.id_in_row(row)));
        let row = |(id, head): (u32, crate::library::index::Head)| {
            let slot = view.slot(view.rank(id)?).ok()?;
            let lit = if listing.lit == Lit::Nothing { None } else { view.count(slot) };
            let crate::library::index::Head { name, title, source, date, content, trouble, .. } = head;
            Some(Row { id: ArticleId(id), name, title, source, date, content, lit, trouble })
        };
        (view.rows(), heads.unwrap_or_default().into_iter().filter_map(row).collect())
    }

    /// The row of an article under `listing`; `None` where it is left out.
    pub fn position(&self, listing: &Listing, id: ArticleId) -> Option<usize> {
        let view = self.shared.view(listing);
        view.row_of_slot(view.slot(view.rank(id.0)?).ok()?)
    }

    /// Whether the listing is answered at once: a filter over a large pile takes a while the first time.
    pub fn is_listed(&self, listing: &Listing) -> bool {
        self.shared.is_filtered(&listing.filter)
    }
}
