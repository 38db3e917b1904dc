//! A query in pieces: words, phrases, operators, fields, parentheses.

use crate::text::{Span, fold};

use super::node::Field;
use super::problem::{Problem, Wrong};

/// A piece of a query, and where it stands in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) token: Token,
    pub(super) at: Span,
}

/// What a piece is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    Open,
    Close,
    And,
    Or,
    /// `NOT`, or a hyphen before something.
    Not,
    /// `NEAR`, with the most words that may lie between.
    Near(u32),
    /// The name of a field, with its colon.
    Field(Name),
    /// A word, or what stands in quotation marks; and whether a star stands behind it.
    Text(String, bool),
}

/// The name of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Name {
    /// One that holds words.
    Words(Field),
    Language,
    Date,
    Actor,
    Kind,
    Is,
    Tag,
}

/// The fields, in the order in which they are told.
const NAMES: [(&str, Name); 11] = [
    ("title", Name::Words(Field::Title)),
    ("source", Name::Words(Field::Source)),
    ("author", Name::Words(Field::Author)),
    ("lang", Name::Language),
    ("date", Name::Date),
    ("actor", Name::Actor),
    ("kind", Name::Kind),
    ("path", Name::Words(Field::Path)),
    ("is", Name::Is),
    ("tag", Name::Tag),
    ("note", Name::Words(Field::Note)),
];

impl Name {
    /// As it is typed.
    pub(super) fn word(self) -> &'static str {
        NAMES.iter().find(|(_, name)| *name == self).map_or("", |(word, _)| word)
    }
}

/// Whether this is the name of a field, without its colon.
pub(super) fn names_field(word: &str) -> bool {
    let folded = fold(word);
    NAMES.iter().any(|(name, _)| *name == folded)
}

/// The most words that may lie between things that are near each other.
const FARTHEST: u32 = 1000;
/// The words that may lie between where no number is given.
const USUAL: u32 = 10;

/// Cuts a query into its pieces.
pub(super) fn pieces(typed: &str) -> Result<Vec<Piece>, Problem> {
    let mut cutter = Cutter { typed, at: 0, pieces: Vec::new() };
    while let Some(c) = cutter.next_sign() {
        cutter.cut(c)?;
    }
    Ok(cutter.pieces)
}

/// The work in progress.
struct Cutter<'a> {
    typed: &'a str,
    at: usize,
    pieces: Vec<Piece>,
}

