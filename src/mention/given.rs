//! The gender of given names.
//!
//! `assets/names/list.txt` is a list, sorted by bytes, of names in small letters without accents and their gender:
//! `m`, `f`, or `x` where both bear it. `assets/given.txt`, written the same way, goes before it: names that the list
//! lacks or is unsure of, and languages whose use differs (`andrea f it:m`).

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::grammar::Genders;
use crate::text::Language;

/// The lists, the first of which is right where they differ.
const LISTS: [&str; 2] = [include_str!("../../assets/given.txt"), include_str!("../../assets/names/list.txt")];

/// The genders that bear this given name in `language`; `None` where it is in no list.
pub(super) fn genders(name: &str, language: Option<Language>) -> Option<Genders> {
    let key = key(name);
    line(&key).or_else(|| declined(&key)).map(|line| read(line, language))
}

/// The name in small letters; a Latin one without its accents.
fn key(name: &str) -> String {
    let small = name.chars().flat_map(char::to_lowercase);
    if !name.contains(|c: char| c.is_ascii_alphabetic()) {
        return small.collect();
    }
    let bare = small.nfd().filter(|c| !is_combining_mark(*c));
    bare.map(|c| match c {
        'ł' => 'l',
        'ø' => 'o',
        'ı' => 'i',
        c => c,
    })
    .collect()
}

/// The line of a name that carries a case ending of a Slavic language, which replaces nothing or one vowel.
fn declined(key: &str) -> Option<&'static str> {
    let (at, last) = key.char_indices().next_back()?;
    if key.len() < 8 || !"аеиіоуыюяa".contains(last) {
        return None;
    }
    let stem = key.get(..at)?;
    ["", "а", "й", "я"].iter().find_map(|ending| line(&format!("{stem}{ending}")))
}

/// The line of `key` in the lists.
fn line(key: &str) -> Option<&'static str> {
    LISTS.iter().find_map(|list| line_in(list, key))
}

/// The line of `key`, by halving the list.
fn line_in(list: &'static str, key: &str) -> Option<&'static str> {
    let (mut low, mut high) = (0, list.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let start = before(list, middle);
        let end = list.as_bytes().iter().skip(middle).position(|b| *b == b'\n').map_or(list.len(), |at| middle + at);
        let line = list.get(start..end)?;
        let (name, _) = line.split_once(' ')?;
        match name.cmp(key) {
            std::cmp::Ordering::Equal => return Some(line),
            std::cmp::Ordering::Less => low = end + 1,
            std::cmp::Ordering::Greater => high = start,
        }
    }
    None
}

/// Where the line begins that holds the byte at `at`.
fn before(list: &str, at: usize) -> usize {
    list.as_bytes().iter().take(at).rposition(|b| *b == b'\n').map_or(0, |newline| newline + 1)
}

fn read(line: &str, language: Option<Language>) -> Genders {
    let mut parts = line.split(' ').skip(1);
    let general = parts.next().unwrap_or("x");
    let code = language.as_ref().map_or("", Language::code);
    let own = parts.filter_map(|part| part.split_once(':')).find(|(of, _)| *of == code);
    match own.map_or(general, |(_, genders)| genders) {
        "m" => Genders::M,
        "f" => Genders::F,
        _ => Genders::ANY,
    }
}

#[cfg(test)]
mod tests {
    use super::{Genders, LISTS, genders};
    use crate::text::Language;

    #[test]
    fn the_lists_are_sorted() {
        for list in LISTS {
            let names: Vec<&str> = list.lines().filter_map(|line| line.split(' ').next()).collect();
            assert!(names.len() > 1_000 && names.is_sorted());
        }
    }

    #[test]
    fn names_have_genders_and_some_one_by_language() {
        assert_eq!(genders("Владимира", None), Some(Genders::M));
        assert_eq!(genders("José", None), Some(Genders::M));
        assert_eq!(genders("Angela", None), Some(Genders::F));
        assert_eq!(genders("Andrea", Language::from_code("it")), Some(Genders::M));
        assert_eq!(genders("Andrea", Language::from_code("de")), Some(Genders::F));
        assert_eq!(genders("Kremlin", None), None);
    }
}
