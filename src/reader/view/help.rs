//! The help, in the place of the text: keys on the left, what they do on the right.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::reader::help::{Help, HelpLine};
use crate::reader::layout::Panes;
use crate::reader::state::State;
use crate::reader::theme::Look;
use crate::text::width;

use super::pen::Pen;

/// Paints the help where the text stands, else over the whole window.
pub(super) fn view(state: &State, help: &Help, panes: &Panes, buffer: &mut Buffer) {
    let area = panes.help();
    let lines = help.lines(&state.keymap);
    let keys = lines.iter().map(key_width).max().unwrap_or(0).min(usize::from(area.width) / 2);
    let theme = state.options.theme;
    let mut head = Pen::on(buffer, Rect { height: 1, ..area });
    head.write("Help", theme.style(Look::Title)).skip(2);
    let prompt = if help.filter.is_empty() { "type to filter" } else { &help.filter };
    head.write(prompt, theme.style(if help.filter.is_empty() { Look::Dim } else { Look::Mark }));
    let shown = lines.iter().skip(help.top).zip(area.top() + 2..area.bottom());
    for (line, y) in shown {
        paint(state, line, keys, &mut Pen::on(buffer, Rect { y, height: 1, ..area }));
    }
}

fn key_width(line: &HelpLine) -> usize {
    match line {
        HelpLine::Entry { keys, .. } => width(keys),
        HelpLine::Heading(_) | HelpLine::Blank => 0,
    }
}

fn paint(state: &State, line: &HelpLine, keys_width: usize, pen: &mut Pen<'_>) {
    let theme = state.options.theme;
    match line {
        HelpLine::Heading(heading) => _ = pen.write(heading, theme.style(Look::Title)),
        HelpLine::Entry { keys, text } => {
            pen.write_within(keys, keys_width, theme.style(Look::Key));
            let gap = keys_width.saturating_sub(width(keys)) + 2;
            pen.skip(gap);
            let room = pen.room();
            pen.write_within(text, room, theme.style(Look::Text));
        }
        HelpLine::Blank => {}
    }
}
