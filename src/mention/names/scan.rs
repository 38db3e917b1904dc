//! Scanning: where in a text one of many short stretches of letters stands, at memory speed.
//!
//! Of each stretch, the groups of four bytes at its first two places are kept in a table of hashes, and every other
//! place of the text is looked up in it, four of them at once; only where one of the four may be such a group is it
//! looked at the next two bytes, and only where they fit too is anything compared. So a place costs the same however
//! many stretches there are. Bit 5 of every byte is set on both sides, which makes ASCII capitals and small letters
//! equal; of other letters both cases are kept.

use std::ops::ControlFlow;

use crate::text::QuickMap;

/// Searches texts for many stretches at once.
#[derive(Debug)]
pub(super) struct Scan<T> {
    stretches: Vec<Stretch<T>>,
    groups: Groups,
    /// The bytes of the longest stretch.
    longest: usize,
}

#[derive(Debug)]
struct Stretch<T> {
    bytes: Box<[u8]>,
    means: T,
}

/// Which stretches have which groups of bytes.
#[derive(Debug, Default)]
struct Groups {
    /// How many bits of the product are no part of a hash.
    shift: u32,
    /// For each hash of a group of four bytes, by how many bytes the stretches are told that have such a group: a bit for
    /// each number, from four on.
    known: Vec<u8>,
    /// Whether one of them has a hash of its first five bytes, or six, from the group on.
    longer: Vec<bool>,
    /// For each hash of the first three bytes of a group, whether there is one of which those count; empty where no
    /// stretch is so short.
    short: Vec<bool>,
    /// By group, where it stands.
    places: QuickMap<Group, Vec<Place>>,
}

/// The bytes of a group, as a number, of which all count, or the first three, or the last three.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Group {
    All(u32),
    First(u32),
    Last(u32),
}

/// The number of a stretch, and how many bytes behind it a group begins that begins one byte before it.
#[derive(Clone, Copy, Debug)]
struct Place {
    stretch: u32,
    behind: usize,
}

/// The bytes of a group.
const GROUP: usize = 4;
/// The least bytes of a stretch.
const LEAST: usize = 3;
/// The places of a text that are looked up lie so far apart.
const STEP: usize = 2;
/// Those that are looked up at once are within so many bytes.
const BLOCK: usize = 8;
/// The least and the most bits of a hash, and by how many it goes beyond the number of groups.
const HASH_BITS: [u32; 2] = [15, 20];
const SPARE_BITS: u32 = 4;
/// The most bytes by which a stretch is told before it is compared, and the bits of their hash.
const MOST_TOLD: usize = 6;
const LONGER_BITS: u32 = 18;
/// The bits of a hash of three bytes.
const SHORT_BITS: u32 = 16;
/// Makes ASCII letters small.
const SMALL: u8 = 0x20;
/// Those bits of a group that are letters' case, and those of its first three bytes.
const SMALL_GROUP: u32 = u32::from_le_bytes([SMALL; GROUP]);
const THREE: u32 = 0x00ff_ffff;

impl<T: Copy + Ord> Scan<T> {
    /// Searches for `stretches`, in lower case, each with what it means; those under three bytes are left out.
    pub(super) fn new(stretches: impl Iterator<Item = (String, T)>) -> Self {
        let mut all: Vec<Stretch<T>> = Vec::new();
        for (text, means) in stretches.filter(|(text, _)| text.len() >= LEAST) {
            for case in cases(&text) {
                let bytes = case.bytes().map(|b| b | SMALL).collect();
                all.push(Stretch { bytes, means });
            }
        }
        all.sort_by(|a, b| (&a.bytes, &a.means).cmp(&(&b.bytes, &b.means)));
        all.dedup_by(|a, b| a.bytes == b.bytes && a.means == b.means);
        let groups = Groups::new(all.iter().map(|stretch| &*stretch.bytes));
        let longest = all.iter().map(|stretch| stretch.bytes.len()).max().unwrap_or(0);
        Scan { stretches: all, groups, longest }
    }

    /// The bytes of the longest stretch.
    pub(super) fn longest(&self) -> usize {
        self.longest
    }

    /// Tells, in the order of the text, where a stretch begins and what it means, until it is told to stop.
    pub(super) fn each(&self, text: &[u8], mut found: impl FnMut(usize, T) -> ControlFlow<()>) {
        // It has been stopped, or has come to the end.
        let _ = self.near(text, |at| self.around(text, at, &mut found));
    }

