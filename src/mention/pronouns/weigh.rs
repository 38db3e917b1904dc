//! Weighs who a pronoun may stand for.

use super::super::grammar::{Class, Genders, Possessives};
use super::super::people::{People, Reading, Who};
use super::super::quotations::Quotation;
use super::super::words::{Word, Words};
use super::speakers::Speaker;
use super::weights::WEIGHTS;
use super::{Form, Function, Pronoun, Spot, quotation_of};

/// What a pronoun is weighed in.
#[derive(Clone, Debug)]
pub(super) struct Scene<'a> {
    pub(super) article: &'a Reading<'a>,
    pub(super) people: &'a People,
    pub(super) quotations: &'a [Quotation],
    /// Whether the passages are paragraphs; in some texts every sentence is a passage.
    pub(super) paragraphs: bool,
    /// For each sentence, how many up to it the article tells itself.
    pub(super) told: Vec<u32>,
    /// The sentences that are questions of the article itself.
    pub(super) questions: Vec<u32>,
    /// In an interview, who answers.
    pub(super) interviewed: Option<Who>,
}

/// Whom a pronoun stands for.
#[derive(Clone, Debug)]
pub(super) struct Antecedent {
    /// Whom; `None` for a thing.
    pub(super) who: Option<Who>,
    /// Whether nobody else comes near.
    pub(super) clear: bool,
    /// Why, for a person.
    pub(super) reason: String,
}

impl Antecedent {
    /// The speaker of the quotation that the pronoun stands in.
    pub(super) fn speaker(scene: &Scene<'_>, speaker: Speaker) -> Antecedent {
        let reason = format!("in a quotation of {}", scene.people.label(speaker.who));
        Antecedent { who: Some(speaker.who), clear: speaker.told, reason }
    }
}

/// Somebody who may be meant, with the points for it.
struct Candidate<'a> {
    spot: &'a Spot,
    points: f32,
}

/// How many spots back are looked at.
const MOST: usize = 60;

/// Whom `pronoun` stands for: `told` are the spots before it, `coming` those behind it, and `speaker` cannot be meant.
pub(super) fn antecedent(
    scene: &Scene<'_>,
    pronoun: &Pronoun,
    told: &[Spot],
    coming: &[Spot],
    speaker: Option<Who>,
) -> Option<Antecedent> {
    if is_set_apart(&scene.article.words, pronoun.at) {
        return set_apart(scene, pronoun, told);
    }
    let mut candidates: Vec<Candidate<'_>> = Vec::new();
    let reach = if scene.article.grammar.things { WEIGHTS.reach } else { WEIGHTS.reach_person };
    let near = told.iter().rev().take(MOST).take_while(|spot| scene.back(pronoun, spot) <= reach);
    let mut between: Vec<Option<Who>> = Vec::new();
    let owns = matches!(pronoun.form, Form::Possessive | Form::Own);
    let mut subjects = 0;
    for spot in near {
        if fits(scene, pronoun, spot, speaker) {
            let others = between.iter().filter(|who| **who != spot.who).count();
            let nearer = if owns { WEIGHTS.nearer * to_f32(subjects.min(3)) } else { 0.0 };
            let points = points(scene, pronoun, spot) + WEIGHTS.between * to_f32(others.min(3)) + nearer;
            add(&mut candidates, Candidate { spot, points });
        }
        subjects += usize::from(spot.function == Function::Subject);
        if spot.who.is_some() && !between.contains(&spot.who) && scene.agrees(pronoun, spot) {
            between.push(spot.who);
        }
    }
    candidates.extend(ahead(scene, pronoun, (told, coming), speaker));
    decide(scene, pronoun, candidates)
}

/// Whether the pronoun stands between commas, and so takes up what it follows: "Putin, lui, est parti".
fn is_set_apart(words: &Words, at: usize) -> bool {
    let comma = |word: Option<&Word>| word.is_some_and(|word| word.is_mark(","));
    comma(words.before(at)) && comma(words.behind(at))
}

/// Whom a pronoun between commas takes up: whoever is named or described right before it.
fn set_apart(scene: &Scene<'_>, pronoun: &Pronoun, told: &[Spot]) -> Option<Antecedent> {
    let spot = told.last().filter(|spot| spot.words.end + 1 == pronoun.at && scene.agrees(pronoun, spot))?;
    let reason = scene.reason(pronoun, spot, spot.who?);
    Some(Antecedent { who: spot.who, clear: true, reason })
}

