//! How it ends: everyone is told, everything is kept.

use std::fs;

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
fn who_has_lost_their_key_has_to_leave() {
    let desk = Desk::open(&[]);
    let keys = ["anna", "bert"].map(|name| desk.new_key(name));
    desk.authorize(&[&keys[0], &keys[1]]);
    let clients = ["anna", "bert"].map(|name| Client::login(&desk, name));
    let [mut anna, mut bert] = clients.each_ref().map(|client| client.read(80, 24));
    anna.wait_for(READY);
    bert.wait_for(READY);
    desk.authorize(&[&keys[1]]);
    assert_eq!(anna.wait_end(), Some(0));
    assert!(String::from_utf8_lossy(&anna.raw()).contains("your key is no longer listed"));
    desk.wait_for_log("reason=\"your key is no longer listed\"");
    // Nor does an open connection help.
    let mut again = clients[0].read(80, 24);
    assert_eq!(again.wait_end(), Some(1));
    assert!(again.said().contains("your key is no longer listed"), "{}", again.said());
    // Where the file is read on a signal, it is so at once.
    desk.authorize(&[]);
    desk.signal("HUP");
    assert_eq!(bert.wait_end(), Some(0));
    desk.wait_for_log("count=0");
}

#[test]
fn articles_and_cast_are_read_again_for_all_when_that_is_asked_for() {
    let home = tempfile::tempdir().unwrap();
    let config = home.path().join(".config/followspot");
    fs::create_dir_all(home.path().join("pile")).unwrap();
    fs::create_dir_all(&config).unwrap();
    fs::write(home.path().join("pile/a.txt"), "Minsk\n\nVladimir Putin met Carla Bodin.\n").unwrap();
    let cast = |more: &str| format!("[[actor]]\nid = \"putin\"\nname = \"Vladimir Putin\"\n{more}");
    fs::write(config.join("cast.toml"), cast("")).unwrap();
    let desk = Desk::open_in(home, &["anna"], &["pile"]);
    let client = Client::login(&desk, "anna");
    let mut reader = client.read(120, 30);
    reader.wait_for("1 Vladimir Putin");
    fs::write(desk.home().join("pile/b.txt"), "Gas prices\n\nCarla Bodin spoke.\n").unwrap();
    fs::write(config.join("cast.toml"), cast("[[actor]]\nid = \"bodin\"\nname = \"Carla Bodin\"\n")).unwrap();
    desk.signal("HUP");
    reader.wait_for("the cast was read again");
    reader.wait_for("Gas prices");
    reader.wait_until("both mentions are counted", |screen| {
        screen.contents().lines().any(|line| line.contains("2 Carla Bodin") && line.trim_end().ends_with(" 2"))
    });
    // A cast with something wrong in it changes nothing.
    fs::write(config.join("cast.toml"), "nonsense").unwrap();
    desk.signal("HUP");
    desk.wait_for_log("The cast stays as it was.");
    client.read(120, 30).wait_for("2 Carla Bodin");
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
