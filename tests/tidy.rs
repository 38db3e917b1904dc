//! The rules of the tree: who may know whom, and how a file begins. Standard library only.

use std::fs;
use std::path::{Path, PathBuf};

/// What a module must not know beyond the standard library's harmless parts.
const OUTSIDE: &[&str] =
    &["std::fs", "std::env", "std::net", "std::process", "std::thread", "std::time", "Instant::now"];
/// What belongs to the screen.
const SCREEN: &[&str] = &["ratatui", "crossterm"];
/// What belongs to the database.
const DATABASE: &[&str] = &["rusqlite"];

/// The row of a module: its name, the modules it may name, and what else it must not know.
type Row = (&'static str, &'static [&'static str], &'static [&'static [&'static str]]);

/// What the map in the crate doc says.
const FLOOR_PLAN: &[Row] = &[
    ("text", &[], &[OUTSIDE, SCREEN, DATABASE]),
    ("article", &["text"], &[OUTSIDE, SCREEN, DATABASE]),
    ("cast", &["text"], &[OUTSIDE, SCREEN, DATABASE]),
    ("mention", &["text", "article", "cast"], &[OUTSIDE, SCREEN, DATABASE]),
    ("accuracy", &["text", "article", "cast", "mention"], &[OUTSIDE, SCREEN, DATABASE]),
    ("marks", &["text"], &[OUTSIDE, SCREEN, DATABASE]),
    ("search", &["text", "article", "cast", "marks", "mention"], &[OUTSIDE, SCREEN, DATABASE]),
    ("query", &["text", "cast", "mention", "search"], &[OUTSIDE, SCREEN, DATABASE]),
    ("library", &["text", "article", "cast", "marks", "mention", "search", "query"], &[SCREEN, &["std::env"]]),
    (
        "reader",
        &["text", "article", "cast", "marks", "mention", "search", "query"],
        &[OUTSIDE, DATABASE, &["crossterm"]],
    ),
    ("terminal", &["text", "reader"], &[DATABASE]),
    (
        "session",
        &["text", "article", "cast", "marks", "mention", "search", "query", "library", "reader", "terminal"],
        &[&["rusqlite"]],
    ),
    ("serve", &["text", "reader", "terminal", "session"], &[DATABASE, &["crossterm", "std::env"]]),
    (
        "command",
        &[
            "text", "article", "cast", "marks", "mention", "search", "query", "accuracy", "library", "reader",
            "terminal", "session", "serve",
        ],
        &[&["rusqlite"]],
    ),
];

/// Of the reader, the terminal knows only these.
const KEY_TYPES: &[&str] = &["Key", "KeyCode"];

const MOST_LINES: usize = 600;

#[test]
fn modules_know_only_what_the_floor_plan_allows() {
    let mut wrong = Vec::new();
    for (file, text) in sources() {
        let Some((module, friends, foreign)) = FLOOR_PLAN.iter().find(|(module, ..)| belongs(&file, module)) else {
            continue;
        };
        for (number, line) in code_lines(&text) {
            for named in named_modules(line) {
                if named != *module && !friends.contains(&named) && is_module(named) {
                    wrong.push(format!("{}:{number}: `{module}` must not know `{named}`", file.display()));
                }
            }
            for word in foreign.iter().flat_map(|words| words.iter()) {
                if line.contains(word) {
                    wrong.push(format!("{}:{number}: `{module}` must not know `{word}`", file.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_module_stands_in_the_floor_plan() {
    let rooms = fs::read_to_string(root().join("src/lib.rs")).expect("src/lib.rs");
    for line in rooms.lines() {
        if let Some(module) = line.strip_prefix("pub mod ").and_then(|rest| rest.strip_suffix(';')) {
            assert!(is_module(module), "`{module}` has no row in the floor plan of tests/tidy.rs");
        }
    }
}

#[test]
fn of_the_reader_the_terminal_knows_only_the_key() {
    for (file, text) in sources().into_iter().filter(|(file, _)| belongs(file, "terminal")) {
        for (number, line) in code_lines(&text) {
            let Some((_, rest)) = line.split_once("crate::reader::") else { continue };
            let names = rest.trim_start_matches('{').split(|c: char| !c.is_alphanumeric()).filter(|n| !n.is_empty());
            for name in names {
                assert!(KEY_TYPES.contains(&name), "{}:{number}: the terminal must not know `{name}`", file.display());
            }
        }
    }
}

#[test]
fn every_file_opens_with_what_it_is_for() {
    for folder in ["src", "tests", "benches"] {
        for (file, text) in rust_files(&root().join(folder)) {
            let first = text.lines().next().unwrap_or("");
            assert!(
                first.starts_with("//! ") && first.len() > 20,
                "{}: open with `//! what it is for`",
                file.display()
            );
        }
    }
}

#[test]
fn files_are_named_for_what_they_hold_and_stay_small() {
    for (file, text) in sources() {
        let name = file.file_stem().and_then(|n| n.to_str()).unwrap_or("");
        for vague in ["mod", "utils", "util", "helpers", "common", "manager", "prelude", "misc"] {
            assert_ne!(name, vague, "{}: name it for what it holds", file.display());
        }
        let lines = text.lines().count();
        assert!(lines <= MOST_LINES, "{}: {lines} lines are two rooms by now", file.display());
    }
}

#[test]
fn the_top_level_holds_nothing_unexpected() {
    let expected =
        ["Cargo.toml", "Cargo.lock", "README.md", "LICENSE-MIT", "LICENSE-APACHE", "src", "assets", "tests", "benches"];
    for entry in fs::read_dir(root()).expect("the project's folder").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let known = name.starts_with('.') || name == "target" || expected.contains(&name.as_str());
        assert!(known, "{name} does not belong on the top level");
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn sources() -> Vec<(PathBuf, String)> {
    rust_files(&root().join("src"))
}

fn rust_files(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(rust_files(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = fs::read_to_string(&path).expect("a source file is UTF-8");
            found.push((path, text));
        }
    }
    found
}

fn belongs(file: &Path, module: &str) -> bool {
    let inside = file.strip_prefix(root().join("src")).unwrap_or(file);
    inside.starts_with(module) || inside == Path::new(&format!("{module}.rs"))
}

fn is_module(name: &str) -> bool {
    FLOOR_PLAN.iter().any(|(module, ..)| *module == name)
}

fn code_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().map(|(i, line)| (i + 1, line)).filter(|(_, line)| !line.trim_start().starts_with("//"))
}

fn named_modules(line: &str) -> impl Iterator<Item = &str> {
    line.split("crate::")
        .skip(1)
        .map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or(""))
}
