//! Whom an article describes before it names them: "A teacher has won a prize. Jane Roe, …".

use super::super::super::grammar::Class;
use super::super::super::people::{Naming, People, Reading, Who};
use super::super::super::pronouns::{Function, function};
use super::super::super::words::Words;
use super::super::phrases::{Noun, Phrase};
use super::{Description, Fit, Learned, MOST, agrees};

/// How many sentences at the beginning of an article speak of people who are named only later.
const LEAD: u32 = 5;
/// How many sentences ahead somebody is named who has been described before, and how many where nothing but the order
/// tells that it is the same person.
const COMING: u32 = 8;
const NEXT: u32 = 2;

impl Learned<'_> {
    /// Whom a phrase denotes that speaks of nobody known: somebody whom the article names later, and calls the same.
    pub(in crate::mention::roles) fn coming(
        &self,
        article: &Reading<'_>,
        people: &People,
        phrase: &Phrase,
    ) -> Option<Fit> {
        let words = &article.words;
        let here = words.at(phrase.head).sentence;
        if phrase.lemma.is_none() || phrase.noun == Noun::Kin || phrase.complement || here > LEAD {
            return None;
        }
        let told = |naming: &&Naming| !article.titles.contains(&words.at(naming.words.start).passage);
        let coming = |who: Who| {
            let first = people.named.iter().filter(told).find(|naming| naming.who == who);
            first.is_some_and(|first| {
                first.words.start > phrase.head && words.at(first.words.start).sentence - here <= COMING
            })
        };
        let fits = |(who, description): &&(Who, Description)| {
            description.at > phrase.head
                && description.lemma == phrase.lemma
                && (phrase.country.is_none() || description.country.is_none() || phrase.country == description.country)
                && agrees(people, *who, phrase)
                && coming(*who)
        };
        let (who, _) = self.descriptions.iter().take(MOST).find(fits)?;
        let text = words.span(phrase.words.clone()).of(article.text);
        Some(Fit { who: *who, clear: false, reason: format!("{text}: so called further on") })
    }

    /// Whom the subject of a sentence denotes that speaks of nobody known: somebody whose full name begins one of the next
    /// sentences for the first time, as its subject too.
    pub(in crate::mention::roles) fn introduced(
        &self,
        article: &Reading<'_>,
        people: &People,
        phrase: &Phrase,
    ) -> Option<Fit> {
        let words = &article.words;
        let here = words.at(phrase.head).sentence;
        let stranger =
            words.at(phrase.head).is(Class::Stranger) || matches!(phrase.noun, Noun::Kin | Noun::Counterpart);
        let leads =
            |start: usize, end: usize| begins(words, start) && function(words, &(start..end)) == Function::Subject;
        if stranger || here > LEAD || !leads(phrase.words.start, phrase.words.end) {
            return None;
        }
        let next = people.named.partition_point(|naming| naming.words.start < phrase.words.end);
        let (before, behind) = people.named.split_at_checked(next)?;
        let near = |naming: &&Naming| words.at(naming.words.start).sentence - here <= NEXT;
        let naming = behind.iter().take_while(near).find(|naming| begins(words, naming.words.start))?;
        let first = behind.iter().chain(before).find(|known| known.who == naming.who)?.words == naming.words
            && before.iter().take(MOST).all(|known| known.who != naming.who);
        let full = naming.words.len() > 1 && leads(naming.words.start, naming.words.end);
        let fits = first && full && agrees(people, naming.who, phrase) && !self.holds_office(people, naming.who);
        let text = words.span(phrase.words.clone()).of(article.text);
        let reason = format!("{text}: {} is named right behind", people.label(naming.who));
        fits.then_some(Fit { who: naming.who, clear: false, reason })
    }

    /// Whether the cast says of `who` which offices they hold: nobody needs to tell who they are.
    fn holds_office(&self, people: &People, who: Who) -> bool {
        let offices = people.actor(who).and_then(|actor| self.offices.0.get(usize::from(actor.0)));
        offices.is_some_and(|offices| !offices.is_empty())
    }
}

/// Whether the word at `at` is the first of its sentence.
fn begins(words: &Words, at: usize) -> bool {
    words.before(at).is_none_or(|before| before.sentence != words.at(at).sentence)
}
