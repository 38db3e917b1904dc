//! An article: its text, and what the text itself and its format tell about it.

mod decode;
mod paragraphs;
mod unreadable;

use crate::text::{Language, Span};

pub use unreadable::Unreadable;

/// The size, in bytes, beyond which nothing is an article.
pub const LIMIT: usize = 16 << 20;

/// Reads an article from `bytes`; `name` is the name of its file, by whose ending its format is told.
///
/// # Errors
/// Where there is no text in it, in a sentence that says what to do.
pub fn read(bytes: &[u8], _name: &str) -> Result<Article, Unreadable> {
    if bytes.len() > LIMIT {
        return Err(Unreadable::TooLarge(bytes.len()));
    }
    let text = decode::decode(bytes)?;
    let passages: Vec<Passage> =
        paragraphs::paragraphs(&text).into_iter().map(|span| Passage { span, kind: PassageKind::Text }).collect();
    let Some(first) = passages.first() else { return Err(Unreadable::Empty) };
    let title = first.span.of(&text).to_owned();
    let language = Language::detect(&text);
    Ok(Article { passages, title, language, text, ..Article::default() })
}

/// One article. All spans lie in `text`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Article {
    /// The whole text. Of a plain UTF-8 file this is the file as it stands, so that offsets are the file's own.
    pub text: String,
    /// The paragraphs in reading order, apart from each other; what lies between them is blank.
    pub passages: Vec<Passage>,
    /// The title as it is shown in a list: one line, without the site's name; where there is none, how the text begins.
    pub title: String,
    /// Who published it: a site's host or the name of a paper or agency.
    pub source: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// When it was published, as far as the article says.
    pub date: Option<Date>,
    /// The language of most of the text.
    pub language: Option<Language>,
    /// The address of the original.
    pub address: Option<String>,
}

/// A paragraph of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Where it is, without blanks at its ends.
    pub span: Span,
    /// What it is.
    pub kind: PassageKind,
}

/// What a passage is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PassageKind {
    /// The title, each time it stands there.
    Title,
    /// The article itself.
    Text,
    /// What stands under a picture, its credit included.
    Caption,
    /// A link to another article.
    Link,
    /// Furniture of the page: forms, notices, author boxes, navigation, addresses.
    Boilerplate,
}

/// A day, as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Date {
    /// The year; `None` where the article gives only day and month.
    pub year: Option<i16>,
    /// The month, 1 to 12.
    pub month: u8,
    /// The day of the month, 1 to 31.
    pub day: u8,
}
