//! What is asked for: an address as it is sent.

use std::fmt::Write;

use unicode_normalization::UnicodeNormalization;

use crate::article::joined;

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Target {
    /// The address as it is shown, without a log-in.
    pub(super) address: String,
    /// The address as it is sent, in ASCII.
    pub(super) url: String,
    /// A name and a password, with a colon between.
    pub(super) login: Option<String>,
}

impl Target {
    /// What is meant by an address; `None` where it is none of the web.
    pub(super) fn of(address: &str) -> Option<Target> {
        let address = joined(address, "")?;
        let (scheme, rest) = address.split_once("://")?;
        let (authority, path) = rest.split_at(rest.find(['/', '?', '\\']).unwrap_or(rest.len()));
        let (login, host) = authority.rsplit_once('@').map_or((None, authority), |(login, host)| (Some(login), host));
        let slash = if path.starts_with('/') { "" } else { "/" };
        let (name, port) = host.split_at(host.rfind(':').filter(|_| !host.ends_with(']')).unwrap_or(host.len()));
        let url = format!("{scheme}://{}{port}{slash}{}", in_ascii(name)?, encoded(path));
        let is_host = !name.is_empty() && !host.contains(|c: char| c.is_whitespace() || c.is_control());
        is_host.then(|| Target { address: format!("{scheme}://{host}{path}"), url, login: login.map(decoded) })
    }

    /// The scheme, the host and the port.
    pub(super) fn origin(&self) -> &str {
        let behind = self.url.find("://").map_or(0, |at| at + 3);
        let end = self.url.get(behind..).and_then(|rest| rest.find('/')).map_or(self.url.len(), |at| behind + at);
        self.url.get(..end).unwrap_or(&self.url)
    }

    /// The host and the port.
    pub(super) fn host(&self) -> &str {
        self.origin().split_once("://").map_or("", |(_, host)| host)
    }
}

/// What stands behind the host with every character that may not be sent written in hexadecimal (RFC 3986, 2.1).
fn encoded(path: &str) -> String {
    let mut sent = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&byte) {
            sent.push(char::from(byte));
        } else {
            // A string takes whatever is written.
            let _ = write!(sent, "%{byte:02X}");
        }
    }
    sent
}

/// A text in which characters may be written in hexadecimal.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, behind @ ..] = rest {
        let digits = behind.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        let byte = digits.filter(|_| *first == b'%').and_then(|two| u8::from_str_radix(two, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = byte.and_then(|_| behind.get(2..)).unwrap_or(behind);
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The name of a host as it is asked for: each label that has other letters than ASCII in Punycode.
fn in_ascii(host: &str) -> Option<String> {
    let small: String = host.nfkc().flat_map(char::to_lowercase).collect();
    let label =
        |label: &str| if label.is_ascii() { Some(label.to_owned()) } else { Some(format!("xn--{}", punycode(label)?)) };
    Some(small.split(['.', '。']).map(label).collect::<Option<Vec<_>>>()?.join("."))
}

/// The longest label of a host (RFC 1035, 2.3.4), in characters.
const LONGEST: usize = 63;

/// A label in Punycode (RFC 3492, 6.3).
fn punycode(label: &str) -> Option<String> {
    let letters: Vec<u32> = label.chars().map(u32::from).collect();
    let mut out: String = label.chars().filter(char::is_ascii).collect();
    let basic = u32::try_from(out.len()).ok()?;
    if letters.len() > LONGEST {
        return None;
    }
    if basic > 0 {
        out.push('-');
    }
    let (mut n, mut delta, mut bias, mut done) = (128_u32, 0_u32, 72_u32, basic);
    while (done as usize) < letters.len() {
        let next = letters.iter().copied().filter(|letter| *letter >= n).min()?;
        delta = delta.checked_add((next - n).checked_mul(done + 1)?)?;
        n = next;
        for &letter in &letters {
            if letter < n {
                delta = delta.checked_add(1)?;
            }
            if letter == n {
                push_number(&mut out, delta, bias);
                bias = adapted(delta, done + 1, done == basic);
                delta = 0;
                done += 1;
            }
        }
        delta = delta.checked_add(1)?;
        n += 1;
    }
    Some(out)
}

/// Writes a number in digits of growing weight.
fn push_number(out: &mut String, mut number: u32, bias: u32) {
    for k in (36..).step_by(36) {
        let least = if k <= bias { 1 } else { (k - bias).min(26) };
        if number < least {
            break;
        }
        out.push(digit(least + (number - least) % (36 - least)));
        number = (number - least) / (36 - least);
    }
    out.push(digit(number));
}

fn digit(value: u32) -> char {
    char::from_digit((value + 10) % 36, 36).unwrap_or('a')
}

/// The bias behind a number (RFC 3492, 6.1).
fn adapted(delta: u32, count: u32, is_first: bool) -> u32 {
    let mut delta = if is_first { delta / 700 } else { delta / 2 };
    delta += delta / count;
    let mut k = 0;
    while delta > 455 {
        delta /= 35;
        k += 36;
    }
    k + 36 * delta / (delta + 38)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_sent_in_ascii() {
        for (address, url) in [
            ("http://a.example", "http://a.example/"),
            ("HTTPS://a.example:8443/x y?q=\"é\"#f", "https://a.example:8443/x%20y?q=%22%C3%A9%22"),
            ("http://a.example?x", "http://a.example/?x"),
            ("http://a.example\\@b.example/", "http://a.example/%5C@b.example/"),
            ("http://[2001:db8::1]:80/x", "http://[2001:db8::1]:80/x"),
            ("http://[2001:db8::1]/x", "http://[2001:db8::1]/x"),
            (
                "https://президент.рф/новости",
                "https://xn--d1abbgf6aiiy.xn--p1ai/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8",
            ),
            ("https://www.MÜNCHEN.example", "https://www.xn--mnchen-3ya.example/"),
            ("https://例え.テスト/", "https://xn--r8jz45g.xn--zckzah/"),
        ] {
            assert_eq!(Target::of(address).unwrap().url, url);
        }
        for address in ["a.txt", "ftp://a.example/", "http://", "http:///x", "http://:80/", "http://a b/", "http://@/"]
        {
            assert_eq!(Target::of(address), None, "{address}");
        }
    }

    #[test]
    fn a_log_in_is_told_apart() {
        let target = Target::of("https://anne:pa%3Ass@a.example:8443/x").unwrap();
        assert_eq!(target.login.as_deref(), Some("anne:pa:ss"));
        assert_eq!((target.address.as_str(), target.host()), ("https://a.example:8443/x", "a.example:8443"));
        assert_eq!(target.origin(), "https://a.example:8443");
    }
}
