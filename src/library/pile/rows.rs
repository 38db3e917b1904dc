//! Windows onto the list.

use super::seat::Seat;
use super::{ArticleId, Context, Listing, Lit, Pile, Row};

/// Of how many copies of an article it is told who published them.
const MOST_NAMED: usize = 99;

impl Pile {
    /// How many rows there are under `listing`, and up to `count` of them from the row `first` on.
    pub fn rows(&self, listing: &Listing, first: usize, count: usize) -> (usize, Vec<Row>) {
        let view = self.seat.view(listing);
        let shown = first..view.rows().min(first.saturating_add(count));
        let heads = self.shared.index().heads(shown.filter_map(|row| view.id_in_row(row)));
        let row = |(id, head): (u32, crate::library::index::Head)| {
            let slot = view.slot(view.rank(id)?).ok()?;
            let lit = if listing.lit == Lit::Nothing { None } else { view.count(slot) };
            let crate::library::index::Head { name, title, source, date, content, trouble, .. } = head;
            let context = lit.filter(|lit| *lit > 0).and_then(|_| self.seat.context(id, &listing.lit));
            let also = self.seat.also(listing, id);
            Some(Row { id: ArticleId(id), name, title, source, also, date, content, lit, context, trouble })
        };
        (view.rows(), heads.unwrap_or_default().into_iter().filter_map(row).collect())
    }

    /// The row of an article under `listing`; `None` where it is left out.
    pub fn position(&self, listing: &Listing, id: ArticleId) -> Option<usize> {
        let view = self.seat.view(listing);
        view.row_of_slot(view.slot(view.rank(self.seat.standing_for(listing, id.0))?).ok()?)
    }

    /// Whether the listing is answered at once: to filter or to sort a large pile takes a while the first time.
    pub fn is_listed(&self, listing: &Listing) -> bool {
        self.seat.is_filtered(&listing.filter) && self.seat.is_sorted(listing)
    }
}

impl Seat {
    /// The article that is listed in place of this one: where stories are folded, the first of its story.
    pub(super) fn standing_for(&self, listing: &Listing, id: u32) -> u32 {
        if listing.unfolded { id } else { self.shared.articles().stories.first(id) }
    }

    /// Who else published an article's story.
    fn also(&self, listing: &Listing, id: u32) -> Vec<String> {
        let copies = if listing.unfolded { Vec::new() } else { self.shared.articles().stories.copies(id).to_vec() };
        if copies.is_empty() {
            return Vec::new();
        }
        let heads = self.shared.index().heads(copies.into_iter().take(MOST_NAMED)).unwrap_or_default();
        heads.into_iter().map(|(_, head)| head.source.unwrap_or_default()).collect()
    }

    /// What was searched for as it first stands in an article.
    fn context(&self, id: u32, lit: &Lit) -> Option<Context> {
        let Lit::Search(search) = lit else { return None };
        let (article, hits) = self.hits(id, search);
        let hit = *hits.first()?;
        let passage = article.passages.iter().find(|passage| passage.span.overlaps(hit))?;
        Some(Context::around(&article.text, passage.span, hit))
    }
}
