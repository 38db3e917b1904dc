//! Mail: newsletters and alerts, and pages that a browser saved as MHTML.

use mail_parser::{Address, HeaderName, HeaderValue, Message, MessageParser, PartType};

use super::draft::{Draft, Told};
use super::{html, plain};

/// How far the headers of a mail are looked through to tell that it is one, in bytes.
const HEAD: usize = 4096;
/// Headers of which mail has several.
const USUAL: [&str; 9] =
    ["from", "to", "subject", "date", "mime-version", "received", "message-id", "content-type", "return-path"];

/// Whether `bytes` are a mail: they begin with headers, at least three of them such as every mail has.
pub(super) fn is_mail(bytes: &[u8]) -> bool {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let mut known = 0;
    for (at, line) in head.split(|&byte| byte == b'\n').enumerate() {
        let line = line.trim_ascii_end();
        if line.is_empty() || known == 3 {
            break;
        }
        if line.starts_with(b" ") || line.starts_with(b"\t") || (at == 0 && line.starts_with(b"From ")) {
            continue;
        }
        let Some(colon) = memchr::memchr(b':', line) else { return false };
        let name = line.get(..colon).unwrap_or_default();
        if name.is_empty() || !name.iter().all(|&byte| byte.is_ascii_alphanumeric() || byte == b'-') {
            return false;
        }
        known += usize::from(USUAL.iter().any(|usual| name.eq_ignore_ascii_case(usual.as_bytes())));
    }
    known >= 3
}

/// Whether `bytes` are a box of mails (RFC 4155).
pub(super) fn is_box(bytes: &[u8]) -> bool {
    bytes.starts_with(b"From ") && is_mail(bytes)
}

/// Where in a box the mails behind the first begin. A line of a mail that begins with "From " stands there behind a ">",
/// or is not followed by headers.
pub(super) fn starts(bytes: &[u8]) -> impl Iterator<Item = usize> {
    let is_next = |&at: &usize| {
        let is_apart = bytes.get(..at).is_some_and(|before| before.ends_with(b"\n") || before.ends_with(b"\n\r"));
        is_apart && bytes.get(at + 1..).is_some_and(is_mail)
    };
    memchr::memmem::find_iter(bytes, b"\nFrom ").filter(is_next).map(|at| at + 1)
}

/// The mails in a box.
pub(super) fn split(bytes: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    let ends = starts(bytes).chain([bytes.len()]);
    ends.scan(0, |start, end| Some(unquoted(bytes.get(std::mem::replace(start, end)..end).unwrap_or_default())))
}

/// A mail without the marks before "From ".
fn unquoted(mail: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(mail.len());
    let mut done = 0;
    for at in memchr::memmem::find_iter(mail, b"\n>From ") {
        plain.extend_from_slice(mail.get(done..=at).unwrap_or_default());
        done = at + 2;
    }
    plain.extend_from_slice(mail.get(done..).unwrap_or_default());
    // What parts it from the next one is not its own.
    while plain.ends_with(b"\n\n") {
        plain.pop();
    }
    plain
}

/// The draft of what a mail holds: its page, or else its plain text.
pub(super) fn read(bytes: &[u8]) -> Draft {
    let Some(mail) = MessageParser::default().parse(bytes) else { return Draft::default() };
    let address = saved_from(&mail);
    let told = told(&mail, address.clone());
    match page(&mail) {
        Some(page) if address.is_some() => html::read(page).with(told),
        Some(page) => html::all_of(page, told),
        None => plain::read(text(&mail, told.title.as_deref())).with(told),
    }
}

/// The first part that is a page.
fn page<'a>(mail: &'a Message<'_>) -> Option<&'a str> {
    mail.html_bodies().find_map(|part| match &part.body {
        PartType::Html(page) => Some(&**page),
        _ => None,
    })
}

/// The title and the parts that are plain text, one below the other.
fn text(mail: &Message<'_>, title: Option<&str>) -> String {
    let bodies = mail.text_bodies().filter_map(|part| match &part.body {
        PartType::Text(text) => Some(text.replace("\r\n", "\n")),
        _ => None,
    });
    title.map(str::to_owned).into_iter().chain(bodies).collect::<Vec<_>>().join("\n\n")
}

fn told(mail: &Message<'_>, address: Option<String>) -> Told {
    let sender = mail.from().and_then(Address::first);
    let name = sender.and_then(|sender| sender.name()).map(str::to_owned);
    let domain = sender.and_then(|sender| sender.address()).and_then(|address| address.rsplit_once('@'));
    Told {
        title: mail.subject().map(str::to_owned).filter(|title| address.is_none() && !title.trim().is_empty()),
        // A newsletter is signed by a paper as often as by a person.
        source: name.or_else(|| domain.map(|(_, domain)| domain.to_owned())).filter(|_| address.is_none()),
        author: None,
        date: mail.date().map(mail_parser::DateTime::to_rfc3339),
        language: None,
        address,
    }
}

