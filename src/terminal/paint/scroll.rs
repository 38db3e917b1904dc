//! Finds rows that only moved up or down, so that the terminal can move them itself.
//!
//! Every distance is tried. For each row it is counted how many cells a move of that distance would put right, less
//! those that it would spoil; the stretch of rows with the best sum is the one to be moved. Any terminal moves rows
//! over their whole width, which is good for a text alone and not beside panes that stand still; one with margins moves
//! what stands between them.

use std::hash::{DefaultHasher, Hash, Hasher};

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;

use super::canvas::{Row, is_blank};
use super::travel::{Cursor, numbered};

/// How many cells a move has to put right, at about a byte each, for it to be tried at all.
const WORTH: isize = 12;
/// How many cells that are put right make up for one that is spoilt: on a slow line one sees it move and come back.
const STILL: isize = 3;
/// How many cells are compared at most in each direction: a few milliseconds.
const COMPARED: usize = 2_000_000;

/// Rows that move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Scroll {
    /// The first column of the region.
    left: usize,
    /// The column behind it.
    right: usize,
    /// The first row of the region.
    top: usize,
    /// The row behind it.
    bottom: usize,
    /// How many rows up; negative is down.
    up: isize,
}

impl Scroll {
    /// The move within `area` that saves most on the way from `shown` to `next`, two buffers of the same size, if one
    /// does.
    pub(super) fn find(shown: &Buffer, next: &Buffer, area: Rect) -> Option<Scroll> {
        let area = area.intersection(shown.area);
        let columns = usize::from(area.left())..usize::from(area.right());
        let row = |buffer, row| Row::of(buffer, row).cells.get(columns.clone());
        let mut changed = (area.top()..area.bottom()).filter(|&number| row(shown, number) != row(next, number));
        changed.nth(2)?;
        let (shown_prints, next_prints) = (prints(shown, area), prints(next, area));
        let cells = usize::from(area.width) * usize::from(area.height);
        let far = (COMPARED / cells).min(usize::from(area.height)).cast_signed();
        let standing: Vec<isize> = shown_prints.iter().zip(&next_prints).map(|(old, new)| alike(old, new)).collect();
        let distances = (1 - far..far).filter(|&up| up != 0);
        let stretches = distances.filter_map(|up| best_stretch(&shown_prints, &next_prints, &standing, up));
        let (saved, Stretch { top, bottom, up }) = stretches.max_by_key(|(saved, _)| *saved)?;
        let (x, y) = (usize::from(area.x), usize::from(area.y));
        let scroll = Scroll { left: x, right: x + usize::from(area.width), top: top + y, bottom: bottom + y, up };
        (saved > WORTH && scroll.cuts_nothing(shown)).then_some(scroll)
    }

    /// Whether no wide symbol stands across the edges of the region.
    fn cuts_nothing(self, shown: &Buffer) -> bool {
        let columns = usize::from(shown.area.width);
        let is_whole = |cell: &Cell| !cell.symbol().is_empty();
        let rows = shown.content.chunks(columns).take(self.bottom).skip(self.top);
        rows.into_iter().all(|row| [self.left, self.right].iter().all(|&edge| row.get(edge).is_none_or(is_whole)))
    }

    /// The sequence that makes the terminal move the rows, in a region (DECSTBM): between margins (DECSLRM) they are
    /// scrolled, over the whole width lines are deleted or inserted at the top. It leaves the cursor where terminals
    /// disagree.
    pub(super) fn sequence(self, screen: Rect) -> String {
        let Scroll { left, right, top, bottom, up } = self;
        let count = up.unsigned_abs();
        let (rows, back) = match (top, bottom) {
            (0, bottom) if bottom == usize::from(screen.height) => (String::new(), ""),
            (0, bottom) => (format!("\x1b[;{bottom}r"), "\x1b[r"),
            (top, bottom) => (format!("\x1b[{};{bottom}r", top + 1), "\x1b[r"),
        };
        if right - left < usize::from(screen.width) {
            let scroll = numbered(count, if up > 0 { 'S' } else { 'T' });
            return format!("\x1b[?69h\x1b[{};{right}s{rows}{scroll}{back}\x1b[?69l", left + 1);
        }
        // Setting the region has brought the cursor to the first row.
        let there = if top == 0 && !rows.is_empty() { String::new() } else { Cursor::default().jump(0, top) };
        let lines = numbered(count, if up > 0 { 'M' } else { 'L' });
        if bottom == usize::from(screen.height) { there + &lines } else { rows + &there + &lines + back }
    }

