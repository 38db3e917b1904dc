//! The same story once: of copies and near copies, as of an agency's report in many papers, the first alone counts.

use std::collections::HashMap;

use crate::article::{Likeness, Opened};

/// The stories that have come.
#[derive(Default)]
pub(super) struct Stories {
    /// The first article that has a key.
    keys: HashMap<u64, u32>,
    articles: Vec<Likeness>,
}

/// By what copies of an article are known, where they are to be known and the text is long enough to tell.
pub(super) fn likeness(opened: &Opened, once: bool) -> Option<Likeness> {
    if once { Likeness::of(&opened.article()) } else { None }
}

impl Stories {
    /// Whether the article is the first of its story; it is remembered.
    pub(super) fn is_new(&mut self, likeness: Option<Likeness>) -> bool {
        let Some(likeness) = likeness else { return true };
        let known = |key| self.articles.get(*self.keys.get(key)? as usize);
        let is_copy = likeness.keys().iter().filter_map(known).any(|other| likeness.is_copy(other));
        let number = u32::try_from(self.articles.len()).unwrap_or(u32::MAX);
        for key in likeness.keys() {
            self.keys.entry(*key).or_insert(number);
        }
        self.articles.push(likeness);
        !is_copy
    }
}
