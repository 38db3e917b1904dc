//! The tree of a query.

use crate::marks::Marks;
use crate::mention;
use crate::text::Language;

use super::period::Period;
use super::term::Term;

/// A part of a query, which holds of an article or does not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// All of these hold; there are at least two, and none is of this kind itself.
    And(Vec<Node>),
    /// One of these holds; there are at least two, and none is of this kind itself.
    Or(Vec<Node>),
    /// This does not hold.
    Not(Box<Node>),
    /// These stand near each other.
    Near(Near),
    /// The words stand in the text or in the title.
    Words(Term),
    /// The words stand in a field.
    In(Field, Term),
    /// The article is in this language.
    Language(Language),
    /// The article is of this time.
    Date(Period),
    /// There is a mention of this actor: an id or a name, folded.
    Actor(String),
    /// There is a mention of this kind.
    Kind(mention::Kind),
    /// The person has done so much with it.
    Is(State),
    /// The person has given it this tag.
    Tag(String),
}

/// What the person may have done with an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It has been read.
    Read,
    /// It has not.
    Unread,
    /// It has a star.
    Starred,
    /// Something is noted of it.
    Noted,
    /// It has a tag.
    Tagged,
}

impl State {
    /// All of them.
    pub(super) const ALL: [State; 5] = [State::Read, State::Unread, State::Starred, State::Noted, State::Tagged];

    /// As it is typed.
    pub(super) fn word(self) -> &'static str {
        match self {
            State::Read => "read",
            State::Unread => "unread",
            State::Starred => "starred",
            State::Noted => "noted",
            State::Tagged => "tagged",
        }
    }

    /// Whether it is so of an article on which this has been put.
    pub(super) fn holds(self, marks: &Marks) -> bool {
        match self {
            State::Read => marks.read,
            State::Unread => !marks.read,
            State::Starred => marks.starred,
            State::Noted => !marks.notes.is_empty(),
            State::Tagged => !marks.tags.is_empty(),
        }
    }
}

/// A chain of things of which each stands near the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Near {
    /// The first: words, an actor, a kind of mention, or several of these of which one is enough.
    pub first: Box<Node>,
    /// The others, each with the most words between it and the one before, in either order.
    pub rest: Vec<(u32, Node)>,
}

/// A field in which words are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The title as it is shown in a list.
    Title,
    /// Who published the article.
    Source,
    /// Who wrote it.
    Author,
    /// Its path as walked.
    Path,
    /// What the person noted of it.
    Note,
}

impl Node {
    /// All of `nodes`; the one where there is but one.
    pub(super) fn all(nodes: Vec<Node>) -> Node {
        let flat = nodes.into_iter().flat_map(|node| if let Node::And(nodes) = node { nodes } else { vec![node] });
        one_or(flat.collect(), Node::And)
    }

    /// One of `nodes`; the one where there is but one.
    pub(super) fn one_of(nodes: Vec<Node>) -> Node {
        let flat = nodes.into_iter().flat_map(|node| if let Node::Or(nodes) = node { nodes } else { vec![node] });
        one_or(flat.collect(), Node::Or)
    }

    /// Whether it stands at places of a text, so that something may be near it.
    pub(super) fn has_places(&self) -> bool {
        match self {
            Node::Words(_) | Node::Actor(_) | Node::Kind(_) => true,
            Node::Or(nodes) => nodes.iter().all(Node::has_places),
            _ => false,
        }
    }

    /// Whether `holds` is true of it or of a part of it.
    pub(super) fn any(&self, holds: &impl Fn(&Node) -> bool) -> bool {
        holds(self)
            || match self {
                Node::And(nodes) | Node::Or(nodes) => nodes.iter().any(|node| node.any(holds)),
                Node::Not(node) => node.any(holds),
                Node::Near(near) => near.first.any(holds) || near.rest.iter().any(|(_, node)| node.any(holds)),
                _ => false,
            }
    }
}

fn one_or(mut nodes: Vec<Node>, several: impl FnOnce(Vec<Node>) -> Node) -> Node {
    match nodes.pop() {
        Some(node) if nodes.is_empty() => node,
        last => several(nodes.into_iter().chain(last).collect()),
    }
}
