//! A pile in memory that answers effects, and a screen: what tests drive the reader with.
//!
//! Texts carry marks: `[Poutine|0]` is a name of the first actor, `[il|0 pronoun]` a pronoun, `[le président|0 role?]` a
//! doubtful role. The first paragraph is the title.

mod changes;
mod pile;

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::*;
use crate::cast::{Actor, Cast};
use pile::Pile;

/// A reader on a pile in memory.
pub(crate) struct Stage {
    pub(crate) state: State,
    pile: Pile,
    /// Effects that the pile does not answer, in order.
    pub(crate) done: Vec<Effect>,
    /// Effects that wait for an answer while the world is slow.
    waiting: Vec<Effect>,
    /// Whether answers wait until [`Stage::answer`].
    pub(crate) slow: bool,
}

impl Stage {
    /// A reader in a window of `columns` and `rows`, on articles with marks.
    pub(crate) fn new(columns: u16, rows: u16, articles: &[&str]) -> Stage {
        let mut stage = Stage::empty(articles, Options::default());
        stage.send(Event::Resize { columns, rows });
        stage.send(complete(articles.len()));
        stage
    }

    /// The same, before the first event.
    pub(crate) fn empty(articles: &[&str], options: Options) -> Stage {
        let actors =
            [("putin", "Vladimir Putin"), ("lukashenko", "Alexander Lukashenko"), ("tokayev", "Kassym Tokayev")];
        let cast = Cast { actors: actors.iter().map(|(id, name)| actor(id, name)).collect() };
        let cast = Arc::new(cast);
        let state = State::new(cast.clone(), Arc::new(Keymap::default()), options, None);
        Stage { state, pile: Pile::new(articles, cast), done: Vec::new(), waiting: Vec::new(), slow: false }
    }

    /// Presses keys, written as [`parse_keys`] reads them.
    pub(crate) fn press(&mut self, keys: &str) -> &mut Stage {
        for key in parse_keys(keys).unwrap() {
            self.send(Event::Key(key));
        }
        self
    }

    /// Types text, character by character.
    pub(crate) fn type_text(&mut self, text: &str) -> &mut Stage {
        text.chars().for_each(|c| self.send(Event::Key(Key::char(c))));
        self
    }

    /// Gives the window another size.
    pub(crate) fn resize(&mut self, columns: u16, rows: u16) -> &mut Stage {
        self.send(Event::Resize { columns, rows });
        self
    }

    /// Sends an event, and answers what is asked unless the world is slow.
    pub(crate) fn send(&mut self, event: Event) {
        let effects = update(&mut self.state, event);
        self.waiting.extend(effects);
        if !self.slow {
            self.answer();
        }
    }

    /// Answers all that waits.
    pub(crate) fn answer(&mut self) -> &mut Stage {
        while !self.waiting.is_empty() {
            for effect in std::mem::take(&mut self.waiting) {
                match &effect {
                    Effect::Keep { place, read: true } => self.pile.mark(place.article.0, Mark::Read(true)),
                    Effect::Mark { article, mark } => self.pile.mark(article.0, mark.clone()),
                    _ => {}
                }
                match self.pile.answer(&effect) {
                    None => self.done.push(effect),
                    Some(answer) => {
                        let effects = update(&mut self.state, Event::Answer(answer));
                        self.waiting.extend(effects);
                    }
                }
            }
        }
        self
    }

    /// The screen.
    pub(crate) fn buffer(&self) -> Buffer {
        let mut buffer = Buffer::empty(Rect::new(0, 0, self.state.size.0, self.state.size.1));
        view(&self.state, &mut buffer);
        buffer
    }

    /// The screen as lines of text.
    pub(crate) fn screen(&self) -> String {
        let (buffer, mut screen) = (self.buffer(), String::new());
        for row in buffer.area.rows() {
            let mut column = row.x;
            let mut line = String::new();
            while let Some(cell) = buffer.cell((column, row.y)) {
                line.push_str(cell.symbol());
                column += u16::try_from(crate::text::width(cell.symbol()).max(1)).unwrap();
            }
            screen.push_str(line.trim_end());
            screen.push('\n');
        }
        screen
    }

    /// Which article is open, by its number from 0.
    pub(crate) fn open(&self) -> Option<u32> {
        self.state.open_article().map(|id| id.0)
    }

    /// The text of the stop.
    pub(crate) fn stop(&self) -> Option<&str> {
        let page = self.state.page.as_ref()?;
        Some(page.stop?.span.of(&page.article.text))
    }

    /// What the last line says.
    pub(crate) fn said(&self) -> String {
        self.state.where_one_is()
    }
}

pub(super) fn actor(id: &str, name: &str) -> Actor {
    Actor {
        id: id.to_owned(),
        name: name.to_owned(),
        names: Vec::new(),
        gender: None,
        offices: Vec::new(),
        roles: Vec::new(),
        not: Vec::new(),
    }
}

/// All of so many articles have been read and gone through.
pub(crate) fn complete(articles: usize) -> Event {
    Event::Pile(Progress { read: articles, total: articles, found: articles, complete: true, pace: None })
}
