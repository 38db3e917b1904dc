//! The program in a real pseudo-terminal: it starts, takes keys, and gives the terminal back however it ends.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "pty/window.rs"]
mod window;

use std::fs;
use std::process::Command;
use std::sync::Arc;

use crossbeam_channel::unbounded;
use followspot::cast::Cast;
use followspot::marks::Marks;
use followspot::query::ArticleId;
use followspot::reader::{Answer, Effect, Keymap, Options, Row, State};
use followspot::session::{Happening, Session, Terms, World};
use followspot::terminal::{Helpers, Local};
use portable_pty::CommandBuilder;
use tempfile::TempDir;

use window::Window;

/// A window with the program in it; its files are in a folder of their own.
struct Reader {
    window: Window,
    _home: TempDir,
}

fn reader() -> Reader {
    reader_of(&[env!("CARGO_BIN_EXE_followspot")])
}

fn reader_of(command: &[&str]) -> Reader {
    let home = TempDir::new().unwrap();
    let mut builder = CommandBuilder::new(command[0]);
    builder.args(&command[1..]);
    builder.cwd(home.path());
    builder.env("HOME", home.path());
    builder.env("TERM", "xterm-256color");
    for unset in ["XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "NO_COLOR", "COLORTERM", "TMUX", "STY"] {
        builder.env_remove(unset);
    }
    Reader { window: Window::start(builder), _home: home }
}

/// A part of the screen that is there as soon as the reader is.
const READY: &str = "Putin";

fn ready_reader() -> Reader {
    let reader = reader();
    reader.window.wait_for(READY);
    reader.window.wait_idle();
    reader
}

fn signal(process: u32, name: &str) {
    let sent = Command::new("kill").args([format!("-{name}"), process.to_string()]).status().unwrap();
    assert!(sent.success());
}

#[test]
fn it_starts_takes_keys_resizes_and_leaves() {
    let mut reader = ready_reader();
    let window = &mut reader.window;
    assert!(!window.is_cooked());
    window.send("?");
    window.wait_for("one line down");
    window.send("\x1b");
    window.wait_gone("one line down");
    window.resize(100, 30);
    window
        .wait_until("a frame of the new size", |screen| screen.rows(0, 100).nth(29).is_some_and(|row| !row.is_empty()));
    window.send("Q");
    assert!(window.wait_end().success());
    window.assert_given_back();
}

#[test]
fn a_signal_ends_it_and_the_terminal_is_given_back() {
    for name in ["TERM", "HUP", "INT"] {
        let mut reader = ready_reader();
        signal(reader.window.process(), name);
        assert!(!reader.window.wait_end().success(), "{name}");
        reader.window.assert_given_back();
    }
}

#[test]
fn a_window_that_is_gone_ends_it() {
    let mut reader = ready_reader();
    reader.window.close();
    reader.window.wait_end();
}

#[test]
fn it_stops_and_goes_on_as_job_control_asks() {
    let program = env!("CARGO_BIN_EXE_followspot");
    let script = format!("'{program}'; echo stopped; read line; fg; echo all done");
    let mut reader = reader_of(&["sh", "-m", "-c", &script]);
    let window = &mut reader.window;
    window.wait_for(READY);
    window.wait_idle();
    window.send("\x1a");
    window
        .wait_until("the shell's screen", |screen| !screen.alternate_screen() && screen.contents().contains("stopped"));
    assert!(window.is_cooked());
    window.send("\n");
    window.wait_until("the reader", |screen| screen.alternate_screen() && screen.contents().contains(READY));
    assert!(!window.is_cooked());
    window.send("Q");
    window.wait_until("the shell's screen", |screen| {
        !screen.alternate_screen() && screen.contents().contains("all done")
    });
    window.wait_end();
    window.assert_given_back();
}

#[test]
fn without_job_control_it_does_not_stop() {
    let reader = ready_reader();
    reader.window.send("\x1a");
    reader.window.wait_for("No shell");
}

#[test]
fn keys_that_the_line_has_cut_are_whole() {
    let reader = ready_reader();
    reader.window.send_singly("/é漢");
    reader.window.wait_for("/é漢");
    reader.window.send("\x1b[");
    reader.window.send("D");
    reader.window.send("x");
    reader.window.wait_for("/éx漢");
}

#[test]
fn nothing_is_sent_and_nothing_done_while_nobody_types() {
    let reader = ready_reader();
    let spent = || (reader.window.bytes().len(), processor_ticks(reader.window.process()));
    let rests = |_| {
        let before = spent();
        reader.window.wait_idle();
        spent() == before
    };
    assert!((0..20).any(rests), "it never comes to rest");
}

