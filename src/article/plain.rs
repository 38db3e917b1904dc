//! Plain text, as it was copied or scraped from a page.

use super::draft::{Draft, Told};
use super::paragraphs::paragraphs;

/// The draft of an article in plain text; the text stays as it is.
pub(super) fn read(text: String) -> Draft {
    let passages = paragraphs(&text).into_iter().map(|span| (span, None)).collect();
    Draft { text, passages, told: Told::default() }
}
