//! Walks what was named on the command line: files, folders, addresses, bytes at hand, and the bundled sample pile.
//!
//! What is found is first an item: a file, however many articles are in it. Large ones are cut into portions, and of each
//! item every article is opened. What has to be fetched comes last, so that nothing waits for it.

mod opening;

use std::borrow::Cow;
use std::collections::VecDeque;
use std::ffi::OsStr;
use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::os::unix::fs::OpenOptionsExt;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

use rustix::fs::OFlags;
use twox_hash::XxHash3_128;
use walkdir::WalkDir;

use crate::article::{self, Article, Fields, LARGEST, Opened, Unreadable};
use crate::search::Needs;

use super::fetch::{self, Fetcher, Promise};
use super::index::{Index, IndexError, Shelf};
use super::portions::{PORTION, Portion, Portions, Reached};
use super::sample;
use super::trouble::Trouble;

/// How much of a file is looked at to tell whether it is a list of feeds, in bytes.
const HEAD: usize = 4096;

/// How many articles of the library are one item: few, since a search may end with the first of them.
const SHELVED: usize = 16;

/// Something that was named to be read.
#[derive(Clone, Debug)]
pub enum Source {
    /// A file, or a folder with everything in it.
    Path(PathBuf),
    /// A file, and the steps to an article in it, or to several: `#3`.
    Within(PathBuf, String),
    /// Bytes that have been read already, as from standard input, under the name that is shown.
    Bytes(String, Vec<u8>),
    /// The bundled sample pile.
    Sample,
    /// What is at an address, and the steps to an article in it, or to several.
    Address(String, String, Fetcher),
    /// Articles in the library, or in the index of a pile.
    Shelved(Shelf, Which),
    /// Another source, of which also the feeds are read that lists in it name.
    Feeds(Box<Source>, Fetcher),
}

impl Source {
    /// What a path names: where there is nothing of that name, it may be that of an article in a file, as
    /// `feed.xml#3`.
    pub fn named(path: &Path) -> Source {
        let within = || {
            let (name, is_file) = (path.to_str()?, |file: &str| Path::new(file).is_file());
            let cut = name.match_indices('#').find(|(at, _)| name.get(..*at).is_some_and(is_file))?.0;
            let (file, steps) = name.split_at_checked(cut)?;
            Some(Source::Within(file.into(), steps.to_owned()))
        };
        let source = if path.symlink_metadata().is_ok() { None } else { within() };
        source.unwrap_or_else(|| Source::Path(path.to_owned()))
    }

    /// What is at an address. What stands behind `#` counts where it is a number, as in the name of an article in a feed.
    pub fn address(address: &str, fetcher: Fetcher) -> Source {
        let (bare, steps) = address.split_at(address.find('#').unwrap_or(address.len()));
        let is_number = |steps: &str| steps.get(1..).is_some_and(|step| step.starts_with(|c: char| c.is_ascii_digit()));
        Source::Address(bare.to_owned(), if is_number(steps) { steps.to_owned() } else { String::new() }, fetcher)
    }

    /// The source with the feeds that lists in it name.
    #[must_use]
    pub fn with_feeds(self, fetcher: &Fetcher) -> Source {
        Source::Feeds(Box::new(self), fetcher.clone())
    }

    /// Whether there is anything of that name.
    pub fn is_there(&self) -> bool {
        self.path().is_none_or(|path| path.symlink_metadata().is_ok())
    }

    /// The file or folder, where it is one.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Source::Path(path) | Source::Within(path, _) => Some(path),
            Source::Feeds(source, _) => source.path(),
            Source::Bytes(..) | Source::Sample | Source::Address(..) | Source::Shelved(..) => None,
        }
    }
}

/// Which articles of an index.
#[derive(Clone, Debug)]
pub enum Which {
    /// All.
    All,
    /// The one of this name.
    Named(String),
    /// Those in which a search may find something, and those that cannot be read.
    Worth(Arc<Needs>),
    /// The same from the newest on.
    Newest(Arc<Needs>),
}

/// What was named to be read, and how.
#[derive(Clone, Debug, Default)]
pub struct Input {
    /// Where to look, in order.
    pub sources: Vec<Source>,
    /// What the fields of records are called there.
    pub fields: Fields,
}

