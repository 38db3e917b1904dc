//! Files that hold several articles, and archives that hold files: each article is opened by itself.
//!
//! What a file is, its content tells. Each article within it is named by the steps that lead to it: `#3` is the third
//! of a feed, or the one on the third line, `#news/a.html` a file in an archive, `#old.zip#a.html` one in an archive in
//! an archive.

use std::borrow::Cow;
use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::packing::Packing;
use super::series::Series;
use super::{LARGEST, Opened, Unreadable, Wanted, decode, epub, feed, feeds, json, office, open_one, pdf};

/// How deep archives may lie in each other.
const DEEPEST: usize = 4;
/// How many articles one file may hold.
const MOST: usize = 10_000_000;
/// How many times its own size an archive may hold, besides what every archive may.
const STRETCH: u64 = 64;

/// What is done with each article: it comes with the steps that lead to it.
pub type Take<'a> = dyn FnMut(&str, Result<Opened, Unreadable>) + 'a;

/// A file while its articles are opened.
pub(super) struct Collection<'a> {
    wanted: Wanted<'a>,
    take: &'a mut Take<'a>,
    /// The steps that lead to where one is.
    steps: String,
    depth: usize,
    /// Whether anything was found, or passed over.
    found: bool,
    /// How many bytes may still be unpacked: what unpacks to more was made to do harm.
    left: u64,
}

impl<'a> Collection<'a> {
    pub(super) fn new(wanted: Wanted<'a>, take: &'a mut Take<'a>) -> Self {
        Collection { wanted, take, steps: String::new(), depth: 0, found: false, left: LARGEST as u64 }
    }

    /// Opens every article in `bytes`, which were found under that name; where there is none, that is told.
    pub(super) fn all(mut self, bytes: Cow<'_, [u8]>, name: &str) {
        self.open(bytes, name);
        if !self.found {
            self.give(Err(Unreadable::Empty));
        }
    }

    fn open(&mut self, bytes: Cow<'_, [u8]>, name: &str) {
        if let Some(packing) = Packing::of(&bytes) {
            return self.packed(packing, &bytes, name);
        }
        if let Some(series) = Series::of(&bytes, self.wanted.fields) {
            return self.portion(&series, bytes.get(series.begins()..).unwrap_or_default(), 1);
        }
        match () {
            () if bytes.starts_with(b"PK\x03\x04") => self.zip(&bytes),
            () if bytes.get(257..262) == Some(b"ustar") => self.tar(&bytes),
            () if pdf::is_pdf(&bytes) => self.pdf(&bytes),
            () if json::is_document(&bytes) => {
                json::read_document(&bytes, self.wanted.fields, &mut |number, opened| self.numbered(number, opened));
            }
            () => match feeds(&bytes) {
                Some(feeds) if feeds.is_empty() => self.give(Err(Unreadable::Empty)),
                Some(feeds) => self.give(Err(Unreadable::Feeds(feeds.len()))),
                None => self.text(bytes, name),
            },
        }
    }

    /// Opens the articles in a portion of a series, of which the first has that number.
    pub(super) fn portion(&mut self, series: &Series, portion: &[u8], first: u64) {
        self.found = true;
        series.read(portion, first, self.wanted, &mut |number, opened| self.numbered(number, opened));
    }

    fn text(&mut self, bytes: Cow<'_, [u8]>, name: &str) {
        if !feed::may_be(&bytes) {
            return self.give(open_one(bytes, name));
        }
        match decode::decode(Cow::Borrowed(&*bytes)) {
            Ok(text) if feed::is_feed(&text) => self.listed(|take| feed::read(&text, take)),
            _ => self.give(open_one(bytes, name)),
        }
    }

    fn packed(&mut self, packing: Packing, bytes: &[u8], name: &str) {
        let unpacked = packing.unpack(bytes).ok_or(Unreadable::Binary).and_then(|packed| self.unpacked(packed));
        match unpacked {
            Ok(bytes) => self.inside(None, |collection| collection.open(bytes.into(), packing.name(name))),
            Err(unreadable) => self.give(Err(unreadable)),
        }
    }

