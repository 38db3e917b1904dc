//! Which cast is followed: the file that was named, the one in the config folder, or the built-in cast.

use std::fs;
use std::io;
use std::path::Path;

use crate::cast::Cast;

use super::failure::Failure;
use super::folders;

/// The cast that `--cast` names, or else that of the config folder, or else the built-in one.
pub(super) fn load(named: Option<&Path>) -> Result<Cast, Failure> {
    match (named, folders::config("cast.toml")) {
        (Some(path), _) => read(path),
        (None, Some(path)) if path.exists() => read(&path),
        (None, _) => Ok(Cast::builtin()),
    }
}

fn read(path: &Path) -> Result<Cast, Failure> {
    let unread = |error: io::Error| Failure::CastUnread { path: path.to_owned(), error };
    let text = fs::read_to_string(path).map_err(unread)?;
    Ok(Cast::parse(&text, &path.to_string_lossy())?)
}
