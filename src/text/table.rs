//! A table over characters that is made a page at a time, when first wanted.

use std::sync::OnceLock;

/// What `make` says of each character, remembered for the first 65,536 of them.
pub(crate) struct Table<T> {
    pages: [OnceLock<Box<[T; 256]>>; 256],
    make: fn(char) -> T,
}

impl<T: Copy> Table<T> {
    pub(crate) const fn new(make: fn(char) -> T) -> Self {
        Table { pages: [const { OnceLock::new() }; 256], make }
    }

    /// What the table says of `c`.
    pub(crate) fn of(&self, c: char) -> T {
        let code = c as usize;
        match self.pages.get(code >> 8) {
            Some(page) => page.get_or_init(|| Box::new(self.page(code & !0xff)))[code & 0xff],
            None => (self.make)(c),
        }
    }

    fn page(&self, first: usize) -> [T; 256] {
        let character = |n: usize| u32::try_from(first + n).ok().and_then(char::from_u32);
        std::array::from_fn(|n| (self.make)(character(n).unwrap_or(char::REPLACEMENT_CHARACTER)))
    }
}
