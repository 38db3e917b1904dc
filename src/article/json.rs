//! Articles in JSON: one object a line, as programs export them, or documents that hold lists of objects.

use memchr::memmem;
use serde::de::IgnoredAny;

use super::record::{Fields, Record};
use super::{LIMIT, Opened, Unreadable, Wanted};

/// How many bytes of a file are looked at to tell what it is.
const HEAD: usize = 1 << 20;
/// How deep the lists lie in which articles are looked for.
const DEEPEST: usize = 8;

/// Whether a file that begins with `head` is JSON Lines: an object on its first line, and another begins on its second.
pub(super) fn is_lines(head: &[u8]) -> bool {
    let seen = head.get(..HEAD).unwrap_or(head);
    let mut lines = seen.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii).filter(|line| !line.is_empty());
    let Some(first) = lines.next().filter(|line| line.starts_with(b"{")) else { return false };
    lines.next().is_some_and(|second| second.starts_with(b"{")) && is_value(first)
}

fn is_value(bytes: &[u8]) -> bool {
    serde_json::from_slice::<IgnoredAny>(bytes).is_ok()
}

/// Whether the bytes are one JSON document.
pub(super) fn is_document(bytes: &[u8]) -> bool {
    matches!(bytes.trim_ascii_start().first(), Some(b'{' | b'[')) && is_value(bytes)
}

/// The articles in lines, each with the number of its line from `first` on.
///
/// The sieve tells where in the bytes something may be that is wanted, so that lines before it need not be read; a line in
/// which letters are written in another way, or apart, is read in any case.
pub(super) fn read_lines(
    lines: &[u8],
    first: u64,
    Wanted { sieve, fields, .. }: Wanted<'_>,
    take: &mut dyn FnMut(u64, Result<Opened, Unreadable>),
) {
    let mut signs = [sieve, &first_escaped, &first_marked].map(|find| Next::new(lines, find));
    let (mut at, mut number) = (0, first);
    while let Some(next) = signs.iter_mut().filter_map(|sign| sign.from(at)).min() {
        let passed = lines.get(at..next).unwrap_or_default();
        number += memchr::memchr_iter(b'\n', passed).count() as u64;
        let start = memchr::memrchr(b'\n', passed).map_or(at, |end| at + end + 1);
        let rest = lines.get(next..).unwrap_or_default();
        let end = memchr::memchr(b'\n', rest).map_or(lines.len(), |end| next + end);
        let line = lines.get(start..end).unwrap_or_default();
        if !line.trim_ascii().is_empty() {
            take(number, read(line, fields));
        }
        (at, number) = (end + 1, number + 1);
    }
}

/// Where first a letter is written as an escape.
fn first_escaped(bytes: &[u8]) -> Option<usize> {
    memmem::find(bytes, b"\\u")
}

/// Where first a letter is written as an entity, or a tag stands, which may part a word.
fn first_marked(bytes: &[u8]) -> Option<usize> {
    let is_entity = |next: u8| next.is_ascii_alphanumeric() || next == b'#';
    let is_mark = |at| bytes.get(at) == Some(&b'<') || bytes.get(at + 1).is_some_and(|&next| is_entity(next));
    memchr::memchr2_iter(b'<', b'&', bytes).find(|&at| is_mark(at))
}

/// Where something stands next, looked for no more often than need be.
struct Next<'a> {
    bytes: &'a [u8],
    find: &'a dyn Fn(&[u8]) -> Option<usize>,
    known: Option<usize>,
    begun: bool,
}

impl<'a> Next<'a> {
    fn new(bytes: &'a [u8], find: &'a dyn Fn(&[u8]) -> Option<usize>) -> Self {
        Next { bytes, find, known: None, begun: false }
    }

    /// Where it stands next from `at` on.
    fn from(&mut self, at: usize) -> Option<usize> {
        let is_known = self.begun && self.known.is_none_or(|known| known >= at);
        if !is_known {
            self.begun = true;
            self.known = self.bytes.get(at..).and_then(self.find).map(|found| at + found);
        }
        self.known
    }
}

/// The article that an object is.
fn read(object: &[u8], fields: &Fields) -> Result<Opened, Unreadable> {
    if object.len() > LIMIT {
        return Err(Unreadable::TooLarge(object.len()));
    }
    let damaged = || String::from_utf8_lossy(object);
    let open = |object: &[u8]| Record::of(object, fields).map(|record| record.open());
    let opened = open(object).or_else(|_| open(damaged().as_bytes())).map_err(|_| Unreadable::Record)?;
    opened.ok_or(Unreadable::Fields)
}

