//! What a person puts on articles: read marks, stars, tags, notes.

use std::sync::Arc;

use crate::text::Span;

/// What the person has put on an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// Whether it has been read.
    pub read: bool,
    /// Whether it has a star.
    pub starred: bool,
    /// Its tags, in the order of the alphabet.
    pub tags: Vec<String>,
    /// What is noted of its passages, in their order.
    pub notes: Vec<Note>,
}

/// What is noted of a passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The bytes of the article's text that it is about.
    pub span: Span,
    /// What stands there, on one line.
    pub words: String,
    /// What is noted.
    pub text: String,
    /// Whose it is.
    pub whose: Whose,
}

/// Whose a note is, and who sees it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Whose {
    /// The person's, who alone sees it.
    #[default]
    Own,
    /// The person's, and others who read with them see it.
    Shared,
    /// Somebody else's, of this name.
    Other(Arc<str>),
}

impl Note {
    /// Whether it is the person's own, who alone may change it.
    pub fn is_own(&self) -> bool {
        !matches!(self.whose, Whose::Other(_))
    }

    /// What stands below the passage: who else wrote it, or that others see it, and the note.
    pub fn said(&self) -> String {
        match &self.whose {
            Whose::Own => self.text.clone(),
            Whose::Shared => format!("(shared) {}", self.text),
            Whose::Other(name) => format!("{name}: {}", self.text),
        }
    }
}

/// One thing that the person puts on an article, or takes from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Whether it has been read.
    Read(bool),
    /// Whether it has a star.
    Starred(bool),
    /// A tag, and whether it has it.
    Tag(String, bool),
    /// A note of the person's own; one without a text is taken away.
    Note(Note),
}

impl Marks {
    /// What takes this back, once it is put on the article.
    pub fn back_from(&self, mark: &Mark) -> Mark {
        match mark {
            Mark::Read(_) => Mark::Read(self.read),
            Mark::Starred(_) => Mark::Starred(self.starred),
            Mark::Tag(tag, _) => Mark::Tag(tag.clone(), self.tags.contains(tag)),
            Mark::Note(note) => {
                let before = self.notes.iter().find(|other| other.span == note.span);
                Mark::Note(before.cloned().unwrap_or_else(|| Note { text: String::new(), ..note.clone() }))
            }
        }
    }

    /// Puts something on the article, or takes it away.
    pub fn put(&mut self, mark: Mark) {
        match mark {
            Mark::Read(read) => self.read = read,
            Mark::Starred(starred) => self.starred = starred,
            Mark::Tag(tag, on) => {
                self.tags.retain(|other| *other != tag);
                self.tags.extend(on.then_some(tag));
                self.tags.sort_unstable();
            }
            Mark::Note(note) => {
                self.notes.retain(|other| other.span != note.span || !other.is_own());
                self.add(Some(note).filter(|note| !note.text.is_empty()));
            }
        }
    }

    /// Adds notes, in their order; the person's own come first.
    pub fn add(&mut self, notes: impl IntoIterator<Item = Note>) {
        self.notes.extend(notes);
        self.notes.sort_by_key(|note| (note.span, !note.is_own()));
    }
}
