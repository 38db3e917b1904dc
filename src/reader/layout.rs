//! Where each pane is: a pure function of the state, for the update and the view alike.

use ratatui::layout::Rect;

use super::state::{Pane, State};

/// Below this many columns or rows there is no room for anything but a word about it.
const SMALLEST: (u16, u16) = (20, 5);
/// From this many columns on there are three panes.
const THREE_PANES: u16 = 100;
/// From this many columns on there are two.
const TWO_PANES: u16 = 60;
/// From this many rows on a row of the list takes two lines.
const ROOMY: u16 = 16;

/// Where each pane is, in cells; a pane that is not shown is `None`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Panes {
    /// The list of articles, without its heading.
    pub articles: Option<Rect>,
    /// How the list is arranged, one line above it, where it is.
    pub filter: Option<Rect>,
    /// The lines that a row of the list takes.
    pub row_lines: u16,
    /// The column of text; its width is what articles are wrapped to.
    pub text: Option<Rect>,
    /// The scroll bar of the text, one column; where the cast stands beside the text it is also the rule between them.
    pub bar: Option<Rect>,
    /// The cast, each actor with its counts.
    pub cast: Option<Rect>,
    /// The cast in one line, above the text.
    pub fold: Option<Rect>,
    /// The rule between the left pane and the text, one column.
    pub rule: Option<Rect>,
    /// The last line.
    pub status: Rect,
}

impl Panes {
    /// The panes of a state; `None` where the window is too small for any.
    pub fn of(state: &State) -> Option<Panes> {
        let (columns, rows) = state.size;
        if columns < SMALLEST.0 || rows < SMALLEST.1 {
            return None;
        }
        let body = Rect::new(0, 0, columns, rows - 1);
        let status = Rect::new(0, rows - 1, columns, 1);
        let row_lines = if rows < ROOMY { 1 } else { 2 };
        let panes = Panes { row_lines, status, ..Panes::default() };
        Some(match state.focus {
            Pane::Text if state.alone => panes.with_text(state, body),
            _ if columns >= THREE_PANES => panes.three(state, body),
            _ if columns >= TWO_PANES => panes.two(state, body),
            focus => panes.one(state, focus, body),
        })
    }

    /// The rows of the list that fit, or would fit if it were shown.
    pub fn rows(&self) -> usize {
        let height = self.articles.map_or(self.status.y, |area| area.height);
        usize::from(height / self.row_lines.max(1)).max(1)
    }

    /// Where the help is shown: over all that is right of the list where there are three panes, else over everything
    /// but the last line.
    pub fn help(&self) -> Rect {
        let left = self.cast.and(self.rule).map_or(0, Rect::right);
        Rect { x: left + 1, y: 0, width: (self.status.width - left).saturating_sub(2), height: self.status.y }
    }

    /// The panes whose lines move up and down, whatever stands beside them.
    pub fn moving(&self) -> Vec<Rect> {
        [self.text, self.articles, self.cast].into_iter().flatten().collect()
    }

    fn three(self, state: &State, body: Rect) -> Panes {
        let list = (26 + (body.width - THREE_PANES) / 4).min(38);
        let cast = (22 + (body.width - THREE_PANES) / 20).min(28);
        let (left, rest) = split(body, list);
        let text = Rect { width: rest.width - cast, ..rest };
        let right = Rect { x: text.right(), width: cast, ..rest };
        Panes { cast: Some(right), rule: Some(rule_after(left)), ..self }.with_list(state, left).with_text(state, text)
    }

    fn two(self, state: &State, body: Rect) -> Panes {
        let (left, right) = split(body, (body.width * 7 / 20).min(32));
        let panes = Panes { rule: Some(rule_after(left)), ..self }.with_folded_cast(state, right);
        match state.focus {
            Pane::Cast => Panes { cast: Some(left), ..panes },
            Pane::Articles | Pane::Text => panes.with_list(state, left),
        }
    }

    fn one(self, state: &State, focus: Pane, body: Rect) -> Panes {
        match focus {
            Pane::Articles => self.with_list(state, body),
            Pane::Text => self.with_folded_cast(state, body),
            Pane::Cast => Panes { cast: Some(body), ..self },
        }
    }

    fn with_list(self, state: &State, area: Rect) -> Panes {
        if !state.list.is_arranged() {
            return Panes { articles: Some(area), ..self };
        }
        let articles = Rect { y: area.y + 1, height: area.height - 1, ..area };
        Panes { filter: Some(Rect { height: 1, ..area }), articles: Some(articles), ..self }
    }

    fn with_folded_cast(self, state: &State, area: Rect) -> Panes {
        let below = Rect { y: area.y + 1, height: area.height - 1, ..area };
        Panes { fold: Some(Rect { height: 1, ..area }), ..self }.with_text(state, below)
    }

    /// The column of text keeps the measure and stands in the middle of what is left, at least a cell from its edges.
    /// Where there is room for it, the bar keeps a cell from the last column: behind that one terminals disagree about
    /// where the cursor is, and it has to be set for each cell of the bar.
    fn with_text(self, state: &State, area: Rect) -> Panes {
        let margin = if area.width < 50 { 1 } else { 2 };
        let width = state.options.measure.clamp(1, area.width.saturating_sub(2 * margin).max(1));
        let spare = area.width.saturating_sub(width + 2 * margin);
        let text = Rect { x: area.x + margin + spare / 2, width, ..area };
        let is_last = area.right() == state.size.0;
        let bar = Rect { x: area.right().saturating_sub(1 + u16::from(is_last && spare > 0)), width: 1, ..area };
        Panes { text: Some(text), bar: Some(bar), ..self }
    }
}

/// The left `width` columns of `area`, and what is right of the column behind them.
fn split(area: Rect, width: u16) -> (Rect, Rect) {
    let left = Rect { width, ..area };
    let x = left.right() + 1;
    (left, Rect { x, width: area.right().saturating_sub(x), ..area })
}

fn rule_after(area: Rect) -> Rect {
    Rect { x: area.right(), width: 1, ..area }
}