/// The processor time that a process has used, in ticks; 0 where that cannot be told.
fn processor_ticks(process: u32) -> u64 {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    let behind_name = stat.rsplit(')').next().unwrap_or_default();
    behind_name.split_whitespace().skip(11).take(2).filter_map(|ticks| ticks.parse::<u64>().ok()).sum()
}

#[test]
fn a_paste_cannot_speak_to_the_terminal() {
    let reader = ready_reader();
    reader.window.send("/");
    reader.window.wait_for("/");
    let before = reader.window.bytes().len();
    reader.window.send("\x1b[200~one\x1b]52;c;eA==\x07\x1b[?1049l\x1b[2Jtwo\x1b[201~");
    reader.window.wait_for("two");
    reader.window.wait_idle();
    let sent = String::from_utf8_lossy(&reader.window.bytes()[before..]).into_owned();
    assert!(!sent.contains("\x1b]52") && !sent.contains("\x1b[?1049l") && !sent.contains("\x1b[2J"), "{sent:?}");
}

#[test]
fn answers_that_nobody_asked_for_type_nothing() {
    let reader = ready_reader();
    reader.window.send("/");
    reader.window.wait_for("/");
    reader.window.send("a\x1b[?62;22c\x1b]11;rgb:0000/0000/0000\x1b\\\x1bP>|xterm(380)\x1b\\\x1b[?2026;2$yz");
    reader.window.wait_for("/az");
}

#[test]
fn an_article_comes_from_standard_input_and_keys_from_the_terminal() {
    let program = env!("CARGO_BIN_EXE_followspot");
    let script = format!("printf 'A title of its own\\n\\nAnd a text.\\n' | '{program}' -");
    let mut reader = reader_of(&["sh", "-c", &script]);
    reader.window.wait_for("A title of its own");
    reader.window.send("Q");
    assert!(reader.window.wait_end().success());
    reader.window.assert_given_back();
}

#[test]
fn in_tmux_as_it_comes_a_copy_reaches_the_terminal_outside() {
    if Command::new("tmux").arg("-V").output().is_err() {
        return println!("skipped: tmux is not installed");
    }
    let socket = TempDir::new().unwrap();
    let socket = socket.path().join("socket").display().to_string();
    let tmux = ["tmux", "-u", "-S", &socket, "-f", "/dev/null"];
    let reader = reader_of(&[&tmux[..], &["new-session", env!("CARGO_BIN_EXE_followspot")]].concat());
    reader.window.wait_for(READY);
    reader.window.send("y");
    reader.window.wait_for("copied: ");
    reader.window.wait_idle();
    let bytes = String::from_utf8_lossy(&reader.window.bytes()).into_owned();
    assert_eq!(bytes.matches("\x1b]52;").count(), 1);
    assert!(Command::new("tmux").args(&tmux[1..]).arg("kill-server").status().unwrap().success());
}

#[test]
fn after_a_panic_the_terminal_is_given_back_and_the_panic_told() {
    let this = std::env::current_exe().unwrap();
    let arguments = ["--ignored", "--exact", "a_session_that_panics", "--nocapture", "--test-threads=1"];
    let mut reader = reader_of(&[&[this.to_str().unwrap()], &arguments[..]].concat());
    reader.window.wait_for("The only row");
    reader.window.send("&x\r");
    reader.window.wait_end();
    reader.window.assert_given_back();
    let bytes = String::from_utf8(reader.window.bytes()).unwrap();
    let (_, behind) = bytes.rsplit_once("\x1b[?1049l").unwrap();
    assert!(behind.contains("out of this world"), "{behind}");
}

#[test]
#[ignore = "runs in the window of another test"]
fn a_session_that_panics() {
    let (queue, happenings) = unbounded();
    let window = Local::open(Helpers::default(), move |told| drop(queue.send(Happening::Told(told)))).unwrap();
    let state = State::new(Arc::new(Cast::default()), Arc::new(Keymap::default()), Options::default(), None);
    Session::new(state, Panicking, window, Terms::default()).run(&happenings);
}

/// A world of one row that panics when it is asked where the row stands.
struct Panicking;

impl World for Panicking {
    fn perform(&mut self, effect: Effect) -> Option<Answer> {
        let row = Row {
            article: ArticleId(0),
            title: "The only row".to_owned(),
            source: String::new(),
            date: String::new(),
            marks: Marks::default(),
            context: None,
            also: Vec::new(),
            lit: None,
            trouble: None,
        };
        match effect {
            Effect::Position { .. } => panic!("out of this world"),
            Effect::Rows { request, .. } => Some(Answer::Rows { request, total: 1, first: 0, rows: vec![row] }),
            _ => None,
        }
    }
}
