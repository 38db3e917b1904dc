//! Scanning: where in a text one of many short stretches of letters stands, at memory speed.
//!
//! Every stretch is at least three bytes long. Of each, those groups of four bytes that begin at its first places are
//! kept in a table of bits; the text is looked at in steps as wide as the shortest stretch allows, and only where the
//! four bytes there may be such a group is anything compared. Bit 5 of every byte is set on both sides, which makes
//! ASCII capitals and small letters equal; of other letters both cases are kept.

use std::ops::ControlFlow;

/// Searches texts for many stretches at once.
#[derive(Debug)]
pub(super) struct Scan<T> {
    stretches: Vec<Stretch<T>>,
    /// Those of stretches of four bytes and more.
    groups: Groups,
    /// Those of stretches of three bytes.
    short: Groups,
    step: usize,
    /// The stretches that have no more bytes than a group.
    last: Vec<u32>,
}

/// Which stretches have which groups of bytes.
#[derive(Debug, Default)]
struct Groups {
    /// How many bits of the product are no part of a hash.
    shift: u32,
    /// The bits of a group that count, and those that are set in all of them.
    mask: u32,
    small: u32,
    /// One bit for each hash, set where there is a group that has it.
    bits: Vec<u64>,
    /// For each 64 of them, how many are set before.
    before: Vec<u32>,
    /// For each hash that there is, where its places begin; at the end, how many there are.
    starts: Vec<u32>,
    /// The number of a stretch, and how many bytes from its start the group stands.
    places: Vec<(u32, u8)>,
}

#[derive(Debug)]
struct Stretch<T> {
    bytes: Box<[u8]>,
    means: T,
}

/// The bytes of a group.
const GROUP: usize = 4;
/// The least and the most bits of a hash, and by how many it goes beyond the number of groups.
const HASH_BITS: [u32; 2] = [15, 20];
const SPARE_BITS: u32 = 5;
/// Makes ASCII letters small.
const SMALL: u8 = 0x20;

impl<T: Copy + Ord> Scan<T> {
    /// Searches for `stretches`, in lower case, each with what it means; those under three bytes are left out.
    pub(super) fn new(stretches: impl Iterator<Item = (String, T)>) -> Self {
        let mut all: Vec<Stretch<T>> = Vec::new();
        for (text, means) in stretches.filter(|(text, _)| text.len() + 1 >= GROUP) {
            for case in cases(&text) {
                let bytes = case.bytes().map(|b| b | SMALL).collect();
                all.push(Stretch { bytes, means });
            }
        }
        all.sort_by(|a, b| (&a.bytes, &a.means).cmp(&(&b.bytes, &b.means)));
        all.dedup_by(|a, b| a.bytes == b.bytes && a.means == b.means);
        let shortest = all.iter().map(|s| s.bytes.len()).min().unwrap_or(GROUP);
        let step = if shortest >= GROUP { 2 } else { 1 };
        let groups = Groups::new(&all, GROUP, step);
        let short = Groups::new(&all, GROUP - 1, step);
        let last = (0..).zip(&all).filter(|(_, s)| s.bytes.len() <= GROUP).map(|(number, _)| number).collect();
        Scan { stretches: all, groups, short, step, last }
    }

    /// Tells, in the order of the text, where a stretch begins and what it means, until it is told to stop.
    pub(super) fn each(&self, text: &[u8], found: impl FnMut(usize, T) -> ControlFlow<()>) {
        // It has been stopped, or has come to the end.
        let _ = self.try_each(text, found);
    }

    fn try_each(&self, text: &[u8], mut found: impl FnMut(usize, T) -> ControlFlow<()>) -> ControlFlow<()> {
        let mut at = 0;
        while let Some(&[a, b, c, d]) = text.get(at..at + GROUP) {
            let (long, short) = (self.groups.of([a, b, c, d]), self.short.of([a, b, c, d]));
            if !short.is_empty() {
                let mut all = [long, short].concat();
                all.sort_unstable();
                self.compare(text, at, &all, &mut found)?;
            } else if !long.is_empty() {
                self.compare(text, at, long, &mut found)?;
            }
            at += self.step;
        }
        // What stands at the very end has no four bytes from its second place on.
        let tail = text.len().saturating_sub(GROUP + 1);
        for at in at.saturating_sub(self.step).max(tail)..text.len() {
            let last = self.last.iter().map(|&number| &self.stretches[number as usize]);
            for stretch in last.filter(|stretch| at + stretch.bytes.len() == text.len()) {
                if matches(text, at, &stretch.bytes) {
                    found(at, stretch.means)?;
                }
            }
        }
        ControlFlow::Continue(())
    }

