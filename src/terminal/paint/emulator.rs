//! An emulator beside the painter: whether what it shows is what was drawn.

use std::fmt::Write;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};

use super::canvas::{doubtful, settle};
use super::{Skill, colour};

/// What the crate leaves out, and what is shown to it instead.
const UNKNOWN: &str = "\u{fffd}";
const STAND_IN: &str = "¤";

/// What a cell of a screen looks like, as far as the emulator knows.
#[derive(Clone, Debug, PartialEq)]
struct Seen {
    symbol: String,
    fg: vt100::Color,
    bg: vt100::Color,
    attributes: [bool; 5],
}

impl Seen {
    /// Makes what cannot be seen on a blank equal.
    fn new(symbol: &str, fg: vt100::Color, bg: vt100::Color, attributes: [bool; 5]) -> Self {
        let [_, _, _, underlined, reversed] = attributes;
        let blank = symbol.is_empty() || symbol == " ";
        let symbol = if blank { " " } else { symbol }.replace(UNKNOWN, STAND_IN);
        if blank && !underlined && !reversed {
            return Seen { symbol, fg: vt100::Color::Default, bg, attributes: [false; 5] };
        }
        Seen { symbol, fg, bg, attributes }
    }

    fn on_screen(screen: &vt100::Screen, column: u16, row: u16) -> Self {
        let cell = screen.cell(row, column).unwrap();
        let attributes = [cell.bold(), cell.dim(), cell.italic(), cell.underline(), cell.inverse()];
        Seen::new(cell.contents(), cell.fgcolor(), cell.bgcolor(), attributes)
    }

    fn in_buffer(cell: &Cell) -> Self {
        let has = |attribute| cell.modifier.contains(attribute);
        let [bold, dim, italic] = [Modifier::BOLD, Modifier::DIM, Modifier::ITALIC].map(has);
        let [underlined, reversed] = [Modifier::UNDERLINED, Modifier::REVERSED].map(has);
        let attributes = [bold, dim, italic, underlined, reversed];
        Seen::new(cell.symbol(), colour(cell.fg), colour(cell.bg), attributes)
    }
}

fn colour(colour: Color) -> vt100::Color {
    match (colour, colour::number(colour)) {
        (_, Some(number)) => vt100::Color::Idx(u8::try_from(number).unwrap()),
        (Color::Indexed(number), _) => vt100::Color::Idx(number),
        (Color::Rgb(r, g, b), _) => vt100::Color::Rgb(r, g, b),
        _ => vt100::Color::Default,
    }
}

/// A terminal that shows what it is sent.
pub(crate) struct Emulator(vt100::Parser);

impl Emulator {
    /// An emulator of the size of `area`.
    pub(crate) fn new(area: Rect) -> Emulator {
        Emulator(vt100::Parser::new(area.height.try_into().unwrap(), area.width.try_into().unwrap(), 0))
    }

    /// Gives its window another size.
    pub(crate) fn resize(&mut self, columns: u16, rows: u16) {
        self.0.screen_mut().set_size(rows.try_into().unwrap(), columns.try_into().unwrap());
    }

    /// Takes what a painter sends in one piece. The crate knows no margins: what stands between them is moved here.
    pub(crate) fn process(&mut self, bytes: &[u8]) {
        let text = std::str::from_utf8(bytes).unwrap().replace(UNKNOWN, STAND_IN);
        let mut pieces = text.split("\x1b[?69h");
        self.0.process(pieces.next().unwrap().as_bytes());
        for piece in pieces {
            let (scroll, behind) = piece.split_once("\x1b[?69l").unwrap();
            self.scroll(scroll);
            self.0.process(behind.as_bytes());
        }
    }

    /// Moves what stands between margins, as the sequences in `scroll` say.
    fn scroll(&mut self, scroll: &str) {
        let (rows, _) = self.0.screen().size();
        let (mut columns, mut lines, mut up) = ((0, 0), (0, u16::from(rows)), 0);
        for sequence in scroll.split("\x1b[").skip(1) {
            let (numbers, last) = sequence.split_at(sequence.len() - 1);
            let number = |index: usize| numbers.split(';').nth(index).and_then(|n| n.parse::<u16>().ok()).unwrap_or(1);
            match last {
                "s" => columns = (number(0) - 1, number(1)),
                "r" if !numbers.is_empty() => lines = (number(0) - 1, number(1)),
                "r" => {}
                "S" => up = i32::from(number(0)),
                "T" => up = -i32::from(number(0)),
                _ => panic!("{scroll:?}"),
            }
        }
        let mut drawn = String::from("\x1b7\x1b[m");
        for row in lines.0..lines.1 {
            write!(drawn, "\x1b[{};{}H\x1b[{}X", row + 1, columns.0 + 1, columns.1 - columns.0).unwrap();
        }
        for row in lines.0..lines.1 {
            let source = u16::try_from(i32::from(row) + up).ok().filter(|from| (lines.0..lines.1).contains(from));
            for (from, column) in source.into_iter().flat_map(|from| (columns.0..columns.1).map(move |c| (from, c))) {
                let cell = self.0.screen().cell(from, column).unwrap();
                if cell.has_contents() || cell.bgcolor() != vt100::Color::Default || cell.inverse() {
                    write!(drawn, "\x1b[{};{}H{}", row + 1, column + 1, written(cell)).unwrap();
                }
            }
        }
        self.0.process((drawn + "\x1b8\x1b[H").as_bytes());
    }
}

/// What writes a cell once more; the second half of a wide one is written by its first.
fn written(cell: &vt100::Cell) -> String {
    if cell.is_wide_continuation() {
        return String::new();
    }
    let attributes = [cell.bold(), cell.dim(), cell.italic(), cell.underline(), cell.inverse()];
    let mut codes = String::new();
    for (_, code) in attributes.into_iter().zip([1, 2, 3, 4, 7]).filter(|(is_on, _)| *is_on) {
        write!(codes, ";{code}").unwrap();
    }
    for (colour, base) in [(cell.fgcolor(), 38), (cell.bgcolor(), 48)] {
        match colour {
            vt100::Color::Default => {}
            vt100::Color::Idx(number) => write!(codes, ";{base};5;{number}").unwrap(),
            vt100::Color::Rgb(r, g, b) => write!(codes, ";{base};2;{r};{g};{b}").unwrap(),
        }
    }
    let symbol = if cell.has_contents() { cell.contents() } else { " " };
    format!("\x1b[0{codes}m{symbol}")
}

/// Asserts that every cell looks on the screen as it was drawn, for a terminal of this skill. Of a symbol of doubtful
/// width the emulator may show a part.
#[track_caller]
pub(crate) fn assert_shows(emulator: &Emulator, buffer: &Buffer, skill: Skill) {
    let settled = settle(buffer, skill);
    for (column, row) in buffer.area.positions().map(|at| (at.x, at.y)) {
        let cell = &settled[(column, row)];
        let seen = Seen::on_screen(emulator.0.screen(), column, row);
        if doubtful(cell.symbol()) {
            let drawn = Seen::in_buffer(cell).symbol;
            assert!(drawn.starts_with(&seen.symbol), "{drawn:?} at {column}, {row}: {seen:?}");
        } else if !cell.symbol().is_empty() {
            assert_eq!(seen, Seen::in_buffer(cell), "at {column}, {row}");
        }
    }
}
