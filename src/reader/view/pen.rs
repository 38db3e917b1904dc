//! A pen that writes harmless text from left to right into one line of cells.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::text::{cells, width};

/// A place on a line, and the cells that are left of it.
pub(super) struct Pen<'a> {
    buffer: &'a mut Buffer,
    x: u16,
    y: u16,
    end: u16,
}

impl<'a> Pen<'a> {
    /// A pen at the start of the first line of `area`.
    pub(super) fn on(buffer: &'a mut Buffer, area: Rect) -> Pen<'a> {
        let area = area.intersection(buffer.area);
        let end = if area.height == 0 { area.x } else { area.right() };
        Pen { buffer, x: area.x, y: area.y, end }
    }

    /// How many cells are left.
    pub(super) fn room(&self) -> usize {
        usize::from(self.end - self.x)
    }

    /// Writes as much of `text` as fits.
    pub(super) fn write(&mut self, text: &str, style: Style) -> &mut Self {
        for cell in cells(text) {
            if usize::from(cell.width) > self.room() {
                self.x = self.end;
                break;
            }
            self.put(&cell.symbol, u16::from(cell.width), style);
        }
        self
    }

    /// Writes `text`, which must fit in `room` cells, or its beginning and an ellipsis.
    pub(super) fn write_within(&mut self, text: &str, room: usize, style: Style) -> &mut Self {
        let room = room.min(self.room());
        if width(text) <= room {
            return self.write(text, style);
        }
        let mut used = 0;
        for cell in cells(text) {
            used += usize::from(cell.width);
            if used + 1 > room {
                break;
            }
            self.put(&cell.symbol, u16::from(cell.width), style);
        }
        self.write("…", style)
    }

    /// Writes `text` so that it ends with the line; nothing where it does not fit.
    pub(super) fn write_at_end(&mut self, text: &str, style: Style) -> &mut Self {
        if let Some(gap) = self.room().checked_sub(width(text)) {
            self.skip(gap).write(text, style);
        }
        self
    }

    /// Goes on by `count` cells.
    pub(super) fn skip(&mut self, count: usize) -> &mut Self {
        self.x += u16::try_from(count.min(self.room())).unwrap_or(0);
        self
    }

    fn put(&mut self, symbol: &str, width: u16, style: Style) {
        if width == 0 {
            return;
        }
        self.buffer[(self.x, self.y)].set_symbol(symbol).set_style(style);
        for x in self.x + 1..self.x + width {
            self.buffer[(x, self.y)].reset();
            self.buffer[(x, self.y)].set_style(style);
        }
        self.x += width;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(columns: u16, write: impl Fn(&mut Pen<'_>)) -> String {
        let mut buffer = Buffer::empty(Rect::new(0, 0, columns, 1));
        let area = buffer.area;
        write(&mut Pen::on(&mut buffer, area));
        buffer.content.iter().map(ratatui::buffer::Cell::symbol).collect()
    }

    #[test]
    fn what_does_not_fit_is_cut_between_characters() {
        let style = Style::new();
        assert_eq!(line(4, |pen| _ = pen.write("Poutine", style)), "Pout");
        assert_eq!(line(4, |pen| _ = pen.write_within("Poutine", 9, style)), "Pou…");
        assert_eq!(line(4, |pen| _ = pen.write_within("東京都", 9, style)), "東 … ");
        assert_eq!(line(3, |pen| _ = pen.write("東京都", style)), "東  ");
    }

    #[test]
    fn nothing_but_harmless_text_is_written() {
        assert_eq!(line(8, |pen| _ = pen.write("a\u{1b}[2J\u{202e}b", Style::new())), "a[2Jb   ");
    }

    #[test]
    fn text_at_the_end_ends_with_the_line() {
        assert_eq!(line(6, |pen| _ = pen.write("a", Style::new()).write_at_end("bc", Style::new())), "a   bc");
        assert_eq!(line(2, |pen| _ = pen.write("a", Style::new()).write_at_end("bc", Style::new())), "a ");
    }
}
