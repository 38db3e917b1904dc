//! Places: where in a text a surname may stand. What the words of a text are is remembered, for the same ones come again
//! and again.

use std::cell::RefCell;
use std::ops::{ControlFlow, Range};
use std::sync::atomic::{AtomicU32, Ordering};

use super::judge::may_be;
use super::scan::Scan;
use super::word::Word;
use crate::cast::{Forms, Part};
use crate::text::WordMap;

/// What a stretch of letters is part of.
pub(super) trait Anchored: Copy + Ord {
    /// The part of a name of `forms`.
    fn part(self, forms: &Forms) -> Option<&Part>;
}

/// Finds where parts of names may stand.
#[derive(Debug)]
pub(super) struct Places<T> {
    scan: Scan<u32>,
    /// What the stretches are part of, by their numbers.
    anchors: Vec<T>,
    /// A number that no others have.
    number: u32,
}

/// Which parts of names a chunk of letters may hold, by the numbers of their anchors, and where in it.
type Held = Box<[(usize, u32)]>;

/// The chunks that were met lately, by the bytes in them and beside them.
#[derive(Default)]
struct Met {
    /// Which of those held each holds.
    chunks: WordMap<Box<[u8]>, usize>,
    held: Vec<Held>,
}

thread_local! {
    /// Those that this thread has met, by whose stretches they were searched.
    static MET: RefCell<Vec<(u32, Met)>> = RefCell::default();
}

/// How many chunks are remembered; then it begins anew.
const MOST_MET: usize = 1 << 14;
/// By how many searches.
const MOST_SEARCHES: usize = 4;

/// A chunk that reaches farther to either side of a place, in bytes, is not worth remembering.
const FAR: usize = 40;

static NUMBERS: AtomicU32 = AtomicU32::new(1);

impl<T: Anchored> Places<T> {
    /// Looks for `stretches`, each with what it is part of.
    pub(super) fn new(stretches: impl Iterator<Item = (String, T)>) -> Self {
        let mut stretches: Vec<(T, String)> = stretches.map(|(stretch, anchor)| (anchor, stretch)).collect();
        stretches.sort();
        let mut anchors: Vec<T> = stretches.iter().map(|(anchor, _)| *anchor).collect();
        anchors.dedup();
        let number = |anchor: &T| anchors.binary_search(anchor).ok().and_then(|at| u32::try_from(at).ok());
        let numbered = stretches.into_iter().filter_map(|(anchor, stretch)| Some((stretch, number(&anchor)?)));
        let scan = Scan::new(numbered);
        Places { scan, anchors, number: NUMBERS.fetch_add(1, Ordering::Relaxed) }
    }

    /// Tells where a part of a name of `forms` may stand, until it is told to stop. The bytes are those of a text, or of many.
    pub(super) fn each(&self, forms: &Forms, text: &[u8], found: impl FnMut(usize, T) -> ControlFlow<()>) {
        // It has been stopped, or has come to the end.
        let _ = self.each_in(forms, text, 0..text.len(), found);
    }

    /// The first place where one may stand that begins in `part` of the bytes; sometimes one that begins behind it.
    pub(super) fn first_in(&self, forms: &Forms, text: &[u8], part: Range<usize>) -> Option<usize> {
        let mut first = None;
        let _ = self.each_in(forms, text, part, |at, _| {
            first = Some(at);
            ControlFlow::Break(())
        });
        first
    }

    fn each_in(
        &self,
        forms: &Forms,
        text: &[u8],
        part: Range<usize>,
        mut found: impl FnMut(usize, T) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let end = text.len().min(part.end + self.scan.longest());
        let mut met = self.met();
        let mut done = 0;
        let ended = self.scan.near(text.get(part.start..end).unwrap_or_default(), |at| {
            let at = part.start + at;
            // All stretches that begin near a place have the byte behind it.
            if at + 1 < done || !text.get(at + 1).is_some_and(|&byte| is_letter(byte)) {
                return ControlFlow::Continue(());
            }
            let mut found = |at, anchor: u32| found(at, self.anchors[anchor as usize]);
            let Some((start, end)) = chunk(text, at + 1) else { return self.scan.around(text, at, found) };
            done = end;
            let from = start.saturating_sub(1);
            let around = text.get(from..text.len().min(end + 1)).unwrap_or_default();
            self.held(&mut met, forms, around).iter().try_for_each(|&(at, anchor)| found(from + at, anchor))
        });
        self.keep(met);
        ended
    }

    /// The chunks that this thread has met.
    fn met(&self) -> Met {
        let own = |searches: &mut Vec<(u32, Met)>| {
            let known = searches.iter_mut().find(|(number, _)| *number == self.number);
            known.map(|(_, met)| std::mem::take(met)).unwrap_or_default()
        };
        MET.with_borrow_mut(own)
    }

    /// Keeps them for the next time.
    fn keep(&self, met: Met) {
        MET.with_borrow_mut(|searches| {
            if let Some((_, kept)) = searches.iter_mut().find(|(number, _)| *number == self.number) {
                *kept = met;
            } else {
                searches.truncate(MOST_SEARCHES - 1);
                searches.insert(0, (self.number, met));
            }
        });
    }

    /// What a chunk holds; the bytes beside it are there too.
    fn held<'a>(&self, met: &'a mut Met, forms: &Forms, around: &[u8]) -> &'a [(usize, u32)] {
        let known = met.chunks.get(around).copied();
        let at = known.unwrap_or_else(|| {
            if met.held.len() >= MOST_MET {
                *met = Met::default();
            }
            met.chunks.insert(around.into(), met.held.len());
            met.held.push(self.look(forms, around));
            met.held.len() - 1
        });
        met.held.get(at).map(|held| &**held).unwrap_or_default()
    }

    fn look(&self, forms: &Forms, around: &[u8]) -> Held {
        let mut held = Vec::new();
        // Of JSON that is searched as it stands, a letter behind a backslash is no part of the word.
        for from in if around.starts_with(b"\\") { &[0, 2][..] } else { &[0] } {
            let around = around.get(*from..).unwrap_or_default();
            let text = std::str::from_utf8(around).ok();
            self.scan.each(around, |at, anchor| {
                let part = self.anchors[anchor as usize].part(forms);
                let holds = |text| Word::at(text, at).zip(part).is_some_and(|(word, part)| may_be(&word, part));
                // What is no text is for others to judge.
                held.extend(text.is_none_or(holds).then_some((from + at, anchor)));
                ControlFlow::Continue(())
            });
        }
        held.into()
    }
}

/// Where the letters around `at` begin and end; `None` where that is far.
fn chunk(text: &[u8], at: usize) -> Option<(usize, usize)> {
    let (before, behind) = text.split_at_checked(at)?;
    let left = before.iter().rev().take(FAR).take_while(|&&b| is_letter(b)).count();
    let right = behind.iter().take(FAR).take_while(|&&b| is_letter(b)).count();
    (left < FAR && right < FAR).then_some((at - left, at + right))
}

/// Whether a byte may be part of a word.
fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || !byte.is_ascii() || matches!(byte, b'\'' | b'`')
}
