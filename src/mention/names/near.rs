//! Nearness: where in a text one of many short stretches of letters may begin, at memory speed.
//!
//! A text is looked at through windows of four bytes, and the windows of the stretches are kept in a table of hashes.
//! Not every window of the text has to be looked up: where they lie three bytes apart, a stretch of six bytes is met
//! through one of them, however it lies, if its first three windows are in the table. The longer the stretches, the
//! farther apart the windows may be. A shorter stretch may fill only three bytes of a window; then all windows are kept
//! that it may be met through, as long as these are not too many, which is so for a few actors.
//!
//! It goes in three steps, none of which branches on what it finds until there is little left: which blocks of windows
//! hold one of the table, which windows these are, and whether the first bytes of a stretch stand there, up to eight of
//! them, which a second table tells. Bit 5 of every byte is set on both sides, which makes ASCII capitals and small
//! letters equal.

use std::ops::ControlFlow;

/// Tells where stretches may begin.
#[derive(Debug)]
pub(super) struct Near {
    /// How many bytes apart the windows lie that are looked up.
    step: usize,
    /// For each hash of a window, by how many bytes the stretches are told that are met there: a bit for each number,
    /// from the least on.
    windows: Vec<u8>,
    /// A bit for each hash of the bytes by which a stretch is told.
    told: Vec<u64>,
    /// The bytes of the longest stretch.
    longest: usize,
}

/// The least bytes of a stretch.
pub(super) const LEAST: usize = 3;
/// The most bytes by which a stretch is told.
const MOST_TOLD: usize = 8;
/// The bytes of a window.
const WINDOW: usize = 4;
/// The windows of a block.
const WINDOWS: usize = 5;
/// The blocks that are looked at in one go.
const BLOCKS: usize = 64;
/// The bits of a window's hash: so many that of few windows hardly one has the hash of another.
const HASH_BITS: u32 = 18;
const HASHES: usize = 1 << HASH_BITS;
/// The most windows that are few, so that they may lie apart.
const MOST_FEW: usize = HASHES / 64;
/// How many bits there are for each stretch that is told, and at least.
const SPARE: usize = 16;
const LEAST_BITS: usize = 1 << 16;
/// Makes ASCII letters small.
pub(super) const SMALL: u8 = 0x20;
const SMALL_WINDOW: u32 = u32::from_le_bytes([SMALL; WINDOW]);
const SMALL_TOLD: u64 = u64::from_le_bytes([SMALL; MOST_TOLD]);

/// What of eight bytes the first are, by how many of them.
const FIRST: [u64; 16] = {
    let mut first = [u64::MAX; 16];
    let mut count = 0;
    while count < MOST_TOLD {
        first[count] = (1 << (8 * count)) - 1;
        count += 1;
    }
    first
};

/// A window as a number, and by how many bytes the stretch is told that is met there.
type Window = (u32, usize);

impl Near {
    /// Looks for stretches, in which bit 5 of every byte is set; none of them is shorter than the least.
    pub(super) fn new(stretches: Vec<&[u8]>) -> Near {
        let few = |step| Some((step, windows(&stretches, step)?)).filter(|(_, few)| few.len() <= MOST_FEW);
        let all = || (1, windows(&stretches, 1).unwrap_or_default());
        let (step, windows) = few(3).or_else(|| few(2)).unwrap_or_else(all);
        let bits = (SPARE * stretches.len()).next_power_of_two().max(LEAST_BITS);
        let longest = stretches.iter().map(|stretch| stretch.len()).max().unwrap_or(0);
        let mut near = Near { step, windows: vec![0; HASHES], told: vec![0; bits / 64], longest };
        for stretch in stretches {
            let (word, bit) = near.told_at(eight(stretch, 0), stretch.len().min(MOST_TOLD));
            near.told[word] |= 1 << bit;
        }
        for (window, told) in windows {
            near.windows[hash(window)] |= 1 << (told - LEAST);
        }
        near
    }

    /// The bytes of the longest stretch.
    pub(super) fn longest(&self) -> usize {
        self.longest
    }

