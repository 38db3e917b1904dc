//! Moving in the pane that has the keys, by lines, pages and ends.

use crate::reader::commands::Press;
use crate::reader::page::Page;
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
    let at_end = state.page.as_ref().is_some_and(|page| page.top >= page.bottom());
    if state.focus == Pane::Text && stride == Stride::Page && at_end {
        return say_how_to_go_on(state);
    }
    let steps = steps(state, stride, press);
    move_to(state, stride, |at| at.saturating_add(steps));
}

/// Moves back by strides.
pub(in crate::reader) fn up(state: &mut State, stride: Stride, press: Press) {
    let steps = steps(state, stride, press);
    move_to(state, stride, |at| at.saturating_sub(steps));
}

/// Moves to the first line, row or actor.
pub(in crate::reader) fn top(state: &mut State) {
    to_end(state, 0);
}

/// Moves to the last line, row or actor; in the list a count tells the row.
pub(in crate::reader) fn bottom(state: &mut State, press: Press) {
    let row = press.count.filter(|_| state.focus == Pane::Articles);
    to_end(state, row.map_or(usize::MAX, |row| row.saturating_sub(1)));
}

fn to_end(state: &mut State, end: usize) {
    if state.focus == Pane::Text {
        jump::leave(state);
    }
    move_to(state, Stride::Line, |_| end);
}

/// Moves what has the keys: the selection, the text, the cursor of the cast, or its lines by pages.
fn move_to(state: &mut State, stride: Stride, to: impl Fn(usize) -> usize) {
    match (state.focus, stride) {
        (Pane::Articles, _) => listing::select(state, to(state.list.selected)),
        (Pane::Text, _) => {
            if let Some(page) = &mut state.page {
                page.scroll_to(to(page.top));
            }
        }
        (Pane::Cast, Stride::Line) => state.point_at(to(state.cast_list.cursor), state.cast_height()),
        (Pane::Cast, _) => state.scroll_cast(to(state.cast_list.top), state.cast_height()),
    }
}

fn steps(state: &State, stride: Stride, press: Press) -> usize {
    let visible = match state.focus {
        Pane::Articles => state.visible_rows(),
        Pane::Text => state.page.as_ref().map_or(1, Page::height),
        Pane::Cast => state.cast_height(),
    };
    let steps = match stride {
        Stride::Line => 1,
        Stride::HalfPage => (visible / 2).max(1),
        Stride::Page => visible.saturating_sub(OVERLAP).max(1),
    };
    steps.saturating_mul(press.times())
}

/// At the end of an article a page more says how to go on; it does not go on by itself.
fn say_how_to_go_on(state: &mut State) {
    let next = state.keymap.key_of(if walk::is_lit(state) { "next-lit" } else { "next-article" });
    state.say(format!("the end of this article: {next} goes on to the next"));
}
