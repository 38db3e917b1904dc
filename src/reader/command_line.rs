//! The command line behind the colon: which lines there are, what they do, and how they are completed.

use crate::mention::Kinds;
use crate::text::fold;

use super::prompt::Prompt;
use super::prompt::Purpose;
use super::state::State;
use super::update::{choose, correct, listing, marks, program, select, take, undo};
use super::{Effect, Form, Order, Theme};

/// A line that can be given.
#[derive(Debug)]
pub struct Line {
    /// Its first word; a beginning of it that no other line has will do.
    pub name: &'static str,
    /// What comes behind, as the help shows it.
    pub argument: &'static str,
    /// What it does, as a phrase.
    pub help: &'static str,
    /// Does it, with what came behind.
    run: fn(&mut State, &str) -> Result<(), String>,
}

/// All lines, in the order of the help.
pub static LINES: &[Line] = &[
    Line {
        name: "actor",
        argument: "NAME",
        help: "choose an actor by name or id; without one nothing is lit",
        run: actor,
    },
    Line { name: "kinds", argument: "names|roles|all", help: "which kinds of mention count", run: kinds },
    Line { name: "sure", argument: "on|off", help: "leave doubtful mentions out, or take them in again", run: sure },
    Line {
        name: "only",
        argument: "",
        help: "list all articles, or only those with a mention or hit",
        run: |s, _| {
            listing::toggle_only_lit(s);
            Ok(())
        },
    },
    Line {
        name: "is",
        argument: "here|article|everywhere",
        help: "this is the chosen actor",
        run: |s, how_far| {
            correct::is(s);
            correct::reach(s, how_far)
        },
    },
    Line {
        name: "not",
        argument: "here|article|everywhere",
        help: "this is not the chosen actor",
        run: |s, how_far| {
            correct::is_not(s);
            correct::reach(s, how_far)
        },
    },
    Line {
        name: "select",
        argument: "",
        help: "select words",
        run: |s, _| {
            select::begin(s);
            Ok(())
        },
    },
    Line { name: "add", argument: "NAME", help: "follow somebody else", run: correct::add },
    Line { name: "names", argument: "NAME; NAME", help: "change the names of the chosen actor", run: correct::rename },
    Line { name: "join", argument: "NAME", help: "make the chosen actor one with another", run: correct::join },
    Line {
        name: "undo",
        argument: "",
        help: "take the last change back",
        run: |s, _| {
            undo::undo(s);
            Ok(())
        },
    },
    Line {
        name: "redo",
        argument: "",
        help: "make again what was taken back last",
        run: |s, _| {
            undo::redo(s);
            Ok(())
        },
    },
    Line { name: "save", argument: "NAME", help: "save the search under a name, which Tab turns into it", run: save },
    Line { name: "forget", argument: "NAME", help: "forget the search that was saved under this name", run: forget },
    Line { name: "goto", argument: "N", help: "open the Nth article of the list", run: goto },
    Line {
        name: "unread",
        argument: "",
        help: "mark this article as unread and go back to the list",
        run: |s, _| {
            marks::leave_unread(s);
            Ok(())
        },
    },
    Line {
        name: "share",
        argument: "",
        help: "let others who read here see your note, or see it no more",
        run: |s, _| marks::share(s),
    },
    Line { name: "tags", argument: "WORD WORD", help: "give the article these tags and no others", run: marks::tags },
    Line {
        name: "sort",
        argument: "pile|date|source|language|mentions|unread",
        help: "in which order articles are listed and walked",
        run: sort,
    },
    Line {
        name: "copy",
        argument: "markdown|plain|bibtex",
        help: "the form of what is copied",
        run: |s, form| {
            let form = Form::named(form).ok_or("say which form: markdown, plain or bibtex")?;
            take::set_form(s, form);
            Ok(())
        },
    },
    Line { name: "measure", argument: "N", help: "lines of text of at most N cells", run: measure },
    Line { name: "follow", argument: "on|off", help: "whether the text follows the list", run: follow },
    Line {
        name: "theme",
        argument: "dark|light|plain",
        help: "colours for a dark or a light ground, or none",
        run: theme,
    },
    Line {
        name: "help",
        argument: "",
        help: "the help",
        run: |s, _| {
            program::help(s);
            Ok(())
        },
    },
    Line {
        name: "quit",
        argument: "",
        help: "quit",
        run: |s, _| {
            program::quit(s);
            Ok(())
        },
    },
];

