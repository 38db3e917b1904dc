//! The list: which row is selected, and asking the world for the rows that are shown.

use crate::reader::requests::{Arrival, Rows};
use crate::reader::state::{Pane, State};
use crate::reader::{ArticleId, Effect, Order, Row};

use super::{open, walk};

/// Selects row `index`; the text follows where that is set.
pub(super) fn select(state: &mut State, index: usize) {
    state.list.select(index, state.visible_rows());
    follow(state);
}

/// Shows what is selected, where the text follows the list.
fn follow(state: &mut State) {
    let follows = state.options.follow && state.focus == Pane::Articles;
    let article = state.list.article().filter(|article| follows && state.open_article() != Some(*article));
    if let Some(article) = article {
        open::open(state, article, Arrival::Shown);
    }
}

/// Opens the article of row `index` once it is known which that is.
pub(in crate::reader) fn open_row(state: &mut State, index: usize) {
    state.list.select(index, state.visible_rows());
    match state.list.article() {
        Some(article) => open::open(state, article, Arrival::Entered),
        None if index < state.list.total => state.requests.row_to_open = Some(index),
        None => {}
    }
}

/// Asks for the rows anew, because others may be listed or counted; the selected article stays selected.
pub(super) fn refresh(state: &mut State) {
    state.list.listing.lit = state.lit();
    state.list.listing.only_lit &= walk::is_lit(state);
    if state.list.listing.order == Order::Mentions && !walk::is_lit(state) {
        state.list.listing.order = Order::Pile;
    }
    match state.list.article() {
        None => ask(state, state.list.top, None),
        Some(article) => {
            let request = state.requests.next();
            state.requests.position = Some((request, article));
            state.ask(Effect::Position { request, listing: state.list.listing.clone(), article });
        }
    }
}

/// Selects an article wherever it is listed.
pub(super) fn seek(state: &mut State, article: ArticleId) {
    let request = state.requests.next();
    state.requests.seek = Some(request);
    state.ask(Effect::Position { request, listing: state.list.listing.clone(), article });
}

/// Selects the row that was sought.
pub(super) fn sought(state: &mut State, row: Option<usize>) {
    if let Some(row) = row {
        state.list.select(row, state.visible_rows());
    }
}

/// Lists only articles in which something is lit, or all again.
pub(in crate::reader) fn toggle_only_lit(state: &mut State) {
    if !walk::is_lit(state) {
        return walk::say_what_to_light(state);
    }
    state.list.listing.only_lit = !state.list.listing.only_lit;
    state.say(if state.list.listing.only_lit { "only articles with a mention or hit" } else { "all articles" });
    refresh(state);
}

/// Lists every copy of a story, or each story once.
pub(in crate::reader) fn unfold(state: &mut State) {
    state.list.listing.unfolded = !state.list.listing.unfolded;
    state.say(if state.list.listing.unfolded { "every copy of a story" } else { "each story once" });
    refresh(state);
}

/// Lists the articles in another order; the selected one stays selected.
pub(in crate::reader) fn sort(state: &mut State, order: Order) {
    if order == Order::Mentions && !walk::is_lit(state) {
        return walk::say_what_to_light(state);
    }
    state.list.listing.order = order;
    state.say(match order {
        Order::Pile => "in the order of the pile",
        Order::Newest => "the newest first",
        Order::Source => "by source",
        Order::Language => "by language",
        Order::Mentions => "those with the most mentions or hits first",
        Order::Unread => "unread ones first",
    });
    refresh(state);
}

/// The place of the selected article is known: asks for the rows around it, or for the first ones where it is not listed.
pub(super) fn place(state: &mut State, article: ArticleId, row: Option<usize>) {
    if state.list.article() != Some(article) {
        return ask(state, state.list.top, None);
    }
    let (from, to) = (state.list.selected, row.unwrap_or(0));
    let above = from.saturating_sub(state.list.top);
    ask(state, to.saturating_sub(above), Some((from, to)));
}

/// Takes rows in.
pub(super) fn take(state: &mut State, asked: Rows, total: usize, first: usize, rows: Vec<Row>) {
    state.list.take(total, first, rows);
    if let Some((_, to)) = asked.moves.filter(|(from, _)| state.list.selected == *from) {
        state.list.follow(to);
    }
    if let Some(row) = state.requests.row_to_open.take_if(|row| state.list.row(*row).is_some()) {
        open_row(state, row);
    }
    show_first(state);
    follow(state);
}

/// At the start shows an article without going into it.
fn show_first(state: &mut State) {
    if state.page.is_some() || state.requests.opening.is_some() {
        return;
    }
    if let Some(last) = state.first.take() {
        seek(state, last);
        open::open(state, last, if state.comes_back { Arrival::Again } else { Arrival::Shown });
    } else if let Some(article) = state.list.article() {
        open::open(state, article, Arrival::Shown);
    }
}

/// Asks for the visible rows where they have not come and are not on their way.
pub(super) fn ask_missing(state: &mut State) {
    let (top, visible) = (state.list.top, state.visible_rows());
    let asked = state.requests.rows.is_some() || state.requests.position.is_some();
    let in_vain = state.requests.rows_asked == Some((top, visible, state.list.total));
    if !asked && !in_vain && !state.list.holds(&(top..top + visible)) {
        ask(state, top, None);
    }
}

/// Asks for the rows on the screen whose first row is `top`, with a screen before and behind.
fn ask(state: &mut State, top: usize, moves: Option<(usize, usize)>) {
    let visible = state.visible_rows();
    let request = state.requests.next();
    let first = top.saturating_sub(visible);
    let count = top - first + 2 * visible;
    state.requests.position = None;
    state.requests.rows = Some(Rows { request, moves });
    state.requests.rows_asked = Some((top, visible, state.list.total));
    state.ask(Effect::Rows { request, listing: state.list.listing.clone(), first, count });
}
