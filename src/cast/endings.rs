//! The table of endings: how names change in a sentence, by language.

use std::sync::OnceLock;

use toml::de::DeTable;

use super::letters::{Letters, Tongues, field};
use super::script::Script;
use crate::text::{QuickMap, fold};

const TABLE: &str = include_str!("../../assets/endings.toml");

/// What an ending stands behind.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Stem {
    Any,
    Consonant,
    Vowel,
    /// A final letter, which stays.
    After(Box<str>),
}

/// The most letters of an ending that is taken off a word.
const LONGEST: usize = 4;

/// An ending, and what it says.
#[derive(Clone, Debug)]
struct Ending {
    stem: Stem,
    case: &'static str,
    tongues: Tongues,
    /// As it is written, where it holds for women alone and so has to be told from others to the letter.
    feminine: Option<Box<str>>,
}

/// What an ending says of the word that has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Case {
    /// Its name: "dative".
    pub(crate) name: &'static str,
    /// The languages in which it is one.
    pub(crate) tongues: Tongues,
    /// Whether it is that of a woman's name alone, made from a man's.
    pub(crate) feminine: bool,
    /// Whether it may be.
    pub(crate) hers: bool,
}

/// The table of endings.
#[derive(Debug, Default)]
pub(crate) struct Endings {
    /// By what is written behind a whole name.
    added: QuickMap<Box<str>, Vec<Ending>>,
    /// By the final letters that an ending replaces, and by what it writes for them.
    replaced: QuickMap<Box<str>, QuickMap<Box<str>, Vec<Ending>>>,
    /// By what an ending writes, the final letters that it replaces.
    tails: QuickMap<Box<str>, Vec<Box<str>>>,
    /// The languages that write endings behind a consonant.
    behind_consonants: Tongues,
    /// What is written on before a name, the longest first.
    prefixes: Vec<(Box<str>, Script)>,
    /// Those of them that end with an article, which a surname has not.
    definite: Vec<&'static str>,
    /// What makes a woman's surname of a man's.
    wife: Vec<&'static str>,
    /// By language, the ends of surnames that only women have, folded.
    hers: QuickMap<&'static str, Vec<String>>,
    families: QuickMap<&'static str, Tongues>,
    family: QuickMap<&'static str, &'static str>,
}

