//! The questions one may ask a pile, put to small piles whose mentions are marked by capital letters.

mod apart;
mod arranged;
mod shelved;
mod stories;
mod turns;

use std::sync::mpsc;

use super::*;
use crate::article::Unreadable;
use crate::cast::{ActorIndex, Cast};
use crate::library::sources::Source;
use crate::mention::corrections::Verdict;
use crate::mention::{Certainty, Counted, Kind, Kinds};
use crate::query::{Alike, Found, Order, Place, Progress, Step};
use crate::search::Search;
use crate::text::Span;

const ANN: ActorIndex = ActorIndex(0);
const BOB: ActorIndex = ActorIndex(1);
/// Names alone, doubtful ones too.
const NAMES: Counted = Counted { kinds: Kinds::Names, sure: false };

/// Finds Ann by "Ann" and "she", Bob by "Bob"; cannot bear "Boo".
fn find(article: &Article) -> Vec<Mention> {
    assert!(!article.text.contains("Boo"), "a finder with a fault");
    let words = [("Ann", ANN, Kind::Name), ("she", ANN, Kind::Pronoun), ("Bob", BOB, Kind::Name)];
    let mut found: Vec<Mention> = words
        .iter()
        .flat_map(|&(word, actor, kind)| {
            article.text.match_indices(word).map(move |(start, _)| Mention {
                span: Span::new(start, start + word.len()),
                actor,
                kind,
                certainty: Certainty::Sure,
                reason: "".into(),
            })
        })
        .collect();
    found.sort_by_key(|mention| mention.span);
    found
}

/// Ann and Bob are followed.
fn following(find: impl Fn(&Article) -> Vec<Mention> + Send + Sync + 'static) -> Following {
    Following { find: Arc::new(find), actors: 2, mark: 1 }
}

/// A pile of these texts, named "0", "1" and so on, once all has been read and gone through.
fn pile(texts: &[&str]) -> Pile {
    let sources = texts.iter().enumerate().map(|(n, text)| Source::Bytes(n.to_string(), text.as_bytes().into()));
    pile_of(sources.collect())
}

/// A pile of these sources, once all has been read and gone through.
fn pile_of(sources: Vec<Source>) -> Pile {
    let (sender, complete) = mpsc::channel();
    let report = move |news| {
        if let News::Progress(Progress { complete: true, .. }) = news {
            let _ = sender.send(());
        }
    };
    let pile = Pile::open(sources.into_iter().collect(), &Shelf::Memory, following(find), report);
    complete.recv().unwrap();
    pile
}

fn ann() -> Listing {
    Listing { lit: Lit::Actor(ANN, Counted::default()), ..Listing::default() }
}

fn searching(typed: &str) -> Listing {
    let search = Search::new(typed, &Cast::default()).unwrap();
    Listing { lit: Lit::Search(Arc::new(search)), ..Listing::default() }
}

fn step(count: i64) -> Step {
    Step { count, articles: false }
}

fn at(id: u32, stop: Span) -> Place {
    Place { article: ArticleId(id), top: 0, stop: Some(stop) }
}

fn top(id: u32, top: usize) -> Place {
    Place { article: ArticleId(id), top, stop: None }
}

/// Where a step leads: the article and the offset, and whether it wrapped.
fn goes(pile: &Pile, listing: &Listing, from: Option<Place>, step: Step) -> Option<(u32, u32, bool)> {
    pile.walk(listing, from, step).map(|found| (found.article.0, found.span.start, found.wrapped))
}

#[test]
fn the_list_is_told_in_windows() {
    let pile = pile(&["Ann one", "Bob two", "Ann and Bob", "nobody"]);
    let (total, rows) = pile.rows(&ann(), 1, 2);
    assert_eq!(total, 4);
    assert_eq!(rows.iter().map(|row| (row.id.0, row.lit)).collect::<Vec<_>>(), [(1, Some(0)), (2, Some(1))]);
    assert_eq!(pile.rows(&Listing::default(), 3, 9).1[0].lit, None);
    assert_eq!(pile.rows(&ann(), 9, 9), (4, vec![]));
}

