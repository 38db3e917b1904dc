//! The cast file: TOML to a [`Cast`], or a sentence that says where it is wrong and what to write instead.

use std::fmt;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::distance::distance;
use super::office::{is_country, titles};
use super::{Actor, Cast, Gender, Office};

const ACTOR_KEYS: &[&str] = &["id", "name", "names", "gender", "offices", "roles", "not"];
const OFFICE_KEYS: &[&str] = &["title", "country", "from", "to"];

/// Why a cast file, or the corrections beside it, was refused: one sentence with the file, the line and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CastError {
    /// The file, as it was named.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong there.
    pub problem: String,
    /// What to write instead.
    pub instead: String,
}

impl fmt::Display for CastError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}; {}", self.file, self.line, self.problem, self.instead)
    }
}

impl std::error::Error for CastError {}

/// What is wrong, where in the file, and what to write instead.
struct Wrong(Range<usize>, String, String);

type Parsed<T> = Result<T, Wrong>;
type Value<'a> = Spanned<DeValue<'a>>;

/// Parses the cast file `text`; `file` is its name for messages.
pub(super) fn parse(text: &str, file: &str) -> Result<Cast, CastError> {
    let document = DeTable::parse(text).map_err(|e| {
        let instead = "write it as TOML, like name = \"Angela Merkel\"".to_owned();
        Wrong(e.span().unwrap_or(0..0), format!("this is not TOML ({})", e.message()), instead)
    });
    document.and_then(|document| cast(document.get_ref())).map_err(|Wrong(place, problem, instead)| {
        let before = text.get(..place.start.min(text.len())).unwrap_or(text);
        CastError { file: file.to_owned(), line: before.matches('\n').count() + 1, problem, instead }
    })
}

fn cast(document: &DeTable<'_>) -> Parsed<Cast> {
    check_keys(document, &["actor"], "a cast file holds tables [[actor]]")?;
    let mut cast = Cast::default();
    let Some(actors) = document.get("actor") else { return Ok(cast) };
    let wrong = || wrong(actors, "`actor` is not a list of tables", "write [[actor]] above each actor");
    for table in actors.get_ref().as_array().ok_or_else(wrong)? {
        let actor = actor(table)?;
        if cast.index_of(&actor.id).is_some() {
            let problem = format!("two actors have the id \"{}\"", actor.id);
            return Err(self::wrong(table, problem, "give each an id of its own"));
        }
        cast.actors.push(actor);
    }
    Ok(cast)
}

fn actor(value: &Value<'_>) -> Parsed<Actor> {
    let table = table(value, "[[actor]] is not a table", "write [[actor]], and id and name below it")?;
    check_keys(table, ACTOR_KEYS, "an actor has id, name, names, gender, offices, roles and not")?;
    Ok(Actor {
        id: id(value, table)?,
        name: needed(value, table, "name", "write name = \"Given Surname\"")?,
        names: texts(table, "names")?,
        gender: gender(table)?,
        offices: offices(table)?,
        roles: texts(table, "roles")?,
        not: texts(table, "not")?,
    })
}

fn id(value: &Value<'_>, table: &DeTable<'_>) -> Parsed<String> {
    let id = needed(value, table, "id", "write a short one, like id = \"merkel\"")?;
    if id.chars().any(|c| c.is_whitespace() || c.is_control()) {
        let place = table.get("id").unwrap_or(value);
        return Err(wrong(
            place,
            format!("the id \"{id}\" holds a blank"),
            "write it in one word, like id = \"merkel\"",
        ));
    }
    Ok(id)
}

fn gender(table: &DeTable<'_>) -> Parsed<Option<Gender>> {
    let Some(value) = table.get("gender") else { return Ok(None) };
    match value.get_ref().as_str() {
        Some("m") => Ok(Some(Gender::Masculine)),
        Some("f") => Ok(Some(Gender::Feminine)),
        Some("x") => Ok(Some(Gender::Other)),
        _ => Err(wrong(value, format!("{} is no gender", shown(value)), "write \"m\", \"f\" or \"x\"")),
    }
}

