//! The language that a text is written in.

use std::fmt;

/// A language, by its two-letter code of ISO 639-1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Language([u8; 2]);

impl Language {
    /// The language that `code` names ("fr", also "fr-CA" or "FR"); `None` where it is no such code.
    pub fn from_code(code: &str) -> Option<Language> {
        let mut letters = code.split(['-', '_']).next()?.bytes().map(|b| b.to_ascii_lowercase());
        match (letters.next(), letters.next(), letters.next()) {
            (Some(a), Some(b), None) if a.is_ascii_lowercase() && b.is_ascii_lowercase() => Some(Language([a, b])),
            _ => None,
        }
    }

    /// The two letters, in lower case.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("")
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}
