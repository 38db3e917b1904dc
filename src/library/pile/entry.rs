//! One article of the pile as it is kept in memory.

use std::sync::Arc;

use crate::article::{Article, Content};
use crate::cast::ActorIndex;
use crate::library::sources::Found;
use crate::library::trouble::Trouble;
use crate::mention::{Certainty, Counted, Kind, Mention};
use crate::text::fold;

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
    /// Whether it has been gone through since the cast or a correction changed.
    pub(super) fresh: bool,
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
    /// For each actor in it, in order.
    counts: Box<[(ActorIndex, Counts)]>,
}

/// How many mentions there are of each kind and certainty.
type Counts = [[u32; 2]; 3];

impl Entry {
    /// Reads what was found on the walk.
    pub(super) fn read(found: Found) -> Entry {
        let name = found.name.clone();
        let text =
            found.article().map(|article| Text { content: Content::of(&article.text), article: Arc::new(article) });
        let label = match &text {
            Ok(Text { article, .. }) => {
                format!("{}\n\n{}\n\n{name}", article.title, article.source.as_deref().unwrap_or(""))
            }
            Err(_) => name.clone(),
        };
        let mentions = text.is_err().then(|| Mentions::from(Arc::from([])));
        let fresh = mentions.is_some();
        Entry { name, text, label: fold(&label).into(), mentions, fresh }
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
    /// How many there are of an actor, as far as they count.
    pub(super) fn count(&self, actor: ActorIndex, counted: Counted) -> usize {
        let found = self.counts.binary_search_by_key(&actor, |(actor, _)| *actor).ok();
        found.and_then(|found| self.counts.get(found)).map_or(0, |(_, counts)| sum(counts, counted))
    }

    /// Each actor in the article, with how many mentions there are as far as they count.
    pub(super) fn counts(&self, counted: Counted) -> impl Iterator<Item = (ActorIndex, usize)> {
        self.counts.iter().map(move |(actor, counts)| (*actor, sum(counts, counted)))
    }
}

fn sum(counts: &Counts, counted: Counted) -> usize {
    let of_kind = |(kind, counts): (Kind, &[u32; 2])| {
        let counts = Certainty::ALL.into_iter().zip(counts).filter(|(certainty, _)| counted.hold(kind, *certainty));
        counts.map(|(_, count)| *count as usize).sum::<usize>()
    };
    Kind::ALL.into_iter().zip(counts).map(of_kind).sum()
}

impl From<Arc<[Mention]>> for Mentions {
    fn from(all: Arc<[Mention]>) -> Self {
        let mut counts: Vec<(ActorIndex, Counts)> = Vec::new();
        for mention in all.iter() {
            let slot = counts.binary_search_by_key(&mention.actor, |(actor, _)| *actor).unwrap_or_else(|slot| {
                counts.insert(slot, (mention.actor, Counts::default()));
                slot
            });
            let of_kind = counts.get_mut(slot).and_then(|(_, counts)| counts.get_mut(mention.kind as usize));
            if let Some(count) = of_kind.and_then(|counts| counts.get_mut(mention.certainty as usize)) {
                *count += 1;
            }
        }
        Mentions { all, counts: counts.into() }
    }
}
