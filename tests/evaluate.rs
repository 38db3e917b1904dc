//! `followspot evaluate` as a script sees it: figures, what is wrong, exit codes, and annotations good and bad.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::process::Command;

use tempfile::TempDir;

const CAST: &str = "[[actor]]\nid = \"vale\"\nname = \"Ada Vale\"\n";
const TEXT: &str = "Ada Vale opened a mill. Vale left early.\n";
/// The two names in the text, and one that is not there as a name.
const GOLD: &str = "{\"doc\": \"a.txt\", \"lang\": \"en\", \"actor\": \"vale\", \"kind\": \"name\", \"start\": 0, \"end\": 8, \"text\": \"Ada Vale\"}\n\
    {\"doc\": \"a.txt\", \"lang\": \"en\", \"actor\": \"vale\", \"kind\": \"name\", \"start\": 16, \"end\": 22, \"text\": \"a mill\"}\n\
    {\"doc\": \"a.txt\", \"lang\": \"en\", \"actor\": \"vale\", \"kind\": \"name\", \"start\": 24, \"end\": 28}\n";
const MARKED: &str =
    "+++\nlang = \"en\"\n\n[[actor]]\nid = \"vale\"\nname = \"Ada Vale\"\n+++\n[Ada Vale|vale] opened a mill.\n";

/// What a run of the program left.
struct Run {
    code: Option<i32>,
    out: String,
    err: String,
}

/// A folder with these files.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

/// Evaluates in the folder, without anything of this machine's environment.
fn evaluate(folder: &TempDir, arguments: &[&str]) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_followspot"));
    command.arg("evaluate").args(arguments).current_dir(folder.path()).env_clear().env("HOME", folder.path());
    let run = command.output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    Run { code: run.status.code(), out: text(&run.stdout), err: text(&run.stderr) }
}

fn set() -> TempDir {
    folder(&[("set/gold.jsonl", GOLD), ("set/cast.toml", CAST), ("set/texts/a.txt", TEXT)])
}

#[test]
fn figures_come_in_columns() {
    let run = evaluate(&set(), &["set"]);
    assert_eq!(
        run.out,
        "set  kind     language   gold  found   hits  precision  recall     F1  exact\n\
         set  name     en            3      2      2      1.000   0.667  0.800  1.000\n"
    );
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
}

#[test]
fn figures_come_as_records() {
    let set = set();
    let record: serde_json::Value = serde_json::from_str(&evaluate(&set, &["set", "--format", "jsonl"]).out).unwrap();
    assert_eq!((&record["set"], &record["gold"], &record["precision"]), (&"set".into(), &3.into(), &1.0.into()));
    let csv = evaluate(&set, &["set", "--format", "csv"]).out;
    assert!(csv.starts_with("set,kind,language,gold,found,hits,precision,recall,f1,exact\nset,name,en,3,2,2,1.0,0.66"));
}

#[test]
fn what_is_wrong_is_shown_where_it_stands() {
    let folder =
        folder(&[("gold.jsonl", GOLD.split_inclusive('\n').nth(1).unwrap()), ("cast.toml", CAST), ("a.txt", TEXT)]);
    let misses = evaluate(&folder, &[".", "--show", "misses"]);
    assert_eq!(misses.out, "./a.txt:1:17: Ada Vale opened a mill. — vale, name\n");
    let wrong = evaluate(&folder, &[".", "--show", "false", "--format", "jsonl"]);
    let starts: Vec<_> =
        wrong.out.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()).collect();
    assert_eq!(starts.iter().map(|record| record["start"].as_u64()).collect::<Vec<_>>(), [Some(0), Some(24)]);
}

#[test]
fn a_figure_below_what_is_wanted_is_told() {
    let set = set();
    assert_eq!(evaluate(&set, &["set", "--min", "name=0.8"]).code, Some(0));
    let below = evaluate(&set, &["set", "--min", "name=0.81"]);
    assert_eq!(
        (below.code, below.err.as_str()),
        (Some(1), "followspot: name: the F1 is 0.8000, and 0.81 is wanted.\n")
    );
    let none = evaluate(&set, &["set", "--min", "role=0"]);
    assert_eq!(
        (none.code, none.err.as_str()),
        (Some(1), "followspot: role: none is marked, and an F1 of 0 is wanted.\n")
    );
    assert_eq!(evaluate(&set, &["set", "--min", "nam=1"]).code, Some(2));
}

