//! The SSH server with real clients over loopback: who is let in, what they get, what they do not get, and how it ends.

#![cfg(feature = "serve")]
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "serve/client.rs"]
mod client;
#[path = "serve/commands.rs"]
mod commands;
#[path = "serve/desk.rs"]
mod desk;
#[path = "serve/ending.rs"]
mod ending;
#[path = "serve/fault.rs"]
mod fault;
#[path = "serve/hardship.rs"]
mod hardship;
#[path = "serve/openssh.rs"]
mod openssh;
#[path = "serve/own.rs"]
mod own;
#[path = "serve/proxy.rs"]
mod proxy;
#[path = "serve/refusals.rs"]
mod refusals;
#[expect(dead_code, reason = "other tests need more of it")]
#[path = "pty/window.rs"]
mod window;

use client::Client;
use desk::Desk;

/// A part of the screen that is there as soon as a reader is.
const READY: &str = "Putin";
/// A part of the help.
const HELP: &str = "type to filter";

#[test]
fn who_is_known_reads_and_leaves() {
    let desk = Desk::open(&["anna"]);
    let client = Client::login(&desk, "anna");
    let mut reader = client.read(80, 24);
    reader.wait_for(READY);
    reader.send("?");
    reader.wait_for(HELP);
    reader.send("\x1b");
    reader.wait_gone(HELP);
    reader.send("Q");
    assert_eq!(reader.wait_end(), Some(0));
    assert!(reader.raw().ends_with(followspot::terminal::LEAVE), "the screen is given back");
    desk.wait_for_log("closed user=anna");
}

#[test]
fn a_window_that_changes_is_drawn_anew() {
    let desk = Desk::open(&["anna"]);
    let client = Client::login(&desk, "anna");
    let mut reader = client.read(80, 24);
    reader.wait_for(READY);
    reader.resize(120, 40);
    reader.wait_until("the last line is the fortieth", |screen| {
        screen.rows(0, 120).nth(39).is_some_and(|row| !row.trim().is_empty())
    });
    // A window without a size is drawn as the usual one.
    reader.resize(0, 0);
    reader.wait_until("the last line is the 24th", |screen| {
        screen.rows(0, 80).nth(23).is_some_and(|row| !row.trim().is_empty())
    });
}

#[test]
fn two_read_over_one_connection_and_no_more_than_may() {
    let desk = Desk::open_with(&["anna"], &["--max-by-user", "2"]);
    let client = Client::login(&desk, "anna");
    let (mut one, mut other) = (client.read(80, 24), client.read(100, 30));
    one.wait_for(READY);
    other.wait_for(READY);
    one.send("?");
    one.wait_for(HELP);
    assert!(!other.screen().contents().contains(HELP));
    let mut third = client.read(80, 24);
    assert_eq!(third.wait_end(), Some(1));
    assert!(third.said().contains("too many readers"), "{}", third.said());
    one.send("\x1b");
    one.wait_gone(HELP);
    one.send("Q");
    other.send("Q");
    assert_eq!((one.wait_end(), other.wait_end()), (Some(0), Some(0)));
    client.read(80, 24).wait_for(READY);
}

#[test]
fn a_paste_is_text_and_no_keys() {
    let desk = Desk::open(&["anna"]);
    let client = Client::login(&desk, "anna");
    let mut reader = client.read(80, 24);
    reader.wait_for(READY);
    reader.send("&\x1b[200~Quit QQQ\x1b[201~");
    reader.wait_for("Quit QQQ");
}

#[test]
fn colours_are_those_of_the_client_and_not_of_the_server() {
    let desk = Desk::open(&["anna"]);
    let client = Client::login(&desk, "anna");
    let coloured = |term: &str, variables: &[(&str, &str)]| {
        let mut reader = client.read_with(term, variables, 80, 24);
        reader.wait_for(READY);
        reader.send("1");
        reader.settle();
        has_colour(&reader.raw())
    };
    assert!(coloured("xterm-256color", &[]));
    assert!(!coloured("xterm-256color", &[("NO_COLOR", "1")]));
    assert!(!coloured("vt100", &[]));
}

#[test]
fn a_dumb_terminal_is_read_in_lines_that_are_edited_there() {
    let desk = Desk::open(&["anna"]);
    let client = Client::login(&desk, "anna");
    let mut reader = client.read_with("dumb", &[], 80, 24);
    reader.wait_for("> ");
    reader.send("1né漢\x7f\x7fx\x08\r");
    reader.wait_for("mention 1/");
    assert!(!reader.raw().contains(&0x1b));
    assert!(reader.screen().contents().contains("> 1n"), "{}", reader.screen().contents());
    reader.send("q\rq\r");
    assert_eq!(reader.wait_end(), Some(0));
}