    /// Moves the rows of what is shown as the terminal will.
    pub(super) fn apply(self, shown: &mut Buffer) {
        let (before, columns) = (shown.clone(), usize::from(shown.area.width));
        for (row, cells) in shown.content.chunks_mut(columns).enumerate().take(self.bottom).skip(self.top) {
            let source = row.checked_add_signed(self.up).filter(|from| (self.top..self.bottom).contains(from));
            for (column, cell) in cells.iter_mut().enumerate().take(self.right).skip(self.left) {
                let moved = source.and_then(|from| before.content.get(from * columns + column));
                *cell = moved.cloned().unwrap_or_default();
            }
        }
    }
}

/// Rows of an area that move.
#[derive(Clone, Copy)]
struct Stretch {
    top: usize,
    bottom: usize,
    up: isize,
}

/// The stretch of rows that gains most by a move of `up` rows, and how many cells that puts right.
fn best_stretch(shown: &[Vec<u64>], next: &[Vec<u64>], standing: &[isize], up: isize) -> Option<(isize, Stretch)> {
    let gained = |row: usize| Some(gain(shown.get(row.checked_add_signed(up)?)?, shown.get(row)?, next.get(row)?));
    let mut best: Option<(isize, Stretch)> = None;
    let (mut sum, mut start) = (0, 0);
    for row in 0..next.len() {
        match gained(row) {
            Some(gain) if sum + gain > 0 => sum += gain,
            _ => {
                (sum, start) = (0, row + 1);
                continue;
            }
        }
        let scroll = stretch(start, row + 1, up);
        let saved = sum - STILL * lost(scroll, standing);
        if best.is_none_or(|(most, _)| saved > most) {
            best = Some((saved, scroll));
        }
    }
    best
}

/// The stretch in which rows move to `start..end`.
fn stretch(start: usize, end: usize, up: isize) -> Stretch {
    let distance = up.unsigned_abs();
    if up > 0 {
        Stretch { top: start, bottom: end + distance, up }
    } else {
        Stretch { top: start.saturating_sub(distance), bottom: end, up }
    }
}

/// How many cells that were right lie in the rows that a move leaves empty.
fn lost(Stretch { top, bottom, up }: Stretch, standing: &[isize]) -> isize {
    let emptied = if up > 0 { bottom.saturating_add_signed(-up)..bottom } else { top..top.saturating_add_signed(-up) };
    standing.get(emptied).unwrap_or_default().iter().sum()
}

/// How many cells are put right, less those that are spoilt or stay wrong, when `source` takes the place of `shown`:
/// some letters agree in any two lines.
fn gain(source: &[u64], shown: &[u64], next: &[u64]) -> isize {
    let cells = source.iter().zip(shown).zip(next).filter(|(_, next)| **next != 0);
    let gains = cells.map(|((source, shown), next)| match (source == next, shown == next) {
        (true, false) => 1,
        (false, true) => -STILL,
        (false, false) => -1,
        (true, true) => 0,
    });
    gains.sum()
}

/// How many cells that are not blank stand in both rows.
fn alike(one: &[u64], other: &[u64]) -> isize {
    one.iter().zip(other).map(|(a, b)| isize::from(a == b && *a != 0)).sum()
}

