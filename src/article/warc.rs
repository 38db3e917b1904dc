//! Web archives (WARC 1.0 and 1.1, ISO 28500): each page, or text, that was fetched.

use std::borrow::Cow;
use std::io::Read;

use flate2::read::{MultiGzDecoder, ZlibDecoder};

use super::draft::Told;
use super::{LIMIT, Opened, Unreadable, decode, html, plain};

/// Whether the bytes are a web archive.
pub(super) fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"WARC/")
}

/// Reads every page in the archive, in order, each with the number of its record, from `first` on. What is neither page
/// nor text, and requests and notes of the crawler, are passed over.
pub(super) fn read(archive: &[u8], first: u64, take: &mut dyn FnMut(u64, Result<Opened, Unreadable>)) {
    for (number, (head, block, _)) in (first..).zip(records(archive)) {
        if let Some(opened) = page(&head, block) {
            take(number, opened);
        }
    }
}

/// Where the records behind the first begin, as far as those before them are whole.
pub(super) fn starts(archive: &[u8]) -> impl Iterator<Item = usize> {
    let ends = records(archive).map_while(|(_, _, end)| end);
    ends.filter_map(|end| Some(end + memchr::memmem::find(archive.get(end..)?, b"WARC/")?))
}

/// Each record: its header fields, its block, and where that ends if it is whole.
fn records(archive: &[u8]) -> impl Iterator<Item = (Head<'_>, &[u8], Option<usize>)> {
    let mut rest = archive;
    std::iter::from_fn(move || {
        let (head, behind) = headers(rest.get(memchr::memmem::find(rest, b"WARC/")?..)?)?;
        let length = head.get("content-length").and_then(|length| length.parse::<usize>().ok()).unwrap_or(0);
        let (block, next) = behind.split_at(length.min(behind.len()));
        rest = next;
        Some((head, block, (block.len() == length).then(|| archive.len() - next.len())))
    })
}

/// The header fields at the beginning of a record or a reply.
struct Head<'a>(&'a [u8]);

impl Head<'_> {
    fn get(&self, name: &str) -> Option<String> {
        let lines = self.0.split(|&byte| byte == b'\n').skip(1);
        let found = lines.filter_map(|line| {
            let colon = memchr::memchr(b':', line)?;
            let (key, value) = (line.get(..colon)?, line.get(colon + 1..)?);
            key.trim_ascii().eq_ignore_ascii_case(name.as_bytes()).then(|| value.trim_ascii())
        });
        found.map(|value| String::from_utf8_lossy(value).into_owned()).next()
    }
}

/// The header fields, and what stands behind the blank line that ends them.
fn headers(bytes: &[u8]) -> Option<(Head<'_>, &[u8])> {
    let ends = [(memchr::memmem::find(bytes, b"\r\n\r\n"), 4), (memchr::memmem::find(bytes, b"\n\n"), 2)];
    let (end, len) = ends.into_iter().filter_map(|(end, len)| Some((end?, len))).min()?;
    Some((Head(bytes.get(..end)?), bytes.get(end + len..)?))
}

/// The article that a record holds; `None` where it is none.
fn page(head: &Head<'_>, block: &[u8]) -> Option<Result<Opened, Unreadable>> {
    let kind = head.get("warc-type")?.to_ascii_lowercase();
    let (media, body) = match kind.as_str() {
        "response" => reply(block)?,
        "resource" | "conversion" => (head.get("content-type")?, Cow::Borrowed(block)),
        _ => return None,
    };
    let address = head.get("warc-target-uri").map(|address| address.trim_matches(['<', '>']).to_owned());
    let address = address.filter(|address| address.starts_with("http"));
    let language = head.get("warc-identified-content-language");
    let told = Told { address, language: language.filter(|l| !l.contains(',')), ..Told::default() };
    let is = |name: &str| media.trim_start().to_ascii_lowercase().starts_with(name);
    let opened = |text: String| match () {
        () if is("text/plain") => Opened::from(plain::read(text).with(told)),
        () => Opened::from(html::read(&text).with(told)),
    };
    if !(is("text/html") || is("application/xhtml") || is("text/plain")) {
        return None;
    }
    let text = decode::decode(body);
    Some(text.and_then(|text| Some(opened(text)).filter(|opened| !opened.is_empty()).ok_or(Unreadable::Empty)))
}

/// The media type and the body of a server's reply, where it gave the page.
fn reply(block: &[u8]) -> Option<(String, Cow<'_, [u8]>)> {
    let (head, body) = headers(block)?;
    let status = head.0.split(|&byte| byte == b'\n').next()?;
    let has_page = status.starts_with(b"HTTP/") && status.split(|&byte| byte == b' ').nth(1)? == b"200";
    let chunked = head.get("transfer-encoding").is_some_and(|coding| coding.to_ascii_lowercase().contains("chunked"));
    let body = chunked.then(|| joined(body)).flatten().map_or(Cow::Borrowed(body), Cow::Owned);
    let packed = head.get("content-encoding").unwrap_or_default().to_ascii_lowercase();
    let body = match packed.as_str() {
        "gzip" | "x-gzip" => unpacked(MultiGzDecoder::new(&*body)).map_or(body.clone(), Cow::Owned),
        "deflate" => unpacked(ZlibDecoder::new(&*body)).map_or(body.clone(), Cow::Owned),
        _ => body,
    };
    has_page.then_some(())?;
    Some((head.get("content-type")?, body))
}

/// What was packed, as much as an article may hold; `None` where it is not packed, as some crawlers unpack it.
fn unpacked(packed: impl Read) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    // Of a body that was cut off, what there is.
    let _ = packed.take(LIMIT as u64).read_to_end(&mut body);
    Some(body).filter(|body| !body.is_empty())
}

/// A body that was sent in chunks (RFC 9112, 7.1), joined; `None` where it is not in chunks, as some crawlers join it.
fn joined(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::new();
    loop {
        let end = memchr::memchr(b'\n', body)?;
        let size = std::str::from_utf8(body.get(..end)?).ok()?.trim();
        let size = usize::from_str_radix(size.split(';').next()?.trim(), 16).ok()?;
        let rest = body.get(end + 1..)?;
        let chunk = rest.get(..size).unwrap_or(rest);
        whole.extend_from_slice(chunk);
        match rest.get(size..).and_then(|rest| rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n"))) {
            Some(rest) if size > 0 && !rest.is_empty() => body = rest,
            _ => return Some(whole),
        }
    }
}
