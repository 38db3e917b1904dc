//! The manual page: what the arguments, the keys and the files mean, from the tables that the program itself uses.

use std::fmt::Write as _;
use std::io;

use clap::CommandFactory;
use clap_mangen::Man;

use crate::reader::COMMANDS;

use super::arguments::Arguments;

/// What is kept where, and what it may hold.
const FILES: &[(&str, &str)] = &[
    (
        "~/.config/followspot/config.toml",
        "theme = \"auto\", \"dark\", \"light\" or \"none\"; measure, the longest line of text in columns; follow = true for a text that follows the list; cast, the path of a cast file; [keys] with lines like next-mention = [\"n\", \"C-n\"].",
    ),
    ("~/.config/followspot/cast.toml", "The actors who are followed."),
    ("~/.local/share/followspot/state.db", "Places, read marks, stars, tags, notes and saved searches."),
    ("~/.cache/followspot/fetched", "What was fetched; it may be deleted at any time."),
];

const EXIT_CODES: &[(&str, &str)] = &[
    ("0", "Something was found, or the reader was left."),
    ("1", "Nothing was found, or a figure is below what --min wants."),
    ("2", "Something could not be read, or was typed wrongly."),
];

const ENVIRONMENT: &[(&str, &str)] = &[
    ("NO_COLOR", "Where it is not empty, no colour is used unless --color=always asks for it."),
    ("COLORFGBG", "Tells whether the ground is dark or light."),
    ("BROWSER", "The program that opens addresses."),
    (
        "XDG_CONFIG_HOME, XDG_DATA_HOME, XDG_CACHE_HOME",
        "Where the files are, instead of ~/.config, ~/.local/share and ~/.cache.",
    ),
];

/// The page in the language of man(7).
pub(super) fn page() -> io::Result<Vec<u8>> {
    let command = Arguments::command();
    let mut page = Vec::new();
    let whole = Man::new(command.clone());
    whole.render_title(&mut page)?;
    whole.render_name_section(&mut page)?;
    whole.render_synopsis_section(&mut page)?;
    whole.render_description_section(&mut page)?;
    whole.render_options_section(&mut page)?;
    for subcommand in command.get_subcommands().filter(|subcommand| !subcommand.is_hide_set()) {
        page.extend(section_of(subcommand)?);
    }
    let keys: Vec<(String, &str)> =
        COMMANDS.iter().map(|c| (format!("{} ({})", c.keys.join("  "), c.name), c.help)).collect();
    let keys: Vec<(&str, &str)> = keys.iter().map(|(keys, help)| (keys.as_str(), *help)).collect();
    for (heading, entries) in
        [("KEYS", &*keys), ("FILES", FILES), ("EXIT STATUS", EXIT_CODES), ("ENVIRONMENT", ENVIRONMENT)]
    {
        page.extend(section(heading, entries).into_bytes());
    }
    Ok(page)
}

/// A command as a section of the page, whose own sections go one level down.
fn section_of(command: &clap::Command) -> io::Result<Vec<u8>> {
    let name = format!("followspot {}", command.get_name());
    let page = Man::new(command.clone().bin_name(name.clone()).disable_help_flag(true));
    let mut text = Vec::new();
    page.render_synopsis_section(&mut text)?;
    page.render_description_section(&mut text)?;
    page.render_options_section(&mut text)?;
    let text = String::from_utf8_lossy(&text).replace("\n.SH ", "\n.SS ");
    let text = text.strip_prefix(".SH ").map_or(text.clone(), |rest| format!(".SS {rest}"));
    Ok(format!(".SH \"{}\"\n{text}", name.to_uppercase()).into_bytes())
}

/// A section of words and what they mean.
fn section(heading: &str, entries: &[(&str, &str)]) -> String {
    let mut text = format!(".SH \"{heading}\"\n");
    for (word, meaning) in entries {
        // A string takes whatever is written.
        let _ = writeln!(text, ".TP\n\\fB{}\\fR\n{}", escaped(word), escaped(meaning));
    }
    text
}

/// Text in which man(7) finds nothing to obey.
fn escaped(text: &str) -> String {
    let text = text.replace('\\', "\\e").replace('-', "\\-");
    if text.starts_with(['.', '\'']) { format!("\\&{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_tells_every_command_and_every_key() {
        let page = String::from_utf8(page().unwrap()).unwrap();
        for command in Arguments::command().get_subcommands().filter(|command| !command.is_hide_set()) {
            assert!(page.contains(&format!(".SH \"FOLLOWSPOT {}\"", command.get_name().to_uppercase())));
        }
        for command in COMMANDS {
            assert!(page.contains(&escaped(command.help)), "{}", command.name);
        }
        assert!(page.lines().filter(|line| line.starts_with(".SH \"KEYS\"")).count() == 1);
    }

    #[test]
    fn nothing_in_a_text_is_obeyed() {
        assert_eq!(escaped(".so file"), "\\&.so file");
        assert_eq!(escaped("'x\\n-"), "\\&'x\\en\\-");
    }
}
