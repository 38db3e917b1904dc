//! The file in which it is kept: SQLite, with its schema as numbered patches.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, Row, TransactionBehavior};

use crate::article::Content;
use crate::library::aside::unused;
use crate::marks::{Marks, Note, Whose};
use crate::text::Span;

use super::change::Change;
use super::rescue::rescue;
use super::{Left, Stance, Trace};

/// How the schema came about: the patch at index `n` makes version `n + 1` of version `n`. Patches are never changed.
const PATCHES: &[&str] = &[
    "
    create table article (
        content blob primary key not null,
        is_read integer not null,
        top integer,
        stop_start integer,
        stop_end integer,
        left_at integer,
        name text
    ) strict, without rowid;
",
    "
    alter table article add column is_starred integer not null default false;
    create table about (
        content blob primary key not null,
        name text not null,
        title text not null,
        source text,
        date text,
        address text
    ) strict, without rowid;
    create table tag (
        content blob not null,
        tag text not null,
        primary key (content, tag)
    ) strict, without rowid;
    create table note (
        content blob not null,
        start integer not null,
        end integer not null,
        words text not null,
        text text not null,
        written_at integer not null,
        primary key (content, start, end)
    ) strict, without rowid;
    create table search (
        name text primary key not null,
        query text not null
    ) strict, without rowid;
",
    "
    alter table article add column walked text;
    alter table article add column is_inside integer;
",
    "
    alter table note add column is_shared integer not null default false;
",
];

/// The tables of the first version.
#[cfg(test)]
pub(super) const FIRST: &str = PATCHES[0];

/// What a file holds of the person's, all of it.
pub(super) const TABLES: [&str; 5] = ["article", "about", "tag", "note", "search"];

/// How long to wait for another Followspot that writes.
const BUSY: Duration = Duration::from_secs(5);

/// Why the file cannot be used.
#[derive(Debug, thiserror::Error)]
pub(in crate::library) enum FileError {
    /// It was written by a newer version of the program.
    #[error(
        "What you read is kept by a newer Followspot (in version {0} of its file): \
         it is left alone, and nothing is kept this time. Update this one."
    )]
    Newer(u32),
    /// It is no database, or a damaged one.
    #[error("it is damaged")]
    Damaged,
    /// Anything else.
    #[error(transparent)]
    Database(rusqlite::Error),
    /// Its folder cannot be made.
    #[error(transparent)]
    Folder(#[from] std::io::Error),
}

impl From<rusqlite::Error> for FileError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => FileError::Damaged,
            _ => FileError::Database(error),
        }
    }
}

/// Opens the file, made if need be, in the newest version of its schema, and reads all that is kept in it. One of an older
/// version is copied beside it before it is changed.
pub(super) fn open(path: &Path) -> Result<(Connection, Held), FileError> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut database = Connection::open(path)?;
    database.busy_timeout(BUSY)?;
    // Before anything is set, since that would write to the file.
    if version(&database)? > newest(PATCHES) {
        return Err(FileError::Newer(version(&database)?));
    }
    if (1..newest(PATCHES)).contains(&version(&database)?) {
        // Whoever goes back to an older program finds what it had.
        let aside = unused(path, &format!("version-{}", version(&database)?));
        database.execute("vacuum into ?1", [aside.to_string_lossy()])?;
    }
    database.pragma_update(None, "journal_mode", "wal")?;
    database.pragma_update(None, "synchronous", "full")?;
    patch(&mut database, PATCHES)?;
    let held = load(&database)?;
    Ok((database, held))
}

/// Makes the file anew with what can be read of a damaged one; tells how many lines that is.
pub(super) fn open_anew(path: &Path, damaged: &Path) -> Result<(Connection, Held, usize), FileError> {
    let (mut database, _) = open(path)?;
    let saved = rescue(damaged, &mut database)?;
    let held = load(&database)?;
    Ok((database, held, saved))
}

