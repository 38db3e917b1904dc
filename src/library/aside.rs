//! Names beside a file under which something may be left.

use std::path::{Path, PathBuf};

/// A name beside `path` that nothing has yet: `state.db.before-1`, where `why` is "before".
pub(super) fn unused(path: &Path, why: &str) -> PathBuf {
    let named = |n: u32| PathBuf::from(format!("{}.{why}-{n}", path.display()));
    (1..1000).map(named).find(|name| !name.exists()).unwrap_or_else(|| named(0))
}
