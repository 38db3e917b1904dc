//! `followspot`: opens the reader, on the screen or in lines, or shows what it would show.

use std::env;
use std::io::{IsTerminal, Write, stdin, stdout};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use crossbeam_channel::{Receiver, unbounded};

use crate::cast::Cast;
use crate::library::{Followed, Input, Kept, Shelf, Source};
use crate::mention::Counted;
use crate::reader::{Copying, Event, Key, Options, State, Theme, parse_typing};
use crate::session::{Desk, Ending, Happening, Manner, PileWorld, Queue, Session, Terms, converse, rehearse};
use crate::terminal::{Clipboard, Depth, Helpers, Letters, Local, MOST_COPIED, Skill, is_dumb, listen, print};

use super::arguments::{self, When};
use super::config::{self, Config, Ground};
use super::failure::Failure;
use super::paint::Paint;
use super::{articles, cast_file, folders, given};

/// What is said where nothing can be copied.
const NO_CLIPBOARD: &str =
    "This terminal takes nothing for a clipboard (OSC 52): select it by mouse, or read in another.";
/// What is said where tmux stands between.
const THROUGH_TMUX: &str = "tmux hands it on once it was told: tmux set -s set-clipboard on";

/// Everything that a reader needs, before it is known where it will be seen.
struct Opened {
    state: State,
    world: PileWorld,
    queue: Queue,
    happenings: Receiver<Happening>,
    keys: Vec<Key>,
    skill: Skill,
}

/// Reads what was named, in this terminal or on paper.
pub(super) fn run(arguments: &arguments::Read, out: &mut impl Write) -> Result<ExitCode, Failure> {
    let is_terminal = stdout().is_terminal();
    if arguments.print {
        show(open(arguments)?, arguments, out)
    } else if arguments.plain || (is_terminal && is_dumb(&variable("TERM").unwrap_or_default())) {
        talk(open(arguments)?, arguments, out)
    } else if is_terminal {
        stay(open(arguments)?)
    } else {
        Ok(articles::print(arguments, out)?.into())
    }
}

fn open(arguments: &arguments::Read) -> Result<Opened, Failure> {
    let keys = arguments.keys.as_deref().map_or(Ok(Vec::new()), parse_typing).map_err(Failure::Keys)?;
    let (queue, happenings) = unbounded();
    let for_pile = queue.clone();
    let (input, shelf) = pile(&arguments.pile, move |sentence| notice(&for_pile, sentence))?;
    let for_kept = queue.clone();
    let kept = Kept::open(folders::data("state.db"), move |sentence| notice(&for_kept, sentence));
    let config = config::load().unwrap_or_else(|sentence| {
        notice(&queue, sentence);
        Config::default()
    });
    let cast_file = cast_file::place(arguments.cast.file.as_deref(), config.cast);
    let followed = cast_file.read().unwrap_or_else(|error| {
        notice(&queue, format!("{error}. The built-in cast is followed."));
        Followed { cast: Cast::builtin(), ..Followed::default() }
    });
    if let Some(sentence) = followed.strangers() {
        notice(&queue, sentence);
    }
    let desk = Desk::new(cast_file, followed);
    let cast = desk.cast();
    let world = PileWorld::open(input, &shelf, desk, kept, &queue);
    let skill = skill(arguments.color.when);
    let options = Options {
        measure: config.measure,
        follow: config.follow,
        theme: theme(config.ground, skill, variable),
        form: config.form,
        ..Options::default()
    };
    let counted = Counted { sure: arguments.sure.sure, ..Counted::default() };
    let state = State::new(cast, Arc::new(config.keymap), options, world.first()).counting(counted);
    // Keys that are pressed at the start do the same each time.
    let state = if keys.is_empty() { state } else { state.afresh() };
    Ok(Opened { state, world, queue, happenings, keys, skill })
}

/// Has a sentence told to the person.
pub(super) fn notice(queue: &Queue, sentence: String) {
    // The other end is held by whoever opens the reader.
    let _ = queue.send(Happening::Event(Event::Notice(sentence)));
}

/// Has it told that the terminal shows ASCII alone, and how to get more.
pub(super) fn tell_letters(queue: &Queue, skill: Skill) {
    if skill.letters == Letters::Ascii {
        notice(queue, "This terminal shows only ASCII: set LANG to a locale of UTF-8 for other letters.".to_owned());
    }
}

/// What was named, or the library, or else the sample pile, and where its index is; `tell` is told as by
/// [`given::input`].
pub(super) fn pile(
    arguments: &arguments::Pile,
    tell: impl Fn(String) + Send + Sync + 'static,
) -> Result<(Input, Shelf), Failure> {
    if arguments.library {
        return Ok((Input::default(), Shelf::Library(given::library()?)));
    }
    let paths = &arguments.paths;
    let there =
        |path: &PathBuf| path == Path::new("-") || given::address(path).is_some() || Source::named(path).is_there();
    let input = match paths.first() {
        None => Input::from_iter([Source::Sample]),
        Some(first) if !paths.iter().any(there) => return Err(Failure::NothingThere(first.clone())),
        Some(_) => given::input(paths, &arguments.fields, &arguments.fetch, tell)?,
    };
    let shelf = given::shelf(&input, arguments.no_index);
    Ok((input, shelf))
}

