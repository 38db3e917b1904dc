//! The desk: who is followed, what has been said about their mentions, and what goes through articles for them.

use std::sync::{Arc, LazyLock};

use crate::article::Article;
use crate::cast::Cast;
use crate::library::Followed;
use crate::library::pile::Find;
use crate::mention::Finder;
use crate::mention::corrections::Corrector;

/// Who is followed, and what has been said about their mentions.
#[derive(Clone)]
pub struct Desk {
    cast: Arc<Cast>,
    /// Made when the first article is gone through, for the list needs none.
    finder: Arc<LazyFinder>,
    corrector: Arc<Corrector>,
}

type LazyFinder = LazyLock<Finder, Box<dyn FnOnce() -> Finder + Send>>;

impl Desk {
    /// The desk for `followed`.
    pub fn new(followed: Followed) -> Desk {
        let corrector = Arc::new(Corrector::new(&followed.corrections, &followed.cast));
        let cast = Arc::new(followed.cast);
        Desk { finder: finder(&cast), cast, corrector }
    }

    /// Who is followed.
    pub fn cast(&self) -> Arc<Cast> {
        self.cast.clone()
    }

    /// What goes through articles.
    pub(super) fn find(&self) -> Arc<Find> {
        let (finder, corrector) = (self.finder.clone(), self.corrector.clone());
        Arc::new(move |article: &Article| finder.find_corrected(article, &corrector))
    }
}

fn finder(cast: &Arc<Cast>) -> Arc<LazyFinder> {
    let cast = cast.clone();
    Arc::new(LazyLock::new(Box::new(move || Finder::new(&cast))))
}
