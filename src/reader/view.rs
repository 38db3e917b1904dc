//! How the reader looks: paints a state onto cells.

use ratatui::buffer::Buffer;

use super::layout::Panes;
use super::state::State;

/// Paints the whole screen.
pub fn view(state: &State, buffer: &mut Buffer) {
    let Some(panes) = Panes::of(state) else {
        return buffer.set_string(0, 0, "window too small", ratatui::style::Style::new());
    };
    let width = usize::from(panes.status.width);
    buffer.set_stringn(0, panes.status.y, state.where_one_is(), width, ratatui::style::Style::new());
}