/// The articles of a document: of the first list in it that holds any, or else the document itself. Each comes with its
/// number in the list, from 1.
pub(super) fn read_document(document: &[u8], fields: &Fields, take: &mut dyn FnMut(u64, Result<Opened, Unreadable>)) {
    let list = articles(document, fields, 0).unwrap_or_else(|| vec![document]);
    (1..).zip(list).for_each(|(number, object)| take(number, read(object, fields)));
}

/// The objects of the list of articles in a value.
fn articles<'a>(value: &'a [u8], fields: &Fields, depth: usize) -> Option<Vec<&'a [u8]>> {
    let value = value.trim_ascii();
    let parts = parts(value);
    if value.starts_with(b"[") {
        return parts.iter().any(|part| is_article(part, fields)).then_some(parts);
    }
    let is_itself = Record::of(value, fields).is_ok_and(|record| record.has_body());
    if depth == DEEPEST || is_itself {
        return None;
    }
    parts.into_iter().find_map(|part| articles(part, fields, depth + 1))
}

fn is_article(object: &[u8], fields: &Fields) -> bool {
    object.starts_with(b"{") && Record::of(object, fields).is_ok_and(|record| record.is_article())
}

/// The lists and objects directly within a list or an object, in order.
fn parts(value: &[u8]) -> Vec<&[u8]> {
    let (mut parts, mut depth, mut start, mut at) = (Vec::new(), 0_usize, 0, 0);
    while let Some(found) = value.get(at..).and_then(|rest| rest.iter().position(|byte| b"\"[]{}".contains(byte))) {
        let sign = at + found;
        at = sign + 1;
        match value.get(sign) {
            Some(b'"') => at = end_of_string(value, at),
            Some(b'[' | b'{') => {
                depth += 1;
                if depth == 2 {
                    start = sign;
                }
            }
            _ => {
                if depth == 2 {
                    parts.extend(value.get(start..at));
                }
                depth = depth.saturating_sub(1);
            }
        }
    }
    parts
}

