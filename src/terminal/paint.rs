//! Paints a buffer over any sink with the fewest bytes: what has changed since the last frame, and nothing else.
//!
//! A frame is made in steps, each with a file of its own: [`canvas`] settles what each cell of the terminal will hold,
//! [`scroll`] lets the terminal move rows that only moved, upright [`rules`] are drawn downwards, and the rows are gone
//! through for cells that still differ from what is shown. [`travel`] finds the cheapest way to the next of them and
//! [`pen`] the cheapest change of looks. The frame is handed over whole, to be written at once.
//!
//! What terminals disagree about is not relied on: cells are erased only to the default ground, the cursor behind the
//! last column or behind a character of doubtful width counts as lost, and a symbol with a control character in it never
//! gets out.

mod canvas;
mod colour;
mod letters;
mod pen;
mod rules;
mod scroll;
mod travel;

use std::iter::repeat_n;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::Color;

pub(super) use canvas::{Row, settle};
use canvas::{doubtful, is_blank, width};
pub use colour::Depth;
pub use letters::Letters;
pub(super) use pen::Pen;
use rules::Rule;
use scroll::Scroll;
use travel::Cursor;

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
}

/// Paints frames; remembers what the terminal shows.
#[derive(Clone, Debug)]
pub struct Painter {
    skill: Skill,
    /// What is on the screen; `None` where that is not known.
    shown: Option<Buffer>,
    cursor: Cursor,
    pen: Pen,
}

impl Painter {
    /// Makes a painter that knows nothing of the screen yet.
    pub fn new(skill: Skill) -> Self {
        Painter { skill, shown: None, cursor: Cursor::default(), pen: Pen::default() }
    }

    /// Forgets what is on the screen, so that the next frame clears it and is drawn whole.
    pub fn forget(&mut self) {
        self.shown = None;
    }

    /// Adds to `out` the bytes that make the terminal show `next`; none where it does already. A buffer of another size
    /// than the last one is drawn whole.
    pub fn paint(&mut self, next: &Buffer, out: &mut Vec<u8>) {
        let next = settle(next, self.skill);
        let start = out.len();
        let mut shown = self.take_shown(next.area, out);
        self.scroll(&mut shown, &next, out);
        for rule in rules::find(&shown, &next) {
            self.paint_rule(rule, &mut shown, &next, out);
        }
        for number in 0..next.area.height {
            self.paint_row(Row::of(&shown, number), Row::of(&next, number), out);
        }
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
            self.pen = Pen::default();
            self.cursor = Cursor::at(0, 0);
            Buffer::empty(area)
        })
    }

    /// Lets the terminal move rows, where that brings it nearer to `next`.
    fn scroll(&mut self, shown: &mut Buffer, next: &Buffer, out: &mut Vec<u8>) {
        if let Some(scroll) = Scroll::find(shown, next) {
            // Some terminals fill the emptied rows with the ground they write on.
            self.pen.take_blank(Color::Reset, out);
            out.extend_from_slice(scroll.sequence(usize::from(next.area.height)).as_bytes());
            scroll.apply(shown);
            self.cursor = Cursor::default();
        }
    }

    fn paint_rule(&mut self, Rule { column, row, count }: Rule, shown: &mut Buffer, next: &Buffer, out: &mut Vec<u8>) {
        let columns = usize::from(next.area.width);
        let Some(cell) = next.content.get(column + row * columns) else { return };
        out.extend_from_slice(self.cursor.jump(column, row).as_bytes());
        self.pen.take(cell, out);
        let symbol = cell.symbol().as_bytes();
        out.extend_from_slice(&[symbol, &[b"\x08\n", symbol].concat().repeat(count - 1)].concat());
        self.cursor = Cursor::at(column + 1, row + count - 1);
        for painted in shown.content.iter_mut().skip(column + row * columns).step_by(columns).take(count) {
            painted.clone_from(cell);
        }
    }

    fn paint_row(&mut self, shown: Row<'_>, next: Row<'_>, out: &mut Vec<u8>) {
        let mut column = 0;
        while let Some(cell) = next.cells.get(column) {
            column += if shown.cells.get(column) == Some(cell) {
                1
            } else if is_blank(cell) {
                self.paint_blanks(shown, next, column, out)
            } else {
                self.paint_cell(cell, next, column, out)
            };
        }
    }

    /// Paints a cell, and tells how many columns it takes.
    fn paint_cell(&mut self, cell: &Cell, row: Row<'_>, column: usize, out: &mut Vec<u8>) -> usize {
        self.travel(row, column, out);
        self.pen.take(cell, out);
        out.extend_from_slice(cell.symbol().as_bytes());
        if doubtful(cell.symbol()) {
            self.cursor = Cursor::default();
        } else {
            self.cursor.advance(width(cell.symbol()), row.cells.len());
        }
        width(cell.symbol()).max(1)
    }

    /// Paints the blanks from `column` on, and tells how many columns they take.
    fn paint_blanks(&mut self, shown: Row<'_>, next: Row<'_>, column: usize, out: &mut Vec<u8>) -> usize {
        let blanks = next.blanks(column);
        let changed = next.changed(shown, column, blanks);
        let ground = next.cells.get(column).map(|cell| cell.bg).unwrap_or_default();
        self.travel(next, column, out);
        self.pen.take_blank(ground, out);
        match travel::erase(changed, blanks - changed, next.cells.len() - column - blanks) {
            Some(erase) if ground == Color::Reset => out.extend_from_slice(erase.as_bytes()),
            _ => {
                out.extend(repeat_n(b' ', changed));
                self.cursor.advance(changed, next.cells.len());
            }
        }
        blanks
    }

    /// Brings the cursor to a column of a row, over the cells before it where that is shorter than a jump.
    fn travel(&mut self, row: Row<'_>, column: usize, out: &mut Vec<u8>) {
        let jump = self.cursor.jump(column, row.number);
        let between = self.cursor.column_in(row.number).and_then(|from| row.cells.get(from..column));
        match between {
            Some(cells) if self.can_write(cells, jump.len()) => {
                for cell in cells {
                    out.extend_from_slice(cell.symbol().as_bytes());
                }
            }
            _ => out.extend_from_slice(jump.as_bytes()),
        }
        self.cursor = Cursor::at(column, row.number);
    }

    /// Whether `cells` can be written in the present look, in `most` bytes.
    fn can_write(&self, cells: &[Cell], most: usize) -> bool {
        let plain = |cell: &Cell| self.pen.suits(cell) && width(cell.symbol()) == 1 && !doubtful(cell.symbol());
        cells.len() <= most
            && cells.iter().map(|cell| cell.symbol().len()).sum::<usize>() <= most
            && cells.iter().all(plain)
    }
}

#[cfg(test)]
pub(crate) mod emulator;
#[cfg(test)]
mod tests;
