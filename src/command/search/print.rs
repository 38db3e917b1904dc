//! Prints articles that were found: as blocks to read, and as records for other programs.

use std::fmt::Write as _;

use serde::Serialize;

use crate::article::{Article, Date};
use crate::command::lines::{Surroundings, shown};
use crate::command::paint::Paint;
use crate::command::records::{csv_line, json_lines};
use crate::text::{Span, harmless};

/// An article that was found, and what of its text was searched for.
pub(super) struct Hits {
    pub(super) article: Article,
    pub(super) hits: Vec<Span>,
}

/// How many hits of an article are shown in their sentences.
const HITS: usize = 3;

/// An article as lines: its path, its title, its date and source, and the first hits in their sentences.
pub(super) fn block(name: &str, Hits { article, hits }: &Hits, paint: Paint) -> Vec<u8> {
    let mut out = format!("{}\n  {}\n", paint.file(&shown(name)), shown(&article.title));
    let about = [article.date.map(|date| date.to_string()), article.source.as_deref().map(shown)];
    let about: Vec<String> = about.into_iter().flatten().collect();
    // A string takes whatever is written.
    if !about.is_empty() {
        let _ = writeln!(out, "  {}", paint.aside(&about.join(", ")));
    }
    let mut surroundings = Surroundings::new(&article.text, article.passages.iter().map(|passage| passage.span));
    for hit in hits.iter().take(HITS) {
        let _ = writeln!(out, "  {}", surroundings.shown(*hit, paint));
    }
    if hits.len() > HITS {
        let _ = writeln!(out, "  {}", paint.aside(&format!("and {} more", hits.len() - HITS)));
    }
    out.into_bytes()
}

/// One article, with the fields in the order in which they are printed.
#[derive(Serialize)]
struct Record<'a> {
    article: &'a str,
    title: &'a str,
    date: Option<String>,
    source: Option<&'a str>,
    hits: Vec<Hit<'a>>,
}

/// One hit in it: bytes of its text, and what stands there.
#[derive(Serialize)]
struct Hit<'a> {
    start: u32,
    end: u32,
    text: &'a str,
}

/// An article as one JSON object.
pub(super) fn json(name: &str, Hits { article, hits }: &Hits) -> Vec<u8> {
    let hits = hits.iter().map(|hit| Hit { start: hit.start, end: hit.end, text: hit.of(&article.text) });
    json_lines(std::iter::once(Record {
        article: name,
        title: &article.title,
        date: article.date.map(Date::iso),
        source: article.source.as_deref(),
        hits: hits.collect(),
    }))
}

/// The columns of an article; of the hits, their number.
pub(super) const FIELDS: [&str; 5] = ["article", "title", "date", "source", "hits"];

/// An article as one line of comma-separated values, made harmless since a table cannot escape.
pub(super) fn csv(name: &str, Hits { article, hits }: &Hits) -> Vec<u8> {
    let source = article.source.as_deref().map(harmless).unwrap_or_default();
    let date = article.date.map(Date::iso).unwrap_or_default();
    csv_line((harmless(name), harmless(&article.title), date, source, hits.len()))
}
