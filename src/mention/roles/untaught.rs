//! Whom a description denotes that nothing has taught: "the 63-year-old", "the artist".
//!
//! Everybody spoken of in the last few sentences whom the noun fits is weighed: by what the phrase is (a noun that fits
//! anybody speaks of somebody known more often than a title does), by where it stands, and by who the person is to the
//! article. The weights come from a logistic regression over annotated news in six languages, rounded; they are the
//! logarithm of how much likelier each thing makes it.

use super::super::grammar::Class;
use super::super::people::{People, Reading, Who};
use super::super::pronouns::{Function, Spot};
use super::super::words::{Shape, Word};
use super::matching::{Candidate, Fit, Learned, agrees, decide};
use super::phrases::{Noun, Phrase, Pointing};

/// How many sentences back somebody may have been spoken of.
const REACH: u32 = 4;
/// How many places back are looked at.
const MOST: usize = 40;

/// How often somebody is named who is named often.
const OFTEN: usize = 3;

/// What every phrase begins with, and what it must have in the end.
const BASE: f32 = -1.6;
const ENOUGH: f32 = -0.2;
/// A noun that fits anybody, one with a figure ("63-year-old"), and "this".
const ANYONE: f32 = 0.4;
const FIGURE: f32 = 0.6;
const HERE: f32 = 0.7;
/// A noun without any article, in a language that has none.
const BARE: f32 = -2.8;
/// At the beginning of its clause, and beside a verb of saying.
const BEGINS: f32 = 0.4;
const SPEAKS: f32 = 0.9;
/// A title, and one of the past: those are of others, as a rule.
const TITLE: f32 = -0.7;
const FORMER: f32 = -0.9;
/// With a clause behind it that tells which one, and with a complement: "the man who came", "the boss at the nursery".
const CLAUSE: f32 = -0.8;
const COMPLEMENT: f32 = -0.4;
/// Spoken of in the same sentence, in the one or two before, or earlier.
const DISTANCE: [f32; 5] = [0.0, 0.7, 0.7, -0.3, -0.3];
/// The subject when spoken of last, whom the article is about, the nearest, one who is named often, and the only one
/// whose name is near.
const SUBJECT: f32 = 0.5;
const MAIN: f32 = 0.9;
const NEAREST: f32 = 0.3;
const MANY: f32 = 0.4;
const ONLY: f32 = 0.6;
/// For each other thing that the person has been called, at most two.
const CALLED: f32 = -0.5;

/// Whom `phrase` denotes; `spots` are the places before it.
pub(super) fn untaught(
    article: &Reading<'_>,
    people: &People,
    learned: &Learned<'_>,
    phrase: &Phrase,
    spots: &[Spot],
) -> Option<Fit> {
    let stranger = article.words.at(phrase.head).is(Class::Stranger) && phrase.pointing != Pointing::Here;
    if stranger || matches!(phrase.noun, Noun::Kin | Noun::Counterpart) || names_another(article, phrase) {
        return None;
    }
    let said = said(article, phrase);
    let main = people.main(phrase.genders);
    let near = near(article, people, phrase, spots);
    let named = near.iter().filter(|spot| spot.who.is_some_and(|who| is_named(people, who))).count();
    let clause = article.words.at(phrase.words.start).clause;
    let and = article.words.before(phrase.words.start).is_some_and(|before| before.is(Class::And));
    let joined = |spot: &Spot| and && spot.words.end + 1 == phrase.words.start;
    let apart = |spot: &&(usize, &Spot)| article.words.at(spot.1.words.start).clause != clause && !joined(spot.1);
    let numbered: Vec<(usize, &Spot)> = near.iter().copied().enumerate().collect();
    let weigh = |(rank, spot): &(usize, &Spot)| {
        let who = spot.who.filter(|who| !learned.is_foreign(people, *who, phrase))?;
        if learned.is_of_another_age(who, phrase) {
            return None;
        }
        let called = learned.called(who).min(2);
        let mut points = said + DISTANCE.get(distance(article, phrase, spot) as usize).copied().unwrap_or_default();
        for (holds, weight) in [
            (spot.function == Function::Subject, SUBJECT),
            (main == Some(who), MAIN),
            (*rank == 0, NEAREST),
            (people.get(who).is_some_and(|person| person.named >= OFTEN), MANY),
            (named == 1, ONLY),
            (called > 0, CALLED),
            (called > 1, CALLED),
        ] {
            points += if holds { weight } else { 0.0 };
        }
        Some(Candidate { who, points, reason: "was spoken of just before" })
    };
    let candidates: Vec<Candidate<'_>> = numbered.iter().filter(apart).filter_map(weigh).collect();
    let text = article.words.span(phrase.words.clone()).of(article.text);
    let fit = decide(candidates, ENOUGH, |best| format!("{text}: {} {}", people.label(best.who), best.reason))?;
    Some(Fit { clear: false, ..fit })
}

