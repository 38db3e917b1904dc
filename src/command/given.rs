//! What was given to a command to read, and what became of it.

use std::io::{self, Read};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use crate::article::{LARGEST, Wanted};
use crate::library::{Found, Input, Item, Source, Trouble, in_groups, in_order, sources, unharmed};

use super::Outcome;
use super::arguments;
use super::failure::{Failure, say};

/// How many files one thread takes at a time.
const GROUP: usize = 16;

/// What paths name; standard input is read to its end, once.
pub(super) fn input(paths: &[PathBuf], fields: &arguments::Fields) -> Result<Input, Failure> {
    let source = |path: &PathBuf| match path {
        path if path == Path::new("-") => Ok(Source::Bytes("-".to_owned(), standard_input()?)),
        path => Ok(Source::named(path)),
    };
    Ok(Input { sources: paths.iter().map(source).collect::<Result<_, Failure>>()?, fields: fields.all() })
}

/// Everything on standard input, or as much as shows that it is too large.
fn standard_input() -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    io::stdin().lock().take(LARGEST as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Works on each article that was named, several at once, and hands the results on in order; `take` tells what came of
/// one, and whether that was enough. What cannot be read is said on standard error, and the rest goes on. Of articles by
/// the thousand in one file those are passed over in which the `sieve` finds nothing.
pub(super) fn each<R: Send, T: Into<ControlFlow<Outcome, Outcome>>>(
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
            Err(trouble) => ControlFlow::Continue(told(&name, &trouble)),
        };
        let (ControlFlow::Continue(one) | ControlFlow::Break(one)) = came;
        outcome = outcome.max(one);
        Ok(came.map_continue(drop).map_break(drop))
    };
    let mut failure = None;
    let items = sources::walk(sources).flat_map(Item::portions);
    in_order(in_groups(items, GROUP, Item::weight), together, |group| {
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
fn told(name: &str, trouble: &Trouble) -> Outcome {
    if !trouble.is_empty() {
        say(&format!("{name}: {trouble}"));
    }
    if trouble.is_failure() { Outcome::Trouble } else { Outcome::Nothing }
}
