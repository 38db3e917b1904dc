//! Boxes that a page itself marks as no part of the article: what it hides, who the author is, asking for an address.

use dom_query::{Document, NodeRef};

/// By what such boxes are told: the classes that most systems use.
const BOXES: &str = ".hidden, .visually-hidden, .visuallyhidden, .sr-only, .screen-reader-text, .screen-reader-only, \
    [class~='modal'], [class*='author-bio'], [class*='author_bio'], [class*='author-box'], [class*='about-author'], \
    [class*='contributor'], [class~='bio'], [class~='biography'], [class*='newsletter'], [id*='newsletter']";
/// Elements that hold a page or its article, whatever their class says.
const WHOLE: [&str; 5] = ["html", "body", "main", "article", "h1"];
/// The longest box, in bytes, and how many elements and pieces of text may be in it: a whole article may stand hidden
/// until it is paid for or opened.
const LONGEST: usize = 800;
const PARTS: usize = 80;

/// Takes them out of the page.
pub(super) fn remove(document: &Document) {
    for node in document.select(BOXES).nodes() {
        if is_box(node) {
            node.remove_from_parent();
        }
    }
}

fn is_box(node: &NodeRef<'_>) -> bool {
    let whole = node.node_name().is_none_or(|name| WHOLE.contains(&&*name));
    !whole && node.descendants_it().nth(PARTS).is_none() && node.text().len() <= LONGEST
}
