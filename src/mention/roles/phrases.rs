//! Finds the noun phrases that describe a person: "the former Russian president", "der Staatschef Russlands".

mod extent;

use std::ops::Range;

use super::super::grammar::{Class, Country, Genders, Kin, Lemma, Nouns, Titles};
use super::super::people::{Naming, Reading, Who};
use super::super::words::{Shape, Word, Words};

/// How a phrase points at whom it describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::mention) enum Pointing {
    /// "The president": somebody known.
    Known,
    /// "This president": somebody spoken of just now.
    Here,
    /// "His counterpart", "our president".
    Owned,
    /// "A president".
    New,
    /// "President", without anything before it.
    Bare,
}

/// What a noun for a person says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::mention) enum Noun {
    /// What somebody does.
    Work,
    /// No more than age, sex or people: "man", "63-year-old", "Russian".
    Anyone,
    /// A relation to another: "father".
    Kin,
    /// The same office elsewhere.
    Counterpart,
}

impl Noun {
    fn of(word: &Word) -> Noun {
        match () {
            () if word.is(Class::Counterpart) => Noun::Counterpart,
            () if word.is(Class::Kin) => Noun::Kin,
            () if word.is(Class::Anyone) || !word.is(Class::Person) => Noun::Anyone,
            () => Noun::Work,
        }
    }
}

/// Whose somebody is said to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::mention) enum Owner {
    /// The phrase does not say.
    Unsaid,
    /// Of somebody named: "Jane Roe's husband"; with the words of the name.
    Named(Who, usize, usize),
    /// Of whom the possessive at that word stands for.
    Possessive(usize),
}

/// A noun phrase that describes one person.
#[derive(Clone, Debug)]
pub(in crate::mention) struct Phrase {
    /// All of its words.
    pub(in crate::mention) words: Range<usize>,
    /// Its noun.
    pub(in crate::mention) head: usize,
    /// How it points.
    pub(in crate::mention) pointing: Pointing,
    /// The titles that the noun may mean.
    pub(in crate::mention) titles: Titles,
    /// Which noun it is.
    pub(in crate::mention) lemma: Lemma,
    /// The genders that noun and article leave.
    pub(in crate::mention) genders: Genders,
    /// The country that it names.
    pub(in crate::mention) country: Country,
    /// What else it says of the person, in small letters: "socialiste", "AFAMMER".
    pub(in crate::mention) details: Vec<String>,
    /// Whether it says that the title is one of the past.
    pub(in crate::mention) former: bool,
    /// What kind of noun it is.
    pub(in crate::mention) noun: Noun,
    /// The relations that the noun may mean.
    pub(in crate::mention) kin: Kin,
    /// How old it says that somebody is.
    pub(in crate::mention) age: Option<u8>,
    /// Whose the described person is.
    pub(in crate::mention) owner: Owner,
    /// Whether something follows that tells which one: "of the commission".
    pub(in crate::mention) complement: bool,
}

impl Phrase {
    /// Whether it points at nobody known, in a language that has articles to do so.
    pub(in crate::mention) fn is_bare(&self, article: &Reading<'_>) -> bool {
        self.pointing == Pointing::Bare && article.grammar.articles && self.owner == Owner::Unsaid
    }

    /// Whether it speaks of whomever somebody has made that: "le ministre désigné par le roi".
    pub(in crate::mention) fn is_chosen(&self, article: &Reading<'_>) -> bool {
        let words = &article.words;
        let participle = self.words.end > self.head + 1 && words.at(self.words.end - 1).entry.is_unknown();
        participle && words.behind(self.words.end - 1).is_some_and(|next| next.is(Class::By))
    }
}

/// The phrases of the article, in reading order; none takes in a word of the names in `named`.
pub(in crate::mention) fn find(article: &Reading<'_>, named: &[Naming]) -> Vec<Phrase> {
    let words = &article.words;
    let mut found: Vec<Phrase> = Vec::new();
    for at in 0..words.0.len() {
        let free = found.last().is_none_or(|last| last.words.end <= at);
        if free && is_head(article, at) {
            found.extend(Phrase::around(article, named, at).map(|phrase| phrase.with_owner(article, named)));
        }
    }
    found
}

