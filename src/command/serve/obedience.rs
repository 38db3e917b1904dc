//! The commands that people may run over SSH: those that print, on what is served, and nothing that names a file.

use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

use clap::Parser;

use crate::command::arguments::{Remote, Sort, When};
use crate::command::failure::Failure;
use crate::command::paint::Paint;
use crate::command::venue::{Hearer, Venue, worth};
use crate::command::{Outcome, cast, mentions, search};
use crate::library::kept::Board;
use crate::library::{Followed, Input, Kept, Shelf, Source, Which, step_back};
use crate::search::Needs;
use crate::serve::Console;

use super::words::words;

/// The commands there are.
const COMMANDS: [&str; 3] = ["mentions", "search", "cast"];
/// The exit code where a command cannot be understood.
const NOT_UNDERSTOOD: u8 = 2;

/// Whether a line is one of these commands.
pub(super) fn knows(line: &str) -> bool {
    line.split_whitespace().next().is_some_and(|word| COMMANDS.contains(&word))
}

/// What a command that was sent finds here.
pub(super) struct Served<'a> {
    pub(super) console: &'a Console,
    pub(super) followed: Arc<Followed>,
    /// What is served, and its index.
    pub(super) input: &'a Input,
    pub(super) shelf: &'a Shelf,
    /// The file with what the person did.
    pub(super) state: PathBuf,
    /// Who they are, and what others let them see.
    pub(super) name: &'a str,
    pub(super) board: &'a Arc<Board>,
}

/// Obeys a command; tells the exit code.
pub(super) fn obey(line: &str, served: &Served<'_>) -> u8 {
    // Whoever reads goes first.
    step_back();
    match understood(line).map(|remote| run(&remote, served)) {
        Ok(Ok(outcome)) => outcome.code(),
        Ok(Err(failure)) => {
            if !failure.is_broken_pipe() {
                failure.lines().iter().for_each(|line| served.console.say(line));
            }
            Outcome::Trouble.code()
        }
        Err((text, code)) => {
            if code == 0 {
                let mut out = served.console.out();
                // Where nobody reads the help, nothing is lost.
                let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
            } else {
                text.lines().filter(|line| !line.is_empty()).for_each(|line| served.console.say(line));
            }
            code
        }
    }
}

/// Stands before a word that begins with a hyphen and is no option, but not searched for; nobody types it.
const SHIELD: char = '\0';

/// The command that a line says; else what to say in place of it, and with which exit code.
fn understood(line: &str) -> Result<Remote, (String, u8)> {
    let words = words(line).map_err(|problem| (format!("This cannot be read: {problem}."), NOT_UNDERSTOOD))?;
    let shielded = |word: String| {
        let is_unwanted = word.strip_prefix('-').is_some_and(|rest| !rest.starts_with('-') && rest != "h");
        if is_unwanted { format!("{SHIELD}{word}") } else { word }
    };
    let name = std::iter::once("followspot".to_owned());
    Remote::try_parse_from(name.chain(words.into_iter().map(shielded))).map_err(|error| {
        let code = u8::try_from(error.exit_code()).unwrap_or(NOT_UNDERSTOOD);
        (error.to_string().replace(SHIELD, ""), code)
    })
}

fn run(remote: &Remote, served: &Served<'_>) -> Result<Outcome, Failure> {
    let out = &mut served.console.out();
    let outcome = match remote {
        Remote::Mentions(asked) => mentions::run(asked, served, out),
        Remote::Search { words, asked } => search::run(&query(words), asked, served, out),
        Remote::Cast(asked) => cast::run(asked, served, out),
    }?;
    out.flush()?;
    Ok(outcome)
}

/// The query that several words are. What was in quotes is looked for one behind the other, unless it is all.
fn query(words: &[String]) -> String {
    let word = |word: &String| {
        let is_phrase = word.contains(char::is_whitespace) && !word.contains(['"', '(', ')']) && words.len() > 1;
        let word = word.trim_start_matches(SHIELD);
        if is_phrase { format!("\"{word}\"") } else { word.to_owned() }
    };
    words.iter().map(word).collect::<Vec<_>>().join(" ")
}

impl Hearer for Served<'_> {
    fn say(&self, sentence: &str) {
        self.console.say(sentence);
    }

    fn is_wanted(&self) -> bool {
        self.console.is_open()
    }
}

impl Venue for Served<'_> {
    fn followed(&self) -> Result<Followed, Failure> {
        Ok(Followed::clone(&self.followed))
    }

    /// What has been read lies in the index, where there is one in a file.
    fn input(&self, needs: Option<&Arc<Needs>>, sort: Sort) -> Result<(Input, bool), Failure> {
        if self.shelf.path().is_none() {
            return Ok((self.input.clone(), sort == Sort::Pile));
        }
        let which = needs.map_or(Which::All, |needs| worth(needs, sort));
        Ok((Input::from_iter([Source::Shelved(self.shelf.clone(), which)]), true))
    }

    fn kept(&self) -> Option<Kept> {
        let kept = Kept::open(self.state.exists().then(|| self.state.clone()), |_| {});
        Some(kept.among(self.board.clone(), self.name))
    }

    fn paint(&self, when: When) -> Paint {
        Paint::told_by(when, self.console.is_terminal(), |name| self.console.variable(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_understood_that_names_a_file() {
        for line in [
            "mentions /etc/passwd",
            "mentions -- /etc/passwd",
            "mentions --library",
            "cast --cast /etc/passwd",
            "search gas --cast=/etc/passwd",
            "search gas --library",
            "search gas --fetch",
            "search gas --field body=x",
            "cast --no-index",
            "mentions 'open",
            "mentionsx",
            "text a.txt",
            "serve",
            "pdf",
            "search",
        ] {
            assert!(understood(line).is_err(), "{line}");
        }
    }

    #[test]
    fn words_in_quotes_stay_together_and_options_are_heard() {
        for (line, query_is, limit) in [
            ("search gas price --limit 5", "gas price", Some(5)),
            (r#"search "gas price" lang:en"#, r#""gas price" lang:en"#, None),
            (r#"search '"gas price" -oil'"#, r#""gas price" -oil"#, None),
            ("search --limit 2 gas -oil", "gas -oil", Some(2)),
            ("search gas -oil --limit=2", "gas -oil", Some(2)),
        ] {
            let Ok(Remote::Search { words, asked }) = understood(line) else { panic!("{line}") };
            assert_eq!((query(&words).as_str(), asked.limit.map(usize::from)), (query_is, limit), "{line}");
        }
        assert!(knows(" search x") && knows("cast") && !knows("ls") && !knows("") && !knows("'cast'"));
    }
}
