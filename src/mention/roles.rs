//! Finds the roles: descriptions that denote an actor without the name.
//!
//! Every noun phrase around a noun for a person is looked at ([`phrases`]). One that stands beside a name, as its title
//! or in apposition, is no mention of its own but teaches what the bearer is ([`Learned`]): "the deputy Jane Roe",
//! "Jane Roe, mayor of X,". Any other definite one denotes whoever fits best: by an office that the cast gives the actor
//! for the day of the article ([`offices`]), or by what the article itself has taught, before or behind. The more a
//! phrase says, the surer it is: "the Russian president" needs no more, "the president" is whoever of those that it fits
//! was spoken of last.

mod matching;
mod offices;
mod phrases;

use std::borrow::Cow;
use std::ops::Range;

pub(super) use offices::Held;

use super::grammar::{Class, Genders};
use super::people::{Naming, People, Reading, Who};
use super::pronouns::{Spot, function};
use super::words::{Shape, Words};
use super::{Certainty, Kind, Mention};
use crate::article::Date;
use crate::cast::Cast;
use matching::{Fit, Learned};
use phrases::{Noun, Phrase, Pointing};

/// What is known of the offices of a cast's actors.
#[derive(Debug)]
pub(super) struct Offices(Vec<Vec<Held>>);

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
    let mut learned = Learned::new(offices, date);
    let attached: Vec<Option<Beside>> = phrases.iter().map(|phrase| beside(article, phrase, &people.named)).collect();
    for (phrase, beside) in phrases.iter().zip(&attached) {
        if let Some(beside) = beside {
            learned.teach(beside.who, phrase);
        }
    }
    let mut roles = Roles::default();
    let mut named = people.named.clone().into_iter().peekable();
    let mut title = 0..0;
    for (phrase, beside) in phrases.iter().zip(attached) {
        while let Some(naming) = named.next_if(|naming| naming.words.start < phrase.words.start) {
            roles.spots.push(named_spot(article, people, &naming, &title));
        }
        title = if beside.is_some() { phrase.words.clone() } else { 0..0 };
        match beside {
            Some(beside) => roles.mentions.extend(apposition(article, people, phrase, &beside)),
            None => roles.settle(article, people, &mut learned, phrase),
        }
    }
    roles.spots.extend(named.map(|naming| named_spot(article, people, &naming, &title)));
    roles
}

/// The place of a name; a title right before it shows what both do in the clause.
fn named_spot(article: &Reading<'_>, people: &People, naming: &Naming, title: &Range<usize>) -> Spot {
    let genders = people.get(naming.who).map_or(Genders::default(), |person| person.genders);
    let begins = !title.is_empty() && title.start < naming.words.start && naming.words.start - title.end < COMPLEMENT;
    let start = if begins { title.start } else { naming.words.start };
    let function = function(&article.words, &(start..naming.words.end));
    Spot { words: naming.words.clone(), who: Some(naming.who), genders, plural: false, function }
}

