//! What a person has corrected in the reader holds for every later reading, and is on the disk before it is said.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use followspot::library::{CastFile, Change};
use tempfile::TempDir;

/// Under this variable the test that is killed finds its file.
const VICTIM: &str = "FOLLOWSPOT_TEST_CORRECTIONS";

/// A home with three articles in it.
struct Place(TempDir);

impl Place {
    fn new() -> Place {
        let place = Place(tempfile::tempdir().unwrap());
        fs::create_dir(place.path("pile")).unwrap();
        for (name, text) in [
            ("a.txt", "Visite à Minsk\n\nAlexandre Loukachenko a reçu Vladimir Poutine. Poutine a souri.\n"),
            ("b.txt", "Gaz\n\nPoutine se tait. Carla Bodin aussi.\n"),
            ("c.txt", "Talks\n\nVladimir Putin met Carla Bodin.\n"),
        ] {
            fs::write(place.path("pile").join(name), text).unwrap();
        }
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn run(&self, arguments: &[&str]) -> String {
        let mut command = Command::new(env!("CARGO_BIN_EXE_followspot"));
        command.env_clear().env("HOME", self.0.path()).current_dir(self.path("pile")).args(arguments);
        let output = command.output().unwrap();
        assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// The last line of the screen after these keys.
    fn press(&self, keys: &str) -> String {
        let screen = self.run(&["--print", "--size", "150x30", "--keys", keys, "."]);
        screen.lines().last().unwrap().trim().to_owned()
    }

    /// Whom `followspot cast` counts, one line each without the forms.
    fn counts(&self) -> Vec<String> {
        self.run(&["cast", "."]).lines().filter(|line| !line.starts_with(' ')).map(str::to_owned).collect()
    }
}

#[test]
fn what_is_said_in_the_reader_holds_on_the_command_line() {
    let place = Place::new();
    assert_eq!(place.counts()[0], "Vladimir Putin putin: 4 mentions in 3 articles");
    assert!(place.press("1nn-ey").starts_with("“Poutine” is not Vladimir Putin everywhere"));
    let counts = place.counts();
    assert_eq!(counts[0], "Vladimir Putin putin: 2 mentions in 2 articles");
    let file = fs::read_to_string(place.path(".config/followspot/cast.corrections")).unwrap();
    assert!(file.starts_with("not putin \"Poutine\" everywhere  # "), "{file}");
    assert!(!place.path(".config/followspot/cast.toml").exists(), "the cast has not changed");
    assert!(place.press("1nvl+a").starts_with("“Poutine” is Vladimir Putin in this article"));
    assert_eq!(place.counts()[0], "Vladimir Putin putin: 3 mentions in 2 articles");
    assert!(place.press("1nvl+a").starts_with("it has been said before that “Poutine” is"));
}

#[test]
fn a_correction_stays_with_a_file_that_has_moved() {
    let place = Place::new();
    place.press("1nn-h");
    fs::rename(place.path("pile/a.txt"), place.path("pile/z.txt")).unwrap();
    assert_eq!(place.counts()[0], "Vladimir Putin putin: 3 mentions in 3 articles");
}

#[test]
fn who_is_added_is_followed_from_then_on() {
    let place = Place::new();
    let said = place.press("ACarla Bodin<enter>");
    assert!(said.starts_with("Carla Bodin is followed now, as number 4; the cast is kept in "), "{said}");
    assert_eq!(place.counts()[3], "Carla Bodin bodin: 2 mentions in 2 articles");
    assert!(place.press("AC. Bodin<enter>").starts_with("C. Bodin is followed now, as number 5"));
    assert!(place.press("5E4<C-u>Carla Bodin<enter>").starts_with("C. Bodin and Carla Bodin are one now"));
    assert_eq!(place.counts().len(), 4);
    let file = fs::read_to_string(place.path(".config/followspot/cast.toml")).unwrap();
    assert!(file.starts_with("# The built-in cast."), "{file}");
    assert!(place.press("ACarla Bodin<enter>").contains("is in the cast already, as number 4"));
}

#[test]
fn what_is_taken_back_leaves_nothing_behind() {
    let place = Place::new();
    let before = place.counts();
    place.press("1nn-eyU");
    assert_eq!(place.counts(), before);
    assert!(place.press("1nn-eyU<C-r>").starts_with("done again: “Poutine” is not"));
    assert_ne!(place.counts(), before);
}

#[test]
fn where_nothing_can_be_written_it_is_said_and_reading_goes_on() {
    let place = Place::new();
    fs::write(place.path(".config"), "no folder").unwrap();
    let said = place.press("1nn-h");
    assert!(said.starts_with("Nothing was changed, for ") && said.contains("cast.toml cannot be written"), "{said}");
    assert!(place.press("1nn-hz").starts_with("mention 2/4"), "{}", place.press("1nn-hz"));
}

#[test]
fn a_file_with_something_wrong_in_it_is_not_overwritten() {
    let place = Place::new();
    let (cast, corrections) = (place.path("desk.toml"), place.path("desk.corrections"));
    fs::write(&cast, "[[actor]]\nid = \"bodin\"\nname = \"Carla Bodin\"\n").unwrap();
    fs::write(&corrections, "nto bodin \"Bodin\" everywhere\n").unwrap();
    let said = place.run(&["--print", "--size", "250x30", "--cast", "../desk.toml", "--keys", "1n-h", "."]);
    assert!(said.contains("desk.corrections:1: a line begins with is or not, and this one with nto"), "{said}");
    assert_eq!(fs::read_to_string(&corrections).unwrap(), "nto bodin \"Bodin\" everywhere\n");
}

/// Puts one line after another into the corrections and says which are confirmed, until it is killed.
#[test]
fn victim() {
    let Some(path) = std::env::var_os(VICTIM) else { return };
    let file = CastFile::usual(Some(path.into()));
    for n in 0.. {
        let put = vec![format!("not putin \"Poutine {n}\" everywhere")];
        file.change(|held, _| {
            let cast = Some((held.cast.clone(), format!("{}\n# {n}\n", held.cast)));
            Ok(Change { cast, put, ..Change::default() })
        })
        .unwrap();
        println!("\nconfirmed {n}");
        std::io::stdout().flush().unwrap();
    }
}

#[test]
fn what_was_confirmed_survives_kill_9_and_the_files_are_whole() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cast.toml");
    for lines in [1, 5, 2, 9, 3] {
        let confirmed = run_victim(&path, lines);
        let followed = CastFile::usual(Some(path.clone())).read().unwrap();
        for n in 0..=confirmed {
            let words = format!("Poutine {n}");
            assert!(followed.corrections.0.iter().any(|said| said.words == words), "{n} of {confirmed} is lost");
        }
        assert_eq!(followed.cast.actors.len(), 3);
        fs::remove_file(&path).unwrap();
        fs::remove_file(path.with_extension("corrections")).unwrap();
    }
}

/// Runs the victim until it has confirmed so many times, and kills it; tells what it confirmed last.
fn run_victim(path: &Path, lines: usize) -> u32 {
    let mut victim = Command::new(std::env::current_exe().unwrap());
    victim.args(["--exact", "victim", "--nocapture"]).env(VICTIM, path).stdout(Stdio::piped());
    let mut victim = victim.spawn().unwrap();
    let mut output = BufReader::new(victim.stdout.take().unwrap()).lines().map(Result::unwrap);
    let mut confirmed = || output.find_map(|line| line.strip_prefix("confirmed ")?.parse().ok());
    let last = (0..lines).filter_map(|_| confirmed()).last();
    victim.kill().unwrap();
    victim.wait().unwrap();
    std::iter::from_fn(confirmed).last().or(last).expect("something was confirmed")
}
