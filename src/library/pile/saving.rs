//! What comes into the pile goes into the index first: articles at once, what has been counted every few seconds.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use rusqlite::Transaction;

use crate::library::index::{FileState, Index, IndexError, articles, files, is_damage, order};

use super::entry::{Entry, Finding};
use super::jobs::{File, Seen};
use super::load::unwritten;
use super::sequence::Sequence;
use super::stories::{Copies, Pair, Stories};
use super::{Articles, Shared, locked};

/// How long what has been counted waits before it is saved.
const SAVE: Duration = Duration::from_secs(2);

/// What came of a job.
pub(super) struct Done {
    pub(super) file: File,
    pub(super) state: FileState,
    /// Whether the file holds what it held.
    pub(super) same: bool,
    /// Whether the articles that it held before are gone.
    pub(super) empties: bool,
    /// How many bytes have been read of it.
    pub(super) bytes: u64,
    /// What is in it, or comes to it.
    pub(super) entries: Vec<Entry>,
}

impl Shared {
    /// Takes in what came of jobs, in order.
    pub(super) fn take_in(self: &Arc<Self>, done: Vec<Done>, round: u32) -> rusqlite::Result<()> {
        let index = self.index();
        let first = self.articles().next;
        let emptied = done.iter().filter(|done| done.empties).map(|done| done.file.id);
        self.forget(&emptied.collect::<Vec<_>>())?;
        let next = index.write(|change| write(&index, change, &done, first))?;
        self.work.done.fetch_add(done.iter().map(|done| done.bytes).sum(), Ordering::Relaxed);
        let copies = locked(&self.copies).find(&index, next)?;
        let entries = done.into_iter().flat_map(|done| done.entries);
        let mut articles = self.articles_mut();
        let current = articles.round == round;
        let sequence = Arc::make_mut(&mut articles.sequence);
        let mut found = Vec::new();
        for (id, entry) in (first..).zip(entries) {
            sequence.push(id);
            let readable = entry.new.body.is_some();
            found.extend(entry.finding.filter(|_| current || !readable).map(|finding| (id, finding)));
        }
        articles.next = next;
        articles.come(first, copies);
        articles.note(found);
        let read = articles.sequence.len();
        drop(articles);
        self.changed();
        self.arrive(|arrived| arrived.read = read);
        self.save_calmly();
        self.report_calmly();
        Ok(())
    }

    /// All that was named has been walked and read: what is no longer there goes, and the rest is in the order of the
    /// walk.
    pub(super) fn settle(self: &Arc<Self>, walked: &Seen) -> rusqlite::Result<()> {
        let index = self.index();
        if index.is_kept() && !index.is_library() {
            let mut seen = walked.files.clone();
            seen.sort_unstable();
            let gone: Vec<u32> = index.files()?.into_iter().filter(|file| seen.binary_search(file).is_err()).collect();
            self.forget(&gone)?;
            index.write(|change| gone.iter().try_for_each(|file| files::strike(change, *file)))?;
            self.sort(&index, walked)?;
        }
        self.settle_stories(&index)?;
        self.settle_elsewhere();
        Ok(())
    }

    /// All articles have come: those of stories of which one has gone are looked at anew, and what is known is kept.
    fn settle_stories(&self, index: &Index) -> rusqlite::Result<()> {
        let mut copies = locked(&self.copies);
        let (broken, next) = (self.articles().stories.broken, self.articles().next);
        if broken {
            *copies = Copies::default();
        }
        let found = copies.find(index, next)?;
        copies.rest();
        let mut articles = self.articles_mut();
        if broken {
            articles.stories = Stories::default();
        }
        articles.stories.join(found);
        articles.fold();
        let pairs = articles.stories.pairs();
        drop(articles);
        if index.is_kept() && index.copies()? != (pairs.clone(), next) {
            index.keep_copies(pairs.into_iter(), next)?;
        }
        Ok(())
    }

    /// Another process sees to it that all is read.
    pub(super) fn settle_elsewhere(self: &Arc<Self>) {
        self.articles_mut().begin();
        self.changed();
        self.arrive(|arrived| arrived.all = true);
        self.report();
    }

    /// Takes over what another process has brought into the index.
    pub(super) fn take_over(self: &Arc<Self>) {
        let (following, round) = self.following();
        let Ok((now, _)) = Articles::of(&self.index(), following) else { return };
        let mut articles = self.articles_mut();
        if articles.round == round {
            (articles.sequence, articles.next) = (now.sequence, now.next);
            (articles.folded, articles.stories) = (now.folded, now.stories);
            // Where the other one follows others, what was found here is still so.
            if now.counts.fresh() > articles.counts.fresh() {
                (articles.counts, articles.forms, articles.round) = (now.counts, now.forms, round + 1);
            }
            articles.begin();
        }
        drop(articles);
        self.changed();
        self.report();
    }

    /// Forgets the articles in some files before these are emptied.
    fn forget(&self, emptied: &[u32]) -> rusqlite::Result<()> {
        let index = self.index();
        for file in emptied {
            let mut gone = index.in_file(*file)?;
            gone.sort_unstable();
            for id in &gone {
                self.take_back(&index, *id);
            }
            let mut articles = self.articles_mut();
            for id in &gone {
                articles.counts.remove(*id);
                articles.stories.remove(*id);
            }
            Arc::make_mut(&mut articles.sequence).remove(&gone);
            articles.fold();
            drop(articles);
            self.changed();
        }
        Ok(())
    }

