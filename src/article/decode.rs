//! Bytes of any encoding to text.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE};

use super::Unreadable;

/// How many bytes are looked at to tell an encoding, or that it is no text.
const SAMPLE: usize = 64 << 10;

/// How far into a page its encoding is declared, in bytes.
const DECLARED_IN: usize = 2048;

/// The text that `bytes` are; what UTF-8 stays as it is, byte for byte, a mark at its beginning included.
///
/// # Errors
/// Where the bytes are no text in any encoding.
pub(super) fn decode(bytes: Cow<'_, [u8]>) -> Result<String, Unreadable> {
    let sample = bytes.get(..SAMPLE).unwrap_or(&bytes);
    if let Some(encoding) = marked(&bytes).or_else(|| wide(sample)) {
        return Ok(encoding.decode_with_bom_removal(&bytes).0.into_owned());
    }
    if is_binary(sample) {
        return Err(Unreadable::Binary);
    }
    if is_seven_bit_japanese(sample) && std::str::from_utf8(&bytes).is_ok() {
        return Ok(ISO_2022_JP.decode_without_bom_handling(&bytes).0.into_owned());
    }
    String::from_utf8(bytes.into_owned()).or_else(|error| Ok(decode_unmarked(error.as_bytes())))
}

/// The text that bytes are which are not UTF-8 throughout.
fn decode_unmarked(bytes: &[u8]) -> String {
    match bytes.get(..SAMPLE).unwrap_or(bytes) {
        _ if is_mostly_utf8(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        sample => declared(sample).unwrap_or_else(|| guess(sample)).decode_without_bom_handling(bytes).0.into_owned(),
    }
}

/// Bytes of which it was told in what encoding they are, in UTF-8. They stay as they are where they tell more surely
/// themselves: they are UTF-8 or UTF-16, have a mark, or are no text.
pub(super) fn labelled<'a>(bytes: Cow<'a, [u8]>, label: &str) -> Cow<'a, [u8]> {
    let tells_itself = || {
        let sample = bytes.get(..SAMPLE).unwrap_or(&bytes);
        marked(&bytes).is_some() || is_binary(sample) || std::str::from_utf8(&bytes).is_ok()
    };
    let told = Encoding::for_label(label.as_bytes());
    match told.filter(|encoding| ![UTF_8, UTF_16LE, UTF_16BE].contains(encoding) && !tells_itself()) {
        Some(encoding) => encoding.decode_without_bom_handling(&bytes).0.into_owned().into_bytes().into(),
        None => bytes,
    }
}

/// The encoding that a mark at the beginning tells, other than UTF-8.
fn marked(bytes: &[u8]) -> Option<&'static Encoding> {
    Encoding::for_bom(bytes).map(|(encoding, _)| encoding).filter(|&encoding| encoding != UTF_8)
}

/// UTF-16 without a mark: there are zero bytes, and read in one of the two orders there are spaces or line ends in it
/// and hardly a control character.
fn wide(sample: &[u8]) -> Option<&'static Encoding> {
    if !sample.contains(&0) || sample.len() < 4 {
        return None;
    }
    let is_text = |unit: fn([u8; 2]) -> u16| {
        let (pairs, _) = sample.as_chunks::<2>();
        let blanks = pairs.iter().filter(|&&pair| matches!(unit(pair), 0x20 | 0x0a | 0x0d)).count();
        let controls = pairs.iter().filter(|&&pair| matches!(unit(pair), 0..0x09 | 0x0e..0x20 | 0xffff)).count();
        blanks * 50 >= pairs.len() && controls * 100 <= pairs.len()
    };
    match () {
        () if is_text(u16::from_le_bytes) => Some(UTF_16LE),
        () if is_text(u16::from_be_bytes) => Some(UTF_16BE),
        () => None,
    }
}

/// Whether bytes in no wide encoding are no text: they begin as a known kind of file does, or hold many control
/// characters.
fn is_binary(sample: &[u8]) -> bool {
    const MAGIC: [&[u8]; 8] =
        [b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x7fELF", b"SQLite format 3", b"Rar!", b"\xd0\xcf\x11\xe0"];
    let is_control = |b: &u8| u8::from(matches!(b, 0..=0x08 | 0x0e..=0x1a | 0x1c..=0x1f));
    // Counted in stretches so short that a byte holds the count, which processors do fast.
    let controls = sample.chunks(usize::from(u8::MAX)).map(|some| usize::from(some.iter().map(is_control).sum::<u8>()));
    MAGIC.iter().any(|magic| sample.starts_with(magic)) || controls.sum::<usize>() * 20 > sample.len()
}

/// Whether ISO-2022-JP switches to Japanese in it, which escape sequences of a terminal would not.
fn is_seven_bit_japanese(sample: &[u8]) -> bool {
    sample.is_ascii() && memchr::memmem::find(sample, b"\x1b$B").is_some()
}

/// Whether bytes are damaged UTF-8 rather than another encoding: most of what is not ASCII in them is well formed.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > 2 * bad
}

