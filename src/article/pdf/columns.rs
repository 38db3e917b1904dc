//! Words to lines in reading order: a page is cut where nothing stands from top to bottom.
//!
//! A stretch of rows through which one such gutter goes is set in columns, and these are read one after another; what stands
//! above and below, such as a title over all columns, is read before and after. Each part is looked at again in the same
//! way, for it may have columns of its own.

use super::words::{Word, is_leftward, rows};

/// A line of a column; in points.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) left: f32,
    pub(super) right: f32,
    pub(super) y: f32,
    /// The size of most of its letters.
    pub(super) size: f32,
    /// Where the column begins and ends.
    pub(super) column: (f32, f32),
    /// Whether it is the first of its column.
    pub(super) is_first: bool,
}

/// How wide a gutter is at least, in parts of the size of the letters beside it.
const GUTTER: f32 = 0.9;
/// How many rows there are in a column at least.
const SHORTEST: usize = 4;
/// How many rows a page may have for columns to be looked for.
const MOST_ROWS: usize = 400;
/// How many edges of columns are looked at.
const MOST_EDGES: usize = 400;
/// How wide a column is at least, in parts of the width of all beside it.
const NARROWEST: f32 = 0.15;
/// How deep columns may lie in each other.
const DEEPEST: usize = 6;

/// The lines of a page in reading order.
pub(super) fn lines(page: Vec<Word>) -> Vec<Line> {
    let mut lines = Vec::new();
    cut(page, 0, &mut lines);
    lines
}

fn cut(words: Vec<Word>, depth: usize, lines: &mut Vec<Line>) {
    let rows = rows(words, |word| (word.y, word.left, word.size));
    let found = if depth < DEEPEST && rows.len() <= MOST_ROWS { stretch(&rows) } else { None };
    let Some((first, behind, edge)) = found else { return lines.extend(column(rows)) };
    let mut rows = rows.into_iter();
    let above: Vec<Word> = rows.by_ref().take(first).flatten().collect();
    let (left, right): (Vec<Word>, Vec<Word>) =
        rows.by_ref().take(behind - first).flatten().partition(|word| word.left < edge);
    let below: Vec<Word> = rows.flatten().collect();
    let leftward = left.iter().chain(&right).filter(|word| is_leftward(&word.text)).count();
    let is_leftward = leftward * 2 > left.len() + right.len();
    let columns = if is_leftward { [right, left] } else { [left, right] };
    for part in std::iter::once(above).chain(columns).chain(std::iter::once(below)) {
        if !part.is_empty() {
            cut(part, depth + 1, lines);
        }
    }
}

/// The longest stretch of rows through which a gutter goes: its first row, that behind its last, and where the right column
/// begins.
fn stretch(rows: &[Vec<Word>]) -> Option<(usize, usize, f32)> {
    let mut longest: Option<(usize, usize, f32)> = None;
    for (edge, margin) in edges(rows) {
        let is_clear = |row: &Vec<Word>| row.iter().all(|word| word.right <= edge - margin || word.left >= edge);
        let mut first = 0;
        for run in rows.chunk_by(|above, below| is_clear(above) == is_clear(below)) {
            let behind = first + run.len();
            let is_longer = longest.is_none_or(|(first, behind, _)| run.len() > behind - first);
            if is_longer && run.first().is_some_and(is_clear) && are_columns(run, edge) {
                longest = Some((first, behind, edge));
            }
            first = behind;
        }
    }
    longest
}

/// Where a right column may begin, and how much room there has to be before it: where words begin, from left to right.
fn edges(rows: &[Vec<Word>]) -> Vec<(f32, f32)> {
    let begin = |row: &[Word]| row.first().map(|word| (word.left, GUTTER * word.size));
    let behind_room = |pair: &[Word]| match pair {
        [word, next] if next.left - word.right >= GUTTER * next.size => Some((next.left, GUTTER * next.size)),
        _ => None,
    };
    let row =
        |row: &'_ Vec<Word>| begin(row).into_iter().chain(row.windows(2).filter_map(behind_room)).collect::<Vec<_>>();
    let mut edges: Vec<(f32, f32)> = rows.iter().flat_map(row).collect();
    edges.sort_by(|a, b| a.0.total_cmp(&b.0));
    // What begins about where another does tells no more.
    edges.dedup_by(|next, kept| next.0 - kept.0 < 1.0);
    edges.truncate(MOST_EDGES);
    edges
}

