//! Opens the articles in what was found on the walk.

use std::borrow::Cow;
use std::collections::VecDeque;

use crate::article::{self, NamedFeed, Opened, Served, Unreadable, Wanted};
use crate::library::fetch::{AT_ONCE, Fetched, Fetcher};
use crate::library::index::Index;
use crate::library::trouble::Trouble;
use crate::library::{newsboat, pdf};

use super::{Found, Item, Origin, read, unharmed};

/// How many feeds of one list are fetched; a longer one was not made by a person.
const MOST_FEEDS: usize = 2000;

/// Takes what was found, with the steps that lead to it.
type Give<'a> = dyn FnMut(&str, Result<Opened, Trouble>) + 'a;

impl Item {
    /// Opens every article in it that is wanted, in order.
    pub fn each(self, wanted: Wanted<'_>, take: &mut dyn FnMut(Found)) {
        let Item { name, origin, steps: within, fetcher } = self;
        if let Origin::Shelved(index, ids) = origin {
            return shelved(&index, &ids, take);
        }
        let mut give = |steps: &str, opened: Result<Opened, Trouble>| {
            if leads(&within, steps) {
                take(Found { name: format!("{name}{steps}"), opened });
            }
        };
        let wanted = Wanted { pdf: &pdf::read, ..wanted };
        let opening = Opening { wanted, fetcher: fetcher.as_ref(), within: &within };
        match origin {
            Origin::File(path) => match read(&path) {
                Ok(bytes) => opening.bytes(bytes.into(), &name, &mut give),
                Err(trouble) => give("", Err(trouble)),
            },
            Origin::Bytes(bytes) => opening.bytes(bytes, &name, &mut give),
            Origin::Address(promise) => match promise.wait() {
                Ok(fetched) => opening.fetched(&fetched, &mut give),
                Err(unfetched) => give("", Err(unfetched.into())),
            },
            Origin::Trouble(trouble) => give("", Err(trouble)),
            Origin::Shelved(..) => {}
            Origin::Portion(portion) => match portion.trouble {
                Some(trouble) => give(&format!("#{}", portion.first), Err(trouble.into())),
                None => whole(&mut give, |give| {
                    article::open_portion(&portion.series, portion.bytes(), portion.first, wanted, give);
                }),
            },
        }
    }
}

/// Opens articles in the library.
fn shelved(index: &Index, ids: &[u32], take: &mut dyn FnMut(Found)) {
    for (id, head) in index.heads(ids.iter().copied()).unwrap_or_default() {
        let opened = index.article(id).map(|(article, _)| article.into());
        take(Found { name: head.name, opened });
    }
}

/// Whether `steps` lead to what is wanted, or to something in it.
fn leads(wanted: &str, steps: &str) -> bool {
    steps.strip_prefix(wanted).is_some_and(|rest| wanted.is_empty() || rest.is_empty() || rest.starts_with('#'))
}

/// What is wanted of an item.
#[derive(Clone, Copy)]
struct Opening<'a> {
    wanted: Wanted<'a>,
    /// Fetches the feeds that it names, where they are wanted.
    fetcher: Option<&'a Fetcher>,
    /// The steps to what is wanted of it.
    within: &'a str,
}

impl Opening<'_> {
    /// Opens what bytes hold that were found under a name.
    fn bytes(self, bytes: Cow<'_, [u8]>, name: &str, give: &mut Give<'_>) {
        let feeds = self.fetcher.and_then(|fetcher| Some((fetcher, article::feeds(&bytes)?)));
        match feeds {
            _ if newsboat::is_database(&bytes) => database(&bytes, give),
            Some((fetcher, feeds)) => self.feeds(fetcher, feeds, give),
            None => whole(give, |give| article::open_each(bytes, name, self.wanted, give)),
        }
    }

    /// Opens what was fetched.
    fn fetched(self, Fetched { told, bytes }: &Fetched, give: &mut Give<'_>) {
        let served = Some(Served { address: &told.address, charset: told.charset.as_deref() });
        let name = if told.is_page { "page.html" } else { &told.address };
        let wanted = Wanted { served, ..self.wanted };
        Opening { wanted, ..self }.bytes(Cow::Borrowed(bytes), name, give);
    }

    /// Fetches the feeds of a list, a few ahead, and opens each. Lists in them are not followed.
    fn feeds(self, fetcher: &Fetcher, mut feeds: Vec<NamedFeed>, give: &mut Give<'_>) {
        let step = |feed: &NamedFeed| format!("#{}", feed.name);
        feeds.truncate(MOST_FEEDS);
        feeds.retain(|feed| leads(&step(feed), self.within) || self.within.is_empty());
        let promise = |feed: &NamedFeed| (step(feed), fetcher.begin(&feed.address));
        let mut ahead: VecDeque<_> = feeds.iter().take(AT_ONCE).map(promise).collect();
        let mut rest = feeds.iter().skip(AT_ONCE);
        while let Some((step, first)) = ahead.pop_front() {
            let came = first.wait();
            ahead.extend(rest.next().map(promise));
            match came {
                Ok(feed) => {
                    let mut give =
                        |steps: &str, opened: Result<Opened, Trouble>| give(&format!("{step}{steps}"), opened);
                    Opening { fetcher: None, ..self }.fetched(&feed, &mut give);
                }
                Err(unfetched) => give(&step, Err(unfetched.into())),
            }
        }
    }
}

/// Opens the articles in a database.
fn database(bytes: &[u8], give: &mut Give<'_>) {
    let mut number = 0;
    let read = newsboat::read(bytes, &mut |opened| {
        number += 1;
        give(&format!("#{number}"), opened.map_err(Trouble::from));
    });
    if read.is_none() {
        give("", Err(Unreadable::Binary.into()));
    }
}

/// Does the work of opening articles. Where it meets a fault, what comes behind is lost, and that is told.
fn whole(give: &mut Give<'_>, open: impl FnOnce(&mut article::Take<'_>)) {
    let mut last = String::new();
    let done = unharmed(|| {
        open(&mut |steps, opened| {
            steps.clone_into(&mut last);
            give(steps, opened.map_err(Trouble::from));
        });
    });
    if done.is_none() {
        give(&last, Err(Trouble::Fault));
    }
}
