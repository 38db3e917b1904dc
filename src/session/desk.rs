//! The desk: who is followed, what has been said about their mentions, and what goes through articles for them.

use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

use crate::article::{Article, Content};
use crate::cast::{ActorIndex, Cast};
use crate::library::pile::{Find, Following, Recast};
use crate::library::{CastFile, Followed};
use crate::mention::Finder;
use crate::mention::corrections::{Corrector, Scope};

/// Who is followed, and what has been said about their mentions.
#[derive(Clone)]
pub struct Desk {
    /// Where it is kept.
    pub(super) file: CastFile,
    /// What the file held when it was last read.
    pub(super) followed: Arc<Followed>,
    cast: Arc<Cast>,
    /// Made when the first article is gone through, for the list needs none.
    finder: Arc<LazyFinder>,
    corrector: Arc<Corrector>,
}

type LazyFinder = LazyLock<Finder, Box<dyn FnOnce() -> Finder + Send>>;

impl Desk {
    /// The desk at which `followed` was read from `file`.
    pub fn new(file: CastFile, followed: Followed) -> Desk {
        let cast = Arc::new(followed.cast.clone());
        let corrector = Arc::new(Corrector::new(&followed.corrections, &cast));
        Desk { file, finder: finder(&cast), cast, corrector, followed: Arc::new(followed) }
    }

    /// Who is followed.
    pub fn cast(&self) -> Arc<Cast> {
        self.cast.clone()
    }

    /// Who is followed, as a pile is told.
    pub fn following(&self) -> Following {
        let (finder, corrector) = (self.finder.clone(), self.corrector.clone());
        let find: Arc<Find> = Arc::new(move |article: &Article| finder.find_corrected(article, &corrector));
        let said: BTreeSet<_> = self.followed.corrections.0.iter().collect();
        let mark = Content::of(&format!("{} {:?} {said:?}", build(), self.cast)).0;
        Following { find, actors: self.cast.actors.len(), mark }
    }

    /// Sits down at another file, with all that is the same for both; this is who was `followed` when it was read.
    pub(super) fn sit_at(&mut self, file: CastFile, followed: Followed) -> Recast {
        self.file = file;
        self.follow(followed, None)
    }

    /// Takes over what the file holds now. Of two actors who were made one, `joined` tells the id of the one who went
    /// and that of the other.
    pub(super) fn follow(&mut self, followed: Followed, joined: Option<(&str, &str)>) -> Recast {
        let now = |id: &str| {
            let joined = joined.filter(|(gone, _)| *gone == id).map_or(id, |(_, other)| other);
            followed.cast.index_of(joined)
        };
        let moved: Vec<Option<ActorIndex>> = self.cast.actors.iter().map(|actor| now(&actor.id)).collect();
        let same_cast = followed.cast == *self.cast;
        let only = self.only(&followed).filter(|_| same_cast);
        if !same_cast {
            self.cast = Arc::new(followed.cast.clone());
            self.finder = finder(&self.cast);
        }
        self.corrector = Arc::new(Corrector::new(&followed.corrections, &self.cast));
        self.followed = Arc::new(followed);
        Recast { following: self.following(), moved, only }
    }

    /// The one text that is concerned by all corrections which `followed` has more, or less, if there is only one.
    fn only(&self, followed: &Followed) -> Option<Content> {
        let [old, new] =
            [&self.followed.corrections, &followed.corrections].map(|c| c.0.iter().collect::<BTreeSet<_>>());
        let texts = old.symmetric_difference(&new).map(|correction| match correction.scope {
            Scope::Everywhere => None,
            Scope::Article(content) | Scope::Place(content, _) => Some(content),
        });
        let texts: BTreeSet<Option<Content>> = texts.collect();
        texts.first().copied().flatten().filter(|_| texts.len() == 1)
    }
}

/// Which build of the program this is: another one may find other mentions.
fn build() -> String {
    let file = std::env::current_exe().and_then(std::fs::metadata).ok();
    format!("{} {:?}", env!("CARGO_PKG_VERSION"), file.map(|file| (file.len(), file.modified().ok())))
}

fn finder(cast: &Arc<Cast>) -> Arc<LazyFinder> {
    let cast = cast.clone();
    Arc::new(LazyLock::new(Box::new(move || Finder::new(&cast))))
}
