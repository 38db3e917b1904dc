//! Large files of many articles in portions, so that several threads read them and memory does not grow with them.

use std::fs::File;
use std::io::{Cursor, ErrorKind, Read};
use std::mem;
use std::sync::{Arc, Mutex, PoisonError};

use twox_hash::xxhash3_128::Hasher;

use crate::article::{Fields, LIMIT, Packing, Series, Unreadable};

/// How much of a file one thread takes at a time, in bytes: so little that it is still in the processor's cache when it is
/// gone through.
pub(super) const PORTION: usize = 256 << 10;
/// How much of a file is looked at to tell what it is, in bytes.
const HEAD: usize = 1 << 20;
/// The most bytes that tell where an article begins.
const LONGEST_SIGN: usize = 16;

/// How far a file has been read: to the end of an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Reached {
    /// How many bytes, where it is packed of what it unpacks to.
    pub(super) bytes: u64,
    /// The number of the next article, from 1.
    pub(super) next: u64,
    /// The mark of these bytes.
    pub(super) mark: u128,
}

/// Buffers that have been used and may be used again, which is faster than new ones.
type Pool = Arc<Mutex<Vec<Vec<u8>>>>;

/// Whole articles of a file.
#[derive(Debug)]
pub(super) struct Portion {
    buffer: Vec<u8>,
    /// How much of the buffer is filled, in bytes.
    len: usize,
    /// What stands behind each other in it.
    pub(super) series: Arc<Series>,
    /// The number of the first article, from 1.
    pub(super) first: u64,
    /// What is wrong where there are none: the first is longer than an article may be.
    pub(super) trouble: Option<Unreadable>,
    /// How far the file has been read with it, where that is followed.
    pub(super) reached: Option<Reached>,
    pool: Pool,
}

impl Portion {
    /// The articles.
    pub(super) fn bytes(&self) -> &[u8] {
        self.buffer.get(..self.len).unwrap_or_default()
    }
}

impl Drop for Portion {
    fn drop(&mut self) {
        let buffer = mem::take(&mut self.buffer);
        if buffer.len() == PORTION {
            self.pool.lock().unwrap_or_else(PoisonError::into_inner).push(buffer);
        }
    }
}

/// The portions of a file.
pub(super) struct Portions {
    file: Box<dyn Read + Send>,
    /// What has been read and not been handed out, and room behind it.
    buffer: Vec<u8>,
    /// How much of that has been read, in bytes.
    len: usize,
    series: Arc<Series>,
    /// The number of the article that begins there.
    next: u64,
    /// What has been handed out, where that is followed: its hash and its bytes.
    followed: Option<(Box<Hasher>, u64)>,
    pool: Pool,
}

impl Portions {
    /// The portions of `file`, in which fields are called so; `None` where it may not be cut.
    pub(super) fn of(file: File, fields: &Fields) -> Option<Portions> {
        let (file, buffer, series) = (Box::new(file), Vec::new(), Arc::new(Series::Lines));
        let mut portions = Portions { file, buffer, len: 0, series, next: 1, followed: None, pool: Pool::default() };
        portions.fill(HEAD);
        if let Some(packing) = Packing::of(portions.held()) {
            let packed = Cursor::new(portions.held().to_vec()).chain(portions.file);
            portions.file = packing.unpack(packed)?;
            portions.len = 0;
            portions.fill(HEAD);
        }
        portions.series = Series::of(portions.held(), fields)?.into();
        portions.drop_first(portions.series.begins());
        Some(portions)
    }

    /// Drops the first bytes that are held.
    fn drop_first(&mut self, bytes: usize) {
        self.buffer.copy_within(bytes..self.len, 0);
        self.len -= bytes;
    }

    /// The portions behind those that have been read, where the file begins as it did then, and from now on how far each
    /// goes; `None` where it begins otherwise.
    pub(super) fn behind(mut self, read: Option<&Reached>) -> Option<Portions> {
        self.followed = Some((Box::new(Hasher::new()), 0));
        let Some(read) = read else { return Some(self) };
        let mut left = read.bytes;
        while left > 0 {
            let here = self.held().len().min(usize::try_from(left).unwrap_or(usize::MAX));
            self.follow(here);
            self.drop_first(here);
            left -= here as u64;
            if left > 0 && !self.fill(HEAD) && self.len == 0 {
                return None;
            }
        }
        self.next = read.next;
        (self.reached()?.mark == read.mark).then_some(self)
    }

