//! With how many cases a property is tried.

use proptest::prelude::ProptestConfig;

/// As many as `PROPTEST_CASES` says, or else so many.
pub(crate) fn cases(usual: u32) -> ProptestConfig {
    let default = ProptestConfig::default();
    if std::env::var_os("PROPTEST_CASES").is_some() { default } else { ProptestConfig { cases: usual, ..default } }
}
