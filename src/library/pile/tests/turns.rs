//! Piles of which another process changes what they stand on, and files that are to be tried again.

use std::path::Path;

use super::shelved::{Place, shut};
use super::*;
use crate::article::PdfTrouble;
use crate::library::trouble::Trouble;

fn library(folder: &Path, files: &[&str]) -> Pile {
    let input = files.iter().map(|name| Source::Path(folder.join(name))).collect();
    Pile::open(input, &Shelf::Library(folder.join("library.db")), following(find), |_| ())
}

fn until(holds: impl Fn() -> bool) {
    let begun = Instant::now();
    while !holds() && begun.elapsed() < Duration::from_mins(1) {
        std::thread::sleep(Duration::from_millis(10));
    }
    assert!(holds());
}

#[test]
fn who_reads_the_library_lets_others_write_and_sees_what_comes() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a"), "Ann").unwrap();
    std::fs::write(folder.path().join("b"), "Ann, Ann").unwrap();
    let first = library(folder.path(), &["a"]);
    wait(&first);
    shut(first);
    let reader = library(folder.path(), &[]);
    until(|| !reader.is_ours());
    assert_eq!(reader.progress().read, 1);
    let writer = library(folder.path(), &["b"]);
    assert!(writer.is_ours());
    until(|| reader.progress().read == 2 && reader.progress().complete);
    assert_eq!(reader.rows(&ann(), 0, 9).1.iter().map(|row| row.lit).collect::<Vec<_>>(), [Some(1), Some(2)]);
    // Another one who reads meanwhile takes nothing away.
    let other = library(folder.path(), &[]);
    assert!(!other.is_ours() && writer.is_ours());
    assert_eq!(other.progress().read, 2);
}

#[test]
fn what_took_too_long_is_tried_again_on_the_next_opening() {
    let place = Place::new(&[("a", "Ann"), ("b", "Bob")]);
    let (pile, _) = place.open(1);
    let slow = Trouble::from(Unreadable::Pdf(PdfTrouble::Slow)).written();
    let change = |change: &rusqlite::Transaction<'_>| {
        change.execute("update article set content = null, trouble = ? where id = 0", [&slow])
    };
    pile.shared.index().write(change).unwrap();
    shut(pile);
    let (pile, found) = place.open(1);
    let troubles: Vec<_> = pile.rows(&ann(), 0, 9).1.into_iter().map(|row| row.trouble).collect();
    assert_eq!((troubles, found), (vec![None, None], 1));
}
