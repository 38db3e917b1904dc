//! Beside whose name a phrase stands: as its title, in apposition, or joined by "is".

use std::ops::Range;

use super::super::grammar::Class;
use super::super::people::{Naming, Reading, Who};
use super::super::words::{Shape, Words};
use super::phrases::{Phrase, Pointing};

/// A phrase beside a name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Beside {
    pub(super) who: Who,
    pub(super) place: Place,
}

/// In which way a phrase stands beside a name.
#[derive(Clone, Copy, Debug)]
pub(super) enum Place {
    /// As a title, or joined by "is".
    Joined,
    /// Set apart by a comma; behind the name, or before it.
    Apposition { behind: bool },
}

/// For each phrase, beside whose name it stands.
pub(super) fn attached(article: &Reading<'_>, phrases: &[Phrase], named: &[Naming]) -> Vec<Option<Beside>> {
    let mut all: Vec<Option<Beside>> = Vec::with_capacity(phrases.len());
    for (number, phrase) in phrases.iter().enumerate() {
        let last = number.checked_sub(1).and_then(|last| Some((phrases.get(last)?, all.get(last).copied().flatten()?)));
        let further = last.and_then(|(last, beside)| goes_on(article, last, phrase).then_some(beside));
        all.push(beside(article, phrase, named).or(further));
    }
    for (number, pair) in phrases.windows(2).enumerate().rev() {
        let [phrase, next] = pair else { continue };
        let title = all.get(number + 1).copied().flatten().filter(|_| is_first_of_two(article, phrase, next));
        if let Some(none) = all.get_mut(number).filter(|beside| beside.is_none()) {
            *none = title;
        }
    }
    all
}

/// Whether `phrase` is the first of two titles before a name: "merchant and manager Jane Roe".
fn is_first_of_two(article: &Reading<'_>, phrase: &Phrase, next: &Phrase) -> bool {
    let and = article.words.at(phrase.words.end).is(Class::And) && phrase.words.end + 1 == next.words.start;
    and && phrase.pointing == Pointing::Bare && next.pointing == Pointing::Bare && article.grammar.articles
}

/// Whether `phrase` is a second apposition beside the name of `last`: "Jane Roe, mayor of X, and head of Y".
fn goes_on(article: &Reading<'_>, last: &Phrase, phrase: &Phrase) -> bool {
    let words = &article.words;
    let gap = last.words.end..phrase.words.start;
    let same = words.at(last.head).sentence == words.at(phrase.head).sentence;
    let joined = !gap.is_empty() && gap.len() <= SECOND && words.at(gap.end - 1).is(Class::And);
    same && joined && phrase.pointing == Pointing::Bare && phrase.complement
}

/// Beside whose name the phrase stands.
fn beside(article: &Reading<'_>, phrase: &Phrase, named: &[Naming]) -> Option<Beside> {
    let words = &article.words;
    let next = named.partition_point(|naming| naming.words.start < phrase.words.end);
    let owner = |naming: &&Naming| {
        let behind = words.behind(naming.words.end - 1).filter(|behind| behind.glued);
        behind.is_some_and(|behind| behind.is(Class::Genitive) || behind.is_mark("'’"))
    };
    let direct = |naming: &&Naming| phrase.words.end == naming.words.start;
    let title = named.get(next).filter(|naming| direct(naming) || !owner(naming)).and_then(|naming| {
        let place = joins(article, phrase, naming.words.start)?;
        Some(Beside { who: naming.who, place })
    });
    title.or_else(|| {
        let naming = named.get(next.checked_sub(1)?).filter(|naming| naming.words.end <= phrase.words.start)?;
        let place = follows(words, naming.words.end..phrase.words.start, phrase)?;
        Some(Beside { who: naming.who, place })
    })
}

/// How many words may stand between two appositions of one name.
const SECOND: usize = 4;
/// How many words of a complement may stand between a description and the name.
pub(super) const COMPLEMENT: usize = 16;

/// How what lies between a phrase and the name behind it, at `name`, joins them: nothing, a comma, or the rest of a
/// complement, as a rule with a comma behind it.
fn joins(article: &Reading<'_>, phrase: &Phrase, name: usize) -> Option<Place> {
    let words = &article.words;
    let mut gap = phrase.words.end..name;
    while !gap.is_empty() && words.at(gap.end - 1).is(Class::Mister) {
        gap.end -= 1;
    }
    let same = words.at(gap.start.saturating_sub(1)).sentence == words.at(gap.end).sentence;
    if !same || gap.len() > COMPLEMENT {
        return None;
    }
    let comma = !gap.is_empty() && words.at(gap.end - 1).is_mark(",–—");
    let adjective =
        gap.len() == 1 && words.at(gap.start).shape == Shape::Small && !article.grammar.adjectives.is_empty();
    let small = [Class::Of, Class::Definite, Class::And, Class::Preposition, Class::Particle, Class::National];
    let complement = |at: usize| {
        let word = words.at(at);
        word.shape == Shape::Capital
            || word.is_any(&small)
            || word.is_mark("()")
            || word.shape == Shape::Small && words.at(at - 1).is(Class::Of)
    };
    let title = phrase.pointing == Pointing::Bare && article.grammar.articles;
    let place = words.at(gap.start).is_any(&[Class::Of, Class::Preposition]);
    match () {
        () if gap.len() <= 1 && gap.clone().all(|at| words.at(at).is_mark("(«“\"„")) => Some(Place::Joined),
        () if adjective && words.at(gap.start).entry.is_unknown() => Some(Place::Joined),
        () if comma && (gap.start..gap.end - 1).all(complement) => Some(Place::Apposition { behind: false }),
        () if title && place && gap.clone().all(complement) => Some(Place::Joined),
        () => None,
    }
}

/// How what lies between a name and the phrase behind it joins them: a comma, or "is".
fn follows(words: &Words, gap: Range<usize>, phrase: &Phrase) -> Option<Place> {
    let same = words.at(gap.start.saturating_sub(1)).sentence == words.at(gap.end).sentence;
    let first = words.at(gap.start);
    let apposition = gap.len() == 1 && first.is_mark(",(–—") && closes(words, phrase);
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
    let list = next.is(Class::And) && matches!(phrase.pointing, Pointing::Owned | Pointing::Known);
    !next.is(Class::Say)
        && !list
        && (next.shape == Shape::Mark || next.is_any(&goes_on) || phrase.pointing == Pointing::Bare)
}