/// In records with the usual fields.
impl FromIterator<Source> for Input {
    fn from_iter<I: IntoIterator<Item = Source>>(sources: I) -> Self {
        Input { sources: sources.into_iter().collect(), fields: Fields::usual() }
    }
}

/// Something found on the walk, in which there are articles: its name, and where its bytes are.
#[derive(Debug)]
pub struct Item {
    /// The path as walked, with U+FFFD for what is not UTF-8; nothing else in it is made harmless.
    pub name: String,
    origin: Origin,
    /// The steps to the articles that are wanted of it; none for all.
    steps: String,
    /// Fetches the feeds that it names, where they are wanted.
    fetcher: Option<Fetcher>,
}

#[derive(Debug)]
enum Origin {
    File(PathBuf),
    Bytes(Cow<'static, [u8]>),
    Portion(Portion),
    Address(Promise),
    /// Articles in the library.
    Shelved(Arc<Index>, Vec<u32>),
    Trouble(Trouble),
}

/// What was found where an article should be.
#[derive(Debug)]
pub struct Found {
    /// The name of its item, and of several in one also the steps to it: `feed.xml#3`.
    pub name: String,
    /// Its text, from which the rest of the article can be asked, or what is in the way: among others that it has
    /// vanished since it was found, is too large, or holds no text.
    pub opened: Result<Opened, Trouble>,
}

impl Found {
    /// The whole article.
    ///
    /// # Errors
    /// What is in the way.
    pub fn article(self) -> Result<Article, Trouble> {
        let opened = self.opened?;
        unharmed(|| opened.article()).ok_or(Trouble::Fault)
    }
}

/// The size of a file in bytes, and when it was changed last in nanoseconds since 1970.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Stat {
    pub(super) size: i64,
    pub(super) time: i64,
}

/// How long after a change a file may be changed again without its time telling.
const TICK: Duration = Duration::from_secs(2);

impl Item {
    fn new(name: String, origin: Origin) -> Item {
        Item { name, origin, steps: String::new(), fetcher: None }
    }

    /// Whether something has to be fetched for it.
    fn waits(&self) -> bool {
        match &self.origin {
            Origin::Address(_) => true,
            _ if self.fetcher.is_none() => false,
            Origin::Bytes(bytes) => article::lists_feeds(bytes),
            Origin::File(path) => head(path).is_ok_and(|head| article::lists_feeds(&head)),
            Origin::Portion(_) | Origin::Shelved(..) | Origin::Trouble(_) => false,
        }
    }

    /// The steps to the articles that are wanted of it; none for all.
    pub(super) fn steps(&self) -> &str {
        &self.steps
    }

    /// How many bytes there are to be read of it, as far as that can be told.
    pub(super) fn size(&self) -> u64 {
        match &self.origin {
            Origin::File(path) => fs::metadata(path).map_or(0, |about| about.len()),
            Origin::Bytes(bytes) => bytes.len() as u64,
            Origin::Portion(portion) => portion.bytes().len() as u64,
            Origin::Address(_) | Origin::Shelved(..) | Origin::Trouble(_) => 0,
        }
    }

    /// Its size and time, where it is a file, and where they tell that it is as it was.
    pub(super) fn stat(&self) -> Option<Stat> {
        let Origin::File(path) = &self.origin else { return None };
        let about = fs::metadata(path).ok()?;
        let changed = about.modified().ok()?;
        let settled = changed.elapsed().is_ok_and(|age| age > TICK);
        let time = i64::try_from(changed.duration_since(UNIX_EPOCH).ok()?.as_nanos()).ok()?;
        settled.then_some(Stat { size: i64::try_from(about.len()).ok()?, time })
    }

    /// The mark of what it is made of; of a portion, there is none.
    pub(super) fn mark(&self) -> Option<u128> {
        Some(match &self.origin {
            Origin::File(path) => match read(path) {
                Ok(bytes) => XxHash3_128::oneshot(&bytes),
                Err(trouble) => XxHash3_128::oneshot(trouble.written().as_bytes()),
            },
            Origin::Bytes(bytes) => XxHash3_128::oneshot(bytes),
            Origin::Trouble(trouble) => XxHash3_128::oneshot(trouble.written().as_bytes()),
            Origin::Portion(_) | Origin::Address(_) | Origin::Shelved(..) => return None,
        })
    }

