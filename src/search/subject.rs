//! What a query is held against.

use crate::article::{Article, Opened};
use crate::marks::Marks;
use crate::mention::Mention;
use crate::text::Language;

/// An article that a query is held against. What is told by a function is asked for only by a query that wants to know.
#[derive(Clone, Copy)]
pub struct Subject<'a> {
    /// Its path as walked.
    pub name: &'a str,
    /// What has been read of it.
    pub read: Read<'a>,
    /// Finds the mentions of the cast in it, in order.
    pub mentions: &'a dyn Fn() -> Vec<Mention>,
    /// Tells what the person has put on it.
    pub marks: &'a dyn Fn() -> Marks,
}

/// What has been read of an article.
#[derive(Clone, Copy)]
pub enum Read<'a> {
    /// Its text.
    Opened(&'a Opened),
    /// All of it.
    Article(&'a Article),
}

impl<'a> Read<'a> {
    pub(super) fn text(self) -> &'a str {
        match self {
            Read::Opened(opened) => opened.text(),
            Read::Article(article) => &article.text,
        }
    }

    pub(super) fn language(self) -> Option<Language> {
        match self {
            Read::Opened(opened) => opened.language(),
            Read::Article(article) => article.language,
        }
    }

    /// A title that may stand nowhere in the text, as it was told.
    pub(super) fn told_title(self) -> Option<&'a str> {
        match self {
            Read::Opened(opened) => opened.told_title(),
            Read::Article(article) => Some(&article.title),
        }
    }
}
