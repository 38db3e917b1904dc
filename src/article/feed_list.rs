//! Lists of feeds: OPML 1.0 to 2.0, and the file `urls` of newsboat.

use std::borrow::Cow;
use std::collections::HashSet;

use quick_xml::events::{BytesStart, Event};

use crate::text::is_blank;

use super::xml::{attribute, events};
use super::{LIMIT, decode};

/// A feed that a list names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedFeed {
    /// What it is called there, in one line and without `#`, or else its address; no two of a list are called alike.
    pub name: String,
    /// Where it is: an address that begins with `http://` or `https://`.
    pub address: String,
}

/// How much of a file, in bytes, may stand before its first element, or line, for it to be a list.
const HEAD: usize = 4096;
/// How many damaged places of a list are passed over; behind each it is read anew.
const MOST_DAMAGES: usize = 100;
/// How long a name may be, in characters.
const LONGEST: usize = 100;

/// The feeds that a list names, in order and each once; `None` where the bytes are no such list.
pub fn feeds(bytes: &[u8]) -> Option<Vec<NamedFeed>> {
    if bytes.len() > LIMIT || !lists_feeds(bytes) {
        return None;
    }
    let text = decode::decode(Cow::Borrowed(bytes)).ok()?;
    let found = if is_opml(bytes) { outlines(&text) } else { lines(&text)? };
    let (mut addresses, mut names) = (HashSet::new(), HashSet::new());
    let once = found.into_iter().filter(|feed| addresses.insert(feed.address.clone()));
    let apart = |feed: NamedFeed| {
        let is_free = !feed.name.is_empty() && names.insert(feed.name.clone());
        NamedFeed { name: if is_free { feed.name } else { feed.address.clone() }, ..feed }
    };
    Some(once.map(apart).collect())
}

impl NamedFeed {
    /// The feed at an address, of which no more is taken than is sent; a name in which nothing parts it from the steps
    /// behind it.
    fn new(name: &str, address: &str) -> NamedFeed {
        let plain: String =
            name.chars().map(|c| if c == '#' || c.is_control() { ' ' } else { c }).take(LONGEST).collect();
        let address = address.split('#').next().unwrap_or(address).trim().to_owned();
        NamedFeed { name: plain.split_whitespace().collect::<Vec<_>>().join(" "), address }
    }
}

/// Whether a file that begins with `head` looks like a list of feeds, as far as that tells.
pub fn lists_feeds(head: &[u8]) -> bool {
    is_opml(head) || first_line(head).is_some_and(|line| !matches!(Line::of(&line), Line::Other))
}

fn is_opml(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let head = bytes.get(..HEAD).unwrap_or(bytes).to_ascii_lowercase();
    head.trim_ascii_start().starts_with(b"<") && memchr::memmem::find(&head, b"<opml").is_some()
}

/// The first line that says something.
fn first_line(bytes: &[u8]) -> Option<Cow<'_, str>> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let line = head.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii).find(|line| says_something(line))?;
    Some(String::from_utf8_lossy(line))
}

fn says_something(line: &[u8]) -> bool {
    !line.is_empty() && !line.starts_with(b"#")
}

/// The feeds in the outlines of an OPML file, however deep they lie. Where it is damaged, it goes on with the next one.
fn outlines(source: &str) -> Vec<NamedFeed> {
    let mut found = Vec::new();
    let mut at = 0;
    for _ in 0..MOST_DAMAGES {
        let Some(rest) = source.get(at..).filter(|rest| !rest.is_empty()) else { break };
        at += events(rest, |event| {
            if let Event::Start(start) | Event::Empty(start) = event {
                found.extend(outline(start));
            }
        });
        let behind = source.as_bytes().get(at + 1..).unwrap_or_default();
        at = memchr::memmem::find(behind, b"<outline").map_or(source.len(), |next| at + 1 + next);
    }
    found
}

/// The feed that an element names.
fn outline(start: &BytesStart<'_>) -> Option<NamedFeed> {
    let is_outline = start.local_name().as_ref().eq_ignore_ascii_case("outline");
    let told = |keys: &[&str]| keys.iter().find_map(|key| attribute(start, key));
    let address = told(&["xmlUrl", "xmlurl", "xmlURL", "XMLURL"]).filter(|_| is_outline)?;
    let name = told(&["title", "text"]).unwrap_or_default();
    is_address(address.trim()).then(|| NamedFeed::new(&name, &address))
}

/// What a line of newsboat's list says.
enum Line {
    /// A feed.
    Feed(NamedFeed),
    /// What is made of other feeds, of a file or of a program's output.
    Local,
    /// Something else, so that it is no such list.
    Other,
}

impl Line {
    fn of(line: &str) -> Line {
        let words = words(line);
        let Some(first) = words.first() else { return Line::Local };
        // A feed that goes through a program is taken as it comes: nothing that a list names is ever run.
        let filtered =
            || first.strip_prefix("filter:")?.find(":http").and_then(|at| first.get("filter:".len() + at + 1..));
        let title = words.iter().find_map(|word| word.strip_prefix('~')).unwrap_or_default();
        match is_address(first).then_some(first.as_str()).or_else(filtered) {
            Some(address) => Line::Feed(NamedFeed::new(title, address)),
            None if ["query:", "exec:", "filter:", "file:"].iter().any(|kind| first.starts_with(kind)) => Line::Local,
            None => Line::Other,
        }
    }
}

