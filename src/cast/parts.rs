//! The parts of a name: given names, surname, and what stands between them.

use std::sync::OnceLock;

use toml::de::DeTable;

use super::facts::{equal_names, given_name, surnames};
use super::letters::field;
use super::script::Script;
use crate::text::{QuickSet, fold};

/// A name, taken apart. Parts are as written; words that a hyphen joins are parts of their own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Parts {
    /// The given names, in order.
    pub(crate) given: Vec<String>,
    /// The surname, or the only name; of several the last is the one that stands for all.
    pub(crate) surname: Vec<String>,
    /// Whether hyphens join the parts of the surname.
    pub(crate) hyphenated: bool,
    /// Whether the surname stands before the given names.
    pub(crate) first: bool,
    /// Whether the surname is surname and given name in one, with nothing to part them.
    pub(crate) whole: bool,
    /// What follows a name to tell bearers apart: "Jr", "XVI".
    pub(crate) suffix: Option<String>,
}

const TABLE: &str = include_str!("../../assets/names/parts.toml");

/// What the table of parts lists, folded.
#[derive(Debug, Default)]
struct Lists {
    particles: QuickSet<String>,
    first: QuickSet<String>,
    juniors: QuickSet<String>,
    seniors: QuickSet<String>,
}

impl Lists {
    /// The table, read at its first use.
    fn table() -> &'static Lists {
        static LISTS: OnceLock<Lists> = OnceLock::new();
        LISTS.get_or_init(|| {
            let table = DeTable::parse(TABLE).map(toml::Spanned::into_inner).unwrap_or_default();
            let words = |key: &str| field(&table, key).unwrap_or_default().split_whitespace().map(fold).collect();
            Lists {
                particles: words("particles"),
                first: words("first"),
                juniors: words("junior"),
                seniors: words("senior"),
            }
        })
    }
}

/// Whether a folded word belongs to the surname behind it.
pub(crate) fn is_particle(word: &str) -> bool {
    Lists::table().particles.contains(word)
}

/// Whether a folded word tells bearers of one name apart, as "Jr" and "II" do.
pub(crate) fn is_suffix(word: &str) -> bool {
    let word = word.trim_end_matches('.');
    let lists = Lists::table();
    lists.juniors.contains(word) || lists.seniors.contains(word) || is_numeral(word)
}

/// Whether two words that follow names tell the same of their bearers.
pub(crate) fn is_same_suffix(a: &str, b: &str) -> bool {
    let (a, b) = (a.trim_end_matches('.'), b.trim_end_matches('.'));
    let both = |list: &QuickSet<String>| list.contains(a) && list.contains(b);
    a == b || both(&Lists::table().juniors) || both(&Lists::table().seniors)
}

impl Parts {
    /// Takes `name` apart.
    pub(crate) fn of(name: &str) -> Parts {
        let words: Vec<&str> = name.split(|c: char| c.is_whitespace() || "·・=＝".contains(c)).collect();
        let mut words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty() && !is_post(word)).collect();
        if let [only] = words.as_slice() {
            return run_together(only);
        }
        let suffix = words.last().filter(|word| is_suffix(&fold(word))).map(|&word| word.to_owned());
        if suffix.is_some() {
            words.pop();
        }
        let at = surname_at(&words);
        let (given, surname) = words.split_at(at.min(words.len()));
        let (given, surname) =
            if stands_first(&words) { (words[1..].to_vec(), &words[..1]) } else { (given.to_vec(), surname) };
        Parts {
            given: given.iter().flat_map(|word| hyphens(word)).collect(),
            surname: surname.iter().flat_map(|word| hyphens(word)).collect(),
            hyphenated: surname.last().is_some_and(|word| hyphens(word).count() > 1 && !is_article(word)),
            first: stands_first(&words),
            whole: false,
            suffix,
        }
    }

    /// The surname's last part, folded.
    pub(crate) fn last(&self) -> String {
        self.surname.last().map(|word| fold(word)).unwrap_or_default()
    }
}

/// Where the surname begins: at the first particle, else behind the given names that are known as such.
fn surname_at(words: &[&str]) -> usize {
    if words.len() < 2 {
        return 0;
    }
    let folded: Vec<String> = words.iter().map(|word| fold(word)).collect();
    if let Some(at) = folded.iter().skip(1).position(|word| is_particle(word)) {
        return at + 1;
    }
    let more = folded[1..folded.len() - 1].iter().take_while(|word| is_initial(word) || given_name(word).is_some());
    1 + more.count()
}

