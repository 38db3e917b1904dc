//! The one thread that touches the file: loads it, then writes what changes, many changes at once.

use std::collections::HashMap;
use std::path::Path;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender};
use rusqlite::Connection;

use crate::article::Content;

use super::file::{self, FileError};
use super::{Known, Trace};

/// How long changes are gathered before they are written.
const GATHER: Duration = Duration::from_millis(200);

/// What the thread is told.
pub(super) enum Order {
    /// Keep this of an article.
    Keep(Content, Trace),
    /// Say when all that was told before is in the file, and whether it is; then let go of the file if so wanted.
    Settle { done: Sender<bool>, close: bool },
}

/// Loads what is kept, then writes until the last handle is gone.
pub(super) fn work(path: Option<&Path>, known: &Known, orders: &Receiver<Order>, notice: &dyn Fn(String)) {
    let opened = path.and_then(|path| open(path, notice));
    let (mut database, traces) = opened.map_or((None, Vec::new()), |(database, traces)| (Some(database), traces));
    known.take(traces);
    // What could not be written is tried again with the next change.
    let (mut changes, mut told) = (HashMap::new(), false);
    while let Ok(first) = orders.recv() {
        let settle = gather(first, orders, &mut changes);
        let written = database.as_mut().map(|database| file::write(database, changes.iter()));
        match &written {
            Some(Err(error)) if !told => {
                notice(format!(
                    "{error}: places and read marks cannot be written. Make room or check permissions; reading goes on."
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
fn open(path: &Path, notice: &dyn Fn(String)) -> Option<(Connection, Vec<(Content, Trace)>)> {
    let shown = path.display();
    let opened = match file::open(path) {
        Err(FileError::Damaged) => match file::set_aside(path) {
            Ok(aside) => {
                notice(format!(
                    "What you read was kept in a file that is damaged; it is now {}, and a new one begins.",
                    aside.display()
                ));
                file::open(path)
            }
            Err(error) => Err(error.into()),
        },
        opened => opened,
    };
    let sentence = match opened {
        Ok(opened) => return Some(opened),
        Err(error @ FileError::Newer(_)) => error.to_string(),
        Err(error) => format!("Places and read marks cannot be kept in {shown} ({error}); reading goes on without."),
    };
    notice(sentence);
    None
}

/// Gathers changes for a moment, the newest of each article, or until they are to be settled.
fn gather(
    first: Order,
    orders: &Receiver<Order>,
    changes: &mut HashMap<Content, Trace>,
) -> Option<(Sender<bool>, bool)> {
    let until = Instant::now() + GATHER;
    let mut next = Ok(first);
    while let Ok(order) = next {
        match order {
            Order::Keep(content, trace) => changes.insert(content, trace),
            Order::Settle { done, close } => return Some((done, close)),
        };
        next = orders.recv_deadline(until);
    }
    None
}
