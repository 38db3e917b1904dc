//! What may be typed: the arguments of every command.

mod asked;
#[cfg(feature = "serve")]
mod serve;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::{article, mention};

pub(super) use asked::{CastAsked, MentionsAsked, SearchAsked};
#[cfg(feature = "serve")]
pub(super) use serve::{Log, Remote, Serve};

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
    /// Prints every article of which a query holds, with what was found in it.
    ///
    /// In a query, words stand for themselves: gas price finds articles with both, in the text or the title. "gas price"
    /// wants one behind the other, minist* any word that begins so, gas OR oil one of them, -gas none, gas NEAR/5 price
    /// both with at most five words between; ( ) hold together what belongs together. Fields: title:, source:, author:
    /// and path: take words, lang:fr a language, date:2022-05..2023 a time, of which either end may be left out,
    /// actor:putin an actor of the cast, kind:role a kind of mention, is:unread, is:starred, is:noted, tag:gas and
    /// note:words what you did. Case, accents and width make no difference, and a
    /// word of four letters or more is also found as other scripts write its sound.
    ///
    /// Exit code: 0 where an article was found, 1 where none was, 2 where something could not be read or the query has
    /// a fault.
    Search(Search),
    /// Prints each actor with the counts and forms found.
    ///
    /// Exit code: 0 where a mention was found, 1 where none was, 2 where something could not be read.
    Cast(CastOf),
    /// Prints the text of an article, into which the offsets of `mentions` point.
    ///
    /// Exit code: 0 where there was a text, 1 where there was none, 2 where something could not be read.
    Text(Text),
    /// Runs the finder on annotated texts and prints precision, recall and F1 by kind and language.
    ///
    /// A set of annotated texts is a folder with gold.jsonl, which marks one mention a line: {"doc": "a.txt", "actor":
    /// "merkel", "kind": "name", "start": 0, "end": 13}. The kind is name, role, pronoun or optional (may be found or
    /// not); the offsets are bytes of the text, half open; "lang": "en" tells the language, and "text" the words, so
    /// that a slip is noticed. The texts lie in texts/ beside it, or else in the same folder; docs.txt may list those in
    /// which nothing is marked; the cast is cast.toml, or of each text casts/a.toml; ABOUT.json says under
    /// "scored" which kinds are marked, where not all are.
    ///
    /// Or it is a folder of .txt files that hold everything: a line +++, lang = "en" and date = "2022-05-03" if need
    /// be, a cast, a line +++, and the text, in which [Angela Merkel|merkel], [she|merkel pronoun] and [the guest|merkel
    /// optional] are marks.
    ///
    /// A found mention is a hit where a marked one of its actor and kind shares at least half of both. What lies on an
    /// optional mention of its actor, or on one of another kind, counts neither for nor against.
    ///
    /// Exit code: 0 where all is well, 1 where an F1 is below --min, 2 where something could not be read.
    Evaluate(Evaluate),
    /// Lets others read over SSH: `ssh -p 2222 HOST` opens the reader, and nothing else.
    ///
    /// Who may come stands in a file of public keys as OpenSSH writes it, one a line, with the name of its owner behind
    /// the key, or before it as name="Anna". It is read again whenever it changes. Everyone has places, marks and notes of
    /// their own; the articles and the cast are read once, for all.
    ///
    /// SIGTERM lets everyone leave and keeps what they did; SIGHUP reads keys, articles and the cast again.
    #[cfg(feature = "serve")]
    Serve(Serve),
    /// Prints what you put on articles: stars, tags, and notes with the words that they are about; and the notes that
    /// those who read over SSH (`serve`) let all see, with their names.
    ///
    /// Exit code: 0 where there was something, 1 where there was nothing, 2 where it could not be read.
    Notes(Notes),
    /// Brings articles into the library, where they stay without their files.
    ///
    /// Read it with --library. Files that are brought in again are read where they have changed. Whoever breaks off goes
    /// on where it was.
    ///
    /// Exit code: 0 where all is well, 2 where the library cannot be written.
    Import(Import),
    /// Tells what is in the library; checks it, makes it smaller, takes files out.
    ///
    /// Exit code: 0 where all is well, 1 where there was nothing to forget, 2 where it is damaged or cannot be used.
    Library(Library),
    /// Saves what you did and said in one file: places, marks and notes, the cast file, the corrections.
    ///
    /// Readers may be open meanwhile.
    Backup(Backup),
    /// Puts back what `backup` saved, in place of what is there.
    ///
    /// What was there before is left beside it under another name. Readers that are open see it when they are opened
    /// again.
    Restore(Backup),
    /// Prints completions for a shell.
    Completions {
        /// The shell.
        shell: Shell,
    },
    /// Prints the manual page.
    Man,
    /// Reads a PDF file on standard input, for this program itself, which starts another one for each.
    #[command(hide = true)]
    Pdf,
}

