//! Bytes in and out of a terminal, wherever it stands: keys are decoded, frames painted over any sink.
//!
//! Nothing here asks the terminal's size or the environment: both are told, so that the local window and a distant
//! channel differ only in who carries the bytes.

mod decode;
mod paint;

pub use decode::{Decoder, Input};
pub use paint::{Depth, Painter, Skill};
