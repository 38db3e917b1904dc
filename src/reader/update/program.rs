//! The help, why a mention is one, and leaving.

use ratatui::layout::Rect;

use crate::mention::{Certainty, Mention};
use crate::reader::help::Help;
use crate::reader::keys::Meaning;
use crate::reader::layout::Panes;
use crate::reader::page::Page;
use crate::reader::state::{Mode, State, Why};
use crate::reader::{Effect, Key, KeyCode};

/// Leaves; the place is kept.
pub(in crate::reader) fn quit(state: &mut State) {
    if let Some(place) = state.page.as_ref().filter(|page| page.entered).map(Page::place) {
        state.kept = Some(place);
        state.ask(Effect::Keep { place, read: true });
    }
    state.ask(Effect::Quit);
}

/// Has the screen drawn anew.
pub(in crate::reader) fn redraw(state: &mut State) {
    state.ask(Effect::Redraw);
}

/// Stops as job control asks.
pub(in crate::reader) fn suspend(state: &mut State) {
    state.ask(Effect::Suspend);
}

/// Shows the help.
pub(in crate::reader) fn help(state: &mut State) {
    state.mode = Mode::Help(Help::default());
}

/// Takes a key while the help is shown: characters filter it.
pub(super) fn press_in_help(state: &mut State, mut help: Help, key: Key) {
    if closes_help(state, &help, key) {
        return;
    }
    let area = Panes::of(state).map_or(Rect::ZERO, |panes| panes.help());
    let page = usize::from(area.height).saturating_sub(2).max(1);
    match key.code {
        KeyCode::Down => help.top += 1,
        KeyCode::Up => help.top = help.top.saturating_sub(1),
        KeyCode::PageDown => help.top += page,
        KeyCode::PageUp => help.top = help.top.saturating_sub(page),
        KeyCode::Home => help.top = 0,
        KeyCode::End => help.top = usize::MAX,
        KeyCode::Backspace => drop(help.filter.pop()),
        _ => help.filter.extend(key.typed()),
    }
    let lowest = help.lines(&state.keymap, usize::from(area.width)).len().saturating_sub(page);
    help.top = help.top.min(lowest);
    state.mode = Mode::Help(help);
}

/// Whether a key closes the help: Esc, what opened it, and before anything is typed what goes back.
fn closes_help(state: &State, help: &Help, key: Key) -> bool {
    let Meaning::Command(command, _) = state.keymap.meaning(&[key]) else { return key.code == KeyCode::Esc };
    let types = key.typed().is_some();
    match command.name {
        "help" | "quit" | "back" => !types || help.filter.is_empty(),
        _ => key.code == KeyCode::Esc,
    }
}

/// Shows why the mention under the stop is one, or the first of the chosen actor's on the screen.
pub(in crate::reader) fn why(state: &mut State) {
    match mention_here(state).map(|mention| reasons(state, mention)) {
        Some(why) => state.mode = Mode::Why(why),
        None => state.say("no mention of the chosen actor is on this screen"),
    }
}

/// The mention under the stop, or the first of the chosen actor's on the screen.
pub(super) fn mention_here(state: &State) -> Option<&Mention> {
    let (page, chosen) = (state.page.as_ref()?, state.chosen?);
    let stop = page.stop.filter(|_| page.stop_is_visible()).map(|stop| stop.span);
    let lit = || page.mentions.iter().filter(|m| m.actor == chosen && state.counted.holds(m));
    let under = stop.and_then(|stop| lit().find(|m| m.span.overlaps(stop)));
    under.or_else(|| lit().find(|m| m.span.overlaps(page.visible_span())))
}

fn reasons(state: &State, mention: &Mention) -> Why {
    let certainty = match mention.certainty {
        Certainty::Sure => "sure",
        Certainty::Likely => "likely",
    };
    let text = state.page.as_ref().map_or("", |page| mention.span.of(&page.article.text));
    Why {
        text: text.to_owned(),
        actor: state.actor(mention.actor).map_or_else(String::new, |actor| actor.name.clone()),
        kind: format!("{}, {certainty}", mention.kind.word()),
        reason: mention.reason.to_string(),
    }
}
