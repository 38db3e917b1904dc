//! Reads the table of a language.

use std::sync::LazyLock;

use toml::{Table, Value};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::lexicon::{Class, Country, Entry, Genders, Kin, Lemma, Lexicon, Titles};
use super::{Grammar, Nouns, Possessives};
use crate::mention::words;

/// Which class the words under a section and key have.
const CLASSES: [(&str, &str, Class); 39] = [
    ("determiners", "the", Class::Definite),
    ("determiners", "a", Class::Indefinite),
    ("determiners", "this", Class::Demonstrative),
    ("pronouns", "subject", Class::Subject),
    ("pronouns", "object", Class::Object),
    ("pronouns", "possessive", Class::Possessive),
    ("pronouns", "own", Class::Own),
    ("pronouns", "this", Class::ThisOne),
    ("pronouns", "me", Class::Me),
    ("pronouns", "others", Class::OtherPronoun),
    ("pronouns", "our", Class::OurOwn),
    ("pronouns", "polite", Class::Polite),
    ("pronouns", "plural", Class::Plural),
    ("verbs", "plural", Class::PluralVerb),
    ("words", "genitive", Class::Genitive),
    ("verbs", "impersonal", Class::Impersonal),
    ("verbs", "say", Class::Say),
    ("verbs", "be", Class::Be),
    ("words", "preposition", Class::Preposition),
    ("words", "according", Class::According),
    ("words", "that", Class::That),
    ("words", "who", Class::Who),
    ("words", "and", Class::And),
    ("words", "former", Class::Former),
    ("words", "present", Class::Present),
    ("words", "of", Class::Of),
    ("words", "by", Class::By),
    ("words", "belonging", Class::Belonging),
    ("words", "counterpart", Class::Counterpart),
    ("words", "other", Class::Other),
    ("words", "stop", Class::Stop),
    ("words", "name", Class::Particle),
    ("people", "mister", Class::Mister),
    ("people", "anyone", Class::Anyone),
    ("people", "alone", Class::Alone),
    ("people", "strangers", Class::Stranger),
    ("people", "m", Class::Person),
    ("people", "f", Class::Person),
    ("people", "mf", Class::Person),
];

/// What stands behind a form that carries the definite article as its ending.
const DEFINITE: char = '!';

/// The titles that offices may have.
const TITLES: &str = include_str!("../../../assets/titles.toml");

/// Reads a table; the error says what is wrong with it.
pub(super) fn read(table: &str) -> Result<Grammar, toml::de::Error> {
    let table: Table = table.parse()?;
    let mut reading = Reading { lexicon: Lexicon::default(), entries: 0, endings: section(&table, "endings") };
    for (section, key, class) in CLASSES {
        if let Some(value) = table.get(section).and_then(|section| section.get(key)) {
            reading.add_value(
                value,
                Entry::new(class, genders_of(if matches!(key, "m" | "f" | "mf") { key } else { "" })),
            );
        }
    }
    reading.add_clitics(&table);
    reading.add_kin(&section(&table, "kin"));
    reading.add_titles(&section(&table, "titles"));
    reading.add_countries(
        &section(&table, "countries"),
        &["names", "ending", "plural"].map(|key| list(&table, "nationals", key)),
    );
    reading.lexicon.add_bare(without_accents);
    let adjectives = list(&table, "words", "adjectives");
    let nouns = match (flag(table.get("compounds")), flag(table.get("capitals"))) {
        (_, true) => Nouns::Capital,
        (true, false) => Nouns::Together,
        _ => Nouns::Apart,
    };
    if nouns != Nouns::Apart {
        reading.lexicon.tie_compounds();
    }
    Ok(Grammar {
        lexicon: reading.lexicon,
        nouns,
        articles: table.get("determiners").is_some_and(|determiners| determiners.get("the").is_some()),
        double: flag(table.get("determiners").and_then(|determiners| determiners.get("double"))),
        things: flag(table.get("pronouns").and_then(|pronouns| pronouns.get("things"))),
        clitics: clitics(&table, "verbs"),
        enclitics: clitics(&table, "glued"),
        possessives: match table.get("pronouns").and_then(|pronouns| pronouns.get("own")) {
            Some(_) => Possessives::OwnApart,
            None => Possessives::Same,
        },
        owners: parts(&list(&table, "words", "owners")).map(str::to_owned).collect(),
        adjectives: parts(&adjectives).map(str::to_owned).collect(),
    })
}

