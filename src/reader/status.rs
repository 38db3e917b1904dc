//! The last line: where one is on the left, the keys that matter now on the right.

use crate::mention::Kinds;

use super::page::{Counts, Page};
use super::state::{Mode, Pane, State};
use super::{Lit, Progress, Selection};

/// How long the bar is that shows how far the pile has been filled, in cells.
const BAR: usize = 12;

/// A key and what it does, in a word or two.
pub type Hint = (String, &'static str);

impl State {
    /// What the last line says on its left: what is pressed, what was said last, or where one is.
    pub fn where_one_is(&self) -> String {
        if !self.pending.is_empty() {
            return self.pending.to_string();
        }
        if let Mode::Asking(question) = &self.mode {
            return question.asked();
        }
        if let Some(message) = &self.message {
            return message.clone();
        }
        if let Mode::Selecting(selection) = &self.mode {
            return self.selected(selection);
        }
        if self.requests.walk.is_some_and(|walk| !walk.counts) {
            return format!("looking for the {} …", self.word());
        }
        let parts = match self.focus {
            Pane::Articles => [self.in_list(), self.in_pile()],
            Pane::Text | Pane::Cast => [self.on_walk(), self.in_text()],
        };
        joined(parts.into_iter().chain([self.what_counts(), self.come(), self.progress()]))
    }

    /// The keys that matter now, the most important first.
    pub fn hints(&self) -> Vec<Hint> {
        let commands: &[(&str, &str)] = match (&self.mode, self.focus, self.lit() != Lit::Nothing) {
            (Mode::Help(_), ..) => return vec![("Esc".to_owned(), "close")],
            (Mode::Asking(_), ..) => return Vec::new(),
            (Mode::Selecting(_), ..) => &[
                ("select-more", "longer"),
                ("is", "is"),
                ("is-not", "is not"),
                ("add-actor", "follow"),
                ("copy-sentence", "copy"),
            ],
            (Mode::Prompt(_), ..) => return vec![("Enter".to_owned(), "go"), ("Esc".to_owned(), "give up")],
            (_, Pane::Articles, false) => &[("open", "open"), ("choose", "actor"), ("search", "search")],
            (_, Pane::Articles, true) => &[("open", "open"), ("next-mention", "next"), ("only-lit", "only these")],
            (_, Pane::Text, false) => &[("choose", "actor"), ("search", "search"), ("back", "list")],
            (_, Pane::Text, true) => &[("next-mention", "next"), ("why", "why"), ("back", "list")],
            (_, Pane::Cast, _) => &[("open", "choose"), ("kinds", "kinds"), ("back", "text")],
        };
        let hint = |(name, word): &(&str, &'static str)| (self.keymap.key_of(name), *word);
        commands.iter().chain(&[("help", "help")]).map(hint).filter(|(key, _)| !key.is_empty()).collect()
    }

    /// The words that are selected, and of whom something would be said.
    fn selected(&self, selection: &Selection) -> String {
        let words = self.page.as_ref().map_or("", |page| selection.span().of(&page.article.text));
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let actor = self.chosen_actor().map_or_else(String::new, |actor| format!(" · {}", actor.name));
        let more = if selection.is_held() { "…" } else { "" };
        format!("“{words}{more}”{actor}")
    }

    fn in_list(&self) -> String {
        match self.list.total {
            0 => "no article".to_owned(),
            total => format!("article {}/{total}", self.list.selected + 1),
        }
    }

    /// What is lit in the whole pile.
    fn in_pile(&self) -> String {
        let tally = self.chosen.filter(|_| matches!(self.lit(), Lit::Actor(..))).and_then(|actor| self.tally(actor));
        tally.map_or(String::new(), |t| format!("{} in {} of the pile", t.mentions, articles(t.articles)))
    }

    fn on_walk(&self) -> String {
        let stop = self.page.as_ref().and_then(|page| page.stop).and_then(|stop| stop.counts);
        match stop {
            _ if self.lit() == Lit::Nothing => String::new(),
            Some(counts) => counts.said(self.word()),
            None => joined([self.here(), self.in_pile()]),
        }
    }

    /// How much is lit in the open article.
    fn here(&self) -> String {
        let word = self.word();
        match self.target_lights().map(|lights| lights.all().len()) {
            None => String::new(),
            Some(0) => format!("no {word} here"),
            Some(1) => format!("1 {word} here"),
            Some(many) => format!("{many} {word}s here"),
        }
    }

    fn in_text(&self) -> String {
        self.page.as_ref().map_or(String::new(), Page::share)
    }

    /// What counts, where that is not everything.
    fn what_counts(&self) -> String {
        let kinds = match self.counted.kinds {
            Kinds::Names => "names only",
            Kinds::Roles => "no pronouns",
            Kinds::All => "",
        };
        let certainty = if self.counted.sure { "sure only" } else { "" };
        joined([kinds.to_owned(), certainty.to_owned()])
    }

    /// How many articles have come since the person last went into one.
    fn come(&self) -> String {
        match self.seen.map_or(0, |seen| self.pile.read.saturating_sub(seen)) {
            0 => String::new(),
            new => format!("+{new} new"),
        }
    }

    fn progress(&self) -> String {
        if self.pile.complete || self.pile.total == 0 {
            return String::new();
        }
        let Progress { read, total, found, pace, .. } = self.pile;
        let Some(pace) = pace else {
            return if read < total {
                format!("reading {read}/{total}")
            } else {
                format!("going through {found}/{total}")
            };
        };
        let (full, empty) = pace.bar(BAR);
        let what = if found < read { "going through" } else { "reading" };
        format!("{what} {}{} {} % · {}", "━".repeat(full), "─".repeat(empty), pace.share, pace.in_words())
    }
}

impl Counts {
    /// "mention 3/41 · article 2/17"; a plus tells that there may be more.
    pub(super) fn said(&self, word: &str) -> String {
        let more = if self.complete { "" } else { "+" };
        let Counts { mention, mentions, article, articles, .. } = self;
        format!("{word} {mention}/{mentions}{more} · article {article}/{articles}{more}")
    }
}

impl Page {
    /// How far one is in the text: "all", "top", "end", or a share.
    fn share(&self) -> String {
        match (self.top, self.bottom()) {
            (_, 0) => "all".to_owned(),
            (0, _) => "top".to_owned(),
            (top, bottom) if top >= bottom => "end".to_owned(),
            (top, bottom) => format!("{} %", top * 100 / bottom),
        }
    }
}

fn joined(parts: impl IntoIterator<Item = String>) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// "1 article", "2 articles".
pub(super) fn articles(count: usize) -> String {
    if count == 1 { "1 article".to_owned() } else { format!("{count} articles") }
}
