//! The table of contexts: what the words beside a name say about it.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use toml::de::{DeTable, DeValue};

use crate::cast::{Gender, Part};
use crate::text::fold;

const TABLE: &str = include_str!("../../../assets/context.toml");
const WORDS: &str = include_str!("../../../assets/words.txt");

/// What words beside a name say, folded, of all languages together.
#[derive(Debug, Default)]
pub(super) struct Contexts {
    men: HashSet<String>,
    women: HashSet<String>,
    posts: HashSet<String>,
    small: HashSet<String>,
    things_before: HashSet<String>,
    things_after: HashSet<String>,
    places_after: HashSet<String>,
    posts_behind: Vec<&'static str>,
    glued: HashMap<String, HashSet<String>>,
    /// Forms of address of one letter, by language: elsewhere the letter is an initial.
    letters: HashSet<(String, String)>,
    /// Languages that write every noun with a capital.
    capitals: HashSet<String>,
}

impl Contexts {
    /// The table, read at its first use.
    pub(super) fn table() -> &'static Contexts {
        static CONTEXTS: OnceLock<Contexts> = OnceLock::new();
        CONTEXTS.get_or_init(|| {
            let mut contexts = Contexts::default();
            if let Ok(table) = DeTable::parse(TABLE) {
                contexts.read(table.get_ref());
            }
            contexts
        })
    }

    /// The gender that a form of address shows.
    pub(super) fn address(&self, word: &str) -> Option<Gender> {
        match () {
            () if self.men.contains(word) => Some(Gender::Masculine),
            () if self.women.contains(word) => Some(Gender::Feminine),
            () => None,
        }
    }

    /// The gender that the letter before a dot shows in the language `code`, as "M." does in French.
    pub(super) fn letter(&self, code: &str, letter: &str) -> Option<Gender> {
        let known = match code {
            "" => self.letters.iter().any(|(_, known)| known == letter),
            _ => self.letters.contains(&(code.to_owned(), letter.to_owned())),
        };
        if known { self.address(letter) } else { None }
    }

    /// Whether the language `code` writes every noun with a capital.
    pub(super) fn capitals(&self, code: &str) -> bool {
        self.capitals.contains(code)
    }

    /// Whether a word before a name tells what someone is, or is a small word: no given name.
    pub(super) fn is_post(&self, word: &str) -> bool {
        self.is_title(word) || self.small.contains(word)
    }

    /// Whether a word before a name tells what someone is.
    pub(super) fn is_title(&self, word: &str) -> bool {
        (self.posts.contains(word) && !self.small.contains(word)) || self.address(word).is_some()
    }

    /// What people are, as it stands written on behind a name.
    pub(super) fn posts_behind(&self) -> impl Iterator<Item = &'static str> {
        self.posts_behind.iter().copied()
    }

    /// Whether a word before a name makes a thing of it: "rue".
    pub(super) fn is_thing_before(&self, word: &str) -> bool {
        self.things_before.contains(word)
    }

    /// Whether a word behind a name makes a thing of it: "Tower".
    pub(super) fn is_thing_after(&self, word: &str) -> bool {
        self.things_after.contains(word)
    }

    /// Whether behind this word stands rather a place, a month or a plain word than a person.
    pub(super) fn is_place_after(&self, word: &str) -> bool {
        self.places_after.contains(word)
    }

    /// The words that scraping glues to a name in the language `code`.
    pub(super) fn glued(&self, code: &str) -> Option<&HashSet<String>> {
        self.glued.get(code)
    }

    fn read(&mut self, table: &DeTable<'static>) {
        for (code, entry) in table {
            let Some(entry) = entry.get_ref().as_table() else { continue };
            let words = |key: &str| match entry.get(key).map(toml::Spanned::get_ref) {
                Some(DeValue::String(words)) => words.split_whitespace().map(fold).collect(),
                _ => Vec::new(),
            };
            let one = |word: &String| word.chars().count() == 1;
            let letters = words("man").into_iter().chain(words("woman")).filter(one);
            self.letters.extend(letters.map(|letter| (code.get_ref().to_string(), letter)));
            self.capitals.extend((!words("nouns").is_empty()).then(|| code.get_ref().to_string()));
            self.men.extend(words("man"));
            self.women.extend(words("woman"));
            self.posts.extend(words("posts"));
            self.small.extend(words("small"));
            self.things_before.extend(words("before"));
            self.things_after.extend(words("after"));
            self.places_after.extend(words("in"));
            if let Some(DeValue::String(std::borrow::Cow::Borrowed(behind))) =
                entry.get("behind").map(toml::Spanned::get_ref)
            {
                self.posts_behind.extend(behind.split_whitespace());
            }
            self.glued.insert(code.get_ref().to_string(), words("glued").into_iter().collect());
        }
    }
}

/// Whether a folded name is a common word, a month or a place too.
pub(super) fn is_word(name: &str) -> bool {
    static SET: OnceLock<HashSet<&str>> = OnceLock::new();
    SET.get_or_init(|| WORDS.lines().filter(|line| !line.starts_with('#')).collect()).contains(name)
}

/// Whether a surname is known all over the world, and no month.
pub(super) fn is_famous(surname: &Part) -> bool {
    !MONTHS.contains(&surname.word.as_str()) && surname.is_well_known()
}

/// Months that are surnames too.
const MONTHS: &[&str] = &["march", "april", "may", "june", "july", "august", "avril", "mars", "mai", "juin", "abril"];
