//! What a terminal can show, as far as its name tells.

use super::{Depth, Multiplexer, Skill};

impl Skill {
    /// Judges by the variables `TERM`, `COLORTERM` and `NO_COLOR` of the person's side. No colour where `NO_COLOR` is
    /// anything but empty (<https://no-color.org>) or the terminal is unknown.
    pub fn told_by(variable: impl Fn(&str) -> Option<String>) -> Skill {
        let is_set = |name| variable(name).is_some_and(|value| !value.is_empty());
        let term = variable("TERM").unwrap_or_default();
        let depth =
            if is_set("NO_COLOR") { Depth::None } else { depth(&term, &variable("COLORTERM").unwrap_or_default()) };
        let modern = ["kitty", "foot", "wezterm", "alacritty", "ghostty", "contour"];
        Skill { depth, underline_colour: modern.iter().any(|name| term.contains(name)) }
    }
}

impl Multiplexer {
    /// Judges by the variables `TERM`, `TMUX` and `STY`.
    pub fn told_by(variable: impl Fn(&str) -> Option<String>) -> Multiplexer {
        let term = variable("TERM").unwrap_or_default();
        if variable("TMUX").is_some() || term.starts_with("tmux") {
            Multiplexer::Tmux
        } else if variable("STY").is_some() {
            Multiplexer::Screen
        } else {
            Multiplexer::None
        }
    }
}

fn depth(term: &str, colorterm: &str) -> Depth {
    if term.is_empty()
        || term == "dumb"
        || term.starts_with("vt1")
        || term.starts_with("vt2")
        || term.ends_with("-mono")
    {
        Depth::None
    } else if matches!(colorterm, "truecolor" | "24bit") || term.ends_with("-direct") {
        Depth::True
    } else if term.contains("256color")
        || ["kitty", "foot", "wezterm", "alacritty", "ghostty"].iter().any(|name| term.contains(name))
    {
        Depth::Ansi256
    } else {
        Depth::Ansi16
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_tells_how_many_colours_there_are() {
        for (term, colorterm, no_color, expected) in [
            ("xterm-256color", "", "", Depth::Ansi256),
            ("xterm-256color", "truecolor", "", Depth::True),
            ("xterm-256color", "truecolor", "1", Depth::None),
            ("xterm-kitty", "", "", Depth::Ansi256),
            ("xterm", "", "", Depth::Ansi16),
            ("linux", "", "", Depth::Ansi16),
            ("screen", "", "", Depth::Ansi16),
            ("vt100", "", "", Depth::None),
            ("dumb", "", "", Depth::None),
            ("", "", "", Depth::None),
        ] {
            let skill = Skill::told_by(|name| match name {
                "TERM" => Some(term.to_owned()),
                "COLORTERM" => Some(colorterm.to_owned()),
                "NO_COLOR" => Some(no_color.to_owned()),
                _ => None,
            });
            assert_eq!(skill.depth, expected, "{term} {colorterm} {no_color}");
        }
    }
}
