//! The reader: its state, what changes it, and how it looks; pure, so that a key, a test and a distant session drive it alike.
//!
//! ```text
//!  Articles              │ Text                                        │ Cast
//!  • title               │ Title of the article                        │ 1 Putin          41
//!    source · date   ▃ 8 │ source · date                               │   in 12 articles ▁▃▁
//!    title               │                                             │     Poutine      33
//!    source · date   ▁ 2 │ A passage, with mentions lit, the stop      │ 2 Lukashenko     17
//!                        │ unmistakable.                              ▐│
//!  where one is, what was said                     the keys that matter now
//! ```

mod aloud;
mod cast_list;
mod command_line;
mod commands;
mod event;
mod help;
mod jumps;
mod key;
mod keys;
mod layout;
mod lights;
mod list;
mod page;
mod prompt;
mod question;
mod quote;
mod requests;
mod selection;
#[cfg(test)]
mod stage;
mod state;
mod status;
mod steps;
#[cfg(test)]
mod tests;
mod theme;
mod update;
mod view;
mod wish;

use crate::marks::{Mark, Marks, Note, Whose};
use crate::query::{Alike, ArticleId, Context, Found, Listing, Lit, Order, Place, Progress, Step, Tally};
pub use aloud::Heard;
pub use cast_list::{CastLine, CastList};
pub use command_line::{LINES, Line};
pub use commands::{COMMANDS, Command, Group};
pub use event::{Answer, Effect, Event, Opened, Request, Row, Stance};
pub use help::{Help, HelpLine};
pub use key::{Key, KeyCode, parse_keys, parse_typing, print_keys};
pub use keys::{Keymap, Meaning, Pending};
pub use layout::Panes;
pub use lights::{Cause, Light, Lights};
pub use list::List;
pub use page::{Counts, LineKind, Page, PageLine, Stop, Tick};
pub use prompt::{Prompt, Purpose};
pub use question::Question;
pub use quote::Form;
pub use selection::Selection;
pub use state::{Copying, Mode, Options, Pane, State, Target, Why};
pub use status::Hint;
pub use theme::{Look, Theme};
pub use update::update;
pub use view::view;
pub use wish::{Changed, Reach, Saying, Wish};
