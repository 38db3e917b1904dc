//! `followspot text`: prints the text of an article, exactly as the offsets count it.

use std::io::{IsTerminal, Write, stdout};

use crate::library::{Found, Input, Shelf, Source, Which};
use crate::text::harmless;

use super::failure::{Failure, say};
use super::venue::Hearer;
use super::{Outcome, arguments, given};

impl Hearer for arguments::Text {}

/// Prints the text; a terminal gets it made harmless, everything else to the byte.
pub(super) fn run(arguments: &arguments::Text, out: &mut impl Write) -> Result<Outcome, Failure> {
    let exact = !stdout().is_terminal();
    let read = |found: Found| found.article().map(|article| article.text);
    let paths = std::slice::from_ref(&arguments.path);
    let input = if arguments.library {
        let name = arguments.path.to_string_lossy().into_owned();
        Input::from_iter([Source::Shelved(Shelf::Library(given::library()?), Which::Named(name))])
    } else {
        given::input(paths, &arguments.fields, &arguments.fetch, |sentence| say(&sentence))?
    };
    given::each(
        arguments,
        input,
        |_| Some(0),
        read,
        |text| {
            if exact {
                out.write_all(text.as_bytes())?;
            } else {
                text.lines().try_for_each(|line| writeln!(out, "{}", harmless(line)))?;
            }
            Ok(if text.is_empty() { Outcome::Nothing } else { Outcome::Found })
        },
    )
}
