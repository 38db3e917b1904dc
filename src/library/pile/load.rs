//! Fills the pile: walks, reads, and goes through for mentions, in order and in groups.

use std::ops::ControlFlow;
use std::sync::{Arc, PoisonError, Weak};
use std::thread;
use std::time::{Duration, Instant};

use crossbeam_channel::unbounded;

use crate::article::{Fields, Wanted};
use crate::library::order::{in_groups, in_order};
use crate::library::sources::{self, Input, Item};

use super::entry::Entry;
use super::{Shared, locked};

/// How many articles one thread takes at a time: few enough that the first screenful comes at once.
const GROUP: usize = 8;

/// How many articles are read before the rest is read behind the reader's back: a screenful.
const FIRST: usize = 64;

/// How far they step back, as in nice(1).
#[cfg(target_os = "linux")]
const NICE: i32 = 10;

/// How long is waited between two reports.
const PACE: Duration = Duration::from_millis(250);

/// How much there is to list, for those who wait for it.
#[derive(Default)]
pub(super) struct Arrived {
    /// Articles that can be listed.
    read: usize,
    /// Whether these are all.
    all: bool,
    /// Whether everything that was named has been walked.
    pub(super) walked: bool,
}

/// Starts to fill the pile. The threads hold no handle to it, so that they end soon after the last one is dropped.
pub(super) fn start(shared: &Arc<Shared>, Input { sources, fields }: Input) {
    let (sender, items) = unbounded();
    let (pile, walked) = (Arc::downgrade(shared), shared.walked.clone());
    let walking = pile.clone();
    thread::spawn(move || {
        for item in sources::walk(sources) {
            locked(&walked).add(&item.name);
            if sender.send(item).is_err() {
                return ControlFlow::Break(());
            }
        }
        on(&walking, |pile| pile.arrive(|arrived| arrived.walked = true))
    });
    thread::spawn(move || {
        let mut items = items.into_iter();
        read(&pile, items.by_ref().take(FIRST), &fields);
        step_back();
        read(&pile, items, &fields);
        on(&pile, Shared::all_read)?;
        go_on(&pile)
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

/// Goes through all until nothing is left, however often something changes meanwhile.
fn go_on(pile: &Weak<Shared>) -> ControlFlow<()> {
    let mut going = true;
    while going {
        go_through(pile);
        on(pile, |pile| {
            going = pile.articles_mut().goes_on();
            (pile.report)(pile.progress());
        })?;
    }
    ControlFlow::Continue(())
}

fn read(pile: &Weak<Shared>, items: impl Iterator<Item = Item> + Send, fields: &Fields) {
    let read = |group: Vec<Item>| {
        let wanted = Wanted { fields, ..Wanted::default() };
        let mut entries = Vec::new();
        for item in group {
            item.each(wanted, &mut |found| entries.push(giving_way(|| Entry::read(found))));
        }
        entries
    };
    in_order(in_groups(items.flat_map(Item::portions), GROUP, Item::weight), read, |entries| {
        on(pile, |pile| pile.append(entries))
    });
}

fn go_through(pile: &Weak<Shared>) {
    let count = pile.upgrade().map_or(0, |pile| pile.articles().entries.len());
    let places = (0..count).filter_map(|place| u32::try_from(place).ok());
    let group = |places: Vec<u32>| {
        places.into_iter().try_for_each(|place| giving_way(|| on(pile, |pile| drop(pile.mentions(place)))))
    };
    in_order(in_groups(places, GROUP, |_| 1), group, |done| {
        done?;
        on(pile, Shared::report_calmly)
    });
}

/// Lets whoever reads go first: from now on this thread, and those that it starts, leave the cores to all others.
///
/// Linux knows this thread by thread; elsewhere it concerns whole processes, and is left.
fn step_back() {
    #[cfg(target_os = "linux")]
    // Where it is not allowed a key waits a little longer.
    let _ = rustix::process::setpriority_process(Some(rustix::thread::gettid()), NICE);
}

/// Does the work of one article, and lets a thread that has been woken meanwhile have the core: a slice is longer than
/// a key may wait.
fn giving_way<R>(work: impl FnOnce() -> R) -> R {
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

impl Shared {
    fn append(self: &Arc<Self>, entries: Vec<Entry>) {
        let mut articles = self.articles_mut();
        articles.waiting += entries.iter().filter(|entry| !entry.fresh).count();
        let before = articles.entries.len();
        articles.entries.extend(entries);
        let read = articles.entries.len();
        locked(&self.walked).found(&articles.entries, before);
        drop(articles);
        self.changed();
        self.arrive(|arrived| arrived.read = read);
        self.report_calmly();
    }

    fn all_read(self: &Arc<Self>) {
        self.articles_mut().begin();
        self.changed();
        self.arrive(|arrived| arrived.all = true);
        self.count_hits();
        (self.report)(self.progress());
    }

    fn arrive(&self, arrival: impl FnOnce(&mut Arrived)) {
        arrival(&mut locked(&self.arrived));
        self.arrival.notify_all();
    }

    /// Reports, unless it was done a moment ago.
    pub(super) fn report_calmly(self: &Arc<Self>) {
        let mut last = locked(&self.reported);
        if last.is_none_or(|last| last.elapsed() >= PACE) {
            *last = Some(Instant::now());
            drop(last);
            self.count_hits();
            (self.report)(self.progress());
        }
    }

    /// Waits until `count` articles can be listed, or all that there are, for no longer than `patience`.
    pub(super) fn wait_for(&self, count: usize, patience: Duration) {
        self.wait_while(patience, |arrived| arrived.read < count && !arrived.all);
    }

    /// Waits until something has arrived, for no longer than `patience`.
    pub(super) fn wait_while(&self, patience: Duration, missing: impl Fn(&Arrived) -> bool) {
        let arrived = self.arrival.wait_timeout_while(locked(&self.arrived), patience, |arrived| missing(arrived));
        drop(arrived.unwrap_or_else(PoisonError::into_inner));
    }
}
