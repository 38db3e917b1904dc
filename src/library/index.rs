//! The index of a pile: a database with what has been read of it and what has been found in it, so that a pile is open
//! at once the next time, and a large one costs no more than a small one.
//!
//! It lies in a file, or in memory where nothing is to be kept; all else is the same. What it holds can be read again
//! from the articles' files, so that it may be deleted at any time. One process writes to a file, which a lock tells
//! that dies with the process; others only read.

pub(super) mod articles;
mod bytes;
pub(super) mod counts;
mod facts;
pub(super) mod files;
mod likeness;
mod newest;
mod older;
pub(super) mod order;
mod packed;
mod roots;
mod schema;
mod upkeep;
mod words;

use std::borrow::Cow;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::types::FromSql;
use rusqlite::{Connection, ErrorCode, OpenFlags, OptionalExtension, Transaction};

pub(super) use articles::{Head, New};
pub(super) use bytes::{number, put_number, put_text, text};
pub(super) use counts::Saved;
pub(super) use facts::Fact;
pub(super) use files::{FileState, Known};
pub(super) use packed::{Packing, pack};
pub use roots::Roots;
use schema::VERSION;
pub(super) use words::{SEGMENT, Words};

/// How long to wait for another connection that writes.
const BUSY: Duration = Duration::from_secs(5);
/// How many connections that read are kept.
const READERS: usize = 4;

/// Where the index of a pile is.
#[derive(Clone, Debug, Default)]
pub enum Shelf {
    /// In memory, for as long as the pile is open.
    #[default]
    Memory,
    /// In a file that can be made again from what was named, and is where it is damaged.
    Cache(PathBuf, Roots),
    /// In a file that is the library: what was brought into it is kept without its files.
    Library(PathBuf),
}

impl Shelf {
    /// Whether another process writes to it at this moment.
    pub fn is_taken(&self) -> bool {
        self.path().is_some_and(|path| lock(path).is_ok_and(|lock| lock.is_none()))
    }

    /// The file.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Shelf::Memory => None,
            Shelf::Cache(path, _) | Shelf::Library(path) => Some(path),
        }
    }
}

/// Why an index cannot be used.
#[derive(Debug, thiserror::Error)]
pub(super) enum IndexError {
    /// What the database says.
    #[error(transparent)]
    Database(#[from] rusqlite::Error),
    /// What the system says.
    #[error(transparent)]
    File(#[from] io::Error),
    /// Another process writes to it at this moment, and its tables are of another version.
    #[error("another Followspot is writing to it")]
    Taken,
    /// It was written by another version of the program.
    #[error("it is of another version of Followspot ({0}; this one knows {VERSION}): update this one")]
    Version(u32),
}

/// The index of a pile.
#[derive(Debug)]
pub(super) struct Index {
    shelf: Shelf,
    /// Connections that read and are free. They are closed first, since the one that writes tidies up where it is the last.
    readers: Mutex<Vec<Connection>>,
    /// The connection that writes; of an index in memory, the only one.
    writer: Mutex<Connection>,
    /// Held for as long as this process may write.
    lock: Mutex<Option<File>>,
}

impl Index {
    /// Opens the index; one in a file that is damaged or of another version is made anew.
    pub(super) fn open(shelf: &Shelf) -> Result<Index, IndexError> {
        let Some(path) = shelf.path() else { return Index::in_memory() };
        fs::create_dir_all(path.parent().unwrap_or(Path::new(".")))?;
        match lock(path)? {
            Some(lock) => {
                older::copy(shelf, path)?;
                Index::to_write(shelf, path, lock)
            }
            None => Index::to_read(shelf),
        }
    }

    /// An empty one in memory.
    pub(super) fn in_memory() -> Result<Index, IndexError> {
        let mut database = Connection::open_in_memory()?;
        plan_once(&database)?;
        schema::make(&mut database)?;
        Ok(Index {
            shelf: Shelf::Memory,
            writer: Mutex::new(database),
            readers: Mutex::default(),
            lock: Mutex::default(),
        })
    }

    fn to_write(shelf: &Shelf, path: &Path, lock: File) -> Result<Index, IndexError> {
        let is_cache = matches!(shelf, Shelf::Cache(..));
        let database = match writing(path) {
            Ok(Ok(database)) => database,
            Ok(Err(_)) if is_cache => anew(path)?,
            Ok(Err(version)) => return Err(IndexError::Version(version)),
            Err(error) if is_cache && is_damage(&error) => anew(path)?,
            Err(error) => return Err(error.into()),
        };
        let index = Index {
            shelf: shelf.clone(),
            writer: Mutex::new(database),
            readers: Mutex::default(),
            lock: Mutex::new(Some(lock)),
        };
        // Whether it may be written to is known only once it has been tried.
        index.write(|transaction| transaction.execute("insert or replace into about values ('opened', 1)", []))?;
        Ok(index)
    }

    /// Opens it to read what is in it, and to change nothing.
    pub(super) fn to_read(shelf: &Shelf) -> Result<Index, IndexError> {
        let Some(path) = shelf.path() else { return Index::in_memory() };
        let mut database = reading(path)?;
        if schema::version(&database)? < VERSION {
            // It is an older one, or somebody was killed who was about to make it.
            let _lock = lock(path)?.ok_or(IndexError::Taken)?;
            older::copy(shelf, path)?;
            drop(writing(path)?);
            database = reading(path)?;
        }
        let version = schema::version(&database)?;
        if version != VERSION {
            return Err(IndexError::Version(version));
        }
        Ok(Index {
            shelf: shelf.clone(),
            writer: Mutex::new(database),
            readers: Mutex::default(),
            lock: Mutex::default(),
        })
    }

    /// Whether it outlives the pile.
    pub(super) fn is_kept(&self) -> bool {
        self.shelf.path().is_some()
    }

    /// Whether this process may write to it.
    pub(super) fn is_ours(&self) -> bool {
        !self.is_kept() || locked(&self.lock).is_some()
    }

    /// Lets another process write to it, and writes no more.
    pub(super) fn hand_over(&self) {
        *locked(&self.lock) = None;
    }

    /// Whether it is the library, in which things stay that are not named.
    pub(super) fn is_library(&self) -> bool {
        matches!(self.shelf, Shelf::Library(_))
    }

    /// The name under which a file is kept that is shown under this one.
    pub(super) fn to_keep<'a>(&self, name: &'a str) -> Cow<'a, str> {
        if let Shelf::Cache(_, roots) = &self.shelf { roots.to_keep(name) } else { name.into() }
    }

