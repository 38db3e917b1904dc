//! Where the program keeps its files, as the XDG Base Directory Specification says.

use std::fs::DirEntry;
#[cfg(feature = "serve")]
use std::path::Path;
use std::path::PathBuf;

use etcetera::BaseStrategy;

/// The person's home; `None` where there is none.
pub(super) fn home() -> Option<PathBuf> {
    etcetera::home_dir().ok()
}

/// The path of a file in the config folder; `None` where there is no home.
pub(super) fn config(file: &str) -> Option<PathBuf> {
    Some(etcetera::choose_base_strategy().ok()?.config_dir().join("followspot").join(file))
}

/// The path of a file in the data folder; `None` where there is no home.
pub(super) fn data(file: &str) -> Option<PathBuf> {
    Some(etcetera::choose_base_strategy().ok()?.data_dir().join("followspot").join(file))
}

/// The path of a file or folder in the cache folder; `None` where there is no home.
pub(super) fn cache(file: &str) -> Option<PathBuf> {
    Some(etcetera::choose_base_strategy().ok()?.cache_dir().join("followspot").join(file))
}

/// Of everyone who reads over SSH the name and the folder.
pub(super) fn users() -> Vec<(String, PathBuf)> {
    let folder = |entry: DirEntry| Some((name(entry.file_name().to_str()?)?, entry.path()));
    let all = data("users").and_then(|users| users.read_dir().ok());
    let mut all: Vec<_> = all.into_iter().flatten().flatten().filter_map(folder).collect();
    all.sort();
    all
}

/// The folder of somebody who reads over SSH: named as they are, with everything but plain letters and digits written as
/// bytes, so that no name leads anywhere else and no two share one.
#[cfg(feature = "serve")]
pub(super) fn user(users: &Path, name: &str) -> PathBuf {
    let mut folder = String::new();
    for byte in name.bytes() {
        let is_plain = byte.is_ascii_alphanumeric() || b"-_@".contains(&byte) || byte == b'.' && !folder.is_empty();
        if is_plain { folder.push(char::from(byte)) } else { folder.extend(['%', hex(byte >> 4), hex(byte & 15)]) }
    }
    users.join(folder)
}

#[cfg(feature = "serve")]
fn hex(digit: u8) -> char {
    char::from_digit(u32::from(digit), 16).unwrap_or_default()
}

/// Whose folder is named so; `None` where it is nobody's.
fn name(folder: &str) -> Option<String> {
    let (mut bytes, mut rest) = (Vec::new(), folder.bytes());
    while let Some(byte) = rest.next() {
        let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        bytes.push(if byte == b'%' { digit(rest.next()?)? << 4 | digit(rest.next()?)? } else { byte });
    }
    String::from_utf8(bytes).ok()
}

#[cfg(all(test, feature = "serve"))]
mod tests {
    use super::*;

    #[test]
    fn no_name_leads_out_of_the_folder_of_all() {
        for (person, folder) in [
            ("anna@desk", "anna@desk"),
            ("..", "%2e."),
            ("a/../b", "a%2f..%2fb"),
            ("Zoé B.", "Zo%c3%a9%20B."),
            ("a%2fb", "a%252fb"),
        ] {
            assert_eq!(user(Path::new("/u"), person), Path::new("/u").join(folder));
            assert_eq!(name(folder).as_deref(), Some(person));
        }
        assert_eq!([name("a%"), name("%zz")], [None, None]);
    }
}
