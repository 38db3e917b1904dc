//! Queries held against texts of our own.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::{Cast, Matcher, Node, Query, Span};
use crate::article;
use crate::marks::{Mark, Marks, Note};
use crate::mention::Finder;
use crate::search::subject::{Read, Subject};
use crate::search::term::{Part, Term};
use crate::text::fold;

fn matcher(query: &str) -> Matcher {
    Matcher::new(&Query::parse(query).unwrap(), &Cast::builtin()).unwrap()
}

static FINDER: LazyLock<Finder> = LazyLock::new(|| Finder::new(&Cast::builtin()));

/// What a matcher finds in a text; the whole article comes to the same.
fn found(matcher: &Matcher, name: &str, text: &str, marks: &Marks) -> Option<Vec<Span>> {
    let opened = article::open(text.as_bytes().into(), name).unwrap();
    let article = opened.article();
    let (mentions, marks) = (|| FINDER.find(&article), || marks.clone());
    let subject = Subject { name, read: Read::Opened(&opened), mentions: &mentions, marks: &marks };
    let found = matcher.find(subject);
    assert_eq!(found, matcher.find(Subject { read: Read::Article(&article), ..subject }));
    found
}

fn find(query: &str, name: &str, text: &str) -> Option<Vec<Span>> {
    found(&matcher(query), name, text, &Marks::default())
}

/// What a query finds in a text, parted by bars; "-" where it does not hold.
fn hits(query: &str, text: &str) -> String {
    let Some(found) = find(query, "a.txt", text) else { return "-".to_owned() };
    found.iter().map(|hit| hit.of(text)).collect::<Vec<_>>().join("|")
}

#[test]
fn words_are_found_however_they_are_written() {
    for (query, text, found) in [
        ("élysée", "L’ELYSÉE, l'E\u{301}lyse\u{301}e; élyséen", "ELYSÉE|E\u{301}lyse\u{301}e"),
        ("gas", "Gasse, biogas, gas-fired Ｇａｓ g\u{ad}as", "gas|Ｇａｓ|g\u{ad}as"),
        ("gas*", "Gasse, biogas, gas-fired", "Gasse|gas"),
        ("putin", "Putin's and pro-Putin, not Putins", "Putin|Putin"),
        (
            "\"prime minist\"*",
            "The Prime\nMinisters. A prime, minister; prime\n\nminister",
            "Prime\nMinisters|prime, minister",
        ),
        ("ann-marie", "Ann Marie met Ann-Marie and Annmarie", "Ann Marie|Ann-Marie"),
        ("3,5", "3.5 and 35 and 3,5", "3.5|3,5"),
        ("習近平", "昨天習近平說", "習近平"),
        ("\"普京 访问\"", "普京访问了。普京不访问", "普京访问"),
        ("会*", "会談と会", "会|会"),
        ("ปูติน", "วันนี้ปูตินพบ", "ปูติน"),
        ("푸틴*", "푸틴은 갔다", "푸틴은"),
        ("пётр", "Петр и ПЁТР", "Петр|ПЁТР"),
        ("بوتين", "قال بُوتِين", "بُوتِين"),
        ("aa", "aaa aa aa", "aa|aa"),
    ] {
        assert_eq!(hits(query, text), found, "{query}");
    }
}

#[test]
fn words_are_found_in_other_scripts() {
    for (query, text, found) in [
        ("Lukashenko", "Лукашенко и Лукашенковы, Lukaschenko", "Лукашенко"),
        ("Лукашенко", "Lukashenko and Lukashenkos", "Lukashenko"),
        ("lukashenk*", "встреча Лукашенко", "Лукашенко"),
        ("putin", "昨天普京說，プーチン氏 Πούτιν פוטין", "普京|プーチン|Πούτιν|פוטין"),
        ("\"vladimir putin\"", "Владимир Путин", "Владимир Путин"),
        ("gas", "газ", "-"),
        ("peace", "כל הפיס باقی", "-"),
        ("lukashenko", "قال لوكاشينكو", "لوكاشينكو"),
        ("minsk", "из Минска в Минск", "Минск"),
    ] {
        assert_eq!(hits(query, text), found, "{query}");
    }
}

#[test]
fn operators_join_what_is_found() {
    let text =
        "Gas and oil.\n\nThe price of gas rose when one two three four five six seven eight nine ten eleven oil fell.";
    for (query, found) in [
        ("gas price", "Gas|price|gas"),
        ("gas wheat", "-"),
        ("wheat OR price", "price"),
        ("gas -wheat", "Gas|gas"),
        ("gas -price", "-"),
        ("-wheat", ""),
        ("price NEAR/1 gas", "price|gas"),
        ("price NEAR/0 gas", "-"),
        ("gas NEAR/2 price", "price|gas"),
        ("(wheat OR oil) NEAR/1 gas", "Gas|oil"),
        ("rose NEAR oil", "oil|rose"),
        ("rose NEAR fell", "-"),
        ("rose NEAR/12 oil NEAR/0 fell", "rose|oil|fell"),
        ("gas NEAR gas", "Gas|gas"),
        ("fell NEAR fell", "-"),
        ("(gas NEAR/0 wheat) OR fell", "fell"),
    ] {
        assert_eq!(hits(query, text), found, "{query}");
    }
}

