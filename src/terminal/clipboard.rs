//! Puts text on the clipboard of the person's own terminal, however far away it is (OSC 52).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// The most text that terminals take, in bytes: hterm and those who followed it stop at 100,000 bytes of a sequence.
const MOST: usize = 74_994;
/// GNU screen drops device control strings that are longer than this, in bytes.
const SCREEN_MOST: usize = 512;

/// What stands between us and the terminal and keeps sequences back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Multiplexer {
    /// Nothing.
    #[default]
    None,
    /// tmux.
    Tmux,
    /// GNU screen.
    Screen,
}

/// The bytes that put `text` on the clipboard, and how many bytes of it fit.
pub fn copy(text: &str, multiplexer: Multiplexer) -> (Vec<u8>, usize) {
    let kept = text.floor_char_boundary(MOST);
    let encoded = STANDARD.encode(text.as_bytes().get(..kept).unwrap_or_default());
    let plain = format!("\x1b]52;c;{encoded}\x07");
    let bytes = match multiplexer {
        Multiplexer::None => plain,
        // By its settings tmux takes the sequence itself, hands it on, or ignores it: both are tried.
        Multiplexer::Tmux => format!("{plain}\x1bPtmux;{}\x1b\\", plain.replace('\x1b', "\x1b\x1b")),
        Multiplexer::Screen => through_screen(&plain),
    };
    (bytes.into_bytes(), kept)
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

    fn copied(text: &str, multiplexer: Multiplexer) -> String {
        String::from_utf8(copy(text, multiplexer).0).unwrap()
    }

    #[test]
    fn text_is_wrapped_as_the_terminal_wants_it() {
        assert_eq!(copied("né", Multiplexer::None), "\x1b]52;c;bsOp\x07");
        assert_eq!(copied("né", Multiplexer::Tmux), "\x1b]52;c;bsOp\x07\x1bPtmux;\x1b\x1b]52;c;bsOp\x07\x1b\\");
        assert_eq!(copied("né", Multiplexer::Screen), "\x1bP\x1b]52;c;bsOp\x07\x1b\\");
    }

    #[test]
    fn a_text_that_is_too_long_is_cut_between_characters() {
        let long = format!("x{}", "é".repeat(MOST));
        let (bytes, kept) = copy(&long, Multiplexer::None);
        assert_eq!(kept, MOST - 1);
        assert!(bytes.len() <= 100_000);
    }
}
