//! What follows the names: roles, then pronouns.

use super::grammar::{Genders, Grammar};
use super::people::{People, Reading};
use super::roles::{self, Offices};
use super::words::Words;
use super::{Mention, given, pronouns, quotations};
use crate::article::{Article, PassageKind};
use crate::cast::{Actor, Cast, Gender};

/// What the later stages know of a cast.
#[derive(Debug)]
pub(super) struct Discourse {
    genders: Vec<Genders>,
    offices: Offices,
}

impl Discourse {
    /// What is to be known of `cast`.
    pub(super) fn new(cast: &Cast) -> Discourse {
        Discourse { genders: cast.actors.iter().map(genders).collect(), offices: Offices::of(cast) }
    }

    /// The roles and pronouns of the actors whose names in `article` are `names`.
    pub(super) fn find(&self, article: &Article, names: &[Mention]) -> Vec<Mention> {
        let Some(grammar) = article.language.and_then(Grammar::of).filter(|_| !names.is_empty()) else {
            return Vec::new();
        };
        let words = Words::of(article, grammar);
        let passages = (0..).zip(&article.passages).filter(|(_, passage)| passage.kind == PassageKind::Title);
        let titles = passages.map(|(number, _)| number).collect();
        let reading = Reading { text: &article.text, words, language: article.language, grammar, titles };
        let mut people = People::of(&reading, names, &self.genders);
        let quotations = quotations::find(&reading.words);
        let roles = roles::find(&reading, &mut people, &self.offices, article.date);
        let mut found = roles.mentions;
        found.extend(pronouns::find(&reading, &people, &quotations, &roles.spots));
        found
    }
}

/// The genders of an actor: as the cast says, or as the given name does.
fn genders(actor: &Actor) -> Genders {
    match actor.gender {
        Some(Gender::Masculine) => Genders::M,
        Some(Gender::Feminine) => Genders::F,
        Some(Gender::Other) => Genders::ANY,
        None => {
            let first = actor.name.split([' ', '-']).next().unwrap_or_default();
            given::genders(first, None).unwrap_or_default()
        }
    }
}