/// The narrowest and the widest measure, in cells.
const MEASURES: std::ops::RangeInclusive<u16> = 20..=400;

/// Does what a line says; what is wrong with it is said in the last line.
pub(super) fn run(state: &mut State, line: &str) {
    let (word, argument) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let (word, argument) = (word.trim(), argument.trim());
    let done = match word.parse::<usize>() {
        _ if word.is_empty() => Ok(()),
        Ok(_) => goto(state, word),
        Err(_) => find(word).and_then(|line| (line.run)(state, argument)),
    };
    if let Err(sentence) = done {
        state.say(sentence);
    }
}

fn find(word: &str) -> Result<&'static Line, String> {
    if let Some(line) = LINES.iter().find(|line| line.name == word) {
        return Ok(line);
    }
    let fits: Vec<_> = LINES.iter().filter(|line| line.name.starts_with(word)).collect();
    match fits.as_slice() {
        [line] => Ok(line),
        [] => Err(format!("there is no “{word}”: Tab proposes what there is")),
        [first, second, ..] => Err(format!("“{word}” may be {} or {}: type more of it", first.name, second.name)),
    }
}

/// Puts the next proposal into the line, or with `back` the previous one.
pub(super) fn complete(state: &State, prompt: &mut Prompt, back: bool) {
    if prompt.proposals.is_empty() {
        prompt.proposals = proposals(state, prompt);
        prompt.proposed = if back { prompt.proposals.len().saturating_sub(1) } else { 0 };
    } else {
        let step = if back { prompt.proposals.len() - 1 } else { 1 };
        prompt.proposed = (prompt.proposed + step) % prompt.proposals.len();
    }
    if let Some(line) = prompt.proposals.get(prompt.proposed).cloned() {
        prompt.set(&line);
    }
    if prompt.proposals.len() == 1 {
        // The next Tab proposes what comes behind.
        prompt.proposals.clear();
    }
}

/// The lines that begin as what is typed does; where it is to be an actor, the actors.
fn proposals(state: &State, prompt: &Prompt) -> Vec<String> {
    let typed = prompt.text.as_str();
    match prompt.purpose {
        Purpose::Command => {}
        Purpose::Join => return beginning(actors(state), typed),
        Purpose::Tags => return tags(state, typed),
        Purpose::Search => return searches(state, typed),
        Purpose::Filter | Purpose::Add | Purpose::Names | Purpose::Note => return Vec::new(),
    }
    let Some((word, argument)) = typed.split_once(' ') else {
        let names = LINES.iter().filter(|line| line.name.starts_with(typed));
        return names
            .map(|line| if line.argument.is_empty() { line.name.to_owned() } else { format!("{} ", line.name) })
            .collect();
    };
    let Ok(line) = find(word) else { return Vec::new() };
    let choices = beginning(arguments(state, line), argument);
    choices.into_iter().map(|choice| format!("{} {choice}", line.name)).collect()
}

/// The choices of which a word begins as what is typed.
fn beginning(mut choices: Vec<String>, typed: &str) -> Vec<String> {
    let wanted = fold(typed.trim_start());
    choices.retain(|choice| {
        let choice = fold(choice);
        choice.starts_with(&wanted) || choice.split(' ').any(|word| word.starts_with(&wanted))
    });
    choices
}

/// What is typed with each tag at its end that begins as its last word does.
fn tags(state: &State, typed: &str) -> Vec<String> {
    let (before, word) = typed.rsplit_once(' ').map_or(("", typed), |(before, word)| (before, word));
    let fits = state.tags.iter().filter(|tag| tag.starts_with(word) && !before.split(' ').any(|other| other == **tag));
    fits.map(|tag| format!("{before} {tag} ").trim_start().to_owned()).collect()
}

