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

mod event;
mod key;
mod theme;

pub use event::{Answer, ArticleId, Effect, Event, Found, Listing, Lit, Opened, Place, Request, Row, Step, Tally};
pub use key::{Key, KeyCode};
pub use theme::{Look, Theme};
