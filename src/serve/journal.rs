//! The journal: one line for each thing that happened, for a person or for a log collector; nothing of what is read.

use std::fmt::Display;
use std::io::{self, Write};
use std::sync::{Mutex, PoisonError};

use serde_json::{Map, Value};

use crate::text::harmless;

/// How lines are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    /// The time, what happened, and `name=value` for all that belongs to it.
    #[default]
    Plain,
    /// One JSON object a line.
    Json,
}

/// Where lines are written.
pub struct Journal {
    style: Style,
    out: Mutex<Box<dyn Write + Send>>,
}

/// What belongs to a line: a name, and what there is to say.
pub(super) type Detail<'a> = (&'static str, &'a dyn Display);

impl Journal {
    /// A journal on standard error.
    pub fn new(style: Style) -> Journal {
        Journal { style, out: Mutex::new(Box::new(io::stderr())) }
    }

    /// Writes one line. Where nobody can read it, nothing more can be done.
    pub(super) fn tell(&self, event: &str, details: &[Detail<'_>]) {
        let time = format!("{:.3}", jiff::Timestamp::now());
        let line = match self.style {
            Style::Plain => plain(&time, event, details),
            Style::Json => json(&time, event, details),
        };
        let mut out = self.out.lock().unwrap_or_else(PoisonError::into_inner);
        let _ = out.write_all((line + "\n").as_bytes());
    }
}

fn plain(time: &str, event: &str, details: &[Detail<'_>]) -> String {
    let mut line = format!("{time} {event}");
    for (name, value) in details {
        let value = harmless(&value.to_string()).into_owned();
        let is_bare =
            !value.is_empty() && value.chars().all(|c| c.is_ascii_graphic() && !matches!(c, '"' | '=' | '\\'));
        let value = if is_bare { value } else { Value::String(value).to_string() };
        line.extend([" ", name, "=", &value]);
    }
    line
}

fn json(time: &str, event: &str, details: &[Detail<'_>]) -> String {
    let text = |text: &str| Value::String(harmless(text).into_owned());
    let mut object = Map::from_iter([("time".to_owned(), text(time)), ("event".to_owned(), text(event))]);
    object.extend(details.iter().map(|(name, value)| ((*name).to_owned(), text(&value.to_string()))));
    Value::Object(object).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_one_line_whatever_it_tells_of() {
        let details: [Detail<'_>; 3] = [("from", &"[::1]:52"), ("as", &"a b\n\u{1b}[2J"), ("key", &"")];
        let line = plain("T", "refused", &details);
        assert_eq!(line.lines().count(), 1);
        assert!(line.starts_with("T refused from=[::1]:52 as=\"a b"), "{line}");
        assert!(line.ends_with(" key=\"\"") && !line.contains('\u{1b}'), "{line}");
        let line = json("T", "refused", &details);
        assert!(line.starts_with('{') && !line.contains('\n') && !line.contains('\u{1b}'), "{line}");
        assert_eq!(serde_json::from_str::<Value>(&line).unwrap()["from"], "[::1]:52");
    }
}
