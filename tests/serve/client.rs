//! A client with a terminal at its end.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use russh::client::{self, AuthResult, Handle, Msg};
use russh::keys::{PrivateKeyWithHashAlg, PublicKeyOrCertificate};
use russh::{Channel, ChannelMsg};
use tokio::runtime::Runtime;
use tokio::time::timeout;

use crate::desk::{DEADLINE, Desk};

/// How long nothing has to come for a reader to count as idle.
const QUIET: Duration = Duration::from_millis(300);

const QUESTIONS: [&[u8]; 2] = [b"\x1b[c", b"\x1b[5n"];
const ANSWER: &[u8] = b"\x1b[0n";

/// A client takes whatever host key there is: which one it is, other tests ask.
pub(crate) struct Trusting;

impl client::Handler for Trusting {
    type Error = russh::Error;

    async fn check_server_key(&mut self, _: &PublicKeyOrCertificate) -> Result<bool, Self::Error> {
        Ok(true)
    }
}

/// A connection.
pub(crate) struct Client {
    pub(crate) runtime: Arc<Runtime>,
    pub(crate) handle: Handle<Trusting>,
}

/// A channel with a reader at its other end, and what is on the screen.
pub(crate) struct Reader {
    runtime: Arc<Runtime>,
    pub(crate) channel: Channel<Msg>,
    terminal: vt100::Parser,
    raw: Vec<u8>,
    said: Vec<u8>,
    status: Option<u32>,
    closed: bool,
}

impl Client {
    /// Connects without logging in.
    pub(crate) fn connect(address: SocketAddr) -> Option<Client> {
        let runtime =
            Arc::new(tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap());
        let connecting = client::connect(Arc::new(client::Config::default()), address, Trusting);
        let handle = runtime.block_on(async { timeout(DEADLINE, connecting).await }).ok()?.ok()?;
        Some(Client { runtime, handle })
    }

    /// Logs in with somebody's key, if that is let in.
    pub(crate) fn try_login(desk: &Desk, name: &str) -> Option<Client> {
        Client::login_at(desk, desk.address, name)
    }

    /// Logs in through another address.
    pub(crate) fn login_at(desk: &Desk, address: SocketAddr, name: &str) -> Option<Client> {
        let mut client = Client::connect(address)?;
        let key = PrivateKeyWithHashAlg::new(desk.key(name), None);
        let Client { runtime, handle } = &mut client;
        let result = runtime.block_on(handle.authenticate_publickey("whoever", key));
        matches!(result, Ok(AuthResult::Success)).then_some(client)
    }

    #[track_caller]
    pub(crate) fn login(desk: &Desk, name: &str) -> Client {
        let client = Client::try_login(desk, name);
        client.unwrap_or_else(|| panic!("{name} is not let in:\n{}", desk.log().join("\n")))
    }

    /// Opens a channel.
    pub(crate) fn channel(&self) -> Channel<Msg> {
        self.runtime.block_on(self.handle.channel_open_session()).unwrap()
    }

    /// Opens a reader in a window of so many columns and rows.
    pub(crate) fn read(&self, columns: u16, rows: u16) -> Reader {
        self.read_with("xterm-256color", &[], columns, rows)
    }

    /// The same with another terminal, and variables of it.
    pub(crate) fn read_with(&self, term: &str, variables: &[(&str, &str)], columns: u16, rows: u16) -> Reader {
        let channel = self.channel();
        self.runtime.block_on(async {
            let (columns, rows) = (u32::from(columns), u32::from(rows));
            channel.request_pty(true, term, columns, rows, 0, 0, &[]).await.unwrap();
            for (name, value) in variables {
                channel.set_env(true, *name, *value).await.unwrap();
            }
            channel.request_shell(true).await.unwrap();
        });
        Reader::at(self.runtime.clone(), channel, columns, rows)
    }
}

impl Reader {
    pub(crate) fn at(runtime: Arc<Runtime>, channel: Channel<Msg>, columns: u16, rows: u16) -> Reader {
        let terminal = vt100::Parser::new(rows.try_into().unwrap(), columns.try_into().unwrap(), 0);
        Reader { runtime, channel, terminal, raw: Vec::new(), said: Vec::new(), status: None, closed: false }
    }

    /// Types.
    pub(crate) fn send(&self, text: &str) {
        self.runtime.block_on(self.channel.data_bytes(text.as_bytes().to_vec())).unwrap();
    }

    /// Has another window.
    pub(crate) fn resize(&mut self, columns: u16, rows: u16) {
        let change = self.channel.window_change(u32::from(columns), u32::from(rows), 0, 0);
        self.runtime.block_on(change).unwrap();
        if columns > 0 {
            self.terminal.screen_mut().set_size(rows.try_into().unwrap(), columns.try_into().unwrap());
        }
    }

    /// What is on the screen.
    pub(crate) fn screen(&self) -> &vt100::Screen {
        self.terminal.screen()
    }

    /// All bytes that came.
    pub(crate) fn raw(&self) -> Vec<u8> {
        self.raw.clone()
    }

    /// What came beside the screen.
    pub(crate) fn said(&self) -> String {
        String::from_utf8_lossy(&self.said).into_owned()
    }

    /// Waits until the screen shows `text`.
    #[track_caller]
    pub(crate) fn wait_for(&mut self, text: &str) {
        self.wait_until(text, |screen| screen.contents().contains(text));
    }

    /// Waits until it shows `text` no more.
    #[track_caller]
    pub(crate) fn wait_gone(&mut self, text: &str) {
        self.wait_until(text, |screen| !screen.contents().contains(text));
    }

    /// Waits until the screen is so.
    #[track_caller]
    pub(crate) fn wait_until(&mut self, what: &str, is_so: impl Fn(&vt100::Screen) -> bool) {
        let start = Instant::now();
        while !is_so(self.terminal.screen()) {
            let left = DEADLINE.saturating_sub(start.elapsed());
            let came = !left.is_zero() && !self.closed && self.take(left);
            assert!(came, "never came: {what}\n{}\n{}", self.terminal.screen().contents(), self.said());
        }
    }

    /// Waits until nothing comes any more.
    pub(crate) fn settle(&mut self) {
        while self.take(QUIET) {}
    }

    /// Waits until the channel is closed, and tells the status.
    #[track_caller]
    pub(crate) fn wait_end(&mut self) -> Option<u32> {
        let start = Instant::now();
        while !self.closed {
            assert!(start.elapsed() < DEADLINE, "never closed\n{}", self.terminal.screen().contents());
            self.take(DEADLINE);
        }
        self.status
    }

    /// Takes what comes next; tells whether anything did.
    fn take(&mut self, patience: Duration) -> bool {
        let next = self.channel.wait();
        let message = self.runtime.block_on(async { timeout(patience, next).await });
        match message {
            Err(_) => return false,
            Ok(None | Some(ChannelMsg::Close)) => self.closed = true,
            Ok(Some(ChannelMsg::Data { data })) => {
                self.raw.extend_from_slice(&data);
                self.terminal.process(&data);
                if QUESTIONS.iter().any(|question| data.windows(question.len()).any(|bytes| bytes == *question)) {
                    let _ = self.runtime.block_on(self.channel.data_bytes(ANSWER.to_vec()));
                }
            }
            Ok(Some(ChannelMsg::ExtendedData { data, .. })) => self.said.extend_from_slice(&data),
            Ok(Some(ChannelMsg::ExitStatus { exit_status })) => self.status = Some(exit_status),
            Ok(Some(_)) => {}
        }
        !self.closed
    }
}
