//! What a terminal can, as far as the person's side tells: the name of the terminal, and what is set there.
//!
//! Nothing is asked of the terminal for it: a plain one would print the question, and over a slow line an answer comes
//! late. What it tells nevertheless, with its first word that it is ready, [`super::FIRST_QUESTION`] says.
//! The variables are those of the person's side: the program's own, or those that an SSH client has sent, and never the
//! server's.

use super::{Clipboard, Depth, Letters, Skill};

/// What the variables are that tell of a terminal.
pub const VARIABLES: [&str; 9] =
    ["TERM", "COLORTERM", "COLORFGBG", "NO_COLOR", "LC_ALL", "LC_CTYPE", "LANG", "TMUX", "STY"];

/// What is known of a terminal by its name.
struct Known {
    depth: Depth,
    letters: Letters,
    /// Whether it draws underlines in a colour of their own.
    underline_colour: bool,
    /// Whether it has left and right margins, which it does not tell when it is asked what it can do.
    margins: bool,
    /// Whether it can take text for the clipboard (OSC 52), or at least leaves such a sequence out.
    clipboard: bool,
}

const MODERN: Known =
    Known { depth: Depth::Ansi256, letters: Letters::Unicode, underline_colour: true, margins: false, clipboard: true };
const MARGINS: Known = Known { margins: true, ..MODERN };
const USUAL: Known =
    Known { depth: Depth::Ansi16, letters: Letters::Unicode, underline_colour: false, margins: false, clipboard: true };
const CONSOLE: Known = Known { letters: Letters::Console, clipboard: false, ..USUAL };
const ANSI: Known = Known { letters: Letters::Ascii, clipboard: false, ..USUAL };
const OLD: Known = Known { depth: Depth::None, ..ANSI };
const DUMB: Known = Known { letters: Letters::Unicode, ..OLD };
const UNKNOWN: Known = Known { clipboard: false, ..USUAL };

/// Terminals by the beginnings of their names, of which the first that fits counts.
const TERMINALS: &[(&str, Known)] = &[
    ("xterm-kitty", MODERN),
    ("kitty", MODERN),
    ("foot", MODERN),
    ("alacritty", MODERN),
    ("wezterm", MARGINS),
    ("xterm-ghostty", MARGINS),
    ("ghostty", MARGINS),
    ("contour", MODERN),
    // Also what VTE, Konsole, Windows Terminal, iTerm2, PuTTY and most others call themselves.
    ("xterm", USUAL),
    ("vte", USUAL),
    ("gnome", USUAL),
    ("konsole", USUAL),
    ("putty", USUAL),
    ("mintty", USUAL),
    ("rxvt", USUAL),
    ("mlterm", USUAL),
    ("iterm", USUAL),
    ("ms-terminal", USUAL),
    ("st-", USUAL),
    ("tmux", USUAL),
    ("screen", USUAL),
    ("linux", CONSOLE),
    ("ansi", ANSI),
    ("pcansi", ANSI),
    ("cons25", ANSI),
    ("cygwin", ANSI),
    ("vt", OLD),
    ("sun", OLD),
    ("wy", OLD),
    ("dumb", DUMB),
];

impl Skill {
    /// Judges by the variables of the person's side. No colour where `NO_COLOR` is anything but empty
    /// (<https://no-color.org>) or the terminal has no name.
    pub fn told_by(variable: impl Fn(&str) -> Option<String>) -> Skill {
        let value = |name: &str| variable(name).unwrap_or_default();
        let term = value("TERM");
        let known = known(&term);
        let depth = if value("NO_COLOR").is_empty() { depth(&term, known, &value("COLORTERM")) } else { Depth::None };
        let letters = match (speaks_unicode(&variable), known.letters) {
            (Some(false), _) => Letters::Ascii,
            (Some(true), Letters::Ascii) => Letters::Unicode,
            (_, letters) => letters,
        };
        Skill { depth, underline_colour: known.underline_colour, letters, margins: known.margins }
    }
}

impl Clipboard {
    /// Judges by the variables of the person's side.
    pub fn told_by(variable: impl Fn(&str) -> Option<String>) -> Clipboard {
        let term = variable("TERM").unwrap_or_default();
        let is_screen = term.starts_with("screen");
        if variable("TMUX").is_some() || term.starts_with("tmux") {
            Clipboard::Tmux
        } else if is_screen && variable("STY").is_some() {
            Clipboard::Screen
        } else if is_screen {
            Clipboard::TmuxOrScreen
        } else if known(&term).clipboard {
            Clipboard::Straight
        } else {
            Clipboard::Nothing
        }
    }
}

/// Whether a terminal of this name shows one line after another and knows no control sequences, as one without a name
/// has to be taken to.
pub fn is_dumb(term: &str) -> bool {
    term.is_empty() || term == "dumb" || term.starts_with("dumb-")
}

fn known(term: &str) -> &Known {
    let found = TERMINALS.iter().find(|(name, _)| term.starts_with(name));
    found.map_or_else(|| if term.contains("256color") { &USUAL } else { &UNKNOWN }, |(_, known)| known)
}

