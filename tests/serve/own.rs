//! What everyone changes for themselves: it is the same in all their windows, and in nobody else's.

use std::fs;

use crate::READY;
use crate::client::{Client, Reader};
use crate::desk::Desk;

/// A reader in a wide window, once it shows something.
fn reader(desk: &Desk, name: &str) -> (Client, Reader) {
    let client = Client::login(desk, name);
    let mut reader = client.read(150, 36);
    reader.wait_for(READY);
    (client, reader)
}

/// Whether the screen counts so many mentions of Putin.
fn counts(screen: &vt100::Screen, mentions: &str) -> bool {
    screen.contents().lines().any(|line| line.contains("1 Vladimir Putin") && line.trim_end().ends_with(mentions))
}

#[test]
fn the_cast_that_one_changes_is_theirs_alone_in_all_their_windows() {
    let desk = Desk::open(&["anna", "bert"]);
    let (_anna, mut one) = reader(&desk, "anna");
    let (_again, mut twin) = reader(&desk, "anna");
    let (_bert, mut other) = reader(&desk, "bert");
    one.send("A");
    one.settle();
    one.send("\x15Emmanuel Macron\r");
    one.wait_for("is followed now, as number 4; this cast is yours alone from now on");
    twin.wait_for("In another window: Emmanuel Macron is followed now");
    twin.wait_for("4 Emmanuel Macron");
    reader(&desk, "anna").1.wait_for("4 Emmanuel Macron");
    other.settle();
    assert!(!other.screen().contents().contains("Macron"));
    assert!(!reader(&desk, "bert").1.screen().contents().contains("Macron"));
    let file = desk.data("users/anna/cast.toml");
    assert!(fs::read_to_string(&file).unwrap().contains("Emmanuel Macron"));
    assert!(!desk.home().join(".config/followspot/cast.toml").exists() && !desk.data("users/bert/cast.toml").exists());
    // Who takes it back follows the same as all again.
    one.send("U");
    one.wait_gone("4 Emmanuel Macron");
    assert!(!file.exists());
}

#[test]
fn what_one_says_of_mentions_is_said_for_them_alone() {
    let home = tempfile::tempdir().unwrap();
    fs::create_dir(home.path().join("pile")).unwrap();
    for (name, text) in [("a.txt", "Minsk\n\nVladimir Putin came.\n"), ("b.txt", "Gas\n\nVladimir Putin left.\n")] {
        fs::write(home.path().join("pile").join(name), text).unwrap();
    }
    let desk = Desk::open_in(home, &["anna", "bert"], &["pile"]);
    let (_anna, mut one) = reader(&desk, "anna");
    let (_bert, mut other) = reader(&desk, "bert");
    for reader in [&mut one, &mut other] {
        reader.wait_until("all are counted", |screen| counts(screen, " 2"));
    }
    one.send("1n");
    one.wait_for("mention 1/2");
    one.send("-");
    one.wait_for("h only here");
    one.send("h");
    one.wait_for("is not Vladimir Putin here");
    one.wait_until("one less", |screen| counts(screen, " 1"));
    let corrections = fs::read_to_string(desk.data("users/anna/cast.corrections")).unwrap();
    assert!(corrections.starts_with("not putin "), "{corrections}");
    // It holds when she comes back.
    one.send("Q");
    one.wait_end();
    reader(&desk, "anna").1.wait_until("still one less", |screen| counts(screen, " 1"));
    other.send("G");
    other.settle();
    assert!(counts(other.screen(), " 2"), "{}", other.screen().contents());
}

#[test]
fn a_file_of_ones_own_that_is_refused_keeps_nobody_out() {
    let desk = Desk::open(&["anna"]);
    fs::create_dir_all(desk.data("users/anna")).unwrap();
    fs::write(desk.data("users/anna/cast.toml"), "nonsense").unwrap();
    let (_anna, mut one) = reader(&desk, "anna");
    one.wait_for("The cast of all is followed.");
}

#[test]
fn a_note_that_is_shared_is_seen_by_the_others_with_its_writers_name() {
    let desk = Desk::open(&["anna", "Zoé B."]);
    let (_zoe, mut one) = reader(&desk, "Zoé B.");
    one.send("1n");
    one.wait_for("mention 1/");
    one.send("c");
    one.wait_for("note: ");
    one.send("which day?\r");
    one.wait_for("noted");
    let (_anna, mut other) = reader(&desk, "anna");
    other.send("l");
    other.settle();
    assert!(!other.screen().contents().contains("which day?"), "what is not shared is hers alone");
    one.send(":share\r");
    one.wait_for("all who read here can see the note");
    other.send("J");
    other.settle();
    other.send("K");
    other.wait_for("Zoé B.: which day?");
    // She alone may change it; it is on the disk at once, and there when the server is gone.
    assert!(followspot::library::kept::marked_by_others("x", &desk.data("users/anna/state.db")).unwrap().is_empty());
    let file = desk.data("users/Zo%c3%a9%20B./state.db");
    let shared = || followspot::library::kept::marked_by_others("Zoé B.", &file).unwrap();
    while shared().is_empty() {
        std::thread::yield_now();
    }
    desk.signal("KILL");
    desk.wait_end();
    assert_eq!(shared()[0].marks.notes[0].said(), "Zoé B.: which day?");
    let notes = std::process::Command::new(env!("CARGO_BIN_EXE_followspot"))
        .args(["notes", "--format", "jsonl"])
        .env_clear()
        .env("HOME", desk.home())
        .output()
        .unwrap();
    let told: serde_json::Value = serde_json::from_slice(&notes.stdout).unwrap();
    assert_eq!((&told["notes"][0]["note"], &told["notes"][0]["by"]), (&"which day?".into(), &"Zoé B.".into()));
}