impl Roles {
    /// Settles whom a phrase that stands by itself denotes: an actor, somebody else, or somebody new.
    fn settle(&mut self, article: &Reading<'_>, people: &mut People, learned: &mut Learned<'_>, phrase: &Phrase) {
        let predicate = article
            .words
            .before(phrase.words.start)
            .is_some_and(|before| before.is(Class::Be) && !before.is(Class::Say));
        let fit = match phrase.pointing {
            _ if predicate => None,
            Pointing::Known | Pointing::Here => learned.fit(article, people, phrase, &self.spots),
            Pointing::Owned if matches!(phrase.noun, Noun::Counterpart | Noun::Kin) => {
                learned.fit(article, people, phrase, &self.spots)
            }
            Pointing::Bare if !article.grammar.articles => learned.fit(article, people, phrase, &self.spots),
            _ => None,
        };
        let bare = phrase.pointing == Pointing::Bare && !article.grammar.articles;
        let known = bare || matches!(phrase.pointing, Pointing::Known | Pointing::Here);
        let fit = fit.or_else(|| {
            (known && !predicate).then(|| matching::untaught(article, people, phrase, &self.spots)).flatten()
        });
        let who = match &fit {
            Some(fit) => fit.who,
            None if phrase.pointing == Pointing::Bare && article.grammar.articles => return,
            None => people.add(None, phrase.genders, String::new()),
        };
        if fit.is_none() {
            learned.teach(who, phrase);
        }
        let told = fit.filter(|fit| !learned.contradicts(article, people, phrase, fit));
        self.mentions.extend(told.and_then(|fit| mention(article, people, phrase, &fit)));
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
    let span = article.words.span(phrase.words.clone());
    let certainty = if fit.clear { Certainty::Sure } else { Certainty::Likely };
    Some(Mention { span, actor, kind: Kind::Role, certainty, reason: Cow::Owned(fit.reason.clone()) })
}

/// A phrase beside a name.
#[derive(Clone, Copy, Debug)]
struct Beside {
    who: Who,
    place: Place,
}

/// In which way a phrase stands beside a name.
#[derive(Clone, Copy, Debug)]
enum Place {
    /// As a title, or joined by "is".
    Joined,
    /// Set apart by a comma; behind the name, or before it.
    Apposition { behind: bool },
}

/// Beside whose name the phrase stands.
fn beside(article: &Reading<'_>, phrase: &Phrase, named: &[Naming]) -> Option<Beside> {
    let words = &article.words;
    let next = named.partition_point(|naming| naming.words.start < phrase.words.end);
    let title = named.get(next).and_then(|naming| {
        let place = joins(article, phrase.words.end..naming.words.start)?;
        Some(Beside { who: naming.who, place })
    });
    title.or_else(|| {
        let naming = named.get(next.checked_sub(1)?).filter(|naming| naming.words.end <= phrase.words.start)?;
        let place = follows(words, naming.words.end..phrase.words.start, phrase)?;
        Some(Beside { who: naming.who, place })
    })
}

/// How many words of a complement may stand between a description and the name.
const COMPLEMENT: usize = 16;

/// How what lies between a phrase and the name behind it joins them: nothing, a comma, or the rest of a complement and
/// then a comma.
fn joins(article: &Reading<'_>, mut gap: Range<usize>) -> Option<Place> {
    let words = &article.words;
    while !gap.is_empty() && words.at(gap.end - 1).is(Class::Mister) {
        gap.end -= 1;
    }
    let same = words.at(gap.start.saturating_sub(1)).sentence == words.at(gap.end).sentence;
    if !same || gap.len() > COMPLEMENT {
        return None;
    }
    let comma = !gap.is_empty() && words.at(gap.end - 1).is_mark(",");
    let adjective =
        gap.len() == 1 && words.at(gap.start).shape == Shape::Small && !article.grammar.adjectives.is_empty();
    let small = [Class::Of, Class::Definite, Class::And, Class::Preposition, Class::Particle];
    let complement = |at: usize| {
        let word = words.at(at);
        word.shape == Shape::Capital
            || word.is_any(&small)
            || word.is_mark("()")
            || word.shape == Shape::Small && words.at(at - 1).is(Class::Of)
    };
    match () {
        () if gap.len() <= 1 && gap.clone().all(|at| words.at(at).is_mark("(«“\"„")) => Some(Place::Joined),
        () if adjective && words.at(gap.start).entry.is_unknown() => Some(Place::Joined),
        () if comma && (gap.start..gap.end - 1).all(complement) => Some(Place::Apposition { behind: false }),
        () => None,
    }
}

/// How what lies between a name and the phrase behind it joins them: a comma, or "is".
fn follows(words: &Words, gap: Range<usize>, phrase: &Phrase) -> Option<Place> {
    let same = words.at(gap.start.saturating_sub(1)).sentence == words.at(gap.end).sentence;
    let first = words.at(gap.start);
    let apposition = gap.len() == 1 && first.is_mark(",(") && closes(words, phrase);
    let predicate = (1..=3).contains(&gap.len()) && first.is(Class::Be) && first.shape != Shape::Mark;
    match () {
        () if same && apposition => Some(Place::Apposition { behind: true }),
        () if same && predicate => Some(Place::Joined),
        () => None,
    }
}

/// Whether the apposition ends as one: at a comma, a full stop or a complement, not at a verb.
fn closes(words: &Words, phrase: &Phrase) -> bool {
    let next = words.at(phrase.words.end);
    let goes_on = [Class::Preposition, Class::Of, Class::That, Class::And];
    !next.is(Class::Say) && (next.shape == Shape::Mark || next.is_any(&goes_on) || phrase.pointing == Pointing::Bare)
}
