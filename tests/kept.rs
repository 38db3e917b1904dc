//! What the person did comes back: after leaving, after a signal, after a file has moved, and after kill -9.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use followspot::article::Content;
use followspot::library::Kept;
use followspot::library::kept::About;
use followspot::marks::{Mark, Marks, Note};
use followspot::text::Span;
use portable_pty::CommandBuilder;
use tempfile::TempDir;
use window::Window;

#[path = "pty/window.rs"]
#[expect(dead_code, reason = "other tests look at more of a window")]
mod window;

const LONG: Duration = Duration::from_mins(1);

/// Under this variable the test that is killed finds its file.
const VICTIM: &str = "FOLLOWSPOT_TEST_KEPT";

/// Keeps one article after another, with a note and a tag, and says which have been confirmed, until it is killed.
#[test]
fn victim() {
    let Some(path) = std::env::var_os(VICTIM) else { return };
    let kept = Kept::open(Some(path.into()), |sentence| panic!("{sentence}"));
    kept.wait(LONG);
    for n in 0.. {
        kept.leave(Content(n), "name", u32::try_from(n).unwrap(), None, true);
        for mark in put_on(n) {
            kept.mark(Content(n), mark, About::default);
        }
        // More than is confirmed is always under way.
        kept.mark(Content(n + 1_000_000), Mark::Read(true), About::default);
        if n % 3 == 0 && kept.flush(LONG) {
            println!("\nconfirmed {n}");
            std::io::stdout().flush().unwrap();
        }
    }
}

/// What is put on an article.
fn put_on(n: u128) -> [Mark; 3] {
    let note = Note {
        span: Span::new(3, 9),
        words: "what is".to_owned(),
        text: format!("note {n}"),
        whose: followspot::marks::Whose::Own,
    };
    [Mark::Note(note), Mark::Tag(format!("tag{n}"), true), Mark::Starred(true)]
}

#[test]
fn what_was_confirmed_survives_kill_9() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.db");
    // At twenty moments, none like another.
    for moment in 0..20 {
        let confirmed = run_victim(&path, 1 + moment * 7 % 20, Duration::from_micros(moment * 1_373));
        let kept = Kept::open(Some(path.clone()), |sentence| panic!("{sentence}"));
        kept.wait(LONG);
        for n in 0..=confirmed {
            let trace = kept.trace(Content(n));
            let mut marks = Marks { read: true, ..Marks::default() };
            for mark in put_on(n) {
                marks.put(mark);
            }
            assert_eq!(trace.marks, marks, "{n} of {confirmed} is lost");
            assert_eq!(trace.left.map(|left| u128::from(left.top)), Some(n));
        }
    }
}

/// Runs the victim until it has confirmed so many times, and kills it that much later; tells what it confirmed last.
fn run_victim(path: &Path, lines: u64, later: Duration) -> u128 {
    let mut victim = Command::new(std::env::current_exe().unwrap());
    victim.args(["--exact", "victim", "--nocapture"]).env(VICTIM, path).stdout(Stdio::piped());
    let mut victim = victim.spawn().unwrap();
    let mut output = BufReader::new(victim.stdout.take().unwrap()).lines().map(Result::unwrap);
    let mut confirmed = || output.find_map(|line| line.strip_prefix("confirmed ")?.parse().ok());
    let last = (0..lines).filter_map(|_| confirmed()).last();
    std::thread::sleep(later);
    victim.kill().unwrap();
    victim.wait().unwrap();
    // What it still said before it died counts as well.
    std::iter::from_fn(confirmed).last().or(last).expect("something was confirmed")
}

/// A home with articles in it.
struct Place(TempDir);

impl Place {
    fn new(count: usize) -> Place {
        let place = Place(tempfile::tempdir().unwrap());
        fs::create_dir(place.0.path().join("pile")).unwrap();
        for n in 0..count {
            let who = |p: i32| if count < 100 && p % 10 == 5 { "Putin saw it. " } else { "" };
            let paragraphs: Vec<String> = (0..60).map(|p| format!("{}Line {p} of article {n}.", who(p))).collect();
            fs::write(place.article(n), format!("Title number {n}\n\n{}\n", paragraphs.join("\n\n"))).unwrap();
        }
        place
    }

    fn article(&self, n: usize) -> PathBuf {
        self.0.path().join(format!("pile/{n:05}.txt"))
    }

    /// The reader in a window.
    fn reader(&self) -> Window {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_followspot"));
        command.env_clear();
        command.env("HOME", self.0.path());
        command.env("TERM", "xterm-256color");
        command.arg(self.0.path().join("pile"));
        Window::start(command)
    }

    /// What the reader shows first.
    fn screen(&self) -> String {
        let mut command = Command::new(env!("CARGO_BIN_EXE_followspot"));
        command.env_clear().env("HOME", self.0.path()).args(["--print", "--size", "100x24"]);
        let output = command.arg(self.0.path().join("pile")).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    }

