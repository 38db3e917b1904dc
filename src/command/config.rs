//! The config file: how the reader looks and which keys it has, and how it is served.

#[cfg(feature = "serve")]
mod serve;

use std::fs;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::reader::{Form, Keymap};

use super::folders;
#[cfg(feature = "serve")]
pub(super) use serve::Set;

/// What the person has set.
#[derive(Debug)]
pub(super) struct Config {
    pub(super) ground: Ground,
    /// The longest line of text, in cells.
    pub(super) measure: u16,
    /// Whether the text follows the list.
    pub(super) follow: bool,
    /// The form of what is copied.
    pub(super) form: Form,
    /// The cast file, instead of that in the config folder.
    pub(super) cast: Option<PathBuf>,
    pub(super) keymap: Keymap,
    /// The options of `serve` that are set.
    #[cfg(feature = "serve")]
    pub(super) serve: Vec<Set>,
}

/// Which ground colours are chosen for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ground {
    /// What the terminal says of itself.
    Auto,
    Dark,
    Light,
    /// No colours at all.
    None,
}

impl Default for Config {
    fn default() -> Self {
        Config {
            ground: Ground::Auto,
            measure: 72,
            follow: false,
            form: Form::default(),
            cast: None,
            keymap: Keymap::default(),
            #[cfg(feature = "serve")]
            serve: Vec::new(),
        }
    }
}

const KEYS: [&str; 7] = ["theme", "measure", "follow", "copy", "cast", "keys", "serve"];
const THEMES: [(&str, Ground); 4] =
    [("auto", Ground::Auto), ("dark", Ground::Dark), ("light", Ground::Light), ("none", Ground::None)];

/// What is wrong, where in the file, and what to write instead.
struct Wrong(Range<usize>, String);

type Value<'a> = Spanned<DeValue<'a>>;

/// The config file in the config folder, or else what it would be by default.
///
/// # Errors
/// A sentence that says why the file is refused, with file, line, and what to write instead.
pub(super) fn load() -> Result<Config, String> {
    let Some(path) = folders::config("config.toml") else { return Ok(Config::default()) };
    match fs::read_to_string(&path) {
        Ok(text) => parse(&text, &path),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Config::default()),
        Err(error) => Err(format!("The config file {} cannot be read ({error}) and is left out.", path.display())),
    }
}

/// Parses the config file at `path`.
fn parse(text: &str, path: &Path) -> Result<Config, String> {
    let document = DeTable::parse(text).map_err(|error| {
        let problem = format!("this is not TOML ({}); write it like measure = 72", error.message());
        Wrong(error.span().unwrap_or(0..0), problem)
    });
    document.and_then(|document| config(document.get_ref(), path)).map_err(|Wrong(place, problem)| {
        let line = text.get(..place.start).unwrap_or(text).matches('\n').count() + 1;
        format!("The config file is left out. {}:{line}: {problem}.", path.display())
    })
}

fn config(document: &DeTable<'_>, path: &Path) -> Result<Config, Wrong> {
    let mut config = Config::default();
    for (key, value) in document {
        match key.get_ref().as_ref() {
            "theme" => config.ground = ground(value)?,
            "measure" => config.measure = measure(value)?,
            "follow" => config.follow = boolean(value)?,
            "copy" => config.form = form(value)?,
            "cast" => config.cast = Some(cast(value, path)?),
            "keys" => bind(&mut config.keymap, value)?,
            #[cfg(feature = "serve")]
            "serve" => config.serve = serve::options(value, path)?,
            // Another program of this name may be able to serve.
            #[cfg(not(feature = "serve"))]
            "serve" => {}
            other => {
                let problem = format!("there is no key `{other}`; the keys are {}", KEYS.join(", "));
                return Err(Wrong(key.span(), problem));
            }
        }
    }
    Ok(config)
}

fn wrong(value: &Value<'_>, problem: impl Into<String>) -> Wrong {
    Wrong(value.span(), problem.into())
}

fn ground(value: &Value<'_>) -> Result<Ground, Wrong> {
    let named = |name: &str| THEMES.iter().find(|(theme, _)| *theme == name).map(|(_, ground)| *ground);
    let problem = || wrong(value, "this is no theme; write \"auto\", \"dark\", \"light\" or \"none\"");
    value.get_ref().as_str().and_then(named).ok_or_else(problem)
}

fn measure(value: &Value<'_>) -> Result<u16, Wrong> {
    let number = value.get_ref().as_integer().and_then(|number| number.as_str().parse().ok());
    let problem = || wrong(value, "this is no measure; write a number of columns from 20 to 500, like 72");
    number.filter(|number| (20..=500).contains(number)).ok_or_else(problem)
}

fn boolean(value: &Value<'_>) -> Result<bool, Wrong> {
    value.get_ref().as_bool().ok_or_else(|| wrong(value, "write true or false"))
}

