//! One thing that the person did, and how it is written down.

use rusqlite::{Connection, params};

use crate::article::Content;
use crate::marks::{Mark, Note, Whose};

use super::{About, Left, Stance};

/// One thing that the person did.
#[derive(Clone, Debug)]
pub(super) enum Change {
    /// An article was left like this, and perhaps read.
    Leave { content: Content, left: Left, read: bool },
    /// A person was like this at an article.
    Stand { content: Content, stance: Stance },
    /// Something was put on an article.
    Mark { content: Content, mark: Mark, about: Option<About>, when: i64 },
    /// A search was saved, or forgotten.
    Search { name: String, query: Option<String> },
}

impl Change {
    /// Whether nothing is left of a change once this one is made.
    pub(super) fn replaces(&self, earlier: &Change) -> bool {
        match (self, earlier) {
            (Change::Leave { content, read, .. }, Change::Leave { content: other, read: was_read, .. }) => {
                content == other && (*read || !was_read)
            }
            _ => false,
        }
    }

    /// Writes it into the file.
    pub(super) fn write(&self, database: &Connection) -> rusqlite::Result<()> {
        match self {
            Change::Leave { content, left, read } => leave(database, *content, left, *read),
            Change::Stand { content, stance: Stance { walked, inside } } => run(
                database,
                "insert into article (content, is_read, walked, is_inside) values (?, false, ?, ?)
                 on conflict do update set walked = excluded.walked, is_inside = excluded.is_inside",
                params![content.0.to_be_bytes(), walked, inside],
            ),
            Change::Mark { content, mark, about, when } => {
                if let Some(about) = about {
                    tell(database, *content, about)?;
                }
                put(database, *content, mark, *when)
            }
            Change::Search { name, query: Some(query) } => {
                run(database, "insert or replace into search (name, query) values (?, ?)", params![name, query])
            }
            Change::Search { name, query: None } => run(database, "delete from search where name = ?", params![name]),
        }
    }
}

fn leave(database: &Connection, content: Content, left: &Left, read: bool) -> rusqlite::Result<()> {
    let stop = left.stop;
    run(
        database,
        "insert into article (content, is_read, top, stop_start, stop_end, left_at, name) values (?, ?, ?, ?, ?, ?, ?)
         on conflict do update set is_read = is_read or excluded.is_read, top = excluded.top,
         stop_start = excluded.stop_start, stop_end = excluded.stop_end, left_at = excluded.left_at, name = excluded.name",
        params![
            content.0.to_be_bytes(),
            read,
            left.top,
            stop.map(|stop| stop.start),
            stop.map(|stop| stop.end),
            left.when,
            left.name
        ],
    )
}

fn tell(database: &Connection, content: Content, about: &About) -> rusqlite::Result<()> {
    let About { name, title, source, date, address } = about;
    run(
        database,
        "insert or replace into about (content, name, title, source, date, address) values (?, ?, ?, ?, ?, ?)",
        params![content.0.to_be_bytes(), name, title, source, date, address],
    )
}

fn put(database: &Connection, content: Content, mark: &Mark, when: i64) -> rusqlite::Result<()> {
    let content = content.0.to_be_bytes();
    match mark {
        Mark::Read(read) => run(
            database,
            "insert into article (content, is_read) values (?, ?) on conflict do update set is_read = excluded.is_read",
            params![content, read],
        ),
        Mark::Starred(starred) => run(
            database,
            "insert into article (content, is_read, is_starred) values (?, false, ?)
             on conflict do update set is_starred = excluded.is_starred",
            params![content, starred],
        ),
        Mark::Tag(tag, true) => {
            run(database, "insert or ignore into tag (content, tag) values (?, ?)", params![content, tag])
        }
        Mark::Tag(tag, false) => run(database, "delete from tag where content = ? and tag = ?", params![content, tag]),
        Mark::Note(Note { span, text, .. }) if text.is_empty() => run(
            database,
            "delete from note where content = ? and start = ? and end = ?",
            params![content, span.start, span.end],
        ),
        Mark::Note(Note { span, words, text, whose }) => run(
            database,
            "insert or replace into note (content, start, end, words, text, written_at, is_shared)
             values (?, ?, ?, ?, ?, ?, ?)",
            params![content, span.start, span.end, words, text, when, *whose == Whose::Shared],
        ),
    }
}

fn run(database: &Connection, sql: &str, parameters: impl rusqlite::Params) -> rusqlite::Result<()> {
    database.prepare_cached(sql)?.execute(parameters).map(drop)
}
