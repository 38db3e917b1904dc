//! The key table of the README is the one that the reader works by.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use followspot::reader::{COMMANDS, Keymap};

#[test]
fn the_readme_tells_the_keys() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(path).expect("README.md");
    let told = between(&readme, "<!-- keys -->\n", "<!-- /keys -->").expect("the marks of the key table");
    assert!(told == table(), "write this between the marks:\n{}", table());
}

fn between<'a>(text: &'a str, open: &str, close: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(open)?;
    rest.split_once(close).map(|(inside, _)| inside)
}

/// The commands that have keys, as a table.
fn table() -> String {
    let keymap = Keymap::default();
    let mut table = String::from("| what it does | keys | name in the config |\n|---|---|---|\n");
    for command in COMMANDS {
        let keys = keymap.keys_of(command.name);
        let keys = match keys.as_slice() {
            [] => continue,
            [first, .., last] if keys.len() > 4 => format!("`{first}` … `{last}`"),
            keys => keys.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(" "),
        };
        let _ = writeln!(table, "| {} | {keys} | `{}` |", command.help, command.name);
    }
    table
}