fn form(value: &Value<'_>) -> Result<Form, Wrong> {
    let problem = || wrong(value, "this is no form; write \"markdown\", \"plain\" or \"bibtex\"");
    value.get_ref().as_str().and_then(Form::named).ok_or_else(problem)
}

/// A path, from the folder of the config file on, or from home with `~/` before it.
fn cast(value: &Value<'_>, config: &Path) -> Result<PathBuf, Wrong> {
    let path = value.get_ref().as_str().ok_or_else(|| wrong(value, "write the path of a cast file in quotes"))?;
    Ok(match path.strip_prefix("~/").zip(folders::home()) {
        Some((path, home)) => home.join(path),
        None => config.parent().unwrap_or(Path::new("")).join(path),
    })
}

fn bind(keymap: &mut Keymap, value: &Value<'_>) -> Result<(), Wrong> {
    let table = value.get_ref().as_table();
    let table = table.ok_or_else(|| wrong(value, "write [keys], and a line for each action below it"))?;
    for (action, keys) in table {
        let problem = || wrong(keys, format!("write a list of keys, like {} = [\"g\", \"C-w\"]", action.get_ref()));
        let list = keys.get_ref().as_array().ok_or_else(problem)?;
        let written: Option<Vec<&str>> = list.iter().map(|key| key.get_ref().as_str()).collect();
        let bound = keymap.bind(action.get_ref(), &written.ok_or_else(problem)?);
        bound.map_err(|sentence| Wrong(action.span(), sentence.trim_end_matches('.').to_owned()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Result<Config, String> {
        parse(text, Path::new("/c/config.toml"))
    }

    #[test]
    fn everything_can_be_set() {
        let config = parsed(
            "theme = \"light\"\nmeasure = 80\nfollow = true\ncopy = \"bibtex\"\ncast = \"my.toml\"\n[keys]\nnext-mention = [\"x\", \"C-x\"]",
        )
        .unwrap();
        assert_eq!((config.ground, config.measure, config.follow), (Ground::Light, 80, true));
        assert_eq!(config.form, Form::Bibtex);
        assert_eq!(config.cast.as_deref(), Some(Path::new("/c/my.toml")));
        assert_eq!(config.keymap.keys_of("next-mention"), ["x", "C-x"]);
        assert_eq!(parsed("").unwrap().measure, 72);
    }

    #[cfg(feature = "serve")]
    #[test]
    fn the_options_of_serve_can_be_set() {
        let config = parsed(
            "[serve]\nlisten = [\"[::]:22\", \"a:1\"]\nidle = 5\nallow-commands = true\nlog = \"json\"\nhost-key = \"k\"\nsure = false",
        );
        let typed: Vec<String> = config.unwrap().serve.into_iter().map(|set| set.typed).collect();
        let wanted =
            ["--listen=[::]:22", "--listen=a:1", "--idle=5", "--allow-commands", "--log=json", "--host-key=/c/k"];
        let all_there = wanted.iter().all(|wanted| typed.iter().any(|typed| typed == wanted));
        assert!(typed.len() == wanted.len() && all_there, "{typed:?}");
        for (text, said) in [
            ("[serve]\nlog = \"x\"", ":2: invalid value 'x' for '--log <HOW>'"),
            ("[serve]\nidle = 0", ":2: invalid value '0' for '--idle <MINUTES>'"),
            ("[serve]\nsure = 1", ":2: write true or false"),
            ("[serve]\nport = 1", ":2: there is no option `port`; the options are "),
            ("serve = 1", ":1: write [serve], and a line for each option below it"),
        ] {
            let refused = parsed(text).unwrap_err();
            assert!(refused.starts_with(&format!("The config file is left out. /c/config.toml{said}")), "{refused}");
        }
    }

    #[test]
    fn a_bad_file_is_refused_with_the_line_and_what_to_write() {
        for (text, said) in [
            (
                "\nmeasur = 3",
                ":2: there is no key `measur`; the keys are theme, measure, follow, copy, cast, keys, serve.",
            ),
            ("measure = 3", ":1: this is no measure; write a number of columns from 20 to 500, like 72."),
            ("measure = \"72\"", ":1: this is no measure; write a number of columns from 20 to 500, like 72."),
            ("theme = \"blue\"", ":1: this is no theme; write \"auto\", \"dark\", \"light\" or \"none\"."),
            ("copy = \"rtf\"", ":1: this is no form; write \"markdown\", \"plain\" or \"bibtex\"."),
            ("follow = 1", ":1: write true or false."),
            ("[keys]\nquit = \"x\"", ":2: write a list of keys, like quit = [\"g\", \"C-w\"]."),
            ("[keys]\nfly = [\"x\"]", ":2: there is no action “fly”: the help (?) names them all."),
        ] {
            assert_eq!(parsed(text).unwrap_err(), format!("The config file is left out. /c/config.toml{said}"));
        }
        assert!(parsed("measure = \n").unwrap_err().contains(":1: this is not TOML ("));
    }
}
