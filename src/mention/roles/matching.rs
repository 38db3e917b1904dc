//! Who a phrase fits: what the cast and the article say that somebody is, against what the phrase says.

mod coming;

use super::super::grammar::{Class, Country, Lemma, Titles, titles};
use super::super::people::{People, Reading, Who};
use super::super::pronouns::Spot;
use super::Offices;
use super::ages::Ages;
use super::offices::{Held, Holding};
use super::phrases::{Noun, Phrase, Pointing};
use crate::article::Date;
use crate::cast::ActorIndex;

/// What the article has taught of people, beside what the cast says of its actors.
#[derive(Debug)]
pub(super) struct Learned<'o> {
    offices: &'o Offices,
    date: Option<Date>,
    descriptions: Vec<(Who, Description)>,
    ages: Ages,
    implied: &'static [(String, Titles)],
    leader: Titles,
    chief: Titles,
}

/// What somebody has been called.
#[derive(Clone, Debug)]
struct Description {
    /// The word of the article where it stands.
    at: usize,
    /// Whether it spoke of somebody new.
    new: bool,
    titles: Titles,
    lemma: Lemma,
    country: Country,
    details: Vec<String>,
    counterpart: bool,
    /// Whether it is an office in which many others are held: every body has its president.
    leads: bool,
}

/// Whom a phrase fits.
#[derive(Clone, Debug)]
pub(super) struct Fit {
    /// Whom.
    pub(super) who: Who,
    /// Whether nobody else comes near.
    pub(super) clear: bool,
    /// Why, for a person.
    pub(super) reason: String,
}

/// Somebody whom a phrase may denote.
pub(super) struct Candidate<'a> {
    pub(super) who: Who,
    pub(super) points: f32,
    /// What speaks for it, in a few words for a person.
    pub(super) reason: &'a str,
}

/// How many descriptions, and how many places, back are looked at; few articles have more.
const MOST: usize = 300;

/// How well a phrase fits what somebody is: each thing that it says and that holds counts.
const COUNTRY: f32 = 3.0;
/// The very word that the article used before.
const WORD: f32 = 2.0;
/// The last part of that word, and a word of which it is the last part.
const PART: f32 = 1.0;
const WHOLE: f32 = 0.4;
/// A title that the word may mean.
const TITLE: f32 = 1.0;
/// A further word of the description.
const DETAIL: f32 = 1.5;
/// Further words, all of them new.
const OTHER: f32 = -1.0;
/// A country that nobody has been said to be of.
const ABROAD: f32 = -1.0;
/// Further words that were said of somebody else.
const OTHERS: f32 = -3.0;
/// A title that is another by now.
const ONCE: f32 = -2.0;
/// A sentence since the person was spoken of last, at most ten.
const SENTENCE: f32 = -0.25;
/// Somebody not spoken of so far.
const UNSEEN: f32 = -2.0;
/// The least that is enough.
const ENOUGH: f32 = -0.6;
/// How far the first must be ahead of the second.
const CLEAR: f32 = 1.0;