/// Applies the patches that the file has not seen.
fn patch(database: &mut Connection, patches: &[&str]) -> Result<(), FileError> {
    if version(database)? == newest(patches) {
        return Ok(());
    }
    let transaction = database.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another one may have been faster.
    let seen = version(&transaction)?;
    let new = patches.get(seen as usize..).ok_or(FileError::Newer(seen))?;
    new.iter().try_for_each(|patch| transaction.execute_batch(patch))?;
    transaction.pragma_update(None, "user_version", newest(patches))?;
    Ok(transaction.commit()?)
}

/// The version of the schema that all patches make.
fn newest(patches: &[&str]) -> u32 {
    u32::try_from(patches.len()).unwrap_or(u32::MAX)
}

fn version(database: &Connection) -> rusqlite::Result<u32> {
    database.pragma_query_value(None, "user_version", |row| row.get(0))
}

/// What a file held.
#[derive(Default)]
pub(super) struct Held {
    pub(super) traces: HashMap<Content, Trace>,
    pub(super) searches: BTreeMap<String, String>,
}

fn load(database: &Connection) -> Result<Held, FileError> {
    let mut held = Held::default();
    let mut all = database.prepare(
        "select content, is_read, is_starred, top, stop_start, stop_end, left_at, name, walked, is_inside from article",
    )?;
    held.traces = all.query_map([], trace)?.collect::<Result<_, _>>()?;
    each(database, "select content, tag from tag order by tag", |content, row| {
        held.traces.entry(content).or_default().marks.tags.push(row.get(1)?);
        Ok(())
    })?;
    each(
        database,
        "select content, start, end, words, text, is_shared from note order by start, end",
        |content, row| {
            let span = Span { start: row.get(1)?, end: row.get(2)? };
            let whose = if row.get(5)? { Whose::Shared } else { Whose::Own };
            let note = Note { span, words: row.get(3)?, text: row.get(4)?, whose };
            held.traces.entry(content).or_default().marks.notes.push(note);
            Ok(())
        },
    )?;
    let mut searches = database.prepare("select name, query from search")?;
    held.searches = searches.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
    Ok(held)
}

