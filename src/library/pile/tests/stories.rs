//! The same story once: copies are folded, do not inflate counts, and come back as they were.

use std::fs;

use super::shelved::{Place, shut};
use super::*;

/// A report, long enough that copies of it are known.
const REPORT: &str = "Ann told the council on Monday that the harbour would stay open through the winter. The ferries to the \
     islands will sail twice a day until the ice comes, and once a day after that. Traders on the quay had feared that \
     the crossing would be closed as it was in the hard winter four years ago. Bob, who runs the fish market, said that \
     he was glad of it and that his people could plan again.";

/// The report as another paper prints it.
fn reprint(paper: &str) -> String {
    let head = format!("{paper}: the harbour stays open");
    format!("{head}\n\n{REPORT} Our own reporter adds that she saw the minutes of the meeting.\n")
}

fn other_story() -> String {
    let sentence =
        |n: usize| format!("In street number {n} the lamps were lit at {n} and Ann passed by without a word. ");
    (0..12).map(sentence).collect()
}

fn ids(pile: &Pile, listing: &Listing) -> Vec<u32> {
    pile.rows(listing, 0, 9).1.iter().map(|row| row.id.0).collect()
}

fn pile_of_texts(texts: &[String]) -> Pile {
    pile(&texts.iter().map(String::as_str).collect::<Vec<_>>())
}

#[test]
fn copies_are_folded_into_one_row() {
    let pile = pile_of_texts(&[reprint("The Gull"), other_story(), reprint("The Heron"), reprint("The Tern")]);
    assert_eq!(ids(&pile, &ann()), [0, 1]);
    let also: Vec<usize> = pile.rows(&ann(), 0, 9).1.iter().map(|row| row.also.len()).collect();
    assert_eq!(also, [2, 0]);
    let unfolded = Listing { unfolded: true, ..ann() };
    assert_eq!(ids(&pile, &unfolded), [0, 1, 2, 3]);
    assert!(pile.rows(&unfolded, 0, 9).1.iter().all(|row| row.also.is_empty()));
    // One asks for a copy, and is led to what stands for it.
    assert_eq!(pile.position(&ann(), ArticleId(3)), Some(0));
    assert_eq!(pile.neighbour(&ann(), ArticleId(3), 1), Some((ArticleId(1), 1)));
    assert_eq!(pile.neighbour(&unfolded, ArticleId(3), -1), Some((ArticleId(2), 2)));
}

#[test]
fn copies_do_not_inflate_counts() {
    let once = pile_of_texts(&[reprint("The Gull"), other_story()]);
    let thrice = pile_of_texts(&[reprint("The Gull"), other_story(), reprint("The Heron"), reprint("The Tern")]);
    assert_eq!(thrice.tallies(Counted::default(), 4), once.tallies(Counted::default(), 4));
    let walk = |pile: &Pile, listing: &Listing| {
        pile.walk(listing, None, step(1)).map(|found| (found.mentions, found.articles))
    };
    assert_eq!(walk(&thrice, &ann()), walk(&once, &ann()));
    let unfolded = Listing { unfolded: true, ..ann() };
    assert_eq!(walk(&thrice, &unfolded).map(|(_, articles)| articles), Some(4));
}

#[test]
fn stories_come_back_and_lose_what_goes() {
    let place = Place::new(&[("a", &reprint("The Gull")), ("b", &reprint("The Heron")), ("c", &other_story())]);
    let (pile, _) = place.open(1);
    let seen = (ids(&pile, &ann()), pile.tallies(Counted::default(), 2));
    assert_eq!(seen.0, [0, 2]);
    shut(pile);
    let (pile, _) = place.open(1);
    assert_eq!((ids(&pile, &ann()), pile.tallies(Counted::default(), 2)), seen);
    shut(pile);
    place.write("d", &reprint("The Tern"));
    let (pile, _) = place.open(1);
    assert_eq!(ids(&pile, &ann()), [0, 2], "the new one is a copy of one that was there");
    shut(pile);
    fs::remove_file(place.path("a")).unwrap();
    let (pile, _) = place.open(1);
    assert_eq!(ids(&pile, &ann()), [1, 2], "another one stands for the story");
    assert_eq!(pile.position(&ann(), ArticleId(3)), Some(0));
}