    fn zip(&mut self, bytes: &[u8]) {
        if let Some(opened) = office::read(bytes) {
            let opened = Opened::from(opened);
            return self.give(if opened.is_empty() { Err(Unreadable::Empty) } else { Ok(opened) });
        }
        let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return self.give(Err(Unreadable::Binary)) };
        if epub::is_book(&archive) {
            return self.listed(|take| epub::read(&mut archive, take));
        }
        self.left = self.left.max(STRETCH * bytes.len() as u64);
        for at in 0..archive.len().min(MOST) {
            let Ok(file) = archive.by_index(at) else {
                self.inside(Some(&at.to_string()), |collection| collection.give(Err(Unreadable::Locked)));
                continue;
            };
            let name = String::from_utf8_lossy(file.name_raw()).into_owned();
            if file.is_file() && !is_hidden(&name) {
                self.file(file, &name);
            }
        }
    }

    fn tar(&mut self, bytes: &[u8]) {
        let mut archive = tar::Archive::new(bytes);
        let Ok(entries) = archive.entries() else { return self.give(Err(Unreadable::Binary)) };
        // Of an archive that was cut off, what is whole.
        for entry in entries.take(MOST).map_while(Result::ok) {
            let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
            if entry.header().entry_type().is_file() && !is_hidden(&name) {
                self.file(entry, &name);
            }
        }
    }

    fn pdf(&mut self, bytes: &[u8]) {
        let text = (self.wanted.pdf)(bytes).map_err(Unreadable::from);
        self.give(text.and_then(pdf::draft).map(Opened::from));
    }

    /// Opens a file in an archive.
    fn file(&mut self, file: impl Read, name: &str) {
        let unpacked = self.unpacked(file);
        self.inside(Some(name), |collection| match unpacked {
            Ok(bytes) => collection.open(bytes.into(), name),
            Err(unreadable) => collection.give(Err(unreadable)),
        });
    }

    /// Reads what was packed, as far as there is room for it. Of what was cut off, what there is.
    fn unpacked(&mut self, packed: impl Read) -> Result<Vec<u8>, Unreadable> {
        let room = self.left.min(LARGEST as u64);
        let mut bytes = Vec::new();
        let _ = packed.take(room + 1).read_to_end(&mut bytes);
        if bytes.len() as u64 > room {
            return Err(Unreadable::TooLarge(bytes.len()));
        }
        self.left -= bytes.len() as u64;
        Ok(bytes)
    }

    /// Does something one step further in.
    fn inside(&mut self, step: Option<&str>, work: impl FnOnce(&mut Self)) {
        let len = self.steps.len();
        if let Some(step) = step {
            self.steps.extend(["#", step]);
        }
        self.depth += 1;
        if self.depth > DEEPEST {
            self.give(Err(Unreadable::Binary));
        } else {
            work(self);
        }
        self.depth -= 1;
        self.steps.truncate(len);
    }

    /// Opens articles that have no number of their own: it is their place in the list, from 1.
    fn listed(&mut self, read: impl FnOnce(&mut dyn FnMut(Result<Opened, Unreadable>))) {
        let mut number = 0;
        read(&mut |opened| {
            number += 1;
            self.numbered(number, opened);
        });
    }

    fn numbered(&mut self, number: u64, opened: Result<Opened, Unreadable>) {
        let len = self.steps.len();
        self.steps.extend(["#", &number.to_string()]);
        self.give(opened);
        self.steps.truncate(len);
    }

    fn give(&mut self, opened: Result<Opened, Unreadable>) {
        self.found = true;
        let opened = match self.wanted.served {
            Some(served) => opened.map(|opened| opened.found_at(served.address, self.steps.is_empty())),
            None => opened,
        };
        (self.take)(&self.steps, opened);
    }
}

