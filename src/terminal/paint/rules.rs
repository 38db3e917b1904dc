//! Finds upright rules and scroll bars: the same symbol in one column, row under row.
//!
//! Row by row each of them costs two changes of looks and often a jump; drawn downwards it costs two bytes beside its
//! symbol.

use ratatui::buffer::{Buffer, Cell};

use super::canvas::{doubtful, is_blank, width};

/// From how many cells on a rule is drawn downwards.
const WORTH: usize = 3;

/// The same symbol in `count` cells under each other, all to be painted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rule {
    pub column: usize,
    pub row: usize,
    pub count: usize,
}

/// The rules in what has to be painted on the way from `shown` to `next`, two buffers of the same size.
pub(super) fn find(shown: &Buffer, next: &Buffer) -> Vec<Rule> {
    let columns = usize::from(next.area.width);
    // Behind the last column the cursor is lost.
    (1..columns.saturating_sub(1)).flat_map(|column| in_column(shown, next, column)).collect()
}

fn in_column(shown: &Buffer, next: &Buffer, column: usize) -> Vec<Rule> {
    let (columns, mut rules) = (usize::from(next.area.width), Vec::new());
    let mut row = 0;
    while row < usize::from(next.area.height) {
        let count = length(shown, next, column + row * columns);
        if count >= WORTH {
            rules.push(Rule { column, row, count });
        }
        row += count.max(1);
    }
    rules
}

/// How many cells from `index` downwards are of one rule.
fn length(shown: &Buffer, next: &Buffer, index: usize) -> usize {
    let columns = usize::from(next.area.width);
    let Some(first) = next.content.get(index).filter(|cell| shown.content.get(index) != Some(cell) && can_stand(cell))
    else {
        return 0;
    };
    let goes_on = |index: &usize| {
        next.content.get(*index) == Some(first) && shown.content.get(*index) != Some(first) && stands_free(next, *index)
    };
    (index..next.content.len()).step_by(columns).take_while(goes_on).count()
}

fn can_stand(cell: &Cell) -> bool {
    !is_blank(cell) && width(cell.symbol()) == 1 && !doubtful(cell.symbol())
}

/// Whether there is nothing to the left and to the right: letters that happen to stand under each other have words
/// around them.
fn stands_free(next: &Buffer, index: usize) -> bool {
    [index.wrapping_sub(1), index + 1].into_iter().all(|index| next.content.get(index).is_none_or(is_blank))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(lines: [&str; 4]) -> Vec<(usize, usize, usize)> {
        let next = Buffer::with_lines(lines);
        find(&Buffer::empty(next.area), &next).into_iter().map(|r| (r.column, r.row, r.count)).collect()
    }

    #[test]
    fn rules_stand_free_and_are_long() {
        assert_eq!(found(["a | b", "  | c", "d |  ", "e | f"]), [(2, 0, 4)]);
        assert_eq!(found(["a | b", "  | c", "d |  ", "e + f"]), [(2, 0, 3)]);
        assert_eq!(found(["a | b", "  | c", "d +  ", "e + f"]), []);
        assert_eq!(found(["word ", "word ", "word ", "word "]), []);
    }
}
