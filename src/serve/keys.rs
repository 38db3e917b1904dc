//! Who may come: the file of authorized keys, in OpenSSH's format, read again whenever it has changed.

mod line;

use std::collections::HashMap;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use russh::keys::PublicKey;

pub(super) use line::judge;

/// The public keys that are let in, and whose they are.
pub(super) struct Keys {
    path: PathBuf,
    held: Mutex<Held>,
}

/// What the file held when it was last read.
#[derive(Default)]
struct Held {
    /// Whether it was looked for at all.
    looked: bool,
    /// By what it is seen that the file has changed; `None` where there was none.
    stamp: Option<Stamp>,
    /// The name of each key's owner, by the key as it travels.
    names: HashMap<Vec<u8>, Arc<str>>,
}

/// Device, file, size, permissions, and when it was changed to the nanosecond.
pub(super) type Stamp = (u64, u64, u64, u32, i64, i64);

impl Keys {
    /// The keys in the file at `path`, which is read when it is first asked for.
    pub(super) fn new(path: PathBuf) -> Keys {
        Keys { path, held: Mutex::default() }
    }

    /// Where they are kept.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// By what it is seen that the file has changed; `None` where there is none.
    pub(super) fn stamp(&self) -> Option<Stamp> {
        fs::metadata(&self.path).map(|file| stamp(&file)).ok()
    }

    /// The name of a key's owner; `None` where nobody is known by it. What is wrong with the file is told to `tell`, a
    /// sentence each, when it is read.
    pub(super) fn owner(&self, key: &PublicKey, tell: &dyn Fn(String)) -> Option<Arc<str>> {
        let held = self.renewed(tell);
        held.names.get(&key.to_bytes().ok()?).cloned()
    }

    /// Reads the file if it has changed, and tells how many keys there are.
    pub(super) fn count(&self, tell: &dyn Fn(String)) -> usize {
        self.renewed(tell).names.len()
    }

    fn renewed(&self, tell: &dyn Fn(String)) -> MutexGuard<'_, Held> {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let stamp = self.stamp();
        if !held.looked || stamp != held.stamp {
            // A file that is gone or cannot be trusted lets nobody in.
            let names = read(&self.path).map(|bytes| parse(&bytes, &self.path, tell));
            *held = Held { looked: true, stamp, names: HashMap::new() };
            match names {
                Ok(names) => held.names = names,
                Err(problem) => tell(format!("{} lets nobody in: {problem}", self.path.display())),
            }
        }
        held
    }
}

/// The bytes of the file, if nobody but its owner can have written them.
fn read(path: &Path) -> Result<Vec<u8>, String> {
    let mode = fs::metadata(path).map_err(|error| error.to_string())?.mode();
    if mode & 0o022 != 0 {
        return Err(format!("others can write to it (mode {:04o}); chmod go-w it", mode & 0o7777));
    }
    fs::read(path).map_err(|error| error.to_string())
}

fn stamp(file: &fs::Metadata) -> Stamp {
    (file.dev(), file.ino(), file.size(), file.mode(), file.mtime(), file.mtime_nsec())
}

/// The keys of a file. A line with something wrong in it is told and left out; the others hold.
fn parse(bytes: &[u8], path: &Path, tell: &dyn Fn(String)) -> HashMap<Vec<u8>, Arc<str>> {
    let mut names = HashMap::new();
    for (number, line) in String::from_utf8_lossy(bytes).lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        match line::parse(line) {
            Ok((key, name)) => drop(key.to_bytes().map(|key| names.insert(key, Arc::from(name)))),
            Err(problem) => tell(format!("{}:{}: {problem}; this key is left out", path.display(), number + 1)),
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    const ANNA: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJdD7y3aLq454yWBdwLWbieU1ebz9/cu7/QEXn9OIeZJ";
    const BERT: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA6rWI3G1sz07DnfFlrouTcysQlj2P+jpNSOEWD9OJ3X";

    #[test]
    fn the_file_is_read_again_when_it_has_changed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("authorized_keys");
        let keys = Keys::new(path.clone());
        let [anna, bert] = [ANNA, BERT].map(|key| PublicKey::from_openssh(key).unwrap());
        let told = RefCell::new(Vec::new());
        let tell = |sentence: String| told.borrow_mut().push(sentence);
        let owner = |key| keys.owner(key, &tell).map(|name| name.to_string());
        assert_eq!(owner(&anna), None);
        told.borrow_mut().clear();
        fs::write(&path, format!("# the desk\n\n{ANNA} anna\nnonsense\n")).unwrap();
        assert_eq!(owner(&anna).as_deref(), Some("anna"));
        assert_eq!(owner(&bert), None);
        assert_eq!(told.borrow().len(), 1, "a line is told once: {told:?}");
        assert!(told.borrow()[0].contains("authorized_keys:4: "), "{told:?}");
        fs::write(&path, format!("name=\"Bert B.\" {BERT} x\n")).unwrap();
        assert_eq!(owner(&anna), None);
        assert_eq!(owner(&bert).as_deref(), Some("Bert B."));
        fs::set_permissions(&path, fs::Permissions::from_mode(0o666)).unwrap();
        assert_eq!(owner(&bert), None);
        assert!(told.borrow()[1].ends_with("chmod go-w it"), "{told:?}");
        fs::remove_file(&path).unwrap();
        assert_eq!(owner(&bert), None);
    }
}
