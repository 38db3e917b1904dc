//! What nobody gets: each is refused at once, so that no client waits.

use std::sync::Arc;
use std::time::Duration;

use russh::client::AuthResult;
use russh::keys::agent::AgentIdentity;
use russh::keys::signature::Signer as _;
use russh::keys::ssh_encoding::Encode as _;
use russh::keys::{HashAlg, PrivateKey};
use russh::{Channel, ChannelMsg};
use tokio::time::timeout;

use crate::client::Client;
use crate::desk::Desk;

/// How soon it is refused.
const SOON: Duration = Duration::from_secs(5);

/// Whether the next answer on a channel is a refusal.
fn is_refused(client: &Client, mut channel: Channel<russh::client::Msg>) -> bool {
    client.runtime.block_on(async {
        loop {
            match timeout(SOON, channel.wait()).await {
                Ok(Some(ChannelMsg::Failure)) => return true,
                Ok(Some(ChannelMsg::Success | ChannelMsg::Data { .. }) | None) | Err(_) => return false,
                Ok(Some(_)) => {}
            }
        }
    })
}

#[test]
fn only_keys_that_are_known_are_let_in() {
    let desk = Desk::open(&["anna"]);
    desk.new_key("mallory");
    assert!(Client::try_login(&desk, "mallory").is_none());
    let Client { runtime, mut handle } = Client::connect(desk.address).unwrap();
    let refused = |result: Result<AuthResult, russh::Error>| !matches!(result, Ok(AuthResult::Success));
    assert!(refused(runtime.block_on(handle.authenticate_none("anna"))));
    assert!(refused(runtime.block_on(handle.authenticate_password("anna", "anna"))));
    let asked = runtime.block_on(handle.authenticate_keyboard_interactive_start("anna", None));
    assert!(!matches!(asked, Ok(russh::client::KeyboardInteractiveAuthResponse::Success)));
    // Whoever is not logged in gets nothing.
    let opened = runtime.block_on(async { timeout(SOON, handle.channel_open_session()).await });
    assert!(!matches!(opened, Ok(Ok(_))));
    drop(handle);
    desk.wait_for_log("reason=\"passwords are not taken\"");
    assert!(desk.log().iter().any(|line| line.contains("refused") && line.contains("nobody is known by it")));
}

/// Signs with another key than the one that is offered.
struct Forger(Arc<PrivateKey>);

impl russh::Signer for Forger {
    type Error = russh::AgentAuthError;

    async fn auth_sign(
        &mut self,
        _: &AgentIdentity,
        _: Option<HashAlg>,
        to_sign: Vec<u8>,
    ) -> Result<Vec<u8>, Self::Error> {
        let mut bytes = Vec::new();
        self.0.try_sign(&to_sign).unwrap().encode(&mut bytes).unwrap();
        Ok(bytes)
    }
}

#[test]
fn a_key_is_known_by_its_signature_and_not_by_its_name() {
    let desk = Desk::open(&["anna"]);
    // Offered is the key that is known, and signed with another one.
    let anna = desk.key("anna").public_key().clone();
    desk.new_key("mallory");
    let mallory = desk.key("mallory");
    let mut client = Client::connect(desk.address).unwrap();
    let mut forger = Forger(mallory);
    let signed = client.handle.authenticate_publickey_with("anna", anna, None, &mut forger);
    assert!(!matches!(client.runtime.block_on(signed), Ok(AuthResult::Success)));
}

#[test]
fn there_is_no_shell_and_no_program_behind_it() {
    let desk = Desk::open(&["anna"]);
    let client = Client::login(&desk, "anna");
    let on_channel = |ask: &dyn Fn(&Channel<russh::client::Msg>)| {
        let channel = client.channel();
        ask(&channel);
        assert!(is_refused(&client, channel));
    };
    on_channel(&|channel| client.runtime.block_on(channel.exec(true, "ls")).unwrap());
    on_channel(&|channel| client.runtime.block_on(channel.request_subsystem(true, "sftp")).unwrap());
    on_channel(&|channel| client.runtime.block_on(channel.agent_forward(true)).unwrap());
    on_channel(&|channel| {
        client.runtime.block_on(channel.request_x11(true, false, "MIT-MAGIC-COOKIE-1", "00", 0)).unwrap();
    });
    on_channel(&|channel| client.runtime.block_on(channel.set_env(true, "LD_PRELOAD", "x.so")).unwrap());
    for what in ["a command", "the subsystem sftp", "an agent", "X11"] {
        desk.wait_for_log(what);
    }
    // After all that one still reads.
    client.read(80, 24).wait_for(crate::READY);
}

#[test]
fn nothing_is_forwarded_either_way() {
    let desk = Desk::open(&["anna"]);
    let client = Client::login(&desk, "anna");
    let port = u32::from(desk.address.port());
    let soon = |what: &str, refused: Result<bool, tokio::time::error::Elapsed>| {
        assert!(refused.unwrap_or_else(|_| panic!("{what} is not answered")), "{what} is given");
    };
    let (runtime, handle) = (&client.runtime, &client.handle);
    let direct = handle.channel_open_direct_tcpip("127.0.0.1", port, "127.0.0.1", 1);
    soon("a way out", runtime.block_on(async { timeout(SOON, direct).await }).map(|opened| opened.is_err()));
    let socket = handle.channel_open_direct_streamlocal("/tmp/x");
    soon("a socket", runtime.block_on(async { timeout(SOON, socket).await }).map(|opened| opened.is_err()));
    let back = handle.tcpip_forward("127.0.0.1", 0);
    soon("a way back", runtime.block_on(async { timeout(SOON, back).await }).map(|opened| opened.is_err()));
    let back = handle.streamlocal_forward("/tmp/x");
    soon("a socket back", runtime.block_on(async { timeout(SOON, back).await }).map(|opened| opened.is_err()));
    client.read(80, 24).wait_for(crate::READY);
}

#[test]
fn without_a_terminal_there_is_a_word_on_it() {
    let desk = Desk::open(&["anna"]);
    let client = Client::login(&desk, "anna");
    let channel = client.channel();
    client.runtime.block_on(channel.request_shell(true)).unwrap();
    let mut reader = crate::client::Reader::at(client.runtime.clone(), channel, 80, 24);
    assert_eq!(reader.wait_end(), Some(1));
    assert!(reader.said().contains("ssh -t"), "{}", reader.said());
}

#[test]
fn a_connection_has_so_many_channels() {
    let desk = Desk::open(&["anna"]);
    let client = Client::login(&desk, "anna");
    let channels: Vec<_> = (0..8).map(|_| client.channel()).collect();
    assert!(client.runtime.block_on(client.handle.channel_open_session()).is_err());
    drop(channels);
}
