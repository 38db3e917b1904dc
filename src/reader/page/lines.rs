//! The lines of a page: an article, what is known about it, or why it cannot be read, wrapped to a width.

use crate::article::{Article, PassageKind};
use crate::reader::Marks;
use crate::text::{Span, drawn, wrap};

use super::Page;

/// One line of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageLine {
    /// Where it is in the article's text, or for [`LineKind::Meta`] in [`Page::meta`], for [`LineKind::Trouble`] in
    /// [`Page::trouble`] and for [`LineKind::Note`] in that note's text; empty for a blank line.
    pub span: Span,
    /// What it is.
    pub kind: LineKind,
    /// The byte of the article's text by which the line is found again at another width.
    pub(in crate::reader) anchor: usize,
}

/// What a line of a page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    /// A line of a passage of this kind.
    Passage(PassageKind),
    /// What is known about the article.
    Meta,
    /// Why the article could not be read.
    Trouble,
    /// A line of the note with this number.
    Note(usize),
    /// Nothing: what parts two passages.
    Blank,
}

impl Page {
    /// The text of a line.
    pub fn text_of(&self, line: &PageLine) -> &str {
        match line.kind {
            LineKind::Passage(_) => line.span.of(&self.article.text),
            LineKind::Meta => line.span.of(&self.meta),
            LineKind::Trouble => line.span.of(self.trouble.as_deref().unwrap_or_default()),
            LineKind::Note(note) => self.noted.get(note).map_or("", |noted| line.span.of(noted)),
            LineKind::Blank => "",
        }
    }

    /// Its lines of at most `width` cells.
    pub(super) fn wrapped(&self, width: usize) -> Vec<PageLine> {
        let width = width.max(1);
        if let Some(reason) = &self.trouble {
            return broken(reason, Span::new(0, reason.len()), width).map(|s| line(s, LineKind::Trouble, 0)).collect();
        }
        let mut lines = Vec::new();
        let titled = self.article.passages.iter().position(|p| p.kind == PassageKind::Title);
        if titled.is_none() {
            self.wrap_meta(&mut lines, width, 0);
        }
        for (index, passage) in self.article.passages.iter().enumerate() {
            if !lines.is_empty() {
                let before = passage.span.start.saturating_sub(1) as usize;
                lines.push(line(Span::default(), LineKind::Blank, before));
            }
            let spans = broken(&self.article.text, passage.span, width);
            lines.extend(spans.map(|s| line(s, LineKind::Passage(passage.kind), s.start as usize)));
            if titled == Some(index) {
                self.wrap_meta(&mut lines, width, passage.span.end as usize);
            }
            self.wrap_notes(&mut lines, width, passage.span);
        }
        lines
    }

    /// The notes on a passage, below it.
    fn wrap_notes(&self, lines: &mut Vec<PageLine>, width: usize, passage: Span) {
        for (number, (note, noted)) in self.marks.notes.iter().zip(&self.noted).enumerate() {
            if (passage.start..passage.end).contains(&note.span.start) {
                let mut start = 0;
                for written in noted.split('\n') {
                    let all = Span::new(start, start + written.len());
                    start += written.len() + 1;
                    let spans = broken(noted, all, width.saturating_sub(NOTE_INDENT).max(1));
                    lines.extend(spans.map(|s| line(s, LineKind::Note(number), passage.end as usize)));
                }
            }
        }
    }

    fn wrap_meta(&self, lines: &mut Vec<PageLine>, width: usize, anchor: usize) {
        let all = Span::new(0, self.meta.len());
        lines.extend(broken(&self.meta, all, width).map(|s| line(s, LineKind::Meta, anchor)));
    }
}

fn line(span: Span, kind: LineKind, anchor: usize) -> PageLine {
    PageLine { span, kind, anchor }
}

/// The lines of at most `width` cells into which `span` of `text` is broken, without the blanks at their ends.
fn broken(text: &str, span: Span, width: usize) -> impl Iterator<Item = Span> {
    wrap(text, span, width).into_iter().map(|line| drawn(text, line))
}

/// The cells before a line of a note.
pub(in crate::reader) const NOTE_INDENT: usize = 4;

/// What is known about an article, and what has been put on it, in one line.
pub(super) fn meta(article: &Article, marks: &Marks) -> String {
    let date = article.date.map(|date| date.to_string());
    let language = article.language.map(|language| language.to_string());
    let star = marks.starred.then(|| "★".to_owned());
    let tags = marks.tags.iter().map(|tag| format!("#{tag}")).collect::<Vec<_>>().join(" ");
    let parts = [article.source.clone(), date, language, star, Some(tags)];
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}
