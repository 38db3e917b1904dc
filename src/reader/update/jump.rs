//! Jumping back to where one was, exactly, and forth again.

use crate::reader::jumps::Jump;
use crate::reader::requests::Arrival;
use crate::reader::state::State;

use super::open;

/// Remembers the place, before a jump away from it.
pub(super) fn leave(state: &mut State) {
    if let Some(here) = here(state) {
        state.jumps.leave(here);
    }
}

/// The place where the reader is, exactly.
pub(super) fn here(state: &State) -> Option<Jump> {
    let page = state.page.as_ref()?;
    Some(Jump { place: page.place(), line: page.top, width: page.width(), stop: page.stop })
}

/// Goes back so many jumps.
pub(in crate::reader) fn back(state: &mut State, times: usize) {
    let Some(here) = here(state) else { return };
    let mut to = None;
    for _ in 0..times {
        to = state.jumps.back(here).or(to);
    }
    go(state, to, "no jump lies before this one");
}

/// Goes forth so many jumps.
pub(in crate::reader) fn forth(state: &mut State, times: usize) {
    let mut to = None;
    for _ in 0..times {
        to = state.jumps.forth().or(to);
    }
    go(state, to, "no jump lies behind this one");
}

fn go(state: &mut State, to: Option<Jump>, sentence: &str) {
    match to {
        Some(jump) => open::open(state, jump.place.article, Arrival::Jump(jump)),
        None => state.say(sentence),
    }
}