    /// How far its file has been read with it, where it is a portion.
    pub(super) fn reached(&self) -> Option<Reached> {
        let Origin::Portion(portion) = &self.origin else { return None };
        portion.reached.clone()
    }

    /// The item in portions, where it is large and may be cut, else `Err` with itself: those behind what has been `read`,
    /// or all of them where it begins otherwise now, which is told.
    pub(super) fn portions_behind(
        self,
        read: Option<&Reached>,
        fields: &Fields,
    ) -> Result<(bool, impl Iterator<Item = Item> + Send + use<>), Box<Item>> {
        let portions = || self.large().and_then(|file| Portions::of(file, fields));
        let Some(first) = portions() else { return Err(Box::new(self)) };
        let behind = read.and_then(|read| first.behind(Some(read)));
        let goes_on = behind.is_some();
        let again = || portions().and_then(|portions| portions.behind(None));
        let portions = behind.or_else(again);
        let (name, steps) = (self.name.clone(), self.steps.clone());
        let cut = move |portion| Item { steps: steps.clone(), ..Item::new(name.clone(), Origin::Portion(portion)) };
        Ok((goes_on, portions.into_iter().flatten().map(cut)))
    }

    /// The item, cut into portions where it is large and may be cut.
    pub fn portions(self, fields: &Fields) -> impl Iterator<Item = Item> + use<> {
        let portions = self.large().and_then(|file| Portions::of(file, fields));
        let (name, steps) = (self.name.clone(), self.steps.clone());
        let whole = if portions.is_none() { Some(self) } else { None };
        let portion = move |portion| Item { steps: steps.clone(), ..Item::new(name.clone(), Origin::Portion(portion)) };
        whole.into_iter().chain(portions.into_iter().flatten().map(portion))
    }

    /// How many files it is worth, where several are taken at a time: what may hold many articles is taken alone, so that
    /// those before it need not wait for it.
    pub fn weight(&self) -> usize {
        let several = matches!(self.origin, Origin::Portion(_) | Origin::Address(_) | Origin::Shelved(..));
        let is_alone = self.fetcher.is_some() || several;
        let many = is_alone || article::may_hold_several(&self.name);
        if many { usize::MAX } else { 1 }
    }

    /// The file, where there is one that is worth cutting.
    fn large(&self) -> Option<File> {
        let Origin::File(path) = &self.origin else { return None };
        let is_large = |about: Metadata| about.is_file() && about.len() > PORTION as u64;
        fs::metadata(path).is_ok_and(is_large).then(|| open_file(path).ok()).flatten()
    }
}

/// Does something with one article; `None` where it panicked, so that an article nobody foresaw does not stop the pile.
pub fn unharmed<T>(work: impl FnOnce() -> T) -> Option<T> {
    panic::catch_unwind(AssertUnwindSafe(work)).ok()
}

/// Everything in `sources`, in their order, but behind it all that has to be fetched; a folder by the bytes of its file
/// names, level by level. Hidden files are left out unless they are named themselves, links are followed, and whatever
/// goes wrong is an item of its own.
pub fn walk(sources: Vec<Source>) -> impl Iterator<Item = Item> + Send {
    let (addresses, others): (Vec<_>, Vec<_>) = sources.into_iter().partition(|s| matches!(s, Source::Address(..)));
    // They are fetched from now on.
    let addresses: Vec<Item> = addresses.into_iter().flat_map(items).collect();
    let (mut others, mut waiting) = (others.into_iter().flat_map(items), VecDeque::from(addresses));
    std::iter::from_fn(move || {
        for item in others.by_ref() {
            if !item.waits() {
                return Some(item);
            }
            waiting.push_back(item);
        }
        waiting.pop_front()
    })
}