#[test]
fn a_filter_and_the_switch_leave_articles_out() {
    let pile = pile(&["Ann's été", "Bob in winter", "Ann in winter", "Été of none"]);
    let ids = |listing: &Listing| pile.rows(listing, 0, 9).1.iter().map(|row| row.id.0).collect::<Vec<_>>();
    let only_lit = Listing { only_lit: true, ..ann() };
    assert_eq!(ids(&Listing { filter: "ETE".into(), ..ann() }), [0, 3]);
    assert_eq!(ids(&Listing { filter: "winter ann".into(), ..ann() }), [2]);
    assert_eq!(ids(&only_lit), [0, 2]);
    assert_eq!(pile.position(&only_lit, ArticleId(2)), Some(1));
    assert_eq!(pile.position(&only_lit, ArticleId(1)), None);
    assert_eq!(ids(&Listing { only_lit: true, ..Listing::default() }), [0, 1, 2, 3]);
}

#[test]
fn the_walk_goes_over_borders_and_wraps() {
    let pile = pile(&["Ann, Ann", "nobody", "then Ann"]);
    let walk = |from, count| goes(&pile, &ann(), from, step(count));
    assert_eq!(walk(None, 1), Some((0, 0, false)));
    assert_eq!(walk(None, -1), Some((2, 5, false)));
    assert_eq!(walk(Some(at(0, Span::new(0, 3))), 1), Some((0, 5, false)));
    assert_eq!(walk(Some(at(0, Span::new(5, 8))), 1), Some((2, 5, false)));
    assert_eq!(walk(Some(at(2, Span::new(5, 8))), 1), Some((0, 0, true)));
    assert_eq!(walk(Some(at(0, Span::new(0, 3))), -1), Some((2, 5, true)));
    assert_eq!(walk(Some(at(2, Span::new(5, 8))), -2), Some((0, 0, false)));
    assert_eq!(walk(Some(at(0, Span::new(0, 3))), 3), Some((0, 0, true)));
    assert_eq!(walk(Some(at(0, Span::new(0, 3))), 3_000_000_000), Some((0, 0, true)));
    assert_eq!(walk(Some(at(0, Span::new(0, 3))), i64::MIN + 1), Some((2, 5, true)));
}

#[test]
fn without_a_stop_the_walk_begins_at_the_visible_line() {
    let pile = pile(&["Ann\n\nAnn\n\nAnn"]);
    assert_eq!(goes(&pile, &ann(), Some(top(0, 4)), step(1)), Some((0, 5, false)));
    assert_eq!(goes(&pile, &ann(), Some(top(0, 5)), step(1)), Some((0, 5, false)));
    assert_eq!(goes(&pile, &ann(), Some(top(0, 5)), step(-1)), Some((0, 0, false)));
}

#[test]
fn a_step_by_articles_goes_to_the_first_stop() {
    let pile = pile(&["Ann", "Ann, Ann", "nobody", "x Ann, Ann"]);
    let articles = |from, count| goes(&pile, &ann(), from, Step { count, articles: true });
    assert_eq!(articles(Some(at(1, Span::new(0, 3))), 1), Some((3, 2, false)));
    assert_eq!(articles(Some(at(3, Span::new(7, 10))), -1), Some((1, 0, false)));
    assert_eq!(articles(Some(top(2, 0)), 1), Some((3, 2, false)));
    assert_eq!(articles(Some(top(2, 0)), -1), Some((1, 0, false)));
    assert_eq!(articles(Some(at(1, Span::new(0, 3))), 2), Some((0, 0, true)));
}

#[test]
fn the_walk_says_where_it_stands() {
    let pile = pile(&["Bob", "Ann, Bob, she", "Bob", "Ann"]);
    let found = pile.walk(&Listing { only_lit: true, ..ann() }, Some(top(2, 0)), step(1)).unwrap();
    let expected = Found {
        article: ArticleId(3),
        row: 1,
        span: Span::new(0, 3),
        mention: 3,
        mentions: 3,
        nth: 2,
        articles: 2,
        wrapped: false,
        complete: true,
    };
    assert_eq!(found, expected);
}

