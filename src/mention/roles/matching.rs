//! Who a phrase fits: what the cast and the article say that somebody is, against what the phrase says.

use super::super::grammar::{Class, Country, Titles, titles};
use super::super::people::{People, Reading, Who};
use super::super::pronouns::{Function, Spot, function};
use super::super::words::Word;
use super::Offices;
use super::offices::{Held, Holding};
use super::phrases::{Noun, Phrase};
use crate::article::Date;
use crate::cast::ActorIndex;

/// What the article has taught of people, beside what the cast says of its actors.
#[derive(Debug)]
pub(super) struct Learned<'o> {
    offices: &'o Offices,
    date: Option<Date>,
    descriptions: Vec<(Who, Description)>,
    implied: Vec<(String, Titles)>,
    leader: Titles,
}

/// What somebody has been called.
#[derive(Clone, Debug)]
struct Description {
    titles: Titles,
    lemma: u32,
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
struct Candidate {
    who: Who,
    points: f32,
    reason: String,
}

/// How many descriptions, and how many places, back are looked at; few articles have more.
const MOST: usize = 300;

/// How well a phrase fits what somebody is: each thing that it says and that holds counts.
const COUNTRY: f32 = 3.0;
/// The very word that the article used before.
const WORD: f32 = 2.0;
/// A title that the word may mean.
const TITLE: f32 = 1.0;
/// A further word of the description.
const DETAIL: f32 = 1.5;
/// Further words, all of them new.
const OTHER: f32 = -1.0;
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
    /// Knows what the cast says.
    pub(super) fn new(offices: &'o Offices, date: Option<Date>) -> Learned<'o> {
        let implied = titles();
        let leader =
            implied.iter().find(|(key, _)| key == "leader").map_or_else(Titles::default, |(_, titles)| *titles);
        Learned { offices, date, descriptions: Vec::new(), implied, leader }
    }

    /// Learns that `who` is what `phrase` says.
    pub(super) fn teach(&mut self, who: Who, phrase: &Phrase) {
        let titles = self.implied(phrase.titles);
        let description = Description {
            titles,
            lemma: phrase.lemma,
            country: phrase.country,
            details: phrase.details.clone(),
            counterpart: phrase.noun == Noun::Counterpart,
            leads: titles.meet(self.leader),
        };
        self.descriptions.push((who, description));
    }

    /// The titles, and those by whose words their holder is described too.
    fn implied(&self, titles: Titles) -> Titles {
        let all = self.implied.iter().enumerate().filter(|(place, _)| titles.0 & 1 << (*place).min(63) != 0);
        Titles(all.fold(titles.0, |sum, (_, (_, also))| sum | also.0))
    }

    /// Whom `phrase` denotes; `spots` are the places before it.
    pub(super) fn fit(&self, article: &Reading<'_>, people: &People, phrase: &Phrase, spots: &[Spot]) -> Option<Fit> {
        let mut candidates: Vec<Candidate> = Vec::new();
        for (who, description) in self.descriptions.iter().rev().take(MOST) {
            let points = points(description, phrase).map(|points| points + recency(article, phrase, *who, spots));
            candidates.extend(points.filter(|_| agrees(people, *who, phrase)).map(|points| {
                let reason =
                    format!("{}: so called in this article", article.words.span(phrase.words.clone()).of(article.text));
                Candidate { who: *who, points, reason }
            }));
        }
        for (actor, offices) in (0..).map(ActorIndex).zip(&self.offices.0) {
            let Some(who) = people.of_actor(actor).filter(|who| agrees(people, *who, phrase)) else { continue };
            let fits = offices.iter().filter_map(|held| Some((self.office_points(held, phrase)?, held)));
            if let Some((points, held)) = fits.max_by(|a, b| a.0.total_cmp(&b.0)) {
                let points = points + recency(article, phrase, who, spots);
                let reason = format!("{}: {}", article.words.span(phrase.words.clone()).of(article.text), held.label);
                candidates.push(Candidate { who, points, reason });
            }
        }
        decide(candidates)
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
        let native = phrase.lemma == 0 && phrase.titles.is_empty() && phrase.country == held.country;
        let own_country = phrase.country.is_none() || phrase.country == held.country;
        if !(described || native) || !own_country || !phrase.details.is_empty() {
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

/// How well the phrase fits a description of the article; `None` where it does not.
fn points(description: &Description, phrase: &Phrase) -> Option<f32> {
    let word = description.lemma == phrase.lemma && phrase.lemma != 0;
    let title = description.titles.meet(phrase.titles);
    let native = phrase.lemma == 0 && !phrase.country.is_none() && phrase.country == description.country;
    let counterpart =
        phrase.noun == Noun::Counterpart && !phrase.country.is_none() && phrase.country == description.country;
    let countries = !phrase.country.is_none() && !description.country.is_none();
    if !(word || title || native || counterpart)
        || countries && phrase.country != description.country
        || description.counterpart
    {
        return None;
    }
    let shared = phrase.details.iter().filter(|detail| description.details.contains(detail)).count();
    let other = shared == 0 && !phrase.details.is_empty();
    let open = description.details.is_empty() && description.country.is_none() && !description.leads;
    if other && (phrase.complement || !word) && !open
        || phrase.noun == Noun::Kin && !word
        || !phrase.country.is_none() && !countries
    {
        return None;
    }
    let mut points = 0.0;
    for (holds, weight) in
        [(word, WORD), (title, TITLE), (countries, COUNTRY), (native, TITLE), (shared > 0, DETAIL), (other, OTHER)]
    {
        points += if holds { weight } else { 0.0 };
    }
    Some(points)
}

/// How many sentences back somebody may have been spoken of whom a phrase describes that nothing has taught.
const REACH: u32 = 2;
/// How often somebody must be named for that.
const OFTEN: usize = 2;

/// Whom a phrase denotes that nothing has taught: "the 63-year-old", "the artist". It is the one spoken of just now,
/// where the noun fits anybody; with any other noun it must be the one whom the article is about.
pub(super) fn untaught(article: &Reading<'_>, people: &People, phrase: &Phrase, spots: &[Spot]) -> Option<Fit> {
    let behind = phrase.details.is_empty() || phrase.words.start + 1 >= phrase.head;
    let known = phrase.noun == Noun::Kin || phrase.complement || phrase.former;
    let plain = behind && !known;
    if !plain || phrase.noun == Noun::Counterpart {
        return None;
    }
    let here = article.words.at(phrase.words.start).sentence;
    let near =
        spots.iter().rev().take(30).take_while(|spot| here - article.words.at(spot.words.start).sentence <= REACH);
    let mut candidates: Vec<Candidate> = Vec::new();
    for spot in near {
        let Some((who, person)) = spot.who.and_then(|who| Some((who, people.get(who)?))) else { continue };
        if person.named < OFTEN || !agrees(people, who, phrase) || candidates.iter().any(|known| known.who == who) {
            continue;
        }
        let back = article.words.at(spot.words.start).sentence;
        let subject = if spot.function == Function::Subject { 1.0 } else { 0.0 };
        let points = subject + 2.0 * SENTENCE * f32::from(u8::try_from(here - back).unwrap_or(9));
        let reason = format!(
            "{}: {} was spoken of just before",
            article.words.span(phrase.words.clone()).of(article.text),
            people.label(who)
        );
        candidates.push(Candidate { who, points, reason });
    }
    let speaks = speaks(article, phrase);
    let main = people.main(phrase.genders).filter(|_| speaks || leads(article, phrase));
    let alone = speaks && phrase.titles.is_empty() && candidates.len() == 1;
    candidates.retain(|candidate| phrase.noun == Noun::Anyone || alone || main == Some(candidate.who));
    decide(candidates).map(|fit| Fit { clear: false, ..fit })
}

/// Whether the phrase has an article, and is the first subject of its sentence's clause.
fn leads(article: &Reading<'_>, phrase: &Phrase) -> bool {
    article.grammar.articles && function(&article.words, &phrase.words) == Function::Subject
}

/// Whether the phrase has an article, and stands beside a verb of saying.
fn speaks(article: &Reading<'_>, phrase: &Phrase) -> bool {
    let words = &article.words;
    let says = |word: Option<&Word>| word.is_some_and(|word| word.is(Class::Say));
    article.grammar.articles && (says(words.before(phrase.words.start)) || says(words.behind(phrase.words.end - 1)))
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

fn agrees(people: &People, who: Who, phrase: &Phrase) -> bool {
    people.get(who).is_some_and(|person| person.genders.agree(phrase.genders))
}

/// Takes the best, where it is good enough.
fn decide(mut candidates: Vec<Candidate>) -> Option<Fit> {
    candidates.sort_by(|a, b| b.points.total_cmp(&a.points));
    let mut candidates = candidates.into_iter();
    let best = candidates.next().filter(|best| best.points >= ENOUGH)?;
    let next = candidates.find(|other| other.who != best.who).map_or(f32::MIN, |next| next.points);
    Some(Fit { who: best.who, clear: best.points - next >= CLEAR, reason: best.reason })
}
