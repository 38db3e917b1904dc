//! Where the article speaks of somebody, and in what function.

use std::ops::Range;

use super::super::grammar::{Class, Genders, Nouns};
use super::super::people::Who;
use super::super::words::{Shape, Word, Words};

/// What somebody does in a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::mention) enum Function {
    /// Who acts.
    Subject,
    /// Whom it befalls.
    Object,
    /// Behind a preposition, or as owner.
    Oblique,
}

/// A place where the article speaks of somebody.
#[derive(Clone, Debug)]
pub(in crate::mention) struct Spot {
    /// The words.
    pub(in crate::mention) words: Range<usize>,
    /// Of whom; `None` for a thing.
    pub(in crate::mention) who: Option<Who>,
    /// The gender of the words themselves.
    pub(in crate::mention) genders: Genders,
    /// Whether they are plural.
    pub(in crate::mention) plural: bool,
    /// In what function.
    pub(in crate::mention) function: Function,
}

/// The relative pronouns that stand right behind somebody: "Putin, who".
pub(in crate::mention) fn relatives(words: &Words, spots: &[Spot]) -> Vec<Spot> {
    let relative = |spot: &Spot| {
        let end = spot.words.end;
        let at = end + usize::from(words.at(end).is_mark(","));
        let here = words.at(at);
        let follows = here.is(Class::Who) && here.sentence == words.at(spot.words.start).sentence;
        follows.then(|| Spot { words: at..at + 1, function: Function::Subject, ..spot.clone() })
    };
    spots.iter().filter_map(relative).collect()
}

/// The things that are subjects, as far as an article or a capital shows them; a pronoun may stand for one of them.
/// `spots` are the places where people are spoken of.
pub(in crate::mention) fn things(words: &Words, nouns: Nouns, spots: &[Spot]) -> Vec<Spot> {
    let taken = |range: &Range<usize>| {
        let next = spots.partition_point(|spot| spot.words.end <= range.start);
        spots.get(next).is_some_and(|spot| spot.words.start < range.end)
    };
    (0..words.0.len()).filter_map(|at| thing(words, nouns, at)).filter(|spot| !taken(&spot.words)).collect()
}

/// The thing whose phrase begins at `at`, if it is a subject.
fn thing(words: &Words, nouns: Nouns, at: usize) -> Option<Spot> {
    let first = words.at(at);
    let article =
        first.is_any(&[Class::Definite, Class::Indefinite, Class::Demonstrative]) && !first.is(Class::Preposition);
    let begins = || {
        let before = words.before(at);
        before.is_none_or(|before| before.clause != first.clause || before.is_any(&[Class::That, Class::And]))
    };
    if !article && first.shape != Shape::Capital || !begins() || !(article || is_name(words, at)) {
        return None;
    }
    let noun = if article { noun_behind(words, nouns, at)? } else { at };
    let genders = if article { first.entry.genders } else { Genders::default() };
    let range = at..noun + 1;
    let plural = first.is(Class::Plural) && !first.entry.genders.certain();
    let function = function(words, &range);
    (function == Function::Subject).then_some(Spot { words: range, who: None, genders, plural, function })
}

/// Whether the word is the name of a thing or place: a capital that the beginning of a sentence does not explain.
fn is_name(words: &Words, at: usize) -> bool {
    let capital = |word: &Word| word.shape == Shape::Capital && word.entry.is_unknown();
    let word = words.at(at);
    let begins = words.before(at).is_none_or(|before| before.sentence != word.sentence);
    let place = word.shape == Shape::Capital && word.is_any(&[Class::Country, Class::Seat]);
    place || capital(&word) && (!begins || words.behind(at).is_some_and(capital))
}

/// The noun to which the article at `at` belongs: the first word that may be one, with at most two adjectives between.
fn noun_behind(words: &Words, nouns: Nouns, at: usize) -> Option<usize> {
    let adjectives = [Class::National, Class::Present, Class::Former, Class::Other];
    let noun = |at: usize| {
        let word = words.at(at);
        let written = nouns != Nouns::Capital || word.shape == Shape::Capital;
        written && word.shape != Shape::Mark && (word.entry.is_unknown() || word.is_any(&[Class::Country, Class::Seat]))
    };
    let between = |at: usize| {
        let word = words.at(at);
        word.shape == Shape::Number
            || word.shape == Shape::Small && (word.entry.is_unknown() || word.is_any(&adjectives))
    };
    let first = (at + 1..at + 4).find(|at| noun(*at))?;
    (at + 1..first).all(between).then_some(first)
}

/// What the name or description at `range` does in its clause.
pub(in crate::mention) fn function(words: &Words, range: &Range<usize>) -> Function {
    let part = |behind: &Word| {
        behind.glued && (behind.is(Class::Genitive) || behind.shape != Shape::Mark && behind.entry.is_unknown())
    };
    if words.behind(range.end - 1).is_some_and(part) {
        return Function::Oblique;
    }
    let start = phrase_start(words, range.start);
    let Some(before) = words.before(start) else { return Function::Subject };
    let same = before.clause == words.at(start).clause;
    match () {
        () if before.is(Class::Preposition) && !before.is_any(&[Class::That, Class::And]) => Function::Oblique,
        () if !same || before.is_any(&[Class::That, Class::And]) => Function::Subject,
        () if clause_has_subject(words, start) || before.is(Class::Say) && follows_name(words, start) => {
            Function::Object
        }
        () => Function::Subject,
    }
}

/// Whether the clause of `at` goes on a clause that began with a name: "The mayor, Jane Roe, thanked".
fn follows_name(words: &Words, at: usize) -> bool {
    let clause = words.at(at).clause;
    let first = (0..at).rev().take(6).take_while(|at| words.at(*at).clause == clause).last();
    let name = |first: usize| {
        let before = |back: usize| first.checked_sub(back).map(|at| words.at(at));
        let comma = before(1).is_some_and(|word| word.is_mark(",)"));
        comma && before(2).is_some_and(|word| word.shape == Shape::Capital && word.sentence == words.at(at).sentence)
    };
    first.is_some_and(name)
}

/// Where the phrase begins whose name or noun is at `at`: before its article, its adjectives and its titles.
fn phrase_start(words: &Words, at: usize) -> usize {
    let mut start = at;
    while at - start < 6
        && words.before(start).is_some_and(|before| belongs(before) && before.sentence == words.at(at).sentence)
    {
        start -= 1;
    }
    start
}

fn belongs(word: &Word) -> bool {
    let inside = [
        Class::Definite,
        Class::Indefinite,
        Class::Demonstrative,
        Class::Person,
        Class::Mister,
        Class::National,
        Class::Present,
        Class::Former,
        Class::Counterpart,
    ];
    word.shape != Shape::Mark && word.is_any(&inside) && !word.is(Class::Preposition)
}

/// Whether something that may be the subject stands earlier in the clause of `at`.
fn clause_has_subject(words: &Words, at: usize) -> bool {
    let clause = words.at(at).clause;
    let mut governed = false;
    for earlier in (0..at)
        .rev()
        .map(|at| words.at(at))
        .take_while(|word| word.clause == clause)
        .take(12)
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
    {
        if earlier.is(Class::Preposition) {
            governed = true;
        } else if earlier.is_any(&[Class::Definite, Class::Indefinite, Class::Subject, Class::Me])
            || earlier.shape == Shape::Capital && earlier.entry.is_unknown()
        {
            if !governed {
                return true;
            }
        } else if !earlier.entry.is_unknown() {
            governed = false;
        }
    }
    false
}
