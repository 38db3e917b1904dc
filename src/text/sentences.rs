//! Where sentences end.

use std::collections::HashSet;
use std::sync::LazyLock;

use serde::Deserialize;

use super::Span;

/// The sentences of `span` of `text` in order, without blanks at their ends; together they hold all of it that is not
/// blank. It takes linear time.
pub fn sentences(text: &str, span: Span) -> impl Iterator<Item = Span> {
    let passage = span.of(text);
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = passage.get(at..)?;
        let start = at + (rest.len() - rest.trim_start().len());
        let sentence = passage.get(start..)?;
        if sentence.is_empty() {
            return None;
        }
        let len = first_len(sentence);
        at = start + len;
        let origin = span.start as usize + start;
        let shown = sentence.get(..len).unwrap_or("").trim_end();
        Some(Span::new(origin, origin + shown.len()))
    })
}

/// The length of the first sentence of `text`, in bytes.
fn first_len(text: &str) -> usize {
    let mut at = 0;
    while let Some((stop, c)) = text.get(at..).and_then(|rest| rest.char_indices().find(|&(_, c)| is_stop(c))) {
        let stop = at + stop;
        let end = stop + stop_len(text.get(stop..).unwrap_or(""));
        let (before, behind) = (text.get(..stop).unwrap_or(""), text.get(end..).unwrap_or(""));
        let single = end == stop + c.len_utf8() && c == '.';
        if ends(c, before, behind) && !(single && is_abbreviation(before, behind)) {
            return end;
        }
        at = end;
    }
    text.len()
}

fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '؟' | '۔' | '։' | '।' | '።') || is_wide_stop(c)
}

/// Whether `c` ends a sentence in a script that has no spaces.
fn is_wide_stop(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '｡' | '．')
}

/// The length of the stop that `text` begins with: all its marks, and the quotes and brackets that it closes.
fn stop_len(text: &str) -> usize {
    let mut end = 0;
    loop {
        let rest = text.get(end..).unwrap_or("");
        let marks = len_while(rest, |c| is_stop(c) || is_closing(c));
        let spaced = marks + len_while(rest.get(marks..).unwrap_or(""), char::is_whitespace);
        end += marks;
        // A stop or a closing mark may be set apart by a space: "Non ! »", ". ." where something was cut out.
        let apart = text.get(end + spaced - marks..).unwrap_or("");
        let next = apart.chars().next().filter(|&c| is_stop(c) || matches!(c, '»' | '”' | ')' | ']'));
        match next {
            Some(c) if !apart.get(c.len_utf8()..).is_some_and(|a| a.starts_with(char::is_alphanumeric)) => {
                end += spaced - marks;
            }
            _ => return end,
        }
    }
}

fn len_while(text: &str, is: impl Fn(char) -> bool) -> usize {
    text.find(|c| !is(c)).unwrap_or(text.len())
}

fn is_closing(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | '»' | '›' | '“' | ')' | ']' | '}' | '」' | '』' | '）' | '】' | '》')
}

fn is_opening(c: char) -> bool {
    matches!(c, '"' | '\'' | '“' | '‘' | '«' | '‹' | '„' | '‚' | '»' | '(' | '[' | '—' | '–' | '-' | '¿' | '¡')
}

/// Whether a sentence can have ended between `before` its stop and `behind` it.
fn ends(stop: char, before: &str, behind: &str) -> bool {
    let spaced = behind.starts_with(char::is_whitespace);
    let next = behind.trim_start().trim_start_matches(|c: char| is_opening(c) || c.is_whitespace()).chars().next();
    match next {
        None => true,
        _ if is_wide_stop(stop) => true,
        Some(next) => spaced && !next.is_lowercase() && next != ',' && !is_numbering(before),
    }
}

/// Whether `sentence` is no more than the number of a paragraph.
fn is_numbering(sentence: &str) -> bool {
    sentence.len() <= 4 && sentence.chars().all(|c| c.is_ascii_digit())
}

/// Whether the full stop between `before` and `behind` belongs to the word before it.
fn is_abbreviation(before: &str, behind: &str) -> bool {
    let word = last_word(before);
    let behind = behind.trim_start().trim_start_matches(is_opening);
    let next = first_word(behind);
    if is_dotted(word) || is_single(word, char::is_uppercase) {
        return is_initial(behind) || !WORDS.openers.contains(next);
    }
    let lower = word.to_lowercase();
    WORDS.names.contains(&lower)
        || (WORDS.places.contains(&lower) && !ends_in_number(before, word))
        || (is_single(word, char::is_lowercase) && is_initial(behind))
        || (next.starts_with(|c: char| c.is_ascii_digit()) && WORDS.numbers.contains(&lower))
        || (is_ordinal(word) && WORDS.ordinals.contains(next))
}

/// Whether there is a number in front of `word`, with which `before` ends.
fn ends_in_number(before: &str, word: &str) -> bool {
    before.strip_suffix(word).is_some_and(|rest| rest.trim_end().ends_with(|c: char| c.is_ascii_digit()))
}

/// Whether `word` is one of those that are abbreviated letter by letter: "U.S", "z.B", "J.-C".
fn is_dotted(word: &str) -> bool {
    word.contains('.') && word.split(['.', '-']).all(|part| part.chars().count() <= 2)
}

