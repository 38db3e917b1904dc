//! What stands before a surname, read word by word to the left: whose given names and initials, which title.

use crate::cast::{Bearer, Gender, PartKind, ends_in_vowel, given_name};
use crate::text::{Span, fold};

use super::beside::Beside;
use super::context::Contexts;
use super::gap::{is_blank, is_hyphen, is_same_sentence};
use super::judge::Fit;
use super::phrase::{Before, MOST_BETWEEN, Phrase, Reader, Whose};
use super::word::Word;

/// The most words that are no known names.
const MOST_LOOSE: usize = 2;
/// The most words between a preposition and the name that it governs.
const MOST_GOVERNED: usize = 2;

/// Reads what stands before the surname of `phrase`.
pub(super) fn read(reader: &Reader<'_>, fit: &Fit, phrase: Phrase) -> Phrase {
    let start = phrase.span.start;
    let (between, initials) = (Vec::new(), Vec::new());
    let mut walk = Walk { reader, fit, phrase, start, between, initials, first: start, loose: 0, taken: 0 };
    for _ in 0..=MOST_BETWEEN + 2 {
        let Some((word, gap)) = Word::before(reader.text, walk.start as usize) else { break };
        walk.note(&word, gap);
        if !walk.take(reader.beside(&word, gap)) {
            break;
        }
    }
    if walk.phrase.whose == Whose::Bare {
        walk.weigh();
    }
    walk.phrase
}

/// How far to the left a name was read, and what was met.
struct Walk<'a> {
    reader: &'a Reader<'a>,
    /// How the surname was recognised.
    fit: &'a Fit,
    phrase: Phrase,
    /// Where the last word begins that was read.
    start: u32,
    /// Names that are not known to be the actor's, the nearest first.
    between: Vec<String>,
    /// First letters, the nearest first, and where the last of them stands.
    initials: Vec<char>,
    first: u32,
    /// How many words were passed that belong to the name only if a given name follows.
    loose: usize,
    /// How many parts of the surname were met before its last.
    taken: usize,
}

