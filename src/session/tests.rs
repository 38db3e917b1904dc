//! A session at an emulator: what it shows, and when nothing is sent.

mod bytes;
mod drawing;
mod pile;

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;
use std::{io, thread};

use crossbeam_channel::unbounded;

use super::*;
use crate::cast::Cast;
use crate::reader::{Keymap, Options};

/// A world without articles.
struct Nowhere;

impl World for Nowhere {
    fn perform(&mut self, _: Effect) -> Option<Answer> {
        None
    }
}

/// A world that is never done.
struct Busy;

impl World for Busy {
    fn perform(&mut self, _: Effect) -> Option<Answer> {
        None
    }

    fn is_busy(&self) -> bool {
        true
    }
}

/// What was written, frame by frame; `None` once the terminal is gone.
#[derive(Clone)]
struct Screen(Rc<RefCell<Option<Vec<String>>>>);

impl Screen {
    fn frames(&self) -> Vec<String> {
        self.0.borrow().clone().unwrap_or_default()
    }
}

impl Window for Screen {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        let mut frames = self.0.borrow_mut();
        let frames = frames.as_mut().ok_or(io::ErrorKind::BrokenPipe)?;
        frames.push(String::from_utf8(bytes.to_vec()).unwrap());
        Ok(())
    }
}

fn state() -> State {
    State::new(Arc::new(Cast::default()), Arc::new(Keymap::default()), Options::default(), None)
}

fn session() -> (Session<Nowhere, Screen>, Screen) {
    let screen = Screen(Rc::new(RefCell::new(Some(Vec::new()))));
    (Session::new(state(), Nowhere, screen.clone(), Terms::default()), screen)
}

/// Runs a session in which `told` happens at once, and then nothing until the end is asked for a while later.
fn run(told: &[Told]) -> (Ending, Vec<String>) {
    let (session, screen) = session();
    let (queue, happenings) = unbounded();
    for told in told {
        queue.send(Happening::Told(told.clone())).unwrap();
    }
    let last = thread::spawn(move || {
        thread::sleep(Duration::from_millis(200));
        queue.send(Happening::Told(Told::Signal(15))).unwrap();
    });
    let ending = session.run(&happenings);
    last.join().unwrap();
    (ending, screen.frames())
}

#[test]
fn everything_that_is_there_makes_one_frame() {
    let (ending, frames) = run(&[Told::Size(80, 24), Told::Bytes(b"jjj".to_vec()), Told::Size(100, 30)]);
    assert_eq!(ending, Ending::Signal(15));
    assert_eq!(frames.len(), 1);
}

#[test]
fn the_first_frame_waits_a_moment_for_the_world() {
    let screen = Screen(Rc::new(RefCell::new(Some(Vec::new()))));
    let mut session = Session::new(state(), Busy, screen.clone(), Terms::default());
    assert_eq!(session.deadline(), None);
    session.take(Happening::Told(Told::Size(80, 24)));
    session.draw();
    assert!(screen.frames().is_empty() && session.deadline() == session.opening);
    session.opening = Some(Instant::now());
    session.draw();
    assert_eq!((screen.frames().len(), session.deadline()), (1, None));
}

#[test]
fn nothing_is_drawn_before_the_size_is_told() {
    assert_eq!(run(&[Told::Bytes(b"j".to_vec())]).1, Vec::<String>::new());
}

#[test]
fn a_terminal_that_is_gone_ends_the_session() {
    assert_eq!(run(&[Told::Size(80, 24), Told::Gone]).0, Ending::Gone);
    let (mut session, screen) = session();
    *screen.0.borrow_mut() = None;
    session.take(Happening::Told(Told::Size(80, 24)));
    session.draw();
    assert_eq!(session.ending, Some(Ending::Gone));
}

#[test]
fn a_copy_goes_out_with_the_next_frame() {
    let (mut session, screen) = session();
    session.take(Happening::Told(Told::Size(80, 24)));
    session.perform(Effect::Copy("né".to_owned()));
    session.draw();
    assert!(screen.frames().concat().contains("\x1b]52;c;bsOp\x07"));
}

#[test]
fn an_address_that_no_browser_takes_is_copied_and_others_are_refused() {
    let (mut session, screen) = session();
    session.take(Happening::Told(Told::Size(80, 24)));
    session.perform(Effect::Browse("file:///etc/passwd".to_owned()));
    session.perform(Effect::Browse("https://a.example/\x1b]52;c;x\x07".to_owned()));
    session.draw();
    assert!(!screen.frames().concat().contains("\x1b]52"));
    session.perform(Effect::Browse("https://a.example/".to_owned()));
    session.draw();
    assert!(screen.frames().concat().contains("\x1b]52;c;aHR0cHM6Ly9hLmV4YW1wbGUv\x07"));
}

#[test]
fn the_next_frame_waits_for_the_terminal() {
    let (mut session, screen) = session();
    session.take(Happening::Told(Told::Size(80, 24)));
    session.perform(Effect::Copy("x".repeat(2000)));
    session.draw();
    assert_eq!(screen.frames().len(), 1);
    assert!(screen.frames().concat().contains("\x1b[c"));
    session.take(Happening::Told(Told::Size(60, 20)));
    session.draw();
    assert_eq!(screen.frames().len(), 1);
    assert!(session.deadline().is_some());
    session.take(Happening::Told(Told::Bytes(b"\x1b[?62;22c".to_vec())));
    session.draw();
    assert_eq!(screen.frames().len(), 2);
    assert_eq!(session.deadline(), None);
}

#[test]
fn an_idle_session_waits_for_nothing() {
    let (mut session, _) = session();
    session.take(Happening::Told(Told::Size(80, 24)));
    session.draw();
    assert_eq!(session.deadline(), None);
}

#[test]
fn a_redraw_draws_everything() {
    let (mut session, screen) = session();
    session.take(Happening::Told(Told::Size(80, 24)));
    session.draw();
    session.perform(Effect::Redraw);
    session.stale = true;
    session.pace.answer();
    session.draw();
    let frames = screen.frames();
    assert_eq!(frames[0], frames[1].replace("\x1b[c", ""));
}
