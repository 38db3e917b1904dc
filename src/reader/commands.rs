//! All that keys can do: the one table that feeds the key map, the help and the documentation.

use super::Order;
use super::prompt::Purpose;
use super::selection::Toward;
use super::state::State;
use super::update::motion::Stride;
use super::update::{
    choose, correct, jump, listing, marks, motion, open, panes, press, program, prompting, select, take, undo, walk,
};

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
    /// Does it.
    pub(super) run: fn(&mut State, Press),
}

/// How a command was given.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Press {
    /// The count before it.
    pub(super) count: Option<usize>,
    /// Which of the command's keys was pressed, from 0.
    pub(super) nth: usize,
}

impl Press {
    /// The most times that a command is done at once.
    const MOST: usize = 100_000;

    /// How many times it is wanted.
    pub(super) fn times(self) -> usize {
        self.count.unwrap_or(1).clamp(1, Press::MOST)
    }

    /// The same as a step on.
    pub(super) fn on(self) -> i64 {
        i64::try_from(self.times()).unwrap_or(1)
    }

    /// The same as a step back.
    pub(super) fn back(self) -> i64 {
        -self.on()
    }
}

impl Command {
    /// Whether it is given while words are selected, by keys that mean something else when reading.
    pub(super) fn selects(&self) -> bool {
        self.group == Group::Selecting
    }
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
    Correcting,
    Selecting,
    Walking,
    Searching,
    Listing,
    Marking,
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
            Group::Correcting => "Correcting",
            Group::Selecting => "While selecting words",
            Group::Walking => "Walking",
            Group::Searching => "Searching",
            Group::Listing => "The list",
            Group::Marking => "Marking and noting",
            Group::Taking => "Taking along",
            Group::Program => "The program",
        }
    }
}

const fn command(
    name: &'static str,
    group: Group,
    keys: &'static [&'static str],
    help: &'static str,
    run: fn(&mut State, Press),
) -> Command {
    Command { name, group, keys, help, run }
}

