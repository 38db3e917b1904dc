//! Articles one behind the other in a file that may be cut between them: lines of JSON, rows of a table, mails in a box,
//! records of a web archive. So a file of any size is read in portions, several at once.

use std::borrow::Cow;

use memchr::memmem;

use super::record::Fields;
use super::{Opened, Unreadable, Wanted, decode, json, mail, open_one, table, warc};

/// What stands behind each other in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Series {
    /// Lines of JSON.
    Lines,
    /// Rows of a table.
    Rows {
        /// What stands between values.
        separator: u8,
        /// The row before the first article, which names the fields.
        names: Vec<u8>,
    },
    /// Mails.
    Mails,
    /// Records of a web archive.
    Records,
}

/// Takes an article with its number.
pub(super) type Give<'a> = dyn FnMut(u64, Result<Opened, Unreadable>) + 'a;

impl Series {
    /// What stands behind each other in a file that begins with `head`; `None` where it may not be cut.
    pub fn of(head: &[u8], fields: &Fields) -> Option<Series> {
        match () {
            () if warc::is_archive(head) => Some(Series::Records),
            () if json::is_lines(head) => Some(Series::Lines),
            () if mail::is_box(head) => Some(Series::Mails),
            () => {
                let separator = table::separator(head, fields)?;
                let names = head.get(..=memchr::memchr(b'\n', head)?)?.to_vec();
                Some(Series::Rows { separator, names })
            }
        }
    }

    /// How many bytes stand before the first article.
    pub fn begins(&self) -> usize {
        if let Series::Rows { names, .. } = self { names.len() } else { 0 }
    }

    /// Where in bytes that begin with an article, and go on behind them, the last one ends that is whole, and how many
    /// numbers are used up to there. `None` where none is.
    pub fn cut(&self, held: &[u8]) -> Option<(usize, u64)> {
        let counted = |ends: &mut dyn Iterator<Item = usize>| ends.zip(1..).last();
        match self {
            Series::Lines => {
                let lines = held.get(..=memchr::memrchr(b'\n', held)?)?;
                Some((lines.len(), memchr::memchr_iter(b'\n', lines).count() as u64))
            }
            Series::Rows { separator, .. } => table::cut(held, *separator),
            Series::Mails => counted(&mut mail::starts(held)),
            Series::Records => counted(&mut warc::starts(held)),
        }
    }

    /// How many numbers are used in the last bytes of a file.
    pub fn count(&self, rest: &[u8]) -> u64 {
        let whole = self.cut(rest).map_or(0, |(_, count)| count);
        if *self == Series::Lines { whole } else { whole + 1 }
    }

    /// Where the next article may begin, in bytes of one that is too long.
    pub fn next(&self, held: &[u8]) -> Option<usize> {
        let (sign, before): (&[u8], usize) = match self {
            Series::Lines | Series::Rows { .. } => (b"\n", 1),
            Series::Mails => (b"\nFrom ", 1),
            Series::Records => (b"\r\n\r\nWARC/", 4),
        };
        memmem::find(held, sign).map(|at| at + before)
    }

    /// Reads the articles in a portion, which begins with that of the number `first`.
    pub(super) fn read(&self, portion: &[u8], first: u64, wanted: Wanted<'_>, give: &mut Give<'_>) {
        match self {
            Series::Lines => json::read_lines(portion, first, wanted, give),
            Series::Mails => {
                let mails = mail::split(portion).filter(|mail| !mail.is_empty());
                (first..).zip(mails).for_each(|(number, mail)| give(number, open_one(mail.into(), "")));
            }
            Series::Records => warc::read(portion, first, give),
            Series::Rows { separator, names } => match decode::decode(Cow::Owned([names, portion].concat())) {
                Ok(text) => {
                    let mut number = first;
                    table::read(&text, *separator, wanted.fields, &mut |opened| {
                        give(number, opened);
                        number += 1;
                    });
                }
                Err(unreadable) => give(first, Err(unreadable)),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;

    type Read = Vec<(u64, Result<Article, Unreadable>)>;

    fn whole(series: &Series, bytes: &[u8], first: u64) -> Read {
        let mut found = Vec::new();
        series.read(bytes, first, Wanted::default(), &mut |number, opened| {
            found.push((number, opened.map(|opened| opened.article())));
        });
        found
    }

    /// The same, cut wherever it may be cut in pieces of so many bytes, or more where an article is longer.
    fn in_portions(series: &Series, mut bytes: &[u8], size: usize) -> Read {
        let (mut found, mut number, mut held) = (Vec::new(), 1, size);
        while !bytes.is_empty() {
            let cut = bytes.get(..held).and_then(|head| series.cut(head));
            match cut {
                Some((end, count)) => {
                    found.extend(whole(series, &bytes[..end], number));
                    (bytes, number, held) = (&bytes[end..], number + count, size);
                }
                None if held < bytes.len() => held += size,
                None => {
                    found.extend(whole(series, bytes, number));
                    break;
                }
            }
        }
        found
    }

    fn mail(n: usize) -> String {
        format!(
            "From ann Tue May  3 2022\nFrom: a@b.example\nSubject: Tide {n}\nDate: 3 May 2022 06:30 +0000\n\nIt rose.\n>From here.\n\nFrom afar.\n\n"
        )
    }

    fn record(n: usize) -> String {
        let kind = ["conversion", "metadata"][n % 2];
        let block = format!("Tide {n}.\r\n\r\nWARC/1.0 is a format.");
        let len = block.len();
        format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nContent-Type: text/plain\r\nContent-Length: {len}\r\n\r\n{block}\r\n\r\n"
        )
    }

    #[test]
    fn a_file_gives_the_same_in_portions() {
        let all = |one: &dyn Fn(usize) -> String| (0..9).map(one).collect::<String>();
        let line = |n| format!("{{\"title\": \"Tide {n}\", \"body\": \"It rose.\"}}\n");
        let row = |n| format!("\"Tide {n}\",\"It rose, \"\"{n}\"\" feet.\nAnd fell.\"\r\n");
        let table = format!("title,body\r\n{}", all(&row));
        for source in [all(&line), all(&mail), all(&record), table, all(&line).trim_end().to_owned()] {
            let series = Series::of(source.as_bytes(), &Fields::usual()).unwrap();
            let bytes = &source.as_bytes()[series.begins()..];
            let expected = whole(&series, bytes, 1);
            assert!(expected.len() >= 5 && expected.iter().all(|(_, article)| article.is_ok()), "{expected:?}");
            for size in [1, 50, 150, 400, 1000, 10_000] {
                assert_eq!(in_portions(&series, bytes, size), expected, "{size} {series:?}");
            }
        }
    }

    #[test]
    fn behind_an_article_that_is_too_long_the_next_is_found() {
        for (source, next) in [(mail(1) + &mail(2), mail(1).len()), (record(0) + &record(2), record(0).len())] {
            let series = Series::of(source.as_bytes(), &Fields::usual()).unwrap();
            let mut at = 0;
            while at < next {
                at += series.next(&source.as_bytes()[at..]).unwrap();
            }
            assert_eq!(at, next);
        }
    }

    #[test]
    fn other_files_are_not_cut() {
        for head in ["Text\n", "[{\"title\": 1}]", "<html>\n", "{\"title\": \"a\",\n\"body\": \"b\"}", ""] {
            assert_eq!(Series::of(head.as_bytes(), &Fields::usual()), None, "{head}");
        }
    }
}
