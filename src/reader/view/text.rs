//! The article: its lines with what is lit in them, and the scroll bar with a tick for each mention.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::article::PassageKind;
use crate::reader::Lit;
use crate::reader::layout::Panes;
use crate::reader::lights::{Cause, Light};
use crate::reader::page::{LineKind, NOTE_INDENT, Page, PageLine, Tick};
use crate::reader::state::{Mode, State};
use crate::reader::theme::Look;
use crate::text::{Span, cells};

use super::pen::Pen;

/// Paints the open article, where the text is shown.
pub(super) fn view(state: &State, panes: &Panes, buffer: &mut Buffer) {
    let (Some(area), Some(page)) = (panes.text, &state.page) else { return };
    for (line, y) in page.visible().iter().zip(area.top()..area.bottom()) {
        paint_line(state, page, line, &mut Pen::on(buffer, Rect { y, height: 1, ..area }));
    }
    if let Some(area) = panes.bar {
        bar(state, page, buffer, area);
    }
}

fn paint_line(state: &State, page: &Page, line: &PageLine, pen: &mut Pen<'_>) {
    let look = if page.repeats_title(line) { Look::Dim } else { look_of(line.kind) };
    let plain = state.options.theme.style(look);
    let text = page.text_of(line);
    if let LineKind::Note(_) = line.kind {
        let bar = if line.span.start == 0 { "✎" } else { " " };
        pen.skip(1).write(bar, state.options.theme.style(Look::Mark)).skip(NOTE_INDENT - 2);
    }
    if !matches!(line.kind, LineKind::Passage(_)) {
        pen.write(text, plain);
        return;
    }
    let lights: Vec<Light> = page.lit_in(line.span).collect();
    let base = line.span.start;
    let selected = selected(state);
    for cell in cells(text) {
        let at = Span { start: base + cell.span.start, end: base + cell.span.end };
        let style = if selected.is_some_and(|selected| selected.overlaps(at)) {
            state.options.theme.style(Look::Selected)
        } else {
            let noted = || page.note_on(at).map(|_| state.options.theme.style(Look::Noted));
            lit_style(state, page, &lights, at).or_else(noted).unwrap_or(plain)
        };
        pen.write(&cell.symbol, style);
    }
}

/// The words that are selected, or of which something is asked.
fn selected(state: &State) -> Option<Span> {
    match &state.mode {
        Mode::Selecting(selection) => Some(selection.span()),
        Mode::Asking(question) => Some(question.saying.span),
        _ => None,
    }
}

/// How the bytes at `at` look where something is lit there, in whatever passage; a hit of the search lies over a mention.
fn lit_style(state: &State, page: &Page, lights: &[Light], at: Span) -> Option<Style> {
    let light = lights.iter().rfind(|light| light.span.overlaps(at))?;
    Some(state.options.theme.style(look_of_light(state, light.cause, page.is_stop(*light))))
}

fn look_of_light(state: &State, cause: Cause, is_stop: bool) -> Look {
    match (cause, state.chosen) {
        (Cause::Mention(..), Some(actor)) if is_stop => Look::Stop(actor),
        (Cause::Mention(kind, certainty), Some(actor)) => Look::Mention(actor, kind, certainty),
        _ if is_stop => Look::CurrentHit,
        _ => Look::Hit,
    }
}

fn look_of(kind: LineKind) -> Look {
    match kind {
        LineKind::Passage(PassageKind::Title) => Look::Title,
        LineKind::Passage(PassageKind::Text) | LineKind::Blank => Look::Text,
        LineKind::Passage(PassageKind::Caption) => Look::Caption,
        LineKind::Passage(PassageKind::Link | PassageKind::Boilerplate) | LineKind::Meta => Look::Dim,
        LineKind::Trouble => Look::Trouble,
        LineKind::Note(_) => Look::Note,
    }
}

/// The rule right of the text: heavy beside what is on the screen, with a tick where something is lit.
fn bar(state: &State, page: &Page, buffer: &mut Buffer, area: Rect) {
    let cells = usize::from(area.height);
    let thumb = page.thumb(cells);
    for ((index, tick), y) in page.ticks(cells).into_iter().enumerate().zip(area.top()..) {
        let in_thumb = thumb.contains(&index) && thumb.len() < cells;
        let (symbol, look) = mark(state, tick, in_thumb);
        Pen::on(buffer, Rect { y, height: 1, ..area }).write(symbol, state.options.theme.style(look));
    }
}

fn mark(state: &State, tick: Tick, in_thumb: bool) -> (&'static str, Look) {
    match (tick, in_thumb) {
        (Tick::Nothing, false) => ("│", Look::Rule),
        (Tick::Nothing, true) => ("┃", Look::Thumb),
        (Tick::Lit(cause), false) => ("┤", tick_look(state, cause)),
        (Tick::Lit(cause), true) => ("┫", tick_look(state, cause)),
        (Tick::Stop, _) => ("◆", walked_look(state)),
    }
}

fn tick_look(state: &State, cause: Cause) -> Look {
    match (cause, state.chosen) {
        (Cause::Mention(..), Some(actor)) => Look::Actor(actor),
        _ => Look::Search,
    }
}

/// The look of what is walked.
fn walked_look(state: &State) -> Look {
    match state.lit() {
        Lit::Actor(actor, _) => Look::Actor(actor),
        Lit::Search(_) | Lit::Nothing => Look::Search,
    }
}