/// Where a string that begins at `at` is over: behind the quotation mark that ends it.
fn end_of_string(value: &[u8], mut at: usize) -> usize {
    while let Some(found) = value.get(at..).and_then(|rest| memchr::memchr2(b'"', b'\\', rest)) {
        at += found;
        if value.get(at) == Some(&b'"') {
            return at + 1;
        }
        at += 2;
    }
    value.len()
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use proptest::prelude::*;

    use super::*;
    use crate::article::{Article, open_each};

    type Read = Vec<(String, Result<Article, Unreadable>)>;

    fn sieved(source: &str, sieve: &dyn Fn(&[u8]) -> Option<usize>) -> Read {
        let mut found = Vec::new();
        let wanted = Wanted { sieve, ..Wanted::default() };
        open_each(Cow::Borrowed(source.as_bytes()), "a.json", wanted, &mut |steps, opened| {
            found.push((steps.to_owned(), opened.map(|opened| opened.article())));
        });
        found
    }

    fn read(source: &str) -> Read {
        sieved(source, &|_| Some(0))
    }

    fn number(steps: &str) -> u64 {
        steps.strip_prefix('#').unwrap().parse().unwrap()
    }

    /// The numbers and titles, or what is in the way.
    fn titles(found: Read) -> Vec<(u64, Result<String, Unreadable>)> {
        found.into_iter().map(|(steps, article)| (number(&steps), article.map(|article| article.title))).collect()
    }

    #[test]
    fn every_line_is_an_article_with_its_number() {
        let lines = "{\"title\": \"Quay\", \"body\": \"The tide.\\n\\nIt rose.\", \"date\": \"2022-05-03\", \"lang\": \"en\", \
                     \"source\": {\"name\": \"Courier\"}, \"authors\": [\"Ann\", \"Bob\"], \"url\": \
                     \"https://courier.example/1\", \"other\": {\"deep\": [1]}}\n\n{\"body\": \"cut of\n{\"other\": 1}\n[]\n\
                     {\"headline\": \"\\u0414\\u044b\\u043c\"}";
        let found = read(lines);
        let article = found[0].1.as_ref().unwrap();
        assert_eq!(article.text, "Quay\n\nThe tide.\n\nIt rose.");
        assert_eq!((article.source.as_deref(), article.author.as_deref()), (Some("Courier"), Some("Ann, Bob")));
        assert_eq!(article.date.map(|date| date.to_string()).as_deref(), Some("3 May 2022"));
        assert_eq!(article.address.as_deref(), Some("https://courier.example/1"));
        let expected = [
            (1, Ok("Quay".to_owned())),
            (3, Err(Unreadable::Record)),
            (4, Err(Unreadable::Fields)),
            (5, Err(Unreadable::Fields)),
            (6, Ok("Дым".to_owned())),
        ];
        assert_eq!(titles(found), expected);
    }

    #[test]
    fn lists_in_a_document_are_found() {
        for (document, expected) in [
            (r#"[{"title": "a"}, {"title": "b"}]"#, vec![(1, "a"), (2, "b")]),
            (
                r#"{"version": "https://jsonfeed.org/version/1.1", "title": "All", "authors": [{"name": "x"}], "items": [{"title": "a", "content_html": "<p>b</p>"}]}"#,
                vec![(1, "a")],
            ),
            (
                r#"{"response": {"status": "ok", "results": [{"webTitle": "a", "fields": {"body": "<p>b</p>"}}]}}"#,
                vec![(1, "a")],
            ),
            (
                r#"{"hits": {"total": 1, "hits": [{"_id": "1", "_source": {"title": "a", "text": "b"}}]}}"#,
                vec![(1, "a")],
            ),
            (
                r#"{"title": {"rendered": "a &amp; b"}, "content": {"rendered": "<p>c</p>"}, "images": [{"title": "no"}]}"#,
                vec![(1, "a & b")],
            ),
        ] {
            let expected: Vec<_> = expected.into_iter().map(|(n, title)| (n, Ok(title.to_owned()))).collect();
            assert_eq!(titles(read(document)), expected, "{document}");
        }
        assert_eq!(titles(read("{\"a\": [1]}")), [(1, Err(Unreadable::Fields))]);
    }

    #[test]
    fn markup_in_a_field_is_read_as_such() {
        let found = read(r#"{"title": "T", "content": "<p>One &amp; <b>two</b></p><p>three</p>", "time": 1651536000}"#);
        let article = found[0].1.as_ref().unwrap();
        assert_eq!(article.text, "T\n\nOne & two\n\nthree");
        assert_eq!(article.date.map(|date| date.to_string()).as_deref(), Some("3 May 2022"));
        assert_eq!(read(r#"{"body": "a < b & c > d"}"#)[0].1.as_ref().unwrap().text, "a < b & c > d");
    }

    #[test]
    fn what_only_begins_like_json_is_text() {
        for text in ["[Update] It rose.", "{ no", "{\"a\": 1} and more\nof it", "[1", "{}x"] {
            assert_eq!(read(text)[0].1.as_ref().unwrap().text, text);
        }
    }

    #[test]
    fn fields_may_be_called_otherwise() {
        let mut fields = Fields::default();
        fields.add("body=contenu").unwrap();
        fields.add("title=text").unwrap();
        let wanted = Wanted { fields: &fields, ..Wanted::default() };
        for source in [r#"{"text": "Quay", "contenu": "Tide."}"#, "text,contenu\nQuay,Tide.\n"] {
            let mut texts = Vec::new();
            open_each(source.as_bytes().into(), "a", wanted, &mut |_, opened| {
                texts.push(opened.unwrap().text().to_owned());
            });
            assert_eq!(texts, ["Quay\n\nTide."]);
        }
        assert!(fields.add("titel=x").unwrap_err().contains("title, body"));
        assert!(fields.add("title").is_err());
    }

    #[test]
    fn nesting_beyond_measure_is_refused() {
        for part in ["[", "{\"a\":", "{\"items\":["] {
            let deep = part.repeat(100_000);
            let _ = read(&deep);
            let _ = read(&format!("{{\"body\": {deep}"));
        }
    }

    proptest! {
        #[test]
        fn the_sieve_lets_through_what_holds_the_word(
            lines in prop::collection::vec("(\\{\"body\": \"(x|ann|\\\\\\\\u0061nn|<b>a</b>nn|&#97;nn)\"\\}|ann|)", 1..12),
        ) {
            let source = format!("{{\"body\": \"first\"}}\n{{\n{}", lines.join("\n"));
            let ann = |bytes: &[u8]| memchr::memmem::find(bytes, b"ann");
            let is_wanted = |line: &str| ["ann", "\\u", "<", "&"].iter().any(|sign| line.contains(sign));
            let wanted = |(steps, _): &(String, _)| {
                source.lines().nth(usize::try_from(number(steps)).unwrap() - 1).is_some_and(is_wanted)
            };
            let all: Read = read(&source).into_iter().filter(wanted).collect();
            prop_assert_eq!(sieved(&source, &ann), all);
        }
    }
}
