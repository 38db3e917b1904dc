//! Finds who speaks in a quotation.

use std::ops::Range;

use super::super::grammar::Class;
use super::super::people::Who;
use super::super::quotations::Quotation;
use super::super::words::{Shape, Word, Words};
use super::weigh::Scene;
use super::{Function, Spot, quotation_of};

/// How many words behind a quotation its speaker may be named.
const BEHIND: usize = 14;

/// Who speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Speaker {
    /// Who.
    pub(super) who: Who,
    /// Whether the article says so, and it is not only likely.
    pub(super) told: bool,
}

/// The speaker of each quotation, where one is found: told behind it, announced before it, named right behind it, or
/// else whoever the article told of just before, or the speaker of a quotation that this one continues.
pub(super) fn find(scene: &Scene<'_>, spots: &[Spot]) -> Vec<Option<Speaker>> {
    let words = &scene.article.words;
    let mut speakers: Vec<Option<Speaker>> = Vec::new();
    for (number, quotation) in scene.quotations.iter().enumerate() {
        let next = scene.quotations.get(number + 1);
        let last = number.checked_sub(1).and_then(|before| scene.quotations.get(before));
        let behind = told_behind(words, quotation, next);
        let told = || behind.clone().and_then(|(say, stretch)| beside(words, say, stretch, spots));
        let later = || quotation.dash.then(|| attribution(words, quotation.words.start, spots)).flatten();
        let announced = || before(words, quotation, last, spots);
        let signed = || signature(words, quotation.words.end, spots);
        let told = told().or_else(later).or_else(announced).or_else(signed).map(|who| Speaker { who, told: true });
        let asked = quotation.dash && words.at(quotation.words.end - 1).is_mark("?");
        let unknown = behind.is_some_and(|(say, stretch)| names_somebody(words, stretch.start, say));
        let latest = || just_before(scene, quotation, last, spots).map(|who| Speaker { who, told: false });
        let same = || {
            let known = speakers.iter().rev().take(2).find_map(|speaker| *speaker);
            known.filter(|_| last.is_some_and(|last| continues(words, last, quotation)))
        };
        let speaker = told.or_else(|| if asked || unknown { None } else { latest().or_else(same) });
        speakers.push(speaker);
    }
    speakers
}

/// How many sentences before a quotation its speaker may have been spoken of.
const JUST_BEFORE: u32 = 2;

/// Whom the article told of between the last quotation and this one: the first subject of the nearest sentence that has
/// one.
fn just_before(scene: &Scene<'_>, quotation: &Quotation, last: Option<&Quotation>, spots: &[Spot]) -> Option<Who> {
    let words = &scene.article.words;
    let open = quotation.words.start;
    let limit = last.map_or(0, |last| last.words.end);
    let near = |at: &usize| words.at(open).sentence - words.at(*at).sentence <= JUST_BEFORE;
    let start = (limit..open).rev().take_while(near).last()?;
    let subject = |spot: &&Spot| spot.who.is_some() && spot.function == Function::Subject;
    let told = within(spots, &(start..open));
    let nearest = words.at(told.iter().rev().find(subject)?.words.start).sentence;
    told.iter().filter(subject).find(|spot| words.at(spot.words.start).sentence == nearest)?.who
}

/// Whose name stands right behind the quotation and ends its line: "“I am tired.” Angela Merkel".
fn signature(words: &Words, end: usize, spots: &[Spot]) -> Option<Who> {
    let passage = words.at(end.saturating_sub(1)).passage;
    let start = (end..end + 3).find(|at| words.at(*at).shape != Shape::Mark)?;
    let spot = within(spots, &(start..start + 1)).first().filter(|_| words.at(start).shape == Shape::Capital)?;
    let ends = words.behind(spot.words.end - 1).is_none_or(|next| next.is_mark(":,("));
    (ends && words.at(start).passage == passage).then_some(spot.who)?
}

/// Who says "I" at `at`: the speaker of the quotation; outside of one, where speech goes on without marks behind a
/// dash, whoever is told to speak in this sentence or spoke last; and in an interview whoever answers.
pub(super) fn at(scene: &Scene<'_>, speakers: &[Option<Speaker>], spots: &[Spot], at: usize) -> Option<Speaker> {
    if let Some(number) = quotation_of(scene.quotations, at) {
        let dash = scene.quotations.get(number).is_some_and(|quotation| quotation.dash);
        let answers = || if dash { answers(scene, at) } else { None };
        return speakers.get(number).copied().flatten().or_else(answers);
    }
    let words = &scene.article.words;
    let last = scene.quotations.partition_point(|quotation| quotation.words.start <= at).checked_sub(1);
    let near = |quotation: &Quotation| words.at(at).passage - words.at(quotation.words.start).passage <= GOES_ON;
    let dash = last.filter(|last| scene.quotations.get(*last).is_some_and(|last| last.dash && near(last)));
    let told = || attribution(words, at, spots).map(|who| Speaker { who, told: true });
    let goes_on = |dash: usize| told().or_else(|| speakers.get(dash).copied().flatten());
    dash.and_then(goes_on).or_else(|| answers(scene, at))
}

/// How many sentences an answer may have.
const ANSWER: u32 = 12;

/// Who answers the questions, where the article is an interview and one was asked not long before `at`.
fn answers(scene: &Scene<'_>, at: usize) -> Option<Speaker> {
    let sentence = scene.article.words.at(at).sentence;
    let asked = scene.questions.partition_point(|question| *question <= sentence).checked_sub(1)?;
    let back = sentence - scene.questions.get(asked)?;
    let who = scene.interviewed.filter(|_| (1..=ANSWER).contains(&back))?;
    Some(Speaker { who, told: false })
}

