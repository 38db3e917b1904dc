//! By what copies of articles are known, and which articles are copies, as the index keeps it.

use rusqlite::{OptionalExtension, Transaction, params};

use crate::article::Likeness;

use super::{Index, about};

impl Index {
    /// By what copies of an article are known; `None` where its text is too short, or it is gone.
    pub(in crate::library) fn likeness(&self, id: u32) -> rusqlite::Result<Option<Likeness>> {
        self.read(|database| {
            let mut one = database.prepare_cached("select likeness from likeness where id = ?")?;
            let bytes: Option<Vec<u8>> = one.query_row([id], |row| row.get(0)).optional()?;
            Ok(bytes.and_then(|bytes| Likeness::from_bytes(&bytes)))
        })
    }

    /// The same of all articles from a number on, in the order of the numbers.
    pub(in crate::library) fn each_likeness(
        &self,
        from: u32,
        mut take: impl FnMut(u32, Likeness),
    ) -> rusqlite::Result<()> {
        self.read(|database| {
            let mut all = database.prepare_cached("select id, likeness from likeness where id >= ? order by id")?;
            let mut rows = all.query([from])?;
            while let Some(row) = rows.next()? {
                if let Some(likeness) = Likeness::from_bytes(row.get_ref(1)?.as_blob()?) {
                    take(row.get(0)?, likeness);
                }
            }
            Ok(())
        })
    }

    /// Each copy with the first article of its story, in the order of the numbers, and up to which number they are known.
    pub(in crate::library) fn copies(&self) -> rusqlite::Result<(Vec<(u32, u32)>, u32)> {
        self.read(|database| {
            let kept: Vec<u8> = about(database, "copies")?.unwrap_or_default();
            let numbers: Vec<u32> = kept.as_chunks().0.iter().copied().map(u32::from_le_bytes).collect();
            let pairs = numbers.as_chunks().0.iter().map(|[copy, first]| (*copy, *first));
            Ok((pairs.collect(), about(database, "copied")?.unwrap_or_default()))
        })
    }

    /// Keeps which articles up to a number are copies.
    pub(in crate::library) fn keep_copies(
        &self,
        copies: impl Iterator<Item = (u32, u32)>,
        known: u32,
    ) -> rusqlite::Result<()> {
        let bytes: Vec<u8> =
            copies.flat_map(|(copy, first)| [copy.to_le_bytes(), first.to_le_bytes()].concat()).collect();
        self.write(|change| {
            change
                .execute("insert or replace into about values ('copies', ?), ('copied', ?)", params![bytes, known])?;
            Ok(())
        })
    }
}

/// Keeps by what copies of an article are known.
pub(super) fn add(change: &Transaction<'_>, id: u32, likeness: &Likeness) -> rusqlite::Result<()> {
    let mut add = change.prepare_cached("insert into likeness values (?, ?)")?;
    add.execute(params![id, likeness.to_bytes()])?;
    Ok(())
}
