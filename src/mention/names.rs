//! Names: the stage that finds proper names of the cast: scan, judge, read the phrase, resolve.

mod anchor;
mod before;
mod behind;
mod beside;
mod chunks;
mod context;
mod familiar;
mod gap;
mod hidden;
mod judge;
mod near;
mod phrase;
mod places;
mod resolve;
mod scan;
#[cfg(test)]
mod tests;
mod usage;
mod word;

use std::cmp::Reverse;
use std::sync::OnceLock;

use super::Mention;
use crate::cast::{Cast, Endings, Forms, Surname};
use crate::text::{Folded, Language, Span, WordMap, fold};
use anchor::{Anchor, Place, stretches};
use familiar::{Familiar, Seen};
use hidden::{LONGEST_HIDDEN, first_hidden};
use judge::{Setting, judge, judge_glued};
use phrase::{Phrase, Reader, Whose, is_mans};
use places::Places;
use resolve::{Candidate, part_from_full_names, resolve};
use scan::Scan;
use word::Word;

/// Finds the names of one cast in any number of articles.
#[derive(Debug)]
pub(super) struct Names {
    forms: Forms,
    places: Places,
    /// What is searched for in texts that are folded first.
    folded: Stretches,
}

/// A word that may be a part of a name, and which.
type Sight = (Word, Anchor);

/// The bytes that are searched at once, so that what stands behind the first place is not searched in vain.
const BLOCK: usize = 4096;

/// What to search for, made ready at the first search.
#[derive(Debug)]
struct Stretches {
    stretches: Vec<(String, Anchor)>,
    scan: OnceLock<Scan<Anchor>>,
}

impl Stretches {
    fn new(stretches: Vec<(String, Anchor)>) -> Self {
        Stretches { stretches, scan: OnceLock::new() }
    }

    fn scan(&self) -> &Scan<Anchor> {
        self.scan.get_or_init(|| Scan::new(self.stretches.iter().cloned()))
    }
}

impl Names {
    /// Makes the stage for `cast`.
    pub(super) fn new(cast: &Cast) -> Self {
        let forms = Forms::of(cast);
        let stretches = stretches(&forms);
        let surnames = stretches.iter().filter(|(_, anchor)| anchor.is_surname());
        let folded = surnames.map(|(stretch, anchor)| (fold(stretch), *anchor)).collect();
        Names { folded: Stretches::new(folded), places: Places::new(stretches), forms }
    }

    /// The first place in the bytes of a text, or of many, where there may be a name, or a character that hides one.
    pub(super) fn first_in(&self, raw: &[u8]) -> Option<usize> {
        (0..raw.len()).step_by(BLOCK).find_map(|start| {
            let end = raw.len().min(start + BLOCK);
            // What hides letters may begin in the block before.
            let looked_at = raw.get(start.saturating_sub(LONGEST_HIDDEN)..end).unwrap_or_default();
            let hidden = first_hidden(looked_at).map(|at| start.saturating_sub(LONGEST_HIDDEN) + at);
            let text = raw.get(..hidden.unwrap_or(raw.len())).unwrap_or_default();
            self.places.first_in(&self.forms, text, start..end).or(hidden)
        })
    }

    /// All names in `text`, in the order of their spans; its `language` is asked for only where there may be one.
    pub(super) fn find(&self, text: &str, language: impl FnOnce() -> Option<Language>) -> Vec<Mention> {
        let (surnames, familiar) = self.sights(text);
        if surnames.is_empty() {
            return Vec::new();
        }
        let language = language();
        let setting = Setting::of(text, language.as_ref());
        let surnames = surnames.iter();
        let mut candidates: Vec<Candidate> =
            surnames.filter_map(|(word, anchor)| self.candidate(text, &setting, *anchor, word)).collect();
        candidates.sort_by_key(|c| (c.phrase.span.start, c.actor, Reverse(c.phrase.span.end)));
        candidates.dedup_by(|b, a| a.actor == b.actor && a.phrase.span.overlaps(b.phrase.span));
        if candidates.is_empty() {
            return Vec::new();
        }
        part_from_full_names(text, &mut candidates);
        let mut seen: WordMap<u16, Seen> = WordMap::default();
        for candidate in candidates.iter().filter(|c| c.phrase.is_named() || !c.fit.weak && !c.fit.small) {
            let seen = seen.entry(candidate.actor).or_default();
            seen.named |= candidate.phrase.is_named();
            seen.by_man |= matches!(&candidate.phrase.whose, Whose::Other(name) if is_mans(name));
        }
        let mut mentions = resolve(text, &setting, &self.forms, &candidates);
        mentions
            .extend(Familiar { text, setting: &setting, forms: &self.forms, seen: &seen }.find(familiar, &mentions));
        mentions.sort_by_key(|mention| mention.span);
        mentions
    }

