//! The body of an article as it lies in the index: its text and its passages, deflated where it lies on a disk.

use std::cell::RefCell;

use flate2::{Compress, Compression, Decompress, FlushCompress, FlushDecompress, Status};

use crate::article::{Article, Passage, PassageKind};
use crate::text::Span;

use super::bytes::{number, put_number, put_text, text};

/// How a body is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::library) enum Packing {
    /// As it is, for a database in memory.
    Plain,
    /// Deflated, for one on a disk.
    Deflated,
}

/// The most bytes that a body unpacks to.
const LARGEST: usize = 256 << 20;

/// What a passage may be, each at its number.
const KINDS: [PassageKind; 5] =
    [PassageKind::Title, PassageKind::Text, PassageKind::Caption, PassageKind::Link, PassageKind::Boilerplate];

thread_local! {
    // Making one takes longer than packing an article.
    static DEFLATE: RefCell<Compress> = RefCell::new(Compress::new(Compression::new(4), false));
    static INFLATE: RefCell<Decompress> = RefCell::new(Decompress::new(false));
}

/// Packs what of an article the list does not show.
pub(in crate::library) fn pack(article: &Article, packing: Packing) -> Vec<u8> {
    let mut plain = Vec::with_capacity(article.text.len() + 4 * article.passages.len() + 64);
    for told in [&article.author, &article.address] {
        put_text(&mut plain, told.as_deref().unwrap_or(""));
    }
    put_number(&mut plain, article.passages.len() as u64);
    let mut at = 0;
    for passage in &article.passages {
        let Span { start, end } = passage.span;
        let kind = KINDS.iter().position(|kind| *kind == passage.kind).unwrap_or_default();
        put_number(&mut plain, u64::from(start.saturating_sub(at)) * KINDS.len() as u64 + kind as u64);
        put_number(&mut plain, u64::from(end.saturating_sub(start)));
        at = end;
    }
    put_text(&mut plain, &article.text);
    match packing {
        Packing::Plain => {
            plain.push(0);
            plain
        }
        Packing::Deflated => deflate(&plain),
    }
}

/// Unpacks it into `article`; `None` where it is damaged.
pub(super) fn unpack(packed: &[u8], article: &mut Article) -> Option<()> {
    let inflated;
    let (how, rest) = packed.split_last()?;
    let mut plain = if *how == 0 {
        rest
    } else {
        inflated = inflate(rest)?;
        &inflated
    };
    let mut told = || text(&mut plain).map(|told| Some(told.to_owned()).filter(|told| !told.is_empty()));
    (article.author, article.address) = (told()?, told()?);
    let count = number(&mut plain)?;
    let mut at = 0_usize;
    for _ in 0..count {
        let (gap, len) = (number(&mut plain)?, number(&mut plain)?);
        let kind = *KINDS.get(usize::try_from(gap % KINDS.len() as u64).ok()?)?;
        let start = at.checked_add(usize::try_from(gap / KINDS.len() as u64).ok()?)?;
        at = start.checked_add(usize::try_from(len).ok()?)?;
        article.passages.push(Passage { span: Span::new(start, at), kind });
    }
    text(&mut plain)?.clone_into(&mut article.text);
    Some(())
}

/// Deflates behind the length; at the end stands 1.
fn deflate(plain: &[u8]) -> Vec<u8> {
    let mut packed = Vec::with_capacity(plain.len() / 2 + 64);
    put_number(&mut packed, plain.len() as u64);
    DEFLATE.with_borrow_mut(|deflate| {
        deflate.reset();
        loop {
            let done = usize::try_from(deflate.total_in()).unwrap_or_default();
            let rest = plain.get(done..).unwrap_or_default();
            // There is room, and the order of the calls is right, so that nothing can go wrong.
            match deflate.compress_vec(rest, &mut packed, FlushCompress::Finish) {
                Ok(Status::Ok | Status::BufError) => packed.reserve(plain.len() / 4 + 64),
                Ok(Status::StreamEnd) | Err(_) => break,
            }
        }
    });
    packed.push(1);
    packed
}

fn inflate(mut packed: &[u8]) -> Option<Vec<u8>> {
    let len = usize::try_from(number(&mut packed)?).ok().filter(|len| *len <= LARGEST)?;
    let mut plain = Vec::with_capacity(len);
    let status = INFLATE.with_borrow_mut(|inflate| {
        inflate.reset(false);
        inflate.decompress_vec(packed, &mut plain, FlushDecompress::Finish)
    });
    (status.is_ok() && plain.len() == len).then_some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_come_back() {
        let text = "A title\n\nWords, and words.\n\nPhoto: nobody";
        for text in [text, &text.repeat(5_000)] {
            let article = crate::article::read(text.as_bytes(), "a.txt").unwrap();
            let article = Article { author: Some("Ann".to_owned()), ..article };
            for packing in [Packing::Plain, Packing::Deflated] {
                let packed = pack(&article, packing);
                let kept = Article { text: String::new(), passages: Vec::new(), author: None, ..article.clone() };
                let mut again = kept.clone();
                assert_eq!(unpack(&packed, &mut again), Some(()));
                assert_eq!(again, article);
                for damaged in [&packed[..packed.len() / 2], &packed[1..], &[]] {
                    let mut other = kept.clone();
                    assert!(unpack(damaged, &mut other).is_none() || other != article);
                }
            }
        }
    }
}