    /// The head with its name as it is shown.
    fn shown(&self, mut head: Head) -> Head {
        if let Shelf::Cache(_, roots) = &self.shelf {
            head.name = roots.to_show(&head.name).into_owned();
        }
        head
    }

    /// How bodies are kept in it.
    pub(super) fn packing(&self) -> Packing {
        if self.is_kept() { Packing::Deflated } else { Packing::Plain }
    }

    /// Asks it something.
    pub(super) fn read<T>(&self, ask: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> rusqlite::Result<T> {
        let Some(path) = self.shelf.path() else { return ask(&locked(&self.writer)) };
        let free = locked(&self.readers).pop();
        let reader = free.map_or_else(|| reading(path), Ok)?;
        let answer = ask(&reader);
        let mut readers = locked(&self.readers);
        if readers.len() < READERS {
            readers.push(reader);
        }
        answer
    }

    /// Changes it, all or nothing.
    pub(super) fn write<T>(&self, change: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>) -> rusqlite::Result<T> {
        let mut writer = locked(&self.writer);
        let transaction = writer.transaction()?;
        let done = change(&transaction)?;
        transaction.commit()?;
        Ok(done)
    }

    /// Deletes its file, so that it is made anew the next time.
    pub(super) fn delete(&self) {
        let files =
            self.shelf.path().into_iter().flat_map(|path| ["", "-wal", "-shm"].map(|ending| beside(path, ending)));
        // What is not there need not go, and what stays is found to be damaged once more.
        files.for_each(|file| drop(fs::remove_file(file)));
    }

    /// Lets it have no more pages than this, so that it is full sooner than a disk.
    #[cfg(test)]
    pub(super) fn limit(&self, pages: u32) {
        locked(&self.writer).pragma_update(None, "max_page_count", pages).unwrap();
    }

    /// Counts up with every change that another process makes.
    pub(super) fn changes_elsewhere(&self) -> rusqlite::Result<i64> {
        locked(&self.writer).pragma_query_value(None, "data_version", |row| row.get(0))
    }
}

/// A single fact of the whole.
fn about<T: FromSql>(database: &Connection, name: &str) -> rusqlite::Result<Option<T>> {
    let mut fact = database.prepare_cached("select value from about where name = ?")?;
    fact.query_row([name], |row| row.get(0)).optional()
}

/// Whether a database is not to be used any more.
pub(super) fn is_damage(error: &rusqlite::Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt))
}

/// The lock that lets this process write; `None` where another one has it. Where a file system knows no locks, everybody
/// may, and the database sees to it that they take turns.
fn lock(path: &Path) -> io::Result<Option<File>> {
    let lock = File::options().create(true).truncate(false).write(true).open(beside(path, "-lock"))?;
    match lock.try_lock() {
        Err(TryLockError::WouldBlock) => Ok(None),
        Ok(()) | Err(TryLockError::Error(_)) => Ok(Some(lock)),
    }
}

/// A connection that writes; `Err` with the version of the tables where that is another one.
fn writing(path: &Path) -> rusqlite::Result<Result<Connection, u32>> {
    let mut database = Connection::open(path)?;
    database.busy_timeout(BUSY)?;
    plan_once(&database)?;
    // What is made here is empty, and may be lost with the power: the disk need not be waited for.
    database.execute_batch(
        "pragma synchronous = off; pragma journal_mode = wal; pragma wal_autocheckpoint = 4000;
         pragma cache_size = -16000; pragma temp_store = memory; pragma trusted_schema = off;",
    )?;
    if !schema::make(&mut database)? {
        return Ok(Err(schema::version(&database)?));
    }
    database.execute_batch("pragma synchronous = normal")?;
    Ok(Ok(database))
}

/// A connection that reads.
fn reading(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let database = Connection::open_with_flags(path, flags)?;
    database.busy_timeout(BUSY)?;
    plan_once(&database)?;
    database.execute_batch("pragma cache_size = -4000; pragma temp_store = memory; pragma trusted_schema = off;")?;
    Ok(database)
}

/// Lets a statement keep its plan. Without this `SQLite` makes a new one for each value that might tell of an index over
/// some rows only, which takes longer than to read an article.
fn plan_once(database: &Connection) -> rusqlite::Result<()> {
    database.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map(drop)
}

/// Deletes what is there and begins anew.
fn anew(path: &Path) -> Result<Connection, IndexError> {
    for ending in ["", "-wal", "-shm"] {
        match fs::remove_file(beside(path, ending)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
    }
    writing(path)?.map_err(IndexError::Version)
}

/// The path with an ending more.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
