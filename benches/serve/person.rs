//! Somebody who reads over SSH.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use russh::client::{self, Config, Handle, Msg};
use russh::keys::{PrivateKey, PrivateKeyWithHashAlg, PublicKeyOrCertificate};
use russh::{Channel, ChannelMsg};
use tokio::time::{sleep, timeout};

/// How long a frame is waited for.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long nothing has to come for the first frame to be whole.
const QUIET: Duration = Duration::from_millis(300);
/// What is pressed, again and again: down the list, an actor, into an article, down it, along the mentions and back.
const KEYS: [&str; 12] = ["j", "j", "1", "j", "l", "d", "n", "u", "n", "q", "k", "0"];

const QUESTIONS: [&[u8]; 2] = [b"\x1b[c", b"\x1b[5n"];
const ANSWER: &[u8] = b"\x1b[0n";

struct Trusting;

impl client::Handler for Trusting {
    type Error = russh::Error;

    async fn check_server_key(&mut self, _: &PublicKeyOrCertificate) -> Result<bool, Self::Error> {
        Ok(true)
    }
}

/// A person with a reader open.
pub(crate) struct Person {
    number: usize,
    channel: Channel<Msg>,
    _connection: Handle<Trusting>,
}

impl Person {
    /// Comes in, and waits for the first frame.
    pub(crate) async fn come(address: SocketAddr, key: Arc<PrivateKey>, number: usize) -> Option<Person> {
        let config = Config { nodelay: true, ..Config::default() };
        let mut connection = client::connect(Arc::new(config), address, Trusting).await.ok()?;
        let key = PrivateKeyWithHashAlg::new(key, None);
        connection.authenticate_publickey("reader", key).await.ok().filter(client::AuthResult::success)?;
        let channel = connection.channel_open_session().await.ok()?;
        channel.request_pty(false, "xterm-256color", 80, 24, 0, 0, &[]).await.ok()?;
        channel.request_shell(false).await.ok()?;
        let mut person = Person { number, channel, _connection: connection };
        timeout(PATIENCE, person.frame()).await.ok().flatten()?;
        person.settle().await;
        Some(person)
    }

    /// Presses a key every second; tells how long each frame took, and how many did not come.
    pub(crate) async fn work(mut self, time: Duration) -> (Vec<Duration>, usize) {
        // Not all at the same moment.
        sleep(Duration::from_micros(self.number as u64 * 7919 % 1_000_000)).await;
        let (start, mut times, mut errors) = (Instant::now(), Vec::new(), 0);
        for key in KEYS.into_iter().cycle() {
            let pressed = Instant::now();
            if start.elapsed() >= time {
                break;
            }
            let sent = self.channel.data_bytes(key.as_bytes().to_vec()).await.is_ok();
            match timeout(PATIENCE, self.frame()).await {
                Ok(Some(())) if sent => times.push(pressed.elapsed()),
                _ => errors += 1,
            }
            self.rest(Duration::from_secs(1).saturating_sub(pressed.elapsed())).await;
        }
        (times, errors)
    }

    /// Waits for a frame; `None` where there is none any more.
    async fn frame(&mut self) -> Option<()> {
        loop {
            match self.channel.wait().await? {
                ChannelMsg::Data { data } => {
                    if QUESTIONS.iter().any(|question| data.windows(question.len()).any(|bytes| bytes == *question)) {
                        self.channel.data_bytes(ANSWER.to_vec()).await.ok()?;
                    }
                    return Some(());
                }
                ChannelMsg::Close | ChannelMsg::Eof => return None,
                _ => {}
            }
        }
    }

    /// Takes what comes for so long.
    async fn rest(&mut self, time: Duration) {
        let _ = timeout(time, async { while self.frame().await.is_some() {} }).await;
    }

    async fn settle(&mut self) {
        while timeout(QUIET, self.frame()).await.is_ok_and(|frame| frame.is_some()) {}
    }
}
