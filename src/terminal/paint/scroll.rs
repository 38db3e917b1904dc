//! Finds rows that only moved up or down, so that the terminal can move them itself.
//!
//! Every distance is tried. For each row it is counted how many cells a move of that distance would put right, less
//! those that are right already; the stretch of rows with the best sum is moved if that saves more than it costs. Rows
//! are moved over their whole width: beside panes that stand still a move seldom pays, for a text alone it does.

use std::hash::{DefaultHasher, Hash, Hasher};

use ratatui::buffer::{Buffer, Cell};

use super::canvas::{Row, is_blank};
use super::travel::{Cursor, numbered};

/// How many cells a move has to put right, at about a byte each, to be worth its sequences.
const WORTH: isize = 30;
/// How many cells are compared at most in each direction: a few milliseconds.
const COMPARED: usize = 2_000_000;

/// Rows that move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Scroll {
    /// The first row of the region.
    pub top: usize,
    /// The row behind it.
    pub bottom: usize,
    /// How many rows up; negative is down.
    pub up: isize,
}

impl Scroll {
    /// The move that saves most on the way from `shown` to `next`, two buffers of the same size, if one does.
    pub(super) fn find(shown: &Buffer, next: &Buffer) -> Option<Scroll> {
        let height = shown.area.height;
        let changed = (0..height).filter(|&row| Row::of(shown, row).cells != Row::of(next, row).cells).count();
        if changed < 3 {
            return None;
        }
        let far = (COMPARED / shown.content.len()).min(usize::from(height)).cast_signed();
        let (shown, next) = (prints(shown), prints(next));
        let standing: Vec<isize> = shown.iter().zip(&next).map(|(old, new)| alike(old, new)).collect();
        let distances = (1 - far..far).filter(|&up| up != 0);
        let best =
            distances.filter_map(|up| best_stretch(&shown, &next, &standing, up)).max_by_key(|(saved, _)| *saved);
        best.filter(|(saved, _)| *saved > WORTH).map(|(_, scroll)| scroll)
    }

    /// The sequence that makes the terminal move the rows: a region (DECSTBM), in which lines are deleted or inserted
    /// at the top. It leaves the cursor where terminals disagree.
    pub(super) fn sequence(self, height: usize) -> String {
        let there = Cursor::default().jump(0, self.top);
        let rows = there + &numbered(self.up.unsigned_abs(), if self.up > 0 { 'M' } else { 'L' });
        match (self.top, self.bottom) {
            (_, bottom) if bottom == height => rows,
            (0, bottom) => format!("\x1b[;{bottom}r{rows}\x1b[r"),
            (top, bottom) => format!("\x1b[{};{bottom}r{rows}\x1b[r", top + 1),
        }
    }

    /// Moves the rows of what is shown as the terminal will.
    pub(super) fn apply(self, shown: &mut Buffer) {
        let width = usize::from(shown.area.width);
        let region = shown.content.get_mut(self.top * width..self.bottom * width).unwrap_or_default();
        let cells = (self.up.unsigned_abs() * width).min(region.len());
        if self.up > 0 {
            region.rotate_left(cells);
            region.iter_mut().rev().take(cells).for_each(Cell::reset);
        } else {
            region.rotate_right(cells);
            region.iter_mut().take(cells).for_each(Cell::reset);
        }
    }
}

/// The stretch of rows that gains most by a move of `up` rows, and how many cells that puts right.
fn best_stretch(shown: &[Vec<u64>], next: &[Vec<u64>], standing: &[isize], up: isize) -> Option<(isize, Scroll)> {
    let gain = |row: usize| {
        let source = shown.get(row.checked_add_signed(up)?)?;
        Some(alike(source, next.get(row)?) - standing.get(row)?)
    };
    let mut best: Option<(isize, Scroll)> = None;
    let (mut sum, mut start) = (0, 0);
    for row in 0..next.len() {
        match gain(row) {
            Some(gain) if sum + gain > 0 => sum += gain,
            _ => {
                (sum, start) = (0, row + 1);
                continue;
            }
        }
        let scroll = region(start, row + 1, up);
        let saved = sum - lost(scroll, standing);
        if best.is_none_or(|(most, _)| saved > most) {
            best = Some((saved, scroll));
        }
    }
    best
}

