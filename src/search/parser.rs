//! From the pieces of a query to its tree.

use crate::mention::Kind;
use crate::text::{Language, Span, fold};

use super::node::{Near, Node, State};
use super::period::Period;
use super::problem::{Problem, Wrong};
use super::term::Term;
use super::token::{Name, Piece, Token, pieces};

/// How deep parentheses may stand in each other.
const DEEPEST: usize = 100;

/// The tree of a query as typed; and the actors whom it names, with their places.
pub(super) fn parse(typed: &str) -> Result<(Node, Vec<(String, Span)>), Problem> {
    let mut parser = Parser { pieces: pieces(typed)?, at: 0, depth: 0, field: None, actors: Vec::new() };
    if parser.pieces.is_empty() {
        return Err(Wrong::Empty.at(Span::new(0, typed.len())));
    }
    let root = parser.any()?;
    match parser.pieces.get(parser.at) {
        Some(stray) => Err(Wrong::StrayParenthesis.at(stray.at)),
        None => Ok((root, parser.actors)),
    }
}

/// The work in progress.
struct Parser {
    pieces: Vec<Piece>,
    /// How many of them have been read.
    at: usize,
    depth: usize,
    /// The field in whose parentheses this is.
    field: Option<Name>,
    actors: Vec<(String, Span)>,
}

impl Parser {
    fn next(&self) -> Option<&Token> {
        self.pieces.get(self.at).map(|piece| &piece.token)
    }

    /// Goes on where this comes next.
    fn take(&mut self, token: &Token) -> bool {
        let is_next = self.next() == Some(token);
        self.at += usize::from(is_next);
        is_next
    }

    /// Where the piece stands that was read last, or that is read next.
    fn place(&self, at: usize) -> Span {
        self.pieces.get(at).map(|piece| piece.at).unwrap_or_default()
    }

    /// Parts with OR between them.
    fn any(&mut self) -> Result<Node, Problem> {
        let mut nodes = vec![self.all()?];
        while self.take(&Token::Or) {
            nodes.push(self.all()?);
        }
        Ok(Node::one_of(nodes))
    }

    /// Parts with AND, or nothing, between them.
    fn all(&mut self) -> Result<Node, Problem> {
        let mut nodes = vec![self.near()?];
        while self.take(&Token::And) || !matches!(self.next(), None | Some(Token::Or | Token::Close)) {
            nodes.push(self.near()?);
        }
        Ok(Node::all(nodes))
    }

    /// Parts with NEAR between them.
    fn near(&mut self) -> Result<Node, Problem> {
        let start = self.at;
        let first = self.one()?;
        let mut rest = Vec::new();
        let mut place = self.extent(start);
        let mut nearest = first.has_places();
        while let Some(&Token::Near(most)) = self.next() {
            if let Some(field) = self.field {
                return Err(Wrong::InField(field.word()).at(self.place(self.at)));
            }
            if !nearest {
                return Err(Wrong::NoPlaces.at(place));
            }
            self.at += 1;
            let start = self.at;
            let node = self.one()?;
            (nearest, place) = (node.has_places(), self.extent(start));
            rest.push((most, node));
        }
        match rest.is_empty() {
            true => Ok(first),
            false if nearest => Ok(Node::Near(Near { first: Box::new(first), rest })),
            false => Err(Wrong::NoPlaces.at(place)),
        }
    }

    /// The bytes of the pieces that have been read since `start`.
    fn extent(&self, start: usize) -> Span {
        let last = self.place(self.at.saturating_sub(1));
        Span { start: self.place(start).start, ..last }
    }

    /// One part: words, a field, parentheses; or one that is not to hold.
    fn one(&mut self) -> Result<Node, Problem> {
        let at = self.place(self.at);
        if self.depth == DEEPEST {
            return Err(Wrong::TooDeep(DEEPEST).at(at));
        }
        let Some(piece) = self.pieces.get(self.at).filter(|piece| !is_between(&piece.token)).cloned() else {
            return Err(self.missing());
        };
        self.at += 1;
        self.depth += 1;
        let node = match piece.token {
            Token::Not => Node::Not(Box::new(self.one()?)),
            Token::Open => self.parentheses(at)?,
            Token::Field(name) => self.value(name, at)?,
            Token::Text(text, prefix) => self.text(&text, prefix, at)?,
            _ => return Err(self.missing()),
        };
        self.depth -= 1;
        Ok(node)
    }

