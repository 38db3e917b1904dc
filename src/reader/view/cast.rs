//! The cast: each actor with its counts and how they are spread over the pile; under the chosen one the forms found.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::cast::ActorIndex;
use crate::reader::cast_list::CastLine;
use crate::reader::layout::Panes;
use crate::reader::state::{Pane, State};
use crate::reader::status;
use crate::reader::theme::Look;
use crate::text::width;

use super::pen::Pen;

const BARS: [&str; 9] = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];

/// Paints the cast in its pane, where it has one.
pub(super) fn view(state: &State, panes: &Panes, buffer: &mut Buffer) {
    let Some(area) = panes.cast else { return };
    let lines = state.cast_lines();
    for (line, y) in lines.iter().skip(state.cast_list.top).zip(area.top()..area.bottom()) {
        let area = Rect { x: area.x + 1, y, width: area.width.saturating_sub(2), height: 1 };
        paint(state, *line, &mut Pen::on(buffer, area));
    }
}

fn paint(state: &State, line: CastLine, pen: &mut Pen<'_>) {
    match line {
        CastLine::Actor(actor) => name(state, actor, pen),
        CastLine::Spread(actor) => spread(state, actor, pen),
        CastLine::Form(actor, form) => self::form(state, actor, form, pen),
        CastLine::More(count) => {
            pen.skip(2).write(&format!("… {count} more"), state.options.theme.style(Look::Dim));
        }
        CastLine::Blank => {}
    }
}

fn name(state: &State, actor: ActorIndex, pen: &mut Pen<'_>) {
    let theme = state.options.theme;
    let count = state.tally(actor).map_or("…".to_owned(), |tally| tally.mentions.to_string());
    pen.write(&number(actor), theme.style(Look::Actor(actor))).skip(1);
    let room = pen.room().saturating_sub(count.len() + 1);
    let shown = state.actor(actor).map_or("", |a| a.name.as_str());
    pen.write_within(shown, room, name_style(state, actor));
    pen.write_at_end(&count, theme.style(Look::Text));
}

fn name_style(state: &State, actor: ActorIndex) -> Style {
    let theme = state.options.theme;
    let under_cursor = state.focus == Pane::Cast && state.cast_list.cursor == usize::from(actor.0);
    match (under_cursor, state.chosen == Some(actor)) {
        (true, _) => theme.style(Look::Selected),
        (false, true) => theme.style(Look::Actor(actor)).patch(theme.style(Look::Chosen)),
        (false, false) => theme.style(Look::Text),
    }
}

fn spread(state: &State, actor: ActorIndex, pen: &mut Pen<'_>) {
    let theme = state.options.theme;
    let Some(tally) = state.tally(actor) else { return };
    let words = if tally.articles == 0 { "not named".to_owned() } else { status::articles(tally.articles) };
    pen.skip(2).write(&words, theme.style(Look::Dim)).skip(1);
    let bars = bars(&tally.spread, pen.room());
    pen.write_at_end(&bars, theme.style(Look::Actor(actor)));
}

/// The counts in stretches of the pile as at most `room` bars; any mention shows.
fn bars(spread: &[usize], room: usize) -> String {
    let stretch = spread.len().div_ceil(room.max(1)).max(1);
    let sums: Vec<usize> = spread.chunks(stretch).map(|counts| counts.iter().sum()).collect();
    let most = sums.iter().copied().max().unwrap_or(0).max(1);
    sums.iter().filter_map(|count| BARS.get((count * (BARS.len() - 1)).div_ceil(most))).copied().collect()
}

fn form(state: &State, actor: ActorIndex, form: usize, pen: &mut Pen<'_>) {
    let theme = state.options.theme;
    let Some((written, count)) = state.tally(actor).and_then(|tally| tally.forms.get(form)) else { return };
    let count = count.to_string();
    pen.skip(2);
    let room = pen.room().saturating_sub(count.len() + 1);
    pen.write_within(written, room, theme.style(Look::Dim)).write_at_end(&count, theme.style(Look::Dim));
}

/// Paints the cast as one line, where it is folded into one: as many actors as fit.
pub(super) fn folded(state: &State, panes: &Panes, buffer: &mut Buffer) {
    let Some(area) = panes.fold else { return };
    let mut pen = Pen::on(buffer, Rect { x: area.x + 1, width: area.width.saturating_sub(1), ..area });
    for index in (0..).map(ActorIndex).take(state.cast.actors.len()) {
        let Some(actor) = state.actor(index) else { break };
        let count = state.tally(index).map_or("…".to_owned(), |tally| tally.mentions.to_string());
        let surname = actor.name.split_whitespace().next_back().unwrap_or(&actor.name);
        if width(surname) + count.len() + 5 > pen.room() {
            pen.write("…", state.options.theme.style(Look::Dim));
            break;
        }
        pen.write(&number(index), state.options.theme.style(Look::Actor(index))).skip(1);
        pen.write(surname, name_style(state, index)).skip(1);
        pen.write(&count, state.options.theme.style(Look::Dim)).skip(2);
    }
}

/// The key that chooses an actor, as far as there is one.
fn number(actor: ActorIndex) -> String {
    if actor.0 < 9 { (actor.0 + 1).to_string() } else { "·".to_owned() }
}
