//! `followspot search`: prints every article of which a query holds, in the order of the walk or the newest first,
//! however large the pile.

mod latest;
mod print;

use std::io::Write;
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::Duration;

use crate::article::{Content, Opened};
use crate::library::{Followed, Found, Kept, Trouble};
use crate::mention::corrections::Corrector;
use crate::mention::{Counted, Finder, Kinds};
use crate::search::{Matcher, Needs, Problem, Query, Read, Subject};

use super::arguments::{Format, SearchAsked};
use super::failure::Failure;
use super::venue::Venue;
use super::{Outcome, given, records};
use latest::{Block, Latest};
use print::Hits;

/// How long is waited for what the person did to be read.
const PATIENCE: Duration = Duration::from_mins(1);

/// Prints the articles that are found.
pub(super) fn run(
    query: &str,
    asked: &SearchAsked,
    venue: &dyn Venue,
    out: &mut impl Write,
) -> Result<Outcome, Failure> {
    let wanted = Wanted::new(query, asked, venue)?;
    let (format, colour) = (asked.format, venue.paint(asked.color.when));
    if format == Format::Csv {
        out.write_all(&records::csv_line(print::FIELDS))?;
    }
    let work = |found: Found| -> Result<Option<Block>, Trouble> {
        let Found { name, opened } = found;
        let Some(found) = wanted.find(&name, &opened?) else { return Ok(None) };
        let printed = match format {
            Format::Text => print::block(&name, &found, colour),
            Format::Jsonl => print::json(&name, &found),
            Format::Csv => print::csv(&name, &found),
        };
        Ok(Some(Block { date: found.article.date, printed }))
    };
    let most = asked.limit.map_or(usize::MAX, NonZeroUsize::get);
    let mut printed = 0;
    let mut print = |block: Block| -> Result<usize, Failure> {
        if format == Format::Text && printed > 0 {
            out.write_all(b"\n")?;
        }
        out.write_all(&block.printed)?;
        printed += 1;
        Ok(printed)
    };
    let (input, in_order) = venue.input(Some(&wanted.needs), asked.sort)?;
    let mut latest = Latest::new(most);
    let outcome = given::each(
        venue,
        input,
        |_| Some(0),
        work,
        |found: Option<Block>| {
            let Some(block) = found else { return Ok(Outcome::Nothing.into()) };
            if !in_order {
                latest.add(block);
                return Ok(Outcome::Found.into());
            }
            Ok(if print(block)? < most { Outcome::Found.into() } else { ControlFlow::Break(Outcome::Found) })
        },
    )?;
    latest.into_blocks().into_iter().try_for_each(|block| print(block).map(drop))?;
    Ok(outcome)
}

/// The query, made ready, and what has to be known to hold it against articles.
struct Wanted {
    needs: Arc<Needs>,
    matcher: Matcher,
    people: Option<(Finder, Corrector)>,
    counted: Counted,
    kept: Option<Kept>,
}

impl Wanted {
    /// The cast, and what the person did, are read only where they matter.
    fn new(query: &str, asked: &SearchAsked, venue: &dyn Venue) -> Result<Wanted, Failure> {
        let refused = |problem: Problem| Failure::Query { query: query.to_owned(), problem };
        let query = Query::parse(query).map_err(refused)?;
        let asks = query.asks_for_mentions();
        let Followed { cast, corrections } = if asks { venue.followed()? } else { Followed::default() };
        let matcher = Matcher::new(&query, &cast).map_err(refused)?;
        let people = asks.then(|| (Finder::new(&cast), Corrector::new(&corrections, &cast)));
        let kept = if query.asks_for_marks() { venue.kept() } else { None };
        if let Some(kept) = &kept {
            kept.wait(PATIENCE);
        }
        let counted = Counted { sure: asked.sure.sure, ..Counted::default() };
        Ok(Wanted { needs: Arc::new(Needs::of(&query.root)), matcher, people, counted, kept })
    }

    fn find(&self, name: &str, opened: &Opened) -> Option<Hits> {
        let mentions = || {
            let find = |(finder, corrector): &(Finder, Corrector)| finder.find_in(opened, Kinds::All, corrector);
            let mut found = self.people.as_ref().map(find).unwrap_or_default();
            found.retain(|mention| self.counted.holds(mention));
            found
        };
        let marks = || self.kept.as_ref().map(|kept| kept.marks(Content::of(opened.text()))).unwrap_or_default();
        let subject = Subject { name, read: Read::Opened(opened), mentions: &mentions, marks: &marks };
        let hits = self.matcher.find(subject)?;
        Some(Hits { article: opened.article(), hits })
    }
}
