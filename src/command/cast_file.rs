//! Which cast is followed: the file that was named, the one in the config folder, or the built-in cast.

use std::path::{Path, PathBuf};

use crate::library::{CastFile, Followed};

use super::failure::{Failure, say};
use super::{config, folders};

/// The file that `--cast` names, or else the config file, or else `cast.toml` in the config folder.
pub(super) fn place(named: Option<&Path>, set: Option<PathBuf>) -> CastFile {
    match named.map(Path::to_owned).or(set) {
        Some(path) => CastFile::named(path),
        None => CastFile::usual(folders::config("cast.toml")),
    }
}

/// The same for a command that prints: what is wrong with the config file is said, and the rest of it does not matter.
pub(super) fn place_to_print(named: Option<&Path>) -> CastFile {
    let set = config::load().map_or_else(
        |sentence| {
            say(&sentence);
            None
        },
        |config| config.cast,
    );
    place(named, set)
}

/// Whom a command that prints follows.
pub(super) fn load_to_print(named: Option<&Path>) -> Result<Followed, Failure> {
    let followed = place_to_print(named).read()?;
    followed.strangers().iter().for_each(|sentence| say(sentence));
    Ok(followed)
}
