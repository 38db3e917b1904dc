//! What the reader knows and shows.

use std::sync::Arc;

use crate::cast::{Actor, ActorIndex, Cast};
use crate::mention::Counted;
use crate::search::Search;

use super::cast_list::CastList;
use super::help::Help;
use super::jumps::Jumps;
use super::keys::{Keymap, Pending};
use super::lights::Lights;
use super::list::List;
use super::page::Page;
use super::prompt::{Histories, Prompt};
use super::requests::Requests;
use super::steps::Steps;
use super::{ArticleId, Effect, Form, Lit, Place, Progress, Question, Selection, Stance, Tally, Theme};

/// What the reader knows and shows. Only [`super::update()`] changes it.
#[derive(Clone, Debug)]
pub struct State {
    /// The window: columns and rows.
    pub(super) size: (u16, u16),
    pub(super) options: Options,
    pub(super) keymap: Arc<Keymap>,
    pub(super) cast: Arc<Cast>,
    pub(super) list: List,
    /// The article in the text pane.
    pub(super) page: Option<Page>,
    /// The actor whose mentions are lit.
    pub(super) chosen: Option<ActorIndex>,
    /// What was searched for and is lit.
    pub(super) searched: Option<Arc<Search>>,
    /// What is walked: what was lit last.
    pub(super) target: Target,
    /// Which mentions count.
    pub(super) counted: Counted,
    /// The counts of each actor, in the order of the cast, once they have come.
    pub(super) tallies: Vec<Tally>,
    pub(super) cast_list: CastList,
    /// The pane that has the keys.
    pub(super) focus: Pane,
    /// Whether the text has the whole width.
    pub(super) alone: bool,
    pub(super) mode: Mode,
    pub(super) pending: Pending,
    pub(super) jumps: Jumps,
    pub(super) histories: Histories,
    /// The tags that some article has, as far as they were asked for.
    pub(super) tags: Vec<String>,
    /// The searches that were saved, by name, as far as they were asked for.
    pub(super) searches: Vec<(String, String)>,
    pub(super) pile: Progress,
    /// How many articles there were when it was complete and the person had seen what there is.
    pub(super) seen: Option<usize>,
    /// What is said in the last line until the next key.
    pub(super) message: Option<String>,
    pub(super) requests: Requests,
    /// The place that was kept last.
    pub(super) kept: Option<Place>,
    /// How the person was at an article when that was remembered last.
    pub(super) stood: Option<(ArticleId, Stance)>,
    /// The article to show first.
    pub(super) first: Option<ArticleId>,
    /// Whether the person stands there as they stood when they left.
    pub(super) comes_back: bool,
    /// What the person changed.
    pub(super) steps: Steps,
    /// What is asked of the world; empty between two events.
    pub(super) outbox: Vec<Effect>,
}

/// What the person has set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// The longest line of text, in cells.
    pub measure: u16,
    /// Whether the text shows what is selected in the list, without going into it.
    pub follow: bool,
    /// How things look.
    pub theme: Theme,
    /// The form of what is copied.
    pub form: Form,
    /// What becomes of it.
    pub copying: Copying,
}

/// What becomes of what is copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Copying {
    /// It is sent to the clipboard.
    Sent {
        /// How many bytes the clipboard takes.
        most: usize,
        /// What else has to be so, as a phrase that is said once; empty where nothing has.
        remark: &'static str,
    },
    /// It is told in place of being copied.
    Told,
    /// There is no clipboard; a sentence says how to have one.
    Nowhere(&'static str),
}

impl Default for Copying {
    fn default() -> Self {
        Copying::Sent { most: usize::MAX, remark: "" }
    }
}

impl Default for Options {
    fn default() -> Self {
        Options {
            measure: 72,
            follow: false,
            theme: Theme::default(),
            form: Form::default(),
            copying: Copying::default(),
        }
    }
}

/// A part of the screen that can have the keys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pane {
    /// The list of articles.
    #[default]
    Articles,
    /// The text of one.
    Text,
    /// The cast.
    Cast,
}

