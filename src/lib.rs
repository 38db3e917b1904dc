//! Followspot follows people through articles, in a terminal.
//!
//! This page is the map of the house. Knowledge flows from left to right, never back:
//!
//! ```text
//! text <- article, cast, marks <- mention <- search <- query <- reader <- terminal <- session <- serve <- command
//!                                                            <- library           <- session, command
//!                                         <- accuracy                                <- command
//! ```
//!
//! | module | its one job | must not know |
//! |---|---|---|
//! | [`text`] | spans, folding, sentences, widths, wrapping, making hostile text harmless | any other module, files, ratatui |
//! | [`article`] | bytes of any format to an [`article::Article`] | files, clock, environment, database, screen |
//! | [`cast`] | actors, the cast file, the forms a name may take | the same |
//! | [`marks`] | what a person puts on articles: stars, tags, notes | the same |
//! | [`mention`] | article + cast to mentions, in stages | the same |
//! | [`accuracy`] | how many of the mentions that people marked are found | the same |
//! | [`search`] | what is searched for: a query parsed, and held against articles | the same |
//! | [`query`] | what is asked of a pile, and what it answers | the same |
//! | [`library`] | the pile: walking it, reading it, its index, queries; what the user did | reader, terminal |
//! | [`reader`] | state, update, view; one file a pane; keys, theme | crossterm, database, files, threads, clock, environment |
//! | [`terminal`] | bytes in and out, decoding keys, drawing over any sink, the local window | library, cast, mention; of the reader all but the key |
//! | [`session`] | the loop: what happens, update, effects, one frame; who performs the effects | |
//! | [`serve`] | the SSH server: who may come, how many, how it ends | library, database, crossterm |
//! | [`command`] | what was typed, and what it means | |
//!
//! # Invariants
//!
//! - `tests/tidy.rs` holds the table above.
//! - A [`text::Span`] is in bytes of the article's text, half open, and [`text::Span::of`] is the only place that
//!   slices a `str`.
//! - [`reader::update`] and [`reader::view`] are pure: no input, no output, no clock, and neither can fail.
//! - Everything that happens is a [`reader::Event`] in one queue; everything that the reader wants of the world is a
//!   [`reader::Effect`]; what came of it is a [`reader::Answer`] that carries the request's number, and a stale one is
//!   dropped.
//! - Text of an article, a file name or a message reaches a terminal only through [`text::cells`] or
//!   [`text::harmless`].
//! - What comes from elsewhere is hostile: no address leads to this machine or its network unless the person says so
//!   ([`library::Terms`]), and PDF files are read in a process of their own ([`library::pdf`]).
//! - What differs by language is data in `assets/`, each table with a word on how to add to it.
//! - What the user did is kept apart from what can be read again, and is never lost.

pub mod accuracy;
pub mod article;
pub mod cast;
pub mod command;
pub mod library;
pub mod marks;
pub mod mention;
pub mod query;
pub mod reader;
pub mod search;
#[cfg(feature = "serve")]
pub mod serve;
pub mod session;
pub mod terminal;
pub mod text;
