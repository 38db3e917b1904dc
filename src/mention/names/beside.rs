//! What a word before a surname is: a name, of whom, a title, or nothing that belongs to it.

use crate::cast::{Gender, distance, given_name, is_particle, surnames};
use crate::text::Span;

use super::context::Contexts;
use super::gap::{is_blank, is_hyphen, is_middle_dot, is_same_sentence};
use super::judge::judge;
use super::phrase::{Reader, contradicts};
use super::word::{Standing, Trait, Word, is_apostrophe};

/// What a word before a surname is.
pub(super) enum Beside {
    /// A given name of the actor.
    Given(Span),
    /// The first letter of a given name.
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
    Capital(Span),
    /// A word with a capital that a hyphen joins to the surname, as in a double name or the name of a house.
    Double(Span, String),
    /// A form of address, which shows a gender.
    Address(Gender),
    /// What someone is.
    Post,
    /// What makes a thing of the name.
    Thing,
    /// Anything else.
    Nothing,
}

/// A given name with fewer letters is told by all of them.
const LONG: usize = 5;
/// The same where one slip makes another name of it.
const LONGER: usize = 6;
/// A given name with fewer letters is not told when it has an ending.
const SHORT: usize = 4;

impl Reader<'_> {
    /// Whether a given name of the actor stands right before `at`.
    pub(super) fn follows_given(&self, at: usize) -> bool {
        let before = Word::before(self.text, at);
        before.is_some_and(|(word, gap)| matches!(self.beside(&word, gap), Beside::Given(_)))
    }

    /// What `word` is to the surname, or the part of a name, behind it, from which `gap` parts it.
    pub(super) fn beside(&self, word: &Word, gap: &str) -> Beside {
        let rest = gap.strip_prefix('.');
        let joined = is_blank(gap) || is_hyphen(gap) || is_middle_dot(gap);
        match rest {
            Some(rest) => self.abbreviated(word, rest),
            None if joined => self.own(word).unwrap_or_else(|| self.other(word, gap)),
            None => Beside::Nothing,
        }
    }

    /// What a word is that a dot ends.
    fn abbreviated(&self, word: &Word, rest: &str) -> Beside {
        let standing = self.standing(word);
        let near = rest.is_empty() || is_blank(rest) || is_hyphen(rest);
        if let Some(gender) = standing.address.filter(|_| near || !standing.one_letter) {
            return Beside::Address(gender);
        }
        match word.text().chars().next() {
            Some(letter) if near && self.is_initial(word) => Beside::Initial(letter, word.span),
            _ if !is_blank(rest) => Beside::Nothing,
            _ if standing.post => Beside::Post,
            _ => Beside::Nothing,
        }
    }

    /// Whether a word is one letter, and no small one as ends "in the year 2016 r."
    fn is_initial(&self, word: &Word) -> bool {
        self.standing(word).one_letter && !self.is_small(word.span)
    }

    /// What the tables say of a word.
    fn standing(&self, word: &Word) -> Standing {
        let (table, code, folded) = (Contexts::table(), self.setting.code, word.text());
        word.standing(self.setting.mark, || Standing {
            address: table.address(code, folded),
            particle: is_particle(folded),
            crown: table.is_crown(code, folded),
            title: table.is_title(code, folded),
            post: table.is_post(code, folded),
            one_letter: is_one_letter(folded),
        })
    }

    /// What a word is by the names of the actor.
    fn own(&self, word: &Word) -> Option<Beside> {
        let standing = self.standing(word);
        if let Some(gender) = standing.address.filter(|_| !standing.one_letter) {
            return Some(Beside::Address(gender));
        }
        let fit = |part| judge(self.text, word, part, self.setting);
        let earlier = self.surname().parts.split_last().map_or(&[][..], |(_, earlier)| earlier);
        if let Some(fit) = earlier.iter().find_map(fit) {
            return Some(Beside::Surname(fit.span));
        }
        if self.actor.not.iter().any(|part| fit(part).is_some()) {
            return Some(Beside::Stranger(word.text().to_owned()));
        }
        self.given(word).map(|fit| Beside::Given(fit.span))
    }

    /// What a word is that is no name of the actor's.
    fn other(&self, word: &Word, gap: &str) -> Beside {
        let standing = self.standing(word);
        let folded = word.text();
        let raw = word.span.of(self.text);
        let capital = raw.starts_with(char::is_uppercase);
        match () {
            () if self.is_thing(word, capital, true) => Beside::Thing,
            () if capital && self.may_be_slip(word) => Beside::Given(word.span),
            () if standing.particle && raw.starts_with(char::is_lowercase) => {
                if is_hyphen(gap) {
                    Beside::Surname(word.span)
                } else {
                    Beside::Particle(word.span)
                }
            }
            () if standing.crown && self.is_called_by_given() => Beside::Stranger(folded.to_owned()),
            () if standing.title => Beside::Post,
            () if standing.post => Beside::Nothing,
            () if self.may_be_name(word, gap) => Beside::Name(word.span, folded.to_owned()),
            () if capital && is_hyphen(gap) && !is_surname(folded) => Beside::Double(word.span, folded.to_owned()),
            () if capital => Beside::Capital(word.span),
            () => Beside::Nothing,
        }
    }

    /// Whether a word makes a thing of the name behind it, which is a `bare` surname or not, as it stands, with an
    /// ending, or behind an article that an apostrophe joins to it.
    pub(super) fn is_thing(&self, word: &Word, capital: bool, bare: bool) -> bool {
        let table = Contexts::table();
        let thing = |word: String| table.is_thing_before(self.setting.code, &word, capital, bare);
        word.is(Trait::ThingBefore { capital, bare }, self.setting.mark, || {
            let without_article = word.text().rsplit('\'').next().unwrap_or("");
            self.setting.bare(without_article, word.script).any(thing)
        })
    }

    /// Whether the surname may be a king's given name.
    fn is_called_by_given(&self) -> bool {
        let last = self.surname().parts.last();
        !self.actor.given.is_empty() && last.is_some_and(|part| given_name(&part.word).is_some())
    }

    /// Whether a word is a slip for a given name of the actor, perhaps with an ending.
    fn may_be_slip(&self, word: &Word) -> bool {
        let slip = || self.setting.bare(word.text(), word.script).any(|bare| self.is_slip(&bare));
        let first = self.actor.given.first();
        first.is_some_and(|first| word.is(Trait::Slip(first.number), self.setting.mark, slip))
    }

    /// Whether a word is one slip of the keyboard away from a given name of the actor. If it is a name too, it has to
    /// be long, and not of the other gender.
    fn is_slip(&self, folded: &str) -> bool {
        if Contexts::table().is_post(self.setting.code, folded) || contradicts(folded, self.actor.gender) {
            return false;
        }
        let least = if given_name(folded).is_some() { LONGER } else { LONG };
        let long = |word: &str| word.chars().count() >= least && folded.chars().count() >= LONG;
        let spellings = self.actor.given.iter().flat_map(|part| &part.spellings);
        spellings.filter(|spelling| long(spelling)).any(|spelling| slipped(spelling, folded))
    }

    /// Whether a word may be someone's given name or father's name.
    fn may_be_name(&self, word: &Word, gap: &str) -> bool {
        let name = word.text().rsplit('\'').next().unwrap_or("");
        let inside = Word::before(self.text, word.span.start as usize).is_some_and(|(_, gap)| is_same_sentence(gap));
        let known = word.is(Trait::Given { inside }, self.setting.mark, || {
            let least = if inside { SHORT } else { LONGER };
            let long = |bare: &String| bare == name || bare.chars().count() >= least;
            self.setting.bare(name, word.script).filter(long).any(|name| given_name(&name).is_some())
        });
        if !word.script.has_capitals() {
            return known || is_middle_dot(gap) && self.actor.given.iter().any(|part| part.is_in(word.script));
        }
        let whole = !is_hyphen(gap) || given_name(word.text()).is_some();
        let raw = word.span.of(self.text).rsplit(is_apostrophe).next().unwrap_or("");
        let capital = raw.starts_with(char::is_uppercase);
        let line_ends = gap.contains('\n') && self.ends_name(word);
        let fathers = || word.is(Trait::Fathers, 0, || Contexts::table().is_fathers_name(name));
        capital && whole && !line_ends && (known || fathers())
    }

    /// Whether someone's name ends with `word`: a given name stands before it.
    fn ends_name(&self, word: &Word) -> bool {
        let before = Word::before(self.text, word.span.start as usize);
        before.is_some_and(|(before, gap)| {
            let capital = before.span.of(self.text).starts_with(char::is_uppercase);
            capital && is_blank(gap) && given_name(before.text()).is_some()
        })
    }
}

/// Whether a folded word is a well-known surname, so that a hyphen joins two people: "Merkel-Macron".
fn is_surname(folded: &str) -> bool {
    !surnames(folded).is_empty()
}

/// Whether a folded word is one letter.
pub(super) fn is_one_letter(folded: &str) -> bool {
    folded.chars().count() == 1 && folded.chars().all(char::is_alphabetic)
}

/// Whether two words differ by one letter, or by two that have changed places.
fn slipped(a: &str, b: &str) -> bool {
    if a.chars().count().abs_diff(b.chars().count()) > 1 {
        return false;
    }
    let mut sorted = [a.chars().collect::<Vec<_>>(), b.chars().collect()];
    for letters in &mut sorted {
        letters.sort_unstable();
    }
    sorted[0] == sorted[1] || distance(a, b) == 1
}
