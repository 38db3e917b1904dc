//! What is kept comes back, and whatever is wrong with the file is told without harm to it.

use std::fs;
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};

use super::*;
use crate::marks::{Note, Whose};

const ONE: Content = Content(1 << 100);
const TWO: Content = Content(2);
const LONG: Duration = Duration::from_mins(1);

/// What is kept at `path`, loaded, and the notices that are given.
fn open(path: &Path) -> (Kept, Receiver<String>) {
    let (sender, notices) = channel();
    let notice = move |sentence| {
        let _ = sender.send(sentence);
    };
    let kept = Kept::open(Some(path.to_owned()), notice);
    kept.wait(LONG);
    (kept, notices)
}

/// The notices given until everything is written.
fn told(path: &Path) -> Vec<String> {
    let (kept, notices) = open(path);
    kept.mark(ONE, Mark::Read(true), About::default);
    kept.flush(LONG);
    drop(kept);
    notices.iter().collect()
}

#[test]
fn places_and_marks_come_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("new/state.db");
    let (kept, _) = open(&path);
    kept.leave(ONE, "a/one", 120, Some(Span::new(130, 140)), true);
    kept.mark(TWO, Mark::Read(true), About::default);
    kept.leave(TWO, "two", 0, None, false);
    let stance = Stance { walked: "putin".to_owned(), inside: true };
    kept.stand(ONE, Stance::default());
    kept.stand(ONE, stance.clone());
    drop(kept);
    assert!(!path.with_extension("db-wal").exists(), "the file is not whole");
    let (kept, notices) = open(&path);
    let left = kept.trace(ONE).left.unwrap();
    assert_eq!((left.top, left.stop, left.name.as_str()), (120, Some(Span::new(130, 140)), "a/one"));
    assert_eq!((kept.trace(ONE).stance, kept.trace(TWO).stance), (Some(stance), None));
    assert!(kept.is_read(ONE) && kept.is_read(TWO) && !kept.is_read(Content(3)));
    assert_eq!(kept.left_last().into_iter().map(|(_, content)| content).collect::<Vec<_>>(), [TWO, ONE]);
    let last_name = |wanted: fn(&str) -> bool| kept.last_name(wanted).map(|(_, name)| name);
    assert_eq!(last_name(|_| true).as_deref(), Some("two"));
    assert_eq!(last_name(|name| name.starts_with('a')).as_deref(), Some("a/one"));
    drop(kept);
    assert_eq!(notices.iter().count(), 0);
}

#[test]
fn stars_tags_notes_and_searches_come_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.db");
    let note = |start, text: &str| {
        let span = Span::new(start, start + 5);
        Mark::Note(Note { span, words: "words".to_owned(), text: text.to_owned(), whose: Whose::Own })
    };
    let about = || About { title: "A title".to_owned(), ..About::default() };
    let put = [
        Mark::Starred(true),
        Mark::Tag("war".to_owned(), true),
        Mark::Tag("gas".to_owned(), true),
        Mark::Tag("tax".to_owned(), true),
        Mark::Tag("tax".to_owned(), false),
        note(30, "later"),
        note(10, "first"),
        note(20, "gone"),
        note(20, ""),
        note(30, "changed"),
    ];
    let (kept, _) = open(&path);
    for mark in put {
        kept.mark(ONE, mark, about);
    }
    kept.leave(ONE, "one", 7, None, true);
    kept.save_search("gas", Some("lang:fr gaz".to_owned()));
    kept.save_search("old", Some("x".to_owned()));
    kept.save_search("old", None);
    let before = kept.marks(ONE);
    drop(kept);
    let (kept, _) = open(&path);
    assert_eq!(kept.marks(ONE), before);
    assert!(before.starred && before.read);
    assert_eq!(before.tags, ["gas", "war"]);
    let notes: Vec<&str> = before.notes.iter().map(|note| note.text.as_str()).collect();
    assert_eq!(notes, ["first", "changed"]);
    assert_eq!(kept.tags(), ["gas", "war"]);
    assert_eq!(kept.searches(), [("gas".to_owned(), "lang:fr gaz".to_owned())]);
}

