//! The library: articles are brought in, read without their files, and taken out; whoever is killed goes on where it was.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::io::Read;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// A home, and beside it articles.
struct Home(TempDir);

impl Home {
    fn new() -> Home {
        let home = Home(tempfile::tempdir().unwrap());
        fs::create_dir(home.path("articles")).unwrap();
        home
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.path("articles").join(name), text).unwrap();
    }

    /// Lines of articles, of which every third names somebody.
    fn write_lines(&self, name: &str, lines: usize) {
        let line = |n: usize| {
            let named = if n.is_multiple_of(3) { "Vladimir Putin came." } else { "Nobody came." };
            let words: Vec<String> = (0..200).map(|word| ((n * 7919 + word * 104_729) % 100_003).to_string()).collect();
            format!("{{\"title\": \"Report {n}\", \"body\": \"{named} {}\"}}\n", words.join(" "))
        };
        self.write(name, &(0..lines).map(line).collect::<Vec<_>>().concat());
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_followspot"));
        command.args(arguments).current_dir(self.path("articles")).env_clear().env("HOME", self.0.path());
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// What a command prints that ends well.
    fn said(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        assert!(output.status.success(), "{arguments:?}: {}", text(output.stderr));
        text(output.stdout)
    }

    /// How many articles the library tells it has.
    fn articles(&self) -> usize {
        let told = self.said(&["library"]);
        told.lines().nth(1).unwrap().split(' ').next().unwrap().parse().unwrap()
    }
}

#[test]
fn what_is_brought_in_is_read_without_its_files() {
    let home = Home::new();
    home.write("a.txt", "A visit\n\nVladimir Putin came, and he stayed.\n");
    home.write("b.md", "# Prices\n\nGas costs more, said Alexander Lukashenko.\n");
    home.write_lines("c.jsonl", 3);
    let of_files = [
        home.said(&["mentions", "--format", "jsonl", "."]).lines().count(),
        home.said(&["search", "gas OR report", "."]).lines().count(),
    ];
    home.said(&["import", "."]);
    for name in ["a.txt", "b.md", "c.jsonl"] {
        fs::remove_file(home.path("articles").join(name)).unwrap();
    }
    let of_library = [
        home.said(&["mentions", "--format", "jsonl", "--library"]).lines().count(),
        home.said(&["search", "gas OR report", "--library"]).lines().count(),
    ];
    assert_eq!(of_library, of_files);
    let name = home.path("articles/a.txt").to_string_lossy().into_owned();
    assert!(home.said(&["text", "--library", &name]).starts_with("A visit\n"));
    assert!(home.said(&["cast", "--library"]).starts_with("Vladimir Putin putin: "));
    let screen = home.said(&["--library", "--print", "--keys", "1n"]);
    assert!(screen.contains("mention 1/"), "{screen}");
    assert_eq!(home.articles(), 5);
    assert_eq!(home.said(&["library", "check"]), "The library is whole.\n");
}

#[test]
fn what_is_brought_in_again_is_read_where_it_has_changed() {
    let home = Home::new();
    home.write("a.txt", "One thing.");
    home.write("b.txt", "Another thing.");
    home.said(&["import", "a.txt", "b.txt"]);
    home.write("a.txt", "Something else.");
    home.write("c.txt", "A third thing.");
    home.said(&["import", "a.txt", "c.txt"]);
    assert_eq!(home.articles(), 3);
    let titles = home.said(&["search", "thing OR else", "--library", "--format", "csv"]);
    assert!(
        titles.contains("Something else") && titles.contains("Another") && !titles.contains("One thing"),
        "{titles}"
    );
}

#[test]
fn the_newest_articles_with_a_word_come_first() {
    let home = Home::new();
    let line = |(n, date): (usize, &str)| format!("{{\"title\": \"Gas {n}\", \"body\": \"Text {n}.\"{date}}}\n");
    let dated = |date: &str| format!(", \"date\": \"{date}\"");
    let all = [dated("2021-05-03"), String::new(), dated("2022-05-03"), dated("2020-05-03"), dated("2022-05-03")];
    home.write("a.jsonl", &all.iter().map(String::as_str).enumerate().map(line).collect::<String>());
    let titles = |arguments: &[&str]| {
        let table = home.said(&[&["search", "gas", "--format", "csv"], arguments].concat());
        table.lines().skip(1).map(|line| line.split(',').nth(1).unwrap().to_owned()).collect::<Vec<_>>()
    };
    home.said(&["import", "a.jsonl"]);
    for pile in ["a.jsonl", "--library"] {
        assert_eq!(titles(&["--sort", "date", pile]), ["Gas 2", "Gas 4", "Gas 0", "Gas 3", "Gas 1"], "{pile}");
        assert_eq!(titles(&["--sort", "date", "--limit", "2", pile]), ["Gas 2", "Gas 4"], "{pile}");
        assert_eq!(titles(&["--limit", "2", pile]), ["Gas 0", "Gas 1"], "{pile}");
    }
}

