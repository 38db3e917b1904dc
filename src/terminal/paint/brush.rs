//! Paints row by row what differs, from wherever the cursor stands and in whatever look was taken last.

use std::iter::repeat_n;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::Color;

use super::canvas::{Row, doubtful, is_blank, width};
use super::pen::Pen;
use super::rules::{self, Rule};
use super::scroll::Scroll;
use super::travel::{self, Cursor};

/// Where the terminal writes, and in which look.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Brush {
    cursor: Cursor,
    pen: Pen,
}

impl Brush {
    /// The brush of a terminal that has been cleared.
    pub(super) fn cleared() -> Self {
        Brush { cursor: Cursor::at(0, 0), pen: Pen::default() }
    }

    /// Paints all that differs between `shown` and `next`, two settled buffers of the same size, after the moves in
    /// `scrolls`.
    pub(super) fn paint(&mut self, mut shown: Buffer, next: &Buffer, scrolls: &[Scroll], out: &mut Vec<u8>) {
        for scroll in scrolls {
            self.scroll(*scroll, &mut shown, out);
        }
        for rule in rules::find(&shown, next) {
            self.paint_rule(rule, &mut shown, next, out);
        }
        for number in 0..next.area.height {
            self.paint_row(Row::of(&shown, number), Row::of(next, number), out);
        }
    }

    /// Lets the terminal move rows.
    fn scroll(&mut self, scroll: Scroll, shown: &mut Buffer, out: &mut Vec<u8>) {
        // Some terminals fill the emptied rows with the ground they write on.
        self.pen.take_blank(Color::Reset, out);
        out.extend_from_slice(scroll.sequence(shown.area).as_bytes());
        scroll.apply(shown);
        self.cursor = Cursor::default();
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
        // A symbol of doubtful width may have covered the cell behind it.
        let mut spoilt = false;
        while let Some(cell) = next.cells.get(column) {
            if !spoilt && shown.cells.get(column) == Some(cell) {
                column += 1;
                continue;
            }
            spoilt = doubtful(cell.symbol());
            column += if is_blank(cell) {
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
