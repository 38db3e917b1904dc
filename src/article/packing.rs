//! Files that are packed by themselves: gzip (RFC 1952) and Zstandard (RFC 8878).

use std::io::Read;

use flate2::read::MultiGzDecoder;
use ruzstd::decoding::StreamingDecoder;

/// How a file is packed.
#[derive(Clone, Copy, Debug)]
pub enum Packing {
    /// With gzip, in one piece or in many.
    Gzip,
    /// With Zstandard.
    Zstandard,
}

impl Packing {
    /// How a file is packed that begins with `head`; `None` where it is not.
    pub fn of(head: &[u8]) -> Option<Packing> {
        match head {
            [0x1f, 0x8b, ..] => Some(Packing::Gzip),
            [0x28, 0xb5, 0x2f, 0xfd, ..] => Some(Packing::Zstandard),
            _ => None,
        }
    }

    /// What the file is unpacked; `None` where it cannot be.
    pub fn unpack<'a>(self, packed: impl Read + Send + 'a) -> Option<Box<dyn Read + Send + 'a>> {
        Some(match self {
            Packing::Gzip => Box::new(MultiGzDecoder::new(packed)),
            Packing::Zstandard => Box::new(StreamingDecoder::new(packed).ok()?),
        })
    }

    /// The name of the file, unpacked.
    pub(super) fn name(self, name: &str) -> &str {
        let ending = match self {
            Packing::Gzip => ".gz",
            Packing::Zstandard => ".zst",
        };
        name.strip_suffix(ending).unwrap_or(name)
    }
}
