//! A library of an older version of the program.

use std::fs;
use std::path::Path;

use rusqlite::Connection;

use crate::library::aside::unused;

use super::schema::{self, VERSION};
use super::{BUSY, IndexError, Shelf};

/// Copies a library of an older version beside it, before it is changed: whoever goes back to an older program finds
/// what it had. What can be read again needs no copy.
pub(super) fn copy(shelf: &Shelf, path: &Path) -> Result<(), IndexError> {
    if !matches!(shelf, Shelf::Library(_)) || !path.exists() {
        return Ok(());
    }
    let database = Connection::open(path)?;
    database.busy_timeout(BUSY)?;
    let version = schema::version(&database)?;
    if (1..VERSION).contains(&version) {
        // What was written last may stand beside it still.
        database.query_row("pragma wal_checkpoint(truncate)", [], |_| Ok(()))?;
        let copy = unused(path, &format!("version-{version}"));
        fs::copy(path, &copy).inspect_err(|_| drop(fs::remove_file(&copy)))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::library::index::{Index, Roots};

    /// The names beside a library, once one of an older version has been opened by `open`.
    fn beside(shelf: fn(PathBuf) -> Shelf, open: fn(&Shelf) -> Result<Index, IndexError>) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("library.db");
        let older = Connection::open(&path).unwrap();
        older.execute_batch("pragma journal_mode = wal").unwrap();
        schema::make_first(&older);
        older.execute("insert into about values ('told', 'before')", []).unwrap();
        // The copy has what stands beside the file as yet.
        std::mem::forget(older);
        let index = open(&shelf(path)).unwrap();
        let told: Option<String> = index.read(|database| super::super::about(database, "told")).unwrap();
        assert_eq!(told.as_deref(), Some("before"));
        let names = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path());
        let copies = names.filter(|path| path.to_string_lossy().contains(".version-"));
        let seen = copies.map(|path| {
            let copy = Connection::open(&path).unwrap();
            let told: String =
                copy.query_row("select value from about where name = 'told'", [], |row| row.get(0)).unwrap();
            assert_eq!((told.as_str(), schema::version(&copy).unwrap()), ("before", 1));
            path.file_name().unwrap().to_string_lossy().into_owned()
        });
        seen.collect()
    }

    #[test]
    fn an_older_library_is_copied_before_it_is_changed_and_a_cache_is_not() {
        assert_eq!(beside(Shelf::Library, Index::open), ["library.db.version-1-1"]);
        assert_eq!(beside(Shelf::Library, Index::to_read), ["library.db.version-1-1"]);
        assert!(beside(|path| Shelf::Cache(path, Roots::default()), Index::open).is_empty());
    }
}
