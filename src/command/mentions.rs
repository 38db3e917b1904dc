//! `followspot mentions`: prints every mention, in the order of the walk, however large the pile.

use std::io::Write;

use crate::article::Likeness;
use crate::cast::{ActorIndex, Cast};
use crate::library::{Followed, Found, Trouble};
use crate::mention::corrections::Corrector;
use crate::mention::{Certainty, Finder, Kind, Kinds, Mention};

use super::arguments::{Format, MentionsAsked, Sort};
use super::failure::Failure;
use super::once::{self, Stories};
use super::venue::Venue;
use super::{Outcome, given, lines, records};

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
pub(super) fn run(asked: &MentionsAsked, venue: &dyn Venue, out: &mut impl Write) -> Result<Outcome, Failure> {
    let Followed { cast, corrections } = venue.followed()?;
    let wanted = Wanted::new(asked, &cast)?;
    let (finder, corrector) = (Finder::new(&cast), Corrector::new(&corrections, &cast));
    let colour = venue.paint(asked.color.when);
    if asked.format == Format::Csv {
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
        let printed = match asked.format {
            Format::Text => lines::print(hits, opened.passages(), colour),
            Format::Jsonl => records::jsonl(hits),
            Format::Csv => records::csv(hits),
        };
        let likeness = once::likeness(&opened, asked.once && !printed.is_empty());
        Ok((printed, likeness))
    };
    let mut stories = Stories::default();
    let sieve = |raw: &[u8]| finder.first_in(raw, wanted.least(), &corrector);
    given::each(venue, venue.input(None, Sort::Pile)?.0, sieve, print, |(printed, likeness)| {
        if stories.is_new(likeness) {
            out.write_all(&printed)?;
        }
        Ok(if printed.is_empty() { Outcome::Nothing } else { Outcome::Found })
    })
}

impl Wanted {
    /// All actors and kinds, unless some are named.
    fn new(asked: &MentionsAsked, cast: &Cast) -> Result<Wanted, Failure> {
        let known = || cast.actors.iter().map(|actor| actor.id.clone()).collect();
        let index = |id: &String| cast.index_of(id).ok_or_else(|| Failure::NoActor { id: id.clone(), known: known() });
        Ok(Wanted {
            actors: asked.actors.iter().map(index).collect::<Result<_, _>>()?,
            kinds: asked.kinds.iter().copied().map(Kind::from).collect(),
            sure: asked.sure.sure,
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
