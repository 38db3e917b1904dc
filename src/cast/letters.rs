//! The table of letters: how each language writes the sounds of a name, and how Latin letters may be read.

use std::collections::HashMap;
use std::sync::OnceLock;

use toml::de::{DeTable, DeValue};

use super::script::Script;
use crate::text::fold;

const TABLE: &str = include_str!("../../assets/letters.toml");

/// The languages in which something holds, by their place in the table of letters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Tongues(pub(crate) u64);

impl Tongues {
    /// All languages.
    pub(crate) const ALL: Tongues = Tongues(u64::MAX);

    /// None that the table knows: Chinese and Korean, which write foreign names by no rule.
    pub(crate) const NONE_KNOWN: Tongues = Tongues(1 << 63);

    /// The languages in both.
    pub(crate) fn and(self, other: Tongues) -> Tongues {
        Tongues(self.0 & other.0)
    }

    /// The languages in either.
    pub(crate) fn or(self, other: Tongues) -> Tongues {
        Tongues(self.0 | other.0)
    }

    /// Whether there is none.
    pub(crate) fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The first of them, by its place in the table.
    pub(crate) fn first(self) -> Option<usize> {
        (self.0 != 0).then(|| self.0.trailing_zeros() as usize)
    }
}

/// A language that writes names.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tongue {
    /// Its two letters of ISO 639-1.
    pub(crate) code: &'static str,
    /// Its name in English.
    pub(crate) name: &'static str,
    /// The script it is written in.
    pub(crate) script: Script,
    /// Whether it writes names of its own script too as they sound.
    pub(crate) phonetic: bool,
    /// Letters that tell it from others of its script.
    signs: &'static str,
}

/// One way to write some sounds.
#[derive(Clone, Debug)]
pub(crate) struct Written {
    /// As the language writes it, in lower case.
    pub(crate) raw: Box<str>,
    /// The same, folded.
    pub(crate) folded: Box<str>,
    /// The languages that write so.
    pub(crate) tongues: Tongues,
}

/// Letters and the sounds they may stand for, each way a string of sounds.
pub(crate) type Reading = HashMap<String, Vec<&'static str>>;

/// The table of letters.
#[derive(Debug, Default)]
pub(crate) struct Letters {
    /// The languages, in the order of their bits in [`Tongues`].
    pub(crate) tongues: Vec<Tongue>,
    /// By sounds, the ways to write them.
    pub(crate) writes: HashMap<&'static str, Vec<Written>>,
    readings: HashMap<&'static str, Reading>,
    /// Of readings that hold for certain names: by name of the reading, given names, and ends of surnames.
    signs: Vec<(&'static str, &'static str, &'static str)>,
    /// Of readings of names that are written in Latin letters at home: the letters that show it; none where any may.
    native: Vec<(&'static str, &'static str)>,
}

/// The lines of one language: what they explain, and the ways.
type Lines = HashMap<&'static str, Vec<String>>;

impl Letters {
    /// The table, read at its first use.
    pub(crate) fn table() -> &'static Letters {
        static LETTERS: OnceLock<Letters> = OnceLock::new();
        LETTERS.get_or_init(|| DeTable::parse(TABLE).map_or_else(|_| Letters::default(), |t| Letters::new(t.get_ref())))
    }

    /// The languages with this code; none where the table does not know it.
    pub(crate) fn tongue(&self, code: &str) -> Tongues {
        let known = self.tongues.iter().position(|tongue| tongue.code == code);
        Tongues(known.map_or(0, |at| 1 << at))
    }

    /// All languages of a script.
    pub(crate) fn of_script(&self, script: Script) -> Tongues {
        self.all(|tongue| tongue.script == script)
    }

    /// The language of a script by whose letters a word is best read.
    pub(crate) fn tongue_of(&self, word: &str, script: Script) -> Tongues {
        let lower = word.to_lowercase();
        let signs = |tongue: &Tongue| lower.chars().filter(|c| tongue.signs.contains(*c)).count();
        let own = self.tongues.iter().enumerate().rev().filter(|(_, tongue)| tongue.script == script);
        own.max_by_key(|(_, tongue)| signs(tongue)).map_or(Tongues::default(), |(at, _)| Tongues(1 << at))
    }

