//! The prompt in the last line: what is typed there, how it is edited, and what was typed before.

use unicode_segmentation::UnicodeSegmentation;

use super::jumps::Jump;
use super::state::Pane;
use super::{ArticleId, Key, KeyCode, Note, Selection};
use crate::search::Problem;

/// A line that is being typed.
#[derive(Clone, Debug)]
pub struct Prompt {
    /// What it is for.
    pub purpose: Purpose,
    /// What is typed.
    pub text: String,
    /// The byte of `text` at which the cursor is.
    pub cursor: usize,
    /// Whether what stands there is only offered, so that the first letter typed takes its place.
    pub offered: bool,
    /// What a Tab has proposed; empty as soon as something else is pressed.
    pub proposals: Vec<String>,
    /// Which of the proposals stands in the line.
    pub proposed: usize,
    /// Which line of the history stands there, counted back from 1.
    recalled: usize,
    /// Where the reader was, and what was lit or filtered, to go back to.
    pub(super) before: Before,
    /// What is wrong with what was typed, until something else is.
    pub problem: Option<Box<Problem>>,
    /// What is typed about, where it is about something.
    pub(super) subject: Option<Subject>,
}

/// What a prompt is about.
#[derive(Clone, Debug)]
pub(super) enum Subject {
    /// The tags of an article.
    Tags(ArticleId),
    /// A note on an article, as it is so far.
    Note(ArticleId, Note),
}

/// What a prompt is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To search in the text and over the pile.
    Search,
    /// To filter the list.
    Filter,
    /// To give a command.
    Command,
    /// To name somebody to follow.
    Add,
    /// To give an actor names.
    Names,
    /// To name the actor with whom another is one.
    Join,
    /// To give an article tags.
    Tags,
    /// To note something of a passage.
    Note,
}

/// What a prompt that is given up restores.
#[derive(Clone, Debug, Default)]
pub(super) struct Before {
    pub(super) place: Option<Jump>,
    pub(super) filter: String,
    pub(super) focus: Pane,
    pub(super) selection: Option<Selection>,
}

/// What was typed before, by purpose, oldest first.
#[derive(Clone, Debug, Default)]
pub(super) struct Histories([Vec<String>; 8]);

/// The most lines of each history.
const MOST: usize = 100;
/// The longest line, in bytes.
const LONGEST: usize = 4_000;

impl Purpose {
    /// What stands before the line.
    pub fn sign(self) -> &'static str {
        match self {
            Purpose::Search => "/",
            Purpose::Filter => "&",
            Purpose::Command => ":",
            Purpose::Add => "follow: ",
            Purpose::Names => "names: ",
            Purpose::Join => "one with: ",
            Purpose::Tags => "tags: ",
            Purpose::Note => "note: ",
        }
    }
}

impl Histories {
    fn of(&self, purpose: Purpose) -> &[String] {
        &self.0[purpose as usize]
    }

    /// The line that was typed last.
    pub(super) fn last(&self, purpose: Purpose) -> Option<&str> {
        self.of(purpose).last().map(String::as_str)
    }

    /// Adds a line; one that was there is moved to the end.
    pub(super) fn add(&mut self, purpose: Purpose, line: &str) {
        if line.is_empty() {
            return;
        }
        let lines = &mut self.0[purpose as usize];
        lines.retain(|old| old != line);
        lines.push(line.to_owned());
        let excess = lines.len().saturating_sub(MOST);
        lines.drain(..excess);
    }
}

impl Prompt {
    /// An empty line.
    pub(super) fn new(purpose: Purpose, before: Before) -> Prompt {
        let (text, proposals) = (String::new(), Vec::new());
        let (cursor, proposed, recalled) = (0, 0, 0);
        Prompt {
            purpose,
            text,
            cursor,
            offered: false,
            proposals,
            proposed,
            recalled,
            before,
            problem: None,
            subject: None,
        }
    }

    /// The same with this in the line, in which something is wrong.
    #[must_use]
    pub(super) fn with(mut self, text: &str, problem: Problem) -> Prompt {
        self.set(text);
        self.problem = Some(Box::new(problem));
        self
    }

    /// Edits the line as a key says; whether the key was one for editing.
    pub(super) fn edit(&mut self, key: Key, histories: &Histories) -> bool {
        self.proposals.clear();
        self.problem = None;
        if let Some(c) = key.typed() {
            self.insert(c.encode_utf8(&mut [0; 4]));
            return true;
        }
        self.offered = false;
        match (key.code, key.control) {
            (KeyCode::Backspace, false) | (KeyCode::Char('h'), true) => self.delete(self.left(), self.cursor),
            (KeyCode::Delete, false) => self.delete(self.cursor, self.right()),
            (KeyCode::Char('w'), true) => self.delete(self.word(), self.cursor),
            (KeyCode::Char('u'), true) => self.delete(0, self.cursor),
            (KeyCode::Char('j'), true) if self.purpose == Purpose::Note => self.insert("\n"),
            (KeyCode::Char('k'), true) => self.delete(self.cursor, self.text.len()),
            (KeyCode::Left, false) | (KeyCode::Char('b'), true) => self.cursor = self.left(),
            (KeyCode::Right, false) | (KeyCode::Char('f'), true) => self.cursor = self.right(),
            (KeyCode::Home, false) | (KeyCode::Char('a'), true) => self.cursor = 0,
            (KeyCode::End, false) | (KeyCode::Char('e'), true) => self.cursor = self.text.len(),
            (KeyCode::Up, false) | (KeyCode::Char('p'), true) => self.recall(histories, self.recalled + 1),
            (KeyCode::Down, false) | (KeyCode::Char('n'), true) => {
                self.recall(histories, self.recalled.saturating_sub(1));
            }
            _ => return false,
        }
        true
    }

