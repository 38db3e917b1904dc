//! The open article, wrapped into lines for the width it is shown at, and the part of it that is on the screen.

mod bar;
mod lines;

use std::ops::Range;
use std::sync::Arc;

use crate::article::{Article, PassageKind};
use crate::mention::Mention;
use crate::search::{Read, Search, Subject};
use crate::text::Span;

use super::lights::{Light, Lights};
use super::{ArticleId, Mark, Marks, Note, Opened, Place, Stance};
pub use bar::Tick;
pub(super) use lines::NOTE_INDENT;
pub use lines::{LineKind, PageLine};

/// The article in the text pane.
#[derive(Clone, Debug)]
pub struct Page {
    /// Which article.
    pub id: ArticleId,
    /// Its name, as walked.
    name: String,
    /// The article; empty where it could not be read.
    pub article: Arc<Article>,
    /// All mentions of the cast in it.
    pub mentions: Arc<[Mention]>,
    /// The sentence that says why it could not be read, where it could not.
    pub trouble: Option<String>,
    /// What is known about the article, as one line: source, date, language.
    pub meta: String,
    /// What each note says, as it is shown.
    noted: Vec<String>,
    /// Its lines.
    pub lines: Vec<PageLine>,
    /// The first visible line.
    pub top: usize,
    /// Where the reader stands on the walk.
    pub stop: Option<Stop>,
    /// Where the reader stood when it was left, as long as it is not known whether that is lit.
    pub(super) stood: Option<Span>,
    /// Mentions of the chosen actor.
    pub mentioned: Lights,
    /// Hits of the search.
    pub hits: Lights,
    /// What has been put on the article.
    pub marks: Marks,
    /// Whether the person has gone into it, so that it counts as read.
    pub entered: bool,
    /// The byte that stays at the top when the width changes.
    anchor: usize,
    /// The cells that a line may take, and the lines that are visible.
    size: (usize, usize),
}

/// Where the reader stands on the walk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stop {
    /// The bytes of the mention or hit.
    pub span: Span,
    /// Its numbers, once they are known.
    pub counts: Option<Counts>,
}

/// Where a stop is on the walk; all counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counts {
    /// Which mention it is.
    pub mention: usize,
    /// Of how many.
    pub mentions: usize,
    /// In which of the articles that have one.
    pub article: usize,
    /// Of how many.
    pub articles: usize,
    /// Whether these are all, and not only those read so far.
    pub complete: bool,
}

impl Page {
    /// The page of an article that was opened.
    pub(super) fn new(opened: Opened) -> Page {
        let meta = lines::meta(&opened.article, &opened.marks);
        let noted = opened.marks.notes.iter().map(Note::said).collect();
        Page {
            id: opened.id,
            name: opened.name,
            article: opened.article,
            mentions: opened.mentions,
            trouble: None,
            meta,
            noted,
            lines: Vec::new(),
            top: 0,
            stop: None,
            stood: None,
            mentioned: Lights::default(),
            hits: Lights::default(),
            marks: opened.marks,
            entered: false,
            anchor: 0,
            size: (0, 0),
        }
    }

    /// The page of an article that could not be read.
    pub(super) fn unreadable(id: ArticleId, reason: String) -> Page {
        let opened = Opened {
            id,
            name: String::new(),
            article: Arc::default(),
            mentions: Arc::default(),
            place: None,
            stance: Stance::default(),
            marks: Marks::default(),
        };
        Page { trouble: Some(reason), ..Page::new(opened) }
    }

    /// Whether a line is of a title that has stood in the text before.
    pub fn repeats_title(&self, line: &PageLine) -> bool {
        let first = self.article.passages.iter().find(|passage| passage.kind == PassageKind::Title);
        line.kind == LineKind::Passage(PassageKind::Title) && first.is_some_and(|f| !f.span.overlaps(line.span))
    }

    /// The lines that are on the screen.
    pub fn visible(&self) -> &[PageLine] {
        self.lines.get(self.visible_range()).unwrap_or_default()
    }

    pub(super) fn visible_range(&self) -> Range<usize> {
        self.top..(self.top + self.size.1).min(self.lines.len())
    }

    /// The bytes of the article that are on the screen.
    pub(super) fn visible_span(&self) -> Span {
        let passages = || self.visible().iter().filter(|line| matches!(line.kind, LineKind::Passage(_)));
        match (passages().next(), passages().next_back()) {
            (Some(first), Some(last)) => Span::new(first.span.start as usize, last.span.end as usize),
            _ => Span::new(self.anchor, self.anchor),
        }
    }

