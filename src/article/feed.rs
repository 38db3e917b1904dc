//! Feeds: RSS 0.9 to 2.0, RDF (RSS 1.0) and Atom (RFC 4287), each entry an article.

use std::borrow::Cow;
use std::mem;

use quick_xml::events::{BytesStart, Event};

use super::record::{Record, Slot};
use super::xml::{attribute, events, text};
use super::{Opened, Unreadable};

/// How much of a file, in bytes, may stand before its first element for it to be a feed.
const HEAD: usize = 4096;

/// How many damaged places of a feed are passed over; behind each it is read anew.
const MOST_DAMAGES: usize = 1000;

/// How little the feed tells of an entry.
const LEAST: usize = 9;

/// Whether bytes look like a feed, so that it is worth decoding them.
pub(super) fn may_be(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let is_there = |tag: &[u8]| memchr::memmem::find(head, tag).is_some();
    head.trim_ascii_start().starts_with(b"<")
        && [&b"<rss"[..], b"<RSS", b"<rdf", b"<RDF", b"<feed", b"<atom", b"<channel"].into_iter().any(is_there)
}

/// Whether `source` is a feed: its first element is one that feeds begin with.
pub(super) fn is_feed(source: &str) -> bool {
    let head = source.get(..source.floor_char_boundary(HEAD)).unwrap_or(source);
    if !head.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']).starts_with('<') {
        return false;
    }
    let mut first = None;
    events(head, |event| {
        if let Event::Start(start) = event {
            first.get_or_insert_with(|| start.local_name().as_ref().to_ascii_lowercase());
        }
    });
    first.is_some_and(|name| matches!(name.as_str(), "rss" | "rdf" | "feed" | "channel"))
}

/// Reads every entry, in order. Where a feed is damaged, it goes on with the next entry.
pub(super) fn read(source: &str, take: &mut dyn FnMut(Result<Opened, Unreadable>)) {
    let mut feed = Feed::default();
    let mut at = 0;
    for _ in 0..MOST_DAMAGES {
        let Some(rest) = source.get(at..).filter(|rest| !rest.is_empty()) else { return };
        at += events(rest, |event| {
            if let Some(entry) = feed.take(event) {
                take(feed.opened(entry));
            }
        });
        if let Some(entry) = feed.entry.take() {
            take(feed.opened(entry));
        }
        feed.element = None;
        at = next_entry(source, at);
    }
}

/// Where the next entry behind `at` begins, or the end.
fn next_entry(source: &str, at: usize) -> usize {
    let bytes = source.as_bytes();
    let behind = bytes.get(at + 1..).unwrap_or_default();
    let is_entry = |tag: &usize| bytes.get(*tag..).is_some_and(|b| b.starts_with(b"<item") || b.starts_with(b"<entry"));
    memchr::memchr_iter(b'<', behind).map(|found| at + 1 + found).find(is_entry).unwrap_or(bytes.len())
}

/// A feed while it is read.
#[derive(Default)]
struct Feed {
    title: String,
    language: String,
    entry: Option<Record<'static>>,
    /// The element directly in the entry, or the feed, in which one is.
    element: Option<Element>,
}

/// An element while its text is gathered.
#[derive(Default)]
struct Element {
    name: String,
    text: String,
    /// In how many elements within it one is, and in which.
    depth: usize,
    inner: String,
}

