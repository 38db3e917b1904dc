//! Finds the sets of annotated texts in what was named.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::ValueEnum;
use serde::Deserialize;

use crate::accuracy::lines::{self, Line};
use crate::accuracy::{Wrong, marked};
use crate::mention::Kind;

use super::texts::{Beside, CastOf, Text, read};
use super::{Failure, Followed, arguments, cast_file};

/// Texts that were annotated together.
#[derive(Clone)]
pub(super) struct Set {
    pub(super) name: String,
    /// The kinds that count.
    pub(super) kinds: Vec<Kind>,
    pub(super) texts: Vec<Text>,
}

/// What a set says about itself.
#[derive(Deserialize)]
struct About {
    /// The kinds that are annotated in full.
    scored: Vec<String>,
}

/// The sets that `path` names: a file of annotations, a marked text, or a folder of either or of such folders.
pub(super) fn find(path: &Path, arguments: &arguments::Evaluate) -> Result<Vec<Set>, Failure> {
    let sets = match fs::metadata(path) {
        Err(_) => return Err(Failure::NothingThere(path.to_owned())),
        Ok(about) if about.is_dir() => folder(path, arguments)?,
        Ok(_) if has_ending(path, "jsonl") => vec![beside(path, arguments)?],
        Ok(_) if marked::is_marked(&read(path)?) => vec![in_texts(path, vec![path.to_owned()], arguments)],
        Ok(_) => Vec::new(),
    };
    if sets.is_empty() { Err(Failure::NothingMarked(path.to_owned())) } else { Ok(sets) }
}

/// The sets in a folder, in the order of their names: where it has annotations itself, it is one, or else those below.
fn folder(path: &Path, arguments: &arguments::Evaluate) -> Result<Vec<Set>, Failure> {
    let gold = path.join("gold.jsonl");
    if gold.is_file() {
        return Ok(vec![beside(&gold, arguments)?]);
    }
    let inside: BTreeSet<PathBuf> = fs::read_dir(path)?.flatten().map(|entry| entry.path()).collect();
    let mut texts = Vec::new();
    for text in inside.iter().filter(|path| has_ending(path, "txt") && path.is_file()) {
        if marked::is_marked(&read(text)?) {
            texts.push(text.clone());
        }
    }
    if !texts.is_empty() {
        return Ok(vec![in_texts(path, texts, arguments)]);
    }
    let below = inside.iter().filter(|path| path.is_dir()).map(|path| folder(path, arguments));
    Ok(below.collect::<Result<Vec<_>, _>>()?.concat())
}

/// The set of texts that hold their marks themselves.
fn in_texts(path: &Path, texts: Vec<PathBuf>, arguments: &arguments::Evaluate) -> Set {
    Set { name: name(path), kinds: arguments.kinds(), texts: texts.into_iter().map(Text::Marked).collect() }
}

/// The set whose annotations are in this file.
fn beside(gold: &Path, arguments: &arguments::Evaluate) -> Result<Set, Failure> {
    let folder = gold.parent().unwrap_or(Path::new(""));
    let file: Arc<str> = gold.to_string_lossy().into();
    let mut marked: BTreeMap<String, Vec<Line>> = listed(folder)?;
    for line in lines::parse(&read(gold)?, &file)? {
        marked.entry(line.doc.clone()).or_default().push(line);
    }
    let texts = match &arguments.texts {
        Some(texts) => texts.clone(),
        None => Some(folder.join("texts")).filter(|texts| texts.is_dir()).unwrap_or_else(|| folder.to_owned()),
    };
    let cast = cast_of(folder, arguments)?;
    let text = |(doc, lines): (String, Vec<Line>)| {
        let cast = cast.clone().unwrap_or_else(|| CastOf::Own(folder.join("casts").join(&doc).with_extension("toml")));
        Text::Beside(Beside { path: texts.join(&doc), cast, lines, gold: file.clone() })
    };
    let named = if gold.file_name().is_some_and(|name| name == "gold.jsonl") { folder } else { gold };
    let mut kinds = arguments.kinds();
    let scored = scored(folder)?;
    kinds.retain(|kind| scored.as_ref().is_none_or(|scored| scored.contains(kind)));
    Ok(Set { name: name(named), kinds, texts: marked.into_iter().map(text).collect() })
}

/// The texts that docs.txt lists, where there is one: those in which nothing is marked belong to the set too.
fn listed(folder: &Path) -> Result<BTreeMap<String, Vec<Line>>, Failure> {
    let list = folder.join("docs.txt");
    let list = if list.is_file() { read(&list)? } else { String::new() };
    let docs = list.lines().filter_map(|line| line.trim().rsplit('/').next()).filter(|doc| !doc.is_empty());
    Ok(docs.map(|doc| (doc.to_owned(), Vec::new())).collect())
}

/// The cast of all texts: the one that was named, or the one beside the annotations, or the usual one; `None` where
/// each text has its own.
fn cast_of(folder: &Path, arguments: &arguments::Evaluate) -> Result<Option<CastOf>, Failure> {
    let beside = folder.join("cast.toml");
    let cast = match &arguments.cast {
        Some(named) => cast_file::load_to_print(Some(named))?.cast,
        None if folder.join("casts").is_dir() => return Ok(None),
        None if beside.is_file() => cast_file::load_to_print(Some(&beside))?.cast,
        None => cast_file::load_to_print(None)?.cast,
    };
    Ok(Some(CastOf::Set(Arc::new(Followed::new(cast)))))
}

/// The kinds that ABOUT.json says are annotated, where there is one.
fn scored(folder: &Path) -> Result<Option<Vec<Kind>>, Failure> {
    let path = folder.join("ABOUT.json");
    if !path.is_file() {
        return Ok(None);
    }
    let wrong = |line: usize, problem: String| Wrong {
        file: path.to_string_lossy().into_owned(),
        line: line.max(1),
        problem,
        instead: "write {\"scored\": [\"name\", \"role\", \"pronoun\"]}, or fewer".to_owned(),
    };
    let about: About = serde_json::from_str(&read(&path)?)
        .map_err(|error| wrong(error.line(), format!("it is not understood ({error})")))?;
    let kind = |word: &String| match arguments::Kind::from_str(word, false) {
        Ok(kind) => Ok(Kind::from(kind)),
        Err(_) => Err(wrong(1, format!("there is no kind \"{word}\""))),
    };
    Ok(Some(about.scored.iter().map(kind).collect::<Result<_, _>>()?))
}

fn has_ending(path: &Path, ending: &str) -> bool {
    path.extension().is_some_and(|is| is.eq_ignore_ascii_case(ending))
}

/// How a set is called in the table: as its folder, or as its file without the ending.
fn name(path: &Path) -> String {
    let whole = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let name = if whole.is_dir() { whole.file_name() } else { whole.file_stem() };
    name.unwrap_or(whole.as_os_str()).to_string_lossy().into_owned()
}
