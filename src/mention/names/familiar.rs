//! Familiar names: given names and first surnames that stand alone, of actors whom the article names in full.

use crate::cast::{ActorForms, ActorIndex, Forms, Gender, Script, given_name, is_particle, is_same_suffix};
use crate::mention::{Certainty, Kind, Mention};
use crate::text::{Span, WordMap, WordSet};

use super::anchor::{Anchor, Place};
use super::behind::is_written_suffix;
use super::context::Contexts;
use super::gap::{is_blank, is_hyphen, is_same_sentence};
use super::judge::{Fit, Setting, judge};
use super::phrase::written_out;
use super::word::Word;

/// An article that names actors, in which they may be called by other parts of their names.
pub(super) struct Familiar<'a> {
    /// Its text.
    pub(super) text: &'a str,
    /// What is known of it.
    pub(super) setting: &'a Setting<'a>,
    /// The forms of the cast.
    pub(super) forms: &'a Forms,
    /// What it tells of the surnames that are in it, by actor.
    pub(super) seen: &'a WordMap<u16, Seen>,
}

/// What an article tells of an actor's surname.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Seen {
    /// Whether the actor is named in full.
    pub(super) named: bool,
    /// Whether a man bears it.
    pub(super) by_man: bool,
}

/// A part of a name that stands alone.
struct Alone {
    anchor: Anchor,
    span: Span,
    /// Whether the name of someone else goes on from it.
    other: bool,
    /// Whether another surname goes on from it, that of a wife before she was one.
    maiden: bool,
}

impl Familiar<'_> {
    /// Of the words that may be such parts those that are, beside the `known` mentions, which are in order.
    pub(super) fn find(&self, words: Vec<(Word, Anchor)>, known: &[Mention]) -> Vec<Mention> {
        let Familiar { text, setting, forms, seen } = *self;
        let mut found: Vec<Alone> = Vec::new();
        for (word, anchor) in words {
            if let Some(seen) = seen.get(&anchor.actor).filter(|_| !is_known(known, word.span.start as usize)) {
                let alone = alone(text, setting, forms, anchor, &word);
                found.extend(alone.map(|alone| alone.married(text, setting, forms, *seen)));
            }
        }
        found.sort_by_key(|alone| (alone.span, alone.anchor));
        found.dedup_by_key(|alone| (alone.span, alone.anchor));
        let count = |anchor, other| found.iter().filter(|a| a.anchor == anchor && a.other == other).count();
        let shared: WordSet<Anchor> =
            found.iter().map(|a| a.anchor).filter(|&a| count(a, true) > count(a, false)).collect();
        let named = |actor| seen.get(&actor).is_some_and(|seen| seen.named);
        let rival = |a: &Alone, b: &Alone| {
            a.span.overlaps(b.span)
                && !b.other
                && a.anchor.actor != b.anchor.actor
                && named(b.anchor.actor) >= named(a.anchor.actor)
        };
        let rivals = |a: &Alone| found.iter().any(|b| rival(a, b));
        let own = found.iter().filter(|a| !a.other && !shared.contains(&a.anchor) && !rivals(a));
        let own = own.filter(|a| named(a.anchor.actor) || a.anchor.place == Place::Given(0));
        let mut mentions: Vec<Mention> = own.map(|alone| mention(alone, named(alone.anchor.actor))).collect();
        mentions.dedup_by(|b, a| a.span.overlaps(b.span));
        mentions.retain(|m| !is_known(known, m.span.start as usize) && !is_known(known, m.span.end as usize - 1));
        mentions
    }
}

/// How many words before a name, and behind it, are looked at for a wedding.
const NEAR_WEDDING: (usize, usize) = (8, 2);

impl Alone {
    /// Takes in the surname that a wife had before, where her name is told with a word for a wife or a wedding, and the
    /// article names a man with her surname.
    fn married(self, text: &str, setting: &Setting<'_>, forms: &Forms, seen: Seen) -> Alone {
        let actor = &forms.actors[usize::from(self.anchor.actor)];
        let may_be = self.other && seen.by_man && self.anchor.place == Place::Given(0);
        if !may_be || actor.gender != Some(Gender::Feminine) || !is_told_of_wedding(text, setting, self.span) {
            return self;
        }
        let surname = Word::after(text, self.span.end as usize)
            .filter(|(word, gap)| gap == &" " && word.span.of(text).starts_with(char::is_uppercase));
        match surname {
            Some((word, _)) => {
                let span = Span::new(self.span.start as usize, word.span.end as usize);
                Alone { span, other: false, maiden: true, ..self }
            }
            None => self,
        }
    }
}

