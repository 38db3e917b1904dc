//! Names: the stage that finds proper names of the cast: scan, judge, read the phrase, resolve.

mod before;
mod behind;
mod beside;
mod context;
mod familiar;
mod gap;
mod hidden;
mod judge;
mod phrase;
mod places;
mod resolve;
mod scan;
#[cfg(test)]
mod tests;
mod usage;
mod word;

use std::cmp::Reverse;
use std::ops::ControlFlow;
use std::sync::OnceLock;

use super::Mention;
use crate::cast::{Cast, Endings, Forms, Part, Surname};
use crate::text::{Folded, Language, Span, WordMap, fold};
use familiar::{Familiar, Seen};
use hidden::{LONGEST_HIDDEN, first_hidden};
use judge::{Setting, judge, judge_glued};
use phrase::{Phrase, Reader, Whose, is_mans};
use places::{Anchored, Places};
use resolve::{Candidate, part_from_full_names, resolve};
use scan::Scan;
use word::Word;

/// Finds the names of one cast in any number of articles.
#[derive(Debug)]
pub(super) struct Names {
    forms: Forms,
    places: Places<Anchor>,
    /// What is searched for in texts that are folded first.
    folded: Stretches,
    /// Made ready when an article first names someone.
    familiar: OnceLock<Familiar>,
}

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

/// Whose surname a stretch of letters is part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Anchor {
    actor: u16,
    surname: u16,
}

impl Anchored for Anchor {
    fn part(self, forms: &Forms) -> Option<&Part> {
        forms.actors.get(usize::from(self.actor))?.surnames.get(usize::from(self.surname))?.parts.last()
    }
}

impl Names {
    /// Makes the stage for `cast`.
    pub(super) fn new(cast: &Cast) -> Self {
        let forms = Forms::of(cast);
        let mut stretches = Vec::new();
        for (actor, of_actor) in (0..).zip(&forms.actors) {
            for (surname, parts) in (0..).zip(&of_actor.surnames) {
                let fragments = parts.parts.last().map(Part::fragments).unwrap_or_default();
                stretches.extend(fragments.into_iter().map(|f| (f, Anchor { actor, surname })));
            }
        }
        let folded = stretches.iter().map(|(f, anchor)| (fold(f), *anchor)).collect();
        Names {
            places: Places::new(stretches.into_iter()),
            folded: Stretches::new(folded),
            familiar: OnceLock::new(),
            forms,
        }
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
        let mut places: Vec<(usize, Anchor)> = Vec::new();
        self.each(text, |at, anchor| {
            places.push((at, anchor));
            ControlFlow::Continue(())
        });
        if places.is_empty() {
            return Vec::new();
        }
        let language = language();
        let setting = Setting::of(text, language.as_ref());
        let mut candidates = self.candidates(text, &setting, places);
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
        let familiar = self.familiar.get_or_init(|| Familiar::new(&self.forms));
        mentions.extend(familiar.find(text, &setting, &self.forms, &seen, &mentions));
        mentions.sort_by_key(|mention| mention.span);
        mentions
    }

    /// What may be a name, of the words at `places`.
    fn candidates(&self, text: &str, setting: &Setting<'_>, places: Vec<(usize, Anchor)>) -> Vec<Candidate> {
        let mut candidates: Vec<Candidate> = Vec::new();
        let mut seen: Vec<(Anchor, Span)> = Vec::new();
        for (at, anchor) in places {
            let Some(word) = Word::at(text, at) else { continue };
            if seen.contains(&(anchor, word.span)) {
                continue;
            }
            if seen.len() > 64 {
                seen.clear();
            }
            seen.push((anchor, word.span));
            candidates.extend(self.candidate(text, setting, anchor, &word));
        }
        candidates
    }

    /// Tells where a stretch of a name stands, until it is told to stop. Text with letters that hide others is searched
    /// in its folded copy.
    fn each(&self, text: &str, mut found: impl FnMut(usize, Anchor) -> ControlFlow<()>) {
        if first_hidden(text.as_bytes()).is_some() {
            let folded = Folded::new(text);
            self.folded.scan().each(folded.text().as_bytes(), |at, anchor| {
                found(folded.original(Span::new(at, at + 1)).start as usize, anchor)
            });
        } else {
            self.places.each(&self.forms, text.as_bytes(), found);
        }
    }

    fn candidate(&self, text: &str, setting: &Setting<'_>, anchor: Anchor, word: &Word) -> Option<Candidate> {
        let actor = self.forms.actors.get(usize::from(anchor.actor))?;
        let surname = actor.surnames.get(usize::from(anchor.surname))?;
        let part = surname.parts.last()?;
        let reader = Reader { text, setting, actor, surname: usize::from(anchor.surname) };
        let glued =
            || judge_glued(text, word, part, setting).filter(|fit| reader.follows_given(fit.span.start as usize));
        let fit = judge(text, word, part, setting).or_else(glued)?;
        if is_address(text, fit.span) || surname_is_defined(text, word, fit.span, surname) {
            return None;
        }
        let phrase: Phrase = reader.phrase(&fit);
        Some(Candidate { actor: anchor.actor, surname: anchor.surname, fit, phrase })
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
