//! The pile: what is open, in which order, what is in it, and what the user did with it.
//!
//! Everything is asked for in windows, counts and next stops, never as a whole, so that the answers may come from
//! memory or from a database alike.

mod aside;
pub mod backup;
mod cast_file;
#[cfg_attr(not(feature = "fetch"), expect(dead_code, reason = "without the web nobody is asked, and nothing comes"))]
mod fetch;
mod forms;
mod index;
pub mod kept;
mod newsboat;
mod order;
pub mod pdf;
pub mod pile;
mod portions;
mod sample;
pub mod sources;
mod trouble;
mod upkeep;

pub use cast_file::{CastFile, CastFileError, Change, Followed, Held};
pub use fetch::{Fetcher, Terms, Unfetched};
pub use forms::Forms;
pub use index::{Roots, Shelf};
pub use kept::Kept;
pub use order::{in_groups, in_order, step_back};
pub use pile::Pile;
pub use sources::{Found, Input, Item, Source, Which, is_shelved, unharmed};
pub use trouble::Trouble;
pub use upkeep::{Facts, Upkeep, UpkeepError};
