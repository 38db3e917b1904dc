//! Puts text on the clipboard of the person's own terminal, however far away it is (OSC 52).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// The most text that terminals take, in bytes: hterm and those who followed it stop at 100,000 bytes of a sequence.
pub const MOST_COPIED: usize = 74_994;
/// The longest string that every GNU screen takes, in bytes: newer ones take 768, and print what is beyond.
const SCREEN_MOST: usize = 250;

/// The way to the clipboard.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Clipboard {
    /// There is none: the terminal would not take it.
    Nothing,
    /// Straight to the terminal.
    #[default]
    Straight,
    /// Through tmux.
    Tmux,
    /// Through GNU screen.
    Screen,
    /// Through one of the two, which cannot be told apart from afar.
    TmuxOrScreen,
}

/// The bytes that put `text` on the clipboard, as far as it fits into [`MOST_COPIED`].
pub fn copy(text: &str, clipboard: Clipboard) -> Vec<u8> {
    let fitting = text.get(..text.floor_char_boundary(MOST_COPIED)).unwrap_or_default();
    let encoded = STANDARD.encode(fitting);
    let plain = format!("\x1b]52;c;{encoded}\x07");
    let sequence = match clipboard {
        Clipboard::Nothing => String::new(),
        Clipboard::Straight => plain,
        // By its settings tmux takes the sequence itself, hands it on, or ignores it: both are tried.
        Clipboard::Tmux => format!("{plain}\x1bPtmux;{}\x1b\\", plain.replace('\x1b', "\x1b\x1b")),
        Clipboard::Screen => through_screen(&plain),
        // tmux leaves out what is for screen, and screen what is for tmux as long as it is short.
        Clipboard::TmuxOrScreen if plain.len() > SCREEN_MOST => through_screen(&plain),
        Clipboard::TmuxOrScreen => format!("{}{plain}", through_screen(&plain)),
    };
    sequence.into_bytes()
}

/// Hands a sequence through GNU screen, in pieces that it lets pass.
fn through_screen(sequence: &str) -> String {
    let pieces = sequence.as_bytes().chunks(SCREEN_MOST);
    let wrapped = pieces.flat_map(|piece| ["\x1bP".into(), String::from_utf8_lossy(piece), "\x1b\\".into()]);
    wrapped.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn copied(text: &str, clipboard: Clipboard) -> String {
        String::from_utf8(copy(text, clipboard)).unwrap()
    }

    #[test]
    fn text_is_wrapped_as_the_terminal_wants_it() {
        assert_eq!(copied("né", Clipboard::Straight), "\x1b]52;c;bsOp\x07");
        assert_eq!(copied("né", Clipboard::Tmux), "\x1b]52;c;bsOp\x07\x1bPtmux;\x1b\x1b]52;c;bsOp\x07\x1b\\");
        assert_eq!(copied("né", Clipboard::Screen), "\x1bP\x1b]52;c;bsOp\x07\x1b\\");
    }

    #[test]
    fn each_multiplexer_gets_only_what_it_leaves_out_or_hands_on() {
        let long = copied(&"x".repeat(3_000), Clipboard::Screen);
        let pieces = long.split_terminator("\x1b\\").map(|piece| piece.strip_prefix("\x1bP").unwrap());
        let pieces: Vec<&str> = pieces.collect();
        assert!(pieces.iter().all(|piece| piece.len() <= SCREEN_MOST), "{pieces:?}");
        assert_eq!(pieces.concat(), copied(&"x".repeat(3_000), Clipboard::Straight));
        assert_eq!(copied(&"x".repeat(3_000), Clipboard::TmuxOrScreen), long);
        assert!(copied("x", Clipboard::TmuxOrScreen).ends_with("\x1b\\\x1b]52;c;eA==\x07"));
        assert_eq!(copied("x", Clipboard::Nothing), "");
    }

    #[test]
    fn a_text_that_is_too_long_is_cut_between_characters() {
        let long = format!("x{}", "é".repeat(MOST_COPIED));
        assert!(copied(&long, Clipboard::Straight).len() <= 100_000);
    }
}