impl<'a> Cutter<'a> {
    fn rest(&self) -> &'a str {
        self.typed.get(self.at..).unwrap_or_default()
    }

    /// The next character that is no blank, in its plain form.
    fn next_sign(&mut self) -> Option<char> {
        self.at = self.typed.len() - self.rest().trim_start().len();
        self.rest().chars().next().map(plain)
    }

    fn cut(&mut self, c: char) -> Result<(), Problem> {
        let len = self.rest().chars().next().map_or(0, char::len_utf8);
        let negates = || self.rest().chars().nth(1).is_some_and(|next| !next.is_whitespace());
        match c {
            '(' => self.push(len, Token::Open),
            ')' => self.push(len, Token::Close),
            '-' if !self.is_behind_field() && negates() => self.push(len, Token::Not),
            _ => match closing(c) {
                Some(marks) => return self.phrase(marks, len),
                None => return self.word(),
            },
        }
        Ok(())
    }

    fn push(&mut self, len: usize, token: Token) {
        self.pieces.push(Piece { token, at: Span::new(self.at, self.at + len) });
        self.at += len;
    }

    /// Whether the name of a field ends right here, so that what comes is its value whatever it looks like.
    fn is_behind_field(&self) -> bool {
        let is_field = |piece: &&Piece| matches!(piece.token, Token::Field(_)) && piece.at.end as usize == self.at;
        self.pieces.last().is_some_and(|last| is_field(&last))
    }

    /// What stands in quotation marks: one of `open` bytes, and one of `closing`.
    fn phrase(&mut self, closing: [char; 2], open: usize) -> Result<(), Problem> {
        let inside = self.rest().get(open..).unwrap_or_default();
        let Some(len) = inside.find(|c| closing.contains(&plain(c))) else {
            return Err(Wrong::OpenQuote(closing[0]).at(Span::new(self.at, self.typed.len())));
        };
        let (text, behind) = inside.split_at_checked(len).unwrap_or_default();
        let mut signs = behind.chars();
        let close = signs.next().map_or(0, char::len_utf8);
        let star = signs.next().filter(|c| plain(*c) == '*').map_or(0, char::len_utf8);
        self.push(open + len + close + star, Token::Text(text.to_owned(), star > 0));
        Ok(())
    }

    /// A word, an operator or the name of a field.
    fn word(&mut self) -> Result<(), Problem> {
        let ends = |c: char| c.is_whitespace() || matches!(plain(c), '(' | ')') || closing(plain(c)).is_some();
        let rest = self.rest();
        let word = rest.get(..rest.find(ends).unwrap_or(rest.len())).unwrap_or_default();
        let at = Span::new(self.at, self.at + word.len());
        if !self.is_behind_field() {
            if let Some((name, colon)) = field(word) {
                let at = Span::new(self.at, self.at + name.len() + colon);
                let name = named(name).map_err(|wrong| wrong.at(at))?;
                self.push(at.len(), Token::Field(name));
                return Ok(());
            }
            if let Some(operator) = operator(word).map_err(|wrong| wrong.at(at))? {
                self.push(word.len(), operator);
                return Ok(());
            }
        }
        let is_star = |c| plain(c) == '*';
        let stem = word.strip_suffix(is_star).unwrap_or(word);
        if let Some((star, c)) = stem.char_indices().find(|(_, c)| is_star(*c)) {
            return Err(Wrong::Star.at(Span::new(self.at + star, self.at + star + c.len_utf8())));
        }
        self.push(word.len(), Token::Text(stem.to_owned(), stem.len() < word.len()));
        Ok(())
    }
}

/// The operator that a word is.
fn operator(word: &str) -> Result<Option<Token>, Wrong> {
    Ok(Some(match word {
        "AND" => Token::And,
        "OR" => Token::Or,
        "NOT" => Token::Not,
        "NEAR" => Token::Near(USUAL),
        _ => match word.strip_prefix("NEAR/").map(str::parse) {
            Some(Ok(most @ 0..=FARTHEST)) => Token::Near(most),
            Some(_) => return Err(Wrong::NoDistance),
            None => return Ok(None),
        },
    }))
}

/// The letters before the first colon of a word, and the length of the colon; `None` where something else is before it.
fn field(word: &str) -> Option<(&str, usize)> {
    let (at, colon) = word.char_indices().find(|(_, c)| plain(*c) == ':')?;
    let name = word.get(..at)?;
    (!name.is_empty() && name.chars().all(char::is_alphabetic)).then_some((name, colon.len_utf8()))
}

fn named(name: &str) -> Result<Name, Wrong> {
    let folded = fold(name);
    let known = NAMES.iter().find(|(word, _)| *word == folded);
    known.map(|(_, name)| *name).ok_or_else(|| Wrong::NoField {
        name: name.to_owned(),
        known: NAMES.map(|(word, _)| format!("{word}:")).join(", "),
    })
}

/// The marks, in their plain form, either of which closes a quotation that `open` opens, the usual one first.
fn closing(open: char) -> Option<[char; 2]> {
    match open {
        '"' => Some(['"'; 2]),
        '“' => Some(['”'; 2]),
        '„' => Some(['“', '”']),
        '«' => Some(['»'; 2]),
        '»' => Some(['«'; 2]),
        _ => None,
    }
}

/// The ASCII sign that a full-width one stands for.
fn plain(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    }
}