/// What a reader opens.
#[derive(Clone, Debug, Args)]
pub(super) struct Pile {
    /// Files, folders and addresses to read, `-` for standard input; with none, the bundled sample pile.
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// Reads the library, into which `import` brings articles, in place of PATHs.
    #[arg(long, conflicts_with = "paths")]
    pub(super) library: bool,
    #[command(flatten)]
    pub(super) fields: Fields,
    /// Reads everything anew and keeps no index in the cache folder.
    #[arg(long)]
    pub(super) no_index: bool,
    #[command(flatten)]
    pub(super) fetch: Fetch,
}

/// The arguments of the reader.
#[derive(Debug, Args)]
pub(super) struct Read {
    #[command(flatten)]
    pub(super) pile: Pile,
    #[command(flatten)]
    pub(super) cast: CastFile,
    #[command(flatten)]
    pub(super) sure: Sure,
    #[command(flatten)]
    pub(super) color: Color,
    /// Reads in lines, without a screen: for a terminal that can do no more, or a screen reader. What is typed is a line
    /// of keys that Enter ends, and what is told is plain text, with mentions named in words.
    #[arg(long, conflicts_with = "print")]
    pub(super) plain: bool,
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
    #[command(flatten)]
    pub(super) read: ToPrint,
    #[command(flatten)]
    pub(super) asked: MentionsAsked,
}

/// The arguments of `search`.
#[derive(Debug, Args)]
pub(super) struct Search {
    /// What to search for.
    #[arg(allow_hyphen_values = true)]
    pub(super) query: String,
    #[command(flatten)]
    pub(super) read: ToPrint,
    #[command(flatten)]
    pub(super) asked: SearchAsked,
}

/// The arguments of `cast`.
#[derive(Debug, Args)]
pub(super) struct CastOf {
    #[command(flatten)]
    pub(super) read: ToPrint,
    #[command(flatten)]
    pub(super) asked: CastAsked,
}

/// What a command that prints reads, and whom it follows.
#[derive(Debug, Args)]
pub(super) struct ToPrint {
    #[command(flatten)]
    pub(super) named: Named,
    #[command(flatten)]
    pub(super) cast: CastFile,
}

/// The arguments of `text`.
#[derive(Debug, Args)]
pub(super) struct Text {
    /// The file or address to read, `-` for standard input; of a folder, every article in it.
    pub(super) path: PathBuf,
    /// Reads the article that the library has under that name.
    #[arg(long)]
    pub(super) library: bool,
    #[command(flatten)]
    pub(super) fields: Fields,
    #[command(flatten)]
    pub(super) fetch: Fetch,
}

/// The arguments of `notes`.
#[derive(Debug, Args)]
pub(super) struct Notes {
    /// Only articles with this tag; may be given several times.
    #[arg(long = "tag", value_name = "TAG")]
    pub(super) tags: Vec<String>,
    /// How to print them: text is Markdown.
    #[arg(long, default_value = "text")]
    pub(super) format: Format,
    #[command(flatten)]
    pub(super) color: Color,
}

/// The arguments of `backup` and `restore`.
#[derive(Debug, Args)]
pub(super) struct Backup {
    /// The file of the backup.
    #[arg(value_name = "FILE")]
    pub(super) backup: PathBuf,
    #[command(flatten)]
    pub(super) cast: CastFile,
}

/// The arguments of `evaluate`.
#[derive(Debug, Args)]
pub(super) struct Evaluate {
    /// Sets of annotated texts, folders of such sets, or single files of annotations or marked texts.
    #[arg(required = true, value_name = "GOLD")]
    pub(super) paths: Vec<PathBuf>,
    /// Where the texts lie, if not beside their annotations.
    #[arg(long, value_name = "FOLDER")]
    pub(super) texts: Option<PathBuf>,
    /// The cast file, instead of those beside the annotations.
    #[arg(long, value_name = "FILE")]
    pub(super) cast: Option<PathBuf>,
    /// Only mentions of these kinds; marked ones of other kinds count as optional.
    #[arg(long = "kind", value_name = "KIND", value_delimiter = ',')]
    pub(super) kinds: Vec<Kind>,
    #[command(flatten)]
    pub(super) sure: Sure,
    /// Prints, instead of figures, what was marked and not found, or what was found and is not marked.
    #[arg(long, value_name = "WHAT")]
    pub(super) show: Option<Show>,
    /// The least F1 over all sets, like `name=0.93,role=0.8`.
    #[arg(long = "min", value_name = "KIND=F1", value_delimiter = ',', value_parser = least)]
    pub(super) least: Vec<(Kind, f64)>,
    /// How to print it.
    #[arg(long, default_value = "text")]
    pub(super) format: Format,
    #[command(flatten)]
    pub(super) color: Color,
}

impl Evaluate {
    /// The kinds that count: all, unless some are named.
    pub(super) fn kinds(&self) -> Vec<mention::Kind> {
        let kinds = if self.kinds.is_empty() { Kind::value_variants() } else { &self.kinds };
        kinds.iter().copied().map(mention::Kind::from).collect()
    }
}

/// Which cast to follow.
#[derive(Debug, Args)]
pub(super) struct CastFile {
    /// The cast file; without it `cast.toml` in the config folder, or else the built-in cast.
    #[arg(long = "cast", value_name = "FILE")]
    pub(super) file: Option<PathBuf>,
}

