//! The cast as a list of lines: each actor with its counts, and under the chosen one the forms that were found.

use crate::cast::ActorIndex;

use super::state::{Pane, State};

/// The fewest lines of forms that are shown where there are more.
const FEWEST: usize = 4;

/// Which actor of the cast the cursor is on, and the first visible line.
#[derive(Clone, Copy, Debug, Default)]
pub struct CastList {
    /// The actor under the cursor.
    pub cursor: usize,
    /// The first visible line.
    pub top: usize,
}

/// A line of the cast.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CastLine {
    /// An actor's number, name and mentions.
    Actor(ActorIndex),
    /// How many articles have one, and how they are spread over the pile.
    Spread(ActorIndex),
    /// A form of the chosen actor's name, by its place in [`super::Tally::forms`].
    Form(ActorIndex, usize),
    /// How many more forms there are; all are listed while the cast has the keys.
    More(usize),
    /// Nothing: what parts two actors.
    Blank,
}

impl State {
    /// All lines of the cast.
    pub fn cast_lines(&self) -> Vec<CastLine> {
        let mut lines = Vec::new();
        for number in 0..self.cast.actors.len() {
            let actor = ActorIndex(u16::try_from(number).unwrap_or(u16::MAX));
            if !lines.is_empty() {
                lines.push(CastLine::Blank);
            }
            lines.extend([CastLine::Actor(actor), CastLine::Spread(actor)]);
            if self.chosen == Some(actor) {
                lines.extend(self.form_lines(actor));
            }
        }
        lines
    }

    /// The forms of an actor, as many as leave room for the other actors.
    fn form_lines(&self, actor: ActorIndex) -> impl Iterator<Item = CastLine> {
        let forms = self.tally(actor).map_or(0, |tally| tally.forms.len());
        let room = self.cast_height().saturating_sub(3 * self.cast.actors.len()).max(FEWEST);
        let shown = if self.focus == Pane::Cast || forms <= room { forms } else { room - 1 };
        let more = Some(CastLine::More(forms - shown)).filter(|_| shown < forms);
        (0..shown).map(move |form| CastLine::Form(actor, form)).chain(more)
    }

    /// Moves the cursor of the cast to actor `cursor`, and the lines as little as that needs; an actor's forms are shown
    /// as far as they fit.
    pub(super) fn point_at(&mut self, cursor: usize, height: usize) {
        let cursor = cursor.min(self.cast.actors.len().saturating_sub(1));
        let actor = |line: &CastLine| matches!(line, CastLine::Actor(a) if usize::from(a.0) == cursor);
        let lines = self.cast_lines();
        let line = lines.iter().position(actor).unwrap_or(0);
        let behind =
            lines.iter().skip(line).position(|line| *line == CastLine::Blank).map_or(lines.len(), |n| line + n);
        let lowest = behind.saturating_sub(height).min(line);
        let top = self.cast_list.top.clamp(lowest, line).min(lines.len().saturating_sub(height));
        self.cast_list = CastList { cursor, top };
    }

    /// Scrolls the cast so that line `top` is the first visible one, as far as there are so many.
    pub(super) fn scroll_cast(&mut self, top: usize, height: usize) {
        self.cast_list.top = top.min(self.cast_lines().len().saturating_sub(height));
    }
}