/// Whether a file in an archive is hidden, as one in a folder would be, or was put there by a system for itself.
fn is_hidden(name: &str) -> bool {
    name.split('/').any(|step| (step.starts_with('.') && step != "." && step != "..") || step == "__MACOSX")
}

#[cfg(test)]
pub(super) mod tests {
    use std::io::Write;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;
    use crate::article::{Article, PdfPart, PdfPassage, PdfText, PdfTrouble, Served, open_each};

    /// Every article in `bytes`, with the steps that lead to it.
    pub(in crate::article) fn articles(bytes: &[u8], name: &str) -> Vec<(String, Result<Article, Unreadable>)> {
        let mut found = Vec::new();
        open_each(bytes.into(), name, Wanted::default(), &mut |steps, opened| {
            found.push((steps.to_owned(), opened.map(|opened| opened.article())));
        });
        found
    }

    /// The steps, with the text that each leads to.
    fn texts(bytes: &[u8]) -> Vec<(String, Result<String, Unreadable>)> {
        articles(bytes, "x").into_iter().map(|(steps, article)| (steps, article.map(|article| article.text))).collect()
    }

    fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn gzipped(bytes: &[u8]) -> Vec<u8> {
        let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        writer.write_all(bytes).unwrap();
        writer.finish().unwrap()
    }

    fn tarred(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut builder = tar::Builder::new(Vec::new());
        for (name, bytes) in files {
            let mut header = tar::Header::new_ustar();
            header.set_size(bytes.len() as u64);
            // A path that climbs is written as it is.
            header.as_mut_bytes()[..name.len()].copy_from_slice(name.as_bytes());
            header.set_cksum();
            builder.append(&header, *bytes).unwrap();
        }
        builder.into_inner().unwrap()
    }

    fn found(expected: &[(&str, Result<&str, Unreadable>)]) -> Vec<(String, Result<String, Unreadable>)> {
        expected.iter().map(|(steps, text)| ((*steps).to_owned(), text.map(str::to_owned))).collect()
    }

    #[test]
    fn archives_are_opened_file_by_file() {
        let lines = b"{\"body\": \"One.\"}\n{\"body\": \"Two.\"}\n";
        let inner = zipped(&[("../up.txt", b"Climbs."), ("__MACOSX/._a", b"no"), (".hidden", b"no")]);
        let files: [(&str, &[u8]); 4] =
            [("news/a.txt", b"Text."), ("b.jsonl", lines), ("empty", b""), ("old.zip", &inner)];
        let expected = found(&[
            ("#news/a.txt", Ok("Text.")),
            ("#b.jsonl#1", Ok("One.")),
            ("#b.jsonl#2", Ok("Two.")),
            ("#empty", Err(Unreadable::Empty)),
            ("#old.zip#../up.txt", Ok("Climbs.")),
        ]);
        for archive in [zipped(&files), tarred(&files), gzipped(&tarred(&files)), zstd(&tarred(&files))] {
            assert_eq!(texts(&archive), expected);
        }
    }

    fn zstd(bytes: &[u8]) -> Vec<u8> {
        ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
    }

    #[test]
    fn archives_made_to_do_harm_cost_little() {
        let zeros = vec![b' '; LARGEST + 1];
        let bomb = zipped(&[("a", &zeros), ("b", b"Text.")]);
        assert_eq!(texts(&bomb), found(&[("#a", Err(Unreadable::TooLarge(LARGEST + 1))), ("#b", Ok("Text."))]));
        let nested = (0..12).fold(b"Text.".to_vec(), |inner, _| zipped(&[("a.zip", &inner)]));
        assert_eq!(texts(&nested), found(&[("#a.zip#a.zip#a.zip#a.zip#a.zip", Err(Unreadable::Binary))]));
        let packed = (0..12).fold(b"Text.".to_vec(), |inner, _| gzipped(&inner));
        assert_eq!(texts(&packed), found(&[("", Err(Unreadable::Binary))]));
    }

