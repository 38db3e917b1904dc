//! The key by which clients know the server again: made once, and kept where nobody else can read it.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::Path;

use russh::keys::ssh_key::LineEnding;
use russh::keys::ssh_key::private::{Ed25519Keypair, KeypairData};
use russh::keys::{PrivateKey, load_secret_key};

use super::ServeError;

/// The key in the file at `path`; where there is none, one is made and kept there.
///
/// # Errors
/// When it cannot be read or kept, or when others can read it.
pub(super) fn open(path: &Path) -> Result<PrivateKey, ServeError> {
    let unusable = |problem: String| ServeError::HostKey { path: path.to_owned(), problem };
    if !path.exists() {
        make(path).map_err(|error| unusable(format!("it cannot be made: {error}")))?;
    }
    let mode = fs::metadata(path).map_err(|error| unusable(error.to_string()))?.permissions().mode();
    if mode & 0o077 != 0 {
        return Err(unusable(format!("others can read it (mode {:04o}); chmod 600 it", mode & 0o7777)));
    }
    load_secret_key(path, None).map_err(|error| unusable(error.to_string()))
}

/// Makes a key and puts it into place whole, unless somebody else was faster.
fn make(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut seed = [0; 32];
    File::open("/dev/urandom").and_then(|mut random| io::Read::read_exact(&mut random, &mut seed))?;
    let pair = KeypairData::from(Ed25519Keypair::from_seed(&seed));
    let text = PrivateKey::new(pair, "followspot").and_then(|key| key.to_openssh(LineEnding::LF));
    let new = path.with_extension(format!("new{}", std::process::id()));
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&new)?;
    let written = text.map_err(io::Error::other).and_then(|text| file.write_all(text.as_bytes()));
    let linked = written.and_then(|()| file.sync_all()).and_then(|()| fs::hard_link(&new, path));
    fs::remove_file(&new)?;
    linked.or_else(|error| if error.kind() == io::ErrorKind::AlreadyExists { Ok(()) } else { Err(error) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_made_once_and_nobody_else_can_read_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep/host_key");
        let first = open(&path).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(open(&path).unwrap().public_key(), first.public_key());
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
    }

    #[test]
    fn a_key_that_others_can_read_or_that_is_none_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("host_key");
        open(&path).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        assert!(open(&path).unwrap_err().to_string().contains("mode 0640"));
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        fs::write(&path, "nonsense").unwrap();
        assert!(open(&path).is_err());
    }
}