    /// Takes the first bytes that are held down as read.
    fn follow(&mut self, bytes: usize) {
        if let (Some((hasher, count)), Some(read)) = (&mut self.followed, self.buffer.get(..bytes)) {
            hasher.write(read);
            *count += bytes as u64;
        }
    }

    fn reached(&self) -> Option<Reached> {
        let (hasher, bytes) = self.followed.as_ref()?;
        Some(Reached { bytes: *bytes, next: self.next, mark: hasher.finish_128() })
    }

    fn held(&self) -> &[u8] {
        self.buffer.get(..self.len).unwrap_or_default()
    }

    /// Reads on until so many bytes are held, or the file is over; whether there may be more.
    fn fill(&mut self, size: usize) -> bool {
        if self.buffer.len() < size {
            self.buffer.resize(size, 0);
        }
        while let Some(room) = self.buffer.get_mut(self.len..size).filter(|room| !room.is_empty()) {
            match self.file.read(room) {
                Ok(0) => return false,
                Ok(read) => self.len += read,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                // Of a file that cannot be read to its end, what could be read.
                Err(_) => return false,
            }
        }
        true
    }

    /// Hands out what is held up to `end`, which are so many articles, and whole ones.
    fn hand_out(&mut self, end: usize, count: u64, whole: bool) -> Portion {
        self.follow(end);
        let rest = self.held().get(end..).unwrap_or_default();
        let mut next = self.pool.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default();
        next.resize(PORTION.max(rest.len()), 0);
        if let Some(beginning) = next.get_mut(..rest.len()) {
            beginning.copy_from_slice(rest);
        }
        self.len = rest.len();
        let (buffer, first) = (mem::replace(&mut self.buffer, next), self.next);
        self.next += count;
        // Behind an article that is not whole nobody can go on.
        let reached = self.reached().filter(|_| whole);
        Portion {
            buffer,
            len: end,
            series: self.series.clone(),
            first,
            trouble: None,
            reached,
            pool: self.pool.clone(),
        }
    }

    /// Passes over an article that is too long to be held.
    fn pass_over(&mut self) -> Portion {
        let mut size = 0;
        loop {
            let (more, next) = (self.fill(PORTION), self.series.next(self.held()));
            // What tells the next one may be half there.
            let passed = next.unwrap_or(if more { self.len.saturating_sub(LONGEST_SIGN) } else { self.len });
            size += passed;
            self.follow(passed);
            self.drop_first(passed);
            if next.is_some() || !more {
                break;
            }
        }
        self.next += 1;
        let (series, trouble) = (self.series.clone(), Some(Unreadable::TooLarge(size)));
        let (first, reached) = (self.next - 1, self.reached());
        Portion { buffer: Vec::new(), len: 0, series, first, trouble, reached, pool: self.pool.clone() }
    }
}

impl Iterator for Portions {
    type Item = Portion;

