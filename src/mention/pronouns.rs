//! Finds the pronouns that stand for an actor.
//!
//! The article is read from its beginning. Every place where somebody is spoken of is a *spot*: a name, a role, and
//! then each pronoun for which an antecedent was found. For a pronoun of the third person the spots of the last few
//! sentences are weighed against each other ([`weights`]): by function, distance, prominence, and who was spoken of
//! between; the best one wins if it is good enough, and the pronoun is sure if the next one is far behind. If the
//! winner is somebody else than an actor, nothing is found, but the spot counts for what follows.
//!
//! Quotations are opaque. First the pronouns outside are settled, then each quotation gets its speaker
//! ([`speakers`]), and then what is inside is read: "I" is the speaker, and "he" is not, where the article tells who
//! speaks; where it only seems so, "I" is likely and "he" may be anybody. An article that asks question after question is
//! an interview, in which "I" is whoever was introduced before the first one.

mod forms;
mod speakers;
mod spots;
mod weigh;
mod weights;

use std::borrow::Cow;

pub(super) use forms::{Form, Pronoun};
pub(super) use spots::{Function, Spot, function};

use super::people::{People, Reading, Who};
use super::quotations::Quotation;
use super::words::Shape;
use super::{Certainty, Kind, Mention};
use speakers::Speaker;
use weigh::{Antecedent, Scene};

/// The pronouns of `article` that stand for an actor. `spots` are the places where its people are named or described.
pub(super) fn find(article: &Reading<'_>, people: &People, quotations: &[Quotation], spots: &[Spot]) -> Vec<Mention> {
    let pronouns = forms::find(article);
    let questions = questions(article, quotations);
    let interviewed = interviewed(article, people, &questions);
    let scene = Scene {
        article,
        people,
        quotations,
        paragraphs: article.words.has_paragraphs(),
        told: told(article, quotations),
        questions,
        interviewed,
    };
    let mut found = Vec::new();
    let spots = &with_things(article, spots);

    let (outside, later): (Vec<Pronoun>, Vec<Pronoun>) = pronouns
        .into_iter()
        .partition(|pronoun| pronoun.form != Form::Me && quotation_of(quotations, pronoun.at).is_none());
    let spots = settle(&scene, &outside, spots, |_| None, &mut found);

    let speakers = speakers::find(&scene, &spots);
    settle(&scene, &later, &spots, |at| speakers::at(&scene, &speakers, &spots, at), &mut found);
    found.sort_by_key(|mention| mention.span);
    found
}

/// The spots, with the relative pronouns of the people and, where pronouns for people may stand for things, those things.
fn with_things(article: &Reading<'_>, spots: &[Spot]) -> Vec<Spot> {
    let mut all = spots.to_vec();
    all.extend(spots::relatives(&article.words, spots));
    if article.grammar.things {
        all.extend(spots::things(&article.words, article.grammar.nouns, spots));
    }
    all.sort_by_key(|spot| spot.words.start);
    all
}

/// For each sentence, how many sentences up to it are told by the article itself, not only quoted.
fn told(article: &Reading<'_>, quotations: &[Quotation]) -> Vec<u32> {
    let mut told = Vec::new();
    let (mut count, mut start) = (0, 0);
    for sentence in article.words.0.chunk_by(|a, b| a.sentence == b.sentence) {
        let range = start..start + sentence.len();
        start = range.end;
        let plain =
            range.clone().any(|at| article.words.at(at).shape != Shape::Mark && quotation_of(quotations, at).is_none());
        count += u32::from(plain);
        told.resize(sentence.first().map_or(0, |word| word.sentence as usize + 1), count);
    }
    told
}

/// How many questions make an article an interview.
const INTERVIEW: usize = 3;
/// How many names are looked at for whom an interview introduces.
const INTRODUCED: usize = 20;

/// In an interview, who answers: whoever is named most before the first question.
fn interviewed(article: &Reading<'_>, people: &People, questions: &[u32]) -> Option<Who> {
    let first = questions.first().filter(|_| questions.len() >= INTERVIEW)?;
    let named = people.named.partition_point(|naming| article.words.at(naming.words.start).sentence < *first);
    let named = people.named.get(..named.min(INTRODUCED))?;
    let often = |who: Who| named.iter().filter(|naming| naming.who == who).count();
    named.iter().rev().map(|naming| naming.who).max_by_key(|who| often(*who))
}

/// The sentences that are questions, and not quoted between marks.
fn questions(article: &Reading<'_>, quotations: &[Quotation]) -> Vec<u32> {
    let quoted = |at: usize| {
        quotation_of(quotations, at).and_then(|number| quotations.get(number)).is_some_and(|quotation| !quotation.dash)
    };
    let asked = |at: &usize| article.words.at(*at).is_mark("?") && !quoted(*at);
    let mut questions: Vec<u32> =
        (0..article.words.0.len()).filter(asked).map(|at| article.words.at(at).sentence).collect();
    questions.dedup();
    questions
}

/// Which quotation the word at `at` stands in.
fn quotation_of(quotations: &[Quotation], at: usize) -> Option<usize> {
    let next = quotations.partition_point(|quotation| quotation.words.start <= at);
    let number = next.checked_sub(1)?;
    quotations.get(number)?.words.contains(&at).then_some(number)
}

/// Settles `pronouns` one after the other; adds those of actors to `found`, and returns all spots in their order.
fn settle(
    scene: &Scene<'_>,
    pronouns: &[Pronoun],
    spots: &[Spot],
    speaker: impl Fn(usize) -> Option<Speaker>,
    found: &mut Vec<Mention>,
) -> Vec<Spot> {
    let mut told: Vec<Spot> = Vec::with_capacity(spots.len() * 2);
    let mut coming = spots;
    for pronoun in pronouns {
        let ahead = coming.partition_point(|spot| spot.words.start <= pronoun.at);
        let (passed, rest) = coming.split_at(ahead);
        told.extend_from_slice(passed);
        coming = rest;
        let speaker = speaker(pronoun.at);
        let antecedent = if pronoun.form == Form::Me {
            speaker.map(|speaker| Antecedent::speaker(scene, speaker))
        } else {
            let speaker = speaker.filter(|speaker| speaker.told).map(|speaker| speaker.who);
            weigh::antecedent(scene, pronoun, &told, coming, speaker)
        };
        if let Some(antecedent) = antecedent {
            found.extend(mention(scene, pronoun, &antecedent));
            told.push(spot(pronoun, &antecedent));
        }
    }
    told.extend_from_slice(coming);
    told
}

fn spot(pronoun: &Pronoun, antecedent: &Antecedent) -> Spot {
    let function = match pronoun.form {
        Form::Subject | Form::Latter | Form::Me => Function::Subject,
        Form::Object => Function::Object,
        Form::Possessive | Form::Own => Function::Oblique,
    };
    Spot { words: pronoun.at..pronoun.at + 1, who: antecedent.who, genders: pronoun.genders, plural: false, function }
}

fn mention(scene: &Scene<'_>, pronoun: &Pronoun, antecedent: &Antecedent) -> Option<Mention> {
    let actor = scene.people.actor(antecedent.who?)?;
    let span = scene.article.words.at(pronoun.at).span;
    let certainty = if antecedent.clear { Certainty::Sure } else { Certainty::Likely };
    let reason = Cow::Owned(format!("{}: {}", span.of(scene.article.text).to_lowercase(), antecedent.reason));
    Some(Mention { span, actor, kind: Kind::Pronoun, certainty, reason })
}