fn depth(term: &str, known: &Known, colorterm: &str) -> Depth {
    if term.is_empty() || known.depth == Depth::None || term.ends_with("-mono") || term.ends_with("-m") {
        Depth::None
    } else if term.ends_with("-direct") || (matches!(colorterm, "truecolor" | "24bit") && !term.starts_with("screen")) {
        Depth::True
    } else if term.contains("256color") {
        Depth::Ansi256
    } else {
        known.depth
    }
}

/// Whether the locale is one of UTF-8; `None` where none is set. A locale that names no character set is one of an older
/// one, as POSIX has it.
fn speaks_unicode(variable: impl Fn(&str) -> Option<String>) -> Option<bool> {
    let set = |name: &&str| variable(name).filter(|value| !value.is_empty());
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].iter().find_map(set)?;
    let charset = locale.split('@').next()?.rsplit('.').next()?.to_ascii_lowercase();
    Some(matches!(charset.as_str(), "utf-8" | "utf8"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Variables from "TERM=xterm LANG=C".
    fn set(variables: &str) -> impl Fn(&str) -> Option<String> + '_ {
        |name| {
            let mut pairs = variables.split(' ').filter_map(|pair| pair.split_once('='));
            pairs.find(|(known, _)| *known == name).map(|(_, value)| value.to_owned())
        }
    }

    #[test]
    fn the_name_tells_how_many_colours_there_are() {
        for (variables, expected) in [
            ("TERM=xterm-256color", Depth::Ansi256),
            ("TERM=xterm-256color COLORTERM=truecolor", Depth::True),
            ("TERM=xterm-256color COLORTERM=truecolor NO_COLOR=1", Depth::None),
            ("TERM=xterm NO_COLOR=", Depth::Ansi16),
            ("TERM=xterm-kitty", Depth::Ansi256),
            ("TERM=foot", Depth::Ansi256),
            ("TERM=foot-direct", Depth::True),
            ("TERM=xterm", Depth::Ansi16),
            ("TERM=xterm-mono", Depth::None),
            ("TERM=vte-256color", Depth::Ansi256),
            ("TERM=linux", Depth::Ansi16),
            ("TERM=screen COLORTERM=truecolor", Depth::Ansi16),
            ("TERM=tmux-256color COLORTERM=truecolor", Depth::True),
            ("TERM=vt100", Depth::None),
            ("TERM=vt220 COLORTERM=truecolor", Depth::None),
            ("TERM=dumb", Depth::None),
            ("TERM=", Depth::None),
            ("", Depth::None),
        ] {
            assert_eq!(Skill::told_by(set(variables)).depth, expected, "{variables}");
        }
    }

    #[test]
    fn the_locale_and_the_name_tell_which_letters_there_are() {
        for (variables, expected) in [
            ("TERM=xterm", Letters::Unicode),
            ("TERM=xterm LANG=fr_FR.UTF-8", Letters::Unicode),
            ("TERM=xterm LANG=fr_FR.utf8@euro", Letters::Unicode),
            ("TERM=xterm LANG=C LC_CTYPE=UTF-8", Letters::Unicode),
            ("TERM=xterm LANG=C", Letters::Ascii),
            ("TERM=xterm LANG=fr_FR.UTF-8 LC_ALL=POSIX", Letters::Ascii),
            ("TERM=xterm LANG=fr_FR.UTF-8 LC_ALL=", Letters::Unicode),
            ("TERM=xterm LANG=fr_FR@euro", Letters::Ascii),
            ("TERM=xterm LANG=ru_RU.KOI8-R", Letters::Ascii),
            ("TERM=linux", Letters::Console),
            ("TERM=linux LANG=fr_FR.UTF-8", Letters::Console),
            ("TERM=linux LANG=C", Letters::Ascii),
            ("TERM=vt220", Letters::Ascii),
            ("TERM=vt220 LANG=C.UTF-8", Letters::Unicode),
        ] {
            assert_eq!(Skill::told_by(set(variables)).letters, expected, "{variables}");
        }
    }

    #[test]
    fn name_and_multiplexer_tell_the_way_to_the_clipboard() {
        for (variables, expected) in [
            ("TERM=xterm-256color", Clipboard::Straight),
            ("TERM=alacritty", Clipboard::Straight),
            ("TERM=rio-256color", Clipboard::Straight),
            ("TERM=xterm-256color TMUX=/tmp/tmux-0/default,1,0", Clipboard::Tmux),
            ("TERM=tmux-256color", Clipboard::Tmux),
            ("TERM=screen-256color TMUX=/tmp/tmux-0/default,1,0", Clipboard::Tmux),
            ("TERM=screen.xterm-256color STY=1.pts", Clipboard::Screen),
            ("TERM=xterm STY=1.pts", Clipboard::Straight),
            ("TERM=screen", Clipboard::TmuxOrScreen),
            ("TERM=linux", Clipboard::Nothing),
            ("TERM=vt100", Clipboard::Nothing),
            ("TERM=abc", Clipboard::Nothing),
            ("", Clipboard::Nothing),
        ] {
            assert_eq!(Clipboard::told_by(set(variables)), expected, "{variables}");
        }
    }
}
