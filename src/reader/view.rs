//! How the reader looks: paints a state onto cells, one file a pane.

mod articles;
mod cast;
mod help;
mod pen;
mod status;
mod text;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::layout::Panes;
use super::state::{Mode, State};
use super::theme::Look;
use pen::Pen;

/// Paints the whole screen.
pub fn view(state: &State, buffer: &mut Buffer) {
    let Some(panes) = Panes::of(state) else {
        return too_small(state, buffer);
    };
    status::view(state, &panes, buffer);
    let Mode::Help(shown) = &state.mode else {
        return view_panes(state, &panes, buffer);
    };
    if panes.cast.and(panes.rule).is_some() {
        rule(state, &panes, buffer);
        articles::view(state, &panes, buffer);
    }
    help::view(state, shown, &panes, buffer);
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
