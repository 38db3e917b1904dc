//! Another cast, or other corrections: what was found so far stays until it is found anew.

use std::sync::Arc;

use crate::article::Content;
use crate::cast::ActorIndex;
use crate::library::forms::Forms;

use super::entry::Mentions;
use super::{Articles, Find, Pile, load};

/// What changes when a pile is followed by another cast or with other corrections.
pub struct Recast {
    /// Goes through an article for mentions from now on.
    pub find: Arc<Find>,
    /// How many actors there are now.
    pub actors: usize,
    /// Who each actor is now; `None` for one who is gone.
    pub moved: Vec<Option<ActorIndex>>,
    /// The only text that is to be gone through again; all are where there is none.
    pub only: Option<Content>,
}

impl Pile {
    /// Follows another cast, or with other corrections. Articles are gone through again behind it; what was found in
    /// them stays until then, and counts are not final.
    pub fn recast(&self, recast: Recast) {
        let starts = self.shared.articles_mut().recast(recast);
        self.shared.changed();
        if starts {
            load::again(&self.shared);
        }
    }
}

impl Articles {
    /// Makes what was found stale; tells whether a thread has to go through it.
    fn recast(&mut self, recast: Recast) -> bool {
        let Recast { find, actors, moved, only } = recast;
        self.find = find;
        self.round += 1;
        let stay = moved.len() <= actors && moved.iter().zip((0..).map(ActorIndex)).all(|(to, from)| *to == Some(from));
        if !stay {
            self.move_actors(&moved);
        }
        self.forms.resize_with(actors, Forms::default);
        for entry in &mut self.entries {
            let concerned = entry.text.as_ref().is_ok_and(|text| only.is_none_or(|only| only == text.content));
            if concerned && entry.fresh {
                entry.fresh = false;
                self.waiting += 1;
            }
        }
        let starts = self.read && !self.going && self.waiting > 0;
        self.going |= starts;
        starts
    }

    fn move_actors(&mut self, moved: &[Option<ActorIndex>]) {
        let mut forms: Vec<Forms> = Vec::new();
        for (old, to) in self.forms.drain(..).zip(moved) {
            let Some(to) = to.map(|to| usize::from(to.0)) else { continue };
            forms.resize_with(forms.len().max(to + 1), Forms::default);
            if let Some(forms) = forms.get_mut(to) {
                forms.absorb(old);
            }
        }
        self.forms = forms;
        for known in self.entries.iter_mut().filter_map(|entry| entry.mentions.as_mut()) {
            *known = known.moved(moved);
        }
    }

    /// All has been read, and a thread begins to go through it.
    pub(super) fn begin(&mut self) {
        (self.read, self.going) = (true, true);
    }

    /// Whether there is more to go through; where there is not, the thread that asks ends.
    pub(super) fn goes_on(&mut self) -> bool {
        self.going = self.waiting > 0;
        self.going
    }
}

impl Mentions {
    /// The same where actors are others now.
    fn moved(&self, moved: &[Option<ActorIndex>]) -> Mentions {
        let still = self.all.iter().filter_map(|mention| {
            let actor = moved.get(usize::from(mention.actor.0)).copied().flatten()?;
            Some(crate::mention::Mention { actor, ..mention.clone() })
        });
        Mentions::from(still.collect::<Arc<[_]>>())
    }
}
