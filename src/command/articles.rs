//! `followspot | less`: prints the articles as text, one after another.

use std::io::{self, Write};

use crate::article::{Article, PassageKind};
use crate::library::{Found, Source, Which};
use crate::text::harmless;

use super::failure::{Failure, say};
use super::venue::Hearer;
use super::{Outcome, arguments, given, read};

impl Hearer for arguments::Read {}

/// Prints every article, in the order of the pile.
pub(super) fn print(arguments: &arguments::Read, out: &mut impl Write) -> Result<Outcome, Failure> {
    let (mut input, shelf) = read::pile(&arguments.pile, |sentence| say(&sentence))?;
    if arguments.pile.library {
        input.sources.push(Source::Shelved(shelf, Which::All));
    }
    let mut is_first = true;
    given::each(
        arguments,
        input,
        |_| Some(0),
        Found::article,
        |article: Article| {
            if !std::mem::take(&mut is_first) {
                writeln!(out, "\n{}\n", "-".repeat(RULE))?;
            }
            write(&article, out)?;
            Ok(Outcome::Found)
        },
    )
}

/// The length of what parts two articles, in cells.
const RULE: usize = 40;

/// Title, what is known of it, and each passage on a line.
fn write(article: &Article, out: &mut impl Write) -> io::Result<()> {
    let date = article.date.map(|date| date.to_string());
    let known = [article.source.clone(), date, article.address.clone()];
    let known: Vec<String> = known.into_iter().flatten().collect();
    writeln!(out, "{}", harmless(&article.title))?;
    if !known.is_empty() {
        writeln!(out, "{}", harmless(&known.join(" · ")))?;
    }
    for passage in article.passages.iter().filter(|passage| passage.kind != PassageKind::Title) {
        writeln!(out, "\n{}", harmless(passage.span.of(&article.text)))?;
    }
    Ok(())
}
