//! A folder with a file of every format, good and damaged, and some that were made to do harm: each gives its articles or
//! a reason, and none stops the rest.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{Cursor, Seek, SeekFrom, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use flate2::Compression;
use flate2::write::GzEncoder;
use rusqlite::Connection;
use tempfile::TempDir;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// What every article here says.
const NAME: &str = "Putin spoke.";

fn page() -> String {
    format!("<!DOCTYPE html><html><head><title>Quay</title></head><body><article><p>{NAME}</p></article></body></html>")
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
    let mut writer = GzEncoder::new(Vec::new(), Compression::fast());
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

fn tarred(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    for (name, bytes) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        builder.append_data(&mut header, name, *bytes).unwrap();
    }
    builder.into_inner().unwrap()
}

fn cache(folder: &Path) -> Vec<u8> {
    let path = folder.join("cache");
    let database = Connection::open(&path).unwrap();
    let schema = "CREATE TABLE rss_feed (rssurl, title); CREATE TABLE rss_item (id, title, author, url, feedurl, pubDate, \
                  content)";
    database.execute_batch(schema).unwrap();
    database.execute("INSERT INTO rss_item VALUES (1, 'Quay', '', '', '', 0, ?1)", [NAME]).unwrap();
    drop(database);
    fs::read(path).unwrap()
}

