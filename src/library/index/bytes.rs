//! Numbers and texts one behind the other in bytes, as the index keeps what only this program reads.

/// Adds a number: seven bits a byte, the lowest first, the highest bit where more follow.
pub(in crate::library) fn put_number(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push(number.to_le_bytes()[0] | 0x80);
        number >>= 7;
    }
    bytes.push(number.to_le_bytes()[0]);
}

/// Adds a text behind its length.
pub(in crate::library) fn put_text(bytes: &mut Vec<u8>, text: &str) {
    put_number(bytes, text.len() as u64);
    bytes.extend_from_slice(text.as_bytes());
}

/// Takes a number from the front of `bytes`; `None` where there is none.
pub(in crate::library) fn number(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0_u64;
    for shift in (0..64).step_by(7) {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Some(number);
        }
    }
    None
}

/// Takes a text from the front of `bytes`; `None` where there is none.
pub(in crate::library) fn text<'a>(bytes: &mut &'a [u8]) -> Option<&'a str> {
    let len = usize::try_from(number(bytes)?).ok()?;
    let (text, rest) = bytes.split_at_checked(len)?;
    *bytes = rest;
    std::str::from_utf8(text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_texts_come_back() {
        let numbers = [0, 1, 127, 128, 300, u64::from(u32::MAX), u64::MAX];
        let mut bytes = Vec::new();
        for n in numbers {
            put_number(&mut bytes, n);
            put_text(&mut bytes, &"é".repeat(usize::try_from(n.min(200)).unwrap()));
        }
        let mut rest = &*bytes;
        for n in numbers {
            assert_eq!(number(&mut rest), Some(n));
            assert_eq!(text(&mut rest).map(str::len), Some(2 * usize::try_from(n.min(200)).unwrap()));
        }
        assert!(rest.is_empty() && number(&mut rest).is_none() && text(&mut &[9, b'a'][..]).is_none());
    }
}
