//! Which cast is followed: the file that was named, the one in the config folder, or the built-in cast.

use std::fs;
use std::io;
use std::path::Path;

use crate::cast::Cast;

use super::failure::{Failure, say};
use super::{config, folders};

/// The cast that `--cast` names, or else the config file, or else `cast.toml` in the config folder, or else the
/// built-in one.
pub(super) fn load(named: Option<&Path>, set: Option<&Path>) -> Result<Cast, Failure> {
    match (named.or(set), folders::config("cast.toml")) {
        (Some(path), _) => read(path),
        (None, Some(path)) if path.exists() => read(&path),
        (None, _) => Ok(Cast::builtin()),
    }
}

/// The cast for a command that prints: what is wrong with the config file is said, and the rest of it does not matter.
pub(super) fn load_to_print(named: Option<&Path>) -> Result<Cast, Failure> {
    let set = config::load().map_or_else(
        |sentence| {
            say(&sentence);
            None
        },
        |config| config.cast,
    );
    load(named, set.as_deref())
}

fn read(path: &Path) -> Result<Cast, Failure> {
    let unread = |error: io::Error| Failure::CastUnread { path: path.to_owned(), error };
    let text = fs::read_to_string(path).map_err(unread)?;
    Ok(Cast::parse(&text, &path.to_string_lossy())?)
}
