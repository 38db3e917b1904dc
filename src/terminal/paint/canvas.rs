//! What each cell of the terminal will hold: colours that it has, symbols that are safe, blanks that are equal.

use std::iter::{once, repeat};

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::Modifier;
use unicode_width::UnicodeWidthStr;

use super::Skill;

/// The attributes that show on a blank.
pub(super) const SEEN_ON_BLANKS: Modifier = Modifier::REVERSED.union(Modifier::UNDERLINED).union(Modifier::CROSSED_OUT);

/// A row of a settled buffer.
#[derive(Clone, Copy, Debug)]
pub(in crate::terminal) struct Row<'a> {
    /// Which row, from the top.
    pub number: usize,
    /// Its cells.
    pub cells: &'a [Cell],
}

impl<'a> Row<'a> {
    pub(in crate::terminal) fn of(buffer: &'a Buffer, number: u16) -> Self {
        let (number, width) = (usize::from(number), usize::from(buffer.area.width));
        Row { number, cells: buffer.content.get(number * width..(number + 1) * width).unwrap_or_default() }
    }

    /// How many cells from `column` on are blank, on the ground of the first.
    pub(super) fn blanks(&self, column: usize) -> usize {
        let mut cells = self.cells.iter().skip(column);
        let Some(first) = cells.next() else { return 0 };
        1 + cells.take_while(|cell| is_blank(cell) && cell.bg == first.bg).count()
    }

    /// How many cells there are before the blanks at the end.
    pub(in crate::terminal) fn filled(&self) -> usize {
        self.cells.iter().rposition(|cell| !is_blank(cell)).map_or(0, |last| last + 1)
    }

    /// How many of `count` cells from `column` on have to be gone through to change those that differ from `shown`.
    pub(super) fn changed(&self, shown: Row<'_>, column: usize, count: usize) -> usize {
        let mut pairs = self.cells.iter().zip(shown.cells).skip(column).take(count);
        pairs.rposition(|(new, old)| new != old).map_or(1, |last| last + 1)
    }
}

/// The buffer as the terminal will show it. The cells that a wide symbol covers hold the empty symbol.
pub(in crate::terminal) fn settle(buffer: &Buffer, skill: Skill) -> Buffer {
    let mut settled = Buffer::empty(buffer.area);
    let width = usize::from(buffer.area.width).max(1);
    for (from, to) in buffer.content.chunks(width).zip(settled.content.chunks_mut(width)) {
        settle_row(from, to, skill);
    }
    settled
}

fn settle_row(from: &[Cell], to: &mut [Cell], skill: Skill) {
    let mut column = 0;
    while let (Some(cell), Some(places)) = (from.get(column), to.get_mut(column..)) {
        let symbol = safe(cell.symbol(), places.len());
        let covered = width(symbol).max(1);
        let shown = skill.letters.map(symbol);
        let behind = if width(&shown) < covered { &*shown } else { "" };
        for (place, symbol) in places.iter_mut().take(covered).zip(once(&*shown).chain(repeat(behind))) {
            *place = settle_cell(cell, symbol, skill);
        }
        column += covered;
    }
}

fn settle_cell(cell: &Cell, symbol: &str, skill: Skill) -> Cell {
    let mut settled = Cell::EMPTY;
    settled.bg = skill.depth.map(cell.bg);
    if symbol != " " || cell.modifier.intersects(SEEN_ON_BLANKS) {
        settled.set_symbol(symbol);
        settled.fg = skill.depth.map(cell.fg);
        settled.modifier = cell.modifier;
    }
    if skill.underline_colour && settled.modifier.contains(Modifier::UNDERLINED) {
        settled.underline_color = skill.depth.map(cell.underline_color);
    }
    settled
}

/// The symbol, if it may be shown where `room` columns are left.
fn safe(symbol: &str, room: usize) -> &str {
    if symbol.chars().any(char::is_control) {
        return "\u{fffd}";
    }
    match width(symbol) {
        0 => " ",
        width if width > room => " ",
        _ => symbol,
    }
}

/// How many columns a symbol takes.
pub(super) fn width(symbol: &str) -> usize {
    if symbol.len() == 1 { 1 } else { symbol.width() }
}

/// Whether a settled cell shows nothing but its ground.
pub(super) fn is_blank(cell: &Cell) -> bool {
    cell.symbol() == " " && cell.modifier.is_empty()
}

/// Whether terminals disagree about the width of a symbol: emoji, symbols that may be shown as emoji, and all clusters
/// but a letter with accents.
pub(super) fn doubtful(symbol: &str) -> bool {
    let mut chars = symbol.chars();
    let first = chars.next().unwrap_or(' ');
    let emoji =
        matches!(first, '\u{2600}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}' | '\u{fffd}' | '\u{1f000}'..='\u{1fbff}');
    let wide_symbol = matches!(first, '\u{2300}'..='\u{23ff}' | '\u{25a0}'..='\u{25ff}') && symbol.width() > 1;
    emoji || wide_symbol || chars.any(|mark| !matches!(mark, '\u{300}'..='\u{36f}'))
}
