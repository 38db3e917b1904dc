//! Correcting: who is followed, and what is a mention of whom.

use std::sync::Arc;

use crate::cast::ActorIndex;
use crate::mention::corrections::{Verdict, alike, kind_of};
use crate::mention::{Kind, Mention};
use crate::reader::page::Stop;
use crate::reader::prompt::Purpose;
use crate::reader::question::Question;
use crate::reader::state::{Mode, Pane, State, Target};
use crate::reader::steps::Step;
use crate::reader::wish::{Changed, Reach, Saying, Wish};
use crate::reader::{Alike, Effect, Key, KeyCode, Request};
use crate::search::Search;
use crate::text::Span;

use super::take::one_line;
use super::{choose, program, prompting};

/// Asks how far it reaches that the words here are the chosen actor.
pub(in crate::reader) fn is(state: &mut State) {
    let Some(actor) = state.chosen else {
        return state.say("choose first who it is, by number or with :actor");
    };
    let Some(span) = selected(state).or_else(|| stop(state)) else {
        let select = state.keymap.key_of("select");
        return state.say(format!("select first who is meant: {select} selects words"));
    };
    let Some(page) = &state.page else { return };
    let there = page.mentions.iter().find(|mention| mention.span == span);
    let kind = there.map_or_else(|| kind_of(span.of(&page.article.text), page.article.language), |there| there.kind);
    ask(state, Verdict::Is(kind), actor, span);
}

/// Asks how far it reaches that the mention here is none of its actor.
pub(in crate::reader) fn is_not(state: &mut State) {
    match mention(state).map(|mention| (mention.actor, mention.span)) {
        Some((actor, span)) => ask(state, Verdict::IsNot, actor, span),
        None if state.chosen.is_none() => say_whom(state),
        None => state.say("no mention of the chosen actor is here"),
    }
}

/// The mention that is selected, of the chosen actor if there is one, else the one that would be explained.
fn mention(state: &State) -> Option<&Mention> {
    let Some(span) = selected(state) else { return program::mention_here(state) };
    let there = || state.page.iter().flat_map(|page| page.mentions.iter()).filter(move |m| m.span.overlaps(span));
    there().find(|mention| Some(mention.actor) == state.chosen).or_else(|| there().next())
}

/// The words that are selected.
pub(super) fn selected(state: &State) -> Option<Span> {
    match &state.mode {
        Mode::Selecting(selection) => Some(selection.span()),
        _ => None,
    }
}

/// The stop, where it is in sight.
fn stop(state: &State) -> Option<Span> {
    let page = state.page.as_ref()?;
    page.stop.filter(|_| page.stop_is_visible()).map(|stop| stop.span)
}

/// The stop, unless it is a role or a pronoun.
fn named(state: &State) -> Option<Span> {
    let (page, span) = (state.page.as_ref()?, stop(state)?);
    let mut there = page.mentions.iter().filter(|mention| mention.span == span);
    Some(span).filter(|_| there.all(|mention| mention.kind == Kind::Name))
}

fn ask(state: &mut State, verdict: Verdict, actor: ActorIndex, span: Span) {
    let Some(page) = &state.page else { return };
    let text = &page.article.text;
    let words = one_line(span.of(text));
    let there = page.mentions.iter().find(|mention| mention.actor == actor && mention.span == span);
    let kind = match verdict {
        Verdict::Is(kind) => kind,
        Verdict::IsNot => there.map_or_else(|| kind_of(&words, page.article.language), |there| there.kind),
    };
    let here = alike(text, &page.mentions, verdict, actor, &words);
    let saying = Saying { verdict, actor, article: page.id, span, reach: Reach::Here };
    let request = Request::default();
    let actor = state.actor(actor).map_or_else(String::new, |actor| actor.name.clone());
    state.mode = Mode::Asking(Question { saying, words, actor, kind, here, everywhere: None, sure: false, request });
    count(state);
}

/// Has it counted what is like that of which it is asked, as far as that is not known for good.
pub(super) fn count(state: &mut State) {
    let Mode::Asking(question) = &mut state.mode else { return };
    if question.reaches() && question.everywhere.is_none_or(|alike| !alike.complete) {
        question.request = state.requests.next();
        let (request, saying) = (question.request, Saying { reach: Reach::Everywhere, ..question.saying });
        state.ask(Effect::Alike { request, saying });
    }
}

/// Takes the answer to the question; whatever is none gives it up.
pub(super) fn answer(state: &mut State, mut question: Question, key: Key) {
    match (question.sure, key.code) {
        (false, KeyCode::Char('h')) => say(state, question.saying, Reach::Here),
        (false, KeyCode::Char('a')) => say(state, question.saying, Reach::Article),
        (false, KeyCode::Char('e')) if question.reaches() => {
            question.sure = true;
            state.mode = Mode::Asking(question);
        }
        (true, KeyCode::Char('y')) => say(state, question.saying, Reach::Everywhere),
        _ => state.say("nothing was changed"),
    }
}

/// Takes in how much is alike in the pile.
pub(super) fn take_alike(state: &mut State, request: Request, alike: Alike) {
    if let Mode::Asking(question) = &mut state.mode
        && question.request == request
    {
        question.everywhere = Some(alike);
    }
}

fn say(state: &mut State, saying: Saying, reach: Reach) {
    wish(state, Wish::Say(Saying { reach, ..saying }));
}

