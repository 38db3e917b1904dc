//! From the tree of a page to passages: the text of its blocks, in reading order, with the kind that the page tells.

use std::collections::HashSet;

use dom_query::{NodeData, NodeRef};

use crate::article::PassageKind;
use crate::article::draft::{Draft, Told};
use crate::text::Span;

/// From how many bytes on a passage that comes a second time is left out, with all behind it that do: pages hold their
/// text twice, for print or for small screens, but a refrain is short.
const REPEATED: usize = 80;
/// The longest passage, in bytes, that is a link to another article.
const LINK: usize = 240;
/// What is put before an item of a list.
const BULLET: &str = "• ";

/// Elements that begin and end a passage.
const BLOCKS: [&str; 40] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tr",
    "ul",
    "tbody",
];
/// Elements of which nothing is read.
const HIDDEN: [&str; 18] = [
    "audio", "button", "canvas", "datalist", "embed", "head", "iframe", "input", "math", "noscript", "object", "rp",
    "rt", "script", "select", "style", "svg", "video",
];
/// Elements that are furniture of the page, wherever they stand.
const FURNITURE: [&str; 4] = ["nav", "form", "footer", "aside"];

/// A passage of a page, and what the page tells of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) kind: Option<PassageKind>,
    /// How much of its text, without a bullet, stands in links, in hundredths.
    pub(super) linked: usize,
    /// Whether it is a heading.
    pub(super) heading: bool,
    /// Whether it stands in a list.
    pub(super) item: bool,
    /// Whether it stands in a table.
    pub(super) cell: bool,
}

/// A page while its passages are gathered.
#[derive(Default)]
pub(super) struct Page {
    pieces: Vec<Piece>,
    /// The passage so far: words with single spaces between them, and line ends where the page breaks lines.
    passage: String,
    /// How much of it stands in links, in bytes.
    linked: usize,
    /// Where in the page one is.
    inside: Inside,
    /// The passages so far.
    seen: HashSet<String>,
    /// Whether what comes now stood on the page before.
    again: bool,
}

/// In how many elements of a sort one is.
#[derive(Default)]
struct Inside {
    captions: usize,
    cells: usize,
    furniture: usize,
    headings: usize,
    items: usize,
    links: usize,
    preformatted: usize,
}

impl Page {
    /// Puts the title at the head of the text.
    pub(super) fn title(&mut self, title: Option<&str>) {
        if let Some(title) = title {
            self.words(title);
            self.flush(Some(PassageKind::Title));
        }
    }

    /// Adds everything under `root`; without recursion, since pages nest as deep as they like.
    pub(super) fn add(&mut self, root: &NodeRef<'_>) {
        let mut next = Some(*root);
        while let Some(node) = next {
            let down = if self.enter(&node) { node.first_child() } else { None };
            next = down.or_else(|| self.climb(node, root));
        }
        self.flush(None);
    }

    pub(super) fn into_pieces(self) -> Vec<Piece> {
        self.pieces
    }

    /// Leaves `node`, and those above it in which it was the last, and goes on to what comes behind.
    fn climb<'a>(&mut self, mut node: NodeRef<'a>, root: &NodeRef<'a>) -> Option<NodeRef<'a>> {
        loop {
            self.leave(&node);
            if node.id == root.id {
                return None;
            }
            if let Some(next) = node.next_sibling() {
                return Some(next);
            }
            node = node.parent()?;
        }
    }

    /// Begins with a node; whether what is in it is to be read too.
    fn enter(&mut self, node: &NodeRef<'_>) -> bool {
        if node.is_text() {
            node.query(|node| {
                if let NodeData::Text { contents } = &node.data {
                    self.text(contents);
                }
            });
        }
        let Some(name) = node.node_name() else { return !node.is_text() };
        if HIDDEN.contains(&&*name) {
            return false;
        }
        if BLOCKS.contains(&&*name) {
            self.flush(None);
        }
        if &*name == "li" {
            self.words(BULLET);
        }
        match &*name {
            "br" => self.break_line(),
            "td" | "th" if !self.passage.is_empty() => self.words(" · "),
            _ => {}
        }
        self.inside.count(&name, |count| count + 1);
        true
    }