/// Keeps for everybody the place that speaks most for them; a thing is always by itself.
fn add<'a>(candidates: &mut Vec<Candidate<'a>>, new: Candidate<'a>) {
    let known = candidates.iter_mut().find(|known| known.spot.who.is_some() && known.spot.who == new.spot.who);
    match known {
        Some(known) if known.points < new.points => *known = new,
        Some(_) => {}
        None => candidates.push(new),
    }
}

/// The subject that follows a pronoun where nobody who fits comes before it in the sentence, and the sentence begins with
/// what depends on the subject: "When he came, Putin said", "In his speech Putin said".
fn ahead<'a>(
    scene: &Scene<'_>,
    pronoun: &Pronoun,
    (told, coming): (&[Spot], &'a [Spot]),
    speaker: Option<Who>,
) -> Option<Candidate<'a>> {
    let words = &scene.article.words;
    let here = words.at(pronoun.at);
    let first = (0..=pronoun.at).rev().take(MOST).take_while(|at| words.at(*at).clause == here.clause).last()?;
    let begins = words.before(first).is_none_or(|before| before.sentence != here.sentence);
    let opens = words.at(first).is_any(&[Class::That, Class::Preposition]);
    let spot = coming.iter().find(|spot| !spot.words.contains(&pronoun.at))?;
    let later = words.at(spot.words.start).clause != here.clause && scene.sentence(spot) == here.sentence;
    let same = |spot: &&Spot| scene.sentence(spot) == here.sentence;
    let alone = || !told.iter().rev().take(MOST).take_while(same).any(|spot| spot.who.is_some());
    let place = if pronoun.form == Form::Subject { begins && opens } else { (begins || opens) && alone() };
    let fit = place && later && spot.function == Function::Subject && fits(scene, pronoun, spot, speaker);
    fit.then_some(Candidate { spot, points: WEIGHTS.ahead })
}

/// Whether the pronoun may stand for whom the spot speaks of.
fn fits(scene: &Scene<'_>, pronoun: &Pronoun, spot: &Spot, speaker: Option<Who>) -> bool {
    let said = spot.who.is_some() && spot.who == speaker;
    if said || !scene.agrees(pronoun, spot) || spot.words.contains(&pronoun.at) {
        return false;
    }
    let words = &scene.article.words;
    let (here, there) = (words.at(pronoun.at), words.at(spot.words.start));
    let same_clause = here.clause == there.clause;
    let own = pronoun.form != Form::Own || spot.function == Function::Subject && here.sentence == there.sentence;
    let subject = || same_clause && spot.function == Function::Subject || is_subject_of(words, pronoun, spot);
    let free = pronoun.form != Form::Object || !subject();
    own && free
}

/// Whether the spot is the subject of the pronoun's clause, parted from it by one apposition at most: "The mayor, Jane Roe,
/// thanked her".
fn is_subject_of(words: &Words, pronoun: &Pronoun, spot: &Spot) -> bool {
    let clause_start = |at: usize| {
        let clause = words.at(at).clause;
        (0..=at).rev().take(APPOSITION).take_while(|at| words.at(*at).clause == clause).last()
    };
    let comma = |start: usize| start.checked_sub(1).filter(|at| words.at(*at).is_mark(",)"));
    let Some(near) = clause_start(pronoun.at).filter(|start| pronoun.at - start <= 2).and_then(comma) else {
        return false;
    };
    let far = near.checked_sub(1).and_then(clause_start).and_then(comma);
    spot.words.end == near || far == Some(spot.words.end)
}

/// How many words an apposition between a subject and its verb may have.
const APPOSITION: usize = 12;

