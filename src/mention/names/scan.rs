//! Scanning: where in a text each of many short stretches of letters stands. `near` tells where one may begin; there they
//! are compared, those that begin with the same bytes.

use std::ops::{ControlFlow, Range};

use super::near::{LEAST, Near, SMALL, may_begin_with, told_by};
use crate::text::QuickMap;

/// Searches texts for many stretches at once.
#[derive(Debug)]
pub(super) struct Scan<T> {
    near: Near,
    /// In the order of their bytes.
    stretches: Vec<Stretch<T>>,
    /// By the bytes by which they are told, which of them begin so.
    kin: QuickMap<u64, Range<usize>>,
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Stretch<T> {
    /// With bit 5 of every byte set; of letters beyond ASCII both cases are kept.
    bytes: Box<[u8]>,
    means: T,
}

impl<T: Copy + Ord> Scan<T> {
    /// Searches for `stretches`, in lower case, each with what it means; those under three bytes are left out.
    pub(super) fn new(stretches: impl Iterator<Item = (String, T)>) -> Self {
        let mut all: Vec<Stretch<T>> = Vec::new();
        for (text, means) in stretches.filter(|(text, _)| text.len() >= LEAST) {
            // A capital may take fewer bytes: "ı" and "I".
            for case in cases(&text).into_iter().filter(|case| case.len() >= LEAST) {
                let bytes = case.bytes().map(|b| b | SMALL).collect();
                all.push(Stretch { bytes, means });
            }
        }
        all.sort_unstable();
        all.dedup();
        let mut kin: QuickMap<u64, Range<usize>> = QuickMap::default();
        for (number, stretch) in all.iter().enumerate() {
            kin.entry(told_by(&stretch.bytes)).or_insert(number..number).end = number + 1;
        }
        Scan { near: Near::new(all.iter().map(|stretch| &*stretch.bytes).collect()), stretches: all, kin }
    }

    /// Where the stretches may begin.
    pub(super) fn near(&self) -> &Near {
        &self.near
    }

    /// Where those may begin that mean what is wanted.
    pub(super) fn near_some(&self, wanted: impl Fn(T) -> bool) -> Near {
        let wanted = self.stretches.iter().filter(|stretch| wanted(stretch.means));
        Near::new(wanted.map(|stretch| &*stretch.bytes).collect())
    }

    /// What the stretches mean that begin at a place.
    pub(super) fn begin(&self, text: &[u8], at: usize) -> impl Iterator<Item = T> {
        let there = text.get(at..).unwrap_or_default();
        let kin = may_begin_with(there).filter_map(|told| self.kin.get(&told));
        let kin = kin.filter_map(|kin| self.stretches.get(kin.clone())).flatten();
        kin.filter(|stretch| begins_with(there, &stretch.bytes)).map(|stretch| stretch.means)
    }

    /// Where in a text a stretch begins, and what it means, in that order.
    pub(super) fn all(&self, text: &[u8]) -> Vec<(usize, T)> {
        let mut found = Vec::new();
        let _ = self.near.each(text, |at| {
            found.extend(self.begin(text, at).map(|means| (at, means)));
            ControlFlow::<()>::Continue(())
        });
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// Whether a text begins with the bytes of a stretch.
fn begins_with(text: &[u8], stretch: &[u8]) -> bool {
    text.len() >= stretch.len() && text.iter().zip(stretch).all(|(a, b)| a | SMALL == *b)
}

/// A text in small letters, in capitals, and with one capital before small letters.
fn cases(text: &str) -> Vec<String> {
    let upper = text.to_uppercase();
    let mut letters = text.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    let mut cases = vec![text.to_owned(), first, upper];
    cases.dedup();
    cases
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use proptest::prelude::*;

    use super::Scan;

    fn scan<'a>(stretches: &[&'a str]) -> Scan<&'a str> {
        Scan::new(stretches.iter().map(|stretch| ((*stretch).to_owned(), *stretch)))
    }

    #[test]
    fn stretches_are_found_once_at_every_place_in_any_case() {
        for before in 0..20 {
            for after in 0..20 {
                for (stretch, written) in
                    [("utin", "UTIN"), ("may", "May"), ("елен", "ЕЛЕН"), ("utine", "utiNe"), ("бай", "Бай")]
                {
                    let text = format!("{}{written}{}", ".".repeat(before), ".".repeat(after));
                    for others in [&["xxxx"][..], &["yyyyyy", "xxxxxxx"], &["zzz"], &[]] {
                        let scan = scan(&[others, &[stretch]].concat());
                        assert_eq!(scan.all(text.as_bytes()), [(before, stretch)], "{text}");
                    }
                }
            }
        }
    }

    #[test]
    fn nothing_else_is_found() {
        assert_eq!(scan(&["lı"]).all("LI lı".as_bytes()), [(3, "lı")]);
        assert_eq!(scan(&["utin"]).all(b"Put in a bin, uti n"), []);
        assert_eq!(scan(&[]).all(b"Putin"), []);
        assert_eq!(scan(&["utin"]).all(b""), []);
    }

    #[test]
    fn what_is_not_wanted_is_not_near() {
        let near = scan(&["putin", "utine"]).near_some(|means| means == "putin");
        let mut found = Vec::new();
        let _ = near.each(b"some routine of Putin", |at| {
            found.push(at);
            ControlFlow::<()>::Continue(())
        });
        assert_eq!(found, [16]);
    }

    proptest! {
        #[test]
        fn stretches_of_all_lengths_are_found_wherever_they_stand(
            stretches in prop::collection::vec("[ab]{3,9}|[aб]{2,4}", 1..4),
            text in "[abAб.]{0,120}",
        ) {
            let stretches: Vec<&str> = stretches.iter().map(String::as_str).filter(|s| s.len() > 2).collect();
            let mut all = Vec::new();
            for (at, _) in text.char_indices() {
                let begins = |stretch: &&&str| text.split_at(at).1.to_lowercase().starts_with(**stretch);
                all.extend(stretches.iter().filter(begins).map(|stretch| (at, *stretch)));
            }
            all.sort_unstable();
            all.dedup();
            prop_assert_eq!(scan(&stretches).all(text.as_bytes()), all);
        }
    }
}
