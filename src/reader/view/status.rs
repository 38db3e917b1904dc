//! The last line: where one is or what is typed on the left, the keys that matter now on the right.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::reader::layout::Panes;
use crate::reader::prompt::Prompt;
use crate::reader::state::{Mode, State, Why};
use crate::reader::theme::Look;
use crate::text::{Cell, Span, cells, drawn, width, wrap};

use super::pen::Pen;

/// Paints the last line.
pub(super) fn view(state: &State, panes: &Panes, buffer: &mut Buffer) {
    let sentence = match &state.mode {
        Mode::Reading => state.message.clone(),
        Mode::Asking(question) => Some(question.asked()),
        _ => None,
    };
    if let Some(sentence) = sentence.filter(|sentence| width(sentence) + 2 > usize::from(panes.status.width)) {
        return long(state, &sentence, panes.status, buffer);
    }
    let mut pen = Pen::on(buffer, panes.status);
    match &state.mode {
        Mode::Prompt(prompt) => typed(state, prompt, &mut pen),
        Mode::Why(why) => explained(state, why, &mut pen),
        Mode::Reading | Mode::Help(_) | Mode::Selecting(_) | Mode::Asking(_) => {
            pen.skip(1);
            let room = pen.room();
            pen.write_within(&state.where_one_is(), room, state.options.theme.style(Look::Text));
            hints(state, &mut pen);
        }
    }
}

/// A message that does not fit the last line, on as many lines as it needs, over what stands there.
fn long(state: &State, message: &str, last: Rect, buffer: &mut Buffer) {
    let lines = wrap(message, Span::new(0, message.len()), usize::from(last.width.saturating_sub(2)));
    for (line, y) in lines.iter().rev().zip((0..=last.y).rev()) {
        let row = Rect { y, ..last };
        row.positions().for_each(|cell| buffer[cell].reset());
        Pen::on(buffer, row).skip(1).write(drawn(message, *line).of(message), state.options.theme.style(Look::Text));
    }
}

/// The keys that matter now, as many as fit, the most important last to go.
fn hints(state: &State, pen: &mut Pen<'_>) {
    let theme = state.options.theme;
    let mut hints = state.hints();
    let wide = |hints: &[(String, &str)]| hints.iter().map(|(key, word)| width(key) + width(word) + 3).sum::<usize>();
    while !hints.is_empty() && wide(&hints) + 2 > pen.room() {
        hints.remove(hints.len().saturating_sub(2));
    }
    pen.skip(pen.room() - wide(&hints).min(pen.room()));
    for (key, word) in &hints {
        pen.write(key, theme.style(Look::Key)).skip(1).write(word, theme.style(Look::Dim)).skip(2);
    }
}

/// What is being typed, its end always in sight, with the cursor.
fn typed(state: &State, prompt: &Prompt, pen: &mut Pen<'_>) {
    let theme = state.options.theme;
    pen.write(prompt.purpose.sign(), theme.style(Look::Key));
    let before = prompt.text.get(..prompt.cursor).unwrap_or_default();
    let behind = prompt.text.get(prompt.cursor..).unwrap_or_default();
    let excess = (width(before) + 1).saturating_sub(pen.room());
    let mut skipped = 0;
    let wrong = prompt.problem.as_ref().map(|problem| problem.at);
    for cell in cells(before) {
        if skipped < excess {
            skipped += usize::from(cell.width);
        } else {
            let is_wrong = wrong.is_some_and(|wrong| wrong.overlaps(cell.span));
            let look = if is_wrong { Look::Trouble } else { Look::Text };
            pen.write(symbol(before, &cell), theme.style(if prompt.offered { Look::Selected } else { look }));
        }
    }
    let mut rest = cells(behind);
    let under = rest.next();
    pen.write(under.as_ref().map_or(" ", |cell| symbol(behind, cell)), theme.style(Look::Selected));
    rest.for_each(|cell| _ = pen.write(symbol(behind, &cell), theme.style(Look::Text)));
    pen.skip(2);
    if let Some(problem) = &prompt.problem {
        pen.write(&problem.to_string(), theme.style(Look::Trouble));
    }
    proposals(state, prompt, pen);
}

/// What is drawn for a cell of what is typed: the end of a line too is to be seen.
fn symbol<'a>(typed: &str, cell: &'a Cell<'_>) -> &'a str {
    if cell.span.of(typed) == "\n" { "↵" } else { &cell.symbol }
}

fn proposals(state: &State, prompt: &Prompt, pen: &mut Pen<'_>) {
    for proposal in &prompt.proposals {
        pen.write(proposal, state.options.theme.style(Look::Dim)).skip(2);
    }
}

fn explained(state: &State, why: &Why, pen: &mut Pen<'_>) {
    let theme = state.options.theme;
    pen.skip(1).write(&why.text, theme.style(Look::Title)).write(" = ", theme.style(Look::Dim));
    pen.write(&why.actor, theme.style(Look::Text)).write(" · ", theme.style(Look::Dim));
    pen.write(&why.kind, theme.style(Look::Text)).write(": ", theme.style(Look::Dim));
    let room = pen.room();
    pen.write_within(&why.reason, room, theme.style(Look::Text));
}
