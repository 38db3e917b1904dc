//! The actors who are followed, the file that names them, and the forms that their names may take.

/// The actors, in the order of the cast file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cast {
    /// The actors; [`ActorIndex`] counts them.
    pub actors: Vec<Actor>,
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