impl Endings {
    /// The table, read at its first use.
    pub(crate) fn table() -> &'static Endings {
        static ENDINGS: OnceLock<Endings> = OnceLock::new();
        ENDINGS.get_or_init(|| {
            let mut endings = Endings::default();
            if let Ok(table) = DeTable::parse(TABLE) {
                endings.read(table.get_ref());
            }
            endings.prefixes.sort_by_key(|(prefix, _)| std::cmp::Reverse(prefix.len()));
            endings
        })
    }

    /// The languages whose endings may be met in a text in the language `code`; `None` where the table does not know.
    pub(crate) fn family(&self, code: &str) -> Option<Tongues> {
        self.families.get(self.family.get(code)?).copied()
    }

    /// Whether any ending replaces the folded final letters `tail`.
    pub(crate) fn replaces(&self, tail: &str) -> bool {
        self.replaced.contains_key(tail)
    }

    /// Whether a folded name ends so that one of the languages `of` has other cases of it.
    pub(crate) fn bend(&self, name: &str, of: Tongues) -> bool {
        let vowel = ends_in_vowel(name);
        let tails = name.char_indices().rev().take(LONGEST).filter_map(|(at, _)| name.get(at..));
        let written = |tail: &str| self.replaced.get(tail).into_iter().flat_map(QuickMap::values).flatten();
        let mut endings = tails.flat_map(written);
        !vowel && !self.behind_consonants.and(of).is_empty() || endings.any(|e| !e.tongues.and(of).is_empty())
    }

    /// What a name that ends in the folded `tail` has for it where an ending drops the vowel of `tail`: "l" for "el".
    pub(crate) fn shortened(&self, tail: &str) -> impl Iterator<Item = String> + Clone {
        let mut letters = tail.chars();
        let ends = (letters.next(), letters.next(), letters.next());
        let last = match ends {
            (Some(vowel), Some(last), None) if is_vowel(vowel) && !is_vowel(last) => Some(last),
            _ => None,
        };
        let kept = self.replaced.get(tail).into_iter().flat_map(|rests| rests.keys());
        let mut rests: Vec<String> = kept
            .filter(|rest| last.is_some_and(|l| rest.starts_with(l)))
            .map(|rest| rest.chars().take(2).collect())
            .collect();
        rests.sort_unstable();
        rests.dedup();
        rests.into_iter()
    }

    /// A woman's surname as it would be a man's, and as it is written abroad: "Merkel" for "Merkelová".
    pub(crate) fn without_wife<'a>(&self, surname: &'a str) -> Option<&'a str> {
        self.wife.iter().find_map(|ending| surname.strip_suffix(ending)).filter(|stem| stem.chars().count() > 2)
    }

    /// Whether only women have a folded surname like this in the language `code`, where a man's ends otherwise.
    pub(crate) fn is_hers(&self, code: &str, surname: &str) -> bool {
        self.hers.get(code).is_some_and(|ends| ends.iter().any(|end| surname.ends_with(end.as_str())))
    }

    /// Whether what is written on before a name ends with an article.
    pub(crate) fn is_definite(&self, prefix: &str) -> bool {
        self.definite.contains(&prefix)
    }

    /// What `rest` says, folded and as written, behind a name that ends in `last`.
    pub(crate) fn added(&self, last: char, rest: &str, written: &str, allowed: Tongues) -> Option<Case> {
        let fits = |ending: &&Ending| match &ending.stem {
            Stem::Any => true,
            Stem::Vowel => is_vowel(last),
            Stem::Consonant => !is_vowel(last),
            Stem::After(letter) => letter.starts_with(last),
        };
        pick(self.added.get(rest)?.iter().filter(fits), written, allowed)
    }

    /// What `rest` says in place of the final letters `tail`, both folded; `written` is `rest` as it stands.
    pub(crate) fn replacing(&self, tail: &str, rest: &str, written: &str, allowed: Tongues) -> Option<Case> {
        pick(self.replaced.get(tail)?.get(rest)?.iter(), written, allowed)
    }

    /// What a folded word may be without an ending that `allowed` languages know, the word itself left out.
    pub(crate) fn bare(&self, word: &str, allowed: Tongues) -> Vec<String> {
        let mut found = Vec::new();
        for (at, _) in word.char_indices().rev().take(LONGEST).take_while(|(at, _)| *at > 0) {
            let (stem, rest) = (word.get(..at).unwrap_or(""), word.get(at..).unwrap_or(""));
            let Some(last) = stem.chars().next_back() else { break };
            if self.added(last, rest, rest, allowed).is_some() {
                found.push(stem.to_owned());
            }
            for tail in self.tails.get(rest).into_iter().flatten() {
                if self.replacing(tail, rest, rest, allowed).is_some() {
                    found.push(format!("{stem}{tail}"));
                }
            }
        }
        found
    }

    /// The lengths, in bytes, of what is written on before a name at the start of the folded `word`.
    pub(crate) fn prefixes<'a>(&'a self, word: &'a str) -> impl Iterator<Item = usize> + 'a {
        let script = Script::of_text(word);
        let of_script = self.prefixes.iter().filter(move |(_, s)| *s == script);
        of_script.filter(move |(prefix, _)| word.starts_with(&**prefix)).map(|(prefix, _)| prefix.len())
    }

    fn read(&mut self, table: &DeTable<'static>) {
        for (code, entry) in table {
            let std::borrow::Cow::Borrowed(code) = *code.get_ref() else { continue };
            let Some(own) = entry.get_ref().as_table() else { continue };
            let tongue = Letters::table().tongue(code);
            if let Some(family) = field(own, "family") {
                let known = self.families.entry(family).or_default();
                *known = known.or(tongue);
                self.family.insert(code, family);
            }
            let like = field(own, "like").and_then(|like| table.get(like)).and_then(|e| e.get_ref().as_table());
            for lines in like.into_iter().chain([own]) {
                for (case, endings) in lines {
                    let std::borrow::Cow::Borrowed(case) = *case.get_ref() else { continue };
                    let toml::de::DeValue::String(std::borrow::Cow::Borrowed(endings)) = *endings.get_ref() else {
                        continue;
                    };
                    self.read_line(code, case, endings, tongue);
                }
            }
        }
    }

    fn read_line(&mut self, code: &'static str, case: &'static str, line: &'static str, tongue: Tongues) {
        match case {
            "family" | "like" => {}
            "wife" => self.wife.extend(line.split(' ')),
            "hers" => self.hers.entry(code).or_default().extend(line.split(' ').map(fold)),
            "definite" => self.definite.extend(line.split(' ')),
            "prefixes" => self.prefixes.extend(line.split(' ').map(|p| (fold(p).into(), Script::of_text(p)))),
            _ => line.split(' ').for_each(|ending| self.read_ending(case, ending, tongue)),
        }
    }

    fn read_ending(&mut self, case: &'static str, line: &str, tongues: Tongues) {
        let feminine = |written: &str| case.starts_with("feminine").then(|| written.to_lowercase().into());
        if let Some((tail, written)) = line.split_once('>') {
            let ending = Ending { stem: Stem::Any, case, tongues, feminine: feminine(written) };
            let (tail, written): (Box<str>, Box<str>) = (fold(tail).into(), fold(written).into());
            let tails = self.tails.entry(written.clone()).or_default();
            if !tails.contains(&tail) {
                tails.push(tail.clone());
            }
            add(self.replaced.entry(tail).or_default().entry(written).or_default(), ending);
            return;
        }
        let (stem, written) = line.split_once('+').unwrap_or(("", line));
        let stem = match stem {
            "" => Stem::Any,
            "C" => Stem::Consonant,
            "V" => Stem::Vowel,
            letter => Stem::After(letter.into()),
        };
        if stem == Stem::Consonant {
            self.behind_consonants = self.behind_consonants.or(tongues);
        }
        if !written.is_empty() {
            let ending = Ending { stem, case, tongues, feminine: feminine(written) };
            add(self.added.entry(fold(written).into()).or_default(), ending);
        }
    }
}

