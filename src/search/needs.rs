//! Which words an article has to have so that a query may hold of it: by these an index tells which articles are worth
//! being looked at.

use super::abroad::Abroad;
use super::node::{Field, Node};
use super::term::{Part, Term, words};

/// What an article has to have so that a query may hold of it, as far as single words tell.
#[derive(Debug)]
pub enum Needs {
    /// Nothing that can be told.
    Anything,
    /// This word, in one of the ways to write it.
    Word(Needle),
    /// All of these.
    All(Vec<Needs>),
    /// One of these.
    OneOf(Vec<Needs>),
}

/// A word that an article has to have.
#[derive(Debug)]
pub struct Needle {
    /// The word, folded.
    pub text: String,
    /// Whether it is only the beginning of one.
    pub prefix: bool,
    abroad: Option<Abroad>,
}

/// The longest key of a word, in bytes: what is longer is known by its beginning.
const LONGEST: usize = 60;

impl Needs {
    /// What a part of a query needs.
    pub fn of(node: &Node) -> Needs {
        match node {
            Node::And(nodes) => Needs::all(nodes.iter().map(Needs::of)),
            Node::Or(nodes) => Needs::one_of(nodes.iter().map(Needs::of)),
            Node::Near(near) => {
                let chain = std::iter::once(&*near.first).chain(near.rest.iter().map(|(_, node)| node));
                Needs::all(chain.map(Needs::of))
            }
            Node::Words(term) | Node::In(Field::Title, term) => Needs::term(term),
            _ => Needs::Anything,
        }
    }

    fn term(term: &Term) -> Needs {
        let last = term.words.len().saturating_sub(1);
        let needle = |(n, word): (usize, &String)| {
            let prefix = term.prefix && n == last;
            Needs::Word(Needle { text: word.clone(), prefix, abroad: Abroad::of(word, prefix) })
        };
        Needs::all(term.words.iter().enumerate().map(needle))
    }

    fn all(needs: impl Iterator<Item = Needs>) -> Needs {
        let told: Vec<Needs> = needs.filter(|needs| !matches!(needs, Needs::Anything)).collect();
        if told.is_empty() { Needs::Anything } else { Needs::All(told) }
    }

    fn one_of(needs: impl Iterator<Item = Needs>) -> Needs {
        let all: Vec<Needs> = needs.collect();
        if all.iter().any(|needs| matches!(needs, Needs::Anything)) { Needs::Anything } else { Needs::OneOf(all) }
    }
}

impl Needle {
    /// The keys that an article has in which it stands as it is written: all of these, the last of which may be only the
    /// beginning of one.
    pub fn written(&self) -> (Vec<String>, bool) {
        let keys: Vec<String> = keys_of(&self.text).map(str::to_owned).collect();
        let unparted = self.text.chars().next().is_some_and(|c| Part::of(c) == Part::Unparted);
        // The last of a pair is followed by something else.
        let single = unparted && keys.len() == 1;
        let keys = if unparted && !single { keys.into_iter().rev().skip(1).collect() } else { keys };
        let cut = keys.first().is_some_and(|key| key.len() < self.text.len() && !unparted);
        (keys, single || (self.prefix && !unparted) || cut)
    }

    /// Where the keys of other ways to write it begin; `None` where there are none.
    pub fn elsewhere(&self) -> Option<&'static str> {
        // Folded Latin letters come before all others.
        self.abroad.as_ref().map(|abroad| if abroad.is_latin() { "\u{250}" } else { "" })
    }

    /// Whether a key is another way to write it, or a part of one that is written without blanks.
    pub fn is_written_so(&self, key: &str) -> bool {
        self.abroad.as_ref().is_some_and(|abroad| match key.chars().next().map(Part::of) {
            Some(Part::Letter) => key.len() >= LONGEST || abroad.at(key, 0).is_some(),
            Some(Part::Unparted) => abroad.may_hold(key),
            Some(Part::Gap) | None => false,
        })
    }
}

/// The keys of all words of a folded text: each word by itself; of what is written without blanks each letter with the
/// next, and the last.
pub fn keys(folded: &str) -> impl Iterator<Item = &str> {
    words(folded).flat_map(keys_of)
}

