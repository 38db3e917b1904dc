//! How old people are, as the article says beside their names: "Jane Roe (24)", "the 24-year-old singer Jane Roe".
//!
//! From then on "the 24-year-old" is Jane Roe, and nobody else whose age is known.

use std::ops::RangeInclusive;

use super::super::people::{Naming, People, Reading, Who};
use super::super::words::{Shape, Words};
use super::matching::{Fit, agrees};
use super::phrases::Phrase;

/// The ages of people.
#[derive(Debug, Default)]
pub(super) struct Ages(Vec<(Who, u8)>);

/// How many ages are looked at; few articles have more.
const MOST: usize = 100;
/// Which numbers are taken for the age of somebody who is in the news.
const YEARS: RangeInclusive<u8> = 5..=110;

impl Ages {
    /// The ages that stand behind the names of an article.
    pub(super) fn of(article: &Reading<'_>, named: &[Naming]) -> Ages {
        let ages = named.iter().filter_map(|naming| Some((naming.who, behind(article, naming.words.end)?)));
        Ages(ages.collect())
    }

    /// Learns the age that a description of `who` says.
    pub(super) fn teach(&mut self, who: Who, phrase: &Phrase) {
        self.0.extend(phrase.age.map(|age| (who, age)));
    }

    /// The only one of whom the age in `phrase` has been said.
    pub(super) fn fit(&self, article: &Reading<'_>, people: &People, phrase: &Phrase) -> Option<Fit> {
        let age = phrase.age?;
        let known = self.0.iter().take(MOST).filter(|(who, known)| *known == age && agrees(people, *who, phrase));
        let mut known = known.map(|(who, _)| *who);
        let who = known.next()?;
        let text = article.words.span(phrase.words.clone()).of(article.text);
        let fit = Fit { who, clear: true, reason: format!("{text}: of that age in this article") };
        known.all(|other| other == who).then_some(fit)
    }

    /// Whether `who` is of another age than `phrase` says.
    pub(super) fn contradict(&self, who: Who, phrase: &Phrase) -> bool {
        let ages = || self.0.iter().take(MOST).filter(|(known, _)| *known == who);
        phrase.age.is_some_and(|age| ages().next().is_some() && ages().all(|(_, known)| *known != age))
    }
}

/// The age that the word at `at` is, where it is a number that may be one.
pub(super) fn age(article: &Reading<'_>, at: usize) -> Option<u8> {
    let word = article.words.at(at);
    let figures = Some(word.span.of(article.text)).filter(|_| word.shape == Shape::Number)?;
    figures.trim_end_matches(char::is_alphabetic).parse().ok().filter(|age| YEARS.contains(age))
}

/// The age that stands between marks behind a name that ends at `end`: "(24)", ", 24 ans,".
fn behind(article: &Reading<'_>, end: usize) -> Option<u8> {
    let words = &article.words;
    let opens = words.at(end).is_mark(",(") && words.behind(end - 1).is_some();
    let age = age(article, end + 1).filter(|_| opens)?;
    let unit = usize::from(is_unit(words, end + 2));
    let [close, next] = [2, 3].map(|ahead| words.at(end + ahead + unit));
    let decimal = next.glued && next.shape == Shape::Number;
    (close.shape == Shape::Mark && !decimal).then_some(age)
}

/// Whether the word at `at` may say that the number before it counts years.
fn is_unit(words: &Words, at: usize) -> bool {
    words.at(at).shape == Shape::Small
}
