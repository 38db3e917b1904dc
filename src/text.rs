//! What is true of any text: spans, folding, language, sentences, widths, wrapping, and what may be shown.

mod language;
mod span;

pub use language::Language;
pub use span::Span;
