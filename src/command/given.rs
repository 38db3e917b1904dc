//! What was given to a command to read, and what became of it.

use std::io::{self, Read};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use crate::article::{Content, LARGEST, Wanted};
use crate::library::{
    Fetcher, Found, Input, Item, Roots, Shelf, Source, Terms, Trouble, Which, in_groups, in_order, sources, unharmed,
};

use super::failure::{Failure, say};
use super::venue::Hearer;
use super::{Outcome, arguments, folders};

/// How often it is looked whether somebody else has done with the library.
const TURN: Duration = Duration::from_millis(100);

/// How many files one thread takes at a time.
const GROUP: usize = 16;

/// What paths and addresses name; standard input is read to its end, once. `tell` is told in a sentence when something
/// older is read in place of what cannot be fetched.
pub(super) fn input(
    paths: &[PathBuf],
    fields: &arguments::Fields,
    fetch: &arguments::Fetch,
    tell: impl Fn(String) + Send + Sync + 'static,
) -> Result<Input, Failure> {
    let is_fetched = fetch.fetch || paths.iter().any(|path| address(path).is_some());
    let terms = if fetch.private { Terms::private() } else { Terms::default() };
    let fetcher = is_fetched.then(|| Fetcher::new(terms, folders::cache("fetched"), tell));
    let source = |path: &PathBuf| {
        let source = match (address(path), &fetcher) {
            (Some(address), Some(fetcher)) => return Ok(Source::address(address, fetcher.clone())),
            _ if path == Path::new("-") => Source::Bytes("-".to_owned(), standard_input()?),
            _ => Source::named(path),
        };
        Ok(match &fetcher {
            Some(fetcher) if fetch.fetch => source.with_feeds(fetcher),
            _ => source,
        })
    };
    Ok(Input { sources: paths.iter().map(source).collect::<Result<_, Failure>>()?, fields: fields.all() })
}

/// The same, or the library in place of it.
pub(super) fn named(named: &arguments::Named, tell: impl Fn(String) + Send + Sync + 'static) -> Result<Input, Failure> {
    if named.library {
        return Ok(Input::from_iter([Source::Shelved(Shelf::Library(library()?), Which::All)]));
    }
    input(&named.paths, &named.fields, &named.fetch, tell)
}

/// The file of the library, which may have to be made.
pub(super) fn library_file() -> Result<PathBuf, Failure> {
    folders::data("library.db").ok_or(Failure::NoHome)
}

/// The file of the library, which is there.
pub(super) fn library() -> Result<PathBuf, Failure> {
    library_file().and_then(|path| if path.exists() { Ok(path) } else { Err(Failure::NoLibrary) })
}

/// Waits until nobody else writes to the library, and says so.
pub(super) fn turn(shelf: &Shelf) {
    if shelf.is_taken() {
        say("Another Followspot writes to the library: waiting for it.");
    }
    while shelf.is_taken() {
        thread::sleep(TURN);
    }
}

/// The address that was typed in the place of a path.
pub(super) fn address(path: &Path) -> Option<&str> {
    let begins = |text: &str, scheme: &str| text.get(..scheme.len()).is_some_and(|b| b.eq_ignore_ascii_case(scheme));
    path.to_str().filter(|text| begins(text, "http://") || begins(text, "https://"))
}

/// Where the index of what was named is: in the cache folder, or in memory where it is not to be kept. However a folder
/// is named, it has one.
pub(super) fn shelf(input: &Input, no_index: bool) -> Shelf {
    let path_and_steps = |source: &Source| match source {
        Source::Path(path) => Some((path.clone(), String::new())),
        Source::Within(path, steps) => Some((path.clone(), steps.clone())),
        Source::Bytes(..) | Source::Sample | Source::Address(..) | Source::Feeds(..) | Source::Shelved(..) => None,
    };
    let named: Option<Vec<(PathBuf, String)>> = input.sources.iter().map(path_and_steps).collect();
    let Some(named) = named.filter(|_| !no_index) else { return Shelf::Memory };
    let roots = Roots::of(named.iter().map(|(path, _)| path.as_path()));
    let kept: Vec<String> = roots.kept().zip(&named).map(|(root, (_, steps))| format!("{root}\0{steps}")).collect();
    let mark = Content::of(&format!("{}\0{:?}", kept.join("\n"), input.fields));
    folders::cache(&format!("{mark}.index")).map_or(Shelf::Memory, |path| Shelf::Cache(path, roots))
}

/// Everything on standard input, or as much as shows that it is too large.
fn standard_input() -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    io::stdin().lock().take(LARGEST as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Works on each article that was named, several at once, and hands the results on in order; `take` tells what came of
/// one, and whether that was enough. What cannot be read is said, and the rest goes on, as long as it is wanted. Of articles by
/// the thousand in one file those are passed over in which the `sieve` finds nothing.
pub(super) fn each<R: Send, T: Into<ControlFlow<Outcome, Outcome>>>(
    hearer: &dyn Hearer,
    Input { sources, fields }: Input,
    sieve: impl Fn(&[u8]) -> Option<usize> + Sync,
    work: impl Fn(Found) -> Result<R, Trouble> + Sync,
    mut take: impl FnMut(R) -> Result<T, Failure>,
) -> Result<Outcome, Failure> {
    let named = |found: Found| (found.name.clone(), unharmed(|| work(found)).unwrap_or(Err(Trouble::Fault)));
    let together = |group: Vec<Item>| {
        let (mut results, wanted) = (Vec::new(), Wanted { sieve: &sieve, fields: &fields, ..Wanted::default() });
        for item in group {
            item.each(wanted, &mut |found| results.push(named(found)));
        }
        results
    };
    let mut outcome = Outcome::Nothing;
    let mut take = |(name, result): (String, Result<R, Trouble>)| -> Result<ControlFlow<()>, Failure> {
        let came = match result {
            Ok(result) => take(result)?.into(),
            Err(trouble) => ControlFlow::Continue(told(hearer, &name, &trouble)),
        };
        let (ControlFlow::Continue(one) | ControlFlow::Break(one)) = came;
        outcome = outcome.max(one);
        Ok(came.map_continue(drop).map_break(drop))
    };
    let mut failure = None;
    let items = sources::walk(sources).flat_map(|item| item.portions(&fields));
    in_order(in_groups(items, GROUP, Item::weight), together, |group| {
        if !hearer.is_wanted() {
            return ControlFlow::Break(());
        }
        group.into_iter().try_for_each(|one| {
            take(one).unwrap_or_else(|wrong| {
                failure = Some(wrong);
                ControlFlow::Break(())
            })
        })
    });
    failure.map_or(Ok(outcome), Err)
}

/// Says why something cannot be read; what is merely empty is not worth a word.
fn told(hearer: &dyn Hearer, name: &str, trouble: &Trouble) -> Outcome {
    if !trouble.is_empty() {
        hearer.say(&format!("{name}: {trouble}"));
    }
    if trouble.is_failure() { Outcome::Trouble } else { Outcome::Nothing }
}
