//! A program in a pseudo-terminal, as the person at it sees it.

use std::io::{Read, Write};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};

/// How long a condition is waited for.
const DEADLINE: Duration = Duration::from_secs(20);
/// How long nothing has to come for a program to count as idle.
const QUIET: Duration = Duration::from_millis(300);

const QUESTIONS: [&[u8]; 2] = [b"\x1b[c", b"\x1b[5n"];
const ANSWER: &[u8] = b"\x1b[0n";

/// A window with a program in it.
pub(crate) struct Window {
    seen: Arc<Seen>,
    keys: Arc<Mutex<Box<dyn Write + Send>>>,
    master: Option<Box<dyn MasterPty + Send>>,
    child: Box<dyn Child + Send + Sync>,
    cooked: String,
}

#[derive(Default)]
struct Seen {
    output: Mutex<Output>,
    changed: Condvar,
}

#[derive(Default)]
struct Output {
    terminal: vt100::Parser,
    bytes: Vec<u8>,
    closing: bool,
    ended: bool,
}

impl Window {
    /// Starts a program in a window of 80 columns and 24 rows.
    pub(crate) fn start(command: CommandBuilder) -> Window {
        let size = PtySize { rows: 24, cols: 80, ..PtySize::default() };
        let pair = native_pty_system().openpty(size).unwrap();
        let cooked = modes(&*pair.master);
        let child = pair.slave.spawn_command(command).unwrap();
        let seen = Arc::new(Seen::default());
        let keys = Arc::new(Mutex::new(pair.master.take_writer().unwrap()));
        let output = pair.master.try_clone_reader().unwrap();
        let (watched, answers) = (Arc::clone(&seen), Arc::clone(&keys));
        thread::spawn(move || watched.watch(output, &answers));
        Window { seen, keys, master: Some(pair.master), child, cooked }
    }

    /// Types bytes.
    pub(crate) fn send(&self, bytes: impl AsRef<[u8]>) {
        let mut keys = self.keys.lock().unwrap();
        keys.write_all(bytes.as_ref()).unwrap();
        keys.flush().unwrap();
    }

    /// Types bytes one by one, the next only when the program has nothing more to say to the last.
    pub(crate) fn send_singly(&self, bytes: impl AsRef<[u8]>) {
        for byte in bytes.as_ref() {
            self.send([*byte]);
            self.wait_idle();
        }
    }

    /// Waits until the screen shows `text`.
    #[track_caller]
    pub(crate) fn wait_for(&self, text: &str) {
        self.wait_until(text, |screen| screen.contents().contains(text));
    }

    /// Waits until the screen no longer shows `text`.
    #[track_caller]
    pub(crate) fn wait_gone(&self, text: &str) {
        self.wait_until(text, |screen| !screen.contents().contains(text));
    }

    /// Waits until the screen is so.
    #[track_caller]
    pub(crate) fn wait_until(&self, what: &str, is_so: impl Fn(&vt100::Screen) -> bool) {
        let start = Instant::now();
        let mut output = self.output();
        while !is_so(output.terminal.screen()) {
            let left = DEADLINE.saturating_sub(start.elapsed());
            assert!(!left.is_zero(), "never came: {what}\n{}", output.terminal.screen().contents());
            output = self.seen.changed.wait_timeout(output, left).unwrap().0;
        }
    }

    /// Waits until the program sends nothing for a while.
    pub(crate) fn wait_idle(&self) {
        let mut output = self.output();
        loop {
            let before = output.bytes.len();
            output = self.seen.changed.wait_timeout_while(output, QUIET, |o| o.bytes.len() == before).unwrap().0;
            if output.bytes.len() == before {
                return;
            }
        }
    }

    /// All bytes that have come.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        self.output().bytes.clone()
    }

    /// What the screen shows.
    pub(crate) fn contents(&self) -> String {
        self.output().terminal.screen().contents()
    }

    pub(crate) fn resize(&self, columns: u16, rows: u16) {
        let size = PtySize { rows, cols: columns, ..PtySize::default() };
        self.output().terminal.screen_mut().set_size(rows.try_into().unwrap(), columns.try_into().unwrap());
        self.master.as_ref().unwrap().resize(size).unwrap();
    }

    /// The process in the window.
    pub(crate) fn process(&self) -> u32 {
        self.child.process_id().unwrap()
    }

    /// Takes the window away, as a line that drops does. The program has to be one that answers a `?`.
    pub(crate) fn close(&mut self) {
        self.output().closing = true;
        // Whoever watches the output lets go of the terminal at the next byte of it.
        self.send("?");
        drop(self.seen.changed.wait_timeout_while(self.output(), DEADLINE, |output| !output.ended).unwrap());
        self.master = None;
        *self.keys.lock().unwrap() = Box::new(std::io::sink());
    }

    /// Waits until the program has ended.
    #[track_caller]
    pub(crate) fn wait_end(&mut self) -> ExitStatus {
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            assert!(start.elapsed() < DEADLINE, "does not end\n{}", self.contents());
            thread::yield_now();
        }
    }

    /// Whether line editing and echo are as they were before the program started.
    pub(crate) fn is_cooked(&self) -> bool {
        modes(&**self.master.as_ref().unwrap()) == self.cooked
    }

    /// Whether the terminal is in every respect as it was before the program started.
    #[track_caller]
    pub(crate) fn assert_given_back(&self) {
        let output = self.seen.changed.wait_timeout_while(self.output(), DEADLINE, |output| !output.ended).unwrap().0;
        let screen = output.terminal.screen();
        assert!(!screen.alternate_screen(), "the alternate screen is left");
        assert!(!screen.hide_cursor(), "the cursor is shown");
        assert!(!screen.bracketed_paste(), "pastes are plain");
        assert!(self.is_cooked(), "keys are echoed");
    }

    fn output(&self) -> MutexGuard<'_, Output> {
        self.seen.output.lock().unwrap()
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

impl Seen {
    fn watch(&self, mut source: Box<dyn Read + Send>, answers: &Mutex<Box<dyn Write + Send>>) {
        let mut bytes = [0; 4096];
        while let Ok(count @ 1..) = source.read(&mut bytes) {
            let mut output = self.output.lock().unwrap();
            if output.closing {
                break;
            }
            let before = questions(&output.bytes);
            output.bytes.extend_from_slice(&bytes[..count]);
            output.terminal.process(&bytes[..count]);
            let asked = questions(&output.bytes) - before;
            drop(output);
            self.changed.notify_all();
            let _ = answers.lock().unwrap().write_all(&ANSWER.repeat(asked));
        }
        drop(source);
        self.output.lock().unwrap().ended = true;
        self.changed.notify_all();
    }
}

fn questions(bytes: &[u8]) -> usize {
    QUESTIONS.iter().map(|question| bytes.windows(question.len()).filter(|window| window == question).count()).sum()
}

fn modes(master: &(dyn MasterPty + Send)) -> String {
    format!("{:?}", master.get_termios())
}
