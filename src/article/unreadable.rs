//! Why bytes are no article, as a sentence for the person who gave them.

/// Why bytes are no article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
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
    /// It is larger than [`super::LIMIT`]; with its size in bytes.
    #[error("It is too large for an article ({} MiB; the limit is {} MiB); split it.", .0.div_ceil(1 << 20), super::LIMIT >> 20)]
    TooLarge(usize),
}
