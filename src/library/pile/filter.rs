//! The filter: words, each of which a title, source or name must hold.

use std::ops::Range;

use memchr::memmem;

use crate::text::fold;

use super::entry::label;
use super::{Shared, locked};

/// How many articles are filtered while one waits.
const SOON: u32 = 10_000;
/// How many articles are filtered before it is looked whether somebody still waits.
const STRETCH: u32 = 4096;

/// The newest filter, and what passes it.
pub(super) struct Filtering {
    /// As typed.
    words: String,
    /// The articles that pass, in the order of their numbers.
    passed: Vec<u32>,
    /// The number of the first article that has not been looked at.
    next: u32,
}

impl Shared {
    /// Whether it is known what passes a filter, or known soon.
    pub(super) fn is_filtered(&self, words: &str) -> bool {
        let next = self.articles().next;
        let known = || locked(&self.filtering).as_ref().is_some_and(|f| f.words == words && f.next == next);
        is_all(words) || next < SOON || known()
    }

    /// The articles that pass a filter, in the order of their numbers; `None` where all do. Of a filter that is no
    /// longer the newest, as many as were found.
    pub(super) fn passed(&self, words: &str) -> Option<Vec<u32>> {
        if is_all(words) {
            return None;
        }
        let folded = fold(words);
        let finders: Vec<memmem::Finder<'_>> = folded.split_whitespace().map(memmem::Finder::new).collect();
        let passes = |label: &str| finders.iter().all(|word| word.find(label.as_bytes()).is_some());
        let mut begun = false;
        loop {
            let end = self.articles().next;
            let mut filtering = locked(&self.filtering);
            let current = filtering.as_mut().filter(|filtering| filtering.words == words);
            let next = match current {
                Some(filtering) if filtering.next >= end => return Some(filtering.passed.clone()),
                Some(filtering) => filtering.next,
                None if begun => return Some(Vec::new()),
                None => {
                    *filtering = Some(Filtering { words: words.to_owned(), passed: Vec::new(), next: 0 });
                    0
                }
            };
            begun = true;
            drop(filtering);
            let stretch = next..end.min(next + STRETCH);
            let more = self.passing(stretch.clone(), &passes);
            if let Some(filtering) = locked(&self.filtering).as_mut().filter(|f| f.words == words && f.next == next) {
                filtering.passed.extend(more);
                filtering.next = stretch.end;
            }
        }
    }

    fn passing(&self, stretch: Range<u32>, is_wanted: &impl Fn(&str) -> bool) -> Vec<u32> {
        let mut passed = Vec::new();
        let looked = self.index().each_head(stretch, |id, head| {
            if is_wanted(&label(head)) {
                passed.push(id);
            }
            true
        });
        // What cannot be read does not pass.
        drop(looked);
        passed
    }
}

/// Whether a filter lets all pass.
fn is_all(words: &str) -> bool {
    words.trim().is_empty()
}
