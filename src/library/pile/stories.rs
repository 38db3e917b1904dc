//! The same story once: which articles are copies of others, as agencies' reports are in many papers.
//!
//! Of a story the first article that came stands for all; the others are its copies. They are found as articles come, by
//! what [`Likeness`] tells, and kept in the index. Where articles of stories go, all are found anew.

use std::collections::{BTreeMap, HashMap};

use crate::article::Likeness;
use crate::library::index::Index;

/// Which articles are copies of others.
#[derive(Clone, Debug, Default)]
pub(super) struct Stories {
    /// Of each copy the first article of its story.
    firsts: BTreeMap<u32, u32>,
    /// Of each first article its copies, in the order of the numbers.
    copies: BTreeMap<u32, Vec<u32>>,
    /// Whether an article of a story has gone.
    pub(super) broken: bool,
}

/// An article, and one before it of which it is a copy.
pub(super) type Pair = (u32, u32);

impl Stories {
    pub(super) fn of(pairs: Vec<Pair>) -> Stories {
        let mut stories = Stories::default();
        stories.join(pairs);
        stories
    }

    /// Takes in which articles are copies.
    pub(super) fn join(&mut self, pairs: Vec<Pair>) {
        for (copy, other) in pairs {
            let first = self.first(other);
            self.firsts.insert(copy, first);
            self.copies.entry(first).or_default().push(copy);
        }
    }

    /// Each copy with the first article of its story, in the order of the numbers.
    pub(super) fn pairs(&self) -> Vec<Pair> {
        self.firsts.iter().map(|(copy, first)| (*copy, *first)).collect()
    }

    /// Whether an article is a copy of one before it.
    pub(super) fn is_copy(&self, id: u32) -> bool {
        self.firsts.contains_key(&id)
    }

    /// The article that stands for this one: the first of its story.
    pub(super) fn first(&self, id: u32) -> u32 {
        self.firsts.get(&id).copied().unwrap_or(id)
    }

    /// The copies of an article.
    pub(super) fn copies(&self, id: u32) -> &[u32] {
        self.copies.get(&id).map(Vec::as_slice).unwrap_or_default()
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.firsts.is_empty()
    }

    /// An article goes.
    pub(super) fn remove(&mut self, id: u32) {
        self.broken |= self.firsts.contains_key(&id) || self.copies.contains_key(&id);
    }
}

/// Finds copies among the articles that come.
#[derive(Debug, Default)]
pub(super) struct Copies {
    /// Up to which number it is known which articles are copies.
    known: u32,
    /// The first article that has a key; only while articles come.
    keys: Option<HashMap<u64, u32>>,
}

impl Copies {
    /// Where it is known of the articles before this number.
    pub(super) fn from(known: u32) -> Copies {
        Copies { known, keys: None }
    }

    /// The copies among the articles before `next` of which that is not known.
    pub(super) fn find(&mut self, index: &Index, next: u32) -> rusqlite::Result<Vec<Pair>> {
        if self.known >= next {
            return Ok(Vec::new());
        }
        let mut keys = match self.keys.take() {
            Some(keys) => keys,
            None => self.keys_of_known(index)?,
        };
        let (mut new, mut pairs) = (Vec::new(), Vec::new());
        index.each_likeness(self.known, |id, likeness| new.push((id, likeness)))?;
        for (id, likeness) in new {
            pairs.extend(original(&likeness, &keys, index)?.map(|other| (id, other)));
            note(&mut keys, id, &likeness);
        }
        (self.known, self.keys) = (next, Some(keys));
        Ok(pairs)
    }

    fn keys_of_known(&self, index: &Index) -> rusqlite::Result<HashMap<u64, u32>> {
        let (mut keys, known) = (HashMap::new(), self.known);
        if known > 0 {
            index.each_likeness(0, |id, likeness| {
                if id < known {
                    note(&mut keys, id, &likeness);
                }
            })?;
        }
        Ok(keys)
    }

    /// All have come: what only served to find copies is let go.
    pub(super) fn rest(&mut self) {
        self.keys = None;
    }
}

/// Lets copies of an article be found.
fn note(keys: &mut HashMap<u64, u32>, id: u32, likeness: &Likeness) {
    for key in likeness.keys() {
        keys.entry(*key).or_insert(id);
    }
}

/// An article of which that with this likeness is a copy.
fn original(likeness: &Likeness, keys: &HashMap<u64, u32>, index: &Index) -> rusqlite::Result<Option<u32>> {
    let mut candidates: Vec<u32> = likeness.keys().iter().filter_map(|key| keys.get(key)).copied().collect();
    candidates.sort_unstable();
    candidates.dedup();
    for other in candidates {
        if index.likeness(other)?.is_some_and(|other| likeness.is_copy(&other)) {
            return Ok(Some(other));
        }
    }
    Ok(None)
}