    #[test]
    fn archives_that_are_damaged_give_what_is_whole() {
        let files: [(&str, &[u8]); 2] = [("a.txt", b"Text."), ("b.txt", b"Other.")];
        let tar = tarred(&files);
        assert_eq!(texts(&tar[..1024]), found(&[("#a.txt", Ok("Text."))]));
        assert_eq!(texts(&zipped(&files)[..60]), found(&[("", Err(Unreadable::Binary))]));
        for cut in 0..tar.len().min(1500) {
            let _ = texts(&gzipped(&tar)[..cut.min(60)]);
        }
    }

    #[test]
    fn a_list_of_feeds_is_told_and_not_read_as_a_text() {
        let opml = b"<opml><body><outline text=\"A\" xmlUrl=\"https://a.example\"/></body></opml>";
        let files: [(&str, &[u8]); 3] =
            [("a.opml", opml), ("urls", b"https://a.example\nhttps://b.example\n"), ("b", b"<opml/>")];
        let expected = found(&[
            ("#a.opml", Err(Unreadable::Feeds(1))),
            ("#urls", Err(Unreadable::Feeds(2))),
            ("#b", Err(Unreadable::Empty)),
        ]);
        assert_eq!(texts(&zipped(&files)), expected);
    }

    #[test]
    fn what_was_fetched_refers_to_what_is_around_it() {
        let addresses = |bytes: &[u8]| {
            let served = Some(Served { address: "https://courier.example/a/b", charset: Some("windows-1251") });
            let mut found = Vec::new();
            open_each(bytes.into(), "x", Wanted { served, ..Wanted::default() }, &mut |_, opened| {
                let article = opened.unwrap().article();
                found.push((article.address.unwrap_or_default(), article.text));
            });
            found
        };
        let feed = b"<rss><item><link>/1</link><title>\xd7\xe0\xe9</title></item><item><title>Two</title><guid>2</guid></item></rss>";
        let pair = |address: &str, text: &str| (address.to_owned(), text.to_owned());
        assert_eq!(addresses(feed), [pair("https://courier.example/1", "Чай"), pair("", "Two")]);
        let page = |head: &str| format!("<html><head>{head}</head><body><article><p>Tide.</p></article></body></html>");
        let canonical = page("<link rel=\"canonical\" href=\"../c\">");
        assert_eq!(addresses(canonical.as_bytes()), [pair("https://courier.example/c", "Tide.")]);
        assert_eq!(addresses(page("").as_bytes()), [pair("https://courier.example/a/b", "Tide.")]);
        assert_eq!(addresses(b"Tide."), [pair("https://courier.example/a/b", "Tide.")]);
    }

    #[test]
    fn a_pdf_is_read_elsewhere() {
        let pdf = |bytes: &[u8]| {
            let passage = |text: &str, part| PdfPassage { text: text.to_owned(), part };
            let passages = vec![
                passage("Courier 1", PdfPart::Head),
                passage("The tide", PdfPart::Title),
                passage("It rose, says Anne Martin.", PdfPart::Text),
            ];
            let (author, made) = (Some("Anne Martin".to_owned()), Some("2022-05-03".to_owned()));
            if bytes.len() > 10 { Ok(PdfText { passages, author, made }) } else { Err(PdfTrouble::NoLetters) }
        };
        let files: [(&str, &[u8]); 3] =
            [("a.pdf", b"%PDF-1.7 and more"), ("b", b"\n%PDF-1.7"), ("c.txt", b"A text on %PDF- files.")];
        let mut opened = Vec::new();
        let wanted = Wanted { pdf: &pdf, ..Wanted::default() };
        open_each(zipped(&files).into(), "x", wanted, &mut |steps, found| {
            opened.push((steps.to_owned(), found.map(|found| found.article())));
        });
        let article = opened[0].1.clone().unwrap();
        assert_eq!(article.text, "Courier 1\n\nThe tide\n\nIt rose, says Anne Martin.");
        assert_eq!((article.title.as_str(), article.author.as_deref()), ("The tide", Some("Anne Martin")));
        assert_eq!(article.date.map(|date| date.to_string()).as_deref(), Some("3 May 2022"));
        assert_eq!(opened[1], ("#b".to_owned(), Err(Unreadable::Pdf(PdfTrouble::NoLetters))));
        assert_eq!(opened[2].1.as_ref().unwrap().text, "A text on %PDF- files.");
    }