#[test]
fn an_article_that_the_filter_leaves_out_is_still_a_place_to_walk_from() {
    let pile = pile(&["in Ann", "out Ann", "in Ann"]);
    let listing = Listing { filter: "in".into(), ..ann() };
    assert_eq!(goes(&pile, &listing, Some(top(1, 0)), step(1)), Some((2, 3, false)));
    assert_eq!(goes(&pile, &listing, Some(top(1, 0)), step(-1)), Some((0, 3, false)));
}

#[test]
fn where_nothing_is_lit_there_is_no_stop() {
    let pile = pile(&["nobody", "nothing"]);
    assert_eq!(pile.walk(&ann(), None, step(1)), None);
    assert_eq!(pile.walk(&ann(), Some(top(0, 0)), step(-5)), None);
    assert_eq!(pile.walk(&Listing::default(), None, step(1)), None);
    assert_eq!(Pile::open(Input::default(), &Shelf::Memory, following(find), |_| ()).walk(&ann(), None, step(1)), None);
}

#[test]
fn a_search_finds_at_once_and_counts_behind() {
    let pile = pile(&["one été", "two", "three ete, Été"]);
    let listing = searching("ÉTÉ");
    assert_eq!(goes(&pile, &listing, Some(top(0, 5)), step(1)), Some((2, 6, false)));
    while !pile.is_counted(&listing) {
        std::thread::yield_now();
    }
    let found = pile.walk(&listing, Some(top(1, 0)), step(2)).unwrap();
    assert_eq!((found.mention, found.mentions, found.nth, found.articles), (3, 3, 2, 2));
    assert_eq!(pile.rows(&listing, 0, 9).1.iter().map(|row| row.lit).collect::<Vec<_>>(), [Some(1), Some(0), Some(2)]);
}

#[test]
fn tallies_count_by_kind_and_are_spread_over_the_pile() {
    let pile = pile(&["Ann", "Bob", "ann, Ann, she", "x"]);
    let (tallies, complete) = pile.tallies(NAMES, 2);
    assert!(complete);
    assert_eq!((tallies[0].mentions, tallies[0].articles, &tallies[0].spread[..]), (2, 2, &[1, 1][..]));
    assert_eq!((tallies[1].mentions, tallies[1].articles, &tallies[1].spread[..]), (1, 1, &[1, 0][..]));
    assert_eq!(pile.tallies(Counted::default(), 1).0[0].forms, [("Ann".to_owned(), 2), ("pronouns".to_owned(), 1)]);
}

#[test]
fn what_cannot_be_read_is_listed_with_its_reason() {
    let pile = pile(&["Ann", "", "Ann"]);
    let (_, rows) = pile.rows(&ann(), 0, 9);
    assert_eq!((rows[1].title.as_str(), rows[1].trouble.as_ref()), ("1", Some(&Trouble::NoArticle(Unreadable::Empty))));
    assert_eq!(pile.article(ArticleId(1)).unwrap_err(), Trouble::NoArticle(Unreadable::Empty));
    assert_eq!(goes(&pile, &ann(), Some(at(0, Span::new(0, 3))), step(1)), Some((2, 0, false)));
}

#[test]
fn the_same_text_has_the_same_mark_wherever_it_lies() {
    let pile = pile(&["Ann", "Bob", "Ann"]);
    let mark = |id| pile.article(ArticleId(id)).unwrap().content;
    assert!(mark(0) == mark(2) && mark(0) != mark(1));
}