/// Whether a word for a wife or a wedding stands near a name in its sentence.
fn is_told_of_wedding(text: &str, setting: &Setting<'_>, name: Span) -> bool {
    let is_wedding =
        |word: Word| setting.bare(word.text(), word.script).any(|w| Contexts::table().is_wedding(setting.code, &w));
    let mut at = name.start as usize;
    let before = std::iter::from_fn(|| {
        let (word, gap) = Word::before(text, at)?;
        at = word.span.start as usize;
        is_same_sentence(gap).then_some(word)
    });
    if before.take(NEAR_WEDDING.0).any(is_wedding) {
        return true;
    }
    let mut at = name.end as usize;
    let behind = std::iter::from_fn(|| {
        let (word, gap) = Word::after(text, at)?;
        at = word.span.end as usize;
        is_same_sentence(gap).then_some(word)
    });
    behind.skip(1).take(NEAR_WEDDING.1).any(is_wedding)
}

fn mention(alone: &Alone, named: bool) -> Mention {
    let reason = match alone.anchor.place {
        Place::Given(_) if alone.maiden => "given name and another surname, of the wife of one who bears hers",
        Place::Given(_) if !named => "given name, of one whose surname is in this article",
        Place::Given(_) => "given name, of one who is named in full in this article",
        Place::Surname(_) | Place::Earlier(..) => "first surname, of one who is named in full in this article",
    };
    let actor = ActorIndex(alone.anchor.actor);
    let certainty = if named && !alone.maiden { Certainty::Sure } else { Certainty::Likely };
    Mention { span: alone.span, actor, kind: Kind::Name, certainty, reason: reason.into() }
}

fn is_known(known: &[Mention], at: usize) -> bool {
    let after = known.partition_point(|m| m.span.start as usize <= at);
    known.get(..after).and_then(<[Mention]>::last).is_some_and(|m| m.span.contains(at))
}

fn alone(text: &str, setting: &Setting<'_>, forms: &Forms, anchor: Anchor, word: &Word) -> Option<Alone> {
    let actor = forms.actors.get(usize::from(anchor.actor))?;
    let part = anchor.part(forms)?;
    let fit: Fit = judge(text, word, part, setting)?;
    let common = given_name(word.text()).is_some();
    let letters = fit.span.of(text).chars().count();
    let short = word.script.has_capitals() && letters < 3;
    if short
        || word.script == Script::Han && follows_han(text, fit.span)
        || fit.weak
        || fit.small
        || fit.within && !word.script.runs_on()
        || (!word.script.has_capitals() && common)
    {
        return None;
    }
    let (span, other) = go_on(text, setting, actor, fit.span);
    if other && actor.suffix.is_some() {
        return None;
    }
    Some(Alone { anchor, span, other: other || follows_name(text, setting, span), maiden: false })
}

/// How far given names of the actor go on from `span`, and whether it is someone else's name that goes on.
fn go_on(text: &str, setting: &Setting<'_>, actor: &ActorForms, mut span: Span) -> (Span, bool) {
    let other = actor.suffix.is_some();
    while let Some((next, gap)) = Word::after(text, span.end as usize) {
        let folded = next.text();
        let capital = next.span.of(text).starts_with(char::is_uppercase);
        if is_blank(gap) && is_written_suffix(text, &next) {
            let own = actor.suffix.as_deref().is_some_and(|suffix| is_same_suffix(suffix, folded));
            return (if own { Span::new(span.start as usize, next.span.end as usize) } else { span }, !own);
        }
        let fit = written_out(&actor.given).find_map(|part| judge(text, &next, part, setting));
        if is_hyphen(gap) && (is_particle(folded) || capital && fit.is_none()) {
            return (span, true);
        }
        if !(is_blank(gap) || is_hyphen(gap)) || !capital {
            break;
        }
        let Some(fit) = fit else {
            let nouns = Contexts::table().capitals(setting.code) && given_name(folded).is_none();
            let goes_on =
                is_blank(gap) && !gap.contains('\n') && !nouns && !Contexts::table().is_post(setting.code, folded);
            return (span, other || goes_on);
        };
        span.end = fit.span.end;
    }
    (span, other)
}

/// Whether a Chinese character stands right before, where the name may begin, and what someone is not behind.
fn follows_han(text: &str, span: Span) -> bool {
    if Contexts::table().is_post_behind(text.get(span.end as usize..).unwrap_or("")) {
        return false;
    }
    let before = text.get(..span.start as usize).and_then(|text| text.chars().next_back());
    before.is_some_and(|c| Script::of(c) == Script::Han)
}

/// Whether the word before is capitalised as a given name or a saint is.
fn follows_name(text: &str, setting: &Setting<'_>, span: Span) -> bool {
    let Some((before, gap)) = Word::before(text, span.start as usize) else { return false };
    let capital = before.span.of(text).starts_with(char::is_uppercase);
    if setting.bare(before.text(), before.script).any(|word| Contexts::table().is_crown(setting.code, &word)) {
        return is_blank(gap);
    }
    let name = given_name(before.text()).is_some()
        || Contexts::table().is_thing_before(setting.code, before.text(), capital, true);
    capital && name && (is_blank(gap) || is_hyphen(gap)) && is_same_sentence(gap)
}
