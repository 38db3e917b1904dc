//! What changes the state: decides what an event means, applies it, and says what is wanted of the world.

mod answers;
pub(super) mod choose;
pub(super) mod correct;
pub(super) mod jump;
pub(super) mod listing;
pub(super) mod marks;
pub(super) mod motion;
pub(super) mod open;
pub(super) mod panes;
pub(super) mod press;
pub(super) mod program;
pub(super) mod prompting;
pub(super) mod select;
pub(super) mod take;
pub(super) mod undo;
pub(super) mod walk;

use super::layout::Panes;
use super::state::{Pane, State};
use super::{Effect, Event, Progress, Stance};

/// Takes an event in and tells what is wanted of the world. It never fails.
pub fn update(state: &mut State, event: Event) -> Vec<Effect> {
    match event {
        Event::Key(key) => press::press(state, key),
        Event::Paste(text) => prompting::paste(state, &text),
        Event::Resize { columns, rows } => resize(state, columns, rows),
        Event::Answer(answer) => answers::take(state, answer),
        Event::Pile(progress) => grow(state, progress),
        Event::Notice(sentence) => state.message = Some(sentence),
    }
    state.fit();
    state.list.turn(state.visible_rows());
    listing::ask_missing(state);
    keep(state);
    std::mem::take(&mut state.outbox)
}

/// At its first size the reader asks for all that it shows.
fn resize(state: &mut State, columns: u16, rows: u16) {
    let is_first = state.size == (0, 0);
    state.size = (columns, rows);
    state.point_at(state.cast_list.cursor, state.cast_height());
    if is_first {
        listing::refresh(state);
        choose::count(state);
    }
}

fn grow(state: &mut State, pile: Progress) {
    state.pile = pile;
    if pile.complete {
        state.seen.get_or_insert(pile.read);
    }
    listing::refresh(state);
    choose::count(state);
    walk::count(state);
    if pile.complete {
        correct::count(state);
    }
}

/// Has the place remembered, and how the person is there, where that has changed.
fn keep(state: &mut State) {
    let stance = Stance { lit: state.lit(), inside: state.focus != Pane::Articles };
    let stood = state.page.as_ref().filter(|page| page.entered).map(|page| (page.id, stance));
    if let Some((article, stance)) = stood.filter(|stood| state.stood.as_ref() != Some(stood)) {
        state.stood = Some((article, stance.clone()));
        state.ask(Effect::Stand { article, stance });
    }
    let entered = state.page.as_ref().filter(|page| page.entered);
    if let Some(place) = entered.map(super::Page::place).filter(|place| state.kept != Some(*place)) {
        state.kept = Some(place);
        state.ask(Effect::Keep { place, read: true });
    }
}

impl State {
    /// Asks something of the world.
    pub(super) fn ask(&mut self, effect: Effect) {
        self.outbox.push(effect);
    }

    /// Says a sentence in the last line.
    pub(super) fn say(&mut self, sentence: impl Into<String>) {
        self.message = Some(sentence.into());
    }

    /// Wraps the text for the room that it has.
    fn fit(&mut self) {
        let area = Panes::of(self).and_then(|panes| panes.text);
        if let (Some(page), Some(area)) = (&mut self.page, area) {
            page.fit(usize::from(area.width), usize::from(area.height));
        }
    }

    /// The rows of the list that fit on the screen.
    pub(super) fn visible_rows(&self) -> usize {
        Panes::of(self).map_or(1, |panes| panes.rows())
    }

    /// The lines of the cast that fit on the screen.
    pub(super) fn cast_height(&self) -> usize {
        Panes::of(self).and_then(|panes| panes.cast).map_or(1, |area| usize::from(area.height))
    }
}
