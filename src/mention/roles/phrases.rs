//! Finds the noun phrases that describe a person: "the former Russian president", "der Staatschef Russlands".

use std::ops::Range;

use super::super::grammar::{Class, Country, Genders, Nouns, Titles};
use super::super::people::{Naming, Reading};
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
    pub(in crate::mention) lemma: u32,
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
    /// Whether something follows that tells which one: "of the commission".
    pub(in crate::mention) complement: bool,
}

/// The phrases of the article, in reading order; none takes in a word of the names in `named`.
pub(in crate::mention) fn find(article: &Reading<'_>, named: &[Naming]) -> Vec<Phrase> {
    let words = &article.words;
    let mut found: Vec<Phrase> = Vec::new();
    for at in 0..words.0.len() {
        let free = found.last().is_none_or(|last| last.words.end <= at);
        if free && is_head(article, at) {
            found.extend(Phrase::around(article, named, at));
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
    let name = word.glued && words.before(at).is_some_and(hyphen);
    let other = [Class::That, Class::Preposition, Class::Say, Class::OtherPronoun];
    let small = article.grammar.nouns == Nouns::Capital && word.shape == Shape::Small;
    let person = !name && !small && word.is_any(&[Class::Person, Class::Counterpart]) && !word.is_any(&other);
    person || article.grammar.articles && !small && is_native(words, at)
}

/// Whether the word is the name of a people's member used as a noun: "el brasileño", "der Italiener".
fn is_native(words: &Words, at: usize) -> bool {
    let word = words.at(at);
    if !word.is(Class::National) || word.is_any(&[Class::OtherPronoun, Class::Plural, Class::Country]) {
        return false;
    }
    let determined = words.before(at).is_some_and(|before| before.is(Class::Definite) && !before.is(Class::Plural));
    let alone = words.behind(at).is_none_or(|behind| {
        behind.shape == Shape::Mark
            || !behind.entry.is_unknown() && !behind.is_any(&[Class::Person, Class::National, Class::Counterpart])
    });
    determined && alone
}

impl Phrase {
    /// The phrase around the noun at `head`; `None` where it is plural.
    fn around(article: &Reading<'_>, named: &[Naming], head: usize) -> Option<Phrase> {
        let words = &article.words;
        let noun = words.at(head);
        let native = !noun.is_any(&[Class::Person, Class::Counterpart]);
        let mut phrase = Phrase {
            words: head..head + 1,
            head,
            pointing: Pointing::Bare,
            titles: noun.entry.titles,
            lemma: if native { 0 } else { noun.entry.lemma },
            genders: noun.entry.genders,
            country: noun.entry.country,
            details: Vec::new(),
            former: false,
            noun: Noun::of(&noun),
            complement: false,
        };
        phrase.take_left(article, named);
        if phrase.is_adjective(article) {
            return None;
        }
        if !phrase.take_determiner(article)? {
            phrase.drop_left(article);
        }
        phrase.take_right(article, named);
        Some(phrase)
    }

    /// Takes in the adjectives and parts of the noun before it.
    fn take_left(&mut self, article: &Reading<'_>, named: &[Naming]) {
        let words = &article.words;
        while self.head - self.words.start < 5 {
            let start = self.words.start;
            let Some(before) = words.before(start) else { return };
            let glued = words.at(start).glued;
            let age = before.glued && before.shape == Shape::Small && before.is(Class::Anyone);
            if !(glued || age || is_adjective(before))
                || before.shape == Shape::Mark
                || before.is(Class::Clitic)
                || is_named(named, start - 1)
            {
                return;
            }
            self.words.start -= 1;
            self.take(article, start - 1);
        }
    }

    /// Whether the noun is an adjective here, since a noun stands before it in a language that writes adjectives behind:
    /// "le parti communiste".
    fn is_adjective(&self, article: &Reading<'_>) -> bool {
        let words = &article.words;
        let noun = (self.words.start..self.head).any(|at| words.at(at).entry.is_unknown() && !words.at(at + 1).glued);
        let text = words.at(self.head).span.of(article.text);
        noun && article.grammar.adjectives.iter().any(|ending| text.ends_with(ending.as_str()))
    }

    /// Gives back the words before the noun that are only adjectives if an article stands before them.
    fn drop_left(&mut self, article: &Reading<'_>) {
        let words = &article.words;
        let sure = [Class::National, Class::Present, Class::Former];
        let known =
            |at: &usize| words.at(at + 1).glued || words.at(*at).is_any(&sure) || words.at(*at).shape == Shape::Capital;
        self.words.start = (self.words.start..self.head).rev().take_while(known).last().unwrap_or(self.head);
        self.details.retain(|detail| {
            (self.words.start..self.head).any(|at| words.at(at).span.of(article.text).to_lowercase() == *detail)
        });
    }

    /// Takes in the article or possessive before the phrase, and tells whether there is one. `None` where it makes the
    /// phrase plural.
    fn take_determiner(&mut self, article: &Reading<'_>) -> Option<bool> {
        let words = &article.words;
        if words.at(self.head).is(Class::Definite) {
            self.pointing = Pointing::Known;
        }
        let Some(before) = words.before(self.words.start).copied().filter(|before| before.shape != Shape::Mark) else {
            return Some(false);
        };
        if before.is(Class::Genitive) && before.glued {
            return self.take_owner(article);
        }
        let Some(pointing) = pointing(&before) else { return Some(false) };
        self.pointing = pointing;
        if before.is(Class::Plural) && !before.entry.genders.certain() {
            return None;
        }
        if pointing != Pointing::Owned {
            self.genders = self.genders.shared(before.entry.genders);
        }
        if !before.is(Class::Preposition) {
            self.words.start -= 1;
        }
        (self.genders.0 != 0 || before.entry.genders.0 == 0).then_some(true)
    }

    /// Takes in the owner before the phrase: "Russia's president".
    fn take_owner(&mut self, article: &Reading<'_>) -> Option<bool> {
        let owner = self.words.start.checked_sub(2)?;
        self.take(article, owner);
        self.words.start = owner;
        self.pointing = Pointing::Known;
        Some(true)
    }

    /// Takes in the adjectives behind the noun, and its complement.
    fn take_right(&mut self, article: &Reading<'_>, named: &[Naming]) {
        let words = &article.words;
        while words.behind(self.words.end - 1).is_some_and(|word| is_adjective_behind(article, word)) {
            self.take(article, self.words.end);
            self.words.end += 1;
        }
        let Some(next) = words.behind(self.words.end - 1) else { return };
        if next.is(Class::Of) || next.is(Class::Country) && next.shape == Shape::Capital {
            self.complement = true;
            self.take_complement(article, named);
        }
    }

    /// Takes in "of Belarus", "de la Junta de Extremadura": what follows "of", as far as it is a name or one noun.
    fn take_complement(&mut self, article: &Reading<'_>, named: &[Naming]) {
        let words = &article.words;
        let mut end = self.words.end;
        let mut begun = false;
        while end < self.words.end + 7 {
            let Some(next) = words.behind(end - 1) else { break };
            let small = next.is_any(&[Class::Of, Class::Definite, Class::Preposition, Class::Particle])
                && next.shape == Shape::Small;
            let name =
                next.shape == Shape::Capital && !is_named(named, end) && !next.is_any(&[Class::Person, Class::Mister]);
            let noun = !begun && next.shape == Shape::Small && next.entry.is_unknown();
            if name || noun {
                self.take(article, end);
                begun = true;
                self.words.end = end + 1;
            } else if !small || noun {
                break;
            }
            end += 1;
            if noun {
                break;
            }
        }
    }

    /// Takes in what the word at `at` says.
    fn take(&mut self, article: &Reading<'_>, at: usize) {
        let word = article.words.at(at);
        if word.is(Class::Former) {
            self.former = true;
        } else if word.is_any(&[Class::National, Class::Country, Class::Seat]) && !word.is(Class::OtherPronoun) {
            self.country = word.entry.country;
        } else if !word.is_any(&[Class::Present, Class::Other, Class::Anyone]) && word.shape != Shape::Number {
            self.details.push(word.span.of(article.text).to_lowercase());
        }
    }
}

/// Whether the word at `at` belongs to a name.
fn is_named(named: &[Naming], at: usize) -> bool {
    let next = named.partition_point(|naming| naming.words.end <= at);
    named.get(next).is_some_and(|naming| naming.words.start <= at)
}

/// Whether the word may be an adjective before a noun for a person.
fn is_adjective(word: &Word) -> bool {
    let place = word.shape == Shape::Capital && word.is_any(&[Class::Seat, Class::Country]);
    word.is_any(&[Class::National, Class::Present, Class::Former]) && !word.is(Class::OtherPronoun)
        || place
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
