//! The tables of names: each line as their comments say it is, so that what reads them need not doubt it.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Scripts by the code points of their letters, and whether words of their letters may not be shorter than three.
const SCRIPTS: &[(&str, &[(u32, u32)])] = &[
    ("Latin", &[(0x41, 0x5a), (0x61, 0x7a), (0xc0, 0x24f), (0x2bb, 0x2bc), (0x1e00, 0x1eff)]),
    ("Cyrillic", &[(0x400, 0x52f)]),
    ("Greek", &[(0x370, 0x3ff), (0x1f00, 0x1fff)]),
    ("Hebrew", &[(0x5d0, 0x5ea)]),
    ("Arabic", &[(0x621, 0x64a), (0x66e, 0x6d3)]),
    ("Armenian", &[(0x531, 0x587)]),
    ("Georgian", &[(0x10d0, 0x10fa)]),
    ("Devanagari", &[(0x900, 0x97f)]),
    ("Chinese or Japanese", &[(0x3041, 0x30ff), (0x3400, 0x9fff)]),
    ("Korean", &[(0xac00, 0xd7a3)]),
];

/// What may stand inside a spelling beside its letters: the blank between words, hyphens, apostrophes, the point of an
/// ordinal, the points between foreign words in Chinese and Japanese, and what keeps Persian letters apart.
const JOINTS: &[char] = &['_', '-', '＝', '\'', '’', '.', '·', '・', '\u{200c}'];

#[test]
fn given_names_have_a_gender() {
    for line in lines("given.tsv") {
        let (gender, names) = line.split_once('\t').unwrap_or_else(|| panic!("given.tsv: no tab in {line:?}"));
        assert!(["m", "f", "x"].contains(&gender), "given.tsv: {line:?}");
        check("given.tsv", names);
    }
}

#[test]
fn surnames_and_full_names_are_sound() {
    for file in ["surnames.tsv", "full.tsv"] {
        for line in lines(file) {
            assert!(!line.contains('\t'), "{file}: {line:?}");
            check(file, &line);
        }
    }
}

#[test]
fn lines_are_sorted_and_each_stands_once() {
    let given: Vec<_> = lines("given.tsv").iter().map(|line| first(line.split('\t').nth(1).unwrap_or(""))).collect();
    assert!(given.is_sorted(), "given.tsv: {:?}", given.windows(2).find(|pair| pair[0] > pair[1]));
    for file in ["surnames.tsv", "full.tsv"] {
        let firsts: Vec<_> = lines(file).iter().map(|line| first(line)).collect();
        let wrong = firsts.windows(2).find(|pair| pair[0] >= pair[1]);
        assert!(wrong.is_none(), "{file}: {wrong:?}");
    }
    let mut known = BTreeSet::new();
    for line in lines("given.tsv") {
        let (gender, names) = line.split_once('\t').unwrap_or_default();
        assert!(known.insert((gender.to_owned(), first(names))), "given.tsv: {line:?} stands twice");
    }
}

#[test]
fn short_words_are_no_surnames() {
    for line in lines("surnames.tsv") {
        for name in line.split(' ') {
            let letters = name.chars().filter(|c| c.is_alphabetic()).count();
            let least = if matches!(script(name), "Latin" | "Cyrillic" | "Greek") { 3 } else { 2 };
            assert!(letters >= least, "surnames.tsv: {name:?} is too short to mean one person");
        }
    }
}

/// Checks one line's spellings.
fn check(file: &str, names: &str) {
    let spellings: Vec<_> = names.split(' ').collect();
    assert!(spellings.len() > 1, "{file}: {names:?} says nothing");
    assert_eq!(script(spellings[0]), "Latin", "{file}: {names:?} begins with another script");
    let different: BTreeSet<_> = spellings.iter().collect();
    assert_eq!(different.len(), spellings.len(), "{file}: {names:?} has a spelling twice");
    for name in spellings {
        assert!(!name.is_empty(), "{file}: two blanks in {names:?}");
        assert_ne!(script(name), "", "{file}: {name:?} is in no script, or in two");
        assert!(!name.starts_with('_') && !name.ends_with('_') && !name.contains("__"), "{file}: {name:?}");
    }
}

/// The script of a spelling; empty where it has none, more than one, or a character that no name has. The number of a
/// pope or a king may stand in Latin or plain numbers.
fn script(name: &str) -> &'static str {
    let number = |word: &&str| !word.is_empty() && word.trim_end_matches('.').chars().all(|c| "IVX".contains(c));
    let words: Vec<_> = name.split('_').filter(|word| !number(word)).collect();
    let letters = words.iter().flat_map(|word| word.chars());
    let letters = letters.filter(|c| !JOINTS.contains(c) && !c.is_ascii_digit());
    let mut found: BTreeSet<&str> = letters.map(script_of).collect();
    if found.len() == 1 { found.pop_first().unwrap_or("") } else { "" }
}

fn script_of(c: char) -> &'static str {
    let holds = |ranges: &[(u32, u32)]| ranges.iter().any(|&(from, to)| (from..=to).contains(&u32::from(c)));
    SCRIPTS.iter().find(|(_, ranges)| holds(ranges)).map_or("", |(name, _)| name)
}

fn first(names: &str) -> String {
    names.split(' ').next().unwrap_or("").to_owned()
}

/// The lines of a table, without its comments.
fn lines(file: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/names").join(file);
    let text = fs::read_to_string(&path).expect("a table of names");
    assert!(text.starts_with("# ") && text.ends_with('\n'), "{file}: say first what it is");
    let lines: Vec<_> = text.lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect();
    assert!(lines.len() > 100 && lines.iter().all(|line| !line.is_empty()), "{file}: an empty line, or hardly any");
    lines
}
