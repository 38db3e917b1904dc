//! A key: what it means in each mode, with what was pressed before it.

use crate::reader::commands::{Group, Press};
use crate::reader::keys::{Meaning, Pending, digit};
use crate::reader::state::{Mode, State};
use crate::reader::{Key, KeyCode};

use super::{correct, program, prompting, select};

/// The largest count that can be typed.
const MOST: usize = 99_999;

/// Takes a key in. One with Alt that is bound to nothing is Esc and the key: typed fast, or over a slow line, the two
/// cannot be told apart.
pub(super) fn press(state: &mut State, key: Key) {
    if key.alt && !is_bound(state, key) {
        press(state, Key::plain(KeyCode::Esc));
        return press(state, Key { alt: false, ..key });
    }
    state.message = None;
    match std::mem::take(&mut state.mode) {
        Mode::Prompt(prompt) => prompting::press(state, prompt, key),
        Mode::Help(help) => program::press_in_help(state, help, key),
        Mode::Selecting(selection) => select::press(state, selection, key),
        Mode::Asking(question) => correct::answer(state, question, key),
        Mode::Why(_) if closes(state, key) => {}
        Mode::Why(_) | Mode::Reading => command(state, key),
    }
}

/// Whether a key means something behind those that were pressed before it.
fn is_bound(state: &State, key: Key) -> bool {
    let keys = [&state.pending.keys[..], &[key]].concat();
    !matches!(state.keymap.meaning(&keys), Meaning::Nothing)
}

/// Whether a key only closes the panel that says why.
fn closes(state: &State, key: Key) -> bool {
    matches!(state.keymap.meaning(&[key]), Meaning::Command(command, _) if matches!(command.name, "why" | "back"))
}

/// Takes a key that moves or acts.
pub(super) fn command(state: &mut State, key: Key) {
    if counts(state, key) {
        return;
    }
    if key == Key::plain(KeyCode::Esc) && !state.pending.is_empty() {
        return state.pending = Pending::default();
    }
    state.pending.keys.push(key);
    match state.keymap.meaning(&state.pending.keys) {
        Meaning::Beginning => {}
        Meaning::Nothing => state.pending = Pending::default(),
        Meaning::Command(command, nth) => {
            let count = std::mem::take(&mut state.pending).count;
            if matches!(command.group, Group::Moving | Group::Reading) {
                state.requests.give_up_steps();
            }
            if !matches!(
                command.group,
                Group::Actors | Group::Correcting | Group::Marking | Group::Taking | Group::Program
            ) {
                select::end(state);
            }
            (command.run)(state, Press { count, nth });
        }
    }
}

/// Takes a digit of a count; a digit that chooses an actor is none, unless a count has begun.
fn counts(state: &mut State, key: Key) -> bool {
    let Some(digit) = digit(key).filter(|_| state.pending.keys.is_empty()) else { return false };
    let chooses = matches!(state.keymap.meaning(&[key]), Meaning::Command(command, nth)
        if command.name != "choose" || nth < state.cast.actors.len());
    if chooses && !state.pending.counting {
        return false;
    }
    state.pending.counting = true;
    state.pending.count = Some((state.pending.count.unwrap_or(0) * 10 + digit).min(MOST));
    true
}

/// Begins a count.
pub(in crate::reader) fn begin_count(state: &mut State) {
    state.pending.counting = true;
}
