//! An article as a record of named fields: an object of JSON, or a row of a table.

use std::borrow::Cow;
use std::fmt;
use std::sync::LazyLock;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::draft::Told;
use super::{Opened, html};
use crate::text::QuickMap;

/// What a field of a record is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::article) enum Slot {
    Title,
    Body,
    Summary,
    Date,
    Source,
    Author,
    Language,
    Address,
}

/// The usual names of fields, in small letters and without what separates words, those that tell most first.
const NAMES: [(Slot, &[&str]); 8] = [
    (Slot::Title, &["title", "headline", "heading", "webtitle", "subject", "titre", "titel", "titolo", "titulo"]),
    (
        Slot::Body,
        &[
            "body",
            "articlebody",
            "fulltext",
            "maintext",
            "bodytext",
            "contenthtml",
            "contenttext",
            "contentencoded",
            "content",
            "text",
            "article",
            "story",
            "html",
            "texte",
            "texto",
            "inhalt",
        ],
    ),
    (Slot::Summary, &["summary", "abstract", "description", "lead", "teaser", "excerpt", "trailtext", "standfirst"]),
    (
        Slot::Date,
        &[
            "published",
            "datepublished",
            "publisheddate",
            "publishedat",
            "datepublish",
            "publicationdate",
            "webpublicationdate",
            "pubdate",
            "publishdate",
            "publishtime",
            "date",
            "datetime",
            "created",
            "createdat",
            "time",
            "timestamp",
            "updated",
        ],
    ),
    (
        Slot::Source,
        &[
            "source",
            "publisher",
            "sitename",
            "outlet",
            "newspaper",
            "publication",
            "site",
            "sourcename",
            "sourcedomain",
            "website",
            "domain",
            "media",
            "feed",
        ],
    ),
    (Slot::Author, &["author", "authors", "byline", "creator", "dccreator", "writer", "by"]),
    (Slot::Language, &["language", "lang", "inlanguage", "locale"]),
    (
        Slot::Address,
        &["url", "link", "address", "weburl", "permalink", "canonicalurl", "canonical", "sourceurl", "href"],
    ),
];

/// The longest name of a field that is looked at, in bytes.
const LONGEST: usize = 24;

/// What the fields of records are called.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields(Vec<(Slot, String)>);

impl Fields {
    /// The usual names alone.
    pub const fn usual() -> Fields {
        Fields(Vec::new())
    }

    /// Takes what a person says of one: `title=heading` where the title is called "heading".
    ///
    /// # Errors
    /// A sentence that says what may be said.
    pub fn add(&mut self, said: &str) -> Result<(), String> {
        let (what, name) = said.split_once('=').filter(|(_, name)| !name.is_empty()).ok_or("write it as title=NAME")?;
        let slot = SAID.iter().find(|(known, _)| *known == what).map(|(_, slot)| *slot);
        let known = || SAID.map(|(known, _)| known).join(", ");
        self.0.push((slot.ok_or_else(|| format!("there is no {what:?}; it may be {}", known()))?, name.to_owned()));
        Ok(())
    }

    /// What a field of this name is for, and how little it tells of it: of two for the same the lower counts.
    pub(super) fn slot(&self, name: &str) -> Option<(Slot, usize)> {
        let said = self.0.iter().find(|(_, said)| said == name).map(|(slot, _)| (*slot, 0));
        said.or_else(|| usual(name))
    }
}

/// By which names a person says what a field is for.
const SAID: [(&str, Slot); 8] = [
    ("title", Slot::Title),
    ("body", Slot::Body),
    ("summary", Slot::Summary),
    ("date", Slot::Date),
    ("source", Slot::Source),
    ("author", Slot::Author),
    ("language", Slot::Language),
    ("address", Slot::Address),
];

/// What a field of this name usually is for, and how little it tells of it.
fn usual(name: &str) -> Option<(Slot, usize)> {
    let mut folded = [0; LONGEST];
    let mut len = 0;
    for byte in name.bytes().filter(u8::is_ascii_alphanumeric) {
        *folded.get_mut(len)? = byte.to_ascii_lowercase();
        len += 1;
    }
    USUAL.get(folded.get(..len)?).copied()
}

