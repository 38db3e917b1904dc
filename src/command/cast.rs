//! `followspot cast`: prints each actor with the counts and forms found.

use std::io::Write;

use crate::article::Likeness;
use crate::cast::{Actor, ActorIndex};
use crate::library::{Followed, Forms, Found, Trouble};
use crate::mention::corrections::Corrector;
use crate::mention::{Counted, Finder, Mention};
use crate::text::harmless;

use super::arguments::{CastAsked, Sort};
use super::failure::Failure;
use super::once::{self, Stories};
use super::paint::Paint;
use super::venue::Venue;
use super::{Outcome, given};

/// The mentions in an article, each with its form.
type Counting = Vec<(Mention, String)>;

/// What has been counted of one actor.
#[derive(Clone, Default)]
struct Count {
    articles: usize,
    forms: Forms,
}

/// Prints every actor of the cast, in its order; memory grows with the forms, and by some hundred bytes with each article
/// that has a mention, where copies are told.
pub(super) fn run(asked: &CastAsked, venue: &dyn Venue, out: &mut impl Write) -> Result<Outcome, Failure> {
    let Followed { cast, corrections } = venue.followed()?;
    let (finder, corrector) = (Finder::new(&cast), Corrector::new(&corrections, &cast));
    let mut counts = vec![Count::default(); cast.actors.len()];
    let counted = Counted { sure: asked.sure.sure, ..Counted::default() };
    let mut stories = Stories::default();
    let find = |found: Found| -> Result<(Counting, Option<Likeness>), Trouble> {
        let opened = found.opened?;
        let found = finder.find_in(&opened, counted.kinds, &corrector).into_iter();
        let with_form = |mention: Mention| {
            let form = mention.span.of(opened.text()).to_owned();
            (mention, form)
        };
        let found: Counting = found.filter(|mention| counted.holds(mention)).map(with_form).collect();
        let likeness = once::likeness(&opened, !asked.copies && !found.is_empty());
        Ok((found, likeness))
    };
    let outcome = given::each(
        venue,
        venue.input(None, Sort::Pile)?.0,
        |raw| finder.first_in(raw, counted.kinds, &corrector),
        find,
        |(found, likeness)| {
            let counted = if stories.is_new(likeness) { &*found } else { &[] };
            for (count, actor) in counts.iter_mut().zip((0..).map(ActorIndex)) {
                count.add(counted.iter().filter(|(mention, _)| mention.actor == actor));
            }
            Ok(if found.is_empty() { Outcome::Nothing } else { Outcome::Found })
        },
    )?;
    let paint = venue.paint(asked.color.when);
    for (actor, count) in cast.actors.iter().zip(&counts) {
        count.print(actor, paint, out)?;
    }
    Ok(outcome)
}

impl Count {
    /// Counts the mentions in one article.
    fn add<'a>(&mut self, mentions: impl Iterator<Item = &'a (Mention, String)>) {
        let mut any = false;
        for (mention, form) in mentions {
            self.forms.add(mention.kind, mention.certainty, form, 1);
            any = true;
        }
        self.articles += usize::from(any);
    }

    fn print(&self, actor: &Actor, paint: Paint, out: &mut impl Write) -> Result<(), Failure> {
        let forms = self.forms.list(Counted::default());
        let mentions: usize = forms.iter().map(|(_, count)| count).sum();
        let (name, id) = (paint.hit(&harmless(&actor.name)), paint.aside(&harmless(&actor.id)));
        writeln!(out, "{name} {id}: {}", in_words(mentions, self.articles))?;
        for (form, count) in forms {
            writeln!(out, "{} {}", paint.number(&format!("{count:>8}")), harmless(&form))?;
        }
        Ok(())
    }
}

fn in_words(mentions: usize, articles: usize) -> String {
    let plural = |count: usize, word: &str| format!("{count} {word}{}", if count == 1 { "" } else { "s" });
    match mentions {
        0 => "no mention".to_owned(),
        _ => format!("{} in {}", plural(mentions, "mention"), plural(articles, "article")),
    }
}