/// The clitics that verbs with certain endings show, under `key`, each with the endings.
fn clitics(table: &Table, key: &str) -> Vec<(String, Vec<String>)> {
    let verbs = table.get("pronouns").and_then(|pronouns| pronouns.get("clitic")).and_then(|clitic| clitic.get(key));
    let endings = |list: &Value| parts(list.as_str().unwrap_or_default()).map(str::to_owned).collect();
    let of = |(word, list): (&String, &Value)| (word.clone(), endings(list));
    verbs.and_then(Value::as_table).map(|verbs| verbs.iter().map(of).collect()).unwrap_or_default()
}

fn flag(value: Option<&Value>) -> bool {
    value.and_then(Value::as_bool).unwrap_or_default()
}

/// The keys of the table of titles, in its order, each with the titles by whose words it is described too.
pub(in crate::mention) fn titles() -> &'static [(String, Titles)] {
    static KEYS: LazyLock<Vec<(String, Titles)>> = LazyLock::new(read_titles);
    &KEYS
}

fn read_titles() -> Vec<(String, Titles)> {
    let table: Table = TITLES.parse().unwrap_or_default();
    let keys: Vec<&String> = table.keys().collect();
    let place = |key: &str| keys.iter().position(|known| *known == key).map_or(0, |at| 1 << at.min(63));
    let of = |key: &String| {
        let also = list(&table, key, "also");
        let also = parts(&also).fold(0, |titles, also| titles | place(also));
        (key.clone(), Titles(place(key) | also))
    };
    table.keys().map(of).collect()
}

struct Reading {
    lexicon: Lexicon,
    /// How many entries have been read.
    entries: u16,
    endings: Table,
}

impl Reading {
    fn add_value(&mut self, value: &Value, entry: Entry) {
        match value {
            Value::String(text) => self.add_list(text, entry),
            Value::Table(by_gender) => {
                for (genders, text) in by_gender {
                    let entry = with_genders(entry, genders);
                    self.add_list(text.as_str().unwrap_or_default(), entry);
                }
            }
            _ => {}
        }
    }

    fn add_list(&mut self, text: &str, entry: Entry) {
        for words in parts(text) {
            self.entries = self.entries.saturating_add(1);
            for form in self.bent(words) {
                let mut entry = Entry { lemma: Lemma::new(self.entries), ..entry };
                let plain = form.replace(DEFINITE, "");
                if plain != form {
                    entry.join(Entry::new(Class::Definite, Genders::default()));
                }
                self.add_phrase(&plain, entry);
            }
        }
    }

    /// Adds an entry under its words; where there are several, the first and the last learn that an entry begins or
    /// ends with them.
    fn add_phrase(&mut self, form: &str, entry: Entry) {
        let (key, ends) = words::key_of(form);
        if let Some((first, last)) = ends {
            self.lexicon.add(&first, Entry::new(Class::Phrase, Genders::default()));
            self.lexicon.add(&last, Entry::new(Class::Tail, Genders::default()));
        }
        self.lexicon.add(&key, entry);
    }

    /// All forms of an entry whose words may have endings.
    fn bent(&self, words: &str) -> Vec<String> {
        words.split(' ').fold(vec![String::new()], |forms, word| {
            let endings = self.forms_of(word);
            let gap = if forms.first().is_some_and(String::is_empty) { "" } else { " " };
            forms.iter().flat_map(|form| endings.iter().map(move |word| format!("{form}{gap}{word}"))).collect()
        })
    }

