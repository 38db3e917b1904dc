//! Servers on this machine that answer well, badly, and not at all.

use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::Mutex;

use flate2::Compression;
use flate2::write::GzEncoder;

use super::*;
use crate::article::LIMIT;

/// A server on this machine that answers each request by what is asked for.
struct Server {
    port: u16,
    /// The heads of the requests that came.
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    fn new(answer: impl Fn(&str, &str, &mut TcpStream) + Send + Sync + 'static) -> Server {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let (port, asked) = (listener.local_addr().unwrap().port(), Arc::<Mutex<Vec<String>>>::default());
        let (heads, answer) = (asked.clone(), Arc::new(answer));
        thread::spawn(move || {
            for mut stream in listener.incoming().flatten() {
                let (heads, answer) = (heads.clone(), answer.clone());
                thread::spawn(move || {
                    let lines = BufReader::new(stream.try_clone().unwrap()).lines().map_while(Result::ok);
                    let head = lines.take_while(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
                    heads.lock().unwrap().push(head.clone());
                    let path = head.split(' ').nth(1).unwrap_or("").to_owned();
                    answer(&path, &head.to_ascii_lowercase(), &mut stream);
                });
            }
        });
        Server { port, asked }
    }

    fn at(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

/// Sends an answer; whoever asked may have left.
fn send(stream: &mut TcpStream, status: &str, headers: &str, body: &[u8]) {
    let head = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\n{headers}\r\n", body.len());
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body));
}

/// To the server's own address and to no other of this machine.
fn terms() -> Terms {
    Terms { reaches: |address| address == IpAddr::V4(Ipv4Addr::LOCALHOST), ..Terms::default() }
}

fn hasty() -> Terms {
    Terms { whole: Duration::from_millis(500), ..terms() }
}

fn fetch(terms: Terms, address: &str) -> Result<Fetched, Unfetched> {
    Fetcher::new(terms, None, drop).begin(address).wait()
}

#[test]
fn what_is_sent_is_fetched() {
    let server = Server::new(|_, _, stream| {
        let headers = "Content-Type: text/html; charset=\"KOI8-R\"\r\nETag: \"1\"\r\n";
        send(stream, "200 OK", headers, b"<p>Tide.</p>");
    });
    let address = server.at("/a b?q=\"x\"#part");
    let fetched = fetch(terms(), &address).unwrap();
    assert_eq!(fetched.bytes, b"<p>Tide.</p>");
    assert_eq!((fetched.told.address, fetched.told.is_page), (server.at("/a b?q=\"x\""), true));
    assert_eq!((fetched.told.charset.as_deref(), fetched.told.mark.as_deref()), (Some("koi8-r"), Some("\"1\"")));
    let head = server.asked().remove(0).to_ascii_lowercase();
    assert!(head.starts_with("get /a%20b?q=%22x%22 http/1.1"), "{head}");
    assert!(head.contains(concat!("user-agent: followspot/", env!("CARGO_PKG_VERSION"))), "{head}");
    assert!(!head.contains("cookie") && !head.contains("authorization"), "{head}");
}

#[test]
fn what_is_still_the_same_is_not_sent_again() {
    let server = Server::new(|_, head, stream| {
        if head.contains("if-none-match: \"1\"") && head.contains("if-modified-since: tue") {
            send(stream, "304 Not Modified", "", b"");
        } else {
            let headers = "ETag: \"1\"\r\nLast-Modified: Tue, 03 May 2022 10:00:00 GMT\r\n";
            send(stream, "200 OK", headers, b"Tide.");
        }
    });
    let folder = tempfile::tempdir().unwrap();
    for _ in 0..2 {
        let fetcher = Fetcher::new(terms(), Some(folder.path().to_owned()), drop);
        assert_eq!(fetcher.begin(&server.at("/")).wait().unwrap().bytes, b"Tide.");
    }
    assert_eq!(server.asked().len(), 2);
    assert!(server.asked()[1].to_ascii_lowercase().contains("if-none-match"));
    let answers_so = Server::new(|_, _, stream| send(stream, "304 Not Modified", "", b""));
    assert_eq!(fetch(terms(), &answers_so.at("/")), Err(Unfetched::Status(304)));
}

#[test]
fn what_was_fetched_before_stands_for_what_cannot_be_had() {
    let times = AtomicUsize::new(0);
    let server = Server::new(move |path, _, stream| match times.fetch_add(1, Ordering::AcqRel) {
        0 => send(stream, "200 OK", "", b"Tide."),
        _ if path == "/gone" => send(stream, "404 Not Found", "", b""),
        1 => send(stream, "503 Service Unavailable", "", b""),
        _ => {}
    });
    let folder = tempfile::tempdir().unwrap();
    let said = Arc::<Mutex<Vec<String>>>::default();
    let heard = said.clone();
    let tell = move |sentence| heard.lock().unwrap().push(sentence);
    let fetcher = Fetcher::new(terms(), Some(folder.path().to_owned()), tell);
    for _ in 0..3 {
        assert_eq!(fetcher.begin(&server.at("/")).wait().unwrap().bytes, b"Tide.");
    }
    let said = said.lock().unwrap();
    assert_eq!(said.len(), 2);
    let (begin, end) = ("The server answers 503", "What was fetched a moment ago is read.");
    assert!(said[0].contains(begin) && said[0].ends_with(end), "{said:?}");
    assert_eq!(fetcher.begin(&server.at("/gone")).wait(), Err(Unfetched::Status(404)));
}

#[test]
fn redirects_are_followed_some_way() {
    let server = Server::new(|path, _, stream| {
        let to = |place: &str| format!("Location: {place}\r\n");
        match path {
            "/end" => send(stream, "200 OK", "", b"Tide."),
            "/a/b" => send(stream, "302 Found", &to("../end"), b""),
            "/file" => send(stream, "301 Moved", &to("file:///etc/passwd"), b""),
            "/nowhere" => send(stream, "301 Moved", "", b""),
            _ => send(stream, "308 Moved", &to("/round"), b""),
        }
    });
    let fetched = fetch(terms(), &server.at("/a/b")).unwrap();
    assert_eq!((fetched.told.address, fetched.bytes), (server.at("/end"), b"Tide.".to_vec()));
    assert_eq!(fetch(terms(), &server.at("/round")), Err(Unfetched::Redirects(5)));
    assert_eq!(fetch(terms(), &server.at("/file")), Err(Unfetched::LeadsAstray("file:///etc/passwd".to_owned())));
    assert_eq!(server.asked().len(), 2 + 6 + 1);
}

#[test]
fn no_address_leads_to_this_machine_unless_that_is_wanted() {
    let inner = Server::new(|_, _, stream| send(stream, "200 OK", "", b"Secret."));
    let port = inner.port;
    let outer = Server::new(move |path, _, stream| {
        let host = path.trim_start_matches('/');
        send(stream, "302 Found", &format!("Location: http://{host}:{port}/\r\n"), b"");
    });
    // However it is written, and however one is led there.
    for host in ["127.0.0.2", "localhost.", "0x7f.2", "2130706434", "[::1]", "[::ffff:127.0.0.2]", "0.0.0.0"] {
        let led = fetch(terms(), &outer.at(&format!("/{host}")));
        let allowed = host == "localhost." && led.as_ref().is_ok_and(|fetched| fetched.bytes == b"Secret.");
        assert!(allowed || matches!(led, Err(Unfetched::Private(_) | Unfetched::NoHost(_))), "{host}: {led:?}");
    }
    for address in [inner.at("/"), format!("http://localhost:{port}/"), format!("http://[::1]:{port}/")] {
        let public = fetch(Terms::default(), &address);
        assert!(matches!(public, Err(Unfetched::Private(_))), "{address}: {public:?}");
    }
    assert_eq!(fetch(Terms::private(), &inner.at("/")).unwrap().bytes, b"Secret.");
}

#[test]
fn a_log_in_goes_to_its_own_host_alone() {
    let other = Server::new(|_, _, stream| send(stream, "200 OK", "", b"Tide."));
    let away = other.at("/");
    let server = Server::new(move |path, _, stream| {
        let place = if path == "/" { "/next" } else { &away };
        send(stream, "302 Found", &format!("Location: {place}\r\n"), b"");
    });
    let address = server.at("/").replace("://", "://anne:quay@");
    let fetched = fetch(terms(), &address).unwrap();
    assert!(!fetched.told.address.contains("quay"));
    let has_login =
        |heads: Vec<String>| heads.iter().all(|head| head.to_ascii_lowercase().contains("authorization: basic"));
    assert!(has_login(server.asked()) && !has_login(other.asked()));
    assert_eq!((server.asked().len(), other.asked().len()), (2, 1));
}

#[test]
fn what_is_endless_or_slow_is_given_up() {
    let server = Server::new(|path, _, stream| {
        let drip = |stream: &mut TcpStream, bytes: &[u8], pause| {
            while stream.write_all(bytes).is_ok() {
                thread::sleep(Duration::from_millis(pause));
            }
        };
        match path {
            "/endless" => {
                let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n");
                drip(stream, &vec![b'a'; 1 << 16], 0);
            }
            "/told" => send(stream, "200 OK", "", &vec![b'a'; LIMIT + 1]),
            "/head" => {
                let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nX: ");
                drip(stream, b"y", 20);
            }
            "/heads" => {
                let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n");
                drip(stream, b"X: y\r\n", 0);
            }
            "/body" => {
                let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
                drip(stream, b"a", 20);
            }
            "/cut" => {
                let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\nTi");
            }
            _ => {}
        }
    });
    assert_eq!(fetch(terms(), &server.at("/endless")), Err(Unfetched::TooLarge));
    assert_eq!(fetch(terms(), &server.at("/told")), Err(Unfetched::TooLarge));
    for path in ["/head", "/body"] {
        assert_eq!(fetch(hasty(), &server.at(path)), Err(Unfetched::Slow(hasty().whole)), "{path}");
    }
    for path in ["/heads", "/cut", "/nothing"] {
        assert!(matches!(fetch(terms(), &server.at(path)), Err(Unfetched::Broken(_))), "{path}");
    }
}

#[test]
fn what_is_packed_is_unpacked_within_limits() {
    let packed = |bytes: &[u8]| {
        let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
        packer.write_all(bytes).unwrap();
        packer.finish().unwrap()
    };
    let (whole, bomb) = (packed(b"Tide."), packed(&vec![0; 20 * LIMIT]));
    let server = Server::new(move |path, _, stream| match path {
        "/bomb" => send(stream, "200 OK", "Content-Encoding: gzip\r\n", &bomb),
        "/cut" => send(stream, "200 OK", "Content-Encoding: gzip\r\n", &whole[..12]),
        "/other" => send(stream, "200 OK", "Content-Encoding: br\r\n", b"Tide."),
        _ => send(stream, "200 OK", "Content-Encoding: gzip\r\n", &whole),
    });
    assert_eq!(fetch(terms(), &server.at("/")).unwrap().bytes, b"Tide.");
    assert_eq!(fetch(terms(), &server.at("/bomb")), Err(Unfetched::TooLarge));
    for path in ["/cut", "/other"] {
        assert!(matches!(fetch(terms(), &server.at(path)), Err(Unfetched::Broken(_))), "{path}");
    }
}

#[test]
fn what_cannot_be_asked_has_a_reason() {
    let closed = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap();
    assert!(matches!(fetch(terms(), &format!("http://{closed}/")), Err(Unfetched::Broken(_))));
    for address in ["http://", "ftp://a.example/", "a.txt", "http://a b/"] {
        assert_eq!(fetch(terms(), address), Err(Unfetched::NoAddress), "{address}");
    }
    assert_eq!(age(Duration::from_secs(59)), "a moment");
    assert_eq!(age(Duration::from_hours(2)), "2 hours");
    assert_eq!(age(Duration::from_hours(24)), "one day");
}