    /// Waits until it is on the disk what was walked last, and where.
    fn wait_until_kept(&self, walked: &str) {
        let path = self.0.path().join(".local/share/followspot/state.db");
        let is_kept = || {
            let kept = Kept::open(Some(path.clone()), |_| ());
            kept.wait(LONG);
            let last = kept.left_last().first().map(|(_, content)| kept.trace(*content));
            last.is_some_and(|trace| {
                trace.left.is_some_and(|left| left.stop.is_some()) && trace.stance.is_some_and(|s| s.walked == walked)
            })
        };
        let start = Instant::now();
        while !is_kept() {
            assert!(start.elapsed() < LONG, "{walked} is never kept");
        }
    }

    /// Goes to the third line of the second article's second screen and leaves in this way.
    fn read_and(&self, leave: impl FnOnce(&Window)) {
        let mut reader = self.reader();
        reader.wait_for("Title number 0");
        reader.send("j\r");
        reader.wait_for("Line 0 of article 1");
        reader.send("  ");
        reader.wait_gone("Line 0 of article 1.");
        reader.wait_idle();
        leave(&reader);
        reader.wait_end();
    }
}

fn is_where_it_was(screen: &str) {
    assert!(screen.contains("of article 1.") && !screen.contains("Line 0 of article 1."), "{screen}");
}

#[test]
fn the_place_comes_back_after_leaving() {
    let place = Place::new(3);
    place.read_and(|reader| reader.send("Q"));
    is_where_it_was(&place.screen());
}

#[test]
fn the_place_comes_back_after_a_signal() {
    for signal in ["-TERM", "-HUP"] {
        let place = Place::new(3);
        place.read_and(|reader| {
            let process = reader.process().to_string();
            assert!(Command::new("kill").args([signal, &process]).status().unwrap().success());
        });
        is_where_it_was(&place.screen());
    }
}

/// What takes a reader away.
type Way = fn(&mut Window);

/// The ways in which a reader goes who did not want to.
const WAYS: [(&str, Way); 3] = [
    ("it is killed", |reader| kill(reader, "-KILL")),
    ("its line drops", |reader| kill(reader, "-HUP")),
    ("its terminal is closed", Window::close),
];

fn kill(reader: &Window, signal: &str) {
    let process = reader.process().to_string();
    assert!(Command::new("kill").args([signal, &process]).status().unwrap().success());
}

#[test]
fn line_stop_and_actor_come_back_however_the_reader_went() {
    for (way, go) in WAYS {
        let place = Place::new(3);
        let mut reader = place.reader();
        reader.wait_for("Title number 0");
        reader.send("j\r");
        reader.wait_for("Line 0 of article 1.");
        reader.send("1nnn");
        reader.wait_for("mention 9/18 · article 2/3");
        place.wait_until_kept("putin");
        go(&mut reader);
        reader.wait_end();
        let screen = place.screen();
        assert!(screen.contains("mention 9/18 · article 2/3"), "{way}\n{screen}");
        assert!(screen.contains("Putin saw it. Line 25 of article 1."), "{way}\n{screen}");
    }
}

#[test]
fn who_was_in_the_list_comes_back_to_the_list_and_a_search_is_lit_again() {
    let place = Place::new(3);
    let mut reader = place.reader();
    reader.wait_for("Title number 0");
    reader.send("/\"Line 7\"\r");
    reader.wait_for("hit 1/3");
    reader.send("nq");
    reader.wait_for("article 2/3");
    place.wait_until_kept("/\"Line 7\"");
    kill(&reader, "-KILL");
    reader.wait_end();
    let reader = place.reader();
    reader.wait_for("article 2/3");
    reader.send("n");
    reader.wait_for("hit 3/3");
}

#[test]
fn the_place_follows_a_file_that_has_moved() {
    let place = Place::new(3);
    place.read_and(|reader| reader.send("Q"));
    fs::rename(place.article(1), place.0.path().join("pile/zzz.txt")).unwrap();
    is_where_it_was(&place.screen());
}

#[test]
fn in_a_large_pile_the_last_article_is_shown_before_all_is_read() {
    let place = Place::new(3_000);
    let mut reader = place.reader();
    reader.wait_for("1/3000");
    reader.send("G");
    reader.wait_for("Title number 2999");
    reader.send("\r");
    reader.wait_for("Line 0 of article 2999");
    reader.send("Q");
    reader.wait_end();
    assert!(place.screen().contains("Line 0 of article 2999"), "{}", place.screen());
}

#[test]
fn where_nothing_can_be_kept_it_is_said_and_reading_goes_on() {
    let place = Place::new(3);
    fs::write(place.0.path().join(".local"), "no folder").unwrap();
    let screen = place.screen();
    assert!(screen.contains("Places, marks and notes cannot be kept"), "{screen}");
    place.read_and(|reader| reader.send("Q"));
}
