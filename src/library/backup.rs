//! Backups: everything that the person did and said, in one file, and back again.
//!
//! It is a zip archive of what is kept, the cast file and the corrections beside it. What is there before something is
//! put back is not lost: it is left beside it under another name.

use std::fs::{self, OpenOptions};
use std::io::{self, Cursor, Read, Write};
use std::path::{Path, PathBuf};

use zip::ZipArchive;
use zip::ZipWriter;
use zip::result::ZipError;
use zip::write::SimpleFileOptions;

use super::aside::unused;
use super::cast_file::{CastFile, CastFileError, Held};
use super::kept::file::{self, FileError};

/// What the files are called in the archive.
const STATE: &str = "state.db";
const CAST: &str = "cast.toml";
const CORRECTIONS: &str = "cast.corrections";
/// The most that one of them may have, in bytes.
const LIMIT: u64 = 4 << 30;

/// Why nothing was saved, or nothing put back.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// There is a file of that name already.
    #[error("There is a file {} already, and it was left as it is", .0.display())]
    Exists(PathBuf),
    /// It is no backup, or a damaged one.
    #[error("{} is no backup, or a damaged one; nothing was changed", .0.display())]
    NoBackup(PathBuf),
    /// It was made by a newer version of the program.
    #[error("The backup is from a newer Followspot (version {0} of its file); nothing was changed. Update this one")]
    Newer(u32),
    /// There is no folder for what is kept.
    #[error("There is no home in which anything could be kept")]
    NoHome,
    /// The cast file or the corrections.
    #[error(transparent)]
    Cast(#[from] CastFileError),
    /// A file or a folder.
    #[error("{} cannot be read or written: {error}", .path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// What is kept cannot be read or written.
    #[error("{} cannot be read or written: {sentence}", .path.display())]
    State {
        /// Its file.
        path: PathBuf,
        /// Why.
        sentence: String,
    },
}

/// What was saved or put back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// Of how many articles something is kept.
    pub articles: usize,
    /// Whether there is a cast file of the person's own.
    pub cast: bool,
    /// How many lines of corrections.
    pub corrections: usize,
    /// Where that lies now which was there before.
    pub before: Vec<PathBuf>,
}

/// Saves what is kept in the file at `state`, and the cast, into a new file. Others may write meanwhile.
///
/// # Errors
/// Where something cannot be read or written; then there is no new file.
pub fn save(state: Option<&Path>, cast: &CastFile, into: &Path) -> Result<Saved, BackupError> {
    let held = cast.held()?;
    let state = state.filter(|state| state.exists());
    let copy = state.map(|state| copied(state, Scratch::beside(into))).transpose()?;
    let articles = copy.as_ref().map_or(0, |(_, articles)| *articles);
    let mut files: Vec<(&str, Vec<u8>)> = Vec::new();
    if let Some((scratch, _)) = &copy {
        files.push((STATE, fs::read(&scratch.0).map_err(at(&scratch.0))?));
    }
    if held.exists {
        files.push((CAST, held.cast.clone().into_bytes()));
    }
    if !held.corrections.is_empty() {
        files.push((CORRECTIONS, held.corrections.clone().into_bytes()));
    }
    let archive = packed(&files).map_err(|error| at(into)(error.into()))?;
    write_new(into, &archive)?;
    Ok(Saved { articles, cast: held.exists, corrections: held.corrections.lines().count(), before: Vec::new() })
}

