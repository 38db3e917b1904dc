//! Reading in lines: what is typed is a line, and what is told are lines. For terminals that can do no more, for pipes,
//! and for whoever has the screen read to them.
//!
//! The reader is the one of the screen, and the keys are its keys: a line holds as many as one likes, or the name of a
//! command. They are pressed one after another, each when all that the last one asked for has come; then what has
//! changed is told.

use std::collections::VecDeque;
use std::io::{self, Write};
use std::time::{Duration, Instant};

use crossbeam_channel::Receiver;

use crate::reader::{self, Effect, Event, Heard, Key, KeyCode, State};
use crate::terminal::{Letters, Told};
use crate::text::{harmless, width};

use super::{Ending, Happening, World};

/// The size of the window that the reader thinks it has: one pane of short lines.
const SIZE: (u16, u16) = (59, 20);
/// How long an answer may be late so that all that is known soon is in it.
const PATIENCE: Duration = Duration::from_millis(300);
/// How often the world is asked whether it is still busy.
const GLANCE: Duration = Duration::from_millis(5);
/// What keys send that are no characters.
const INTERRUPT: u8 = 0x03;
const END_OF_INPUT: u8 = 0x04;
const BACKSPACE: u8 = 0x08;
const DELETE: u8 = 0x7f;
/// The longest line that can be typed, in bytes.
const LONGEST: usize = 4_000;
/// How many steps a distant terminal may be ahead; what it sends beyond is dropped.
const AHEAD: usize = 1_000;
/// What is told at the start.
const WELCOME: &str = "A line is a command: h tells them all, Enter alone opens or reads on, q goes back.";

/// How lines are told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Manner {
    /// The letters that there are.
    pub letters: Letters,
    /// Whether it is shown when a line can be typed.
    pub prompts: bool,
    /// Whether the keys come as they are pressed, so that lines are edited and shown here: a distant terminal leaves that
    /// to the program.
    pub edits: bool,
}

/// Reads in lines, which come through `queue` as bytes, and tells `out` what there is to be told, until the person
/// leaves or has nothing more to say. `keys` are pressed at the start.
///
/// # Errors
/// When nothing more can be written.
pub fn converse(
    state: State,
    world: impl World,
    keys: Vec<Key>,
    queue: &Receiver<Happening>,
    manner: Manner,
    out: impl Write,
) -> io::Result<Ending> {
    let steps = keys.into_iter().map(Step::Press).chain([Step::Tell]).collect();
    let (typed, said, ended) = (Vec::new(), Vec::new(), None);
    let mut conversation =
        Conversation { state, world, manner, out, heard: Heard::default(), steps, typed, said, ended };
    if manner.prompts {
        conversation.say(WELCOME.to_owned());
    }
    conversation.update(Event::Resize { columns: SIZE.0, rows: SIZE.1 });
    conversation.run(queue)
}

/// One reader, and what is still to be done.
struct Conversation<W, O> {
    state: State,
    world: W,
    manner: Manner,
    out: O,
    heard: Heard,
    steps: VecDeque<Step>,
    /// The beginning of a line.
    typed: Vec<u8>,
    /// What is told beside what the reader tells.
    said: Vec<String>,
    ended: Option<Ending>,
}

/// What is done when all that was asked for has come.
enum Step {
    /// A line that was typed.
    Obey(String),
    /// A key.
    Press(Key),
    /// The end of a line, which ends also what is typed in it.
    Submit,
    /// What has changed is told.
    Tell,
}

impl<W: World, O: Write> Conversation<W, O> {
    fn run(&mut self, queue: &Receiver<Happening>) -> io::Result<Ending> {
        loop {
            while let Some(step) = self.steps.pop_front() {
                self.settle(queue);
                if self.has_left() {
                    break;
                }
                match step {
                    Step::Obey(line) => self.obey(&line),
                    Step::Press(key) => self.update(Event::Key(key)),
                    Step::Submit if self.state.is_typing() => self.update(Event::Key(Key::plain(KeyCode::Enter))),
                    Step::Submit => {}
                    Step::Tell => self.tell()?,
                }
            }
            if let Some(ending) = self.ended {
                return Ok(ending);
            }
            match queue.recv() {
                Ok(happening) => self.take(happening),
                Err(_) => return Ok(Ending::Gone),
            }
        }
    }

    /// Whether there is nobody to be told anything. Whoever has no more to say is told the rest.
    fn has_left(&self) -> bool {
        matches!(self.ended, Some(Ending::Quit | Ending::Signal(_)))
    }