/// What is to be read.
#[derive(Debug, Args)]
pub(super) struct Named {
    /// Files, folders and addresses to read, `-` for standard input.
    #[arg(required_unless_present = "library", value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// Reads the library, into which `import` brings articles, in place of PATHs.
    #[arg(long, conflicts_with = "paths")]
    pub(super) library: bool,
    #[command(flatten)]
    pub(super) fields: Fields,
    #[command(flatten)]
    pub(super) fetch: Fetch,
}

/// The arguments of `import`.
#[derive(Debug, Args)]
pub(super) struct Import {
    /// Files, folders and addresses to bring in.
    #[arg(required = true, value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) fields: Fields,
    #[command(flatten)]
    pub(super) fetch: Fetch,
    #[command(flatten)]
    pub(super) cast: CastFile,
}

/// The arguments of `library`.
#[derive(Debug, Args)]
pub(super) struct Library {
    #[command(subcommand)]
    pub(super) task: Option<LibraryTask>,
}

/// What to do with the library.
#[derive(Debug, Subcommand)]
pub(super) enum LibraryTask {
    /// Looks whether it is whole.
    Check,
    /// Makes it as small as it can be.
    Compact,
    /// Takes files and folders out of it, by the paths under which they were brought in.
    Forget {
        /// Which.
        #[arg(required = true, value_name = "PATH")]
        paths: Vec<PathBuf>,
    },
}

/// What the fields of records are called.
#[derive(Clone, Debug, Args)]
pub(super) struct Fields {
    /// In JSON and tables, the name of a field that is called otherwise than usual, like `body=contenu`; WHAT is title,
    /// body, summary, date, source, author, language or address.
    #[arg(long = "field", value_name = "WHAT=NAME", value_parser = field)]
    said: Vec<String>,
}

impl Fields {
    /// All that was said of them.
    pub(super) fn all(&self) -> article::Fields {
        let mut fields = article::Fields::default();
        // What cannot be understood was refused before.
        self.said.iter().for_each(|said| drop(fields.add(said)));
        fields
    }
}

fn field(said: &str) -> Result<String, String> {
    article::Fields::default().add(said).map(|()| said.to_owned())
}

/// What is fetched.
#[derive(Clone, Debug, Args)]
pub(super) struct Fetch {
    /// Reads the feeds, too, that lists among the files name (OPML, `urls` of newsboat).
    #[arg(long)]
    pub(super) fetch: bool,
    /// Lets addresses lead to this machine and to its network.
    #[arg(long)]
    pub(super) private: bool,
}

/// Whether doubtful mentions count.
#[derive(Debug, Args)]
pub(super) struct Sure {
    /// Leaves doubtful mentions out.
    #[arg(long)]
    pub(super) sure: bool,
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

impl From<Kind> for mention::Kind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Name => mention::Kind::Name,
            Kind::Role => mention::Kind::Role,
            Kind::Pronoun => mention::Kind::Pronoun,
        }
    }
}

/// What is wrong in annotated texts, by the finder or by whoever marked them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Show {
    /// What is marked and was not found.
    Misses,
    /// What was found and is not marked.
    False,
}

/// In which order articles are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Sort {
    /// As they are in the pile.
    Pile,
    /// The newest first, those without a date last.
    Date,
}

/// How mentions, articles or figures are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// One line a mention or hit: file, line, column, and its sentence; figures in columns.
    Text,
    /// One JSON object a line.
    Jsonl,
    /// Comma-separated values with a head line.
    Csv,
}

/// The kind and the figure in `name=0.93`.
fn least(text: &str) -> Result<(Kind, f64), String> {
    let parts = text.split_once('=').and_then(|(kind, f1)| Some((Kind::from_str(kind, false).ok()?, f1.parse().ok()?)));
    match parts {
        Some((kind, f1 @ 0.0..=1.0)) => Ok((kind, f1)),
        _ => Err("write name, role or pronoun, = and a number from 0 to 1, like name=0.93".to_owned()),
    }
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
            assert!(arguments.read.pile.paths.last().unwrap().ends_with("mentions"), "{line}");
        }
        assert!(matches!(parse("mentions mentions").command, Some(Command::Mentions(_))));
    }

    #[test]
    fn kinds_and_actors_may_be_several() {
        let Some(Command::Mentions(mentions)) = parse("mentions --kind name,role --actor a --actor b -").command else {
            panic!("no command");
        };
        assert_eq!(mentions.asked.kinds, [Kind::Name, Kind::Role]);
        assert_eq!(mentions.asked.actors, ["a", "b"]);
    }

    #[test]
    fn sizes_and_floors_are_numbers() {
        assert_eq!(parse("--print --size 120x36").read.size, (120, 36));
        assert!(least("name").is_err() && least("names=0.5").is_err() && least("name=1.5").is_err());
        assert_eq!(least("role=0.8"), Ok((Kind::Role, 0.8)));
        assert!(size("120").is_err() && size("0x3").is_err() && size("99999x3").is_err());
    }
}
