//! The same articles followed by somebody for themselves: what is theirs alone, and what they have in common with all.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::shelved::{Place, as_listed, listed, shut};
use super::*;
use crate::library::pile::load::fill;

/// Ann is who is called Bob, and the other way round; counts how many articles are gone through.
fn swapped(gone_through: &Arc<AtomicUsize>) -> Recast {
    let count = gone_through.clone();
    let find = move |article: &Article| {
        count.fetch_add(1, Ordering::Relaxed);
        let mut found = find(article);
        for mention in &mut found {
            mention.actor = ActorIndex(1 - mention.actor.0);
        }
        found
    };
    Recast { following: Following { mark: 2, ..following(find) }, moved: vec![Some(ANN), Some(BOB)], only: None }
}

#[test]
fn who_follows_otherwise_has_counts_of_their_own() {
    let place = Place::new(&[("a", "Ann, she"), ("b", "Bob"), ("c", "Ann Bob")]);
    let (pile, _) = place.open(1);
    let gone_through = Arc::default();
    let own = pile.apart(swapped(&gone_through), |_| ());
    wait(&own);
    assert_eq!(listed(&own), as_listed(&[("a", 0), ("b", 1), ("c", 1)]));
    assert_eq!(gone_through.load(Ordering::Relaxed), 3);
    assert_eq!(goes(&own, &ann(), None, step(1)).map(|(article, ..)| article), Some(1));
    assert_eq!(listed(&pile), as_listed(&[("a", 2), ("b", 0), ("c", 1)]));
    assert!(own.is_same(&own.clone()) && !own.is_same(&pile) && own.mark() == 2 && pile.mark() == 1);
    drop(own);
    shut(pile);
    let (pile, found) = place.open(1);
    assert_eq!(
        (listed(&pile), found),
        (as_listed(&[("a", 2), ("b", 0), ("c", 1)]), 0),
        "the index has what is for all"
    );
}

#[test]
fn where_one_text_alone_is_otherwise_it_alone_is_gone_through() {
    let place = Place::new(&[("a", "Ann, she"), ("b", "Bob"), ("c", "Ann Bob")]);
    let (pile, _) = place.open(1);
    let (gone_through, content) = (Arc::default(), pile.identity(ArticleId(2)).unwrap().0);
    let own = pile.apart(Recast { only: Some(content), ..swapped(&gone_through) }, |_| ());
    wait(&own);
    assert_eq!((listed(&own), gone_through.load(Ordering::Relaxed)), (as_listed(&[("a", 2), ("b", 0), ("c", 1)]), 1));
    assert_eq!(own.mentions(ArticleId(2)).first().map(|mention| mention.actor), Some(BOB));
    assert_eq!(pile.mentions(ArticleId(2)).first().map(|mention| mention.actor), Some(ANN));
}

#[test]
fn what_comes_and_goes_for_all_does_so_for_everyone() {
    let place = Place::new(&[("a", "Ann, she"), ("b", "Bob"), ("c", "Ann Bob")]);
    let (pile, _) = place.open(1);
    let own = pile.apart(swapped(&Arc::default()), |_| ());
    wait(&own);
    place.write("d", "Bob Bob Bob");
    std::fs::remove_file(place.path("b")).unwrap();
    let filled = fill(&Arc::downgrade(&pile.shared), [Source::Path(place.path(""))].into_iter().collect());
    assert!(filled.is_continue());
    own.keep_up(&pile);
    wait(&own);
    assert_eq!(listed(&own), as_listed(&[("a", 0), ("c", 1), ("d", 3)]));
    assert_eq!(listed(&pile), as_listed(&[("a", 2), ("c", 1), ("d", 0)]));
}