/// The feeds in the lines of newsboat's list; `None` where some line is none of such a list, or none names a feed.
fn lines(source: &str) -> Option<Vec<NamedFeed>> {
    let source = source.trim_start_matches('\u{feff}');
    let mut found = Vec::new();
    for line in source.lines().map(str::trim).filter(|line| says_something(line.as_bytes())) {
        match Line::of(line) {
            Line::Feed(feed) => found.push(feed),
            Line::Local => {}
            Line::Other => return None,
        }
    }
    (!found.is_empty()).then_some(found)
}

/// The words of a line; what is between double quotes is one, in which a backslash takes the next character as it is.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut chars = line.chars().peekable();
    while let Some(first) = chars.find(|c| !is_blank(*c)) {
        let mut word = String::new();
        if first == '"' {
            while let Some(c) = chars.next().filter(|c| *c != '"') {
                word.extend(if c == '\\' { chars.next() } else { Some(c) });
            }
        } else {
            word.push(first);
            word.extend(std::iter::from_fn(|| chars.next_if(|c| !is_blank(*c))));
        }
        words.push(word);
    }
    words
}

fn is_address(word: &str) -> bool {
    let is_begun = |scheme: &str| word.get(..scheme.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(scheme));
    is_begun("http://") || is_begun("https://")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(list: &str) -> Option<Vec<(String, String)>> {
        feeds(list.as_bytes()).map(|feeds| feeds.into_iter().map(|feed| (feed.name, feed.address)).collect())
    }

    fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(name, address)| ((*name).to_owned(), (*address).to_owned())).collect()
    }

    #[test]
    fn outlines_name_feeds_however_deep_they_lie() {
        let list = "<?xml version=\"1.0\"?>\n<opml version=\"2.0\"><head><title>Mine</title></head><body>\
            <outline text=\"News\"><outline text=\"Sea\"><outline type=\"rss\" text=\"Tide &amp; quay #1\" \
            xmlUrl=\"https://courier.example/feed?a=1&amp;b=2\"/></outline></outline>\
            <outline text=\"x\" title=\"Port\" xmlUrl=' http://port.example/rss '/>\
            <outline text=\"again\" xmlUrl=\"http://port.example/rss\"/><outline title=\"Port\" xmlUrl=\"https://a.example#f\"/>\
            <outline text=\"page\" url=\"https://page.example\"/><outline text=\"no\" xmlUrl=\"file:///etc/passwd\"/>\
            </body></opml>";
        let expected = pairs(&[
            ("Tide & quay 1", "https://courier.example/feed?a=1&b=2"),
            ("Port", "http://port.example/rss"),
            ("https://a.example", "https://a.example"),
        ]);
        assert_eq!(named(list), Some(expected));
    }

    #[test]
    fn a_damaged_list_gives_what_is_whole() {
        let list = "<opml><body><outline text=\"A & b\" xmlUrl=\"https://a.example\"><x <y><outline text=\"B\" \
            xmlUrl=\"https://b.example\"/><outline text=\"C\" xmlUrl=\"https://c.exa";
        assert_eq!(
            named(list).unwrap_or_default(),
            pairs(&[("A & b", "https://a.example"), ("B", "https://b.example")])
        );
        for part in ["<outline", "<outline><", "<outline a='", "&", "<outline></", "<outline><!--"] {
            let _ = named(&format!("<opml>{}", part.repeat(50_000)));
        }
    }

    #[test]
    fn lines_name_feeds_with_tags_and_titles() {
        let list = "# mine\n\nhttps://courier.example/feed news \"front page\" \"~Harbour \\\"Courier\\\"\"\n\
            \"query:Unread:unread = \\\"yes\\\"\"\nexec:~/bin/scrape tag\n\
            \"filter:~/bin/sift -x:https://port.example/rss\" \"~Port\"\r\n  HTTP://plain.example/ !\nfile:///tmp/a.xml\n";
        let expected = pairs(&[
            ("Harbour \"Courier\"", "https://courier.example/feed"),
            ("Port", "https://port.example/rss"),
            ("HTTP://plain.example/", "HTTP://plain.example/"),
        ]);
        assert_eq!(named(list).as_ref(), Some(&expected));
        assert_eq!(named(&format!("\u{feff}{list}")), Some(expected));
    }

    #[test]
    fn other_texts_are_no_lists() {
        for text in [
            "",
            "# Title\n\nhttps is a word.",
            "https://courier.example/1\n\nThe tide rose.",
            "\"query:only:this\"",
            "The tide rose.\nhttps://courier.example/1",
            "<html><p>xmlUrl</p></html>",
        ] {
            assert_eq!(named(text), None, "{text}");
        }
        assert_eq!(named("<opml><body><outline text=\"plain\"/></body></opml>"), Some(Vec::new()));
        assert!(lists_feeds(b"https://a.example\n") && !lists_feeds(b"A text.") && lists_feeds(b"<opml"));
    }
}
