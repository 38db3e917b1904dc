//! Phrases: from a surname that was found outwards, to the given names, initials and words that stand with it.

use crate::cast::{ActorForms, Bearer, Gender, Part, PartKind, Script, distance, given_name, is_particle, is_suffix};
use crate::text::{Span, fold};

use super::context::{Contexts, is_famous};
use super::judge::{Setting, judge};
use super::word::{Word, is_apostrophe};

/// What stands with a surname.
#[derive(Clone, Debug)]
pub(super) struct Phrase {
    /// The whole name.
    pub(super) span: Span,
    /// Whom the words beside it show it to be.
    pub(super) whose: Whose,
    /// The form of address before it.
    pub(super) address: Option<Gender>,
    /// Whether a word for a post or a form of address stands before it.
    pub(super) titled: bool,
    /// A word with a capital before the name, inside a sentence, that is in no list: perhaps another's given name.
    pub(super) unknown: Option<String>,
    /// The word before the name, folded, and whether the two stand in one sentence.
    pub(super) before: Option<(String, bool)>,
}

impl Phrase {
    /// Whether a given name of the actor stands with the surname.
    pub(super) fn is_named(&self) -> bool {
        self.whose == Whose::Given
    }
}

/// Whom the words beside a surname show it to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Whose {
    /// The actor: a given name of theirs stands with it.
    Given,
    /// The actor: the first letter of a given name of theirs stands with it.
    Initial,
    /// It may be the actor: no given name stands with it.
    Bare,
    /// Another person, with this given name.
    Other(String),
    /// A thing.
    Thing,
}

/// The most names between a given name and the surname: further given names, a father's name, a second surname.
const MOST_BETWEEN: usize = 3;

/// A given name with fewer letters is told by all of them.
const LONG: usize = 5;
/// The same where one slip makes another name of it.
const LONGER: usize = 6;

/// The most words that are no known names.
const MOST_LOOSE: usize = 2;

/// A text, the actor whose surname was found in it, and which of their surnames.
pub(super) struct Reader<'a> {
    /// The text.
    pub(super) text: &'a str,
    /// Its language.
    pub(super) setting: &'a Setting<'a>,
    /// The actor.
    pub(super) actor: &'a ActorForms,
    /// Which surname of theirs.
    pub(super) surname: usize,
}

/// What a word before a surname is.
enum Beside {
    Given(Span),
    Initial(char, Span),
    /// Belongs to the surname.
    Surname(Span),
    /// Is a further name, of the actor or of someone else.
    Name(Span, String),
    /// Is a name that the cast file says is never the actor's.
    Stranger(String),
    /// Belongs to the name if a given name of the actor stands before it, else not.
    Particle(Span),
    /// The same, for a word with a capital, which may be a given name that nobody knows.
    Capital(Span, String),
    Address(Gender),
    Post,
    Thing,
    Nothing,
}

