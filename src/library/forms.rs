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

    /// The forms of the kinds that count, most frequent first.
    pub fn list(&self, kinds: Kinds) -> Vec<(String, usize)> {
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
