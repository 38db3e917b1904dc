//! Which words stand in which articles: of each segment of articles every word with the articles that have it.
//!
//! A segment is written once, in the order of its words, so that large piles are written from front to back; small ones
//! that came behind each other are made one. Articles that are gone stay in their segments, and nobody misses them.

use std::sync::Arc;

use rusqlite::{Connection, params};

use crate::search::{Needle, Needs};
use crate::text::WordMap;

use super::bytes::{number, put_number};
use super::newest::Newest;
use super::{Index, about, articles};

/// How many articles a segment has at most.
pub(in crate::library) const SEGMENT: u32 = 32_768;
/// How many small segments may stand at the end.
const SMALL: usize = 8;

/// The words of some articles, each with the articles that have it.
#[derive(Debug, Default)]
pub(in crate::library) struct Words(WordMap<Box<str>, Postings>);

/// Numbers of articles, each by how much it is more than the one before.
#[derive(Debug, Default)]
struct Postings {
    bytes: Vec<u8>,
    last: u32,
}

impl Words {
    /// Adds an article behind the others, with words that it has.
    pub(in crate::library) fn add<'a>(&mut self, id: u32, words: impl Iterator<Item = &'a str>) {
        for word in words {
            if !self.0.contains_key(word) {
                self.0.insert(word.into(), Postings::default());
            }
            if let Some(postings) = self.0.get_mut(word).filter(|known| known.bytes.is_empty() || known.last != id) {
                put_number(&mut postings.bytes, u64::from(id - postings.last));
                postings.last = id;
            }
        }
    }

    /// The words in their order.
    fn sorted(&self) -> Vec<(&str, &Postings)> {
        let mut sorted: Vec<_> = self.0.iter().map(|(word, postings)| (&**word, postings)).collect();
        sorted.sort_unstable_by_key(|(word, _)| *word);
        sorted
    }
}

impl Index {
    /// The first article whose words are not there.
    pub(in crate::library) fn worded(&self) -> rusqlite::Result<u32> {
        self.read(|database| Ok(about(database, "worded")?.unwrap_or_default()))
    }

    /// Makes small segments at the end ready to be made one: strikes them out, where there are many.
    pub(in crate::library) fn join_segments(&self) -> rusqlite::Result<()> {
        let small = self.read(|database| {
            let mut all = database.prepare("select first, next from segment order by first desc")?;
            let mut rows = all.query([])?;
            let mut small: Vec<u32> = Vec::new();
            while let Some(row) = rows.next()? {
                let (first, next): (u32, u32) = (row.get(0)?, row.get(1)?);
                if next - first >= SEGMENT {
                    break;
                }
                small.push(first);
            }
            Ok(small)
        })?;
        let Some(first) = small.last().filter(|_| small.len() >= SMALL) else { return Ok(()) };
        self.write(|change| {
            change.execute("delete from word where segment >= ?", [first])?;
            change.execute("delete from segment where first >= ?", [first])?;
            change.execute("insert or replace into about values ('worded', ?)", [first])?;
            Ok(())
        })
    }

    /// Writes a segment: the words of the articles from `first` to the one before `next`.
    pub(in crate::library) fn add_segment(&self, first: u32, next: u32, words: &Words) -> rusqlite::Result<()> {
        self.write(|change| {
            change.execute("insert into segment values (?, ?)", [first, next])?;
            let mut add = change.prepare_cached("insert into word values (?, ?, ?)")?;
            for (word, postings) in words.sorted() {
                add.execute(params![first, word, postings.bytes])?;
            }
            change.execute("insert or replace into about values ('worded', ?)", [next])?;
            Ok(())
        })
    }

    /// The articles, in the order of their numbers, that have what is needed, and the first article whose words are not
    /// there; `None` where nothing is needed.
    pub(in crate::library) fn candidates(&self, needs: &Needs) -> rusqlite::Result<Option<(Vec<u32>, u32)>> {
        self.read(|database| {
            let worded: u32 = about(database, "worded")?.unwrap_or_default();
            let mut all = Vec::new();
            let mut segments = database.prepare_cached("select first from segment order by first")?;
            for first in segments.query_map([], |row| row.get::<_, u32>(0))? {
                match (Segment { database, first: first? }).having(needs)? {
                    Some(ids) => all.extend(ids),
                    None => return Ok(None),
                }
            }
            Ok(Some((all, worded)))
        })
    }
}

