//! Forms: for each actor, how the parts of the names may be written, and what to search texts for.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use super::endings::Endings;
use super::facts::{Bearer, equal_names, full_names, given_name, surnames};
use super::letters::{Letters, Reading, Tongues};
use super::parts::{Parts, is_initial, is_particle};
use super::pattern::{Ground, Pattern, Reach};
use super::script::Script;
use super::{Actor, Cast, Gender};
use crate::text::{WordSet, fold};

/// The forms of a cast.
#[derive(Clone, Debug)]
pub(crate) struct Forms {
    /// Those of each actor, in the order of the cast.
    pub(crate) actors: Vec<ActorForms>,
}

/// The forms of one actor.
#[derive(Clone, Debug)]
pub(crate) struct ActorForms {
    /// Given names, of all names together.
    pub(crate) given: Vec<Part>,
    /// Surnames, and names that stand alone.
    pub(crate) surnames: Vec<Surname>,
    /// The gender that the cast file tells, or that the given name shows.
    pub(crate) gender: Option<Gender>,
    /// What follows the name: "jr".
    pub(crate) suffix: Option<String>,
    /// Whether the actor holds offices, as people whom everybody knows do.
    pub(crate) known: bool,
    /// Given names that, beside the surname, are never this actor.
    pub(crate) not: Vec<Part>,
}

/// A surname.
#[derive(Clone, Debug)]
pub(crate) struct Surname {
    /// Its parts; the last is the one that is searched for.
    pub(crate) parts: Vec<Part>,
    /// Whether its parts are joined by hyphens, so that none of them stands alone.
    pub(crate) hyphenated: bool,
    /// Whether it stands before the given names, as in Korean.
    pub(crate) first: bool,
    /// Whether it is surname and given name in one.
    pub(crate) whole: bool,
}

/// A part of a name: all ways to write it.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    /// A number that no other part of any cast has.
    pub(crate) number: u32,
    /// As the cast file has it, folded.
    pub(crate) word: String,
    /// What it is beside that.
    pub(crate) kind: PartKind,
    /// Whether it is the first of the parts, that by which friends call someone.
    pub(crate) first: bool,
    /// Whether it is written in Latin letters at home, so that few others in these letters write it as it sounds.
    pub(crate) native: bool,
    /// The spellings that the cast file or a table has, folded.
    pub(crate) spellings: Vec<String>,
    patterns: Vec<Pattern>,
    famous: OnceLock<bool>,
}

/// What a part of a name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PartKind {
    /// A name.
    Name,
    /// Only a first letter.
    Initial,
    /// A word such as "van".
    Particle,
}

/// How a name is read: what its given names and its surname show together.
struct Origin {
    reading: Option<&'static Reading>,
    surname: bool,
}

impl Forms {
    /// Derives the forms of `cast`.
    pub(crate) fn of(cast: &Cast) -> Forms {
        Forms { actors: cast.actors.iter().map(ActorForms::of).collect() }
    }
}

impl ActorForms {
    fn of(actor: &Actor) -> ActorForms {
        let mut forms = ActorForms {
            given: Vec::new(),
            surnames: Vec::new(),
            gender: actor.gender,
            suffix: None,
            known: !actor.offices.is_empty(),
            not: Vec::new(),
        };
        for name in std::iter::once(&actor.name).chain(&actor.names) {
            let parts = Parts::of(name);
            forms.add(&parts);
            forms.add_known(name, &parts);
        }
        let strangers = actor.not.iter().flat_map(|name| strangers(name));
        forms.not = strangers.filter(|stranger| !forms.given.iter().any(|own| own.matches(&stranger.word))).collect();
        forms.gender = forms.gender.or_else(|| forms.given.iter().find_map(|part| gender_of(&part.word)));
        forms
    }

    fn add(&mut self, parts: &Parts) {
        let given: Vec<String> = parts.given.iter().map(|word| fold(word)).collect();
        let reading = Letters::table().romanised(&given, &parts.last());
        self.suffix = self.suffix.take().or_else(|| parts.suffix.as_deref().map(fold));
        for (n, word) in parts.given.iter().enumerate() {
            if !self.given.iter().any(|part| part.matches(word)) {
                let part = Part::of(word, &Origin { reading, surname: false });
                self.given.push(Part { first: n == 0, ..part });
            }
        }
        self.add_surname(parts, reading);
    }

