//! Captions that a page marks in its own way, by a class or an id, become captions.

use dom_query::{Document, NodeRef, Selection};

/// By what a caption is told that is not in an element of its own kind.
const MARKED: &str = "[class*='caption'], [class*='Caption'], [id*='caption'], [itemprop='caption']";
/// What stands in a picture's frame rather than in its caption.
const PICTURES: &str = "img, picture, video, iframe, figure, figcaption, input";
/// The longest caption, in bytes, and how many elements and pieces of text may be in it.
const LONGEST: usize = 800;
const PARTS: usize = 40;

/// Turns what is marked as a caption into one, so that it is not taken for a part of the page's frame.
pub(super) fn mark(document: &Document) {
    for node in document.select(MARKED).nodes() {
        if is_caption(node) {
            node.rename("figcaption");
        }
    }
}

fn is_caption(node: &NodeRef<'_>) -> bool {
    let known = |name: &str| matches!(name, "figcaption" | "caption" | "figure" | "html" | "body" | "main" | "article");
    let within =
        || node.ancestors_it(Some(4)).any(|above| above.node_name().is_some_and(|name| &*name == "figcaption"));
    let short = || node.descendants_it().nth(PARTS).is_none() && node.text().len() <= LONGEST;
    let inner = Selection::from(*node);
    let framed = || inner.select_single(PICTURES).exists();
    // A link under a picture leads to another article.
    let linked = || inner.select("a").text().len() * 2 > node.text().len();
    !node.node_name().is_some_and(|name| known(&name)) && short() && !framed() && !linked() && !within()
}
