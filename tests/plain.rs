//! Reading in lines: through pipes, at a terminal that can do no more, and the articles as text.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::io::Write;
use std::process::{Command, Output, Stdio};

use portable_pty::CommandBuilder;
use tempfile::TempDir;
use window::Window;

#[path = "pty/window.rs"]
#[expect(dead_code, reason = "other tests look at more of a window")]
mod window;

/// Two articles, of which one means no good.
fn pile() -> TempDir {
    let home = tempfile::tempdir().unwrap();
    let path = |name: &str| home.path().join(name);
    fs::write(path("a.txt"), "A harbour opens\n\nThe quay is new.\n\nVladimir Putin came late. He left early.\n")
        .unwrap();
    fs::write(
        path("b.txt"),
        "A \x1b]0;title\x07 of \x1b[31mits own\n\nPutin\u{9b}31m spoke of \u{202e}boats\u{202c}.\r\n\x1b[?1049l\x08\x08\n",
    )
    .unwrap();
    home
}

fn followspot(home: &TempDir, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_followspot"));
    command.env_clear().env("HOME", home.path()).env("TERM", "xterm-256color").args(arguments);
    command.args([home.path().join("a.txt"), home.path().join("b.txt")]);
    command
}

fn told(home: &TempDir, arguments: &[&str], typed: &str) -> Output {
    let mut command = followspot(home, arguments);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(typed.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

/// The lines, in which there is nothing that a terminal would obey.
fn lines(output: &Output) -> Vec<String> {
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    assert!(!text.contains(|c: char| (c.is_control() && c != '\n') || c == '\u{202e}'), "{text:?}");
    assert!(output.status.success(), "{output:?}");
    text.lines().map(str::to_owned).collect()
}

#[test]
fn commands_are_typed_and_answers_are_text() {
    let home = pile();
    let lines = lines(&told(&home, &["--plain"], "1\nn\n=\nnn\nq\nq\n"));
    assert!(lines[0].starts_with("1. A harbour opens ("), "{lines:#?}");
    let wanted = [
        "[Putin, name: Vladimir Putin] came late.",
        "mention 1/3 · article 1/2 · all",
        "“Vladimir Putin” = Vladimir Putin, name, sure: full name",
        "A ]0;title of [31mits own",
        "mention 3/3 · article 2/2 · all",
    ];
    for line in wanted {
        assert!(lines.iter().any(|told| told == line), "{line}\n{lines:#?}");
    }
    assert!(lines.iter().any(|line| line.starts_with("[Putin, name: Putin]")), "{lines:#?}");
}

#[test]
fn a_command_has_a_name_and_an_empty_line_goes_on() {
    let home = pile();
    let lines = lines(&told(&home, &["--plain"], "bottom\n\ntop\nnext-mention\nh\nquit\n1n\n"));
    assert!(lines.iter().any(|line| line.starts_with("2. A ]0;title")), "{lines:#?}");
    assert!(lines.iter().any(|line| line.starts_with("nothing is lit: choose an actor")), "{lines:#?}");
    assert!(lines.iter().any(|line| line.contains("next mention or hit, across articles")), "{lines:#?}");
    assert!(!lines.iter().any(|line| line.contains("mention 1/3")), "{lines:#?}");
}

#[test]
fn searches_and_colon_commands_take_the_rest_of_the_line() {
    let home = pile();
    let lines = lines(&told(&home, &["--plain"], "/boats\n:goto 1\n/one(\nn\n"));
    assert!(lines.iter().any(|line| line.contains("[hit: boats]")), "{lines:#?}");
    assert!(lines.iter().any(|line| line == "The quay is new."), "{lines:#?}");
    assert!(lines.iter().any(|line| line.contains(')')), "{lines:#?}");
}

#[test]
fn a_dumb_terminal_is_read_in_lines() {
    let home = pile();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_followspot"));
    command.env_clear();
    command.env("HOME", home.path());
    command.env("TERM", "dumb");
    command.arg(home.path().join("a.txt"));
    let mut window = Window::start(command);
    window.wait_for("> ");
    window.send("1n\n");
    window.wait_for("[Putin, name: Vladimir Putin] came late.");
    assert!(window.is_cooked());
    window.send("q\nq\n");
    assert!(window.wait_end().success());
    assert!(!window.bytes().contains(&0x1b));
}

#[test]
fn a_pipe_gets_the_articles_as_text() {
    let home = pile();
    let output = followspot(&home, &[]).stdin(Stdio::null()).output().unwrap();
    let lines = lines(&output);
    assert_eq!(lines[..4], ["A harbour opens", "", "The quay is new.", ""]);
    assert!(lines.iter().any(|line| line == "A ]0;title of [31mits own"), "{lines:#?}");
}

#[test]
fn a_terminal_of_ascii_gets_ascii() {
    let home = pile();
    fs::write(home.path().join("a.txt"), "Été à Minsk\n\nПутин – там.\n").unwrap();
    let mut command = followspot(&home, &["--plain"]);
    let output = command.env("LC_ALL", "C").stdin(Stdio::null()).output().unwrap();
    assert!(output.stdout.is_ascii());
    assert!(lines(&output)[0].starts_with("1. Ete a Minsk"), "{output:?}");
}
