//! Queries and their trees.

use proptest::prelude::*;

use super::{Field, Node, Query};
use crate::text::Span;

/// A tree as a line: operators before what they hold, in parentheses.
fn line(node: &Node) -> String {
    let all = |nodes: &[Node]| nodes.iter().map(line).collect::<Vec<_>>().join(" ");
    let field = |field: Field| format!("{field:?}").to_lowercase();
    match node {
        Node::And(nodes) => format!("(and {})", all(nodes)),
        Node::Or(nodes) => format!("(or {})", all(nodes)),
        Node::Not(node) => format!("(not {})", line(node)),
        Node::Near(near) => {
            let rest: Vec<_> = near.rest.iter().map(|(most, node)| format!("{most} {}", line(node))).collect();
            format!("(near {} {})", line(&near.first), rest.join(" "))
        }
        Node::Words(term) => format!("{}{}", term.words.join("+"), if term.prefix { "*" } else { "" }),
        Node::In(name, term) => format!("{}={}", field(*name), line(&Node::Words(term.clone()))),
        Node::Language(language) => format!("lang={language}"),
        Node::Date(period) => format!("date={period}"),
        Node::Actor(actor) => format!("actor={actor}"),
        Node::Kind(kind) => format!("kind={}", kind.word()),
        Node::Is(state) => format!("is={}", state.word()),
        Node::Tag(tag) => format!("tag={tag}"),
    }
}

#[test]
fn queries_are_read() {
    for (typed, tree, printed) in [
        ("Gas", "gas", "gas"),
        ("  Élysée\t", "elysee", "elysee"),
        ("gas price", "(and gas price)", "gas price"),
        ("gas AND price OR oil", "(or (and gas price) oil)", "gas price OR oil"),
        ("gas OR oil price", "(or gas (and oil price))", "gas OR oil price"),
        ("(gas OR oil) price", "(and (or gas oil) price)", "(gas OR oil) price"),
        ("((a b) (c AND d))", "(and a b c d)", "a b c d"),
        ("a OR (b OR c)", "(or a b c)", "a OR b OR c"),
        ("and or not near", "(and and or not near)", "and or not near"),
        ("\"AND\" \"NEAR/5\"", "(and and near+5)", "and \"near 5\""),
        ("a -b", "(and a (not b))", "a -b"),
        ("NOT a NOT NOT b", "(and (not a) (not (not b)))", "-a -(-b)"),
        ("-(a b)", "(not (and a b))", "-(a b)"),
        ("a-b", "a+b", "\"a b\""),
        ("l’homme", "l+homme", "\"l homme\""),
        ("\"Le  PRÉSIDENT russe\"", "le+president+russe", "\"le president russe\""),
        ("« le président » “a” „b“ »c«", "(and le+president a b c)", "\"le president\" a b c"),
        ("minist*", "minist*", "minist*"),
        ("\"prime minist\"*", "prime+minist*", "\"prime minist\"*"),
        ("a*(b)", "(and a* b)", "a* b"),
        ("习近平 プーチン", "(and 习近平 プーチン)", "习近平 プーチン"),
        (
            "（习 OR 普京） －ｇａｓ ｔｉｔｌｅ：普＊",
            "(and (or 习 普京) (not gas) title=普*)",
            "(习 OR 普京) -gas title:普*",
        ),
        ("Ann說", "ann+說", "\"ann 說\""),
        ("12:30 3,5", "(and 12+30 3+5)", "\"12 30\" \"3 5\""),
        ("a NEAR b", "(near a 10 b)", "a NEAR/10 b"),
        ("a NEAR/5 b NEAR/0 \"c d\" e", "(and (near a 5 b 0 c+d) e)", "a NEAR/5 b NEAR/0 \"c d\" e"),
        ("(a OR b) NEAR actor:putin", "(near (or a b) 10 actor=putin)", "(a OR b) NEAR/10 actor:putin"),
        ("-(a NEAR b)", "(not (near a 10 b))", "-(a NEAR/10 b)"),
        ("title:Gas Source:\"Le Monde\"", "(and title=gas source=le+monde)", "title:gas source:\"le monde\""),
        ("source:lemonde.fr", "source=lemonde+fr", "source:\"lemonde fr\""),
        ("title:(gas OR -oil*)", "(or title=gas (not title=oil*))", "title:gas OR -title:oil*"),
        ("-lang:fr lang:DE-at", "(and (not lang=fr) lang=de)", "-lang:fr lang:de"),
        ("date:2022-5 date:..2023", "(and date=2022-05 date=..2023)", "date:2022-05 date:..2023"),
        (
            "actor:Putin kind:(Role OR name)",
            "(and actor=putin (or kind=role kind=name))",
            "actor:putin (kind:role OR kind:name)",
        ),
        ("actor:\"Vladimir  Putin\"", "actor=vladimir putin", "actor:\"vladimir putin\""),
        (
            "actor:le-pen path:2022/ukraine",
            "(and actor=le-pen path=2022+ukraine)",
            "actor:le-pen path:\"2022 ukraine\"",
        ),
        ("title:AND", "title=and", "title:and"),
    ] {
        let query = Query::parse(typed).unwrap_or_else(|problem| panic!("{typed}: {problem}"));
        assert_eq!((line(&query.root).as_str(), query.to_string().as_str()), (tree, printed), "{typed}");
        assert_eq!(Query::parse(printed).unwrap().root, query.root, "{printed}");
    }
}

