//! Places: which words of a text may be a part of a name. What the words of a text are is remembered, for the same ones
//! come again and again.
//!
//! Of few actors, those words are looked up near which a stretch of letters may begin. Of many, hardly a word has none
//! near it, and all are looked up, which takes less time than to find those that need not be.

use std::cell::RefCell;
use std::hash::BuildHasher;
use std::ops::{ControlFlow, Range};
use std::sync::atomic::{AtomicU32, Ordering};

use super::anchor::Anchor;
use super::chunks::{chunk_around, each_chunk, is_letter};
use super::judge::may_be;
use super::near::Near;
use super::scan::Scan;
use super::word::Word;
use crate::cast::Forms;
use crate::text::WordState;

/// Finds the words that may be parts of names.
#[derive(Debug)]
pub(super) struct Places {
    scan: Scan<u32>,
    /// Where a surname may stand, without which a text names nobody.
    surnames: Near,
    /// What the stretches are part of, by their numbers.
    anchors: Vec<Anchor>,
    /// A number that no others have.
    number: u32,
}

/// What is known of a chunk of letters.
#[derive(Debug, Default)]
struct Chunk {
    /// The words in it that may be parts of names, by the numbers of their anchors. Where they are counts from the byte
    /// before it, if there is one.
    words: Box<[(Word, u32)]>,
    /// Whether one of them may be a surname, or else something that is no text.
    named: bool,
}

/// The chunks that were met lately. Two are the same where their hashes are, which have 64 bits and a seed that nobody
/// knows.
struct Met {
    state: WordState,
    /// By the last bits of the hash of the bytes in a chunk and beside it, the last two: that hash, and the number of what
    /// is known.
    slots: Vec<[(u64, usize); 2]>,
    /// What is known of chunks, first of those that have not been met, then of those that hold nothing.
    known: Vec<Chunk>,
}

/// The number of what is known of a chunk that has not been met, and of one that holds nothing.
const UNMET: usize = 0;
const NOTHING: usize = 1;

thread_local! {
    /// Those that this thread has met, by who searched for them.
    static MET: RefCell<Vec<(u32, Met)>> = RefCell::default();
}

/// How many chunks are remembered, and how many of those that hold something; then it begins anew.
const MOST_MET: usize = 1 << 15;
const MOST_KNOWN: usize = 1 << 14;
/// Of how many searches.
const MOST_SEARCHES: usize = 4;

/// A chunk that reaches farther to either side of a place, in bytes, is not worth remembering.
const FAR: usize = 40;

static NUMBERS: AtomicU32 = AtomicU32::new(1);

/// Where stretches may begin, in bytes.
enum Spot {
    /// In a chunk of letters.
    Chunk(Range<usize>),
    /// At this place, in a chunk that is too long.
    Far(usize),
}

impl Default for Met {
    fn default() -> Met {
        Met { state: WordState::default(), slots: vec![[(0, UNMET); 2]; MOST_MET / 2], known: unmet() }
    }
}

impl Met {
    /// The number of what is known of the chunk with this hash.
    fn number(&self, hash: u64) -> Option<usize> {
        let slots = self.slots[slot_of(hash)];
        slots.into_iter().find(|&(known, number)| known == hash && number != UNMET).map(|(_, number)| number)
    }

    /// Learns what the chunk with this hash is, in the place of another, and tells its number.
    fn learn(&mut self, hash: u64, chunk: Chunk) -> usize {
        if self.known.len() >= MOST_KNOWN {
            self.slots.fill([(0, UNMET); 2]);
            self.known = unmet();
        }
        let number = if chunk.named || !chunk.words.is_empty() { self.known.len() } else { NOTHING };
        if number != NOTHING {
            self.known.push(chunk);
        }
        let [first, second] = &mut self.slots[slot_of(hash)];
        *second = std::mem::replace(first, (hash, number));
        number
    }
}

/// What is known before any chunk has been met.
fn unmet() -> Vec<Chunk> {
    vec![Chunk::default(), Chunk::default()]
}

/// Where a chunk with this hash is remembered.
fn slot_of(hash: u64) -> usize {
    usize::try_from(hash & (MOST_MET as u64 / 2 - 1)).unwrap_or(0)
}

impl Places {
    /// Looks for `stretches`, each with what it is part of.
    pub(super) fn new(stretches: Vec<(String, Anchor)>) -> Self {
        let mut anchors: Vec<Anchor> = stretches.iter().map(|(_, anchor)| *anchor).collect();
        anchors.sort_unstable();
        anchors.dedup();
        let number = |anchor: &Anchor| anchors.binary_search(anchor).ok().and_then(|at| u32::try_from(at).ok());
        let numbered = stretches.into_iter().filter_map(|(stretch, anchor)| Some((stretch, number(&anchor)?)));
        let scan = Scan::new(numbered);
        let surnames = scan.near_some(|number| anchors[number as usize].is_surname());
        Places { scan, surnames, anchors, number: NUMBERS.fetch_add(1, Ordering::Relaxed) }
    }