fn offices(table: &DeTable<'_>) -> Parsed<Vec<Office>> {
    let Some(value) = table.get("offices") else { return Ok(Vec::new()) };
    let instead = "write offices = [{ title = \"president\", country = \"FR\", from = \"2017-05-14\" }]";
    let wrong = || wrong(value, "`offices` is not a list", instead);
    value.get_ref().as_array().ok_or_else(wrong)?.iter().map(office).collect()
}

fn office(value: &Value<'_>) -> Parsed<Office> {
    let instead = "write { title = \"president\", country = \"FR\" }";
    let table = table(value, "an office is not a table", instead)?;
    check_keys(table, OFFICE_KEYS, "an office has title, country, from and to")?;
    let title = needed(value, table, "title", instead)?;
    let country = needed(value, table, "country", instead)?;
    if !titles().any(|known| known == title) {
        let problem = format!("the title \"{title}\" is not in the table of titles");
        return Err(wrong(table.get("title").unwrap_or(value), problem, suggestion(&title, titles())));
    }
    if !is_country(&country) {
        let problem = format!("\"{country}\" is no country");
        let instead = "write its two letters of ISO 3166-1, like \"GB\" or \"KZ\"";
        return Err(wrong(table.get("country").unwrap_or(value), problem, instead));
    }
    Ok(Office { title, country, from: day(table, "from")?, to: day(table, "to")? })
}

fn day(table: &DeTable<'_>, key: &str) -> Parsed<Option<(i16, u8, u8)>> {
    let Some(value) = table.get(key) else { return Ok(None) };
    let written = match value.get_ref() {
        DeValue::Datetime(date) => date.to_string(),
        other => other.as_str().unwrap_or_default().to_owned(),
    };
    let number = |n: i8| u8::try_from(n).unwrap_or_default();
    match written.parse::<jiff::civil::Date>() {
        Ok(date) if written.len() == 10 => Ok(Some((date.year(), number(date.month()), number(date.day())))),
        _ => Err(wrong(value, format!("{} is no day", shown(value)), "write year-month-day, like \"1994-07-20\"")),
    }
}

fn texts(table: &DeTable<'_>, key: &str) -> Parsed<Vec<String>> {
    let Some(value) = table.get(key) else { return Ok(Vec::new()) };
    let wrong =
        |value| wrong(value, format!("`{key}` is not a list of texts"), format!("write {key} = [\"…\", \"…\"]"));
    let list = value.get_ref().as_array().ok_or_else(|| wrong(value))?;
    list.iter().map(|item| text(item).ok_or_else(|| wrong(item))).collect()
}

fn needed(value: &Value<'_>, table: &DeTable<'_>, key: &str, instead: &str) -> Parsed<String> {
    let Some(given) = table.get(key) else { return Err(wrong(value, format!("`{key}` is missing"), instead)) };
    text(given).ok_or_else(|| wrong(given, format!("`{key}` is not a text, or it is empty"), instead))
}

/// The text of `value`, trimmed; `None` where it is none, or empty.
fn text(value: &Value<'_>) -> Option<String> {
    let text = value.get_ref().as_str()?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn table<'a, 'b>(value: &'a Value<'b>, problem: &str, instead: &str) -> Parsed<&'a DeTable<'b>> {
    value.get_ref().as_table().ok_or_else(|| wrong(value, problem, instead))
}

fn check_keys(table: &DeTable<'_>, known: &[&str], instead: &str) -> Parsed<()> {
    let Some(key) = table.keys().find(|key| !known.contains(&key.get_ref().as_ref())) else { return Ok(()) };
    let instead = format!("{instead}: {}", suggestion(key.get_ref(), known.iter().copied()));
    Err(Wrong(key.span(), format!("there is no key `{}`", key.get_ref()), instead))
}

/// What was perhaps meant by `word`.
fn suggestion<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> String {
    let nearest = known.min_by_key(|key| distance(word, key)).unwrap_or_default();
    format!("did you mean \"{nearest}\"?")
}

fn wrong(value: &Value<'_>, problem: impl Into<String>, instead: impl Into<String>) -> Wrong {
    Wrong(value.span(), problem.into(), instead.into())
}

/// A value as it may be shown in a message.
fn shown(value: &Value<'_>) -> String {
    value.get_ref().as_str().map_or_else(|| "this".to_owned(), |text| format!("\"{text}\""))
}
