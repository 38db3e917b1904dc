//! An article while a query is held against it: each thing about it is found out when it is first asked for.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::cmp::Reverse;

use crate::article::Article;
use crate::marks::Marks;
use crate::mention::Mention;
use crate::text::{Folded, Span, fold};

use super::node::Field;
use super::phrase::Phrase;
use super::subject::{Read, Subject};
use super::term::{Part, parts};

/// An article while a query is held against it.
pub(super) struct Page<'a> {
    pub(super) subject: Subject<'a>,
    folded: OnceCell<Folded>,
    article: OnceCell<Cow<'a, Article>>,
    mentions: OnceCell<Vec<Mention>>,
    marks: OnceCell<Marks>,
    /// Where words begin in the folded text.
    starts: OnceCell<Vec<u32>>,
}

impl<'a> Page<'a> {
    pub(super) fn new(subject: Subject<'a>) -> Self {
        Page {
            subject,
            folded: OnceCell::new(),
            article: OnceCell::new(),
            mentions: OnceCell::new(),
            marks: OnceCell::new(),
            starts: OnceCell::new(),
        }
    }

    fn folded(&self) -> &Folded {
        self.folded.get_or_init(|| Folded::new(self.subject.read.text()))
    }

    /// The text, folded.
    pub(super) fn text(&self) -> &str {
        self.folded().text()
    }

    pub(super) fn article(&self) -> &Article {
        self.article.get_or_init(|| match self.subject.read {
            Read::Opened(opened) => Cow::Owned(opened.article()),
            Read::Article(article) => Cow::Borrowed(article),
        })
    }

    /// What a field holds, folded.
    pub(super) fn field(&self, field: Field) -> Option<Cow<'_, str>> {
        let of_article = |value: Option<&String>| value.map(|value| fold(value).into());
        match field {
            Field::Path => Some(fold(self.subject.name).into()),
            Field::Title => of_article(Some(&self.article().title)),
            Field::Source => of_article(self.article().source.as_ref()),
            Field::Author => of_article(self.article().author.as_ref()),
            Field::Note => {
                let notes: Vec<&str> = self.marks().notes.iter().map(|note| note.text.as_str()).collect();
                Some(fold(&notes.join("\n\n")).into())
            }
        }
    }

    /// Whether words stand in a title that is no part of the text.
    pub(super) fn is_in_title(&self, phrase: &Phrase) -> bool {
        let told = self.subject.read.told_title().is_some_and(|title| phrase.is_in(&fold(title)));
        told && phrase.is_in(&fold(&self.article().title))
    }

    /// All mentions, in order.
    pub(super) fn mentions(&self) -> &[Mention] {
        self.mentions.get_or_init(self.subject.mentions)
    }

    /// What the person has put on it.
    pub(super) fn marks(&self) -> &Marks {
        self.marks.get_or_init(self.subject.marks)
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
