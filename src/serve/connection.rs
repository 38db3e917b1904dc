//! A connection from its first byte to its last: who does not log in soon, or has nothing open, is cut off.

use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use russh::server::run_stream;
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::time::{Instant, sleep_until, timeout};

use super::handler::Handler;
use super::limits::Entry;
use super::line::Line;
use super::{Hall, House};

/// How long logging in may take.
const LOGIN: Duration = Duration::from_secs(20);
/// What is told of who does not.
const TOO_SLOW: &str = "nobody logged in in time";
/// How long a connection may stay on which nobody reads.
const EMPTY: Duration = Duration::from_mins(1);

/// How far a connection has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// Nobody is logged in yet.
    Knocking,
    /// Somebody is, with so many readers open.
    Inside(usize),
}

/// What is known of a connection.
pub(super) struct Connection {
    pub(super) from: SocketAddr,
    stage: watch::Sender<Stage>,
    /// Why the last try to log in was refused: the name that was given, and the reason.
    refused: Mutex<Option<(String, String)>>,
    entry: Entry,
}

/// A reader's part in a connection, which lasts as long as there is one.
pub(super) struct Company(Arc<Connection>);

impl Connection {
    /// Takes note that a try to log in was refused. Clients try one key after another, so only the last one is told.
    pub(super) fn refuse(&self, name: &str, reason: String) {
        *self.refused.lock().unwrap_or_else(PoisonError::into_inner) = Some((name.to_owned(), reason));
    }

    /// Takes note that somebody is logged in.
    pub(super) fn welcome(&self) {
        self.entry.welcome();
        self.stage.send_replace(Stage::Inside(0));
    }

    /// Counts a reader.
    pub(super) fn join(self: &Arc<Connection>) -> Company {
        self.add(1);
        Company(self.clone())
    }

    fn add(&self, readers: isize) {
        self.stage.send_modify(|stage| {
            if let Stage::Inside(open) = stage {
                *open = open.saturating_add_signed(readers);
            }
        });
    }
}

impl Drop for Company {
    fn drop(&mut self) {
        self.0.add(-1);
    }
}

/// Serves a connection.
pub(super) async fn serve<H: House>(hall: Arc<Hall<H>>, stream: TcpStream, from: SocketAddr, entry: Entry) {
    // Keys are short, and so are the frames that answer them.
    let _ = stream.set_nodelay(true);
    let (stage, mut follow) = watch::channel(Stage::Knocking);
    let connection = Arc::new(Connection { from, stage, refused: Mutex::default(), entry });
    let (line, scissors) = Line::new(stream);
    let handler = Handler::new(hall.clone(), connection.clone());
    let began = Instant::now();
    let running = async {
        let session = timeout(LOGIN, run_stream(hall.protocol.clone(), line, handler)).await;
        session.map_err(|_| russh::Error::ConnectionTimeout)??.await
    };
    tokio::pin!(running);
    let mut scissors = Some(scissors);
    let mut cut = None;
    let ended = loop {
        let (patience, reason) = match *follow.borrow_and_update() {
            Stage::Knocking => (Some(began + LOGIN), TOO_SLOW),
            Stage::Inside(0) => (Some(Instant::now() + EMPTY), "nobody reads"),
            Stage::Inside(_) => (None, ""),
        };
        let waiting = async {
            match patience {
                Some(patience) => sleep_until(patience).await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            ended = &mut running => break ended,
            // The connection holds the other end of this.
            _ = follow.changed() => {}
            () = waiting, if scissors.is_some() => {
                cut = Some(reason);
                scissors = None;
            }
        }
    };
    let knocking = *follow.borrow() == Stage::Knocking;
    tell(&hall, &connection, knocking, cut, ended);
}

/// Writes into the journal how a connection has ended.
fn tell<H>(
    hall: &Hall<H>,
    connection: &Connection,
    knocking: bool,
    cut: Option<&str>,
    ended: Result<(), russh::Error>,
) {
    let reason = match (cut, ended) {
        (Some(reason), _) => reason.to_owned(),
        (None, Err(russh::Error::ConnectionTimeout)) => TOO_SLOW.to_owned(),
        (None, Ok(()) | Err(russh::Error::Disconnect | russh::Error::HUP)) => "the client closed it".to_owned(),
        (None, Err(russh::Error::IO(error))) if error.kind() == io::ErrorKind::UnexpectedEof => {
            "the client closed it".to_owned()
        }
        (None, Err(error)) => error.to_string(),
    };
    let from = &connection.from;
    match connection.refused.lock().unwrap_or_else(PoisonError::into_inner).take() {
        Some((name, refused)) if knocking => {
            hall.journal.tell("refused", &[("from", from), ("as", &name), ("reason", &refused)]);
        }
        _ if knocking => hall.journal.tell("refused", &[("from", from), ("reason", &reason)]),
        _ => hall.journal.tell("disconnected", &[("from", from), ("reason", &reason)]),
    }
}