/// Whether the surname is the first word, as in "Kim Jong-un", "Xi Jinping" and "Orbán Viktor".
fn stands_first(words: &[&str]) -> bool {
    let Some((first, rest)) = words.split_first().map(|(first, rest)| (fold(first), rest)) else { return false };
    let many = rest.len() == 2 || rest.iter().any(|word| word.contains('-'));
    let known = rest.iter().any(|word| given_name(&fold(word)).is_some_and(|_| !many));
    if let [last] = rest {
        let known = !equal_names(last).is_empty() && given_name(&fold(last)).is_some();
        if known && given_name(&first).is_none() && equal_names(&first).is_empty() && !words[0].ends_with('.') {
            return true;
        }
    }
    Lists::table().first.contains(&first)
        && !rest.is_empty()
        && rest.len() < 3
        && !known
        && (many || given_name(&first).is_none())
}

/// The parts of a name that is one word: of a Chinese or Korean one the first character is the surname.
fn run_together(word: &str) -> Parts {
    let letters = word.chars().count();
    let script = Script::of_text(word);
    let split = match (script, letters) {
        (Script::Han | Script::Hangul, 2 | 3) => 1,
        (Script::Han, 4) => 2,
        _ => 0,
    };
    let at = word.char_indices().nth(split).map_or(0, |(at, _)| at);
    let (surname, given) = word.split_at(at);
    if split == 0 || !surnames(word).is_empty() {
        return Parts { surname: hyphens(word).collect(), hyphenated: word.contains('-'), ..Parts::default() };
    }
    Parts { given: vec![given.to_owned()], surname: vec![surname.to_owned()], first: true, ..Parts::default() }
}

fn hyphens(word: &str) -> impl Iterator<Item = String> {
    word.split(['-', '‐', '‑', '־']).filter(|part| !part.is_empty()).map(str::to_owned)
}

/// Whether a hyphenated word is a particle and a name: "al-Assad".
fn is_article(word: &str) -> bool {
    hyphens(word).next().is_some_and(|first| is_particle(&fold(&first)))
}

/// Whether a word tells what someone is, and no name: "Frp-leder".
fn is_post(word: &str) -> bool {
    let mut parts = word.split('-');
    let capital = parts.next().is_some_and(|part| part.starts_with(char::is_uppercase));
    let small = |part: &str| part.chars().count() > 3 && part.starts_with(char::is_lowercase);
    capital && parts.next_back().is_some_and(small)
}

/// Whether a word is one letter, or letters with dots: "W.", "J.R.".
pub(crate) fn is_initial(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    letters == 1 || (letters < 4 && word.matches('.').count() >= letters)
}

fn is_numeral(word: &str) -> bool {
    word.len() > 1 && word.len() < 7 && word.chars().all(|c| "ivx".contains(c))
}

#[cfg(test)]
mod tests {
    use super::Parts;

    #[test]
    fn names_come_apart_where_their_surname_begins() {
        for (name, given, surname) in [
            ("Vladimir Putin", "Vladimir", "Putin"),
            ("Kassym-Jomart Tokayev", "Kassym Jomart", "Tokayev"),
            ("Ursula von der Leyen", "Ursula", "von der Leyen"),
            ("Juan Carlos Rodríguez Ibarra", "Juan Carlos", "Rodríguez Ibarra"),
            ("Dominique Strauss-Kahn", "Dominique", "Strauss Kahn"),
            ("Bashar al-Assad", "Bashar", "al Assad"),
            ("George W. Bush", "George W.", "Bush"),
            ("Kim Jong-un", "Jong un", "Kim"),
            ("Kim Jong Un", "Jong Un", "Kim"),
            ("Kim Kardashian", "Kim", "Kardashian"),
            ("Orbán Viktor", "Viktor", "Orbán"),
            ("Xi Jinping", "Jinping", "Xi"),
            ("Donald Trump Jr.", "Donald", "Trump"),
            ("Benedict XVI", "", "Benedict"),
            ("Trump", "", "Trump"),
            ("邓小平", "小平", "邓"),
            ("克林顿", "", "克林顿"),
            ("弗拉基米尔·普京", "弗拉基米尔", "普京"),
            ("Frp-leder Siv Jensen", "Siv", "Jensen"),
        ] {
            let parts = Parts::of(name);
            assert_eq!(
                (parts.given.join(" "), parts.surname.join(" ")),
                (given.to_owned(), surname.to_owned()),
                "{name}"
            );
        }
    }
}
