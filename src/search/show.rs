//! Printing a query so that it reads as the same again.

use std::fmt::{self, Display, Formatter};

use super::Query;
use super::node::{Near, Node};
use super::term::Term;
use super::token::Name;

/// As it may be typed.
impl Display for Query {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.root.fmt(f)
    }
}

/// As it may be typed.
impl Display for Node {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Node::And(nodes) => joined(nodes, " ", f, |node| matches!(node, Node::Or(_))),
            Node::Or(nodes) => joined(nodes, " OR ", f, |_| false),
            Node::Not(node) => {
                f.write_str("-")?;
                inside(node, f, matches!(**node, Node::And(_) | Node::Or(_) | Node::Near(_) | Node::Not(_)))
            }
            Node::Near(near) => near.fmt(f),
            Node::Words(term) => term.fmt(f),
            Node::In(field, term) => write!(f, "{}:{term}", Name::Words(*field).word()),
            Node::Language(language) => write!(f, "lang:{language}"),
            Node::Date(period) => write!(f, "date:{period}"),
            Node::Actor(actor) if actor.contains([' ', '(', ')', '*']) => write!(f, "actor:\"{actor}\""),
            Node::Actor(actor) => write!(f, "actor:{actor}"),
            Node::Is(state) => write!(f, "is:{}", state.word()),
            Node::Tag(tag) if tag.contains([' ', '(', ')', '*']) => write!(f, "tag:\"{tag}\""),
            Node::Tag(tag) => write!(f, "tag:{tag}"),
            Node::Kind(kind) => write!(f, "kind:{}", kind.word()),
        }
    }
}

impl Display for Near {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        inside(&self.first, f, matches!(*self.first, Node::Or(_)))?;
        self.rest.iter().try_for_each(|(most, node)| {
            write!(f, " NEAR/{most} ")?;
            inside(node, f, matches!(node, Node::Or(_)))
        })
    }
}

/// As it may be typed, in quotation marks where there are several words.
impl Display for Term {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.words.as_slice() {
            [word] => f.write_str(word),
            words => write!(f, "\"{}\"", words.join(" ")),
        }?;
        f.write_str(if self.prefix { "*" } else { "" })
    }
}

fn joined(nodes: &[Node], by: &str, f: &mut Formatter<'_>, closed: impl Fn(&Node) -> bool) -> fmt::Result {
    nodes.iter().enumerate().try_for_each(|(n, node)| {
        f.write_str(if n > 0 { by } else { "" })?;
        inside(node, f, closed(node))
    })
}

/// A part of the query, in parentheses if need be.
fn inside(node: &Node, f: &mut Formatter<'_>, closed: bool) -> fmt::Result {
    if closed { write!(f, "({node})") } else { node.fmt(f) }
}