    /// Wraps the lines anew where the width, in cells, has changed; the byte at the top stays there, and a stop that was
    /// visible stays visible in `height` lines.
    pub(super) fn fit(&mut self, width: usize, height: usize) {
        let seen = self.stop_is_visible();
        if self.size.0 != width {
            self.lines = self.wrapped(width);
        }
        if self.size != (width, height) {
            self.size = (width, height);
            self.top = self.line_at(self.anchor).min(self.bottom());
            if let (true, Some(stop)) = (seen, self.stop) {
                self.show(stop.span.start as usize);
            }
        }
    }

    /// Puts something on the article; what is at the top stays there.
    pub(super) fn put(&mut self, mark: Mark) {
        let seen = self.stop_is_visible();
        self.marks.put(mark);
        self.meta = lines::meta(&self.article, &self.marks);
        self.noted = self.marks.notes.iter().map(Note::said).collect();
        self.lines = self.wrapped(self.size.0);
        self.top = self.line_at(self.anchor).min(self.bottom());
        if let (true, Some(stop)) = (seen, self.stop) {
            self.show(stop.span.start as usize);
        }
    }

    /// The first note that is about some of `span`.
    pub(super) fn note_on(&self, span: Span) -> Option<&Note> {
        self.marks.notes.iter().find(|note| note.span.overlaps(span))
    }

    /// The first of these that is the person's own.
    pub(super) fn own_note_on(&self, span: Span) -> Option<&Note> {
        self.marks.notes.iter().find(|note| note.span.overlaps(span) && note.is_own())
    }

    /// The line on which the byte `offset` is.
    pub(super) fn line_at(&self, offset: usize) -> usize {
        let at = self.lines.partition_point(|line| line.anchor < offset);
        let exact = self.lines.get(at).is_some_and(|line| line.anchor == offset);
        if exact { at } else { at.saturating_sub(1) }
    }

    /// The line at the top when the last line is at the bottom.
    pub(super) fn bottom(&self) -> usize {
        self.lines.len().saturating_sub(self.size.1.max(1))
    }

    /// The number of visible lines.
    pub(super) fn height(&self) -> usize {
        self.size.1
    }

    /// The cells that a line may take.
    pub(super) fn width(&self) -> usize {
        self.size.0
    }

    /// Puts line `top` at the top, as far as there are so many.
    pub(super) fn scroll_to(&mut self, top: usize) {
        self.top = top.min(self.bottom());
        self.anchor = self.lines.get(self.top).map_or(0, |line| line.anchor);
    }

    /// Puts the line with the byte `offset` at the top, also before the page has lines.
    pub(super) fn anchor_at(&mut self, offset: usize) {
        self.anchor = offset;
        self.top = self.line_at(offset).min(self.bottom());
    }

    /// Brings the byte `offset` onto the screen: nothing moves where it is there already, else it comes to a third from
    /// the top.
    pub(super) fn show(&mut self, offset: usize) {
        let line = self.line_at(offset);
        if !self.visible_range().contains(&line) {
            self.scroll_to(line.saturating_sub(self.size.1 / 3));
        }
    }

    /// Brings the byte `offset` onto the screen by as few lines as that needs.
    pub(super) fn follow(&mut self, offset: usize) {
        let line = self.line_at(offset);
        if line < self.top {
            self.scroll_to(line);
        } else if line >= self.top + self.size.1.max(1) {
            self.scroll_to((line + 1).saturating_sub(self.size.1));
        }
    }

    /// The first byte of the article that is on the screen.
    pub fn top_byte(&self) -> usize {
        self.visible_span().start as usize
    }

    /// The place, for coming back to it.
    pub(super) fn place(&self) -> Place {
        Place { article: self.id, top: self.anchor, stop: self.stop.map(|stop| stop.span) }
    }

    /// Whether the stop is on the screen.
    pub(super) fn stop_is_visible(&self) -> bool {
        self.stop.is_some_and(|stop| self.visible_range().contains(&self.line_at(stop.span.start as usize)))
    }

    /// What a search finds in the article.
    pub(super) fn search(&self, search: &Search) -> Lights {
        let (mentions, marks) = (|| self.mentions.to_vec(), || self.marks.clone());
        let read = Read::Article(&self.article);
        Lights::hits(search.hits(Subject { name: &self.name, read, mentions: &mentions, marks: &marks }))
    }

    /// What is lit in `span`: mentions, then hits, each in order.
    pub fn lit_in(&self, span: Span) -> impl Iterator<Item = Light> + '_ {
        self.mentioned.within(span).chain(self.hits.within(span))
    }

    /// Whether `light` is where the reader stands.
    pub fn is_stop(&self, light: Light) -> bool {
        self.stop.is_some_and(|stop| stop.span == light.span)
    }
}
