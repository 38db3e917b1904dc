//! What a whole sequence from a terminal means: the tables of its keys.

use crate::reader::{Key, KeyCode};

/// What a whole sequence means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A key.
    Key(Key),
    /// A paste begins.
    Paste,
    /// The answer to `ESC [ 5n`.
    Ready,
    /// The answer to `ESC [ c`.
    Told {
        /// Whether there are left and right margins.
        margins: bool,
    },
    /// An answer that was not asked for, or nothing that is known.
    Nothing,
}

/// The key of one byte below 0x80. LF is `C-j`, since Enter sends CR; NUL is `C-Space`; both 0x7f and 0x08 are
/// Backspace, as terminals disagree.
pub(super) fn single(byte: u8) -> Key {
    let control = |c: u8| Key::control(char::from(c));
    match byte {
        0x00 => control(b' '),
        0x08 | 0x7f => Key::plain(KeyCode::Backspace),
        b'\t' => Key::plain(KeyCode::Tab),
        b'\r' => Key::plain(KeyCode::Enter),
        0x1b => Key::plain(KeyCode::Esc),
        0x01..=0x1a => control(byte | 0x60),
        0x1c..=0x1f => control(byte | 0x40),
        _ => Key::char(char::from(byte)),
    }
}

/// The function keys of the Linux console: `ESC [ [ A` to `E`.
pub(super) fn console(last: u8) -> Meaning {
    match last {
        b'A'..=b'E' => Meaning::Key(Key::plain(KeyCode::Function(last - b'A' + 1))),
        _ => Meaning::Nothing,
    }
}

/// Whether `ESC [ parameters $` is a whole key of rxvt, with Shift, and not the middle of an answer.
pub(super) fn is_rxvt(parameters: &[u8]) -> bool {
    !parameters.is_empty() && parameters.iter().all(u8::is_ascii_digit)
}

/// The meaning of `ESC [ parameters last`.
pub(super) fn control(parameters: &[u8], last: u8) -> Meaning {
    match (parameters, last) {
        (b"0", b'n') => Meaning::Ready,
        (b"200", b'~') => Meaning::Paste,
        ([b'<', mouse @ ..], b'M') => wheel(&numbers(mouse)),
        ([b'?', attributes @ ..], b'c') => Meaning::Told { margins: has_margins(attributes) },
        ([b'<'..=b'?', ..], _) => Meaning::Nothing,
        (_, b'u') => kitty(parameters),
        _ => key(&numbers(parameters), last),
    }
}

/// Whether there are left and right margins among the device attributes: behind the class of the terminal stand the
/// numbers of its extensions, 21 being horizontal scrolling (DEC STD 070).
fn has_margins(attributes: &[u8]) -> bool {
    attributes.split(|&b| b == b';').skip(1).any(|extension| extension == b"21")
}

/// The meaning of `ESC O parameters last`: xterm's and the VT220's keys in application mode, with rxvt's Control and
/// arrows.
pub(super) fn shifted(parameters: &[u8], last: u8) -> Meaning {
    let keypad = |c: u8| Meaning::Key(Key::char(char::from(c)));
    match last {
        b'a'..=b'd' => arrow(last.to_ascii_uppercase()).map_or(Meaning::Nothing, |code| held(code, 5)),
        b'j'..=b'o' => keypad(last - b'j' + b'*'),
        b'p'..=b'y' => keypad(last - b'p' + b'0'),
        b'M' => Meaning::Key(Key::plain(KeyCode::Enter)),
        b'X' => keypad(b'='),
        _ => lettered(last).map_or(Meaning::Nothing, |code| held(code, numbers(parameters)[0])),
    }
}

/// The parameters as numbers, 0 where one is missing; of subparameters the first.
fn numbers(parameters: &[u8]) -> [u32; 3] {
    let mut found = [0; 3];
    for (number, field) in found.iter_mut().zip(parameters.split(|&b| b == b';')) {
        *number = first_number(field);
    }
    found
}

fn first_number(field: &[u8]) -> u32 {
    let digits = field.iter().take_while(|b| b.is_ascii_digit()).take(7);
    digits.fold(0, |number, digit| number * 10 + u32::from(digit - b'0'))
}

