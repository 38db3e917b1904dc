//! A session on an open pile, step by step.

use super::*;
use crate::library::{CastFile, Followed, Kept, Shelf, Source};
use crate::session::{Desk, PileWorld};
use crate::terminal::Depth;

/// A session on a pile, its screen and its queue; the size has yet to be told.
pub(super) fn stage(sources: Vec<Source>) -> (Session<PileWorld, Screen>, Screen, Receiver<Happening>) {
    let (queue, happenings) = unbounded();
    let desk = Desk::new(CastFile::default(), Followed { cast: Cast::builtin(), ..Followed::default() });
    let cast = desk.cast();
    let world = PileWorld::open(sources.into_iter().collect(), &Shelf::Memory, desk, Kept::open(None, |_| ()), &queue);
    let state = State::new(cast, Arc::new(Keymap::default()), Options::default(), None);
    let screen = Screen(Rc::new(RefCell::new(Some(Vec::new()))));
    let terms = Terms { skill: Skill { depth: Depth::Ansi256, ..Skill::default() }, ..Terms::default() };
    (Session::new(state, world, screen.clone(), terms), screen, happenings)
}

/// Takes in what comes until the world has nothing more to tell.
pub(super) fn settle(session: &mut Session<PileWorld, Screen>, happenings: &Receiver<Happening>) {
    loop {
        let busy = session.world.is_busy();
        match happenings.recv_timeout(Duration::from_millis(u64::from(busy))) {
            Ok(happening) => session.take(happening),
            Err(_) if busy => {}
            Err(_) => return,
        }
    }
}
