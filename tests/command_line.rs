//! The command line as a script sees it: what is printed where, exit codes, pipes, and files good and bad.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::ffi::OsStr;
use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

const ENGLISH: &str =
    "Talks in Sochi\n\nPresident Vladimir Putin met Alexander Lukashenko on Friday.\n\nNobody else came.\n";
const FRENCH: &str = "Rencontre à Sotchi\n\nVladimir Putin a reçu Alexander Lukashenko.\n";

/// A home of its own, with a folder of articles to run the program in.
struct Place {
    home: TempDir,
}

/// What a run of the program left.
struct Run {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Place {
    fn new(files: &[(&str, &str)]) -> Place {
        let place = Place { home: tempfile::tempdir().unwrap() };
        fs::create_dir(place.path("")).unwrap();
        for (name, text) in files {
            place.write(name, text.as_bytes());
        }
        place
    }

    /// Where the article with this name lies.
    fn path(&self, name: &str) -> PathBuf {
        self.home.path().join("pile").join(name)
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
        fs::write(self.path(name), bytes).unwrap();
    }

    /// Writes a file of the config folder.
    fn config(&self, name: &str, text: &str) {
        self.write(&format!("../config/followspot/{name}"), text.as_bytes());
    }

    /// The program with these arguments, started among the articles, without anything of this machine's environment.
    fn command(&self, arguments: &[impl AsRef<OsStr>]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_followspot"));
        command.args(arguments).current_dir(self.path("")).env_clear().env("HOME", self.home.path());
        for (variable, folder) in
            [("XDG_CONFIG_HOME", "config"), ("XDG_DATA_HOME", "data"), ("XDG_CACHE_HOME", "cache")]
        {
            command.env(variable, self.home.path().join(folder));
        }
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    fn run(&self, arguments: &[&str]) -> Run {
        Run::of(&self.command(arguments).output().unwrap())
    }

    fn run_with_input(&self, arguments: &[&str], input: &[u8]) -> Run {
        let mut child = self.command(arguments).stdin(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(input).unwrap();
        Run::of(&child.wait_with_output().unwrap())
    }
}

impl Run {
    fn of(output: &std::process::Output) -> Run {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("output is UTF-8");
        Run { code: output.status.code(), out: text(&output.stdout), err: text(&output.stderr) }
    }
}

fn records(out: &str) -> Vec<serde_json::Value> {
    out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn mentions_are_lines_with_file_line_column_and_sentence() {
    let place = Place::new(&[("a.txt", ENGLISH)]);
    let run = place.run(&["mentions", "--kind", "name", "a.txt"]);
    assert_eq!(
        run.out,
        "a.txt:3:11: President Vladimir Putin met Alexander Lukashenko on Friday. — putin, name\n\
         a.txt:3:30: President Vladimir Putin met Alexander Lukashenko on Friday. — lukashenko, name\n"
    );
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
}

#[test]
fn colour_comes_when_it_is_asked_for() {
    let place = Place::new(&[("a.txt", ENGLISH)]);
    let line = |arguments: &[&str]| place.run(arguments).out.lines().next().unwrap().to_owned();
    assert!(line(&["mentions", "--color", "always", "a.txt"]).contains("\x1b[1;31mVladimir Putin\x1b[0m"));
    assert!(!line(&["mentions", "--color", "never", "a.txt"]).contains('\x1b'));
    assert!(!line(&["mentions", "a.txt"]).contains('\x1b'));
}

#[test]
fn json_lines_have_exact_offsets_into_the_file() {
    let place = Place::new(&[("b/fr.txt", FRENCH), ("a.txt", ENGLISH)]);
    let run = place.run(&["mentions", "--format", "jsonl", "--kind", "name", "."]);
    let found = records(&run.out);
    assert_eq!(found.len(), 4);
    for record in &found {
        let text = fs::read(place.path(record["article"].as_str().unwrap())).unwrap();
        let [start, end] = ["start", "end"].map(|key| usize::try_from(record[key].as_u64().unwrap()).unwrap());
        assert_eq!(text[start..end], *record["text"].as_str().unwrap().as_bytes());
    }
    let first = run.out.lines().next().unwrap();
    assert!(
        first.starts_with(
            r#"{"article":"./a.txt","actor":"putin","kind":"name","certainty":"sure","start":26,"end":40,"text":"Vladimir Putin","reason":""#
        ),
        "{first}"
    );
}

#[test]
fn comma_separated_values_have_a_head_line() {
    let place = Place::new(&[("a,b.txt", ENGLISH)]);
    let out = place.run(&["mentions", "--format", "csv", "--actor", "putin", "--kind", "name", "."]).out;
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(lines[0], "article,actor,kind,certainty,start,end,text,reason");
    assert!(lines[1].starts_with("\"./a,b.txt\",putin,name,sure,26,40,Vladimir Putin,"), "{out}");
    assert_eq!(lines.len(), 2);
}

#[test]
fn the_exit_code_says_whether_something_was_found() {
    let place = Place::new(&[("a.txt", ENGLISH), ("none.txt", "Nobody is named here.\n"), ("empty.txt", "")]);
    let code = |arguments: &[&str]| place.run(arguments).code;
    assert_eq!(code(&["mentions", "a.txt"]), Some(0));
    assert_eq!(code(&["mentions", "none.txt"]), Some(1));
    assert_eq!(code(&["mentions", "empty.txt"]), Some(1));
    assert_eq!(code(&["mentions", "--actor", "tokayev", "a.txt"]), Some(1));
    assert_eq!(code(&["mentions", "missing.txt"]), Some(2));
    assert_eq!(code(&["mentions"]), Some(2));
    assert_eq!(code(&["cast", "none.txt"]), Some(1));
    assert_eq!(code(&["text", "empty.txt"]), Some(1));
    assert_eq!(code(&["--help"]), Some(0));
    assert_eq!(code(&["--version"]), Some(0));
}

#[test]
fn what_cannot_be_read_is_told_and_the_rest_goes_on() {
    let place = Place::new(&[("a.txt", ENGLISH), ("z.txt", FRENCH)]);
    place.write("m.bin", &[0, 159, 146, 150, 0, 0, 1, 2, 3, 0, 0, 255]);
    let run = place.run(&["mentions", "a.txt", "gone.txt", "m.bin", "z.txt"]);
    assert_eq!(run.code, Some(2));
    assert!(run.out.contains("a.txt:3:") && run.out.contains("z.txt:3:"), "{}", run.out);
    let told: Vec<&str> = run.err.lines().collect();
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].starts_with("followspot: gone.txt: There is no such file"), "{told:?}");
    assert!(told[1].starts_with("followspot: m.bin: It is no text"), "{told:?}");
}

#[test]
fn pictures_among_the_articles_are_no_failure() {
    let place = Place::new(&[("a.txt", ENGLISH)]);
    place.write("b.png", &[0x89, b'P', b'N', b'G', 13, 10, 26, 10, 0, 0, 0, 13]);
    assert_eq!(place.run(&["mentions", "."]).code, Some(0));
}

#[test]
fn actors_and_kinds_narrow_it_down() {
    let place = Place::new(&[("a.txt", ENGLISH)]);
    let actors = |arguments: &[&str]| -> Vec<String> {
        let all = [&["mentions", "--format", "jsonl", "--kind", "name"], arguments, &["a.txt"]].concat();
        records(&place.run(&all).out).iter().map(|record| record["actor"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(actors(&["--actor", "lukashenko"]), ["lukashenko"]);
    assert_eq!(actors(&["--actor", "lukashenko", "--actor", "putin"]), ["putin", "lukashenko"]);
    let run = place.run(&["mentions", "--actor", "nobody", "a.txt"]);
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("no actor \"nobody\"") && run.err.contains("putin, lukashenko, tokayev"), "{}", run.err);
    assert_eq!(place.run(&["mentions", "--kind", "verb", "a.txt"]).code, Some(2));
}

#[test]
fn a_cast_file_is_followed_and_a_bad_one_refused() {
    let place = Place::new(&[("a.txt", "Angela Merkel met Vladimir Putin.\n")]);
    place.config("cast.toml", "[[actor]]\nid = \"merkel\"\nname = \"Angela Merkel\"\n");
    place.write("bad.toml", b"[[actor]]\nid = \"x\"\nname = 3\n");
    let default = place.run(&["mentions", "--format", "jsonl", "a.txt"]);
    assert_eq!(records(&default.out)[0]["actor"], "merkel");
    let bad = place.run(&["mentions", "--cast", "bad.toml", "a.txt"]);
    assert_eq!((bad.code, bad.out.as_str()), (Some(2), ""));
    assert!(bad.err.contains("bad.toml:3:"), "{}", bad.err);
    let gone = place.run(&["mentions", "--cast", "gone.toml", "a.txt"]);
    assert_eq!(gone.code, Some(2));
    assert!(gone.err.contains("gone.toml"), "{}", gone.err);
}

#[test]
fn a_bad_config_is_told_and_the_rest_goes_on() {
    let place = Place::new(&[("a.txt", ENGLISH)]);
    place.config("config.toml", "\nmeasure = \"wide\"\n");
    let run = place.run(&["mentions", "a.txt"]);
    assert_eq!(run.code, Some(0));
    assert!(run.err.contains("config.toml:2: this is no measure"), "{}", run.err);
    let frame = place.run(&["--print", "--size", "160x30", "a.txt"]);
    assert!(frame.out.contains("The config file is left out."), "{}", frame.out);
    assert!(frame.out.contains("Talks in Sochi"), "{}", frame.out);
}

#[test]
fn the_cast_is_counted_with_its_forms() {
    let place = Place::new(&[("a.txt", "Putin. PUTIN! Vladimir Putin? Putin.\n"), ("b.txt", "Vladimir Putin\n")]);
    let run = place.run(&["cast", "."]);
    let putin: Vec<&str> = run.out.lines().take(3).collect();
    assert_eq!(putin, ["Vladimir Putin putin: 5 mentions in 2 articles", "       3 Putin", "       2 Vladimir Putin"]);
    assert!(run.out.contains("Kassym-Jomart Tokayev tokayev: no mention"), "{}", run.out);
}

#[test]
fn a_text_is_printed_to_the_byte() {
    let place = Place::new(&[]);
    let odd = "Title\r\n\r\n\x1b[31mPutin\x1b[0m \u{202e}said\tso\n\n\n";
    place.write("odd.txt", odd.as_bytes());
    assert_eq!(place.run(&["text", "odd.txt"]).out, odd);
}

#[test]
fn offsets_of_other_encodings_are_into_the_printed_text() {
    let place = Place::new(&[]);
    place.write(
        "latin.txt",
        b"L'\xe9t\xe9 \xe0 Sotchi, tr\xe8s agr\xe9able\n\nLe pr\xe9sident a re\xe7u Vladimir Putin \xe0 d\xeener.\n",
    );
    let text = place.run(&["text", "latin.txt"]).out;
    let found = records(&place.run(&["mentions", "--kind", "name", "--format", "jsonl", "latin.txt"]).out);
    let [start, end] = ["start", "end"].map(|key| usize::try_from(found[0][key].as_u64().unwrap()).unwrap());
    assert_eq!(text.get(start..end), Some("Vladimir Putin"));
}

#[test]
fn standard_input_is_an_article_too() {
    let place = Place::new(&[("a.txt", FRENCH)]);
    let run = place.run_with_input(&["mentions", "--kind", "name", "-", "a.txt"], ENGLISH.as_bytes());
    let files: Vec<&str> = run.out.lines().map(|line| line.split(':').next().unwrap()).collect();
    assert_eq!(files, ["-", "-", "a.txt", "a.txt"]);
    assert_eq!(place.run_with_input(&["text", "-"], ENGLISH.as_bytes()).out, ENGLISH);
    let frame = place.run_with_input(&["--print", "-"], ENGLISH.as_bytes());
    assert!(frame.out.contains("Talks in Sochi"), "{}", frame.out);
}

#[test]
fn a_path_may_be_named_like_a_command() {
    let place = Place::new(&[("mentions", ENGLISH)]);
    for arguments in [&["--print", "./mentions"][..], &["--print", "--", "mentions"]] {
        let run = place.run(arguments);
        assert!(run.out.contains("Talks in Sochi"), "{}", run.out);
    }
    assert_eq!(place.run(&["mentions", "mentions"]).code, Some(0));
}

#[test]
fn the_order_is_that_of_the_walk_however_many_read_at_once() {
    let place = Place::new(&[]);
    let names: Vec<String> = (0..300).map(|n| format!("{n:03}/a.txt")).collect();
    for (n, name) in names.iter().enumerate() {
        // Long and short ones by turns, so that some are ready before others.
        place.write(
            name,
            format!("Title\n\nVladimir Putin spoke. {}\n", "Words and words. ".repeat(n % 7 * 500)).as_bytes(),
        );
    }
    let run = place.run(&["mentions", "--format", "jsonl", "--kind", "name", "."]);
    let walked: Vec<String> = records(&run.out).iter().map(|r| r["article"].as_str().unwrap().to_owned()).collect();
    assert_eq!(walked, names.iter().map(|name| format!("./{name}")).collect::<Vec<_>>());
}

#[test]
fn a_pipe_that_nobody_reads_is_no_error() {
    let place = Place::new(&[]);
    for n in 0..200 {
        place.write(&format!("{n}.txt"), "Putin met Lukashenko. ".repeat(200).as_bytes());
    }
    for arguments in [&["mentions", "."][..], &["mentions", "--format", "jsonl", "."], &["text", "."]] {
        let mut child = place.command(arguments).spawn().unwrap();
        let mut some = [0; 100];
        child.stdout.take().unwrap().read_exact(&mut some).unwrap();
        let mut said = String::new();
        child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        assert_eq!((child.wait().unwrap().code(), said.as_str()), (Some(0), ""), "{arguments:?}");
    }
}

#[test]
fn where_there_is_no_screen_the_articles_are_printed() {
    let place = Place::new(&[("a.txt", ENGLISH)]);
    let run = place.run(&["a.txt"]);
    assert_eq!((run.code, run.out.as_str()), (Some(0), ENGLISH));
    let run = place.run(&["--print", "gone.txt"]);
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("no such file or folder: gone.txt"), "{}", run.err);
}

#[test]
fn keys_are_pressed_before_the_frame_is_printed() {
    let place = Place::new(&[("a.txt", ENGLISH), ("b.txt", FRENCH)]);
    let frame = |keys: &str| place.run(&["--print", "--size", "100x24", "--keys", keys, "."]);
    assert!(frame("1nn").out.contains("mention 2/2 · article 2/2"), "{}", frame("1nn").out);
    assert_eq!(frame("1").out.lines().count(), 24);
    assert!(!frame("1").out.contains('\x1b'));
    let bad = frame("<nokey>");
    assert_eq!(bad.code, Some(2));
    assert!(bad.err.contains("--keys"), "{}", bad.err);
}

#[test]
fn without_a_path_there_is_the_sample_pile() {
    let run = Place::new(&[]).run(&["--print"]);
    assert_eq!(run.code, Some(0));
    assert!(run.out.contains("1/17"), "{}", run.out);
}

#[test]
fn what_was_typed_wrongly_is_told_without_harm() {
    let run = Place::new(&[]).run(&["--\x1b]52;c;eA==\x07", "a"]);
    assert_eq!(run.code, Some(2));
    assert!(!run.err.is_empty() && !run.err.contains(['\x1b', '\x07']), "{:?}", run.err);
}

#[test]
fn completions_and_the_manual_know_every_command() {
    let place = Place::new(&[]);
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let run = place.run(&["completions", shell]);
        assert!(run.code == Some(0) && run.out.contains("mentions") && run.out.contains("format"), "{shell}");
    }
    let manual = place.run(&["man"]).out;
    for word in ["MENTIONS", "CAST", "TEXT", "COMPLETIONS", "MAN"] {
        assert!(manual.contains(&format!(".SH \"FOLLOWSPOT {word}\"")), "{word}");
    }
}

#[test]
fn the_articles_at_hand_are_read_when_they_are_there() {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seeds");
    if !seeds.is_dir() {
        eprintln!("skipped: {} is not there", seeds.display());
        return;
    }
    let run = Place::new(&[]).run(&["mentions", "--kind", "name", &seeds.to_string_lossy()]);
    assert_eq!(run.code, Some(0), "{}", run.err);
}

#[test]
fn corrections_beside_the_cast_hold_and_say_so() {
    let place = Place::new(&[("a.txt", ENGLISH), ("b.txt", FRENCH)]);
    place.config(
        "cast.corrections",
        "not putin \"vladimir putin\" everywhere\nis lukashenko role \"nobody\" everywhere\n",
    );
    let run = place.run(&["mentions", "--format", "jsonl", "."]);
    let found = records(&run.out);
    let told: Vec<_> = found.iter().map(|record| (&record["actor"], &record["text"], &record["reason"])).collect();
    assert!(told.iter().all(|(actor, ..)| *actor == "lukashenko"), "{}", run.out);
    assert!(told.iter().any(|(_, text, why)| *text == "Nobody" && *why == "corrected by hand: so it is everywhere"));
    let run = place.run(&["cast", "."]);
    assert!(run.out.starts_with("Vladimir Putin putin: no mention\n"), "{}", run.out);
}

#[test]
fn bad_corrections_are_refused_with_the_line() {
    let place = Place::new(&[("a.txt", ENGLISH)]);
    place.config("cast.corrections", "# ours\nnot putin Putin everywhere\n");
    let run = place.run(&["mentions", "a.txt"]);
    assert_eq!((run.code, run.out.as_str()), (Some(2), ""));
    assert!(run.err.contains("cast.corrections:2: the words in quotes is missing here; write it like"), "{}", run.err);
    let run = place.run(&["--print", "--size", "200x12", "a.txt"]);
    assert!(run.out.contains("The built-in cast is followed."), "{}", run.out);
}

#[test]
fn doubtful_mentions_can_be_left_out() {
    let text = "Réunion\n\nVladimir Poutine et Alexandre Loukachenko ont parlé. Le président est parti.\n";
    let place = Place::new(&[("a.txt", text)]);
    let certainties = |arguments: &[&str]| {
        let found = records(&place.run(arguments).out);
        found.iter().map(|record| record["certainty"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert!(certainties(&["mentions", "--format", "jsonl", "a.txt"]).contains(&"likely".to_owned()));
    let sure = certainties(&["mentions", "--sure", "--format", "jsonl", "a.txt"]);
    assert!(!sure.is_empty() && sure.iter().all(|certainty| certainty == "sure"));
    let first = |arguments: &[&str]| place.run(arguments).out.lines().next().unwrap().to_owned();
    assert_eq!(first(&["cast", "a.txt"]), "Vladimir Putin putin: 2 mentions in 1 article");
    assert_eq!(first(&["cast", "--sure", "a.txt"]), "Vladimir Putin putin: 1 mention in 1 article");
    assert_eq!(place.run(&["search", "actor:putin kind:role", "a.txt"]).code, Some(0));
    assert_eq!(place.run(&["search", "--sure", "actor:putin kind:role", "a.txt"]).code, Some(1));
}

#[test]
fn copies_of_a_story_can_be_left_out_and_are_not_counted() {
    let story = "Vladimir Putin opened a bridge in the north on Monday, and many people came to see it in the rain. \
        Nobody had expected that the road behind it would be finished before the end of the year. The ministers of both \
        regions thanked the builders, who had worked through the winter without a day of rest, as they said themselves.\n";
    let place = Place::new(&[
        ("a.txt", &format!("A bridge\n\n{story}")),
        ("b.txt", &format!("A bridge is open\n\n{story}\nA reader sent the picture.\n")),
        ("c.txt", "Another day\n\nVladimir Putin left.\n"),
    ]);
    let mentions =
        |arguments: &[&str]| records(&place.run(&[&["mentions", "--format", "jsonl"], arguments].concat()).out).len();
    assert_eq!((mentions(&["."]), mentions(&["--once", "."])), (3, 2));
    let first = |arguments: &[&str]| place.run(arguments).out.lines().next().unwrap().to_owned();
    assert_eq!(first(&["cast", "."]), "Vladimir Putin putin: 2 mentions in 2 articles");
    assert_eq!(first(&["cast", "--copies", "."]), "Vladimir Putin putin: 3 mentions in 3 articles");
}

#[test]
fn corrections_of_nobody_in_the_cast_are_told() {
    let place = Place::new(&[("a.txt", ENGLISH)]);
    place.config("cast.corrections", "not pútin \"Putin\" everywhere\nnot putin \"Putin\" everywhere\n");
    let run = place.run(&["mentions", "a.txt"]);
    assert_eq!(run.code, Some(0));
    assert!(run.err.contains("The corrections speak of pútin, whom the cast does not have"), "{}", run.err);
}

const REPORT: &str = "---\ntitle: Gas at sea\nsource: Le Port\ndate: 2022-05-03\n---\n\nThe gas ship left. It carried gas.\n\nMore gas\u{202e} came.\n\nNo gas was left.\n";

#[test]
fn what_a_query_finds_is_printed_as_blocks() {
    let place = Place::new(&[("a.txt", ENGLISH), ("b.md", REPORT), ("c.txt", "Nothing of it.\n")]);
    let run = place.run(&["search", "gas OR \"president vladimir\"", "."]);
    assert_eq!(
        run.out.lines().collect::<Vec<_>>(),
        [
            "./a.txt",
            "  Talks in Sochi",
            "  3:1: President Vladimir Putin met Alexander Lukashenko on Friday.",
            "",
            "./b.md",
            "  Gas at sea",
            "  3 May 2022, Le Port",
            "  1:5: The gas ship left.",
            "  1:31: It carried gas.",
            "  3:6: More gas came.",
            "  and 1 more",
        ]
    );
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    let lit = place.run(&["search", "--color", "always", "ship", "b.md"]).out;
    assert!(lit.contains("The gas \x1b[1;31mship\x1b[0m left."), "{lit}");
}

#[test]
fn what_a_query_finds_is_printed_as_records() {
    let place = Place::new(&[("a.txt", ENGLISH), ("b.md", REPORT)]);
    let out = place.run(&["search", "--format", "jsonl", "carried ship -oil", "."]).out;
    assert_eq!(
        out,
        "{\"article\":\"./b.md\",\"title\":\"Gas at sea\",\"date\":\"2022-05-03\",\"source\":\"Le Port\",\
         \"hits\":[{\"start\":8,\"end\":12,\"text\":\"ship\"},{\"start\":22,\"end\":29,\"text\":\"carried\"}]}\n"
    );
    let found = &records(&out)[0];
    let text = place.run(&["text", "b.md"]).out;
    assert_eq!(text.get(8..12).unwrap(), found["hits"][0]["text"]);
    let table = place.run(&["search", "--format", "csv", "putin OR gas", "."]).out;
    assert_eq!(
        table,
        "article,title,date,source,hits\n./a.txt,Talks in Sochi,,,1\n./b.md,Gas at sea,2022-05-03,Le Port,4\n"
    );
}

#[test]
fn a_search_ends_where_enough_is_found() {
    let place = Place::new(&[("a.txt", ENGLISH), ("b.txt", FRENCH), ("c.txt", "Nobody.\n")]);
    let found = |arguments: &[&str]| {
        let run = place.run(&[&["search", "--format", "jsonl"], arguments].concat());
        (run.code, records(&run.out).len())
    };
    assert_eq!(found(&["putin", "."]), (Some(0), 2));
    assert_eq!(found(&["--limit", "1", "putin", ".", "gone.txt"]), (Some(0), 1));
    assert_eq!(found(&["putin", ".", "gone.txt"]), (Some(2), 2));
    assert_eq!(found(&["-putin", "."]), (Some(0), 1));
    assert_eq!(found(&["wheat", "."]), (Some(1), 0));
    assert_eq!(found(&["--limit", "0", "putin", "."]), (Some(2), 0));
}

#[test]
fn a_query_may_ask_for_mentions() {
    let place = Place::new(&[("a.txt", ENGLISH), ("b.txt", FRENCH)]);
    let articles = |query: &str| {
        let out = place.run(&["search", "--format", "jsonl", query, "."]).out;
        records(&out).iter().map(|found| found["article"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(articles("actor:putin friday"), ["./a.txt"]);
    assert_eq!(articles("actor:lukashenko kind:role"), Vec::<String>::new());
    place.config("cast.toml", "[[actor]]\nid = \"x\"\nname = 3\n");
    assert_eq!(place.run(&["search", "actor:putin", "."]).code, Some(2));
    assert_eq!(place.run(&["search", "putin", "."]).code, Some(0), "where no actor is asked for, the cast is not read");
}

#[test]
fn what_was_put_on_articles_is_searched_and_printed() {
    let place = Place::new(&[("a.txt", "A visit\n\nHe came."), ("b.txt", "A speech\n\nShe spoke.")]);
    let pile = place.path("");
    let pile = pile.to_str().unwrap();
    let keys = "jstgas<enter><enter>cask her<enter>";
    assert_eq!(place.run(&["--keys", keys, "--print", pile]).code, Some(0));
    for (query, found) in [("is:starred", "b.txt"), ("tag:gas", "b.txt"), ("note:ask", "b.txt"), ("is:unread", "a.txt")]
    {
        let run = place.run(&["search", query, pile]);
        let paths: Vec<&str> = run.out.lines().filter(|line| !line.starts_with(' ')).collect();
        assert!(paths.len() == 1 && paths[0].ends_with(found), "{query}: {}", run.out);
    }
    let notes = place.run(&["notes"]);
    assert!(notes.out.starts_with("# A speech\n★, #gas\n\n> A speech\n\nask her\n"), "{}", notes.out);
    let records = records(&place.run(&["notes", "--tag", "gas", "--format", "jsonl"]).out);
    assert_eq!(records[0]["notes"][0]["note"], "ask her");
    assert_eq!(place.run(&["notes", "--tag", "war"]).code, Some(1));
}

#[test]
fn what_is_wrong_with_a_query_is_shown_at_its_place() {
    let place = Place::new(&[("a.txt", ENGLISH)]);
    for (query, told) in [
        (
            "gas (oil OR wheat",
            "The parenthesis is not closed; write ) where it ends.\nfollowspot:   gas (oil OR wheat\nfollowspot:       ^\n",
        ),
        (
            "gas actor:nobody",
            "There is no such actor in the cast, which has putin, lukashenko, tokayev.\nfollowspot:   gas actor:nobody\n\
             followspot:             ^^^^^^\n",
        ),
    ] {
        let run = place.run(&["search", query, "a.txt"]);
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""));
        assert_eq!(run.err, format!("followspot: {told}"));
    }
}
