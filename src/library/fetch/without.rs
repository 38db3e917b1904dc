//! The web for a program that was built without it: nothing can be asked for.

use super::{Reply, Terms, Told, Unfetched};

/// Nobody to ask.
#[derive(Debug)]
pub(super) struct Web;

impl Web {
    pub(super) fn new(_: Terms) -> Web {
        Web
    }

    pub(super) fn ask(&self, _: &str, _: Option<&Told>) -> Result<Reply, Unfetched> {
        Err(Unfetched::Off)
    }
}
