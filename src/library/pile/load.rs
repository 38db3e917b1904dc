//! Brings the pile up to date: walks, reads what is new or has changed, and goes through for mentions, in order and in
//! groups.

use std::ops::ControlFlow;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::thread;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, unbounded};

use crate::article::{Fields, PdfTrouble, Unreadable, Wanted};
use crate::library::index::{FileState, Index, IndexError, is_damage};
use crate::library::order::{in_groups, in_order, step_back};
use crate::library::sources::{self, Input, Item};
use crate::library::trouble::Trouble;

use super::entry::{Entry, Finding};
use super::jobs::{File, Job, Seen, Task, jobs};
use super::saving::Done;
use super::watch::watch;
use super::wording::put_words;
use super::{Find, Following, News, Shared, locked};

/// How many articles one thread takes at a time: few enough that the first screenful comes at once.
const GROUP: usize = 8;

/// How many articles one thread goes through at a time.
const THROUGH: usize = 64;

/// How many files or portions are read before the rest is read behind the reader's back: a screenful.
const FIRST: usize = 64;

/// How many files are walked before those that were walked first are read.
const AHEAD: usize = 100_000;

/// How long is waited for these.
const TURN: Duration = Duration::from_millis(10);

/// How long is waited between two reports.
const PACE: Duration = Duration::from_millis(250);

/// How much there is to list, for those who wait for it.
#[derive(Clone, Default)]
pub(super) struct Arrived {
    /// Articles that can be listed.
    pub(super) read: usize,
    /// Whether these are all.
    pub(super) all: bool,
    /// Whether everything that was named has been walked.
    pub(super) walked: bool,
    /// Whether the words of all are known.
    pub(super) worded: bool,
}

/// Starts to fill the pile. The threads hold no handle to it, so that they end soon after the last one is dropped.
pub(super) fn start(shared: &Arc<Shared>, input: Input) {
    let pile = Arc::downgrade(shared);
    let index = shared.index();
    let (ours, reads_only) = (index.is_ours(), index.is_library() && input.sources.is_empty());
    drop(index);
    thread::spawn(move || {
        if !ours {
            return follow(&pile);
        }
        on(&pile, |pile| drop(pile.index().doubt(&Trouble::from(Unreadable::Pdf(PdfTrouble::Slow)))))?;
        fill_in_turn(&pile, input.clone())?;
        if reads_only {
            // What comes into the library now, another one brings in.
            on(&pile, |pile| pile.index().hand_over())?;
            return follow(&pile);
        }
        if cfg!(feature = "watch") { watch(&pile, &input) } else { ControlFlow::Break(()) }
    });
}

/// Goes through all once more where something has changed, unless a thread does so anyway.
pub(super) fn again(pile: &Arc<Shared>) {
    let pile = Arc::downgrade(pile);
    thread::spawn(move || {
        step_back();
        go_on(&pile)
    });
}

/// Reads once more what was named.
pub(super) fn fill_again(pile: &Arc<Shared>, input: Input) {
    let pile = Arc::downgrade(pile);
    thread::spawn(move || {
        step_back();
        fill_in_turn(&pile, input)
    });
}

/// Brings the pile up to date, once nobody else does.
pub(super) fn fill_in_turn(pile: &Weak<Shared>, input: Input) -> ControlFlow<()> {
    let filling = pile.upgrade().map(|pile| pile.filling.clone()).unwrap_or_default();
    let _turn = locked(&filling);
    fill(pile, input)
}

/// Brings the pile up to date. Where the index cannot be written to, that is told, and all is read into memory.
pub(super) fn fill(pile: &Weak<Shared>, input: Input) -> ControlFlow<()> {
    let (again, fields) = (input.clone(), input.fields.clone());
    let items = walking(pile.clone(), input);
    let seen = Arc::new(Mutex::new(Seen::default()));
    let mut jobs = jobs(pile.clone(), items.into_iter(), fields.clone(), seen.clone());
    let filled = fill_with(pile, &mut jobs, &fields, &seen);
    drop(jobs);
    match filled {
        Ok(done) => done?,
        Err(error) => {
            let mut goes_on = false;
            on(pile, |pile| goes_on = pile.leave_index(&error.into()))?;
            return if goes_on { fill(pile, again) } else { ControlFlow::Break(()) };
        }
    }
    go_on(pile)
}

