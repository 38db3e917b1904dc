//! A search as it is typed, letter by letter.

use std::fmt;

use crate::cast::Cast;
use crate::text::Span;

use super::matcher::Matcher;
use super::problem::{Problem, Wrong};
use super::subject::Subject;
use super::{Field, Needs, Node, Query, Read};

/// A search as it was typed, made ready. Its last word may be the beginning of one, and its last quotation not closed.
pub struct Search {
    typed: String,
    matcher: Matcher,
    /// Whether mentions have to be known.
    pub asks_for_mentions: bool,
    /// What an article has to have so that it may be found.
    pub needs: Needs,
    /// Whether the name has to be known.
    pub asks_for_path: bool,
}

impl Search {
    /// Makes what was typed ready.
    ///
    /// # Errors
    /// What is wrong in it, and at which bytes.
    pub fn new(typed: &str, cast: &Cast) -> Result<Search, Problem> {
        let query = read(typed)?;
        let matcher = Matcher::new(&query, cast)?;
        let asks_for_path = query.root.any(&|node| matches!(node, Node::In(Field::Path, _)));
        let needs = Needs::of(&query.root);
        Ok(Search {
            needs,
            typed: typed.to_owned(),
            matcher,
            asks_for_mentions: query.asks_for_mentions(),
            asks_for_path,
        })
    }

    /// What was typed.
    pub fn typed(&self) -> &str {
        &self.typed
    }

    /// Where in an article's text it finds something, in order and apart. Where it holds, and is not about the text, that
    /// is the first passage.
    pub fn hits(&self, subject: Subject<'_>) -> Vec<Span> {
        match self.matcher.find(subject) {
            None => Vec::new(),
            Some(hits) if hits.is_empty() => first_passage(subject.read).into_iter().collect(),
            Some(hits) => hits,
        }
    }
}

/// The same is searched for where the same was typed.
impl PartialEq for Search {
    fn eq(&self, other: &Search) -> bool {
        self.typed == other.typed
    }
}

impl Eq for Search {}

impl fmt::Debug for Search {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Search").field(&self.typed).finish()
    }
}

fn first_passage(read: Read<'_>) -> Option<Span> {
    let first = match read {
        Read::Opened(opened) => opened.passages().next(),
        Read::Article(article) => article.passages.first().map(|passage| passage.span),
    };
    first.filter(|span| !span.is_empty())
}

/// Reads a query of which the end may not have been typed yet.
fn read(typed: &str) -> Result<Query, Problem> {
    let closed = match Query::parse(typed) {
        Err(Problem { wrong: Wrong::OpenQuote(mark), .. }) => format!("{typed}{mark}"),
        _ => typed.to_owned(),
    };
    let last = closed.rsplit(char::is_whitespace).next().unwrap_or_default();
    let is_word = !matches!(last, "AND" | "OR" | "NOT" | "NEAR") && last.ends_with(char::is_alphanumeric);
    if !is_word && closed == typed {
        return Query::parse(typed);
    }
    // What takes no star, as a date does, stays as it is.
    Query::parse(&format!("{closed}*")).or_else(|_| Query::parse(&closed)).or_else(|_| Query::parse(typed))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article;
    use crate::marks::Marks;

    fn hits(typed: &str, text: &str) -> String {
        let Ok(search) = Search::new(typed, &Cast::builtin()) else { return "-".to_owned() };
        let opened = article::open(text.as_bytes().into(), "a.txt").unwrap();
        let subject =
            Subject { name: "a.txt", read: Read::Opened(&opened), mentions: &Vec::new, marks: &Marks::default };
        search.hits(subject).iter().map(|hit| hit.of(text)).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn the_end_may_not_have_been_typed_yet() {
        let text = "The gas price\n\nGasoline rose. The price of gas fell.";
        for (typed, found) in [
            ("ga", "gas|Gasoline|gas"),
            ("gas pri", "gas|price|price|gas"),
            ("gas* rose", "gas|Gasoline|rose|gas"),
            ("\"gas\"", "gas|gas"),
            ("\"gas pr", "gas price"),
            ("\"gas price", "gas price"),
            ("gas OR", "-"),
            ("gas OR r", "gas|rose|gas"),
            ("(gas", "-"),
            ("wheat", ""),
            ("lang:en", "The gas price"),
            ("lang:fr", ""),
            ("", "-"),
        ] {
            assert_eq!(hits(typed, text), found, "{typed}");
        }
    }
}
