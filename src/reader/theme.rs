//! How each thing on the screen looks: the only place with colours.
//!
//! Colours are the terminal's own sixteen, so that they fit whatever palette the person likes. Without colour the
//! attributes alone tell a name (bold, underlined), a role (underlined), a pronoun (italic), the stop and the
//! selection (reversed) apart; with colour they stay as they are and gain the actor's colour.

use ratatui::style::{Color, Modifier, Style};

use crate::cast::ActorIndex;
use crate::mention::{Certainty, Kind};

/// Which ground the terminal has, or that it has no colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// Light letters on a dark ground.
    #[default]
    Dark,
    /// Dark letters on a light ground.
    Light,
    /// Attributes alone.
    Plain,
}

/// What a piece of the screen is, as far as its look goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// Running text.
    Text,
    /// The title of an article.
    Title,
    /// What accompanies: dates, counts, boilerplate, hints.
    Dim,
    /// The caption of a picture.
    Caption,
    /// The rule between panes.
    Rule,
    /// The part of the rule that shows which part of the text is on the screen.
    Thumb,
    /// What is under the cursor.
    Selected,
    /// The name of the actor who is chosen.
    Chosen,
    /// The mark of what is unread or open.
    Mark,
    /// A mention of an actor.
    Mention(ActorIndex, Kind, Certainty),
    /// The stop on the walk of an actor.
    Stop(ActorIndex),
    /// A thing in an actor's colour: its number, its bars, its ticks.
    Actor(ActorIndex),
    /// A note of the person's.
    Note,
    /// Words of which something is noted.
    Noted,
    /// A hit of the search.
    Hit,
    /// A thing in the colour of the search: its bars, its ticks.
    Search,
    /// The hit where the reader stands.
    CurrentHit,
    /// A key in a hint or in the help.
    Key,
    /// What went wrong.
    Trouble,
}

/// Colours that can be told apart on a dark ground, for the actors in turn.
const ON_DARK: [Color; 6] =
    [Color::LightYellow, Color::LightCyan, Color::LightMagenta, Color::LightGreen, Color::LightRed, Color::LightBlue];
/// The same on a light ground.
const ON_LIGHT: [Color; 6] = [Color::Red, Color::Blue, Color::Magenta, Color::Green, Color::Cyan, Color::Yellow];

impl Theme {
    /// The style in which a piece is drawn.
    pub fn style(self, look: Look) -> Style {
        let attributes = Style::new().add_modifier(attributes(look));
        match self.colour(look) {
            Some(colour) => attributes.fg(colour),
            None => attributes,
        }
    }

    fn colour(self, look: Look) -> Option<Color> {
        match look {
            Look::Mention(actor, ..) | Look::Stop(actor) | Look::Actor(actor) => self.of_actor(actor),
            Look::Hit | Look::Search | Look::CurrentHit => self.choose(Color::LightGreen, Color::Green),
            Look::Mark | Look::Key | Look::Note | Look::Noted => self.choose(Color::LightBlue, Color::Blue),
            Look::Trouble => self.choose(Color::LightRed, Color::Red),
            _ => None,
        }
    }

    fn of_actor(self, actor: ActorIndex) -> Option<Color> {
        let turn = usize::from(actor.0) % ON_DARK.len();
        self.choose(ON_DARK[turn], ON_LIGHT[turn])
    }

    fn choose(self, dark: Color, light: Color) -> Option<Color> {
        match self {
            Theme::Dark => Some(dark),
            Theme::Light => Some(light),
            Theme::Plain => None,
        }
    }
}

fn attributes(look: Look) -> Modifier {
    match look {
        Look::Text | Look::Mark | Look::Actor(_) | Look::Search | Look::Thumb => Modifier::empty(),
        Look::Title | Look::Chosen | Look::Key | Look::Trouble => Modifier::BOLD,
        Look::Dim | Look::Rule => Modifier::DIM,
        Look::Caption => Modifier::DIM.union(Modifier::ITALIC),
        Look::Note => Modifier::ITALIC.union(Modifier::BOLD),
        Look::Noted => Modifier::ITALIC.union(Modifier::UNDERLINED),
        Look::Selected => Modifier::REVERSED,
        Look::Stop(_) | Look::CurrentHit => Modifier::REVERSED.union(Modifier::BOLD),
        Look::Hit => Modifier::UNDERLINED,
        Look::Mention(_, kind, certainty) => of_kind(kind).union(of_certainty(certainty)),
    }
}

fn of_kind(kind: Kind) -> Modifier {
    match kind {
        Kind::Name => Modifier::BOLD.union(Modifier::UNDERLINED),
        Kind::Role => Modifier::UNDERLINED,
        Kind::Pronoun => Modifier::ITALIC,
    }
}

fn of_certainty(certainty: Certainty) -> Modifier {
    match certainty {
        Certainty::Sure => Modifier::empty(),
        Certainty::Likely => Modifier::DIM,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOOKS: [Look; 11] = [
        Look::Note,
        Look::Noted,
        Look::Text,
        Look::Selected,
        Look::Dim,
        Look::Stop(ActorIndex(0)),
        Look::Mention(ActorIndex(0), Kind::Name, Certainty::Sure),
        Look::Mention(ActorIndex(0), Kind::Role, Certainty::Sure),
        Look::Mention(ActorIndex(0), Kind::Pronoun, Certainty::Sure),
        Look::Mention(ActorIndex(0), Kind::Name, Certainty::Likely),
        Look::Chosen,
    ];

    #[test]
    fn attributes_alone_tell_the_looks_apart() {
        for (i, one) in LOOKS.iter().enumerate() {
            for other in &LOOKS[i + 1..] {
                assert_ne!(Theme::Plain.style(*one), Theme::Plain.style(*other), "{one:?} and {other:?}");
            }
        }
    }

    #[test]
    fn the_plain_theme_has_no_colour() {
        for look in LOOKS {
            assert_eq!(Theme::Plain.style(look).fg, None);
        }
    }

    #[test]
    fn neighbours_in_the_cast_differ_in_colour() {
        for theme in [Theme::Dark, Theme::Light] {
            for actor in 0..12 {
                let look = |n| theme.style(Look::Actor(ActorIndex(n)));
                assert_ne!(look(actor), look(actor + 1));
            }
        }
    }
}
