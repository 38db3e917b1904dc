//! An article: its text, and what the text itself and its format tell about it.

use crate::text::{Language, Span};

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