    fn forms_of(&self, word: &str) -> Vec<String> {
        match word.split_once('|') {
            Some((stem, list)) => {
                let endings = self.endings.get(list).and_then(Value::as_str).unwrap_or(list);
                endings.split(',').map(|ending| format!("{stem}{}", ending.trim())).collect()
            }
            None => vec![word.to_owned()],
        }
    }

    fn add_clitics(&mut self, table: &Table) {
        let Some(clitics) = table.get("pronouns").and_then(|pronouns| pronouns.get("clitic")) else { return };
        let classes = [("words", Class::Clitic), ("after", Class::BeforeClitic), ("before", Class::BehindClitic)];
        for (key, class) in classes {
            if let Some(value) = clitics.get(key) {
                self.add_value(value, Entry::new(class, Genders::default()));
            }
        }
    }

    fn add_kin(&mut self, groups: &Table) {
        for (name, value) in groups {
            let mut entry = Entry::new(Class::Kin, Genders::default());
            entry.join(Entry::new(Class::Person, Genders::default()));
            self.add_value(value, Entry { kin: Kin::from_name(name), ..entry });
        }
    }

    fn add_titles(&mut self, titles: &Table) {
        for (place, (key, _)) in self::titles().iter().enumerate() {
            if let Some(value) = titles.get(key) {
                let entry = Entry::new(Class::Person, Genders::default());
                self.add_value(value, Entry { titles: Titles(1 << place.min(63)), ..entry });
            }
        }
    }

    fn add_countries(&mut self, countries: &Table, [names, ending, plural]: &[String; 3]) {
        for (code, value) in countries {
            let columns = value.as_str().unwrap_or_default().split(';');
            let classes = [Class::Country, Class::National, Class::Seat, Class::Seat];
            for (words, class) in columns.zip(classes) {
                let entry = Entry { country: Country::from_code(code), ..Entry::new(class, Genders::default()) };
                self.add_bent_list(words, entry, if class == Class::National { ending } else { names });
                if class == Class::National && !plural.is_empty() {
                    let mut several = entry;
                    several.join(Entry::new(Class::Plural, Genders::default()));
                    self.add_bent_list(words, several, plural);
                }
            }
        }
    }

    /// Adds the words of a list, each without and with each of the endings.
    fn add_bent_list(&mut self, words: &str, entry: Entry, endings: &str) {
        for word in parts(words) {
            for ending in endings.split(',').map(str::trim) {
                self.add_list(&format!("{word}{ending}"), entry);
            }
        }
    }
}

fn parts(list: &str) -> impl Iterator<Item = &str> {
    list.split(',').map(str::trim).filter(|part| !part.is_empty())
}

fn section(table: &Table, name: &str) -> Table {
    table.get(name).and_then(Value::as_table).cloned().unwrap_or_default()
}

fn list(table: &Table, name: &str, key: &str) -> String {
    let value = table.get(name).and_then(|section| section.get(key));
    value.and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn with_genders(entry: Entry, letters: &str) -> Entry {
    let plural = if letters == "p" { Entry::new(Class::Plural, Genders::default()) } else { Entry::default() };
    let mut entry = Entry { genders: genders_of(letters), ..entry };
    entry.join(plural);
    entry
}

fn genders_of(letters: &str) -> Genders {
    let bit = |letter, bit| if letters.contains(letter) { bit } else { 0 };
    Genders(bit('m', 1) | bit('f', 2) | bit('n', 4))
}

/// The word without its accents; `None` where it has none.
fn without_accents(word: &str) -> Option<String> {
    let bare: String = word.nfd().filter(|c| !is_combining_mark(*c)).collect();
    (bare != word && word.is_ascii() != bare.is_ascii()).then_some(bare)
}
