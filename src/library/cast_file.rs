//! The cast file and the corrections beside it (`cast.toml`, `cast.corrections`): read, changed, written.
//!
//! Both are made for people, for version control and for handing on, so they are changed as text: what a person wrote
//! stays as it was. A change is made to what the files hold at that moment, under a lock, and is there in full or not
//! at all, whatever happens meanwhile.
//!
//! One of several who share a cast may have files of their own above the shared ones: their cast file, once there is
//! one, holds in place of the shared one, and their corrections are added to the shared ones and outweigh them.

mod disk;

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::cast::{Cast, CastError};
use crate::mention::corrections::{Corrections, put, take};

/// The ending of the file of corrections.
const ENDING: &str = "corrections";

/// Where the cast file is, or will be once something is changed.
#[derive(Clone, Debug, Default)]
pub struct CastFile {
    path: Option<PathBuf>,
    /// Whether it was named, so that it has to be there.
    named: bool,
    /// What is followed as long as it is not there, and whose corrections hold in any case; by default, the built-in cast.
    below: Option<Arc<Held>>,
}

/// Who is followed, and what has been said about their mentions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Followed {
    /// Who is followed.
    pub cast: Cast,
    /// What has been said about their mentions.
    pub corrections: Corrections,
}

/// A change to the two files that can be undone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// The text of the cast file before and after, where it changes.
    pub cast: Option<(String, String)>,
    /// Lines that the corrections lose.
    pub take: Vec<String>,
    /// Lines that they gain.
    pub put: Vec<String>,
}

/// What the two files hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// The text of the cast file; of the built-in one where there is none.
    pub cast: String,
    /// The text of the corrections.
    pub corrections: String,
    /// Whether there is a cast file.
    pub exists: bool,
}