    /// Adds how the whole name and the surname of several words are written elsewhere.
    fn add_known(&mut self, name: &str, parts: &Parts) {
        for spelling in full_names(name) {
            let spelling = spelling.replace('_', " ");
            let whole = Script::of_text(&spelling).has_no_blanks() && !spelling.contains(' ');
            self.add(&in_order(&spelling, parts.first));
            if whole {
                let surname = vec![spelling];
                self.add_surname(&Parts { surname, whole, ..Parts::default() }, None);
            }
        }
        let several = parts.surname.len() > 1 || parts.hyphenated;
        let joined = parts.surname.join(if parts.hyphenated { "-" } else { "_" });
        for spelling in if several { surnames(&joined) } else { Vec::new() } {
            let surname = spelling.split(['_', '-', '・', '·']).map(str::to_owned).collect();
            self.add_surname(&Parts { surname, hyphenated: parts.hyphenated, ..Parts::default() }, None);
        }
        for spelling in if parts.given.len() > 1 { equal_names(&parts.given.join("-")) } else { Vec::new() } {
            for (n, word) in spelling.split(['_', '-']).enumerate() {
                if !self.given.iter().any(|part| part.matches(word)) {
                    let part = Part::of(word, &Origin { reading: None, surname: false });
                    self.given.push(Part { first: n == 0, ..part });
                }
            }
        }
    }

    fn add_surname(&mut self, parts: &Parts, reading: Option<&'static Reading>) {
        let known = |s: &Surname| {
            s.parts.len() == parts.surname.len() && parts.surname.iter().zip(&s.parts).all(|(w, p)| p.matches(w))
        };
        if !parts.surname.is_empty() && !self.surnames.iter().any(known) {
            let origin = Origin { reading, surname: true };
            self.surnames.push(Surname {
                parts: parts.surname.iter().map(|word| Part::of(word, &origin)).collect(),
                hyphenated: parts.hyphenated,
                first: parts.first,
                whole: parts.whole,
            });
        }
    }
}

/// How many parts there have been, to give each its number.
static PARTS: AtomicU32 = AtomicU32::new(0);

impl Part {
    fn of(word: &str, origin: &Origin) -> Part {
        let folded = fold(word);
        let mut part = Part {
            number: PARTS.fetch_add(1, Ordering::Relaxed),
            kind: match () {
                () if is_initial(word) => PartKind::Initial,
                () if is_particle(&folded) => PartKind::Particle,
                () => PartKind::Name,
            },
            first: false,
            native: origin.reading.is_none() && Script::of_text(word) == Script::Latin,
            spellings: vec![folded.clone()],
            patterns: vec![Pattern::same(word, Ground::Own)],
            famous: OnceLock::new(),
            word: folded,
        };
        if part.kind == PartKind::Name {
            part.add_elsewhere(word, origin);
        }
        part
    }

    /// A word that may be a name, of which no more is known.
    pub(crate) fn alone(word: &str) -> Part {
        Part::of(word, &Origin { reading: Letters::table().romanised(&[], word), surname: true })
    }

    /// Adds how others write it: as is known, and as it sounds.
    fn add_elsewhere(&mut self, word: &str, origin: &Origin) {
        let script = Script::of_text(word);
        let known = if origin.surname { surnames(word) } else { equal_names(word) };
        for other in known {
            if !other.contains('_') && !self.matches(other) {
                self.patterns.push(Pattern::same(other, Ground::Known));
                self.spellings.push(fold(other));
            }
        }
        if let Some(stem) = Endings::table().without_wife(word).filter(|_| origin.surname) {
            self.patterns.push(Pattern::same(stem, Ground::Known));
            self.add_elsewhere(stem, origin);
        }
        let letters = Letters::table();
        match (script, origin.reading) {
            (Script::Latin, Some(reading)) => self.patterns.push(Pattern::sounding(word, reading, Tongues::ALL)),
            (Script::Latin, None) => {
                let elsewhere = Tongues(!letters.of_script(Script::Latin).0).or(letters.phonetic());
                for reading in letters.native(word) {
                    self.patterns.push(Pattern::sounding(word, reading, elsewhere));
                }
            }
            (Script::Han | Script::Hebrew | Script::Arabic | Script::Kana | Script::Hangul | Script::Other, _) => {}
            _ => self.patterns.push(Pattern::sounding(
                word,
                &letters.reversed(letters.tongue_of(word, script)),
                Tongues::ALL,
            )),
        }
    }

    /// Whether `word` is a way to write the part, without an ending.
    pub(crate) fn matches(&self, word: &str) -> bool {
        let folded = fold(word);
        self.reach(&folded, &|_, _| String::new(), Tongues::default(), &|len| len == folded.len()).is_some()
    }