    fn next(&mut self) -> Option<Portion> {
        let mut size = PORTION;
        loop {
            let more = self.fill(size.max(self.len)) || self.len > size;
            if !more {
                let (count, whole) = (self.series.count(self.held()), self.held().ends_with(b"\n"));
                return (self.len > 0).then(|| self.hand_out(self.len, count, whole));
            }
            match self.series.cut(self.held().get(..size).unwrap_or(self.held())) {
                Some((end, count)) => return Some(self.hand_out(end, count, true)),
                None if size > LIMIT => return Some(self.pass_over()),
                None => size = (2 * size).min(LIMIT + PORTION),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Seek, Write};

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn file(bytes: &[u8]) -> File {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(bytes).unwrap();
        file.rewind().unwrap();
        file
    }

    fn portions(file: File) -> Option<Portions> {
        Portions::of(file, &Fields::usual())
    }

    fn line(number: usize) -> Vec<u8> {
        format!("{{\"body\": \"{}\"}}\n", "x".repeat(number % 3000)).into_bytes()
    }

    #[test]
    fn portions_are_whole_lines_and_all_of_them() {
        let source: Vec<u8> = (0..3000).flat_map(line).collect();
        let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
        packer.write_all(&source).unwrap();
        for file in [file(&source), file(&packer.finish().unwrap())] {
            let mut line = 1;
            let mut all: Vec<u8> = Vec::new();
            for portion in portions(file).unwrap() {
                assert!(portion.bytes().len() <= HEAD && portion.bytes().ends_with(b"\n"));
                assert_eq!((portion.first, portion.trouble), (line, None));
                line += portion.bytes().split(|&byte| byte == b'\n').count() as u64 - 1;
                all.extend(portion.bytes());
            }
            assert!(all == source);
        }
    }

    #[test]
    fn a_line_that_is_too_long_is_passed_over() {
        let long = vec![b'y'; LIMIT + 3 * PORTION];
        let some: Vec<u8> = (0..100).flat_map(line).collect();
        let source = [&*some, &*long, b"\n", &*some].concat();
        let portions: Vec<Portion> = portions(file(&source)).unwrap().collect();
        let shape: Vec<_> = portions.iter().map(|p| (p.first, p.bytes().len(), p.trouble)).collect();
        let too_long = (101, 0, Some(Unreadable::TooLarge(long.len() + 1)));
        assert_eq!(shape, [(1, some.len(), None), too_long, (102, some.len(), None)]);
    }

    #[test]
    fn a_mail_and_a_record_that_are_too_long_are_passed_over() {
        let mail = |n: usize| {
            let head = "From ann Tue May  3 2022\nFrom: a@b.example\nSubject: Tide\nDate: 3 May 2022 06:30 +0000\n\n";
            format!("{head}{}\n\n", "Tide. ".repeat(n)).into_bytes()
        };
        let record = |n: usize| {
            let head = format!("WARC/1.0\r\nWARC-Type: response\r\nContent-Length: {}\r\n\r\n", 6 * n);
            format!("{head}{}\r\n\r\n", "Tide. ".repeat(n)).into_bytes()
        };
        for article in [&mail as &dyn Fn(usize) -> Vec<u8>, &record] {
            let (some, long): (Vec<u8>, _) = ((0..400).flat_map(article).collect(), article(LIMIT));
            let shape = |source: &[u8]| -> Vec<(u64, Option<Unreadable>)> {
                portions(file(source)).unwrap().map(|portion| (portion.first, portion.trouble)).collect()
            };
            let found = shape(&[&*some, &*long, &*some].concat());
            let at = found.iter().position(|(_, trouble)| trouble.is_some()).unwrap();
            assert_eq!(found[at], (401, Some(Unreadable::TooLarge(long.len()))));
            assert_eq!(found[at + 1], (402, None));
            assert_eq!(shape(&[&*some, &*long].concat()).last(), Some(&found[at]));
        }
    }

    #[test]
    fn one_goes_on_where_one_was() {
        let source: Vec<u8> = (0..2000).flat_map(line).collect();
        let all: Vec<Portion> = portions(file(&source)).unwrap().behind(None).unwrap().collect();
        let reached: Vec<Reached> = all.iter().map(|portion| portion.reached.clone().unwrap()).collect();
        assert_eq!(reached.last().unwrap().bytes, source.len() as u64);
        for (at, so_far) in reached.iter().enumerate() {
            let behind = portions(file(&source)).unwrap().behind(Some(so_far)).unwrap();
            let behind: Vec<_> = behind.map(|portion| (portion.first, portion.reached.clone().unwrap())).collect();
            let rest: Vec<_> = all.iter().skip(at + 1).map(|p| (p.first, p.reached.clone().unwrap())).collect();
            assert_eq!(behind, rest);
        }
        let other = [b"{}\n", &*source].concat();
        assert!(portions(file(&other)).unwrap().behind(reached.first()).is_none());
        assert!(portions(file(&source[..400_000])).unwrap().behind(reached.last()).is_none());
    }

    #[test]
    fn other_files_are_left_whole() {
        assert!(portions(file(&b"text ".repeat(40_000))).is_none());
    }
}