/// The saved searches whose names begin as what is typed does.
fn searches(state: &State, typed: &str) -> Vec<String> {
    let wanted = fold(typed);
    let fits = state.searches.iter().filter(|(name, _)| fold(name).starts_with(&wanted));
    fits.map(|(_, query)| query.clone()).collect()
}

/// The names of the actors.
fn actors(state: &State) -> Vec<String> {
    state.cast.actors.iter().map(|actor| actor.name.clone()).collect()
}

/// What may come behind a line.
fn arguments(state: &State, line: &Line) -> Vec<String> {
    match line.name {
        "actor" | "join" => actors(state),
        _ if line.argument.contains('|') => line.argument.split('|').map(str::to_owned).collect(),
        _ => Vec::new(),
    }
}

fn actor(state: &mut State, name: &str) -> Result<(), String> {
    if name.is_empty() {
        choose::choose(state, None);
        return Ok(());
    }
    let actor = choose::called(state, name)?;
    choose::choose(state, Some(actor));
    Ok(())
}

fn kinds(state: &mut State, which: &str) -> Result<(), String> {
    let kinds = match which {
        "names" => Kinds::Names,
        "roles" => Kinds::Roles,
        "all" | "pronouns" => Kinds::All,
        _ => return Err("say which kinds: names, roles (with names), or all".to_owned()),
    };
    choose::set_kinds(state, kinds);
    Ok(())
}

fn sure(state: &mut State, whether: &str) -> Result<(), String> {
    choose::set_sure(state, on_or_off(whether)?);
    Ok(())
}

fn on_or_off(whether: &str) -> Result<bool, String> {
    match whether {
        "on" => Ok(true),
        "off" => Ok(false),
        _ => Err("say on or off".to_owned()),
    }
}

fn goto(state: &mut State, number: &str) -> Result<(), String> {
    let total = state.list.total;
    let row = number.parse::<usize>().ok().filter(|row| (1..=total).contains(row));
    let row = row.ok_or_else(|| format!("say which article: a number from 1 to {total}"))?;
    listing::open_row(state, row - 1);
    Ok(())
}

fn save(state: &mut State, name: &str) -> Result<(), String> {
    let search = state.searched.as_ref().ok_or("nothing was searched for yet")?;
    if name.is_empty() {
        return Err("say under which name".to_owned());
    }
    let query = search.typed().to_owned();
    let key = state.keymap.key_of("search");
    state.say(format!("saved: {key}{name} and Tab bring it back"));
    state.ask(Effect::SaveSearch { name: name.to_owned(), query: Some(query) });
    Ok(())
}

fn forget(state: &mut State, name: &str) -> Result<(), String> {
    if name.is_empty() {
        return Err("say which search is to be forgotten".to_owned());
    }
    state.ask(Effect::SaveSearch { name: name.to_owned(), query: None });
    state.say(format!("“{name}” is forgotten"));
    Ok(())
}

fn sort(state: &mut State, order: &str) -> Result<(), String> {
    let wanted = Order::ALL.into_iter().find(|known| known.word() == order);
    let words = || Order::ALL.map(Order::word).join(", ");
    listing::sort(state, wanted.ok_or_else(|| format!("say in which order: {}", words()))?);
    Ok(())
}

fn measure(state: &mut State, cells: &str) -> Result<(), String> {
    let cells = cells.parse().ok().filter(|cells| MEASURES.contains(cells));
    state.options.measure =
        cells.ok_or_else(|| format!("say how many cells: from {} to {}", MEASURES.start(), MEASURES.end()))?;
    Ok(())
}

fn follow(state: &mut State, whether: &str) -> Result<(), String> {
    state.options.follow = on_or_off(whether)?;
    Ok(())
}

fn theme(state: &mut State, which: &str) -> Result<(), String> {
    state.options.theme = match which {
        "dark" => Theme::Dark,
        "light" => Theme::Light,
        "plain" => Theme::Plain,
        _ => return Err("say which theme: dark, light or plain".to_owned()),
    };
    Ok(())
}
