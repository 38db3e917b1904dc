//! Resolving: whose name a candidate is, from what the whole article tells.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use crate::cast::{ActorForms, ActorIndex, Forms, Gender, Letters, Part};

use super::context::{Contexts, is_famous, is_word};
use super::judge::{Fit, Setting};
use super::phrase::{Phrase, Whose, contradicts};
use crate::mention::{Certainty, Kind, Mention};
use crate::text::fold;

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

/// What an article tells of a surname's bearers.
#[derive(Debug, Default)]
struct Bearers {
    /// By actor, how often they are named in full.
    named: HashMap<u16, usize>,
    /// How the surname is spelt, folded, where actors are named in full.
    spelt: HashSet<(u16, String)>,
    /// Actors whose surname stands alone before anyone else's name with that surname.
    first: HashSet<u16>,
    /// Actors whose surname stands alone where it can be no plain word.
    plain: HashSet<u16>,
    /// By the folded surname, other people's given names with it, and how often.
    others: HashMap<String, HashMap<String, usize>>,
}

/// Decides whose name each candidate is.
pub(super) fn resolve(text: &str, setting: &Setting<'_>, forms: &Forms, candidates: &[Candidate]) -> Vec<Mention> {
    let mut resolver = Resolver { text, setting, forms, bearers: Bearers::default() };
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
    bearers: Bearers,
}

impl Resolver<'_> {
    fn learn(&mut self, candidates: &[Candidate]) {
        for candidate in candidates {
            match &candidate.phrase.whose {
                Whose::Given | Whose::Initial => {
                    *self.bearers.named.entry(candidate.actor).or_default() += 1;
                    self.bearers.spelt.insert((candidate.actor, fold(candidate.fit.span.of(self.text))));
                }
                Whose::Other(name) => {
                    let surname = self.word(candidate).to_owned();
                    *self.bearers.others.entry(surname).or_default().entry(name.clone()).or_default() += 1;
                }
                Whose::Bare if !candidate.fit.small && !self.bearers.others.contains_key(self.word(candidate)) => {
                    self.bearers.first.insert(candidate.actor);
                }
                Whose::Bare | Whose::Thing => {}
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
            0 => bare.iter().max_by_key(|c| (self.actor(c).known, std::cmp::Reverse(c.actor)))?,
            _ => bare.iter().max_by_key(|c| (self.bearers.named.get(&c.actor), std::cmp::Reverse(c.actor)))?,
        };
        let sure = count == 1 || count == 0 && bare.len() == 1;
        Some(mention(best, if sure { Certainty::Sure } else { Certainty::Likely }))
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
        let phrase = &candidate.phrase;
        let wrong_gender = phrase.address.is_some()
            && actor.gender.is_some()
            && actor.gender != Some(Gender::Other)
            && phrase.address != actor.gender;
        let feminine =
            candidate.fit.reach.case.is_some_and(|case| case.feminine) && actor.gender == Some(Gender::Masculine);
        if wrong_gender || feminine {
            return false;
        }
        let spelling = || (candidate.actor, fold(candidate.fit.span.of(self.text)));
        let one = candidate.fit.span.of(self.text).chars().count() < 2;
        let weak = candidate.fit.weak && !phrase.titled && (one || !self.bearers.spelt.contains(&spelling()));
        if candidate.fit.small || weak || self.is_plain_word(candidate) {
            return false;
        }
        let named = self.bearers.named.get(&candidate.actor).copied().unwrap_or(0);
        let others: usize = self.bearers.others.get(self.word(candidate)).map_or(0, |names| names.values().sum());
        let first = actor.known && self.bearers.first.contains(&candidate.actor);
        let unknown = phrase.unknown.is_some() && !alone;
        (named > 0 || others == 0 || alone || first) && !unknown
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
        let small = self.stands_small(candidate);
        if phrase.titled || !(small || is_word(self.word(candidate))) {
            return false;
        }
        let inside = phrase.before.as_ref().filter(|(_, inside)| *inside).map(|(word, _)| word.as_str());
        let famous = !small && self.part(candidate).is_some_and(is_famous);
        match inside {
            Some(word) if word.chars().all(char::is_numeric) => true,
            Some(word) if Contexts::table().is_place_after(word) => !famous,
            Some(_) if Contexts::table().capitals(self.setting.code) => !(famous || self.is_met(candidate)),
            Some(_) => false,
            None => !(famous || self.is_met(candidate)),
        }
    }

    /// Whether the actor is met in this article where no plain word can stand.
    fn is_met(&self, candidate: &Candidate) -> bool {
        let bearers = &self.bearers;
        bearers.named.contains_key(&candidate.actor) || bearers.plain.contains(&candidate.actor)
    }

    /// Whether the word stands in this article in small letters, as plain words do.
    fn stands_small(&self, candidate: &Candidate) -> bool {
        let written = candidate.fit.span.of(self.text);
        let small = written.to_lowercase();
        let alone = |at: usize| {
            let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            let before = self.text.get(..at).and_then(|t| t.chars().next_back());
            !letter(before) && !letter(self.text.get(at + small.len()..).and_then(|t| t.chars().next()))
        };
        small != written && memchr::memmem::find_iter(self.text.as_bytes(), small.as_bytes()).any(alone)
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
    let mut reason = what.to_owned();
    if let Some(case) = candidate.fit.reach.case {
        let language = case.tongues.and(candidate.fit.reach.tongues).first().or(case.tongues.first());
        let language = language.and_then(|at| Letters::table().tongues.get(at)).map_or("", |tongue| tongue.name);
        reason = format!("{reason}, {}, {language}", case.name);
    }
    if candidate.fit.within {
        reason.push_str(", part of a longer word");
    }
    reason.into()
}
