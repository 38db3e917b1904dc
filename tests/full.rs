//! A full disk, on a small file system of its own: it is told, nothing is damaged, and once there is room all goes on.
//!
//! It takes the right to mount one; where that is missing, the tests say so and check nothing.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::print_stderr, reason = "a test that checks nothing says so")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use followspot::article::Content;
use followspot::library::Kept;
use followspot::library::kept::About;
use followspot::marks::Mark;
use tempfile::TempDir;

const LONG: Duration = Duration::from_mins(1);

/// A file system in memory, at a place of its own.
struct Disk {
    place: TempDir,
}

impl Disk {
    /// One of so many bytes, if it may be mounted.
    fn new(bytes: usize) -> Option<Disk> {
        let disk = Disk { place: tempfile::tempdir().unwrap() };
        let mounted = disk.mount(&format!("size={bytes}"));
        if !mounted {
            eprintln!("skipped: no file system can be mounted here");
        }
        mounted.then_some(disk)
    }

    fn mount(&self, options: &str) -> bool {
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", options, "tmpfs"]).arg(self.place.path());
        mount.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.place.path().join(name)
    }

    /// Fills it to the last byte.
    fn fill(&self) {
        let mut size = 1 << 20;
        while size > 0 {
            let file = self.path(&format!("filler-{size}"));
            let more = fs::read(&file).map_or(0, |before| before.len()) + size;
            if fs::write(&file, vec![1; more]).is_err() {
                size /= 2;
            }
        }
    }

    fn empty(&self) {
        for entry in fs::read_dir(self.place.path()).unwrap().map(Result::unwrap) {
            if entry.file_name().to_string_lossy().starts_with("filler-") {
                fs::remove_file(entry.path()).unwrap();
            }
        }
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // Where it stays, the folder in which it is does too.
        let _ = Command::new("umount").arg("-l").arg(self.place.path()).status();
    }
}

/// A file of articles, of which every third names somebody.
fn articles(count: usize) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let line = |n: usize| {
        let named = if n.is_multiple_of(3) { "Vladimir Putin came." } else { "Nobody came." };
        let words: Vec<String> = (0..200).map(|word| ((n * 7919 + word * 104_729) % 100_003).to_string()).collect();
        format!("{{\"title\": \"Report {n}\", \"body\": \"{named} {}\"}}\n", words.join(" "))
    };
    fs::write(folder.path().join("a.jsonl"), (0..count).map(line).collect::<String>()).unwrap();
    folder
}

fn followspot(home: &Path, folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_followspot"));
    command.args(arguments).current_dir(folder).env_clear().env("HOME", home).stdin(Stdio::null());
    command.output().unwrap()
}

fn said(output: &Output) -> String {
    [&*output.stdout, &*output.stderr].map(String::from_utf8_lossy).concat()
}

#[test]
fn an_import_that_fills_the_disk_is_told_and_goes_on_once_there_is_room() {
    let Some(disk) = Disk::new(2 << 20) else { return };
    let folder = articles(3000);
    let run = |arguments: &[&str]| followspot(&disk.path(""), folder.path(), arguments);
    let output = run(&["import", "a.jsonl"]);
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    assert!(said(&output).contains("The library cannot be written"), "{}", said(&output));
    assert!(disk.mount("remount,size=67108864"));
    assert_eq!(said(&run(&["library", "check"])), "The library is whole.\n");
    assert_eq!(run(&["import", "a.jsonl"]).status.code(), Some(0));
    assert!(said(&run(&["library"])).contains("3000 articles from 1 files"));
    let screen = said(&run(&["--library", "--print", "--keys", "1"]));
    assert!(screen.contains("1000 in 1000 articles"), "{screen}");
}

#[test]
fn a_pile_whose_index_finds_no_room_is_read_without() {
    let Some(disk) = Disk::new(1 << 20) else { return };
    let folder = articles(3000);
    let read = || {
        let output = followspot(&disk.path(""), folder.path(), &["a.jsonl", "--print", "--keys", "1"]);
        assert_eq!(output.status.code(), Some(0), "{}", said(&output));
        let screen = said(&output);
        assert!(screen.contains("1000 in 1000 articles"), "{screen}");
    };
    read();
    assert!(disk.mount("remount,size=67108864"));
    read();
    read();
}

#[test]
fn what_is_marked_on_a_full_disk_is_told_and_kept_once_there_is_room() {
    let Some(disk) = Disk::new(4 << 20) else { return };
    let notices: Arc<Mutex<Vec<String>>> = Arc::default();
    let open = || {
        let told = notices.clone();
        let kept = Kept::open(Some(disk.path("state.db")), move |sentence| told.lock().unwrap().push(sentence));
        kept.wait(LONG);
        kept
    };
    let star = |kept: &Kept, n: u128| {
        kept.mark(Content(n), Mark::Starred(true), About::default);
        kept.flush(LONG)
    };
    let kept = open();
    assert!(star(&kept, 0));
    disk.fill();
    let confirmed = (1..2000).take_while(|n| star(&kept, *n)).count() as u128;
    assert!(confirmed < 1999 && notices.lock().unwrap().len() == 1, "{confirmed}");
    disk.empty();
    assert!(star(&kept, 5000));
    drop(kept);
    let kept = open();
    for n in (0..=confirmed + 1).chain([5000]) {
        assert!(kept.trace(Content(n)).marks.starred, "{n} of {confirmed}");
    }
    assert_eq!(notices.lock().unwrap().len(), 1);
}
