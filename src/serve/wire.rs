//! The way to a client at the other end of a channel, and the window of a reader there: bytes go as fast as the client
//! takes them.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use russh::ChannelWriteHalf;
use russh::server::Msg;
use tokio::runtime::Handle;
use tokio::sync::watch;
use tokio::time::timeout;

use crate::terminal::{ENTER, LEAVE, Window};

/// How long a client may take nothing before it counts as gone.
const STALLED: Duration = Duration::from_mins(1);
/// How long the last words may take.
const LAST_WORDS: Duration = Duration::from_millis(500);

/// The number of the stream beside the screen, or beside what is printed: standard error, of RFC 4254, 5.2.
const BESIDE: u32 = 1;

/// Where bytes go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stream {
    /// To the screen, or to standard output.
    Out,
    /// To standard error.
    Beside,
}

/// How it stands with a reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// They read.
    Here,
    /// They are to leave, for this reason.
    Dismissed(&'static str),
    /// Their terminal is gone.
    Gone,
}

/// The way to a client's terminal, and how it stands.
pub(super) struct Wire {
    out: ChannelWriteHalf<Msg>,
    runtime: Handle,
    standing: watch::Receiver<Standing>,
}

impl Wire {
    pub(super) fn new(out: ChannelWriteHalf<Msg>, runtime: Handle, standing: watch::Receiver<Standing>) -> Arc<Wire> {
        Arc::new(Wire { out, runtime, standing })
    }

    /// Sends bytes to a stream of somebody who has not been asked to leave, waiting until the client takes them.
    pub(super) fn print(&self, stream: Stream, bytes: &[u8]) -> io::Result<()> {
        self.send(stream, bytes, STALLED, true)
    }

    /// Sends bytes to the client, also of somebody who is to leave, but then not waiting for long.
    pub(super) fn say_last(&self, stream: Stream, bytes: &[u8]) {
        let _ = self.send(stream, bytes, LAST_WORDS, false);
    }

    fn send(&self, stream: Stream, bytes: &[u8], patience: Duration, while_here: bool) -> io::Result<()> {
        let mut standing = self.standing.clone();
        let ended = async move {
            // Where nobody can say so any more, it has ended too.
            let _ = standing.wait_for(|now| *now == Standing::Gone || while_here && *now != Standing::Here).await;
        };
        let bytes = bytes.to_vec();
        let sending = async {
            match stream {
                Stream::Out => self.out.data_bytes(bytes).await,
                Stream::Beside => self.out.extended_data_bytes(BESIDE, bytes).await,
            }
        };
        self.runtime.block_on(async {
            tokio::select! {
                biased;
                sent = timeout(patience, sending) => match sent {
                    Ok(Ok(())) => Ok(()),
                    Ok(Err(_)) => Err(io::ErrorKind::BrokenPipe.into()),
                    Err(_) => Err(io::ErrorKind::TimedOut.into()),
                },
                () = ended => Err(io::ErrorKind::BrokenPipe.into()),
            }
        })
    }

    /// How it stands.
    pub(super) fn standing(&self) -> Standing {
        *self.standing.borrow()
    }

    /// Why the reader is to leave, if so.
    pub(super) fn dismissed(&self) -> Option<&'static str> {
        match self.standing() {
            Standing::Dismissed(reason) => Some(reason),
            Standing::Here | Standing::Gone => None,
        }
    }

    /// Says a last sentence on the screen that was given back, and closes the channel.
    pub(super) fn close(&self, sentence: Option<&str>, status: u32) {
        if let Some(sentence) = sentence {
            self.say_last(Stream::Out, format!("followspot: {sentence}\r\n").as_bytes());
        }
        // A client that takes nothing any more is cut off by its connection.
        let closing = async {
            self.out.exit_status(status).await?;
            self.out.eof().await?;
            self.out.close().await
        };
        let _ = self.runtime.block_on(async { timeout(LAST_WORDS, closing).await });
    }
}

/// The window over a wire. It is given back when this is dropped.
pub(super) struct Distant(Arc<Wire>);

impl Distant {
    /// Takes the client's terminal over.
    pub(super) fn open(wire: Arc<Wire>) -> io::Result<Distant> {
        wire.print(Stream::Out, ENTER)?;
        Ok(Distant(wire))
    }
}

impl Window for Distant {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.print(Stream::Out, bytes)
    }
}

/// Where lines go that are told to a terminal that can do no more: nothing is taken over.
pub(super) struct Lines(pub(super) Arc<Wire>);

impl io::Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.print(Stream::Out, bytes)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Drop for Distant {
    fn drop(&mut self) {
        self.0.say_last(Stream::Out, LEAVE);
    }
}
