//! The one thread that touches the file: loads it, then writes what changes, many changes at once.

use std::path::Path;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender};
use rusqlite::Connection;

use super::Known;
use super::change::Change;
use super::file::{self, FileError, Held};

/// How long changes are gathered before they are written.
const GATHER: Duration = Duration::from_millis(200);

/// What the thread is told.
pub(super) enum Order {
    /// Keep what was done.
    Keep(Box<Change>),
    /// Say when all that was told before is in the file, and whether it is; then let go of the file if so wanted.
    Settle { done: Sender<bool>, close: bool },
}

/// Loads what is kept, then writes until the last handle is gone.
pub(super) fn work(path: Option<&Path>, known: &Known, orders: &Receiver<Order>, notice: &dyn Fn(String)) {
    let opened = path.and_then(|path| open(path, notice));
    let (mut database, held) = opened.map_or((None, Held::default()), |(database, held)| (Some(database), held));
    known.take(held);
    // What could not be written is tried again with the next change.
    let (mut changes, mut told) = (Vec::new(), false);
    while let Ok(first) = orders.recv() {
        let settle = gather(first, orders, &mut changes);
        let written = database.as_mut().map(|database| file::write(database, &changes));
        match &written {
            Some(Err(error)) if !told => {
                notice(format!(
                    "{error}: places, marks and notes cannot be written. Make room or check permissions; reading goes on."
                ));
                told = true;
            }
            Some(Err(_)) => {}
            Some(Ok(())) | None => changes.clear(),
        }
        if let Some((done, close)) = settle {
            database = database.filter(|_| !close);
            // Whoever asked may have lost patience.
            let _ = done.send(matches!(written, Some(Ok(()))));
        }
    }
}

/// Opens the file; one that is damaged is set aside.
fn open(path: &Path, notice: &dyn Fn(String)) -> Option<(Connection, Held)> {
    let shown = path.display();
    let opened = match file::open(path) {
        Err(FileError::Damaged) => match file::set_aside(path) {
            Ok(aside) => file::open_anew(path, &aside).map(|(database, held, saved)| {
                let what = if saved > 0 { "what can be read of it is kept on" } else { "a new one begins" };
                notice(format!(
                    "What you did was kept in a file that is damaged; it is now {}, and {what}.",
                    aside.display()
                ));
                (database, held)
            }),
            Err(error) => Err(error.into()),
        },
        opened => opened,
    };
    let sentence = match opened {
        Ok(opened) => return Some(opened),
        Err(error @ FileError::Newer(_)) => error.to_string(),
        Err(error) => format!("Places, marks and notes cannot be kept in {shown} ({error}); reading goes on without."),
    };
    notice(sentence);
    None
}

/// Gathers changes for a moment, or until they are to be settled; of places in one article the newest is enough.
fn gather(first: Order, orders: &Receiver<Order>, changes: &mut Vec<Change>) -> Option<(Sender<bool>, bool)> {
    let until = Instant::now() + GATHER;
    let mut next = Ok(first);
    while let Ok(order) = next {
        match order {
            Order::Keep(change) => {
                if changes.last().is_some_and(|last| change.replaces(last)) {
                    changes.pop();
                }
                changes.push(*change);
            }
            Order::Settle { done, close } => return Some((done, close)),
        }
        next = orders.recv_deadline(until);
    }
    None
}
