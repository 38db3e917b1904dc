//! Words: the letters around a place in a text, folded, with where in them a name may begin and end.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::judge::{Fit, Question};
use crate::cast::{Gender, Script};
use crate::text::{Folded, QuickMap, Span, Table, WordMap};

/// A word of a text: letters, with the apostrophes between them. Hyphens part words.
#[derive(Clone, Debug)]
pub(super) struct Word {
    /// Where it is.
    pub(super) span: Span,
    /// The script of its first letter.
    pub(super) script: Script,
    letters: Rc<Letters>,
}

/// What is known of a word wherever it stands.
#[derive(Debug)]
struct Letters {
    script: Script,
    folded: Folded,
    /// The folded offsets at which something else may begin or end: a capital behind a small letter, an apostrophe, a
    /// change between letters and digits.
    seams: Vec<usize>,
    /// What has been asked of it, with the answers, whose spans count from its start.
    judged: RefCell<QuickMap<Question, Option<Fit>>>,
    /// The same of what can be said of it in a setting.
    told: RefCell<Vec<(Trait, u64, bool)>>,
    /// What the tables say of it in the setting with this mark.
    standing: Cell<Option<(u64, Standing)>>,
}

/// What can be said of a word, whatever stands beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trait {
    /// That it makes a thing of a name behind it, which is bare or not, if it has a capital or not.
    ThingBefore { capital: bool, bare: bool },
    /// The same of a name before it.
    ThingBehind { capital: bool, bare: bool },
    /// That it is a given name, perhaps with an ending; inside a sentence, or at its start.
    Given { inside: bool },
    /// That it is made of a father's name.
    Fathers,
    /// That it is a slip for a given name of an actor, the first of which has this number.
    Slip(u32),
}

/// What the tables say of a word that may stand before a name.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "a word may be any of these at once")]
pub(super) struct Standing {
    /// The gender that it shows as a form of address.
    pub(super) address: Option<Gender>,
    /// Whether it is such a word as "van".
    pub(super) particle: bool,
    /// Whether it tells what someone is who is called by a given name.
    pub(super) crown: bool,
    /// Whether it tells what someone is.
    pub(super) title: bool,
    /// The same, or that it is a small word.
    pub(super) post: bool,
    /// Whether it is one letter.
    pub(super) one_letter: bool,
}

/// The most that is remembered of one word.
const MOST_TOLD: usize = 40;

thread_local! {
    /// The words that this thread has met lately, for the same ones come again and again.
    static MET: RefCell<WordMap<Box<str>, Rc<Letters>>> = RefCell::default();
}

/// How many of them are kept; then it begins anew.
const MOST_MET: usize = 4096;

/// The most bytes that a word may reach to either side.
const LONGEST: usize = 120;

impl Word {
    /// The word that holds the byte at `at`; `None` where none does.
    pub(super) fn around(text: &str, at: usize) -> Option<Word> {
        if let Some(span) = ascii_around(text.as_bytes(), at) {
            return Some(Word::new(text, span));
        }
        let first = text.get(at..)?.chars().next()?;
        let script = Script::of(first);
        if !is_part(first) {
            return None;
        }
        let from = floor(text, at.saturating_sub(LONGEST));
        let before = text.get(from..at)?;
        let kin = |c: char| is_part(c) && runs_with(c, script);
        let taken = before.chars().rev().take_while(|&c| kin(c) || is_joint(c)).map(char::len_utf8).sum::<usize>();
        let start = at - taken;
        let taken = taken
            + text
                .get(at..)?
                .chars()
                .take_while(|&c| kin(c) || is_joint(c))
                .map(char::len_utf8)
                .sum::<usize>()
                .min(LONGEST);
        let span = trim(text, Span::new(start, floor(text, start + taken)));
        (!span.is_empty()).then(|| Word::new(text, span))
    }

    /// The word that holds the byte at `at`, or else the next one on.
    pub(super) fn at(text: &str, at: usize) -> Option<Word> {
        Word::around(text, at).or_else(|| Word::after(text, at).map(|(word, _)| word))
    }

