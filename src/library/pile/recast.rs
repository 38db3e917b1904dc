//! Another cast, or other corrections: what was counted so far stays until it is counted anew.

use crate::article::Content;
use crate::cast::ActorIndex;

use super::{Articles, Following, Pile, load};

/// What changes when a pile is followed by another cast or with other corrections.
pub struct Recast {
    /// Who is followed from now on.
    pub following: Following,
    /// Who each actor is now; `None` for one who is gone.
    pub moved: Vec<Option<ActorIndex>>,
    /// The only text that is to be gone through again; all are where there is none.
    pub only: Option<Content>,
}

impl Pile {
    /// Follows another cast, or with other corrections. Articles are gone through again behind it; what was counted in
    /// them stays until then, and counts are not final.
    pub fn recast(&self, recast: Recast) {
        let index = self.shared.index();
        let only = recast.only.map(|only| index.with_content(only).unwrap_or_default());
        for id in only.iter().flatten() {
            self.shared.take_back(&index, *id);
        }
        let starts = self.shared.articles_mut().recast(recast, only.as_deref());
        self.shared.changed();
        if starts {
            load::again(&self.shared);
        }
    }
}

impl Articles {
    /// Makes what was counted stale, in all articles or in some; tells whether a thread has to go through it.
    fn recast(&mut self, Recast { following, moved, .. }: Recast, only: Option<&[u32]>) -> bool {
        let actors = following.actors;
        self.following = following;
        self.round += 1;
        let stay = moved.len() <= actors && moved.iter().zip((0..).map(ActorIndex)).all(|(to, from)| *to == Some(from));
        if !stay {
            self.counts.move_actors(&moved);
        }
        if let Some(ids) = only {
            for id in ids {
                self.counts.doubt(*id);
            }
        } else {
            self.forms.move_actors(&moved, actors);
            self.forms.begin_anew();
            self.counts.doubt_all();
        }
        let starts = self.read && !self.going && self.waiting() > 0;
        self.going |= starts;
        starts
    }

    /// All has been read, and a thread begins to go through it.
    pub(super) fn begin(&mut self) {
        (self.read, self.going) = (true, true);
    }

    /// Whether there is more to go through; where there is not, the thread that asks ends.
    pub(super) fn goes_on(&mut self) -> bool {
        self.going = self.waiting() > 0;
        if !self.going {
            self.forms.end_anew();
        }
        self.going
    }
}
