//! Changes to the text of a cast file: an actor more, other names, two actors made one. Comments and order stay.

use std::fmt::Display;

use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, Table, Value, value};

use super::Cast;
use crate::text::fold;

/// An id for a new actor of `cast` with this name: the surname, or else the whole name, or else that with a number.
pub fn new_id(cast: &Cast, name: &str) -> String {
    let folded = fold(name);
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let (short, long) = (words.last().copied().unwrap_or("actor").to_owned(), words.join("-"));
    let numbered = (2..).map(|n| format!("{long}-{n}"));
    let mut ids = [short, long.clone()].into_iter().filter(|id| !id.is_empty()).chain(numbered);
    ids.find(|id| cast.index_of(id).is_none()).unwrap_or(long)
}

/// Adds an actor at the end.
///
/// # Errors
/// A sentence where the file cannot be changed.
pub fn add(text: &str, id: &str, name: &str) -> Result<String, String> {
    let mut document = parse(text)?;
    let mut actor = Table::new();
    actor.insert("id", value(id));
    actor.insert("name", value(name));
    if !document.is_empty() {
        actor.decor_mut().set_prefix("\n");
    }
    actors(&mut document)?.push(actor);
    Ok(document.to_string())
}

/// Gives an actor this name and these further names; of the latter, those that it had keep their places.
///
/// # Errors
/// A sentence where the file cannot be changed.
pub fn rename(text: &str, id: &str, name: &str, names: &[String]) -> Result<String, String> {
    let mut document = parse(text)?;
    let actors = actors(&mut document)?;
    let at = place(actors, id)?;
    if let Some(actor) = actors.get_mut(at) {
        set(actor, "name", name);
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        set_texts(actor, "names", &names);
    }
    Ok(document.to_string())
}

/// Makes two actors one: the actor `id` takes over what is known of `other`, who goes.
///
/// # Errors
/// A sentence where the file cannot be changed.
pub fn join(text: &str, id: &str, other: &str) -> Result<String, String> {
    let mut document = parse(text)?;
    let actors = actors(&mut document)?;
    let (to, from) = (place(actors, id)?, place(actors, other)?);
    let Some(other) = actors.get(from).cloned() else { return Ok(document.to_string()) };
    if let Some(actor) = actors.get_mut(to) {
        take_over(actor, &other)?;
    }
    remove(actors, from);
    Ok(document.to_string())
}

/// Removes an actor; what stands at the head of the file stays there.
fn remove(actors: &mut ArrayOfTables, at: usize) {
    let prefix = |table: &Table| table.decor().prefix().and_then(|p| p.as_str()).unwrap_or_default().to_owned();
    let above = actors.get(at).map(prefix).unwrap_or_default();
    actors.remove(at);
    if let (0, Some(first)) = (at, actors.get_mut(0)) {
        let head = above.rsplit_once("\n\n").map_or("", |(head, _)| head);
        let below = prefix(first);
        let below = below.trim_start_matches('\n');
        let parted = if head.is_empty() { below.to_owned() } else { format!("{head}\n\n{below}") };
        first.decor_mut().set_prefix(parted);
    }
}

fn take_over(actor: &mut Table, other: &Table) -> Result<(), String> {
    let (own, others) = (all_names(actor), all_names(other));
    let names: Vec<&str> = own.iter().skip(1).chain(&others).map(String::as_str).collect();
    let names: Vec<&str> = names.iter().filter(|name| own.first().is_none_or(|own| own != **name)).copied().collect();
    set_texts(actor, "names", &names);
    let roles = [texts(actor, "roles"), texts(other, "roles")].concat();
    set_texts(actor, "roles", &roles.iter().map(String::as_str).collect::<Vec<_>>());
    let never = [texts(actor, "not"), texts(other, "not")].concat();
    let is_one = |name: &&str| own.iter().chain(&others).any(|one| fold(one) == fold(name));
    set_texts(actor, "not", &never.iter().map(String::as_str).filter(|name| !is_one(name)).collect::<Vec<_>>());
    if let (None, Some(gender)) = (actor.get("gender"), other.get("gender")) {
        actor.insert("gender", gender.clone());
    }
    take_over_offices(actor, other)
}

fn take_over_offices(actor: &mut Table, other: &Table) -> Result<(), String> {
    let Some(offices) = other.get("offices") else { return Ok(()) };
    let Some(own) = actor.get_mut("offices") else {
        actor.insert("offices", offices.clone());
        return Ok(());
    };
    let (Some(own), Some(offices)) = (own.as_array_mut(), offices.as_array()) else {
        return Err("write the offices of both actors as offices = [{ … }] to join them".to_owned());
    };
    let known: Vec<String> = own.iter().map(bare).collect();
    offices.iter().filter(|office| !known.contains(&bare(office))).for_each(|office| own.push(office.clone()));
    Ok(())
}

/// A value without the blanks and comments around it.
fn bare(value: &Value) -> String {
    value.clone().decorated("", "").to_string()
}

/// The name and the further names of an actor.
fn all_names(actor: &Table) -> Vec<String> {
    let name = actor.get("name").and_then(Item::as_str).map(|name| name.trim().to_owned());
    name.into_iter().chain(texts(actor, "names")).collect()
}

fn texts(actor: &Table, key: &str) -> Vec<String> {
    let array = actor.get(key).and_then(Item::as_array);
    array.into_iter().flatten().filter_map(Value::as_str).map(|text| text.trim().to_owned()).collect()
}

