//! Everything that has been put on articles, read from the file for whoever wants to take it along.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use rusqlite::{Connection, OpenFlags};

use crate::article::Content;
use crate::marks::{Marks, Note, Whose};
use crate::text::Span;

use super::About;
use super::file::{self, FileError};

/// An article on which something has been put beside having read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    /// Which article, as it was known then.
    pub about: About,
    /// What has been put on it.
    pub marks: Marks,
    /// When each of its notes was written, in microseconds since 1970.
    pub written: Vec<i64>,
}

/// What somebody of this name lets others see of the notes in their file at `path`, as [`marked`] tells it.
///
/// # Errors
/// As [`marked`].
pub fn marked_by_others(name: &str, path: &Path) -> Result<Vec<Marked>, String> {
    let name: Arc<str> = Arc::from(name);
    let shown = |Marked { about, marks, written }: Marked| {
        let notes = marks.notes.into_iter().zip(written).filter(|(note, _)| note.whose == Whose::Shared);
        let by_name = |(note, when)| (Note { whose: Whose::Other(name.clone()), ..note }, when);
        let (notes, written): (Vec<Note>, Vec<i64>) = notes.map(by_name).unzip();
        (!notes.is_empty()).then(|| Marked { about, marks: Marks { notes, ..Marks::default() }, written })
    };
    Ok(marked(path)?.into_iter().filter_map(shown).collect())
}

/// The notes in the file at `path` that others may see.
pub(super) fn shared(path: &Path) -> Result<Vec<(Content, Note)>, FileError> {
    let database = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let mut all = Vec::new();
    file::each(&database, "select content, start, end, words, text from note where is_shared", |content, row| {
        let span = Span { start: row.get(1)?, end: row.get(2)? };
        all.push((content, Note { span, words: row.get(3)?, text: row.get(4)?, whose: Whose::Shared }));
        Ok(())
    })?;
    Ok(all)
}

/// All articles with a star, a tag or a note, by title, as the file at `path` tells; none where there is no file.
///
/// # Errors
/// Why the file cannot be read, in a sentence.
pub fn marked(path: &Path) -> Result<Vec<Marked>, String> {
    if !path.exists() {
        return Ok(Vec::new());
    }
    let sentence = |error: FileError| format!("What was kept in {} cannot be read: {error}", path.display());
    let (database, held) = file::open(path).map_err(sentence)?;
    let told = told(&database).map_err(|error| sentence(error.into()))?;
    let notes = held.traces.into_iter().filter_map(|(content, trace)| {
        let marks = trace.marks;
        let is_marked = marks.starred || !marks.tags.is_empty() || !marks.notes.is_empty();
        let (about, times) = told.get(&content.0).cloned().unwrap_or_default();
        let time = |note: &Note| times.get(&(note.span.start, note.span.end)).copied().unwrap_or_default();
        let written = marks.notes.iter().map(time).collect();
        is_marked.then_some(Marked { about, marks, written })
    });
    let mut all: Vec<Marked> = notes.collect();
    all.sort_by(|a, b| (&a.about.title, &a.about.name).cmp(&(&b.about.title, &b.about.name)));
    Ok(all)
}

/// What is known of an article, and when the note on each stretch of it was written.
type Told = (About, BTreeMap<(u32, u32), i64>);

fn told(database: &Connection) -> rusqlite::Result<BTreeMap<u128, Told>> {
    let mut all: BTreeMap<u128, Told> = BTreeMap::new();
    file::each(database, "select content, name, title, source, date, address from about", |Content(content), row| {
        let (name, title) = (row.get(1)?, row.get(2)?);
        let about = About { name, title, source: row.get(3)?, date: row.get(4)?, address: row.get(5)? };
        all.entry(content).or_default().0 = about;
        Ok(())
    })?;
    file::each(database, "select content, start, end, written_at from note", |Content(content), row| {
        all.entry(content).or_default().1.insert((row.get(1)?, row.get(2)?), row.get(3)?);
        Ok(())
    })?;
    Ok(all)
}
