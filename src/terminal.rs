//! Bytes in and out of a terminal, wherever it stands: keys are decoded, frames painted over any sink.
//!
//! Nothing here asks the environment, and but for the local window nothing asks the terminal's size: both are told, so
//! that the local window and a distant channel differ only in who carries the bytes.

#[cfg(test)]
pub(crate) mod cases;
mod clipboard;
mod decode;
mod local;
mod pace;
mod paint;
mod print;
mod skill;
mod window;

pub use clipboard::{Clipboard, MOST_COPIED, copy};
pub use decode::{Decoder, Input};
pub use local::{Helpers, Local, listen};
pub use pace::{FIRST_QUESTION, Pace, QUESTION};
pub use paint::{Depth, Letters, Painter, Skill};
pub use print::print;
pub use skill::{VARIABLES, is_dumb};
pub use window::{ENTER, LEAVE, Told, Window, sensible};

#[cfg(test)]
pub(crate) use paint::emulator;
