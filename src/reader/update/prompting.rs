//! The prompt: opening it, typing in it, and what becomes of what was typed.

use std::sync::Arc;

use crate::reader::command_line;
use crate::reader::jumps::Jump;
use crate::reader::page::Stop;
use crate::reader::prompt::{Before, Prompt, Purpose};
use crate::reader::state::{Mode, Pane, State};
use crate::reader::{Effect, Key, KeyCode, Place};
use crate::search::{Filter, Search};

use super::{choose, correct, jump, listing, marks, walk};

/// Opens a prompt.
pub(in crate::reader) fn open(state: &mut State, purpose: Purpose) {
    let selection = match &state.mode {
        Mode::Selecting(selection) => Some(*selection),
        _ => None,
    };
    let filter = state.list.listing.filter.clone();
    let before = Before { place: jump::here(state), filter, focus: state.focus, selection };
    let mut prompt = Prompt::new(purpose, before);
    if matches!(purpose, Purpose::Search | Purpose::Tags) {
        state.ask(Effect::Known);
    }
    if purpose == Purpose::Filter {
        prompt.set(&state.list.listing.filter);
        state.focus = Pane::Articles;
        state.alone = false;
    }
    state.mode = Mode::Prompt(prompt);
}

/// Opens a prompt in which something stands already.
pub(super) fn open_with(state: &mut State, purpose: Purpose, text: &str) {
    open(state, purpose);
    if let Mode::Prompt(prompt) = &mut state.mode {
        prompt.set(text);
        prompt.offered = purpose == Purpose::Add && !text.is_empty();
    }
}

/// Takes a key in the prompt.
pub(super) fn press(state: &mut State, mut prompt: Prompt, key: Key) {
    let gives_up = matches!((key.code, key.control), (KeyCode::Esc, _) | (KeyCode::Char('c' | 'g'), true))
        || (key.code == KeyCode::Backspace && prompt.text.is_empty());
    if gives_up {
        return give_up(state, &prompt);
    }
    match key.code {
        KeyCode::Enter => return submit(state, &prompt),
        KeyCode::Tab => command_line::complete(state, &mut prompt, key.shift),
        _ if prompt.edit(key, &state.histories) => changed(state, &prompt),
        _ => {}
    }
    state.mode = Mode::Prompt(prompt);
}

/// Takes pasted text: it goes into a prompt, and is dropped elsewhere.
pub(super) fn paste(state: &mut State, text: &str) {
    match std::mem::take(&mut state.mode) {
        Mode::Prompt(mut prompt) => {
            prompt.insert(text);
            changed(state, &prompt);
            state.mode = Mode::Prompt(prompt);
        }
        other => state.mode = other,
    }
}

/// What is typed is tried at once.
fn changed(state: &mut State, prompt: &Prompt) {
    match prompt.purpose {
        Purpose::Search => preview(state, prompt),
        Purpose::Filter => filter(state, complete(&prompt.text)),
        Purpose::Command | Purpose::Add | Purpose::Names | Purpose::Join | Purpose::Tags | Purpose::Note => {}
    }
}

/// What is typed of a filter; without its last word where that has not been typed to its end.
fn complete(typed: &str) -> &str {
    let before = || typed.rsplit_once(char::is_whitespace).map_or("", |(before, _)| before);
    if Filter::new(typed).is_ok() { typed } else { before() }
}

/// Lights what is typed in the open article, and shows the first hit from where the reader was.
fn preview(state: &mut State, prompt: &Prompt) {
    put_back(state, prompt.before.place);
    let (Some(page), Ok(search)) = (&mut state.page, Search::new(&prompt.text, &state.cast)) else { return };
    page.hits = page.search(&search);
    page.stop = page.hits.at_or_behind(page.top_byte()).map(|hit| Stop { span: hit.span, counts: None });
    if let Some(stop) = page.stop {
        page.show(stop.span.start as usize);
    }
}

/// Brings the text back to where it was when the prompt was opened.
fn put_back(state: &mut State, place: Option<Jump>) {
    let open = state.open_article();
    if let (Some(page), Some(jump)) = (&mut state.page, place.filter(|jump| Some(jump.place.article) == open)) {
        page.anchor_at(jump.place.top);
        page.stop = jump.stop;
        if page.width() == jump.width {
            page.scroll_to(jump.line);
        }
    }
    choose::light(state);
}

fn filter(state: &mut State, words: &str) {
    if state.list.listing.filter != words {
        words.clone_into(&mut state.list.listing.filter);
        listing::refresh(state);
    }
}

fn give_up(state: &mut State, prompt: &Prompt) {
    select_again(state, prompt);
    match prompt.purpose {
        Purpose::Search => put_back(state, prompt.before.place),
        Purpose::Filter => {
            filter(state, &prompt.before.filter);
            state.focus = prompt.before.focus;
        }
        Purpose::Command | Purpose::Add | Purpose::Names | Purpose::Join | Purpose::Tags | Purpose::Note => {}
    }
}

fn submit(state: &mut State, prompt: &Prompt) {
    let line = prompt.text.trim();
    state.histories.add(prompt.purpose, line);
    match prompt.purpose {
        Purpose::Search => search_for(state, prompt, line),
        Purpose::Filter => match Filter::new(line) {
            Ok(_) => filter(state, line),
            Err(problem) => state.mode = Mode::Prompt(prompt.clone().with(line, problem)),
        },
        Purpose::Command => {
            select_again(state, prompt);
            command_line::run(state, line);
        }
        Purpose::Add => or_say(state, correct::add, line),
        Purpose::Names => or_say(state, correct::rename, line),
        Purpose::Join => or_say(state, correct::join, line),
        Purpose::Tags | Purpose::Note => marks::submit(state, prompt, line),
    }
}

/// Selects again what was selected when the prompt was opened.
fn select_again(state: &mut State, prompt: &Prompt) {
    if let Some(selection) = prompt.before.selection {
        state.mode = Mode::Selecting(selection);
    }
}

/// Does what a line is for, or says why it cannot be done.
fn or_say(state: &mut State, run: fn(&mut State, &str) -> Result<(), String>, line: &str) {
    if let Err(sentence) = run(state, line) {
        state.say(sentence);
    }
}

/// Searches from where the reader was; an empty line goes on with the last search. Where something is wrong with what was
/// typed, that is shown at its place.
fn search_for(state: &mut State, prompt: &Prompt, line: &str) {
    put_back(state, prompt.before.place);
    let last = state.histories.last(Purpose::Search).map(str::to_owned);
    let Some(words) = Some(line).filter(|line| !line.is_empty()).map(str::to_owned).or(last) else {
        return state.say("nothing was searched for yet: type what to search for");
    };
    let search = match Search::new(&words, &state.cast) {
        Ok(search) => search,
        Err(problem) => return state.mode = Mode::Prompt(prompt.clone().with(&words, problem)),
    };
    let here = walk::here(state);
    choose::search(state, Arc::new(search));
    let first_seen = here.map(|here| Place { stop: None, ..here });
    walk::step_from(state, if line.is_empty() { here } else { first_seen });
}
