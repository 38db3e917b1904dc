//! One folder may be named in several ways: `articles`, `./articles/`, by its whole path, through a link. The index keeps
//! the names of files under its whole path, and shows them as it was named this time.

use std::borrow::Cow;
use std::path::{self, Path};

/// What was named, as it was typed and as it is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roots(Vec<(String, String)>);

impl Roots {
    /// Those of some files and folders.
    pub fn of<'a>(paths: impl Iterator<Item = &'a Path>) -> Roots {
        let trimmed = |path: &Path| path.to_string_lossy().trim_end_matches('/').to_owned();
        let whole = |path: &Path| path.canonicalize().or_else(|_| path::absolute(path)).unwrap_or_else(|_| path.into());
        Roots(paths.map(|path| (trimmed(path), trimmed(&whole(path)))).collect())
    }

    /// The whole paths.
    pub fn kept(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(_, kept)| kept.as_str())
    }

    /// The name under which a file is kept that is shown under this one.
    pub(super) fn to_keep<'a>(&self, name: &'a str) -> Cow<'a, str> {
        changed(name, self.0.iter().map(|(typed, kept)| (&**typed, &**kept)))
    }

    /// The name under which a file is shown that is kept under this one.
    pub(super) fn to_show<'a>(&self, name: &'a str) -> Cow<'a, str> {
        changed(name, self.0.iter().map(|(typed, kept)| (&**kept, &**typed)))
    }
}

/// A name with another beginning: of those that fit, the longest.
fn changed<'a, 'r>(name: &'a str, roots: impl Iterator<Item = (&'r str, &'r str)>) -> Cow<'a, str> {
    let fits = |rest: &str| rest.is_empty() || rest.starts_with(['/', '#']);
    let fitting =
        roots.filter_map(|(from, to)| Some((from.len(), to, name.strip_prefix(from).filter(|rest| fits(rest))?)));
    let Some((_, to, rest)) = fitting.max_by_key(|(len, ..)| *len) else { return name.into() };
    let slash = if rest.starts_with('/') { "/" } else { "" };
    format!("{to}{slash}{}", rest.trim_start_matches('/')).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_kept_by_whole_paths_and_shown_as_they_were_typed() {
        let roots =
            |pairs: &[(&str, &str)]| Roots(pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect());
        let two = roots(&[("a", "/home/a"), ("a/b", "/data/b"), (".", "/home")]);
        for (shown, kept) in [
            ("a/x.txt", "/home/a/x.txt"),
            ("a/b/x.jsonl#3", "/data/b/x.jsonl#3"),
            ("a/b#1", "/data/b#1"),
            ("./c", "/home/c"),
            ("ab", "ab"),
        ] {
            assert_eq!((&*two.to_keep(shown), &*two.to_show(kept)), (kept, shown));
        }
        let top = roots(&[("", "")]);
        assert_eq!((&*top.to_keep("/etc/x"), &*top.to_show("/etc/x")), ("/etc/x", "/etc/x"));
        assert_eq!(two.to_keep("a//x"), "/home/a/x");
    }
}
