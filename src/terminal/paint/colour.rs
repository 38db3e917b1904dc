//! How many colours a terminal has, and what becomes of those that it has not.

use ratatui::style::Color;

/// How many colours a terminal has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Depth {
    /// None: attributes alone.
    None,
    /// The sixteen whose tones the person chose.
    #[default]
    Ansi16,
    /// The 256 of xterm.
    Ansi256,
    /// All: 24 bits.
    True,
}

/// The sixteen in the order of their numbers.
const SIXTEEN: [Color; 16] = [
    Color::Black,
    Color::Red,
    Color::Green,
    Color::Yellow,
    Color::Blue,
    Color::Magenta,
    Color::Cyan,
    Color::Gray,
    Color::DarkGray,
    Color::LightRed,
    Color::LightGreen,
    Color::LightYellow,
    Color::LightBlue,
    Color::LightMagenta,
    Color::LightCyan,
    Color::White,
];

/// The tones that xterm gives to the sixteen.
const TONES: [[u8; 3]; 16] = [
    [0, 0, 0],
    [205, 0, 0],
    [0, 205, 0],
    [205, 205, 0],
    [0, 0, 238],
    [205, 0, 205],
    [0, 205, 205],
    [229, 229, 229],
    [127, 127, 127],
    [255, 0, 0],
    [0, 255, 0],
    [255, 255, 0],
    [92, 92, 255],
    [255, 0, 255],
    [0, 255, 255],
    [255, 255, 255],
];

/// The steps of the cube of 6 x 6 x 6 colours that begins at number 16.
const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];

impl Depth {
    /// The colour that stands for `colour` on a terminal of this depth. The first sixteen of 256 come out by name.
    pub(super) fn map(self, colour: Color) -> Color {
        match (self, colour) {
            (Depth::None, _) => Color::Reset,
            (_, Color::Indexed(number @ 0..16)) => SIXTEEN[usize::from(number)],
            (Depth::Ansi16, Color::Indexed(number)) => nearest_of_sixteen(tone(number)),
            (Depth::Ansi16, Color::Rgb(r, g, b)) => nearest_of_sixteen([r, g, b]),
            (Depth::Ansi256, Color::Rgb(r, g, b)) => nearest_of_256([r, g, b]),
            _ => colour,
        }
    }
}

/// The number of one of the sixteen.
pub(super) fn number(colour: Color) -> Option<usize> {
    SIXTEEN.iter().position(|named| *named == colour)
}

fn nearest_of_sixteen(wanted: [u8; 3]) -> Color {
    let nearest = (0..16).min_by_key(|&number| distance(TONES[number], wanted));
    nearest.map_or(Color::Reset, |number| SIXTEEN[number])
}

fn nearest_of_256(wanted: [u8; 3]) -> Color {
    let nearest = (16..=255).min_by_key(|&number| distance(tone(number), wanted));
    nearest.map_or(Color::Reset, Color::Indexed)
}

/// The tone of a number of the 256.
fn tone(number: u8) -> [u8; 3] {
    match number {
        0..16 => TONES[usize::from(number)],
        16..232 => {
            let step = |of: u8| STEPS[usize::from((number - 16) / of % 6)];
            [step(36), step(6), step(1)]
        }
        232.. => [8 + 10 * (number - 232); 3],
    }
}

fn distance(one: [u8; 3], other: [u8; 3]) -> u32 {
    one.iter().zip(other).map(|(&a, b)| u32::from(a.abs_diff(b)).pow(2)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_becomes_the_nearest_one_that_is_there() {
        for (depth, colour, expected) in [
            (Depth::None, Color::Red, Color::Reset),
            (Depth::Ansi16, Color::LightRed, Color::LightRed),
            (Depth::Ansi16, Color::Indexed(9), Color::LightRed),
            (Depth::Ansi16, Color::Indexed(196), Color::LightRed),
            (Depth::Ansi16, Color::Rgb(120, 130, 125), Color::DarkGray),
            (Depth::Ansi256, Color::Rgb(255, 0, 0), Color::Indexed(196)),
            (Depth::Ansi256, Color::Rgb(9, 9, 9), Color::Indexed(232)),
            (Depth::Ansi256, Color::Indexed(1), Color::Red),
            (Depth::True, Color::Rgb(1, 2, 3), Color::Rgb(1, 2, 3)),
            (Depth::True, Color::Reset, Color::Reset),
        ] {
            assert_eq!(depth.map(colour), expected, "{depth:?} {colour:?}");
        }
    }
}
