//! What commands that print are asked, whatever it is that they read.

use std::num::NonZeroUsize;

use clap::Args;

use super::{Color, Format, Kind, Sort, Sure};

/// Which mentions to print, and how.
#[derive(Debug, Args)]
pub(in crate::command) struct MentionsAsked {
    /// Only mentions of this actor, by the id in the cast file; may be given several times.
    #[arg(long = "actor", value_name = "ID")]
    pub(in crate::command) actors: Vec<String>,
    /// Only mentions of these kinds.
    #[arg(long = "kind", value_name = "KIND", value_delimiter = ',')]
    pub(in crate::command) kinds: Vec<Kind>,
    #[command(flatten)]
    pub(in crate::command) sure: Sure,
    /// Prints mentions of the same story once: of copies and near copies, those of the first article alone.
    #[arg(long)]
    pub(in crate::command) once: bool,
    /// How to print them.
    #[arg(long, default_value = "text")]
    pub(in crate::command) format: Format,
    #[command(flatten)]
    pub(in crate::command) color: Color,
}

/// How many of the articles that are found to print, and how.
#[derive(Debug, Args)]
pub(in crate::command) struct SearchAsked {
    #[command(flatten)]
    pub(in crate::command) sure: Sure,
    /// In which order to print the articles.
    #[arg(long, value_name = "ORDER", default_value = "pile")]
    pub(in crate::command) sort: Sort,
    /// How many articles to print at most.
    #[arg(long, value_name = "NUMBER")]
    pub(in crate::command) limit: Option<NonZeroUsize>,
    /// How to print them.
    #[arg(long, default_value = "text")]
    pub(in crate::command) format: Format,
    #[command(flatten)]
    pub(in crate::command) color: Color,
}

/// What of the cast to print, and how.
#[derive(Debug, Args)]
pub(in crate::command) struct CastAsked {
    #[command(flatten)]
    pub(in crate::command) sure: Sure,
    /// Counts what stands in copies and near copies of an article too.
    #[arg(long)]
    pub(in crate::command) copies: bool,
    #[command(flatten)]
    pub(in crate::command) color: Color,
}