/// Prints one frame.
fn show(mut opened: Opened, arguments: &arguments::Read, out: &mut impl Write) -> Result<ExitCode, Failure> {
    let Opened { state, happenings, keys, skill, .. } = opened;
    let buffer = rehearse(state, &mut opened.world, &happenings, keys, arguments.size);
    let coloured = Paint::for_output(arguments.color.when).is_on();
    out.write_all(print(&buffer, coloured.then_some(skill)).as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

/// Lets the person read in lines until they leave.
fn talk(opened: Opened, arguments: &arguments::Read, out: &mut impl Write) -> Result<ExitCode, Failure> {
    let Opened { state, world, queue, happenings, keys, skill } = opened;
    let is_article = arguments.pile.paths.iter().any(|path| path == Path::new("-"));
    listen(is_article, move |told| drop(queue.send(Happening::Told(told))))?;
    let manner = Manner { letters: skill.letters, prompts: is_article || stdin().is_terminal(), edits: false };
    Ok(code(converse(state.copying(Copying::Told), world, keys, &happenings, manner, out)?))
}

/// Lets the person read until they leave.
fn stay(opened: Opened) -> Result<ExitCode, Failure> {
    let Opened { state, world, queue, happenings, keys, skill } = opened;
    let tell = queue.clone();
    let helpers = Helpers { browser: browser(), tmux: variable("TMUX").is_some() };
    let terms = Terms { skill, clipboard: Clipboard::told_by(variable) };
    let state = state.copying(copying(if helpers.tmux { Clipboard::Straight } else { terms.clipboard }));
    let window = Local::open(helpers, move |told| drop(tell.send(Happening::Told(told))))?;
    for key in keys {
        // The other end is held by this function.
        let _ = queue.send(Happening::Event(Event::Key(key)));
    }
    tell_letters(&queue, skill);
    Ok(match Session::new(state, world, window, terms).run(&happenings) {
        Ending::Gone => ExitCode::FAILURE,
        ending => code(ending),
    })
}

/// The exit code of a reader; one who has nothing more to say has left.
fn code(ending: Ending) -> ExitCode {
    match ending {
        Ending::Quit | Ending::Gone => ExitCode::SUCCESS,
        Ending::Signal(signal) => u8::try_from(128 + signal).map_or(ExitCode::FAILURE, ExitCode::from),
    }
}

/// What the terminal can show; `--color` overrules what it says of itself.
fn skill(when: When) -> Skill {
    let told = Skill::told_by(variable);
    let depth = match when {
        When::Never => Depth::None,
        When::Always if told.depth == Depth::None => Depth::Ansi16,
        When::Auto | When::Always => told.depth,
    };
    Skill { depth, ..told }
}

/// What becomes of what is copied on this way to the clipboard.
pub(super) fn copying(clipboard: Clipboard) -> Copying {
    match clipboard {
        Clipboard::Nothing => Copying::Nowhere(NO_CLIPBOARD),
        Clipboard::Straight | Clipboard::Screen => Copying::Sent { most: MOST_COPIED, remark: "" },
        Clipboard::Tmux | Clipboard::TmuxOrScreen => Copying::Sent { most: MOST_COPIED, remark: THROUGH_TMUX },
    }
}

/// The theme for a ground: what the person has set, or else what `COLORFGBG` says ("15;0": foreground, background).
pub(super) fn theme(ground: Ground, skill: Skill, variable: impl Fn(&str) -> Option<String>) -> Theme {
    let background = || variable("COLORFGBG")?.rsplit(';').next()?.parse::<u8>().ok();
    match ground {
        _ if skill.depth == Depth::None => Theme::Plain,
        Ground::None => Theme::Plain,
        Ground::Light => Theme::Light,
        Ground::Auto if background().is_some_and(|colour| colour == 7 || colour > 8) => Theme::Light,
        Ground::Auto | Ground::Dark => Theme::Dark,
    }
}

/// The program that opens addresses where the person sits; none at the far end of an SSH connection.
fn browser() -> Option<String> {
    if variable("SSH_CONNECTION").is_some() {
        return None;
    }
    let desktop = ["DISPLAY", "WAYLAND_DISPLAY"].into_iter().any(|name| variable(name).is_some());
    variable("BROWSER").or_else(|| desktop.then(|| "xdg-open".to_owned()))
}

/// A variable of the environment; `None` where it is not set, empty or not UTF-8.
fn variable(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ground_is_what_was_set_or_what_the_terminal_says() {
        let colours = Skill { depth: Depth::Ansi16, ..Skill::default() };
        let told = |ground, colorfgbg: &str| theme(ground, colours, |_| Some(colorfgbg.to_owned()));
        assert_eq!(told(Ground::Auto, "0;15"), Theme::Light);
        assert_eq!(told(Ground::Auto, "0;default;7"), Theme::Light);
        assert_eq!(told(Ground::Auto, "15;0"), Theme::Dark);
        assert_eq!(told(Ground::Auto, "nonsense"), Theme::Dark);
        assert_eq!(told(Ground::Light, "15;0"), Theme::Light);
        assert_eq!(told(Ground::None, "15;0"), Theme::Plain);
        assert_eq!(theme(Ground::Dark, Skill { depth: Depth::None, ..colours }, |_| None), Theme::Plain);
    }
}
