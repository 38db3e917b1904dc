//! Piles whose index lies in a file: what comes back, what is read anew, and what goes wrong.

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;
use crate::library::Roots;

/// A folder with articles, and a place for its index.
pub(super) struct Place {
    folder: tempfile::TempDir,
    /// How many articles have been gone through.
    found: Arc<AtomicUsize>,
    notices: Arc<Mutex<Vec<String>>>,
}

impl Place {
    pub(super) fn new(files: &[(&str, &str)]) -> Place {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("pile")).unwrap();
        let place = Place { folder, found: Arc::default(), notices: Arc::default() };
        for (name, text) in files {
            place.write(name, text);
        }
        place
    }

    pub(super) fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    pub(super) fn path(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join("pile").join(name)
    }

    fn index(&self) -> std::path::PathBuf {
        self.folder.path().join("cache/pile.index")
    }

    /// The pile, before anything has been done.
    fn begin(&self, mark: u128) -> Pile {
        let (found, notices) = (self.found.clone(), self.notices.clone());
        let find = move |article: &Article| {
            found.fetch_add(1, Ordering::Relaxed);
            find(article)
        };
        let tell = move |news| {
            if let News::Notice(sentence) = news {
                locked(&notices).push(sentence);
            }
        };
        let input = [Source::Path(self.path(""))].into_iter().collect();
        Pile::open(input, &Shelf::Cache(self.index(), Roots::default()), Following { mark, ..following(find) }, tell)
    }

    /// The pile, once all is done, and how many articles had to be gone through.
    pub(super) fn open(&self, mark: u128) -> (Pile, usize) {
        self.found.store(0, Ordering::Relaxed);
        let pile = self.begin(mark);
        wait(&pile);
        // The thread behind it may just be about to.
        pile.shared.save();
        (pile, self.found.load(Ordering::Relaxed))
    }

    fn notices(&self) -> Vec<String> {
        std::mem::take(&mut locked(&self.notices))
    }
}

/// Lets go of a pile and, once the threads behind it have done so, of its index.
pub(super) fn shut(pile: Pile) {
    let (shared, index) = (Arc::downgrade(&pile.shared), pile.shared.index());
    drop(pile);
    while shared.strong_count() > 0 || Arc::strong_count(&index) > 1 {
        std::thread::yield_now();
    }
    drop(index);
}

/// The last part of each name, and how often Ann is there.
pub(super) fn listed(pile: &Pile) -> Vec<(String, Option<usize>)> {
    let name = |path: &str| Path::new(path).file_name().unwrap().to_string_lossy().into_owned();
    pile.rows(&ann(), 0, 99).1.iter().map(|row| (name(&row.name), row.lit)).collect()
}

pub(super) fn as_listed(articles: &[(&str, usize)]) -> Vec<(String, Option<usize>)> {
    articles.iter().map(|(name, count)| ((*name).to_owned(), Some(*count))).collect()
}

fn forms(pile: &Pile) -> Vec<(String, usize)> {
    pile.tallies(Counted::default(), 1).0.remove(0).forms
}

#[test]
fn a_pile_comes_back_as_it_was_and_nothing_is_gone_through_again() {
    let place = Place::new(&[("a", "Ann, she\n\nBob"), ("b", ""), ("c", "Ann")]);
    let (pile, found) = place.open(1);
    assert_eq!(found, 2);
    let seen = (listed(&pile), pile.tallies(Counted::default(), 3), pile.rows(&ann(), 0, 9));
    let (article, content) = pile.article(ArticleId(0)).map(|opened| (opened.article, opened.content)).unwrap();
    shut(pile);
    let (pile, found) = place.open(1);
    assert_eq!(found, 0);
    assert_eq!((listed(&pile), pile.tallies(Counted::default(), 3), pile.rows(&ann(), 0, 9)), seen);
    let again = pile.article(ArticleId(0)).unwrap();
    assert_eq!((again.article, again.content), (article, content));
    assert_eq!(pile.with_content(content), Some(ArticleId(0)));
    assert_eq!(pile.named(&place.path("c").to_string_lossy()), Some(ArticleId(2)));
    assert_eq!(goes(&pile, &ann(), Some(top(1, 0)), step(1)), Some((2, 0, false)));
    assert_eq!(place.notices(), [""; 0]);
}