/// Goes through rows that begin with the mark of an article's content.
pub(super) fn each(
    database: &Connection,
    sql: &str,
    mut take: impl FnMut(Content, &Row<'_>) -> rusqlite::Result<()>,
) -> rusqlite::Result<()> {
    let mut all = database.prepare(sql)?;
    let mut rows = all.query([])?;
    while let Some(row) = rows.next()? {
        take(content(row)?, row)?;
    }
    Ok(())
}

fn content(row: &Row<'_>) -> rusqlite::Result<Content> {
    Ok(Content(u128::from_be_bytes(row.get(0)?)))
}

fn trace(row: &Row<'_>) -> rusqlite::Result<(Content, Trace)> {
    let (top, when, name): (Option<u32>, Option<i64>, Option<String>) = (row.get(3)?, row.get(6)?, row.get(7)?);
    let stop: (Option<u32>, Option<u32>) = (row.get(4)?, row.get(5)?);
    let stop = stop.0.zip(stop.1).map(|(start, end)| Span { start, end });
    let left = top.zip(when).map(|(top, when)| Left { top, stop, when, name: name.unwrap_or_default() });
    let (walked, inside): (Option<String>, Option<bool>) = (row.get(8)?, row.get(9)?);
    let stance = walked.zip(inside).map(|(walked, inside)| Stance { walked, inside });
    let marks = Marks { read: row.get(1)?, starred: row.get(2)?, ..Marks::default() };
    Ok((content(row)?, Trace { left, stance, marks }))
}

/// Writes what was done, in its order, all or nothing.
pub(super) fn write(database: &mut Connection, changes: &[Change]) -> rusqlite::Result<()> {
    let transaction = database.transaction_with_behavior(TransactionBehavior::Immediate)?;
    changes.iter().try_for_each(|change| change.write(&transaction))?;
    transaction.commit()
}

/// Copies the file as it is at this moment to a new one; others may write meanwhile. Tells of how many articles something
/// is kept.
pub(in crate::library) fn copy(path: &Path, into: &Path) -> Result<usize, FileError> {
    let database = Connection::open(path)?;
    database.busy_timeout(BUSY)?;
    database.execute("vacuum into ?1", [into.to_string_lossy()])?;
    count(&Connection::open(into)?)
}

/// Whether a file is whole, and of this version or an older one, which it then no longer is.
pub(in crate::library) fn check(path: &Path) -> Result<(), FileError> {
    let mut database = Connection::open(path)?;
    database.pragma_update(None, "trusted_schema", false)?;
    if version(&database)? > newest(PATCHES) {
        return Err(FileError::Newer(version(&database)?));
    }
    let word: String = database.query_row("pragma integrity_check(1)", [], |row| row.get(0))?;
    if word != "ok" || version(&database)? == 0 {
        return Err(FileError::Damaged);
    }
    patch(&mut database, PATCHES)?;
    load(&database).map(drop).map_err(|_| FileError::Damaged)
}

/// Replaces all that is kept in the file at `path` by what another, checked one has, all or nothing. What it held is
/// copied beside it before; tells how many articles there are now, and where the copy is.
pub(in crate::library) fn replace(path: &Path, by: &Path) -> Result<(usize, Option<PathBuf>), FileError> {
    let mut before = None;
    if path.exists() {
        let aside = unused(path, "before");
        match copy(path, &aside) {
            Err(FileError::Damaged) => before = Some(set_aside(path)?),
            copied => before = copied.map(|articles| (articles > 0).then_some(aside))?,
        }
    }
    let (mut database, _) = open(path)?;
    database.execute("attach ?1 as other", [by.to_string_lossy()])?;
    let transaction = database.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for table in TABLES {
        transaction.execute_batch(&format!("delete from {table}; insert into {table} select * from other.{table}"))?;
    }
    transaction.commit()?;
    Ok((count(&database)?, before))
}

fn count(database: &Connection) -> Result<usize, FileError> {
    let count: i64 = database.query_row("select count(*) from article", [], |row| row.get(0))?;
    Ok(usize::try_from(count).unwrap_or(usize::MAX))
}

/// Gives a damaged file another name, with what belongs to it, so that a new one can be made; tells that name.
pub(super) fn set_aside(path: &Path) -> std::io::Result<PathBuf> {
    let with = |path: &Path, ending: &str| PathBuf::from(format!("{}{ending}", path.display()));
    let aside = unused(path, "damaged");
    fs::rename(path, &aside)?;
    for ending in ["-wal", "-shm"] {
        // What is not there need not be moved.
        let _ = fs::rename(with(path, ending), with(&aside, ending));
    }
    Ok(aside)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tables(database: &Connection) -> Vec<String> {
        let mut all = database.prepare("select sql from sqlite_schema order by name").unwrap();
        all.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
    }

    #[test]
    fn every_older_schema_becomes_the_newest() {
        let newest = {
            let mut database = Connection::open_in_memory().unwrap();
            patch(&mut database, PATCHES).unwrap();
            tables(&database)
        };
        for old in 0..=PATCHES.len() {
            let mut database = Connection::open_in_memory().unwrap();
            patch(&mut database, &PATCHES[..old]).unwrap();
            patch(&mut database, PATCHES).unwrap();
            assert_eq!(tables(&database), newest, "from version {old}");
        }
    }

    #[test]
    fn a_patch_that_fails_leaves_the_file_as_it_was() {
        let mut database = Connection::open_in_memory().unwrap();
        patch(&mut database, &["create table a (b)"]).unwrap();
        patch(&mut database, &["create table a (b)", "create table c (d); nonsense"]).unwrap_err();
        assert_eq!(tables(&database), ["CREATE TABLE a (b)"]);
    }
}
