//! What may be wrong with a query, where, and what to do about it.

use crate::text::Span;

/// What is wrong with a query.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{wrong}")]
pub struct Problem {
    /// What it is.
    pub wrong: Wrong,
    /// Where, in bytes of the query as typed.
    pub at: Span,
}

/// What may be wrong with a query, each a sentence that says what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// It is empty.
    #[error("There is nothing to search for; write a word.")]
    Empty,
    /// Signs without a letter or digit.
    #[error("There is no letter or digit to search for; leave it out.")]
    NoWord,
    /// A quotation that does not end.
    #[error("The quotation is not closed; write {0} where it ends.")]
    OpenQuote(char),
    /// A parenthesis without its closing one.
    #[error("The parenthesis is not closed; write ) where it ends.")]
    OpenParenthesis,
    /// A closing parenthesis without its opening one.
    #[error("Nothing opens this parenthesis; leave it out, or write ( where it begins.")]
    StrayParenthesis,
    /// Parentheses with nothing between them.
    #[error("There is nothing in the parentheses; write something, or leave them out.")]
    EmptyParentheses,
    /// An operator that lacks what stands before it.
    #[error("There is nothing before {0}; write something there, or write {0} in quotation marks for the word.")]
    NothingBefore(&'static str),
    /// An operator that lacks what stands behind it.
    #[error("There is nothing behind {0}; write something there, or leave it out.")]
    NothingBehind(&'static str),
    /// A star elsewhere than at the end of a word.
    #[error("A * stands only at the end, for words that begin so; write it there, or leave it out.")]
    Star,
    /// NEAR with something else than a number.
    #[error("Write how many words may lie between as a number up to 1000, as in NEAR/5.")]
    NoDistance,
    /// NEAR beside something that stands at no place of the text.
    #[error("NEAR takes words, phrases, actor: and kind:, and such with OR in parentheses; use AND for the rest.")]
    NoPlaces,
    /// A field that there is not.
    #[error("There is no field {name}: here; there are {known}. Put it in quotation marks to search for the words.")]
    NoField {
        /// What was written.
        name: String,
        /// Those that there are.
        known: String,
    },
    /// A field without what it is to hold.
    #[error("Write right behind {0}: what it is to hold, without a blank.")]
    NoValue(&'static str),
    /// A field or NEAR in the parentheses of a field.
    #[error("In the parentheses of {0}: only words, AND, OR and NOT can stand; close them before.")]
    InField(&'static str),
    /// No language.
    #[error("Write a language by its two letters, as in lang:fr.")]
    NoLanguage,
    /// No time.
    #[error("Write a time as 2022, 2022-05, 2022-05-03, 2022..2023, 2022.. or ..2022-05, in this order.")]
    NoDate,
    /// No kind of mention.
    #[error("The kinds of mention are name, role and pronoun.")]
    NoKind,
    /// Nothing that a person does with an article.
    #[error("An article is read, unread, starred, noted or tagged.")]
    NoState,
    /// A field that is about the text, where only the list is filtered.
    #[error("A list is filtered by title:, source:, lang:, date:, path:, is:, tag: and note:; search for the rest.")]
    NotInList,
    /// Parentheses in parentheses without end.
    #[error("This goes deeper than {0} levels; use fewer parentheses.")]
    TooDeep(usize),
    /// An actor whom the cast does not have.
    #[error("There is no such actor in the cast, which has {0}.")]
    NoActor(String),
}

impl Wrong {
    /// The problem that this is at `at`.
    pub(super) fn at(self, at: Span) -> Problem {
        Problem { wrong: self, at }
    }
}
