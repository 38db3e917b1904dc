//! Paints a buffer over any sink with the fewest bytes: what has changed since the last frame, and nothing else.
//!
//! A frame is made in steps, each with a file of its own: [`canvas`] settles what each cell of the terminal will hold,
//! [`scroll`] finds rows that only moved, for the terminal to move them, upright [`rules`] are drawn downwards, and the
//! [`brush`] goes through the rows for cells that still differ from what is shown; [`travel`] finds the cheapest way to
//! the next of them and [`pen`] the cheapest change of looks. Each move is tried and kept where it saves bytes. The
//! frame is handed over whole, to be written at once.
//!
//! What terminals disagree about is not relied on: cells are erased only to the default ground, the cursor behind the
//! last column or behind a character of doubtful width counts as lost, and a symbol with a control character in it never
//! gets out.

mod brush;
mod canvas;
mod colour;
mod letters;
mod pen;
mod rules;
mod scroll;
mod travel;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use brush::Brush;
pub(super) use canvas::{Row, settle};
pub use colour::Depth;
pub use letters::Letters;
pub(super) use pen::Pen;
use scroll::Scroll;

/// From how many bytes on a frame is wrapped in synchronized output (mode 2026): a shorter one arrives in one piece
/// anyway, and the wrapping costs 16 bytes.
const TEARS: usize = 256;
const BEGIN: &[u8] = b"\x1b[?2026h";
const END: &[u8] = b"\x1b[?2026l";
/// Sets the look to the default and clears the screen.
const CLEAR: &[u8] = b"\x1b[m\x1b[H\x1b[2J";

/// What the terminal can show, as the session was told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Skill {
    /// How many colours it has.
    pub depth: Depth,
    /// Whether it draws underlines in a colour of their own.
    pub underline_colour: bool,
    /// Which characters it shows.
    pub letters: Letters,
    /// Whether it moves what stands between a left and a right margin (DECLRMM, DECSLRM), and nothing beside it.
    pub margins: bool,
}

/// Paints frames; remembers what the terminal shows.
#[derive(Clone, Debug)]
pub struct Painter {
    skill: Skill,
    /// What is on the screen; `None` where that is not known.
    shown: Option<Buffer>,
    brush: Brush,
}

impl Painter {
    /// Makes a painter that knows nothing of the screen yet.
    pub fn new(skill: Skill) -> Self {
        Painter { skill, shown: None, brush: Brush::default() }
    }

    /// Makes use of margins from now on: the terminal has told that it has them.
    pub fn use_margins(&mut self) {
        self.skill.margins = true;
    }

    /// Forgets what is on the screen, so that the next frame clears it and is drawn whole.
    pub fn forget(&mut self) {
        self.shown = None;
    }

    /// Adds to `out` the bytes that make the terminal show `next`; none where it does already. A buffer of another size
    /// than the last one is drawn whole. The lines in `panes` may have moved, whatever stands beside them.
    pub fn paint(&mut self, next: &Buffer, panes: &[Rect], out: &mut Vec<u8>) {
        let next = settle(next, self.skill);
        let start = out.len();
        let shown = self.take_shown(next.area, out);
        let panes = if self.skill.margins { panes } else { &[] };
        let (brush, sent) = cheapest(self.brush, &shown, &next, panes);
        self.brush = brush;
        out.extend_from_slice(&sent);
        self.shown = Some(next);
        if out.len() - start > TEARS {
            out.splice(start..start, BEGIN.iter().copied());
            out.extend_from_slice(END);
        }
    }

    /// What is shown; clears the screen where that is not known.
    fn take_shown(&mut self, area: Rect, out: &mut Vec<u8>) -> Buffer {
        self.shown.take().filter(|shown| shown.area == area).unwrap_or_else(|| {
            out.extend_from_slice(CLEAR);
            self.brush = Brush::cleared();
            Buffer::empty(area)
        })
    }
}

/// The bytes that lead from `shown` to `next`, and the brush behind them. Moves of rows are tried in `panes`, then in
/// the whole width.
fn cheapest(brush: Brush, shown: &Buffer, next: &Buffer, panes: &[Rect]) -> (Brush, Vec<u8>) {
    let way = |scrolls: &[Scroll]| {
        let (mut brush, mut sent) = (brush, Vec::new());
        brush.paint(shown.clone(), next, scrolls, &mut sent);
        (brush, sent)
    };
    let (mut best, mut scrolls, mut moved) = (way(&[]), Vec::new(), shown.clone());
    for area in panes.iter().copied().chain([next.area]) {
        let Some(scroll) = Scroll::find(&moved, next, area) else { continue };
        scrolls.push(scroll);
        let tried = way(&scrolls);
        if tried.1.len() < best.1.len() {
            scroll.apply(&mut moved);
            best = tried;
        } else {
            scrolls.pop();
        }
    }
    best
}

#[cfg(test)]
pub(crate) mod emulator;
#[cfg(test)]
mod tests;
