//! Whose relative somebody is: "her husband", "la mère de Jane Roe", "faren".
//!
//! A noun of kin ties two people: of "Jane Roe and her husband, John" one learns that John is Jane Roe's spouse. From
//! then on "her husband" is John, and, seen from the other side, "his wife" is Jane Roe. Where a phrase does not say
//! whose ("the father"), the tie that was spoken of last holds.

use super::super::grammar::{Class, Genders, Kin, Lemma};
use super::super::people::{Naming, People, Reading, Who};
use super::matching::Fit;
use super::phrases::{Owner, Phrase};

/// What the article says of who is whose relative.
#[derive(Debug, Default)]
pub(super) struct Kinship(Vec<Tie>);

/// One person's relation to another.
#[derive(Clone, Copy, Debug)]
struct Tie {
    /// Whose relative it is, where the article says so.
    owner: Option<Who>,
    kin: Kin,
    lemma: Lemma,
    who: Who,
    /// In which sentence somebody said "my" of the relative.
    mine: Option<u32>,
}

/// Whose relative a phrase speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Whose {
    /// Of this person; surely, or as far as the possessive lets one guess.
    Of(Who, bool),
    /// Of somebody whom the phrase does not tell.
    Unsaid,
    /// Of several, or of somebody whom the article does not name.
    Unknown,
    /// Of whoever speaks.
    Mine,
}

/// How many ties back are looked at; few articles have more.
const MOST: usize = 100;
/// How many sentences before a possessive its owner may be named.
const REACH: u32 = 3;
/// How many sentences a speaker goes on, as a rule.
const SPEECH: u32 = 8;

impl Kinship {
    /// Learns that `who` is the relative that `phrase` speaks of.
    pub(super) fn teach(&mut self, article: &Reading<'_>, people: &People, phrase: &Phrase, who: Who) {
        let (owner, mine) = match whose(article, people, phrase, Some(who)) {
            Whose::Of(owner, _) => (Some(owner), None),
            Whose::Mine => (None, Some(article.words.at(phrase.head).sentence)),
            Whose::Unsaid | Whose::Unknown => (None, None),
        };
        self.0.push(Tie { owner, kin: phrase.kin, lemma: phrase.lemma, who, mine });
    }

    /// Whom `phrase` denotes.
    pub(super) fn fit(&self, article: &Reading<'_>, people: &People, phrase: &Phrase) -> Option<Fit> {
        let whose = whose(article, people, phrase, None);
        let told = self.told(article, people, phrase, whose).or_else(|| {
            let owner = match whose {
                Whose::Of(owner, _) => Some(owner),
                Whose::Unsaid => people.main(Genders::ANY),
                Whose::Unknown | Whose::Mine => None,
            };
            Some((namesake(people, phrase, owner?)?, false))
        });
        let (who, sure) = told?;
        let text = article.words.span(phrase.words.clone()).of(article.text);
        Some(Fit { who, clear: sure, reason: format!("{text}: so related in this article") })
    }

    /// Whom the ties that the article has told of make it, and whether surely.
    fn told(&self, article: &Reading<'_>, people: &People, phrase: &Phrase, whose: Whose) -> Option<(Who, bool)> {
        Some(match whose {
            Whose::Of(owner, true) => (self.relative_of(people, phrase, owner)?, true),
            Whose::Of(owner, false) => {
                (self.relative_of(people, phrase, owner).or_else(|| self.only_relative(people, phrase))?, false)
            }
            Whose::Unsaid | Whose::Unknown => (self.relative(people, phrase)?, whose == Whose::Unsaid),
            Whose::Mine => (self.mine(article, people, phrase)?, false),
        })
    }

    /// The relative of `owner`; one whose owner is not known will do.
    fn relative_of(&self, people: &People, phrase: &Phrase, owner: Who) -> Option<Who> {
        let own = |tie: &Tie| tie.owner == Some(owner) && tie.is(phrase);
        let seen = |tie: &Tie| tie.who == owner && tie.kin.inverse().meets(phrase.kin);
        let open = |tie: &Tie| tie.owner.is_none() && tie.is(phrase) && tie.who != owner;
        let of = |tie: &Tie| if own(tie) || open(tie) { Some(tie.who) } else { tie.owner.filter(|_| seen(tie)) };
        self.last(|tie| of(tie).filter(|who| agrees(people, *who, phrase.genders)))
    }

