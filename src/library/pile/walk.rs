//! The walk: from a place to the next stop, over article borders, round the end of the pile.

use std::sync::Arc;

use crate::mention::Mention;
use crate::query::{ArticleId, Found, Listing, Lit, Place, Step};
use crate::text::Span;

use super::Pile;
use super::seat::Seat;
use super::view::View;

/// One step in progress: the pile as it is listed, and which way to go.
struct Walk<'a> {
    seat: &'a Arc<Seat>,
    listing: &'a Listing,
    view: Arc<View>,
    step: Step,
    wanted: &'a dyn Fn() -> bool,
}

/// Where a step ends: which of the listed articles, which hit in it, and whether an end was passed.
struct End {
    slot: usize,
    hit: usize,
    wrapped: bool,
}

impl Pile {
    /// Whether every count under `listing` is known, so that a step is answered at once.
    pub fn is_counted(&self, listing: &Listing) -> bool {
        self.is_listed(listing) && self.seat.view(listing).counted
    }

    /// The stop that is `step` away from a place, or from the beginning of the pile; of a step back, from its end.
    /// `None` where nothing is lit in any listed article. Articles on the way that have not been gone through are so
    /// now, which may take a while unless [`Pile::is_counted`].
    pub fn walk(&self, listing: &Listing, from: Option<Place>, step: Step) -> Option<Found> {
        self.walk_while(listing, from, step, &|| true)
    }

    /// The same for as long as the answer is wanted; whatever comes after that is of no use.
    pub fn walk_while(
        &self,
        listing: &Listing,
        from: Option<Place>,
        step: Step,
        wanted: &dyn Fn() -> bool,
    ) -> Option<Found> {
        let view = self.seat.view(listing);
        Walk { seat: &self.seat, listing, view, step, wanted }.go(from)
    }
}

impl Walk<'_> {
    fn go(mut self, from: Option<Place>) -> Option<Found> {
        let end = self.end(from)?;
        let (id, spans) = (self.view.id(end.slot)?, self.spans(end.slot));
        let span = *spans.get(end.hit)?;
        // What was gone through on the way counts from now on.
        self.view = self.seat.view(self.listing);
        let slot = self.view.rank(id).map_or(end.slot, |rank| self.view.slot(rank).unwrap_or_else(|slot| slot));
        let (mention, nth) = (self.view.hits_before(slot) + end.hit + 1, self.view.lit_before(slot) + 1);
        Some(Found {
            article: ArticleId(id),
            row: self.view.row_of_slot(slot).unwrap_or(slot),
            span,
            mention,
            mentions: self.view.hits().max(mention),
            nth,
            articles: self.view.lit_articles().max(nth),
            wrapped: end.wrapped,
            complete: self.view.complete,
        })
    }

    /// Goes from article to article, for one lap at most while counts are found out, and then the rest of the way.
    fn end(&self, from: Option<Place>) -> Option<End> {
        let (mut slot, passed) = self.start(from);
        let steps = usize::try_from(self.step.count.unsigned_abs()).unwrap_or(usize::MAX).max(1) - 1;
        let (mut left, mut lap, mut lapped, mut wrapped) = (steps.saturating_add(passed), 0, false, false);
        let (len, mut gone) = (self.view.len(), 0);
        while gone <= 2 * len {
            if slot >= len {
                slot = if self.back() { len.checked_sub(1)? } else { 0 };
                wrapped |= gone > 0 || from.is_some();
            }
            let worth = self.view.next_worth(slot, self.back());
            gone += worth.map_or(if self.back() { slot + 1 } else { len - slot }, |worth| worth.abs_diff(slot));
            if gone >= len && !lapped {
                (left, lapped) = (left.checked_rem(lap)?, true);
            }
            let Some(worth) = worth else {
                slot = usize::MAX;
                continue;
            };
            let units = self.units(worth);
            if left < units {
                return Some(End { slot: worth, hit: self.hit(left, units), wrapped });
            }
            (left, lap, gone) = (left - units, lap + units, gone + 1);
            slot = if self.back() { worth.wrapping_sub(1) } else { worth + 1 };
        }
        None
    }

    /// The article to begin with, and how many of its stops lie behind.
    fn start(&self, from: Option<Place>) -> (usize, usize) {
        let Some(from) = from else { return (if self.back() { usize::MAX } else { 0 }, 0) };
        match self
            .view
            .rank(self.seat.standing_for(self.listing, from.article.0))
            .map_or(Err(0), |rank| self.view.slot(rank))
        {
            Ok(slot) if self.step.articles => (slot, self.units(slot)),
            Ok(slot) => (slot, self.behind(slot, from)),
            Err(slot) if self.back() => (slot.wrapping_sub(1), 0),
            Err(slot) => (slot, 0),
        }
    }

    /// How many stops of the article at `slot` lie behind the place, as one looks in the direction of the step.
    fn behind(&self, slot: usize, from: Place) -> usize {
        let spans = self.spans(slot);
        let before = match (from.stop, self.back()) {
            (Some(stop), false) if self.step.count > 0 => spans.partition_point(|span| span.start <= stop.start),
            (Some(stop), _) => spans.partition_point(|span| span.start < stop.start),
            (None, _) => spans.partition_point(|span| (span.start as usize) < from.top),
        };
        if self.back() { spans.len() - before } else { before }
    }

    /// How many stops of this step there are in the article at `slot`.
    fn units(&self, slot: usize) -> usize {
        let count = || if (self.wanted)() { self.spans(slot).len() } else { 0 };
        let count = self.view.fresh_count(slot).unwrap_or_else(count);
        if self.step.articles { count.min(1) } else { count }
    }

    /// Which hit of an article it is that has `left` of `units` before it in the direction of the step.
    fn hit(&self, left: usize, units: usize) -> usize {
        if self.back() && !self.step.articles { units - 1 - left } else { left }
    }

    fn spans(&self, slot: usize) -> Vec<Span> {
        self.view.id(slot).map(|id| self.seat.spans(id, &self.listing.lit)).unwrap_or_default()
    }

    fn back(&self) -> bool {
        self.step.count < 0
    }
}

impl Seat {
    /// Where the lit thing is in an article, in order.
    fn spans(&self, id: u32, lit: &Lit) -> Vec<Span> {
        match lit {
            Lit::Nothing => Vec::new(),
            Lit::Actor(actor, counted) => {
                let wanted = |m: &&Mention| m.actor == *actor && counted.holds(m);
                self.shared.mentions(id).iter().filter(wanted).map(|m| m.span).collect()
            }
            Lit::Search(search) => self.hits(id, search).1,
        }
    }
}
