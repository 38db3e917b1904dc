//! The local window: takes the terminal over, and gives it back whatever happens.

use std::fs::File;
use std::io::{self, ErrorKind, IsTerminal, Read, Write};
use std::os::fd::AsFd;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use crossterm::terminal::{disable_raw_mode, enable_raw_mode};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::{Handle, Signals};
use signal_hook::{flag, low_level};

use super::window::{ENTER, LEAVE, Told, Window, sensible};

/// How long a terminal that another program has set not to wait is left alone.
const AGAIN: Duration = Duration::from_millis(10);

/// The terminal that the program was started in, in raw mode and on its alternate screen. It is given back when this is
/// dropped, before a panic of this thread is told, and while the program is stopped.
#[derive(Debug)]
pub struct Local {
    screen: Arc<Screen>,
    signals: Handle,
    helpers: Helpers,
}

/// The programs at hand that do what the terminal does not.
#[derive(Clone, Debug, Default)]
pub struct Helpers {
    /// Opens addresses.
    pub browser: Option<String>,
    /// Whether tmux runs on this machine, and the reader in it. By itself it hands nothing on to the clipboard that a
    /// program in it sends, but does so on demand.
    pub tmux: bool,
}

impl Local {
    /// Takes the terminal over. What happens there is told to `tell`, from other threads; the size comes first.
    ///
    /// # Errors
    /// When there is no terminal.
    pub fn open(helpers: Helpers, tell: impl Fn(Told) + Clone + Send + 'static) -> io::Result<Local> {
        let (input, output) = (terminal(&io::stdin())?, terminal(&io::stdout())?);
        let screen = Arc::new(Screen { output, taken: AtomicBool::new(false) });
        let signals = Signals::new([SIGWINCH, SIGTSTP, SIGCONT, SIGTERM, SIGHUP, SIGINT])?;
        end_at_second_signal()?;
        screen.take()?;
        give_back_before_panic(Arc::clone(&screen));
        tell_size(&tell);
        let local = Local { screen, signals: signals.handle(), helpers };
        let tell_too = tell.clone();
        thread::Builder::new().name("signals".to_owned()).spawn(move || tell_signals(signals, &tell_too))?;
        thread::Builder::new().name("keys".to_owned()).spawn(move || tell_bytes(input, &tell))?;
        Ok(local)
    }
}

impl Drop for Local {
    fn drop(&mut self) {
        self.signals.close();
        self.screen.give_back();
    }
}

impl Window for Local {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.screen.write(bytes)
    }

    fn suspend(&mut self) -> io::Result<bool> {
        if !has_job_control() {
            return Ok(false);
        }
        self.screen.give_back();
        low_level::emulate_default_handler(SIGTSTP)?;
        Ok(true)
    }

    fn resume(&mut self) -> io::Result<()> {
        // A program that was stopped from outside had no time to give the terminal back.
        self.screen.taken.store(false, Ordering::SeqCst);
        disable_raw_mode()?;
        self.screen.take()
    }

    fn copy(&mut self, text: &str) -> bool {
        self.helpers.tmux && hand_to_tmux(text).is_ok_and(|taken| taken)
    }

    fn browse(&mut self, address: &str) -> bool {
        let Some(browser) = &self.helpers.browser else { return false };
        let mut command = Command::new(browser);
        command.arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let Ok(mut child) = command.spawn() else { return false };
        // The thread takes the exit code, so that no dead process stays behind.
        thread::spawn(move || child.wait());
        true
    }
}

#[derive(Debug)]
struct Screen {
    output: File,
    taken: AtomicBool,
}

impl Screen {
    fn take(&self) -> io::Result<()> {
        enable_raw_mode()?;
        self.taken.store(true, Ordering::SeqCst);
        self.write(ENTER)
    }

    /// Gives the terminal back, once. That it may be gone is no matter any more.
    fn give_back(&self) {
        if self.taken.swap(false, Ordering::SeqCst) {
            let _ = self.write(LEAVE);
            let _ = disable_raw_mode();
        }
    }