impl Feed {
    /// Takes what comes next; gives the entry that it ends.
    fn take(&mut self, event: &Event<'_>) -> Option<Record<'static>> {
        match event {
            Event::Start(start) => {
                let broken = self.broken(start);
                self.begin(start, false);
                return broken;
            }
            Event::Empty(start) => self.begin(start, true),
            Event::End(end) => {
                let name = end.name().as_ref().to_owned();
                return self.end(&name);
            }
            event => {
                if let (Some(element), Some(text)) = (&mut self.element, text(event)) {
                    element.add(&text);
                }
            }
        }
        None
    }

    /// The entry that has not ended although another one begins.
    fn broken(&mut self, next: &BytesStart<'_>) -> Option<Record<'static>> {
        if !is_entry(next.name().as_ref()) {
            return None;
        }
        let broken = self.entry.take();
        self.element = self.element.take().filter(|_| broken.is_none());
        broken
    }

    fn begin(&mut self, start: &BytesStart<'_>, is_empty: bool) {
        let name = start.name().as_ref().to_owned();
        if let Some(element) = &mut self.element {
            return element.open(&name, is_empty);
        }
        match local(&name) {
            _ if is_entry(&name) && !is_empty => {
                let language = attribute(start, "xml:lang");
                self.entry = Some(Record::default());
                self.put(Slot::Language, 1, language);
            }
            "rss" | "channel" | "feed" | "RDF" | "rdf" => {
                self.language = attribute(start, "xml:lang").unwrap_or(mem::take(&mut self.language));
            }
            "link" if self.entry.is_some() && attribute(start, "href").is_some() => {
                let is_article = attribute(start, "rel").is_none_or(|rel| rel == "alternate");
                self.put(Slot::Address, 0, attribute(start, "href").filter(|_| is_article));
            }
            _ if is_empty => {}
            _ => self.element = Some(Element { name, ..Element::default() }),
        }
    }

    fn end(&mut self, name: &str) -> Option<Record<'static>> {
        let Some(element) = self.element.take_if(|element| element.close(name)) else {
            let is_over = self.element.is_none() && is_entry(name);
            return self.entry.take_if(|_| is_over);
        };
        let text = element.text.trim().to_owned();
        match (self.entry.is_some(), local(name)) {
            (true, _) => {
                if let Some((slot, rank)) = slot(name) {
                    self.put(slot, rank, Some(text));
                }
            }
            (false, "title") if self.title.is_empty() => self.title = text,
            (false, "language") => self.language = text,
            _ => {}
        }
        None
    }

    fn put(&mut self, slot: Slot, rank: usize, value: Option<String>) {
        if let (Some(entry), Some(value)) = (&mut self.entry, value) {
            entry.take((slot, rank), Cow::Owned(value));
        }
    }

    /// The article that an entry is; what it does not say of itself the feed says.
    fn opened(&self, mut entry: Record<'static>) -> Result<Opened, Unreadable> {
        for (slot, value) in [(Slot::Source, &self.title), (Slot::Language, &self.language)] {
            entry.take((slot, LEAST), Cow::Owned(value.clone()));
        }
        entry.open().ok_or(Unreadable::Empty)
    }
}

impl Element {
    /// Takes the beginning of an element within, which is markup.
    fn open(&mut self, name: &str, is_empty: bool) {
        if !self.has_fields() {
            self.text.extend(["<", name, if is_empty { "/>" } else { ">" }]);
        }
        local(name).clone_into(&mut self.inner);
        self.depth += usize::from(!is_empty);
    }

    /// Takes the end of an element; whether it is the end of this one.
    fn close(&mut self, name: &str) -> bool {
        if self.depth == 0 {
            return self.name == name;
        }
        self.depth -= 1;
        if !self.has_fields() {
            self.text.extend(["</", name, ">"]);
        }
        false
    }

    /// Takes text. Within markup it is escaped again.
    fn add(&mut self, text: &str) {
        match (self.depth, self.has_fields()) {
            (0, _) => self.text.push_str(text),
            (_, false) => self.text.push_str(&quick_xml::escape::partial_escape(text)),
            (_, true) if matches!(self.inner.as_str(), "name" | "title") => self.text.push_str(text),
            (_, true) => {}
        }
    }

    /// Whether it is of somebody or of another feed, with elements of their own for name and address.
    fn has_fields(&self) -> bool {
        matches!(local(&self.name), "author" | "contributor" | "source")
    }
}

/// What an element of an entry is for, and how little it tells of it.
fn slot(name: &str) -> Option<(Slot, usize)> {
    Some(match name {
        "title" => (Slot::Title, 0),
        "dc:title" => (Slot::Title, 1),
        "content:encoded" | "content" | "yandex:full-text" => (Slot::Body, 0),
        "fulltext" | "full-text" | "body" | "xhtml:body" => (Slot::Body, 1),
        "description" | "summary" => (Slot::Summary, 0),
        "dc:description" | "itunes:summary" => (Slot::Summary, 1),
        "published" | "pubDate" => (Slot::Date, 0),
        "dc:date" | "issued" | "dcterms:created" | "created" => (Slot::Date, 1),
        "updated" | "modified" => (Slot::Date, 2),
        "dc:creator" => (Slot::Author, 0),
        "author" => (Slot::Author, 1),
        "source" => (Slot::Source, 0),
        "dc:publisher" => (Slot::Source, 1),
        "dc:language" => (Slot::Language, 0),
        "link" => (Slot::Address, 1),
        "guid" | "id" => (Slot::Address, 2),
        _ => return None,
    })
}

fn is_entry(name: &str) -> bool {
    matches!(local(name), "item" | "entry")
}

/// A name without the prefix of its vocabulary.
fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

#[cfg(test)]
mod tests {
    use crate::article::Article;
    use crate::article::collection::tests::articles;