/// The encoding that a page or an XML file declares in its head; a wrong one is of no use, and UTF-8 it is not.
fn declared(sample: &[u8]) -> Option<&'static Encoding> {
    let head = sample.get(..DECLARED_IN).unwrap_or(sample).to_ascii_lowercase();
    let name = |key: &[u8]| {
        let found = memchr::memmem::find(&head, key)? + key.len();
        let rest = head.get(found..)?.trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
        let rest = rest.strip_prefix(b"\"").or_else(|| rest.strip_prefix(b"'")).unwrap_or(rest);
        let len = rest.iter().position(|b| !b.is_ascii_alphanumeric() && !b"-_:.".contains(b)).unwrap_or(rest.len());
        Encoding::for_label(rest.get(..len)?)
    };
    let is_markup = head.trim_ascii_start().starts_with(b"<");
    is_markup.then(|| name(b"charset").or_else(|| name(b"encoding"))).flatten().filter(|&encoding| encoding != UTF_8)
}

fn guess(sample: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    detector.guess(None, Utf8Detection::Deny)
}

#[cfg(test)]
mod tests {
    use encoding_rs::{
        BIG5, EUC_JP, EUC_KR, GBK, ISO_8859_2, KOI8_R, SHIFT_JIS, WINDOWS_1251, WINDOWS_1252, WINDOWS_1256,
    };

    use super::*;

    fn decode(bytes: &[u8]) -> Result<String, Unreadable> {
        super::decode(Cow::Borrowed(bytes))
    }

    const FRENCH: &str = "Le président a déclaré à la presse que l’accord était « très proche », a-t-il ajouté.\n";
    const RUSSIAN: &str = "Президент заявил в воскресенье, что ракеты будут размещены уже в июле.\n";

    #[test]
    fn old_encodings_are_told_by_their_bytes() {
        for (encoding, text) in [
            (WINDOWS_1252, FRENCH),
            (WINDOWS_1251, RUSSIAN),
            (KOI8_R, RUSSIAN),
            (ISO_8859_2, "Prezydent zapowiedział w sobotę, że żołnierze będą ćwiczyć wspólnie na wschodzie.\n"),
            (GBK, "总统周日表示，他不会与总理会面，因为他们之间没有什么可谈的。\n"),
            (BIG5, "總統週日表示，他不會與總理會面，因為他們之間沒有什麼可談的。\n"),
            (SHIFT_JIS, "プーチン大統領は日曜日、首相とは会談しないと述べた。\n"),
            (EUC_JP, "プーチン大統領は日曜日、首相とは会談しないと述べた。\n"),
            (EUC_KR, "대통령은 일요일에 총리를 만나지 않을 것이라고 말했다.\n"),
            (WINDOWS_1256, "قال الرئيس يوم الأحد إنه لن يلتقي برئيس الوزراء في العاصمة.\n"),
            (ISO_2022_JP, "プーチン大統領は日曜日、首相とは会談しないと述べた。\n"),
        ] {
            let (bytes, _, lost) = encoding.encode(text);
            assert!(!lost);
            assert_eq!(decode(&bytes).as_deref(), Ok(text), "{}", encoding.name());
        }
    }

    #[test]
    fn wide_text_needs_no_mark() {
        for text in [FRENCH, RUSSIAN, "ok\n"] {
            let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
            assert_eq!(decode(&little).as_deref(), Ok(text));
            assert_eq!(decode(&big).as_deref(), Ok(text));
            assert_eq!(decode(&[&[0xff, 0xfe], &*little].concat()).as_deref(), Ok(text));
            assert_eq!(decode(&[&[0xfe, 0xff], &*big].concat()).as_deref(), Ok(text));
        }
    }

    #[test]
    fn utf8_stays_as_it_is_and_damage_is_marked() {
        assert_eq!(decode("\u{feff}été".as_bytes()).as_deref(), Ok("\u{feff}été"));
        assert_eq!(decode(b"\xc3\xa9t\xc3\xa9 d\xff\xc3\xa9j\xc3\xa0").as_deref(), Ok("été d\u{fffd}éjà"));
        assert_eq!(decode(b"a \x1b[31mred\x1b[0m b").as_deref(), Ok("a \x1b[31mred\x1b[0m b"));
    }

    #[test]
    fn a_label_is_heeded_where_the_bytes_say_nothing_surer() {
        let told = |bytes: &[u8], label| String::from_utf8_lossy(&labelled(Cow::Borrowed(bytes), label)).into_owned();
        let short = WINDOWS_1251.encode("Чай").0;
        assert_eq!(told(&short, "windows-1251"), "Чай");
        assert_eq!(told("Чай".as_bytes(), "windows-1251"), "Чай");
        assert_eq!(told(b"PK\x03\x04\x00\x00\xff", "koi8-r"), "PK\u{3}\u{4}\0\0\u{fffd}");
        assert_eq!(labelled(Cow::Borrowed(&short), "utf-8"), short);
        assert_eq!(labelled(Cow::Borrowed(&short), "no such"), short);
    }

    #[test]
    fn what_is_no_text_is_refused() {
        for bytes in [&b"%PDF-1.4 text"[..], b"\x00\x01\x02\x03\x04\x05", b"\x7fELF\x02\x01\x01\x00"] {
            assert_eq!(decode(bytes), Err(Unreadable::Binary));
        }
    }
}