impl<'o> Learned<'o> {
    /// Knows what the cast says, and how old people are.
    pub(super) fn new(offices: &'o Offices, date: Option<Date>, ages: Ages) -> Learned<'o> {
        let implied = titles();
        let title = |name: &str| {
            implied.iter().find(|(key, _)| key == name).map_or_else(Titles::default, |(_, titles)| *titles)
        };
        let (leader, chief) = (title("leader"), title("chief"));
        Learned { offices, date, descriptions: Vec::new(), ages, implied, leader, chief }
    }

    /// Learns that `who` is what `phrase` says.
    pub(super) fn teach(&mut self, who: Who, phrase: &Phrase) {
        let titles = self.implied(phrase.titles);
        let description = Description {
            at: phrase.head,
            new: phrase.pointing == Pointing::New,
            titles,
            lemma: phrase.lemma,
            country: phrase.country,
            details: phrase.details.clone(),
            counterpart: phrase.noun == Noun::Counterpart,
            leads: titles.meet(self.leader),
        };
        self.descriptions.push((who, description));
        self.ages.teach(who, phrase);
    }

    /// Whether `who` is known to be of another age than the phrase says.
    pub(super) fn is_of_another_age(&self, who: Who, phrase: &Phrase) -> bool {
        self.ages.contradict(who, phrase)
    }

    /// Whom the article has called just that: "his lawyer", of whom it has said that he is one.
    pub(super) fn only(&self, article: &Reading<'_>, people: &People, phrase: &Phrase) -> Option<Fit> {
        let called = |(_, known): &&(Who, Description)| known.at < phrase.head && known.lemma.is(phrase.lemma);
        let mut bearers = self.descriptions.iter().rev().take(MOST).filter(called).map(|(who, _)| *who);
        let who = bearers.next().filter(|who| agrees(people, *who, phrase))?;
        let text = article.words.span(phrase.words.clone()).of(article.text);
        let fit = Fit { who, clear: false, reason: format!("{text}: so called in this article") };
        bearers.all(|other| other == who).then_some(fit)
    }

    /// Whether `who` is known to be of another country than the phrase says, and not of that.
    pub(super) fn is_foreign(&self, people: &People, who: Who, phrase: &Phrase) -> bool {
        let held = people.actor(who).and_then(|actor| self.offices.0.get(usize::from(actor.0)));
        let held = held.into_iter().flatten().map(|held| held.country);
        let described = self.descriptions.iter().rev().take(MOST).filter(|(whom, _)| *whom == who);
        let mut countries =
            held.chain(described.map(|(_, known)| known.country)).filter(|known| !known.is_none()).peekable();
        !phrase.country.is_none() && countries.peek().is_some() && countries.all(|known| known != phrase.country)
    }

    /// Whether `who` is nobody but what a description made of them that spoke of somebody known: it may be somebody named.
    pub(super) fn is_shadow(&self, people: &People, who: Who) -> bool {
        let mut descriptions = self.descriptions.iter().rev().take(MOST).filter(|(whom, _)| *whom == who);
        people.get(who).is_some_and(|person| person.named == 0 && person.actor.is_none())
            && descriptions.all(|(_, description)| !description.new)
    }

    /// How often `who` has been called something, more or less.
    pub(super) fn called(&self, who: Who) -> usize {
        self.descriptions
            .iter()
            .rev()
            .take(MOST)
            .filter(|(whom, description)| *whom == who && !description.lemma.is_none())
            .count()
    }

    /// The titles, and those by whose words their holder is described too.
    fn implied(&self, titles: Titles) -> Titles {
        let all = self.implied.iter().enumerate().filter(|(place, _)| titles.0 & 1 << (*place).min(63) != 0);
        Titles(all.fold(titles.0, |sum, (_, (_, also))| sum | also.0))
    }

    /// Whom `phrase` denotes; `spots` are the places before it.
    pub(super) fn fit(&self, article: &Reading<'_>, people: &People, phrase: &Phrase, spots: &[Spot]) -> Option<Fit> {
        if let Some(fit) = self.ages.fit(article, people, phrase) {
            return Some(fit);
        }
        let mut candidates: Vec<Candidate<'_>> = Vec::new();
        let known = self.known_by_details(phrase);
        let claimants = self.claimants(people, phrase);
        for (who, description) in self.descriptions.iter().rev().take(MOST) {
            let details = if known.is_empty() {
                Details::New
            } else if known.contains(who) {
                Details::Theirs
            } else {
                Details::Others
            };
            let claimed = claimants.iter().any(|claimant| claimant != who);
            let points = points(description, phrase, details, claimed).filter(|_| agrees(people, *who, phrase));
            candidates.extend(points.map(|points| Candidate {
                who: *who,
                points: points + recency(article, phrase, *who, spots),
                reason: "so called in this article",
            }));
        }
        for (actor, offices) in (0..).map(ActorIndex).zip(&self.offices.0) {
            let Some(who) = people.of_actor(actor).filter(|who| agrees(people, *who, phrase)) else { continue };
            let fits = offices.iter().filter_map(|held| Some((self.office_points(held, phrase)?, held)));
            if let Some((points, held)) = fits.max_by(|a, b| a.0.total_cmp(&b.0)) {
                let points = points + recency(article, phrase, who, spots);
                candidates.push(Candidate { who, points, reason: &held.label });
            }
        }
        let text = article.words.span(phrase.words.clone()).of(article.text);
        decide(candidates, ENOUGH, |best| format!("{text}: {}", best.reason))
    }

    /// Those who are known to be of the phrase's country.
    fn claimants(&self, people: &People, phrase: &Phrase) -> Vec<Who> {
        if phrase.country.is_none() {
            return Vec::new();
        }
        let described = self.descriptions.iter().rev().take(MOST).filter(|(_, known)| known.country == phrase.country);
        let actors = (0..).map(ActorIndex).zip(&self.offices.0);
        let holds = |held: &Held| held.country == phrase.country;
        let actors =
            actors.filter(|(_, offices)| offices.iter().any(holds)).filter_map(|(actor, _)| people.of_actor(actor));
        described.map(|(who, _)| *who).chain(actors).collect()
    }

    /// Those of whom a further word of the phrase has been said.
    fn known_by_details(&self, phrase: &Phrase) -> Vec<Who> {
        let shares =
            |description: &Description| phrase.details.iter().any(|detail| description.details.contains(detail));
        let descriptions = self.descriptions.iter().rev().take(MOST).filter(|_| !phrase.details.is_empty());
        descriptions.filter(|(_, description)| shares(description)).map(|(who, _)| *who).collect()
    }

    /// Whether a title without a country stands behind the country of another actor who fits it, so that nobody can tell
    /// whose it is: "Russia will arm Belarus, after the president complained".
    pub(super) fn contradicts(&self, article: &Reading<'_>, people: &People, phrase: &Phrase, fit: &Fit) -> bool {
        let words = &article.words;
        let sentence = words.at(phrase.words.start).sentence;
        let before = (0..phrase.words.start)
            .rev()
            .take(MOST)
            .map(|at| words.at(at))
            .take_while(|word| word.sentence == sentence);
        let place =
            before.filter(|word| word.is_any(&[Class::Country, Class::Seat])).map(|word| word.entry.country).next();
        let Some(place) = place.filter(|_| phrase.country.is_none() && !phrase.titles.is_empty()) else { return false };
        let theirs = |actor: ActorIndex| {
            let held = self.offices.0.get(usize::from(actor.0)).map(Vec::as_slice).unwrap_or_default();
            held.iter().any(|held| held.country == place && self.office_points(held, phrase).is_some())
        };
        let (winner, actors) = (people.actor(fit.who), 0..u16::try_from(self.offices.0.len()).unwrap_or(u16::MAX));
        !winner.is_some_and(theirs) && actors.map(ActorIndex).any(theirs)
    }

    /// How well the phrase fits an office; `None` where it does not.
    fn office_points(&self, held: &Held, phrase: &Phrase) -> Option<f32> {
        let described =
            phrase.noun == Noun::Counterpart && held.country == phrase.country || held.titles.meet(phrase.titles);
        let native = phrase.lemma.is_none() && phrase.titles.is_empty() && phrase.country == held.country;
        let own_country = phrase.country.is_none() || phrase.country == held.country;
        let vague = phrase.country.is_none() && phrase.titles == self.chief;
        if !(described || native) || vague || !own_country || !phrase.details.is_empty() {
            return None;
        }
        let country = if phrase.country.is_none() { 0.0 } else { COUNTRY };
        match (held.at(self.date), phrase.former) {
            (Holding::Never, _) | (Holding::Now, true) => None,
            (Holding::Once, false) => Some(TITLE + country + ONCE),
            _ => Some(TITLE + country),
        }
    }
}

/// Of whom the further words of a phrase have been said before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Details {
    /// Of nobody, or there are none.
    New,
    /// Of this person.
    Theirs,
    /// Of others only.
    Others,
}

