//! The board: the notes that people who read together let each other see. It holds what their files hold, so that it need
//! not be kept itself.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::article::Content;
use crate::marks::{Note, Whose};

use super::marked::shared;

/// The notes that people let each other see.
#[derive(Debug, Default)]
pub struct Board(Mutex<BTreeMap<Content, Vec<Pinned>>>);

/// A note, and who wrote it.
#[derive(Debug)]
struct Pinned {
    writer: Arc<str>,
    note: Note,
}

impl Board {
    /// Takes in what somebody of this name keeps in the file at `path`. What cannot be read is seen by nobody; its writer
    /// is told so when they come.
    pub fn gather(&self, writer: &str, path: &Path) {
        let writer: Arc<str> = Arc::from(writer);
        for (content, note) in shared(path).unwrap_or_default() {
            self.put(&writer, content, &note);
        }
    }

    /// Somebody has written a note, or changed it, or taken it away.
    pub(super) fn put(&self, writer: &Arc<str>, content: Content, note: &Note) {
        let mut all = self.all();
        let here = all.entry(content).or_default();
        here.retain(|pinned| pinned.writer != *writer || pinned.note.span != note.span);
        if note.whose == Whose::Shared && !note.text.is_empty() {
            here.push(Pinned { writer: writer.clone(), note: note.clone() });
        }
        if here.is_empty() {
            all.remove(&content);
        }
    }

    /// What others than the one of this name have written on an article.
    pub(super) fn of_others(&self, name: &Arc<str>, content: Content) -> Vec<Note> {
        let all = self.all();
        let others = all.get(&content).into_iter().flatten().filter(|pinned| pinned.writer != *name);
        others.map(|Pinned { writer, note }| Note { whose: Whose::Other(writer.clone()), ..note.clone() }).collect()
    }

    fn all(&self) -> MutexGuard<'_, BTreeMap<Content, Vec<Pinned>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
