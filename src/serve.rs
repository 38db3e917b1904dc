//! The SSH server: who may come, how many, what they get, and how it ends.
//!
//! It serves a reader and nothing else: there is no shell behind it. What is read is the business of a [`House`], which
//! opens a reader for each visitor, and may obey a few commands of its own; all that is distant is the business of this
//! module. A connection is a task of the runtime (`connection`, which hears requests by its `handler`), and each reader
//! is an ordinary session on a thread of its own (`visit`) with a window over a channel (`wire`). So is each command
//! (`errand`), which has a `console` in place of a window. Whoever is slow, or ends by a fault, is nobody else's concern.
//!
//! Frames are sent only as fast as the client takes them, and what a client sends is refused beyond what can be taken,
//! so that nobody makes the server hold much for them.

mod connection;
mod console;
mod door;
mod errand;
mod guests;
mod handler;
mod host_key;
mod journal;
mod keys;
mod limits;
mod line;
mod visit;
mod wire;

use std::borrow::Cow;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use russh::keys::{HashAlg, PublicKey};
use russh::{MethodKind, MethodSet, Preferred, compression};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;
use tokio::runtime::Runtime;
use tokio::task::JoinHandle;

use crate::reader::State;
use crate::session::{Queue, Terms, World};

pub use console::{Console, Output};
use guests::{Guests, Pass};
pub use journal::{Journal, Style};
use keys::Keys;
use limits::Limits;
pub use limits::Most;

/// How long readers have to leave when the server ends.
const FAREWELL: Duration = Duration::from_millis(1300);
/// How long clients have then to take what is still on its way, and to go.
const LAST_BYTES: Duration = Duration::from_millis(400);
/// How often a client is asked whether it is still there, and how often it may give no answer.
const KEEPALIVE: Duration = Duration::from_mins(1);
const SILENT: usize = 2;
/// How long a connection may take nothing that is sent to it.
const STALLED: Duration = Duration::from_secs(150);
/// How many keys a client may try, beside its question for the methods there are.
const TRIES: usize = 10;
/// How much a client may send before it is taken, in bytes.
const WINDOW: u32 = 64 * 1024;

/// What somebody is told whose key is taken away.
const GONE: &str = "your key is no longer listed";

/// What is served.
pub trait House: Send + Sync + 'static {
    /// Who performs what a reader asks for.
    type World: World;

    /// Opens a reader for the visitor of this name, whose `queue` takes events. `variable` tells what is known of the
    /// visitor's environment; that of the server is none of theirs.
    fn open(&self, name: &str, variable: &dyn Fn(&str) -> Option<String>, queue: &Queue)
    -> (State, Self::World, Terms);

    /// Whether a line that a client would have executed is a command that is obeyed here. By default there is none.
    fn knows(&self, line: &str) -> bool {
        let _ = line;
        false
    }

    /// Obeys a command that it knows, for the visitor of this name; tells the exit code.
    fn obey(&self, name: &str, line: &str, console: &Console) -> u8 {
        let _ = (name, line, console);
        1
    }

    /// Reads again what may have changed.
    fn refresh(&self);
}

/// How it is served.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where clients come to.
    pub listen: Vec<SocketAddr>,
    /// The file with the key by which clients know the server again; made where there is none.
    pub host_key: PathBuf,
    /// The file with the keys of those who may come.
    pub authorized_keys: PathBuf,
    /// How many may be there at once.
    pub most: Most,
    /// How long somebody may do nothing.
    pub idle: Duration,
}

/// Why there can be no server.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// Nobody can come to this address.
    #[error("The server cannot listen on {address}: {error}")]
    Listen {
        /// The address.
        address: String,
        /// Why not.
        error: io::Error,
    },
    /// The host key cannot be used.
    #[error("The host key {} cannot be used: {problem}", .path.display())]
    HostKey {
        /// The file.
        path: PathBuf,
        /// Why not.
        problem: String,
    },
    /// The system gives no threads or no signals.
    #[error("The server cannot start: {0}")]
    System(#[from] io::Error),
}

/// A server to which clients can come.
pub struct Server<H: House> {
    hall: Arc<Hall<H>>,
    runtime: Runtime,
    addresses: Vec<SocketAddr>,
    doors: Vec<JoinHandle<()>>,
}

/// What all connections share.
struct Hall<H> {
    house: H,
    keys: Keys,
    limits: Arc<Limits>,
    guests: Arc<Guests>,
    journal: Journal,
    protocol: Arc<russh::server::Config>,
}