fn items(source: Source) -> Box<dyn Iterator<Item = Item> + Send> {
    match source {
        Source::Path(path) => Box::new(files(&path)),
        Source::Within(path, steps) => Box::new(files(&path).map(move |item| Item { steps: steps.clone(), ..item })),
        Source::Bytes(name, bytes) => Box::new(std::iter::once(Item::new(name, Origin::Bytes(bytes.into())))),
        Source::Sample => {
            let item = |(name, text): &(&str, &'static str)| {
                Item::new((*name).to_owned(), Origin::Bytes(text.as_bytes().into()))
            };
            Box::new(sample::ARTICLES.iter().map(item))
        }
        Source::Address(address, steps, fetcher) => {
            let origin = Origin::Address(fetcher.begin(&address));
            let item = Item { steps, fetcher: Some(fetcher), ..Item::new(fetch::shown(&address), origin) };
            Box::new(std::iter::once(item))
        }
        Source::Shelved(shelf, which) => Box::new(shelved(&shelf, &which)),
        Source::Feeds(source, fetcher) => {
            Box::new(items(*source).map(move |item| Item { fetcher: Some(fetcher.clone()), ..item }))
        }
    }
}

/// Articles in an index, in groups.
fn shelved(shelf: &Shelf, which: &Which) -> impl Iterator<Item = Item> + Send + use<> {
    let name = if let Which::Named(name) = which { Some(name) } else { None };
    let called = name.map_or("the library", String::as_str).to_owned();
    let listed = Index::to_read(shelf).and_then(|index| listed(Arc::new(index), which));
    let (listed, trouble) = match listed {
        Ok(listed) => (Some(listed), None),
        Err(IndexError::Database(rusqlite::Error::QueryReturnedNoRows)) => (None, Some(Trouble::Missing)),
        Err(error) => (None, Some(Trouble::Other(error.to_string()))),
    };
    let groups = listed.into_iter().flat_map(|(index, mut ids)| {
        std::iter::from_fn(move || {
            let group: Vec<u32> = ids.by_ref().take(SHELVED).collect();
            (!group.is_empty()).then(|| Origin::Shelved(index.clone(), group))
        })
    });
    groups.chain(trouble.map(Origin::Trouble)).map(move |origin| Item::new(called.clone(), origin))
}

/// Numbers of articles of an index, which are looked up as they are wanted.
type Listed = (Arc<Index>, Box<dyn Iterator<Item = u32> + Send>);

/// Which articles of an index are meant; one of which the name is unknown has no row.
fn listed(index: Arc<Index>, which: &Which) -> Result<Listed, IndexError> {
    let ids: Box<dyn Iterator<Item = u32> + Send> = match which {
        Which::Named(name) => {
            Box::new(std::iter::once(index.named(name)?.ok_or(rusqlite::Error::QueryReturnedNoRows)?))
        }
        Which::All => Box::new(index.order()?.0.ids().into_iter()),
        Which::Worth(needs) => Box::new(index.worth(needs)?.into_iter()),
        Which::Newest(needs) => Box::new(index.clone().newest(needs)?),
    };
    Ok((index, ids))
}

/// Whether the index on a shelf has all that was named, as it is now.
pub fn is_shelved(shelf: &Shelf, input: &Input) -> bool {
    let Ok(index) = shelf.path().map_or(Err(IndexError::Taken), |_| Index::to_read(shelf)) else { return false };
    let is_known = |item: Item| {
        let known = index.file(&item.name, item.steps()).unwrap_or_default();
        known.is_some_and(|known| known.state.whole && known.state.stat.is_some() && known.state.stat == item.stat())
    };
    let mut files = 0;
    let all_known = walk(input.sources.clone()).all(|item| {
        files += 1;
        is_known(item)
    });
    all_known && index.counts().is_ok_and(|[known, ..]| known == files)
}

fn files(root: &Path) -> impl Iterator<Item = Item> + Send + use<> {
    WalkDir::new(root)
        .follow_links(true)
        // Within one folder whole paths are in the order of the names, which would have to be looked for in them.
        .sort_by(|a, b| a.path().as_os_str().as_encoded_bytes().cmp(b.path().as_os_str().as_encoded_bytes()))
        .into_iter()
        .filter_entry(|entry| entry.depth() == 0 || !hidden(entry.file_name()))
        .filter_map(item)
}

