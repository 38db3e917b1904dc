//! The arguments of `followspot serve`.

use std::path::PathBuf;

use clap::{Args, Parser, ValueEnum};

use super::{CastAsked, CastFile, MentionsAsked, Pile, SearchAsked, Sure};

/// The arguments of `serve`.
#[derive(Debug, Args)]
pub(in crate::command) struct Serve {
    #[command(flatten)]
    pub(in crate::command) pile: Pile,
    #[command(flatten)]
    pub(in crate::command) cast: CastFile,
    #[command(flatten)]
    pub(in crate::command) sure: Sure,
    /// Where clients come to; may be given several times. `0.0.0.0:2222` or `[::]:2222` lets other machines in.
    #[arg(long, value_name = "HOST:PORT", default_value = "127.0.0.1:2222")]
    pub(in crate::command) listen: Vec<String>,
    /// The public keys of those who may come; without it `authorized_keys` in the config folder.
    #[arg(long, value_name = "FILE")]
    pub(in crate::command) authorized_keys: Option<PathBuf>,
    /// The key by which clients know the server again, made where there is none; without it `host_key` in the data
    /// folder.
    #[arg(long, value_name = "FILE")]
    pub(in crate::command) host_key: Option<PathBuf>,
    /// The most connections in all.
    #[arg(long, value_name = "NUMBER", default_value = "500")]
    pub(in crate::command) max_connections: usize,
    /// The most connections from one address.
    #[arg(long, value_name = "NUMBER", default_value = "100")]
    pub(in crate::command) max_by_address: usize,
    /// The most readers that one person has open.
    #[arg(long, value_name = "NUMBER", default_value = "8")]
    pub(in crate::command) max_by_user: usize,
    /// After how long somebody has to leave who does nothing.
    #[arg(long, value_name = "MINUTES", default_value = "720", value_parser = clap::value_parser!(u64).range(1..))]
    pub(in crate::command) idle: u64,
    /// Lets people run `mentions`, `search` and `cast` on what is served, like `ssh -p 2222 HOST search gas price`; no
    /// other command, and nothing that names a file.
    #[arg(long)]
    pub(in crate::command) allow_commands: bool,
    /// How the log is written, on standard error.
    #[arg(long, value_name = "HOW", default_value = "plain")]
    pub(in crate::command) log: Log,
}

/// How a log is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::command) enum Log {
    /// For people: the time, what happened, and name=value.
    Plain,
    /// One JSON object a line.
    Json,
}

/// What people may run who come over SSH.
#[derive(Debug, Parser)]
#[command(name = "followspot", disable_help_subcommand = true, max_term_width = 100)]
pub(in crate::command) enum Remote {
    /// Prints every mention of the cast in what is served.
    ///
    /// Exit code: 0 where a mention was found, 1 where none was, 2 where something could not be read.
    Mentions(MentionsAsked),
    /// Prints every article of which a query holds, with what was found in it.
    ///
    /// Words that stand in quotes are looked for one behind the other.
    ///
    /// Exit code: 0 where an article was found, 1 where none was, 2 where something could not be read or the query has
    /// a fault.
    Search {
        /// What to search for.
        #[arg(required = true, value_name = "QUERY")]
        words: Vec<String>,
        #[command(flatten)]
        asked: SearchAsked,
    },
    /// Prints each actor with the counts and forms found in what is served.
    ///
    /// Exit code: 0 where a mention was found, 1 where none was, 2 where something could not be read.
    Cast(CastAsked),
}