/// Has something changed.
pub(in crate::reader) fn wish(state: &mut State, wish: Wish) {
    state.steps.awaited = !matches!(wish, Wish::Undo | Wish::Redo);
    let open = state.open_article();
    state.ask(Effect::Change { wish, open });
}

/// Opens the prompt for the name of somebody to follow, with the words that are selected, or the name or hit under the
/// stop.
pub(in crate::reader) fn prompt_for_actor(state: &mut State) {
    let words = selected(state).or_else(|| named(state)).zip(state.page.as_ref());
    let words = words.map_or_else(String::new, |(span, page)| one_line(span.of(&page.article.text)));
    prompting::open_with(state, Purpose::Add, &words);
}

/// Opens the prompt for the names of an actor, with those that it has.
pub(in crate::reader) fn prompt_for_names(state: &mut State) {
    let Some(actor) = subject(state).and_then(|actor| state.actor(actor)) else { return say_whom(state) };
    let names: Vec<&str> = std::iter::once(&actor.name).chain(&actor.names).map(String::as_str).collect();
    let names = names.join("; ");
    prompting::open_with(state, Purpose::Names, &names);
}

/// Opens the prompt for whom an actor is to be one with.
pub(in crate::reader) fn prompt_for_join(state: &mut State) {
    match subject(state) {
        Some(_) => prompting::open_with(state, Purpose::Join, ""),
        None => say_whom(state),
    }
}

fn say_whom(state: &mut State) {
    state.say("choose an actor first, by number or with :actor");
}

/// The actor that is spoken of: under the cursor where the cast has the keys, else the chosen one.
fn subject(state: &State) -> Option<ActorIndex> {
    let under_cursor = u16::try_from(state.cast_list.cursor).ok().map(ActorIndex);
    if state.focus == Pane::Cast { under_cursor.filter(|actor| state.actor(*actor).is_some()) } else { state.chosen }
}

/// Follows somebody of this name.
pub(in crate::reader) fn add(state: &mut State, name: &str) -> Result<(), String> {
    let name = one_line(name);
    if name.is_empty() {
        return Err("say whom to follow: the given name and the surname".to_owned());
    }
    wish(state, Wish::Add(name));
    Ok(())
}

/// Gives the actor these names, parted by semicolons; the first is the one that is shown.
pub(in crate::reader) fn rename(state: &mut State, names: &str) -> Result<(), String> {
    let actor = subject(state).ok_or("choose an actor first, by number or with :actor")?;
    let mut names = names.split(';').map(one_line).filter(|name| !name.is_empty());
    let name = names.next().ok_or("say at least one name; a semicolon parts further ones")?;
    let names = names.collect();
    wish(state, Wish::Rename { actor, name, names });
    Ok(())
}

/// Makes the actor one with the actor of this name.
pub(in crate::reader) fn join(state: &mut State, name: &str) -> Result<(), String> {
    let actor = subject(state).ok_or("choose an actor first, by number or with :actor")?;
    let other = choose::called(state, name)?;
    if other == actor {
        return Err("one actor alone cannot be joined: name another".to_owned());
    }
    wish(state, Wish::Join { actor, other });
    Ok(())
}

/// Says of the words here, as by key, how far it reaches; without a word about that it is asked.
pub(in crate::reader) fn reach(state: &mut State, how_far: &str) -> Result<(), String> {
    let Mode::Asking(question) = &state.mode else { return Ok(()) };
    let key = match how_far {
        "" => return Ok(()),
        "here" => 'h',
        "article" => 'a',
        "everywhere" => 'e',
        _ => {
            state.mode = Mode::Reading;
            return Err("say how far it reaches: here, article or everywhere".to_owned());
        }
    };
    let question = question.clone();
    state.mode = Mode::Reading;
    answer(state, question, Key::char(key));
    Ok(())
}

/// Takes in what has changed: the text, the place in it and the stop stay.
pub(super) fn take(state: &mut State, changed: Result<Changed, String>) {
    let awaited = std::mem::take(&mut state.steps.awaited);
    let Changed { said, cast, moved, new, mentions } = match changed {
        Ok(changed) => changed,
        Err(sentence) => return state.say(sentence),
    };
    if awaited {
        state.steps.did(Step::Corrected);
    }
    let now = |actor: ActorIndex| moved.get(usize::from(actor.0)).copied().flatten();
    state.cast = cast;
    if let Some(search) = &state.searched {
        // It may have named somebody who is gone.
        state.searched = Search::new(search.typed(), &state.cast).ok().map(Arc::new);
    }
    state.chosen = new.or_else(|| state.chosen.and_then(now));
    if new.is_some() {
        state.target = Target::Actor;
    }
    state.tallies.clear();
    if let Mode::Asking(question) = &mut state.mode {
        match now(question.saying.actor) {
            Some(actor) => question.saying.actor = actor,
            None => state.mode = Mode::Reading,
        }
    }
    let stop = state.page.as_ref().and_then(|page| page.stop);
    if let (Some(page), Some((article, mentions))) = (&mut state.page, mentions)
        && page.id == article
    {
        page.mentions = mentions;
    }
    choose::relight(state);
    if let Some(page) = &mut state.page {
        // The walk goes on from there, even if it is no mention any more.
        page.stop = page.stop.or(stop.map(|stop| Stop { counts: None, ..stop }));
    }
    let cursor = state.chosen.map_or(state.cast_list.cursor, |actor| usize::from(actor.0));
    state.point_at(cursor, state.cast_height());
    choose::count(state);
    state.say(said);
}
