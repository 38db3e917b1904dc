//! How long it takes to open a pile of 10,000 articles, and to answer what is asked between a key and its frame.

#![expect(clippy::unwrap_used, reason = "a bench fails by panicking")]

#[path = "prose/sentences.rs"]
mod prose;

use std::fmt::Write as _;
use std::path::Path;
use std::sync::{Arc, mpsc};
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use followspot::cast::{ActorIndex, Cast};
use followspot::library::pile::{Following, News, Pile};
use followspot::library::{Input, Shelf, Source};
use followspot::mention::{Counted, Finder};
use followspot::query::{ArticleId, Listing, Lit, Place, Progress, Step};
use tempfile::TempDir;

const ARTICLES: usize = 10_000;

const NAMED: [&str; 3] = [
    "Vladimir Putin said that he would come himself.",
    "Alexander Lukashenko had asked for the meeting.",
    "Kassym-Jomart Tokayev sent his regards.",
];

/// A folder of articles of some 3 KB, of which one in four names somebody.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for n in 0..ARTICLES {
        let mut text = format!("Report number {n} from the region\n\n");
        for line in 0..30 {
            let sentence = prose::sentence(n, line);
            let end = if line % 5 == 4 { "\n\n" } else { " " };
            write!(text, "{sentence}{end}").unwrap();
        }
        if n % 4 == 0 {
            writeln!(text, "{}", NAMED[n / 4 % NAMED.len()]).unwrap();
        }
        std::fs::write(folder.path().join(format!("{n:05}.txt")), text).unwrap();
    }
    folder
}

fn finder() -> Following {
    let finder = Finder::new(&Cast::builtin());
    Following { find: Arc::new(move |article: &_| finder.find(article)), actors: 3, mark: 1 }
}

/// The pile once `enough` has been done of it.
fn opened(folder: &Path, find: Following, enough: impl Fn(Progress) -> bool + Send + Sync + 'static) -> Pile {
    let (sender, done) = mpsc::channel();
    let report = move |news| {
        if matches!(news, News::Progress(progress) if enough(progress)) {
            let _ = sender.send(());
        }
    };
    let pile = Pile::open(Input::from_iter([Source::Path(folder.to_owned())]), &Shelf::Memory, find, report);
    done.recv().unwrap();
    pile
}

fn open(criterion: &mut Criterion) {
    let (folder, find) = (folder(), finder());
    let mut group = criterion.benchmark_group("open");
    group.sample_size(10).measurement_time(Duration::from_secs(20));
    let mut bench = |name: &str, enough: fn(Progress) -> bool| {
        group.bench_function(name, |b| b.iter(|| opened(folder.path(), find.clone(), enough)));
    };
    bench("first screen", |progress| progress.read > 0);
    bench("all read", |progress| progress.read == ARTICLES);
    bench("all gone through", |progress| progress.complete);
}

fn ask(criterion: &mut Criterion) {
    let folder = folder();
    let pile = opened(folder.path(), finder(), |progress| progress.complete);
    let putin = Listing { lit: Lit::Actor(ActorIndex(0), Counted::default()), ..Listing::default() };
    let filtered = |n: usize| Listing { filter: format!("report {n}"), ..putin.clone() };
    let from = Place { article: ArticleId(5_000), top: 0, stop: None };
    let step = |count| Step { count, articles: false };
    let mut group = criterion.benchmark_group("ask");
    group.bench_function("rows", |b| b.iter(|| pile.rows(&putin, 5_000, 100)));
    group.bench_function("step", |b| b.iter(|| pile.walk(&putin, Some(from), step(1))));
    group.bench_function("step over the end", |b| b.iter(|| pile.walk(&putin, Some(from), step(2_000))));
    group.bench_function("tallies", |b| b.iter(|| pile.tallies(Counted::default(), 20)));
    let mut n = 0;
    group.bench_function("rows under a new filter", |b| {
        b.iter(|| {
            n += 1;
            pile.rows(&filtered(n), 0, 100)
        });
    });
}

criterion_group!(benches, open, ask);
criterion_main!(benches);
