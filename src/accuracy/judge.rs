//! Sets the mentions that were found in one text against those that are marked in it.

use super::Gold;
use crate::mention::{Kind, Mention};
use crate::text::Span;

/// What became of the mentions in one text, found and marked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Judged<'a> {
    /// What was marked and found.
    pub hits: Vec<(&'a Gold, &'a Mention)>,
    /// What was marked and not found.
    pub misses: Vec<&'a Gold>,
    /// What was found and is none.
    pub false_ones: Vec<&'a Mention>,
}

/// Judges what was `found`, as far as it is of these `kinds`; marked mentions of other kinds count as optional. Where
/// several found ones would be hits, the one that shares most bytes is, and each only once.
pub fn judge<'a>(gold: &'a [Gold], found: &'a [Mention], kinds: &[Kind]) -> Judged<'a> {
    let mut left: Vec<&Mention> = found.iter().filter(|mention| kinds.contains(&mention.kind)).collect();
    let mut judged = Judged::default();
    for gold in gold.iter().filter(|gold| gold.kind.is_some_and(|kind| kinds.contains(&kind))) {
        match best(gold, &left) {
            Some(at) => judged.hits.push((gold, left.remove(at))),
            None => judged.misses.push(gold),
        }
    }
    left.retain(|mention| !gold.iter().any(|gold| pardons(gold, mention)));
    judged.false_ones = left;
    judged
}

/// Which of the found mentions is the hit for a marked one.
fn best(gold: &Gold, found: &[&Mention]) -> Option<usize> {
    let hits = found.iter().enumerate().filter(|(_, mention)| is_hit(gold, mention));
    // Of equals, the first.
    hits.rev().max_by_key(|(_, mention)| shared(gold.span, mention.span)).map(|(at, _)| at)
}

fn is_hit(gold: &Gold, mention: &Mention) -> bool {
    let shared = shared(gold.span, mention.span);
    let half = |span: Span| 2 * shared >= span.len();
    mention.actor == gold.actor
        && Some(mention.kind) == gold.kind
        && shared > 0
        && half(gold.span)
        && half(mention.span)
}

/// Whether a found mention is one, though of another kind than the marked one, or than whoever marked it would say.
fn pardons(gold: &Gold, mention: &Mention) -> bool {
    mention.actor == gold.actor && Some(mention.kind) != gold.kind && mention.span.overlaps(gold.span)
}

/// How many bytes the two share.
fn shared(a: Span, b: Span) -> usize {
    a.end.min(b.end).saturating_sub(a.start.max(b.start)) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cast::ActorIndex;
    use crate::mention::Certainty;

    /// A span, its actor, and its kind by its first letter; `o` for optional.
    type Line = (usize, usize, u16, char);

    fn kind(letter: char) -> Option<Kind> {
        [('n', Kind::Name), ('r', Kind::Role), ('p', Kind::Pronoun)].into_iter().find(|k| k.0 == letter).map(|k| k.1)
    }

    /// How many hits, misses and false ones there are.
    fn counts(gold: &[Line], found: &[Line], kinds: &[Kind]) -> (usize, usize, usize) {
        let gold: Vec<Gold> = gold
            .iter()
            .map(|&(start, end, actor, letter)| Gold {
                span: Span::new(start, end),
                actor: ActorIndex(actor),
                kind: kind(letter),
            })
            .collect();
        let mention = |&(start, end, actor, letter): &Line| Mention {
            span: Span::new(start, end),
            actor: ActorIndex(actor),
            kind: kind(letter).unwrap(),
            certainty: Certainty::Sure,
            reason: "".into(),
        };
        let found: Vec<Mention> = found.iter().map(mention).collect();
        let judged = judge(&gold, &found, kinds);
        (judged.hits.len(), judged.misses.len(), judged.false_ones.len())
    }

    const ALL: &[Kind] = &[Kind::Name, Kind::Role, Kind::Pronoun];

    #[test]
    fn a_hit_shares_half_of_both() {
        for (gold, found, hits) in [((0, 10), (0, 10), 1), ((0, 10), (5, 10), 1), ((0, 10), (6, 10), 0)] {
            let [gold, found] = [gold, found].map(|(start, end)| (start, end, 0, 'n'));
            assert_eq!(counts(&[gold], &[found], ALL).0, hits, "{gold:?} {found:?}");
            assert_eq!(counts(&[found], &[gold], ALL).0, hits, "{found:?} {gold:?}");
        }
        assert_eq!(counts(&[(5, 5, 0, 'n')], &[(5, 5, 0, 'n')], ALL), (0, 1, 1));
    }

    #[test]
    fn the_actor_must_be_the_same_and_each_counts_once() {
        assert_eq!(counts(&[(0, 4, 0, 'n')], &[(0, 4, 1, 'n')], ALL), (0, 1, 1));
        assert_eq!(counts(&[(0, 4, 0, 'n')], &[(0, 4, 0, 'n'), (2, 4, 0, 'n')], ALL), (1, 0, 1));
        assert_eq!(counts(&[(0, 4, 0, 'n'), (0, 4, 0, 'n')], &[(0, 4, 0, 'n')], ALL), (1, 1, 0));
    }

    #[test]
    fn the_one_that_shares_most_is_the_hit() {
        let gold = [(0, 6, 0, 'n'), (6, 12, 0, 'n')];
        assert_eq!(counts(&gold, &[(3, 9, 0, 'n'), (0, 6, 0, 'n')], ALL), (2, 0, 0));
    }

    #[test]
    fn a_mention_of_another_kind_is_neither_right_nor_wrong() {
        assert_eq!(counts(&[(0, 9, 0, 'o')], &[(4, 5, 0, 'r')], ALL), (0, 0, 0));
        assert_eq!(counts(&[(0, 9, 0, 'o')], &[(4, 5, 1, 'r')], ALL), (0, 0, 1));
        assert_eq!(counts(&[(0, 9, 0, 'n')], &[(0, 9, 0, 'r')], ALL), (0, 1, 0));
        assert_eq!(counts(&[(0, 9, 0, 'o')], &[(9, 12, 0, 'r')], ALL), (0, 0, 1));
    }

    #[test]
    fn a_kind_that_is_not_asked_for_counts_as_optional() {
        let (gold, found) = ([(0, 4, 0, 'n'), (9, 12, 0, 'p')], [(0, 4, 0, 'n'), (9, 12, 0, 'r'), (20, 22, 0, 'p')]);
        assert_eq!(counts(&gold, &found, ALL), (1, 1, 1));
        assert_eq!(counts(&gold, &found, &[Kind::Name, Kind::Role]), (1, 0, 0));
    }
}
