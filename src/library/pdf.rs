//! PDF files are read in a process of its own, which may not take more than some time and memory and may write nothing:
//! damaged ones, and those that were made to do harm, end with it.

use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::thread;
use std::time::Duration;

use crossbeam_channel::bounded;

use crate::article::{LIMIT, PdfText, PdfTrouble};

/// How long a file may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// How much its text may be, with all that is said of it, in bytes.
const MOST: u64 = 4 * LIMIT as u64;

/// The program that reads them, and what is said to it so that it does.
static READER: OnceLock<(PathBuf, &'static str)> = OnceLock::new();

/// Has PDF files read by a program, which calls [`serve`] when the argument is given to it. Without one none is read.
pub fn read_with(program: PathBuf, argument: &'static str) {
    // It is set once, when the program begins.
    let _ = READER.set((program, argument));
}

/// The text of a PDF file.
pub(super) fn read(bytes: &[u8]) -> Result<PdfText, PdfTrouble> {
    let (program, argument) = READER.get().filter(|_| cfg!(feature = "pdf")).ok_or(PdfTrouble::Off)?;
    let mut command = Command::new(program);
    command.arg(argument).env_clear().stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().map_err(|_| PdfTrouble::Slow)?;
    let answer = ask(&mut child, bytes);
    // It has ended, or is to end now.
    let _ = child.kill();
    let _ = child.wait();
    answer.and_then(|answer| serde_json::from_slice(&answer).ok()).unwrap_or(Err(PdfTrouble::Slow))
}

/// What the process answers, if it does in time.
fn ask(child: &mut Child, bytes: &[u8]) -> Option<Vec<u8>> {
    let (mut input, output) = (child.stdin.take()?, child.stdout.take()?);
    let (sender, answer) = bounded(1);
    thread::scope(|scope| {
        // It may end before it has read all.
        scope.spawn(move || drop(input.write_all(bytes)));
        scope.spawn(move || {
            let mut answer = Vec::new();
            let read = output.take(MOST).read_to_end(&mut answer);
            drop(sender.send(read.map(|_| answer)));
        });
        let answer = answer.recv_timeout(PATIENCE);
        // Both threads end with it.
        let _ = child.kill();
        answer.ok()?.ok()
    })
}

/// Reads a PDF file from `input` within limits, and writes its text as JSON.
///
/// # Errors
/// When it cannot be written.
pub fn serve(input: impl Read, output: &mut impl Write) -> io::Result<()> {
    #[cfg(feature = "pdf")]
    let answer = reading::limited(input)?;
    #[cfg(not(feature = "pdf"))]
    let answer: Result<PdfText, PdfTrouble> = {
        drop(input);
        Err(PdfTrouble::Off)
    };
    serde_json::to_writer(output, &answer)?;
    Ok(())
}

/// The side of the process.
#[cfg(feature = "pdf")]
mod reading {
    use std::io::{self, Read};
    use std::time::{Duration, Instant};

    use rustix::process::{Resource, Rlimit, setrlimit};

    use crate::article::{LARGEST, PdfText, PdfTrouble, read_pdf};

    /// After how long no further page is begun.
    const TIME: Duration = Duration::from_secs(8);
    /// How much memory it may have, in bytes, and how much time of the processor, in seconds.
    const MEMORY: u64 = 2 << 30;
    const SECONDS: u64 = 10;

    /// The text of the file, within limits that hold from now on.
    pub(super) fn limited(input: impl Read) -> io::Result<Result<PdfText, PdfTrouble>> {
        let limits = [(Resource::As, MEMORY), (Resource::Cpu, SECONDS), (Resource::Core, 0), (Resource::Fsize, 0)];
        for (resource, most) in limits {
            setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) })?;
        }
        let mut bytes = Vec::new();
        input.take(LARGEST as u64).read_to_end(&mut bytes)?;
        let begin = Instant::now();
        Ok(read_pdf(&bytes, &|| begin.elapsed() < TIME))
    }
}