    fn read(feed: &str) -> Vec<Article> {
        articles(feed.as_bytes(), "feed.xml").into_iter().map(|(_, article)| article.unwrap()).collect()
    }

    #[test]
    fn rss_is_read_entry_by_entry() {
        let feed = "<?xml version=\"1.0\"?>\n<!-- made by hand -->\n<rss version=\"2.0\"><channel><title>Harbour \
            Courier</title><link>https://courier.example</link><language>en-gb</language><image><title>no</title></image>\
            <item><title>Quay &amp; tide</title><link>https://courier.example/1</link><pubDate>Tue, 03 May 2022 10:00:00 \
            +0200</pubDate><dc:creator>Anne Martin</dc:creator><description>Short</description><content:encoded>\
            <![CDATA[<p>The tide rose.</p><p>It fell.</p>]]></content:encoded></item>\n\
            <item><description>&lt;p&gt;Only &lt;b&gt;this&lt;/b&gt;&lt;/p&gt;</description><guid>https://courier.example/2\
            </guid><source url=\"x\">Other</source></item></channel></rss>";
        let found = read(feed);
        assert_eq!(found[0].text, "Quay & tide\n\nThe tide rose.\n\nIt fell.");
        assert_eq!(
            (found[0].source.as_deref(), found[0].author.as_deref()),
            (Some("Harbour Courier"), Some("Anne Martin"))
        );
        assert_eq!(found[0].date.map(|date| date.to_string()).as_deref(), Some("3 May 2022"));
        assert_eq!(found[0].language.map(|language| language.to_string()).as_deref(), Some("en"));
        assert_eq!((found[1].text.as_str(), found[1].source.as_deref()), ("Only this", Some("Other")));
        assert_eq!(found[1].address.as_deref(), Some("https://courier.example/2"));
    }

    #[test]
    fn atom_is_read_entry_by_entry() {
        let feed = "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"fr\"><title>Le Port</title><entry><title \
            type=\"html\">Quai &amp;amp; marée</title><link rel=\"self\" href=\"https://port.example/self\"/><link \
            href=\"https://port.example/1?a=1&amp;b=2\"/><updated>2022-05-04T00:00:00Z</updated><published>\
            2022-05-03T00:00:00Z</published><author><name>Anne Martin</name><email>a@b</email></author><content \
            type=\"xhtml\"><div><p>Un <b>deux</b> &lt;trois&gt;</p><br/></div></content></entry></feed>";
        let found = read(feed);
        assert_eq!(found[0].text, "Quai & marée\n\nUn deux <trois>");
        assert_eq!(found[0].address.as_deref(), Some("https://port.example/1?a=1&b=2"));
        assert_eq!(found[0].author.as_deref(), Some("Anne Martin"));
        assert_eq!(found[0].date.map(|date| date.to_string()).as_deref(), Some("3 May 2022"));
    }

    #[test]
    fn rdf_entries_stand_beside_the_channel() {
        let feed = "<rdf:RDF><channel><title>News</title></channel><item rdf:about=\"u\"><title>One</title><dc:date>\
            2022-05-03</dc:date></item><item><title>Two</title></item></rdf:RDF>";
        let titles: Vec<_> = read(feed).into_iter().map(|article| article.title).collect();
        assert_eq!(titles, ["One", "Two"]);
    }

    #[test]
    fn a_damaged_feed_gives_what_is_whole() {
        let feed = "<rss><channel><title>T</title><item><title>A & b</title></item><item><title>C</title><x <y</item>\
            <item><title>D &nbsp; e</title></item><item><title>F</title><description>cut o";
        let titles: Vec<_> = read(feed).into_iter().map(|article| article.title).collect();
        assert_eq!(titles, ["A & b", "C", "D e", "F"]);
        for part in ["<item", "<item>", "<entry><", "<item><title>", "<![CDATA[", "&", "<item></", "<item><!--"] {
            let _ = articles(format!("<rss>{}", part.repeat(50_000)).as_bytes(), "x");
        }
    }
}
