//! What the cast says of an actor's offices, ready to be compared with a phrase.

use super::super::grammar::{Country, Titles, titles};
use crate::article::Date;
use crate::cast::{Actor, Cast, Office};

/// An office, and the titles by which its holder is described.
#[derive(Clone, Debug)]
pub(in crate::mention) struct Held {
    /// The titles.
    pub(in crate::mention) titles: Titles,
    /// The country.
    pub(in crate::mention) country: Country,
    /// What it is, for a person: "president of RU since 2012".
    pub(in crate::mention) label: String,
    from: Option<(i16, u8, u8)>,
    to: Option<(i16, u8, u8)>,
    /// Whether no other office of the holder ended later, or goes on.
    last: bool,
}

/// Whether an office was held at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::mention) enum Holding {
    /// Not yet.
    Never,
    /// No longer.
    Once,
    /// Yes.
    Now,
}

/// The offices of each actor of the cast.
pub(in crate::mention) fn of(cast: &Cast) -> Vec<Vec<Held>> {
    let titles = titles();
    cast.actors.iter().map(|actor| of_actor(actor, titles)).collect()
}

fn of_actor(actor: &Actor, titles: &[(String, Titles)]) -> Vec<Held> {
    let end = |to: Option<(i16, u8, u8)>| to.unwrap_or((i16::MAX, 0, 0));
    let last = actor.offices.iter().map(|office| end(office.to)).max();
    let held = |office: &Office| Held { last: Some(end(office.to)) == last, ..held(office, titles) };
    actor.offices.iter().map(held).collect()
}

fn held(office: &Office, titles: &[(String, Titles)]) -> Held {
    let known = titles.iter().find(|(key, _)| *key == office.title);
    let since = office.from.map_or_else(String::new, |(year, ..)| format!(" since {year}"));
    let label = match office.to {
        Some((to, ..)) => format!("{} of {} until {to}", office.title, office.country),
        None => format!("{} of {}{since}", office.title, office.country),
    };
    Held {
        titles: known.map_or_else(Titles::default, |(_, titles)| *titles),
        country: Country::from_code(&office.country),
        label,
        from: office.from,
        to: office.to,
        last: false,
    }
}

impl Held {
    /// Whether the office was held on `date`. Where the article does not say its year, the last one counts.
    pub(in crate::mention) fn at(&self, date: Option<Date>) -> Holding {
        let Some((year, date)) = date.and_then(|date| Some((date.year?, date))) else {
            return if self.last { Holding::Now } else { Holding::Once };
        };
        let day = (year, date.month, date.day);
        match () {
            () if self.from.is_some_and(|from| day < from) => Holding::Never,
            () if self.to.is_some_and(|to| day > to) => Holding::Once,
            () => Holding::Now,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Holding, of};
    use crate::article::Date;
    use crate::cast::Cast;

    #[test]
    fn an_office_is_held_between_its_days() {
        let offices = of(&Cast::builtin());
        let holdings = |year: Option<i16>| -> Vec<Holding> {
            offices[0]
                .iter()
                .map(|held| held.at(year.map(|year| Date { year: Some(year), month: 1, day: 1 })))
                .collect()
        };
        assert_eq!(holdings(Some(2010)), [Holding::Once, Holding::Now, Holding::Never]);
        assert_eq!(holdings(Some(2023)), [Holding::Once, Holding::Once, Holding::Now]);
        assert_eq!(holdings(None), [Holding::Once, Holding::Once, Holding::Now]);
    }
}
