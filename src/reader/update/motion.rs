//! Moving in the pane that has the keys, by lines, pages and ends.

use crate::reader::commands::Press;
use crate::reader::state::{Pane, State};

use super::{jump, listing, walk};

/// The lines of a page that are seen again on the next.
const OVERLAP: usize = 2;

/// How far a motion goes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::reader) enum Stride {
    /// A line of text, a row of the list, an actor of the cast.
    Line,
    /// Half of what is visible.
    HalfPage,
    /// What is visible, but for a little.
    Page,
}

/// Moves on by strides.
pub(in crate::reader) fn down(state: &mut State, stride: Stride, press: Press) {
    let steps = steps(state, stride).saturating_mul(press.times());
    match state.focus {
        Pane::Articles => listing::select(state, state.list.selected.saturating_add(steps)),
        Pane::Text => scroll_down(state, steps, stride),
        Pane::Cast => state.point_at(state.cast_list.cursor.saturating_add(steps), state.cast_height()),
    }
}

/// Moves back by strides.
pub(in crate::reader) fn up(state: &mut State, stride: Stride, press: Press) {
    let steps = steps(state, stride).saturating_mul(press.times());
    match state.focus {
        Pane::Articles => listing::select(state, state.list.selected.saturating_sub(steps)),
        Pane::Text => scroll(state, |top| top.saturating_sub(steps)),
        Pane::Cast => state.point_at(state.cast_list.cursor.saturating_sub(steps), state.cast_height()),
    }
}

/// Moves to the first line, row or actor.
pub(in crate::reader) fn top(state: &mut State) {
    match state.focus {
        Pane::Articles => listing::select(state, 0),
        Pane::Text => {
            jump::leave(state);
            scroll(state, |_| 0);
        }
        Pane::Cast => state.point_at(0, state.cast_height()),
    }
}

/// Moves to the last line, row or actor; in the list a count tells the row.
pub(in crate::reader) fn bottom(state: &mut State, press: Press) {
    match (state.focus, press.count) {
        (Pane::Articles, row) => listing::select(state, row.map_or(usize::MAX, |row| row.saturating_sub(1))),
        (Pane::Text, _) => {
            jump::leave(state);
            scroll(state, |_| usize::MAX);
        }
        (Pane::Cast, _) => state.point_at(usize::MAX, state.cast_height()),
    }
}

fn steps(state: &State, stride: Stride) -> usize {
    let visible = match state.focus {
        Pane::Articles => state.visible_rows(),
        Pane::Text => state.page.as_ref().map_or(1, super::super::page::Page::height),
        Pane::Cast => state.cast_height() / 3,
    };
    match stride {
        Stride::Line => 1,
        Stride::HalfPage => (visible / 2).max(1),
        Stride::Page => visible.saturating_sub(OVERLAP).max(1),
    }
}

fn scroll(state: &mut State, to: impl Fn(usize) -> usize) {
    if let Some(page) = &mut state.page {
        page.scroll_to(to(page.top));
    }
}

/// At the end of an article a page more says how to go on; it does not go on by itself.
fn scroll_down(state: &mut State, lines: usize, stride: Stride) {
    let at_end = state.page.as_ref().is_some_and(|page| page.top >= page.bottom());
    if at_end && stride == Stride::Page {
        let next = state.keymap.key_of(if walk::is_lit(state) { "next-lit" } else { "next-article" });
        return state.say(format!("the end of this article: {next} goes on to the next"));
    }
    scroll(state, |top| top.saturating_add(lines));
}