    fn leave(&mut self, node: &NodeRef<'_>) {
        let Some(name) = node.node_name() else { return };
        if BLOCKS.contains(&&*name) {
            self.flush(None);
        }
        self.inside.count(&name, |count| count.saturating_sub(1));
    }

    fn text(&mut self, text: &str) {
        let before = self.passage.len();
        if self.inside.preformatted > 0 {
            for line in text.split_inclusive('\n') {
                self.words(line);
                if line.ends_with('\n') {
                    self.break_line();
                }
            }
        } else {
            self.words(text);
        }
        if self.inside.links > 0 {
            self.linked += self.passage.len() - before;
        }
    }

    /// Adds words; of blanks between them, one.
    fn words(&mut self, text: &str) {
        for (at, word) in text.split([' ', '\t', '\n', '\r', '\u{c}']).enumerate() {
            let apart = at > 0 && !self.passage.is_empty() && !self.passage.ends_with([' ', '\n']);
            if apart {
                self.passage.push(' ');
            }
            self.passage.push_str(word);
        }
    }

    /// Ends a line; two ends in a row are the end of the passage.
    fn break_line(&mut self) {
        let len = self.passage.trim_end_matches(' ').len();
        self.passage.truncate(len);
        if self.passage.ends_with('\n') {
            self.flush(None);
        } else if !self.passage.is_empty() {
            self.passage.push('\n');
        }
    }

    fn flush(&mut self, kind: Option<PassageKind>) {
        let passage = std::mem::take(&mut self.passage);
        let linked = std::mem::take(&mut self.linked);
        let text = passage.trim();
        if !text.chars().any(char::is_alphanumeric) {
            return;
        }
        let seen = !self.seen.insert(text.to_owned());
        self.again = seen && (self.again || text.len() >= REPEATED);
        if self.again {
            return;
        }
        let linked = linked * 100 / text.strip_prefix(BULLET).unwrap_or(text).len().max(1);
        let kind = kind.or_else(|| self.kind(text.len(), linked));
        let Inside { headings, items, cells, .. } = self.inside;
        let (heading, item, cell) = (headings > 0, items > 0, cells > 0);
        self.pieces.push(Piece { text: text.to_owned(), kind, linked, heading, item, cell });
    }

    /// What the page tells of a passage of so many bytes, of which so many hundredths stand in links.
    fn kind(&self, len: usize, linked: usize) -> Option<PassageKind> {
        match () {
            () if self.inside.captions > 0 => Some(PassageKind::Caption),
            () if self.inside.furniture > 0 => Some(PassageKind::Boilerplate),
            () if len <= LINK && linked >= 90 => Some(PassageKind::Link),
            () => None,
        }
    }
}

/// The draft that the passages make, of which more is `told`.
pub(super) fn draft(pieces: &[Piece], told: Told) -> Draft {
    let mut draft = Draft { told, ..Draft::default() };
    for piece in pieces {
        if !draft.text.is_empty() {
            draft.text.push_str("\n\n");
        }
        let start = draft.text.len();
        draft.text.push_str(&piece.text);
        draft.passages.push((Span::new(start, draft.text.len()), piece.kind));
    }
    draft
}

impl Inside {
    fn count(&mut self, name: &str, change: impl Fn(usize) -> usize) {
        let slot = match name {
            "figcaption" | "caption" => &mut self.captions,
            "a" => &mut self.links,
            "li" => &mut self.items,
            "td" | "th" => &mut self.cells,
            "pre" => &mut self.preformatted,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => &mut self.headings,
            name if FURNITURE.contains(&name) => &mut self.furniture,
            _ => return,
        };
        *slot = change(*slot);
    }
}
