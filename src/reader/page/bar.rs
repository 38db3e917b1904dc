//! The scroll bar of a page: which part of it is on the screen, and where something is lit.

use std::ops::Range;

use super::Page;
use crate::reader::lights::{Cause, Lights};

/// What a cell of the scroll bar shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tick {
    /// Nothing is lit there.
    Nothing,
    /// Something is lit there.
    Lit(Cause),
    /// The stop is there.
    Stop,
}

impl Page {
    /// What each of the `cells` of the scroll bar shows; where all lines fit, a tick stands beside its line. It takes no
    /// longer for an article with many mentions.
    pub fn ticks(&self, cells: usize) -> Vec<Tick> {
        let all = self.lines.len().max(self.size.1);
        let byte = |line: usize| self.lines.get(line).map_or(usize::MAX, |line| line.anchor);
        let first_byte = |cell: usize| byte((cell * all).div_ceil(cells));
        (0..cells).map(|cell| self.tick(first_byte(cell)..first_byte(cell + 1))).collect()
    }

    /// What is to be shown for these bytes.
    fn tick(&self, bytes: Range<usize>) -> Tick {
        if self.stop.is_some_and(|stop| bytes.contains(&(stop.span.start as usize))) {
            return Tick::Stop;
        }
        let first = |lights: &Lights| {
            lights.at_or_behind(bytes.start).filter(|light| bytes.contains(&(light.span.start as usize)))
        };
        let lit = first(&self.hits).or_else(|| first(&self.mentioned));
        lit.map_or(Tick::Nothing, |light| Tick::Lit(light.cause))
    }

    /// Which of the `cells` of the scroll bar stand for what is on the screen; all where everything is.
    pub fn thumb(&self, cells: usize) -> Range<usize> {
        let all = self.lines.len().max(self.size.1).max(1);
        let length = (self.size.1 * cells / all).max(1).min(cells);
        let start = (self.top * cells).div_ceil(all).min(cells - length);
        start..start + length
    }
}