impl Index {
    /// All articles in the order of the walk in which a search may find something, and those that cannot be read.
    pub(in crate::library) fn worth(&self, needs: &Needs) -> rusqlite::Result<Vec<u32>> {
        let having = self.having(needs)?;
        Ok(self.order()?.0.ids().into_iter().filter(|id| having.has(*id)).collect())
    }

    /// The same from the newest on.
    pub(in crate::library) fn newest(self: Arc<Self>, needs: &Needs) -> rusqlite::Result<Newest> {
        let having = self.having(needs)?;
        Newest::of(self, having)
    }

    fn having(&self, needs: &Needs) -> rusqlite::Result<Having> {
        let Some((found, worded)) = self.candidates(needs)? else { return Ok(Having::all()) };
        let unreadable: Vec<u32> = self.read(|database| {
            let mut all = database.prepare("select id from article where content is null order by id")?;
            all.query_map([], |row| row.get(0))?.collect()
        })?;
        let next = self.read(articles::count)?.1;
        let all: Vec<u32> = found.into_iter().chain(unreadable).collect();
        Ok(Having { from: if next > worded { worded } else { u32::MAX }, ..Having::these(&all) })
    }
}

/// Which articles have what is needed, a bit each.
pub(super) struct Having {
    bits: Vec<u64>,
    /// From which number on all may have it.
    from: u32,
}

impl Having {
    /// All articles.
    pub(super) fn all() -> Having {
        Having { bits: Vec::new(), from: 0 }
    }

    /// These, and no others.
    pub(super) fn these(ids: &[u32]) -> Having {
        let mut bits = vec![0; ids.iter().max().map_or(0, |last| *last as usize / 64 + 1)];
        for id in ids {
            if let Some(word) = bits.get_mut(*id as usize / 64) {
                *word |= 1 << (id % 64);
            }
        }
        Having { bits, from: u32::MAX }
    }

    pub(super) fn has(&self, id: u32) -> bool {
        id >= self.from || self.bits.get(id as usize / 64).is_some_and(|word| word >> (id % 64) & 1 == 1)
    }

    /// All of them, where there are no more than `most`.
    pub(super) fn few(&self, most: usize) -> Option<Vec<u32>> {
        let count: usize = self.bits.iter().map(|word| word.count_ones() as usize).sum();
        let of_word = |(place, word): (u32, &u64)| {
            let word = *word;
            (0..64).filter(move |bit| word >> bit & 1 == 1).map(move |bit| place * 64 + bit)
        };
        (self.from == u32::MAX && count <= most).then(|| (0..).zip(&self.bits).flat_map(of_word).collect())
    }
}

/// A segment that is asked.
struct Segment<'a> {
    database: &'a Connection,
    first: u32,
}