    /// The relative of whomever the article spoke of last.
    fn relative(&self, people: &People, phrase: &Phrase) -> Option<Who> {
        let seen = |tie: &Tie| tie.kin.inverse().meets(phrase.kin);
        let of = |tie: &Tie| if tie.is(phrase) { Some(tie.who) } else { tie.owner.filter(|_| seen(tie)) };
        self.last(|tie| of(tie).filter(|who| agrees(people, *who, phrase.genders)))
    }

    /// The relative if the article knows of one only: a possessive may have been guessed to stand for another.
    fn only_relative(&self, people: &People, phrase: &Phrase) -> Option<Who> {
        let who = self.relative(people, phrase)?;
        let fits = |tie: &&Tie| tie.is(phrase) && agrees(people, tie.who, phrase.genders);
        self.0.iter().rev().take(MOST).filter(fits).all(|tie| tie.who == who).then_some(who)
    }

    /// The relative of whom the same speaker has spoken: of a quotation, only the next few sentences are.
    fn mine(&self, article: &Reading<'_>, people: &People, phrase: &Phrase) -> Option<Who> {
        let here = article.words.at(phrase.head).sentence;
        let near = |tie: &Tie| tie.mine.is_some_and(|sentence| here.abs_diff(sentence) <= SPEECH);
        self.last(|tie| Some(tie.who).filter(|who| near(tie) && tie.is(phrase) && agrees(people, *who, phrase.genders)))
    }

    fn last(&self, whom: impl Fn(&Tie) -> Option<Who>) -> Option<Who> {
        self.0.iter().rev().take(MOST).find_map(whom)
    }
}

impl Tie {
    /// Whether it is what the phrase says: the same noun, or one of the same relation.
    fn is(&self, phrase: &Phrase) -> bool {
        self.kin.meets(phrase.kin) || self.lemma.is(phrase.lemma)
    }
}

/// The only other person who bears the surname of `owner`, if the noun fits.
fn namesake(people: &People, phrase: &Phrase, owner: Who) -> Option<Who> {
    let surname = |who: Who| people.label(who).rsplit(' ').next().unwrap_or_default().to_lowercase();
    let name = surname(owner);
    let fits = |who: &Who| *who != owner && agrees(people, *who, phrase.genders) && surname(*who) == name;
    let mut bearers = (0..people.all.len().min(MOST)).map(Who).filter(|_| !name.is_empty()).filter(fits);
    let bearer = bearers.next()?;
    bearers.next().is_none().then_some(bearer)
}

fn agrees(people: &People, who: Who, genders: Genders) -> bool {
    people.get(who).is_some_and(|person| person.genders.agree(genders))
}

/// Whose relative `phrase` speaks of, who is not `bearer`.
fn whose(article: &Reading<'_>, people: &People, phrase: &Phrase, bearer: Option<Who>) -> Whose {
    let word = match phrase.owner {
        Owner::Named(who, ..) => return Whose::Of(who, true),
        Owner::Unsaid => return Whose::Unsaid,
        Owner::Possessive(at) => at,
    };
    let possessive = article.words.at(word);
    if !possessive.is_any(&[Class::Possessive, Class::Own]) {
        return if possessive.is(Class::Me) { Whose::Mine } else { Whose::Unknown };
    }
    let genders = if possessive.is(Class::Own) { Genders::default() } else { possessive.entry.genders };
    let before = people.named.partition_point(|naming| naming.words.start < phrase.words.start);
    let near = |naming: &&Naming| possessive.sentence - article.words.at(naming.words.start).sentence <= REACH;
    let fits = |naming: &&Naming| Some(naming.who) != bearer && agrees(people, naming.who, genders);
    let owner = people.named.iter().take(before).rev().take(MOST).take_while(near).find(fits);
    owner.map_or(Whose::Unknown, |naming| Whose::Of(naming.who, false))
}
