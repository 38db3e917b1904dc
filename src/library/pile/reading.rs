//! Opening articles, and finding who is mentioned in them.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use crate::article::{Article, Content};
use crate::library::sources::unharmed;
use crate::mention::Mention;
use crate::query::ArticleId;

use super::entry::Finding;
use super::{Following, Opened, Pile, Shared, Trouble, locked};

/// How many articles are kept with what was found in them.
const RECENT: usize = 16;
/// Up to how many bytes of text mentions are found while one waits.
const SHORT: usize = 200_000;

/// The articles that were gone through last.
#[derive(Default)]
pub(super) struct Recent(VecDeque<Read>);

/// An article that was gone through.
#[derive(Clone)]
struct Read {
    id: u32,
    /// In which round.
    round: u32,
    article: Arc<Article>,
    content: Content,
    mentions: Arc<[Mention]>,
}

impl Pile {
    /// Opens an article.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub fn article(&self, id: ArticleId) -> Result<Opened, Trouble> {
        let shared = &self.shared;
        let (_, round) = shared.following();
        if let Some(Read { article, content, mentions, .. }) = shared.recent(id.0, round) {
            return Ok(Opened { article, mentions: Some(mentions), content });
        }
        let (article, content) = shared.index().article(id.0)?;
        let article = Arc::new(article);
        let soon = article.text.len() < SHORT && shared.warm.load(Ordering::Acquire);
        let mentions = soon.then(|| shared.go_through(id.0, &article, content));
        Ok(Opened { article, mentions, content })
    }

    /// All mentions of the cast in an article, in order.
    pub fn mentions(&self, id: ArticleId) -> Arc<[Mention]> {
        self.shared.mentions(id.0)
    }

    /// By what an article is known again: the mark of its content, and its name. `None` where it cannot be read.
    pub fn identity(&self, id: ArticleId) -> Option<(Content, String)> {
        let (_, head) = self.shared.index().heads(std::iter::once(id.0)).ok()?.pop()?;
        Some((head.content?, head.name))
    }

    /// The first article with this content.
    pub fn with_content(&self, content: Content) -> Option<ArticleId> {
        let found = self.shared.index().with_content(content).unwrap_or_default();
        let articles = self.shared.articles();
        found.into_iter().filter_map(|id| Some((articles.sequence.rank(id)?, id))).min().map(|(_, id)| ArticleId(id))
    }
}

impl Shared {
    /// Who is followed, and since which round.
    pub(super) fn following(&self) -> (Following, u32) {
        let articles = self.articles();
        (articles.following.clone(), articles.round)
    }

    /// The mentions in an article, and it is counted from now on.
    pub(super) fn mentions(&self, id: u32) -> Arc<[Mention]> {
        let (_, round) = self.following();
        if let Some(read) = self.recent(id, round) {
            return read.mentions;
        }
        match self.index().article(id) {
            Ok((article, content)) => self.go_through(id, &Arc::new(article), content),
            Err(_) => Arc::default(),
        }
    }

    /// Finds the mentions in an article; where it had not been gone through, it is counted from now on.
    fn go_through(&self, id: u32, article: &Arc<Article>, content: Content) -> Arc<[Mention]> {
        loop {
            let (Following { find, .. }, round) = self.following();
            let mentions: Arc<[Mention]> = unharmed(|| find(article)).unwrap_or_default().into();
            self.warm.store(true, Ordering::Release);
            if self.note(id, round, || Finding::of(article, &mentions)) {
                locked(&self.recent).keep(Read {
                    id,
                    round,
                    article: article.clone(),
                    content,
                    mentions: mentions.clone(),
                });
                return mentions;
            }
        }
    }

    /// Notes what was found in an article in a round, where it had not been gone through; tells whether it still goes on.
    fn note(&self, id: u32, round: u32, finding: impl FnOnce() -> Finding) -> bool {
        let articles = self.articles();
        if articles.round != round || articles.counts.is_fresh(id) || articles.sequence.rank(id).is_none() {
            return articles.round == round;
        }
        drop(articles);
        let finding = finding();
        let mut articles = self.articles_mut();
        if articles.round == round && !articles.counts.is_fresh(id) && articles.sequence.rank(id).is_some() {
            articles.note(vec![(id, finding)]);
            drop(articles);
            self.changed();
        }
        true
    }

    fn recent(&self, id: u32, round: u32) -> Option<Read> {
        locked(&self.recent).0.iter().find(|read| read.id == id && read.round == round).cloned()
    }
}

impl Recent {
    fn keep(&mut self, read: Read) {
        self.0.retain(|other| other.id != read.id);
        self.0.truncate(RECENT - 1);
        self.0.push_front(read);
    }
}

impl super::Articles {
    /// Notes what was found in articles that had not been gone through, in the order of their numbers.
    pub(super) fn note(&mut self, found: Vec<(u32, Finding)>) {
        // What copies say has been said.
        for (_, finding) in found.iter().filter(|(id, _)| !self.stories.is_copy(*id)) {
            self.forms.count(finding, 1);
        }
        let counts: Vec<_> = found.into_iter().map(|(id, finding)| (id, finding.counts)).collect();
        self.counts.note(&counts);
        if self.waiting() == 0 && self.read {
            self.forms.end_anew();
        }
    }
}