/// What keys mean now.
#[derive(Clone, Debug, Default)]
pub enum Mode {
    /// They move and act.
    #[default]
    Reading,
    /// They write into the last line.
    Prompt(Prompt),
    /// They filter and scroll the help.
    Help(Help),
    /// As when reading; why a mention is one is shown meanwhile.
    Why(Why),
    /// They select words, and say who these are.
    Selecting(Selection),
    /// One of them answers a question.
    Asking(Question),
}

/// Why a mention is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Why {
    /// The mention as it stands in the text.
    pub text: String,
    /// The actor's name.
    pub actor: String,
    /// "name, sure" and the like.
    pub kind: String,
    /// The reason, in one line.
    pub reason: String,
}

/// What is walked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Target {
    /// The chosen actor's mentions.
    #[default]
    Actor,
    /// The hits of the search.
    Search,
}

impl State {
    /// A reader of a pile, before the first event; `first` is the article that is shown first, else the first of the
    /// list.
    pub fn new(cast: Arc<Cast>, keymap: Arc<Keymap>, options: Options, first: Option<ArticleId>) -> State {
        State {
            size: (0, 0),
            options,
            keymap,
            cast,
            list: List::default(),
            page: None,
            chosen: None,
            searched: None,
            target: Target::default(),
            counted: Counted::default(),
            tallies: Vec::new(),
            cast_list: CastList::default(),
            focus: Pane::default(),
            alone: false,
            mode: Mode::default(),
            pending: Pending::default(),
            jumps: Jumps::default(),
            histories: Histories::default(),
            tags: Vec::new(),
            searches: Vec::new(),
            pile: Progress::default(),
            seen: None,
            message: None,
            requests: Requests::default(),
            kept: None,
            stood: None,
            first,
            comes_back: true,
            steps: Steps::default(),
            outbox: Vec::new(),
        }
    }

    /// The same reader, for whom only these mentions count at first.
    #[must_use]
    pub fn counting(self, counted: Counted) -> State {
        State { counted, ..self }
    }

    /// The same reader, for whom nothing is lit at first, whatever was when they left.
    #[must_use]
    pub fn afresh(self) -> State {
        State { comes_back: false, ..self }
    }

    /// The same reader, of whose copies this becomes.
    #[must_use]
    pub fn copying(mut self, copying: Copying) -> State {
        self.options.copying = copying;
        self
    }

    /// What is lit and walked: what was lit last.
    pub fn lit(&self) -> Lit {
        match (self.target, &self.searched, self.chosen) {
            (Target::Search, Some(searched), _) => Lit::Search(searched.clone()),
            (_, _, Some(actor)) => Lit::Actor(actor, self.counted),
            _ => Lit::Nothing,
        }
    }

    /// What a stop of the walk is called: "mention" or "hit".
    pub fn word(&self) -> &'static str {
        if matches!(self.lit(), Lit::Search(_)) { "hit" } else { "mention" }
    }

    /// Where in the open article the walk has its stops; `None` where no article is open or nothing is lit.
    pub fn target_lights(&self) -> Option<&Lights> {
        let page = self.page.as_ref()?;
        match self.lit() {
            Lit::Nothing => None,
            Lit::Actor(..) => Some(&page.mentioned),
            Lit::Search(_) => Some(&page.hits),
        }
    }

    /// The chosen actor.
    pub fn chosen_actor(&self) -> Option<&Actor> {
        self.actor(self.chosen?)
    }

    /// An actor of the cast.
    pub fn actor(&self, index: ActorIndex) -> Option<&Actor> {
        self.cast.actors.get(usize::from(index.0))
    }

    /// The counts of an actor, once they have come.
    pub fn tally(&self, index: ActorIndex) -> Option<&Tally> {
        self.tallies.get(usize::from(index.0))
    }

    /// Which article is open, and which row of the list is selected, for tests and for the session.
    pub fn open_article(&self) -> Option<ArticleId> {
        self.page.as_ref().map(|page| page.id)
    }

    /// Whether keys move and act, and do not write anywhere.
    #[cfg(test)]
    pub(super) fn mode_is_reading(&self) -> bool {
        matches!(self.mode, Mode::Reading)
    }
}
