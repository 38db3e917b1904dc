//! What a command prints to that somebody runs over SSH: it is sent as fast as the client takes it.

use std::io::{self, Write};
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::text::harmless;

use super::wire::{Standing, Stream, Wire};

/// How much is printed before it is sent, in bytes, and how long it may wait.
const CHUNK: usize = 32 * 1024;
const SOON: Duration = Duration::from_millis(100);

/// Where a command prints.
pub struct Console {
    wire: Arc<Wire>,
    variables: Vec<(String, String)>,
    is_terminal: bool,
    until: Instant,
}

/// What a command prints, on its way.
pub struct Output<'a> {
    console: &'a Console,
    held: Vec<u8>,
    sent: Instant,
}

impl Console {
    /// That of a client of whose environment `variables` are known, for so long.
    pub(super) fn new(wire: Arc<Wire>, variables: Vec<(String, String)>, is_terminal: bool, time: Duration) -> Console {
        Console { wire, variables, is_terminal, until: Instant::now() + time }
    }

    /// Whether what is printed is seen in a terminal.
    pub fn is_terminal(&self) -> bool {
        self.is_terminal
    }

    /// A variable of the client's environment, where it is known.
    pub fn variable(&self, name: &str) -> Option<String> {
        self.variables.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone())
    }

    /// Whether there is still somebody to print for, and time for it.
    pub fn is_open(&self) -> bool {
        self.wire.standing() == Standing::Here && !self.is_late()
    }

    /// Whether the time is over.
    pub(super) fn is_late(&self) -> bool {
        Instant::now() >= self.until
    }

    /// Says a sentence beside what is printed, made harmless.
    pub fn say(&self, sentence: &str) {
        let line = format!("followspot: {}\n", harmless(sentence));
        // Where nobody can hear it, nothing more can be done.
        let _ = self.wire.print(Stream::Beside, &self.shown(line.as_bytes()));
    }

    /// Says the last sentence, also to somebody who is to leave.
    pub(super) fn say_last(&self, sentence: &str) {
        self.wire.say_last(Stream::Beside, &self.shown(format!("followspot: {sentence}\n").as_bytes()));
    }

    /// What takes that which is printed; it is to be flushed.
    pub fn out(&self) -> Output<'_> {
        Output { console: self, held: Vec::new(), sent: Instant::now() }
    }

    /// Bytes as a terminal needs them, whose lines begin at the left only where they are told so.
    fn shown(&self, bytes: &[u8]) -> Vec<u8> {
        if !self.is_terminal {
            return bytes.to_vec();
        }
        bytes.split_inclusive(|byte| *byte == b'\n').fold(Vec::new(), |mut all, line| {
            let ended = line.strip_suffix(b"\n");
            all.extend_from_slice(ended.unwrap_or(line));
            all.extend_from_slice(if ended.is_some() { b"\r\n" } else { b"" });
            all
        })
    }
}

impl Write for Output<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.held.extend_from_slice(bytes);
        if self.held.len() >= CHUNK || self.sent.elapsed() >= SOON {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.console.is_late() {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        if !self.held.is_empty() {
            self.console.wire.print(Stream::Out, &self.console.shown(&self.held))?;
            self.held.clear();
        }
        self.sent = Instant::now();
        Ok(())
    }
}