/// A PDF file with one line on one page.
#[cfg(feature = "pdf")]
fn pdf() -> Vec<u8> {
    let content = format!("BT /F 12 Tf 60 700 Td ({NAME}) Tj ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [ 3 0 R ] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    let (mut text, mut table) = ("%PDF-1.4\n".to_owned(), "xref\n0 6\n0000000000 65535 f \n".to_owned());
    for (object, number) in objects.iter().zip(1..) {
        writeln!(table, "{:010} 00000 n ", text.len()).unwrap();
        write!(text, "{number} 0 obj\n{object}\nendobj\n").unwrap();
    }
    let start = text.len();
    format!("{text}{table}trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n").into_bytes()
}

/// The good files: how each is called, what it holds, and the articles in it.
fn good(scratch: &Path) -> Vec<(&'static str, Vec<u8>, Vec<&'static str>)> {
    let line = format!("{{\"title\": \"Quay\", \"body\": \"{NAME}\"}}\n");
    let mail = format!("From: a@b.example\nSubject: Quay\nDate: 3 May 2022 06:30 +0000\nMIME-Version: 1.0\n\n{NAME}\n");
    let mhtml = format!(
        "From: <Saved>\nSnapshot-Content-Location: https://courier.example/\nSubject: Quay\nDate: Tue, 3 May 2022 10:00:00 \
         +0000\nMIME-Version: 1.0\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"b\"\n\n--b\n\
         Content-Type: text/html\n\n{}\n--b--\n",
        page()
    );
    let record = format!(
        "WARC/1.1\r\nWARC-Type: resource\r\nContent-Type: text/html\r\nContent-Length: {}\r\n\r\n{}\r\n\r\n",
        page().len(),
        page()
    );
    let docx = format!("<w:document><w:body><w:p><w:r><w:t>{NAME}</w:t></w:r></w:p></w:body></w:document>");
    let odt = format!("<office:document-content><text:p>{NAME}</text:p></office:document-content>");
    let container = "<container><rootfile full-path=\"b.opf\"/></container>";
    let opf = "<package><manifest><item id=\"a\" href=\"a.xhtml\"/></manifest><spine><itemref idref=\"a\"/></spine></package>";
    let book = [("META-INF/container.xml", container), ("b.opf", opf), ("a.xhtml", &page())];
    let book: Vec<(&str, &[u8])> = book.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    let rss = |items: usize| {
        let item = format!("<item><title>Quay</title><description>{NAME}</description></item>");
        format!("<rss version=\"2.0\"><channel><title>Courier</title>{}</channel></rss>", item.repeat(items))
            .into_bytes()
    };
    let inside: &[(&str, &[u8])] = &[("a.txt", NAME.as_bytes()), ("feed.rss", &rss(2))];
    let one = |name, text: &str| (name, text.as_bytes().to_vec(), vec![""]);
    vec![
        one("plain.txt", NAME),
        one("marked.md", &format!("# Quay\n\n{NAME}\n")),
        one("page.html", &page()),
        one("page.xhtml", &format!("<?xml version=\"1.0\"?>\n{}", page())),
        one("page.mhtml", &mhtml),
        one("mail.eml", &mail),
        ("box.mbox", format!("From a Tue May 3\n{mail}\nFrom a Tue May 3\n{mail}").into_bytes(), vec!["#1", "#2"]),
        ("lines.jsonl", line.repeat(2).into_bytes(), vec!["#1", "#2"]),
        ("list.json", format!("[{line},{line}]").into_bytes(), vec!["#1", "#2"]),
        (
            "feed.json",
            format!("{{\"version\": \"1\", \"title\": \"x\", \"items\": [{line}]}}").into_bytes(),
            vec!["#1"],
        ),
        ("table.csv", format!("title,text\nQuay,{NAME}\n").into_bytes(), vec!["#1"]),
        ("table.tsv", format!("title\ttext\nQuay\t{NAME}\n").into_bytes(), vec!["#1"]),
        ("feed.rss", rss(2), vec!["#1", "#2"]),
        ("feed.rdf", format!("<rdf:RDF><item><title>{NAME}</title></item></rdf:RDF>").into_bytes(), vec!["#1"]),
        (
            "feed.atom",
            format!("<feed><entry><title>Quay</title><content>{NAME}</content></entry></feed>").into_bytes(),
            vec!["#1"],
        ),
        ("text.docx", zipped(&[("word/document.xml", docx.as_bytes())]), vec![""]),
        ("text.odt", zipped(&[("content.xml", odt.as_bytes())]), vec![""]),
        ("book.epub", zipped(&book), vec!["#1"]),
        #[cfg(feature = "pdf")]
        ("page.pdf", pdf(), vec![""]),
        #[cfg(feature = "pdf")]
        ("pdf.tar.gz", gzipped(&tarred(&[("a.pdf", &pdf())])), vec!["#a.pdf"]),
        ("web.warc", record.repeat(2).into_bytes(), vec!["#1", "#2"]),
        ("web.warc.gz", [gzipped(record.as_bytes()), gzipped(record.as_bytes())].concat(), vec!["#1", "#2"]),
        ("cache.db", cache(scratch), vec!["#1"]),
        ("press.zip", zipped(inside), vec!["#a.txt", "#feed.rss#1", "#feed.rss#2"]),
        ("press.tar", tarred(inside), vec!["#a.txt", "#feed.rss#1", "#feed.rss#2"]),
        ("press.tar.gz", gzipped(&tarred(inside)), vec!["#a.txt", "#feed.rss#1", "#feed.rss#2"]),
        ("text.txt.gz", gzipped(NAME.as_bytes()), vec![""]),
    ]
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    // A limit on memory, in KiB, that holds whatever the files are.
    let limited = "ulimit -v 4000000; exec \"$0\" \"$@\"";
    let mut command = Command::new("sh");
    command.args(["-c", limited, env!("CARGO_BIN_EXE_followspot")]).args(arguments);
    command.current_dir(folder).env_clear().env("HOME", folder).stdin(Stdio::null()).output().unwrap()
}

/// How many names are found in each article.
fn names(folder: &Path) -> (BTreeMap<String, usize>, String) {
    let output = run(folder, &["mentions", "--actor", "putin", "--kind", "name", "--format", "jsonl", "pile"]);
    let mut found = BTreeMap::new();
    for line in String::from_utf8(output.stdout).unwrap().lines() {
        let mention: serde_json::Value = serde_json::from_str(line).unwrap();
        *found.entry(mention["article"].as_str().unwrap().to_owned()).or_default() += 1;
    }
    (found, String::from_utf8(output.stderr).unwrap())
}

fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("pile")).unwrap();
    folder
}

