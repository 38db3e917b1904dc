//! `followspot import`: brings articles into the library.

use std::io::{IsTerminal, Write, stderr};
use std::path::{self, Path, PathBuf};
use std::time::Duration;

use crossbeam_channel::{Receiver, unbounded};

use crate::article::Content;
use crate::library::pile::{Following, News, Pile};
use crate::library::{CastFile, Input, Shelf, Source};
use crate::query::Progress;
use crate::session::Desk;

use super::failure::{Failure, say};
use super::{Outcome, arguments, cast_file, given};

/// How often it is shown that something is still done.
const PATIENCE: Duration = Duration::from_secs(1);

/// How long the bar is, in cells.
const BAR: usize = 30;

/// Brings everything in that was named, and tells how far it is.
pub(super) fn run(arguments: &arguments::Import) -> Result<Outcome, Failure> {
    let followed = cast_file::load_to_print(arguments.cast.file.as_deref())?;
    let following = Desk::new(CastFile::default(), followed).following();
    let shelf = Shelf::Library(given::library_file()?);
    let (pile, told) = open(&input(arguments)?, &shelf, &following);
    for news in told {
        match news {
            News::Notice(sentence) => {
                show("");
                return Err(Failure::Unwritten(sentence));
            }
            News::Progress(progress) if progress.complete => break,
            News::Progress(progress) => show(&line(&progress)),
        }
    }
    pile.keep();
    while !pile.wait_until_worded(PATIENCE) {
        show("taking words down for searching ...");
    }
    show("");
    say(&format!("{} articles are in the library.", pile.progress().read));
    Ok(Outcome::Found)
}

/// Opens the library to write to it, once nobody else does.
fn open(input: &Input, shelf: &Shelf, following: &Following) -> (Pile, Receiver<News>) {
    loop {
        given::turn(shelf);
        let (news, told) = unbounded();
        let pile = Pile::open(input.clone(), shelf, following.clone(), move |one| drop(news.send(one)));
        // Another one may have been faster.
        if pile.is_ours() {
            return (pile, told);
        }
    }
}

/// What was named, by paths that are the same wherever one is.
fn input(arguments: &arguments::Import) -> Result<Input, Failure> {
    let whole = |path: &PathBuf| {
        let as_typed = path == Path::new("-") || given::address(path).is_some();
        if as_typed { Ok(path.clone()) } else { path::absolute(path) }
    };
    let paths = arguments.paths.iter().map(whole).collect::<Result<Vec<_>, _>>()?;
    let there =
        |path: &PathBuf| path == Path::new("-") || given::address(path).is_some() || Source::named(path).is_there();
    if let Some(missing) = paths.iter().find(|path| !there(path)) {
        return Err(Failure::NothingThere(missing.clone()));
    }
    let mut input = given::input(&paths, &arguments.fields, &arguments.fetch, |sentence| say(&sentence))?;
    for source in &mut input.sources {
        // What comes from standard input has no name, and what came before must stay.
        if let Source::Bytes(name, bytes) = source {
            *name = format!("standard input {}", Content::of(&String::from_utf8_lossy(bytes)));
        }
    }
    Ok(input)
}

/// How far it is.
fn line(progress: &Progress) -> String {
    let Some(pace) = progress.pace else { return format!("{} articles", progress.read) };
    let (full, empty) = pace.bar(BAR);
    let bar = format!("{}{}", "#".repeat(full), ".".repeat(empty));
    format!("[{bar}] {:>3} %  {} articles, {}", pace.share, progress.read, pace.in_words())
}

/// Shows a line in the place of the last one, where somebody sees it.
fn show(line: &str) {
    if stderr().is_terminal() {
        // Where it cannot be written, nobody misses it.
        let _ = write!(stderr(), "\r\x1b[K{line}");
    }
}