    /// The words that may be surnames, and those that may be other parts of names. In text with letters that hide others,
    /// surnames are searched for in its folded copy.
    fn sights(&self, text: &str) -> (Vec<Sight>, Vec<Sight>) {
        let (mut surnames, mut familiar) = (Vec::new(), Vec::new());
        self.places.each(&self.forms, text, |word, anchor| {
            let of_kind = if anchor.is_surname() { &mut surnames } else { &mut familiar };
            of_kind.push((word, anchor));
        });
        if first_hidden(text.as_bytes()).is_some() {
            surnames = self.hidden_surnames(text);
        }
        (surnames, familiar)
    }

    /// The words that may be surnames in the folded copy of a text.
    fn hidden_surnames(&self, text: &str) -> Vec<Sight> {
        let folded = Folded::new(text);
        let found = self.folded.scan().all(folded.text().as_bytes()).into_iter();
        let word = |at| Word::at(text, folded.original(Span::new(at, at + 1)).start as usize);
        let mut words: Vec<Sight> = found.filter_map(|(at, anchor)| Some((word(at)?, anchor))).collect();
        words.sort_by_key(|(word, anchor)| (word.span, *anchor));
        words.dedup_by_key(|(word, anchor)| (word.span, *anchor));
        words
    }

    fn candidate(&self, text: &str, setting: &Setting<'_>, anchor: Anchor, word: &Word) -> Option<Candidate> {
        let actor = self.forms.actors.get(usize::from(anchor.actor))?;
        let Place::Surname(number) = anchor.place else { return None };
        let surname = actor.surnames.get(usize::from(number))?;
        let part = surname.parts.last()?;
        let reader = Reader { text, setting, actor, surname: usize::from(number) };
        let glued =
            || judge_glued(text, word, part, setting).filter(|fit| reader.follows_given(fit.span.start as usize));
        let fit = judge(text, word, part, setting).or_else(glued)?;
        if is_address(text, fit.span) || surname_is_defined(text, word, fit.span, surname) {
            return None;
        }
        let phrase: Phrase = reader.phrase(&fit);
        Some(Candidate { actor: anchor.actor, surname: number, fit, phrase })
    }
}

/// Whether a name is only a part of an address: of a page, of a letter box, of an account.
fn is_address(text: &str, name: Span) -> bool {
    let ends = |c: char| c.is_whitespace() || "()<>[]{}\"“”«»,;".contains(c);
    let (start, end) = (name.start as usize, name.end as usize);
    let before = text.get(word::floor(text, start.saturating_sub(LONGEST_ADDRESS))..start).unwrap_or("");
    let before = before.rsplit(ends).next().unwrap_or("");
    let after = text.get(end..word::floor(text, end + LONGEST_ADDRESS)).unwrap_or("");
    let after = after.split(ends).next().unwrap_or("");
    let letters = |text: &str| text.contains(char::is_alphanumeric);
    before.contains("://")
        || before.starts_with("www.")
        || before.starts_with(['@', '#']) && (letters(before) || after.starts_with(char::is_alphanumeric))
        || after.contains('@') && letters(after)
}

/// The most bytes of an address to either side of a name.
const LONGEST_ADDRESS: usize = 120;

/// Whether an article is written on before a surname that has none: it is a word then.
fn surname_is_defined(text: &str, word: &Word, name: Span, surname: &Surname) -> bool {
    let before = Span::new(word.span.start as usize, name.start as usize);
    surname.parts.len() == 1 && Endings::table().is_definite(before.of(text))
}