#[test]
fn doubtful_mentions_may_be_left_out() {
    let two = "[[actor]]\nid = \"ada\"\nname = \"Ada Vale\"\n\n[[actor]]\nid = \"ben\"\nname = \"Ben Vale\"\n";
    let text = format!("+++\n{two}+++\n[Ada Vale|ada] and [Ben Vale|ben] opened a mill. [Vale|ada] left early.\n");
    let folder = folder(&[("a.txt", &text)]);
    let found = |arguments: &[&str]| {
        let out = evaluate(&folder, arguments).out;
        out.lines().nth(1).and_then(|row| row.split_whitespace().nth(4)?.parse::<usize>().ok())
    };
    assert_eq!((found(&["a.txt"]), found(&["a.txt", "--sure"])), (Some(3), Some(2)));
}

#[test]
fn a_folder_of_sets_is_summed_up() {
    let folder = folder(&[
        ("all/one/gold.jsonl", GOLD),
        ("all/one/cast.toml", CAST),
        ("all/one/texts/a.txt", TEXT),
        ("all/one/ABOUT.json", "{\"scored\": [\"name\"]}"),
        ("all/two/b.txt", MARKED),
        ("all/two/notes.md", "Nothing is marked here."),
    ]);
    let run = evaluate(&folder, &["all"]);
    let rows: Vec<Vec<&str>> = run.out.lines().map(|line| line.split_whitespace().take(5).collect()).collect();
    assert_eq!(
        rows[1..],
        [["one", "name", "en", "3", "2"], ["two", "name", "en", "1", "1"], ["all", "name", "all", "4", "3"]]
    );
}

#[test]
fn texts_in_which_nothing_is_marked_count_where_they_are_listed() {
    let files = [
        ("gold.jsonl", GOLD),
        ("texts/a.txt", TEXT),
        ("texts/b.txt", TEXT),
        ("docs.txt", "texts/a.txt\ntexts/b.txt\n"),
    ];
    let folder = folder(&[&files[..], &[("casts/a.toml", CAST), ("casts/b.toml", CAST)]].concat());
    let found = |arguments: &[&str]| evaluate(&folder, arguments).out.lines().last().map(|row| row.contains(" 4 "));
    assert_eq!(found(&["gold.jsonl"]), Some(true));
    fs::remove_file(folder.path().join("docs.txt")).unwrap();
    assert_eq!(found(&["gold.jsonl"]), Some(false));
}

#[test]
fn bad_annotations_are_refused_with_a_sentence() {
    let bad = |name: &str, text: &str| {
        let files = [("gold.jsonl", GOLD), ("cast.toml", CAST), ("texts/a.txt", TEXT), (name, text)];
        let run = evaluate(&folder(&files), &["."]);
        assert_eq!(run.code, Some(2), "{}", run.out);
        run.err
    };
    for (name, text, told) in [
        ("gold.jsonl", "{}", "gold.jsonl:1: this is no annotation (missing field `actor`); write it like {"),
        ("ABOUT.json", "{\"scored\": [\"nam\"]}", "ABOUT.json:1: there is no kind \"nam\"; write {\"scored\""),
        ("texts/a.txt", "Vale.\n", "gold.jsonl:1: a.txt has no words from 0 to 8; count bytes"),
        (
            "cast.toml",
            "[[actor]]\nid = \"v\"\nname = \"Ada Vale\"\n",
            "gold.jsonl:1: the cast has no actor \"vale\"; write",
        ),
        ("docs.txt", "b.txt", "b.txt: There is no such file or folder"),
    ] {
        let err = bad(name, text);
        assert!(err.contains(told), "{name}: {err}");
    }
    let run = evaluate(&folder(&[("a.txt", "Nothing.")]), &["."]);
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("There are no annotated texts in .."), "{}", run.err);
}
