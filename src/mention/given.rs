//! The gender of given names.
//!
//! `assets/names/list.txt` is a list, sorted by bytes, of names in small letters without accents and their gender:
//! `m`, `f`, or `x` where both bear it. `assets/given.txt`, written the same way, goes before it: names that the list
//! lacks or is unsure of, and languages whose use differs (`andrea f it:m`).

use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::grammar::Genders;
use crate::text::{Language, QuickMap};

/// The lists, the first of which is right where they differ.
const LISTS: [&str; 2] = [include_str!("../../assets/given.txt"), include_str!("../../assets/names/list.txt")];

/// The genders that bear this given name in `language`; `None` where it is in no list.
pub(super) fn genders(name: &str, language: Option<Language>) -> Option<Genders> {
    let key = key(name);
    line(&key).or_else(|| declined(key)).map(|line| read(line, language))
}

/// The name in small letters; a Latin one without its accents.
fn key(name: &str) -> String {
    if name.is_ascii() {
        return name.to_ascii_lowercase();
    }
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
fn declined(mut key: String) -> Option<&'static str> {
    let (stem, last) = key.char_indices().next_back()?;
    if key.len() < 8 || !"аеиіоуыюяa".contains(last) {
        return None;
    }
    ["", "а", "й", "я"].iter().find_map(|ending| {
        key.truncate(stem);
        key.push_str(ending);
        line(&key)
    })
}

/// The line of `key` in the lists.
fn line(key: &str) -> Option<&'static str> {
    static LINES: LazyLock<QuickMap<&'static str, &'static str>> = LazyLock::new(|| {
        let lines = LISTS.iter().rev().flat_map(|list| list.lines());
        lines.filter_map(|line| Some((line.split_once(' ')?.0, line))).collect()
    });
    LINES.get(key).copied()
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