fn item(found: walkdir::Result<walkdir::DirEntry>) -> Option<Item> {
    match found {
        Ok(entry) if entry.file_type().is_dir() => None,
        Ok(entry) if entry.file_type().is_file() => {
            let path = entry.into_path();
            let name = path.to_string_lossy().into_owned();
            Some(Item::new(name, Origin::File(path)))
        }
        Ok(entry) => Some(named(entry.path(), Origin::Trouble(Trouble::Special))),
        Err(error) => failed(&error),
    }
}

fn failed(error: &walkdir::Error) -> Option<Item> {
    let path = error.path().unwrap_or(Path::new(""));
    if error.depth() > 0 && path.file_name().is_some_and(hidden) {
        return None;
    }
    let trouble = match error.io_error() {
        _ if error.loop_ancestor().is_some() => Trouble::Loop,
        Some(error) => error.into(),
        None => Trouble::Other(error.to_string()),
    };
    Some(named(path, Origin::Trouble(trouble)))
}

fn named(path: &Path, origin: Origin) -> Item {
    Item::new(path.to_string_lossy().into_owned(), origin)
}

fn hidden(name: &OsStr) -> bool {
    name.as_encoded_bytes().first() == Some(&b'.')
}

/// The flag that opens a file without waiting for anybody.
const NO_WAIT: i32 = OFlags::NONBLOCK.bits().cast_signed();

/// Reads a file that is one. It is opened without waiting, since a pipe that has taken its place may have no writer;
/// of what grows meanwhile, as much is read as there was.
fn read(path: &Path) -> Result<Vec<u8>, Trouble> {
    let file = open_file(path).map_err(|e| Trouble::from(&e))?;
    let about = file.metadata().map_err(|e| Trouble::from(&e))?;
    if !about.is_file() {
        return Err(Trouble::Special);
    }
    let size = usize::try_from(about.len()).unwrap_or(usize::MAX);
    if size > LARGEST {
        return Err(Unreadable::TooLarge(size).into());
    }
    let mut bytes = Vec::with_capacity(size);
    // Some files of the system say that they are empty and are not.
    let most = if size == 0 { LARGEST + 1 } else { size };
    file.take(most as u64).read_to_end(&mut bytes).map_err(|e| Trouble::from(&e))?;
    Ok(bytes)
}

/// The beginning of a file.
fn head(path: &Path) -> io::Result<Vec<u8>> {
    let mut head = Vec::with_capacity(HEAD);
    open_file(path)?.take(HEAD as u64).read_to_end(&mut head)?;
    Ok(head)
}

fn open_file(path: &Path) -> io::Result<File> {
    File::options().read(true).custom_flags(NO_WAIT).open(path)
}

#[cfg(test)]
mod tests {
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;

    use std::fs;

    use super::*;
    use crate::article::Wanted;

    fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        folder
    }

    /// What is found in a folder: names without the folder's own, and what came of reading.
    fn found(folder: &Path) -> Vec<(String, Result<String, Trouble>)> {
        let short = |name: &str| name.strip_prefix(&*folder.to_string_lossy()).unwrap().to_owned();
        articles(folder).into_iter().map(|f| (short(&f.name), f.article().map(|article| article.text))).collect()
    }

    fn articles(path: &Path) -> Vec<Found> {
        let mut found = Vec::new();
        for item in walk(vec![Source::Path(path.to_owned())]).flat_map(|item| item.portions(&Fields::usual())) {
            item.each(Wanted::default(), &mut |one| found.push(one));
        }
        found
    }

    fn names(folder: &Path) -> Vec<String> {
        found(folder).into_iter().map(|(name, _)| name).collect()
    }

    #[test]
    fn a_folder_is_walked_by_the_bytes_of_its_names() {
        let folder =
            folder(&[("b", "one"), ("a/z", "two"), ("a/y", "three"), ("a.txt", "four"), ("É", "five"), ("B", "six")]);
        assert_eq!(names(folder.path()), ["/B", "/a/y", "/a/z", "/a.txt", "/b", "/É"]);
    }

    #[test]
    fn hidden_files_are_read_only_when_they_are_named() {
        let folder = folder(&[(".git/config", "one"), (".secret", "two"), ("a", "three")]);
        symlink("nowhere", folder.path().join(".#lock")).unwrap();
        assert_eq!(names(folder.path()), ["/a"]);
        assert_eq!(found(&folder.path().join(".secret")), [(String::new(), Ok("two".into()))]);
    }

    #[test]
    fn links_are_followed_and_loops_are_told() {
        let folder = folder(&[("a/text", "one")]);
        symlink("text", folder.path().join("a/other")).unwrap();
        symlink("..", folder.path().join("a/round")).unwrap();
        symlink("nowhere", folder.path().join("gone")).unwrap();
        let expected = [
            ("/a/other", Ok("one")),
            ("/a/round", Err(Trouble::Loop)),
            ("/a/text", Ok("one")),
            ("/gone", Err(Trouble::Missing)),
        ];
        assert_eq!(found(folder.path()), expected.map(|(name, read)| (name.to_owned(), read.map(str::to_owned))));
    }

    #[test]
    fn what_could_wait_for_ever_is_not_opened() {
        let folder = folder(&[]);
        let _socket = UnixListener::bind(folder.path().join("socket")).unwrap();
        assert_eq!(found(folder.path()), [("/socket".to_owned(), Err(Trouble::Special))]);
        assert_eq!(found(Path::new("/dev/zero")), [(String::new(), Err(Trouble::Special))]);
    }

    #[test]
    fn files_that_are_empty_missing_or_too_large_have_a_reason() {
        let folder = folder(&[("empty", ""), ("huge", "")]);
        File::create(folder.path().join("huge")).unwrap().set_len(LARGEST as u64 + 1).unwrap();
        let troubles: Vec<_> = found(folder.path()).into_iter().map(|(_, read)| read.unwrap_err()).collect();
        assert_eq!(troubles, [Unreadable::Empty, Unreadable::TooLarge(LARGEST + 1)].map(Trouble::NoArticle));
        assert_eq!(found(&folder.path().join("other"))[0].1, Err(Trouble::Missing));
    }

    #[test]
    fn a_file_that_vanishes_after_it_was_found_is_missing() {
        let folder = folder(&[("a", "one")]);
        let items: Vec<_> = walk(vec![Source::Path(folder.path().to_owned())]).collect();
        fs::remove_file(folder.path().join("a")).unwrap();
        let mut found = Vec::new();
        for item in items {
            item.each(Wanted::default(), &mut |one| found.push(one.article()));
        }
        assert_eq!(found, [Err(Trouble::Missing)]);
    }

    #[test]
    fn names_that_are_not_utf8_are_shown_with_a_mark() {
        let folder = folder(&[]);
        fs::write(folder.path().join(OsStr::from_bytes(b"caf\xe9")), "one").unwrap();
        assert_eq!(found(folder.path()), [("/caf\u{fffd}".to_owned(), Ok("one".into()))]);
    }

    #[test]
    fn an_article_in_a_file_may_be_named() {
        let folder = folder(&[("a#1.jsonl", "{\"body\": \"one\"}\n{\"body\": \"two\"}\n"), ("b#c", "three")]);
        let texts = |name: &str| {
            let mut texts = Vec::new();
            let source = Source::named(&folder.path().join(name));
            for item in walk(vec![source]).flat_map(|item| item.portions(&Fields::usual())) {
                item.each(Wanted::default(), &mut |found| texts.push(found.article().map(|article| article.text)));
            }
            texts
        };
        assert_eq!(texts("a#1.jsonl#2"), [Ok("two".to_owned())]);
        assert_eq!(texts("a#1.jsonl#3"), []);
        assert_eq!(texts("b#c"), [Ok("three".to_owned())]);
        assert_eq!(texts("b#1"), [Err(Trouble::Missing)]);
    }

    #[test]
    fn several_sources_come_in_the_order_they_were_named() {
        let folder = folder(&[("a", "one")]);
        let sources = vec![Source::Bytes("-".into(), b"two".to_vec()), Source::Path(folder.path().to_owned())];
        assert_eq!(walk(sources).next().unwrap().name, "-");
    }
}
