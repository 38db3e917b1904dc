//! Finds who speaks in a quotation.

use std::ops::Range;

use super::super::grammar::Class;
use super::super::people::Who;
use super::super::quotations::Quotation;
use super::super::words::{Shape, Words};
use super::weigh::Scene;
use super::{Function, Spot, quotation_of};

/// How many words behind a quotation its speaker may be named.
const BEHIND: usize = 14;

/// The speaker of each quotation, where one is found.
pub(super) fn find(scene: &Scene<'_>, spots: &[Spot]) -> Vec<Option<Who>> {
    let words = &scene.article.words;
    let mut speakers: Vec<Option<Who>> = Vec::new();
    for (number, quotation) in scene.quotations.iter().enumerate() {
        let told = || behind(words, quotation, scene.quotations.get(number + 1), spots);
        let announced = || before(words, quotation, scene.quotations.get(number.wrapping_sub(1)), spots);
        let later = || quotation.dash.then(|| attribution(words, quotation.words.start, spots)).flatten();
        let speaker = told().or_else(later).or_else(announced);
        let last = speakers.last().copied().flatten();
        let goes_on = number.checked_sub(1).and_then(|before| scene.quotations.get(before));
        let same = || last.filter(|_| goes_on.is_some_and(|before| continues(words, before, quotation)));
        speakers.push(speaker.or_else(same));
    }
    speakers
}

/// Who says "I" at `at`: the speaker of the quotation; outside of one, where speech goes on without marks behind a
/// dash, whoever is told to speak in this sentence or spoke last.
pub(super) fn at(scene: &Scene<'_>, speakers: &[Option<Who>], spots: &[Spot], at: usize) -> Option<Who> {
    if let Some(number) = quotation_of(scene.quotations, at) {
        return speakers.get(number).copied().flatten();
    }
    let words = &scene.article.words;
    let last = scene.quotations.partition_point(|quotation| quotation.words.start <= at).checked_sub(1);
    let near = |quotation: &Quotation| words.at(at).passage - words.at(quotation.words.start).passage <= GOES_ON;
    let dash = last.filter(|last| scene.quotations.get(*last).is_some_and(|last| last.dash && near(last)))?;
    let told = || attribution(words, at, spots);
    told().or_else(|| speakers.get(dash).copied().flatten())
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

/// The speaker told behind the quotation: ", said Putin", ", he added".
fn behind(words: &Words, quotation: &Quotation, next: Option<&Quotation>, spots: &[Spot]) -> Option<Who> {
    let end = quotation.words.end;
    let limit = next.map_or(usize::MAX, |next| next.words.start);
    let passage = words.at(quotation.words.start).passage;
    let sentence = (end..end + 4).find(|at| words.at(*at).mark == '\0').map(|at| words.at(at).sentence)?;
    let stretch = end..(end..limit)
        .take(BEHIND)
        .take_while(|at| words.at(*at).passage == passage && words.at(*at).sentence == sentence)
        .last()?
        + 1;
    let say = stretch.clone().find(|at| words.at(*at).is(Class::Say))?;
    beside(words, say, stretch, spots)
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
    right_there.or(before).or(behind)?.who
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
