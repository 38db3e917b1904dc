//! Chunks: what stands between blanks and signs in the bytes of a text. A word never reaches beyond its chunk, but a chunk
//! may hold several words: all bytes beyond ASCII count as letters.

use std::ops::{ControlFlow, Range};

/// The bytes that are looked at in one go, and those of a number.
const BLOCK: usize = 64;
const LANES: usize = 8;

/// Tells the chunks that have a byte in `part`, in order, until it is told to stop.
pub(super) fn each_chunk<B>(
    bytes: &[u8],
    part: Range<usize>,
    mut found: impl FnMut(Range<usize>) -> ControlFlow<B>,
) -> ControlFlow<B> {
    let mut open = None;
    let mut at = part.start;
    while at < part.end || open.is_some() && at < bytes.len() {
        let letters = letters_at(bytes, at);
        let mut from = 0;
        if let Some(start) = open {
            from = letters.trailing_ones();
            if from < u64::BITS {
                open = None;
                found(start..at + from as usize)?;
            }
        }
        while let Some(rest) = letters.checked_shr(from).filter(|&rest| rest != 0) {
            let start = from + rest.trailing_zeros();
            from = start + letters.wrapping_shr(start).trailing_ones();
            if at + start as usize >= part.end {
                return ControlFlow::Continue(());
            }
            if from == u64::BITS {
                open = Some(at + start as usize);
            } else {
                found(at + start as usize..at + from as usize)?;
            }
        }
        at += BLOCK;
    }
    open.map_or(ControlFlow::Continue(()), |start| found(start..bytes.len()))
}

/// The chunk that holds the byte at `at`; `None` where it reaches as far as `most` bytes to either side, or there is none.
pub(super) fn chunk_around(bytes: &[u8], at: usize, most: usize) -> Option<Range<usize>> {
    let (before, behind) = bytes.split_at_checked(at)?;
    let left = before.iter().rev().take(most).take_while(|&&byte| is_letter(byte)).count();
    let right = behind.iter().take(most).take_while(|&&byte| is_letter(byte)).count();
    (left < most && right < most && right > 0).then_some(at - left..at + right)
}

/// Which of 64 bytes are letters, a bit for each; behind the end there are none.
fn letters_at(bytes: &[u8], at: usize) -> u64 {
    let rest = bytes.get(at..).unwrap_or_default();
    let block = rest.first_chunk::<BLOCK>().copied().unwrap_or_else(|| {
        let mut block = [0; BLOCK];
        block.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
        block
    });
    let (eights, _) = block.as_chunks::<LANES>();
    eights.iter().rev().fold(0, |letters, eight| letters << LANES | letters_of(u64::from_le_bytes(*eight)))
}

/// Which of eight bytes are letters.
fn letters_of(eight: u64) -> u64 {
    let all = |byte: u8| u64::from_le_bytes([byte; LANES]);
    let low = eight & all(0x7f);
    // The highest bit of each byte tells; no byte reaches into the next.
    let at_least = |bytes: u64, least: u8| bytes + all(0x80 - least);
    let is = |byte: u8| !((low ^ all(byte)) + all(0x7f));
    let small = low | all(0x20);
    let latin = at_least(small, b'a') & !at_least(small, b'z' + 1);
    let digit = at_least(low, b'0') & !at_least(low, b'9' + 1);
    let told = (eight | latin | digit | is(b'\'') | is(b'`')) & all(0x80);
    (told >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

/// Whether a byte may be part of a word.
pub(super) fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || !byte.is_ascii() || matches!(byte, b'\'' | b'`')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn chunks(bytes: &[u8], part: Range<usize>) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        let _ = each_chunk(bytes, part, |chunk| {
            found.push(chunk);
            ControlFlow::<()>::Continue(())
        });
        found
    }

    #[test]
    fn bytes_are_told_apart() {
        for byte in 0..=u8::MAX {
            let letters = letters_of(u64::from_le_bytes([b' ', byte, b'a', byte, byte, b'.', byte, b' ']));
            assert_eq!(letters, if is_letter(byte) { 0b0101_1110 } else { 0b0000_0100 }, "{byte}");
        }
    }

    proptest! {
        #[test]
        fn chunks_are_all_runs_of_letters(bytes in "[a'я ., ]{0,300}|[aя]{0,200}", from in 0..150_usize, len in 0..200_usize) {
            let bytes = bytes.as_bytes();
            let part = from.min(bytes.len())..(from + len).min(bytes.len());
            let mut all: Vec<Range<usize>> = Vec::new();
            for at in (part.start..bytes.len()).filter(|&at| is_letter(bytes[at])) {
                match all.last_mut().filter(|last| last.end == at) {
                    Some(last) => last.end += 1,
                    None => all.push(at..at + 1),
                }
            }
            all.retain(|chunk| chunk.start < part.end);
            prop_assert_eq!(chunks(bytes, part), all.clone());
            for chunk in all.into_iter().filter(|chunk| chunk.start > from && chunk.len() < 40) {
                prop_assert_eq!(chunk_around(bytes, chunk.start + chunk.len() / 2, 40), Some(chunk));
            }
        }
    }
}
