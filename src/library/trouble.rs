//! What keeps a file from being an article, as a sentence for the person who gave it.

use std::io;

use serde::{Deserialize, Serialize};

use crate::article::{PdfTrouble, Unreadable};

use super::fetch::Unfetched;

/// Why something in the pile cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum Trouble {
    /// Nothing is there, or a link leads nowhere.
    #[error("There is no such file or folder; check how it is written.")]
    Missing,
    /// Reading it is not allowed.
    #[error("You may not read it; change its permissions or ask its owner.")]
    Denied,
    /// A link that leads back to a folder it lies in.
    #[error("It leads back to a folder that holds it, so it was not followed.")]
    Loop,
    /// A pipe, a socket or a device: opening it could wait for ever.
    #[error("It is a pipe, a socket or a device and was not opened; give its text as a file or on standard input.")]
    Special,
    /// There is no article in its bytes.
    #[error(transparent)]
    NoArticle(#[from] Unreadable),
    /// It is at an address from which it could not be fetched.
    #[error(transparent)]
    Unfetched(#[from] Unfetched),
    /// Reading it went wrong in a way that nobody foresaw.
    #[error("It met a fault of this program and was left out; please send it to those who make it.")]
    Fault,
    /// What the system said.
    #[error("It could not be read: {0}.")]
    Other(String),
}

impl Trouble {
    /// Whether it was only that nothing is there to read.
    pub fn is_empty(&self) -> bool {
        *self == Trouble::NoArticle(Unreadable::Empty)
    }

    /// Whether something that should have been read was not, so that a command ends with a failure.
    pub fn is_failure(&self) -> bool {
        use PdfTrouble::{NoLetters, Off};
        use Unreadable::{Binary, Empty, Feeds, Pdf};
        let is_harmless = |why| matches!(why, Empty | Binary | Feeds(_) | Pdf(NoLetters | Off));
        !matches!(self, Trouble::NoArticle(why) if is_harmless(*why))
    }
}

/// As the index keeps it.
impl Trouble {
    pub(super) fn written(&self) -> String {
        // There is nothing in it that could not be written.
        serde_json::to_string(self).unwrap_or_default()
    }

    pub(super) fn read(written: &str) -> Trouble {
        serde_json::from_str(written).unwrap_or(Trouble::Fault)
    }
}

impl From<&io::Error> for Trouble {
    fn from(error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Trouble::Missing,
            io::ErrorKind::PermissionDenied => Trouble::Denied,
            _ => Trouble::Other(error.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let too_large = Trouble::NoArticle(Unreadable::TooLarge(1 << 30));
        for trouble in [Trouble::Missing, too_large, Unfetched::Status(404).into(), Trouble::Other("a: b".to_owned())] {
            assert_eq!(Trouble::read(&trouble.written()), trouble);
        }
    }

    #[test]
    fn what_was_empty_or_binary_was_still_read() {
        let no_article = |why| Trouble::NoArticle(why).is_failure();
        assert!(!no_article(Unreadable::Empty) && !no_article(Unreadable::Binary));
        assert!(no_article(Unreadable::TooLarge(1 << 30)) && Trouble::Denied.is_failure());
    }
}