/// A key with the modifiers of `mask`: 1 and the sum of Shift 1, Alt 2, Control 4; 0 is none.
fn held(code: KeyCode, mask: u32) -> Meaning {
    let mask = mask.saturating_sub(1);
    Meaning::Key(Key { code, shift: mask & 1 != 0, alt: mask & 2 != 0, control: mask & 4 != 0 })
}

fn key(&[first, second, third]: &[u32; 3], last: u8) -> Meaning {
    let key = |code: Option<KeyCode>, mask| code.map_or(Meaning::Nothing, |code| held(code, mask));
    match last {
        b'~' if first == 27 => other(third, second),
        b'~' => key(numbered(first), second),
        b'$' => key(numbered(first), 2),
        b'^' => key(numbered(first), 5),
        b'@' => key(numbered(first), 6),
        b'a'..=b'd' => key(arrow(last.to_ascii_uppercase()), 2),
        b'Z' => held(KeyCode::Tab, second.max(2)),
        // Any other line and column is the answer to where the cursor stands.
        b'R' if first > 1 => Meaning::Nothing,
        _ => key(lettered(last), second),
    }
}

fn arrow(last: u8) -> Option<KeyCode> {
    Some(match last {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        _ => return None,
    })
}

/// The keys that end in a letter.
fn lettered(last: u8) -> Option<KeyCode> {
    Some(match last {
        b'H' => KeyCode::Home,
        b'F' => KeyCode::End,
        b'P'..=b'S' => KeyCode::Function(last - b'P' + 1),
        _ => return arrow(last),
    })
}

/// The keys that are a number and `~`.
fn numbered(number: u32) -> Option<KeyCode> {
    let function = |first: u32, key: u8| Some(KeyCode::Function(u8::try_from(number - first).ok()? + key));
    match number {
        1 | 7 => Some(KeyCode::Home),
        2 => Some(KeyCode::Insert),
        3 => Some(KeyCode::Delete),
        4 | 8 => Some(KeyCode::End),
        5 => Some(KeyCode::PageUp),
        6 => Some(KeyCode::PageDown),
        11..=15 => function(11, 1),
        17..=21 => function(17, 6),
        23..=26 => function(23, 11),
        28..=29 => function(28, 15),
        31..=34 => function(31, 17),
        _ => None,
    }
}

/// A character with modifiers, as xterm (`modifyOtherKeys`) and kitty send it.
fn other(code: u32, mask: u32) -> Meaning {
    let code = match char::from_u32(code) {
        Some(c @ '\u{1}'..='\u{7f}') => single(u8::try_from(c).unwrap_or(b' ')).code,
        // Kitty numbers keys that type nothing in the private use area.
        Some(c) if !c.is_control() && !matches!(c, '\u{e000}'..='\u{f8ff}') => KeyCode::Char(c),
        _ => return Meaning::Nothing,
    };
    match (code, held(code, mask)) {
        (KeyCode::Char(c), Meaning::Key(key)) if key.shift => {
            let upper = c.to_uppercase().next().unwrap_or(c);
            Meaning::Key(Key { code: KeyCode::Char(upper), shift: false, ..key })
        }
        (_, meaning) => meaning,
    }
}

/// `ESC [ code:shifted ; modifiers:event u`, the keys of kitty's protocol; a release (event 3) is nothing.
fn kitty(parameters: &[u8]) -> Meaning {
    let mut fields = parameters.split(|&b| b == b';');
    let code = fields.next().unwrap_or(b"");
    let modifiers = fields.next().unwrap_or(b"");
    let second = |field: &[u8]| field.split(|&b| b == b':').nth(1).map_or(0, first_number);
    if second(modifiers) == 3 {
        return Meaning::Nothing;
    }
    let mask = first_number(modifiers);
    let shifted = second(code);
    if shifted > 0 && mask.saturating_sub(1) & 1 != 0 {
        // What Shift made of the key is told, so Shift itself is used up.
        return other(shifted, mask - 1);
    }
    other(first_number(code), mask)
}

/// The wheel of the mouse moves lines; everything else that a mouse does is nothing.
fn wheel(&[button, ..]: &[u32; 3]) -> Meaning {
    match button {
        64 => Meaning::Key(Key::plain(KeyCode::Up)),
        65 => Meaning::Key(Key::plain(KeyCode::Down)),
        _ => Meaning::Nothing,
    }
}