impl Walk<'_> {
    fn note(&mut self, word: &Word, gap: &str) {
        if self.phrase.before.is_none() {
            let word = word.text().to_owned();
            self.phrase.before = Some(Before { word, inside: is_same_sentence(gap), joined: is_blank(gap) });
        }
    }

    /// Takes one more word; tells whether to go on.
    fn take(&mut self, beside: Beside) -> bool {
        match beside {
            Beside::Given(span) => self.take_given(span),
            Beside::Thing if self.between.is_empty() && self.loose == 0 => self.take_thing(),
            _ if self.phrase.whose == Whose::Given => false,
            Beside::Initial(letter, span) => {
                self.initials.push(letter);
                self.first = span.start;
                self.pass(span)
            }
            Beside::Surname(span) => self.take_surname(span),
            Beside::Name(span, _) if self.between.is_empty() && self.is_bent_alone(span) => false,
            Beside::Capital(span) if self.is_nearest() && self.is_governed(span) => false,
            Beside::Name(span, name) if self.between.len() < MOST_BETWEEN => {
                self.between.push(name);
                self.pass(span)
            }
            Beside::Capital(span) if self.loose < MOST_BETWEEN => self.take_capital(span),
            Beside::Double(_, word) if self.is_nearest() => self.end(Whose::Other(word)),
            Beside::Particle(span) | Beside::Double(span, _) if self.loose < MOST_BETWEEN => {
                self.loose += 1;
                self.pass(span)
            }
            Beside::Stranger(name) => self.end(Whose::Other(name)),
            Beside::Address(gender) if self.loose == 0 => self.take_title(Some(gender)),
            Beside::Post if self.loose == 0 => self.take_title(None),
            _ => false,
        }
    }

    fn pass(&mut self, span: Span) -> bool {
        self.start = span.start;
        true
    }

    fn end(&mut self, whose: Whose) -> bool {
        self.phrase.whose = whose;
        false
    }

    fn take_thing(&mut self) -> bool {
        let before = Word::before(self.reader.text, self.start as usize);
        let capital = |word: &Word| word.span.of(self.reader.text).starts_with(char::is_uppercase);
        let thing = |(word, _): (Word, &str)| self.reader.is_thing(&word, capital(&word), false);
        if self.phrase.whose == Whose::Bare || before.is_some_and(thing) {
            self.phrase.whose = Whose::Thing;
        }
        false
    }

    fn take_given(&mut self, span: Span) -> bool {
        if self.phrase.whose == Whose::Bare && self.is_written_on(span) {
            return self.end(Whose::Thing);
        }
        if self.loose > 0 && self.is_far(span) {
            return false;
        }
        if self.initials.last().is_some_and(|letter| self.is_anothers(*letter)) {
            return self.end(Whose::Other(span.of(self.reader.text).to_lowercase()));
        }
        self.phrase.span.start = span.start;
        self.phrase.whose = Whose::Given;
        self.between.clear();
        self.loose = 0;
        self.pass(span)
    }

    fn take_surname(&mut self, span: Span) -> bool {
        let most = self.reader.surname().parts.len() - 1;
        if !self.between.is_empty() || !self.initials.is_empty() || self.loose > 0 || self.taken >= most {
            return false;
        }
        self.taken += 1;
        self.phrase.span.start = span.start;
        self.phrase.before = None;
        self.pass(span)
    }

    fn take_capital(&mut self, span: Span) -> bool {
        if self.is_nearest() && self.is_inside_sentence(span) {
            self.phrase.unknown = Some(span);
        }
        self.loose += 1;
        self.pass(span)
    }

    /// Whether a name before the surname has a case that the surname has not: "po rozmowie z Kofim Putin wyjechał". A
    /// woman's may have, for then the surname does not bend.
    fn is_bent_alone(&self, name: Span) -> bool {
        let Some(word) = Word::around(self.reader.text, name.start as usize) else { return false };
        let forms = self.reader.setting.bare(word.text(), word.script);
        let mut bearers = forms.filter_map(|form| Some((given_name(&form)?, form))).peekable();
        let bent = bearers.peek().is_some_and(|(_, form)| form != word.text());
        let hers = |(bearer, form): (Bearer, String)| bearer.may_be(Some(Gender::Feminine)) && ends_in_vowel(&form);
        self.is_mans_unbent() && bent && !bearers.any(hers)
    }

    /// Whether a preposition governs a word before the surname, which is not in the case for it; a noun may stand
    /// between, as in "w stanie Iowa Putin wygrał", if the word looks as if it was bent.
    fn is_governed(&self, word: Span) -> bool {
        let (text, setting) = (self.reader.text, self.reader.setting);
        if !self.is_mans_unbent() {
            return false;
        }
        let mut start = word.start as usize;
        for between in 0..=MOST_GOVERNED {
            let Some((before, gap)) = Word::before(text, start) else { return false };
            if gap.contains('\n') || !is_blank(gap) {
                return false;
            }
            if Contexts::table().is_preposition(setting.code, before.text()) {
                let folded = fold(word.of(text));
                return between == 0 || setting.bare(&folded, before.script).nth(1).is_some();
            }
            if !before.span.of(text).starts_with(char::is_lowercase) {
                return false;
            }
            start = before.span.start as usize;
        }
        false
    }

    /// Whether the surname is a man's in its base form, though it would bend in any other case.
    fn is_mans_unbent(&self) -> bool {
        self.reader.actor.gender == Some(Gender::Masculine) && self.reader.is_unbent(self.fit)
    }

    /// Whether nothing was met yet that may be a name.
    fn is_nearest(&self) -> bool {
        self.loose == 0 && self.between.is_empty() && self.initials.is_empty()
    }

    fn take_title(&mut self, gender: Option<Gender>) -> bool {
        self.phrase.address = self.phrase.address.or(gender);
        self.phrase.titled = true;
        false
    }

    /// Whether the actor is known by other initials than this one behind the given name.
    fn is_anothers(&self, letter: char) -> bool {
        let mut own = self.reader.actor.given.iter().filter(|part| part.kind == PartKind::Initial).peekable();
        own.peek().is_some() && !self.reader.actor.given.iter().any(|part| part.begins_with(letter))
    }

    /// Whether hyphens join a given name and the surname, as they do in names of streets.
    fn is_written_on(&self, given: Span) -> bool {
        let surname = self.phrase.span;
        let gap = self.reader.text.get(given.end as usize..surname.start as usize).unwrap_or("");
        let surname = fold(surname.of(self.reader.text));
        let joined = is_hyphen(gap) || gap.starts_with('-') && gap.ends_with(".-");
        joined && !self.reader.actor.given.iter().any(|part| part.word == surname)
    }

    /// Whether so many words stand between a given name and the surname that they are no one name.
    fn is_far(&self, given: Span) -> bool {
        let between = Span::new(given.end as usize, self.phrase.span.start as usize);
        between.of(self.reader.text).split_whitespace().count() > MOST_LOOSE
    }

    /// Whether a word stands inside a sentence, where a capital says something.
    fn is_inside_sentence(&self, span: Span) -> bool {
        let before = Word::before(self.reader.text, span.start as usize);
        let small = |word: &Word| word.span.of(self.reader.text).starts_with(char::is_lowercase);
        let plain = |word: &Word, gap: &str| small(word) && is_same_sentence(gap) && is_blank(gap);
        let code = self.reader.setting.code;
        !Contexts::table().capitals(code) && before.is_some_and(|(word, gap)| plain(&word, gap))
    }

    /// Decides, where no given name of the actor was met, whose names and initials stand before the surname.
    fn weigh(&mut self) {
        let own = |letter: &char| self.reader.actor.given.iter().any(|part| part.begins_with(*letter));
        if let Some(name) = self.between.first() {
            self.phrase.whose = Whose::Other(name.clone());
        } else if let Some(first) = self.initials.last() {
            if own(first) || self.reader.actor.given.is_empty() {
                self.phrase.whose = Whose::Initial;
                self.phrase.span.start = self.first;
            } else {
                self.phrase.whose = Whose::Other(first.to_string());
            }
        }
    }
}
