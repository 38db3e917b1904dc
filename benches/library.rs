//! How long a large library takes: to bring articles in, to open it, and to answer what is asked between a key and its
//! frame. `FOLLOWSPOT_BENCH_ARTICLES` says how many articles there are (20,000), `FOLLOWSPOT_BENCH_FILE` names a file of
//! JSON lines in place of those that are made up here, and `FOLLOWSPOT_BENCH_WORDS` a rare and a common word in it.

#![expect(clippy::unwrap_used, reason = "a bench fails by panicking")]
#![expect(clippy::print_stdout, reason = "a bench prints what it measures")]
#![expect(clippy::cast_precision_loss, reason = "figures are rounded anyway")]

#[path = "prose/sentences.rs"]
mod prose;

use std::env;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use followspot::cast::{ActorIndex, Cast};
use followspot::library::pile::{Following, Pile};
use followspot::library::{Followed, Input, Shelf};
use followspot::mention::Counted;
use followspot::query::{ArticleId, Listing, Lit, Order, Place, Step};
use followspot::session::Desk;

/// The variable under which the bench is told that it is to ask, and not to bring in: each in a process of its own, so
/// that the memory of the one is not that of the other.
const ASKS: &str = "FOLLOWSPOT_BENCH_LIBRARY";

fn main() {
    if let Some(home) = env::var_os(ASKS) {
        return ask(Path::new(&home));
    }
    let home = tempfile::tempdir().unwrap();
    let file = env::var_os("FOLLOWSPOT_BENCH_FILE").map_or_else(|| corpus(home.path()), PathBuf::from);
    bring_in(home.path(), &file);
    search(home.path());
    let asked = Command::new(env::current_exe().unwrap()).env(ASKS, home.path()).status().unwrap();
    assert!(asked.success());
}

/// Articles of some 3 KB from ten years: one in four names Putin, one in a thousand Tokayev, three have a word that no
/// other has.
fn corpus(folder: &Path) -> PathBuf {
    let articles = env::var("FOLLOWSPOT_BENCH_ARTICLES").map_or(20_000, |count| count.parse().unwrap());
    let path = folder.join("articles.jsonl");
    let mut file = BufWriter::new(File::create(&path).unwrap());
    for n in 0..articles {
        let mut text = String::new();
        for line in 0..30 {
            text.push_str(prose::sentence(n, line));
            write!(text, " {} ", (n * 7919 + line * 104_729) % 1_000_003).unwrap();
        }
        let named = [(4, "Vladimir Putin said that he would come himself."), (1000, "Kassym-Jomart Tokayev left.")];
        named.iter().filter(|(every, _)| n % every == 0).for_each(|(_, sentence)| text.push_str(sentence));
        if n % (articles / 3 + 1) == 5 {
            text.push_str(" Quasimodogeniti.");
        }
        let date = format!("{}-{:02}-{:02}", 2013 + n * 31 % 10, n * 7 % 12 + 1, n * 13 % 28 + 1);
        let title = format!("Report number {n} from the region");
        writeln!(file, "{{\"title\": \"{title}\", \"date\": \"{date}\", \"body\": \"{text}\"}}").unwrap();
    }
    file.into_inner().unwrap();
    path
}

fn followspot(home: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_followspot"));
    command.args(arguments).env_clear().env("HOME", home).stdin(Stdio::null()).stdout(Stdio::null());
    command
}

fn bring_in(home: &Path, file: &Path) {
    let begun = Instant::now();
    assert!(followspot(home, &["import", file.to_str().unwrap()]).status().unwrap().success());
    let (seconds, raw) = (begun.elapsed().as_secs_f64(), fs::metadata(file).unwrap().len());
    followspot(home, &["library", "compact"]).status().unwrap();
    let (pile, size) = (open(home), fs::metadata(library(home)).unwrap().len());
    let articles = pile.progress().read;
    println!("import: {articles} articles in {seconds:.1} s, {:.0} a second", articles as f64 / seconds);
    println!("index: {:.2} times the text of {} MB", size as f64 / raw as f64, raw >> 20);
}

