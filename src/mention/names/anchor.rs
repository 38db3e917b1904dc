//! Anchors: what a stretch of letters that is searched for is part of.

use crate::cast::{ActorForms, Forms, Part, PartKind};

/// Which part of whose name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Anchor {
    /// The actor, by the place in the cast.
    pub(super) actor: u16,
    /// The part.
    pub(super) place: Place,
}

/// Where a part stands in a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Place {
    /// The last part of this surname, by which an actor is found.
    Surname(u16),
    /// This given name, by which an actor may be called who was found.
    Given(u16),
    /// An earlier part of this surname; the same.
    Earlier(u16, u16),
}

impl Anchor {
    /// Whether it is what an actor is found by.
    pub(super) fn is_surname(self) -> bool {
        matches!(self.place, Place::Surname(_))
    }

    /// The part of a name of `forms`.
    pub(super) fn part(self, forms: &Forms) -> Option<&Part> {
        let actor = forms.actors.get(usize::from(self.actor))?;
        match self.place {
            Place::Surname(s) => actor.surnames.get(usize::from(s))?.parts.last(),
            Place::Given(n) => actor.given.get(usize::from(n)),
            Place::Earlier(s, n) => actor.surnames.get(usize::from(s))?.parts.get(usize::from(n)),
        }
    }
}

/// What to search texts for: stretches of letters in lower case, each with what it is part of.
pub(super) fn stretches(forms: &Forms) -> Vec<(String, Anchor)> {
    let actors = (0..).zip(&forms.actors);
    let parts =
        actors.flat_map(|(actor, forms)| parts(forms).map(move |(place, part)| (Anchor { actor, place }, part)));
    parts.flat_map(|(anchor, part)| part.fragments().into_iter().map(move |stretch| (stretch, anchor))).collect()
}

/// The parts of an actor's names that are searched for.
fn parts(forms: &ActorForms) -> impl Iterator<Item = (Place, &Part)> {
    let surnames = || (0..).zip(&forms.surnames);
    let last = surnames().filter_map(|(s, surname)| Some((Place::Surname(s), surname.parts.last()?)));
    let given = (0..).map(Place::Given).zip(&forms.given);
    let given = given.filter(|(_, part)| part.first && part.kind != PartKind::Initial);
    let earlier = surnames().filter(|(_, surname)| !surname.hyphenated).flat_map(|(s, surname)| {
        let earlier = surname.parts.split_last().map_or(&[][..], |(_, earlier)| earlier);
        (0..).map(move |n| Place::Earlier(s, n)).zip(earlier).filter(|(_, part)| part.kind != PartKind::Particle)
    });
    last.chain(given).chain(earlier)
}
