//! Fetches what is at an address: pages, feeds, and whatever else is read.
//!
//! A few are fetched at once, each by a thread of its own, from when they are named; whoever reads them waits. What was
//! fetched is kept, so that a server need not send it again where it is still the same, and so that it can be read where the
//! server cannot be reached.
//!
//! Addresses come from anywhere, lists of feeds and servers included. So nothing but the web is asked, and, unless the
//! person says otherwise, no host that has an address beside the public net: each host is looked up once, every address
//! that it has is looked at, and the connection is made to one of these.

mod public;
mod store;
mod target;
mod unfetched;
#[cfg(feature = "fetch")]
mod web;
#[cfg(not(feature = "fetch"))]
#[path = "fetch/without.rs"]
mod web;

use std::fmt;
use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use crossbeam_channel::{Receiver, Sender, bounded, unbounded};

pub use unfetched::Unfetched;

use super::sources::unharmed;
use store::{Store, Told};
use target::Target;
use web::Web;

/// How many are fetched at once.
pub(super) const AT_ONCE: usize = 4;

/// An address as it is shown: without a log-in, and without what is never sent.
pub(super) fn shown(address: &str) -> String {
    Target::of(address).map_or_else(|| address.to_owned(), |target| target.address)
}

/// How far fetching may go.
#[derive(Clone, Copy, Debug)]
pub struct Terms {
    /// How long it may take to find a host and be connected with it.
    connect: Duration,
    /// How long it may take in all.
    whole: Duration,
    /// How many times it may lead on to another address.
    redirects: usize,
    /// Whether it may lead to a host that has this address.
    reaches: fn(IpAddr) -> bool,
}

/// To the public net only.
impl Default for Terms {
    fn default() -> Self {
        let (connect, whole) = (Duration::from_secs(10), Duration::from_secs(30));
        Terms { connect, whole, redirects: 5, reaches: public::is_public }
    }
}

impl Terms {
    /// Also to this machine and its network.
    pub fn private() -> Terms {
        Terms { reaches: |_| true, ..Terms::default() }
    }
}

/// What a server answers.
enum Reply {
    /// What is known is still the same.
    Same,
    Sent {
        told: Told,
        bytes: Vec<u8>,
    },
}

/// What was fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fetched {
    pub(super) told: Told,
    pub(super) bytes: Vec<u8>,
}

/// Something that is being fetched.
#[derive(Debug)]
pub(super) struct Promise(Receiver<Result<Fetched, Unfetched>>);

impl Promise {
    /// Waits for it.
    pub(super) fn wait(self) -> Result<Fetched, Unfetched> {
        self.0.recv().unwrap_or_else(|_| Err(Unfetched::Broken("the program was about to end".to_owned())))
    }
}

/// Fetches what is at addresses: a handle, of which there may be several.
#[derive(Clone)]
pub struct Fetcher {
    desk: Arc<Desk>,
    jobs: Sender<Job>,
    todo: Receiver<Job>,
    /// How many threads were begun.
    threads: Arc<AtomicUsize>,
}

/// An address, and where what is there is to go.
type Job = (String, Sender<Result<Fetched, Unfetched>>);

/// What the threads share.
struct Desk {
    web: Web,
    store: Store,
    tell: Box<dyn Fn(String) + Send + Sync>,
}

impl fmt::Debug for Fetcher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fetcher").field("web", &self.desk.web).finish_non_exhaustive()
    }
}

impl Fetcher {
    /// What fetches on these terms, and keeps what it has fetched in a folder; `tell` is told in a sentence when something
    /// older is read in place of what cannot be had.
    pub fn new(terms: Terms, folder: Option<PathBuf>, tell: impl Fn(String) + Send + Sync + 'static) -> Fetcher {
        let (jobs, todo) = unbounded();
        let desk = Desk { web: Web::new(terms), store: Store::open(folder), tell: Box::new(tell) };
        Fetcher { desk: Arc::new(desk), jobs, todo, threads: Arc::default() }
    }

    /// Begins to fetch what is at an address, behind what was named before.
    pub(super) fn begin(&self, address: &str) -> Promise {
        let (sender, receiver) = bounded(1);
        // The other end is held by this very handle.
        let _ = self.jobs.send((address.to_owned(), sender));
        if self.threads.fetch_add(1, Ordering::AcqRel) < AT_ONCE {
            let (desk, todo) = (self.desk.clone(), self.todo.clone());
            thread::spawn(move || {
                for (address, sender) in todo {
                    let fault = || Err(Unfetched::Broken("the program met a fault".to_owned()));
                    // Whoever waited for it may have gone.
                    drop(sender.send(unharmed(|| desk.fetch(&address)).unwrap_or_else(fault)));
                }
            });
        }
        Promise(receiver)
    }
}

impl Desk {
    fn fetch(&self, address: &str) -> Result<Fetched, Unfetched> {
        let known = self.store.read(address);
        match (self.web.ask(address, known.as_ref().map(|(told, _)| told)), known) {
            (Ok(Reply::Sent { told, bytes }), _) => Ok(self.kept(address, told, bytes)),
            (Ok(Reply::Same), Some((told, bytes))) => {
                Ok(self.kept(address, Told { when: store::now(), ..told }, bytes))
            }
            (Ok(Reply::Same), None) => Err(Unfetched::Status(304)),
            (Err(unfetched), Some((told, bytes))) if unfetched.may_pass() => {
                let age = age(told.age());
                (self.tell)(format!("{}: {unfetched} What was fetched {age} ago is read.", shown(address)));
                Ok(Fetched { told, bytes })
            }
            (Err(unfetched), _) => Err(unfetched),
        }
    }

    fn kept(&self, address: &str, told: Told, bytes: Vec<u8>) -> Fetched {
        self.store.write(address, &told, &bytes);
        Fetched { told, bytes }
    }
}

/// A length of time in words.
fn age(age: Duration) -> String {
    let seconds = age.as_secs();
    let units = [("day", 24 * 60 * 60), ("hour", 60 * 60), ("minute", 60)];
    let found = units.into_iter().find(|(_, unit)| seconds >= *unit);
    match found.map(|(name, unit)| (name, seconds / unit)) {
        Some((name, 1)) => format!("one {name}"),
        Some((name, count)) => format!("{count} {name}s"),
        None => "a moment".to_owned(),
    }
}

#[cfg(test)]
#[cfg(feature = "fetch")]
mod tests;
