//! An emulator beside the painter: whether what it shows is what was drawn.

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};

use super::canvas::settle;
use super::{Skill, colour};

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
        let symbol = if blank { " " } else { symbol }.to_owned();
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

/// An emulator of the size of `area`.
pub(crate) fn emulator(area: Rect) -> vt100::Parser {
    vt100::Parser::new(area.height.try_into().unwrap(), area.width.try_into().unwrap(), 0)
}

/// Asserts that every cell looks on the screen as it was drawn, for a terminal of this skill.
pub(crate) fn assert_shows(emulator: &vt100::Parser, buffer: &Buffer, skill: Skill) {
    let settled = settle(buffer, skill);
    for (column, row) in buffer.area.positions().map(|at| (at.x, at.y)) {
        let cell = &settled[(column, row)];
        let seen = Seen::on_screen(emulator.screen(), column, row);
        if !cell.symbol().is_empty() {
            assert_eq!(seen, Seen::in_buffer(cell), "at {column}, {row}");
        }
    }
}
