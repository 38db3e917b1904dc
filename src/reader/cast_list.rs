//! The cast as a list of lines: each actor with its counts, and under the chosen one the forms that were found.

use crate::cast::ActorIndex;

use super::state::State;

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
                let forms = self.tally(actor).map_or(0, |tally| tally.forms.len());
                lines.extend((0..forms).map(|form| CastLine::Form(actor, form)));
            }
        }
        lines
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
