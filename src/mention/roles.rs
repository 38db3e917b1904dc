//! Finds the roles: descriptions that denote an actor without the name.
//!
//! Every noun phrase around a noun for a person is looked at ([`phrases`]). One that stands beside a name, as its title
//! or in apposition, is no mention of its own but teaches what the bearer is ([`Learned`]): "the deputy Jane Roe",
//! "Jane Roe, mayor of X,". Any other definite one denotes whoever fits best: by an office that the cast gives the actor
//! for the day of the article ([`offices`]), by what the article itself has taught, before or behind ([`matching`]), by
//! who is whose relative ([`kin`]), or, where nothing was taught, by who was just spoken of ([`mod@untaught`]). The more a
//! phrase says, the surer it is: "the Russian president" needs no more, "the president" is whoever of those that it fits
//! was spoken of last.

mod ages;
mod beside;
mod kin;
mod matching;
mod offices;
mod phrases;
mod untaught;

use std::borrow::Cow;
use std::ops::Range;

pub(super) use offices::Held;

use super::grammar::{Class, Genders, Kin};
use super::people::{Naming, People, Reading, Who};
use super::pronouns::{Function, Spot, function};
use super::words::{Shape, Word};
use super::{Certainty, Kind, Mention};
use crate::article::Date;
use crate::cast::Cast;
use ages::Ages;
use beside::{Beside, COMPLEMENT, Place, attached};
use kin::Kinship;
use matching::{Fit, Learned};
use phrases::{Noun, Owner, Phrase, Pointing};
use untaught::untaught;

/// What is known of the offices of a cast's actors.
#[derive(Debug)]
pub(super) struct Offices(Vec<Vec<Held>>);

/// What the article has told of its people so far, and before.
struct Told<'o> {
    learned: Learned<'o>,
    kinship: Kinship,
}

/// What the roles stage hands on.
#[derive(Debug, Default)]
pub(super) struct Roles {
    /// The mentions.
    pub(super) mentions: Vec<Mention>,
    /// Where the article names or describes anybody, in reading order.
    pub(super) spots: Vec<Spot>,
}

impl Offices {
    /// The offices of `cast`.
    pub(super) fn of(cast: &Cast) -> Offices {
        Offices(offices::of(cast))
    }
}

/// Finds the roles in `article`, published on `date`, whose people are `people`.
pub(super) fn find(article: &Reading<'_>, people: &mut People, offices: &Offices, date: Option<Date>) -> Roles {
    let phrases = phrases::find(article, &people.named);
    let ages = Ages::of(article, &people.named);
    let mut told = Told { learned: Learned::new(offices, date, ages), kinship: Kinship::default() };
    let attached = attached(article, &phrases, &people.named);
    for (phrase, beside) in phrases.iter().zip(&attached) {
        if let Some(beside) = beside {
            told.teach(article, people, phrase, beside.who);
        }
    }
    let mut roles = Roles::default();
    let mut named = people.named.clone().into_iter().peekable();
    let mut title = None;
    for (phrase, beside) in phrases.iter().zip(attached) {
        while let Some(naming) = named.next_if(|naming| naming.words.start < phrase.words.start) {
            roles.spots.push(named_spot(article, people, &naming, title.take()));
        }
        title = beside.map(|beside| (beside.who, phrase.words.clone()));
        match beside {
            Some(beside) => roles.mentions.extend(apposition(article, people, phrase, &beside)),
            None => roles.settle(article, people, &mut told, phrase),
        }
    }
    roles.spots.extend(named.map(|naming| named_spot(article, people, &naming, title.take())));
    roles
}

/// The place of a name; its bearer's title right before it shows what both do in the clause.
fn named_spot(article: &Reading<'_>, people: &People, naming: &Naming, title: Option<(Who, Range<usize>)>) -> Spot {
    let genders = people.get(naming.who).map_or(Genders::default(), |person| person.genders);
    let words = &article.words;
    let begins = |(who, title): &(Who, Range<usize>)| {
        let same = words.at(title.start).sentence == words.at(naming.words.start).sentence;
        *who == naming.who && same && title.end <= naming.words.start && naming.words.start - title.end < COMPLEMENT
    };
    let start = title.filter(begins).map_or(naming.words.start, |(_, title)| title.start);
    let function = if naming.owner { Function::Oblique } else { function(words, &(start..naming.words.end)) };
    Spot { words: naming.words.clone(), who: Some(naming.who), genders, plural: false, function }
}

impl Roles {
    /// Settles whom a phrase that stands by itself denotes: an actor, somebody else, or somebody new.
    fn settle(&mut self, article: &Reading<'_>, people: &mut People, told: &mut Told<'_>, phrase: &Phrase) {
        let fit = told.denoted(article, people, phrase, &self.spots);
        let who = match &fit {
            Some(fit) => fit.who,
            None if phrase.is_bare(article) => return,
            None => people.add(None, phrase.genders, String::new()),
        };
        if fit.is_none() || phrase.pointing == Pointing::New {
            told.teach(article, people, phrase, who);
        }
        let fit = fit.filter(|fit| !told.learned.contradicts(article, people, phrase, fit));
        self.mentions.extend(fit.and_then(|fit| mention(article, people, phrase, &fit)));
        let function = function(&article.words, &phrase.words);
        self.spots.push(Spot {
            words: phrase.words.clone(),
            who: Some(who),
            genders: phrase.genders,
            plural: false,
            function,
        });
    }
}

