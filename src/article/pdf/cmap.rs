//! The table by which a font tells what its codes are (ISO 32000-2, 9.10.3), as writers of all kinds put it down.

use std::collections::HashMap;

/// How many times a table may tell what a code is.
const MOST: u32 = 1 << 18;

/// A word of the table.
enum Token<'a> {
    /// Bytes in hexadecimal.
    Bytes(Vec<u8>),
    Open,
    Close,
    Word(&'a [u8]),
}

/// What each code stands for, by the number that it is. What cannot be read is passed over.
pub(super) fn letters(table: &[u8]) -> HashMap<u32, String> {
    let mut found = HashMap::new();
    let mut rest = table;
    // How many numbers lead to the letters, and those that were read.
    let (mut leading, mut codes, mut listed): (usize, Vec<u32>, Option<u32>) = (0, Vec::new(), None);
    let mut told: u32 = 0;
    while let Some(token) = next(&mut rest).filter(|_| told < MOST) {
        match token {
            Token::Word(b"beginbfchar") => (leading, codes, listed) = (1, Vec::new(), None),
            Token::Word(b"beginbfrange") => (leading, codes, listed) = (2, Vec::new(), None),
            Token::Word(b"endbfchar" | b"endbfrange") => leading = 0,
            Token::Bytes(bytes) if leading > 0 && codes.len() < leading => codes.push(number(&bytes)),
            Token::Bytes(bytes) => match (codes.as_slice(), &mut listed) {
                (_, Some(code)) => {
                    found.insert(*code, text(&bytes, 0));
                    *code = code.wrapping_add(1);
                }
                ([code], None) => {
                    found.insert(*code, text(&bytes, 0));
                    codes.clear();
                }
                ([first, last], None) => {
                    let count = last.saturating_sub(*first).min(0xffff);
                    told = told.saturating_add(count);
                    found.extend((0..=count).map(|step| (first.wrapping_add(step), text(&bytes, step))));
                    codes.clear();
                }
                _ => {}
            },
            Token::Open => listed = codes.first().copied(),
            Token::Close => (codes, listed) = (Vec::new(), None),
            Token::Word(_) => {}
        }
    }
    found.retain(|_, text| !text.is_empty());
    found
}

/// Takes the next word off the table.
fn next<'a>(rest: &mut &'a [u8]) -> Option<Token<'a>> {
    let bytes = rest.trim_ascii_start();
    let (token, len) = match bytes {
        [] => return None,
        [b'[', ..] => (Token::Open, 1),
        [b']', ..] => (Token::Close, 1),
        [b'<', b'<', ..] | [b'>', b'>', ..] => (Token::Word(b"<<"), 2),
        [b'<', behind @ ..] => {
            let len = memchr::memchr(b'>', behind).unwrap_or(behind.len());
            (Token::Bytes(hexadecimal(behind.get(..len).unwrap_or_default())), len + 2)
        }
        _ => {
            let ends = |byte: &u8| byte.is_ascii_whitespace() || b"[]<>".contains(byte);
            let len = bytes.iter().position(ends).unwrap_or(bytes.len()).max(1);
            (Token::Word(bytes.get(..len).unwrap_or_default()), len)
        }
    };
    *rest = bytes.get(len..).unwrap_or_default();
    Some(token)
}

fn hexadecimal(digits: &[u8]) -> Vec<u8> {
    let values: Vec<u8> = digits.iter().filter_map(|digit| char::from(*digit).to_digit(16)?.try_into().ok()).collect();
    values.chunks(2).map(|pair| pair.first().unwrap_or(&0) << 4 | pair.get(1).unwrap_or(&0)).collect()
}

fn number(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |number: u32, byte| number << 8 | u32::from(*byte))
}

/// The letters that bytes are in UTF-16, so many steps on; none where they are none.
fn text(bytes: &[u8], step: u32) -> String {
    let mut units: Vec<u16> = match bytes {
        [byte] => vec![u16::from(*byte)],
        bytes => bytes.as_chunks::<2>().0.iter().map(|pair| u16::from_be_bytes(*pair)).collect(),
    };
    if let (Some(last), Ok(step)) = (units.last_mut(), u16::try_from(step)) {
        *last = last.wrapping_add(step);
    }
    String::from_utf16(&units)
        .ok()
        .filter(|text| !text.contains(['\0', char::REPLACEMENT_CHARACTER]))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(table: &str) -> Vec<(u32, String)> {
        let mut told: Vec<_> = letters(table.as_bytes()).into_iter().collect();
        told.sort();
        told
    }

    #[test]
    fn codes_are_told_one_by_one_and_in_ranges() {
        let table = "/CIDInit /ProcSet findresource begin\n12 dict begin begincmap /CIDSystemInfo << /Registry (Adobe) >> def\n\
            1 begincodespacerange<0000><FFFF>endcodespacerange 2 beginbfchar<01><0041>\n<02> <0066 0069>endbfchar\n\
            2 beginbfrange <0010><0012><0410> <20> <21> [<0061> <D835DC00>] endbfrange <30> <0031> endcmap";
        let expected = [(1, "A"), (2, "fi"), (0x10, "А"), (0x11, "Б"), (0x12, "В"), (0x20, "a"), (0x21, "𝐀")];
        assert_eq!(told(table), expected.map(|(code, text)| (code, text.to_owned())));
    }

    #[test]
    fn what_is_damaged_is_passed_over() {
        assert_eq!(told("1 beginbfchar <01> <D800> <02> <0000> <03> <41> <04"), [(3, "A".to_owned())]);
        assert_eq!(told("beginbfrange <00000000> <FFFFFFFF> <0041>").len(), 0x10000 - 0x800 - 2);
        for part in ["<", "[", "<<", "beginbfrange <0", "]<01>", ">"] {
            let _ = told(&part.repeat(10_000));
        }
    }
}
