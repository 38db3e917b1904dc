//! The table of contexts: what the words beside a name say about it.

use std::sync::OnceLock;

use toml::de::DeTable;

use crate::article::is_month;
use crate::cast::{Gender, Part, field};
use crate::text::{QuickMap, QuickSet, fold};

const TABLE: &str = include_str!("../../../assets/context.toml");
const WORDS: &str = include_str!("../../../assets/words.txt");

/// Words of many languages, folded.
#[derive(Debug, Default)]
struct Words {
    all: QuickSet<String>,
    own: QuickMap<String, QuickSet<String>>,
}

/// Beginnings, by their first byte.
#[derive(Debug, Default)]
struct Starts(QuickMap<u8, Vec<&'static str>>);

impl Starts {
    fn extend(&mut self, starts: impl Iterator<Item = &'static str>) {
        for start in starts {
            self.0.entry(start.as_bytes().first().copied().unwrap_or_default()).or_default().push(start);
        }
    }

    /// Whether a text begins with one of them.
    fn any(&self, text: &str) -> bool {
        let starts = text.as_bytes().first().and_then(|first| self.0.get(first));
        starts.is_some_and(|starts| starts.iter().any(|start| text.starts_with(start)))
    }
}

/// A word with fewer letters may be another word in another language.
const LONG: usize = 4;

impl Words {
    fn extend(&mut self, code: &str, words: impl Iterator<Item = String>) {
        let own = self.own.entry(code.to_owned()).or_default();
        for word in words {
            own.insert(word.clone());
            self.all.insert(word);
        }
    }

    /// Whether `word` is one in a text in the language `code`, which is empty where it is unknown; a long word may be
    /// another language's.
    fn hold(&self, code: &str, word: &str) -> bool {
        self.all.contains(word) && (word.chars().count() >= LONG || self.hold_own(code, word))
    }

    /// Whether `word` is one of the language `code`.
    fn hold_own(&self, code: &str, word: &str) -> bool {
        let of = |code: &str| self.own.get(code).is_some_and(|own| own.contains(word));
        self.all.contains(word) && (code.is_empty() || of(code) || of(COMMON))
    }
}

/// The language whose words all others take over.
const COMMON: &str = "en";

/// What words beside a name say.
#[derive(Debug, Default)]
pub(super) struct Contexts {
    men: Words,
    women: Words,
    posts: Words,
    crowns: Words,
    small: Words,
    things_before: Words,
    /// The same where they are written with a capital.
    things_before_capital: Words,
    things_before_surname: Words,
    things_after: Words,
    /// The same where they are written with a capital.
    things_after_capital: Words,
    things_after_surname: Words,
    places_after: Words,
    prepositions: Words,
    weddings: Words,
    posts_behind: Starts,
    things_behind: Starts,
    longer_behind: Starts,
    words_behind: Starts,
    fathers: QuickSet<String>,
    derived: QuickSet<String>,
    glued: QuickMap<String, QuickSet<String>>,
    /// Languages that write every noun with a capital.
    capitals: QuickSet<String>,
    /// Languages that write the surname first.
    surname_first: QuickSet<String>,
}

/// The lines of one language.
struct Lines<'a>(&'a DeTable<'static>);

impl Lines<'_> {
    /// The words of a line, as they stand.
    fn words(&self, key: &str) -> impl Iterator<Item = &'static str> + use<> {
        field(self.0, key).unwrap_or_default().split_whitespace()
    }

    fn has(&self, key: &str) -> bool {
        self.words(key).next().is_some()
    }
}

