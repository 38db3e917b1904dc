//! Sentences for articles that name nobody, in the order of the benches that measure large piles.

const SENTENCES: [&str; 8] = [
    "The ministers of both countries met in the capital and agreed on nothing of weight.",
    "Le porte-parole du gouvernement n’a pas souhaité répondre aux questions des journalistes.",
    "Prices rose by two per cent, which nobody had expected before the end of the year.",
    "По словам дипломатов, переговоры продолжатся на следующей неделе.",
    "A delegation of six travelled on to the border, where the road had been closed since spring.",
    "Les habitants attendent depuis des mois la réouverture du pont et de la gare.",
    "Observers doubt that the talks will lead to a treaty before the summer.",
    "Das Ministerium wollte die Berichte am Abend weder bestätigen noch zurückweisen.",
];

/// What stands on a line of an article: other articles have the same sentences in another order.
pub(crate) fn sentence(article: usize, line: usize) -> &'static str {
    SENTENCES[(article * 7 + line * 3) % SENTENCES.len()]
}
