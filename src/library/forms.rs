//! Counts the forms in which an actor occurs.

use std::collections::BTreeMap;

use crate::mention::{Certainty, Counted, Kind};

use super::index::{number, put_number, put_text, text};

/// The forms in which one actor occurs, by kind. Forms that differ in case or blanks alone are one, written as it is
/// written most.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Forms([BTreeMap<Box<str>, Spellings>; 3]);

/// The ways in which a form is written, with the counts of each certainty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Spellings(Vec<(Box<str>, [usize; 2])>);

impl Forms {
    /// Counts so many mentions more, or less, written as in the article.
    pub fn add(&mut self, kind: Kind, certainty: Certainty, written: &str, count: isize) {
        let words: Vec<&str> = written.split_whitespace().collect();
        let spelling = words.join(" ");
        if let Some(forms) = self.0.get_mut(kind as usize) {
            forms.entry(spelling.to_lowercase().into()).or_default().add(&spelling, certainty, count);
        }
    }

    /// Counts all that `other` has counted.
    pub fn absorb(&mut self, other: Forms) {
        for (own, other) in self.0.iter_mut().zip(other.0) {
            for (form, spellings) in other {
                let own = own.entry(form).or_default();
                for (spelling, counts) in spellings.0 {
                    for (certainty, count) in Certainty::ALL.into_iter().zip(counts) {
                        own.add(&spelling, certainty, isize::try_from(count).unwrap_or(isize::MAX));
                    }
                }
            }
        }
    }

    /// As the index keeps it.
    pub(super) fn written(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        for forms in &self.0 {
            put_number(&mut bytes, forms.len() as u64);
            for (form, Spellings(spellings)) in forms {
                put_text(&mut bytes, form);
                put_number(&mut bytes, spellings.len() as u64);
                for (spelling, counts) in spellings {
                    put_text(&mut bytes, spelling);
                    for count in counts {
                        put_number(&mut bytes, *count as u64);
                    }
                }
            }
        }
        bytes
    }

    /// What was written; of what is damaged, nothing.
    pub(super) fn read(mut bytes: &[u8]) -> Option<Forms> {
        let mut forms = Forms::default();
        for forms in &mut forms.0 {
            for _ in 0..number(&mut bytes)? {
                let form = text(&mut bytes)?.into();
                let mut spellings = Vec::new();
                for _ in 0..number(&mut bytes)? {
                    let spelling = text(&mut bytes)?.into();
                    let mut count = || usize::try_from(number(&mut bytes)?).ok();
                    spellings.push((spelling, [count()?, count()?]));
                }
                forms.insert(form, Spellings(spellings));
            }
        }
        Some(forms)
    }

    /// The forms that count: names, then roles, each most frequent first, then all pronouns as one.
    pub fn list(&self, counted: Counted) -> Vec<(String, usize)> {
        let named = [Kind::Name, Kind::Role].into_iter().flat_map(|kind| self.most_frequent_first(kind, counted));
        let pronouns = self.of(Kind::Pronoun, counted).map(|(_, count)| count).sum();
        named.chain(Some(("pronouns".to_owned(), pronouns)).filter(|(_, count)| *count > 0)).collect()
    }

    fn most_frequent_first(&self, kind: Kind, counted: Counted) -> Vec<(String, usize)> {
        let mut forms: Vec<_> = self.of(kind, counted).map(|(written, count)| (written.to_owned(), count)).collect();
        forms.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        forms
    }

    fn of(&self, kind: Kind, counted: Counted) -> impl Iterator<Item = (&str, usize)> {
        let counts = Certainty::ALL.map(|certainty| counted.hold(kind, certainty));
        let forms = self.0.get(kind as usize).into_iter().flat_map(BTreeMap::values);
        forms.map(move |spellings| spellings.counted(counts)).filter(|(_, count)| *count > 0)
    }
}

impl Spellings {
    fn add(&mut self, spelling: &str, certainty: Certainty, more: isize) {
        let at = self.0.iter().position(|(known, _)| **known == *spelling).unwrap_or_else(|| {
            self.0.push((spelling.into(), [0; 2]));
            self.0.len() - 1
        });
        if let Some(count) = self.0.get_mut(at).and_then(|(_, counts)| counts.get_mut(certainty as usize)) {
            *count = count.saturating_add_signed(more);
        }
    }

    /// The most frequent spelling, of those that are as frequent the one that was met first; and the count of all. Of
    /// each certainty it is told whether it counts.
    fn counted(&self, counts: [bool; 2]) -> (&str, usize) {
        let sum =
            |of: &[usize; 2]| -> usize { of.iter().zip(counts).filter(|(_, it)| *it).map(|(count, _)| count).sum() };
        let most_frequent = self.0.iter().rev().max_by_key(|(_, of)| sum(of));
        let all = self.0.iter().map(|(_, of)| sum(of)).sum();
        (most_frequent.map_or("", |(spelling, _)| spelling), all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mention::Kinds;

    #[test]
    fn forms_that_differ_in_case_or_blanks_are_one_and_so_are_pronouns() {
        let mut forms = Forms::default();
        for written in ["POUTINE", "Poutine", "Vladimir\n Poutine", "Poutine", "Vladimir Poutine"] {
            forms.add(Kind::Name, Certainty::Sure, written, 1);
        }
        forms.add(Kind::Pronoun, Certainty::Sure, "il", 1);
        forms.add(Kind::Pronoun, Certainty::Likely, "lui", 1);
        let names = [("Poutine".to_owned(), 3), ("Vladimir Poutine".to_owned(), 2)];
        assert_eq!(forms.list(Counted { kinds: Kinds::Names, sure: false }), names);
        for (sure, pronouns) in [(false, 2), (true, 1)] {
            let counted = Counted { sure, ..Counted::default() };
            assert_eq!(forms.list(counted).last(), Some(&("pronouns".to_owned(), pronouns)));
        }
        assert_eq!(Forms::read(&forms.written()), Some(forms.clone()));
        let mut joined = forms.clone();
        joined.absorb(forms);
        joined.add(Kind::Name, Certainty::Sure, "POUTINE", -1);
        joined.add(Kind::Name, Certainty::Sure, "Vladimir Poutine", -4);
        assert_eq!(joined.list(Counted { kinds: Kinds::Names, sure: false }), [("Poutine".to_owned(), 5)]);
    }
}