#[test]
fn new_changed_and_gone_files_are_seen() {
    let place = Place::new(&[("a", "Ann"), ("c", "Ann, she"), ("e", "Bob"), ("g", "Ann's")]);
    shut(place.open(1).0);
    place.write("b", "Ann, Ann");
    place.write("e", "Ann, Ann, Ann");
    fs::remove_file(place.path("c")).unwrap();
    let (pile, found) = place.open(1);
    assert_eq!(listed(&pile), as_listed(&[("a", 1), ("b", 2), ("e", 3), ("g", 1)]));
    assert_eq!(forms(&pile), [("Ann".to_owned(), 7)]);
    // The two that are new, and the two that are gone: their forms are taken back.
    assert_eq!(found, 4);
    assert_eq!(goes(&pile, &ann(), None, step(4)).map(|(_, at, _)| at), Some(0));
    shut(pile);
    let (pile, found) = place.open(1);
    assert_eq!((listed(&pile), found), (as_listed(&[("a", 1), ("b", 2), ("e", 3), ("g", 1)]), 0));
}

#[test]
fn content_decides_whether_a_file_has_changed() {
    let place = Place::new(&[("a", "Ann"), ("b", "Bob")]);
    shut(place.open(1).0);
    let later = std::time::SystemTime::now() + Duration::from_mins(1);
    fs::File::options().write(true).open(place.path("a")).unwrap().set_modified(later).unwrap();
    let (pile, found) = place.open(1);
    assert_eq!((listed(&pile), found), (as_listed(&[("a", 1), ("b", 0)]), 0));
}

#[test]
fn another_cast_is_counted_anew() {
    let place = Place::new(&[("a", "Ann"), ("b", "Bob")]);
    shut(place.open(1).0);
    let (pile, found) = place.open(2);
    assert_eq!((listed(&pile), found), (as_listed(&[("a", 1), ("b", 0)]), 2));
    shut(pile);
    assert_eq!(place.open(2).1, 0);
}

#[test]
fn a_correction_of_one_article_lets_the_others_be() {
    let place = Place::new(&[("a", "Ann"), ("b", "Ann, Bob"), ("c", "Ann")]);
    let (pile, _) = place.open(1);
    let content = pile.article(ArticleId(1)).unwrap().content;
    let following = Following { mark: 2, ..following(other) };
    pile.recast(Recast { following, moved: SAME.to_vec(), only: Some(content) });
    wait(&pile);
    let now = as_listed(&[("a", 1), ("b", 1), ("c", 1)]);
    assert_eq!((listed(&pile), forms(&pile)), (now.clone(), vec![("Ann".to_owned(), 2), ("Bob".to_owned(), 1)]));
    shut(pile);
    let (pile, found) = place.open(2);
    assert_eq!((listed(&pile), found), (now, 0));
    assert_eq!(forms(&pile), [("Ann".to_owned(), 2), ("Bob".to_owned(), 1)]);
}

#[test]
fn lines_that_come_to_a_large_file_are_read_alone() {
    let line = |n: usize| format!("{{\"title\": \"T {n}\", \"body\": \"Ann {}\"}}\n", "x".repeat(1000));
    let lines = |range: std::ops::Range<usize>| range.map(line).collect::<Vec<_>>().concat();
    let place = Place::new(&[("a.jsonl", &lines(0..600)), ("b", "Ann")]);
    let (pile, found) = place.open(1);
    assert_eq!((pile.progress().read, found), (601, 601));
    shut(pile);
    place.write("a.jsonl", &lines(0..700));
    let (pile, found) = place.open(1);
    assert_eq!((pile.progress().read, found), (701, 100));
    let rows = pile.rows(&Listing::default(), 0, 999).1;
    assert!((0..700).all(|n| rows[n].title == format!("T {n}") && rows[n].name.ends_with(&format!("#{}", n + 1))));
    shut(pile);
    place.write("a.jsonl", &lines(1..500));
    let (pile, found) = place.open(1);
    assert_eq!(pile.progress().read, 500);
    assert!(found >= 500);
}

