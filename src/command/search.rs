//! `followspot search`: prints every article of which a query holds, in the order of the walk, however large the pile.

mod print;

use std::io::Write;
use std::num::NonZeroUsize;
use std::ops::ControlFlow;

use crate::library::{Followed, Found, Trouble};
use crate::search::{Matcher, Problem, Query};

use super::arguments::{self, Format};
use super::failure::{Failure, say};
use super::paint::Paint;
use super::{Outcome, cast_file, given, records};

/// Prints the articles that are found.
pub(super) fn run(arguments: &arguments::Search, out: &mut impl Write) -> Result<Outcome, Failure> {
    let matcher = matcher(arguments)?;
    let (format, colour) = (arguments.format, Paint::for_output(arguments.color.when));
    if format == Format::Csv {
        out.write_all(&records::csv_line(print::FIELDS))?;
    }
    let work = |found: Found| -> Result<Vec<u8>, Trouble> {
        let Found { name, opened } = found;
        let Some(found) = matcher.find(&name, &opened?) else { return Ok(Vec::new()) };
        Ok(match format {
            Format::Text => print::block(&name, &found, colour),
            Format::Jsonl => print::json(&name, &found),
            Format::Csv => print::csv(&name, &found),
        })
    };
    let most = arguments.limit.map_or(usize::MAX, NonZeroUsize::get);
    let mut articles = 0;
    given::each(
        given::input(&arguments.paths, &arguments.fields, &arguments.fetch, |sentence| say(&sentence))?,
        |_| Some(0),
        work,
        |printed: Vec<u8>| {
            if printed.is_empty() {
                return Ok(Outcome::Nothing.into());
            }
            if format == Format::Text && articles > 0 {
                out.write_all(b"\n")?;
            }
            out.write_all(&printed)?;
            articles += 1;
            Ok(if articles < most { Outcome::Found.into() } else { ControlFlow::Break(Outcome::Found) })
        },
    )
}

/// The query, made ready; the cast is read only where it matters.
fn matcher(arguments: &arguments::Search) -> Result<Matcher, Failure> {
    let refused = |problem: Problem| Failure::Query { query: arguments.query.clone(), problem };
    let query = Query::parse(&arguments.query).map_err(refused)?;
    let followed = || cast_file::load_to_print(arguments.cast.file.as_deref());
    let Followed { cast, corrections } = if query.asks_for_mentions() { followed()? } else { Followed::default() };
    Matcher::new(&query, &cast, &corrections).map_err(refused)
}
