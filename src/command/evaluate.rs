//! `followspot evaluate`: runs the finder on annotated texts and prints how well it does.

mod sets;
mod table;
mod texts;

use std::io::Write;
use std::ops::ControlFlow;
use std::path::Path;

use crate::accuracy::{Figures, Judged, judge};
use crate::cast::Cast;
use crate::library::{CastFile, Trouble, in_order, unharmed};
use crate::mention::{Certainty, Finder, Kind, Mention};

use super::arguments::{self, Format, Show};
use super::failure::{Failure, say};
use super::mentions::Hit;
use super::paint::Paint;
use super::{Outcome, cast_file, lines, records};
use sets::{Set, find};
use table::Table;
use texts::{Annotated, Text};

/// A cast and its finder, made once for all texts that share it.
struct Followed {
    cast: Cast,
    finder: Finder,
}

impl Followed {
    fn new(cast: Cast) -> Followed {
        Followed { finder: Finder::new(&cast), cast }
    }

    fn read(path: &Path) -> Result<Followed, Failure> {
        Ok(Followed::new(CastFile::named(path.to_owned()).read()?.cast))
    }
}

/// Prints the figures of every set and of all together, or, where that is asked for, what is wrong instead; below what
/// `--min` wants, the outcome is [`Outcome::Nothing`].
pub(super) fn run(arguments: &arguments::Evaluate, out: &mut impl Write) -> Result<Outcome, Failure> {
    let sets = arguments.paths.iter().map(|path| find(path, arguments)).collect::<Result<Vec<_>, _>>()?.concat();
    let table = Table::new(arguments.format, sets.iter().map(|set| set.name.as_str()));
    match arguments.show {
        None => out.write_all(&table.head())?,
        Some(_) if arguments.format == Format::Csv => out.write_all(&records::csv_head())?,
        Some(_) => {}
    }
    let mut all = Figures::default();
    for set in &sets {
        let figures = evaluate(set, arguments, out)?;
        if arguments.show.is_none() {
            out.write_all(&table.rows(&set.name, &figures))?;
        }
        all.add(&figures);
    }
    if arguments.show.is_none() && sets.len() > 1 {
        out.write_all(&table.totals(&all))?;
    }
    Ok(reached(&arguments.least, &all))
}

/// The figures of a set; prints what is wrong in it where that is asked for.
fn evaluate(set: &Set, arguments: &arguments::Evaluate, out: &mut impl Write) -> Result<Figures, Failure> {
    let paint = Paint::for_output(arguments.color.when);
    let work = |text: &Text| {
        let text = text.read()?;
        let fault = || Failure::TextUnread { path: text.name.clone().into(), trouble: Trouble::Fault };
        let found = unharmed(|| text.followed.finder.find(&text.article)).ok_or_else(fault)?;
        let counts = |mention: &Mention| !arguments.sure.sure || mention.certainty == Certainty::Sure;
        let found: Vec<Mention> = found.into_iter().filter(counts).collect();
        let judged = judge(&text.gold, &found, &set.kinds);
        let shown = arguments.show.map(|show| shown(&text, &judged, show, arguments.format, paint));
        Ok((Figures::of(&judged, &text.language), shown.unwrap_or_default()))
    };
    let mut sum = Ok(Figures::default());
    in_order(set.texts.iter(), work, |result: Result<(Figures, Vec<u8>), Failure>| {
        let counted = result.and_then(|(figures, shown)| {
            out.write_all(&shown)?;
            Ok(figures)
        });
        match (&mut sum, counted) {
            (Ok(sum), Ok(figures)) => sum.add(&figures),
            (_, Err(failure)) => sum = Err(failure),
            (Err(_), _) => {}
        }
        if sum.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    sum
}

/// What was missed in a text, or what was found and is none, the way `mentions` prints them.
fn shown(text: &Annotated, judged: &Judged<'_>, show: Show, format: Format, paint: Paint) -> Vec<u8> {
    let missed = judged.misses.iter().filter_map(|gold| {
        let reason = "marked, and not found".into();
        Some(Mention { span: gold.span, actor: gold.actor, kind: gold.kind?, certainty: Certainty::Sure, reason })
    });
    let mut wrong: Vec<Mention> = match show {
        Show::Misses => missed.collect(),
        Show::False => judged.false_ones.iter().copied().cloned().collect(),
    };
    wrong.sort_by_key(|mention| mention.span);
    let hits = wrong.iter().filter_map(|mention| {
        let actor = text.followed.cast.actors.get(usize::from(mention.actor.0))?;
        Some(Hit { name: &text.name, text: &text.article.text, actor: &actor.id, mention })
    });
    match format {
        Format::Text => lines::print(hits, text.article.passages.iter().map(|passage| passage.span), paint),
        Format::Jsonl => records::jsonl(hits),
        Format::Csv => records::csv(hits),
    }
}

/// Says which kinds are below what is wanted of them; a kind of which nothing is marked cannot be.
fn reached(least: &[(arguments::Kind, f64)], all: &Figures) -> Outcome {
    let mut outcome = Outcome::Found;
    for &(kind, least) in least {
        let kind = Kind::from(kind);
        let (tally, word) = (all.all(kind), kind.word());
        if tally.gold == 0 {
            say(&format!("{word}: none is marked, and an F1 of {least} is wanted."));
        } else if tally.f1() < least {
            say(&format!("{word}: the F1 is {:.4}, and {least} is wanted.", tally.f1()));
        } else {
            continue;
        }
        outcome = Outcome::Nothing;
    }
    outcome
}