    /// Tells places near which a stretch may begin, until it is told to stop: at such a place, or one byte before it or
    /// behind it. Most of them are false.
    pub(super) fn near(&self, text: &[u8], mut found: impl FnMut(usize) -> ControlFlow<()>) -> ControlFlow<()> {
        let (blocks, _) = text.as_chunks::<BLOCK>();
        let mut at = 0;
        for (block, next) in blocks.iter().zip(blocks.get(1..).unwrap_or_default()) {
            let (block, next) = (u64::from_le_bytes(*block), u64::from_le_bytes(*next));
            if self.groups.may_begin_in(block, next) {
                for inside in (0..BLOCK).step_by(STEP) {
                    if self.groups.may_begin_at(behind(block, next, inside)) {
                        found(at + inside)?;
                    }
                }
            }
            at += BLOCK;
        }
        for at in (at..text.len()).step_by(STEP) {
            if self.groups.may_begin_at(bytes_at(text, at)) {
                found(at)?;
            }
        }
        ControlFlow::Continue(())
    }

    /// Tells which stretches begin near a place.
    pub(super) fn around(
        &self,
        text: &[u8],
        at: usize,
        mut found: impl FnMut(usize, T) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        for place in self.groups.of(first_four(bytes_at(text, at))) {
            let stretch = &self.stretches[place.stretch as usize];
            let start = (at + 1).wrapping_sub(place.behind);
            if start <= at + 1 && matches(text, start, &stretch.bytes) {
                found(start, stretch.means)?;
            }
        }
        ControlFlow::Continue(())
    }
}

/// The eight bytes at a place, as a number; behind the end there are zeros.
fn bytes_at(text: &[u8], at: usize) -> u64 {
    let mut bytes = [0; BLOCK];
    bytes.iter_mut().zip(text.get(at..).unwrap_or_default()).for_each(|(to, from)| *to = *from);
    u64::from_le_bytes(bytes)
}

/// Of two times eight bytes, the eight that begin so many bytes behind the first.
fn behind(block: u64, next: u64, inside: usize) -> u64 {
    let bits = 8 * inside;
    if bits == 0 { block } else { block >> bits | next << (64 - bits) }
}

/// The first four of eight bytes.
fn first_four(bytes: u64) -> u32 {
    let [a, b, c, d, ..] = bytes.to_le_bytes();
    u32::from_le_bytes([a, b, c, d])
}

fn matches(text: &[u8], at: usize, bytes: &[u8]) -> bool {
    let there = text.get(at..at + bytes.len());
    there.is_some_and(|there| there.iter().zip(bytes).all(|(a, b)| a | SMALL == *b))
}

impl Groups {
    /// The groups of stretches.
    fn new<'a>(stretches: impl Iterator<Item = &'a [u8]>) -> Groups {
        let mut groups = Groups::default();
        let mut met: Vec<(Group, &[u8])> = Vec::new();
        for (stretch, bytes) in (0..).zip(stretches) {
            let [even, odd] = Groups::met(bytes);
            met.extend([(even, bytes), (odd, bytes.get(1..).unwrap_or_default())]);
            groups.places.entry(even).or_default().push(Place { stretch, behind: 1 });
            let behind = if matches!(odd, Group::Last(_)) { 0 } else { 2 };
            groups.places.entry(odd).or_default().push(Place { stretch, behind });
        }
        groups.fill(&met);
        groups
    }

    /// Makes the tables by which groups are known; each comes with the bytes of a stretch from it on.
    fn fill(&mut self, met: &[(Group, &[u8])]) {
        let is_short = |group: &Group| matches!(group, Group::First(_));
        let hashes: usize =
            met.iter().filter(|(group, _)| !is_short(group)).map(|(group, _)| group.all().count()).sum();
        let bits = ((hashes + 1).ilog2() + SPARE_BITS).clamp(HASH_BITS[0], HASH_BITS[1]);
        self.shift = u32::BITS - bits;
        self.known = vec![0; 1 << bits];
        self.longer = vec![false; 1 << LONGER_BITS];
        if met.iter().any(|(group, _)| is_short(group)) {
            self.short = vec![false; 1 << SHORT_BITS];
        }
        for &(group, bytes) in met {
            if let Group::First(three) = group {
                self.short[short_hash(three)] = true;
                continue;
            }
            let told = if matches!(group, Group::All(_)) { bytes.len().min(MOST_TOLD) } else { GROUP };
            self.longer[longer_hash(bytes_at(bytes, 0), told)] = true;
            for group in group.all() {
                let hash = self.hash(group);
                self.known[hash] |= 1 << (told - GROUP);
            }
        }
    }

    /// By which groups a stretch is met: that at its start, where its start is looked up; else that one byte on, and
    /// of the shortest that one byte before.
    fn met(bytes: &[u8]) -> [Group; 2] {
        let (first, behind) = (number(bytes), number(bytes.get(1..).unwrap_or_default()));
        match bytes.len() {
            ..GROUP => [Group::First(first & THREE), Group::Last(first & THREE)],
            GROUP => [Group::All(first), Group::First(behind & THREE)],
            _ => [Group::All(first), Group::All(behind)],
        }
    }

    /// Whether one of the groups that are looked up in a block of eight bytes may be known; `next` are those behind it.
    #[inline]
    fn may_begin_in(&self, block: u64, next: u64) -> bool {
        let last = self.known.len().wrapping_sub(1);
        let Some(known) = self.known.get(..=last) else { return false };
        let group = |bytes: u64| known[self.hash(first_four(bytes)) & last];
        let any = group(block) | group(block >> 16) | group(block >> 32) | group(block >> 48 | next << 16);
        any != 0 || self.may_be_short_in(block, next)
    }

    /// The same of those of which the first three bytes count.
    #[inline]
    fn may_be_short_in(&self, block: u64, next: u64) -> bool {
        let Some(known) = self.short.get(..1 << SHORT_BITS) else { return false };
        let group = |bytes: u64| known[short_hash(first_four(bytes)) & ((1 << SHORT_BITS) - 1)];
        group(block) | group(block >> 16) | group(block >> 32) | group(block >> 48 | next << 16)
    }

    /// Whether eight bytes may begin with a group that is known, and go on as it does.
    fn may_begin_at(&self, bytes: u64) -> bool {
        let known = self.known.get(self.hash(first_four(bytes))).copied().unwrap_or(0);
        let short = || self.short.get(short_hash(first_four(bytes))).copied().unwrap_or(false);
        let longer = |told: usize| known >> (told - GROUP) & 1 != 0 && self.longer[longer_hash(bytes, told)];
        known & 1 != 0 || longer(GROUP + 1) || longer(MOST_TOLD) || short()
    }

    /// The hash of a group, in any case.
    fn hash(&self, group: u32) -> usize {
        ((group | SMALL_GROUP).wrapping_mul(0x9E37_79B1) >> self.shift) as usize
    }

    /// The places of a group.
    fn of(&self, group: u32) -> impl Iterator<Item = Place> {
        let group = group | SMALL_GROUP;
        let kinds = [Group::All(group), Group::First(group & THREE), Group::Last(group >> 8)];
        kinds.into_iter().filter_map(|kind| self.places.get(&kind)).flatten().copied()
    }
}

