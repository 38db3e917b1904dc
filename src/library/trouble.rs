//! What keeps a file from being an article, as a sentence for the person who gave it.

use std::io;

use super::sources::LARGEST;

/// Why something in the pile cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// Nothing is there, or a link leads nowhere.
    #[error("There is no such file or folder; check how it is written.")]
    Missing,
    /// Reading it is not allowed.
    #[error("You may not read it; change its permissions or ask its owner.")]
    Denied,
    /// A link that leads back to a folder it lies in.
    #[error("It leads back to a folder that holds it, so it was not followed.")]
    Loop,
    /// A pipe, a socket or a device: opening it could wait for ever.
    #[error("It is a pipe, a socket or a device and was not opened; give its text as a file or on standard input.")]
    Special,
    /// Larger than [`LARGEST`], with its size in bytes where that is known.
    #[error("It is too large to be an article ({}); the limit is {}.", size(*.0), size(LARGEST))]
    TooLarge(u64),
    /// Nothing is in it.
    #[error("It is empty.")]
    Empty,
    /// Its bytes are no text.
    #[error("It holds no text but binary data.")]
    Binary,
    /// What the system said.
    #[error("It could not be read: {0}.")]
    Other(String),
}

impl Trouble {
    /// Whether something that should have been read was not, so that a command ends with a failure.
    pub fn is_failure(&self) -> bool {
        !matches!(self, Trouble::Empty | Trouble::Binary)
    }
}

impl From<&io::Error> for Trouble {
    fn from(error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Trouble::Missing,
            io::ErrorKind::PermissionDenied => Trouble::Denied,
            _ => Trouble::Other(error.to_string()),
        }
    }
}

/// A number of bytes as people say it, in units of 1024.
fn size(bytes: u64) -> String {
    let (unit, name) = match bytes {
        0..1_024 => return format!("{bytes} bytes"),
        1_024..1_048_576 => (1_024, "KiB"),
        1_048_576..1_073_741_824 => (1_048_576, "MiB"),
        _ => (1_073_741_824, "GiB"),
    };
    let tenths = bytes.saturating_mul(10).div_ceil(unit);
    format!("{}.{} {name}", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_said_in_a_fitting_unit() {
        let said = [0, 1_023, 1_024, 52_428_800, 5_000_000_000].map(size);
        assert_eq!(said, ["0 bytes", "1023 bytes", "1.0 KiB", "50.0 MiB", "4.7 GiB"]);
    }

    #[test]
    fn what_was_empty_or_binary_was_still_read() {
        assert!(!Trouble::Empty.is_failure() && !Trouble::Binary.is_failure());
        assert!(Trouble::Denied.is_failure() && Trouble::TooLarge(1 << 30).is_failure());
    }
}