/// The region in which rows move to `start..end`.
fn region(start: usize, end: usize, up: isize) -> Scroll {
    let distance = up.unsigned_abs();
    if up > 0 {
        Scroll { top: start, bottom: end + distance, up }
    } else {
        Scroll { top: start.saturating_sub(distance), bottom: end, up }
    }
}

/// How many cells that were right lie in the rows that a move leaves empty.
fn lost(Scroll { top, bottom, up }: Scroll, standing: &[isize]) -> isize {
    let emptied = if up > 0 { bottom.saturating_add_signed(-up)..bottom } else { top..top.saturating_add_signed(-up) };
    standing.get(emptied).unwrap_or_default().iter().sum()
}

/// How many cells that are not blank stand in both rows.
fn alike(one: &[u64], other: &[u64]) -> isize {
    one.iter().zip(other).map(|(a, b)| isize::from(a == b && *a != 0)).sum()
}

/// A number for each cell, by rows; 0 is blank.
fn prints(buffer: &Buffer) -> Vec<Vec<u64>> {
    let rows = (0..buffer.area.height).map(|row| Row::of(buffer, row).cells);
    rows.map(|cells| cells.iter().map(print).collect()).collect()
}

fn print(cell: &Cell) -> u64 {
    if is_blank(cell) {
        return 0;
    }
    let mut hasher = DefaultHasher::new();
    cell.hash(&mut hasher);
    hasher.finish().max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(lines: impl IntoIterator<Item = usize>) -> Vec<String> {
        lines.into_iter().map(|n| format!("line {n} says {}", "abcdefghij".repeat(n % 5 + 1))).collect()
    }

    fn buffer(lines: &[String]) -> Buffer {
        let mut buffer = Buffer::empty(ratatui::layout::Rect::new(0, 0, 80, u16::try_from(lines.len()).unwrap()));
        for (row, line) in (0..).zip(lines) {
            buffer.set_string(0, row, line, ratatui::style::Style::new());
        }
        buffer
    }

    fn found(shown: &[String], next: &[String]) -> Option<(usize, usize, isize)> {
        Scroll::find(&buffer(shown), &buffer(next)).map(|Scroll { top, bottom, up }| (top, bottom, up))
    }

    #[test]
    fn rows_that_moved_are_found() {
        assert_eq!(found(&lines(0..20), &lines(1..21)), Some((0, 20, 1)));
        assert_eq!(found(&lines(4..24), &lines(0..20)), Some((0, 20, -4)));
        let between = |from: usize| [lines(100..101), lines(from..from + 18), lines(200..201)].concat();
        assert_eq!(found(&between(0), &between(2)), Some((1, 19, 2)));
        assert_eq!(found(&between(2), &between(0)), Some((1, 19, -2)));
    }

    #[test]
    fn the_terminal_is_told_in_few_bytes() {
        let sequence = |top, bottom, up| Scroll { top, bottom, up }.sequence(20);
        assert_eq!(sequence(0, 20, 1), "\x1b[H\x1b[M");
        assert_eq!(sequence(0, 19, 2), "\x1b[;19r\x1b[H\x1b[2M\x1b[r");
        assert_eq!(sequence(1, 19, -1), "\x1b[2;19r\x1b[2H\x1b[L\x1b[r");
    }

    #[test]
    fn what_did_not_move_is_left() {
        assert_eq!(found(&lines(0..20), &lines(0..20)), None);
        assert_eq!(found(&lines(0..20), &lines(50..70)), None);
        assert_eq!(found(&lines(0..1), &lines(1..2)), None);
    }
}