#[test]
fn what_is_done_before_the_file_is_read_is_newer() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.db");
    let (kept, _) = open(&path);
    kept.mark(ONE, Mark::Tag("old".to_owned(), true), About::default);
    kept.mark(ONE, Mark::Starred(true), About::default);
    drop(kept);
    let kept = Kept::open(Some(path), |sentence| panic!("{sentence}"));
    kept.mark(ONE, Mark::Starred(false), About::default);
    kept.wait(LONG);
    assert!(!kept.marks(ONE).starred);
    assert_eq!(kept.marks(ONE).tags, ["old"]);
}

#[test]
fn an_article_can_be_unread_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.db");
    let (kept, _) = open(&path);
    kept.leave(ONE, "one", 7, None, true);
    kept.mark(ONE, Mark::Read(false), About::default);
    drop(kept);
    let trace = open(&path).0.trace(ONE);
    assert!(!trace.marks.read);
    assert_eq!(trace.left.unwrap().top, 7);
}

#[test]
fn without_a_file_it_is_kept_for_the_sitting() {
    let kept = Kept::open(None, |_| panic!("nothing is wrong"));
    kept.mark(ONE, Mark::Read(true), About::default);
    assert!(kept.is_read(ONE) && !kept.flush(LONG));
}

#[test]
fn where_the_folder_cannot_be_made_it_is_told_once() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("file"), "").unwrap();
    let notices = told(&folder.path().join("file/state.db"));
    assert_eq!(notices.len(), 1, "{notices:?}");
    assert!(notices[0].contains("reading goes on"), "{notices:?}");
}

#[test]
fn a_damaged_file_is_set_aside() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.db");
    fs::write(&path, "this is no database, but it is somebody's").unwrap();
    let notices = told(&path);
    assert_eq!(notices.len(), 1, "{notices:?}");
    let aside = folder.path().join("state.db.damaged-1");
    assert!(notices[0].contains(&*aside.to_string_lossy()), "{notices:?}");
    assert!(fs::read_to_string(aside).unwrap().contains("somebody"));
    assert!(open(&path).0.is_read(ONE));
}

#[test]
fn what_can_be_read_of_a_damaged_file_is_kept_on() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.db");
    let (kept, _) = open(&path);
    for n in 0..3000 {
        kept.leave(Content(n << 100), &format!("the article number {n}"), 7, None, true);
        kept.mark(Content(n << 100), Mark::Tag("war".to_owned(), true), About::default);
    }
    drop(kept);
    let mut bytes = fs::read(&path).unwrap();
    let name = b"the article number 1500";
    let page = bytes.windows(name.len()).position(|window| window == name).unwrap() / 4096 * 4096;
    bytes[page..page + 4096].fill(0xa5);
    fs::write(&path, &bytes).unwrap();
    let (kept, notices) = open(&path);
    let read = (0..3000).filter(|n| kept.is_read(Content(n << 100))).count();
    let tagged = (0..3000).filter(|n| !kept.marks(Content(n << 100)).tags.is_empty()).count();
    assert!(read > 1000 && tagged > 1000, "{read} and {tagged} of 3000");
    kept.mark(ONE, Mark::Read(true), About::default);
    drop(kept);
    let notices: Vec<String> = notices.iter().collect();
    assert!(matches!(&*notices, [one] if one.contains("what can be read of it is kept on")), "{notices:?}");
    let (again, notices) = open(&path);
    assert!(again.is_read(ONE));
    drop(again);
    assert_eq!(notices.iter().count(), 0);
}

#[test]
fn a_file_of_an_older_version_is_carried_over_after_a_copy() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.db");
    let older = rusqlite::Connection::open(&path).unwrap();
    older.execute_batch(file::FIRST).unwrap();
    let insert = "insert into article (content, is_read, name) values (?, true, 'one')";
    older.execute(insert, [ONE.0.to_be_bytes()]).unwrap();
    older.pragma_update(None, "user_version", 1).unwrap();
    drop(older);
    let (kept, notices) = open(&path);
    assert!(kept.is_read(ONE));
    kept.mark(ONE, Mark::Starred(true), About::default);
    drop(kept);
    assert_eq!(notices.iter().count(), 0);
    let copy = rusqlite::Connection::open(folder.path().join("state.db.version-1-1")).unwrap();
    let (version, articles): (u32, u32) = (
        copy.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap(),
        copy.query_row("select count(*) from article", [], |row| row.get(0)).unwrap(),
    );
    assert_eq!((version, articles), (1, 1));
    assert!(open(&path).0.marks(ONE).starred);
    assert!(!folder.path().join("state.db.version-1-2").exists(), "it is carried over once");
}