/// All commands, in the order of the help.
#[rustfmt::skip]
pub static COMMANDS: &[Command] = &{
    use Group::{Actors, Correcting, Listing, Marking, Moving, Program, Reading, Searching, Selecting, Taking, Walking};
    use Stride::{HalfPage, Line, Page};
    [
        command("line-down", Moving, &["j", "Down"], "one line down", |s, p| motion::down(s, Line, p)),
        command("line-up", Moving, &["k", "Up"], "one line up", |s, p| motion::up(s, Line, p)),
        command("page-down", Moving, &["Space", "C-f", "PgDn"], "one page down", |s, p| motion::down(s, Page, p)),
        command("page-up", Moving, &["b", "C-b", "PgUp"], "one page up", |s, p| motion::up(s, Page, p)),
        command("half-page-down", Moving, &["d", "C-d"], "half a page down", |s, p| motion::down(s, HalfPage, p)),
        command("half-page-up", Moving, &["u", "C-u"], "half a page up", |s, p| motion::up(s, HalfPage, p)),
        command("top", Moving, &["gg", "Home"], "to the top", |s, _| motion::top(s)),
        command("bottom", Moving, &["G", "End"], "to the bottom", motion::bottom),
        command("times", Moving, &["x"], "begins a count, as does a digit that is no actor’s", |s, _| press::begin_count(s)),
        command("open", Reading, &["Enter", "l"], "open the selected article, choose the selected actor", |s, _| open::under_cursor(s)),
        command("back", Reading, &["q", "Esc"], "back to the list; from there out of the program", |s, _| panes::back(s)),
        command("next-pane", Reading, &["Tab"], "to the next pane", |s, _| panes::next(s)),
        command("previous-pane", Reading, &["S-Tab"], "to the previous pane", |s, _| panes::previous(s)),
        command("text-alone", Reading, &["z"], "the text alone, and back", |s, _| panes::alone(s)),
        command("choose", Actors, &["1", "2", "3", "4", "5", "6", "7", "8", "9"], "choose an actor: light every mention", |s, p| choose::by_number(s, p.nth)),
        command("choose-none", Actors, &["0"], "light nothing", |s, _| choose::choose(s, None)),
        command("next-named", Actors, &["p"], "choose the next actor in this article", |s, p| choose::named(s, p.on())),
        command("previous-named", Actors, &["P"], "choose the previous actor in this article", |s, p| choose::named(s, p.back())),
        command("choose-here", Actors, &["*"], "choose the actor under the stop or on the line", |s, _| choose::here(s)),
        command("kinds", Actors, &["m"], "which kinds count: names, + roles, + pronouns", |s, _| choose::cycle_kinds(s)),
        command("sure", Actors, &["M"], "leave doubtful mentions out, or take them in again", |s, _| choose::toggle_sure(s)),
        command("why", Actors, &["="], "why this is a mention", |s, _| program::why(s)),
        command("is", Correcting, &["+"], "this is the chosen actor: here, in this article, or everywhere", |s, _| correct::is(s)),
        command("is-not", Correcting, &["-"], "this is not the chosen actor: here, in this article, or everywhere", |s, _| correct::is_not(s)),
        command("select", Correcting, &["v"], "select words, to say who they are or to copy them", |s, _| select::begin(s)),
        command("add-actor", Correcting, &["A"], "follow somebody else, who is selected, under the stop, or typed", |s, _| correct::prompt_for_actor(s)),
        command("names", Correcting, &["e"], "change the names of the chosen actor", |s, _| correct::prompt_for_names(s)),
        command("join", Correcting, &["E"], "make the chosen actor one with another", |s, _| correct::prompt_for_join(s)),
        command("undo", Correcting, &["U"], "take the last change back", |s, _| undo::undo(s)),
        command("redo", Correcting, &["C-r"], "make again what was taken back last", |s, _| undo::redo(s)),
        command("select-next", Selecting, &["l", "w", "Right"], "select the next word", |s, _| select::step(s, Toward::Next)),
        command("select-previous", Selecting, &["h", "b", "Left"], "select the previous word", |s, _| select::step(s, Toward::Previous)),
        command("select-down", Selecting, &["j", "Down"], "select the word below", |s, _| select::step(s, Toward::Down)),
        command("select-up", Selecting, &["k", "Up"], "select the word above", |s, _| select::step(s, Toward::Up)),
        command("select-more", Selecting, &["v"], "select more words from here on, or one alone again", |s, _| select::hold(s)),
        command("select-end", Selecting, &["q", "Esc"], "end the selecting", |s, _| select::end(s)),
        command("next-mention", Walking, &["n"], "next mention or hit, across articles", |s, p| walk::step(s, p.on(), false)),
        command("previous-mention", Walking, &["N"], "previous mention or hit, across articles", |s, p| walk::step(s, p.back(), false)),
        command("next-here", Walking, &["gn"], "next mention or hit in this article", |s, p| walk::step_here(s, p.on())),
        command("previous-here", Walking, &["gN"], "previous mention or hit in this article", |s, p| walk::step_here(s, p.back())),
        command("next-lit", Walking, &["]"], "next article with a mention or hit", |s, p| walk::step(s, p.on(), true)),
        command("previous-lit", Walking, &["["], "previous article with a mention or hit", |s, p| walk::step(s, p.back(), true)),
        command("next-article", Walking, &["J"], "next article", |s, p| open::neighbour(s, p.on(), false)),
        command("previous-article", Walking, &["K"], "previous article", |s, p| open::neighbour(s, p.back(), false)),
        command("next-unread", Walking, &["C-n"], "next unread article", |s, p| open::neighbour(s, p.on(), true)),
        command("previous-unread", Walking, &["C-p"], "previous unread article", |s, p| open::neighbour(s, p.back(), true)),
        command("jump-back", Walking, &["C-o"], "back to where the last jump was made", |s, p| jump::back(s, p.times())),
        command("jump-forth", Walking, &["g;"], "forth along the jumps", |s, p| jump::forth(s, p.times())),
        command("search", Searching, &["/"], "search in the text and over the pile", |s, _| prompting::open(s, Purpose::Search)),
        command("filter", Listing, &["&"], "filter the list by title and source", |s, _| prompting::open(s, Purpose::Filter)),
        command("only-lit", Listing, &["a"], "list all articles, or only those with a mention or hit", |s, _| listing::toggle_only_lit(s)),
        command("unfold", Listing, &["f"], "list every copy of a story, or each story once", |s, _| listing::unfold(s)),
        command("sort-pile", Listing, &["Sp"], "list articles in the order of the pile", |s, _| listing::sort(s, Order::Pile)),
        command("sort-date", Listing, &["Sd"], "list the newest first", |s, _| listing::sort(s, Order::Newest)),
        command("sort-source", Listing, &["Ss"], "list by source", |s, _| listing::sort(s, Order::Source)),
        command("sort-language", Listing, &["Sl"], "list by language", |s, _| listing::sort(s, Order::Language)),
        command("sort-mentions", Listing, &["Sm"], "list those with the most mentions or hits first", |s, _| listing::sort(s, Order::Mentions)),
        command("sort-unread", Listing, &["Su"], "list unread ones first", |s, _| listing::sort(s, Order::Unread)),
        command("star", Marking, &["s"], "give this article a star, or take it away", |s, _| marks::star(s)),
        command("tags", Marking, &["t"], "give this article tags", |s, _| marks::prompt_for_tags(s)),
        command("note", Marking, &["c"], "note something of the selected words, or of the sentence", |s, _| marks::prompt_for_note(s)),
        command("read", Marking, &["r"], "mark this article as read, or as unread", |s, _| marks::toggle_read(s)),
        command("copy-sentence", Taking, &["y"], "copy the sentence with its source", |s, _| take::sentence(s)),
        command("copy-reference", Taking, &["Y"], "copy the reference alone", |s, _| take::reference(s)),
        command("copy-form", Taking, &["gy"], "copy as Markdown, plain text or BibTeX, in turn", |s, _| take::cycle_form(s)),
        command("select-lines", Taking, &["V"], "select lines, to copy them", |s, _| select::lines(s)),
        command("browse", Taking, &["o"], "open the original's address", |s, _| take::browse(s)),
        command("help", Program, &["?", "F1"], "this help; typing filters it", |s, _| program::help(s)),
        command("command-line", Program, &[":"], "the command line", |s, _| prompting::open(s, Purpose::Command)),
        command("redraw", Program, &["C-l"], "draw the screen anew", |s, _| program::redraw(s)),
        command("suspend", Program, &["C-z"], "suspend", |s, _| program::suspend(s)),
        command("quit", Program, &["Q", "C-c"], "quit", |s, _| program::quit(s)),
    ]
};