    /// Whether there are so many stretches, or such short ones, that hardly a word of a text has none near it.
    pub(super) fn is_everywhere(&self) -> bool {
        self.step == 1
    }

    /// Tells where stretches may begin, until it is told to stop. The same place may come twice, and places that lie
    /// side by side in any order.
    pub(super) fn each<B>(&self, text: &[u8], found: impl FnMut(usize) -> ControlFlow<B>) -> ControlFlow<B> {
        match self.step {
            3 => self.pass::<3, 16, B>(text, found),
            2 => self.pass::<2, 12, B>(text, found),
            _ => self.pass::<1, 8, B>(text, found),
        }
    }

    /// The same with windows that lie `STEP` bytes apart, five of them in a block of `BLOCK` bytes.
    fn pass<const STEP: usize, const BLOCK: usize, B>(
        &self,
        text: &[u8],
        mut found: impl FnMut(usize) -> ControlFlow<B>,
    ) -> ControlFlow<B> {
        let Some(windows) = self.windows.first_chunk::<HASHES>() else { return ControlFlow::Continue(()) };
        let mut at = 0;
        if text.len() >= BLOCK {
            let (mut blocks, mut places) = ([0; BLOCKS], [0; BLOCKS * WINDOWS]);
            while let Some(part) = text.get(at..).filter(|part| part.len() >= BLOCK) {
                let count = ((part.len() - BLOCK) / (STEP * WINDOWS) + 1).min(BLOCKS);
                let blocks = blocks_of::<STEP, BLOCK>(windows, part, count, &mut blocks);
                for &place in places_in::<STEP, BLOCK>(windows, part, blocks, &mut places) {
                    self.tell::<STEP, B>(windows, text, at + usize::from(place), &mut found)?;
                }
                at += count * STEP * WINDOWS;
            }
        }
        (at..text.len()).step_by(STEP).try_for_each(|at| self.tell::<STEP, B>(windows, text, at, &mut found))
    }

    /// Tells where stretches may begin that are met through the window at `at`.
    #[inline]
    fn tell<const STEP: usize, B>(
        &self,
        windows: &[u8; HASHES],
        text: &[u8],
        at: usize,
        found: &mut impl FnMut(usize) -> ControlFlow<B>,
    ) -> ControlFlow<B> {
        let bytes = eight(text, at);
        let told = windows[hash(first_four(bytes))];
        if STEP == 1 {
            return if self.is_told(bytes, told) { found(at) } else { ControlFlow::Continue(()) };
        }
        for start in at.saturating_sub(STEP - 1)..=at + 1 {
            if self.is_told(eight(text, start), told) {
                found(start)?;
            }
        }
        ControlFlow::Continue(())
    }

    /// Whether eight bytes begin as a stretch may that is told by one of these numbers of bytes.
    #[inline]
    fn is_told(&self, bytes: u64, mut told: u8) -> bool {
        let mut any = 0;
        while told != 0 {
            let (word, bit) = self.told_at(bytes, LEAST + told.trailing_zeros() as usize);
            any |= self.told.get(word).copied().unwrap_or(0) >> bit & 1;
            told &= told - 1;
        }
        any != 0
    }

    /// Where the bit is for the first `told` of eight bytes.
    #[inline]
    fn told_at(&self, bytes: u64, told: usize) -> (usize, u64) {
        let hash = first_of(bytes, told).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        ((hash >> 32) as usize & (self.told.len() - 1), hash >> 26 & 63)
    }
}

/// Of the first `count` blocks those that hold a window that may be known, by where they begin.
#[inline]
fn blocks_of<'a, const STEP: usize, const BLOCK: usize>(
    windows: &[u8; HASHES],
    text: &[u8],
    count: usize,
    chosen: &'a mut [u16; BLOCKS],
) -> &'a [u16] {
    let (mut len, mut at) = (0, 0);
    for _ in 0..count {
        let Some(block) = text.get(usize::from(at)..).and_then(<[u8]>::first_chunk::<BLOCK>) else { break };
        let any = (0..WINDOWS).fold(0, |any, window| any | windows[hash(window_in(block, window * STEP))]);
        if let Some(room) = chosen.get_mut(len) {
            *room = at;
        }
        len += usize::from(any != 0);
        at += short(STEP * WINDOWS);
    }
    chosen.get(..len).unwrap_or_default()
}

