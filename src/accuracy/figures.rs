//! Precision, recall and F1, by kind and language.

use std::collections::BTreeMap;

use super::Judged;
use crate::mention::Kind;

/// How many mentions were marked and found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Those that are marked.
    pub gold: usize,
    /// Those that were found, without what is neither right nor wrong.
    pub found: usize,
    /// Those that were found and are marked.
    pub hits: usize,
    /// The hits whose first and last byte are those of the mark.
    pub exact: usize,
}

impl Tally {
    /// The share of what was found that is marked; 1 where there was nothing to find and nothing was found.
    pub fn precision(self) -> f64 {
        let of_nothing = if self.gold == 0 { 1.0 } else { 0.0 };
        share(self.hits, self.found).unwrap_or(of_nothing)
    }

    /// The share of what is marked that was found; 1 where nothing is.
    pub fn recall(self) -> f64 {
        share(self.hits, self.gold).unwrap_or(1.0)
    }

    /// The harmonic mean of precision and recall.
    pub fn f1(self) -> f64 {
        let (precision, recall) = (self.precision(), self.recall());
        if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 }
    }

    /// The share of the hits that have the very ends of the mark.
    pub fn exactness(self) -> f64 {
        share(self.exact, self.hits).unwrap_or(0.0)
    }

    fn add(&mut self, other: Tally) {
        self.gold += other.gold;
        self.found += other.found;
        self.hits += other.hits;
        self.exact += other.exact;
    }
}

/// `None` where the whole is nothing.
fn share(part: usize, whole: usize) -> Option<f64> {
    let number = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    (whole > 0).then(|| number(part) / number(whole))
}

/// The tallies of any number of texts, by kind and language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures(BTreeMap<(Kind, String), Tally>);

impl Figures {
    /// The figures of one text in `language`.
    pub fn of(judged: &Judged<'_>, language: &str) -> Figures {
        let mut figures = Figures::default();
        let mut count = |kind, tally| figures.0.entry((kind, language.to_owned())).or_default().add(tally);
        for (gold, mention) in &judged.hits {
            count(mention.kind, Tally { gold: 1, found: 1, hits: 1, exact: usize::from(gold.span == mention.span) });
        }
        for kind in judged.misses.iter().filter_map(|gold| gold.kind) {
            count(kind, Tally { gold: 1, ..Tally::default() });
        }
        for mention in &judged.false_ones {
            count(mention.kind, Tally { found: 1, ..Tally::default() });
        }
        figures
    }

    /// Counts other texts in.
    pub fn add(&mut self, other: &Figures) {
        for (of, tally) in &other.0 {
            self.0.entry(of.clone()).or_default().add(*tally);
        }
    }

    /// The kinds of which anything was marked or found.
    pub fn kinds(&self) -> Vec<Kind> {
        let mut kinds: Vec<Kind> = self.0.keys().map(|(kind, _)| *kind).collect();
        kinds.dedup();
        kinds
    }

    /// The tallies of a kind by language, in the order of the languages' codes.
    pub fn by_language(&self, kind: Kind) -> impl Iterator<Item = (&str, Tally)> {
        self.0.iter().filter(move |((of, _), _)| *of == kind).map(|((_, language), tally)| (language.as_str(), *tally))
    }

    /// The tally of a kind over all languages.
    pub fn all(&self, kind: Kind) -> Tally {
        let mut all = Tally::default();
        self.by_language(kind).for_each(|(_, tally)| all.add(tally));
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(tally: Tally) -> String {
        let (precision, recall, f1) = (tally.precision(), tally.recall(), tally.f1());
        format!("{precision:.3} {recall:.3} {f1:.3} {:.3}", tally.exactness())
    }

    #[test]
    fn figures_are_what_their_names_say() {
        for (gold, found, hits, exact, wanted) in [
            (4, 3, 2, 1, "0.667 0.500 0.571 0.500"),
            (2, 2, 2, 2, "1.000 1.000 1.000 1.000"),
            (3, 0, 0, 0, "0.000 0.000 0.000 0.000"),
            (0, 3, 0, 0, "0.000 1.000 0.000 0.000"),
            (0, 0, 0, 0, "1.000 1.000 1.000 0.000"),
        ] {
            assert_eq!(figures(Tally { gold, found, hits, exact }), wanted);
        }
    }

    #[test]
    fn languages_are_counted_apart_and_together() {
        let tally = |gold| Tally { gold, found: 1, hits: 1, exact: 0 };
        let of = |kind, language: &str, gold| Figures(BTreeMap::from([((kind, language.to_owned()), tally(gold))]));
        let mut figures = of(Kind::Name, "en", 1);
        for other in [of(Kind::Name, "de", 2), of(Kind::Role, "de", 5), of(Kind::Name, "en", 3)] {
            figures.add(&other);
        }
        assert_eq!(figures.kinds(), [Kind::Name, Kind::Role]);
        let names: Vec<_> = figures.by_language(Kind::Name).map(|(language, tally)| (language, tally.gold)).collect();
        assert_eq!(names, [("de", 2), ("en", 4)]);
        assert_eq!(figures.all(Kind::Name), Tally { gold: 6, found: 3, hits: 3, exact: 0 });
        assert_eq!(figures.all(Kind::Pronoun), Tally::default());
    }
}
