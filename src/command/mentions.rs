//! `followspot mentions`: prints every mention, in the order of the walk, however large the pile.

use std::io::Write;

use crate::article::Likeness;
use crate::cast::{ActorIndex, Cast};
use crate::library::{Followed, Found, Trouble};
use crate::mention::corrections::Corrector;
use crate::mention::{Certainty, Finder, Kind, Kinds, Mention};

use super::arguments::{self, Format};
use super::failure::{Failure, say};
use super::once::{self, Stories};
use super::paint::Paint;
use super::{Outcome, cast_file, given, lines, records};

/// Which mentions are wanted.
struct Wanted {
    actors: Vec<ActorIndex>,
    kinds: Vec<Kind>,
    sure: bool,
}

/// One mention with all that is printed of it.
pub(super) struct Hit<'a> {
    /// The article's path as walked.
    pub(super) name: &'a str,
    /// The article's text.
    pub(super) text: &'a str,
    /// The actor's id.
    pub(super) actor: &'a str,
    pub(super) mention: &'a Mention,
}

/// Prints the mentions that are wanted.
pub(super) fn run(arguments: &arguments::Mentions, out: &mut impl Write) -> Result<Outcome, Failure> {
    let Followed { cast, corrections } = cast_file::load_to_print(arguments.cast.file.as_deref())?;
    let wanted = Wanted::new(arguments, &cast)?;
    let (finder, corrector) = (Finder::new(&cast), Corrector::new(&corrections, &cast));
    let colour = Paint::for_output(arguments.color.when);
    if arguments.format == Format::Csv {
        out.write_all(&records::csv_head())?;
    }
    let print = |found: Found| -> Result<(Vec<u8>, Option<Likeness>), Trouble> {
        let Found { name, opened } = found;
        let opened = opened?;
        let found = finder.find_in(&opened, wanted.least(), &corrector);
        let hits = found.iter().filter(|mention| wanted.holds(mention)).filter_map(|mention| {
            let actor = cast.actors.get(usize::from(mention.actor.0))?;
            Some(Hit { name: &name, text: opened.text(), actor: &actor.id, mention })
        });
        let printed = match arguments.format {
            Format::Text => lines::print(hits, opened.passages(), colour),
            Format::Jsonl => records::jsonl(hits),
            Format::Csv => records::csv(hits),
        };
        let likeness = once::likeness(&opened, arguments.once && !printed.is_empty());
        Ok((printed, likeness))
    };
    let mut stories = Stories::default();
    let sieve = |raw: &[u8]| finder.first_in(raw, wanted.least(), &corrector);
    given::each(given::named(&arguments.named, |sentence| say(&sentence))?, sieve, print, |(printed, likeness)| {
        if stories.is_new(likeness) {
            out.write_all(&printed)?;
        }
        Ok(if printed.is_empty() { Outcome::Nothing } else { Outcome::Found })
    })
}

impl Wanted {
    /// All actors and kinds, unless some are named.
    fn new(arguments: &arguments::Mentions, cast: &Cast) -> Result<Wanted, Failure> {
        let known = || cast.actors.iter().map(|actor| actor.id.clone()).collect();
        let index = |id: &String| cast.index_of(id).ok_or_else(|| Failure::NoActor { id: id.clone(), known: known() });
        Ok(Wanted {
            actors: arguments.actors.iter().map(index).collect::<Result<_, _>>()?,
            kinds: arguments.kinds.iter().copied().map(Kind::from).collect(),
            sure: arguments.sure.sure,
        })
    }

    /// The least that has to be found.
    fn least(&self) -> Kinds {
        if self.kinds == [Kind::Name] { Kinds::Names } else { Kinds::All }
    }

    fn holds(&self, mention: &Mention) -> bool {
        (self.actors.is_empty() || self.actors.contains(&mention.actor))
            && (self.kinds.is_empty() || self.kinds.contains(&mention.kind))
            && (!self.sure || mention.certainty == Certainty::Sure)
    }
}
