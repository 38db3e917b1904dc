//! What a passage is cut into before it is fitted to lines.

use textwrap::wrap_algorithms::wrap_first_fit;

use super::breaks::{Break, Gap};
use crate::text::{Cell, Span, cells};

/// A part of a passage that stays on one line: what is drawn of it, then the blanks behind that.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fragment {
    /// Its bytes, blanks included, counted from where the passage begins.
    pub(super) span: Span,
    /// How many cells are drawn.
    pub(super) width: f64,
    /// How many cells the blanks take, where something follows on the line.
    blanks: f64,
    /// Whether the line may be broken in front of it.
    before: Break,
}

impl textwrap::core::Fragment for Fragment {
    fn width(&self) -> f64 {
        self.width
    }

    fn whitespace_width(&self) -> f64 {
        self.blanks
    }

    fn penalty_width(&self) -> f64 {
        0.0
    }
}

impl Fragment {
    fn new(cell: &Cell<'_>, before: Break) -> Self {
        let start = cell.span.start as usize;
        let mut fragment = Fragment { span: Span::new(start, start), width: 0.0, blanks: 0.0, before };
        fragment.take(cell);
        fragment
    }

    fn take(&mut self, cell: &Cell<'_>) {
        self.span.end = cell.span.end;
        if is_room(cell) {
            self.blanks += f64::from(cell.width);
        } else if cell.width > 0 {
            self.width = self.width_with(cell);
            self.blanks = 0.0;
        }
    }

    /// How many cells it takes where something follows on the line.
    pub(super) fn filled(&self) -> f64 {
        self.width + self.blanks
    }

    /// How wide it becomes with `cell`.
    fn width_with(&self, cell: &Cell<'_>) -> f64 {
        if is_room(cell) || cell.width == 0 { self.width } else { self.filled() + f64::from(cell.width) }
    }
}

/// Whether a cell is a blank, which needs no room at a line's end.
fn is_room(cell: &Cell<'_>) -> bool {
    matches!(&*cell.symbol, " " | "\u{3000}")
}

/// Cuts `passage` into fragments of at most `width` cells: at good places, and what is wider at others so that it takes
/// few lines by itself, or else anywhere.
pub(super) fn fragments(passage: &str, width: f64) -> Vec<Fragment> {
    let pieces = pieces(passage, width);
    let words = pieces.chunk_by(|_, next| next.before != Break::Good);
    words.flat_map(|word| wrap_first_fit(word, &[width])).filter_map(whole).collect()
}

/// The smallest parts that a line of `width` cells could need `passage` to be cut into.
fn pieces(passage: &str, width: f64) -> Vec<Fragment> {
    let mut pieces: Vec<Fragment> = Vec::new();
    let mut gap = Gap::new(passage);
    for cell in cells(passage) {
        let before = gap.before(&cell);
        match pieces.last_mut() {
            Some(piece) if before == Break::Never && piece.width_with(&cell) <= width => piece.take(&cell),
            _ => pieces.push(Fragment::new(&cell, before)),
        }
    }
    pieces
}

/// What `fragments`, which follow each other, are together.
pub(super) fn whole(fragments: &[Fragment]) -> Option<Fragment> {
    let (first, last) = (fragments.first()?, fragments.last()?);
    let width = fragments.iter().map(Fragment::filled).sum::<f64>() - last.blanks;
    let span = Span::new(first.span.start as usize, last.span.end as usize);
    Some(Fragment { span, width, blanks: last.blanks, before: first.before })
}
