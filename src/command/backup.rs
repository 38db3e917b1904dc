//! `followspot backup` and `followspot restore`: what the person did and said, in one file and back again.

use std::io::Write;

use crate::library::CastFile;
use crate::library::backup::{self, Saved};
use crate::text::harmless;

use super::failure::Failure;
use super::{Outcome, arguments, cast_file, folders};

/// Saves everything in a new file.
pub(super) fn save(arguments: &arguments::Backup, out: &mut impl Write) -> Result<Outcome, Failure> {
    let cast = cast_file::place_to_print(arguments.cast.file.as_deref());
    let saved = backup::save(folders::data("state.db").as_deref(), &cast, &arguments.backup)?;
    writeln!(out, "Saved: {}.", in_words(&saved))?;
    Ok(Outcome::Found)
}

/// Puts everything back.
pub(super) fn restore(arguments: &arguments::Backup, out: &mut impl Write) -> Result<Outcome, Failure> {
    // A file that is named need not be there yet.
    let named = arguments.cast.file.clone().map(|named| CastFile::usual(Some(named)));
    let cast = named.unwrap_or_else(|| cast_file::place_to_print(None));
    let saved = backup::restore(&arguments.backup, folders::data("state.db").as_deref(), &cast)?;
    writeln!(out, "Put back: {}.", in_words(&saved))?;
    for before in &saved.before {
        writeln!(out, "What was there before is in {}.", harmless(&before.to_string_lossy()))?;
    }
    Ok(Outcome::Found)
}

fn in_words(saved: &Saved) -> String {
    let count = |count: usize, word: &str| format!("{count} {word}{}", if count == 1 { "" } else { "s" });
    let articles = format!("places and marks in {}", count(saved.articles, "article"));
    let cast = if saved.cast { "the cast file" } else { "no cast file, for the built-in cast is followed" };
    format!("{articles}, {cast}, {} of corrections", count(saved.corrections, "line"))
}
