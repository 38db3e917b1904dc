//! Counts the forms in which each actor occurs in the pile.

use std::collections::BTreeMap;

use crate::mention::{Kind, Kinds};

use super::Pile;

/// An actor's counts in the pile.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Mentions.
    pub mentions: usize,
    /// Articles with one.
    pub articles: usize,
    /// Mentions in equal stretches of the pile, in reading order.
    pub spread: Vec<usize>,
    /// The forms found, most frequent first, with their counts. Forms that differ in case alone are one, written as it
    /// is written most.
    pub forms: Vec<(String, usize)>,
}

/// The forms of one actor, by kind.
#[derive(Clone, Debug, Default)]
pub(super) struct Forms([BTreeMap<Box<str>, Spellings>; 3]);

/// The ways in which a form is written, with their counts.
#[derive(Clone, Debug, Default)]
struct Spellings(Vec<(Box<str>, usize)>);

impl Forms {
    /// Counts one more mention, written as in the article.
    pub(super) fn add(&mut self, kind: Kind, written: &str) {
        let words: Vec<&str> = written.split_whitespace().collect();
        let spelling = words.join(" ");
        if let Some(forms) = self.0.get_mut(kind as usize) {
            forms.entry(spelling.to_lowercase().into()).or_default().add(&spelling);
        }
    }

    /// The forms of the kinds that count, most frequent first.
    fn list(&self, kinds: Kinds) -> Vec<(String, usize)> {
        let counted = [Kind::Name, Kind::Role, Kind::Pronoun].into_iter().filter(|kind| kinds.hold(*kind));
        let mut list: Vec<(String, usize)> = counted
            .filter_map(|kind| self.0.get(kind as usize))
            .flat_map(BTreeMap::values)
            .map(|spellings| (spellings.most_frequent().to_owned(), spellings.0.iter().map(|(_, count)| count).sum()))
            .collect();
        list.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        list
    }
}

impl Spellings {
    fn add(&mut self, spelling: &str) {
        match self.0.iter_mut().find(|(known, _)| **known == *spelling) {
            Some((_, count)) => *count += 1,
            None => self.0.push((spelling.into(), 1)),
        }
    }

    /// Of those that are as frequent, the one that was met first.
    fn most_frequent(&self) -> &str {
        self.0.iter().rev().max_by_key(|(_, count)| *count).map_or("", |(spelling, _)| spelling)
    }
}

impl Pile {
    /// The counts of each actor, in the order of the cast, and whether they are final; `buckets` is the number of
    /// stretches over which their mentions are spread.
    pub fn tallies(&self, kinds: Kinds, buckets: usize) -> (Vec<Tally>, bool) {
        let articles = self.shared.articles();
        let tally = |forms: &Forms| Tally { spread: vec![0; buckets], forms: forms.list(kinds), ..Tally::default() };
        let mut tallies: Vec<Tally> = articles.forms.iter().map(tally).collect();
        for (place, entry) in articles.entries.iter().enumerate() {
            let bucket = place * buckets / articles.entries.len();
            for (actor, count) in entry.mentions.iter().flat_map(|mentions| mentions.counts(kinds)) {
                if let Some(tally) = tallies.get_mut(usize::from(actor.0)) {
                    tally.add(count, bucket);
                }
            }
        }
        (tallies, articles.is_complete())
    }
}

impl Tally {
    /// Adds an article with so many mentions.
    fn add(&mut self, mentions: usize, bucket: usize) {
        self.mentions += mentions;
        self.articles += usize::from(mentions > 0);
        if let Some(bucket) = self.spread.get_mut(bucket) {
            *bucket += mentions;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_that_differ_in_case_or_blanks_are_one() {
        let mut forms = Forms::default();
        for written in ["POUTINE", "Poutine", "Vladimir\n Poutine", "Poutine", "Vladimir Poutine"] {
            forms.add(Kind::Name, written);
        }
        forms.add(Kind::Pronoun, "il");
        let names = [("Poutine".to_owned(), 3), ("Vladimir Poutine".to_owned(), 2)];
        assert_eq!(forms.list(Kinds::Names), names);
        assert_eq!(forms.list(Kinds::All).last(), Some(&("il".to_owned(), 1)));
    }
}
