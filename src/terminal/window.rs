//! What carries the bytes: the local window or a distant one, and what they tell.

use std::io;

/// Takes a terminal over: the alternate screen, bracketed paste, no cursor.
pub const ENTER: &[u8] = b"\x1b[?1049h\x1b[?2004h\x1b[?25l";
/// Gives it back: all of it undone; what has no alternate screen is left clear.
pub const LEAVE: &[u8] = b"\x1b[m\x1b[H\x1b[J\x1b[?25h\x1b[?2004l\x1b[?1049l";

/// What a window tells the session, in the order in which it happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// The person's terminal has sent bytes.
    Bytes(Vec<u8>),
    /// The window has this many columns and rows.
    Size(u16, u16),
    /// Job control asks for a stop.
    Suspend,
    /// Job control has let go on.
    Continue,
    /// The program is asked to end, by this signal.
    Signal(i32),
    /// The terminal is gone.
    Gone,
}

/// Where frames go.
pub trait Window {
    /// Writes all of `bytes`, waiting as long as that takes.
    ///
    /// # Errors
    /// When the terminal is gone.
    fn write(&mut self, bytes: &[u8]) -> io::Result<()>;

    /// Hands the terminal back and stops, until [`Told::Continue`]; `false` where nobody could let it go on.
    ///
    /// # Errors
    /// When the terminal is gone.
    fn suspend(&mut self) -> io::Result<bool> {
        Ok(false)
    }

    /// Takes the terminal again after a stop.
    ///
    /// # Errors
    /// When the terminal is gone.
    fn resume(&mut self) -> io::Result<()> {
        Ok(())
    }

    /// Puts text on the person's clipboard by other means than the terminal's own, if there are any at hand.
    fn copy(&mut self, text: &str) -> bool {
        let _ = text;
        false
    }

    /// Opens an address in the person's browser, if there is one at hand.
    fn browse(&mut self, address: &str) -> bool {
        let _ = address;
        false
    }
}

/// The size to draw for: a window that tells no size is taken for 80 columns and 24 rows.
pub fn sensible(columns: u16, rows: u16) -> (u16, u16) {
    if columns == 0 || rows == 0 { (80, 24) } else { (columns, rows) }
}