fn fill_with(
    pile: &Weak<Shared>,
    jobs: &mut (impl Iterator<Item = Job> + Send),
    fields: &Fields,
    seen: &Mutex<Seen>,
) -> rusqlite::Result<ControlFlow<()>> {
    read(pile, jobs.by_ref().take(FIRST), fields, false)?;
    step_back();
    let mut rest = jobs.peekable();
    if rest.peek().is_some() {
        go_through(pile);
        read(pile, rest, fields, true)?;
    }
    let Some(pile) = pile.upgrade() else { return Ok(ControlFlow::Break(())) };
    pile.settle(&std::mem::take(&mut *locked(seen)))?;
    Ok(ControlFlow::Continue(()))
}

/// Walks what was named, on a thread of its own.
fn walking(pile: Weak<Shared>, input: Input) -> Receiver<Item> {
    let (sender, items) = unbounded();
    thread::spawn(move || {
        let shared = pile.upgrade().map(|pile| (pile.walked.clone(), pile.work.clone()));
        let (walked, work) = shared.unwrap_or_default();
        for item in sources::walk(input.sources) {
            locked(&walked).add(&item.name);
            work.total.fetch_add(item.size(), Ordering::Relaxed);
            while sender.len() > AHEAD && pile.strong_count() > 0 {
                thread::sleep(TURN);
            }
            if sender.send(item).is_err() {
                return ControlFlow::Break(());
            }
        }
        on(&pile, |pile| pile.arrive(|arrived| arrived.walked = true))
    });
    items
}

/// Goes through all until nothing is left, however often something changes meanwhile.
fn go_on(pile: &Weak<Shared>) -> ControlFlow<()> {
    let mut going = true;
    while going {
        go_through(pile);
        on(pile, |pile| {
            going = pile.articles_mut().goes_on();
            pile.changed();
            pile.save();
            pile.report();
        })?;
    }
    let mut is_apart = false;
    on(pile, |pile| is_apart = pile.is_apart)?;
    if is_apart {
        return ControlFlow::Continue(());
    }
    put_words(pile);
    on(pile, |pile| pile.arrive(|arrived| arrived.worded = true))
}