const FIELDS: &str = "---\ntitle: The harbour at night\nauthor: Ann Petit\nsource: Le Monde\ndate: 2022-05-03\nlang: fr\n---\n\n\
    Le bateau est parti hier soir avec tout le monde.";

#[test]
fn fields_narrow_it_down() {
    for (query, holds) in [
        ("harbour bateau", true),
        ("title:harbour", true),
        ("title:bateau", false),
        ("title:(night OR bateau) -title:day", true),
        ("author:petit", true),
        ("author:pet", false),
        ("source:\"le monde\"", true),
        ("source:mond*", true),
        ("source:guardian", false),
        ("lang:fr", true),
        ("lang:(en OR de)", false),
        ("date:2022", true),
        ("date:2022-05-01..2022-05-03", true),
        ("date:..2022-04", false),
        ("path:ships", true),
        ("path:ship", false),
        ("path:2022/ships", true),
    ] {
        assert_eq!(find(query, "2022/ships/a.md", FIELDS).is_some(), holds, "{query}");
    }
}

#[test]
fn a_word_of_the_title_alone_is_no_hit_in_the_text() {
    let found = find("harbour", "a.md", FIELDS).unwrap();
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn mentions_are_found_as_the_finder_finds_them() {
    let text =
        "Vladimir Putin came by train.\n\nThe Russian president said that he liked it. Alexander Lukashenko stayed.";
    for (query, found) in [
        ("actor:putin", "Vladimir Putin|The Russian president|he"),
        ("actor:putin kind:role", "The Russian president"),
        ("kind:name actor:putin", "Vladimir Putin"),
        ("actor:lukashenko kind:role", "-"),
        ("actor:lukashenko -kind:role", "Alexander Lukashenko"),
        ("actor:putin -kind:role", "-"),
        ("kind:role", "The Russian president"),
        ("(actor:putin OR actor:lukashenko) kind:name", "Vladimir Putin|Alexander Lukashenko"),
        ("actor:lukashenko NEAR/0 stayed", "Alexander Lukashenko|stayed"),
        ("actor:\"Александр Лукашенко\" train", "train|Alexander Lukashenko"),
        ("actor:tokayev", "-"),
    ] {
        assert_eq!(hits(query, text), found, "{query}");
    }
    let problem = Matcher::new(&Query::parse("actor:x").unwrap(), &Cast::builtin());
    assert!(problem.is_err());
}

#[test]
fn a_word_without_end_is_searched_for_as_it_is() {
    let long = "lukashenko".repeat(10_000);
    assert_eq!(hits(&long, &format!("x {long}")), long);
}

#[test]
fn long_odd_texts_cost_no_more_than_their_length() {
    let queries = ["aa NEAR/1000 aa", "\"a a a\"", "a*", "putin", "習習習", "Лукашенко", "ああ*"].map(matcher);
    for part in ["a", "a ", "習", ". ", "лук", "プーチ", "普", "\u{301}", "\u{94d}", "Πούτι"] {
        let text = format!("x {}", part.repeat((1 << 18) / part.len()));
        for query in &queries {
            let _ = found(query, "a.txt", &text, &Marks::default());
        }
    }
}

/// The words of a folded text one by one, each with the number of its paragraph.
fn tokens(text: &str) -> Vec<(String, usize)> {
    let mut found: Vec<(String, usize)> = Vec::new();
    let (mut paragraph, mut open) = (0, false);
    for c in fold(text).chars() {
        paragraph += usize::from(c == '\n');
        match Part::of(c) {
            Part::Letter if open => found.last_mut().unwrap().0.push(c),
            Part::Gap => {}
            _ => found.push((c.to_string(), paragraph)),
        }
        open = Part::of(c) == Part::Letter;
    }
    found
}

/// Where a term stands among words, as the numbers of its first and of the word behind its last.
fn naive_places(term: &Term, words: &[(String, usize)]) -> Vec<(usize, usize)> {
    let wanted: Vec<String> = term.words.iter().flat_map(|word| tokens(word)).map(|(word, _)| word).collect();
    let last = wanted.len() - 1;
    let fits = |start: usize| {
        let here = words.get(start..start + wanted.len()).filter(|here| here[0].1 == here[last].1)?;
        let same = |(n, wanted): (usize, &String)| {
            if term.prefix && n == last { here[n].0.starts_with(wanted) } else { here[n].0 == *wanted }
        };
        wanted.iter().enumerate().all(same).then_some((start, start + wanted.len()))
    };
    (0..words.len()).filter_map(fits).collect()
}

fn places_of(node: &Node, words: &[(String, usize)]) -> Vec<(usize, usize)> {
    match node {
        Node::Words(term) => naive_places(term, words),
        Node::Or(nodes) => nodes.iter().flat_map(|node| places_of(node, words)).collect(),
        _ => Vec::new(),
    }
}

/// Whether a query of words holds of a text, found out in the simplest way.
fn naive(node: &Node, words: &[(String, usize)]) -> bool {
    match node {
        Node::And(nodes) => nodes.iter().all(|node| naive(node, words)),
        Node::Or(nodes) => nodes.iter().any(|node| naive(node, words)),
        Node::Not(node) => !naive(node, words),
        Node::Near(near) => {
            let mut before = places_of(&near.first, words);
            for (most, node) in &near.rest {
                let is_near = |a: (usize, usize), b: (usize, usize)| {
                    a.1 <= b.0 && b.0 - a.1 <= *most as usize || b.1 <= a.0 && a.0 - b.1 <= *most as usize
                };
                let here = places_of(node, words).into_iter();
                before = here.filter(|place| before.iter().any(|other| is_near(*place, *other))).collect();
            }
            !before.is_empty()
        }
        Node::Words(term) => !naive_places(term, words).is_empty(),
        _ => false,
    }
}

fn texts() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec!["a", "b", "ab", "É", "習", "習近", "近平", "x\u{ad}y", "ß"]);
    let gap = prop::sample::select(vec![" ", " ", ", ", "-", "", "\n\n", "\u{301}"]);
    prop::collection::vec((word, gap), 1..16).prop_map(|all| all.into_iter().flat_map(|(w, g)| [w, g]).collect())
}

