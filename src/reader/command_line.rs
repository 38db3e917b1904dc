//! The command line behind the colon: which lines there are, what they do, and how they are completed.

/// A line that can be given.
#[derive(Debug)]
pub struct Line {
    /// Its first word.
    pub name: &'static str,
    /// What comes behind, as the help shows it.
    pub argument: &'static str,
    /// What it does, as a phrase.
    pub help: &'static str,
}

/// All lines, in the order of the help.
pub static LINES: &[Line] = &[
    Line { name: "actor", argument: "NAME", help: "choose an actor by name or id; none without a name" },
    Line { name: "kinds", argument: "names|roles|all", help: "which kinds of mention count" },
    Line { name: "only", argument: "", help: "list all articles, or only those with a mention or hit" },
    Line { name: "goto", argument: "N", help: "open the Nth article of the list" },
    Line { name: "unread", argument: "", help: "mark this article as unread and go back to the list" },
    Line { name: "measure", argument: "N", help: "lines of text of at most N cells" },
    Line { name: "follow", argument: "on|off", help: "whether the text follows the list" },
    Line { name: "theme", argument: "dark|light|plain", help: "colours for a dark or a light ground, or none" },
    Line { name: "help", argument: "", help: "the help" },
    Line { name: "quit", argument: "", help: "quit" },
];
