//! Lists in other orders, filtered by what is known of articles and by what the person did, and searched.

use super::*;
use crate::marks::Mark;

/// Five articles in one file, with their dates, sources and languages.
fn dated() -> Pile {
    let lines = [
        r#"{"title": "A", "date": "2022-03-01", "source": "Strom", "lang": "de", "body": "Ann spricht mit Bob."}"#,
        r#"{"title": "B", "source": "Brook", "lang": "en", "body": "Nobody is here."}"#,
        r#"{"title": "C", "date": "2024-01-31", "lang": "fr", "body": "Ann, Ann et Ann."}"#,
        r#"{"title": "D", "date": "2023-12-01", "source": "brise", "lang": "en", "body": "Ann, then Ann."}"#,
        r#"{"title": "E", "date": "2022-03-01", "source": "Strom", "lang": "de", "body": "Der Fluss steigt."}"#,
    ];
    pile_of(vec![Source::Bytes("a.jsonl".to_owned(), lines.join("\n").into_bytes())])
}

fn titles(pile: &Pile, listing: &Listing) -> String {
    pile.rows(listing, 0, 9).1.iter().map(|row| row.title.as_str()).collect()
}

#[test]
fn articles_are_sorted_by_what_is_known_of_them() {
    let pile = dated();
    for (order, sorted) in [
        (Order::Pile, "ABCDE"),
        (Order::Newest, "CDAEB"),
        (Order::Source, "DBAEC"),
        (Order::Language, "AEBDC"),
        (Order::Mentions, "CDABE"),
        (Order::Unread, "ABCDE"),
    ] {
        let listing = Listing { order, ..ann() };
        assert_eq!(titles(&pile, &listing), sorted, "{order:?}");
        let places: Vec<_> = pile.rows(&listing, 0, 9).1.iter().map(|row| pile.position(&listing, row.id)).collect();
        assert_eq!(places, (0..5).map(Some).collect::<Vec<_>>(), "{order:?}");
    }
    let only_lit = Listing { order: Order::Newest, only_lit: true, ..ann() };
    assert_eq!(titles(&pile, &only_lit), "CDA");
}

#[test]
fn the_walk_and_the_neighbours_follow_the_order() {
    let pile = dated();
    let newest = Listing { order: Order::Newest, ..ann() };
    let mut place = None;
    let mut walked = Vec::new();
    for _ in 0..7 {
        let found = pile.walk(&newest, place, step(1)).unwrap();
        place = Some(at(found.article.0, found.span));
        walked.push((found.article.0, found.mention, found.wrapped));
    }
    let stops = [(2, 1), (2, 2), (2, 3), (3, 4), (3, 5), (0, 6)];
    assert_eq!(walked, [&stops.map(|(id, nth)| (id, nth, false))[..], &[(2, 1, true)]].concat());
    assert_eq!(pile.neighbour(&newest, ArticleId(3), 1), Some((ArticleId(0), 2)));
    assert_eq!(pile.neighbour(&newest, ArticleId(3), -1), Some((ArticleId(2), 0)));
}

#[test]
fn a_list_is_filtered_by_fields_and_by_what_the_person_did() {
    let pile = dated();
    let read: Vec<Content> = [0, 3].into_iter().map(|id| pile.identity(ArticleId(id)).unwrap().0).collect();
    let pile = pile.seated(Arc::new(move |content| {
        let mut marks = Marks::default();
        marks.put(Mark::Read(read.contains(&content)));
        marks
    }));
    for (filter, passed) in [
        ("lang:de", "AE"),
        ("date:2022", "AE"),
        ("-source:strom", "BCD"),
        ("is:unread", "BCE"),
        ("is:read", "AD"),
        ("strom is:read", "A"),
        ("lang:(en OR fr) date:2023..", "CD"),
        ("lang:nonsense", "ABCDE"),
    ] {
        let listing = Listing { filter: filter.to_owned(), ..Listing::default() };
        assert_eq!(titles(&pile, &listing), passed, "{filter}");
    }
    let unread = Listing { order: Order::Unread, ..Listing::default() };
    assert_eq!(titles(&pile, &unread), "BCEAD");
}

#[test]
fn what_was_searched_for_is_shown_where_it_stands() {
    let pile = dated();
    let listing = Listing { only_lit: true, ..searching("fluss") };
    while !pile.is_counted(&listing) {
        std::thread::yield_now();
    }
    let (total, rows) = pile.rows(&listing, 0, 9);
    let context = rows[0].context.clone().unwrap();
    assert_eq!((total, rows[0].title.as_str()), (1, "E"));
    assert_eq!((context.before.as_str(), context.hit.as_str(), context.behind.as_str()), ("Der ", "Fluss", " steigt."));
}

#[test]
fn two_readers_of_one_pile_do_not_disturb_each_other() {
    let one = dated();
    let other = one.seated(Arc::new(|_| Marks::default()));
    let (newest, german) = (
        Listing { order: Order::Newest, ..Listing::default() },
        Listing { filter: "lang:de".to_owned(), ..Listing::default() },
    );
    for _ in 0..3 {
        assert_eq!((titles(&one, &newest), titles(&other, &german)), ("CDAEB".to_owned(), "AE".to_owned()));
    }
}

#[test]
fn what_is_read_meanwhile_stays_until_something_else_is_asked_for() {
    let read: Arc<Mutex<Vec<Content>>> = Arc::default();
    let marked = read.clone();
    let pile = dated().seated(Arc::new(move |content| {
        let mut marks = Marks::default();
        marks.put(Mark::Read(locked(&marked).contains(&content)));
        marks
    }));
    let unread_first = Listing { order: Order::Unread, ..Listing::default() };
    let unread_only = Listing { filter: "is:unread".to_owned(), ..Listing::default() };
    for (listing, before, after) in [(unread_first, "ABCDE", "BCDEA"), (unread_only, "ABCDE", "BCDE")] {
        locked(&read).clear();
        assert_eq!(titles(&pile, &listing), before);
        locked(&read).push(pile.identity(ArticleId(0)).unwrap().0);
        assert_eq!(titles(&pile, &listing), before, "nothing moves under the reader");
        assert_eq!(titles(&pile, &Listing::default()), "ABCDE");
        assert_eq!(titles(&pile, &listing), after);
    }
}
