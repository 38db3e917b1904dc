//! Resolving: whose name a candidate is, from what the whole article tells.

use std::borrow::Cow;
use std::cmp::Reverse;

use crate::cast::{
    ActorForms, ActorIndex, Endings, Forms, Gender, Ground, Letters, Part, PartKind, Script, given_name,
};

use super::context::{Contexts, is_famous, is_word};
use super::judge::{Fit, Setting};
use super::phrase::{Phrase, Whose, contradicts};
use super::usage::Usage;
use super::word::Word;
use crate::mention::{Certainty, Kind, Mention};
use crate::text::{Span, WordMap, WordSet, fold};

/// A place where an actor's surname stands.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    /// Whose surname it is.
    pub(super) actor: u16,
    /// Which of theirs.
    pub(super) surname: u16,
    /// How the surname was recognised.
    pub(super) fit: Fit,
    /// What stands with it.
    pub(super) phrase: Phrase,
}

/// Parts surnames from another actor's full name right before them, which is not given names of theirs: "after talks
/// with Angela Merkel Putin left". The candidates are in order.
pub(super) fn part_from_full_names(text: &str, candidates: &mut [Candidate]) {
    let mut full: Option<(u16, Span)> = None;
    for candidate in candidates {
        let span = candidate.phrase.span;
        match &candidate.phrase.whose {
            Whose::Given => full = Some((candidate.actor, span)),
            Whose::Other(_)
                if full.is_some_and(|(actor, full)| actor != candidate.actor && is_right_behind(text, full, span)) =>
            {
                candidate.phrase.whose = Whose::Bare;
                candidate.phrase.unknown = None;
            }
            _ => {}
        }
    }
}

/// Whether only a blank parts a name from the one before it.
fn is_right_behind(text: &str, before: Span, name: Span) -> bool {
    text.get(before.end as usize..name.start as usize).is_some_and(|gap| gap == " ")
}

/// What an article tells of a surname's bearers.
#[derive(Debug, Default)]
struct Bearers {
    /// By actor, how often they are named in full.
    named: WordMap<u16, usize>,
    /// Where an actor is named in full, in order.
    places: Vec<(u32, u16)>,
    /// How the surname is spelt, folded, where actors are named in full.
    spelt: WordSet<(u16, String)>,
    /// Actors whose surname stands alone before anyone else's name with that surname.
    first: WordSet<u16>,
    /// Actors whose surname stands alone where it can be no plain word.
    plain: WordSet<u16>,
    /// By the folded surname, other people's given names with it, and how often.
    others: WordMap<String, WordMap<String, usize>>,
}

/// How many full names back one is looked for.
const MOST_NAMED: usize = 50;

/// Decides whose name each candidate is.
pub(super) fn resolve(text: &str, setting: &Setting<'_>, forms: &Forms, candidates: &[Candidate]) -> Vec<Mention> {
    let mut resolver = Resolver { text, setting, forms, usage: Usage::of(text), bearers: Bearers::default() };
    resolver.learn(candidates);
    let plain =
        candidates.iter().filter(|c| c.phrase.whose == Whose::Bare && !resolver.is_plain_word(c) && !c.fit.small);
    resolver.bearers.plain = plain.map(|c| c.actor).collect();
    let mut mentions = Vec::new();
    let mut rest = candidates;
    while let Some((first, others)) = rest.split_first() {
        let same = others.iter().take_while(|c| c.phrase.span.overlaps(first.phrase.span)).count();
        let (group, next) = rest.split_at(same + 1);
        mentions.extend(resolver.choose(group));
        rest = next;
    }
    mentions
}

struct Resolver<'a> {
    text: &'a str,
    setting: &'a Setting<'a>,
    forms: &'a Forms,
    usage: Usage<'a>,
    bearers: Bearers,
}

