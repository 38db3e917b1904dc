//! The library as a whole: what is in it, whether it is whole, making it smaller, and taking something out of it.

use std::fs;
use std::path::Path;

use super::index::{Index, IndexError, Shelf};

/// Why the library cannot be used.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct UpkeepError(#[from] IndexError);

impl From<rusqlite::Error> for UpkeepError {
    fn from(error: rusqlite::Error) -> Self {
        UpkeepError(error.into())
    }
}

/// The library as a whole.
pub struct Upkeep(Index);

/// What is in the library.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// How large it is on the disk, in bytes.
    pub size: u64,
    /// How many files were brought into it.
    pub files: usize,
    /// How many articles they hold.
    pub articles: usize,
    /// How many of these cannot be read.
    pub unreadable: usize,
    /// How many have been gone through for mentions.
    pub found: usize,
}

impl Upkeep {
    /// Opens the library, to read what is in it or, where it `changes`, to write to it.
    ///
    /// # Errors
    /// Where there is none, where it is damaged, or where somebody else writes to it.
    pub fn open(path: &Path, changes: bool) -> Result<Upkeep, UpkeepError> {
        fs::metadata(path).map_err(IndexError::from)?;
        let shelf = Shelf::Library(path.to_owned());
        let index = if changes { Index::open(&shelf)? } else { Index::to_read(&shelf)? };
        if changes && !index.is_ours() {
            return Err(IndexError::Taken.into());
        }
        Ok(Upkeep(index))
    }

    /// What is in it.
    ///
    /// # Errors
    /// What the database says.
    pub fn facts(&self) -> Result<Facts, UpkeepError> {
        let [files, articles, unreadable] = self.0.counts()?;
        Ok(Facts { size: self.0.size(), files, articles, unreadable, found: self.0.count_found()? })
    }

    /// What is wrong with it, in the words of the database; nothing where it is whole.
    ///
    /// # Errors
    /// Where that cannot be told.
    pub fn check(&self) -> Result<Vec<String>, UpkeepError> {
        Ok(self.0.check()?)
    }

    /// Makes it as small as it can be.
    ///
    /// # Errors
    /// Where it cannot be written, which it then is not.
    pub fn compact(&self) -> Result<(), UpkeepError> {
        Ok(self.0.compact()?)
    }

    /// Takes a file out of it, or all in a folder, by the name under which it was brought in; tells how many articles
    /// these were.
    ///
    /// # Errors
    /// Where it cannot be written, which it then is not.
    pub fn forget(&self, name: &str) -> Result<usize, UpkeepError> {
        Ok(self.0.forget(name)?)
    }
}
