//! How the reader looks: paints a state onto cells, one file a pane.

mod articles;
mod cast;
mod help;
mod pen;
mod status;
mod text;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::help::Help;
use super::layout::Panes;
use super::state::{Mode, State};
use super::theme::Look;
use pen::Pen;

/// Paints the whole screen.
pub fn view(state: &State, buffer: &mut Buffer) {
    let Some(panes) = Panes::of(state) else {
        return too_small(state, buffer);
    };
    match &state.mode {
        Mode::Help(shown) => view_help(state, shown, &panes, buffer),
        Mode::Reading | Mode::Prompt(_) | Mode::Why(_) | Mode::Selecting(_) | Mode::Asking(_) => {
            view_panes(state, &panes, buffer);
        }
    }
    status::view(state, &panes, buffer);
}

/// The help, beside the list where there is room for both.
fn view_help(state: &State, shown: &Help, panes: &Panes, buffer: &mut Buffer) {
    if panes.cast.and(panes.rule).is_some() {
        rule(state, panes, buffer);
        articles::view(state, panes, buffer);
    }
    help::view(state, shown, panes, buffer);
}

fn view_panes(state: &State, panes: &Panes, buffer: &mut Buffer) {
    rule(state, panes, buffer);
    articles::view(state, panes, buffer);
    text::view(state, panes, buffer);
    cast::view(state, panes, buffer);
    cast::folded(state, panes, buffer);
}

fn too_small(state: &State, buffer: &mut Buffer) {
    let words = "Too small: 20×5";
    Pen::on(buffer, buffer.area).write(words, state.options.theme.style(Look::Text));
}

/// The rule right of the list, where there is one.
fn rule(state: &State, panes: &Panes, buffer: &mut Buffer) {
    let Some(area) = panes.rule else { return };
    let style = state.options.theme.style(Look::Rule);
    for y in area.top()..area.bottom() {
        Pen::on(buffer, Rect { y, height: 1, ..area }).write("│", style);
    }
}

#[cfg(test)]
mod tests;