fn is_single(word: &str, is: impl Fn(char) -> bool) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(is) && chars.next().is_none()
}

fn is_ordinal(word: &str) -> bool {
    matches!(word.len(), 1 | 2) && word.bytes().all(|b| b.is_ascii_digit())
}

/// Whether `text` begins with a capital and a full stop.
fn is_initial(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(char::is_uppercase) && chars.next() == Some('.')
}

/// The longest word that is looked at, in characters; no abbreviation is longer.
const LONGEST: usize = 12;

/// The end of `text` back to a blank or an opening mark; of a word that is too long, its end.
fn last_word(text: &str) -> &str {
    let ends = |c: char| c.is_whitespace() || is_opening(c) && c != '-';
    let len = text.chars().rev().take(LONGEST).take_while(|&c| !ends(c)).map(char::len_utf8).sum::<usize>();
    text.get(text.len() - len..).unwrap_or("")
}

fn first_word(text: &str) -> &str {
    text.get(..len_while(text, char::is_alphanumeric)).unwrap_or("")
}

/// The words of all languages, as `assets/sentences.toml` explains them.
#[derive(Default)]
struct Words {
    names: HashSet<String>,
    places: HashSet<String>,
    numbers: HashSet<String>,
    ordinals: HashSet<String>,
    openers: HashSet<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Table {
    names: String,
    places: String,
    numbers: String,
    ordinals: String,
    openers: String,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let tables: std::collections::BTreeMap<String, Table> =
        toml::from_str(include_str!("../../assets/sentences.toml")).unwrap_or_default();
    let mut words = Words::default();
    for table in tables.values() {
        words.names.extend(table.names.split_whitespace().map(str::to_lowercase));
        words.places.extend(table.places.split_whitespace().map(str::to_lowercase));
        words.numbers.extend(table.numbers.split_whitespace().map(str::to_lowercase));
        words.ordinals.extend(table.ordinals.split_whitespace().map(str::to_owned));
        words.openers.extend(table.openers.split_whitespace().map(str::to_owned));
    }
    words
});

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Span, sentences};

    #[test]
    fn sentences_end_where_a_reader_would_say() {
        for marked in [
            "Il est venu.|Il a vu.",
            "M. Poutine a reçu Mme. Le Pen et V. V. Jirinovski.|Puis rien.",
            "Mr. Putin met Gen. Miller in the U.S. Senate in St. Louis.|He left.",
            "He lives in the U.S.|The house is big.",
            "Das kostet z.B. Geld, d.h. am 3. Mai.|Dann z. B. Autos.",
            "Er ist 42.|Sie ist 3.5 Meter groß.",
            "Это было в 2022 году, т.е. давно.|В г. Минске у им. Ленина.",
            "Он приехал в 2022 г.|Президент его принял.",
            "«Нет!» — сказал он.|Потом ушёл.",
            "« Non ! » dit-il.|« Oui. »|Elle partit.",
            "“Il n’y a rien ici : d’abord”, a-t-il dit.|“Ils ont [ . . . ] convenu.”|Rien.",
            "rejoindre l’union. .|“J’ai apprécié”, a-t-il dit.",
            "Quoi ?|Rien…|Si.|Ah... bon.",
            "To jest gen. Kowalski z ul. Długiej, tzw. bohater.|Koniec.",
            "Bu Dr. Aydın.|O geldi.",
            "Ол Астанаға келді.|Содан кейін кетті.",
            "习近平说：「好。」|普京走了！|真的？",
            "هل جاء بوتين؟|نعم، جاء.",
            "كيف؟|جاء۔|وراح",
            "1. Le premier point.|2. Le second.",
            "See no. 5 and fig. 3 on Jan. 6.|Done.",
            "Booking.com et 3.14 et a.b",
            "(Il rit.)|Il part.",
            "Wir gewannen.|„Ja.“|Er lachte.",
        ] {
            let text = marked.replace('|', " ");
            let found: Vec<_> = sentences(&text, Span::new(0, text.len())).map(|s| s.of(&text)).collect();
            let joined = found.join("|");
            assert_eq!(joined, marked);
        }
    }

    #[test]
    fn a_megabyte_of_stops_takes_no_time() {
        for text in [". ".repeat(500_000), "1.".repeat(500_000), "a. ".repeat(300_000), "?".repeat(1 << 20)] {
            assert!(sentences(&text, Span::new(0, text.len())).count() > 0);
        }
    }

    fn hostile() -> impl Strategy<Value = String> {
        let odd = prop::sample::select("aB. .!?…»«\"' \n\u{a0}3,。？「」)(т.е؟é".chars().collect::<Vec<_>>());
        prop::collection::vec(prop_oneof![9 => odd, 1 => any::<char>()], 0..60).prop_map(|v| v.into_iter().collect())
    }

    proptest! {
        #[test]
        fn sentences_hold_all_that_is_not_blank(text in hostile()) {
            let mut at = 0;
            for span in sentences(&text, Span::new(0, text.len())) {
                prop_assert!(Span::new(at, span.start as usize).of(&text).trim().is_empty());
                prop_assert!(!span.of(&text).is_empty());
                prop_assert_eq!(span.of(&text), span.of(&text).trim());
                at = span.end as usize;
            }
            prop_assert!(Span::new(at, text.len()).of(&text).trim().is_empty());
        }
    }
}
