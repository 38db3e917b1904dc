//! `followspot library`: what is in the library, and its upkeep.

use std::io::Write;
use std::path;

use crate::library::{Facts, Shelf, Upkeep};
use crate::text::harmless;

use super::arguments::{self, LibraryTask};
use super::failure::Failure;
use super::{Outcome, given};

/// Does what is wanted with the library.
pub(super) fn run(arguments: &arguments::Library, out: &mut impl Write) -> Result<Outcome, Failure> {
    let path = given::library()?;
    let open = |changes| {
        if changes {
            given::turn(&Shelf::Library(path.clone()));
        }
        Upkeep::open(&path, changes)
    };
    match &arguments.task {
        None => {
            writeln!(out, "{}", harmless(&path.to_string_lossy()))?;
            write!(out, "{}", in_words(&open(false)?.facts()?))?;
            Ok(Outcome::Found)
        }
        Some(LibraryTask::Check) => {
            let wrong = open(false)?.check()?;
            for word in &wrong {
                writeln!(out, "{}", harmless(word))?;
            }
            if wrong.is_empty() {
                writeln!(out, "The library is whole.")?;
            }
            Ok(if wrong.is_empty() { Outcome::Found } else { Outcome::Trouble })
        }
        Some(LibraryTask::Compact) => {
            let library = open(true)?;
            let before = library.facts()?.size;
            library.compact()?;
            writeln!(out, "{} became {}.", in_bytes(before), in_bytes(library.facts()?.size))?;
            Ok(Outcome::Found)
        }
        Some(LibraryTask::Forget { paths }) => {
            let library = open(true)?;
            let mut forgotten = 0;
            for path in paths {
                forgotten += library.forget(&path.to_string_lossy())?;
                // A path that is typed from where one is was brought in as a whole one.
                forgotten += library.forget(&path::absolute(path)?.to_string_lossy())?;
            }
            writeln!(out, "{forgotten} articles were taken out of the library.")?;
            Ok(if forgotten > 0 { Outcome::Found } else { Outcome::Nothing })
        }
    }
}

fn in_words(facts: &Facts) -> String {
    let Facts { size, files, articles, unreadable, found } = *facts;
    format!(
        "{articles} articles from {files} files, {}\n{unreadable} cannot be read\n{found} have been gone through for mentions\n",
        in_bytes(size)
    )
}

/// So many bytes in the unit in which they are read best.
fn in_bytes(bytes: u64) -> String {
    match bytes {
        ..10_000 => format!("{bytes} B"),
        10_000..10_000_000 => format!("{} kB", bytes / 1000),
        10_000_000..10_000_000_000 => format!("{} MB", bytes / 1_000_000),
        _ => format!("{} GB", bytes / 1_000_000_000),
    }
}