#[test]
fn every_format_gives_its_articles() {
    let folder = folder();
    let files = good(folder.path());
    let mut expected = BTreeMap::new();
    for (name, bytes, articles) in files {
        fs::write(folder.path().join("pile").join(name), bytes).unwrap();
        expected.extend(articles.into_iter().map(|steps| (format!("pile/{name}{steps}"), 1)));
    }
    let (found, said) = names(folder.path());
    assert_eq!(found, expected);
    assert_eq!(said, "");
}

#[test]
fn damaged_files_stop_nothing() {
    let folder = folder();
    for (name, bytes, _) in good(folder.path()) {
        let write =
            |how: &str, bytes: &[u8]| fs::write(folder.path().join(format!("pile/{how}-{name}")), bytes).unwrap();
        write("half", &bytes[..bytes.len() / 2]);
        write("begun", &bytes[..bytes.len().min(5)]);
        let mut spoilt = bytes.clone();
        spoilt.iter_mut().step_by(41).for_each(|byte| *byte ^= 0x2a);
        write("spoilt", &spoilt);
    }
    fs::write(folder.path().join("pile/last.txt"), NAME).unwrap();
    let (found, said) = names(folder.path());
    assert_eq!(found.get("pile/last.txt"), Some(&1));
    assert!(!said.contains("a fault of this program") && !said.contains("panicked"), "{said}");
}

#[test]
fn files_made_to_do_harm_cost_bounded_memory() {
    let folder = folder();
    let write = |name: &str, bytes: &[u8]| fs::write(folder.path().join("pile").join(name), bytes).unwrap();
    let blanks = vec![b' '; 300 << 20];
    write("bomb.zip", &zipped(&[("a.txt", &blanks), ("b.txt", NAME.as_bytes())]));
    write("bomb.gz", &gzipped(&blanks));
    drop(blanks);
    write("tags.html", format!("<html><body>{}{NAME}", "<div>".repeat(100_000)).as_bytes());
    write("brackets.json", "[{\"a\":".repeat(100_000).as_bytes());
    let mut laughs = String::new();
    for n in 1..10 {
        write!(laughs, "<!ENTITY e{n} \"{}\">", format!("&e{};", n - 1).repeat(10)).unwrap();
    }
    let laughs =
        format!("<!DOCTYPE rss [<!ENTITY e0 \"ha\">{laughs}]><rss><item><title>&e9; {NAME}</title></item></rss>");
    write("laughs.rss", laughs.as_bytes());
    write("climbs.zip", &zipped(&[("../../climbed.txt", NAME.as_bytes())]));
    let mut long = File::create(folder.path().join("pile/line.jsonl")).unwrap();
    let line = format!("{{\"body\": \"{NAME}\"}}\n");
    long.write_all(line.repeat(2).as_bytes()).unwrap();
    long.seek(SeekFrom::Start(2 << 30)).unwrap();
    long.write_all(format!("\n{line}").as_bytes()).unwrap();
    let (found, said) = names(folder.path());
    let expected = [
        "bomb.zip#b.txt",
        "climbs.zip#../../climbed.txt",
        "laughs.rss#1",
        "line.jsonl#1",
        "line.jsonl#2",
        "line.jsonl#4",
        "tags.html",
    ];
    assert_eq!(found.into_keys().collect::<Vec<_>>(), expected.map(|name| format!("pile/{name}")));
    for told in ["bomb.zip#a.txt: It is too large", "bomb.gz: It is too large", "line.jsonl#3: It is too large"] {
        assert!(said.contains(told), "{told}: {said}");
    }
    assert!(!folder.path().join("climbed.txt").exists());
}