/// Whether the word at `at` is the noun of a description.
fn is_head(article: &Reading<'_>, at: usize) -> bool {
    let words = &article.words;
    let word = words.at(at);
    // A hyphen makes it part of a name, as in "Bar-le-Duc"; an apostrophe does not.
    let hyphen = |before: &Word| {
        !before.span.of(article.text).ends_with(['\'', '’']) && before.is_any(&[Class::Definite, Class::Of])
    };
    let name = || word.glued && words.before(at).is_some_and(hyphen) || is_part_of_name(article, at);
    let other = [Class::That, Class::Preposition, Class::Say, Class::OtherPronoun];
    let small = article.grammar.nouns == Nouns::Capital && word.shape == Shape::Small;
    let person = word.is_any(&[Class::Person, Class::Counterpart]) && !word.is_any(&other);
    !small && (person && !name() || article.grammar.articles && is_native(words, at)) || is_aged(words, at)
}

/// Whether the word says no more than somebody's age, as a noun: "24-летний", where no noun follows.
fn is_aged(words: &Words, at: usize) -> bool {
    let word = words.at(at);
    let number = || words.before(at).is_some_and(|before| before.shape == Shape::Number);
    word.glued && word.is(Class::Anyone) && number() && is_alone(words, at)
}

/// Whether no noun follows that the word at `at` could be the adjective of.
fn is_alone(words: &Words, at: usize) -> bool {
    words.behind(at).is_none_or(|behind| {
        behind.shape == Shape::Mark
            || !behind.entry.is_unknown() && !behind.is_any(&[Class::Person, Class::National, Class::Counterpart])
    })
}

/// Whether the noun has a capital as part of a name: "Partido Demócrata", "1-2-3 Advokaten".
fn is_part_of_name(article: &Reading<'_>, at: usize) -> bool {
    let words = &article.words;
    let word = words.at(at);
    let inside = words.before(at).is_some_and(|before| {
        before.sentence == word.sentence
            && (before.shape == Shape::Capital && before.entry.is_unknown() || before.shape == Shape::Number)
    });
    article.grammar.nouns == Nouns::Together && word.shape == Shape::Capital && word.entry.titles.is_empty() && inside
}

/// Whether the word is the name of a people's member used as a noun: "el brasileño", "der Italiener".
fn is_native(words: &Words, at: usize) -> bool {
    let word = words.at(at);
    if !word.is(Class::National) || word.is_any(&[Class::OtherPronoun, Class::Plural, Class::Country]) {
        return false;
    }
    let determined = words.before(at).is_some_and(|before| before.is(Class::Definite) && !before.is(Class::Plural));
    determined && is_alone(words, at)
}

/// Whether the word at `at` belongs to a name.
fn is_named(named: &[Naming], at: usize) -> bool {
    let next = named.partition_point(|naming| naming.words.end <= at);
    named.get(next).is_some_and(|naming| naming.words.start <= at)
}

/// Whether the word names a country or its people; "US" does, "us" does not.
fn is_country(article: &Reading<'_>, word: &Word) -> bool {
    let pronoun = || !word.span.of(article.text).chars().all(char::is_uppercase);
    word.is_any(&[Class::National, Class::Country, Class::Seat]) && !(word.is(Class::OtherPronoun) && pronoun())
}

/// Whether the word may be an adjective before a noun for a person.
fn is_adjective(article: &Reading<'_>, word: &Word) -> bool {
    let place = word.shape == Shape::Capital || word.is(Class::National);
    word.is_any(&[Class::Present, Class::Former]) && !word.is(Class::OtherPronoun)
        || place && is_country(article, word)
        || word.shape != Shape::Mark && word.entry.is_unknown()
}

/// Whether the word is surely an adjective behind a noun for a person.
fn is_adjective_behind(article: &Reading<'_>, word: &Word) -> bool {
    let text = word.span.of(article.text);
    let noun = word.is(Class::Person) && word.entry.titles.is_empty();
    let adjectives = &article.grammar.adjectives;
    let fits = || adjectives.iter().any(|ending| text.ends_with(ending.as_str()));
    let ending = || !adjectives.is_empty() && (noun || word.entry.is_unknown() && fits());
    let known = word.is_any(&[Class::National, Class::Present]) && !word.is_any(&[Class::OtherPronoun, Class::Plural]);
    word.shape == Shape::Small && (known || ending())
}

/// How a phrase points that has `before` before it; `None` where that is no article.
fn pointing(before: &Word) -> Option<Pointing> {
    match () {
        () if before.is(Class::Demonstrative) => Some(Pointing::Here),
        () if before.is(Class::Definite) && !before.is(Class::Person) => Some(Pointing::Known),
        () if before.is(Class::Indefinite) => Some(Pointing::New),
        () if before.is_any(&[Class::Possessive, Class::Own, Class::Me, Class::OurOwn]) => Some(Pointing::Owned),
        () => None,
    }
}
