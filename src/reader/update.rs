//! What changes the state: decides what an event means, applies it, and says what is wanted of the world.

use super::state::State;
use super::{Effect, Event};

/// Takes an event in and tells what is wanted of the world. It never fails.
pub fn update(state: &mut State, event: Event) -> Vec<Effect> {
    if let Event::Resize { columns, rows } = event {
        state.size = (columns, rows);
    }
    std::mem::take(&mut state.outbox)
}
