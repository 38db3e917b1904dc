//! What was fetched, kept in a folder, so that it need not be sent again where it is still the same, and can be read where
//! the server cannot be reached.
//!
//! Each address has a file of its own: a line of JSON with what was told, and behind it the bytes. Any of them may be
//! deleted at any time.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process;
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use crate::article::Content;

/// After how long what nobody has asked for is deleted.
const KEPT_FOR: Duration = Duration::from_hours(24 * 60);

/// What was told of bytes that were fetched.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::library) struct Told {
    /// Where they were found, behind all that led there.
    pub(in crate::library) address: String,
    /// The name of their encoding.
    pub(in crate::library) charset: Option<String>,
    /// Whether they were said to be a web page.
    pub(in crate::library) is_page: bool,
    /// By what the server tells whether it would send the same again: a mark of its own, and a date.
    pub(super) mark: Option<String>,
    pub(super) modified: Option<String>,
    /// When they were fetched, or known to be still the same, in seconds since 1970.
    pub(super) when: u64,
}

impl Told {
    /// How long ago they were fetched.
    pub(super) fn age(&self) -> Duration {
        Duration::from_secs(now().saturating_sub(self.when))
    }
}

/// The folder in which it is kept; none where there is no such folder.
#[derive(Debug)]
pub(super) struct Store(Option<PathBuf>);

impl Store {
    /// The store in a folder, which is made when it is needed, without what nobody has asked for in a long time.
    pub(super) fn open(folder: Option<PathBuf>) -> Store {
        let is_old = |path: &Path| {
            let age = path.metadata().and_then(|about| about.modified()).ok().and_then(|when| when.elapsed().ok());
            age.is_some_and(|age| age > KEPT_FOR)
        };
        for file in folder.iter().filter_map(|folder| fs::read_dir(folder).ok()).flatten().flatten() {
            if is_old(&file.path()) {
                // What cannot be deleted is in nobody's way.
                let _ = fs::remove_file(file.path());
            }
        }
        Store(folder)
    }

    /// What was fetched from an address before.
    pub(super) fn read(&self, address: &str) -> Option<(Told, Vec<u8>)> {
        let mut bytes = fs::read(self.path(address)?).ok()?;
        let end = memchr::memchr(b'\n', &bytes)?;
        let told = serde_json::from_slice(bytes.get(..end)?).ok()?;
        bytes.drain(..=end);
        Some((told, bytes))
    }

    /// Keeps what was fetched from an address. Where it cannot be kept it will be sent again.
    pub(super) fn write(&self, address: &str, told: &Told, bytes: &[u8]) {
        if let Some(path) = self.path(address) {
            let _ = replace(&path, told, bytes);
        }
    }

    fn path(&self, address: &str) -> Option<PathBuf> {
        Some(self.0.as_ref()?.join(Content::of(address).to_string()))
    }
}

/// Puts a whole file in the place of another at once.
fn replace(path: &Path, told: &Told, bytes: &[u8]) -> io::Result<()> {
    fs::create_dir_all(path.parent().unwrap_or(path))?;
    let beside = path.with_extension(format!("{}-{:?}", process::id(), thread::current().id()));
    let mut file = File::create(&beside)?;
    let written = serde_json::to_writer(&file, told)
        .map_err(io::Error::from)
        .and_then(|()| file.write_all(b"\n"))
        .and_then(|()| file.write_all(bytes))
        .and_then(|()| fs::rename(&beside, path));
    written.inspect_err(|_| drop(fs::remove_file(&beside)))
}

/// The time in seconds since 1970.
pub(super) fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("fetched");
        let (store, told) = (Store::open(Some(place.clone())), Told { when: now(), ..Told::default() });
        assert_eq!(store.read("https://a.example"), None);
        store.write("https://a.example", &told, b"One\nline");
        store.write("https://b.example", &told, b"");
        assert_eq!(store.read("https://a.example"), Some((told.clone(), b"One\nline".to_vec())));
        assert_eq!(Store::open(Some(place.clone())).read("https://b.example"), Some((told.clone(), Vec::new())));
        for file in fs::read_dir(&place).unwrap() {
            fs::write(file.unwrap().path(), b"{\"address").unwrap();
        }
        assert_eq!(store.read("https://a.example"), None);
        let nowhere = Store::open(None);
        nowhere.write("https://a.example", &told, b"One");
        assert_eq!(nowhere.read("https://a.example"), None);
    }

    #[test]
    fn what_is_old_is_deleted() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(Some(folder.path().to_owned()));
        store.write("https://a.example", &Told::default(), b"One");
        store.write("https://b.example", &Told::default(), b"Two");
        let old = SystemTime::now() - KEPT_FOR - Duration::from_mins(1);
        let file = File::options().write(true).open(store.path("https://a.example").unwrap()).unwrap();
        file.set_modified(old).unwrap();
        let store = Store::open(Some(folder.path().to_owned()));
        assert!(store.read("https://a.example").is_none() && store.read("https://b.example").is_some());
    }
}
