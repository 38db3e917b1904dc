//! All that keys can do: the one table that feeds the key map, the help and the documentation.

/// Something the person can want, by a key.
#[derive(Debug)]
pub struct Command {
    /// Its name in the config file.
    pub name: &'static str,
    /// What it belongs to in the help.
    pub group: Group,
    /// The keys that do it unless the person binds others, as [`super::parse_keys`] reads them.
    pub keys: &'static [&'static str],
    /// What it does, as a phrase.
    pub help: &'static str,
}

impl PartialEq for Command {
    fn eq(&self, other: &Command) -> bool {
        self.name == other.name
    }
}

/// What commands belong to in the help.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the headings say what they are")]
pub enum Group {
    Moving,
    Reading,
    Actors,
    Walking,
    Searching,
    Taking,
    Program,
}

impl Group {
    /// The heading in the help.
    pub fn heading(self) -> &'static str {
        match self {
            Group::Moving => "Moving",
            Group::Reading => "Reading",
            Group::Actors => "Actors",
            Group::Walking => "Walking",
            Group::Searching => "Searching",
            Group::Taking => "Taking along",
            Group::Program => "The program",
        }
    }
}

const fn command(name: &'static str, group: Group, keys: &'static [&'static str], help: &'static str) -> Command {
    Command { name, group, keys, help }
}

/// All commands, in the order of the help.
pub static COMMANDS: &[Command] = &{
    use Group::{Actors, Moving, Program, Reading, Searching, Taking, Walking};
    [
        command("line-down", Moving, &["j", "Down"], "one line down"),
        command("line-up", Moving, &["k", "Up"], "one line up"),
        command("page-down", Moving, &["Space", "C-f", "PgDn"], "one page down"),
        command("page-up", Moving, &["b", "C-b", "PgUp"], "one page up"),
        command("half-page-down", Moving, &["d", "C-d"], "half a page down"),
        command("half-page-up", Moving, &["u", "C-u"], "half a page up"),
        command("top", Moving, &["gg", "Home"], "to the top"),
        command("bottom", Moving, &["G", "End"], "to the bottom"),
        command("times", Moving, &["x"], "a count for the next key (x12j); a digit without an actor begins one too"),
        command("open", Reading, &["Enter", "l"], "open the selected article, choose the selected actor"),
        command("back", Reading, &["q", "Esc"], "back: to the list, and from there out of the program"),
        command("next-pane", Reading, &["Tab"], "to the next pane"),
        command("previous-pane", Reading, &["S-Tab"], "to the previous pane"),
        command("text-alone", Reading, &["z"], "the text alone, and back"),
        command("next-article", Reading, &["J"], "next article"),
        command("previous-article", Reading, &["K"], "previous article"),
        command("next-unread", Reading, &["C-n"], "next unread article"),
        command("previous-unread", Reading, &["C-p"], "previous unread article"),
        command(
            "choose",
            Actors,
            &["1", "2", "3", "4", "5", "6", "7", "8", "9"],
            "choose an actor: light every mention",
        ),
        command("choose-none", Actors, &["0"], "light nothing"),
        command("next-named", Actors, &["p"], "choose the next actor in this article"),
        command("previous-named", Actors, &["P"], "choose the previous actor in this article"),
        command("choose-here", Actors, &["*"], "choose the actor under the stop or on the line"),
        command("kinds", Actors, &["m"], "which kinds count: names, + roles, + pronouns"),
        command("why", Actors, &["="], "why this is a mention"),
        command("next-mention", Walking, &["n"], "next mention or hit, across articles"),
        command("previous-mention", Walking, &["N"], "previous mention or hit, across articles"),
        command("next-here", Walking, &["gn"], "next mention or hit in this article"),
        command("previous-here", Walking, &["gN"], "previous mention or hit in this article"),
        command("next-lit", Walking, &["]"], "next article with a mention or hit"),
        command("previous-lit", Walking, &["["], "previous article with a mention or hit"),
        command("jump-back", Walking, &["C-o"], "back to where the last jump was made"),
        command("jump-forth", Walking, &["g;"], "forth along the jumps"),
        command("search", Searching, &["/"], "search in the text and over the pile"),
        command("filter", Searching, &["&"], "filter the list by title and source"),
        command("only-lit", Searching, &["a"], "list all articles, or only those with a mention or hit"),
        command("copy-sentence", Taking, &["y"], "copy the sentence with its source"),
        command("copy-reference", Taking, &["Y"], "copy the reference alone"),
        command("browse", Taking, &["o"], "open the original's address"),
        command("help", Program, &["?", "F1"], "this help; typing filters it"),
        command("command-line", Program, &[":"], "the command line"),
        command("redraw", Program, &["C-l"], "draw the screen anew"),
        command("suspend", Program, &["C-z"], "suspend"),
        command("quit", Program, &["Q", "C-c"], "quit"),
    ]
};