    fn write(&self, mut bytes: &[u8]) -> io::Result<()> {
        while !bytes.is_empty() {
            match (&self.output).write(bytes) {
                Ok(0) => return Err(ErrorKind::WriteZero.into()),
                Ok(written) => bytes = bytes.get(written..).unwrap_or_default(),
                Err(error) if error.kind() == ErrorKind::WouldBlock => thread::sleep(AGAIN),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}

/// The stream if it is a terminal, else the terminal that the program was started from: standard input may be an
/// article.
fn terminal(stream: &(impl AsFd + IsTerminal)) -> io::Result<File> {
    if stream.is_terminal() {
        return Ok(File::from(stream.as_fd().try_clone_to_owned()?));
    }
    File::options().read(true).write(true).open("/dev/tty")
}

/// A second signal to end does so at once: the first may wait for a terminal that takes no more bytes.
fn end_at_second_signal() -> io::Result<()> {
    for signal in [SIGTERM, SIGHUP, SIGINT] {
        let came = Arc::new(AtomicBool::new(false));
        flag::register_conditional_default(signal, Arc::clone(&came))?;
        flag::register(signal, came)?;
    }
    Ok(())
}

/// Makes a panic of this thread leave the screen first. A panic of another one is told by whoever started that thread;
/// written onto the screen it would only spoil it.
fn give_back_before_panic(screen: Arc<Screen>) {
    let (before, session) = (std::panic::take_hook(), thread::current().id());
    std::panic::set_hook(Box::new(move |panic| {
        if thread::current().id() == session {
            screen.give_back();
        }
        if !screen.taken.load(Ordering::SeqCst) {
            before(panic);
        }
    }));
}

/// Has tmux put text on the clipboard of the terminal outside (since its version 3.2), and tells whether it did.
fn hand_to_tmux(text: &str) -> io::Result<bool> {
    let mut command = Command::new("tmux");
    command.args(["load-buffer", "-w", "-"]).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut tmux = command.spawn()?;
    let written = tmux.stdin.take().map_or(Ok(()), |mut input| input.write_all(text.as_bytes()));
    Ok(tmux.wait()?.success() && written.is_ok())
}

/// Whether a shell could let the program go on: only such a one gives its jobs groups of their own.
fn has_job_control() -> bool {
    rustix::process::getsid(None).is_ok_and(|session| session != rustix::process::getpgrp())
}

fn tell_size(tell: &impl Fn(Told)) {
    let (columns, rows) = crossterm::terminal::size().unwrap_or_default();
    let (columns, rows) = sensible(columns, rows);
    tell(Told::Size(columns, rows));
}

/// Has the lines that are typed told, as the terminal hands them over, and what signals ask for; from other threads.
/// `elsewhere` says that standard input is something else, so that they are typed at the terminal.
///
/// # Errors
/// When there is no terminal.
pub fn listen(elsewhere: bool, tell: impl Fn(Told) + Clone + Send + 'static) -> io::Result<()> {
    let input = if elsewhere { File::open("/dev/tty")? } else { File::from(io::stdin().as_fd().try_clone_to_owned()?) };
    let signals = Signals::new([SIGTERM, SIGHUP, SIGINT])?;
    end_at_second_signal()?;
    let tell_too = tell.clone();
    thread::Builder::new().name("signals".to_owned()).spawn(move || tell_signals(signals, &tell_too))?;
    thread::Builder::new().name("lines".to_owned()).spawn(move || tell_bytes(input, &tell))?;
    Ok(())
}

fn tell_signals(mut signals: Signals, tell: &impl Fn(Told)) {
    for signal in signals.forever() {
        match signal {
            SIGWINCH => tell_size(tell),
            SIGTSTP => tell(Told::Suspend),
            SIGCONT => {
                tell(Told::Continue);
                tell_size(tell);
            }
            _ => tell(Told::Signal(signal)),
        }
    }
}

fn tell_bytes(mut input: File, tell: &impl Fn(Told)) {
    let mut bytes = [0; 4096];
    loop {
        match input.read(&mut bytes) {
            Ok(0) => break,
            Ok(count) => tell(Told::Bytes(bytes.get(..count).unwrap_or_default().to_vec())),
            Err(error) if error.kind() == ErrorKind::WouldBlock => thread::sleep(AGAIN),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(_) => break,
        }
    }
    tell(Told::Gone);
}
