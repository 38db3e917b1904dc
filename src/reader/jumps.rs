//! The places that jumps were made from, and the way back and forth along them.

use super::Place;
use super::page::Stop;

/// The most places that are remembered.
const MOST: usize = 200;

/// A place that a jump was made from, exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Jump {
    /// The article and the byte at the top.
    pub(super) place: Place,
    /// The line at the top, good for `width`: a byte cannot tell a blank line from the line above.
    pub(super) line: usize,
    /// The width, in cells, that the lines had.
    pub(super) width: usize,
    /// The stop, with its numbers.
    pub(super) stop: Option<Stop>,
}

/// The places that jumps were made from, oldest first.
#[derive(Clone, Debug, Default)]
pub(super) struct Jumps {
    places: Vec<Jump>,
    /// Where on the way the reader is; behind the last place when no step back has been made.
    at: usize,
}

impl Jumps {
    /// Remembers the place that a jump is made from; what lay ahead is forgotten.
    pub(super) fn leave(&mut self, from: Jump) {
        self.places.truncate(self.at);
        self.places.retain(|jump| jump.place != from.place);
        self.places.push(from);
        let excess = self.places.len().saturating_sub(MOST);
        self.places.drain(..excess);
        self.at = self.places.len();
    }

    /// The place one step back, for a reader who is at `here`.
    pub(super) fn back(&mut self, here: Jump) -> Option<Jump> {
        if self.at == self.places.len() && self.at > 0 {
            self.leave(here);
            self.at = self.places.len() - 1;
        }
        self.at = self.at.checked_sub(1)?;
        self.places.get(self.at).copied()
    }

    /// The place one step forth.
    pub(super) fn forth(&mut self) -> Option<Jump> {
        let next = self.places.get(self.at + 1).copied()?;
        self.at += 1;
        Some(next)
    }
}