/// Whether what stands on both sides of an edge is worth being called columns.
fn are_columns(rows: &[Vec<Word>], edge: f32) -> bool {
    let words = || rows.iter().flatten();
    let begin = words().map(|word| word.left).fold(f32::INFINITY, f32::min);
    let end = words().map(|word| word.right).fold(f32::NEG_INFINITY, f32::max);
    let left_end = words().filter(|word| word.left < edge).map(|word| word.right).fold(begin, f32::max);
    let narrowest = NARROWEST * (end - begin);
    let has_left = |row: &&Vec<Word>| row.first().is_some_and(|word| word.left < edge);
    let has_right = |row: &&Vec<Word>| row.last().is_some_and(|word| word.left >= edge);
    let are_long =
        rows.iter().filter(has_left).count() >= SHORTEST && rows.iter().filter(has_right).count() >= SHORTEST;
    are_long && left_end - begin >= narrowest && end - edge >= narrowest
}

/// The lines of one column.
fn column(rows: Vec<Vec<Word>>) -> Vec<Line> {
    let left = rows.iter().flatten().map(|word| word.left).fold(f32::INFINITY, f32::min);
    let right = rows.iter().flatten().map(|word| word.right).fold(f32::NEG_INFINITY, f32::max);
    let line = |(at, row): (usize, Vec<Word>)| {
        let first = row.first()?;
        let (begin, y) = (first.left, first.y);
        let end = row.iter().map(|word| word.right).fold(begin, f32::max);
        let letters = |word: &Word| word.text.chars().count();
        let size = row.iter().max_by_key(|word| letters(word)).map_or(first.size, |word| word.size);
        let text = ordered(row);
        Some(Line { text, left: begin, right: end, y, size, column: (left, right), is_first: at == 0 })
    };
    rows.into_iter().enumerate().filter_map(line).collect()
}

/// The text of words in the order in which they are read. Among words that are written from right to left, those that are
/// not keep their order.
fn ordered(row: Vec<Word>) -> String {
    let texts: Vec<String> = row.into_iter().map(|word| word.text).collect();
    let leftward = texts.iter().filter(|text| is_leftward(text)).count();
    if leftward * 2 < texts.len() || leftward == 0 {
        return texts.join(" ");
    }
    let mut parts: Vec<&[String]> = texts.chunk_by(|a, b| !is_leftward(a) && !is_leftward(b)).collect();
    parts.reverse();
    parts.concat().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words of five points a letter in rows of twelve points; each row is told by its texts and where they begin.
    fn page(rows: &[&[(f32, &str)]]) -> Vec<Word> {
        let mut words = Vec::new();
        let mut y = 800.0;
        for row in rows {
            y -= 12.0;
            for (left, text) in *row {
                let mut at = *left;
                for word in text.split(' ') {
                    let right = word.chars().fold(at, |right, _| right + 5.0);
                    words.push(Word { text: word.to_owned(), left: at, right, y, size: 10.0 });
                    at = right + 3.0;
                }
            }
        }
        words
    }

    fn read(rows: &[&[(f32, &str)]]) -> Vec<String> {
        lines(page(rows)).into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn columns_are_read_one_after_another() {
        let title: &[(f32, &str)] = &[(50.0, "A long title that goes over both of them")];
        let below: &[(f32, &str)] = &[(50.0, "and below there is a line over both of them")];
        let texts: Vec<String> = "abcdefghik".chars().map(|first| format!("{first} word and word")).collect();
        let (left, right) = texts.split_at(5);
        let columns: Vec<[(f32, &str); 2]> =
            left.iter().zip(right).map(|(a, b)| [(50.0, a.as_str()), (160.0, b)]).collect();
        let rows: Vec<&[(f32, &str)]> =
            std::iter::once(title).chain(columns.iter().map(<[_; 2]>::as_slice)).chain([below]).collect();
        let firsts: String = read(&rows).iter().filter_map(|line| line.chars().next()).collect();
        assert_eq!(firsts, "Aabcdefghika");
    }

    #[test]
    fn one_column_stays_one() {
        let rows: [&[(f32, &str)]; 5] = [
            &[(50.0, "one two three")],
            &[(50.0, "four five")],
            &[(65.0, "six")],
            &[(50.0, "seven")],
            &[(50.0, "eight")],
        ];
        assert_eq!(read(&rows).len(), 5);
        assert_eq!(read(&[&[(50.0, "name"), (300.0, "value")]]), ["name value"]);
    }

    #[test]
    fn lines_that_are_written_leftward_begin_at_the_right() {
        assert_eq!(read(&[&[(50.0, "גד 12 x אב")]]), ["אב 12 x גד"]);
    }
}
