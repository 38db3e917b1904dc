//! The walk: from stop to stop over the whole pile, or within the open article.

use crate::reader::page::{Counts, Stop};
use crate::reader::requests::{Arrival, Walk};
use crate::reader::state::State;
use crate::reader::{Effect, Found, Lit, Place, Step};

use super::{jump, open};

/// Whether there is anything to walk.
pub(super) fn is_lit(state: &State) -> bool {
    state.lit() != Lit::Nothing
}

/// Says how to have something to walk.
pub(super) fn say_what_to_light(state: &mut State) {
    let search = state.keymap.key_of("search");
    let sentence = match state.cast.actors.len() {
        0 => format!("nothing is lit: search with {search}"),
        1 => format!("nothing is lit: choose the actor with 1, or search with {search}"),
        many => format!("nothing is lit: choose an actor with 1-{}, or search with {search}", many.min(9)),
    };
    state.say(sentence);
}

/// Goes so many stops on, or with `articles` so many articles with a stop; a step that is under way is lengthened.
pub(in crate::reader) fn step(state: &mut State, count: i64, articles: bool) {
    if !is_lit(state) {
        return say_what_to_light(state);
    }
    let under_way = state.requests.walk.filter(|walk| walk.step.articles == articles && !walk.counts);
    let (from, count) = match under_way {
        Some(earlier) => (earlier.from, earlier.step.count + count),
        None => (here(state), count),
    };
    state.requests.give_up_steps();
    if count != 0 {
        ask(state, from, Step { count, articles }, false);
    }
}

/// Goes to the next stop from a place.
pub(super) fn step_from(state: &mut State, place: Option<Place>) {
    ask(state, place, Step { count: 1, articles: false }, false);
}

/// Asks which numbers the stop has: it is the first one at or behind where it starts.
pub(super) fn count(state: &mut State) {
    let page = state.page.as_ref().filter(|_| is_lit(state) && state.requests.walk.is_none());
    let Some((page, stop)) = page.and_then(|page| Some((page, page.stop?))) else { return };
    let place = Place { article: page.id, top: stop.span.start as usize, stop: None };
    ask(state, Some(place), Step { count: 1, articles: false }, true);
}

fn ask(state: &mut State, from: Option<Place>, step: Step, counts: bool) {
    let request = state.requests.next();
    state.requests.walk = Some(Walk { request, from, step, counts });
    state.ask(Effect::Walk { request, listing: state.list.listing.clone(), from, step });
}

/// The place from which the walk goes on: the stop while it is in sight, else the top of the screen.
pub(super) fn here(state: &State) -> Option<Place> {
    if let Some(opening) = &state.requests.opening {
        let stop = match &opening.arrival {
            Arrival::Stop(found) => Some(found.span),
            Arrival::Shown | Arrival::Again | Arrival::Entered | Arrival::Jump(_) => None,
        };
        return Some(Place { article: opening.article, top: 0, stop });
    }
    let page = state.page.as_ref()?;
    let place = page.place();
    Some(Place { stop: place.stop.filter(|_| page.stop_is_visible()), top: page.top_byte(), ..place })
}

/// Takes the stop in that was asked for.
pub(super) fn take(state: &mut State, asked: Walk, found: Option<Found>) {
    match found {
        Some(found) if asked.counts => number(state, &found),
        None if asked.counts => {}
        None => say_there_is_none(state),
        Some(found) => {
            let notice = found.wrapped.then(|| over_the_end(state, &found, asked.step.count > 0));
            open::open(state, found.article, Arrival::Stop(found));
            state.message = notice.or(state.message.take());
        }
    }
}

fn say_there_is_none(state: &mut State) {
    let so_far = if state.pile.complete { "" } else { ", as far as it has been read" };
    let what = match state.lit() {
        Lit::Search(search) => format!("“{}”", search.typed()),
        _ => state.chosen_actor().map_or_else(String::new, |actor| actor.name.clone()),
    };
    state.say(format!("{what} is nowhere in the pile{so_far}"));
}

fn over_the_end(state: &State, found: &Found, on: bool) -> String {
    let numbers = Counts::from(found).said(state.word());
    let again = match (on, found.mention) {
        (true, 1) => "first again, over the end of the pile",
        (true, _) => "over the end of the pile",
        (false, last) if last == found.mentions => "last again, over the start of the pile",
        (false, _) => "over the start of the pile",
    };
    format!("{numbers} · {again}")
}

/// Puts the stop where one was found, in the open article.
pub(super) fn stand_on(state: &mut State, found: &Found) {
    if let Some(page) = &mut state.page {
        page.stood = None;
        page.stop = Some(Stop { span: found.span, counts: Some(found.into()) });
        page.show(found.span.start as usize);
    }
}

/// Stands where the reader stood when the article was left, as soon as that is lit.
pub(super) fn stand_again(state: &mut State) {
    let stood = state.page.as_ref().and_then(|page| page.stood);
    let is_lit = |span| state.target_lights().is_some_and(|lights| lights.within(span).any(|light| light.span == span));
    let Some(span) = stood.filter(|span| is_lit(*span)) else { return };
    if let Some(page) = &mut state.page {
        page.stood = None;
        page.stop = Some(Stop { span, counts: None });
        page.show(span.start as usize);
    }
    count(state);
}

/// Gives the stop its numbers.
fn number(state: &mut State, found: &Found) {
    let page = state.page.as_mut().filter(|page| page.id == found.article);
    if let Some(stop) = page.and_then(|page| page.stop.as_mut()).filter(|stop| stop.span == found.span) {
        stop.counts = Some(found.into());
    }
}

/// Goes so many stops on within the open article; behind its last stop comes its first.
pub(in crate::reader) fn step_here(state: &mut State, count: i64) {
    if !is_lit(state) {
        return say_what_to_light(state);
    }
    let (word, on) = (state.word(), state.keymap.key_of("next-mention"));
    let Some((index, wrapped)) = target_here(state, count) else {
        return state.say(format!("no {word} in this article: {on} goes on to the next"));
    };
    jump::leave(state);
    open::enter(state);
    let Some(light) = state.target_lights().and_then(|lights| lights.all().get(index)).copied() else { return };
    if let Some(page) = &mut state.page {
        page.stop = Some(Stop { span: light.span, counts: None });
        page.show(light.span.start as usize);
    }
    if wrapped {
        let which = if count > 0 { ("first", "end") } else { ("last", "start") };
        state.say(format!("{} {word} of this article again, over its {}", which.0, which.1));
    }
    self::count(state);
}

/// Which light of the open article is `count` steps on, and whether its end lies between.
fn target_here(state: &State, count: i64) -> Option<(usize, bool)> {
    let (page, lights) = (state.page.as_ref()?, state.target_lights()?);
    let length = i64::try_from(lights.all().len()).ok().filter(|length| *length > 0)?;
    let stop = page.stop.filter(|_| page.stop_is_visible());
    let start = stop.map_or(page.top_byte(), |stop| stop.span.start as usize);
    let index = i64::try_from(lights.index(start)).ok()?;
    // Without a stop one step on is the next light itself, and not the one behind it.
    let index = if stop.is_none() && count > 0 { index + count - 1 } else { index + count };
    let wrapped = !(0..length).contains(&index);
    Some((usize::try_from(index.rem_euclid(length)).ok()?, wrapped))
}

impl From<&Found> for Counts {
    fn from(found: &Found) -> Counts {
        let Found { mention, mentions, nth: article, articles, complete, .. } = *found;
        Counts { mention, mentions, article, articles, complete }
    }
}