    /// Takes the forms back that were found in an article.
    pub(super) fn take_back(&self, index: &Index, id: u32) {
        let (following, _) = self.following();
        let articles = self.articles();
        if !articles.counts.is_fresh(id) || articles.stories.is_copy(id) {
            return;
        }
        drop(articles);
        if let Ok((article, _)) = index.article(id) {
            let finding = Finding::found(&article, &*following.find);
            self.articles_mut().forms.count(&finding, -1);
        }
    }

    /// Brings the articles into the order in which their files were walked.
    fn sort(&self, index: &Index, walked: &Seen) -> rusqlite::Result<()> {
        let next = self.articles().next;
        // Files that were numbered on this walk are in its order.
        if self.articles().sequence.is_plain() && walked.files.is_sorted() && !walked.grown {
            return Ok(());
        }
        let sequence = Sequence::of(index.in_order_of(&walked.files)?);
        if sequence.ids().eq(self.articles().sequence.ids()) && !sequence.is_plain() {
            return Ok(());
        }
        index.write(|change| {
            if sequence.is_plain() {
                return order::forget(change);
            }
            order::keep(change, &sequence.ids().collect::<Vec<_>>(), next)
        })?;
        let mut articles = self.articles_mut();
        articles.sequence = Arc::new(sequence);
        articles.fold();
        Ok(())
    }

    /// The articles that have not been gone through, in the order of their numbers.
    pub(super) fn left_to_go_through(&self) -> Vec<u32> {
        let articles = self.articles();
        let mut left: Vec<u32> = articles.sequence.ids().filter(|id| !articles.counts.is_fresh(*id)).collect();
        left.sort_unstable();
        left
    }

    /// Notes what was found in articles in a round, as far as they had not been gone through.
    pub(super) fn note_all(self: &Arc<Self>, mut found: Vec<(u32, Finding)>, round: u32) {
        let mut articles = self.articles_mut();
        if articles.round == round {
            found.retain(|(id, _)| !articles.counts.is_fresh(*id) && articles.sequence.rank(*id).is_some());
            articles.note(found);
        }
        drop(articles);
        self.warm.store(true, Ordering::Release);
        self.changed();
        self.save_calmly();
        self.report_calmly();
    }

    /// Saves what has been counted, unless it was done a moment ago.
    fn save_calmly(&self) {
        if locked(&self.saved).is_some_and(|saved| saved.elapsed() >= SAVE) {
            self.save();
        }
    }

    /// Saves what has been counted.
    pub(super) fn save(&self) {
        let index = self.index();
        let mut last = locked(&self.saved);
        if !index.is_kept() || !index.is_ours() || self.is_apart || last.is_none() {
            return;
        }
        let saved = self.articles_mut().save();
        let nothing = saved.blocks.is_empty() && saved.forms.is_empty() && !saved.anew;
        *last = Some(Instant::now());
        if !nothing && let Err(error) = index.save(&saved) {
            *last = None;
            drop(last);
            self.notice(format!("What is counted cannot be kept ({error}): it is counted again the next time."));
        }
    }

    /// Goes on in memory, where the index cannot be written to; tells whether it does. What is in the library stays.
    pub(super) fn leave_index(self: &Arc<Self>, error: &IndexError) -> bool {
        let old = self.index();
        self.notice(unwritten(error, old.is_library()));
        if old.is_library() {
            self.settle_elsewhere();
            return false;
        }
        if matches!(error, IndexError::Database(error) if is_damage(error)) {
            old.delete();
        }
        let Ok(index) = Index::in_memory() else { return false };
        *self.index.write().unwrap_or_else(std::sync::PoisonError::into_inner) = Arc::new(index);
        let mut articles = self.articles_mut();
        let (following, round) = (articles.following.clone(), articles.round);
        *articles = Articles { round: round + 1, ..Articles::empty(following) };
        drop(articles);
        *locked(&self.walked) = super::names::Walked::default();
        self.arrive(|arrived| arrived.read = 0);
        *locked(&self.copies) = Copies::default();
        self.era.fetch_add(1, std::sync::atomic::Ordering::AcqRel);
        self.changed();
        true
    }
}

impl Articles {
    /// Articles have come since the number `first`, and some of them are copies.
    fn come(&mut self, first: u32, copies: Vec<Pair>) {
        self.stories.join(copies);
        let (stories, next) = (&self.stories, self.next);
        match &mut self.folded {
            None => self.fold(),
            Some(folded) => {
                let folded = Arc::make_mut(folded);
                (first..next).filter(|id| !stories.is_copy(*id)).for_each(|id| folded.push(id));
            }
        }
    }

    fn save(&mut self) -> crate::library::index::Saved {
        let forms = self.forms.save();
        crate::library::index::Saved { forms, ..self.counts.save(self.following.mark) }
    }
}

impl Drop for Shared {
    fn drop(&mut self) {
        self.save();
    }
}

/// Writes what came of jobs, whose first article gets the number `next`; tells the number after the last.
fn write(index: &Index, change: &Transaction<'_>, done: &[Done], mut next: u32) -> rusqlite::Result<u32> {
    let first = next;
    for Done { file, state, same, empties, entries, .. } in done {
        let name = (&*index.to_keep(&file.name), &*file.steps);
        match same {
            true => files::touch(change, file.id, state)?,
            false => files::put(change, file.id, name, state)?,
        }
        if *empties {
            files::empty(change, file.id)?;
        }
        for entry in entries {
            articles::add(change, next, file.id, &entry.new)?;
            next += 1;
        }
    }
    if next > first {
        articles::count_more(change, (next - first) as usize, next)?;
    }
    Ok(next)
}