/// Adds `ending`, or its languages to one that says the same.
fn add(known: &mut Vec<Ending>, ending: Ending) {
    let same = |e: &&mut Ending| e.stem == ending.stem && e.case == ending.case && e.feminine == ending.feminine;
    match known.iter_mut().find(same) {
        Some(e) => e.tongues = e.tongues.or(ending.tongues),
        None => known.push(ending),
    }
}

/// Of `endings`, the first that is allowed; one for women alone only where it is written to the letter.
fn pick<'a>(endings: impl Iterator<Item = &'a Ending>, written: &str, allowed: Tongues) -> Option<Case> {
    let mut found: Option<Case> = None;
    let mut hers = false;
    for ending in endings.filter(|e| !e.tongues.and(allowed).is_empty()) {
        let feminine = ending.feminine.as_deref();
        if feminine.is_some_and(|f| f != written) {
            continue;
        }
        hers |= feminine.is_some();
        let tongues = ending.tongues.and(allowed);
        let case = Case { name: ending.case, tongues, feminine: feminine.is_some(), hers };
        if found.is_none_or(|f| f.feminine && !case.feminine) {
            found = Some(case);
        }
    }
    found.map(|case| Case { hers, ..case })
}

/// Whether a folded word ends in a vowel.
pub(crate) fn ends_in_vowel(word: &str) -> bool {
    word.ends_with(is_vowel)
}

/// Whether a folded letter is a vowel.
fn is_vowel(c: char) -> bool {
    "aeiouyаеиоуыэюяієїαειουηωաեէիոուօაეიოუ".contains(c)
}
