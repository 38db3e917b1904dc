//! Counts the forms in which an actor occurs.

use std::collections::BTreeMap;

use crate::mention::{Kind, Kinds};

/// The forms in which one actor occurs, by kind. Forms that differ in case or blanks alone are one, written as it is
/// written most.
#[derive(Clone, Debug, Default)]
pub struct Forms([BTreeMap<Box<str>, Spellings>; 3]);

/// The ways in which a form is written, with their counts.
#[derive(Clone, Debug, Default)]
struct Spellings(Vec<(Box<str>, usize)>);

impl Forms {
    /// Counts one more mention, written as in the article.
    pub fn add(&mut self, kind: Kind, written: &str) {
        let words: Vec<&str> = written.split_whitespace().collect();
        let spelling = words.join(" ");
        if let Some(forms) = self.0.get_mut(kind as usize) {
            forms.entry(spelling.to_lowercase().into()).or_default().add(&spelling);
        }
    }

    /// The forms of the kinds that count: names, then roles, each most frequent first, then all pronouns as one.
    pub fn list(&self, kinds: Kinds) -> Vec<(String, usize)> {
        let pronouns = ("pronouns".to_owned(), self.of(Kind::Pronoun).map(|(_, count)| count).sum());
        let counted = [Kind::Name, Kind::Role].into_iter().filter(|kind| kinds.hold(*kind));
        let mut list: Vec<(String, usize)> = counted.flat_map(|kind| self.most_frequent_first(kind)).collect();
        list.extend(Some(pronouns).filter(|(_, count)| *count > 0 && kinds.hold(Kind::Pronoun)));
        list
    }

    fn most_frequent_first(&self, kind: Kind) -> Vec<(String, usize)> {
        let mut forms: Vec<_> = self.of(kind).map(|(written, count)| (written.to_owned(), count)).collect();
        forms.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        forms
    }

    fn of(&self, kind: Kind) -> impl Iterator<Item = (&str, usize)> {
        self.0.get(kind as usize).into_iter().flat_map(BTreeMap::values).map(Spellings::counted)
    }
}

impl Spellings {
    fn add(&mut self, spelling: &str) {
        match self.0.iter_mut().find(|(known, _)| **known == *spelling) {
            Some((_, count)) => *count += 1,
            None => self.0.push((spelling.into(), 1)),
        }
    }

    /// The most frequent spelling, of those that are as frequent the one that was met first; and the count of all.
    fn counted(&self) -> (&str, usize) {
        let most_frequent = self.0.iter().rev().max_by_key(|(_, count)| *count);
        (most_frequent.map_or("", |(spelling, _)| spelling), self.0.iter().map(|(_, count)| count).sum())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_that_differ_in_case_or_blanks_are_one_and_so_are_pronouns() {
        let mut forms = Forms::default();
        for written in ["POUTINE", "Poutine", "Vladimir\n Poutine", "Poutine", "Vladimir Poutine"] {
            forms.add(Kind::Name, written);
        }
        forms.add(Kind::Pronoun, "il");
        forms.add(Kind::Pronoun, "lui");
        let names = [("Poutine".to_owned(), 3), ("Vladimir Poutine".to_owned(), 2)];
        assert_eq!(forms.list(Kinds::Names), names);
        assert_eq!(forms.list(Kinds::All).last(), Some(&("pronouns".to_owned(), 2)));
    }
}
