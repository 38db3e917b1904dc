//! Finds who speaks in a quotation.

use std::ops::Range;

use super::super::grammar::Class;
use super::super::people::Who;
use super::super::quotations::Quotation;
use super::super::words::Words;
use super::weigh::Scene;
use super::{Function, Spot};

/// How many words behind a quotation its speaker may be named.
const BEHIND: usize = 14;

/// The speaker of each quotation, where one is found.
pub(super) fn find(scene: &Scene<'_>, spots: &[Spot]) -> Vec<Option<Who>> {
    let words = &scene.article.words;
    let mut speakers: Vec<Option<Who>> = Vec::new();
    for (number, quotation) in scene.quotations.iter().enumerate() {
        let told = || behind(words, quotation, scene.quotations.get(number + 1), spots);
        let announced = || before(words, quotation, scene.quotations.get(number.wrapping_sub(1)), spots);
        let speaker = told().or_else(announced);
        let last = speakers.last().copied().flatten();
        let goes_on = number.checked_sub(1).and_then(|before| scene.quotations.get(before));
        let same = || last.filter(|_| goes_on.is_some_and(|before| continues(words, before, quotation)));
        speakers.push(speaker.or_else(same));
    }
    speakers
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
        None if ends_in_colon(words, open) => within(spots, &stretch).iter().rfind(|spot| spot.who.is_some())?.who,
        None => subject(stretch, spots),
    }
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