impl Told<'_> {
    /// Learns that `who` is what `phrase` says.
    fn teach(&mut self, article: &Reading<'_>, people: &People, phrase: &Phrase, who: Who) {
        self.learned.teach(who, phrase);
        if phrase.noun == Noun::Kin {
            self.kinship.teach(article, people, phrase, who);
        }
    }

    /// Whom a phrase denotes that stands by itself; `spots` are the places before it.
    fn denoted(&self, article: &Reading<'_>, people: &People, phrase: &Phrase, spots: &[Spot]) -> Option<Fit> {
        let Told { learned, kinship } = self;
        let before = article.words.before(phrase.words.start);
        let predicate = before.is_some_and(|before| before.is(Class::Be) && !before.is(Class::Say));
        let headline = || article.titles.contains(&article.words.at(phrase.head).passage);
        match phrase.pointing {
            _ if predicate || phrase.is_chosen(article) => None,
            Pointing::New => {
                learned.coming(article, people, phrase).or_else(|| learned.introduced(article, people, phrase))
            }
            _ if phrase.is_bare(article) && phrase.noun == Noun::Kin => {
                kinship.fit(article, people, phrase).filter(|_| headline())
            }
            _ if phrase.is_bare(article) => {
                learned.coming(article, people, phrase).filter(|_| headline() || speaks(article, phrase))
            }
            _ if phrase.noun == Noun::Kin => kinship.fit(article, people, phrase),
            Pointing::Owned if phrase.noun == Noun::Counterpart => learned.fit(article, people, phrase, spots),
            Pointing::Owned if phrase.noun == Noun::Work && phrase.titles.is_empty() => {
                learned.only(article, people, phrase)
            }
            Pointing::Owned => None,
            _ => {
                let taught = learned.fit(article, people, phrase, spots);
                let (shadow, taught) = match taught {
                    Some(fit) if learned.is_shadow(people, fit.who) || is_early(phrase, &fit, spots) => {
                        (Some(fit), None)
                    }
                    taught => (None, taught),
                };
                taught
                    .or_else(|| kinship.fit(article, people, phrase).filter(|_| phrase.kin != Kin::default()))
                    .or_else(|| untaught(article, people, learned, phrase, spots))
                    .or(shadow)
            }
        }
    }
}

/// Whether a verb of saying stands beside the phrase.
fn speaks(article: &Reading<'_>, phrase: &Phrase) -> bool {
    let say = |word: Option<&Word>| word.is_some_and(|word| word.is(Class::Say));
    say(article.words.before(phrase.words.start)) || say(article.words.behind(phrase.words.end - 1))
}

/// Whether the article has not spoken yet of whom a phrase without a title fits, so that somebody near may be meant.
fn is_early(phrase: &Phrase, fit: &Fit, spots: &[Spot]) -> bool {
    phrase.titles.is_empty()
        && phrase.country.is_none()
        && !spots.iter().rev().take(BACK).any(|spot| spot.who == Some(fit.who))
}

/// How many places back it is looked for whether somebody was spoken of.
const BACK: usize = 300;
/// How many words an apposition may have.
const APPOSITION: usize = 14;

/// A description set apart from the name by a comma is a mention by itself, up to where it ends.
fn apposition(article: &Reading<'_>, people: &People, phrase: &Phrase, beside: &Beside) -> Option<Mention> {
    let words = &article.words;
    let Place::Apposition { behind } = beside.place else { return None };
    let fit = Fit { who: beside.who, clear: true, reason: "stands beside the name".to_owned() };
    let mut phrase = phrase.clone();
    let limit = phrase.words.start + APPOSITION;
    let ends = |at: usize| {
        words.at(at).shape == Shape::Mark
            || words.at(at).is_any(&[Class::That, Class::And])
            || words.at(at).sentence != words.at(phrase.head).sentence
    };
    if behind {
        phrase.words.end = (phrase.words.end..limit).find(|at| ends(*at)).unwrap_or(phrase.words.end);
    }
    mention(article, people, &phrase, &fit)
}

fn mention(article: &Reading<'_>, people: &People, phrase: &Phrase, fit: &Fit) -> Option<Mention> {
    let actor = people.actor(fit.who)?;
    let words = match phrase.owner {
        Owner::Named(_, start, end) => phrase.words.start.min(start)..phrase.words.end.max(end),
        Owner::Unsaid | Owner::Possessive(_) => phrase.words.clone(),
    };
    let span = article.words.span(words);
    let certainty = if fit.clear { Certainty::Sure } else { Certainty::Likely };
    Some(Mention { span, actor, kind: Kind::Role, certainty, reason: Cow::Owned(fit.reason.clone()) })
}

#[cfg(test)]
mod tests;
