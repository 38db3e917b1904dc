//! The seat of one reader at a pile: what was listed, filtered, ordered and searched for there last, so that the next
//! question is answered from it.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use crate::article::Content;
use crate::marks::Marks;

use super::filter::Filtering;
use super::ordering::Sorting;
use super::search::Searching;
use super::view::View;
use super::{Pile, Shared};

/// Tells what a person has put on articles.
pub type Marked = dyn Fn(Content) -> Marks + Send + Sync;

/// The seat of one reader.
pub(super) struct Seat {
    pub(super) shared: Arc<Shared>,
    pub(super) marked: Arc<Marked>,
    /// Grows with every hit that is counted here.
    pub(super) version: AtomicU64,
    pub(super) view: Mutex<Option<Arc<View>>>,
    pub(super) searching: Mutex<Option<Searching>>,
    pub(super) filtering: Mutex<Option<Filtering>>,
    pub(super) sorting: Mutex<Option<Sorting>>,
}

impl Seat {
    pub(super) fn at(shared: Arc<Shared>, marked: Arc<Marked>) -> Seat {
        Seat {
            shared,
            marked,
            version: AtomicU64::default(),
            view: Mutex::default(),
            searching: Mutex::default(),
            filtering: Mutex::default(),
            sorting: Mutex::default(),
        }
    }

    /// What grows with every change to what is listed here.
    pub(super) fn version(&self) -> (u64, u64) {
        (self.shared.version.load(Ordering::Acquire), self.version.load(Ordering::Acquire))
    }

    pub(super) fn changed(&self) {
        self.version.fetch_add(1, Ordering::AcqRel);
    }
}

impl Pile {
    /// The same pile for another reader, of whom `marked` tells what they have put on articles.
    #[must_use]
    pub fn seated(&self, marked: Arc<Marked>) -> Pile {
        let shared = self.shared.clone();
        Pile { seat: Arc::new(Seat::at(shared.clone(), marked)), shared }
    }
}