/// What fields of the usual names are for, and how little each tells.
static USUAL: LazyLock<QuickMap<&[u8], (Slot, usize)>> = LazyLock::new(|| {
    let ranked = |(slot, names): &(Slot, &'static [&'static str])| {
        let slot = *slot;
        names.iter().zip(1..).map(move |(name, rank)| (name.as_bytes(), (slot, rank)))
    };
    NAMES.iter().flat_map(ranked).collect()
});

/// The fields of a record that are for something, each with its value.
#[derive(Debug, Default)]
pub(super) struct Record<'a> {
    values: [Option<(usize, Cow<'a, str>)>; NAMES.len()],
}

impl<'a> Record<'a> {
    /// Reads an object of JSON.
    pub(super) fn of(object: &'a [u8], fields: &Fields) -> serde_json::Result<Record<'a>> {
        match simdutf8::basic::from_utf8(object) {
            Ok(object) => Self::read(serde_json::Deserializer::from_str(object), fields),
            // It may be damaged where nothing is read.
            Err(_) => Self::read(serde_json::Deserializer::from_slice(object), fields),
        }
    }

    fn read<R: serde_json::de::Read<'a>>(
        mut source: serde_json::Deserializer<R>,
        fields: &Fields,
    ) -> serde_json::Result<Record<'a>> {
        let record = Reader(fields).deserialize(&mut source)?;
        source.end().map(|()| record)
    }

    /// Takes a field's value, unless one that tells more has been taken.
    pub(super) fn take(&mut self, (slot, rank): (Slot, usize), value: Cow<'a, str>) {
        if value.trim().is_empty() {
            return;
        }
        let Some(held) = self.values.get_mut(slot as usize) else { return };
        if held.as_ref().is_none_or(|(other, _)| rank < *other) {
            *held = Some((rank, value));
        }
    }

    fn value(&self, slot: Slot) -> Option<&str> {
        self.values.get(slot as usize)?.as_ref().map(|(_, value)| &**value)
    }

    /// Takes what another record has and this one has not.
    fn take_all(&mut self, other: Record<'a>) {
        for (held, value) in self.values.iter_mut().zip(other.values) {
            *held = held.take().or(value);
        }
    }

    /// Whether there is something to read in it.
    pub(super) fn is_article(&self) -> bool {
        self.has_body() || [Slot::Summary, Slot::Title].into_iter().any(|slot| self.value(slot).is_some())
    }

    /// Whether the text of an article is in it.
    pub(super) fn has_body(&self) -> bool {
        self.value(Slot::Body).is_some()
    }

    /// The article: the title, and below it the body. `None` where there is no text in it.
    pub(super) fn open(&self) -> Option<Opened> {
        Some(self.opened()).filter(|opened| !opened.is_empty())
    }

    fn opened(&self) -> Opened {
        let body = self.value(Slot::Body).or(self.value(Slot::Summary)).unwrap_or_default();
        let told = self.told();
        if is_markup(body) {
            return html::all_of(body, told).into();
        }
        let title = told.title.as_deref().unwrap_or_default();
        let mut text = String::with_capacity(title.len() + body.len() + 2);
        text.push_str(title);
        if !title.is_empty() && !body.is_empty() {
            text.push_str("\n\n");
        }
        text.push_str(body);
        Opened::plain(text, told)
    }

    fn told(&self) -> Told {
        let owned = |slot| self.value(slot).map(|value| value.trim().to_owned());
        Told {
            title: self.value(Slot::Title).map(plain_title),
            source: owned(Slot::Source),
            author: owned(Slot::Author),
            date: self.value(Slot::Date).map(date),
            language: owned(Slot::Language),
            address: owned(Slot::Address).filter(|address| address.starts_with("http") || address.starts_with('/')),
        }
    }
}

/// A title in one line; some hold markup.
fn plain_title(title: &str) -> String {
    let title = if is_markup(title) { Cow::Owned(html::words(title)) } else { Cow::Borrowed(title) };
    title.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether there are tags in it or entities, and not only a sign here and there.
fn is_markup(text: &str) -> bool {
    let behind = |sign| memchr::memchr_iter(sign, text.as_bytes()).filter_map(|at| text.get(at + 1..));
    let is_tag = |rest: &str| {
        let rest = rest.strip_prefix('/').unwrap_or(rest);
        let name = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
        (1..=10).contains(&name) && rest.starts_with(|c: char| c.is_ascii_alphabetic()) && rest.contains('>')
    };
    let is_entity = |rest: &str| {
        let name = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '#').unwrap_or(rest.len());
        (2..=10).contains(&name) && rest.get(name..).is_some_and(|rest| rest.starts_with(';'))
    };
    behind(b'<').take(64).any(is_tag) || behind(b'&').take(64).any(is_entity)
}

