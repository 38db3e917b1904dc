//! The actors who are followed, the file that names them, and the forms that their names may take.

mod distance;
pub mod edit;
mod endings;
mod facts;
mod file;
mod forms;
mod letters;
mod office;
mod parts;
mod pattern;
mod reading;
mod script;

pub(crate) use distance::distance;
pub(crate) use endings::{Endings, ends_in_vowel};
pub(crate) use facts::{Bearer, given_name, is_surname, surnames};
pub use file::CastError;
pub(crate) use forms::{ActorForms, Forms, Part, PartKind, Surname};
pub(crate) use letters::{Letters, Tongues, field};
pub(crate) use parts::{is_particle, is_same_suffix, is_suffix};
pub(crate) use pattern::{Ground, Reach};
pub(crate) use script::Script;

/// The cast file that is bundled with the program.
const BUILTIN: &str = include_str!("../assets/cast.toml");

/// The actors, in the order of the cast file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cast {
    /// The actors; [`ActorIndex`] counts them.
    pub actors: Vec<Actor>,
}

impl Cast {
    /// The cast that is bundled with the program.
    pub fn builtin() -> Cast {
        file::parse(BUILTIN, "assets/cast.toml").unwrap_or_default()
    }

    /// The text of the cast file that is bundled with the program.
    pub fn builtin_text() -> &'static str {
        BUILTIN
    }

    /// Parses a cast file; `file` is its name for messages. The error is one sentence with file, line, and what to
    /// write instead.
    pub fn parse(text: &str, file: &str) -> Result<Cast, CastError> {
        file::parse(text, file)
    }

    /// The actor with this id.
    pub fn index_of(&self, id: &str) -> Option<ActorIndex> {
        let at = self.actors.iter().position(|actor| actor.id == id)?;
        u16::try_from(at).ok().map(ActorIndex)
    }
}

/// Which actor of the cast: an index into [`Cast::actors`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ActorIndex(pub u16);

/// A person who is followed, as the cast file describes them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// The short name by which files and the command line know the actor.
    pub id: String,
    /// The name that is shown: given names, then surname.
    pub name: String,
    /// Further names, in full or surname alone.
    pub names: Vec<String>,
    /// Grammatical gender, where it is told.
    pub gender: Option<Gender>,
    /// Titles held in a country over a time.
    pub offices: Vec<Office>,
    /// Further descriptions, word for word.
    pub roles: Vec<String>,
    /// Names that are never this actor.
    pub not: Vec<String>,
}

/// The gender by which pronouns and titles agree with an actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Gender {
    /// He.
    Masculine,
    /// She.
    Feminine,
    /// They, or any.
    Other,
}

/// A title held in a country over a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Office {
    /// A key of the table of titles.
    pub title: String,
    /// The country, by its two letters of ISO 3166-1.
    pub country: String,
    /// The first day, as year, month, day.
    pub from: Option<(i16, u8, u8)>,
    /// The last day, as year, month, day.
    pub to: Option<(i16, u8, u8)>,
}

#[cfg(test)]
mod tests {
    use super::{ActorIndex, Cast};

    #[test]
    fn the_builtin_cast_is_a_good_cast_file() {
        let cast = Cast::parse(super::BUILTIN, "assets/cast.toml").expect("a good file");
        assert_eq!(cast.index_of("lukashenko"), Some(ActorIndex(1)));
        assert_eq!(cast.index_of("nobody"), None);
        assert_eq!(Cast::builtin(), cast);
    }

    #[test]
    fn a_bad_file_is_refused_with_the_line_and_what_to_write() {
        let actor = "[[actor]]\nid = \"a\"\nname = \"A B\"\n";
        for (lines, message) in [
            (
                "gendre = \"m\"",
                "c.toml:4: there is no key `gendre`; an actor has id, name, names, gender, offices, roles and not: did you mean \"gender\"?",
            ),
            ("gender = \"male\"", "c.toml:4: \"male\" is no gender; write \"m\", \"f\" or \"x\""),
            ("names = \"B\"", "c.toml:4: `names` is not a list of texts; write names = [\"…\", \"…\"]"),
            ("not = [1]", "c.toml:4: `not` is not a list of texts; write not = [\"…\", \"…\"]"),
            (
                "offices = 1",
                "c.toml:4: `offices` is not a list; write offices = [{ title = \"president\", country = \"FR\", from = \"2017-05-14\" }]",
            ),
            (
                "offices = [{ title = \"presidnet\", country = \"FR\" }]",
                "c.toml:4: the title \"presidnet\" is not in the table of titles; did you mean \"president\"?",
            ),
            (
                "offices = [{ title = \"president\" }]",
                "c.toml:4: `country` is missing; write { title = \"president\", country = \"FR\" }",
            ),
            (
                "offices = [{ title = \"king\", country = \"UK\" }]",
                "c.toml:4: \"UK\" is no country; write its two letters of ISO 3166-1, like \"GB\" or \"KZ\"",
            ),
            (
                "offices = [{ title = \"king\", country = \"GB\", from = \"2022\" }]",
                "c.toml:4: \"2022\" is no day; write year-month-day, like \"1994-07-20\"",
            ),
            ("[[actor]]\nid = \"b\"", "c.toml:4: `name` is missing; write name = \"Given Surname\""),
            (
                "[[actor]]\nid = \"a\"\nname = \"C\"",
                "c.toml:4: two actors have the id \"a\"; give each an id of its own",
            ),
            (
                "[[actor]]\nid = \"a b\"\nname = \"C\"",
                "c.toml:5: the id \"a b\" holds a blank; write it in one word, like id = \"merkel\"",
            ),
            (
                "[[actor]]\nname = \" \"\nid = \"b\"",
                "c.toml:5: `name` is not a text, or it is empty; write name = \"Given Surname\"",
            ),
            (
                "[actors]",
                "c.toml:4: there is no key `actors`; a cast file holds tables [[actor]]: did you mean \"actor\"?",
            ),
        ] {
            let error = Cast::parse(&format!("{actor}{lines}\n"), "c.toml").expect_err(lines);
            assert_eq!(error.to_string(), message);
        }
        let error = Cast::parse("[[actor]]\nid = \n", "c.toml").expect_err("no TOML");
        assert!(error.to_string().starts_with("c.toml:2: this is not TOML ("), "{error}");
    }

    #[test]
    fn days_may_stand_with_or_without_quotes() {
        let cast = Cast::parse(
            "[[actor]]\nid=\"a\"\nname=\"A\"\noffices=[{title=\"king\",country=\"GB\",from=2022-09-08,to=\"2030-01-31\"}]",
            "",
        );
        let office = cast.expect("a good file").actors[0].offices[0].clone();
        assert_eq!((office.from, office.to), (Some((2022, 9, 8)), Some((2030, 1, 31))));
    }
}
