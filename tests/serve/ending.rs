//! How it ends: everyone is told, everything is kept.

use crate::READY;
use crate::client::Client;
use crate::desk::Desk;

#[test]
fn who_reads_is_told_when_the_server_ends() {
    let desk = Desk::open(&["anna", "bert"]);
    let clients = ["anna", "bert"].map(|name| Client::login(&desk, name));
    let mut readers = clients.each_ref().map(|client| client.read(80, 24));
    for reader in &mut readers {
        reader.wait_for(READY);
        reader.send("jl");
        reader.settle();
    }
    desk.signal("TERM");
    for reader in &mut readers {
        assert_eq!(reader.wait_end(), Some(0));
        let last = String::from_utf8_lossy(&reader.raw()).into_owned();
        let (_, told) = last.rsplit_once("\x1b[?1049l").unwrap();
        assert!(told.contains("the server is being stopped"), "{told:?}");
    }
    assert!(desk.wait_end().success());
    desk.wait_for_log("stopped readers=2 unfinished=0");
}

#[test]
fn keys_and_articles_are_read_again_when_that_is_asked_for() {
    let desk = Desk::open(&["anna"]);
    let client = Client::login(&desk, "anna");
    client.read(80, 24).wait_for(READY);
    desk.authorize(&[]);
    desk.signal("HUP");
    desk.wait_for_log("count=0");
    assert!(Client::try_login(&desk, "anna").is_none());
    // Who is there already reads on, also what is opened from now on.
    client.read(80, 24).wait_for(READY);
}

#[test]
fn a_log_collector_gets_an_object_a_line() {
    let desk = Desk::open_with(&["anna"], &["--log", "json"]);
    let client = Client::login(&desk, "anna");
    let mut reader = client.read(80, 24);
    reader.wait_for(READY);
    reader.send("Q");
    reader.wait_end();
    desk.wait_for_log("\"closed\"");
    for line in desk.log() {
        let object: serde_json::Value = serde_json::from_str(&line).unwrap();
        assert!(object["time"].is_string() && object["event"].is_string(), "{line}");
    }
}