/// Where in these blocks the windows are that may be known.
#[inline]
fn places_in<'a, const STEP: usize, const BLOCK: usize>(
    windows: &[u8; HASHES],
    text: &[u8],
    blocks: &[u16],
    chosen: &'a mut [u16; BLOCKS * WINDOWS],
) -> &'a [u16] {
    let mut len = 0;
    for &start in blocks {
        let Some(block) = text.get(usize::from(start)..).and_then(<[u8]>::first_chunk::<BLOCK>) else { break };
        for window in 0..WINDOWS {
            if let Some(room) = chosen.get_mut(len) {
                *room = start + short(window * STEP);
            }
            len += usize::from(windows[hash(window_in(block, window * STEP))] != 0);
        }
    }
    chosen.get(..len).unwrap_or_default()
}

/// A place among the blocks that are looked at in one go.
#[inline]
fn short(place: usize) -> u16 {
    u16::try_from(place).unwrap_or(u16::MAX)
}

/// The windows that have to be known where those of a text lie `step` bytes apart; `None` where a stretch is too short
/// for that.
fn windows(stretches: &[&[u8]], step: usize) -> Option<Vec<Window>> {
    let mut all = Vec::new();
    for stretch in stretches {
        let told = stretch.len().min(MOST_TOLD);
        for offset in 0..step {
            let window = first_four(eight(stretch, offset));
            match stretch.len() - offset.min(stretch.len()) {
                WINDOW.. => all.push((window, told)),
                // The window's last byte may be any, or else its first.
                LEAST => all.extend(any().map(|byte| (window & 0x00ff_ffff | byte << 24, told))),
                _ if offset + 1 == step => {
                    let first = first_four(eight(stretch, 0));
                    all.extend(any().map(|byte| (first << 8 | byte, told)));
                }
                _ => return None,
            }
        }
    }
    all.sort_unstable();
    all.dedup();
    Some(all)
}

/// All bytes in which bit 5 is set.
fn any() -> impl Iterator<Item = u32> {
    (0..=u32::from(u8::MAX)).filter(|byte| byte & u32::from(SMALL) != 0)
}

/// The hash of a window.
#[inline]
fn hash(window: u32) -> usize {
    (window.wrapping_mul(0x9E37_79B1) >> (u32::BITS - HASH_BITS)) as usize
}

/// The window that begins there in a block.
#[inline]
fn window_in<const BLOCK: usize>(block: &[u8; BLOCK], at: usize) -> u32 {
    u32::from_le_bytes([block[at], block[at + 1], block[at + 2], block[at + 3]]) | SMALL_WINDOW
}

/// The bytes by which a stretch is told, as a number; the others are zeros.
pub(super) fn told_by(stretch: &[u8]) -> u64 {
    first_of(eight(stretch, 0), stretch.len().min(MOST_TOLD))
}

/// The same numbers of all stretches that a text may begin with.
pub(super) fn may_begin_with(text: &[u8]) -> impl Iterator<Item = u64> {
    let bytes = eight(text, 0);
    (LEAST..=MOST_TOLD).map(move |told| first_of(bytes, told))
}

/// The first `told` of eight bytes; the others are zeros.
#[inline]
fn first_of(bytes: u64, told: usize) -> u64 {
    bytes & FIRST[told & 15]
}

/// The eight bytes at a place, as a number, with bit 5 of each set; behind the end there are zeros.
#[inline]
fn eight(text: &[u8], at: usize) -> u64 {
    let rest = text.get(at..).unwrap_or_default();
    let bytes = rest.first_chunk().copied().unwrap_or_else(|| {
        let mut bytes = [0; MOST_TOLD];
        bytes.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
        bytes
    });
    u64::from_le_bytes(bytes) | SMALL_TOLD
}

/// The first four of eight bytes.
#[inline]
fn first_four(bytes: u64) -> u32 {
    let [a, b, c, d, ..] = bytes.to_le_bytes();
    u32::from_le_bytes([a, b, c, d])
}
