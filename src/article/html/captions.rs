//! Captions: what a page marks as one in its own way becomes one, and none is lost that stands within the article.

use std::collections::{HashMap, HashSet};

use crate::article::PassageKind;

use super::letters;
use super::passages::Piece;
use dom_query::{Document, NodeRef, Selection};

/// By what a caption is told that is not in an element of its own kind.
const MARKED: &str = "[class*='caption'], [class*='Caption'], [id*='caption'], [itemprop='caption'], \
    [id^='attachment_'] > p, [id^='attachment_'] > div";
/// What stands in a picture's frame rather than in its caption.
const PICTURES: &str = "img, picture, video, iframe, figure, figcaption, input";
/// The longest caption, in bytes, and how many elements and pieces of text may be in it.
const LONGEST: usize = 800;
const PARTS: usize = 40;

/// The shortest caption, in bytes, that is brought back, and how many are looked at.
const TELLING: usize = 40;
const MOST: usize = 100;

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

/// The passages that were `found`, with the captions among `all` of the page's that stand within them, or above them in
/// the text as it is `marked`.
///
/// What looks for the article leaves out frames with little text beside a picture. A caption above the text is often
/// another article's.
pub(super) fn restored(found: Vec<Piece>, all: &[Piece], marked: &[Piece]) -> Vec<Piece> {
    let places: HashMap<&str, usize> = found.iter().enumerate().map(|(at, piece)| (piece.text.as_str(), at)).collect();
    let place = |piece: &Piece| places.get(piece.text.as_str()).copied();
    let Some(first) = all.iter().position(|piece| place(piece).is_some()) else { return found };
    let last = all.iter().rposition(|piece| place(piece).is_some()).unwrap_or(first);
    let above: HashSet<&str> =
        marked.iter().take_while(|piece| place(piece).is_none()).map(|piece| piece.text.as_str()).collect();
    let within = |at: usize, piece: &Piece| at > first || above.contains(piece.text.as_str());
    let mut known: String = found.iter().map(|piece| letters(&piece.text)).collect();
    let (mut behind, mut looked, mut missed) = (0, 0, Vec::new());
    for (at, piece) in all.iter().enumerate().take(last) {
        if let Some(place) = place(piece) {
            behind = place + 1;
        } else if is_telling(piece) && within(at, piece) && looked < MOST {
            looked += 1;
            let letters = letters(&piece.text);
            if !known.contains(&letters) {
                known.push_str(&letters);
                missed.push((behind, piece.clone()));
            }
        }
    }
    let mut missed = missed.into_iter().peekable();
    let mut whole = Vec::with_capacity(found.len());
    for (at, piece) in found.into_iter().enumerate() {
        while let Some((_, caption)) = missed.next_if(|(before, _)| *before <= at) {
            whole.push(caption);
        }
        whole.push(piece);
    }
    whole.extend(missed.map(|(_, caption)| caption));
    whole
}

/// Whether the passage is a caption that says more than whose picture it is, and leads nowhere.
fn is_telling(piece: &Piece) -> bool {
    piece.kind == Some(PassageKind::Caption) && piece.text.len() >= TELLING && piece.linked < 50 && !piece.item
}
