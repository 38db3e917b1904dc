//! Where the program keeps its files, as the XDG Base Directory Specification says.

use std::path::PathBuf;

use etcetera::BaseStrategy;

/// The person's home; `None` where there is none.
pub(super) fn home() -> Option<PathBuf> {
    etcetera::home_dir().ok()
}

/// The path of a file in the config folder; `None` where there is no home.
pub(super) fn config(file: &str) -> Option<PathBuf> {
    Some(etcetera::choose_base_strategy().ok()?.config_dir().join("followspot").join(file))
}

/// The path of a file in the data folder; `None` where there is no home.
pub(super) fn data(file: &str) -> Option<PathBuf> {
    Some(etcetera::choose_base_strategy().ok()?.data_dir().join("followspot").join(file))
}

/// The path of a file or folder in the cache folder; `None` where there is no home.
pub(super) fn cache(file: &str) -> Option<PathBuf> {
    Some(etcetera::choose_base_strategy().ok()?.cache_dir().join("followspot").join(file))
}
