//! The mark by which a text is known again wherever it lies.

use std::fmt;
use std::str::FromStr;

use twox_hash::XxHash3_128;

/// The mark by which a text is known again wherever it lies: its XXH3 hash of 128 bits, written as 32 digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Content(pub u128);

impl Content {
    /// The mark of `text`.
    pub fn of(text: &str) -> Content {
        Content(XxHash3_128::oneshot(text.as_bytes()))
    }
}

impl fmt::Display for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl FromStr for Content {
    type Err = ();

    /// Reads the 32 digits.
    fn from_str(digits: &str) -> Result<Content, ()> {
        let is_mark = digits.len() == 32 && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        if is_mark { u128::from_str_radix(digits, 16).map(Content).map_err(|_| ()) } else { Err(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::Content;

    #[test]
    fn a_mark_is_written_and_read() {
        let mark = Content::of("Ann");
        assert_eq!(mark.to_string().parse(), Ok(mark));
        assert!(["", "+0", "12", "+0000000000000000000000000000abc"].iter().all(|no| no.parse::<Content>().is_err()));
    }
}
