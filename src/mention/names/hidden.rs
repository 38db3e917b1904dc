//! Characters that stand inside words and are not seen, and letters in another dress: text that has one is searched in
//! its folded copy. So is Greek, where an accent stands in every word, in one case of a name on another letter than in
//! the next.

use std::sync::LazyLock;

use aho_corasick::packed::{MatchKind, Searcher};

/// Joiners, a blank without width, what forbids a line to break, a soft hyphen, and how letters begin as formulas have
/// them.
const UNSEEN: [&[u8]; 6] =
    [b"\xe2\x80\x8b", b"\xe2\x80\x8c", b"\xe2\x80\x8d", b"\xe2\x81\xa0", b"\xc2\xad", b"\xf0\x9d"];

/// The most bytes that tell one of them, less one.
pub(super) const LONGEST_HIDDEN: usize = 2;

/// Looks for all of them at once, where the processor can.
static SEARCHER: LazyLock<Option<Searcher>> = LazyLock::new(|| {
    aho_corasick::packed::Config::new().match_kind(MatchKind::LeftmostFirst).builder().extend(UNSEEN).build()
});

/// Where in the bytes of a text the first of them stands, or one that may be.
pub(super) fn first_hidden(text: &[u8]) -> Option<usize> {
    // Accents written apart; half and full width, presentation forms, and a mark of byte order that is not the text's.
    let dressed = memchr::memchr3_iter(0xcc, 0xcd, 0xef, text).find(|&at| at > 0);
    let before = text.get(..dressed.unwrap_or(text.len())).unwrap_or_default();
    let greek = memchr::memchr2(0xce, 0xcf, before);
    let before = before.get(..greek.unwrap_or(before.len())).unwrap_or_default();
    unseen(before).or(greek).or(dressed)
}

fn unseen(text: &[u8]) -> Option<usize> {
    match &*SEARCHER {
        Some(searcher) => searcher.find(text).map(|found| found.start()),
        None => UNSEEN.iter().filter_map(|unseen| memchr::memmem::find(text, unseen)).min(),
    }
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
            ("Pu\u{ad}tin", Some(2)),
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
