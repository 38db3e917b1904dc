//! An article while a query is held against it: each thing about it is found out when it is first asked for.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::cmp::Reverse;

use crate::article::{Article, Opened};
use crate::mention::{Kinds, Mention};
use crate::text::{Folded, Span, fold};

use super::matcher::People;
use super::node::Field;
use super::phrase::Phrase;
use super::term::{Part, parts};

/// An article while a query is held against it.
pub(super) struct Page<'a> {
    pub(super) opened: &'a Opened,
    name: &'a str,
    people: Option<&'a People>,
    folded: OnceCell<Folded>,
    article: OnceCell<Article>,
    mentions: OnceCell<Vec<Mention>>,
    /// Where words begin in the folded text.
    starts: OnceCell<Vec<u32>>,
}

impl<'a> Page<'a> {
    pub(super) fn new(name: &'a str, opened: &'a Opened, people: Option<&'a People>) -> Self {
        Page {
            opened,
            name,
            people,
            folded: OnceCell::new(),
            article: OnceCell::new(),
            mentions: OnceCell::new(),
            starts: OnceCell::new(),
        }
    }

    fn folded(&self) -> &Folded {
        self.folded.get_or_init(|| Folded::new(self.opened.text()))
    }

    /// The text, folded.
    pub(super) fn text(&self) -> &str {
        self.folded().text()
    }

    pub(super) fn article(&self) -> &Article {
        self.article.get_or_init(|| self.opened.article())
    }

    pub(super) fn into_article(self) -> Article {
        let Page { article, opened, .. } = self;
        article.into_inner().unwrap_or_else(|| opened.article())
    }

    /// What a field holds, folded.
    pub(super) fn field(&self, field: Field) -> Option<Cow<'_, str>> {
        let of_article = |value: Option<&String>| value.map(|value| fold(value).into());
        match field {
            Field::Path => Some(fold(self.name).into()),
            Field::Title => of_article(Some(&self.article().title)),
            Field::Source => of_article(self.article().source.as_ref()),
            Field::Author => of_article(self.article().author.as_ref()),
        }
    }

    /// Whether words stand in a title that is no part of the text.
    pub(super) fn is_in_title(&self, phrase: &Phrase) -> bool {
        let told = self.opened.told_title().is_some_and(|title| phrase.is_in(&fold(title)));
        told && phrase.is_in(&fold(&self.article().title))
    }

    /// All mentions, in order.
    pub(super) fn mentions(&self) -> &[Mention] {
        let find = |people: &People| people.finder.find_in(self.opened, Kinds::All, &people.corrector);
        self.mentions.get_or_init(|| self.people.map(find).unwrap_or_default())
    }

    /// The place in the folded text of a span of the text.
    pub(super) fn place(&self, span: Span) -> Span {
        self.folded().folded(span)
    }

    /// How many words begin between two places of the folded text.
    pub(super) fn words_between(&self, from: u32, to: u32) -> usize {
        let starts = self.starts.get_or_init(|| starts(self.text()));
        let before = |at: u32| starts.partition_point(|&start| start < at);
        before(to).saturating_sub(before(from))
    }

    /// The spans of the text for places in the folded text, in order; of those that overlap, the first.
    pub(super) fn original(&self, mut places: Vec<Span>) -> Vec<Span> {
        places.sort_unstable_by_key(|place| (place.start, Reverse(place.end)));
        let mut hits: Vec<Span> = Vec::new();
        for place in places {
            let hit = self.folded().original(place);
            if hits.last().is_none_or(|last| last.end <= hit.start) {
                hits.push(hit);
            }
        }
        hits
    }
}

/// Where words begin; of scripts without blanks, each letter.
fn starts(folded: &str) -> Vec<u32> {
    let mut before = Part::Gap;
    let begins = |(at, part): (usize, Part)| {
        let begins = part == Part::Unparted || part == Part::Letter && before != Part::Letter;
        before = part;
        begins.then(|| u32::try_from(at).unwrap_or(u32::MAX))
    };
    parts(folded).filter_map(begins).collect()
}
