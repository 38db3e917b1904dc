//! What is known of names in general: surnames and given names across languages, and which words are given names.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::{LazyLock, OnceLock};

use memchr::memmem;

use super::Gender;
use super::script::Script;
use crate::text::{QuickSet, WordMap, fold};

const SURNAMES: &str = include_str!("../../assets/names/surnames.tsv");
const EQUAL_NAMES: &str = include_str!("../../assets/names/given.tsv");
const SHORT_NAMES: &str = include_str!("../../assets/names/short.txt");
const FULL_NAMES: &str = include_str!("../../assets/names/full.tsv");
/// The lists of given names, the first of which is right where they differ.
const GIVEN_NAMES: [&str; 2] = [include_str!("../../assets/given.txt"), include_str!("../../assets/names/list.txt")];

/// A given name of the world: the genders that bear it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bearer {
    /// Men.
    Man,
    /// Women.
    Woman,
    /// Either.
    Anyone,
}

impl Bearer {
    /// Whether someone of `gender` may bear it.
    pub(crate) fn may_be(self, gender: Option<Gender>) -> bool {
        match gender {
            Some(Gender::Masculine) => self != Bearer::Woman,
            Some(Gender::Feminine) => self != Bearer::Man,
            _ => true,
        }
    }
}

/// How a surname is written elsewhere, as far as it is well known; words of one spelling are joined by `_`.
pub(crate) fn surnames(word: &str) -> Vec<&'static str> {
    forms(SURNAMES, word)
}

/// Whether `word`, as it is written, is a well-known surname.
pub(crate) fn is_surname(word: &str) -> bool {
    static KNOWN: LazyLock<QuickSet<&'static str>> = LazyLock::new(|| {
        let lines = SURNAMES.lines().filter(|line| !line.starts_with('#'));
        lines.flat_map(|line| line.rsplit('\t').next().unwrap_or_default().split(' ')).collect()
    });
    KNOWN.contains(word)
}

/// Given names that may be the same person's as `word`.
pub(crate) fn equal_names(word: &str) -> Vec<&'static str> {
    let mut found = forms(EQUAL_NAMES, word);
    let short: Vec<&str> = forms(SHORT_NAMES, &fold(word));
    found.extend(short.iter().flat_map(|name| forms(EQUAL_NAMES, name)).chain(short.iter().copied()));
    found
}

/// How a name of several words is written elsewhere, as far as it is well known as a whole.
pub(crate) fn full_names(name: &str) -> Vec<&'static str> {
    forms(FULL_NAMES, &name.replace(' ', "_"))
}

thread_local! {
    /// Who bears the words that this thread has asked about lately, for the same ones come again and again.
    static ASKED: RefCell<WordMap<Box<str>, Option<Bearer>>> = RefCell::default();
}

/// How many of them are kept; then it begins anew.
const MOST_ASKED: usize = 4096;

/// Who bears the given name `word`, which is folded; `None` where it is none that is known.
pub(crate) fn given_name(word: &str) -> Option<Bearer> {
    if let Some(known) = ASKED.with_borrow(|asked| asked.get(word).copied()) {
        return known;
    }
    let bearer = bearer_in_lists(word);
    ASKED.with_borrow_mut(|asked| {
        if asked.len() >= MOST_ASKED {
            asked.clear();
        }
        asked.insert(word.into(), bearer);
    });
    bearer
}

/// The same, looked up.
fn bearer_in_lists(word: &str) -> Option<Bearer> {
    let mark = |line: &'static str| line.split(' ').nth(1).map(bearer_of);
    let [corrected, list] = GIVEN_NAMES;
    let listed = line_in(list, word).and_then(mark).or_else(|| written_elsewhere().get(word).copied())?;
    Some(line_in(corrected, word).and_then(mark).unwrap_or(listed))
}

