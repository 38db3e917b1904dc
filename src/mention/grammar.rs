//! What the finder knows of a language: its function words, its words for people and titles, its countries.
//!
//! All of it is data: one file a language in `assets/languages`, read when the first article in that language comes.
//! To add a language, write such a file and name it in [`TABLES`].
//!
//! # How a file is written
//!
//! Values are words parted by commas; several words may make one entry ("premier ministre"). Case does not matter.
//! A value that depends on gender is a table: `m`, `f`, `n`, `p` (plural), joined where several fit (`mf`), or `x` for
//! any. A word that bends is written as its stem, a stroke, and the name of a list in `[endings]`: `prezydent|m`.
//! A form that carries the definite article as its ending has an exclamation mark behind it: `mannen!`.
//!
//! | section | what it holds |
//! |---|---|
//! | `codes` | codes of ISO 639-1 by which articles name the language |
//! | `compounds` | whether nouns are written together, the last one saying what it is: "Kremlchef" |
//! | `capitals` | whether nouns are written with a capital |
//! | `[determiners]` | `the`, `a`, `this`, by gender of the noun that follows |
//! | | `double`: whether a noun with an ending for its article has that ending behind `the` and an adjective too |
//! | `[pronouns]` | `subject`, `object`, `possessive`, `own` (reflexive possessive), `this`, by gender of whom they stand for; `me`: all forms of the first person; `others`: pronouns that are nobody's; `things`: whether the pronouns for people stand for things too |
//! | `[pronouns.clitic]` | pronouns that are also determiners, the words before or behind which they are pronouns, and, in `verbs`, the endings that no noun behind the determiner has; `glued`: pronouns written together with a verb before them, and the endings of such verbs |
//! | `[verbs]` | `say`: verbs of saying, as they stand beside a quotation; `be`; `impersonal`: what follows "il" or "it" when it stands for nobody |
//! | `[words]` | small words by what they do (`that` begins a clause, `who` is a relative pronoun for its subject); `stop`: further words that are no names though they may begin a sentence |
//! | | `belonging`: what shows an owner before a name, but no complement before a noun ("til") |
//! | | `by`: what says who did it behind a participle that is an adjective by its ending ("désigné par") |
//! | | `owners`: endings that a name has as an owner ("Merkels Mantel") |
//! | | `adjectives`: endings by which an adjective behind a noun can be told |
//! | `[people]` | nouns for people, by gender; `mister`: what stands before a name; of the nouns, `anyone`: those that fit anybody ("man"), `alone`: those that end no other noun, though it may seem so, and `strangers`: those that speak of everybody ("the reader") or of somebody whom nobody knows ("the attacker") |
//! | `[kin]` | nouns that say whose relative somebody is, by relation: `child`, `parent`, `sibling`, `spouse`, `grandchild`, `grandparent`, `nephew` (and niece), `uncle` (and aunt), and `other` |
//! | `[titles]` | the words for each title of `assets/titles.toml` |
//! | `[nationals]` | endings of the adjectives of countries in the singular (`ending`) and `plural`, and of the `names` of countries and places |
//! | `[countries]` | by code of ISO 3166-1: names; adjectives; capital; seat of power |

mod lexicon;
mod table;

use std::sync::OnceLock;

pub(super) use lexicon::{Class, Country, Entry, Genders, Kin, Lemma, Lexicon, Titles};
pub(super) use table::titles;

use crate::text::Language;

/// How a language writes its nouns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Nouns {
    /// Each by itself.
    #[default]
    Apart,
    /// Together, the last one saying what it is.
    Together,
    /// Together, and with a capital.
    Capital,
}

/// Which possessives of the third person a language has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Possessives {
    /// One kind: "his".
    #[default]
    Same,
    /// One for the subject alone, so that the others are somebody else's: "sin" and "hans".
    OwnApart,
}

/// What is known of one language.
#[derive(Debug, Default)]
pub(super) struct Grammar {
    /// What is known of its words.
    pub(super) lexicon: Lexicon,
    /// How nouns are written.
    pub(super) nouns: Nouns,
    /// Whether there are articles, so that a noun without one points at nobody known.
    pub(super) articles: bool,
    /// Whether a noun behind a definite article and an adjective has the definite ending too.
    pub(super) double: bool,
    /// Whether the pronouns for people stand for things too.
    pub(super) things: bool,
    /// Pronouns that are also determiners, each with the endings of the verbs before which they are pronouns.
    pub(super) clitics: Vec<(String, Vec<String>)>,
    /// Pronouns that are written together with a verb before them, each with the endings of such verbs.
    pub(super) enclitics: Vec<(String, Vec<String>)>,
    /// Which possessives there are.
    pub(super) possessives: Possessives,
    /// Endings that a name has as an owner: "Merkels Mantel".
    pub(super) owners: Vec<String>,
    /// Endings that show an adjective behind a noun.
    pub(super) adjectives: Vec<String>,
}

/// The codes of a language, its table, and the grammar once it has been read.
struct Source {
    codes: &'static [&'static str],
    table: &'static str,
    grammar: OnceLock<Grammar>,
}

macro_rules! tables {
    ($($file:literal: $($code:literal)*,)*) => {
        [$(Source {
            codes: &[$($code),*],
            table: include_str!(concat!("../../assets/languages/", $file, ".toml")),
            grammar: OnceLock::new(),
        }),*]
    };
}

/// The languages served: the file, and the codes by which articles name it.
static TABLES: [Source; 29] = tables! {
    "ar": "ar",
    "be": "be",
    "bg": "bg",
    "ca": "ca",
    "cs": "cs",
    "da": "da",
    "de": "de",
    "el": "el",
    "en": "en",
    "es": "es",
    "fi": "fi",
    "fr": "fr",
    "he": "he",
    "hr": "hr" "bs" "sr",
    "hu": "hu",
    "it": "it",
    "kk": "kk",
    "lt": "lt",
    "lv": "lv",
    "nl": "nl",
    "no": "no" "nb" "nn",
    "pl": "pl",
    "pt": "pt",
    "ro": "ro",
    "ru": "ru",
    "sk": "sk",
    "sv": "sv",
    "tr": "tr",
    "uk": "uk",
};

impl Grammar {
    /// What is known of `language`; `None` where no table serves it.
    pub(super) fn of(language: Language) -> Option<&'static Grammar> {
        let source = TABLES.iter().find(|source| source.codes.contains(&language.code()))?;
        Some(source.grammar.get_or_init(|| table::read(source.table).unwrap_or_default()))
    }
}

#[cfg(test)]
mod tests {
    use super::{Class, TABLES, table};

    #[test]
    fn every_table_can_be_read() {
        for source in &TABLES {
            let grammar = table::read(source.table).unwrap_or_else(|wrong| panic!("{:?}: {wrong}", source.codes));
            assert!(grammar.lexicon.words() > 200, "{:?}", source.codes);
        }
    }

    #[test]
    fn every_language_has_what_the_stages_need() {
        for source in &TABLES {
            let lexicon = &table::read(source.table).unwrap_or_default().lexicon;
            for class in [Class::Me, Class::Say, Class::Person, Class::National] {
                assert!(lexicon.has(class), "{:?} lacks {class:?}", source.codes);
            }
        }
    }
}
