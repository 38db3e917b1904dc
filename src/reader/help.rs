//! The help: all commands with their keys, out of the one table, filtered by what is typed.

use super::command_line;
use super::commands::COMMANDS;
use super::keys::Keymap;

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
    /// Keys, or a line for the prompt, and what they do.
    Entry {
        /// The keys, or what is typed behind the colon.
        keys: String,
        /// What they do, as a phrase.
        text: &'static str,
    },
    /// Nothing: what parts two groups.
    Blank,
}

impl Help {
    /// The lines that hold every word of the filter, in groups.
    pub fn lines(&self, keymap: &Keymap) -> Vec<HelpLine> {
        let mut lines = Vec::new();
        let mut heading = "";
        for (group, keys, text) in entries(keymap) {
            if !self.passes(&keys, text) {
                continue;
            }
            if group != heading {
                if !lines.is_empty() {
                    lines.push(HelpLine::Blank);
                }
                lines.push(HelpLine::Heading(group));
                heading = group;
            }
            lines.push(HelpLine::Entry { keys, text });
        }
        lines
    }

    fn passes(&self, keys: &str, text: &str) -> bool {
        let text = text.to_lowercase();
        let holds = |word: &str| keys.contains(word) || text.contains(&word.to_lowercase());
        self.filter.split_whitespace().all(holds)
    }
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