/// Whether a name that nobody knows stands beside the phrase: "the editor, Qwert Zuiop,".
fn names_another(article: &Reading<'_>, phrase: &Phrase) -> bool {
    let words = &article.words;
    let name = |word: &Word| word.shape == Shape::Capital && word.entry.is_unknown();
    let here = words.at(phrase.words.start).sentence;
    let behind = [words.at(phrase.words.end), words.at(phrase.words.end + 1)];
    let before = phrase.words.start.checked_sub(2).map(|at| [words.at(at + 1), words.at(at)]);
    let direct = behind[0].sentence == here && name(&behind[0]);
    let aside = |[mark, word]: &[Word; 2]| mark.is_mark(",(") && word.sentence == here && name(word);
    direct || aside(&behind) || before.as_ref().is_some_and(aside)
}

fn is_named(people: &People, who: Who) -> bool {
    people.get(who).is_some_and(|person| person.named > 0)
}

/// What the phrase itself says for it that it speaks of somebody known.
fn said(article: &Reading<'_>, phrase: &Phrase) -> f32 {
    let words = &article.words;
    let before = words.before(phrase.words.start);
    let says = |word: Option<&Word>| word.is_some_and(|word| word.is(Class::Say));
    let here = words.at(phrase.words.start);
    let behind = words.behind(phrase.words.end - 1).filter(|behind| behind.shape != Shape::Mark);
    let mut points = BASE;
    for (holds, weight) in [
        (phrase.noun == Noun::Anyone, ANYONE),
        (phrase.words.clone().any(|at| words.at(at).shape == Shape::Number), FIGURE),
        (phrase.pointing == Pointing::Here, HERE),
        (phrase.pointing == Pointing::Bare, BARE),
        (before.is_none_or(|before| before.sentence != here.sentence || before.shape == Shape::Mark), BEGINS),
        (says(before) || says(words.behind(phrase.words.end - 1)), SPEAKS),
        (!phrase.titles.is_empty(), TITLE),
        (phrase.former, FORMER),
        (behind.is_some_and(|behind| behind.is_any(&[Class::Who, Class::That])), CLAUSE),
        (behind.is_some_and(|behind| behind.is(Class::Preposition)), COMPLEMENT),
    ] {
        points += if holds { weight } else { 0.0 };
    }
    points
}

fn distance(article: &Reading<'_>, phrase: &Phrase, spot: &Spot) -> u32 {
    article.words.at(phrase.words.start).sentence - article.words.at(spot.words.start).sentence
}

/// For everybody near whom the noun fits, where they were spoken of last; the nearest first.
fn near<'a>(article: &Reading<'_>, people: &People, phrase: &Phrase, spots: &'a [Spot]) -> Vec<&'a Spot> {
    let mut found: Vec<&Spot> = Vec::new();
    for spot in spots.iter().rev().take(MOST).take_while(|spot| distance(article, phrase, spot) <= REACH) {
        let fits = spot.who.is_some_and(|who| agrees(people, who, phrase));
        if fits && !found.iter().any(|known| known.who == spot.who) {
            found.push(spot);
        }
    }
    found
}