    #[test]
    fn a_box_of_mail_is_opened_mail_by_mail() {
        let mail = |n: usize| {
            format!(
                "From ann Tue May  3 2022\nFrom: a@b.example\nSubject: {n}\nDate: 3 May 2022 06:30 +0000\n\nTide.\n>From here.\n\n"
            )
        };
        let expected = found(&[("#1", Ok("1\n\nTide.\nFrom here.\n")), ("#2", Ok("2\n\nTide.\nFrom here.\n"))]);
        assert_eq!(texts(format!("{}{}", mail(1), mail(2)).as_bytes()), expected);
    }

    #[test]
    fn a_web_archive_is_opened_page_by_page() {
        let record = |kind: &str, block: &str| {
            let len = block.len();
            format!(
                "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://courier.example/1\r\nContent-Type: text/plain\r\nContent-Length: {len}\r\n\r\n{block}\r\n\r\n"
            )
        };
        let page = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n15\r\n<html><body><p>Tide. \r\n17\r\nQuay.</p></body></html>\r\n0\r\n\r\n";
        let missing = "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<html><p>No.</p></html>";
        let parts = [("warcinfo", "x: y"), ("response", page), ("response", missing), ("conversion", "Plain.")];
        let archive: String = parts.into_iter().map(|(kind, block)| record(kind, block)).collect();
        for bytes in [archive.clone().into_bytes(), gzipped(archive.as_bytes())] {
            let all = articles(&bytes, "a.warc");
            assert_eq!(all[0].1.as_ref().unwrap().address.as_deref(), Some("https://courier.example/1"));
            assert_eq!(texts(&bytes), found(&[("#2", Ok("Tide. Quay.")), ("#4", Ok("Plain."))]));
        }
    }

    #[test]
    fn a_book_is_opened_chapter_by_chapter() {
        let container = b"<container><rootfiles><rootfile full-path=\"OPS/book.opf\"/></rootfiles></container>";
        let about = b"<package><metadata><dc:title>The Quay</dc:title><dc:creator>Anne Martin</dc:creator></metadata>\
            <manifest><item id=\"b\" href=\"two%20b.xhtml\"/><item id=\"a\" href=\"one.xhtml\"/></manifest>\
            <spine><itemref idref=\"a\"/><itemref idref=\"b\"/><itemref idref=\"none\"/></spine></package>";
        let chapter = |n: &str| {
            format!("<html><body><h1>Chapter {n}</h1><p>The tide rose and fell, and rose again.</p></body></html>")
        };
        let (one, two) = (chapter("one"), chapter("two"));
        let book = zipped(&[
            ("mimetype", b"application/epub+zip"),
            ("META-INF/container.xml", container),
            ("OPS/book.opf", about),
            ("OPS/two b.xhtml", two.as_bytes()),
            ("OPS/one.xhtml", one.as_bytes()),
        ]);
        let all = articles(&book, "a.epub");
        let titles: Vec<_> =
            all.iter().map(|(steps, article)| (steps.as_str(), article.as_ref().unwrap().title.as_str())).collect();
        assert_eq!(titles, [("#1", "Chapter one"), ("#2", "Chapter two")]);
        assert_eq!(all[0].1.as_ref().unwrap().source.as_deref(), Some("The Quay"));
    }
}
