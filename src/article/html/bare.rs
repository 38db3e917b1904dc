//! What can be had of a page without parsing it.

use crate::article::draft::Draft;
use crate::text::Span;

/// Elements that are never open while others are in them, or that end themselves: their number tells no depth.
const FLAT: [&str; 24] = [
    "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta", "option", "p",
    "param", "path", "source", "tbody", "td", "th", "tr", "track", "wbr",
];
/// Elements whose content is no text.
const OPAQUE: [&str; 4] = ["script", "style", "noscript", "template"];
/// Elements that are within a passage.
const INLINE: [&str; 16] =
    ["a", "abbr", "b", "cite", "code", "em", "font", "i", "mark", "q", "s", "small", "span", "strong", "sub", "sup"];

/// How many elements are open at once at most, roughly, told in one pass over the tags.
pub(super) fn depth(source: &str) -> usize {
    let (mut open, mut deepest) = (0_usize, 0);
    for piece in Pieces(source) {
        match piece {
            Piece::Open(name) if !FLAT.contains(&&*name) => open += 1,
            Piece::Close(name) if !FLAT.contains(&&*name) => open = open.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(open);
    }
    deepest
}

/// The text between the tags, as passages.
pub(super) fn read(source: &str) -> Draft {
    let mut draft = Draft::default();
    let mut passage = String::new();
    for piece in Pieces(source) {
        match piece {
            Piece::Text(text) => passage.push_str(text),
            Piece::Open(name) | Piece::Close(name) if INLINE.contains(&&*name) => {}
            _ => flush(&mut draft, &mut passage),
        }
    }
    flush(&mut draft, &mut passage);
    draft
}

fn flush(draft: &mut Draft, passage: &mut String) {
    let words: Vec<&str> = passage.split_whitespace().collect();
    if !words.is_empty() {
        if !draft.text.is_empty() {
            draft.text.push_str("\n\n");
        }
        let start = draft.text.len();
        draft.text.push_str(&entities(&words.join(" ")));
        draft.passages.push((Span::new(start, draft.text.len()), None));
    }
    passage.clear();
}

/// The five entities that every page uses, as the characters they stand for.
fn entities(text: &str) -> String {
    let mut text = text.to_owned();
    for (entity, character) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&nbsp;", " "), ("&amp;", "&")] {
        text = text.replace(entity, character);
    }
    text
}

/// A tag, in small letters, or what stands between two.
enum Piece<'a> {
    Open(String),
    Close(String),
    Text(&'a str),
    /// A comment, a declaration, or something that ends itself.
    Other,
}

/// The tags of a page and what stands between them; the content of scripts and styles is left out.
struct Pieces<'a>(&'a str);

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        if self.0.is_empty() {
            return None;
        }
        let Some(tag) = self.0.strip_prefix('<') else {
            let (text, rest) = self.0.split_at_checked(self.0.find('<').unwrap_or(self.0.len()))?;
            self.0 = rest;
            return Some(Piece::Text(text));
        };
        let name_len = tag.find(|c: char| !c.is_ascii_alphanumeric() && c != '/').unwrap_or(tag.len());
        let name = tag.get(..name_len).unwrap_or("").to_ascii_lowercase();
        let is_comment = tag.starts_with("!--");
        let end = if is_comment { tag.find("-->").map(|end| end + 2) } else { tag.find('>') };
        let inside = tag.get(..end.unwrap_or(tag.len())).unwrap_or("");
        self.0 = end.and_then(|end| tag.get(end + 1..)).unwrap_or("");
        let piece = match name.strip_prefix('/') {
            Some(name) => Piece::Close(name.to_owned()),
            None if name.is_empty() || is_comment || inside.ends_with('/') => Piece::Other,
            None => Piece::Open(name),
        };
        if let Piece::Open(name) = &piece
            && OPAQUE.contains(&&**name)
        {
            self.skip(name);
        }
        Some(piece)
    }
}

impl Pieces<'_> {
    /// Goes on to the end of an element whose content is no text.
    fn skip(&mut self, name: &str) {
        let end = self.0.match_indices("</").find(|(at, _)| {
            self.0.get(at + 2..at + 2 + name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name))
        });
        self.0 = end.and_then(|(at, _)| self.0.get(at..)).unwrap_or("");
    }
}