    /// Writes `text` at the cursor, without control characters, but for the ends of lines in a note, and no further than a
    /// line may be long.
    pub(super) fn insert(&mut self, text: &str) {
        if std::mem::take(&mut self.offered) {
            self.set("");
        }
        let room = LONGEST.saturating_sub(self.text.len());
        let lines = self.purpose == Purpose::Note;
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let is_end = |c: char| lines && c == '\n';
        let spaced = text.chars().map(|c| if c.is_whitespace() && !is_end(c) { ' ' } else { c });
        let clean = spaced.filter(|c| !c.is_control() || is_end(*c));
        let mut length = 0;
        let fits = |c: &char| {
            length += c.len_utf8();
            length <= room
        };
        let new: String = clean.take_while(fits).collect();
        self.text.insert_str(self.cursor, &new);
        self.cursor += new.len();
    }

    /// Replaces the whole line.
    pub(super) fn set(&mut self, text: &str) {
        text.clone_into(&mut self.text);
        self.cursor = self.text.len();
    }

    fn delete(&mut self, start: usize, end: usize) {
        self.text.replace_range(start..end, "");
        self.cursor = start;
    }

    fn left(&self) -> usize {
        let before = self.text.get(..self.cursor).unwrap_or_default();
        before.grapheme_indices(true).next_back().map_or(0, |(at, _)| at)
    }

    fn right(&self) -> usize {
        let behind = self.text.get(self.cursor..).unwrap_or_default();
        self.cursor + behind.graphemes(true).next().map_or(0, str::len)
    }

    /// The start of the word before the cursor.
    fn word(&self) -> usize {
        let before = self.text.get(..self.cursor).unwrap_or_default().trim_end();
        before.rfind(char::is_whitespace).map_or(0, |at| at + before.get(at..).map_or(0, first_len))
    }

    fn recall(&mut self, histories: &Histories, back: usize) {
        let lines = histories.of(self.purpose);
        let back = back.min(lines.len());
        let line = lines.len().checked_sub(back).and_then(|at| lines.get(at)).cloned().unwrap_or_default();
        self.recalled = back;
        self.set(&line);
    }
}

fn first_len(text: &str) -> usize {
    text.chars().next().map_or(0, char::len_utf8)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::reader::key::parse_keys;

    fn after(keys: &str) -> String {
        let mut histories = Histories::default();
        histories.add(Purpose::Search, "old");
        histories.add(Purpose::Search, "new");
        let mut prompt = Prompt::new(Purpose::Search, Before::default());
        for key in parse_keys(keys).unwrap() {
            prompt.edit(key, &histories);
        }
        let (before, behind) = prompt.text.split_at(prompt.cursor);
        format!("{before}|{behind}")
    }

    #[test]
    fn a_line_is_edited_as_in_a_shell() {
        assert_eq!(after("abc<left>x"), "abx|c");
        assert_eq!(after("abc<backspace>"), "ab|");
        assert_eq!(after("one<space>two<C-w>"), "one |");
        assert_eq!(after("one<space>two<C-a><C-k>"), "|");
        assert_eq!(after("one<home><del>"), "|ne");
        assert_eq!(after("one<C-u>"), "|");
    }

    #[test]
    fn a_note_has_lines_and_nothing_else_has() {
        for (purpose, text) in [(Purpose::Note, "one\ntwo\nthree"), (Purpose::Search, "one two")] {
            let mut prompt = Prompt::new(purpose, Before::default());
            prompt.insert("one\r\ntwo");
            for key in parse_keys("<C-j>").unwrap().into_iter().chain("three".chars().map(Key::char)) {
                if purpose == Purpose::Note {
                    assert!(prompt.edit(key, &Histories::default()));
                }
            }
            assert_eq!(prompt.text, text);
        }
    }

    #[test]
    fn the_history_goes_back_and_forth() {
        assert_eq!(after("<up>"), "new|");
        assert_eq!(after("<up><up><up>"), "old|");
        assert_eq!(after("<up><up><down>"), "new|");
        assert_eq!(after("<up><down>"), "|");
    }

    proptest! {
        #[test]
        fn whatever_is_pasted_and_deleted_the_cursor_is_on_a_character(text in ".{0,40}", keys in "[a-z]{0,9}") {
            let mut prompt = Prompt::new(Purpose::Search, Before::default());
            prompt.insert(&text);
            for key in keys.chars() {
                prompt.edit(Key::control(key), &Histories::default());
                prompt.insert("é\u{301}");
                prop_assert!(prompt.text.is_char_boundary(prompt.cursor));
            }
            prop_assert!(!prompt.text.contains(char::is_control));
        }
    }
}