/// A number for each cell of an area, by rows; 0 is blank.
fn prints(buffer: &Buffer, area: Rect) -> Vec<Vec<u64>> {
    let (left, width) = (usize::from(area.x), usize::from(area.width));
    let rows = (area.top()..area.bottom()).map(|row| Row::of(buffer, row).cells);
    rows.map(|cells| cells.iter().skip(left).take(width).map(print).collect()).collect()
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

    /// Lines that have few letters in common.
    fn lines(lines: impl IntoIterator<Item = usize>) -> Vec<String> {
        let letter = |n: usize, i: usize| {
            let mut hasher = DefaultHasher::new();
            (n, i).hash(&mut hasher);
            char::from(b'a' + u8::try_from(hasher.finish() % 26).unwrap())
        };
        lines.into_iter().map(|n| (0..20 + n % 5 * 10).map(|i| letter(n, i)).collect()).collect()
    }

    fn buffer(lines: &[String]) -> Buffer {
        let mut buffer = Buffer::empty(ratatui::layout::Rect::new(0, 0, 80, u16::try_from(lines.len()).unwrap()));
        for (row, line) in (0..).zip(lines) {
            buffer.set_string(0, row, line, ratatui::style::Style::new());
        }
        buffer
    }

    fn found(shown: &[String], next: &[String], area: Rect) -> Option<(usize, usize, isize)> {
        Scroll::find(&buffer(shown), &buffer(next), area).map(|Scroll { top, bottom, up, .. }| (top, bottom, up))
    }

    const SCREEN: Rect = Rect::new(0, 0, 80, 20);

    #[test]
    fn rows_that_moved_are_found() {
        let found = |shown: &[String], next: &[String]| found(shown, next, SCREEN);
        assert_eq!(found(&lines(0..20), &lines(1..21)), Some((0, 20, 1)));
        assert_eq!(found(&lines(4..24), &lines(0..20)), Some((0, 20, -4)));
        let between = |from: usize| [lines(100..101), lines(from..from + 18), lines(200..201)].concat();
        assert_eq!(found(&between(0), &between(2)), Some((1, 19, 2)));
        assert_eq!(found(&between(2), &between(0)), Some((1, 19, -2)));
    }

    #[test]
    fn what_stands_beside_an_area_does_not_matter() {
        let beside = |from: usize| -> Vec<String> {
            let rows = lines(from..from + 20).into_iter().zip(0..);
            rows.map(|(line, row)| format!("still row {row:2} | {line}")).collect()
        };
        let area = Rect::new(15, 0, 65, 19);
        assert_eq!(found(&beside(3), &beside(4), area), Some((0, 19, 1)));
        assert_eq!(found(&beside(3), &beside(4), Rect { y: 2, height: 10, ..area }), Some((2, 12, 1)));
        assert_eq!(found(&beside(3), &beside(4), Rect { width: 12, x: 0, ..area }), None);
    }

    #[test]
    fn an_edge_cuts_no_wide_symbol() {
        let wide =
            |from: usize| -> Vec<String> { lines(from..from + 20).iter().map(|line| format!("漢{line}")).collect() };
        let (shown, next) = (settled(&wide(0)), settled(&wide(1)));
        assert!(Scroll::find(&shown, &next, Rect { x: 2, ..SCREEN }).is_some());
        assert_eq!(Scroll::find(&shown, &next, Rect { x: 1, ..SCREEN }), None);
    }

    fn settled(lines: &[String]) -> Buffer {
        super::super::settle(&buffer(lines), super::super::Skill::default())
    }

    #[test]
    fn the_terminal_is_told_in_few_bytes() {
        let scroll = |left, right, top, bottom, up| Scroll { left, right, top, bottom, up }.sequence(SCREEN);
        assert_eq!(scroll(0, 80, 0, 20, 1), "\x1b[H\x1b[M");
        assert_eq!(scroll(0, 80, 5, 20, 1), "\x1b[6H\x1b[M");
        assert_eq!(scroll(0, 80, 0, 19, 2), "\x1b[;19r\x1b[2M\x1b[r");
        assert_eq!(scroll(0, 80, 1, 19, -1), "\x1b[2;19r\x1b[2H\x1b[L\x1b[r");
        assert_eq!(scroll(20, 70, 0, 20, 1), "\x1b[?69h\x1b[21;70s\x1b[S\x1b[?69l");
        assert_eq!(scroll(0, 70, 0, 19, -3), "\x1b[?69h\x1b[1;70s\x1b[;19r\x1b[3T\x1b[r\x1b[?69l");
    }

    #[test]
    fn what_did_not_move_is_left() {
        let found = |shown: &[String], next: &[String]| found(shown, next, SCREEN);
        assert_eq!(found(&lines(0..20), &lines(0..20)), None);
        assert_eq!(found(&lines(0..20), &lines(50..70)), None);
        assert_eq!(found(&lines(0..1), &lines(1..2)), None);
    }
}
