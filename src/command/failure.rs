//! What keeps a command from doing its work, and what to do about it.

use std::io::{self, Write};
use std::path::PathBuf;

use crate::accuracy::Wrong;
use crate::library::backup::BackupError;
use crate::library::{CastFileError, Trouble, UpkeepError};
use crate::search::Problem;
use crate::text::{Span, harmless, width};

/// What keeps a command from doing its work.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    /// A cast file, or the corrections beside it, that cannot be read or has something wrong in it.
    #[error("{0}.")]
    Cast(#[from] CastFileError),
    /// An actor that the cast does not have.
    #[error("There is no actor \"{id}\" in the cast.")]
    NoActor { id: String, known: Vec<String> },
    /// A query with something wrong in it.
    #[error("{problem}")]
    Query { query: String, problem: Problem },
    /// A file of annotations, or a marked text, that cannot be read.
    #[error("The annotations in {} cannot be read: {error}.", .path.display())]
    GoldUnread { path: PathBuf, error: io::Error },
    /// Annotations with something wrong in them.
    #[error("The annotations are refused. {0}.")]
    GoldRefused(#[from] Wrong),
    /// An annotated text that cannot be read.
    #[error("{}: {trouble}", .path.display())]
    TextUnread { path: PathBuf, trouble: Trouble },
    /// Nothing in it is annotated.
    #[error("There are no annotated texts in {}.", .0.display())]
    NothingMarked(PathBuf),
    /// What the person did cannot be read.
    #[error("{0}.")]
    Kept(String),
    /// Nothing was saved, or nothing put back.
    #[error("{0}.")]
    Backup(#[from] BackupError),
    /// Keys that nobody has.
    #[error("The keys of --keys cannot be read: {0}.")]
    Keys(String),
    /// Nothing of what was named exists.
    #[error("There is no such file or folder: {}.", .0.display())]
    NothingThere(PathBuf),
    /// There is no home to keep the library in.
    #[error("There is no home to keep the library in.")]
    NoHome,
    /// Nothing has been brought into the library.
    #[error("The library is empty.")]
    NoLibrary,
    /// The library cannot be used.
    #[error("The library cannot be used: {0}.")]
    Library(#[from] UpkeepError),
    /// Nothing was brought into the library, or less than was named.
    #[error("{0}")]
    Unwritten(String),
    /// Nobody can be served.
    #[cfg(feature = "serve")]
    #[error("{0}.")]
    Serve(#[from] crate::serve::ServeError),
    /// An address that clients cannot come to.
    #[cfg(feature = "serve")]
    #[error("There is no address \"{0}\" to listen on.")]
    NoAddress(String),
    /// Standard input, or standard output, failed.
    #[error("{0}.")]
    Stream(#[from] io::Error),
}

impl Failure {
    /// What to do next.
    fn hint(&self) -> Option<String> {
        match self {
            Failure::Cast(CastFileError::Unread { .. }) => {
                Some("Check its name and permissions, or leave out --cast.".to_owned())
            }
            Failure::NoActor { known, .. } => Some(format!("The cast has {}.", known.join(", "))),
            Failure::NothingThere(_) => {
                Some("Check how it is written, or name no path for the sample pile.".to_owned())
            }
            Failure::NoLibrary => Some("`followspot import PATH` brings articles into it.".to_owned()),
            Failure::GoldUnread { .. } => Some("Check its permissions, and that it is text in UTF-8.".to_owned()),
            Failure::TextUnread { .. } => {
                Some("It is annotated; put it back, or take its lines out of the annotations and docs.txt.".to_owned())
            }
            Failure::NothingMarked(_) => {
                Some("`followspot evaluate --help` tells how annotations are written.".to_owned())
            }
            #[cfg(feature = "serve")]
            Failure::NoAddress(_) => Some("Write a host and a port, like 127.0.0.1:2222 or [::]:2222.".to_owned()),
            #[cfg(feature = "serve")]
            Failure::Serve(_) => None,
            Failure::Backup(BackupError::Exists(_)) => Some("Name another, or move that one away.".to_owned()),
            Failure::Backup(_)
            | Failure::Kept(_)
            | Failure::NoHome
            | Failure::Library(_)
            | Failure::Unwritten(_)
            | Failure::Cast(_)
            | Failure::Query { .. }
            | Failure::GoldRefused(_)
            | Failure::Keys(_)
            | Failure::Stream(_) => None,
        }
    }

    /// Whether it is only that nobody reads the output any more.
    pub(super) fn is_broken_pipe(&self) -> bool {
        matches!(self, Failure::Stream(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }

    /// Says it on standard error.
    pub(super) fn say(&self) {
        self.lines().iter().for_each(|line| say(line));
    }

    /// All that there is to say of it, in lines.
    pub(super) fn lines(&self) -> Vec<String> {
        let mut lines = vec![self.to_string()];
        if let Failure::Query { query, problem } = self {
            lines.extend(marked(query, problem.at));
        }
        lines.extend(self.hint());
        lines
    }
}

/// The text, and a line with marks below a part of it.
fn marked(text: &str, part: Span) -> [String; 2] {
    let cells = |span: Span| width(&harmless(span.of(text)));
    let before = cells(Span::new(0, part.start as usize));
    [format!("  {text}"), format!("  {}{}", " ".repeat(before), "^".repeat(cells(part).max(1)))]
}

/// Says a sentence on standard error, made harmless. Where nobody can hear it, nothing more can be done.
pub(super) fn say(sentence: &str) {
    let _ = writeln!(io::stderr(), "followspot: {}", harmless(sentence));
}

#[cfg(test)]
mod tests {
    use super::{Span, marked};

    #[test]
    fn marks_stand_below_what_is_meant() {
        assert_eq!(marked("習 & é", Span::new(4, 5)), ["  習 & é", "     ^"]);
        assert_eq!(marked("a 習近", Span::new(2, 8)), ["  a 習近", "    ^^^^"]);
        assert_eq!(marked("", Span::default()), ["  ", "  ^"]);
    }
}
