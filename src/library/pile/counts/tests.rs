//! Counts of many articles, against a map that holds them plainly.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::mention::{Certainty, Counted, Kind};

/// What may happen to an article.
#[derive(Clone, Debug)]
enum Change {
    Note(Vec<(u32, Vec<(u16, u8)>)>),
    Remove(u32),
    Doubt(u32),
}

fn change() -> impl Strategy<Value = Change> {
    let id = prop_oneof![0..40_u32, 4_090..4_100_u32];
    let found = prop::collection::vec((0..4_u16, 0..6_u8), 0..4);
    prop_oneof![
        3 => prop::collection::btree_map(id.clone(), found, 0..6).prop_map(|of| Change::Note(of.into_iter().collect())),
        1 => id.clone().prop_map(Change::Remove),
        1 => id.prop_map(Change::Doubt),
    ]
}

fn found(of: &[(u16, u8)]) -> InOne {
    let mut one = InOne::new();
    for (actor, which) in of {
        let kind = Kind::ALL[usize::from(which / 2)];
        one.entry(ActorIndex(*actor)).or_default().add(kind, Certainty::ALL[usize::from(which % 2)]);
    }
    one
}

fn all(counts: &Counts) -> BTreeMap<(u32, u16), u32> {
    let of = |actor| counts.of_actor(ActorIndex(actor)).map(move |(id, counts)| ((id, actor), counts));
    (0..4).flat_map(of).map(|(key, counts)| (key, counts.sum(Counted::default()))).collect()
}

proptest! {
    #[test]
    fn counts_are_those_that_were_noted_last(changes in prop::collection::vec(change(), 0..30)) {
        let (mut counts, mut plain) = (Counts::default(), BTreeMap::<u32, (InOne, bool)>::new());
        let mut saved = BTreeMap::new();
        for change in changes {
            match change {
                Change::Note(of) => {
                    let of: Vec<(u32, InOne)> = of.iter().map(|(id, of)| (*id, found(of))).collect();
                    counts.note(&of);
                    plain.extend(of.into_iter().map(|(id, of)| (id, (of, true))));
                }
                Change::Remove(id) => {
                    counts.remove(id);
                    plain.remove(&id);
                }
                Change::Doubt(id) => {
                    counts.doubt(id);
                    plain.entry(id).and_modify(|(_, fresh)| *fresh = false);
                }
            }
            saved.extend(counts.save(1).blocks.into_iter().map(|block| (block.number, block)));
        }
        let sums = |only_fresh: bool| plain.iter().filter(move |(_, (_, fresh))| *fresh || !only_fresh)
            .flat_map(|(id, (of, _))| of.iter().map(|(actor, of)| ((*id, actor.0), of.sum(Counted::default()))))
            .collect::<BTreeMap<_, _>>();
        prop_assert_eq!(all(&counts), sums(false));
        prop_assert_eq!(counts.fresh(), plain.values().filter(|(_, fresh)| *fresh).count());
        for id in 0..4_200 {
            prop_assert_eq!(counts.marks().0.has(id), plain.contains_key(&id));
            prop_assert_eq!(counts.is_fresh(id), plain.get(&id).is_some_and(|(_, fresh)| *fresh));
        }
        let again = Counts::of(&Saved { blocks: saved.into_values().collect(), ..Saved::default() });
        prop_assert_eq!(all(&again), sums(true));
        prop_assert_eq!(again.fresh(), counts.fresh());
    }
}

#[test]
fn actors_who_become_one_have_the_sum() {
    let mut counts = Counts::default();
    counts.note(&[(3, found(&[(0, 1), (1, 1)])), (7, found(&[(1, 0)]))]);
    counts.move_actors(&[Some(ActorIndex(0)), Some(ActorIndex(0))]);
    assert_eq!(all(&counts).into_iter().collect::<Vec<_>>(), [((3, 0), 2), ((7, 0), 1)]);
}
