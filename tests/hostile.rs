//! A folder of everything that could do harm: it opens, says what was wrong with which file, and nothing of it reaches
//! the terminal.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::ffi::OsStr;
use std::fs::{self, File, Permissions};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use tempfile::TempDir;

/// Long enough for the slowest machine; whatever takes longer hangs.
const PATIENCE: Duration = Duration::from_mins(5);

const NAMES: &str = "Vladimir Putin met Lukashenko.";

/// The folder, with what each file is called and holds.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &[u8], bytes: &[u8]| {
        let path = folder.path().join("pile").join(OsStr::from_bytes(name));
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    };
    write(
        b"controls.txt",
        format!("\x1b]0;owned\x07T\u{9b}31m\n\n{NAMES}\x1b[2J\x1b]52;c;ZXZpbA==\x07\x1bP1$r\x1b\\ \x08").as_bytes(),
    );
    write(b"bidi.txt", format!("\u{202e}eltiT\n\n\u{2066}{NAMES}\u{2069}\u{202d}\u{200f} Pu\u{200b}tin").as_bytes());
    write(b"broken.txt", &[b"Title \xff\xfe\xc3\n\n", NAMES.as_bytes(), b" \xf0\x9f\x98 \xed\xa0\x80"].concat());
    write(b"empty.txt", b"");
    write(b"blank.txt", b" \n\n\t\n");
    write(b"binary.txt", &[0, 1, 2, 3, 0, 255, 254, 0].repeat(99));
    write(b"marks.txt", format!("Zalgo\n\n{NAMES}\n\nP{}", "\u{301}\u{489}\u{20dd}".repeat(20_000)).as_bytes());
    write(b"nested.html", format!("{}{NAMES}{}", "<div>".repeat(10_000), "</div>".repeat(10_000)).as_bytes());
    write(b"oneline.txt", format!("{NAMES} {}", "Putin and no end ".repeat(10_000)).as_bytes());
    write(b"lines.txt", "\n.".repeat(100_000).as_bytes());
    write(b"evil\x1b]52;c;eA==\x07\n\xe2\x80\xae.txt", NAMES.as_bytes());
    write(b"caf\xe9.txt", NAMES.as_bytes());
    write(b"good.txt", format!("A good title\n\n{NAMES}\n").as_bytes());
    write(format!("{}/deep.txt", vec!["d"; 100].join("/")).as_bytes(), NAMES.as_bytes());
    let pile = folder.path().join("pile");
    File::create(pile.join("fifty.txt")).unwrap().set_len(50_000_000).unwrap();
    symlink(".", pile.join("loop")).unwrap();
    symlink("itself", pile.join("itself")).unwrap();
    assert!(Command::new("mkfifo").arg(pile.join("fifo")).status().unwrap().success());
    write(b"secret.txt", NAMES.as_bytes());
    fs::set_permissions(pile.join("secret.txt"), Permissions::from_mode(0o000)).unwrap();
    folder
}

/// Runs the program on the folder; it has to end by itself.
fn run(home: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_followspot"));
    command.args(arguments).current_dir(home).env_clear().env("HOME", home).stdin(Stdio::null());
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let (sender, result) = mpsc::channel();
    thread::spawn(move || sender.send(child.wait_with_output()));
    result.recv_timeout(PATIENCE).unwrap_or_else(|_| panic!("{arguments:?} hangs")).unwrap()
}

/// What was printed, of which no character is one that a terminal would act upon.
fn harmless(bytes: &[u8]) -> String {
    let text = String::from_utf8(bytes.to_vec()).expect("output is UTF-8");
    let harmful = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    assert_eq!(text.chars().find(|c| harmful(*c)), None);
    text
}

#[test]
fn nothing_harmful_is_printed_and_every_trouble_is_told() {
    let folder = folder();
    let readable = fs::read(folder.path().join("pile/secret.txt")).is_ok();
    for format in ["text", "jsonl", "csv"] {
        let output = run(folder.path(), &["mentions", "--format", format, "pile"]);
        let (out, err) = (harmless(&output.stdout), harmless(&output.stderr));
        assert_eq!(output.status.code(), Some(2), "{err}");
        for name in ["controls", "bidi", "broken", "nested", "oneline", "deep", "good", "caf", "evil", "marks"] {
            assert!(out.contains(name), "{format}: no mention in {name}");
        }
        assert_eq!(out.contains("secret"), readable, "root may read everything");
        let expected = [
            ("pile/fifo: ", "pipe"),
            ("pile/fifty.txt: ", "too large"),
            ("pile/binary.txt: ", "binary"),
            ("pile/loop: ", "leads back"),
            ("pile/itself: ", "could not be read"),
        ];
        for (name, reason) in expected {
            let told = err.lines().find(|line| line.contains(name)).unwrap_or_else(|| panic!("{name} in {err}"));
            assert!(told.contains(reason), "{told}");
        }
        assert_eq!(err.contains("secret.txt: You may not read it"), !readable, "{err}");
    }
    harmless(&run(folder.path(), &["cast", "pile"]).stdout);
}

#[test]
fn a_json_line_is_exact_where_it_is_escaped() {
    let folder = folder();
    let output = run(folder.path(), &["mentions", "--format", "jsonl", "pile"]);
    let records = harmless(&output.stdout);
    let names = records.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let evil = names.filter_map(|record| record["article"].as_str().map(str::to_owned)).find(|n| n.contains("evil"));
    assert_eq!(evil.as_deref(), Some("pile/evil\x1b]52;c;eA==\x07\n\u{202e}.txt"));
}

#[test]
fn the_reader_shows_it_all_and_does_no_harm() {
    let folder = folder();
    // Through every article and back, with somebody lit and something searched for.
    for keys in ["1nnnnNNJJJJJJJJJJJJJJJJJJJJJJKK", "/putin<Enter>nnnnn<Enter>zGgg"] {
        let output = run(folder.path(), &["--print", "--size", "100x40", "--color", "never", "--keys", keys, "pile"]);
        let screen = harmless(&output.stdout);
        assert_eq!((output.status.code(), screen.lines().count()), (Some(0), 40), "{keys}: {screen}");
    }
    let screen = harmless(&run(folder.path(), &["--print", "--size", "160x60", "pile"]).stdout);
    for listed in ["fifo", "fifty.txt", "binary.txt", "loop", "itself", "empty.txt", "A good title"] {
        assert!(screen.contains(listed), "{listed} in {screen}");
    }
}
