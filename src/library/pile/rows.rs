//! Windows onto the list.

use super::entry::Entry;
use super::{ArticleId, Listing, Lit, Pile, Row};

impl Pile {
    /// How many rows there are under `listing`, and up to `count` of them from the row `first` on.
    pub fn rows(&self, listing: &Listing, first: usize, count: usize) -> (usize, Vec<Row>) {
        self.shared.follow(&listing.lit);
        let view = self.shared.view(listing);
        let articles = self.shared.articles();
        let rows = (first..view.rows().min(first.saturating_add(count))).filter_map(|row| {
            let slot = view.slot_of_row(row);
            let place = view.place(slot)?;
            let entry = articles.entries.get(place as usize)?;
            let lit = if listing.lit == Lit::Nothing { None } else { view.count(slot) };
            Some(entry.row(ArticleId(place), lit))
        });
        (view.rows(), rows.collect())
    }

    /// The row of an article under `listing`; `None` where it is left out.
    pub fn position(&self, listing: &Listing, id: ArticleId) -> Option<usize> {
        self.shared.follow(&listing.lit);
        let view = self.shared.view(listing);
        view.row_of_slot(view.slot(id.0).ok()?)
    }
}

impl Entry {
    fn row(&self, id: ArticleId, lit: Option<usize>) -> Row {
        let text = self.text.as_ref().ok();
        let article = text.map(|text| &text.article);
        Row {
            id,
            name: self.name.clone(),
            title: self.title().to_owned(),
            source: article.and_then(|article| article.source.clone()),
            date: article.and_then(|article| article.date),
            content: text.map(|text| text.content),
            lit,
            trouble: self.text.as_ref().err().cloned(),
        }
    }
}