/// How well the phrase fits a description of the article; `None` where it does not.
/// `claimed` says whether somebody else is known to be of its country.
fn points(description: &Description, phrase: &Phrase, details: Details, claimed: bool) -> Option<f32> {
    let word = description.lemma.is(phrase.lemma);
    let part = phrase.lemma.ends(description.lemma);
    let whole = description.lemma.ends(phrase.lemma);
    let title = description.titles.meet(phrase.titles);
    let countries = !phrase.country.is_none() && phrase.country == description.country;
    let native = phrase.lemma.is_none() && countries;
    let counterpart = phrase.noun == Noun::Counterpart && countries;
    let foreign = !phrase.country.is_none() && !description.country.is_none() && !countries;
    if !(word || part || whole || title || native || counterpart) || foreign || description.counterpart {
        return None;
    }
    let abroad = !phrase.country.is_none() && !countries;
    let other = details == Details::New && !phrase.details.is_empty();
    let open = description.details.is_empty() && description.country.is_none() && !description.leads;
    if other && (phrase.complement || !word) && !open
        || phrase.noun == Noun::Kin && !word
        || abroad && (claimed || !title)
    {
        return None;
    }
    let mut points = 0.0;
    for (holds, weight) in [
        (word, WORD),
        (part, PART),
        (whole, WHOLE),
        (title, TITLE),
        (countries, COUNTRY),
        (native, TITLE),
        (details == Details::Theirs, DETAIL),
        (details == Details::Others, OTHERS),
        (other, OTHER),
        (abroad, ABROAD),
    ] {
        points += if holds { weight } else { 0.0 };
    }
    Some(points)
}

/// What speaks against somebody who was spoken of long ago.
fn recency(article: &Reading<'_>, phrase: &Phrase, who: Who, spots: &[Spot]) -> f32 {
    let here = article.words.at(phrase.words.start).sentence;
    match spots.iter().rev().take(MOST).find(|spot| spot.who == Some(who)) {
        Some(spot) => {
            SENTENCE * f32::from(u8::try_from(here - article.words.at(spot.words.start).sentence).unwrap_or(10).min(10))
        }
        None => UNSEEN,
    }
}

pub(super) fn agrees(people: &People, who: Who, phrase: &Phrase) -> bool {
    people.get(who).is_some_and(|person| person.genders.agree(phrase.genders))
}

/// Takes the best, where it is good enough; `reason` tells a person why.
pub(super) fn decide(
    mut candidates: Vec<Candidate<'_>>,
    enough: f32,
    reason: impl FnOnce(&Candidate<'_>) -> String,
) -> Option<Fit> {
    candidates.sort_by(|a, b| b.points.total_cmp(&a.points));
    let mut candidates = candidates.into_iter();
    let best = candidates.next().filter(|best| best.points >= enough)?;
    let next = candidates.find(|other| other.who != best.who).map_or(f32::MIN, |next| next.points);
    Some(Fit { who: best.who, clear: best.points - next >= CLEAR, reason: reason(&best) })
}