#[test]
fn a_copy_goes_to_the_terminal_of_the_client_the_way_that_it_takes() {
    let desk = Desk::open(&["anna"]);
    let client = Client::login(&desk, "anna");
    let copied = |term: &str| {
        let mut reader = client.read_with(term, &[], 100, 30);
        reader.wait_for(READY);
        reader.send("y");
        reader.settle();
        String::from_utf8_lossy(&reader.raw()).into_owned()
    };
    assert!(copied("xterm-256color").contains("\x1b]52;c;"));
    assert!(copied("tmux-256color").contains("\x1bPtmux;\x1b\x1b]52;c;"));
    let console = copied("linux");
    assert!(!console.contains("\x1b]52") && console.contains("takes nothing for a clipboard"));
}

#[test]
fn the_locale_of_the_client_tells_which_letters_there_are() {
    let desk = Desk::open(&["anna"]);
    let client = Client::login(&desk, "anna");
    let is_ascii = |variables: &[(&str, &str)]| {
        let mut reader = client.read_with("xterm", variables, 100, 30);
        reader.wait_for(READY);
        reader.send("1nn");
        reader.settle();
        reader.raw().is_ascii()
    };
    assert!(is_ascii(&[("LANG", "fr_FR.UTF-8"), ("LC_ALL", "C")]));
    assert!(!is_ascii(&[("LANG", "fr_FR.UTF-8")]));
    assert!(!is_ascii(&[]));
}

/// Whether bytes set a colour of letters.
fn has_colour(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let looks = text.split("\x1b[").filter_map(|rest| rest.split_once('m')).map(|(look, _)| look);
    let plain = looks.filter(|look| look.chars().all(|c| c.is_ascii_digit() || c == ';'));
    plain.flat_map(|look| look.split(';')).any(|n| n.parse().is_ok_and(|n: u8| matches!(n, 30..=38 | 90..=97)))
}

#[test]
fn everyone_has_places_and_marks_of_their_own() {
    let desk = Desk::open(&["anna", "bert"]);
    let (anna, bert) = (Client::login(&desk, "anna"), Client::login(&desk, "bert"));
    let mut reader = anna.read(100, 30);
    reader.wait_for(READY);
    reader.send("jj");
    reader.send("l");
    reader.settle();
    reader.send(" ");
    reader.settle();
    let place = reader.screen().contents();
    reader.send("Q");
    reader.wait_end();
    let mut other = bert.read(100, 30);
    other.wait_for(READY);
    other.settle();
    assert_ne!(other.screen().contents(), place);
    let mut again = anna.read(100, 30);
    again.wait_for(READY);
    again.settle();
    let line = |text: &str| text.lines().nth(2).unwrap_or_default().to_owned();
    assert_eq!(line(&again.screen().contents()), line(&place), "she is where she was");
    for name in ["anna", "bert"] {
        assert!(desk.data("users").join(name).join("state.db").exists());
    }
}

#[test]
fn keys_hold_from_the_moment_they_are_in_the_file() {
    let desk = Desk::open(&["anna"]);
    let bert = desk.new_key("bert");
    assert!(Client::try_login(&desk, "bert").is_none());
    desk.authorize(&[&bert]);
    assert!(Client::try_login(&desk, "bert").is_some());
    assert!(Client::try_login(&desk, "anna").is_none());
    desk.wait_for_log("refused from=127.0.0.1");
}

#[test]
fn what_is_set_in_the_config_file_holds_unless_something_else_is_typed() {
    let home = tempfile::tempdir().unwrap();
    let config = home.path().join(".config/followspot");
    std::fs::create_dir_all(&config).unwrap();
    let set = "[serve]\nlisten = \"127.0.0.1:1\"\nlog = \"json\"\nallow-commands = true\nmax-by-user = 1\n";
    std::fs::write(config.join("config.toml"), set).unwrap();
    // Where to listen is typed.
    let desk = Desk::open_in(home, &["anna"], &["--max-by-user=2"]);
    let client = Client::login(&desk, "anna");
    let (mut one, mut other) = (client.read(80, 24), client.read(80, 24));
    one.wait_for(READY);
    other.wait_for(READY);
    let channel = client.channel();
    client.runtime.block_on(channel.exec(true, "cast")).unwrap();
    assert_eq!(client::Reader::at(client.runtime.clone(), channel, 80, 24).wait_end(), Some(0));
    assert!(desk.log().iter().any(|line| line.contains("\"event\":\"login\"")));
}
