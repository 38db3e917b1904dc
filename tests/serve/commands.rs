//! Commands over SSH: the three that print, on what is served, for those whom the server lets; and no other.

use std::fs;
use std::time::Duration;

use russh::ChannelMsg;
use tempfile::TempDir;
use tokio::time::timeout;

use crate::client::{Client, Reader};
use crate::desk::Desk;
use crate::proxy::Proxy;

/// How many bytes more the server may hold for two commands of which nothing is taken, and the finder of a third.
const HELD: u64 = 64 << 20;

/// Runs a command; what it printed, what it said beside, and its exit code.
fn run(client: &Client, line: &str) -> (String, String, Option<u32>) {
    let channel = client.channel();
    client.runtime.block_on(channel.exec(true, line)).unwrap();
    // Who has nothing to send says so at once, as OpenSSH does with an empty standard input.
    client.runtime.block_on(channel.eof()).unwrap();
    let mut reader = Reader::at(client.runtime.clone(), channel, 80, 24);
    let status = reader.wait_end();
    (String::from_utf8(reader.raw()).unwrap(), reader.said(), status)
}

/// A server that lets commands run on a pile of these files.
fn desk_with(files: &[(&str, String)], names: &[&str]) -> Desk {
    let home = TempDir::new().unwrap();
    fs::create_dir(home.path().join("pile")).unwrap();
    for (name, text) in files {
        fs::write(home.path().join("pile").join(name), text).unwrap();
    }
    Desk::open_in(home, names, &["--allow-commands", "pile"])
}

/// Whether a command is refused.
fn is_refused(client: &Client, line: &str) -> bool {
    let mut channel = client.channel();
    client.runtime.block_on(async {
        channel.exec(true, line).await.unwrap();
        let answer = loop {
            match timeout(Duration::from_secs(5), channel.wait()).await {
                Ok(Some(ChannelMsg::Failure)) => break true,
                Ok(Some(ChannelMsg::Success) | None) | Err(_) => break false,
                Ok(Some(_)) => {}
            }
        };
        channel.close().await.unwrap();
        answer
    })
}

#[test]
fn what_is_served_can_be_asked_by_commands() {
    let desk = Desk::open_with(&["anna"], &["--allow-commands"]);
    let client = Client::login(&desk, "anna");
    let (found, said, status) = run(&client, "mentions --actor putin --kind name --format jsonl");
    assert_eq!((said.as_str(), status), ("", Some(0)));
    let first: serde_json::Value = serde_json::from_str(found.lines().next().unwrap()).unwrap();
    assert_eq!((&first["actor"], &first["kind"]), (&"putin".into(), &"name".into()));
    let (counts, _, status) = run(&client, "cast --color never");
    assert!(counts.contains("Vladimir Putin putin: ") && status == Some(0), "{counts}");
    let (none, said, status) = run(&client, "search \"no such words\" here");
    assert_eq!((none.as_str(), said.as_str(), status), ("", "", Some(1)));
    let (help, _, status) = run(&client, "search --help");
    assert!(help.contains("--limit") && status == Some(0), "{help}");
    let (_, said, status) = run(&client, "search 'gas OR'");
    assert!(said.contains('^') && status == Some(2), "{said}");
    desk.wait_for_log("command user=anna");
    desk.wait_for_log("ended user=anna");
    assert!(!desk.log().iter().any(|line| line.contains("such words")), "what is looked for is not told");
}

#[test]
fn commands_name_no_files_and_there_are_no_others() {
    let desk = Desk::open_with(&["anna"], &["--allow-commands"]);
    let client = Client::login(&desk, "anna");
    for line in ["ls", "", "text a.txt", "serve", "/bin/sh -c search", "'search' gas", "import /etc"] {
        assert!(is_refused(&client, line), "{line}");
    }
    assert!(is_refused(&client, &format!("search {}", "x".repeat(5000))), "a very long one");
    for line in
        ["mentions /etc/passwd", "cast --cast /etc/passwd", "search a --library", "cast 'x", "search `id` --fetch"]
    {
        let (found, said, status) = run(&client, line);
        assert_eq!((found.as_str(), status), ("", Some(2)), "{line}: {said}");
        assert!(said.starts_with("followspot: "), "{line}: {said}");
    }
}

#[test]
fn a_pile_with_an_index_is_asked_by_its_index() {
    let ferry = "Late again\n\nThe ferry of Anna Bergstrom was late, and nobody said a word.\n";
    let desk = desk_with(&[("ferry.txt", ferry.to_owned())], &["anna"]);
    let client = Client::login(&desk, "anna");
    let mut reader = client.read(80, 24);
    reader.wait_for("Late again");
    let (found, _, status) = run(&client, "search --format csv ferry");
    assert!(found.contains("pile/ferry.txt") && status == Some(0), "{found}");
    reader.send("s");
    reader.settle();
    let (found, said, status) = run(&client, "search is:starred");
    assert!(found.contains("ferry.txt") && status == Some(0), "{found}{said}");
}

#[test]
fn in_a_terminal_lines_begin_at_the_left() {
    let desk = Desk::open_with(&["anna"], &["--allow-commands"]);
    let client = Client::login(&desk, "anna");
    let channel = client.channel();
    client.runtime.block_on(async {
        channel.request_pty(true, "xterm-256color", 80, 24, 0, 0, &[]).await.unwrap();
        channel.exec(true, "cast").await.unwrap();
    });
    let mut reader = Reader::at(client.runtime.clone(), channel, 80, 24);
    assert_eq!(reader.wait_end(), Some(0));
    let text = String::from_utf8(reader.raw()).unwrap();
    assert!(text.contains("\x1b[1;31m") && text.matches('\n').count() == text.matches("\r\n").count(), "{text}");
}

#[test]
fn a_command_that_nobody_takes_waits_holds_little_and_ends_with_its_client() {
    let line = |n: usize| {
        let body = "Vladimir Putin said that he had said nothing. ".repeat(20);
        format!("{{\"title\":\"Dispatch {n}\",\"body\":\"{body}\"}}\n")
    };
    let desk = desk_with(&[("large.jsonl", (0..2000).map(line).collect())], &["anna", "bert"]);
    let line = Proxy::to(desk.address);
    let slow = Client::login_at(&desk, line.address, "anna").unwrap();
    let before = desk.memory();
    let asked = [(); 2].map(|()| {
        let channel = slow.channel();
        slow.runtime.block_on(channel.exec(true, "mentions --format jsonl")).unwrap();
        channel
    });
    line.stop();
    desk.wait_for_log("command user=anna");
    // Two are enough for one, and another one has their turn all the same.
    let (_, said, status) = run(&Client::login(&desk, "anna"), "cast");
    assert!(said.contains("other commands are running") && status == Some(1), "{said}");
    assert_eq!(run(&Client::login(&desk, "bert"), "search --limit 1 dispatch").2, Some(0));
    if let (Some(before), Some(now)) = (before, desk.memory()) {
        assert!(now < before + HELD, "{before} bytes have become {now}");
    }
    line.cut();
    desk.wait_for_log("the client is gone");
    drop(asked);
}