/// The address of the page, where a browser saved one as MHTML.
fn saved_from(mail: &Message<'_>) -> Option<String> {
    let text = |name: &'static str| match mail.header(HeaderName::Other(name.into()))? {
        HeaderValue::Text(text) => Some(text.trim().to_owned()),
        _ => None,
    };
    let location = |value: &HeaderValue<'_>| value.as_text().map(|text| text.trim().to_owned());
    let found = text("Snapshot-Content-Location").or_else(|| {
        let root = mail.html_bodies().next()?;
        root.headers.iter().find(|header| header.name == HeaderName::ContentLocation).and_then(|h| location(&h.value))
    });
    found.filter(|address| address.starts_with("http://") || address.starts_with("https://"))
}

#[cfg(test)]
mod tests {
    use crate::article::{PassageKind, read};

    const LONG: &str = "The harbour board met for an hour and left without a word, in front of the office where the \
        fishermen had waited in the rain since dawn, and nothing was said of what had been agreed.";

    #[test]
    fn a_newsletter_is_read_in_its_parts() {
        let mail = format!(
            "From: =?utf-8?Q?Harbour_Courier_=E2=80=93_Morning?= <desk@courier.example>\r\nTo: ann@example.org\r\n\
             Subject: =?utf-8?B?w4lsaXNlIGFuZCB0aGUgYm9hcmQ=?=\r\nDate: Tue, 3 May 2022 06:30:00 +0200\r\nMIME-Version: \
             1.0\r\nContent-Type: multipart/alternative; boundary=\"x\"\r\n\r\n--x\r\nContent-Type: text/plain; \
             charset=utf-8\r\n\r\nshort\r\n--x\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: \
             quoted-printable\r\n\r\n<p>{LONG}</p><p>Caf=C3=A9 board</p><footer>Unsubscribe here</footer>\r\n--x--\r\n"
        );
        let article = read(mail.as_bytes(), "alert.eml").unwrap();
        assert_eq!(article.title, "Élise and the board");
        assert_eq!(article.source.as_deref(), Some("Harbour Courier – Morning"));
        assert_eq!(article.date.map(|date| date.to_string()).as_deref(), Some("3 May 2022"));
        let passages: Vec<_> = article.passages.iter().map(|p| (p.kind, p.span.of(&article.text))).collect();
        let expected = [
            (PassageKind::Title, "Élise and the board"),
            (PassageKind::Text, LONG),
            (PassageKind::Text, "Café board"),
            (PassageKind::Boilerplate, "Unsubscribe here"),
        ];
        assert_eq!(passages, expected);
    }

    #[test]
    fn a_plain_mail_is_plain_text() {
        let mail = format!(
            "Received: by x\nFrom: a@b.example\nSubject: Tide\nDate: 3 May 2022 06:30 +0000\n\n{LONG}\n\nEnd.\n"
        );
        let article = read(mail.as_bytes(), "1").unwrap();
        assert_eq!((article.title.as_str(), article.source.as_deref()), ("Tide", Some("b.example")));
        assert_eq!(article.text, format!("Tide\n\n{LONG}\n\nEnd.\n"));
    }

    #[test]
    fn a_page_saved_as_mhtml_is_a_page() {
        let mail = format!(
            "From: <Saved by Blink>\nSnapshot-Content-Location: https://courier.example/quay\nSubject: Quay\nDate: Tue, 3 \
             May 2022 10:00:00 -0000\nMIME-Version: 1.0\nContent-Type: multipart/related; type=\"text/html\"; \
             boundary=\"b\"\n\n--b\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\
             Content-Location: https://courier.example/quay\n\n<html><head><title>The quay</title></head><body><nav>Home\
             </nav><article><p>{LONG}</p><p>{LONG}=20Twice.</p></article></body></html>\n--b--\n"
        );
        let article = read(mail.as_bytes(), "quay.mhtml").unwrap();
        assert_eq!(article.address.as_deref(), Some("https://courier.example/quay"));
        assert_eq!((article.title.as_str(), article.source.as_deref()), ("The quay", Some("courier.example")));
        assert!(article.text.contains("Twice.") && !article.text.contains("Home"));
    }

    #[test]
    fn text_that_begins_like_a_header_is_no_mail() {
        for text in ["Note: this is text.\n\nFrom: here\n", "From: Minsk\nTo: Moscow\nby train\n"] {
            assert_eq!(read(text.as_bytes(), "x.txt").unwrap().text, text);
        }
        let head = "From: a\nTo: b\nSubject: c\n";
        let letters = "Content-Type: message/rfc822\n\nFrom: a\n".repeat(20_000);
        let parts: Vec<_> =
            (0..20_000).map(|n| format!("Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n")).collect();
        for nested in [letters, parts.concat()] {
            let _ = read(format!("{head}{nested}\n{LONG}").as_bytes(), "");
        }
        let broken = "From: a\nTo: b\nSubject: c\nContent-Type: multipart/mixed; boundary=x\n\n--x\n--x\n--x";
        let _ = read(broken.as_bytes(), "");
    }
}
