//! What stands at places of a text, and may be near each other.

use crate::cast::{ActorIndex, Cast};
use crate::mention::{Kind, Mention};
use crate::text::Span;

use super::actors::called;
use super::node::{Near, Node};
use super::page::Page;
use super::phrase::Phrase;

/// What stands at places of a text.
#[derive(Debug)]
pub(super) enum Places {
    Words(Phrase),
    Mentions(Denoting),
    Any(Vec<Places>),
    /// A chain in which each stands near the next, with so many words between at most.
    Near(Box<Places>, Vec<(usize, Places)>),
}

/// Which mentions are meant.
#[derive(Debug)]
pub(super) struct Denoting {
    /// Of one of these actors; of any where there is none.
    pub(super) actors: Vec<ActorIndex>,
    /// Of this kind, if of one.
    pub(super) kind: Option<Kind>,
}

impl Denoting {
    fn holds(&self, mention: &Mention) -> bool {
        (self.actors.is_empty() || self.actors.contains(&mention.actor))
            && self.kind.is_none_or(|kind| kind == mention.kind)
    }
}

impl Places {
    /// Makes a part of a query ready that stands at places.
    pub(super) fn new(node: &Node, cast: &Cast) -> Places {
        let nowhere = || Places::Any(Vec::new());
        match node {
            Node::Words(term) => Places::Words(Phrase::new(term)),
            Node::Kind(kind) => Places::Mentions(Denoting { actors: Vec::new(), kind: Some(*kind) }),
            Node::Actor(actor) => called(cast, actor)
                .map_or_else(nowhere, |actor| Places::Mentions(Denoting { actors: vec![actor], kind: None })),
            Node::Or(nodes) => Places::Any(nodes.iter().map(|node| Places::new(node, cast)).collect()),
            Node::Near(Near { first, rest }) => {
                let rest = rest.iter().map(|(most, node)| (*most as usize, Places::new(node, cast)));
                Places::Near(Box::new(Places::new(first, cast)), rest.collect())
            }
            _ => nowhere(),
        }
    }

    /// Whether the words of the text alone decide.
    pub(super) fn is_of_words(&self) -> bool {
        match self {
            Places::Words(_) => true,
            Places::Mentions(_) => false,
            Places::Any(all) => all.iter().all(Places::is_of_words),
            Places::Near(first, rest) => first.is_of_words() && rest.iter().all(|(_, other)| other.is_of_words()),
        }
    }

    /// The places in the folded text, in order.
    pub(super) fn find(&self, page: &Page<'_>) -> Vec<Span> {
        let mut found: Vec<Span> = match self {
            Places::Words(phrase) => phrase.find(page.text()).collect(),
            Places::Mentions(denoting) => {
                let meant = page.mentions().iter().filter(|mention| denoting.holds(mention));
                meant.map(|mention| page.place(mention.span)).collect()
            }
            Places::Any(all) => all.iter().flat_map(|places| places.find(page)).collect(),
            Places::Near(first, rest) => chain(first, rest, page),
        };
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// The places of a chain: first those that have one of every part before them in reach, then of these those that have
/// one of every part behind them.
fn chain(first: &Places, rest: &[(usize, Places)], page: &Page<'_>) -> Vec<Span> {
    let mut links = vec![first.find(page)];
    for (most, places) in rest {
        let Some(before) = links.last().filter(|before| !before.is_empty()) else { return Vec::new() };
        links.push(close(places.find(page), before, *most, page));
    }
    let mut found = links.pop().unwrap_or_default();
    let mut last = found.clone();
    for (link, (most, _)) in links.into_iter().zip(rest).rev() {
        last = close(link, &last, *most, page);
        found.extend(&last);
    }
    found
}

/// Those of `places` that have one of `others`, which are in order, with at most `most` words between.
fn close(mut places: Vec<Span>, others: &[Span], most: usize, page: &Page<'_>) -> Vec<Span> {
    let mut ends: Vec<u32> = others.iter().map(|other| other.end).collect();
    ends.sort_unstable();
    places.retain(|place| {
        let behind = others.get(others.partition_point(|other| other.start < place.end));
        let before = ends.partition_point(|&end| end <= place.start).checked_sub(1).and_then(|at| ends.get(at));
        behind.is_some_and(|behind| page.words_between(place.end, behind.start) <= most)
            || before.is_some_and(|&end| page.words_between(end, place.start) <= most)
    });
    places
}
