//! Articles in a table of values with a separator (CSV, RFC 4180, and its kin): a row an article.

use std::borrow::Cow;

use csv::{ByteRecord, ReaderBuilder, StringRecord};

use super::record::{Fields, Record, Slot};
use super::{Opened, Unreadable};

/// The separators that are known.
const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// The longest first row, in bytes.
const HEAD: usize = 4096;

/// The separator of a table that begins with `head`: its first row names fields, among them a text or a title with
/// something beside it. `None` where it is no table.
pub(super) fn separator(head: &[u8], fields: &Fields) -> Option<u8> {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let row = head.get(..memchr::memchr(b'\n', head.get(..HEAD).unwrap_or(head))?)?.trim_ascii_end();
    SEPARATORS.into_iter().find(|separator| {
        let mut slots = Vec::new();
        for name in row.split(|byte| byte == separator) {
            let name = name.strip_prefix(b"\"").and_then(|name| name.strip_suffix(b"\"")).unwrap_or(name);
            let Some(name) = std::str::from_utf8(name).ok().filter(|name| name.len() <= 40) else { return false };
            slots.extend(fields.slot(name).map(|(slot, _)| slot));
        }
        let known = slots.contains(&Slot::Body) || slots.contains(&Slot::Title) || slots.contains(&Slot::Summary);
        known && slots.len() >= 2
    })
}

/// Where in rows of a table, which go on behind them, the last row ends that is whole, and how many rows that are.
pub(super) fn cut(rows: &[u8], separator: u8) -> Option<(usize, u64)> {
    let mut reader = of(separator).has_headers(false).from_reader(rows);
    let (mut row, mut ends) = (ByteRecord::new(), Vec::new());
    while reader.read_byte_record(&mut row).unwrap_or(false) {
        ends.push(reader.position().byte());
    }
    // The last one may go on.
    ends.pop();
    Some((usize::try_from(*ends.last()?).ok()?, ends.len() as u64))
}

fn of(separator: u8) -> ReaderBuilder {
    let mut builder = ReaderBuilder::new();
    builder.delimiter(separator).flexible(true);
    builder
}

/// Reads every row, in order.
pub(super) fn read(table: &str, separator: u8, fields: &Fields, take: &mut dyn FnMut(Result<Opened, Unreadable>)) {
    let table = table.strip_prefix('\u{feff}').unwrap_or(table);
    let mut reader = of(separator).from_reader(table.as_bytes());
    let Ok(names) = reader.headers() else { return };
    let slots: Vec<_> = names.iter().map(|name| fields.slot(name)).collect();
    let mut row = StringRecord::new();
    // Of a table that cannot be read to its end, what could be read.
    while reader.read_record(&mut row).unwrap_or(false) {
        let mut record = Record::default();
        for (slot, value) in slots.iter().zip(&row) {
            if let Some(slot) = slot {
                record.take(*slot, Cow::Borrowed(value));
            }
        }
        take(record.open().ok_or(Unreadable::Empty));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::collection::tests::articles;

    #[test]
    fn a_row_is_an_article() {
        for (separator, quote) in [(',', ""), (';', "\""), ('\t', ""), ('|', "")] {
            let table = "Title,Text,Date,Outlet\r\n\"Quay, tide\",\"It rose.\n\nIt said \"\"no\"\".\",2022-05-03,Courier\r\n,,,\n\
                         Two,Three,,\n";
            let head = format!("{quote}Title{quote}");
            let table = table.replace(',', &separator.to_string()).replacen("Title", &head, 1);
            let found = articles(format!("\u{feff}{table}").as_bytes(), "a.txt");
            let article = found[0].1.as_ref().unwrap();
            let title = format!("Quay{separator} tide").replace('\t', "");
            assert_eq!(article.text, format!("{title}\n\nIt rose.\n\nIt said \"no\"."));
            assert_eq!(article.source.as_deref(), Some("Courier"));
            let steps: Vec<_> = found.iter().map(|(step, article)| (step.as_str(), article.is_ok())).collect();
            assert_eq!(steps, [("#1", true), ("#2", false), ("#3", true)]);
        }
    }

    #[test]
    fn text_with_commas_is_no_table() {
        for text in ["Date, source and title were known.\nYes.", "title, text\n", "a,b\nc,d\n", "body\ntext\n"] {
            assert_eq!(separator(text.as_bytes(), &Fields::default()).is_some(), text == "title, text\n", "{text}");
        }
    }
}
