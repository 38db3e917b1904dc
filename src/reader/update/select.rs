//! Selecting words of the open article.

use crate::reader::Key;
use crate::reader::commands::Press;
use crate::reader::selection::{Selection, Toward};
use crate::reader::state::{Mode, State};

use super::{open, press};

/// Begins to select: with the mention or hit under the stop, else with the first word on the screen.
pub(in crate::reader) fn begin(state: &mut State) {
    state.requests.give_up_steps();
    open::enter(state);
    let span = state.page.as_ref().and_then(|page| {
        let stop = page.stop.filter(|_| page.stop_is_visible()).map(|stop| stop.span);
        stop.or_else(|| page.first_word())
    });
    match span {
        Some(span) => state.mode = Mode::Selecting(Selection::of(span)),
        None => state.say("there is no word to select"),
    }
}

/// Begins to select lines: with that of the word that is selected, else of the stop, else with the first on the screen.
pub(in crate::reader) fn lines(state: &mut State) {
    let at = match &state.mode {
        Mode::Selecting(selection) => Some(selection.at()),
        _ => None,
    };
    begin(state);
    if let (Mode::Selecting(selection), Some(page)) = (&mut state.mode, &state.page) {
        *selection = Selection::of_line(page, at.unwrap_or(selection.at()));
    }
}

/// Takes a key while words are selected: it moves, or means what it means when reading. What has nothing to do with
/// words ends the selecting.
pub(super) fn press(state: &mut State, selection: Selection, key: Key) {
    state.mode = Mode::Selecting(selection);
    match state.keymap.while_selecting(key).filter(|_| state.pending.is_empty()) {
        Some((command, nth)) => (command.run)(state, Press { count: None, nth }),
        None => press::command(state, key),
    }
}

/// Moves the selection; the text comes along as far as needed.
pub(in crate::reader) fn step(state: &mut State, toward: Toward) {
    if let (Mode::Selecting(selection), Some(page)) = (&mut state.mode, &mut state.page) {
        selection.step(page, toward);
        page.follow(selection.at());
    }
}

/// Holds the first word, so that moving takes more words along, or lets it go.
pub(in crate::reader) fn hold(state: &mut State) {
    if let Mode::Selecting(selection) = &mut state.mode {
        selection.hold();
    }
}

/// Ends the selecting.
pub(in crate::reader) fn end(state: &mut State) {
    if matches!(state.mode, Mode::Selecting(_)) {
        state.mode = Mode::Reading;
    }
}
