//! Looks from time to time whether files have come, have changed or are gone, and brings the pile up to date then.
//!
//! It goes by names, sizes and times, as they are told on any file system, also where the system tells of no changes. It
//! takes no more than a small share of a core, so that a large folder is looked at more seldom.

use std::ops::ControlFlow;
use std::sync::Weak;
use std::thread;
use std::time::{Duration, Instant};

use twox_hash::XxHash3_128;

use crate::library::sources::{self, Input, Source};

use super::Shared;
use super::load::{fill_in_turn, on};

/// How long is waited at least between two looks.
const SHORTEST: Duration = Duration::from_secs(2);
/// How many times as long as a look takes is waited for the next.
const SHARE: u32 = 200;
/// How soon it is noticed that nobody reads any more.
const TURN: Duration = Duration::from_millis(250);

/// Watches what was named, for as long as the pile is open, where its index is kept by this process.
pub(super) fn watch(pile: &Weak<Shared>, input: &Input) -> ControlFlow<()> {
    let files: Vec<Source> = input.sources.iter().filter(|source| source.path().is_some()).cloned().collect();
    let mut is_kept = false;
    on(pile, |pile| is_kept = pile.keeps_files())?;
    if files.is_empty() || !is_kept {
        return ControlFlow::Break(());
    }
    let (mut seen, mut pause) = glance(&files);
    loop {
        rest(pile, pause)?;
        let before = seen;
        (seen, pause) = glance(&files);
        if seen != before {
            fill_in_turn(pile, input.clone())?;
        }
    }
}

/// The mark of all files as they are now, and how long to wait for the next look.
fn glance(files: &[Source]) -> (u128, Duration) {
    let (begun, mut hasher) = (Instant::now(), XxHash3_128::new());
    for item in sources::walk(files.to_vec()) {
        hasher.write(item.name.as_bytes());
        // What was changed a moment ago is looked at once more when it has settled.
        let stat = item.stat().unwrap_or_default();
        hasher.write(&stat.size.to_le_bytes());
        hasher.write(&stat.time.to_le_bytes());
    }
    (hasher.finish_128(), SHORTEST.max(begun.elapsed() * SHARE))
}

/// Waits, unless the pile is closed meanwhile.
fn rest(pile: &Weak<Shared>, pause: Duration) -> ControlFlow<()> {
    let until = Instant::now() + pause;
    while Instant::now() < until {
        if pile.strong_count() == 0 {
            return ControlFlow::Break(());
        }
        thread::sleep(TURN.min(until.saturating_duration_since(Instant::now())));
    }
    ControlFlow::Continue(())
}
