//! How wide letters are where a font does not say, as the standard ones need not.

use std::collections::HashMap;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

/// The widths of each letter in the five fonts that differ, in thousandths of the size.
static WIDTHS: LazyLock<HashMap<char, [f32; 5]>> = LazyLock::new(|| {
    let line = |line: &str| {
        let (letter, numbers) = line.split_once(' ')?;
        let numbers: Option<Vec<f32>> = numbers.split(' ').map(|number| number.parse().ok()).collect();
        Some((letter.parse().ok()?, numbers?.try_into().ok()?))
    };
    include_str!("../../../assets/letter_widths.txt").lines().filter_map(line).collect()
});

/// How wide all letters of a typewriter are, and a space in each of the five, in thousandths.
const TYPEWRITER: f32 = 600.0;
const SPACES: [f32; 5] = [278.0, 278.0, 250.0, 250.0, 250.0];
/// How wide a letter is of which nothing is known.
const UNKNOWN: f32 = 550.0;

/// About how wide a letter of the font with that name is, in thousandths of its size.
pub(super) fn width(font: &str, letter: &str) -> f32 {
    let name = font.to_ascii_lowercase();
    let has = |parts: &[&str]| parts.iter().any(|part| name.contains(part));
    let Some(letter) = letter.nfd().next() else { return 0.0 };
    if has(&["courier", "mono", "typewriter"]) {
        return TYPEWRITER;
    }
    let (is_bold, is_slanted) = (has(&["bold", "black", "heavy"]), has(&["italic", "oblique"]));
    let column = match (has(&["times", "serif", "roman", "georgia", "garamond"]) && !has(&["sans"]), is_bold) {
        (true, true) => 3,
        (true, false) if is_slanted => 4,
        (true, false) => 2,
        (false, true) => 1,
        (false, false) => 0,
    };
    let widths = if letter.is_whitespace() { Some(&SPACES) } else { WIDTHS.get(&letter) };
    widths.and_then(|widths| widths.get(column)).copied().unwrap_or(UNKNOWN)
}

#[cfg(test)]
mod tests {
    use super::width;

    #[test]
    fn standard_fonts_have_their_widths() {
        for (font, letter, thousandths) in [
            ("Helvetica", "i", 222.0),
            ("Times-Roman", "É", 611.0),
            ("Times-BoldItalic", "#", 500.0),
            ("Courier-Bold", "i", 600.0),
            ("ABCDEF+PTSans-Bold", "m", 889.0),
            ("Times", " ", 250.0),
            ("Times", "Ж", 550.0),
            ("Times", "", 0.0),
        ] {
            assert!((width(font, letter) - thousandths).abs() < 0.1, "{font} {letter}: {}", width(font, letter));
        }
    }
}