impl Segment<'_> {
    /// The articles that have what is needed, in order; `None` where nothing is.
    fn having(&self, needs: &Needs) -> rusqlite::Result<Option<Vec<u32>>> {
        Ok(match needs {
            Needs::Anything => None,
            Needs::Word(needle) => Some(self.with(needle)?),
            Needs::All(all) => {
                let mut both: Option<Vec<u32>> = None;
                for needs in all {
                    let Some(having) = self.having(needs)? else { continue };
                    both = Some(both.map_or(having.clone(), |both| in_both(&both, &having)));
                }
                both
            }
            Needs::OneOf(all) => {
                let mut any = Vec::new();
                for needs in all {
                    let Some(having) = self.having(needs)? else { return Ok(None) };
                    any.extend(having);
                }
                Some(in_order(any))
            }
        })
    }

    /// The articles in which a word stands, in one of the ways to write it.
    fn with(&self, needle: &Needle) -> rusqlite::Result<Vec<u32>> {
        let (keys, prefix) = needle.written();
        let last = keys.len().saturating_sub(1);
        let mut written: Option<Vec<u32>> = None;
        for (n, key) in keys.iter().enumerate() {
            let having = if prefix && n == last { self.beginning(key)? } else { self.of_word(key)? };
            written = Some(written.map_or(having.clone(), |written| in_both(&written, &having)));
        }
        let mut all = written.unwrap_or_default();
        if let Some(from) = needle.elsewhere() {
            self.each_from(from, |word| Some(needle.is_written_so(word)), &mut all)?;
        }
        Ok(in_order(all))
    }

    fn of_word(&self, word: &str) -> rusqlite::Result<Vec<u32>> {
        let mut find = self.database.prepare_cached("select articles from word where segment = ? and word = ?")?;
        let mut rows = find.query(params![self.first, word])?;
        let mut ids = Vec::new();
        if let Some(row) = rows.next()? {
            decode(row.get_ref(0)?.as_blob()?, &mut ids);
        }
        Ok(ids)
    }

    fn beginning(&self, word: &str) -> rusqlite::Result<Vec<u32>> {
        let mut all = Vec::new();
        self.each_from(word, |other| other.starts_with(word).then_some(true), &mut all)?;
        Ok(in_order(all))
    }

    /// Adds the articles of those words, from one on, that are wanted; the end is where `wanted` says `None`.
    fn each_from(&self, from: &str, wanted: impl Fn(&str) -> Option<bool>, all: &mut Vec<u32>) -> rusqlite::Result<()> {
        let mut find = self
            .database
            .prepare_cached("select word, articles from word where segment = ? and word >= ? order by word")?;
        let mut rows = find.query(params![self.first, from])?;
        while let Some(row) = rows.next()? {
            match wanted(row.get_ref(0)?.as_str()?) {
                None => break,
                Some(false) => {}
                Some(true) => decode(row.get_ref(1)?.as_blob()?, all),
            }
        }
        Ok(())
    }
}

fn decode(mut bytes: &[u8], ids: &mut Vec<u32>) {
    let mut id = 0_u32;
    while let Some(more) = number(&mut bytes) {
        id = id.saturating_add(u32::try_from(more).unwrap_or(u32::MAX));
        ids.push(id);
    }
}

fn in_order(mut ids: Vec<u32>) -> Vec<u32> {
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// What is in both of two lists, which are in order.
fn in_both(one: &[u32], other: &[u32]) -> Vec<u32> {
    let (few, many) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    if few.len() * 16 < many.len() {
        return few.iter().copied().filter(|id| many.binary_search(id).is_ok()).collect();
    }
    let mut many = many.iter().copied().peekable();
    let is_in = |id: &u32| {
        while many.next_if(|other| other < id).is_some() {}
        many.peek() == Some(id)
    };
    few.iter().copied().filter(is_in).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::{Query, keys};

    #[test]
    fn candidates_are_the_articles_with_the_words() {
        let index = Index::in_memory().unwrap();
        let texts = ["gas price", "gas", "oil price", "", "приехал лукашенко", "ministers", "說習近平"];
        for (first, some) in [(0, 0..4), (4, 4..7)] {
            let mut words = Words::default();
            for id in some.clone() {
                words.add(u32::try_from(id).unwrap(), keys(texts[id]));
            }
            index.add_segment(first, u32::try_from(some.end).unwrap(), &words).unwrap();
        }
        let found = |typed: &str| {
            index.candidates(&Needs::of(&Query::parse(typed).unwrap().root)).unwrap().map(|(ids, worded)| {
                assert_eq!(worded, 7);
                ids
            })
        };
        assert_eq!(found("gas"), Some(vec![0, 1]));
        assert_eq!(found("gas price"), Some(vec![0]));
        assert_eq!(found("gas OR oil"), Some(vec![0, 1, 2]));
        assert_eq!(found("lukashenko"), Some(vec![4]));
        assert_eq!(found("minist* OR 近平"), Some(vec![5, 6]));
        assert_eq!((found("lang:fr"), found("none")), (None, Some(vec![])));
    }

    #[test]
    fn many_small_segments_are_made_one() {
        let index = Index::in_memory().unwrap();
        for first in 0..8 {
            index.join_segments().unwrap();
            assert_eq!(index.worded().unwrap(), first);
            index.add_segment(first, first + 1, &Words::default()).unwrap();
        }
        index.join_segments().unwrap();
        assert_eq!(index.worded().unwrap(), 0);
    }
}
