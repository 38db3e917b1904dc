//! Which pane has the keys.

use crate::reader::state::{Pane, State};

use super::{open, program};

/// Gives the keys to the next pane.
pub(in crate::reader) fn next(state: &mut State) {
    let pane = match state.focus {
        Pane::Articles => Pane::Text,
        Pane::Text => Pane::Cast,
        Pane::Cast => Pane::Articles,
    };
    focus(state, pane);
}

/// Gives the keys to the previous pane.
pub(in crate::reader) fn previous(state: &mut State) {
    let pane = match state.focus {
        Pane::Articles => Pane::Cast,
        Pane::Text => Pane::Articles,
        Pane::Cast => Pane::Text,
    };
    focus(state, pane);
}

fn focus(state: &mut State, pane: Pane) {
    state.alone = false;
    match pane {
        Pane::Text => open::enter(state),
        Pane::Articles | Pane::Cast => state.focus = pane,
    }
    state.point_at(state.cast_list.cursor, state.cast_height());
}

/// Gives the text the whole width, or takes it back.
pub(in crate::reader) fn alone(state: &mut State) {
    state.alone = !state.alone;
    if state.alone {
        open::enter(state);
    }
}

/// Gives the keys to the list.
pub(in crate::reader) fn leave_text(state: &mut State) {
    focus(state, Pane::Articles);
}

/// Goes back one level, at the top out of the program.
pub(in crate::reader) fn back(state: &mut State) {
    match state.focus {
        Pane::Articles => program::quit(state),
        Pane::Text => leave_text(state),
        Pane::Cast => focus(state, Pane::Text),
    }
}
