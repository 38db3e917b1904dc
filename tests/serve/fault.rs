//! A reader that ends by a fault: it alone ends, and gives its screen back.

use std::fs;
use std::sync::Arc;
use std::time::Duration;

use followspot::cast::Cast;
use followspot::reader::{Answer, Effect, Keymap, Options, State};
use followspot::serve::{House, Journal, Most, Server, Settings, Style};
use followspot::session::{Queue, Terms, World};
use followspot::terminal::LEAVE;
use russh::keys::ssh_key::private::{Ed25519Keypair, KeypairData};
use russh::keys::{PrivateKey, PrivateKeyWithHashAlg};

use crate::client::Client;

/// A house in which one name brings a fault.
struct Haunted;

/// The world of one of its readers.
struct Faulty(bool);

impl World for Faulty {
    fn perform(&mut self, _: Effect) -> Option<Answer> {
        assert!(!self.0, "a fault in a reader");
        None
    }
}

impl House for Haunted {
    type World = Faulty;

    fn open(&self, name: &str, _: &dyn Fn(&str) -> Option<String>, _: &Queue) -> (State, Faulty, Terms) {
        let state = State::new(Arc::new(Cast::default()), Arc::new(Keymap::default()), Options::default(), None);
        (state, Faulty(name == "faust"), Terms::default())
    }

    fn refresh(&self) {}
}

#[test]
fn a_fault_ends_one_reader_and_no_other() {
    let folder = tempfile::tempdir().unwrap();
    let keys = ["faust", "anna"].map(|name| {
        let pair = KeypairData::from(Ed25519Keypair::from_seed(&[name.as_bytes()[0]; 32]));
        Arc::new(PrivateKey::new(pair, name).unwrap())
    });
    let lines = keys.each_ref().map(|key| key.public_key().to_openssh().unwrap() + "\n");
    let authorized_keys = folder.path().join("authorized_keys");
    fs::write(&authorized_keys, lines.concat()).unwrap();
    let settings = Settings {
        listen: vec!["127.0.0.1:0".parse().unwrap()],
        host_key: folder.path().join("host_key"),
        authorized_keys,
        most: Most { connections: 9, by_address: 9, by_user: 9 },
        idle: Duration::from_mins(10),
    };
    let server = Server::open(settings, Haunted, Journal::new(Style::Plain)).unwrap();
    let clients = keys.map(|key| {
        let mut client = Client::connect(server.addresses()[0]).unwrap();
        let key = PrivateKeyWithHashAlg::new(key, None);
        assert!(client.runtime.block_on(client.handle.authenticate_publickey("x", key)).unwrap().success());
        client
    });
    let mut spared = clients[1].read(80, 24);
    spared.wait_until("something", |screen| !screen.contents().trim().is_empty());
    let mut stricken = clients[0].read(80, 24);
    assert_eq!(stricken.wait_end(), Some(70));
    let raw = stricken.raw();
    let (_, told) = split_at_last(&raw, LEAVE).unwrap();
    assert!(String::from_utf8_lossy(told).contains("A fault has ended this reader."));
    spared.send("?");
    spared.wait_for(crate::HELP);
    server.close();
    assert_eq!(spared.wait_end(), Some(0));
}

fn split_at_last<'a>(bytes: &'a [u8], part: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let at = bytes.windows(part.len()).rposition(|window| window == part)?;
    Some((bytes.get(..at)?, bytes.get(at + part.len()..)?))
}
