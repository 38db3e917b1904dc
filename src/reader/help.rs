//! The help: all commands with their keys, out of the one table, filtered by what is typed.

use super::command_line;
use super::commands::COMMANDS;
use super::keys::Keymap;
use crate::text::{self, Span};

/// What the help shows.
#[derive(Clone, Debug, Default)]
pub struct Help {
    /// Words that a line must hold.
    pub filter: String,
    /// The first visible line.
    pub top: usize,
}

/// A line of the help.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HelpLine {
    /// What the following lines are about.
    Heading(&'static str),
    /// Keys, or a line for the prompt, and what they do; a long one goes on in entries without keys.
    Entry {
        /// The keys, or what is typed behind the colon.
        keys: String,
        /// What they do, as a phrase.
        text: String,
    },
    /// Nothing: what parts two groups.
    Blank,
}

impl Help {
    /// The lines that hold every word of the filter, in groups, for `width` cells.
    pub fn lines(&self, keymap: &Keymap, width: usize) -> Vec<HelpLine> {
        let mut lines = Vec::new();
        let mut heading = "";
        for (group, keys, text) in entries(keymap).filter(|(_, keys, text)| self.passes(keys, text)) {
            if group != heading {
                if !lines.is_empty() {
                    lines.push(HelpLine::Blank);
                }
                lines.push(HelpLine::Heading(group));
                heading = group;
            }
            lines.extend(entry(keys, text, width));
        }
        lines
    }

    fn passes(&self, keys: &str, text: &str) -> bool {
        let text = text.to_lowercase();
        let holds = |word: &str| keys.contains(word) || text.contains(&word.to_lowercase());
        self.filter.split_whitespace().all(holds)
    }
}

/// The cells for keys; longer ones stand on a line of their own.
pub(super) const KEYS_WIDTH: usize = 16;

/// An entry, with its text broken into as many lines as it needs.
fn entry(keys: String, text: &str, width: usize) -> impl Iterator<Item = HelpLine> {
    let room = width.saturating_sub(KEYS_WIDTH + 2).max(8);
    let spans = text::wrap(text, Span::new(0, text.len()), room);
    let mut texts: Vec<String> = spans.into_iter().map(|span| span.of(text).trim_end().to_owned()).collect();
    if text::width(&keys) > KEYS_WIDTH {
        texts.insert(0, String::new());
    }
    let keys = std::iter::once(keys).chain(std::iter::repeat_with(String::new));
    keys.zip(texts).map(|(keys, text)| HelpLine::Entry { keys, text })
}

fn entries(keymap: &Keymap) -> impl Iterator<Item = (&'static str, String, &'static str)> + '_ {
    let keys = COMMANDS.iter().map(|c| (c.group.heading(), shortened(&keymap.keys_of(c.name)), c.help));
    let lines = command_line::LINES.iter().map(|l| ("Command line", format!(":{} {}", l.name, l.argument), l.help));
    keys.chain(lines)
}

/// Keys as the help shows them: a run of single ones as its first and last.
fn shortened(keys: &[String]) -> String {
    match keys {
        [first, .., last] if keys.len() > 4 => format!("{first} … {last}"),
        _ => keys.join("  "),
    }
}