    /// The longest way in which the folded `word` begins with the part. See [`Pattern::reach`].
    pub(crate) fn reach(
        &self,
        word: &str,
        written: &dyn Fn(usize, usize) -> String,
        allowed: Tongues,
        ends: &dyn Fn(usize) -> bool,
    ) -> Option<Reach> {
        let first = word.chars().next()?;
        let may = self.patterns.iter().filter(|pattern| pattern.begins_with(first));
        let reaches = may.filter_map(|pattern| pattern.reach(word, written, allowed, ends));
        reaches.max_by_key(|reach| (reach.len, reach.ground, reach.stem))
    }

    /// Whether the folded `word` begins with the part, or with as much of it as endings leave.
    pub(crate) fn may_begin(&self, word: &str) -> bool {
        let Some(first) = word.chars().next() else { return false };
        self.patterns.iter().any(|pattern| pattern.begins_with(first) && pattern.may_begin(word))
    }

    /// Whether it is known all over the world as a surname.
    pub(crate) fn is_well_known(&self) -> bool {
        *self.famous.get_or_init(|| !surnames(&self.word).is_empty())
    }

    /// Whether a way to write the part in `script` is known.
    pub(crate) fn is_in(&self, script: Script) -> bool {
        self.patterns.iter().any(|pattern| pattern.is_known_in(script))
    }

    /// Whether a folded letter may be the first of the part.
    pub(crate) fn begins_with(&self, letter: char) -> bool {
        self.patterns.iter().any(|pattern| pattern.begins_with(letter))
    }

    /// What to search texts for: stretches in lower case, one of which is in every spelling.
    pub(crate) fn fragments(&self) -> Vec<String> {
        let letters = Letters::table();
        let mut found = Vec::new();
        for (n, pattern) in self.patterns.iter().enumerate() {
            for &script in SCRIPTS {
                found.extend(pattern.fragments(letters.of_script(script), n == 0));
            }
            found.extend(pattern.fragments(Tongues::NONE_KNOWN, false));
        }
        found.retain(|fragment: &String| fragment.len() > 2);
        if self.word.len() < 3 {
            found.extend(BESIDE_SHORT.iter().map(|(before, after)| format!("{before}{}{after}", self.word)));
        }
        without_longer(found)
    }
}

/// The shortest of `fragments`: those that hold no other, each once.
fn without_longer(mut fragments: Vec<String>) -> Vec<String> {
    fragments.sort_unstable_by(|a, b| (a.len(), a).cmp(&(b.len(), b)));
    let mut known: WordSet<&[u8]> = WordSet::default();
    let mut lengths: Vec<usize> = Vec::new();
    let mut is_short = Vec::with_capacity(fragments.len());
    for fragment in fragments.iter().map(String::as_bytes) {
        let short = !lengths.iter().any(|&len| fragment.windows(len).any(|part| known.contains(part)));
        if short && known.insert(fragment) && lengths.last() != Some(&fragment.len()) {
            lengths.push(fragment.len());
        }
        is_short.push(short);
    }
    let mut is_short = is_short.into_iter();
    fragments.retain(|_| is_short.next() == Some(true));
    fragments
}

/// The given names of someone else, as the cast file names them.
fn strangers(name: &str) -> Vec<Part> {
    let parts = Parts::of(name);
    let given: Vec<String> = parts.given.iter().map(|word| fold(word)).collect();
    let reading = Letters::table().romanised(&given, &parts.last());
    parts.given.iter().map(|word| Part::of(word, &Origin { reading, surname: false })).collect()
}

/// The parts of a spelling of a name whose surname is known to be the `first` word, or not.
fn in_order(spelling: &str, first: bool) -> Parts {
    match spelling.split_once(' ') {
        Some((surname, given)) if first => Parts {
            given: given.split([' ', '-']).map(str::to_owned).collect(),
            surname: vec![surname.to_owned()],
            first,
            ..Parts::default()
        },
        _ => Parts::of(spelling),
    }
}

/// What stands beside a name of two letters, which is too short to be searched for alone.
const BESIDE_SHORT: &[(&str, &str)] = &[
    (" ", " "),
    (" ", ","),
    (" ", "."),
    (" ", "'"),
    (" ", "’"),
    (" ", "-"),
    ("\n", " "),
    ("\n", "'"),
    ("\n", "’"),
    ("“", " "),
    ("\"", " "),
];

/// The scripts in which some language writes names as they sound.
const SCRIPTS: &[Script] = &[
    Script::Latin,
    Script::Cyrillic,
    Script::Greek,
    Script::Hebrew,
    Script::Arabic,
    Script::Armenian,
    Script::Georgian,
    Script::Ethiopic,
    Script::Kana,
];

fn gender_of(given: &str) -> Option<Gender> {
    match given_name(given)? {
        Bearer::Man => Some(Gender::Masculine),
        Bearer::Woman => Some(Gender::Feminine),
        Bearer::Anyone => None,
    }
}
