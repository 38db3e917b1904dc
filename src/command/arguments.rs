//! What may be typed: the arguments of every command.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

/// Follows people through articles, in a terminal.
///
/// Shows the list of articles, the text, and the cast. Choose an actor, and every mention of that person lights up in
/// every article; `n` walks from mention to mention across them all. `?` tells the keys.
#[derive(Debug, Parser)]
#[command(name = "followspot", version, args_conflicts_with_subcommands = true, max_term_width = 100)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Option<Command>,
    #[command(flatten)]
    pub(super) read: Read,
}

/// One of the things to do other than to read.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Prints every mention of the cast.
    ///
    /// Exit code: 0 where a mention was found, 1 where none was, 2 where something could not be read.
    Mentions(Mentions),
    /// Prints each actor with the counts and forms found.
    ///
    /// Exit code: 0 where a mention was found, 1 where none was, 2 where something could not be read.
    Cast(CastOf),
    /// Prints the text of an article, into which the offsets of `mentions` point.
    ///
    /// Exit code: 0 where there was a text, 1 where there was none, 2 where something could not be read.
    Text(Text),
    /// Prints completions for a shell.
    Completions {
        /// The shell.
        shell: Shell,
    },
    /// Prints the manual page.
    Man,
}

/// The arguments of the reader.
#[derive(Debug, Args)]
pub(super) struct Read {
    /// Files and folders to read, `-` for standard input; with none, the bundled sample pile.
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) cast: CastFile,
    #[command(flatten)]
    pub(super) color: Color,
    /// Keys to press at start, like `1nn` or `<C-d>/peace<enter>`.
    #[arg(long, value_name = "KEYS")]
    pub(super) keys: Option<String>,
    /// Prints one frame and leaves.
    #[arg(long)]
    pub(super) print: bool,
    /// The size of the frame that is printed, in columns and rows.
    #[arg(long, value_name = "COLUMNSxROWS", requires = "print", value_parser = size, default_value = "80x24")]
    pub(super) size: (u16, u16),
}

/// The arguments of `mentions`.
#[derive(Debug, Args)]
pub(super) struct Mentions {
    /// Files and folders to read, `-` for standard input.
    #[arg(required = true, value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) cast: CastFile,
    /// Only mentions of this actor, by the id in the cast file; may be given several times.
    #[arg(long = "actor", value_name = "ID")]
    pub(super) actors: Vec<String>,
    /// Only mentions of these kinds.
    #[arg(long = "kind", value_name = "KIND", value_delimiter = ',')]
    pub(super) kinds: Vec<Kind>,
    /// How to print them.
    #[arg(long, default_value = "text")]
    pub(super) format: Format,
    #[command(flatten)]
    pub(super) color: Color,
}

/// The arguments of `cast`.
#[derive(Debug, Args)]
pub(super) struct CastOf {
    /// Files and folders to read, `-` for standard input.
    #[arg(required = true, value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) cast: CastFile,
    #[command(flatten)]
    pub(super) color: Color,
}

/// The arguments of `text`.
#[derive(Debug, Args)]
pub(super) struct Text {
    /// The file to read, `-` for standard input; of a folder, every article in it.
    pub(super) path: PathBuf,
}

/// Which cast to follow.
#[derive(Debug, Args)]
pub(super) struct CastFile {
    /// The cast file; without it `cast.toml` in the config folder, or else the built-in cast.
    #[arg(long = "cast", value_name = "FILE")]
    pub(super) file: Option<PathBuf>,
}

/// Whether to print in colour.
#[derive(Debug, Args)]
pub(super) struct Color {
    /// When to use colour; `auto` looks at the terminal and at `NO_COLOR`.
    #[arg(long = "color", value_name = "WHEN", default_value = "auto")]
    pub(super) when: When,
}

/// When to use colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum When {
    Auto,
    Always,
    Never,
}

/// A kind of mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Kind {
    Name,
    Role,
    Pronoun,
}

/// How mentions are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// One line a mention: file, line, column, and its sentence.
    Text,
    /// One JSON object a line.
    Jsonl,
    /// Comma-separated values with a head line.
    Csv,
}

fn size(text: &str) -> Result<(u16, u16), String> {
    let sides = text.split_once('x').and_then(|(columns, rows)| Some((columns.parse().ok()?, rows.parse().ok()?)));
    match sides {
        Some((columns @ 1..=1000, rows @ 1..=1000)) => Ok((columns, rows)),
        _ => Err("write the columns, an x and the rows, up to 1000 each, like 120x36".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    fn parse(line: &str) -> Arguments {
        Arguments::try_parse_from(std::iter::once("followspot").chain(line.split_whitespace())).unwrap()
    }

    #[test]
    fn the_arguments_are_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn a_path_may_be_named_like_a_command() {
        for line in ["./mentions", "-- mentions", "a mentions"] {
            let arguments = parse(line);
            assert!(arguments.command.is_none(), "{line}");
            assert!(arguments.read.paths.last().unwrap().ends_with("mentions"), "{line}");
        }
        assert!(matches!(parse("mentions mentions").command, Some(Command::Mentions(_))));
    }

    #[test]
    fn kinds_and_actors_may_be_several() {
        let Some(Command::Mentions(mentions)) = parse("mentions --kind name,role --actor a --actor b -").command else {
            panic!("no command");
        };
        assert_eq!(mentions.kinds, [Kind::Name, Kind::Role]);
        assert_eq!(mentions.actors, ["a", "b"]);
    }

    #[test]
    fn a_size_is_two_numbers() {
        assert_eq!(parse("--print --size 120x36").read.size, (120, 36));
        assert!(size("120").is_err() && size("0x3").is_err() && size("99999x3").is_err());
    }
}
