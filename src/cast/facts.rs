//! What is known of names in general: surnames and given names across languages, and which words are given names.

use memchr::memmem;

use super::Gender;
use crate::text::fold;

const SURNAMES: &str = include_str!("../../assets/surnames.txt");
const EQUAL_NAMES: &str = include_str!("../../assets/equal_names.txt");
const GIVEN_NAMES: &str = include_str!("../../assets/given_names.txt");

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

/// How a surname is written elsewhere, as far as it is well known.
pub(crate) fn surnames(word: &str) -> Vec<&'static str> {
    forms(SURNAMES, word)
}

/// Given names that may be the same person's as `word`.
pub(crate) fn equal_names(word: &str) -> Vec<&'static str> {
    forms(EQUAL_NAMES, word)
}

/// Who bears the given name `word`, which is folded; `None` where it is none that is known.
pub(crate) fn given_name(word: &str) -> Option<Bearer> {
    let (mut low, mut high) = (0, GIVEN_NAMES.len());
    while low < high {
        let middle = line_start(GIVEN_NAMES, usize::midpoint(low, high));
        let line = GIVEN_NAMES.get(middle..).and_then(|rest| rest.lines().next()).unwrap_or("");
        let (name, bearer) = line.rsplit_once(' ').unwrap_or((line, ""));
        match name.as_bytes().cmp(word.as_bytes()) {
            _ if line.starts_with('#') => low = middle + line.len() + 1,
            std::cmp::Ordering::Less => low = middle + line.len() + 1,
            std::cmp::Ordering::Greater => high = middle,
            std::cmp::Ordering::Equal => return Some(bearer_of(bearer)),
        }
    }
    None
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

/// The words of all lines of `table` that hold `word`, as written or folded.
fn forms(table: &'static str, word: &str) -> Vec<&'static str> {
    let mut found = Vec::new();
    let lower = word.to_lowercase();
    let folded = fold(&lower);
    for word in [&lower, &folded] {
        for at in memmem::find_iter(table.as_bytes(), word.as_bytes()) {
            let alone = is_blank(table, at.checked_sub(1)) && is_blank(table, Some(at + word.len()));
            let line = table.get(line_start(table, at)..).and_then(|rest| rest.lines().next());
            let line = line.filter(|line| alone && !line.starts_with('#'));
            found.extend(line.into_iter().flat_map(|line| line.split(' ')));
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn is_blank(table: &str, at: Option<usize>) -> bool {
    let byte = at.and_then(|at| table.as_bytes().get(at));
    byte.is_none_or(u8::is_ascii_whitespace)
}

#[cfg(test)]
mod tests {
    use super::{Bearer, GIVEN_NAMES, equal_names, given_name, surnames};
    use crate::text::fold;

    #[test]
    fn given_names_are_found_with_who_bears_them() {
        assert_eq!(given_name("angela"), Some(Bearer::Woman));
        assert_eq!(given_name("дональд"), Some(Bearer::Man));
        assert_eq!(given_name("zyxwv"), None);
        for line in GIVEN_NAMES.lines().filter(|line| !line.starts_with('#')) {
            let name = line.rsplit_once(' ').expect("a name and its mark").0;
            assert!(given_name(name).is_some(), "{name} is out of order");
            assert_eq!(fold(name), name);
        }
    }

    #[test]
    fn names_are_known_across_languages() {
        assert!(equal_names("Wladimir").contains(&"володимир"));
        assert!(surnames("Путин").contains(&"普京"));
        assert!(surnames("zzz").is_empty());
    }
}