/// Why the files cannot be read or changed.
#[derive(Debug, thiserror::Error)]
pub enum CastFileError {
    /// One of them cannot be read.
    #[error("The cast file {} cannot be read: {error}", .path.display())]
    Unread {
        /// Which.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// One of them has something wrong in it.
    #[error("The cast file is refused. {0}")]
    Refused(#[from] CastError),
    /// One of them cannot be written.
    #[error("Nothing was changed, for {} cannot be written: {error}", .path.display())]
    Unwritten {
        /// Which.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// There is no place for them.
    #[error("Nothing was changed, for there is no home to keep a cast file in: start with --cast FILE")]
    NoPlace,
    /// The cast file is no longer as the change found it.
    #[error("Nothing was changed, for somebody else has changed {} since", .0.display())]
    Overtaken(PathBuf),
    /// What the change itself says is in its way.
    #[error("{0}")]
    Impossible(String),
}

impl Followed {
    /// A sentence on corrections of actors that the cast does not have, where there are some: they do nothing.
    pub fn strangers(&self) -> Option<String> {
        let ids = self.corrections.0.iter().map(|correction| correction.actor.as_str());
        let strangers: BTreeSet<&str> = ids.filter(|id| self.cast.index_of(id).is_none()).collect();
        let named = strangers.into_iter().collect::<Vec<_>>().join(", ");
        let sentence =
            || format!("The corrections speak of {named}, whom the cast does not have: these lines do nothing.");
        (!named.is_empty()).then(sentence)
    }
}

impl Change {
    /// What takes it back.
    #[must_use]
    pub fn inverse(self) -> Change {
        Change { cast: self.cast.map(|(before, after)| (after, before)), take: self.put, put: self.take }
    }
}

impl CastFile {
    /// The file that was named, which has to be there.
    pub fn named(path: PathBuf) -> CastFile {
        CastFile { path: Some(path), named: true, below: None }
    }

    /// The file at its usual place, if there is a place; as long as it is not there, the built-in cast is followed.
    pub fn usual(path: Option<PathBuf>) -> CastFile {
        CastFile { path, named: false, below: None }
    }

    /// The file of one of those who share what is `below`.
    pub fn above(below: Arc<Held>, path: PathBuf) -> CastFile {
        CastFile { path: Some(path), named: false, below: Some(below) }
    }

    /// Whether others share what is below it.
    pub fn is_above_others(&self) -> bool {
        self.below.is_some()
    }

    /// Where it is, or will be.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// Reads both files.
    ///
    /// # Errors
    /// Where one of them cannot be read, or has something wrong in it.
    pub fn read(&self) -> Result<Followed, CastFileError> {
        self.parse(&self.held()?)
    }

    /// Changes the files as `make` says, who is given what they hold, and tells what was changed and what they hold now.
    ///
    /// # Errors
    /// Where they cannot be read or written, or hold something else than the change expects; then nothing is changed.
    pub fn change(
        &self,
        make: impl FnOnce(&Held, &Followed) -> Result<Change, CastFileError>,
    ) -> Result<(Change, Followed), CastFileError> {
        let path = self.path.as_deref().ok_or(CastFileError::NoPlace)?;
        let unwritten = |error| CastFileError::Unwritten { path: path.to_owned(), error };
        let _lock = disk::lock(path).map_err(unwritten)?;
        let held = self.held()?;
        let change = make(&held, &self.parse(&held)?)?;
        let mut new = held.clone();
        if let Some((before, after)) = &change.cast {
            if *before != held.cast {
                return Err(CastFileError::Overtaken(path.to_owned()));
            }
            new.cast.clone_from(after);
        }
        new.corrections = change.take.iter().fold(new.corrections, |text, line| take(&text, line));
        new.corrections = change.put.iter().fold(new.corrections, |text, line| put(&text, line));
        let followed = self.parse(&new)?;
        write(path, &held, &new).map_err(|(path, error)| CastFileError::Unwritten { path, error })?;
        if self.below.as_ref().is_some_and(|below| below.cast == new.cast) {
            // Who follows the same again goes on with the others. It may never have been there.
            let _ = std::fs::remove_file(path);
        }
        Ok((change, followed))
    }

    /// Replaces both files as a whole; what they held is left beside them under other names, which it tells.
    ///
    /// # Errors
    /// As [`CastFile::change`].
    pub fn replace(&self, new: &Held) -> Result<Vec<PathBuf>, CastFileError> {
        let path = self.path.as_deref().ok_or(CastFileError::NoPlace)?;
        let unwritten = |error| CastFileError::Unwritten { path: path.to_owned(), error };
        let _lock = disk::lock(path).map_err(unwritten)?;
        let held = self.held()?;
        self.parse(new)?;
        let mut before = Vec::new();
        for (path, old, new) in [(path, &held.cast, &new.cast), (&beside(path), &held.corrections, &new.corrections)] {
            if path.exists() && old != new {
                before.push(disk::copy(path).map_err(unwritten)?);
            }
        }
        // A file that is not there is written even where it says the same as the built-in cast.
        let is_new = new.exists && !held.exists;
        let old = Held { cast: if is_new { String::new() } else { held.cast }, ..held };
        write(path, &old, new).map_err(|(path, error)| CastFileError::Unwritten { path, error })?;
        Ok(before)
    }

    /// The texts of both files.
    ///
    /// # Errors
    /// Where one of them cannot be read.
    pub fn held(&self) -> Result<Held, CastFileError> {
        let below = || {
            let shared = self.below.as_ref().map(|below| below.cast.clone());
            let cast = shared.unwrap_or_else(|| Cast::builtin_text().to_owned());
            Held { cast, corrections: String::new(), exists: false }
        };
        let Some(path) = &self.path else { return Ok(below()) };
        let read =
            |path: &Path| disk::read(path).map_err(|error| CastFileError::Unread { path: path.to_owned(), error });
        let corrections = read(&beside(path))?.unwrap_or_default();
        match read(path)? {
            Some(cast) => Ok(Held { cast, corrections, exists: true }),
            None if self.named => Err(CastFileError::Unread { path: path.clone(), error: disk::not_there() }),
            None => Ok(Held { corrections, ..below() }),
        }
    }

    fn parse(&self, held: &Held) -> Result<Followed, CastFileError> {
        let path = self.path.clone().unwrap_or_default();
        let cast = Cast::parse(&held.cast, &path.to_string_lossy())?;
        let corrections = Corrections::parse(&held.corrections, &beside(&path).to_string_lossy())?;
        let below = self.below.as_ref().map_or("", |below| &below.corrections);
        let corrections = corrections.over(Corrections::parse(below, "")?);
        Ok(Followed { cast, corrections })
    }
}

/// Writes what differs. Both files are ready beside their places before the first of them takes its place.
fn write(path: &Path, old: &Held, new: &Held) -> Result<(), (PathBuf, io::Error)> {
    let beside = beside(path);
    let ready = |path: &Path, old: &str, new: &str| {
        let ready = (old != new).then(|| disk::Ready::new(path, new)).transpose();
        ready.map_err(|error| (path.to_owned(), error))
    };
    let corrections = ready(&beside, &old.corrections, &new.corrections)?;
    let cast = ready(path, &old.cast, &new.cast)?;
    for ready in corrections.into_iter().chain(cast) {
        ready.take_place().map_err(|error| (path.to_owned(), error))?;
    }
    Ok(())
}

/// The file of corrections beside a cast file.
fn beside(path: &Path) -> PathBuf {
    path.with_extension(ENDING)
}

#[cfg(test)]
mod tests;
