//! What the person did and said is saved in one file, and comes back from it: also while it is written to, and not from a
//! file that is no backup.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use followspot::article::Content;
use followspot::library::Kept;
use followspot::library::kept::About;
use followspot::marks::Mark;
use rusqlite::Connection;
use tempfile::TempDir;

const LONG: Duration = Duration::from_mins(1);
const CAST: &str = "[[actor]]\nid = \"ann\"\nname = \"Ann Roth\"\n";
const CORRECTIONS: &str = "not ann \"Roth\" everywhere\n";

/// A home of its own.
struct Home(TempDir);

impl Home {
    fn new() -> Home {
        Home(tempfile::tempdir().unwrap())
    }

    fn path(&self, file: &str) -> PathBuf {
        self.0.path().join(file)
    }

    fn state(&self) -> PathBuf {
        self.path(".local/share/followspot/state.db")
    }

    /// Keeps marks of so many articles; the handle goes on writing.
    fn kept(&self, count: u128) -> Kept {
        fs::create_dir_all(self.state().parent().unwrap()).unwrap();
        let kept = Kept::open(Some(self.state()), |sentence| panic!("{sentence}"));
        kept.wait(LONG);
        (0..count).for_each(|n| kept.leave(Content(n), "name", 7, None, true));
        assert!(kept.flush(LONG));
        kept
    }

    fn write(&self, file: &str, text: &str) {
        let path = self.path(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// What the program says, on standard output or, with a failure, on standard error.
    fn run(&self, arguments: &[&str]) -> Result<String, String> {
        let mut command = Command::new(env!("CARGO_BIN_EXE_followspot"));
        command.args(arguments).current_dir(self.0.path()).env_clear().env("HOME", self.0.path());
        let output = command.stdin(Stdio::null()).output().unwrap();
        let said = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        if output.status.success() { Ok(said(output.stdout)) } else { Err(said(output.stderr)) }
    }
}

/// Of how many articles something is kept, and whether all are read.
fn articles(state: &Path) -> (i64, bool) {
    let database = Connection::open(state).unwrap();
    database.query_row("select count(*), min(is_read) from article", [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap()
}

#[test]
fn everything_comes_back_in_another_home() {
    let (here, there) = (Home::new(), Home::new());
    let open = here.kept(40);
    here.write(".config/followspot/cast.toml", CAST);
    here.write(".config/followspot/cast.corrections", CORRECTIONS);
    let said = here.run(&["backup", "all.zip"]).unwrap();
    assert_eq!(said, "Saved: places and marks in 40 articles, the cast file, 1 line of corrections.\n");
    drop(open);
    fs::copy(here.path("all.zip"), there.path("all.zip")).unwrap();
    there.run(&["restore", "all.zip"]).unwrap();
    assert_eq!(articles(&there.state()), (40, true));
    assert_eq!(fs::read_to_string(there.path(".config/followspot/cast.toml")).unwrap(), CAST);
    assert_eq!(fs::read_to_string(there.path(".config/followspot/cast.corrections")).unwrap(), CORRECTIONS);
    let left: Vec<_> = fs::read_dir(there.0.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(left.iter().all(|name| !name.to_string_lossy().contains("all.zip.")), "{left:?}");
}

#[test]
fn what_was_there_before_is_left_beside_it() {
    let home = Home::new();
    drop(home.kept(3));
    home.write(".config/followspot/cast.toml", CAST);
    home.run(&["backup", "all.zip"]).unwrap();
    drop(home.kept(9));
    home.write(".config/followspot/cast.toml", "");
    // A reader that is open goes on.
    let open = home.kept(9);
    let said = home.run(&["restore", "all.zip"]).unwrap();
    assert!(said.contains("state.db.before-1") && said.contains("cast.toml.before-1"), "{said}");
    assert_eq!(articles(&home.state()), (3, true));
    assert_eq!(articles(&home.path(".local/share/followspot/state.db.before-1")), (9, true));
    open.mark(Content(100), Mark::Read(true), About::default);
    assert!(open.flush(LONG));
    assert_eq!(articles(&home.state()), (4, true));
}

#[test]
fn what_is_no_backup_changes_nothing() {
    let home = Home::new();
    drop(home.kept(3));
    home.run(&["backup", "all.zip"]).unwrap();
    assert!(home.run(&["backup", "all.zip"]).unwrap_err().contains("already"));
    let whole = fs::read(home.path("all.zip")).unwrap();
    fs::write(home.path("half.zip"), &whole[..whole.len() / 2]).unwrap();
    fs::write(home.path("text.zip"), "no zip").unwrap();
    for (file, why) in [("half.zip", "no backup"), ("text.zip", "no backup"), ("missing.zip", "cannot be read")] {
        let said = home.run(&["restore", file]).unwrap_err();
        assert!(said.contains(why), "{said}");
    }
    let newer = Connection::open(home.state()).unwrap();
    newer.pragma_update(None, "user_version", 99).unwrap();
    drop(newer);
    home.run(&["backup", "newer.zip"]).unwrap();
    let old = Home::new();
    drop(old.kept(2));
    fs::copy(home.path("newer.zip"), old.path("newer.zip")).unwrap();
    assert!(old.run(&["restore", "newer.zip"]).unwrap_err().contains("newer Followspot"));
    assert_eq!(articles(&old.state()), (2, true));
}
