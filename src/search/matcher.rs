//! A query made ready to be held against articles.

use std::cmp::Reverse;

use crate::cast::{ActorIndex, Cast};
use crate::mention::Kind;
use crate::text::{Language, Span};

use super::Query;
use super::actors::called;
use super::node::{Field, Node, State};
use super::page::Page;
use super::period::Period;
use super::phrase::Phrase;
use super::places::{Denoting, Places};
use super::problem::Problem;
use super::subject::Subject;

/// A query made ready to be held against any number of articles, from any thread.
#[derive(Debug)]
pub struct Matcher {
    test: Test,
}

impl Matcher {
    /// Makes `query` ready. The `cast` matters only where it [asks for mentions](Query::asks_for_mentions).
    ///
    /// # Errors
    /// Whom the cast does not have.
    pub fn new(query: &Query, cast: &Cast) -> Result<Matcher, Problem> {
        query.check(cast)?;
        Ok(Matcher { test: Test::new(&query.root, cast, &[]) })
    }

    /// What of an article's text was searched for, in order and apart: nothing where the query is only about title, date
    /// and the like, and `None` where it does not hold of the article, which takes far less time.
    pub fn find(&self, subject: Subject<'_>) -> Option<Vec<Span>> {
        let page = Page::new(subject);
        if !self.test.holds(&page) {
            return None;
        }
        let mut found = Vec::new();
        self.test.collect(&page, &mut found);
        Some(page.original(found))
    }
}

/// A part of a query, made ready.
#[derive(Debug)]
enum Test {
    /// All hold; the cheap ones first.
    All(Vec<Test>),
    /// One holds.
    Any(Vec<Test>),
    Not(Box<Test>),
    /// The words are in the text or in the title.
    Words(Phrase),
    /// There is such a place in the text.
    Places(Places),
    In(Field, Phrase),
    Language(Language),
    Date(Period),
    Is(State),
    Tag(String),
}

impl Test {
    /// Makes a part ready. Kinds of mention are those of `actors`, one of each group, where there are any.
    fn new(node: &Node, cast: &Cast, actors: &[Vec<ActorIndex>]) -> Test {
        let each = |nodes: &[Node]| nodes.iter().map(|node| Test::new(node, cast, actors)).collect();
        match node {
            Node::And(nodes) => Test::beside(nodes, cast, actors),
            Node::Or(nodes) => Test::Any(each(nodes)),
            Node::Not(node) => Test::Not(Box::new(Test::new(node, cast, actors))),
            Node::Words(term) => Test::Words(Phrase::new(term)),
            Node::In(field, term) => Test::In(*field, Phrase::new(term)),
            Node::Language(language) => Test::Language(*language),
            Node::Date(period) => Test::Date(*period),
            Node::Is(state) => Test::Is(*state),
            Node::Tag(tag) => Test::Tag(tag.clone()),
            Node::Kind(kind) if !actors.is_empty() => Test::All(actors.iter().map(|group| of(group, *kind)).collect()),
            Node::Near(_) | Node::Actor(_) | Node::Kind(_) => Test::Places(Places::new(node, cast)),
        }
    }

    /// All of `nodes`. Where actors are among them, kinds of mention mean mentions of these, and one that has to be
    /// there is enough to know that the actor is.
    fn beside(nodes: &[Node], cast: &Cast, outer: &[Vec<ActorIndex>]) -> Test {
        let own: Vec<_> = nodes.iter().filter_map(|node| actors(node, cast)).collect();
        let actors_beside = if own.is_empty() { outer } else { &own };
        let implied = nodes.iter().any(is_kinds);
        let wanted = nodes.iter().filter(|node| !implied || actors(node, cast).is_none());
        let mut tests: Vec<Test> = wanted.map(|node| Test::new(node, cast, actors_beside)).collect();
        tests.sort_by_key(Test::cost);
        Test::All(tests)
    }

    /// What it costs to find out that it does not hold, and how often that is so.
    fn cost(&self) -> (u8, Reverse<usize>) {
        let worst = |tests: &[Test]| tests.iter().map(Test::cost).max().unwrap_or_default();
        match self {
            Test::All(tests) => tests.iter().map(Test::cost).min().unwrap_or_default(),
            Test::Any(tests) => worst(tests),
            Test::Not(test) => (test.cost().0, Reverse(0)),
            Test::In(Field::Path, phrase) => (0, Reverse(phrase.rarity())),
            Test::Is(_) | Test::Tag(_) => (0, Reverse(0)),
            Test::Words(phrase) => (1, Reverse(phrase.rarity())),
            Test::Places(places) => (if places.is_of_words() { 2 } else { 5 }, Reverse(0)),
            Test::Language(_) => (3, Reverse(0)),
            Test::In(..) | Test::Date(_) => (4, Reverse(0)),
        }
    }

    fn holds(&self, page: &Page<'_>) -> bool {
        match self {
            Test::All(tests) => tests.iter().all(|test| test.holds(page)),
            Test::Any(tests) => tests.iter().any(|test| test.holds(page)),
            Test::Not(test) => !test.holds(page),
            Test::Words(phrase) => phrase.is_in(page.text()) || page.is_in_title(phrase),
            Test::Places(places) => !places.find(page).is_empty(),
            Test::In(field, phrase) => page.field(*field).is_some_and(|text| phrase.is_in(&text)),
            Test::Language(language) => page.subject.read.language() == Some(*language),
            Test::Date(period) => page.article().date.is_some_and(|date| period.holds(date)),
            Test::Is(state) => state.holds(page.marks()),
            Test::Tag(tag) => page.marks().tags.contains(tag),
        }
    }

    /// Adds the places of the folded text because of which it holds.
    fn collect(&self, page: &Page<'_>, found: &mut Vec<Span>) {
        match self {
            Test::All(tests) => tests.iter().for_each(|test| test.collect(page, found)),
            Test::Any(tests) => tests.iter().filter(|t| t.holds(page)).for_each(|test| test.collect(page, found)),
            Test::Words(phrase) => found.extend(phrase.find(page.text())),
            Test::Places(places) => found.extend(places.find(page)),
            Test::Not(_) | Test::In(..) | Test::Language(_) | Test::Date(_) | Test::Is(_) | Test::Tag(_) => {}
        }
    }
}

/// Mentions of the kind that denote one of the actors.
fn of(actors: &[ActorIndex], kind: Kind) -> Test {
    Test::Places(Places::Mentions(Denoting { actors: actors.to_vec(), kind: Some(kind) }))
}

/// The actors that a part names, where it names nothing else.
fn actors(node: &Node, cast: &Cast) -> Option<Vec<ActorIndex>> {
    match node {
        Node::Actor(actor) => Some(called(cast, actor).into_iter().collect()),
        Node::Or(nodes) => {
            nodes.iter().map(|node| actors(node, cast)).collect::<Option<Vec<_>>>().map(|all| all.concat())
        }
        _ => None,
    }
}

/// Whether a part names kinds of mention and nothing else.
fn is_kinds(node: &Node) -> bool {
    match node {
        Node::Kind(_) => true,
        Node::Or(nodes) => nodes.iter().all(is_kinds),
        _ => false,
    }
}

#[cfg(test)]
mod tests;