/// The line of `word` in a list that is sorted.
fn line_in(list: &'static str, word: &str) -> Option<&'static str> {
    let (mut low, mut high) = (0, list.len());
    while low < high {
        let middle = line_start(list, usize::midpoint(low, high));
        let line = list.get(middle..).and_then(|rest| rest.lines().next()).unwrap_or("");
        let name = line.split(' ').next().unwrap_or("");
        match name.as_bytes().cmp(word.as_bytes()) {
            _ if line.starts_with('#') => low = middle + line.len() + 1,
            std::cmp::Ordering::Less => low = middle + line.len() + 1,
            std::cmp::Ordering::Greater => high = middle,
            std::cmp::Ordering::Equal => return Some(line),
        }
    }
    None
}

/// Given names as other languages write them, folded, in scripts whose capitals tell them from words.
fn written_elsewhere() -> &'static HashMap<String, Bearer> {
    static NAMES: OnceLock<HashMap<String, Bearer>> = OnceLock::new();
    NAMES.get_or_init(|| {
        let mut names: HashMap<String, Bearer> = HashMap::new();
        for line in EQUAL_NAMES.lines().filter(|line| !line.starts_with('#')) {
            let (mark, spellings) = line.split_once('\t').unwrap_or_default();
            let bearer = bearer_of(mark);
            let single = spellings.split(' ').filter(|name| !name.contains('_'));
            for name in single.filter(|name| Script::of_text(name).has_capitals()) {
                let known = names.entry(fold(name)).or_insert(bearer);
                if *known != bearer {
                    *known = Bearer::Anyone;
                }
            }
        }
        names
    })
}

fn bearer_of(mark: &str) -> Bearer {
    match mark {
        "m" => Bearer::Man,
        "f" => Bearer::Woman,
        _ => Bearer::Anyone,
    }
}

/// The start of the line that holds the byte at `at`.
fn line_start(text: &str, at: usize) -> usize {
    memchr::memrchr(b'\n', text.as_bytes().get(..at).unwrap_or_default()).map_or(0, |newline| newline + 1)
}

/// The spellings on all lines of `table` that hold `word`, whatever its case and accents.
fn forms(table: &'static str, word: &str) -> Vec<&'static str> {
    let folded = fold(word);
    let mut found = Vec::new();
    for at in places(table, word, &folded) {
        let line = table.get(line_start(table, at)..).and_then(|rest| rest.lines().next()).unwrap_or("");
        let spellings = line.rsplit('\t').next().unwrap_or("").split(' ');
        if !line.starts_with('#') && spellings.clone().any(|spelling| fold(spelling) == folded) {
            found.extend(spellings);
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Where `word` may stand in `table`: as it is written, or folded, with a capital.
fn places(table: &'static str, word: &str, folded: &str) -> Vec<usize> {
    let capital = |word: &str| -> String {
        let mut letters = word.chars();
        letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
    };
    let mut ways = vec![word.to_owned(), capital(folded)];
    ways.sort_unstable();
    ways.dedup();
    let ways = ways.iter().filter(|way| !way.is_empty());
    ways.flat_map(|way| memmem::find_iter(table.as_bytes(), way.as_bytes()).collect::<Vec<_>>()).collect()
}

#[cfg(test)]
mod tests {
    use super::{Bearer, GIVEN_NAMES, equal_names, full_names, given_name, line_in, surnames};
    #[test]
    fn given_names_are_found_with_who_bears_them() {
        assert_eq!(given_name("angela"), Some(Bearer::Woman));
        assert_eq!(given_name("дональд"), Some(Bearer::Man));
        assert_eq!(given_name("zyxwv"), None);
        for list in GIVEN_NAMES {
            for line in list.lines().filter(|line| !line.starts_with('#')) {
                let name = line.split(' ').next().expect("a name");
                assert!(line_in(list, name).is_some(), "{name} is out of order");
            }
        }
    }

    #[test]
    fn names_are_known_across_languages() {
        assert!(equal_names("Wladimir").contains(&"Володимир"));
        assert!(equal_names("Bill").contains(&"Уильям"));
        assert!(surnames("Путин").contains(&"普京"));
        assert!(full_names("Xi Jinping").contains(&"习近平"));
        assert!(surnames("zzz").is_empty());
        assert!(super::is_surname("Макрон") && super::is_surname("Macron") && !super::is_surname("macron"));
    }
}