impl Group {
    /// All groups of four bytes that it may be; of one whose first three count, those.
    fn all(self) -> impl Iterator<Item = u32> {
        let any = if matches!(self, Group::Last(_)) { 0..=u32::from(u8::MAX) } else { 0..=0 };
        any.map(move |other| match self {
            Group::All(group) | Group::First(group) => group,
            Group::Last(group) => group << 8 | other,
        })
    }
}

/// The hash of the first three bytes of a group, in any case.
fn short_hash(group: u32) -> usize {
    ((group & THREE | SMALL_GROUP).wrapping_mul(0x9E37_79B1) >> (u32::BITS - SHORT_BITS)) as usize
}

/// The hash of so many of eight bytes, in any case.
fn longer_hash(bytes: u64, told: usize) -> usize {
    let bytes = (bytes | u64::from_le_bytes([SMALL; BLOCK])) << (u64::BITS as usize - 8 * told);
    usize::try_from(bytes.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (u64::BITS - LONGER_BITS)).unwrap_or_default()
}

/// The group at the start of some bytes as a number, all letters small.
fn number(bytes: &[u8]) -> u32 {
    first_four(bytes_at(bytes, 0)) | SMALL_GROUP
}

/// A text in small letters, in capitals, and with one capital before small letters.
fn cases(text: &str) -> Vec<String> {
    let upper = text.to_uppercase();
    let mut letters = text.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    let mut cases = vec![text.to_owned(), first, upper];
    cases.dedup();
    cases
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use super::Scan;

    fn found(stretches: &[&str], text: &str) -> Vec<(usize, usize)> {
        let scan = Scan::new(stretches.iter().enumerate().map(|(n, s)| ((*s).to_owned(), n)));
        let mut found = Vec::new();
        scan.each(text.as_bytes(), |at, means| {
            found.push((at, means));
            ControlFlow::Continue(())
        });
        found
    }

    #[test]
    fn stretches_are_found_once_at_every_place_in_any_case() {
        for before in 0..20 {
            for after in 0..20 {
                for (stretch, written) in
                    [("utin", "UTIN"), ("may", "May"), ("елен", "ЕЛЕН"), ("utine", "utiNe"), ("бай", "Бай")]
                {
                    let text = format!("{}{written}{}", ".".repeat(before), ".".repeat(after));
                    assert_eq!(found(&["xxxx", stretch], &text), [(before, 1)], "{text}");
                    assert_eq!(found(&["yyyyyy", "xxxxxxx", stretch], &text), [(before, 2)], "{text}");
                }
            }
        }
    }

    #[test]
    fn nothing_else_is_found() {
        assert_eq!(found(&["utin"], "Put in a bin, uti n"), []);
        assert_eq!(found(&[], "Putin"), []);
        assert_eq!(found(&["utin"], ""), []);
    }
}