#[test]
fn a_big_pile_keeps_the_order_of_the_walk() {
    let texts: Vec<String> = (0..1_000).map(|n| format!("Ann {n}")).collect();
    let pile = pile(&texts.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(pile.rows(&ann(), 998, 9).1[0].title, "Ann 998");
    assert_eq!(goes(&pile, &ann(), Some(at(500, Span::new(0, 3))), step(400)), Some((900, 0, false)));
}

#[test]
fn one_can_walk_before_all_has_been_gone_through() {
    let (open_gate, gate) = mpsc::channel::<()>();
    let gate = Mutex::new(gate);
    let stuck = move |article: &Article| {
        if article.text == "gate" {
            let _ = locked(&gate).recv();
        }
        find(article)
    };
    let texts = ["gate", "nobody", "Ann", "Ann, Ann"];
    let sources = texts.iter().map(|text| Source::Bytes((*text).into(), text.as_bytes().into())).collect();
    let pile = Pile::open(sources, &Shelf::Memory, following(stuck), |_| ());
    pile.wait_for(4, Duration::from_mins(1));
    assert!(!pile.is_counted(&ann()) && !pile.progress().complete);
    let found = pile.walk(&ann(), Some(top(1, 0)), step(1)).unwrap();
    assert_eq!((found.article, found.mention, found.nth, found.complete), (ArticleId(2), 1, 1, false));
    assert_eq!(goes(&pile, &ann(), Some(at(2, found.span)), step(2)), Some((3, 5, false)));
    open_gate.send(()).unwrap();
    while !pile.progress().complete {
        std::thread::yield_now();
    }
    let found = pile.walk(&ann(), Some(top(1, 0)), step(1)).unwrap();
    assert_eq!((found.mention, found.mentions, found.articles, found.complete), (1, 3, 2, true));
}

#[test]
fn neighbours_are_counted_in_the_list() {
    let pile = pile(&["Ann", "", "Bob", "Ann"]);
    let next = |listing: &Listing, id, step| pile.neighbour(listing, ArticleId(id), step).map(|(id, row)| (id.0, row));
    assert_eq!(next(&ann(), 0, 1), Some((1, 1)));
    assert_eq!(next(&ann(), 3, -2), Some((1, 1)));
    assert_eq!(next(&ann(), 1, 9), Some((3, 3)));
    assert_eq!(next(&ann(), 3, 1), None);
    let only_lit = Listing { only_lit: true, ..ann() };
    assert_eq!(next(&only_lit, 0, 1), Some((3, 1)));
    assert_eq!(next(&only_lit, 2, 1), Some((3, 1)));
    assert_eq!(next(&only_lit, 2, -1), Some((0, 0)));
    assert_eq!(pile.neighbour_with(&ann(), ArticleId(0), 1, |_| true), Some((ArticleId(2), 2)));
    assert_eq!(pile.neighbour_with(&ann(), ArticleId(3), -2, |_| true), Some((ArticleId(0), 0)));
    assert_eq!(pile.neighbour_with(&ann(), ArticleId(0), 1, |_| false), None);
}

#[test]
fn the_work_behind_ends_with_the_last_handle() {
    let (sender, reports) = mpsc::channel();
    let sources = (0..5_000).map(|n| Source::Bytes(n.to_string(), b"Ann".to_vec())).collect();
    let report = move |news| {
        if let News::Progress(progress) = news {
            let _ = sender.send(progress);
        }
    };
    drop(Pile::open(sources, &Shelf::Memory, following(find), report));
    // The reporter goes with the pile, which the threads do not hold on to.
    assert!(reports.iter().all(|progress| !progress.complete || progress.read == 5_000));
}

#[test]
fn an_article_that_the_finder_cannot_bear_stops_nothing() {
    let pile = pile(&["Ann went.", "Boo!", "Ann came."]);
    let (total, rows) = pile.rows(&ann(), 0, 9);
    assert_eq!(total, 3);
    assert_eq!(rows.iter().map(|row| row.lit).collect::<Vec<_>>(), [Some(1), Some(0), Some(1)]);
    assert!(pile.progress().complete);
}

/// Another finder: Ann is found by "Bob" alone, and Bob by nothing.
fn other(article: &Article) -> Vec<Mention> {
    let found = find(article).into_iter().filter(|mention| mention.actor == BOB);
    found.map(|mention| Mention { actor: ANN, ..mention }).collect()
}

fn wait(pile: &Pile) {
    while !pile.progress().complete {
        std::thread::yield_now();
    }
}

fn recast(find: Arc<Find>, moved: &[Option<ActorIndex>], only: Option<Content>) -> Recast {
    Recast { following: Following { find, actors: moved.len(), mark: 2 }, moved: moved.to_vec(), only }
}

const SAME: [Option<ActorIndex>; 2] = [Some(ANN), Some(BOB)];

#[test]
fn a_pile_is_gone_through_again_for_another_cast() {
    let pile = pile(&["Ann, Bob", "nobody", "Bob, Bob"]);
    pile.recast(recast(Arc::new(other), &SAME, None));
    wait(&pile);
    let (tallies, complete) = pile.tallies(Counted::default(), 1);
    assert!(complete);
    assert_eq!((tallies[0].mentions, tallies[1].mentions), (3, 0));
    assert_eq!(tallies[0].forms, [("Bob".to_owned(), 3)]);
    assert_eq!(goes(&pile, &ann(), None, step(3)), Some((2, 5, false)));
}

#[test]
fn what_was_found_before_stays_until_it_is_found_anew() {
    let (open_gate, gate) = mpsc::channel::<()>();
    let gate = Mutex::new(gate);
    let stuck = move |article: &Article| {
        if article.text.contains("gate") {
            let _ = locked(&gate).recv();
        }
        other(article)
    };
    let pile = pile(&["gate, Ann", "Ann, Bob", "Ann"]);
    pile.recast(recast(Arc::new(stuck), &SAME, None));
    assert_eq!(pile.rows(&ann(), 0, 1).1[0].lit, Some(1));
    assert!(!pile.progress().complete && !pile.is_counted(&ann()) && !pile.tallies(Counted::default(), 1).1);
    assert_eq!(pile.mentions(ArticleId(1)).len(), 1, "one article is found anew as soon as it is asked for");
    let found = pile.walk(&ann(), Some(top(1, 0)), step(1)).unwrap();
    assert_eq!((found.article.0, found.span.start, found.complete), (1, 5, false));
    open_gate.send(()).unwrap();
    wait(&pile);
    assert_eq!(pile.tallies(Counted::default(), 1).0[0].mentions, 1);
}

#[test]
fn one_text_alone_is_gone_through_again_wherever_it_lies() {
    let pile = pile(&["Ann, Bob", "Bob", "Ann, Bob"]);
    let only = pile.article(ArticleId(0)).unwrap().content;
    pile.recast(recast(Arc::new(other), &SAME, Some(only)));
    wait(&pile);
    let counts = |lit| {
        pile.rows(&Listing { lit, ..Listing::default() }, 0, 9).1.iter().map(|row| row.lit.unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(counts(Lit::Actor(BOB, Counted::default())), [0, 1, 0]);
}

#[test]
fn actors_who_become_one_are_one_at_once() {
    let pile = pile(&["Ann, Bob", "Bob"]);
    let never = |_: &Article| -> Vec<Mention> {
        loop {
            std::thread::park();
        }
    };
    let following = Following { find: Arc::new(never), actors: 1, mark: 2 };
    pile.recast(Recast { following, moved: vec![Some(ANN), Some(ANN)], only: None });
    let (tallies, _) = pile.tallies(Counted::default(), 1);
    assert_eq!((tallies.len(), tallies[0].mentions), (1, 3));
    assert_eq!(tallies[0].forms, [("Bob".to_owned(), 2), ("Ann".to_owned(), 1)]);
}

#[test]
fn what_a_correction_would_change_is_counted() {
    let pile = pile(&["Ann, ann", "Bob", "Ann, she, Annika"]);
    let alike = |verdict, words| pile.alike(verdict, ANN, words, || true).unwrap();
    let counted = |places, articles| Alike { places, articles, complete: true };
    assert_eq!(alike(Verdict::IsNot, "ANN"), counted(3, 2));
    assert_eq!(alike(Verdict::Is(Kind::Name), "bob"), counted(1, 1));
    assert_eq!(alike(Verdict::Is(Kind::Name), "Ann"), counted(1, 1), "what is found is no news");
    assert_eq!(pile.alike(Verdict::IsNot, ANN, "Ann", || false), None);
}
