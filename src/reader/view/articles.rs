//! The list of articles: title, source and date, and how often what is lit occurs.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::reader::layout::Panes;
use crate::reader::state::{Pane, State};
use crate::reader::theme::Look;
use crate::reader::{Context, Lit, Order, Row};

use super::pen::Pen;

/// Bars for a count, from one occurrence to as many as the fullest row on the screen has.
const BARS: [&str; 8] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];

/// The cells before a row, for what it is marked with.
const MARKS: u16 = 2;

/// Paints the list, where it is shown.
pub(super) fn view(state: &State, panes: &Panes, buffer: &mut Buffer) {
    if let Some(area) = panes.filter {
        filter(state, buffer, area);
    }
    let Some(area) = panes.articles else { return };
    if state.list.total == 0 {
        return empty(state, buffer, area);
    }
    let shown = state.list.top..state.list.top + panes.rows();
    let most = shown.clone().filter_map(|index| state.list.row(index)?.lit).max().unwrap_or(0);
    for (index, y) in shown.zip((area.y..).step_by(usize::from(panes.row_lines))) {
        if let Some(row) = state.list.row(index) {
            let painter = Painter { state, row, most, selected: index == state.list.selected };
            painter.paint(buffer, Rect { y, height: panes.row_lines, ..area });
        }
    }
}

/// How the list is arranged: its order, and what it is filtered by.
fn filter(state: &State, buffer: &mut Buffer, area: Rect) {
    let listing = &state.list.listing;
    let only = if listing.only_lit { "only with mentions " } else { "" };
    let order = if listing.order == Order::Pile { String::new() } else { format!("by {} ", listing.order.word()) };
    let words = if listing.filter.is_empty() { String::new() } else { format!("& {}", listing.filter) };
    let theme = state.options.theme;
    Pen::on(buffer, area)
        .skip(2)
        .write(&order, theme.style(Look::Mark))
        .write(only, theme.style(Look::Mark))
        .write_within(&words, usize::from(area.width), theme.style(Look::Mark));
}

fn empty(state: &State, buffer: &mut Buffer, area: Rect) {
    let words = if state.list.is_filtered() { "No article passes the filter" } else { "No articles yet" };
    Pen::on(buffer, area).skip(2).write(words, state.options.theme.style(Look::Dim));
}

/// One row and what is needed to paint it.
struct Painter<'a> {
    state: &'a State,
    row: &'a Row,
    /// The largest count on the screen.
    most: usize,
    selected: bool,
}

