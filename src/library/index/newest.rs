//! The articles from the newest on, as far as they are wanted: those without a date stand last, as the list has it.

use std::cmp::Reverse;
use std::sync::Arc;
use std::vec;

use rusqlite::{OptionalExtension, params};

use super::Index;
use super::words::Having;

/// How many articles are asked for at a time.
const PAGE: u32 = 4096;
/// Of how many the dates are looked up one by one, rather than going through all from the newest on.
const FEW: usize = 2048;

/// Articles in which something may be found, from the newest on.
pub(in crate::library) struct Newest {
    index: Arc<Index>,
    having: Having,
    from: From,
    /// How many of the day at which it goes on, or of those without one, have been taken.
    taken: u32,
    page: vec::IntoIter<u32>,
}

/// Where it goes on.
enum From {
    /// At this day, as a number.
    Day(i64),
    /// With what has no date.
    Undated,
    Nowhere,
}

impl Newest {
    pub(super) fn of(index: Arc<Index>, having: Having) -> rusqlite::Result<Newest> {
        let (from, page) = match having.few(FEW) {
            Some(few) => (From::Nowhere, index.sorted_by_date(few)?),
            None => (From::Day(i64::MAX), Vec::new()),
        };
        Ok(Newest { index, having, from, taken: 0, page: page.into_iter() })
    }

    /// Takes the next page of all articles; of an index that cannot be read any more, nothing.
    fn turn(&mut self) {
        let all = match self.from {
            From::Day(day) => self.of_days_until(day),
            From::Undated => self.undated(),
            From::Nowhere => Ok(Vec::new()),
        };
        let ids = all.unwrap_or_else(|_| {
            self.from = From::Nowhere;
            Vec::new()
        });
        let wanted: Vec<u32> = ids.into_iter().filter(|id| self.having.has(*id)).collect();
        self.page = wanted.into_iter();
    }

    fn of_days_until(&mut self, day: i64) -> rusqlite::Result<Vec<u32>> {
        let page: Vec<(u32, i64)> = self.index.read(|database| {
            let mut page = database.prepare_cached(
                "select id, date from article where date <= ? order by date desc, id limit ? offset ?",
            )?;
            page.query_map(params![day, PAGE, self.taken], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
        })?;
        (self.from, self.taken) = match page.last() {
            Some((_, last)) if page.len() == PAGE as usize => {
                let of_last = page.iter().rev().take_while(|(_, day)| day == last).count();
                let of_last = u32::try_from(of_last).unwrap_or(PAGE);
                (From::Day(*last), of_last + if *last == day { self.taken } else { 0 })
            }
            _ => (From::Undated, 0),
        };
        Ok(page.into_iter().map(|(id, _)| id).collect())
    }

    fn undated(&mut self) -> rusqlite::Result<Vec<u32>> {
        let page: Vec<u32> = self.index.read(|database| {
            let mut page =
                database.prepare_cached("select id from article where date is null order by id limit ? offset ?")?;
            page.query_map(params![PAGE, self.taken], |row| row.get(0))?.collect()
        })?;
        self.taken += PAGE;
        if page.len() < PAGE as usize {
            self.from = From::Nowhere;
        }
        Ok(page)
    }
}

impl Iterator for Newest {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        loop {
            if let Some(id) = self.page.next() {
                return Some(id);
            }
            if matches!(self.from, From::Nowhere) {
                return None;
            }
            self.turn();
        }
    }
}

impl Index {
    /// These articles from the newest on.
    fn sorted_by_date(&self, ids: Vec<u32>) -> rusqlite::Result<Vec<u32>> {
        let mut dated: Vec<(Reverse<Option<i64>>, u32)> = self.read(|database| {
            let mut date = database.prepare_cached("select date from article where id = ?")?;
            let dated = |id: u32| {
                let date = date.query_row([id], |row| row.get(0)).optional()?;
                Ok(date.map(|date| (Reverse(date), id)))
            };
            ids.into_iter().map(dated).filter_map(Result::transpose).collect()
        })?;
        dated.sort_unstable();
        Ok(dated.into_iter().map(|(_, id)| id).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_come_first_and_what_has_no_date_last() {
        let index = Arc::new(Index::in_memory().unwrap());
        // More of one day than are asked for at a time.
        let day = |id: u32| match id {
            0..100 => None,
            100..6000 => Some(7),
            _ => Some(i64::from(id % 3) + 6),
        };
        index
            .write(|change| {
                let mut add =
                    change.prepare("insert into article (id, file, steps, title, date) values (?, 0, '', '', ?)")?;
                (0..9000).try_for_each(|id| add.execute(params![id, day(id)]).map(drop))
            })
            .unwrap();
        let mut expected: Vec<(Reverse<Option<i64>>, u32)> = (0..9000).map(|id| (Reverse(day(id)), id)).collect();
        expected.sort_unstable();
        let expected: Vec<u32> = expected.into_iter().map(|(_, id)| id).collect();
        let all = Newest::of(index.clone(), Having::all()).unwrap();
        assert_eq!(all.collect::<Vec<_>>(), expected);
        let few = Newest::of(index, Having::these(&[8000, 50, 8002, 8001, 200])).unwrap();
        assert_eq!(few.collect::<Vec<_>>(), [8000, 200, 8002, 8001, 50]);
    }
}