#[test]
fn an_import_waits_for_its_turn_and_an_open_reader_is_no_hindrance() {
    let home = Home::new();
    home.write_lines("a.jsonl", 30);
    home.write("b.txt", "Vladimir Putin came.");
    home.said(&["import", "a.jsonl"]);
    let lock = fs::File::open(home.path(".local/share/followspot/library.db-lock")).unwrap();
    lock.lock().unwrap();
    let mut import = home.command(&["import", "b.txt"]).spawn().unwrap();
    let told = "followspot: Another Followspot writes to the library: waiting for it.\n";
    let mut said = vec![0; told.len()];
    import.stderr.as_mut().unwrap().read_exact(&mut said).unwrap();
    assert_eq!(std::str::from_utf8(&said), Ok(told));
    assert_eq!(home.articles(), 30);
    lock.unlock().unwrap();
    assert!(import.wait().unwrap().success());
    assert_eq!(home.articles(), 31);
}

#[test]
fn what_is_taken_out_is_gone() {
    let home = Home::new();
    fs::create_dir(home.path("articles/sub")).unwrap();
    home.write("sub/a.txt", "Putin one.");
    home.write("sub/b.txt", "Putin two.");
    home.write("sub.txt", "Putin three.");
    home.said(&["import", "."]);
    assert_eq!(home.said(&["library", "forget", "sub"]), "2 articles were taken out of the library.\n");
    assert_eq!(home.run(&["library", "forget", "sub"]).status.code(), Some(1));
    home.said(&["library", "compact"]);
    assert_eq!(home.said(&["library", "check"]), "The library is whole.\n");
    assert_eq!(home.said(&["mentions", "--library", "--format", "csv"]).lines().count(), 2);
    let screen = home.said(&["--library", "--print", "--keys", "1"]);
    assert!(screen.contains("1 in 1 article"), "{screen}");
}

#[test]
fn a_folder_has_one_index_however_it_is_named() {
    let home = Home::new();
    fs::create_dir(home.path("articles/sub")).unwrap();
    home.write("sub/a.txt", "Vladimir Putin came.");
    std::os::unix::fs::symlink("sub", home.path("articles/link")).unwrap();
    let whole = home.path("articles/sub").to_string_lossy().into_owned();
    for (typed, name) in [
        ("sub", "sub/a.txt".to_owned()),
        ("./sub/", "./sub/a.txt".to_owned()),
        ("link", "link/a.txt".to_owned()),
        (&whole, format!("{whole}/a.txt")),
    ] {
        let screen = home.said(&[typed, "--print", "--keys", "1"]);
        assert!(screen.contains("1 in 1 article"), "{screen}");
        assert!(home.said(&["search", "putin", typed, "--format", "csv"]).contains(&format!("\n{name},")), "{typed}");
    }
    let kept = fs::read_dir(home.path(".cache/followspot")).unwrap().map(|entry| entry.unwrap().path());
    assert_eq!(kept.filter(|path| path.extension().is_some_and(|ending| ending == "index")).count(), 1);
}

#[test]
fn without_a_library_it_is_said_what_to_do() {
    let output = Home::new().run(&["mentions", "--library"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(said.contains("The library is empty.") && said.contains("followspot import"), "{said}");
}

#[test]
fn an_import_that_is_killed_loses_nothing_and_goes_on() {
    let home = Home::new();
    home.write_lines("a.jsonl", 6_000);
    for n in 0..200 {
        home.write(&format!("b{n:03}.txt"), &format!("Text {n}\n\nPutin was there."));
    }
    let (mut before, begun) = (0, Instant::now());
    for n in 0..20_u64 {
        let mut import = home.command(&["import", "."]).spawn().unwrap();
        // The times are as uneven as the machine makes them.
        std::thread::sleep(Duration::from_millis(20 + n * n * 37 % 180));
        import.kill().unwrap();
        import.wait().unwrap();
        if !home.path(".local/share/followspot/library.db").exists() {
            continue;
        }
        let now = home.articles();
        assert!(now >= before, "of {before} articles {now} are left after {:?}", begun.elapsed());
        assert_eq!(home.said(&["library", "check"]), "The library is whole.\n");
        before = now;
    }
    home.said(&["import", "."]);
    assert_eq!(home.articles(), 6_200);
    let names = home.said(&["search", "report OR text", "--library", "--format", "csv"]);
    let names: std::collections::BTreeSet<&str> = names.lines().skip(1).map(|l| l.split(',').next().unwrap()).collect();
    assert_eq!(names.len(), 6_200);
    let screen = home.said(&["--library", "--print", "--keys", "1"]);
    assert!(screen.contains("2200 in 2200 articles"), "{screen}");
}

#[test]
fn a_full_disk_is_told_and_does_no_damage() {
    let home = Home::new();
    home.write_lines("a.jsonl", 3_000);
    // A file may have no more blocks than this, which a program can be told as little as of a full disk.
    let script = "trap '' XFSZ; ulimit -f 1500; exec \"$0\" import .";
    let mut shell = Command::new("sh");
    shell.args(["-c", script, env!("CARGO_BIN_EXE_followspot")]).current_dir(home.path("articles"));
    let output = shell.env_clear().env("HOME", home.0.path()).stdin(Stdio::null()).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("The library cannot be written"), "{said}");
    assert_eq!(home.said(&["library", "check"]), "The library is whole.\n");
    let some = home.articles();
    assert!(some > 0 && some < 3_000, "{some}");
    home.said(&["import", "."]);
    assert_eq!(home.articles(), 3_000);
}
