//! Words of the open article that are selected, one after another or several together.

use crate::text::{Span, width, words};

use super::page::{LineKind, Page};

/// Words that are selected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Selection {
    /// Where the selecting began.
    first: Span,
    /// The word that moves.
    last: Span,
    /// Whether the first one stays where it is.
    held: bool,
    /// Whether whole lines are selected.
    lines: bool,
}

/// Which way the moving word goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Toward {
    /// To the next word.
    Next,
    /// To the previous word.
    Previous,
    /// To the word below.
    Down,
    /// To the word above.
    Up,
}

impl Selection {
    /// The words at `span`.
    pub(super) fn of(span: Span) -> Selection {
        Selection { first: span, last: span, held: false, lines: false }
    }

    /// The line of `page` with the byte `offset` of the article, which stays while moving takes more along.
    pub(super) fn of_line(page: &Page, offset: usize) -> Selection {
        let line = page.lines.get(page.line_at(offset)).map_or(Span::new(offset, offset), |line| line.span);
        Selection { first: line, last: line, held: true, lines: true }
    }

    /// All that is selected, from the first word to the last.
    pub fn span(&self) -> Span {
        Span { start: self.first.start.min(self.last.start), end: self.first.end.max(self.last.end) }
    }

    /// Where the moving word begins.
    pub(super) fn at(&self) -> usize {
        self.last.start as usize
    }

    /// Whether moving takes more words along.
    pub fn is_held(&self) -> bool {
        self.held
    }

    /// Lets the first word stay where it is, or come along again; lines become words.
    pub(super) fn hold(&mut self) {
        self.held = std::mem::take(&mut self.lines) || !self.held;
        if !self.held {
            self.first = self.last;
        }
    }

    /// Moves by one word or line of `page`, as far as there is one.
    pub(super) fn step(&mut self, page: &Page, toward: Toward) {
        let to = match toward {
            Toward::Next | Toward::Down if self.lines => page.line_beside(self.last.start, 1),
            Toward::Previous | Toward::Up if self.lines => page.line_beside(self.last.start, -1),
            Toward::Next => page.word_behind(self.last.end),
            Toward::Previous => page.word_before(self.last.start),
            Toward::Down => page.word_below(self.last.start, 1),
            Toward::Up => page.word_below(self.last.start, -1),
        };
        self.last = to.unwrap_or(self.last);
        if !self.held {
            self.first = self.last;
        }
    }
}

impl Page {
    /// The first word on the screen.
    pub(super) fn first_word(&self) -> Option<Span> {
        self.word_behind(u32::try_from(self.top_byte()).unwrap_or(u32::MAX))
    }

    /// The first word that begins at or behind the byte `offset`.
    fn word_behind(&self, offset: u32) -> Option<Span> {
        let line = self.line_at(offset as usize);
        (line..self.lines.len()).find_map(|line| self.words_of(line).find(|word| word.start >= offset))
    }

    /// The last word that begins before the byte `offset`.
    fn word_before(&self, offset: u32) -> Option<Span> {
        let line = self.line_at(offset as usize);
        (0..=line).rev().find_map(|line| self.words_of(line).take_while(|word| word.start < offset).last())
    }

    /// Of the next line with words below, or above, that which begins at `offset`, the word nearest to that column.
    fn word_below(&self, offset: u32, step: isize) -> Option<Span> {
        let line = self.line_at(offset as usize);
        let column = self.column(line, offset);
        let line = self.worded_line(line, step)?;
        self.words_of(line).min_by_key(|word| self.column(line, word.start).abs_diff(column))
    }

    /// The next line with words below, or above, that which begins at `offset`.
    fn line_beside(&self, offset: u32, step: isize) -> Option<Span> {
        let line = self.worded_line(self.line_at(offset as usize), step)?;
        self.lines.get(line).map(|line| line.span)
    }

    /// The next line with words behind, or before, line `line`.
    fn worded_line(&self, line: usize, step: isize) -> Option<usize> {
        let lines = std::iter::successors(line.checked_add_signed(step), |line| line.checked_add_signed(step));
        let mut lines = lines.take_while(|line| *line < self.lines.len());
        lines.find(|line| self.words_of(*line).next().is_some())
    }

    /// How many cells of a line lie before the byte `offset` of the article.
    fn column(&self, line: usize, offset: u32) -> usize {
        let start = self.lines.get(line).map_or(offset, |line| line.span.start.min(offset));
        width(Span { start, end: offset }.of(&self.article.text))
    }

    fn words_of(&self, line: usize) -> impl Iterator<Item = Span> + '_ {
        let line = self.lines.get(line).filter(|line| matches!(line.kind, LineKind::Passage(_)));
        line.into_iter().flat_map(|line| words(&self.article.text, line.span))
    }
}
