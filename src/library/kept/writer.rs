//! The one thread that touches the file: loads it, then writes what changes, many changes at once.

use std::collections::HashMap;
use std::path::Path;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender};
use rusqlite::Connection;

use crate::library::pile::Content;

use super::file::{self, FileError};
use super::{Known, Trace};

/// How long changes are gathered before they are written.
const GATHER: Duration = Duration::from_millis(200);

/// What the thread is told.
pub(super) enum Order {
    /// Keep this of an article.
    Keep(Content, Trace),
    /// Say when all that was told before is in the file, and whether it is.
    Flush(Sender<bool>),
}

/// Loads what is kept, then writes until the last handle is gone.
pub(super) fn work(path: Option<&Path>, known: &Known, orders: &Receiver<Order>, notice: &dyn Fn(String)) {
    let opened = path.and_then(|path| open(path, notice));
    let (mut database, traces) = opened.map_or((None, Vec::new()), |(database, traces)| (Some(database), traces));
    known.take(traces);
    let mut told = false;
    while let Ok(first) = orders.recv() {
        let (changes, flush) = gather(first, orders);
        let result = database.as_mut().map(|database| file::write(database, changes.iter()));
        if let Some(Err(error)) = &result
            && !std::mem::replace(&mut told, true)
        {
            notice(format!(
                "Places and read marks cannot be written: {error}. Free some space or check permissions; reading goes on."
            ));
        }
        if let Some(done) = flush {
            // Whoever asked may have lost patience.
            let _ = done.send(matches!(result, Some(Ok(()))));
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

/// Gathers changes for a moment, the newest of each article, or until they are to be flushed.
fn gather(first: Order, orders: &Receiver<Order>) -> (HashMap<Content, Trace>, Option<Sender<bool>>) {
    let mut changes = HashMap::new();
    let until = Instant::now() + GATHER;
    let mut next = Ok(first);
    while let Ok(order) = next {
        match order {
            Order::Keep(content, trace) => changes.insert(content, trace),
            Order::Flush(done) => return (changes, Some(done)),
        };
        next = orders.recv_deadline(until);
    }
    (changes, None)
}