impl Resolver<'_> {
    fn learn(&mut self, candidates: &[Candidate]) {
        for candidate in candidates {
            match &candidate.phrase.whose {
                Whose::Given | Whose::Initial => {
                    *self.bearers.named.entry(candidate.actor).or_default() += 1;
                    self.bearers.places.push((candidate.phrase.span.start, candidate.actor));
                    self.bearers.spelt.insert((candidate.actor, fold(candidate.fit.span.of(self.text))));
                }
                Whose::Other(name) => {
                    let surname = self.word(candidate).to_owned();
                    *self.bearers.others.entry(surname).or_default().entry(name.clone()).or_default() += 1;
                }
                Whose::Bare if !candidate.fit.small && !self.bearers.others.contains_key(self.word(candidate)) => {
                    self.bearers.first.insert(candidate.actor);
                }
                Whose::Bare | Whose::Namesake | Whose::Thing => {}
            }
        }
    }

    fn actor(&self, candidate: &Candidate) -> &ActorForms {
        &self.forms.actors[usize::from(candidate.actor)]
    }

    fn part(&self, candidate: &Candidate) -> Option<&Part> {
        self.actor(candidate).surnames[usize::from(candidate.surname)].parts.last()
    }

    fn word(&self, candidate: &Candidate) -> &str {
        self.part(candidate).map_or("", |part| part.word.as_str())
    }

    /// Of the candidates at one place, the mention it is, if any.
    fn choose(&self, group: &[Candidate]) -> Option<Mention> {
        let full = group.iter().find(|c| c.phrase.whose == Whose::Given);
        if let Some(full) = full.or_else(|| group.iter().find(|c| c.phrase.whose == Whose::Initial)) {
            let likely = full.phrase.whose == Whose::Initial && group.len() > 1;
            return Some(mention(full, if likely { Certainty::Likely } else { Certainty::Sure }));
        }
        let bare: Vec<&Candidate> = group.iter().filter(|c| self.may_be(c)).collect();
        let named = |c: &&&Candidate| self.bearers.named.contains_key(&c.actor);
        let count = bare.iter().filter(named).count();
        let best = match count {
            0 => bare.iter().max_by_key(|c| (self.actor(c).known, Reverse(c.actor)))?,
            _ => bare.iter().max_by_key(|c| self.rank(c))?,
        };
        let sure = (count == 1 || count == 0 && bare.len() == 1) && !self.follows_stranger(best);
        Some(mention(best, if sure { Certainty::Sure } else { Certainty::Likely }))
    }

    /// What speaks for a candidate whose actor is named in full, as others are who bear the surname.
    fn rank(&self, candidate: &Candidate) -> impl Ord + use<> {
        let case = candidate.fit.reach.case;
        let hers = case.is_some_and(|case| case.hers) && self.actor(candidate).gender == Some(Gender::Feminine);
        let named = self.bearers.named.get(&candidate.actor).copied();
        (named, case.is_none(), hers, self.last_named(candidate), Reverse(candidate.actor))
    }

    /// Where before a candidate its actor was last named in full.
    fn last_named(&self, candidate: &Candidate) -> Option<u32> {
        let places = &self.bearers.places;
        let before = places.partition_point(|(start, _)| *start < candidate.phrase.span.start);
        let mut before = places.get(..before)?.iter().rev().take(MOST_NAMED);
        before.find(|(_, actor)| *actor == candidate.actor).map(|(start, _)| *start)
    }

    /// Whether a candidate without a given name may be the actor.
    fn may_be(&self, candidate: &Candidate) -> bool {
        let actor = self.actor(candidate);
        let alone = actor.given.is_empty();
        match &candidate.phrase.whose {
            Whose::Bare => {}
            Whose::Other(name) if alone && !contradicts(name, actor.gender) => {
                return self.is_only_bearer(candidate, name);
            }
            _ => return false,
        }
        if self.is_other_gender(candidate) || self.is_doubtful(candidate) || self.is_plain_word(candidate) {
            return false;
        }
        let named = self.bearers.named.get(&candidate.actor).copied().unwrap_or(0);
        let others: usize = self.bearers.others.get(self.word(candidate)).map_or(0, |names| names.values().sum());
        let first = actor.known && self.bearers.first.contains(&candidate.actor);
        (named > 0 || others == 0 || alone || first)
            && (alone || named > 0 && others == 0 || !self.follows_stranger(candidate))
    }

    /// Whether a form of address or the form of the surname shows that it is not the actor's gender.
    fn is_other_gender(&self, candidate: &Candidate) -> bool {
        let gender = self.actor(candidate).gender;
        let address = candidate.phrase.address;
        let reach = candidate.fit.reach;
        let told = gender.is_some() && gender != Some(Gender::Other);
        let feminine = reach.case.is_some_and(|case| case.feminine);
        let hers = self.part(candidate).is_some_and(|p| Endings::table().is_hers(self.setting.code, &p.word));
        let mans = hers && reach.ground != Ground::Own && !self.is_spelt(candidate);
        told && address.is_some() && address != gender
            || feminine && gender == Some(Gender::Masculine)
            || mans && gender == Some(Gender::Feminine)
    }

    /// Whether the letters alone do not tell the name, and nothing else in the article does.
    fn is_doubtful(&self, candidate: &Candidate) -> bool {
        let (fit, phrase) = (&candidate.fit, &candidate.phrase);
        let written = fit.span.of(self.text);
        let one = written.chars().count() < 2;
        let weak = fit.weak && !phrase.titled && (one || !self.is_spelt(candidate));
        let titled = phrase.titled && phrase.address.is_none();
        let given = !titled
            && !Script::of_text(written).has_capitals()
            && !self.actor(candidate).given.is_empty()
            && given_name(&fold(written)).is_some()
            && !self.is_spelt(candidate);
        let surname = &self.actor(candidate).surnames[usize::from(candidate.surname)];
        let (particles, particle) = (surname.parts.len() > 1, |part: &Part| part.kind == PartKind::Particle);
        // "Wit" for "de Wit".
        let cut = particles
            && surname.parts.iter().rev().skip(1).all(particle)
            && phrase.span == fit.span
            && is_word(self.word(candidate));
        fit.small && !self.setting.all_small || weak || given || cut
    }

    /// Whether the surname is spelt so where the actor is named in full.
    fn is_spelt(&self, candidate: &Candidate) -> bool {
        self.bearers.spelt.contains(&(candidate.actor, fold(candidate.fit.span.of(self.text))))
    }

    /// Whether the word before the name, which is in no list, may be another's given name.
    fn follows_stranger(&self, candidate: &Candidate) -> bool {
        let Some(span) = candidate.phrase.unknown else { return false };
        let (unknown, surname) = (span.of(self.text), candidate.fit.span.of(self.text));
        let capitals = |word: &str| word.chars().count() > 1 && !word.contains(char::is_lowercase);
        let acronym = capitals(unknown) && !capitals(surname);
        let place = || {
            let before = Word::before(self.text, span.start as usize);
            before.is_some_and(|(word, _)| Contexts::table().is_place_after(self.setting.code, word.text()))
        };
        let thing = acronym || Script::of_text(unknown) != Script::of_text(surname) || place();
        !(thing || self.usage.stands_small(unknown) || self.usage.is_surname(unknown))
    }

    /// Of an actor with one name only, whether no other given name is met with it more often.
    fn is_only_bearer(&self, candidate: &Candidate, name: &str) -> bool {
        let Some(names) = self.bearers.others.get(self.word(candidate)) else { return true };
        let count = names.get(name).copied().unwrap_or(0);
        names.values().all(|&other| other <= count)
    }

    /// Whether a name that is a plain word too is rather that word here.
    fn is_plain_word(&self, candidate: &Candidate) -> bool {
        let phrase = &candidate.phrase;
        if phrase.titled {
            return false;
        }
        let small = self.usage.stands_small(candidate.fit.span.of(self.text));
        if !(small || is_word(self.word(candidate))) {
            return false;
        }
        let capitals = Contexts::table().capitals(self.setting.code);
        let famous = !small && self.part(candidate).is_some_and(is_famous);
        match phrase.before.as_ref().filter(|before| before.inside) {
            Some(before) if before.joined && before.word.chars().all(char::is_numeric) => true,
            Some(before) if before.joined && Contexts::table().is_place_after(self.setting.code, &before.word) => {
                !famous || capitals
            }
            Some(_) if capitals && self.follows_adjective(candidate.phrase.span) => true,
            Some(_) if capitals => !(famous || self.is_met(candidate)),
            Some(_) => false,
            None => !(famous || self.is_met(candidate)),
        }
    }

    /// Whether an adjective stands before the name, and before that what makes a noun of both: "ein guter Koch".
    fn follows_adjective(&self, span: Span) -> bool {
        let small = |word: &Word| word.span.of(self.text).starts_with(char::is_lowercase);
        let Some((adjective, _)) = Word::before(self.text, span.start as usize) else { return false };
        let before = Word::before(self.text, adjective.span.start as usize);
        small(&adjective)
            && before.is_some_and(|(word, gap)| {
                gap == " " && Contexts::table().is_place_after(self.setting.code, word.text())
            })
    }

    /// Whether the actor is met in this article where no plain word can stand.
    fn is_met(&self, candidate: &Candidate) -> bool {
        let bearers = &self.bearers;
        bearers.named.contains_key(&candidate.actor) || bearers.plain.contains(&candidate.actor)
    }
}

fn mention(candidate: &Candidate, certainty: Certainty) -> Mention {
    let reason = reason(candidate);
    Mention { span: candidate.phrase.span, actor: ActorIndex(candidate.actor), kind: Kind::Name, certainty, reason }
}

fn reason(candidate: &Candidate) -> Cow<'static, str> {
    let what = match candidate.phrase.whose {
        Whose::Given => "full name",
        Whose::Initial => "initial + surname",
        _ => "surname",
    };
    let mut reason = Cow::Borrowed(what);
    if let Some(case) = candidate.fit.reach.case {
        let language = case.tongues.and(candidate.fit.reach.tongues).first().or(case.tongues.first());
        let language = language.and_then(|at| Letters::table().tongues.get(at)).map_or("", |tongue| tongue.name);
        reason = format!("{what}, {}, {language}", case.name).into();
    }
    if candidate.fit.within {
        reason.to_mut().push_str(", part of a longer word");
    }
    reason
}