impl Reader<'_> {
    /// Whether a given name of the actor stands right before `at`.
    pub(super) fn follows_given(&self, at: usize) -> bool {
        let before = Word::before(self.text, at);
        before.is_some_and(|(word, gap)| matches!(self.beside(&word, gap), Beside::Given(_)))
    }

    /// Reads what stands with the surname at `span`.
    pub(super) fn phrase(&self, span: Span) -> Phrase {
        let mut phrase = Phrase { span, whose: Whose::Bare, address: None, titled: false, unknown: None, before: None };
        if self.actor.surnames[self.surname].whole {
            return Phrase { whose: Whose::Given, ..phrase };
        }
        self.take_in(&mut phrase);
        if self.actor.surnames[self.surname].first {
            self.read_first(&mut phrase);
        }
        if phrase.whose == Whose::Bare {
            self.read_before(&mut phrase);
        }
        if phrase.whose == Whose::Bare {
            self.read_first(&mut phrase);
        }
        let suffix = phrase.span.end;
        self.read_after(&mut phrase);
        if self.actor.suffix.is_some() && phrase.span.end == suffix && phrase.whose != Whose::Thing {
            phrase.whose = Whose::Other(String::new());
        }
        phrase
    }

    /// Takes in what is written on before the surname and belongs to the name.
    fn take_in(&self, phrase: &mut Phrase) {
        let Some(word) = Word::around(self.text, phrase.span.start as usize) else { return };
        let before = Span::new(word.span.start as usize, phrase.span.start as usize);
        let own = fold(before.of(self.text));
        let mut parts = self.actor.surnames[self.surname].parts.iter().chain(&self.actor.given);
        if !own.is_empty() && parts.any(|part| part.word == own) {
            phrase.span.start = before.start;
        }
    }

    fn read_before(&self, phrase: &mut Phrase) {
        let mut start = phrase.span.start;
        let mut between: Vec<String> = Vec::new();
        let mut initials: Vec<char> = Vec::new();
        let mut initials_start = start;
        let mut loose = 0;
        for _ in 0..=MOST_BETWEEN + 2 {
            let Some((word, gap)) = Word::before(self.text, start as usize) else { break };
            if phrase.before.is_none() {
                phrase.before = Some((word.text().to_owned(), is_same_sentence(gap)));
            }
            match self.beside(&word, gap) {
                Beside::Given(span) if phrase.whose == Whose::Bare && self.is_written_on(span, phrase.span) => {
                    phrase.whose = Whose::Thing;
                    break;
                }
                Beside::Given(span) if loose == 0 || !self.is_far(span, phrase.span) => {
                    phrase.span.start = span.start;
                    phrase.whose = Whose::Given;
                    start = span.start;
                    between.clear();
                    loose = 0;
                }
                _ if phrase.whose == Whose::Given => break,
                Beside::Initial(letter, span) => {
                    initials.push(letter);
                    initials_start = span.start;
                    start = span.start;
                }
                Beside::Surname(span) if between.is_empty() && initials.is_empty() && loose == 0 => {
                    phrase.span.start = span.start;
                    phrase.before = None;
                    start = span.start;
                }
                Beside::Name(span, name) if between.len() < MOST_BETWEEN => {
                    between.push(name);
                    start = span.start;
                }
                Beside::Stranger(name) => {
                    phrase.whose = Whose::Other(name);
                    break;
                }
                Beside::Capital(span, word) if loose < MOST_BETWEEN => {
                    if loose == 0 && between.is_empty() && initials.is_empty() && self.is_inside_sentence(span) {
                        phrase.unknown = Some(word);
                    }
                    loose += 1;
                    start = span.start;
                }
                Beside::Particle(span) if loose < MOST_BETWEEN => {
                    loose += 1;
                    start = span.start;
                }
                Beside::Address(gender) if loose == 0 => {
                    phrase.address = phrase.address.or(Some(gender));
                    phrase.titled = true;
                    break;
                }
                Beside::Post if loose == 0 => {
                    phrase.titled = true;
                    break;
                }
                Beside::Thing if between.is_empty() && loose == 0 => {
                    phrase.whose = Whose::Thing;
                    break;
                }
                _ => break,
            }
        }
        if phrase.whose == Whose::Bare {
            self.weigh(phrase, &between, &initials, initials_start);
        }
    }

    /// Whether hyphens join a given name and the surname, as they do in names of streets.
    fn is_written_on(&self, given: Span, surname: Span) -> bool {
        let gap = self.text.get(given.end as usize..surname.start as usize).unwrap_or("");
        let surname = surname.of(self.text);
        is_hyphen(gap) && !self.actor.given.iter().any(|part| part.word == fold(surname))
    }

    /// Whether a word stands inside a sentence, where a capital says something.
    fn is_inside_sentence(&self, span: Span) -> bool {
        let before = Word::before(self.text, span.start as usize);
        let small = |word: &Word| word.span.of(self.text).starts_with(char::is_lowercase);
        let plain = |word: &Word, gap: &str| small(word) && is_same_sentence(gap) && is_blank(gap);
        !Contexts::table().capitals(self.setting.code) && before.is_some_and(|(word, gap)| plain(&word, gap))
    }

    /// Whether so many words stand between a given name and the surname that they are no one name.
    fn is_far(&self, given: Span, surname: Span) -> bool {
        let between = Span::new(given.end as usize, surname.start as usize);
        between.of(self.text).split_whitespace().count() > MOST_LOOSE
    }

    /// Decides, where no given name of the actor was met, whose names and initials stand before the surname.
    fn weigh(&self, phrase: &mut Phrase, between: &[String], initials: &[char], initials_start: u32) {
        let own = |letter: &char| self.actor.given.iter().any(|part| part.begins_with(*letter));
        if let Some(name) = between.first() {
            phrase.whose = Whose::Other(name.clone());
        } else if let Some(first) = initials.last() {
            if own(first) || self.actor.given.is_empty() {
                phrase.whose = Whose::Initial;
                phrase.span.start = initials_start;
            } else {
                phrase.whose = Whose::Other(first.to_string());
            }
        }
    }

    fn beside(&self, word: &Word, gap: &str) -> Beside {
        let folded = word.text();
        let raw = word.span.of(self.text);
        let dotted = gap.starts_with('.');
        let hyphen = is_hyphen(gap);
        if let Some(gender) = Contexts::table().letter(self.setting.code, folded).filter(|_| dotted) {
            return Beside::Address(gender);
        }
        if dotted && is_one_letter(folded) && gap.get(1..).is_some_and(|rest| rest.is_empty() || is_blank(rest)) {
            return Beside::Initial(folded.chars().next().unwrap_or(' '), word.span);
        }
        if !(is_blank(gap) || hyphen || is_middle_dot(gap) || dotted && is_blank(gap.get(1..).unwrap_or(""))) {
            return Beside::Nothing;
        }
        if let Some(gender) = Contexts::table().address(folded).filter(|_| !is_one_letter(folded)) {
            return Beside::Address(gender);
        }
        if dotted {
            return if Contexts::table().is_post(folded) { Beside::Post } else { Beside::Nothing };
        }
        let surname = &self.actor.surnames[self.surname];
        let earlier = surname.parts.split_last().map_or(&[][..], |(_, earlier)| earlier);
        if let Some(fit) = earlier.iter().find_map(|part| judge(self.text, word, part, self.setting)) {
            return Beside::Surname(fit.span);
        }
        if self.actor.not.iter().any(|part| judge(self.text, word, part, self.setting).is_some()) {
            return Beside::Stranger(folded.to_owned());
        }
        if let Some(fit) = self
            .actor
            .given
            .iter()
            .filter(|p| p.kind != PartKind::Initial)
            .find_map(|p| judge(self.text, word, p, self.setting))
        {
            return Beside::Given(fit.span);
        }
        if Contexts::table().is_thing_before(folded) {
            return Beside::Thing;
        }
        if raw.starts_with(char::is_uppercase) && self.is_slip(folded) {
            return Beside::Given(word.span);
        }
        if is_particle(folded) && raw.starts_with(char::is_lowercase) {
            return if hyphen { Beside::Surname(word.span) } else { Beside::Particle(word.span) };
        }
        if Contexts::table().is_post(folded) {
            return if Contexts::table().is_title(folded) { Beside::Post } else { Beside::Nothing };
        }
        if self.may_be_name(word, hyphen, is_middle_dot(gap)) {
            return Beside::Name(word.span, folded.to_owned());
        }
        if raw.starts_with(char::is_uppercase) {
            return Beside::Capital(word.span, folded.to_owned());
        }
        Beside::Nothing
    }

    /// Whether a word is one slip of the keyboard away from a given name of the actor. If it is a name too, it has to
    /// be long, and not of the other gender.
    fn is_slip(&self, folded: &str) -> bool {
        if Contexts::table().is_post(folded) || contradicts(folded, self.actor.gender) {
            return false;
        }
        let least = if given_name(folded).is_some() { LONGER } else { LONG };
        let long = |part: &&Part| part.word.chars().count() >= least && folded.chars().count() >= LONG;
        self.actor.given.iter().filter(long).any(|part| slipped(&part.word, folded))
    }

    /// Whether a word may be someone's given name or father's name.
    fn may_be_name(&self, word: &Word, hyphen: bool, dotted: bool) -> bool {
        let raw = word.span.of(self.text);
        let name = word.text().rsplit('\'').next().unwrap_or("");
        if !word.script.has_capitals() {
            return given_name(name).is_some() || dotted && self.actor.given.iter().any(|part| part.is_in(word.script));
        }
        if !raw.starts_with(char::is_uppercase) || hyphen && given_name(word.text()).is_none() {
            return false;
        }
        given_name(name).is_some() || is_fathers_name(name)
    }

    /// Reads a given name, initials and a father's name behind the surname: "Orbán Viktor", "Putin V. V.".
    fn read_first(&self, phrase: &mut Phrase) {
        let mut end = phrase.span.end;
        let mut any = false;
        for _ in 0..MOST_BETWEEN {
            let Some((word, gap)) = Word::after(self.text, end as usize) else { break };
            let given = self.actor.given.iter().filter(|p| p.kind != PartKind::Initial && is_joined(gap, word.script));
            let fit = given.filter_map(|p| judge(self.text, &word, p, self.setting)).find(|fit| !fit.small);
            let initial = is_one_letter(word.text())
                && self.text.get(word.span.end as usize..).is_some_and(|t| t.starts_with('.'));
            if let Some(fit) = fit {
                end = fit.span.end;
                phrase.whose = Whose::Given;
                any = true;
            } else if initial && (is_blank(gap) || any && gap.starts_with('.')) && self.is_own_initial(&word, any) {
                end = word.span.end + 1;
                any = true;
                phrase.whose = Whose::Initial;
            } else if any && is_blank(gap) && is_fathers_name(word.text()) {
                end = word.span.end;
            } else {
                break;
            }
        }
        if any {
            phrase.span.end = end;
        }
    }

    fn is_own_initial(&self, word: &Word, further: bool) -> bool {
        let letter = word.text().chars().next().unwrap_or(' ');
        let capital = word.span.of(self.text).starts_with(char::is_uppercase);
        capital && (further || self.actor.given.iter().any(|part| part.begins_with(letter)))
    }

    /// Reads what stands behind the name: "Jr", "Tower".
    fn read_after(&self, phrase: &mut Phrase) {
        let behind = self.text.get(phrase.span.end as usize..).unwrap_or("");
        phrase.titled = phrase.titled || Contexts::table().posts_behind().any(|post| behind.starts_with(post));
        let Some((word, gap)) = Word::after(self.text, phrase.span.end as usize) else { return };
        let folded = word.text();
        let near = is_blank(gap) || is_hyphen(gap) || gap == ", ";
        let capital = word.span.of(self.text).starts_with(char::is_uppercase);
        if near && is_suffix(folded) && (capital || folded.len() > 2) {
            let own = self.actor.suffix.as_deref().is_some_and(|suffix| suffix.trim_end_matches('.') == folded);
            if own {
                phrase.span.end = word.span.end;
                phrase.whose = Whose::Given;
            } else if gap != ", " || folded == "jr" || folded == "sr" {
                phrase.whose = Whose::Other(folded.to_owned());
            }
        } else if (is_blank(gap) || is_hyphen(gap))
            && Contexts::table().is_thing_after(folded)
            && (capital || is_hyphen(gap))
        {
            if phrase.whose == Whose::Bare || is_hyphen(gap) {
                phrase.whose = Whose::Thing;
            }
        } else if phrase.whose == Whose::Bare && capital && is_blank(gap) && !gap.contains('\n') {
            self.read_as_given(phrase, folded);
        }
    }

    /// Where the surname is a given name too, takes it for that of someone whose surname follows.
    fn read_as_given(&self, phrase: &mut Phrase, next: &str) {
        let capitals = Contexts::table().capitals(self.setting.code) && given_name(next).is_none();
        let surname = self.actor.surnames[self.surname].parts.last();
        let name = surname.is_some_and(|part| given_name(&part.word).is_some() && !is_famous(part));
        if name && !phrase.titled && !capitals && !Contexts::table().is_post(next) {
            phrase.whose = Whose::Other(next.to_owned());
        }
    }
}