fn points(scene: &Scene<'_>, pronoun: &Pronoun, spot: &Spot) -> f32 {
    let words = &scene.article.words;
    let (here, there) = (words.at(pronoun.at), words.at(spot.words.start));
    let latter = pronoun.form == Form::Latter;
    let mut points = match spot.function {
        Function::Subject if latter => WEIGHTS.oblique,
        Function::Subject => WEIGHTS.subject,
        Function::Object | Function::Oblique if latter => WEIGHTS.subject,
        Function::Object => WEIGHTS.object,
        Function::Oblique => WEIGHTS.oblique,
    };
    let parallel =
        matches!((pronoun.form, spot.function), (Form::Subject, Function::Subject) | (Form::Object, Function::Object));
    let owner = matches!(pronoun.form, Form::Possessive | Form::Own) && spot.function == Function::Subject;
    let person = spot.who.and_then(|who| scene.people.get(who));
    let quoted = quotation_of(scene.quotations, spot.words.start);
    let other_side = quoted.is_some() && quoted != quotation_of(scene.quotations, pronoun.at);
    for (holds, weight) in [
        (parallel, WEIGHTS.parallel),
        (owner && here.sentence == there.sentence, WEIGHTS.own_subject),
        (scene.paragraphs && here.passage != there.passage, WEIGHTS.passage),
        (other_side, WEIGHTS.quoted),
        (spot.who.is_none(), WEIGHTS.thing),
        (words.at(pronoun.at).is(Class::Clitic), WEIGHTS.clitic),
        (spot.who.is_none() && speaks(scene, pronoun.at), WEIGHTS.thing_speaks),
        (!scene.genders(spot).certain(), WEIGHTS.unsure),
        (person.is_some_and(|person| person.actor.is_none() && person.named == 0), WEIGHTS.anonymous),
        (person.is_some_and(|person| person.weak), WEIGHTS.weak),
        (
            scene.article.grammar.possessives == Possessives::OwnApart
                && pronoun.form == Form::Possessive
                && here.clause == there.clause
                && spot.function == Function::Subject,
            WEIGHTS.not_own,
        ),
        (
            pronoun.form == Form::Subject && here.clause == there.clause && spot.function != Function::Subject,
            WEIGHTS.beside,
        ),
        (spot.who.is_some() && spot.who == scene.people.main(pronoun.genders), WEIGHTS.main),
    ] {
        points += if holds { weight } else { 0.0 };
    }
    let named = person.map_or(1, |person| person.named.max(1));
    points
        + WEIGHTS.sentence * to_f32(scene.back(pronoun, spot) as usize)
        + WEIGHTS.prominent * to_f32(named.min(20)).ln()
}

/// Whether a verb of saying stands beside the pronoun.
fn speaks(scene: &Scene<'_>, at: usize) -> bool {
    let words = &scene.article.words;
    (at.saturating_sub(3)..at + 4)
        .any(|near| words.at(near).is(Class::Say) && words.at(near).sentence == words.at(at).sentence)
}

fn decide(scene: &Scene<'_>, pronoun: &Pronoun, mut candidates: Vec<Candidate<'_>>) -> Option<Antecedent> {
    candidates.sort_by(|a, b| b.points.total_cmp(&a.points));
    let enough = if scene.article.grammar.things { WEIGHTS.enough } else { WEIGHTS.enough_person };
    let best = candidates.first().filter(|best| best.points >= enough)?;
    let next = candidates.get(1).map_or(f32::MIN, |next| next.points);
    let reason = best.spot.who.map_or_else(String::new, |who| scene.reason(pronoun, best.spot, who));
    Some(Antecedent { who: best.spot.who, clear: best.points - next >= WEIGHTS.clear, reason })
}

impl Scene<'_> {
    fn sentence(&self, spot: &Spot) -> u32 {
        self.article.words.at(spot.words.start).sentence
    }

    /// How many sentences the spot stands back; for a pronoun outside of quotations, quoted sentences do not count.
    fn back(&self, pronoun: &Pronoun, spot: &Spot) -> u32 {
        let (here, there) = (self.article.words.at(pronoun.at).sentence, self.sentence(spot));
        let told = |sentence: u32| self.told.get(sentence as usize).copied().unwrap_or_default();
        match quotation_of(self.quotations, pronoun.at) {
            Some(_) => here.abs_diff(there),
            None => told(here).abs_diff(told(there)),
        }
    }

    /// The genders of whom the spot speaks of.
    fn genders(&self, spot: &Spot) -> Genders {
        let person = spot.who.and_then(|who| self.people.get(who));
        person.map_or(spot.genders, |person| if person.genders.certain() { person.genders } else { spot.genders })
    }

    fn agrees(&self, pronoun: &Pronoun, spot: &Spot) -> bool {
        let number = !spot.plural || self.article.words.at(pronoun.at).is(Class::Plural);
        number && (spot.plural || pronoun.genders.agree(self.genders(spot)))
    }

    fn reason(&self, pronoun: &Pronoun, spot: &Spot, who: Who) -> String {
        let here = self.article.words.at(pronoun.at).sentence;
        let back = match here.abs_diff(self.sentence(spot)) {
            0 => "in the same sentence".to_owned(),
            1 => "one sentence back".to_owned(),
            n => format!("{n} sentences back"),
        };
        let function = match pronoun.form {
            Form::Subject | Form::Latter => "subject",
            Form::Object => "object",
            _ => "possessive",
        };
        format!("{function}, last fit is {}, {back}", self.people.label(who))
    }
}

#[expect(clippy::cast_precision_loss, reason = "The numbers are small counts.")]
fn to_f32(count: usize) -> f32 {
    count as f32
}