#[test]
fn what_is_wrong_is_told_at_its_place() {
    for (typed, place, told) in [
        ("", "", "There is nothing to search for"),
        (" \t", " \t", "There is nothing to search for"),
        ("a & b", "&", "There is no letter or digit"),
        ("a \"\"", "\"\"", "There is no letter or digit"),
        ("a - b", "-", "There is no letter or digit"),
        ("a \"b c", "\"b c", "The quotation is not closed; write \""),
        ("é «b", "«b", "The quotation is not closed; write »"),
        ("(a (b)", "(", "The parenthesis is not closed"),
        ("a (", "(", "The parenthesis is not closed"),
        ("a) b", ")", "Nothing opens this parenthesis"),
        (")", ")", "Nothing opens this parenthesis"),
        ("a ( )", "( )", "There is nothing in the parentheses"),
        ("OR a", "OR", "There is nothing before OR"),
        ("a OR AND b", "OR", "There is nothing behind OR"),
        ("a AND", "AND", "There is nothing behind AND"),
        ("(a NEAR/5)", "NEAR/5", "There is nothing behind NEAR"),
        ("NEAR a", "NEAR", "There is nothing before NEAR"),
        ("(NOT)", "NOT", "There is nothing behind NOT"),
        ("*", "*", "There is no letter or digit"),
        ("a*b", "*", "A * stands only at the end"),
        ("*a", "*", "A * stands only at the end"),
        ("a**", "*", "A * stands only at the end"),
        ("lang:f*", "f*", "A * stands only at the end"),
        ("a NEAR/x b", "NEAR/x", "Write how many words"),
        ("a NEAR/1001 b", "NEAR/1001", "Write how many words"),
        ("a NEAR -b", "-b", "NEAR takes words"),
        ("lang:fr NEAR b", "lang:fr", "NEAR takes words"),
        ("a NEAR (b c)", "(b c)", "NEAR takes words"),
        ("a NEAR title:b", "title:b", "NEAR takes words"),
        ("a foo:b", "foo:", "There is no field foo: here; there are title:, source:,"),
        ("https://a.org", "https:", "There is no field https:"),
        ("title: a", "title:", "Write right behind title:"),
        ("a title:", "title:", "Write right behind title:"),
        ("title:(a NEAR b)", "NEAR", "In the parentheses of title:"),
        ("title:(a source:b)", "source:", "In the parentheses of title:"),
        ("lang:french", "french", "Write a language by its two letters"),
        ("date:may", "may", "Write a time as 2022"),
        ("date:2023..2022", "2023..2022", "Write a time as 2022"),
        ("date:(2022 OR x)", "x", "Write a time as 2022"),
        ("kind:verb", "verb", "The kinds of mention are"),
        ("actor:\" \"", "\" \"", "There is no letter or digit"),
    ] {
        let problem = Query::parse(typed).expect_err(typed);
        assert_eq!(problem.at.of(typed), place, "{typed}: {problem}");
        assert!(problem.to_string().starts_with(told), "{typed}: {problem}");
    }
}

#[test]
fn parentheses_go_only_so_deep() {
    for part in ["(", "-", "NOT "] {
        let typed = format!("{}a", part.repeat(1 << 16));
        assert!(Query::parse(&typed).unwrap_err().to_string().starts_with("This goes deeper"), "{part}");
    }
    let wide = "(a) ".repeat(1 << 14);
    assert!(matches!(Query::parse(&wide).unwrap().root, Node::And(nodes) if nodes.len() == 1 << 14));
}

/// Queries of all that a query may hold, most of them in order.
fn queries() -> impl Strategy<Value = String> {
    let parts = [
        "a",
        "Putin",
        "gas*",
        "\"a b\"",
        "\"a b\"*",
        "习近平",
        "É",
        "ﬁn",
        "AND",
        "OR",
        "NOT",
        "NEAR",
        "NEAR/3",
        "(",
        ")",
        "-",
        "title:",
        "date:2022",
        "date:2022-02..",
        "lang:fr",
        "actor:putin",
        "actor:\"a (b\"",
        "kind:role",
        "path:",
        "\"",
        "*",
        ":",
        "«",
        "»",
        "x:",
        "½",
        "İ",
        "ß",
        "ǰ",
        "क\u{93c}",
        "\u{301}",
        "：",
        "＂",
    ];
    let part = prop_oneof![8 => prop::sample::select(parts.to_vec()).prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from)];
    let gap = prop::sample::select(vec![" ", " ", ""]);
    prop::collection::vec((part, gap), 0..12).prop_map(|all| all.into_iter().map(|(part, gap)| part + gap).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn every_query_is_read_or_refused_and_printed_as_it_reads(typed in queries()) {
        match Query::parse(&typed) {
            Ok(query) => {
                let printed = query.to_string();
                let again = Query::parse(&printed).map(|query| query.root);
                prop_assert_eq!(again, Ok(query.root), "{}", printed);
            }
            Err(problem) => {
                let Span { start, end } = problem.at;
                prop_assert!(typed.get(start as usize..end as usize).is_some(), "{:?}", problem);
            }
        }
    }

    #[test]
    fn nothing_typed_does_harm(typed in any::<String>()) {
        let _ = Query::parse(&typed);
    }
}
