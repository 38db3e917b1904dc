//! Presses keys without a terminal and shows what would be seen: for bug reports, pictures and tests.

use std::time::{Duration, Instant};

use crossbeam_channel::Receiver;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::reader::{self, Effect, Event, Key, State};

use super::{Happening, World};

/// How long the world is waited for before a key.
const PATIENCE: Duration = Duration::from_mins(1);
/// How often it is asked whether it is still busy.
const GLANCE: Duration = Duration::from_millis(2);

/// Presses `keys` in a window of `size` columns and rows, each one after everything that the last one asked for has
/// been answered, and shows the screen.
pub fn rehearse(
    mut state: State,
    world: &mut impl World,
    queue: &Receiver<Happening>,
    keys: impl IntoIterator<Item = Key>,
    size: (u16, u16),
) -> Buffer {
    let (columns, rows) = size;
    update(&mut state, world, Event::Resize { columns, rows });
    settle(&mut state, world, queue);
    for key in keys {
        update(&mut state, world, Event::Key(key));
        settle(&mut state, world, queue);
    }
    let mut buffer = Buffer::empty(Rect::new(0, 0, columns, rows));
    reader::view(&state, &mut buffer);
    buffer
}

/// Takes what comes until the world has nothing more to tell.
fn settle(state: &mut State, world: &mut impl World, queue: &Receiver<Happening>) {
    let deadline = Instant::now() + PATIENCE;
    while Instant::now() < deadline {
        let busy = world.is_busy();
        match queue.recv_timeout(if busy { GLANCE } else { Duration::ZERO }) {
            Ok(Happening::Event(event)) => update(state, world, event),
            Ok(Happening::Told(_)) => {}
            Err(_) if busy => {}
            Err(_) => return,
        }
    }
}

fn update(state: &mut State, world: &mut impl World, event: Event) {
    for effect in reader::update(state, event) {
        let is_of_the_terminal =
            matches!(effect, Effect::Copy(_) | Effect::Browse(_) | Effect::Redraw | Effect::Suspend | Effect::Quit);
        let answer = if is_of_the_terminal { None } else { world.perform(effect) };
        if let Some(answer) = answer {
            update(state, world, Event::Answer(answer));
        }
    }
}