#[test]
fn a_search_of_many_articles_finds_what_is_there_now() {
    let line = |n: usize| format!("{{\"title\": \"T{n}\", \"body\": \"word{} Ann\"}}\n", n % 700);
    let lines = |range: std::ops::Range<usize>| range.map(line).collect::<Vec<_>>().concat();
    let place = Place::new(&[("a.jsonl", &lines(0..2_500)), ("b", "word7"), ("c", "word7 again")]);
    let hits = |pile: &Pile, typed: &str| {
        assert!(pile.wait_until_worded(Duration::from_mins(1)));
        let search = crate::search::Search::new(typed, &crate::cast::Cast::default()).unwrap();
        let listing = Listing { lit: Lit::Search(Arc::new(search)), ..Listing::default() };
        while !pile.is_counted(&listing) {
            std::thread::yield_now();
        }
        pile.walk(&listing, None, step(1)).map_or((0, 0), |found| (found.mentions, found.articles))
    };
    let (pile, _) = place.open(1);
    assert_eq!((hits(&pile, "word7 "), hits(&pile, "nowhere"), hits(&pile, "-ann ").1), ((6, 6), (0, 0), 2));
    shut(pile);
    place.write("a.jsonl", &lines(0..2_900));
    place.write("b", "other");
    let (pile, _) = place.open(1);
    assert_eq!((hits(&pile, "word7 "), hits(&pile, "other "), hits(&pile, "t28*").1), ((6, 6), (1, 1), 111));
}

#[test]
fn a_damaged_index_is_made_anew() {
    let place = Place::new(&[("a", "Ann"), ("b", "Bob")]);
    for damage in [b"no database at all, however long one reads".repeat(900), Vec::new()] {
        shut(place.open(1).0);
        fs::write(place.index(), damage).unwrap();
        let (pile, found) = place.open(1);
        assert_eq!((listed(&pile), found), (as_listed(&[("a", 1), ("b", 0)]), 2));
    }
    assert_eq!(place.notices(), [""; 0]);
}

#[test]
fn where_no_index_can_be_kept_the_pile_is_read_without() {
    let place = Place::new(&[("a", "Ann"), ("b", "Bob")]);
    fs::write(place.folder.path().join("cache"), "a file").unwrap();
    let (pile, _) = place.open(1);
    assert_eq!(listed(&pile), as_listed(&[("a", 1), ("b", 0)]));
    let notices = place.notices();
    assert!(matches!(&*notices, [one] if one.starts_with("The index of this pile cannot be used")), "{notices:?}");
}

#[test]
fn an_index_that_fills_up_is_left_and_all_is_read() {
    let text =
        |n: u64| (0..500).map(|k| ((n * 7919 + k * 104_729) % 100_003).to_string()).collect::<Vec<_>>().join(" ");
    let texts: Vec<(String, String)> = (0..500).map(|n| (format!("{n:03}"), format!("Ann {}", text(n)))).collect();
    let place = Place::new(&texts.iter().map(|(name, text)| (&**name, &**text)).collect::<Vec<_>>());
    let pile = place.begin(1);
    pile.shared.index().limit(200);
    wait(&pile);
    assert_eq!(pile.progress().read, 500);
    assert_eq!(goes(&pile, &ann(), None, step(-1)), Some((499, 0, false)));
    assert_eq!(place.notices().len(), 1);
}

#[test]
fn two_at_once_do_not_hurt_each_other() {
    let place = Place::new(&[("a", "Ann"), ("b", "Bob")]);
    let (first, _) = place.open(1);
    let (second, found) = place.open(1);
    assert_eq!((listed(&second), found), (listed(&first), 0));
    let (third, found) = place.open(2);
    assert_eq!((listed(&third), found), (listed(&first), 2));
    drop((first, second, third));
    assert_eq!(place.open(1).1, 0, "who only reads saves nothing");
    assert_eq!(place.notices(), [""; 0]);
}

#[cfg(feature = "watch")]
#[test]
fn files_that_come_while_one_reads_are_taken_in() {
    let place = Place::new(&[("a", "Ann"), ("c", "Bob")]);
    let (pile, _) = place.open(1);
    assert_eq!(listed(&pile), as_listed(&[("a", 1), ("c", 0)]));
    place.write("b", "Ann, Ann");
    fs::remove_file(place.path("c")).unwrap();
    let wanted = as_listed(&[("a", 1), ("b", 2)]);
    let begun = Instant::now();
    while listed(&pile) != wanted && begun.elapsed() < Duration::from_mins(1) {
        std::thread::sleep(Duration::from_millis(20));
    }
    assert_eq!(listed(&pile), wanted);
}