/// Does the jobs, and goes through what is read where `find` says so.
fn read(
    pile: &Weak<Shared>,
    jobs: impl Iterator<Item = Job> + Send,
    fields: &Fields,
    find: bool,
) -> rusqlite::Result<()> {
    let work = |group: Vec<Job>| {
        let wanted = Wanted { fields, ..Wanted::default() };
        let pile = pile.upgrade()?;
        let (index, (Following { find: finder, .. }, round)) = (pile.index(), pile.following());
        let done = group.into_iter().map(|job| giving_way(|| done(job, &index, wanted, find.then_some(&*finder))));
        Some((done.collect::<Vec<Done>>(), round))
    };
    let mut result = Ok(());
    in_order(in_groups(jobs, GROUP, Job::weight), work, |done| {
        let Some(((done, round), pile)) = done.zip(pile.upgrade()) else { return ControlFlow::Break(()) };
        result = pile.take_in(done, round);
        if result.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    result
}

/// Does a job.
fn done(job: Job, index: &Index, wanted: Wanted<'_>, find: Option<&Find>) -> Done {
    let state: FileState = job.state(index.is_kept());
    let Job { file, task, .. } = job;
    let File { name, .. } = &file;
    let mut entries = Vec::new();
    let mut take = |item: Item| {
        item.each(wanted, &mut |found| entries.push(Entry::read(found, name, index.packing(), find)));
    };
    let bytes = match &task {
        Task::Whole(item, _) | Task::Portion(item, _) => item.size(),
        Task::End => 0,
    };
    let (same, empties) = match task {
        Task::Whole(_, Some(before)) if before.whole && before.mark == state.mark && state.mark != 0 => (true, false),
        Task::Whole(item, before) => {
            take(item);
            (false, before.is_some())
        }
        Task::Portion(item, empties) => {
            take(item);
            (false, empties)
        }
        Task::End => (true, false),
    };
    Done { file, state, same, empties, bytes, entries }
}

/// Goes through what has not been gone through.
pub(super) fn go_through(pile: &Weak<Shared>) {
    let left = pile.upgrade().map(|pile| pile.left_to_go_through()).unwrap_or_default();
    let group = |ids: Vec<u32>| {
        let pile = pile.upgrade()?;
        let (index, (Following { find, .. }, round)) = (pile.index(), pile.following());
        let found = ids.into_iter().map(|id| {
            let finding = || Some(Finding::found(&index.article(id).ok()?.0, &*find));
            (id, giving_way(finding).unwrap_or_default())
        });
        Some((found.collect::<Vec<_>>(), round))
    };
    in_order(in_groups(left.into_iter(), THROUGH, |_| 1), group, |found| {
        let Some(((found, round), pile)) = found.zip(pile.upgrade()) else { return ControlFlow::Break(()) };
        pile.note_all(found, round);
        ControlFlow::Continue(())
    });
}

/// Of an index that another process writes to: takes in what comes.
fn follow(pile: &Weak<Shared>) -> ControlFlow<()> {
    on(pile, Shared::settle_elsewhere)?;
    go_on(pile)?;
    let (mut last, mut changed) = (None, false);
    loop {
        thread::sleep(PACE);
        on(pile, |pile| {
            let now = pile.index().changes_elsewhere().ok();
            changed = std::mem::replace(&mut last, now) != now;
            if changed {
                pile.take_over();
            }
        })?;
        if changed {
            go_on(pile)?;
        }
    }
}

/// Does the work of one article, and lets a thread that has been woken meanwhile have the core: a slice is longer than
/// a key may wait.
pub(super) fn giving_way<R>(work: impl FnOnce() -> R) -> R {
    let done = work();
    thread::yield_now();
    done
}

/// Does something with the pile while there is still a handle to it.
pub(super) fn on(pile: &Weak<Shared>, work: impl FnOnce(&Arc<Shared>)) -> ControlFlow<()> {
    let Some(shared) = pile.upgrade() else { return ControlFlow::Break(()) };
    work(&shared);
    ControlFlow::Continue(())
}

/// What is said where an index cannot be used.
pub(super) fn unwritten(error: &IndexError, is_library: bool) -> String {
    if is_library {
        return format!("The library cannot be written ({error}): what is in it so far is whole, and stays.");
    }
    let damaged = matches!(error, IndexError::Database(error) if is_damage(error));
    let why = if damaged { "it is damaged, and will be made anew".to_owned() } else { error.to_string() };
    format!("The index of this pile cannot be used ({why}): it is read without one, and nothing else is lost.")
}

impl Shared {
    pub(super) fn arrive(&self, arrival: impl FnOnce(&mut Arrived)) {
        arrival(&mut locked(&self.arrived));
        self.arrival.notify_all();
    }

    /// Reports, unless it was done a moment ago.
    pub(super) fn report_calmly(self: &Arc<Self>) {
        let mut last = locked(&self.reported);
        if last.is_none_or(|last| last.elapsed() >= PACE) {
            *last = Some(Instant::now());
            drop(last);
            self.report();
        }
    }

    /// Tells the person something.
    pub(super) fn notice(&self, sentence: String) {
        (self.tell)(News::Notice(sentence));
    }

    /// Waits until something has arrived, for no longer than `patience`.
    pub(super) fn wait_while(&self, patience: Duration, missing: impl Fn(&Arrived) -> bool) {
        let arrived = self.arrival.wait_timeout_while(locked(&self.arrived), patience, |arrived| missing(arrived));
        drop(arrived.unwrap_or_else(PoisonError::into_inner));
    }
}