    /// All languages that write every name as it sounds, though the name's own language has the same script.
    pub(crate) fn phonetic(&self) -> Tongues {
        self.all(|tongue| tongue.phonetic)
    }

    /// The way to read Latin letters that is called `name`.
    pub(crate) fn reading(&self, name: &str) -> Option<&Reading> {
        self.readings.get(name)
    }

    /// How a name is to be read that these given names or this surname show to be romanised, all folded.
    pub(crate) fn romanised(&self, given: &[String], surname: &str) -> Option<&Reading> {
        let has = |list: &str, word: &str| list.split_whitespace().any(|known| known == word);
        let ends =
            |list: &str| list.split_whitespace().any(|end| surname.len() > end.len() + 1 && surname.ends_with(end));
        let first = given.first().map_or("", String::as_str);
        let by_given = self.signs.iter().find(|(_, names, _)| has(names, first) || has(names, &given.join("-")));
        let (name, ..) = by_given.or_else(|| self.signs.iter().find(|(.., surnames)| ends(surnames)))?;
        self.reading(name)
    }

    /// The ways to read a name that is written in Latin letters at home.
    pub(crate) fn native(&self, word: &str) -> impl Iterator<Item = &Reading> {
        let lower = word.to_lowercase();
        let shows = move |signs: &str| signs.is_empty() || signs.split_whitespace().any(|sign| lower.contains(sign));
        self.native.iter().filter(move |(_, signs)| shows(signs)).filter_map(|(name, _)| self.reading(name))
    }

    /// The way to read the letters of a language whose script is not Latin: that in which it writes.
    pub(crate) fn reversed(&self, tongue: Tongues) -> Reading {
        let mut reading = Reading::new();
        let mut lines: Vec<_> = self.writes.iter().collect();
        lines.sort_unstable_by_key(|(sounds, _)| **sounds);
        for (sounds, written) in lines {
            let own = written.iter().filter(|w| !w.raw.is_empty() && !w.tongues.and(tongue).is_empty());
            for written in own.filter(|_| !sounds.starts_with('^')) {
                let end = if sounds.ends_with('$') { "$" } else { "" };
                reading.entry(format!("{}{end}", written.raw)).or_default().push(sounds.trim_end_matches('$'));
            }
        }
        reading
    }

    fn all(&self, holds: impl Fn(&Tongue) -> bool) -> Tongues {
        let bits = self.tongues.iter().enumerate().filter(|(_, tongue)| holds(tongue)).map(|(at, _)| 1 << at);
        Tongues(bits.fold(0, |all, bit: u64| all | bit))
    }

    fn new(table: &DeTable<'static>) -> Letters {
        let mut letters = Letters::default();
        let mut order: Vec<_> =
            table.iter().map(|(key, value)| (key.span().start, text(key.get_ref()), value)).collect();
        order.sort_by_key(|(place, ..)| *place);
        let mut known: HashMap<&str, Lines> = HashMap::new();
        let mut spoken: HashMap<&str, Reading> = HashMap::new();
        for (_, code, value) in order {
            let Some(entry) = value.get_ref().as_table() else { continue };
            if let Some(lines) = field(entry, "reads") {
                let mut reading = field(entry, "like").and_then(|like| spoken.get(like)).cloned().unwrap_or_default();
                reading.extend(split(lines).map(|(letters, ways)| (letters.to_owned(), ways.collect())));
                spoken.insert(code, reading);
                if let (Some(given), Some(surnames)) = (field(entry, "given"), field(entry, "surnames")) {
                    letters.signs.push((code, given, surnames));
                }
                letters.native.extend(field(entry, "shows").map(|signs| (code, signs)));
            } else {
                let mut lines = field(entry, "like").and_then(|like| known.get(like)).cloned().unwrap_or_default();
                lines.extend(written(entry));
                letters.add(code, entry, &lines);
                known.insert(code, lines);
            }
        }
        letters.readings = spoken;
        letters
    }

