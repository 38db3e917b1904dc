//! Characters that stand inside words and are not seen, and letters in another dress: text that has one is searched in
//! its folded copy. So is Greek, where an accent stands in every word, in one case of a name on another letter than in
//! the next.

use std::sync::LazyLock;

use memchr::memmem::Finder;

/// Joiners, a blank without width, and what forbids a line to break.
const UNSEEN: [&[u8; 3]; 4] = [b"\xe2\x80\x8b", b"\xe2\x80\x8c", b"\xe2\x80\x8d", b"\xe2\x81\xa0"];

/// The most bytes that tell one of them, less one.
pub(super) const LONGEST_HIDDEN: usize = 2;

static FINDERS: LazyLock<[Finder<'static>; 4]> = LazyLock::new(|| UNSEEN.map(Finder::new));

/// Where in the bytes of a text the first of them stands, or one that may be.
pub(super) fn first_hidden(text: &[u8]) -> Option<usize> {
    // Accents written apart; half and full width, presentation forms, and a mark of byte order that is not the text's.
    let dressed = memchr::memchr3_iter(0xcc, 0xcd, 0xef, text).find(|&at| at > 0);
    let end = dressed.unwrap_or(text.len());
    let greek = memchr::memchr2(0xce, 0xcf, text.get(..end).unwrap_or_default());
    let end = greek.unwrap_or(end);
    let rare = memchr::memchr2_iter(0xad, 0xf0, text.get(..end).unwrap_or_default());
    let end = rare.into_iter().find(|&at| is_soft_hyphen(text, at) || is_mathematical(text, at)).unwrap_or(end);
    let first = FINDERS.iter().fold(end, |end, finder| finder.find(text.get(..end).unwrap_or_default()).unwrap_or(end));
    (first < text.len()).then_some(first)
}

/// Whether a soft hyphen has its second byte at `at`.
fn is_soft_hyphen(text: &[u8], at: usize) -> bool {
    text.get(at.wrapping_sub(1)..=at) == Some(b"\xc2\xad")
}

/// Whether a letter as formulas have it may begin at `at`.
fn is_mathematical(text: &[u8], at: usize) -> bool {
    text.get(at..at + 2) == Some(b"\xf0\x9d")
}

#[cfg(test)]
mod tests {
    use super::first_hidden;

    #[test]
    fn what_hides_letters_is_found_wherever_it_stands() {
        for (text, first) in [
            ("", None),
            ("Il dit : « l’État » — Эрдоган, Víctor, 普京, 🙂", None),
            ("\u{feff}Putin", None),
            ("Pu\u{ad}tin", Some(3)),
            ("Putin\u{301}", Some(5)),
            ("Pu\u{200b}t\u{200d}in", Some(2)),
            ("Эй 🙂 Pu\u{2060}tin", Some(12)),
            ("a 𝐏𝐮𝐭𝐢𝐧", Some(2)),
            ("a Ｐｕｔｉｎ", Some(2)),
            ("a Πούτιν", Some(2)),
        ] {
            assert_eq!(first_hidden(text.as_bytes()), first, "{text:?}");
        }
    }
}
