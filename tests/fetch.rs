//! Addresses and lists of feeds on the command line, fetched from a server on this machine.

#![cfg(feature = "fetch")]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use tempfile::TempDir;

/// What every article here says.
const NAME: &str = "Putin spoke.";

/// What the server has: the type and the bytes at each path.
fn files() -> BTreeMap<&'static str, (&'static str, Vec<u8>)> {
    let page = format!("<html><head><title>Quay</title></head><body><article><p>{NAME}</p></article></body></html>");
    let entry =
        |n: usize| format!("<item><title>Quay {n}</title><link>/n/{n}</link><description>{NAME}</description></item>");
    let feed = format!("<rss><channel><title>Courier</title>{}{}</channel></rss>", entry(1), entry(2));
    let russian: Vec<u8> = "Путин приехал.".chars().map(windows_1251).collect();
    BTreeMap::from([
        ("/page", ("text/html; charset=koi8-r", page.clone().into_bytes())),
        ("/part", ("text/html", format!("<p>{NAME}<p>Tide.").into_bytes())),
        ("/feed", ("application/rss+xml", feed.into_bytes())),
        ("/short", ("text/plain; charset=windows-1251", russian)),
    ])
}

fn windows_1251(c: char) -> u8 {
    match c {
        'А'..='я' => u8::try_from(u32::from(c) - 0x410 + 0xc0).unwrap(),
        other => u8::try_from(other).unwrap(),
    }
}

/// A server, which may stop to answer; the address of a path at it.
struct Server {
    port: u16,
    is_off: Arc<AtomicBool>,
}

impl Server {
    fn new() -> Server {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let (port, is_off) = (listener.local_addr().unwrap().port(), Arc::new(AtomicBool::new(false)));
        let (off, mut files) = (is_off.clone(), files());
        files.insert("/list", ("text/x-opml", opml(port).into_bytes()));
        thread::spawn(move || {
            for stream in listener.incoming().flatten().filter(|_| !off.load(Ordering::Acquire)) {
                answer(stream, &files);
            }
        });
        Server { port, is_off }
    }

    fn at(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }
}

fn answer(mut stream: TcpStream, files: &BTreeMap<&str, (&str, Vec<u8>)>) {
    let lines = BufReader::new(stream.try_clone().unwrap()).lines().map_while(Result::ok);
    let head: Vec<String> = lines.take_while(|line| !line.is_empty()).collect();
    let path = head.first().and_then(|line| line.split(' ').nth(1)).unwrap_or_default();
    let (status, kind, body) = match files.get(path) {
        Some((kind, body)) => ("200 OK", *kind, body.as_slice()),
        None => ("404 Not Found", "text/html", &b"<p>Putin is not here.</p>"[..]),
    };
    let head = format!("HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n\r\n", body.len());
    // Whoever asked may have left.
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body));
}

/// A list of the feed, of a page and of what is not there.
fn opml(port: u16) -> String {
    let outline =
        |name: &str, path: &str| format!("<outline text=\"{name}\" xmlUrl=\"http://127.0.0.1:{port}{path}\"/>");
    let inner = format!("<outline text=\"Sea\">{}</outline>", outline("Harbour Courier", "/feed"));
    format!("<opml><body>{inner}{}{}</body></opml>", outline("Page", "/page"), outline("Gone", "/gone"))
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_followspot"));
    command.current_dir(folder).env_clear().env("HOME", folder).stdin(Stdio::null());
    command.args(arguments).output().unwrap()
}

/// The articles in which a name was found, and what was said.
fn named(folder: &Path, paths: &[&str]) -> (Vec<String>, String) {
    let arguments = [&["mentions", "--actor", "putin", "--kind", "name", "--format", "jsonl"], paths].concat();
    let output = run(folder, &arguments);
    let records = String::from_utf8(output.stdout).unwrap();
    let article =
        |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap()["article"].as_str().unwrap().to_owned();
    (records.lines().map(article).collect(), String::from_utf8(output.stderr).unwrap())
}

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

