//! The help: keys on the left, what they do on the right.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::reader::help::{Help, HelpLine, KEYS_WIDTH};
use crate::reader::layout::Panes;
use crate::reader::state::State;
use crate::reader::theme::Look;
use crate::text::width;

use super::pen::Pen;

/// Paints the help where it belongs.
pub(super) fn view(state: &State, help: &Help, panes: &Panes, buffer: &mut Buffer) {
    let area = panes.help();
    let theme = state.options.theme;
    let mut head = Pen::on(buffer, Rect { height: 1, ..area });
    head.write("Help", theme.style(Look::Title)).skip(2);
    if help.filter.is_empty() {
        head.write("type to filter", theme.style(Look::Dim));
    } else {
        head.write(&help.filter, theme.style(Look::Mark));
    }
    let lines = help.lines(&state.keymap, usize::from(area.width));
    for (line, y) in lines.iter().skip(help.top).zip(area.top() + 2..area.bottom()) {
        paint(state, line, &mut Pen::on(buffer, Rect { y, height: 1, ..area }));
    }
}

fn paint(state: &State, line: &HelpLine, pen: &mut Pen<'_>) {
    let theme = state.options.theme;
    match line {
        HelpLine::Heading(heading) => _ = pen.write(heading, theme.style(Look::Title)),
        HelpLine::Entry { keys, text } => {
            pen.write(keys, theme.style(Look::Key)).skip((KEYS_WIDTH + 2).saturating_sub(width(keys)));
            pen.write(text, theme.style(Look::Text));
        }
        HelpLine::Blank => {}
    }
}
