//! The filter: which articles pass what was typed.

use std::ops::Range;
use std::sync::Arc;

use crate::article::Article;
use crate::library::index::Head;
use crate::search::{Filter, Read, Subject};

use super::entry::label;
use super::seat::Seat;
use super::{SOON, locked};

/// How many articles are filtered before it is looked whether somebody still waits.
const STRETCH: u32 = 4096;

/// The newest filter, and what passes it.
pub(super) struct Filtering {
    /// As typed.
    typed: String,
    /// In which era of the pile.
    era: u64,
    filter: Arc<Filter>,
    /// The articles that pass, in the order of their numbers.
    passed: Vec<u32>,
    /// The number of the first article that has not been looked at.
    next: u32,
}

impl Seat {
    /// Whether it is known what passes a filter, or known soon.
    pub(super) fn is_filtered(&self, typed: &str) -> bool {
        let next = self.shared.articles().next;
        let known = || locked(&self.filtering).as_ref().is_some_and(|f| f.typed == typed && f.next == next);
        typed.trim().is_empty() || next < SOON || known()
    }

    /// The articles that pass a filter, in the order of their numbers; `None` where all do. Of a filter that is no
    /// longer the newest, as many as were found. Those that pass once do so until something else is filtered by, whatever
    /// is done with them meanwhile.
    pub(super) fn passed(&self, typed: &str) -> Option<Vec<u32>> {
        let filter = self.filter(typed)?;
        loop {
            let end = self.shared.articles().next;
            let next = match &*locked(&self.filtering) {
                Some(newest) if !Arc::ptr_eq(&newest.filter, &filter) => return Some(Vec::new()),
                Some(newest) if newest.next >= end => return Some(newest.passed.clone()),
                Some(newest) => newest.next,
                None => return Some(Vec::new()),
            };
            let stretch = next..end.min(next + STRETCH);
            let more = self.passing(stretch.clone(), &filter);
            let mut filtering = locked(&self.filtering);
            if let Some(newest) = filtering.as_mut().filter(|f| Arc::ptr_eq(&f.filter, &filter) && f.next == next) {
                newest.passed.extend(more);
                newest.next = stretch.end;
            }
        }
    }

    /// The filter, made ready; `None` where it lets all pass, as one does with which something is wrong.
    fn filter(&self, typed: &str) -> Option<Arc<Filter>> {
        let era = self.shared.era();
        let mut filtering = locked(&self.filtering);
        if let Some(newest) = filtering.as_ref().filter(|newest| newest.typed == typed && newest.era == era) {
            return Some(newest.filter.clone());
        }
        *filtering = None;
        let filter = Arc::new(Filter::new(typed).ok().filter(|filter| !filter.is_all())?);
        let (typed, passed) = (typed.to_owned(), Vec::new());
        *filtering = Some(Filtering { typed, era, filter: filter.clone(), passed, next: 0 });
        Some(filter)
    }

    fn passing(&self, stretch: Range<u32>, filter: &Filter) -> Vec<u32> {
        let mut passed = Vec::new();
        let looked = self.shared.index().each_head(stretch, |id, head| {
            if self.passes(head, filter) {
                passed.push(id);
            }
            true
        });
        // What cannot be read does not pass.
        drop(looked);
        passed
    }

    fn passes(&self, head: &Head, filter: &Filter) -> bool {
        if !filter.asks_for_fields() {
            return filter.holds_words(&label(head));
        }
        let Head { title, source, date, language, .. } = head.clone();
        let article = Article { title, source, date, language, ..Article::default() };
        let (mentions, marks) = (Vec::new, || head.content.map(|content| (self.marked)(content)).unwrap_or_default());
        let read = Read::Article(&article);
        filter.passes(&label(head), Subject { name: &head.name, read, mentions: &mentions, marks: &marks })
    }
}