/// Searches on the command line, from the start of the program to its end.
fn search(home: &Path) {
    let words = env::var("FOLLOWSPOT_BENCH_WORDS").unwrap_or_else(|_| "quasimodogeniti,capital".to_owned());
    for (word, limit) in words.split(',').zip(["1000", "50"]) {
        for order in ["pile", "date"] {
            let arguments = ["search", "--library", "--sort", order, "--limit", limit, word];
            let run = || followspot(home, &arguments).status().unwrap();
            run();
            let mut times: Vec<Duration> = (0..5).map(|_| time(run)).collect();
            times.sort_unstable();
            println!("search for {word} by {order}, at most {limit}: {:?}", times[2]);
        }
    }
}

fn library(home: &Path) -> PathBuf {
    home.join(".local/share/followspot/library.db")
}

/// Opens the library as the reader does.
fn open(home: &Path) -> Pile {
    let followed = Followed { cast: Cast::builtin(), ..Followed::default() };
    let Following { find, actors, mark } = Desk::new(<_>::default(), followed).following();
    Pile::open(Input::default(), &Shelf::Library(library(home)), Following { find, actors, mark }, |_| ())
}

fn ask(home: &Path) {
    let begun = Instant::now();
    let pile = open(home);
    pile.rows(&Listing::default(), 0, 40);
    let first = begun.elapsed();
    let articles = pile.progress().read;
    pile.article(ArticleId(0)).unwrap();
    println!("opening to the first rows: {first:?}");
    while !pile.progress().complete {
        std::thread::yield_now();
    }
    println!("memory then: {} MB", memory());
    let rare = Listing { lit: Lit::Actor(ActorIndex(2), Counted::default()), ..Listing::default() };
    let places: Vec<usize> = (0..200).map(|n| n * 7919 * 31 % articles).collect();
    measure("rows anywhere in the list", &places, |place| drop(pile.rows(&Listing::default(), place, 108)));
    measure("opening an article with its mentions", &places, |place| drop(pile.article(id(place))));
    measure("rows with the actor lit", &places, |place| drop(pile.rows(&rare, place, 108)));
    let from = |place| Some(Place { article: id(place), top: 0, stop: None });
    let step = Step { count: 1, articles: false };
    measure("the next mention", &places, |place| assert!(pile.walk(&rare, from(place), step).is_some()));
    measure("all counts", &places[..20], |_| drop(pile.tallies(Counted::default(), 20)));
    measure("the first rows of another actor", &places[..20], |n| drop(pile.rows(&lit(n), 0, 108)));
    let filtered = |n: usize| Listing { filter: format!("report {n}"), ..Listing::default() };
    measure("a filter over all titles", &places[..5], |n| drop(pile.rows(&filtered(n), 0, 40)));
    let newest = Listing { order: Order::Newest, ..Listing::default() };
    println!("all by date, the first time: {:?}", time(|| pile.rows(&newest, 0, 40)));
    measure("rows anywhere in the list by date", &places, |place| drop(pile.rows(&newest, place, 108)));
    println!("memory at last: {} MB", memory());
}

fn lit(n: usize) -> Listing {
    Listing { lit: Lit::Actor(ActorIndex(u16::try_from(n % 3).unwrap()), Counted::default()), ..Listing::default() }
}

fn id(place: usize) -> ArticleId {
    ArticleId(u32::try_from(place).unwrap())
}

fn time<T>(work: impl FnOnce() -> T) -> Duration {
    let begun = Instant::now();
    drop(work());
    begun.elapsed()
}

/// Prints the median and the longest time.
fn measure(what: &str, places: &[usize], mut work: impl FnMut(usize)) {
    let mut times: Vec<Duration> = places.iter().map(|place| time(|| work(*place))).collect();
    times.sort_unstable();
    println!("{what}: {:?}, at most {:?}", times[times.len() / 2], times[times.len() - 1]);
}

/// The memory of this process in MB, without the pages of files, where the system tells it.
fn memory() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok()).map_or(0, |kilobytes| kilobytes >> 10)
}