    fn add(&mut self, code: &'static str, entry: &DeTable<'static>, lines: &Lines) {
        let tongue = Tongues(1 << self.tongues.len());
        self.tongues.push(Tongue {
            code,
            name: field(entry, "name").unwrap_or(code),
            script: Script::named(field(entry, "script").unwrap_or_default()),
            signs: field(entry, "signs").unwrap_or_default(),
            phonetic: entry.get("phonetic").is_some_and(|value| value.get_ref().as_bool() == Some(true)),
        });
        let mut sounds: Vec<_> = lines.iter().collect();
        sounds.sort_unstable();
        for (sounds, ways) in sounds {
            let known = self.writes.entry(sounds).or_default();
            for way in ways {
                match known.iter_mut().find(|written| *written.raw == **way) {
                    Some(written) => written.tongues = written.tongues.or(tongue),
                    None => known.push(Written { raw: way.as_str().into(), folded: fold(way).into(), tongues: tongue }),
                }
            }
        }
    }
}

/// The lines that tell how a language writes: those of its grid of syllables, and above them its own.
fn written(entry: &DeTable<'static>) -> Lines {
    let mut lines = Lines::new();
    let mut rows = field(entry, "grid").unwrap_or_default().trim().lines();
    let vowels: Vec<&str> = rows.next().unwrap_or_default().split(' ').skip(1).collect();
    for row in rows {
        let mut cells = row.split(' ');
        let consonant = cells.next().unwrap_or_default();
        for (vowel, cell) in vowels.iter().zip(cells) {
            let sounds: &'static str = if *vowel == "-" { consonant } else { format!("{consonant}{vowel}").leak() };
            lines.insert(sounds, vec![cell.to_owned()]);
        }
    }
    let own = split(field(entry, "writes").unwrap_or_default());
    lines.extend(own.map(|(sounds, ways)| (sounds, ways.map(str::to_owned).collect())));
    lines
}

/// The lines of `text`: the first word of each, and the others, where `-` is nothing.
fn split(text: &'static str) -> impl Iterator<Item = (&'static str, impl Iterator<Item = &'static str>)> {
    text.lines().filter_map(|line| {
        let mut words = line.split_whitespace();
        Some((words.next()?, words.map(|word| if word == "-" { "" } else { word })))
    })
}

/// A line of a table, which lives as long as the program.
pub(crate) fn field(entry: &DeTable<'static>, key: &str) -> Option<&'static str> {
    match entry.get(key)?.get_ref() {
        DeValue::String(value) => Some(text(value)),
        _ => None,
    }
}

/// A text of the table, which lives as long as the program.
#[expect(clippy::ptr_arg, reason = "what is borrowed lives for ever, and only the Cow says so")]
fn text(value: &std::borrow::Cow<'static, str>) -> &'static str {
    match value {
        std::borrow::Cow::Borrowed(text) => text,
        std::borrow::Cow::Owned(text) => text.clone().leak(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Letters, Script};

    #[test]
    fn a_language_takes_over_the_lines_of_another() {
        let letters = Letters::table();
        let ways = |code: &str, sounds: &str| -> Vec<&str> {
            let tongue = letters.tongue(code);
            let written = letters.writes[sounds].iter().filter(|w| !w.tongues.and(tongue).is_empty());
            written.map(|w| &*w.raw).collect()
        };
        assert_eq!(ways("fr", "u"), ["ou"]);
        assert_eq!(ways("fr", "r"), ["r"]);
        assert_eq!(ways("uk", "skij$"), ["ський"]);
        assert_eq!(ways("am", "ba"), ["ባ"]);
        assert!(ways("en", "n").contains(&"n"));
    }

    #[test]
    fn every_language_has_letters_of_its_own_script() {
        let letters = Letters::table();
        assert!(letters.tongues.len() > 40 && letters.tongues.len() <= 64);
        for written in letters.writes.values().flatten().filter(|w| !w.raw.is_empty()) {
            let tongue = &letters.tongues[written.tongues.first().expect("a language")];
            let script = Script::of_text(&written.raw);
            assert!(script == tongue.script || script == Script::Other, "{} {}", tongue.name, written.raw);
        }
        for reading in ["roman", "semitic", "continent", "english", "french", "german"] {
            assert!(letters.reading(reading).is_some(), "{reading}");
        }
    }
}