    /// The word that ends before `at`, and what stands between; `None` where that holds more than blanks and one sign.
    pub(super) fn before(text: &str, at: usize) -> Option<(Word, &str)> {
        let from = floor(text, at.saturating_sub(LONGEST));
        let gap = text.get(from..at)?;
        let blank = gap.chars().rev().take_while(|&c| !is_part(c)).map(char::len_utf8).sum::<usize>();
        let end = at - blank;
        let last = text.get(from..end)?.chars().next_back()?;
        Some((Word::around(text, end - last.len_utf8())?, text.get(end..at)?))
    }

    /// The word that begins behind `at`, and what stands between.
    pub(super) fn after(text: &str, at: usize) -> Option<(Word, &str)> {
        let rest = text.get(at..floor(text, at + LONGEST))?;
        let blank = rest.chars().take_while(|&c| !is_part(c)).map(char::len_utf8).sum::<usize>();
        Some((Word::around(text, at + blank)?, text.get(at..at + blank)?))
    }

    /// The same word so many bytes on.
    pub(super) fn moved(&self, by: usize) -> Word {
        let span = Span::new(self.span.start as usize + by, self.span.end as usize + by);
        Word { span, ..self.clone() }
    }

    fn new(text: &str, span: Span) -> Word {
        let letters = Letters::met(span.of(text));
        Word { span, script: letters.script, letters }
    }

    /// The word, folded.
    pub(super) fn text(&self) -> &str {
        self.letters.folded.text()
    }

    /// The answer to a question about the word, which is worked out when it is first asked.
    pub(super) fn judged(&self, question: Question, answer: impl FnOnce() -> Option<Fit>) -> Option<Fit> {
        let known = self.letters.judged.borrow().get(&question).copied();
        let start = self.span.start;
        let fit = known.unwrap_or_else(|| {
            let here =
                |fit: Fit| Fit { span: Span { start: fit.span.start - start, end: fit.span.end - start }, ..fit };
            let fit = answer().map(here);
            self.letters.judged.borrow_mut().insert(question, fit);
            fit
        });
        fit.map(|fit| Fit { span: Span { start: fit.span.start + start, end: fit.span.end + start }, ..fit })
    }

    /// Whether something can be said of the word in the setting with this mark, which is worked out when it is first
    /// asked.
    pub(super) fn is(&self, what: Trait, mark: u64, answer: impl FnOnce() -> bool) -> bool {
        let known = self.letters.told.borrow().iter().find(|told| (told.0, told.1) == (what, mark)).map(|told| told.2);
        known.unwrap_or_else(|| {
            let answer = answer();
            let mut told = self.letters.told.borrow_mut();
            if told.len() >= MOST_TOLD {
                told.clear();
            }
            told.push((what, mark, answer));
            answer
        })
    }

    /// What the tables say of the word in the setting with this mark, where they are `asked` only once.
    pub(super) fn standing(&self, mark: u64, asked: impl FnOnce() -> Standing) -> Standing {
        let known = self.letters.standing.get().filter(|(known, _)| *known == mark);
        let (_, standing) = known.unwrap_or_else(|| (mark, asked()));
        self.letters.standing.set(Some((mark, standing)));
        standing
    }

    /// The folded offsets at which a name may begin, save behind letters written on before it.
    pub(super) fn starts(&self) -> impl Iterator<Item = usize> {
        self.letters.seams.iter().copied().filter(|&at| at < self.text().len())
    }

    /// Whether something may end at the folded offset `at`.
    pub(super) fn is_seam(&self, at: usize) -> bool {
        self.letters.seams.binary_search(&at).is_ok()
    }

    /// The bytes of the text that stand for the folded `start..end`.
    pub(super) fn original(&self, start: usize, end: usize) -> Span {
        let span = self.letters.folded.original(Span::new(start, end));
        Span::new((self.span.start + span.start) as usize, (self.span.start + span.end) as usize)
    }

    /// The folded `start..end` as it stands in `text`, in lower case.
    pub(super) fn written(&self, text: &str, start: usize, end: usize) -> String {
        self.original(start, end).of(text).to_lowercase()
    }
}