    /// Takes what comes until all has come that was asked for, and a little longer where the world is busy.
    fn settle(&mut self, queue: &Receiver<Happening>) {
        let soon = Instant::now() + PATIENCE;
        while !self.has_left() {
            let busy = self.state.is_waiting() || (self.world.is_busy() && Instant::now() < soon);
            match queue.recv_timeout(if busy { GLANCE } else { Duration::ZERO }) {
                Ok(happening) => self.take(happening),
                Err(error) if busy && error.is_timeout() => {}
                Err(_) => return,
            }
        }
    }

    fn take(&mut self, happening: Happening) {
        match happening {
            Happening::Event(event) => self.update(event),
            Happening::Told(Told::Bytes(bytes)) => self.hear(&bytes),
            Happening::Told(Told::Gone) => {
                if !self.typed.is_empty() {
                    self.hear(b"\n");
                }
                self.ended.get_or_insert(Ending::Gone);
            }
            Happening::Told(Told::Signal(signal)) => self.ended = Some(Ending::Signal(signal)),
            Happening::Told(Told::Size(..) | Told::Suspend | Told::Continue) => {}
        }
    }

    fn hear(&mut self, bytes: &[u8]) {
        for byte in bytes {
            match *byte {
                b'\n' => self.end_line(),
                byte if self.manner.edits => self.edit(byte),
                byte => self.type_in(byte),
            }
        }
    }

    /// Takes a byte of a key.
    fn edit(&mut self, byte: u8) {
        match byte {
            b'\r' => {
                self.show(b"\r\n");
                self.end_line();
            }
            BACKSPACE | DELETE => self.erase(),
            END_OF_INPUT if !self.typed.is_empty() => {}
            END_OF_INPUT | INTERRUPT => self.ended = Some(Ending::Quit),
            0..b' ' => {}
            byte => {
                self.type_in(byte);
                self.show(&[byte]);
            }
        }
    }

    fn type_in(&mut self, byte: u8) {
        if self.typed.len() < LONGEST {
            self.typed.push(byte);
        }
    }

    /// Takes the last character of the line away.
    fn erase(&mut self) {
        let Some(last) = self.typed.iter().rposition(|byte| !(0x80..0xc0).contains(byte)) else { return };
        let wide = width(&String::from_utf8_lossy(&self.typed.split_off(last)));
        self.show(&[&b"\x08".repeat(wide)[..], &b" ".repeat(wide), &b"\x08".repeat(wide)].concat());
    }

    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.typed);
        if self.manner.edits && self.steps.len() >= AHEAD {
            return;
        }
        self.steps.push_back(Step::Obey(String::from_utf8_lossy(&line).trim_end_matches('\r').to_owned()));
    }

    /// Shows what is typed.
    fn show(&mut self, bytes: &[u8]) {
        if self.out.write_all(bytes).and_then(|()| self.out.flush()).is_err() {
            self.ended.get_or_insert(Ending::Gone);
        }
    }

    /// Has the keys of a line pressed, before anything else is done.
    fn obey(&mut self, line: &str) {
        let keys = self.state.keys_of_line(line).unwrap_or_else(|sentence| {
            self.say(sentence);
            Vec::new()
        });
        let steps = keys.into_iter().map(Step::Press).chain([Step::Submit, Step::Tell]);
        self.steps = steps.chain(self.steps.drain(..)).collect();
    }

    fn say(&mut self, line: String) {
        self.said.push(line);
    }

    fn update(&mut self, event: Event) {
        for effect in reader::update(&mut self.state, event) {
            self.perform(effect);
        }
    }

    /// What a terminal would do is told: the text that was copied, the address that would be opened.
    fn perform(&mut self, effect: Effect) {
        match effect {
            Effect::Copy(text) => self.said.extend(text.lines().map(str::to_owned)),
            Effect::Browse(address) => self.say(address),
            Effect::Redraw => self.heard = Heard::default(),
            Effect::Suspend => {}
            Effect::Quit => self.ended = Some(Ending::Quit),
            effect => {
                if let Some(answer) = self.world.perform(effect) {
                    self.update(Event::Answer(answer));
                }
            }
        }
    }

    fn tell(&mut self) -> io::Result<()> {
        self.said.extend(self.state.aloud(&self.heard));
        let end = if self.manner.edits { "\r\n" } else { "\n" };
        for line in self.said.drain(..) {
            write!(self.out, "{}{end}", self.manner.letters.shown(&harmless(&line)))?;
        }
        if self.manner.prompts && self.ended.is_none() {
            write!(self.out, "> ")?;
        }
        self.out.flush()?;
        if self.state.is_in_the_way() {
            self.update(Event::Key(Key::plain(KeyCode::Esc)));
        }
        self.heard = self.state.heard();
        Ok(())
    }
}
