//! A newsroom at once: so many readers over SSH, each of whom presses a key every second for a minute, on one library; and
//! then so many who do nothing. `cargo bench --bench serve -- [READERS [ARTICLES [SECONDS [IDLE]]]]`, by default 500
//! readers, 100,000 articles, 60 seconds and 2,000 idle.
//!
//! Clients and server share the machine, so that the figures are worse than those of a server alone.

#![expect(clippy::unwrap_used, reason = "a bench fails by panicking")]
#![expect(clippy::print_stdout, reason = "a bench tells its figures")]

#[path = "serve/newsroom.rs"]
mod newsroom;
#[path = "serve/person.rs"]
mod person;

use std::ops::Range;
use std::sync::Arc;
use std::time::{Duration, Instant};

use newsroom::Newsroom;
use person::Person;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

/// How many log in at once; the server lets no more of one address try.
const AT_ONCE: usize = 16;
/// How long idle ones are watched.
const WATCHED: Duration = Duration::from_secs(30);

fn main() {
    let given: Vec<usize> = std::env::args().skip(1).filter_map(|argument| argument.parse().ok()).collect();
    let [readers, articles, seconds, idle] =
        [(0, 500), (1, 100_000), (2, 60), (3, 2000)].map(|(at, usual)| given.get(at).copied().unwrap_or(usual));
    let newsroom = Newsroom::open(articles, readers + idle);
    println!("{articles} articles are read; the server takes {}", megabytes(newsroom.memory()));
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let people = gather(&newsroom, 0..readers).await;
        work(&newsroom, people, Duration::from_secs(seconds as u64)).await;
    });
    runtime.block_on(async {
        let people = gather(&newsroom, readers..readers + idle).await;
        tokio::time::sleep(Duration::from_secs(5)).await;
        let before = newsroom.processor();
        tokio::time::sleep(WATCHED).await;
        let used = newsroom.processor().saturating_sub(before);
        let share = used.as_secs_f64() / WATCHED.as_secs_f64() * 100.0;
        println!("{} idle: {share:.2} % of one core, {}", people.len(), megabytes(newsroom.memory()));
    });
}

/// Lets people log in and see the first frame.
async fn gather(newsroom: &Newsroom, numbers: Range<usize>) -> Vec<Person> {
    let (before, start) = (newsroom.memory(), Instant::now());
    let (permits, mut coming) = (Arc::new(Semaphore::new(AT_ONCE)), JoinSet::new());
    let count = numbers.len();
    for number in numbers {
        let (permits, address) = (permits.clone(), newsroom.address);
        coming.spawn(async move {
            let _permit = permits.acquire().await;
            Person::come(address, newsroom::key(number), number).await
        });
    }
    let people: Vec<Person> = coming.join_all().await.into_iter().flatten().collect();
    let each = newsroom.memory().saturating_sub(before) / people.len().max(1) as u64;
    println!(
        "{} of {count} came in {:.1} s; {} for each",
        people.len(),
        start.elapsed().as_secs_f64(),
        megabytes(each)
    );
    people
}

/// Lets all press a key every second.
async fn work(newsroom: &Newsroom, people: Vec<Person>, time: Duration) {
    let (count, before, used) = (people.len(), newsroom.memory(), newsroom.processor());
    let mut working = JoinSet::new();
    for person in people {
        working.spawn(person.work(time));
    }
    let (mut times, mut errors) = (Vec::new(), 0);
    let end = working.join_all();
    let watch = async {
        tokio::time::sleep(time / 2).await;
        newsroom.memory()
    };
    let (done, middle) = tokio::join!(end, watch);
    for (took, failed) in done {
        times.extend(took);
        errors += failed;
    }
    times.sort_unstable();
    let at = |thousandth: usize| times.get(times.len() * thousandth / 1000).copied().unwrap_or_default();
    println!("{count} readers for {} s: {} keys, {errors} without a frame", time.as_secs(), times.len() + errors);
    println!(
        "key to frame: median {:.1?}, 99 % {:.1?}, most {:.1?}",
        at(500),
        at(990),
        times.last().copied().unwrap_or_default()
    );
    println!(
        "memory before {}, in the middle {}, at the end {}; {:.1} s of processor",
        megabytes(before),
        megabytes(middle),
        megabytes(newsroom.memory()),
        newsroom.processor().saturating_sub(used).as_secs_f64()
    );
}

fn megabytes(bytes: u64) -> String {
    format!("{}.{:02} MB", bytes / 1_000_000, bytes / 10_000 % 100)
}
