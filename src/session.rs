//! The loop: what happens is taken in, the reader decides, effects are performed, one frame is drawn.
//!
//! Everything comes through one queue, in one order: bytes and sizes from the window, answers from whoever works for
//! the reader. All that is there is taken before a frame is drawn, and while nothing comes nothing is done.

mod changes;
mod conversation;
mod desk;
mod effects;
mod ground;
mod rehearse;
mod shared;
mod world;

use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::reader::{self, Answer, Effect, Event, Panes, State};
use crate::terminal::{Clipboard, Decoder, Input, Pace, Painter, Skill, Told, Window};

pub use conversation::{Manner, converse};
pub use desk::Desk;
pub use rehearse::rehearse;
pub use shared::Shared;
pub use world::PileWorld;

/// How long the first frame waits for what fills it: a small pile is there by then, and its screen comes whole.
const FIRST: Duration = Duration::from_millis(60);

/// Something that happened, on its way to the reader.
#[derive(Clone, Debug)]
pub enum Happening {
    /// At the terminal.
    Told(Told),
    /// Anywhere else.
    Event(Event),
}

/// Where things that happen are put; whoever works for the reader has a clone.
pub type Queue = Sender<Happening>;

/// Who performs what the reader asks for.
pub trait World {
    /// Performs an effect. What takes no time is answered at once; everything else comes through the queue.
    fn perform(&mut self, effect: Effect) -> Option<Answer>;

    /// Whether an answer, or a part of the pile, is still to come. It has to be put into the queue before this turns
    /// false.
    fn is_busy(&self) -> bool {
        false
    }
}

/// What a session was told about its terminal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// What the terminal can show.
    pub skill: Skill,
    /// The way to its clipboard.
    pub clipboard: Clipboard,
}

/// How a session ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// The reader has left.
    Quit,
    /// This signal asked for it.
    Signal(i32),
    /// The terminal is gone.
    Gone,
}

/// One reader at one terminal.
#[derive(Debug)]
pub struct Session<W, V> {
    state: State,
    world: W,
    window: V,
    terms: Terms,
    size: (u16, u16),
    decoder: Decoder,
    /// When the terminal last sent bytes.
    heard: Instant,
    painter: Painter,
    pace: Pace,
    /// Bytes that go out with the next frame.
    outgoing: Vec<u8>,
    /// Until when the first frame may wait; `None` once it is drawn.
    opening: Option<Instant>,
    /// Whether something has happened since the last frame.
    stale: bool,
    /// Whether the terminal belongs to somebody else for now.
    away: bool,
    ending: Option<Ending>,
}

impl<W: World, V: Window> Session<W, V> {
    /// Makes a session; its window tells it the size before anything else.
    pub fn new(state: State, world: W, window: V, terms: Terms) -> Self {
        Session {
            state,
            world,
            window,
            terms,
            size: (0, 0),
            decoder: Decoder::default(),
            heard: Instant::now(),
            painter: Painter::new(terms.skill),
            pace: Pace::default(),
            outgoing: Vec::new(),
            opening: Some(Instant::now() + FIRST),
            stale: false,
            away: false,
            ending: None,
        }
    }

    /// Runs until the reader leaves, the terminal is gone or a signal comes.
    pub fn run(mut self, queue: &Receiver<Happening>) -> Ending {
        loop {
            match self.wait(queue) {
                Ok(happening) => self.take(happening),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Ending::Gone,
            }
            // Only what is there now: a busy worker must not keep the frame away.
            for happening in queue.try_iter().take(queue.len()) {
                self.take(happening);
            }
            self.expire();
            if let Some(ending) = self.ending {
                return ending;
            }
            self.draw();
        }
    }

    fn wait(&self, queue: &Receiver<Happening>) -> Result<Happening, RecvTimeoutError> {
        match self.deadline() {
            Some(deadline) => queue.recv_deadline(deadline),
            None => queue.recv().map_err(RecvTimeoutError::from),
        }
    }

    /// When something is to be done even if nothing happens.
    fn deadline(&self) -> Option<Instant> {
        let frame = self.opening.or_else(|| self.pace.opens()).filter(|_| self.wants_frame());
        let key = self.decoder.timeout().map(|timeout| self.heard + timeout);
        frame.into_iter().chain(key).min()
    }

    fn take(&mut self, happening: Happening) {
        match happening {
            Happening::Event(event) => self.update(event),
            Happening::Told(Told::Bytes(bytes)) => self.hear(&bytes),
            Happening::Told(Told::Size(columns, rows)) => self.resize(columns, rows),
            Happening::Told(Told::Suspend) => self.suspend(),
            Happening::Told(Told::Continue) => self.resume(),
            Happening::Told(Told::Signal(signal)) => self.end(Ending::Signal(signal)),
            Happening::Told(Told::Gone) => self.end(Ending::Gone),
        }
    }

    fn hear(&mut self, bytes: &[u8]) {
        let mut inputs = Vec::new();
        self.heard = Instant::now();
        self.decoder.feed(bytes, &mut inputs);
        self.type_in(inputs);
    }

    fn expire(&mut self) {
        let due = self.decoder.timeout().is_some_and(|timeout| self.heard.elapsed() >= timeout);
        if due {
            let mut inputs = Vec::new();
            self.decoder.expire(&mut inputs);
            self.type_in(inputs);
        }
    }

    fn type_in(&mut self, inputs: Vec<Input>) {
        for input in inputs {
            match input {
                Input::Key(key) => self.update(Event::Key(key)),
                Input::Paste(text) => self.update(Event::Paste(text)),
                Input::Ready => self.pace.answer(),
                Input::Told { margins } => self.meet(margins),
            }
        }
    }

    /// The terminal has told what it can do, and so that it is ready.
    fn meet(&mut self, margins: bool) {
        self.pace.answer();
        if margins {
            self.painter.use_margins();
        }
    }

    fn resize(&mut self, columns: u16, rows: u16) {
        if self.size != (columns, rows) {
            self.size = (columns, rows);
            self.update(Event::Resize { columns, rows });
        }
    }

    /// Lets the reader decide; what the world answers at once is decided on before the next frame.
    fn update(&mut self, event: Event) {
        self.stale = true;
        for effect in reader::update(&mut self.state, event) {
            self.perform(effect);
        }
    }

    fn end(&mut self, ending: Ending) {
        self.ending.get_or_insert(ending);
    }

    /// Whether there is something to draw, and a terminal for it.
    fn wants_frame(&self) -> bool {
        self.stale && !self.away && self.size != (0, 0)
    }

    /// Draws what has changed, if the terminal is there and has kept up.
    fn draw(&mut self) {
        let now = Instant::now();
        let waits = self.opening.is_some_and(|until| now < until) && self.world.is_busy() && self.state.is_waiting();
        if !self.wants_frame() || waits || !self.pace.is_open(now) {
            return;
        }
        self.opening = None;
        self.stale = false;
        let mut buffer = Buffer::empty(Rect::new(0, 0, self.size.0, self.size.1));
        reader::view(&self.state, &mut buffer);
        let panes = Panes::of(&self.state).map_or_else(Vec::new, |panes| panes.moving());
        self.painter.paint(&buffer, &panes, &mut self.outgoing);
        self.send(now);
    }

    fn send(&mut self, now: Instant) {
        if self.outgoing.is_empty() {
            return;
        }
        self.pace.send(&mut self.outgoing, now);
        if self.window.write(&self.outgoing).is_err() {
            self.end(Ending::Gone);
        }
        self.outgoing.clear();
    }
}

#[cfg(test)]
mod tests;