#[test]
fn a_file_of_a_newer_version_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.db");
    let newer = rusqlite::Connection::open(&path).unwrap();
    newer.execute_batch("create table article (other); pragma user_version = 99").unwrap();
    drop(newer);
    let before = fs::read(&path).unwrap();
    let notices = told(&path);
    assert_eq!(notices.len(), 1, "{notices:?}");
    assert!(notices[0].contains("version 99"), "{notices:?}");
    assert!(fs::read(&path).unwrap() == before, "the file was changed");
}

#[test]
fn what_cannot_be_written_is_told_once_and_tried_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.db");
    let (kept, notices) = open(&path);
    rusqlite::Connection::open(&path).unwrap().execute_batch("alter table article rename to aside").unwrap();
    for n in 0..3 {
        kept.mark(Content(n), Mark::Read(true), About::default);
        assert!(!kept.flush(LONG));
    }
    assert!(kept.is_read(Content(0)));
    let mended = rusqlite::Connection::open(&path).unwrap();
    mended.execute_batch("alter table aside rename to article").unwrap();
    assert!(kept.flush(LONG));
    drop(kept);
    assert!(open(&path).0.is_read(Content(2)));
    let notices: Vec<String> = notices.iter().collect();
    assert_eq!(notices.len(), 1, "{notices:?}");
    assert!(notices[0].contains("cannot be written"), "{notices:?}");
}

#[test]
fn two_readers_may_write_to_one_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.db");
    let (one, two) = (open(&path).0, open(&path).0);
    // What the one does not know of is not lost when it writes of the same article.
    two.mark(ONE, Mark::Starred(true), About::default);
    assert!(two.flush(LONG));
    one.mark(ONE, Mark::Read(true), About::default);
    two.mark(TWO, Mark::Read(true), About::default);
    assert!(one.flush(LONG) && two.flush(LONG));
    let kept = open(&path).0;
    assert!(kept.is_read(ONE) && kept.is_read(TWO) && kept.marks(ONE).starred);
}

#[test]
fn notes_that_are_shared_are_seen_by_others_and_changed_by_their_writer() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let note =
        |text: &str, whose: Whose| Note { span: Span::new(3, 9), words: "he".to_owned(), text: text.to_owned(), whose };
    let put = |kept: &Kept, note: Note| kept.mark(ONE, Mark::Note(note), About::default);
    {
        let anna = open(&path("anna")).0;
        put(&anna, note("an old one", Whose::Shared));
    }
    let board = Arc::new(Board::default());
    board.gather("Anna", &path("anna"));
    board.gather("Bert", &path("bert"));
    let [anna, bert] = ["anna", "bert"].map(|file| open(&path(file)).0);
    let (anna, bert) = (anna.among(board.clone(), "Anna"), bert.among(board, "Bert"));
    let seen = |kept: &Kept| kept.marks(ONE).notes.iter().map(Note::said).collect::<Vec<_>>();
    assert_eq!(
        (seen(&anna), seen(&bert)),
        (vec!["(shared) an old one".to_owned()], vec!["Anna: an old one".to_owned()])
    );
    put(&bert, note("mine", Whose::Own));
    assert_eq!(seen(&bert), ["mine", "Anna: an old one"]);
    assert_eq!(seen(&anna), ["(shared) an old one"], "what is not shared is seen by nobody else");
    put(&anna, note("a new one", Whose::Shared));
    assert_eq!(bert.trace(ONE).marks.notes.iter().map(Note::said).collect::<Vec<_>>(), ["mine", "Anna: a new one"]);
    assert!(anna.flush(LONG));
    let told = marked_by_others("Anna", &path("anna")).unwrap();
    assert_eq!(told[0].marks.notes[0].whose, Whose::Other(Arc::from("Anna")));
    put(&anna, note("a new one", Whose::Own));
    assert_eq!(seen(&bert), ["mine"]);
    put(&bert, note("", Whose::Own));
    assert_eq!(seen(&bert), [""; 0]);
}
