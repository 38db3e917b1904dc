//! The door: connections are let in one by one, or turned away before anything is computed for them.

use std::sync::Arc;
use std::time::{Duration, Instant};

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tokio::net::TcpListener;
use tokio::time::{interval, sleep};

use super::{Hall, House, connection};

/// How long to wait when the system has no room for a connection.
const BREATH: Duration = Duration::from_millis(100);
/// How often is looked whether the keys have changed.
const KEYS: Duration = Duration::from_secs(2);
/// How often is looked who does nothing.
const SWEEP: Duration = Duration::from_secs(30);

/// Lets the system give so many connections as it can: each is an open file.
pub(super) fn make_room() {
    let limit = getrlimit(Resource::Nofile);
    // Where there is no more room, fewer get in.
    let _ = setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, ..limit });
}

/// Lets connections in, as long as the runtime is there.
pub(super) async fn open<H: House>(hall: Arc<Hall<H>>, listener: std::net::TcpListener) {
    let listener = match TcpListener::from_std(listener) {
        Ok(listener) => listener,
        Err(error) => return hall.journal.tell("trouble", &[("reason", &error)]),
    };
    loop {
        let (stream, from) = match listener.accept().await {
            Ok(accepted) => accepted,
            Err(error) => {
                hall.journal.tell("trouble", &[("reason", &error)]);
                sleep(BREATH).await;
                continue;
            }
        };
        match hall.limits.enter(from.ip(), Instant::now()) {
            Ok(entry) => drop(tokio::spawn(connection::serve(hall.clone(), stream, from, entry))),
            Err((full, Some(untold))) => {
                hall.journal.tell("turned-away", &[("from", &from), ("reason", &full), ("untold", &untold)]);
            }
            Err((_, None)) => {}
        }
    }
}

/// Asks those to leave whose key is taken away, as long as the runtime is there.
pub(super) async fn watch_keys<H: House>(hall: Arc<Hall<H>>) {
    let (mut time, mut seen) = (interval(KEYS), hall.keys.stamp());
    loop {
        time.tick().await;
        let now = hall.keys.stamp();
        if now != seen {
            seen = now;
            hall.count_keys();
        }
    }
}

/// Asks those to leave who do nothing for long, as long as the runtime is there.
pub(super) async fn sweep<H: House>(hall: Arc<Hall<H>>, idle: Duration) {
    let mut time = interval(SWEEP.min(idle));
    loop {
        time.tick().await;
        hall.guests.dismiss_idle(idle, "nothing was done for long");
    }
}