/// How many passages speech behind a dash may go on without a further dash.
const GOES_ON: u32 = 4;

/// Who is told to speak behind the word at `at`, in its passage or in the next ones: ", says Jane".
fn attribution(words: &Words, at: usize, spots: &[Spot]) -> Option<Who> {
    let passage = words.at(at).passage;
    let told = |at: &usize| {
        words.at(*at).is(Class::Say) && words.at(at - 1).is_mark(",!?.…") && words.at(*at).shape == Shape::Small
    };
    let near = (at + 1..words.0.len())
        .take_while(|at| words.at(*at).passage <= passage + GOES_ON && !opens_dash(words, *at, passage));
    let say = near.take(120).find(told)?;
    let sentence = words.at(say).sentence;
    let end = (say..say + BEHIND).take_while(|at| words.at(*at).sentence == sentence).last()? + 1;
    beside(words, say, say..end, spots)
}

/// Whether a dash at the head of a later passage begins other speech.
fn opens_dash(words: &Words, at: usize, passage: u32) -> bool {
    words.at(at).passage > passage && words.before(at).is_none() && words.at(at).is_mark("-–—")
}

/// What the teller says behind the quotation: the verb of saying, and the words around it: ", said Putin", ", he added".
fn told_behind(words: &Words, quotation: &Quotation, next: Option<&Quotation>) -> Option<(usize, Range<usize>)> {
    let end = quotation.words.end;
    let limit = next.map_or(usize::MAX, |next| next.words.start);
    let passage = words.at(quotation.words.start).passage;
    let sentence = (end..end + 4).find(|at| words.at(*at).mark == '\0').map(|at| words.at(at).sentence)?;
    let last = (end..limit)
        .take(BEHIND)
        .take_while(|at| words.at(*at).passage == passage && words.at(*at).sentence == sentence)
        .last()?;
    let stretch = end..last + 1;
    let say = stretch.clone().find(|at| words.at(*at).is(Class::Say))?;
    Some((say, stretch))
}

/// Whether a pronoun, a name or a description stands beside the verb of saying at `say`: somebody speaks, known or not.
fn names_somebody(words: &Words, start: usize, say: usize) -> bool {
    let begins = [Class::Definite, Class::Indefinite, Class::Person, Class::Mister];
    let pronoun = (start..say + 2).any(|at| words.at(at).is_any(&[Class::Subject, Class::OtherPronoun]));
    let noun = |next: &Word| next.shape == Shape::Capital || next.entry.is_unknown() || next.is_any(&begins);
    pronoun || words.behind(say).is_some_and(|next| next.shape != Shape::Mark && noun(next))
}

/// The speaker announced before the quotation: "Putin said: ", "according to Putin, ", "Putin: ".
fn before(words: &Words, quotation: &Quotation, last: Option<&Quotation>, spots: &[Spot]) -> Option<Who> {
    let open = quotation.words.start.checked_sub(1)?;
    let here = words.at(open);
    let limit = last.map_or(0, |last| last.words.end);
    let near = |at: &usize| {
        words.at(*at).passage == here.passage && (words.at(*at).sentence == here.sentence || ends_in_colon(words, open))
    };
    let start = (limit..open).rev().take(40).take_while(near).last()?;
    let stretch = start..open;
    let say = stretch.clone().rev().find(|at| words.at(*at).is_any(&[Class::Say, Class::According]));
    match say {
        Some(say) => beside(words, say, stretch, spots),
        None if ends_in_colon(words, open) => latest(&stretch, spots),
        None => subject(stretch, spots),
    }
}

/// The last subject of the stretch, or else whoever is spoken of last.
fn latest(stretch: &Range<usize>, spots: &[Spot]) -> Option<Who> {
    let people = || within(spots, stretch).iter().rev().filter(|spot| spot.who.is_some());
    people().find(|spot| spot.function == Function::Subject).or_else(|| people().next())?.who
}

fn ends_in_colon(words: &Words, open: usize) -> bool {
    words.before(open).is_some_and(|before| before.is_mark(":"))
}

/// Who speaks beside the verb of saying at `say`: the nearest subject, behind the verb if it stands right there.
fn beside(words: &Words, say: usize, stretch: Range<usize>, spots: &[Spot]) -> Option<Who> {
    let within = within(spots, &stretch);
    let clause = words.at(say).clause;
    let behind = within.iter().find(|spot| spot.words.start > say && words.at(spot.words.start).clause == clause);
    let before = within.iter().rev().find(|spot| spot.words.start < say && spot.function == Function::Subject);
    let right_there = behind.filter(|spot| {
        spot.words.start <= say + 4 && (spot.function == Function::Subject || words.at(say).is(Class::According))
    });
    let set_apart = || within.iter().find(|spot| spot.words.start > say && names_somebody(words, say, say));
    right_there.or(before).or(behind).or_else(set_apart)?.who
}

/// The first subject of the stretch.
fn subject(stretch: Range<usize>, spots: &[Spot]) -> Option<Who> {
    within(spots, &stretch).iter().find(|spot| spot.function == Function::Subject)?.who
}

fn within<'s>(spots: &'s [Spot], stretch: &Range<usize>) -> &'s [Spot] {
    let start = spots.partition_point(|spot| spot.words.start < stretch.start);
    let end = spots.partition_point(|spot| spot.words.start < stretch.end);
    spots.get(start..end).unwrap_or_default()
}

/// Whether a quotation goes on what the one before it began: in the same passage, or at the head of the next one.
fn continues(words: &Words, before: &Quotation, quotation: &Quotation) -> bool {
    let (there, here) = (words.at(before.words.start), words.at(quotation.words.start));
    here.passage == there.passage
        || here.passage == there.passage + 1 && words.before(quotation.words.start.saturating_sub(1)).is_none()
}
