//! Whether the command line prints in colour, and in which.

use std::env;
use std::io::{IsTerminal, stdout};

use super::arguments::When;

/// Puts colour on the parts of a line, or leaves them as they are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Paint(bool);

impl Paint {
    /// Decides for standard output.
    pub(super) fn for_output(when: When) -> Paint {
        let variable = |name: &str| env::var_os(name).map(|value| value.to_string_lossy().into_owned());
        Paint::told_by(when, stdout().is_terminal(), variable)
    }

    /// Decides by what is known of where it is printed, and of its environment: `NO_COLOR` and a terminal named "dumb"
    /// speak against colour, `always` overrules.
    pub(super) fn told_by(when: When, is_terminal: bool, variable: impl Fn(&str) -> Option<String>) -> Paint {
        let has_colour = || is_terminal && variable("NO_COLOR").is_none_or(|value| value.is_empty());
        Paint(match when {
            When::Always => true,
            When::Never => false,
            When::Auto => has_colour() && variable("TERM").is_none_or(|term| term != "dumb"),
        })
    }

    /// No colour.
    #[cfg(test)]
    pub(super) fn plain() -> Paint {
        Paint(false)
    }

    /// Whether there is any colour.
    pub(super) fn is_on(self) -> bool {
        self.0
    }

    /// A file's name.
    pub(super) fn file(self, text: &str) -> String {
        self.with("35", text)
    }

    /// A line's or column's number, a count.
    pub(super) fn number(self, text: &str) -> String {
        self.with("32", text)
    }

    /// What was looked for.
    pub(super) fn hit(self, text: &str) -> String {
        self.with("1;31", text)
    }

    /// What is said about it.
    pub(super) fn aside(self, text: &str) -> String {
        self.with("2", text)
    }

    /// Sets SGR parameters (ECMA-48) before the text and undoes them behind it.
    fn with(self, parameters: &str, text: &str) -> String {
        if self.0 { format!("\x1b[{parameters}m{text}\x1b[0m") } else { text.to_owned() }
    }
}
