//! The window of a reader who sits at the other end of a channel: frames go as fast as the client takes them.

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

    /// Sends bytes, waiting until the client takes them.
    fn send(&self, bytes: &[u8], patience: Duration, while_here: bool) -> io::Result<()> {
        let mut standing = self.standing.clone();
        let ended = async move {
            // Where nobody can say so any more, it has ended too.
            let _ = standing.wait_for(|now| *now == Standing::Gone || while_here && *now != Standing::Here).await;
        };
        self.runtime.block_on(async {
            tokio::select! {
                biased;
                sent = timeout(patience, self.out.data_bytes(bytes.to_vec())) => match sent {
                    Ok(Ok(())) => Ok(()),
                    Ok(Err(_)) => Err(io::ErrorKind::BrokenPipe.into()),
                    Err(_) => Err(io::ErrorKind::TimedOut.into()),
                },
                () = ended => Err(io::ErrorKind::BrokenPipe.into()),
            }
        })
    }

    /// Why the reader is to leave, if so.
    pub(super) fn dismissed(&self) -> Option<&'static str> {
        match *self.standing.borrow() {
            Standing::Dismissed(reason) => Some(reason),
            Standing::Here | Standing::Gone => None,
        }
    }

    /// Says a last sentence on the screen that was given back, and closes the channel.
    pub(super) fn close(&self, sentence: Option<&str>, status: u32) {
        if let Some(sentence) = sentence {
            let _ = self.send(format!("followspot: {sentence}\r\n").as_bytes(), LAST_WORDS, false);
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
        wire.send(ENTER, STALLED, true)?;
        Ok(Distant(wire))
    }
}

impl Window for Distant {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.send(bytes, STALLED, true)
    }
}

/// Where lines go that are told to a terminal that can do no more: nothing is taken over.
pub(super) struct Lines(pub(super) Arc<Wire>);

impl io::Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.send(bytes, STALLED, true)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Drop for Distant {
    fn drop(&mut self) {
        let _ = self.0.send(LEAVE, LAST_WORDS, false);
    }
}
