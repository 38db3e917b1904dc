//! The forms in which the actors occur in the whole pile.

use crate::cast::ActorIndex;
use crate::library::forms::Forms;
use crate::library::index::Saved;

use super::entry::Finding;

/// The forms of each actor.
#[derive(Clone, Debug, Default)]
pub(super) struct PileForms {
    /// What is told of them.
    shown: Vec<Forms>,
    /// What has been found so far by a finder that goes through all again; what is told is what there was before, until
    /// it has come to the end.
    anew: Option<Vec<Forms>>,
    /// Of which actors they are otherwise than they were saved.
    changed: Vec<bool>,
}

impl PileForms {
    pub(super) fn new(actors: usize) -> PileForms {
        PileForms { shown: vec![Forms::default(); actors], anew: None, changed: vec![false; actors] }
    }

    /// What was saved.
    pub(super) fn of(saved: &Saved, actors: usize) -> PileForms {
        let mut forms = PileForms::new(actors);
        for (actor, bytes) in &saved.forms {
            if let Some(forms) = forms.shown.get_mut(usize::from(*actor)) {
                *forms = Forms::read(bytes).unwrap_or_default();
            }
        }
        forms
    }

    /// What is told of each actor.
    pub(super) fn all(&self) -> &[Forms] {
        &self.shown
    }

    /// Counts what was found in an article, or takes it back.
    pub(super) fn count(&mut self, found: &Finding, sign: isize) {
        let forms = self.anew.as_mut().unwrap_or(&mut self.shown);
        for (actor, kind, certainty, written) in &found.written {
            let actor = usize::from(actor.0);
            if let (Some(forms), Some(changed)) = (forms.get_mut(actor), self.changed.get_mut(actor)) {
                forms.add(*kind, *certainty, written, sign);
                *changed = true;
            }
        }
    }

    /// Makes actors others, of whom there are so many now.
    pub(super) fn move_actors(&mut self, moved: &[Option<ActorIndex>], actors: usize) {
        let mut shown = vec![Forms::default(); actors];
        for (old, to) in self.shown.drain(..).zip(moved) {
            if let Some(forms) = to.and_then(|to| shown.get_mut(usize::from(to.0))) {
                forms.absorb(old);
            }
        }
        self.shown = shown;
    }

    /// Begins to count anew.
    pub(super) fn begin_anew(&mut self) {
        let actors = self.shown.len();
        (self.anew, self.changed) = (Some(vec![Forms::default(); actors]), vec![true; actors]);
    }

    /// All has been gone through.
    pub(super) fn end_anew(&mut self) {
        self.shown = self.anew.take().unwrap_or(std::mem::take(&mut self.shown));
    }

    /// What has changed since this was asked last.
    pub(super) fn save(&mut self) -> Vec<(u16, Vec<u8>)> {
        let forms = self.anew.as_ref().unwrap_or(&self.shown);
        let changed = self.changed.iter_mut().map(std::mem::take);
        let forms = (0..).zip(forms).zip(changed).filter(|(_, changed)| *changed);
        forms.map(|((actor, forms), _)| (actor, forms.written())).collect()
    }
}
