//! A bit for each article.

/// How many articles are in a block.
pub(in crate::library::pile) const BLOCK: u32 = 4096;

/// The block in which an article is, and its place there.
pub(super) fn place(id: u32) -> (u32, u16) {
    (id / BLOCK, u16::try_from(id % BLOCK).unwrap_or_default())
}

/// A bit for each article of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bits([u64; BLOCK as usize / 64]);

impl Default for Bits {
    fn default() -> Self {
        Bits([0; BLOCK as usize / 64])
    }
}

impl Bits {
    pub(super) fn has(&self, place: u16) -> bool {
        self.0.get(usize::from(place / 64)).is_some_and(|word| word >> (place % 64) & 1 == 1)
    }

    /// Sets a bit; tells whether it was not set.
    pub(super) fn set(&mut self, place: u16) -> bool {
        let was = self.has(place);
        if let Some(word) = self.0.get_mut(usize::from(place / 64)) {
            *word |= 1 << (place % 64);
        }
        !was
    }

    /// Clears a bit; tells whether it was set.
    pub(super) fn clear(&mut self, place: u16) -> bool {
        let was = self.has(place);
        if let Some(word) = self.0.get_mut(usize::from(place / 64)) {
            *word &= !(1 << (place % 64));
        }
        was
    }

    pub(super) fn count(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    pub(super) fn bytes(&self) -> Vec<u8> {
        self.0.iter().flat_map(|word| word.to_le_bytes()).collect()
    }

    pub(super) fn from_bytes(bytes: &[u8]) -> Bits {
        let mut bits = Bits::default();
        for (word, eight) in bits.0.iter_mut().zip(bytes.as_chunks().0) {
            *word = u64::from_le_bytes(*eight);
        }
        bits
    }
}

/// A bit for each article of a pile.
#[derive(Clone, Debug, Default)]
pub(in crate::library::pile) struct Marks(pub(super) Vec<Bits>);

impl Marks {
    /// Whether an article has it.
    pub(in crate::library::pile) fn has(&self, id: u32) -> bool {
        let (block, place) = place(id);
        self.0.get(block as usize).is_some_and(|bits| bits.has(place))
    }
}
