//! What is to be done with each file that was found on the walk: nothing, where it is as the index knows it.

use std::collections::HashSet;
use std::iter;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, Weak};

use twox_hash::XxHash3_128;

use crate::article::Fields;
use crate::library::index::{FileState, Known};
use crate::library::sources::{Item, Stat};

use super::{Shared, locked};

/// Something to be done.
pub(super) struct Job {
    /// The file: its number, its name and the steps that are wanted of it.
    pub(super) file: File,
    /// Its size and time.
    pub(super) stat: Option<Stat>,
    pub(super) task: Task,
}

/// A file, as the index is to know it.
#[derive(Clone)]
pub(super) struct File {
    pub(super) id: u32,
    pub(super) name: String,
    pub(super) steps: String,
}

/// What is to be done with a file.
pub(super) enum Task {
    /// Read it, unless its bytes are those that the index knows.
    Whole(Item, Option<FileState>),
    /// Read this portion; whether it is the first of a file that the index knew otherwise.
    Portion(Item, bool),
    /// All portions have been read.
    End,
}

/// The files that have been walked.
#[derive(Default)]
pub(super) struct Seen {
    /// In the order of the walk.
    pub(super) files: Vec<u32>,
    /// Whether articles come to a file that has others already.
    pub(super) grown: bool,
    /// The number that the next new file gets.
    next: Option<u32>,
    /// Of known files, by their numbers, whether they were seen.
    known: Vec<bool>,
    /// Of new ones, the names.
    new: HashSet<u128>,
}

/// The jobs for what is walked, in which fields are called so; it is taken down in `seen`.
pub(super) fn jobs(
    pile: Weak<Shared>,
    items: impl Iterator<Item = Item> + Send + 'static,
    fields: Fields,
    seen: Arc<Mutex<Seen>>,
) -> impl Iterator<Item = Job> + Send {
    items.map_while(move |item| Some(of_item(&pile.upgrade()?, item, &fields, &mut locked(&seen)))).flatten()
}

type Jobs = Box<dyn Iterator<Item = Job> + Send>;

fn of_item(pile: &Arc<Shared>, item: Item, fields: &Fields, seen: &mut Seen) -> Jobs {
    let index = pile.index();
    // Where the index does not answer, writing to it will go wrong too, and that is told.
    let known = if index.is_kept() { index.file(&item.name, item.steps()).unwrap_or_default() } else { None };
    let next = || index.next_file().unwrap_or_default();
    let Some(id) = seen.number(&item, known.as_ref(), next) else { return Box::new(iter::empty()) };
    let stat = item.stat().filter(|_| index.is_kept());
    if known.as_ref().is_some_and(|known| known.state.whole && stat.is_some() && known.state.stat == stat) {
        pile.work.done.fetch_add(item.size(), Ordering::Relaxed);
        return Box::new(iter::empty());
    }
    let file = File { id, name: item.name.clone(), steps: item.steps().to_owned() };
    let job = move |task| Job { file: file.clone(), stat, task };
    let before = known.map(|known| known.state);
    match item.portions_behind(before.as_ref().and_then(|state| state.reached.as_ref()), fields) {
        Err(item) => Box::new(iter::once(job(Task::Whole(*item, before)))),
        Ok((goes_on, portions)) => {
            seen.grown |= goes_on;
            let before_them = before.as_ref().and_then(|state| state.reached.as_ref()).filter(|_| goes_on);
            pile.work.done.fetch_add(before_them.map_or(0, |reached| reached.bytes), Ordering::Relaxed);
            let mut empties = before.is_some() && !goes_on;
            let tasks = portions.map(move |item| Task::Portion(item, std::mem::take(&mut empties)));
            Box::new(tasks.chain([Task::End]).map(job))
        }
    }
}

impl Seen {
    /// The number of a file; `None` where it was seen before.
    fn number(&mut self, item: &Item, known: Option<&Known>, next: impl FnOnce() -> u32) -> Option<u32> {
        let id = if let Some(known) = known {
            let at = known.id as usize;
            self.known.resize(self.known.len().max(at + 1), false);
            let seen = self.known.get_mut(at)?;
            (!std::mem::replace(seen, true)).then_some(known.id)?
        } else {
            let name = [item.name.as_bytes(), b"\0", item.steps().as_bytes()].concat();
            let id = *self.next.get_or_insert_with(next);
            self.new.insert(XxHash3_128::oneshot(&name)).then_some(())?;
            self.next = Some(id.saturating_add(1));
            id
        };
        self.files.push(id);
        Some(id)
    }
}

impl Job {
    /// How many articles it is worth, where several jobs are done at a time.
    pub(super) fn weight(&self) -> usize {
        match &self.task {
            Task::Whole(item, _) | Task::Portion(item, _) => item.weight(),
            Task::End => 1,
        }
    }

    /// What the index is to know of the file once the job is done.
    pub(super) fn state(&self, is_kept: bool) -> FileState {
        let (stat, whole) = (self.stat, !matches!(self.task, Task::Portion(..)));
        match &self.task {
            Task::Whole(item, _) if is_kept => {
                FileState { stat, whole, mark: item.mark().unwrap_or_default(), reached: None }
            }
            Task::Portion(item, _) => FileState { stat, whole, mark: 0, reached: item.reached() },
            Task::Whole(..) | Task::End => FileState { stat, whole, ..FileState::default() },
        }
    }
}
