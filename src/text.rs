//! What is true of any text: spans, folding, language, sentences, widths, wrapping, and what may be shown.

mod fold;
mod language;
mod span;

pub use fold::{Folded, fold};
pub use language::Language;
pub use span::Span;
