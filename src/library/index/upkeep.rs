//! The index as a whole.

use std::fs;

use super::{Index, about, articles, beside, files, locked};

impl Index {
    /// How large it is on the disk, in bytes.
    pub(in crate::library) fn size(&self) -> u64 {
        let files = self.shelf.path().into_iter().flat_map(|path| ["", "-wal"].map(|ending| beside(path, ending)));
        files.filter_map(|file| fs::metadata(file).ok()).map(|about| about.len()).sum()
    }

    /// How many files, articles, and articles that cannot be read there are.
    pub(in crate::library) fn counts(&self) -> rusqlite::Result<[usize; 3]> {
        let count = |table| {
            let count = |database: &rusqlite::Connection| {
                database.query_row(&format!("select count(*) from {table}"), [], |row| row.get::<_, i64>(0))
            };
            self.read(count).map(|count| usize::try_from(count).unwrap_or(usize::MAX))
        };
        Ok([count("file")?, count("article")?, count("article where content is null")?])
    }

    /// How many articles have been gone through for mentions.
    pub(in crate::library) fn count_found(&self) -> rusqlite::Result<usize> {
        self.read(|database| {
            let mut found = database.prepare("select articles from found")?;
            let ones = |bits: Vec<u8>| bits.iter().map(|byte| byte.count_ones() as usize).sum::<usize>();
            found.query_map([], |row| row.get(0).map(ones))?.sum()
        })
    }

    /// What is wrong with it; nothing where it is whole.
    pub(in crate::library) fn check(&self) -> rusqlite::Result<Vec<String>> {
        self.read(|database| {
            let mut check = database.prepare("pragma integrity_check(20)")?;
            let mut wrong: Vec<String> = check.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
            wrong.retain(|word| word != "ok");
            let counted: i64 = about(database, "articles")?.unwrap_or_default();
            let there: i64 = database.query_row("select count(*) from article", [], |row| row.get(0))?;
            if counted != there {
                wrong.push(format!("there are {there} articles, and {counted} were counted"));
            }
            Ok(wrong)
        })
    }

    /// Makes it as small as it can be.
    pub(in crate::library) fn compact(&self) -> rusqlite::Result<()> {
        locked(&self.writer).execute_batch("vacuum; pragma wal_checkpoint(truncate)")
    }

    /// Strikes out a file of that name, or all in a folder; tells how many articles these were.
    pub(in crate::library) fn forget(&self, name: &str) -> rusqlite::Result<usize> {
        let folder = format!("{}/", name.trim_end_matches('/'));
        let known: Vec<u32> = self.read(|database| {
            let mut known =
                database.prepare("select id from file where name = ?1 or substr(name, 1, length(?2)) = ?2")?;
            known.query_map([name, &folder], |row| row.get(0))?.collect()
        })?;
        self.write(|change| {
            let (before, _) = articles::count(change)?;
            known.iter().try_for_each(|file| files::strike(change, *file))?;
            // The forms that were found in them are in the sums: all is counted again.
            super::counts::clear(change)?;
            Ok((before - articles::count(change)?.0) as usize)
        })
    }
}
