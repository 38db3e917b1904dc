//! Why bytes are no article, as a sentence for the person who gave them.

use serde::{Deserialize, Serialize};

use super::{LARGEST, LIMIT, PdfTrouble};

/// Why bytes are no article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum Unreadable {
    /// There is nothing in it, or nothing to be seen.
    #[error("There is no text in it; check that it was saved whole.")]
    Empty,
    /// It is no text, as far as its bytes tell.
    #[error("It is no text but binary data; save the article as plain text or Markdown.")]
    Binary,
    /// A file in an archive that is locked with a password, or damaged.
    #[error("It is locked or damaged; unpack the archive yourself.")]
    Locked,
    /// It should be a JSON object, and is none.
    #[error("It is no JSON object, or one that was cut off; check that the file was saved whole.")]
    Record,
    /// It is a record of which no field has a name that articles use.
    #[error(
        "None of its fields is called as titles and texts usually are; name them with --field, like --field body=NAME."
    )]
    Fields,
    /// It is a PDF file, of which there is no text.
    #[error(transparent)]
    Pdf(#[from] PdfTrouble),
    /// It only names feeds: so many.
    #[error("It is a list of {}; read {} with --fetch.", feeds(*.0), if *.0 == 1 { "it" } else { "them" })]
    Feeds(usize),
    /// It is larger than [`super::LIMIT`], or holds several articles and is larger than [`super::LARGEST`]; with its size
    /// in bytes.
    #[error("It is too large for {} ({} MiB; the limit is {} MiB); split it.", kind(*.0), .0.div_ceil(1 << 20), limit(*.0) >> 20)]
    TooLarge(usize),
}

/// So many feeds in words.
fn feeds(count: usize) -> String {
    if count == 1 { "one feed".to_owned() } else { format!("{count} feeds") }
}

/// What something of so many bytes is too large for.
fn kind(size: usize) -> &'static str {
    if size > LARGEST { "one file" } else { "an article" }
}

/// How large that may be, in bytes.
fn limit(size: usize) -> usize {
    if size > LARGEST { LARGEST } else { LIMIT }
}
