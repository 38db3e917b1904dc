//! `followspot search`: prints every article of which a query holds, in the order of the walk, however large the pile.

mod print;

use std::io::Write;
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use crate::article::{Content, Opened};
use crate::library::{Followed, Found, Input, Kept, Source, Trouble, Which, is_shelved};
use crate::mention::corrections::Corrector;
use crate::mention::{Finder, Kinds};
use crate::search::{Matcher, Needs, Problem, Query, Read, Subject};

use super::arguments::{self, Format};
use super::failure::{Failure, say};
use super::paint::Paint;
use super::{Outcome, cast_file, folders, given, records};
use print::Hits;

/// How long is waited for what the person did to be read.
const PATIENCE: Duration = Duration::from_mins(1);

/// Prints the articles that are found.
pub(super) fn run(arguments: &arguments::Search, out: &mut impl Write) -> Result<Outcome, Failure> {
    let wanted = Wanted::new(arguments)?;
    let (format, colour) = (arguments.format, Paint::for_output(arguments.color.when));
    if format == Format::Csv {
        out.write_all(&records::csv_line(print::FIELDS))?;
    }
    let work = |found: Found| -> Result<Vec<u8>, Trouble> {
        let Found { name, opened } = found;
        let Some(found) = wanted.find(&name, &opened?) else { return Ok(Vec::new()) };
        Ok(match format {
            Format::Text => print::block(&name, &found, colour),
            Format::Jsonl => print::json(&name, &found),
            Format::Csv => print::csv(&name, &found),
        })
    };
    let most = arguments.limit.map_or(usize::MAX, NonZeroUsize::get);
    let mut articles = 0;
    given::each(
        input(arguments, &wanted.needs)?,
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

/// What is to be searched: of an index that has all of it, only what is worth it.
fn input(arguments: &arguments::Search, needs: &Arc<Needs>) -> Result<Input, Failure> {
    let named = given::named(&arguments.named, |sentence| say(&sentence))?;
    let shelf = match &*named.sources {
        [Source::Shelved(shelf, _)] => shelf.clone(),
        _ => given::shelf(&named, false),
    };
    let is_there = shelf.path().is_some_and(Path::exists);
    if is_there && (arguments.named.library || is_shelved(&shelf, &named)) {
        return Ok(Input::from_iter([Source::Shelved(shelf, Which::Worth(needs.clone()))]));
    }
    Ok(named)
}

/// The query, made ready, and what has to be known to hold it against articles.
struct Wanted {
    needs: Arc<Needs>,
    matcher: Matcher,
    people: Option<(Finder, Corrector)>,
    kept: Option<Kept>,
}

impl Wanted {
    /// The cast, and what the person did, are read only where they matter.
    fn new(arguments: &arguments::Search) -> Result<Wanted, Failure> {
        let refused = |problem: Problem| Failure::Query { query: arguments.query.clone(), problem };
        let query = Query::parse(&arguments.query).map_err(refused)?;
        let followed = || cast_file::load_to_print(arguments.cast.file.as_deref());
        let asks = query.asks_for_mentions();
        let Followed { cast, corrections } = if asks { followed()? } else { Followed::default() };
        let matcher = Matcher::new(&query, &cast).map_err(refused)?;
        let people = asks.then(|| (Finder::new(&cast), Corrector::new(&corrections, &cast)));
        let state = folders::data("state.db").filter(|path| query.asks_for_marks() && path.exists());
        let kept = state.map(|path| Kept::open(Some(path), |sentence| say(&sentence)));
        if let Some(kept) = &kept {
            kept.wait(PATIENCE);
        }
        Ok(Wanted { needs: Arc::new(Needs::of(&query.root)), matcher, people, kept })
    }

    fn find(&self, name: &str, opened: &Opened) -> Option<Hits> {
        let mentions = || {
            let find = |(finder, corrector): &(Finder, Corrector)| finder.find_in(opened, Kinds::All, corrector);
            self.people.as_ref().map(find).unwrap_or_default()
        };
        let marks = || self.kept.as_ref().map(|kept| kept.marks(Content::of(opened.text()))).unwrap_or_default();
        let subject = Subject { name, read: Read::Opened(opened), mentions: &mentions, marks: &marks };
        let hits = self.matcher.find(subject)?;
        Some(Hits { article: opened.article(), hits })
    }
}
