//! Writing a small file so that it is there in full or as it was before, whatever happens; and one writer at a time.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicU32, Ordering};

use crate::library::aside::unused;

/// The largest file that is read, in bytes.
const LIMIT: u64 = 64 << 20;

/// The text of a file; `None` where there is none.
pub(super) fn read(path: &Path) -> io::Result<Option<String>> {
    match fs::metadata(path) {
        Ok(found) if found.len() > LIMIT => Err(io::Error::new(io::ErrorKind::FileTooLarge, "it is too large")),
        _ => match fs::read_to_string(path) {
            Ok(text) => Ok(Some(text)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        },
    }
}

/// Copies a file beside itself, under a name that no other has; tells that name.
pub(super) fn copy(path: &Path) -> io::Result<PathBuf> {
    let copy = unused(path, "before");
    fs::copy(path, &copy).map(|_| copy)
}

/// What is said of a file that has to be there and is not.
pub(super) fn not_there() -> io::Error {
    io::Error::from(io::ErrorKind::NotFound)
}

/// Locks the folder of a file, which is made if need be, until the answer is dropped. Where a file system knows no
/// locks, there is none, and what is written is whole all the same.
pub(super) fn lock(path: &Path) -> io::Result<Option<File>> {
    let folder = folder(path);
    fs::create_dir_all(folder)?;
    let folder = File::open(folder)?;
    Ok(folder.lock().is_ok().then_some(folder))
}

/// A text that is on the disk, beside the file whose place it is to take.
pub(super) struct Ready {
    /// Where it is; nowhere once it has taken its place.
    now: Option<PathBuf>,
    /// The file itself, where a link leads to it.
    place: PathBuf,
}

impl Ready {
    /// Writes `text` beside the file at `path`, with the permissions that this has.
    pub(super) fn new(path: &Path, text: &str) -> io::Result<Ready> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let place = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let name = place.file_name().unwrap_or_default().to_string_lossy();
        let unique = format!(".{name}.{}-{}", process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let now = place.with_file_name(unique);
        let mut file = OpenOptions::new().write(true).create_new(true).open(&now)?;
        let ready = Ready { now: Some(now), place };
        if let Ok(old) = fs::metadata(&ready.place) {
            file.set_permissions(old.permissions())?;
        }
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        Ok(ready)
    }

    /// Puts it in its place.
    pub(super) fn take_place(mut self) -> io::Result<()> {
        if let Some(now) = &self.now {
            fs::rename(now, &self.place)?;
            self.now = None;
            // Where a folder cannot be written through, the new text is as safe as the file system makes it.
            let _ = File::open(folder(&self.place)).and_then(|folder| folder.sync_all());
        }
        Ok(())
    }
}

impl Drop for Ready {
    fn drop(&mut self) {
        if let Some(now) = &self.now {
            // It holds nothing that is needed.
            let _ = fs::remove_file(now);
        }
    }
}

fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
