//! One article of the pile as it is kept in memory.

use std::sync::Arc;

use twox_hash::XxHash3_128;

use crate::article::Article;
use crate::cast::ActorIndex;
use crate::library::sources::Item;
use crate::library::trouble::Trouble;
use crate::mention::{Kind, Kinds, Mention};
use crate::text::fold;

use super::Content;

/// One article of the pile, or what stands in for it.
pub(super) struct Entry {
    /// Its path as walked.
    pub(super) name: String,
    /// What could be read.
    pub(super) text: Result<Text, Trouble>,
    /// What the filter looks through: title, source and name, folded.
    pub(super) label: Box<str>,
    /// The mentions in it, once it has been gone through.
    pub(super) mentions: Option<Mentions>,
}

/// What was read of an article.
#[derive(Clone)]
pub(super) struct Text {
    pub(super) article: Arc<Article>,
    pub(super) content: Content,
}

/// The mentions in one article, with their counts.
pub(super) struct Mentions {
    pub(super) all: Arc<[Mention]>,
    /// For each actor in it, in order, the mentions of each kind.
    counts: Box<[(ActorIndex, [u32; 3])]>,
}

impl Entry {
    /// Reads what was found on the walk.
    pub(super) fn read(item: Item) -> Entry {
        let name = item.name.clone();
        let text = item.article().map(|article| Text {
            content: Content(XxHash3_128::oneshot(article.text.as_bytes())),
            article: Arc::new(article),
        });
        let label = match &text {
            Ok(Text { article, .. }) => {
                format!("{}\n\n{}\n\n{name}", article.title, article.source.as_deref().unwrap_or(""))
            }
            Err(_) => name.clone(),
        };
        let mentions = text.is_err().then(|| Mentions::from(Arc::from([])));
        Entry { name, text, label: fold(&label).into(), mentions }
    }

    /// The title that is shown.
    pub(super) fn title(&self) -> &str {
        match &self.text {
            Ok(text) => &text.article.title,
            Err(_) => self.name.rsplit('/').next().unwrap_or(&self.name),
        }
    }
}

impl Mentions {
    /// How many there are of an actor, as far as their kinds count.
    pub(super) fn count(&self, actor: ActorIndex, kinds: Kinds) -> usize {
        let found = self.counts.binary_search_by_key(&actor, |(actor, _)| *actor).ok();
        found.and_then(|found| self.counts.get(found)).map_or(0, |(_, counts)| sum(counts, kinds))
    }

    /// Each actor in the article, with how many mentions there are as far as their kinds count.
    pub(super) fn counts(&self, kinds: Kinds) -> impl Iterator<Item = (ActorIndex, usize)> {
        self.counts.iter().map(move |(actor, counts)| (*actor, sum(counts, kinds)))
    }
}

fn sum(counts: &[u32; 3], kinds: Kinds) -> usize {
    let [names, roles, pronouns] = counts.map(|count| count as usize);
    names + usize::from(kinds.hold(Kind::Role)) * roles + usize::from(kinds.hold(Kind::Pronoun)) * pronouns
}

impl From<Arc<[Mention]>> for Mentions {
    fn from(all: Arc<[Mention]>) -> Self {
        let mut counts: Vec<(ActorIndex, [u32; 3])> = Vec::new();
        for mention in all.iter() {
            let slot = counts.binary_search_by_key(&mention.actor, |(actor, _)| *actor).unwrap_or_else(|slot| {
                counts.insert(slot, (mention.actor, [0; 3]));
                slot
            });
            if let Some(count) = counts.get_mut(slot).and_then(|(_, counts)| counts.get_mut(mention.kind as usize)) {
                *count += 1;
            }
        }
        Mentions { all, counts: counts.into() }
    }
}
