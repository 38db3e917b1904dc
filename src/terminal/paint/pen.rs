//! The look in which the terminal writes, and the shortest way to another one.

use std::fmt::Write;

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

use super::canvas::{SEEN_ON_BLANKS, is_blank};
use super::colour;

/// The attributes with the codes of ECMA-48 (SGR) that set and clear them.
const ATTRIBUTES: [(Modifier, u8, u8); 9] = [
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::SLOW_BLINK, 5, 25),
    (Modifier::RAPID_BLINK, 6, 25),
    (Modifier::REVERSED, 7, 27),
    (Modifier::HIDDEN, 8, 28),
    (Modifier::CROSSED_OUT, 9, 29),
];

/// The look in which the terminal writes; the default one is the terminal's own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::terminal) struct Pen {
    fg: Color,
    bg: Color,
    underline: Color,
    attributes: Modifier,
}

impl Pen {
    fn of(cell: &Cell) -> Self {
        Pen { fg: cell.fg, bg: cell.bg, underline: cell.underline_color, attributes: cell.modifier }
    }

    /// Whether the cell, written so, looks as it should.
    pub(in crate::terminal) fn suits(self, cell: &Cell) -> bool {
        if is_blank(cell) { self.suits_blank(cell.bg) } else { self == Pen::of(cell) }
    }

    fn suits_blank(self, ground: Color) -> bool {
        self.bg == ground && !self.attributes.intersects(SEEN_ON_BLANKS)
    }

    /// Changes to the look of a cell.
    pub(in crate::terminal) fn take(&mut self, cell: &Cell, out: &mut Vec<u8>) {
        self.change(Pen::of(cell), out);
    }

    /// Changes to any look in which a blank shows nothing but `ground`.
    pub(super) fn take_blank(&mut self, ground: Color, out: &mut Vec<u8>) {
        if self.suits_blank(ground) {
            return;
        }
        let kept = Pen { bg: ground, attributes: self.attributes.difference(SEEN_ON_BLANKS), ..*self };
        let bare = Pen { bg: ground, ..Pen::default() };
        let shorter = if self.way_to(bare).len() < self.way_to(kept).len() { bare } else { kept };
        self.change(shorter, out);
    }

    /// Changes to the default look.
    pub(in crate::terminal) fn reset(&mut self, out: &mut Vec<u8>) {
        self.change(Pen::default(), out);
    }

    fn change(&mut self, to: Pen, out: &mut Vec<u8>) {
        if *self != to {
            out.extend_from_slice(self.way_to(to).as_bytes());
            *self = to;
        }
    }

    /// The shortest sequence to another look: the changes alone, or everything from the default on.
    pub(super) fn way_to(self, to: Pen) -> String {
        let changes = self.codes_to(to);
        let anew = Pen::default().codes_to(to);
        match changes.strip_prefix(';') {
            Some(changes) if changes.len() <= anew.len() => format!("\x1b[{changes}m"),
            _ => format!("\x1b[{anew}m"),
        }
    }

    /// The codes of the changes, each behind a semicolon.
    fn codes_to(self, to: Pen) -> String {
        let mut codes = String::new();
        write_attributes(self.attributes, to.attributes, &mut codes);
        if self.fg != to.fg {
            write_colour(to.fg, 30, &mut codes);
        }
        if self.bg != to.bg {
            write_colour(to.bg, 40, &mut codes);
        }
        if self.underline != to.underline {
            write_underline(to.underline, &mut codes);
        }
        codes
    }
}

fn write_attributes(from: Modifier, to: Modifier, codes: &mut String) {
    let mut on = from;
    for (attribute, _, clear) in ATTRIBUTES {
        if on.contains(attribute) && !to.contains(attribute) {
            // One code may clear two attributes, of which the other may have to be set again.
            ATTRIBUTES.iter().filter(|(.., code)| *code == clear).for_each(|(cleared, ..)| on.remove(*cleared));
            push(codes, clear);
        }
    }
    for (attribute, set, _) in ATTRIBUTES {
        if to.contains(attribute) && !on.contains(attribute) {
            push(codes, set);
        }
    }
}

/// Adds the code of a colour; `base` is 30 for the letters and 40 for the ground.
fn write_colour(colour: Color, base: usize, codes: &mut String) {
    match (colour, colour::number(colour)) {
        (_, Some(number @ 0..8)) => push(codes, base + number),
        (_, Some(number)) => push(codes, base + 60 + number - 8),
        (Color::Indexed(number), _) => push(codes, format_args!("{};5;{number}", base + 8)),
        (Color::Rgb(r, g, b), _) => push(codes, format_args!("{};2;{r};{g};{b}", base + 8)),
        _ => push(codes, base + 9),
    }
}

/// Adds the code of the underline's colour, with colons: terminals that do not know it then skip it whole.
fn write_underline(colour: Color, codes: &mut String) {
    match (colour, colour::number(colour)) {
        (_, Some(number)) => push(codes, format_args!("58:5:{number}")),
        (Color::Indexed(number), _) => push(codes, format_args!("58:5:{number}")),
        (Color::Rgb(r, g, b), _) => push(codes, format_args!("58:2::{r}:{g}:{b}")),
        _ => push(codes, 59),
    }
}

fn push(codes: &mut String, code: impl std::fmt::Display) {
    // Writing to a string cannot fail.
    let _ = write!(codes, ";{code}");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pen(fg: Color, attributes: Modifier) -> Pen {
        Pen { fg, attributes, ..Pen::default() }
    }

    #[test]
    fn the_shortest_way_is_taken() {
        let (bold, dim) = (Modifier::BOLD, Modifier::DIM);
        let none = Modifier::empty();
        for (from, to, expected) in [
            (pen(Color::Reset, none), pen(Color::Red, none), "\x1b[31m"),
            (pen(Color::Reset, none), pen(Color::LightRed, bold), "\x1b[1;91m"),
            (pen(Color::Red, bold), pen(Color::Reset, none), "\x1b[m"),
            (pen(Color::Red, bold), pen(Color::Red, dim), "\x1b[22;2m"),
            (pen(Color::Red, bold.union(dim)), pen(Color::Red, bold), "\x1b[22;1m"),
            (pen(Color::Red, bold), pen(Color::Blue, none), "\x1b[;34m"),
            (pen(Color::Red, none), pen(Color::Indexed(99), none), "\x1b[38;5;99m"),
            (pen(Color::Red, Modifier::all()), pen(Color::Red, bold), "\x1b[;1;31m"),
        ] {
            assert_eq!(from.way_to(to), expected);
        }
    }

    #[test]
    fn a_blank_is_written_in_any_look_that_does_not_show() {
        let mut out = Vec::new();
        let mut red = pen(Color::Red, Modifier::BOLD);
        red.take_blank(Color::Reset, &mut out);
        assert!(out.is_empty());
        pen(Color::Red, Modifier::REVERSED).take_blank(Color::Reset, &mut out);
        assert_eq!(out, b"\x1b[m");
    }
}
