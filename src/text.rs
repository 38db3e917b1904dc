//! What is true of any text: spans, folding, language, sentences, widths, wrapping, and what may be shown.

mod cells;
mod fold;
mod invisible;
mod language;
mod quick;
mod search;
mod sentences;
mod span;
mod table;
mod words;
mod wrap;

pub(crate) use quick::{Quick, QuickMap, QuickSet, WordMap, WordSet, WordState};
pub(crate) use table::Table;

pub use cells::{Cell, cells, harmless, width};
pub use fold::{Folded, fold};
pub use invisible::is_blank;
pub use language::Language;
pub use search::search;
pub use sentences::sentences;
pub use span::Span;
pub use words::words;
pub use wrap::{drawn, wrap};
