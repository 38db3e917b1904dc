//! Prints figures: as a table for a person, or as records for other programs.

use std::borrow::Cow;

use serde::Serialize;

use crate::accuracy::{Figures, Tally};
use crate::mention::Kind;
use crate::text::{harmless, width};

use super::super::arguments::Format;
use super::super::records;

/// What stands where a row is about all sets, or all languages.
const ALL: &str = "all";
/// The head of the columns behind the name of the set.
const COLUMNS: &str = "kind     language   gold  found   hits  precision  recall     F1  exact";

/// How the figures are printed.
pub(super) struct Table {
    format: Format,
    /// The width of the column with the names of the sets, in cells.
    width: usize,
}

/// A row, with the fields in the order in which they are printed.
#[derive(Serialize)]
struct Row<'a> {
    set: Cow<'a, str>,
    kind: &'static str,
    language: Cow<'a, str>,
    gold: usize,
    found: usize,
    hits: usize,
    precision: f64,
    recall: f64,
    f1: f64,
    exact: f64,
}

const FIELDS: [&str; 10] = ["set", "kind", "language", "gold", "found", "hits", "precision", "recall", "f1", "exact"];

impl Table {
    /// A table of the sets that have these names.
    pub(super) fn new<'a>(format: Format, names: impl Iterator<Item = &'a str>) -> Table {
        let widest = names.chain(["set"]).map(|name| width(&harmless(name))).max();
        Table { format, width: widest.unwrap_or_default() }
    }

    /// What stands above the rows.
    pub(super) fn head(&self) -> Vec<u8> {
        match self.format {
            Format::Text => format!("{:<1$}  {COLUMNS}\n", "set", self.width).into_bytes(),
            Format::Jsonl => Vec::new(),
            Format::Csv => records::csv_line(FIELDS),
        }
    }

    /// The rows of a set: of each kind each language, and then all where there are several.
    pub(super) fn rows(&self, set: &str, figures: &Figures) -> Vec<u8> {
        let rows = figures.kinds().into_iter().flat_map(|kind| {
            let languages: Vec<_> = figures.by_language(kind).collect();
            let all = (languages.len() > 1).then(|| (ALL, figures.all(kind)));
            languages.into_iter().chain(all).map(move |(language, tally)| Row::new(set, kind, language, tally))
        });
        self.print(rows)
    }

    /// The rows that sum up all sets.
    pub(super) fn totals(&self, figures: &Figures) -> Vec<u8> {
        self.print(figures.kinds().into_iter().map(|kind| Row::new(ALL, kind, ALL, figures.all(kind))))
    }

    fn print<'a>(&self, rows: impl Iterator<Item = Row<'a>>) -> Vec<u8> {
        match self.format {
            Format::Text => rows.map(|row| self.line(&row.harmless())).collect::<String>().into_bytes(),
            Format::Jsonl => records::json_lines(rows),
            Format::Csv => rows.flat_map(|row| records::csv_line(row.harmless())).collect(),
        }
    }

    fn line(&self, row: &Row<'_>) -> String {
        let Row { set, kind, language, gold, found, hits, precision, recall, f1, exact } = row;
        let blank = " ".repeat(self.width.saturating_sub(width(set)));
        format!(
            "{set}{blank}  {kind:8} {language:8} {gold:6} {found:6} {hits:6}  {precision:9.3} {recall:7.3} {f1:6.3} {exact:6.3}\n"
        )
    }
}

impl<'a> Row<'a> {
    fn new(set: &'a str, kind: Kind, language: &'a str, tally: Tally) -> Row<'a> {
        Row {
            set: set.into(),
            kind: kind.word(),
            language: language.into(),
            gold: tally.gold,
            found: tally.found,
            hits: tally.hits,
            precision: tally.precision(),
            recall: tally.recall(),
            f1: tally.f1(),
            exact: tally.exactness(),
        }
    }

    /// The same with names that do no harm where nothing can be escaped.
    fn harmless(self) -> Row<'a> {
        let safe = |text: Cow<'a, str>| Cow::Owned(harmless(&text).into_owned());
        Row { set: safe(self.set), language: safe(self.language), ..self }
    }
}
