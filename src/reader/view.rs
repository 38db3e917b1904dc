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
    if let Some(area) = panes.rule {
        rule(state, buffer, area);
    }
    articles::view(state, &panes, buffer);
    if let Mode::Help(shown) = &state.mode {
        help::view(state, shown, &panes, buffer);
    } else {
        text::view(state, &panes, buffer);
    }
    cast::view(state, &panes, buffer);
    cast::folded(state, &panes, buffer);
    status::view(state, &panes, buffer);
}

fn too_small(state: &State, buffer: &mut Buffer) {
    let words = "Window too small: 20×5 at least";
    Pen::on(buffer, buffer.area).write(words, state.options.theme.style(Look::Text));
}

fn rule(state: &State, buffer: &mut Buffer, area: Rect) {
    let style = state.options.theme.style(Look::Rule);
    for y in area.top()..area.bottom() {
        Pen::on(buffer, Rect { y, height: 1, ..area }).write("│", style);
    }
}