impl<H: House> Server<H> {
    /// Opens the doors.
    ///
    /// # Errors
    /// When the host key cannot be used, or an address not be listened on.
    pub fn open(settings: Settings, house: H, journal: Journal) -> Result<Server<H>, ServeError> {
        door::make_room();
        let key = host_key::open(&settings.host_key)?;
        let print = key.public_key().fingerprint(HashAlg::Sha256);
        let hall = Arc::new(Hall {
            house,
            keys: Keys::new(settings.authorized_keys),
            limits: Limits::new(settings.most),
            guests: Arc::default(),
            journal,
            protocol: Arc::new(protocol(key)),
        });
        hall.count_keys();
        let runtime = Runtime::new()?;
        let (mut addresses, mut doors) = (Vec::new(), Vec::new());
        for address in settings.listen {
            let refused = |error| ServeError::Listen { address: address.to_string(), error };
            let listener = TcpListener::bind(address).map_err(refused)?;
            let bound = listener.local_addr()?;
            addresses.push(bound);
            listener.set_nonblocking(true)?;
            doors.push(runtime.spawn(door::open(hall.clone(), listener)));
            hall.journal.tell("listening", &[("address", &bound), ("host_key", &print)]);
        }
        runtime.spawn(door::sweep(hall.clone(), settings.idle));
        runtime.spawn(door::watch_keys(hall.clone()));
        Ok(Server { hall, runtime, addresses, doors })
    }

    /// Where clients come to.
    pub fn addresses(&self) -> &[SocketAddr] {
        &self.addresses
    }

    /// Serves until SIGTERM or SIGINT comes, and lets everyone leave then; reads keys and articles again on SIGHUP.
    ///
    /// # Errors
    /// When the system gives no signals.
    pub fn run(self) -> Result<(), ServeError> {
        tell_faults(&self.hall);
        let mut signals = Signals::new([SIGTERM, SIGINT, SIGHUP])?;
        for signal in signals.forever() {
            if signal != SIGHUP {
                break;
            }
            self.hall.journal.tell("refreshing", &[]);
            self.hall.count_keys();
            self.hall.house.refresh();
        }
        self.close();
        Ok(())
    }

    /// Lets everyone leave.
    pub fn close(self) {
        self.doors.iter().for_each(JoinHandle::abort);
        let (there, left) = self.hall.guests.dismiss_all("the server is being stopped", FAREWELL);
        self.hall.journal.tell("stopped", &[("readers", &there), ("unfinished", &left)]);
        self.hall.limits.wait_empty(LAST_BYTES);
        self.runtime.shutdown_background();
    }
}

impl<H> Hall<H> {
    /// Whose key this is.
    fn owner(&self, key: &PublicKey) -> Option<Arc<str>> {
        self.keys.owner(key, &|problem| self.journal.tell("keys", &[("problem", &problem)]))
    }

    /// Whether somebody would still be let in by what they were let in by.
    fn is_valid(&self, pass: &Pass) -> bool {
        self.owner(&pass.key).is_some_and(|owner| owner == pass.name)
    }

    /// Tells how many keys there are, and asks those to leave whose key is gone.
    fn count_keys(&self) {
        let count = self.keys.count(&|problem| self.journal.tell("keys", &[("problem", &problem)]));
        self.journal.tell("keys", &[("file", &self.keys.path().display()), ("count", &count)]);
        self.guests.dismiss_invalid(GONE, |pass| self.is_valid(pass));
    }
}

/// Has faults told by their place alone: their words may hold something of what was read.
fn tell_faults<H: House>(hall: &Arc<Hall<H>>) {
    let hall = hall.clone();
    std::panic::set_hook(Box::new(move |fault| {
        let place = fault.location().map(ToString::to_string).unwrap_or_default();
        hall.journal.tell("fault", &[("place", &place)]);
    }));
}

/// How the protocol is spoken.
fn protocol(key: russh::keys::PrivateKey) -> russh::server::Config {
    russh::server::Config {
        methods: MethodSet::from([MethodKind::PublicKey].as_slice()),
        // Whether a key is known is no secret: the protocol tells whoever asks.
        auth_rejection_time: Duration::ZERO,
        keys: vec![key],
        window_size: WINDOW,
        preferred: Preferred { compression: Cow::Borrowed(&[compression::NONE]), ..Preferred::DEFAULT },
        max_auth_attempts: TRIES,
        inactivity_timeout: Some(STALLED),
        keepalive_interval: Some(KEEPALIVE),
        keepalive_max: SILENT,
        ..russh::server::Config::default()
    }
}
