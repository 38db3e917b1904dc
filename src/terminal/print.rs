//! Prints a buffer as lines of text, for a file, a pipe or a bug report.

use ratatui::buffer::Buffer;

use super::paint::{Pen, Row, Skill, settle};

/// The buffer as lines, without the blanks at their ends; with looks where `skill` tells which the reader of it can
/// show.
pub fn print(buffer: &Buffer, skill: Option<Skill>) -> String {
    let settled = settle(buffer, skill.unwrap_or_default());
    (0..buffer.area.height).map(|number| print_row(Row::of(&settled, number), skill.is_some())).collect()
}

fn print_row(row: Row<'_>, looks: bool) -> String {
    let (mut pen, mut out) = (Pen::default(), Vec::new());
    for cell in row.cells.get(..row.filled()).unwrap_or_default() {
        if looks && !pen.suits(cell) {
            pen.take(cell, &mut out);
        }
        out.extend_from_slice(cell.symbol().as_bytes());
    }
    if pen != Pen::default() {
        pen.reset(&mut out);
    }
    out.push(b'\n');
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Rect;
    use ratatui::style::Stylize;

    use super::*;

    fn sample() -> Buffer {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 9, 2));
        buffer.set_line(0, 0, &["a".bold(), " 漢".into()].into_iter().collect::<ratatui::text::Line<'_>>(), 9);
        buffer[(1, 1)].set_symbol("\x1b");
        buffer
    }

    #[test]
    fn a_buffer_is_printed_without_looks_and_with_them() {
        assert_eq!(print(&sample(), None), "a 漢\n \u{fffd}\n");
        assert_eq!(print(&sample(), Some(Skill::default())), "\x1b[1ma \x1b[m漢\n \u{fffd}\n");
    }
}