impl Contexts {
    /// The table, read at its first use.
    pub(super) fn table() -> &'static Contexts {
        static CONTEXTS: OnceLock<Contexts> = OnceLock::new();
        CONTEXTS.get_or_init(|| {
            let mut contexts = Contexts::default();
            if let Ok(table) = DeTable::parse(TABLE) {
                for (code, entry) in table.get_ref() {
                    if let Some(lines) = entry.get_ref().as_table() {
                        contexts.read(code.get_ref(), &Lines(lines));
                    }
                }
            }
            contexts
        })
    }

    fn read(&mut self, code: &str, lines: &Lines<'_>) {
        let sets = [
            (&mut self.men, "man"),
            (&mut self.women, "woman"),
            (&mut self.posts, "posts"),
            (&mut self.crowns, "crowns"),
            (&mut self.small, "small"),
            (&mut self.things_before_surname, "before_surname"),
            (&mut self.things_after_surname, "after_surname"),
            (&mut self.places_after, "in"),
            (&mut self.prepositions, "cases"),
            (&mut self.weddings, "married"),
        ];
        for (set, key) in sets {
            set.extend(code, lines.words(key).map(fold));
        }
        self.posts.extend(code, lines.words("crowns").map(fold));
        let things = [
            (&mut self.things_before_capital, &mut self.things_before, "before"),
            (&mut self.things_after_capital, &mut self.things_after, "after"),
        ];
        for (capital, any, key) in things {
            let is_capital = |word: &&str| word.starts_with(char::is_uppercase);
            capital.extend(code, lines.words(key).filter(is_capital).map(fold));
            any.extend(code, lines.words(key).filter(|word| !is_capital(word)).map(fold));
        }
        self.capitals.extend(lines.has("nouns").then(|| code.to_owned()));
        self.surname_first.extend(lines.has("first").then(|| code.to_owned()));
        self.posts_behind.extend(lines.words("behind"));
        self.things_behind.extend(lines.words("things"));
        self.longer_behind.extend(lines.words("longer"));
        self.words_behind.extend(lines.words("not_longer"));
        self.fathers.extend(lines.words("fathers").map(fold));
        self.derived.extend(lines.words("derived").map(fold));
        self.glued.insert(code.to_owned(), lines.words("glued").map(fold).collect());
    }

    /// The gender that a form of address shows in the language `code`. One of one letter, as "M." in French, counts
    /// in its own language alone; elsewhere it is an initial.
    pub(super) fn address(&self, code: &str, word: &str) -> Option<Gender> {
        match () {
            () if self.men.hold(code, word) => Some(Gender::Masculine),
            () if self.women.hold(code, word) => Some(Gender::Feminine),
            () => None,
        }
    }

    /// Whether the language `code` writes every noun with a capital.
    pub(super) fn capitals(&self, code: &str) -> bool {
        self.capitals.contains(code)
    }

    /// Whether the language `code` writes the surname before the given name.
    pub(super) fn surname_first(&self, code: &str) -> bool {
        self.surname_first.contains(code)
    }

    /// Whether a word before a name tells what someone is, or is a small word: no given name.
    pub(super) fn is_post(&self, code: &str, word: &str) -> bool {
        self.is_title(code, word) || self.small.hold(code, word)
    }

    /// Whether a word before a name tells what someone is.
    pub(super) fn is_title(&self, code: &str, word: &str) -> bool {
        (self.posts.hold(code, word) && !self.small.hold(code, word)) || self.address(code, word).is_some()
    }

    /// Whether a word before a name tells what someone is who is called by a given name: "king".
    pub(super) fn is_crown(&self, code: &str, word: &str) -> bool {
        self.crowns.hold(code, word)
    }

    /// Whether `behind`, which is written on behind a name, tells what the person is.
    pub(super) fn is_post_behind(&self, behind: &str) -> bool {
        self.posts_behind.any(behind)
    }

    /// Whether `behind`, which is written on behind a name, makes a thing or a longer name of it.
    pub(super) fn is_longer_behind(&self, behind: &str) -> bool {
        self.things_behind.any(behind) || self.longer_behind.any(behind) && !self.words_behind.any(behind)
    }

    /// Whether a word before a name, perhaps with a `capital`, makes a thing of it: "rue". Some do so only before a
    /// surname that stands alone: "prix".
    pub(super) fn is_thing_before(&self, code: &str, word: &str, capital: bool, bare: bool) -> bool {
        self.things_before.hold_own(code, word)
            || capital && self.things_before_capital.hold_own(code, word)
            || bare && self.things_before_surname.hold_own(code, word)
    }

    /// Whether a word behind a name, perhaps with a `capital`, makes a thing of it: "airport", "Tower". Some do so only
    /// behind a surname that stands alone: "Magazine".
    pub(super) fn is_thing_after(&self, code: &str, word: &str, capital: bool, bare: bool) -> bool {
        self.things_after.hold_own(code, word)
            || capital && self.things_after_capital.hold_own(code, word)
            || capital && bare && self.things_after_surname.hold_own(code, word)
    }

    /// Whether behind this word stands rather a place, a month or a plain word than a person.
    pub(super) fn is_place_after(&self, code: &str, word: &str) -> bool {
        self.places_after.hold_own(code, word)
    }

    /// Whether the language `code` has prepositions behind which no name stands in its base form.
    pub(super) fn has_cases(&self, code: &str) -> bool {
        self.prepositions.own.get(code).is_some_and(|own| !own.is_empty())
    }

    /// Whether a word is such a preposition.
    pub(super) fn is_preposition(&self, code: &str, word: &str) -> bool {
        self.prepositions.hold_own(code, word)
    }

    /// Whether a word tells of a wife or a wedding.
    pub(super) fn is_wedding(&self, code: &str, word: &str) -> bool {
        self.weddings.hold_own(code, word)
    }

    /// Whether a folded word is made of a father's name.
    pub(super) fn is_fathers_name(&self, word: &str) -> bool {
        word.chars().count() > 5 && ends(word).any(|end| self.fathers.contains(end))
    }

    /// Whether letters behind a name make a word of it that means something else: "Putinism".
    pub(super) fn is_derived(&self, behind: &str) -> bool {
        let starts = behind.char_indices().map(|(at, c)| at + c.len_utf8());
        starts.filter_map(|at| behind.get(..at)).any(|start| self.derived.contains(start))
    }

    /// The words that scraping glues to a name in the language `code`.
    pub(super) fn glued(&self, code: &str) -> Option<&QuickSet<String>> {
        self.glued.get(code)
    }
}

/// All ends of a word.
fn ends(word: &str) -> impl Iterator<Item = &str> {
    word.char_indices().filter_map(|(at, _)| word.get(at..))
}

/// Whether a folded name is a common word, a month or a place too.
pub(super) fn is_word(name: &str) -> bool {
    static SET: OnceLock<QuickSet<&str>> = OnceLock::new();
    SET.get_or_init(|| WORDS.lines().filter(|line| !line.starts_with('#')).collect()).contains(name)
}

/// Whether a surname is known all over the world, and no month.
pub(super) fn is_famous(surname: &Part) -> bool {
    surname.is_well_known() && !is_month(&surname.word)
}
