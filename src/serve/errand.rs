//! An errand: one command at one channel, on a thread of its own that leaves the cores to those who read.

use std::io;
use std::net::SocketAddr;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use crossbeam_channel::unbounded;
use russh::ChannelWriteHalf;
use russh::server::Msg;
use tokio::runtime::Handle;
use tokio::sync::watch;

use super::connection::Company;
use super::console::Console;
use super::guests::{Guest, Pass};
use super::limits::Turn;
use super::wire::{Standing, Wire};
use super::{Hall, House};

/// How long a command may take.
const LONGEST: Duration = Duration::from_mins(10);
/// What is said of one that takes longer.
const TOO_LONG: &str = "The command took longer than ten minutes and was ended: ask for less at once.";
/// What is said where a fault has ended it.
const FAULT: &str = "A fault has ended the command.";
/// The exit code of a command that was broken off: `EX_TEMPFAIL` of `sysexits.h`.
const BROKEN_OFF: u8 = 75;
/// The exit code after a fault: `EX_SOFTWARE` of `sysexits.h`.
const FAULTY: u8 = 70;

/// A command, and for whom it is obeyed.
pub(super) struct Errand {
    pub(super) line: String,
    pub(super) pass: Pass,
    pub(super) from: SocketAddr,
    /// What is known of the client's environment.
    pub(super) variables: Vec<(String, String)>,
    pub(super) is_terminal: bool,
    /// Held as long as it runs.
    pub(super) _turn: Turn,
    pub(super) _company: Company,
}

/// Runs a command, until it is done, its time is over, or nobody wants it any more.
///
/// # Errors
/// When there is no thread for it.
pub(super) fn begin<H: House>(
    hall: &Arc<Hall<H>>,
    errand: Errand,
    out: ChannelWriteHalf<Msg>,
) -> io::Result<Arc<Guest>> {
    // It hears of nothing but that it is to end, which the wire tells.
    let (queue, _) = unbounded();
    let (standing, followed) = watch::channel(Standing::Here);
    let guest = Arc::new(Guest::new(errand.pass.clone(), queue, standing));
    let presence = hall.guests.come(guest.clone());
    let (hall, wire) = (hall.clone(), Wire::new(out, Handle::current(), followed));
    thread::Builder::new().name("command".to_owned()).spawn(move || {
        run(&hall, errand, &wire);
        drop(presence);
    })?;
    Ok(guest)
}

fn run<H: House>(hall: &Hall<H>, errand: Errand, wire: &Arc<Wire>) {
    let (began, name, from) = (Instant::now(), errand.pass.name, errand.from);
    // What is looked for is nobody else's business.
    let what = errand.line.split_whitespace().next().unwrap_or_default();
    hall.journal.tell("command", &[("user", &name), ("from", &from), ("what", &what)]);
    let console = Console::new(wire.clone(), errand.variables, errand.is_terminal, LONGEST);
    let obeyed = catch_unwind(AssertUnwindSafe(|| hall.house.obey(&name, &errand.line, &console)));
    let (reason, sentence, code) = match (obeyed, wire.standing()) {
        (Err(_), _) => ("a fault", Some(FAULT.to_owned()), FAULTY),
        (_, Standing::Gone) => ("the client is gone", None, BROKEN_OFF),
        (_, Standing::Dismissed(reason)) => (reason, Some(format!("The command was ended: {reason}.")), BROKEN_OFF),
        (_, Standing::Here) if console.is_late() => ("it took too long", Some(TOO_LONG.to_owned()), BROKEN_OFF),
        (Ok(code), Standing::Here) => ("it is done", None, code),
    };
    if let Some(sentence) = sentence {
        console.say_last(&sentence);
    }
    wire.close(None, u32::from(code));
    let seconds = began.elapsed().as_secs();
    hall.journal.tell("ended", &[("user", &name), ("from", &from), ("seconds", &seconds), ("reason", &reason)]);
}
