//! Where the terminal's cursor is, and the shortest sequence that brings it elsewhere or erases cells.

/// Where the cursor is, from 0, as far as that is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Cursor {
    column: Option<usize>,
    row: Option<usize>,
}

/// From how many cells on a run is not worth being stepped through one by one.
const STEPS: usize = 6;

impl Cursor {
    pub(super) fn at(column: usize, row: usize) -> Self {
        Cursor { column: Some(column), row: Some(row) }
    }

    /// The column, if the cursor is known to be in `row`.
    pub(super) fn column_in(self, row: usize) -> Option<usize> {
        self.column.filter(|_| self.row == Some(row))
    }

    /// Takes note of `columns` cells written in a window of `width` columns. Behind the last column terminals disagree
    /// about where the cursor is.
    pub(super) fn advance(&mut self, columns: usize, width: usize) {
        self.column = self.column.map(|column| column + columns).filter(|column| *column < width);
    }

    /// The shortest sequence that brings the cursor to a column and a row. Sideways comes before up and down: from
    /// behind the last column only the former is safe.
    pub(super) fn jump(self, column: usize, row: usize) -> String {
        let there = absolute(column, row);
        match self.row.map(|from| sideways(self.column, column) + &upright(from, row)) {
            Some(steps) if steps.len() <= there.len() => steps,
            _ => there,
        }
    }
}

/// The sequence that erases `changed` cells from the cursor on, where that is shorter than writing blanks: `kept` more
/// blanks follow, then `rest` other cells up to the end of the line.
pub(super) fn erase(changed: usize, kept: usize, rest: usize) -> Option<String> {
    if rest == 0 {
        return (changed > 3).then(|| "\x1b[K".to_owned());
    }
    let erase = numbered(changed, 'X');
    // Behind written blanks the cursor stands where it may be wanted next; behind erased ones it has to be brought there.
    let way = if kept == 0 { STEPS } else { 0 };
    (changed > erase.len() + way).then_some(erase)
}

fn absolute(column: usize, row: usize) -> String {
    match (row, column) {
        (0, 0) => "\x1b[H".to_owned(),
        (0, _) => format!("\x1b[;{}H", column + 1),
        (_, 0) => format!("\x1b[{}H", row + 1),
        _ => format!("\x1b[{};{}H", row + 1, column + 1),
    }
}

fn sideways(from: Option<usize>, to: usize) -> String {
    let column = if to == 0 { "\r".to_owned() } else { numbered(to + 1, 'G') };
    let relative = from.map(|from| match from {
        _ if from < to => numbered(to - from, 'C'),
        _ if from - to < STEPS => "\x08".repeat(from - to),
        _ => numbered(from - to, 'D'),
    });
    shorter(relative, column)
}

fn upright(from: usize, to: usize) -> String {
    let row = numbered(to + 1, 'd');
    let relative = match from {
        _ if from < to && to - from < STEPS => "\n".repeat(to - from),
        _ if from < to => numbered(to - from, 'B'),
        _ if from == to => String::new(),
        _ if from - to == 1 => "\x1bM".to_owned(),
        _ => numbered(from - to, 'A'),
    };
    shorter(Some(relative), row)
}

fn shorter(one: Option<String>, other: String) -> String {
    one.filter(|one| one.len() <= other.len()).unwrap_or(other)
}

/// A control sequence with one number, which is left out where it is 1.
pub(super) fn numbered(number: usize, last: char) -> String {
    if number == 1 { format!("\x1b[{last}") } else { format!("\x1b[{number}{last}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shortest_way_is_taken() {
        let behind_last_column = Cursor { column: None, row: Some(3) };
        for (from, (column, row), expected) in [
            (Cursor::default(), (0, 0), "\x1b[H"),
            (Cursor::default(), (5, 0), "\x1b[;6H"),
            (Cursor::default(), (0, 5), "\x1b[6H"),
            (Cursor::at(3, 3), (3, 3), ""),
            (Cursor::at(3, 3), (0, 3), "\r"),
            (Cursor::at(3, 3), (0, 5), "\r\n\n"),
            (Cursor::at(3, 3), (1, 3), "\x08\x08"),
            (Cursor::at(3, 3), (4, 3), "\x1b[C"),
            (Cursor::at(30, 3), (40, 3), "\x1b[10C"),
            (Cursor::at(30, 3), (34, 3), "\x1b[4C"),
            (Cursor::at(30, 3), (30, 2), "\x1bM"),
            (Cursor::at(30, 3), (30, 20), "\x1b[17B"),
            (Cursor::at(30, 3), (33, 20), "\x1b[21;34H"),
            (behind_last_column, (0, 4), "\r\n"),
            (behind_last_column, (70, 4), "\x1b[71G\n"),
        ] {
            assert_eq!(from.jump(column, row), expected, "{from:?} to {column}, {row}");
        }
    }

    #[test]
    fn cells_are_erased_where_that_is_shorter() {
        assert_eq!(erase(3, 0, 0), None);
        assert_eq!(erase(40, 0, 0).as_deref(), Some("\x1b[K"));
        assert_eq!(erase(40, 0, 9).as_deref(), Some("\x1b[40X"));
        assert_eq!(erase(8, 0, 9), None);
        assert_eq!(erase(8, 4, 9).as_deref(), Some("\x1b[8X"));
    }
}