    /// Tells the words of a text that may be parts of names of `forms`.
    pub(super) fn each(&self, forms: &Forms, text: &str, mut found: impl FnMut(Word, Anchor)) {
        let mut met = self.met();
        let mut found = |word, anchor: u32| found(word, self.anchors[anchor as usize]);
        let bytes = text.as_bytes();
        let _ = spots(self.scan.near(), bytes, 0..bytes.len(), |spot| {
            match spot {
                Spot::Chunk(chunk) => {
                    let (from, around) = around(bytes, &chunk);
                    let words = self.chunk(&mut met, forms, around).words.iter();
                    words.for_each(|(word, anchor)| found(word.moved(from), *anchor));
                }
                Spot::Far(at) => {
                    let mut anchors: Vec<u32> = self.scan.begin(bytes, at).collect();
                    anchors.sort_unstable();
                    anchors.dedup();
                    if let Some(word) = Word::at(text, at) {
                        for &anchor in &anchors {
                            found(word.clone(), anchor);
                        }
                    }
                }
            }
            ControlFlow::<()>::Continue(())
        });
        self.keep(met);
    }

    /// A place at or before the first surname that begins in `part` of the bytes, or in what goes on behind it, and behind
    /// all that come before. The bytes are those of a text, or of many.
    pub(super) fn first_in(&self, forms: &Forms, bytes: &[u8], part: Range<usize>) -> Option<usize> {
        let mut met = self.met();
        let found = spots(&self.surnames, bytes, part, |spot| match spot {
            Spot::Chunk(chunk) if self.chunk(&mut met, forms, around(bytes, &chunk).1).named => {
                ControlFlow::Break(chunk.start)
            }
            Spot::Far(at) if self.scan.begin(bytes, at).any(|anchor| self.is_surname(anchor)) => ControlFlow::Break(at),
            _ => ControlFlow::Continue(()),
        });
        self.keep(met);
        found.break_value()
    }

    fn is_surname(&self, anchor: u32) -> bool {
        self.anchors[anchor as usize].is_surname()
    }

    /// The chunks that this thread has met.
    fn met(&self) -> Met {
        let own = |searches: &mut Vec<(u32, Met)>| {
            let known = searches.iter().position(|(number, _)| *number == self.number);
            known.map(|at| searches.remove(at).1)
        };
        MET.with_borrow_mut(own).unwrap_or_default()
    }

    /// Keeps them for the next time.
    fn keep(&self, met: Met) {
        MET.with_borrow_mut(|searches| {
            // The one that was used longest ago goes.
            searches.drain(..(searches.len() + 1).saturating_sub(MOST_SEARCHES));
            searches.push((self.number, met));
        });
    }

    /// What is known of a chunk; the bytes beside it are there too.
    fn chunk<'a>(&self, met: &'a mut Met, forms: &Forms, around: &[u8]) -> &'a Chunk {
        let hash = met.state.hash_one(around);
        let number = met.number(hash).unwrap_or_else(|| {
            let chunk = self.look(forms, around);
            met.learn(hash, chunk)
        });
        &met.known[number]
    }

    fn look(&self, forms: &Forms, around: &[u8]) -> Chunk {
        let of_surname = |(_, anchor): &(Word, u32)| self.is_surname(*anchor);
        let Ok(text) = std::str::from_utf8(around) else {
            // What is no text is for others to judge.
            let named = self.scan.all(around).iter().any(|(_, anchor)| self.is_surname(*anchor));
            return Chunk { words: Box::default(), named };
        };
        let words = self.words(forms, text);
        // Of JSON that is searched as it stands, a letter behind a backslash is no part of the word.
        let escaped = text.strip_prefix('\\').and_then(|rest| rest.get(1..));
        let behind = || escaped.is_some_and(|text| self.words(forms, text).iter().any(of_surname));
        let named = words.iter().any(of_surname) || behind();
        Chunk { words: words.into(), named }
    }

    /// The words of a text that may be parts of names, each once.
    fn words(&self, forms: &Forms, text: &str) -> Vec<(Word, u32)> {
        let mut words: Vec<(Word, u32)> = Vec::new();
        for (at, anchor) in self.scan.all(text.as_bytes()) {
            let part = self.anchors[anchor as usize].part(forms);
            let Some((word, part)) = Word::at(text, at).zip(part) else { continue };
            let is_new = !words.iter().any(|(other, own)| (other.span, *own) == (word.span, anchor));
            if is_new && may_be(&word, part) {
                words.push((word, anchor));
            }
        }
        words
    }
}

/// Tells where stretches may begin in `part` of the bytes, or a little behind it, until it is told to stop.
fn spots<B>(
    near: &Near,
    bytes: &[u8],
    part: Range<usize>,
    mut found: impl FnMut(Spot) -> ControlFlow<B>,
) -> ControlFlow<B> {
    if near.is_everywhere() {
        return each_chunk(bytes, part, |chunk| {
            if chunk.len() <= FAR {
                return found(Spot::Chunk(chunk));
            }
            let (from, around) = around(bytes, &chunk);
            near.each(around, |at| found(Spot::Far(from + at)))
        });
    }
    let end = bytes.len().min(part.end + near.longest());
    let mut done = 0;
    near.each(bytes.get(part.start..end).unwrap_or_default(), |at| {
        // A stretch may begin with what parts words; its second byte is a letter's.
        let at = part.start + at;
        if at + 1 < done || !bytes.get(at + 1).is_some_and(|&byte| is_letter(byte)) {
            return ControlFlow::Continue(());
        }
        let Some(chunk) = chunk_around(bytes, at + 1, FAR) else { return found(Spot::Far(at)) };
        done = chunk.end;
        found(Spot::Chunk(chunk))
    })
}

/// A chunk with the bytes beside it, and where that begins.
fn around<'a>(bytes: &'a [u8], chunk: &Range<usize>) -> (usize, &'a [u8]) {
    let from = chunk.start.saturating_sub(1);
    (from, bytes.get(from..bytes.len().min(chunk.end + 1)).unwrap_or_default())
}
