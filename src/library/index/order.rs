//! The order of the walk, where it is not that of the numbers.

use rusqlite::{Transaction, params};

use super::{Index, about, articles};

/// The articles of an index in the order of the walk.
pub(in crate::library) enum Order {
    /// Each number up to this one, in turn.
    Numbers(u32),
    /// These.
    Listed(Vec<u32>),
}

impl Order {
    /// All of them, in order.
    pub(in crate::library) fn ids(self) -> Vec<u32> {
        match self {
            Order::Numbers(count) => (0..count).collect(),
            Order::Listed(ids) => ids,
        }
    }
}

impl Index {
    /// The articles in the order in which they were walked last; those that came since at the end.
    pub(in crate::library) fn order(&self) -> rusqlite::Result<(Order, u32)> {
        self.read(|database| {
            let (count, next) = articles::count(database)?;
            let kept: Option<Vec<u8>> = about(database, "order")?;
            if kept.is_none() && count == next {
                return Ok((Order::Numbers(count), next));
            }
            let since: u32 = about(database, "ordered")?.unwrap_or_default();
            let mut ids: Vec<u32> =
                kept.unwrap_or_default().as_chunks().0.iter().copied().map(u32::from_le_bytes).collect();
            let mut rest = database.prepare("select id from article where id >= ? order by id")?;
            for id in rest.query_map([since], |row| row.get(0))? {
                ids.push(id?);
            }
            Ok((Order::Listed(ids), next))
        })
    }

    /// The articles in the order of these files, and of their numbers in each.
    pub(in crate::library) fn in_order_of(&self, files: &[u32]) -> rusqlite::Result<Vec<u32>> {
        let last = files.iter().max().map_or(0, |last| *last as usize + 1);
        let mut places = vec![u32::MAX; last];
        for (place, file) in (0..).zip(files) {
            if let Some(slot) = places.get_mut(*file as usize) {
                *slot = place;
            }
        }
        let mut all: Vec<(u32, u32)> = self.read(|database| {
            let mut all = database.prepare("select file, id from article")?;
            let place = |row: &rusqlite::Row<'_>| {
                let file: u32 = row.get(0)?;
                Ok((places.get(file as usize).copied().unwrap_or(u32::MAX), row.get(1)?))
            };
            all.query_map([], place)?.collect()
        })?;
        all.sort_unstable();
        Ok(all.into_iter().map(|(_, id)| id).collect())
    }
}

/// Keeps an order of all articles up to the number `next`.
pub(in crate::library) fn keep(change: &Transaction<'_>, ids: &[u32], next: u32) -> rusqlite::Result<()> {
    let bytes: Vec<u8> = ids.iter().flat_map(|id| id.to_le_bytes()).collect();
    change.execute("insert or replace into about values ('order', ?), ('ordered', ?)", params![bytes, next])?;
    Ok(())
}

/// Forgets the order that was kept.
pub(in crate::library) fn forget(change: &Transaction<'_>) -> rusqlite::Result<()> {
    change.execute("delete from about where name in ('order', 'ordered')", [])?;
    Ok(())
}
