//! Where a command that prints finds what it works with, and to whom it speaks: the command line, or others.

use std::path::Path;
use std::sync::Arc;

use crate::library::{Followed, Input, Kept, Source, Which, is_shelved};
use crate::search::Needs;

use super::arguments::{Sort, ToPrint, When};
use super::failure::{Failure, say};
use super::paint::Paint;
use super::{cast_file, folders, given};

/// To whom a command speaks: by default, whoever reads its standard error.
pub(super) trait Hearer {
    /// Says a sentence beside what is printed.
    fn say(&self, sentence: &str) {
        say(sentence);
    }

    /// Whether anybody still wants what is printed.
    fn is_wanted(&self) -> bool {
        true
    }
}

/// Where a command that prints finds what it works with.
pub(super) trait Venue: Hearer {
    /// Who is followed, and what has been said of them.
    fn followed(&self) -> Result<Followed, Failure>;

    /// What is to be read: all of it, or at least all in which may be what is needed. Tells whether it comes in the order
    /// that is wanted.
    fn input(&self, needs: Option<&Arc<Needs>>, sort: Sort) -> Result<(Input, bool), Failure>;

    /// What the person did, if anything is kept of it.
    fn kept(&self) -> Option<Kept>;

    /// In which colours to print.
    fn paint(&self, when: When) -> Paint;
}

impl Hearer for ToPrint {}

/// Of an index, what may be what is needed, in an order.
pub(super) fn worth(needs: &Arc<Needs>, sort: Sort) -> Which {
    match sort {
        Sort::Pile => Which::Worth(needs.clone()),
        Sort::Date => Which::Newest(needs.clone()),
    }
}

/// What was named on the command line.
impl Venue for ToPrint {
    fn followed(&self) -> Result<Followed, Failure> {
        cast_file::load_to_print(self.cast.file.as_deref())
    }

    /// Of an index that has all of it, only what is worth it.
    fn input(&self, needs: Option<&Arc<Needs>>, sort: Sort) -> Result<(Input, bool), Failure> {
        let named = given::named(&self.named, |sentence| say(&sentence))?;
        let Some(wanted) = needs else { return Ok((named, sort == Sort::Pile)) };
        let index = match &*named.sources {
            [Source::Shelved(index, _)] => index.clone(),
            _ => given::shelf(&named, false),
        };
        let is_there = index.path().is_some_and(Path::exists);
        if is_there && (self.named.library || is_shelved(&index, &named)) {
            return Ok((Input::from_iter([Source::Shelved(index, worth(wanted, sort))]), true));
        }
        Ok((named, sort == Sort::Pile))
    }

    fn kept(&self) -> Option<Kept> {
        let state = folders::data("state.db").filter(|path| path.exists());
        state.map(|path| Kept::open(Some(path), |sentence| say(&sentence)))
    }

    fn paint(&self, when: When) -> Paint {
        Paint::for_output(when)
    }
}