#[test]
fn pages_and_feeds_are_read_behind_the_files() {
    let (server, folder) = (Server::new(), folder(&[("a.txt", NAME)]));
    let [page, part, feed, short, gone] = ["/page", "/part", "/feed", "/short", "/gone"].map(|path| server.at(path));
    let (found, said) = named(folder.path(), &["--private", &gone, &page, &part, &feed, &short, "a.txt"]);
    let entries = ["#1", "#2"].map(|steps| format!("{feed}{steps}"));
    let expected = ["a.txt", &page, &part, &entries[0], &entries[1], &short];
    assert_eq!(found, expected.map(str::to_owned));
    assert_eq!(said, format!("followspot: {gone}: The server answers 404 (not found); check the address.\n"));
    let text = run(folder.path(), &["text", "--private", &entries[1]]);
    assert_eq!(String::from_utf8(text.stdout).unwrap(), format!("Quay 2\n\n{NAME}"));
}

#[test]
fn no_address_leads_to_this_machine_unasked() {
    let (server, folder) = (Server::new(), folder(&[]));
    let page = server.at("/page");
    let (found, said) = named(folder.path(), &[&page]);
    assert!(found.is_empty());
    assert!(said.contains("which is not on the public net; --private lets it"), "{said}");
}

#[test]
fn lists_of_feeds_are_read_when_that_is_wanted() {
    let server = Server::new();
    let urls = format!("{} news \"~Courier\"\n\"query:All:age < 3\"\n", server.at("/feed"));
    let folder = folder(&[("feeds.opml", &opml(server.port)), ("urls", &urls), ("z.txt", NAME)]);
    let (found, said) = named(folder.path(), &["."]);
    assert_eq!(found, ["./z.txt"]);
    let expected = "followspot: ./feeds.opml: It is a list of 3 feeds; read them with --fetch.\n\
                    followspot: ./urls: It is a list of one feed; read it with --fetch.\n";
    assert_eq!(said, expected);
    let (found, said) = named(folder.path(), &["--fetch", "--private", "."]);
    let expected = [
        "./z.txt",
        "./feeds.opml#Harbour Courier#1",
        "./feeds.opml#Harbour Courier#2",
        "./feeds.opml#Page",
        "./urls#Courier#1",
        "./urls#Courier#2",
    ];
    assert_eq!(found, expected);
    assert!(said.starts_with("followspot: ./feeds.opml#Gone: The server answers 404"), "{said}");
    let (found, said) = named(folder.path(), &["--fetch", "--private", "feeds.opml#Harbour Courier#2"]);
    assert_eq!((found, said.as_str()), (vec!["feeds.opml#Harbour Courier#2".to_owned()], ""));
    let (found, _) = named(folder.path(), &["--private", &server.at("/list")]);
    assert_eq!(found.first(), Some(&server.at("/list#Harbour Courier#1")));
    assert_eq!(found.len(), 3);
}

#[test]
fn what_was_fetched_can_be_read_where_the_server_is_gone() {
    let (server, folder) = (Server::new(), folder(&[]));
    let page = server.at("/page");
    assert_eq!(named(folder.path(), &["--private", &page]), (vec![page.clone()], String::new()));
    server.is_off.store(true, Ordering::Release);
    let (found, said) = named(folder.path(), &["--private", &page]);
    assert_eq!(found, [page.as_str()]);
    assert!(said.ends_with("What was fetched a moment ago is read.\n"), "{said}");
    fs::remove_dir_all(folder.path().join(".cache/followspot/fetched")).unwrap();
    let (found, said) = named(folder.path(), &["--private", &page]);
    assert!(found.is_empty() && said.contains("It could not be fetched"), "{said}");
}

#[test]
fn the_reader_lists_what_was_fetched_and_what_was_not() {
    let (server, folder) = (Server::new(), folder(&[("a.txt", "Tide\n\nIt rose.")]));
    let [page, gone] = [server.at("/page"), server.at("/gone")];
    let output = run(folder.path(), &["--private", "--print", "--size", "120x30", &page, &gone, "a.txt"]);
    let screen = String::from_utf8(output.stdout).unwrap();
    for listed in ["Tide", "Quay", "gone"] {
        assert!(screen.contains(listed), "{listed} in {screen}");
    }
}