/// Puts back what a backup holds: what is kept is replaced as a whole, and so are the cast file and the corrections that
/// it has.
///
/// # Errors
/// Where it is none, is damaged or newer, or something cannot be written; then nothing has changed but what comes before
/// that.
pub fn restore(from: &Path, state: Option<&Path>, cast: &CastFile) -> Result<Saved, BackupError> {
    let state = state.ok_or(BackupError::NoHome)?;
    let bytes = fs::read(from).map_err(at(from))?;
    let no_backup = || BackupError::NoBackup(from.to_owned());
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| no_backup())?;
    let mut part = |name: &str| match archive.by_name(name) {
        Ok(file) => {
            let mut bytes = Vec::new();
            file.take(LIMIT).read_to_end(&mut bytes).map(|_| Some(bytes)).map_err(|_| no_backup())
        }
        Err(ZipError::FileNotFound) => Ok(None),
        Err(_) => Err(no_backup()),
    };
    let (kept, own, corrections) = (part(STATE)?, part(CAST)?, part(CORRECTIONS)?);
    if kept.is_none() && own.is_none() && corrections.is_none() {
        return Err(no_backup());
    }
    let text = |bytes: Option<Vec<u8>>| bytes.map(String::from_utf8).transpose().map_err(|_| no_backup());
    let (own, corrections) = (text(own)?, text(corrections)?);
    let scratch = kept.map(|kept| unpacked(state, &kept, from)).transpose()?;
    let mut saved = put_back_cast(cast, own, corrections)?;
    if let Some(scratch) = scratch {
        let (articles, before) = file::replace(state, &scratch.0).map_err(in_state(state))?;
        saved.articles = articles;
        saved.before.extend(before);
    }
    Ok(saved)
}

/// Puts back the cast file and the corrections that there are, and keeps those that were there.
fn put_back_cast(cast: &CastFile, own: Option<String>, corrections: Option<String>) -> Result<Saved, BackupError> {
    let mut saved = Saved {
        articles: 0,
        cast: own.is_some(),
        corrections: corrections.as_deref().map_or(0, |lines| lines.lines().count()),
        before: Vec::new(),
    };
    if own.is_some() || corrections.is_some() {
        let old = cast.held()?;
        let exists = own.is_some() || old.exists;
        let new = Held {
            cast: own.unwrap_or_else(|| old.cast.clone()),
            corrections: corrections.unwrap_or_else(|| old.corrections.clone()),
            exists,
        };
        saved.before = cast.replace(&new)?;
    }
    Ok(saved)
}

/// What is kept, as it lies in the backup, found to be whole and brought up to this version.
fn unpacked(state: &Path, kept: &[u8], from: &Path) -> Result<Scratch, BackupError> {
    if let Some(folder) = state.parent() {
        fs::create_dir_all(folder).map_err(at(folder))?;
    }
    let scratch = Scratch::beside(state);
    write_new(&scratch.0, kept)?;
    match file::check(&scratch.0) {
        Ok(()) => Ok(scratch),
        Err(FileError::Newer(version)) => Err(BackupError::Newer(version)),
        Err(FileError::Damaged) => Err(BackupError::NoBackup(from.to_owned())),
        Err(error) => Err(in_state(&scratch.0)(error)),
    }
}

fn copied(state: &Path, scratch: Scratch) -> Result<(Scratch, usize), BackupError> {
    let articles = file::copy(state, &scratch.0).map_err(in_state(state))?;
    Ok((scratch, articles))
}

fn packed(files: &[(&str, Vec<u8>)]) -> Result<Vec<u8>, ZipError> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, SimpleFileOptions::default())?;
        writer.write_all(bytes)?;
    }
    Ok(writer.finish()?.into_inner())
}

/// Writes a file that was not there; where that fails, it is not there either.
fn write_new(path: &Path, bytes: &[u8]) -> Result<(), BackupError> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => BackupError::Exists(path.to_owned()),
        _ => at(path)(error),
    })?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    written.map_err(|error| {
        // It holds nothing whole.
        let _ = fs::remove_file(path);
        at(path)(error)
    })
}

/// A file for a while, which goes again.
struct Scratch(PathBuf);

impl Scratch {
    /// Beside another file.
    fn beside(path: &Path) -> Scratch {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        Scratch(unused(&path.with_file_name(format!(".{name}")), &std::process::id().to_string()))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // It may never have been made.
        let _ = fs::remove_file(&self.0);
    }
}

fn at(path: &Path) -> impl Fn(io::Error) -> BackupError {
    move |error| BackupError::File { path: path.to_owned(), error }
}

fn in_state(path: &Path) -> impl Fn(FileError) -> BackupError {
    move |error| BackupError::State { path: path.to_owned(), sentence: error.to_string() }
}