/// Writes a text, with the comments beside it left where they are.
fn set(actor: &mut Table, key: &str, text: &str) {
    let old = actor.get(key).and_then(Item::as_value).map(|old| old.decor().clone());
    let mut new = Value::from(text);
    if let Some(decor) = old {
        *new.decor_mut() = decor;
    }
    actor.insert(key, Item::Value(new));
}

/// Makes a list hold these texts, each once; those that it held stay where they are.
fn set_texts(actor: &mut Table, key: &str, wanted: &[&str]) {
    if wanted.is_empty() {
        actor.remove(key);
        return;
    }
    if actor.get(key).and_then(Item::as_array).is_none() {
        actor.insert(key, Item::Value(Value::Array(Array::new())));
    }
    let Some(list) = actor.get_mut(key).and_then(Item::as_array_mut) else { return };
    list.retain(|held| held.as_str().is_some_and(|held| wanted.contains(&held.trim())));
    for text in wanted {
        if !list.iter().any(|held| held.as_str().is_some_and(|held| held.trim() == *text)) {
            list.push(*text);
        }
    }
}

fn parse(text: &str) -> Result<DocumentMut, String> {
    text.parse().map_err(|error: toml_edit::TomlError| refused(error.message()))
}

fn refused(why: impl Display) -> String {
    format!("the cast file cannot be changed: {why}")
}

/// The tables of the actors.
fn actors(document: &mut DocumentMut) -> Result<&mut ArrayOfTables, String> {
    let actors = document.entry("actor").or_insert(Item::ArrayOfTables(ArrayOfTables::new()));
    actors.as_array_of_tables_mut().ok_or_else(|| refused("write [[actor]] above each actor of it"))
}

/// Which of the tables is the actor's.
fn place(actors: &ArrayOfTables, id: &str) -> Result<usize, String> {
    let is = |actor: &Table| actor.get("id").and_then(Item::as_str).is_some_and(|own| own.trim() == id);
    actors.iter().position(is).ok_or_else(|| refused(format!("there is no actor \"{id}\" in it any more")))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "\
# Our desk's cast.

# First of all:
[[actor]]
id = \"a\" # the first
name = \"Ann Roe\" # as she signs
names = [
    \"Anna Roe\", # in Latvia
    \"Roe\",
]

# Her rival.
[[actor]]
id = \"b\"
name = \"Bob Doe\"
names = [\"Roe\", \"B. Doe\"]
gender = \"m\"
offices = [{ title = \"king\", country = \"GB\" }]
not = [\"Ann Roe\", \"Rob Doe\"]
";

    #[test]
    fn an_actor_is_added_at_the_end() {
        let added = add(FILE, "roth", "Élise Roth").unwrap();
        assert_eq!(added, format!("{FILE}\n[[actor]]\nid = \"roth\"\nname = \"Élise Roth\"\n"));
        assert_eq!(add("", "c", "C").unwrap(), "[[actor]]\nid = \"c\"\nname = \"C\"\n");
    }

    #[test]
    fn names_change_and_comments_stay() {
        let renamed = rename(FILE, "a", "Ann \"A\" Roe", &["Roe".to_owned(), "Анна Роу".to_owned()]).unwrap();
        assert!(renamed.contains("name = 'Ann \"A\" Roe' # as she signs"), "{renamed}");
        assert!(
            renamed.starts_with("# Our desk's cast.\n\n# First of all:\n[[actor]]\nid = \"a\" # the first\n"),
            "{renamed}"
        );
        assert_eq!(Cast::parse(&renamed, "").unwrap().actors[0].names, ["Roe", "Анна Роу"]);
        let bare = rename(FILE, "b", "Bob Doe", &[]).unwrap();
        assert!(Cast::parse(&bare, "").unwrap().actors[1].names.is_empty() && bare.contains("# Her rival."));
    }

    #[test]
    fn one_of_two_actors_takes_over_what_is_known_of_the_other() {
        let joined = join(FILE, "a", "b").unwrap();
        let cast = Cast::parse(&joined, "").unwrap();
        let [ann] = &cast.actors[..] else { panic!("{joined}") };
        assert_eq!(ann.names, ["Anna Roe", "Roe", "Bob Doe", "B. Doe"]);
        assert_eq!((ann.offices.len(), &ann.not[..]), (1, &["Rob Doe".to_owned()][..]));
        assert!(ann.gender.is_some() && joined.contains("# in Latvia"), "{joined}");
        let other = join(FILE, "b", "a").unwrap();
        assert!(other.starts_with("# Our desk's cast.\n\n# Her rival.\n[[actor]]\nid = \"b\"\n"), "{other}");
        assert_eq!(Cast::parse(&other, "").unwrap().actors[0].name, "Bob Doe");
    }

    #[test]
    fn what_cannot_be_changed_is_told() {
        assert_eq!(
            join(FILE, "a", "z").unwrap_err(),
            "the cast file cannot be changed: there is no actor \"z\" in it any more"
        );
        let inline = "actor = [{ id = \"a\", name = \"A\" }]";
        assert_eq!(
            add(inline, "b", "B").unwrap_err(),
            "the cast file cannot be changed: write [[actor]] above each actor of it"
        );
    }

    #[test]
    fn an_id_is_short_and_new() {
        let cast = Cast::parse(FILE, "").unwrap();
        assert_eq!(new_id(&cast, "Ursula von der Leyen"), "leyen");
        assert_eq!(new_id(&cast, "Jean-Luc B"), "jean-luc-b");
        assert_eq!(new_id(&cast, "习近平"), "习近平");
        assert_eq!((new_id(&cast, "A").as_str(), new_id(&cast, "…").as_str()), ("a-2", "actor"));
    }
}