fn queries() -> impl Strategy<Value = String> {
    let leaf = prop::sample::select(vec![
        "a",
        "b",
        "ab",
        "a*",
        "e",
        "習",
        "近平",
        "\"a b\"",
        "\"b a\"*",
        "xy",
        "\"習 近\"",
        "ss",
    ]);
    let near = (leaf.clone(), 0..4_u32, leaf.clone(), 0..3_u32, leaf.clone())
        .prop_map(|(a, n, b, m, c)| format!("{a} NEAR/{n} ({b} OR {c}) NEAR/{m} {a}"));
    let part = prop_oneof![3 => leaf.prop_map(str::to_owned), 1 => near];
    part.prop_recursive(3, 12, 3, |part| {
        prop_oneof![
            prop::collection::vec(part.clone(), 2..4).prop_map(|all| format!("({})", all.join(") ("))),
            prop::collection::vec(part.clone(), 2..4).prop_map(|all| format!("({})", all.join(") OR ("))),
            part.prop_map(|part| format!("-({part})")),
        ]
    })
}

#[test]
fn what_the_person_did_can_be_asked_for() {
    let note = Note {
        span: Span::new(0, 3),
        words: "Gas".to_owned(),
        text: "Ask the Ministry".to_owned(),
        whose: crate::marks::Whose::Own,
    };
    let mut marks = Marks::default();
    for mark in [Mark::Starred(true), Mark::Tag("gas".to_owned(), true), Mark::Note(note)] {
        marks.put(mark);
    }
    for (query, holds) in [
        ("is:unread", true),
        ("is:read", false),
        ("is:STARRED is:noted is:tagged", true),
        ("tag:gas", true),
        ("tag:#Gas", true),
        ("tag:ga", false),
        ("tag:(war OR gas) -tag:war", true),
        ("note:ministry", true),
        ("note:\"the ministry\"", true),
        ("note:gas", false),
        ("ministry", false),
    ] {
        assert_eq!(found(&matcher(query), "a.txt", "Gas is dear.", &marks).is_some(), holds, "{query}");
    }
}

static EMPTY: LazyLock<Cast> = LazyLock::new(Cast::default);

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn the_simplest_way_comes_to_the_same(text in texts(), query in queries()) {
        prop_assume!(article::open(text.as_bytes().into(), "a.txt").is_ok());
        let query = Query::parse(&query).unwrap();
        let found = found(&Matcher::new(&query, &EMPTY).unwrap(), "a.txt", &text, &Marks::default());
        prop_assert_eq!(found.is_some(), naive(&query.root, &tokens(&text)), "{} in {:?}", query, text);
        let hits = found.unwrap_or_default();
        prop_assert!(hits.windows(2).all(|pair| pair[0].end <= pair[1].start), "{:?}", hits);
        prop_assert!(hits.iter().all(|hit| !hit.of(&text).is_empty()), "{:?}", hits);
    }
}