/// A date as it is written, or of a number of seconds or milliseconds since 1970 its day.
fn date(value: &str) -> String {
    let value = value.trim();
    let digits = value.split('.').next().unwrap_or(value);
    let number = digits.parse::<i64>().ok().filter(|_| digits.len() >= 9);
    let seconds = number.map(|number| if digits.len() >= 12 { number / 1000 } else { number });
    let day = seconds.and_then(|seconds| Timestamp::from_second(seconds).ok());
    day.map_or_else(|| value.to_owned(), |day| day.to_zoned(TimeZone::UTC).date().to_string())
}

/// Under which names a record holds another one with the rest of its fields, as search engines answer.
const NESTED: [&str; 6] = ["fields", "_source", "attributes", "data", "doc", "document"];

/// Reads a record of which the fields are called so.
struct Reader<'f>(&'f Fields);

impl<'de> DeserializeSeed<'de> for Reader<'_> {
    type Value = Record<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Record<'de>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Reader<'_> {
    type Value = Record<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a record of fields")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Record<'de>, A::Error> {
        let (mut record, mut inner) = (Record::default(), Vec::<Record<'de>>::new());
        while let Some(Words(key)) = map.next_key()? {
            match self.0.slot(&key) {
                _ if NESTED.contains(&&*key) => inner.push(map.next_value_seed(Reader(self.0))?),
                Some(place) => record.take(place, map.next_value::<Words<'de>>()?.0),
                None => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        for inner in inner {
            record.take_all(inner);
        }
        Ok(record)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Record<'de>, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Record::default())
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<Record<'de>, E> {
        Ok(Record::default())
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Record<'de>, E> {
        Ok(Record::default())
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Record<'de>, E> {
        Ok(Record::default())
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Record<'de>, E> {
        Ok(Record::default())
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Record<'de>, E> {
        Ok(Record::default())
    }

    fn visit_unit<E: Error>(self) -> Result<Record<'de>, E> {
        Ok(Record::default())
    }
}

/// The words of a value: of a list the words of what it holds, of an object what it is called.
struct Words<'a>(Cow<'a, str>);

/// Under which names an object holds what it is called, or its text.
const CALLED: [&str; 7] = ["rendered", "name", "title", "value", "text", "#text", "$t"];

impl<'de> Deserialize<'de> for Words<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(WordsVisitor)
    }
}

struct WordsVisitor;

impl<'de> Visitor<'de> for WordsVisitor {
    type Value = Words<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_borrowed_str<E: Error>(self, value: &'de str) -> Result<Self::Value, E> {
        Ok(Words(Cow::Borrowed(value)))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Self::Value, E> {
        Ok(Words(Cow::Owned(value.to_owned())))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Self::Value, E> {
        Ok(Words(Cow::Owned(value)))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Self::Value, E> {
        Ok(Words(value.to_string().into()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Self::Value, E> {
        Ok(Words(value.to_string().into()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Self::Value, E> {
        Ok(Words(value.to_string().into()))
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Self::Value, E> {
        Ok(Words(Cow::Borrowed("")))
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(Words(Cow::Borrowed("")))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut all = Vec::new();
        while let Some(Words(words)) = seq.next_element()? {
            if !words.trim().is_empty() {
                all.push(words);
            }
        }
        // A list of paragraphs, or one of names.
        let gap = if all.iter().any(|words| words.len() > 80) { "\n\n" } else { ", " };
        Ok(Words(all.join(gap).into()))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut called: Option<(usize, Cow<'de, str>)> = None;
        while let Some(Words(key)) = map.next_key()? {
            let Some(rank) = CALLED.iter().position(|name| *name == key) else {
                map.next_value::<IgnoredAny>()?;
                continue;
            };
            let Words(value) = map.next_value()?;
            if called.as_ref().is_none_or(|(other, _)| rank < *other) {
                called = Some((rank, value));
            }
        }
        Ok(Words(called.map(|(_, value)| value).unwrap_or_default()))
    }
}
