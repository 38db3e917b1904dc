//! `followspot notes`: prints what was put on articles, to be taken along: stars, tags, notes.

use std::fmt::Write as _;
use std::io::Write;

use jiff::Timestamp;
use serde::Serialize;

use crate::library::kept::{Marked, marked, marked_by_others};
use crate::marks::{Note, Whose};
use crate::text::harmless;

use super::arguments::{self, Format};
use super::failure::Failure;
use super::lines::shown;
use super::paint::Paint;
use super::records::{csv_line, json_lines};
use super::{Outcome, folders};

/// Prints all articles with a star, a tag or a note.
pub(super) fn run(arguments: &arguments::Notes, out: &mut impl Write) -> Result<Outcome, Failure> {
    let mut all = match folders::data("state.db") {
        Some(path) => marked(&path).map_err(Failure::Kept)?,
        None => Vec::new(),
    };
    for (name, folder) in folders::users() {
        all.extend(marked_by_others(&name, &folder.join("state.db")).map_err(Failure::Kept)?);
    }
    all.sort_by(|a, b| (&a.about.title, &a.about.name).cmp(&(&b.about.title, &b.about.name)));
    all.retain(|marked| arguments.tags.iter().all(|tag| marked.marks.tags.contains(&tag.to_lowercase())));
    let paint = Paint::for_output(arguments.color.when);
    match arguments.format {
        Format::Text => {
            let articles: Vec<String> = all.iter().map(|marked| block(marked, paint)).collect();
            out.write_all(articles.join("\n").as_bytes())?;
        }
        Format::Jsonl => out.write_all(&json_lines(all.iter().map(Record::from)))?,
        Format::Csv => {
            out.write_all(&csv_line(FIELDS))?;
            for marked in &all {
                out.write_all(&csv(marked))?;
            }
        }
    }
    Ok(if all.is_empty() { Outcome::Nothing } else { Outcome::Found })
}

/// An article as Markdown: its title and whence it is, and of each note the words, what was noted, and who else did so.
fn block(marked: &Marked, paint: Paint) -> String {
    let Marked { about, marks, .. } = marked;
    let mut out = format!("{}\n", paint.file(&format!("# {}", shown(&about.title))));
    let known = [&about.source, &about.date, &about.address].into_iter().flatten().map(|part| shown(part));
    let tags = marks.tags.iter().map(|tag| format!("#{}", shown(tag)));
    let line: Vec<String> = known.chain(marks.starred.then(|| "★".to_owned())).chain(tags).collect();
    // A string takes whatever is written.
    let _ = writeln!(out, "{}", paint.aside(&line.join(", ")));
    for note in &marks.notes {
        let _ = writeln!(out, "\n> {}\n", shown(&note.words));
        for line in note.text.lines() {
            let _ = writeln!(out, "{}", shown(line));
        }
        if let Whose::Other(name) = &note.whose {
            let _ = writeln!(out, "— {}", shown(name));
        }
    }
    out
}

/// An article, with the fields in the order in which they are printed.
#[derive(Serialize)]
struct Record<'a> {
    article: &'a str,
    title: &'a str,
    source: Option<&'a str>,
    date: Option<&'a str>,
    address: Option<&'a str>,
    starred: bool,
    tags: &'a [String],
    notes: Vec<NoteRecord<'a>>,
}

/// A note on it: the bytes of the article's text that it is about, what stands there, and what was noted when.
#[derive(Serialize)]
struct NoteRecord<'a> {
    start: u32,
    end: u32,
    text: &'a str,
    note: &'a str,
    written: String,
    shared: bool,
    by: Option<&'a str>,
}

/// Who else wrote a note.
fn writer(note: &Note) -> Option<&str> {
    if let Whose::Other(name) = &note.whose { Some(name) } else { None }
}

impl<'a> From<&'a Marked> for Record<'a> {
    fn from(marked: &'a Marked) -> Self {
        let Marked { about, marks, written } = marked;
        let note = |(note, when): (&'a Note, &i64)| NoteRecord {
            start: note.span.start,
            end: note.span.end,
            text: &note.words,
            note: &note.text,
            written: time(*when),
            shared: note.whose != Whose::Own,
            by: writer(note),
        };
        Record {
            article: &about.name,
            title: &about.title,
            source: about.source.as_deref(),
            date: about.date.as_deref(),
            address: about.address.as_deref(),
            starred: marks.starred,
            tags: &marks.tags,
            notes: marks.notes.iter().zip(written).map(note).collect(),
        }
    }
}

/// The columns of a note; an article without one has a line too.
const FIELDS: [&str; 11] =
    ["article", "title", "source", "date", "address", "starred", "tags", "text", "note", "written", "by"];

/// The notes on an article as lines of comma-separated values, made harmless since a table cannot escape.
fn csv(marked: &Marked) -> Vec<u8> {
    let Marked { about, marks, written } = marked;
    let of = |part: &Option<String>| part.as_deref().map(|part| harmless(part).into_owned()).unwrap_or_default();
    let line = |note: Option<(&Note, &i64)>| {
        let words = note.map(|(note, _)| harmless(&note.words)).unwrap_or_default();
        let text = note.map(|(note, _)| harmless(&note.text)).unwrap_or_default();
        let when = note.map(|(_, when)| time(*when)).unwrap_or_default();
        let whence = (harmless(&about.name), harmless(&about.title), of(&about.source), of(&about.date));
        let tags = harmless(&marks.tags.join(" ")).into_owned();
        let by = note.and_then(|(note, _)| writer(note)).map(harmless).unwrap_or_default();
        csv_line((whence, of(&about.address), marks.starred, tags, words, text, when, by))
    };
    if marks.notes.is_empty() {
        return line(None);
    }
    marks.notes.iter().zip(written).flat_map(|note| line(Some(note))).collect()
}

/// A time, given in microseconds since 1970, as RFC 3339 writes it, to the second.
fn time(when: i64) -> String {
    Timestamp::from_second(when / 1_000_000).map(|time| time.to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::kept::About;
    use crate::marks::Marks;
    use crate::text::Span;

    fn marked() -> Marked {
        let note = Note {
            span: Span::new(4, 9),
            words: "he came".to_owned(),
            text: "when?\u{1b}[2J".to_owned(),
            whose: Whose::Own,
        };
        let about = About {
            name: "a.txt".to_owned(),
            title: "A visit".to_owned(),
            source: Some("The Daily".to_owned()),
            date: Some("2024-06-12".to_owned()),
            address: None,
        };
        let marks = Marks { starred: true, tags: vec!["gas".to_owned()], notes: vec![note], ..Marks::default() };
        Marked { about, marks, written: vec![1_700_000_000_000_000] }
    }

    #[test]
    fn an_article_is_printed_as_markdown_that_does_no_harm() {
        let block = block(&marked(), Paint::plain());
        assert_eq!(block, "# A visit\nThe Daily, 2024-06-12, ★, #gas\n\n> he came\n\nwhen?[2J\n");
    }

    #[test]
    fn records_tell_where_and_when() {
        let json = String::from_utf8(json_lines(std::iter::once(Record::from(&marked())))).unwrap();
        assert!(
            json.contains(r#""starred":true,"tags":["gas"],"notes":[{"start":4,"end":9,"text":"he came""#),
            "{json}"
        );
        assert!(json.contains(r#""written":"2023-11-14T22:13:20Z""#), "{json}");
        let csv = String::from_utf8(csv(&marked())).unwrap();
        assert_eq!(csv, "a.txt,A visit,The Daily,2024-06-12,,true,gas,he came,when?[2J,2023-11-14T22:13:20Z,\n");
    }
}
