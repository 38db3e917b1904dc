//! The reader in words: what a person is told who sees no screen, but one line after another.
//!
//! Nothing is done here that is not done for a screen. What was told is remembered, and after each command that which has
//! changed since is told: a stop of the walk in its sentence, the lines that came into sight, the rows of the list.

mod text;

use std::ops::Range;

use super::cast_list::CastLine;
use super::help::{Help, HelpLine};
use super::state::{Mode, Pane, State, Why};
use super::status::articles;
use super::{ArticleId, Key, Lit, Meaning, Row, Stop, parse_keys, parse_typing};

/// The cells for the keys and words of the help.
const HELP_WIDTH: usize = 76;

/// What the person has been told.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Heard {
    pane: Option<Pane>,
    article: Option<ArticleId>,
    /// The lines of the text that were in sight.
    lines: Range<usize>,
    stop: Option<Stop>,
    lit: Lit,
    /// The selected row of the list, and the rows in sight.
    row: usize,
    rows: Vec<ArticleId>,
    /// The actor under the cursor.
    actor: usize,
}

impl State {
    /// What there is to be told.
    pub fn heard(&self) -> Heard {
        let page = self.page.as_ref().filter(|_| self.focus == Pane::Text);
        Heard {
            pane: Some(self.focus),
            article: page.map(|page| page.id),
            lines: page.map_or(0..0, super::Page::visible_range),
            stop: page.and_then(|page| page.stop),
            lit: self.lit(),
            row: self.list.selected,
            rows: self.rows_in_sight().map(|(_, row)| row.article).collect(),
            actor: self.cast_list.cursor,
        }
    }

    /// Whether an answer is still to come before there is anything to tell.
    pub fn is_waiting(&self) -> bool {
        let nothing_read = self.pile.total == 0 && !self.pile.complete;
        nothing_read || self.requests.are_under_way()
    }

    /// Whether a line is being typed, which Enter ends.
    pub fn is_typing(&self) -> bool {
        matches!(self.mode, Mode::Prompt(_))
    }

    /// Whether the person is told something that stands in their way, and Esc leads on.
    pub fn is_in_the_way(&self) -> bool {
        matches!(self.mode, Mode::Help(_) | Mode::Prompt(_))
    }

    /// The keys that a typed line stands for: a command by its name, or what stands there, key for key. An empty line opens
    /// what is selected, and in the text reads on; "h" is the help where it is nothing else.
    ///
    /// # Errors
    /// A sentence where something is no key.
    pub fn keys_of_line(&self, line: &str) -> Result<Vec<Key>, String> {
        let h_is_free = self.keymap.meaning(&[Key::char('h')]) == Meaning::Nothing;
        let name = match line {
            "" if self.focus == Pane::Text => "page-down",
            "" => "open",
            "h" if h_is_free && matches!(self.mode, Mode::Reading | Mode::Why(_)) => "help",
            line => line,
        };
        match self.keymap.key_of(name) {
            key if key.is_empty() => parse_typing(line),
            key => parse_keys(&key),
        }
    }

    /// What has changed since `before` was told, in lines, the last of which says where one is. They are as the article
    /// has them: whoever prints them makes them harmless.
    pub fn aloud(&self, before: &Heard) -> Vec<String> {
        match &self.mode {
            Mode::Help(help) => return self.help_aloud(help),
            Mode::Why(why) => return vec![why.aloud()],
            Mode::Asking(_) | Mode::Selecting(_) => return vec![self.where_one_is()],
            Mode::Prompt(prompt) => {
                return vec![prompt.problem.as_ref().map_or_else(String::new, ToString::to_string)];
            }
            Mode::Reading => {}
        }
        let mut lines = match self.focus {
            Pane::Articles => self.list_aloud(before),
            Pane::Text => self.text_aloud(before),
            Pane::Cast => self.cast_aloud(before),
        };
        lines.push(self.where_one_is());
        lines
    }

    fn help_aloud(&self, help: &Help) -> Vec<String> {
        let line = |line: HelpLine| match line {
            HelpLine::Heading(heading) => heading.to_owned(),
            HelpLine::Entry { keys, text } => format!("  {keys:<16} {text}"),
            HelpLine::Blank => String::new(),
        };
        help.lines(&self.keymap, HELP_WIDTH).into_iter().map(line).collect()
    }

    /// The rows in sight, each with its number in the list; the selected one alone where no others came into sight.
    fn list_aloud(&self, before: &Heard) -> Vec<String> {
        let now = self.heard();
        let same = before.pane == now.pane && before.rows == now.rows && before.lit == now.lit;
        let wanted = |index: usize| !same || (index == self.list.selected && before.row != now.row);
        self.rows_in_sight()
            .filter(|(index, _)| wanted(*index))
            .map(|(index, row)| self.row_aloud(index, row))
            .collect()
    }

    fn rows_in_sight(&self) -> impl Iterator<Item = (usize, &Row)> {
        (self.list.top..self.list.top + self.visible_rows()).filter_map(|index| Some((index, self.list.row(index)?)))
    }

    fn row_aloud(&self, index: usize, row: &Row) -> String {
        let lit = row.lit.filter(|count| *count > 0).map(|count| format!("{count} {}", plural(count, self.word())));
        let marks = &row.marks;
        let parts = [
            Some(row.source.clone()),
            Some(row.date.clone()),
            (!row.also.is_empty()).then(|| format!("and {} more", row.also.len())),
            lit,
            (!marks.read).then(|| "unread".to_owned()),
            marks.starred.then(|| "starred".to_owned()),
            (!marks.tags.is_empty()).then(|| format!("tags: {}", marks.tags.join(" "))),
            row.trouble.clone(),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
        let context =
            row.context.as_ref().map(|context| format!(": {}{}{}", context.before, context.hit, context.behind));
        format!("{}. {} ({}){}", index + 1, row.title, parts.join(", "), context.unwrap_or_default())
    }

    /// All actors, or the one under the cursor where only that has changed.
    fn cast_aloud(&self, before: &Heard) -> Vec<String> {
        let moved = before.pane == Some(Pane::Cast) && before.lit == self.lit();
        let line = |line: CastLine| match line {
            CastLine::Actor(actor) if !moved || usize::from(actor.0) == self.cast_list.cursor => {
                let tally = self.tally(actor);
                let (mentions, holding) =
                    tally.map_or((0, articles(0)), |tally| (tally.mentions, articles(tally.articles)));
                let name = self.actor(actor).map_or("", |actor| &actor.name);
                Some(format!("{}. {name}: {mentions} {} in {holding}", actor.0 + 1, plural(mentions, "mention")))
            }
            CastLine::Form(actor, form) if !moved => {
                let (written, count) = self.tally(actor)?.forms.get(form)?;
                Some(format!("   {written}: {count}"))
            }
            _ => None,
        };
        self.cast_lines().into_iter().filter_map(line).collect()
    }
}

impl Why {
    fn aloud(&self) -> String {
        format!("“{}” = {}, {}: {}", self.text, self.actor, self.kind, self.reason)
    }
}

/// A word for so many.
fn plural(count: usize, word: &str) -> String {
    if count == 1 { word.to_owned() } else { format!("{word}s") }
}

#[cfg(test)]
mod tests;
