//! An article on its way into the pile.

use crate::article::{Article, Content, Likeness};
use crate::cast::ActorIndex;
use crate::library::index::{Head, New, Packing, pack};
use crate::library::sources::{Found, unharmed};
use crate::mention::{Certainty, Kind, Mention};
use crate::text::fold;

use super::Find;
use super::counts::{InOne, in_one};

/// An article on its way into the pile.
pub(super) struct Entry {
    /// What goes into the index.
    pub(super) new: New,
    /// What was found in it, where it has been gone through.
    pub(super) finding: Option<Finding>,
}

/// What was found in an article.
#[derive(Debug, Default)]
pub(super) struct Finding {
    /// How often whom.
    pub(super) counts: InOne,
    /// Each mention as it is written.
    pub(super) written: Vec<(ActorIndex, Kind, Certainty, Box<str>)>,
}

impl Entry {
    /// Reads what was found on the walk in the file of this name, and goes through it where there is a finder.
    pub(super) fn read(found: Found, file: &str, packing: Packing, find: Option<&Find>) -> Entry {
        let steps = found.name.strip_prefix(file).unwrap_or(&found.name).to_owned();
        let shown = found.name.rsplit('/').next().unwrap_or(&found.name).to_owned();
        match found.article() {
            Ok(article) => {
                let finding = find.map(|find| Finding::found(&article, find));
                let body = Some(pack(&article, packing));
                let content = Some(Content::of(&article.text));
                let likeness = Likeness::of(&article);
                let Article { title, source, date, language, .. } = article;
                let head = Head { name: steps, title, source, date, language, content, trouble: None };
                Entry { new: New { head, body, likeness }, finding }
            }
            Err(trouble) => {
                let head = Head { name: steps, title: shown, trouble: Some(trouble), ..Head::default() };
                Entry { new: New { head, body: None, likeness: None }, finding: Some(Finding::default()) }
            }
        }
    }
}

impl Finding {
    /// What `find` finds in an article.
    pub(super) fn found(article: &Article, find: &Find) -> Finding {
        Finding::of(article, &unharmed(|| find(article)).unwrap_or_default())
    }

    pub(super) fn of(article: &Article, mentions: &[Mention]) -> Finding {
        let written = mentions.iter().map(|m| (m.actor, m.kind, m.certainty, m.span.of(&article.text).into()));
        Finding { counts: in_one(mentions), written: written.collect() }
    }
}

/// What the filter looks through: title, source and name, folded.
pub(super) fn label(head: &Head) -> String {
    if head.trouble.is_some() {
        return fold(&head.name);
    }
    fold(&format!("{}\n\n{}\n\n{}", head.title, head.source.as_deref().unwrap_or(""), head.name))
}