    /// What stands in parentheses, of which the opening one is at `open`.
    fn parentheses(&mut self, open: Span) -> Result<Node, Problem> {
        if self.next().is_none() {
            return Err(Wrong::OpenParenthesis.at(open));
        }
        let node = self.any()?;
        if self.take(&Token::Close) { Ok(node) } else { Err(Wrong::OpenParenthesis.at(open)) }
    }

    /// The value of a field whose name is at `at`.
    fn value(&mut self, name: Name, at: Span) -> Result<Node, Problem> {
        if let Some(outer) = self.field {
            return Err(Wrong::InField(outer.word()).at(at));
        }
        let value = self.place(self.at);
        let is_value = matches!(self.next(), Some(Token::Open | Token::Text(..)));
        if !is_value || value.start != at.end {
            return Err(Wrong::NoValue(name.word()).at(at));
        }
        self.field = Some(name);
        let node = self.one();
        self.field = None;
        node
    }

    /// What a word or phrase means where it stands.
    fn text(&mut self, text: &str, prefix: bool, at: Span) -> Result<Node, Problem> {
        let term = || Term::of(text, prefix).ok_or(Wrong::NoWord);
        let Some(name) = self.field else { return term().map(Node::Words).map_err(|wrong| wrong.at(at)) };
        let exact = if prefix { Err(Wrong::Star) } else { Ok(text.trim()) };
        let node = match name {
            Name::Words(field) => term().map(|term| Node::In(field, term)),
            Name::Language => {
                exact.and_then(|text| Language::from_code(text).map(Node::Language).ok_or(Wrong::NoLanguage))
            }
            Name::Date => exact.and_then(|text| Period::read(text).map(Node::Date).ok_or(Wrong::NoDate)),
            Name::Kind => exact.and_then(|text| Kind::named(&fold(text)).map(Node::Kind).ok_or(Wrong::NoKind)),
            Name::Is => exact.and_then(|text| state(&fold(text)).map(Node::Is).ok_or(Wrong::NoState)),
            Name::Tag => exact.and_then(|text| tag(text).map(Node::Tag).ok_or(Wrong::NoWord)),
            Name::Actor => exact.and_then(|text| actor(text).ok_or(Wrong::NoWord)),
        };
        if let Ok(Node::Actor(actor)) = &node {
            self.actors.push((actor.clone(), at));
        }
        node.map_err(|wrong| wrong.at(at))
    }

    /// What is wrong where a part should be and none is.
    fn missing(&self) -> Problem {
        let before = self.at.checked_sub(1).and_then(|at| self.pieces.get(at));
        let here = self.pieces.get(self.at);
        match (before, here) {
            (Some(Piece { token: Token::Open, at }), Some(Piece { token: Token::Close, at: close })) => {
                Wrong::EmptyParentheses.at(Span { start: at.start, end: close.end })
            }
            (Some(Piece { token, at }), _) if is_operator(token) => Wrong::NothingBehind(word(token)).at(*at),
            (_, Some(Piece { token: Token::Close, at })) => Wrong::StrayParenthesis.at(*at),
            (_, Some(Piece { token, at })) => Wrong::NothingBefore(word(token)).at(*at),
            (_, None) => Wrong::Empty.at(Span::default()),
        }
    }
}

fn is_operator(token: &Token) -> bool {
    matches!(token, Token::And | Token::Or | Token::Not | Token::Near(_))
}

/// Whether the piece stands between or behind parts and never begins one.
fn is_between(token: &Token) -> bool {
    matches!(token, Token::And | Token::Or | Token::Near(_) | Token::Close)
}

fn word(token: &Token) -> &'static str {
    match token {
        Token::And => "AND",
        Token::Or => "OR",
        Token::Not => "NOT",
        _ => "NEAR",
    }
}

fn state(word: &str) -> Option<State> {
    State::ALL.into_iter().find(|state| state.word() == word)
}

/// A tag as it is kept.
fn tag(text: &str) -> Option<String> {
    Some(text.trim_start_matches('#').to_lowercase()).filter(|tag| !tag.is_empty())
}

/// The actor whom a text names: folded, with single blanks and without quotation marks.
fn actor(text: &str) -> Option<Node> {
    let folded = fold(text).replace('"', " ");
    let words: Vec<&str> = folded.split_whitespace().collect();
    (!words.is_empty()).then(|| Node::Actor(words.join(" ")))
}