impl Painter<'_> {
    fn paint(&self, buffer: &mut Buffer, area: Rect) {
        let line = Rect { height: 1, width: area.width.saturating_sub(1), ..area };
        self.mark(&mut Pen::on(buffer, line));
        if area.height < 2 {
            self.single(&mut Pen::on(buffer, inner(line)));
        } else {
            let mut pen = Pen::on(buffer, inner(line));
            let room = pen.room();
            pen.write_within(&self.row.title, room, self.style(Look::Text));
            self.details(&mut Pen::on(buffer, inner(Rect { y: line.y + 1, ..line })));
        }
        if self.selected {
            self.select(buffer, area);
        }
    }

    /// Shows that it is selected, by the cells before it: letters that look otherwise would all have to be sent anew
    /// with each move. While another pane has the keys it is one cell alone.
    fn select(&self, buffer: &mut Buffer, area: Rect) {
        let before = match self.state.focus {
            Pane::Articles => Rect { width: MARKS, ..area },
            Pane::Text | Pane::Cast => Rect { width: 1, height: 1, ..area },
        };
        buffer.set_style(before, self.style(Look::Mark).patch(self.style(Look::Selected)));
    }

    /// Whether it is open, else whether it is unread; and whether it has a star.
    fn mark(&self, pen: &mut Pen<'_>) {
        let open = self.state.open_article() == Some(self.row.article);
        let mark = if open {
            "▸"
        } else if self.row.marks.read {
            " "
        } else {
            "•"
        };
        let star = if self.row.marks.starred { "★" } else { " " };
        pen.write(mark, self.style(Look::Mark)).write(star, self.style(Look::Mark));
    }

    /// Source and date, or what is wrong with the article; on the right the count.
    fn details(&self, pen: &mut Pen<'_>) {
        let count = self.count();
        let room = pen.room().saturating_sub(if count.is_empty() { 0 } else { count.len() + 3 });
        match (&self.row.trouble, &self.row.context) {
            (Some(reason), _) => _ = pen.write_within(reason, room, self.style(Look::Trouble)),
            (None, Some(context)) => self.context(pen, context, room),
            (None, None) => _ = pen.write_within(&self.origin(room), room, self.style(Look::Dim)),
        }
        self.bar(pen, &count);
    }

    /// Title and count on one line, in a low window.
    fn single(&self, pen: &mut Pen<'_>) {
        let count = self.count();
        let room = pen.room().saturating_sub(if count.is_empty() { 0 } else { count.len() + 3 });
        pen.write_within(&self.row.title, room, self.style(Look::Text));
        self.bar(pen, &count);
    }

    /// What was searched for in its context; where not all of it fits, its end is left out.
    fn context(&self, pen: &mut Pen<'_>, context: &Context, room: usize) {
        let left = pen.room() - room.min(pen.room());
        for (text, look) in [(&context.before, Look::Dim), (&context.hit, Look::Hit), (&context.behind, Look::Dim)] {
            let room = pen.room().saturating_sub(left);
            if room > 0 {
                pen.write_within(text, room, self.style(look));
            }
        }
    }

    /// Source, date and what has been put on the article; where not all of it fits, the source is cut.
    fn origin(&self, room: usize) -> String {
        let Row { date, marks, .. } = self.row;
        let source = self.sources();
        let notes = (!marks.notes.is_empty()).then(|| format!("✎{}", marks.notes.len()));
        let tags = marks.tags.iter().map(|tag| format!("#{tag}"));
        let rest = [date.clone()].into_iter().filter(|date| !date.is_empty()).chain(notes).chain(tags);
        let date = rest.collect::<Vec<_>>().join(" ");
        if source.is_empty() || date.is_empty() {
            return format!("{source}{date}");
        }
        let left = room.saturating_sub(crate::text::width(&date) + 3);
        if crate::text::width(&source) <= left {
            return format!("{source} · {date}");
        }
        if left < 3 {
            return date;
        }
        let cut: String = crate::text::cells(&source).take(left.saturating_sub(1)).map(|cell| cell.symbol).collect();
        format!("{cut}… · {date}")
    }

    /// Who published it, and whoever else published copies that are folded into it.
    fn sources(&self) -> String {
        let Row { source, also, .. } = self.row;
        if also.is_empty() {
            return source.clone();
        }
        let mut others: Vec<&str> = also.iter().map(String::as_str).filter(|other| *other != source).collect();
        others.sort_unstable();
        others.dedup();
        let named = others.into_iter().filter(|other| !other.is_empty()).collect::<Vec<_>>().join(", ");
        let parts = [source.clone(), format!("+{}", also.len()), named];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    }

    fn count(&self) -> String {
        self.row.lit.filter(|count| *count > 0).map_or(String::new(), |count| count.to_string())
    }

    fn bar(&self, pen: &mut Pen<'_>, count: &str) {
        let Some(lit) = self.row.lit.filter(|count| *count > 0) else { return };
        let height = (lit * BARS.len()).div_ceil(self.most.max(1)).clamp(1, BARS.len());
        let gap = pen.room().saturating_sub(count.len() + 2);
        pen.skip(gap).write(BARS[height - 1], self.style(self.bar_look())).skip(1);
        pen.write_at_end(count, self.style(Look::Text));
    }

    fn bar_look(&self) -> Look {
        match self.state.lit() {
            Lit::Actor(actor, _) => Look::Actor(actor),
            Lit::Search(_) | Lit::Nothing => Look::Search,
        }
    }

    fn style(&self, look: Look) -> Style {
        self.state.options.theme.style(look)
    }
}

/// The line without the cells for the marks.
fn inner(line: Rect) -> Rect {
    Rect { x: line.x + MARKS, width: line.width.saturating_sub(MARKS), ..line }
}
