//! Quick hashes for short words.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

/// A map whose keys are our own, so that nobody can choose such as collide; what is looked up in it may be anything.
pub(crate) type QuickMap<K, V> = HashMap<K, V, BuildHasherDefault<Quick>>;

/// A set of the same kind.
pub(crate) type QuickSet<K> = HashSet<K, BuildHasherDefault<Quick>>;

/// A map whose keys are words of texts. Its hash has a seed, so that nobody can choose words that collide.
pub(crate) type WordMap<K, V> = HashMap<K, V, WordState>;

/// A set of the same kind.
pub(crate) type WordSet<K> = HashSet<K, WordState>;

/// The seed of such a hash.
pub(crate) type WordState = foldhash::fast::RandomState;

/// The state of the hash.
#[derive(Debug, Default)]
pub(crate) struct Quick(u64);

impl Quick {
    fn take(&mut self, eight: [u8; 8]) {
        self.0 = (self.0.rotate_left(5) ^ u64::from_le_bytes(eight)).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
}

impl Hasher for Quick {
    fn write(&mut self, bytes: &[u8]) {
        let (eights, rest) = bytes.as_chunks::<8>();
        for eight in eights {
            self.take(*eight);
        }
        if !rest.is_empty() {
            let mut eight = [0; 8];
            eight.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
            self.take(eight);
        }
    }

    fn write_u8(&mut self, number: u8) {
        self.write_u64(number.into());
    }

    fn write_u32(&mut self, number: u32) {
        self.write_u64(number.into());
    }

    fn write_u64(&mut self, number: u64) {
        self.take(number.to_le_bytes());
    }

    fn finish(&self) -> u64 {
        self.0 ^ self.0 >> 32
    }
}
