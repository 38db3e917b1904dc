//! Large files of lines in portions, so that several threads read them and memory does not grow with them.

use std::fs::File;
use std::io::{Cursor, Read};

use flate2::read::MultiGzDecoder;

use crate::article::{self, LIMIT, Unreadable};

/// How much of a file one thread takes at a time, in bytes.
pub(super) const PORTION: usize = 1 << 20;

/// Whole lines of a file.
#[derive(Clone, Debug)]
pub(super) struct Portion {
    /// The lines.
    pub(super) lines: Vec<u8>,
    /// The number of the first one, from 1.
    pub(super) first: u64,
    /// What is wrong where there are none: the line is longer than an article may be.
    pub(super) trouble: Option<Unreadable>,
}

/// The portions of a file of lines.
pub(super) struct Portions {
    file: Box<dyn Read + Send>,
    /// What has been read and not been handed out.
    held: Vec<u8>,
    /// The number of the line that begins there.
    line: u64,
}

impl Portions {
    /// The portions of `file`; `None` where it is no file of lines.
    pub(super) fn of(file: File) -> Option<Portions> {
        let mut portions = Portions { file: Box::new(file), held: Vec::new(), line: 1 };
        portions.fill(PORTION);
        if portions.held.starts_with(b"\x1f\x8b") {
            let packed = Cursor::new(std::mem::take(&mut portions.held)).chain(portions.file);
            portions.file = Box::new(MultiGzDecoder::new(packed));
            portions.fill(PORTION);
        }
        article::is_lines(&portions.held).then_some(portions)
    }

    /// Reads on until so many bytes are held, or the file is over; whether there may be more.
    fn fill(&mut self, size: usize) -> bool {
        let missing = size.saturating_sub(self.held.len());
        self.held.reserve_exact(missing);
        // Of a file that cannot be read to its end, what could be read.
        let read = self.file.by_ref().take(missing as u64).read_to_end(&mut self.held).unwrap_or(0);
        read == missing
    }

    /// Hands out what is held up to `end`.
    fn hand_out(&mut self, end: usize) -> Portion {
        let rest = self.held.split_off(end);
        let lines = std::mem::replace(&mut self.held, rest);
        let first = self.line;
        self.line += memchr::memchr_iter(b'\n', &lines).count() as u64;
        Portion { lines, first, trouble: None }
    }

    /// Passes over a line that is too long to be held.
    fn pass_over(&mut self) -> Portion {
        let mut size = 0;
        let end = loop {
            let end = memchr::memchr(b'\n', &self.held);
            size += end.unwrap_or(self.held.len());
            if end.is_some() {
                break end;
            }
            self.held.clear();
            if !self.fill(PORTION) && self.held.is_empty() {
                break None;
            }
        };
        self.held.drain(..end.map_or(self.held.len(), |end| end + 1));
        self.line += 1;
        Portion { lines: Vec::new(), first: self.line - 1, trouble: Some(Unreadable::TooLarge(size)) }
    }
}

impl Iterator for Portions {
    type Item = Portion;

    fn next(&mut self) -> Option<Portion> {
        let mut size = PORTION;
        loop {
            let more = self.fill(size);
            let line = memchr::memchr(b'\n', &self.held).unwrap_or(self.held.len());
            match memchr::memrchr(b'\n', &self.held) {
                _ if self.held.is_empty() => return None,
                _ if line > LIMIT => return Some(self.pass_over()),
                Some(end) if more => return Some(self.hand_out(end + 1)),
                _ if !more => return Some(self.hand_out(self.held.len())),
                _ => size = (2 * size).min(LIMIT + PORTION),
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
            let mut all = Vec::new();
            for portion in Portions::of(file).unwrap() {
                assert!(portion.lines.len() <= PORTION && portion.lines.ends_with(b"\n"));
                assert_eq!((portion.first, portion.trouble), (line, None));
                line += portion.lines.split(|&byte| byte == b'\n').count() as u64 - 1;
                all.extend(portion.lines);
            }
            assert!(all == source);
        }
    }

    #[test]
    fn a_line_that_is_too_long_is_passed_over() {
        let long = vec![b'y'; LIMIT + 3 * PORTION];
        let some: Vec<u8> = (0..100).flat_map(line).collect();
        let source = [&*some, &*long, b"\n", &*some].concat();
        let portions: Vec<Portion> = Portions::of(file(&source)).unwrap().collect();
        let shape: Vec<_> = portions.iter().map(|p| (p.first, p.lines.len(), p.trouble)).collect();
        let too_long = (101, 0, Some(Unreadable::TooLarge(long.len())));
        assert_eq!(shape, [(1, some.len(), None), too_long, (102, some.len(), None)]);
    }

    #[test]
    fn other_files_are_left_whole() {
        assert!(Portions::of(file(&b"text ".repeat(40_000))).is_none());
    }
}