    fn compare(
        &self,
        text: &[u8],
        at: usize,
        places: &[(u32, u8)],
        found: &mut impl FnMut(usize, T) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        for &(number, place) in places {
            let stretch = &self.stretches[number as usize];
            let start = at.wrapping_sub(usize::from(place));
            if start <= at && matches(text, start, &stretch.bytes) {
                found(start, stretch.means)?;
            }
        }
        ControlFlow::Continue(())
    }
}

fn matches(text: &[u8], at: usize, bytes: &[u8]) -> bool {
    let there = text.get(at..at + bytes.len());
    there.is_some_and(|there| there.iter().zip(bytes).all(|(a, b)| a | SMALL == *b))
}

impl Groups {
    /// The groups of so many bytes of those `stretches` that have as many and, if fewer than [`GROUP`], no more. Every
    /// `step`th place of a text is looked at.
    fn new<T>(stretches: &[Stretch<T>], len: usize, step: usize) -> Groups {
        let mut all: Vec<([u8; GROUP], (u32, u8))> = Vec::new();
        let fits = |bytes: &[u8]| if len < GROUP { bytes.len() == len } else { bytes.len() >= len };
        for (number, stretch) in (0..).zip(stretches).filter(|(_, stretch)| fits(&stretch.bytes)) {
            let bytes = &stretch.bytes;
            // A stretch of just four bytes that is looked for at every other place is met either at its start, or one
            // byte on; then the fourth byte is whatever stands behind it.
            for offset in 0..step {
                let inside = bytes.get(offset..bytes.len().min(offset + GROUP)).unwrap_or_default();
                let place = (number, u8::try_from(offset).unwrap_or_default());
                match *inside {
                    [a, b, c, d] => all.push(([a, b, c, d], place)),
                    [a, b, c] if len < GROUP => all.push(([a, b, c, SMALL], place)),
                    [a, b, c] => {
                        let last = (SMALL..=u8::MAX).filter(|d| d & SMALL != 0);
                        all.extend(last.map(|d| ([a, b, c, d], place)));
                    }
                    _ => {}
                }
            }
        }
        let bytes = [0, 1, 2, 3].map(|at| if at < len { u8::MAX } else { 0 });
        Groups::sorted(&all, u32::from_le_bytes(bytes))
    }

    fn sorted(all: &[([u8; GROUP], (u32, u8))], mask: u32) -> Groups {
        let wanted = (all.len() + 1).ilog2() + SPARE_BITS;
        let hash_bits = wanted.clamp(HASH_BITS[0], HASH_BITS[1]);
        let small = u32::from_le_bytes([SMALL; GROUP]);
        let mut groups = Groups { shift: u32::BITS - hash_bits, mask, small, ..Groups::default() };
        let mut hashed: Vec<(u32, (u32, u8))> = all.iter().map(|&(bytes, place)| (groups.hash(bytes), place)).collect();
        hashed.sort_unstable();
        hashed.dedup();
        groups.bits = vec![0; 1 << (hash_bits - 6)];
        for group in hashed.chunk_by(|a, b| a.0 == b.0) {
            let hash = group.first().map_or(0, |(hash, _)| *hash);
            groups.bits[hash as usize >> 6] |= 1 << (hash & 63);
            groups.starts.push(u32::try_from(groups.places.len()).unwrap_or(u32::MAX));
            groups.places.extend(group.iter().map(|(_, place)| *place));
        }
        groups.starts.push(u32::try_from(groups.places.len()).unwrap_or(u32::MAX));
        let count = |before: &mut u32, bits: &u64| Some(std::mem::replace(before, *before + bits.count_ones()));
        groups.before = groups.bits.iter().scan(0, count).collect();
        groups
    }

    /// The hash of a group, in any case.
    fn hash(&self, bytes: [u8; GROUP]) -> u32 {
        ((u32::from_le_bytes(bytes) | self.small) & self.mask).wrapping_mul(0x9E37_79B1) >> self.shift
    }

    /// The places of the groups that have the hash of this one.
    fn of(&self, group: [u8; GROUP]) -> &[(u32, u8)] {
        let hash = self.hash(group);
        let bits = self.bits[hash as usize >> 6];
        if bits >> (hash & 63) & 1 == 0 {
            return &[];
        }
        let before = self.before[hash as usize >> 6];
        let group = (before + (bits & ((1 << (hash & 63)) - 1)).count_ones()) as usize;
        &self.places[self.starts[group] as usize..self.starts[group + 1] as usize]
    }
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
        found.sort_unstable();
        found.dedup();
        found
    }

    #[test]
    fn stretches_are_found_at_every_place_in_any_case() {
        for before in 0..6 {
            for after in 0..6 {
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
