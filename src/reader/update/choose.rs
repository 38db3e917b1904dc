//! Choosing an actor: what is lit, counted and walked.

use std::sync::Arc;

use crate::cast::ActorIndex;
use crate::mention::Kinds;
use crate::reader::state::{State, Target};
use crate::reader::{Effect, Lights};
use crate::search::Search;
use crate::text::{Span, fold};

use super::{listing, walk};

/// The stretches of the pile over which an actor's mentions are counted for the small picture of their spread.
const STRETCHES: usize = 16;

/// Chooses the actor with this number, from 0.
pub(in crate::reader) fn by_number(state: &mut State, number: usize) {
    let actor = u16::try_from(number).ok().map(ActorIndex).filter(|actor| state.actor(*actor).is_some());
    match actor {
        Some(actor) => choose(state, Some(actor)),
        None => state.say(format!("there is no actor {}", number + 1)),
    }
}

/// The actor with this name or id, or else the first one in whose name it stands.
pub(in crate::reader) fn called(state: &State, name: &str) -> Result<ActorIndex, String> {
    let wanted = fold(name);
    let actors = || (0..).map(ActorIndex).zip(&state.cast.actors);
    let exact = actors().find(|(_, actor)| fold(&actor.id) == wanted || fold(&actor.name) == wanted);
    let part = || actors().find(|(_, actor)| !wanted.is_empty() && fold(&actor.name).contains(&wanted));
    let found = exact.or_else(part).map(|(index, _)| index);
    found.ok_or_else(|| format!("no actor of the cast is called “{name}”"))
}

/// Chooses an actor; with `None` nothing is lit any more, the search's hits neither.
pub(in crate::reader) fn choose(state: &mut State, actor: Option<ActorIndex>) {
    state.chosen = actor;
    state.target = Target::Actor;
    match actor {
        Some(actor) => state.point_at(usize::from(actor.0), state.cast_height()),
        None => state.searched = None,
    }
    relight(state);
}

/// Lights the hits of a search, and walks them.
pub(super) fn search(state: &mut State, search: Arc<Search>) {
    state.searched = Some(search);
    state.target = Target::Search;
    relight(state);
}

/// Lights what is to be lit now, and has it listed and counted.
pub(super) fn relight(state: &mut State) {
    light(state);
    listing::refresh(state);
    state.requests.walk = None;
    walk::count(state);
}

/// Lights what is to be lit in the open article; a stop that is not lit is none.
pub(super) fn light(state: &mut State) {
    let Some(page) = &mut state.page else { return };
    let mentioned = state.chosen.map(|actor| Lights::mentions(&page.mentions, actor, state.counted));
    page.mentioned = mentioned.unwrap_or_default();
    page.hits = state.searched.as_ref().map(|search| page.search(search)).unwrap_or_default();
    let stop = page.stop;
    let stays = |span| state.target_lights().is_some_and(|lights| lights.within(span).any(|light| light.span == span));
    if stop.is_some_and(|stop| !stays(stop.span)) {
        unset_stop(state);
    }
}

fn unset_stop(state: &mut State) {
    if let Some(page) = &mut state.page {
        page.stop = None;
    }
}

/// Has the mentions of each actor counted.
pub(super) fn count(state: &mut State) {
    let request = state.requests.next();
    state.requests.tally = Some(request);
    state.ask(Effect::Tally { request, counted: state.counted, buckets: STRETCHES });
}

/// Goes on to the next way of counting kinds.
pub(in crate::reader) fn cycle_kinds(state: &mut State) {
    let next = match state.counted.kinds {
        Kinds::Names => Kinds::Roles,
        Kinds::Roles => Kinds::All,
        Kinds::All => Kinds::Names,
    };
    set_kinds(state, next);
}

/// Sets which kinds of mention count.
pub(in crate::reader) fn set_kinds(state: &mut State, kinds: Kinds) {
    state.counted.kinds = kinds;
    state.say(match kinds {
        Kinds::Names => "names count, roles and pronouns do not",
        Kinds::Roles => "names and roles count, pronouns do not",
        Kinds::All => "names, roles and pronouns count",
    });
    count(state);
    relight(state);
}

/// Has doubtful mentions left out, or takes them in again.
pub(in crate::reader) fn toggle_sure(state: &mut State) {
    set_sure(state, !state.counted.sure);
}

/// Sets whether doubtful mentions are left out.
pub(in crate::reader) fn set_sure(state: &mut State, sure: bool) {
    state.counted.sure = sure;
    state.say(if sure { "doubtful mentions are left out" } else { "doubtful mentions count too" });
    count(state);
    relight(state);
}

/// Chooses the actor of the open article who is so many on in the cast.
pub(in crate::reader) fn named(state: &mut State, step: i64) {
    let here = named_here(state);
    if here.is_empty() {
        return state.say("no actor of the cast is in this article");
    }
    let length = i64::try_from(here.len()).unwrap_or(1);
    let at = here.partition_point(|actor| Some(*actor) < state.chosen);
    let on_one = here.get(at).copied() == state.chosen && state.chosen.is_some();
    let at = i64::try_from(at).unwrap_or(0);
    // Between two actors one step on is the next of them.
    let at = if !on_one && step > 0 { at + step - 1 } else { at + step };
    let actor = usize::try_from(at.rem_euclid(length)).ok().and_then(|at| here.get(at)).copied();
    choose(state, actor);
}

/// The actors in the open article, in the order of the cast.
fn named_here(state: &State) -> Vec<ActorIndex> {
    let mentions = state.page.iter().flat_map(|page| page.mentions.iter());
    let mut actors: Vec<_> = mentions.filter(|m| state.counted.holds(m)).map(|m| m.actor).collect();
    actors.sort_unstable();
    actors.dedup();
    actors
}

/// Chooses the actor under the stop, else on its line, else the first one on the screen.
pub(in crate::reader) fn here(state: &mut State) {
    let actor = spans_here(state).into_iter().find_map(|span| first_in(state, span));
    match actor {
        Some(actor) => choose(state, Some(actor)),
        None => state.say("no actor of the cast is on this screen"),
    }
}

/// Where an actor is looked for, the nearest first.
fn spans_here(state: &State) -> Vec<Span> {
    let Some(page) = &state.page else { return Vec::new() };
    let stop = page.stop.filter(|_| page.stop_is_visible()).map(|stop| stop.span);
    let line = stop.and_then(|stop| page.lines.get(page.line_at(stop.start as usize))).map(|line| line.span);
    stop.into_iter().chain(line).chain([page.visible_span()]).collect()
}

fn first_in(state: &State, span: Span) -> Option<ActorIndex> {
    let page = state.page.as_ref()?;
    page.mentions.iter().find(|m| m.span.overlaps(span) && state.counted.holds(m)).map(|m| m.actor)
}
