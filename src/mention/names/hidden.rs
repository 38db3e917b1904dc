//! Characters that stand inside words and are not seen, and letters in another dress: text that has one is searched in
//! its folded copy. So is Greek, where an accent stands in every word, in one case of a name on another letter than in
//! the next.

use std::sync::LazyLock;

use aho_corasick::packed::{Config, Searcher};

/// The last bytes of joiners, a blank without width, and what forbids a line to break; a soft hyphen; and how letters
/// begin as formulas have them. The first three begin with a byte that many signs begin with, so they are looked for
/// without it.
const UNSEEN: [[u8; 2]; 6] = [*b"\x80\x8b", *b"\x80\x8c", *b"\x80\x8d", *b"\x81\xa0", *b"\xc2\xad", *b"\xf0\x9d"];
const FIRST: u8 = 0xe2;

/// The most bytes that tell one of them, less one.
pub(super) const LONGEST_HIDDEN: usize = 2;

/// Looks for all of them at once, where the processor can.
static SEARCHER: LazyLock<Option<Searcher>> =
    LazyLock::new(|| Config::new().builder().extend(UNSEEN.iter().map(<[u8; 2]>::as_slice)).build());

/// Where in the bytes of a text the first of them stands, or one that may be.
pub(super) fn first_hidden(text: &[u8]) -> Option<usize> {
    let dressed = first_dressed(text);
    unseen(text.get(..dressed.unwrap_or(text.len())).unwrap_or_default()).or(dressed)
}

/// Where accents first are written apart, a letter has half or full width or the form for its place in a word, or stands
/// a mark of byte order that is not the text's; or a Greek letter.
fn first_dressed(text: &[u8]) -> Option<usize> {
    let is_greek = |byte: u8| matches!(byte, 0xce | 0xcf);
    let is_dressed = |byte: u8| byte & 0xfc == 0xcc || byte == 0xef;
    let (blocks, _) = text.as_chunks::<64>();
    let plain =
        blocks.iter().take_while(|block| block.iter().fold(0, |any, &byte| any | u8::from(is_dressed(byte))) == 0);
    let from = 64 * plain.count();
    let dressed =
        (from..).zip(text.iter().skip(from)).find(|&(at, &byte)| is_dressed(byte) && (at > 0 || is_greek(byte)));
    dressed.map(|(at, _)| at)
}

/// Where a character first stands that is not seen.
fn unseen(text: &[u8]) -> Option<usize> {
    let whole = |at: usize| match text.get(at) {
        Some(0xc2 | 0xf0) => Some(at),
        _ => at.checked_sub(1).filter(|&before| text.get(before) == Some(&FIRST)),
    };
    match &*SEARCHER {
        Some(searcher) => searcher.find_iter(text).find_map(|found| whole(found.start())),
        None => text
            .windows(2)
            .enumerate()
            .filter(|(_, two)| UNSEEN.iter().any(|end| end == two))
            .find_map(|(at, _)| whole(at)),
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
            ("「弗拉基米尔」《普京》🀋 普京\u{200c}说", Some("「弗拉基米尔」《普京》🀋 普京".len())),
        ] {
            assert_eq!(first_hidden(text.as_bytes()), first, "{text:?}");
        }
    }
}