/// Whether someone's given name is known to be borne by the other gender.
pub(super) fn contradicts(name: &str, gender: Option<Gender>) -> bool {
    given_name(name).is_some_and(|bearer: Bearer| !bearer.may_be(gender))
}

pub(super) fn is_blank(gap: &str) -> bool {
    !gap.is_empty() && gap.matches('\n').count() < 2 && gap.chars().all(char::is_whitespace)
}

pub(super) fn is_hyphen(gap: &str) -> bool {
    matches!(gap, "-" | "‐" | "‑" | "־")
}

fn is_middle_dot(gap: &str) -> bool {
    matches!(gap, "·" | "・" | "•" | "‧" | "=" | "＝")
}

/// Whether two words so parted are one name.
fn is_joined(gap: &str, script: Script) -> bool {
    is_blank(gap) || is_middle_dot(gap) || is_hyphen(gap) || gap.is_empty() && script.runs_on()
}

pub(super) fn is_same_sentence(gap: &str) -> bool {
    !gap.contains(['.', '!', '?', '\n', '…', ':', '"', '“', '”', '«', '»', '„', '—', '–', '•'])
        && !gap.chars().any(is_apostrophe)
}

fn is_one_letter(folded: &str) -> bool {
    folded.chars().count() == 1 && folded.chars().all(char::is_alphabetic)
}

/// Whether two words differ by one letter, or by two that have changed places.
fn slipped(a: &str, b: &str) -> bool {
    let mut sorted = [a.chars().collect::<Vec<_>>(), b.chars().collect()];
    for letters in &mut sorted {
        letters.sort_unstable();
    }
    distance(a, b) == 1 || sorted[0] == sorted[1]
}

/// Whether a folded word is made of a father's name.
fn is_fathers_name(word: &str) -> bool {
    const ENDS: &[&str] = &[
        "ovich",
        "evich",
        "ovitch",
        "evitch",
        "owitsch",
        "ewitsch",
        "ovics",
        "evics",
        "ovic",
        "evic",
        "owicz",
        "ewicz",
        "ovna",
        "evna",
        "ownna",
        "вич",
        "вича",
        "вичу",
        "вичем",
        "виче",
        "вна",
        "вны",
        "вне",
        "вну",
        "вной",
        "ич",
        "ыч",
        "улы",
        "ұлы",
        "қызы",
        "uly",
        "oglu",
        "оглы",
        "кызы",
        "йович",
        "івна",
    ];
    word.chars().count() > 5 && ENDS.iter().any(|end| word.ends_with(&fold(end)))
}
