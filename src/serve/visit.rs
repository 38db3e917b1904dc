//! A visit: one reader at one channel, on a thread of its own. Whatever happens to it happens to nobody else.

use std::io::{self, BufWriter};
use std::net::SocketAddr;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread;
use std::time::Instant;

use crossbeam_channel::{Receiver, unbounded};
use russh::ChannelWriteHalf;
use russh::server::Msg;
use tokio::runtime::Handle;
use tokio::sync::watch;

use crate::reader::Copying;
use crate::session::{Ending, Happening, Manner, Queue, Session, converse};
use crate::terminal::{Told, is_dumb};

use super::connection::Company;
use super::guests::{Guest, Pass};
use super::limits::Seat;
use super::wire::{Distant, Lines, Standing, Wire};
use super::{Hall, House};

/// The stack of a reader's thread, in bytes.
const STACK: usize = 1 << 20;
/// What a reader is told whom a fault has ended.
const FAULT: &str = "A fault has ended this reader. What you did is kept.";

/// Who visits, from where, and with what terminal.
pub(super) struct Visitor {
    pub(super) pass: Pass,
    pub(super) from: SocketAddr,
    /// What is known of the client's environment.
    pub(super) variables: Vec<(String, String)>,
    /// The columns and rows of its window.
    pub(super) size: (u16, u16),
    /// Held as long as they read.
    pub(super) _seat: Seat,
    pub(super) _company: Company,
}

/// Lets somebody read, until they leave or are told to.
///
/// # Errors
/// When there is no thread for it.
pub(super) fn begin<H: House>(
    hall: &Arc<Hall<H>>,
    visitor: Visitor,
    out: ChannelWriteHalf<Msg>,
) -> io::Result<Arc<Guest>> {
    let (queue, happenings) = unbounded();
    let (standing, followed) = watch::channel(Standing::Here);
    let guest = Arc::new(Guest::new(visitor.pass.clone(), queue.clone(), standing));
    guest.tell(Told::Size(visitor.size.0, visitor.size.1));
    let presence = hall.guests.come(guest.clone());
    let (hall, wire) = (hall.clone(), Wire::new(out, Handle::current(), followed));
    thread::Builder::new().name("reader".to_owned()).stack_size(STACK).spawn(move || {
        visit(&hall, &visitor, &wire, &queue, &happenings);
        // Until here it is waited for when the server ends.
        drop(presence);
    })?;
    Ok(guest)
}

fn visit<H: House>(
    hall: &Hall<H>,
    visitor: &Visitor,
    wire: &Arc<Wire>,
    queue: &Queue,
    happenings: &Receiver<Happening>,
) {
    let began = Instant::now();
    let size = format!("{}x{}", visitor.size.0, visitor.size.1);
    hall.journal.tell("opened", &[("user", &visitor.pass.name), ("from", &visitor.from), ("size", &size)]);
    let reading = AssertUnwindSafe(|| read(hall, visitor, wire, queue, happenings));
    let (reason, sentence, status) = match catch_unwind(reading) {
        Ok(Ok(Ending::Quit)) => ("they left", None, 0),
        Ok(Ok(Ending::Signal(_))) => {
            let reason = wire.dismissed().unwrap_or("the server asked for it");
            (reason, Some(format!("You are asked to leave: {reason}. What you did is kept.")), 0)
        }
        Ok(Ok(Ending::Gone) | Err(_)) => ("their terminal is gone", None, 1),
        Err(_) => ("a fault", Some(FAULT.to_owned()), 70),
    };
    wire.close(sentence.as_deref(), status);
    let seconds = began.elapsed().as_secs();
    hall.journal.tell(
        "closed",
        &[("user", &visitor.pass.name), ("from", &visitor.from), ("seconds", &seconds), ("reason", &reason)],
    );
}

fn read<H: House>(
    hall: &Hall<H>,
    visitor: &Visitor,
    wire: &Arc<Wire>,
    queue: &Queue,
    happenings: &Receiver<Happening>,
) -> io::Result<Ending> {
    let variable = |name: &str| {
        let found = visitor.variables.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.clone()).filter(|value| !value.is_empty())
    };
    if is_dumb(&variable("TERM").unwrap_or_default()) {
        let (state, world, terms) = hall.house.open(&visitor.pass.name, &variable, queue);
        let manner = Manner { letters: terms.skill.letters, prompts: true, edits: true };
        let out = BufWriter::new(Lines(wire.clone()));
        return converse(state.copying(Copying::Told), world, Vec::new(), happenings, manner, out);
    }
    let window = Distant::open(wire.clone())?;
    let (state, world, terms) = hall.house.open(&visitor.pass.name, &variable, queue);
    Ok(Session::new(state, world, window, terms).run(happenings))
}