fn keys_of(word: &str) -> impl Iterator<Item = &str> {
    let unparted = word.chars().next().is_some_and(|c| Part::of(c) == Part::Unparted);
    let whole = (!unparted).then(|| word.get(..word.floor_char_boundary(LONGEST)).unwrap_or(word));
    let starts = unparted.then(|| word.char_indices());
    let pair = |(at, _)| {
        let rest = word.get(at..).unwrap_or_default();
        let end = rest.char_indices().nth(2).map_or(rest.len(), |(end, _)| end);
        rest.get(..end).unwrap_or_default()
    };
    whole.into_iter().chain(starts.into_iter().flatten().map(pair))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::cast::Cast;
    use crate::marks::Marks;
    use crate::search::{Matcher, Query, Read, Subject};
    use crate::text::fold;

    /// Whether an article with this text may be one of which a query holds.
    fn may_hold(typed: &str, text: &str) -> bool {
        let keys: Vec<String> = keys(&fold(text)).map(str::to_owned).collect();
        has(&Needs::of(&Query::parse(typed).unwrap().root), &keys)
    }

    fn has(needs: &Needs, keys: &[String]) -> bool {
        match needs {
            Needs::Anything => true,
            Needs::All(all) => all.iter().all(|needs| has(needs, keys)),
            Needs::OneOf(all) => all.iter().any(|needs| has(needs, keys)),
            Needs::Word(needle) => {
                let (written, prefix) = needle.written();
                let last = written.len().saturating_sub(1);
                let is_there = |(n, own): (usize, &String)| {
                    let is = |key: &String| if prefix && n == last { key.starts_with(own) } else { key == own };
                    keys.iter().any(is)
                };
                let is_elsewhere = |key: &String, from: &str| key.as_str() >= from && needle.is_written_so(key);
                written.iter().enumerate().all(is_there)
                    || needle.elsewhere().is_some_and(|from| keys.iter().any(|key| is_elsewhere(key, from)))
            }
        }
    }

    proptest! {
        #[test]
        fn what_a_query_holds_of_has_its_words(
            query in prop::collection::vec((word(), 0..6_u8), 1..4),
            text in prop::collection::vec((word(), 0..4_u8), 0..12),
        ) {
            let part = |(word, how): &(String, u8)| match how {
                0 => format!("{word}*"),
                1 => format!("OR {word}"),
                2 => format!("\"{word} {word}\""),
                3 => format!("NEAR/3 {word}"),
                4 => format!("title:{word}"),
                _ => word.clone(),
            };
            let typed = query.iter().map(part).collect::<Vec<_>>().join(" ");
            let Ok(query) = Query::parse(&typed) else { return Ok(()) };
            let between = |(word, how): &(String, u8)| format!("{word}{}", [" ", ", ", "", "\n\n"][usize::from(*how)]);
            let text: String = text.iter().map(between).collect();
            let Ok(article) = crate::article::read(text.as_bytes(), "a.txt") else { return Ok(()) };
            let subject =
                Subject { name: "", read: Read::Article(&article), mentions: &Vec::new, marks: &Marks::default };
            let holds = Matcher::new(&query, &Cast::default()).unwrap().find(subject).is_some();
            let indexed = format!("{}\n{}", article.title, article.text);
            prop_assert!(!holds || may_hold(&typed, &indexed), "{typed} in {text:?}");
        }
    }

    fn word() -> impl Strategy<Value = String> {
        let words = "gas Gas price prix été l'été putin Poutine Путин путина Лукашенко lukashenko 習近平 習 近 近平 普京 プーチン \
             弗拉基米尔·普京 ปูติน 푸틴 tokayev Токаев x 83,5 nuclear";
        prop::sample::select(words.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn articles_that_may_hold_a_query_have_its_words() {
        for (typed, text, may) in [
            ("gas price", "The price of GAS.", true),
            ("gas price", "The price of oil.", false),
            ("\"gas price\"", "price, gas", true),
            ("gas OR oil", "oil", true),
            ("gas OR oil", "coal", false),
            ("gas -price", "gas and price", true),
            ("minist*", "the Ministère", true),
            ("minist", "the ministère", false),
            ("gas NEAR/5 price", "gas", false),
            ("title:gas", "none", false),
            ("lang:fr", "none", true),
            ("lukashenko", "приехал Лукашенко", true),
            ("lukashenko", "приехал Кузнецов", false),
            ("習近平", "說習近平來", true),
            ("習近平", "習近說近平", true),
            ("習近平", "習平", false),
            ("習", "學習", true),
            ("習", "習學", true),
        ] {
            assert_eq!(may_hold(typed, text), may, "{typed} in {text}");
        }
    }
}
