//! What keeps an address from being fetched, as a sentence for the person who named it.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::article::LIMIT;

/// Why an address could not be fetched.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum Unfetched {
    /// It is none that can be asked, in part or as a whole.
    #[error("It is no address of the web; write it like https://example.org/feed.xml.")]
    NoAddress,
    /// Its host has no address of the internet protocol.
    #[error("There is no host {0}, or no way to ask for it; check how it is written, and the connection.")]
    NoHost(String),
    /// Its host, or one that it leads to, is this machine or one of its network.
    #[error("It leads to {0}, which is not on the public net; --private lets it.")]
    Private(String),
    /// It leads on and on.
    #[error("It leads on to other addresses more than {0} times; name the one where it ends.")]
    Redirects(usize),
    /// It leads on to what is not of the web.
    #[error("It leads on to {0:?}, which is not of the web.")]
    LeadsAstray(String),
    /// The server answered with that status.
    #[error("The server answers {}; {}.", status(*.0), if *.0 >= 500 { "try again later" } else { "check the address" })]
    Status(u16),
    /// What it sends is larger than [`LIMIT`].
    #[error("It is larger than {} MiB; fetch it by other means, and name the file.", LIMIT >> 20)]
    TooLarge,
    /// It was not there in time.
    #[error("It did not come within {} seconds; try again later.", .0.as_secs_f32().ceil())]
    Slow(Duration),
    /// The connection could not be made, was not safe, or broke off.
    #[error("It could not be fetched: {0}.")]
    Broken(String),
    /// The program cannot fetch anything.
    #[error("This program was built without `fetch`; hand the page over, as in `curl ADDRESS | followspot -`.")]
    Off,
}

impl Unfetched {
    /// Whether it may be otherwise in a while, so that what was fetched before still stands for it.
    pub(super) fn may_pass(&self) -> bool {
        match self {
            Unfetched::NoHost(_) | Unfetched::Slow(_) | Unfetched::Broken(_) => true,
            Unfetched::Status(status) => *status >= 500 || *status == 429,
            _ => false,
        }
    }
}

/// A status, with what it means where that is worth a word (RFC 9110, 15).
fn status(status: u16) -> String {
    let meaning = match status {
        401 | 403 | 407 | 451 => " (not for you)",
        404 | 410 => " (not found)",
        429 => " (asked too often)",
        500.. => " (trouble of its own)",
        _ => "",
    };
    format!("{status}{meaning}")
}
