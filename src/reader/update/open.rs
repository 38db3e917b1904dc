//! Opening articles, and arriving in them.

use crate::reader::jumps::Jump;
use crate::reader::page::Page;
use crate::reader::requests::{Arrival, Neighbour, Opening};
use crate::reader::state::{Pane, State};
use crate::reader::{ArticleId, Effect, Found, Lit, Mark, Opened, Stance};

use super::{choose, jump, listing, select, walk};

/// Opens what is under the cursor: the article in the list, the actor in the cast.
pub(in crate::reader) fn under_cursor(state: &mut State) {
    match state.focus {
        Pane::Articles => listing::open_row(state, state.list.selected),
        Pane::Text => {}
        Pane::Cast => choose::by_number(state, state.cast_list.cursor),
    }
}

/// Opens an article, or arrives at once where it is open.
pub(super) fn open(state: &mut State, article: ArticleId, arrival: Arrival) {
    if state.open_article() == Some(article) {
        state.requests.opening = None;
        if matches!(arrival, Arrival::Stop(_)) {
            jump::leave(state);
        }
        return arrive(state, arrival);
    }
    let request = state.requests.next();
    state.requests.opening = Some(Opening { request, article, arrival });
    state.ask(Effect::Open { request, article });
}

/// Takes an opened article in.
pub(super) fn take(state: &mut State, opening: Opening, opened: Result<Opened, String>) {
    if matches!(opening.arrival, Arrival::Entered | Arrival::Stop(_)) {
        jump::leave(state);
    }
    let place = opened.as_ref().ok().and_then(|opened| opened.place);
    let stance = opened.as_ref().map(|opened| opened.stance.clone()).unwrap_or_default();
    let mut page = match opened {
        Ok(opened) => Page::new(opened),
        Err(reason) => Page::unreadable(opening.article, reason),
    };
    if let (Some(place), Arrival::Shown | Arrival::Again | Arrival::Entered) = (place, &opening.arrival) {
        page.anchor_at(place.top);
    }
    if let Arrival::Again = opening.arrival {
        page.stood = place.and_then(|place| place.stop);
    }
    state.page = Some(page);
    select::end(state);
    choose::light(state);
    state.fit();
    if let Arrival::Again = opening.arrival {
        come_back(state, stance);
    }
    arrive(state, opening.arrival);
}

/// Lights what was lit, goes into the text where the person was in it, and stands where they stood.
fn come_back(state: &mut State, stance: Stance) {
    if state.lit() == Lit::Nothing && stance.lit != Lit::Nothing {
        match stance.lit {
            Lit::Actor(actor, _) => choose::choose(state, Some(actor)),
            Lit::Search(search) => choose::search(state, search),
            Lit::Nothing => {}
        }
    }
    if stance.inside {
        enter(state);
    }
    walk::stand_again(state);
}

fn arrive(state: &mut State, arrival: Arrival) {
    match arrival {
        Arrival::Shown | Arrival::Again => {}
        Arrival::Entered => enter(state),
        Arrival::Stop(found) => stop_at(state, &found),
        Arrival::Jump(jump) => restore(state, &jump),
    }
}

/// Goes into the text: it has the keys, and the article counts as read.
pub(super) fn enter(state: &mut State) {
    state.focus = Pane::Text;
    state.seen = state.seen.map(|_| state.pile.read);
    state.fit();
    if let Some(page) = &mut state.page {
        page.entered = true;
        page.marks.put(Mark::Read(true));
        state.list.mark(page.id, &Mark::Read(true));
    }
}

fn stop_at(state: &mut State, found: &Found) {
    enter(state);
    state.list.select(found.row, state.visible_rows());
    walk::stand_on(state, found);
}

fn restore(state: &mut State, jump: &Jump) {
    enter(state);
    listing::seek(state, jump.place.article);
    if let Some(page) = &mut state.page {
        page.stop = jump.stop;
        page.anchor_at(jump.place.top);
        if page.width() == jump.width {
            page.scroll_to(jump.line);
        }
    }
    choose::light(state);
    walk::count(state);
}

/// Opens the article so many steps on in the list, or the next unread one.
pub(in crate::reader) fn neighbour(state: &mut State, step: i64, unread: bool) {
    let under_way = state.requests.neighbour.filter(|neighbour| neighbour.unread == unread);
    let (from, step) = match under_way {
        Some(earlier) => (Some(earlier.from), earlier.step + step),
        None => (here(state), step),
    };
    state.requests.give_up_steps();
    let Some(from) = from.filter(|_| step != 0) else { return };
    let request = state.requests.next();
    state.requests.neighbour = Some(Neighbour { request, from, step, unread });
    state.ask(Effect::Neighbour { request, listing: state.list.listing.clone(), article: from, step, unread });
}

/// The article from which the next one is counted: in the list the selected one, else the open one.
fn here(state: &State) -> Option<ArticleId> {
    let opening = state.requests.opening.as_ref().map(|opening| opening.article);
    let selected = state.list.article().filter(|_| state.focus == Pane::Articles);
    opening.or(selected).or(state.open_article())
}

/// Opens the neighbour that was found.
pub(super) fn take_neighbour(state: &mut State, asked: Neighbour, found: Option<(ArticleId, usize)>) {
    let Some((article, row)) = found else {
        let (which, way) = (if asked.unread { "unread article" } else { "article" }, asked.step > 0);
        return state.say(format!("no {which} {} this one", if way { "behind" } else { "before" }));
    };
    state.list.select(row, state.visible_rows());
    open(state, article, Arrival::Entered);
}
