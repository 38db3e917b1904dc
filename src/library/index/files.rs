//! What was found on the walk, as the index knows it.

use rusqlite::{OptionalExtension, Transaction, params};

use crate::library::portions::Reached;
use crate::library::sources::Stat;
use crate::library::trouble::Trouble;

use super::Index;

/// A file as it was when it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::library) struct FileState {
    /// Its size and time; none where it is no file, or where they do not tell whether it changes.
    pub(in crate::library) stat: Option<Stat>,
    /// The mark of its bytes, 0 where there is none; of a large file of lines, of those that have been read.
    pub(in crate::library) mark: u128,
    /// How far a large file of lines has been read.
    pub(in crate::library) reached: Option<Reached>,
    /// Whether all of it has been read.
    pub(in crate::library) whole: bool,
}

/// A file that the index knows.
#[derive(Clone, Debug)]
pub(in crate::library) struct Known {
    /// Its number.
    pub(in crate::library) id: u32,
    pub(in crate::library) state: FileState,
}

impl Index {
    /// What is known of the file of this name of which these steps are wanted.
    pub(in crate::library) fn file(&self, name: &str, steps: &str) -> rusqlite::Result<Option<Known>> {
        self.read(|database| {
            let mut file = database.prepare_cached(
                "select id, size, time, mark, bytes, line, whole from file where name = ? and steps = ?",
            )?;
            file.query_row([&*self.to_keep(name), steps], |row| {
                let mark = u128::from_be_bytes(row.get(3)?);
                let (bytes, line): (i64, i64) = (row.get(4)?, row.get(5)?);
                let reached = Reached { bytes: bytes.cast_unsigned(), next: line.cast_unsigned(), mark };
                Ok(Known {
                    id: row.get(0)?,
                    state: FileState {
                        stat: row.get::<_, Option<i64>>(1)?.zip(row.get(2)?).map(|(size, time)| Stat { size, time }),
                        mark,
                        reached: Some(reached).filter(|reached| reached.next > 0),
                        whole: row.get(6)?,
                    },
                })
            })
            .optional()
        })
    }

    /// The number that the next file gets.
    pub(in crate::library) fn next_file(&self) -> rusqlite::Result<u32> {
        let next = |database: &rusqlite::Connection| {
            database.query_row("select coalesce(max(id) + 1, 0) from file", [], |row| row.get(0))
        };
        self.read(next)
    }

    /// Has the files read again, whether they have changed or not, in which there is one of these troubles.
    pub(in crate::library) fn doubt(&self, trouble: &Trouble) -> rusqlite::Result<()> {
        self.write(|change| {
            let mut doubt = change.prepare_cached(
                "update file set size = null, time = null, mark = zeroblob(16)
                 where id in (select file from article where content is null and trouble = ?)",
            )?;
            doubt.execute([trouble.written()]).map(drop)
        })
    }

    /// The numbers of all files that are known.
    pub(in crate::library) fn files(&self) -> rusqlite::Result<Vec<u32>> {
        self.read(|database| {
            database.prepare("select id from file order by id")?.query_map([], |row| row.get(0))?.collect()
        })
    }
}

/// Takes a file down as it is now.
pub(in crate::library) fn put(
    change: &Transaction<'_>,
    id: u32,
    (name, steps): (&str, &str),
    state: &FileState,
) -> rusqlite::Result<()> {
    let reached = state.reached.clone().unwrap_or_default();
    let mark = state.reached.as_ref().map_or(state.mark, |reached| reached.mark);
    let mut put = change.prepare_cached("insert or replace into file values (?, ?, ?, ?, ?, ?, ?, ?, ?)")?;
    put.execute(params![
        id,
        name,
        steps,
        state.stat.map(|stat| stat.size),
        state.stat.map(|stat| stat.time),
        mark.to_be_bytes(),
        reached.bytes.cast_signed(),
        reached.next.cast_signed(),
        state.whole,
    ])?;
    Ok(())
}

/// Takes down that a file holds what it held.
pub(in crate::library) fn touch(change: &Transaction<'_>, id: u32, state: &FileState) -> rusqlite::Result<()> {
    let mut touch = change.prepare_cached("update file set size = ?, time = ?, whole = ? where id = ?")?;
    touch.execute(params![state.stat.map(|stat| stat.size), state.stat.map(|stat| stat.time), state.whole, id])?;
    Ok(())
}

/// Strikes a file out, with all articles in it.
pub(in crate::library) fn strike(change: &Transaction<'_>, id: u32) -> rusqlite::Result<()> {
    empty(change, id)?;
    change.prepare_cached("delete from file where id = ?")?.execute([id])?;
    Ok(())
}

/// Strikes all articles of a file out.
pub(in crate::library) fn empty(change: &Transaction<'_>, id: u32) -> rusqlite::Result<()> {
    change.prepare_cached("delete from likeness where id in (select id from article where file = ?)")?.execute([id])?;
    change.prepare_cached("delete from body where id in (select id from article where file = ?)")?.execute([id])?;
    let gone = change.prepare_cached("delete from article where file = ?")?.execute([id])?;
    if gone > 0 {
        // The order that is kept has places for them.
        super::order::forget(change)?;
        super::articles::count_fewer(change, gone)?;
    }
    Ok(())
}
