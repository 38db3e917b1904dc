//! Annotated texts on disk, and how one of them is read.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::accuracy::lines::Line;
use crate::accuracy::{Gold, marked};
use crate::article::{Article, Wanted};
use crate::library::{Found, Source, Trouble, sources};

use super::{Failure, Followed};

/// An annotated text that has not been read yet.
#[derive(Clone)]
pub(super) enum Text {
    /// One that holds marks and cast.
    Marked(PathBuf),
    /// One whose annotations are in a file beside it.
    Beside(Beside),
}

/// A text with annotations beside it.
#[derive(Clone)]
pub(super) struct Beside {
    pub(super) path: PathBuf,
    pub(super) cast: CastOf,
    /// What is marked in it.
    pub(super) lines: Vec<Line>,
    /// The file of annotations, for messages.
    pub(super) gold: Arc<str>,
}

/// The cast of a text.
#[derive(Clone)]
pub(super) enum CastOf {
    /// It shares one with others.
    Set(Arc<Followed>),
    /// It has its own.
    Own(PathBuf),
}

/// An annotated text.
pub(super) struct Annotated {
    /// Its path.
    pub(super) name: String,
    pub(super) article: Article,
    pub(super) followed: Arc<Followed>,
    pub(super) gold: Vec<Gold>,
    /// The code of its language: what the annotations say, or else what the text shows.
    pub(super) language: String,
}

impl Text {
    /// Reads text, cast and annotations.
    pub(super) fn read(&self) -> Result<Annotated, Failure> {
        match self {
            Text::Marked(path) => read_marked(path),
            Text::Beside(text) => text.read(),
        }
    }
}

fn read_marked(path: &Path) -> Result<Annotated, Failure> {
    let name = path.to_string_lossy().into_owned();
    let marked = marked::parse(&read(path)?, &name)?;
    Ok(Annotated {
        name,
        language: language(marked.language.as_ref(), &marked.article),
        article: marked.article,
        followed: Arc::new(Followed::new(marked.cast)),
        gold: marked.gold,
    })
}

impl Beside {
    fn read(&self) -> Result<Annotated, Failure> {
        let followed = match &self.cast {
            CastOf::Set(followed) => followed.clone(),
            CastOf::Own(path) => Arc::new(Followed::read(path)?),
        };
        let unread = |trouble| Failure::TextUnread { path: self.path.clone(), trouble };
        let mut first = None;
        if let Some(item) = sources::walk(vec![Source::Path(self.path.clone())]).next() {
            item.each(Wanted::default(), &mut |found| first = first.take().or(Some(found)));
        }
        let article = first.ok_or(Trouble::Missing).and_then(Found::article).map_err(unread)?;
        let gold = |line: &Line| line.gold(&followed.cast, &article.text, &self.gold);
        let gold = self.lines.iter().map(gold).collect::<Result<_, _>>()?;
        let language = language(self.lines.iter().find_map(|line| line.language.as_ref()), &article);
        Ok(Annotated { name: self.path.to_string_lossy().into_owned(), article, followed, gold, language })
    }
}

fn language(told: Option<&String>, article: &Article) -> String {
    told.cloned().or_else(|| article.language.map(|language| language.to_string())).unwrap_or_else(|| "?".to_owned())
}

/// The content of a file of annotations.
pub(super) fn read(path: &Path) -> Result<String, Failure> {
    fs::read_to_string(path).map_err(|error| Failure::GoldUnread { path: path.to_owned(), error })
}