impl Letters {
    /// What is known of the word that is written so.
    fn met(raw: &str) -> Rc<Letters> {
        MET.with_borrow_mut(|met| {
            if let Some(known) = met.get(raw) {
                return known.clone();
            }
            if met.len() >= MOST_MET {
                met.clear();
            }
            met.entry(raw.into()).or_insert_with(|| Rc::new(Letters::of(raw))).clone()
        })
    }

    fn of(raw: &str) -> Letters {
        let folded = Folded::new(raw);
        let mut seams = vec![0, folded.text().len()];
        let mut before: Option<char> = None;
        for (at, c) in raw.char_indices() {
            let seam = before.is_some_and(|b| {
                (b.is_lowercase() && c.is_uppercase())
                    || b.is_numeric() != c.is_numeric()
                    || is_hiragana(b) != is_hiragana(c)
                    || is_apostrophe(b)
                    || is_apostrophe(c)
            });
            if seam {
                seams.push(folded.folded(Span::new(at, raw.len())).start as usize);
            }
            if !is_joint(c) || is_apostrophe(c) {
                before = Some(c);
            }
        }
        let script = Script::of_text(raw);
        if script == Script::Han {
            seams.extend(folded.text().char_indices().map(|(at, _)| at));
        }
        seams.sort_unstable();
        seams.dedup();
        Letters {
            script,
            folded,
            seams,
            judged: RefCell::default(),
            told: RefCell::default(),
            standing: Cell::default(),
        }
    }
}

/// What a character is to a word.
#[derive(Clone, Copy)]
struct Role {
    /// Whether it can be part of one.
    part: bool,
    /// Whether it may stand inside one though it is no letter.
    joint: bool,
    script: Script,
}

static ROLES: Table<Role> = Table::new(|c| Role {
    part: c.is_alphanumeric() || is_mark(c),
    joint: is_apostrophe(c) || is_mark(c),
    script: Script::of(c),
});

/// Whether `c` can be part of a word.
pub(super) fn is_part(c: char) -> bool {
    ROLES.of(c).part
}

/// Marks that go with letters, seen or unseen.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{483}'..='\u{487}'
        | '\u{5b0}'..='\u{5bd}' | '\u{5bf}'..='\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}'
        | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{900}'..='\u{903}' | '\u{93a}'..='\u{94f}' | '\u{1ab0}'..='\u{1aff}')
}

/// What may stand inside a word though it is no letter.
fn is_joint(c: char) -> bool {
    ROLES.of(c).joint
}

/// Apostrophes of all kinds.
pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '´' | '`' | '׳' | 'ʹ' | '＇')
}

fn is_hiragana(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{309f}')
}

/// Whether `c` goes on a word that is in `script`: those that write without blanks end where the script does.
fn runs_with(c: char, script: Script) -> bool {
    let other = ROLES.of(c).script;
    other == script || !(other.runs_on() || script.runs_on()) || (c == 'ー' && script == Script::Kana)
}

/// The ASCII letters and digits around `at`, where nothing beside them can belong to the word: the same, told sooner.
fn ascii_around(text: &[u8], at: usize) -> Option<Span> {
    let is_part = |byte: &&u8| byte.is_ascii_alphanumeric();
    let start = at - text.get(..at)?.iter().rev().take(LONGEST).take_while(is_part).count();
    let end = at + text.get(at..)?.iter().take(LONGEST).take_while(is_part).count();
    let ends = |byte: Option<&u8>| byte.is_none_or(|byte| byte.is_ascii() && !is_part(&byte) && !b"'`".contains(byte));
    let is_whole = end > at && ends(text.get(..start)?.last()) && ends(text.get(end));
    is_whole.then(|| Span::new(start, end))
}

/// Takes apostrophes off the ends.
fn trim(text: &str, span: Span) -> Span {
    let word = span.of(text);
    let kept = word.trim_start_matches(is_joint);
    let start = span.start as usize + word.len() - kept.len();
    Span::new(start, start + kept.trim_end_matches(is_apostrophe).len())
}

/// The nearest place at or before `at` where a character begins.
pub(super) fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}
