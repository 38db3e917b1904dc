//! The cast file and its corrections on a real disk.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};

use super::*;

const NOT: &str = "not putin \"Poutine\" everywhere";

fn line(text: &str) -> Change {
    Change { put: vec![text.to_owned()], ..Change::default() }
}

fn change(file: &CastFile, change: Change) -> Result<(Change, Followed), CastFileError> {
    file.change(|_, _| Ok(change))
}

#[test]
fn without_a_file_the_built_in_cast_is_followed_and_a_change_makes_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("new/cast.toml");
    let file = CastFile::usual(Some(path.clone()));
    assert_eq!(file.read().unwrap().cast, Cast::builtin());
    let (done, followed) = file
        .change(|held, _| {
            let more = format!("{}\n[[actor]]\nid = \"x\"\nname = \"X Y\"\n", held.cast);
            Ok(Change { cast: Some((held.cast.clone(), more)), ..line(NOT) })
        })
        .unwrap();
    assert_eq!((followed.cast.actors.len(), followed.corrections.0.len()), (4, 1));
    assert_eq!(file.read().unwrap(), followed);
    change(&file, done.inverse()).unwrap();
    assert_eq!(file.read().unwrap(), Followed { cast: Cast::builtin(), ..Followed::default() });
    let names: Vec<_> = fs::read_dir(path.parent().unwrap()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(names.len(), 2, "nothing else is left there: {names:?}");
}

#[test]
fn a_named_file_has_to_be_there() {
    let folder = tempfile::tempdir().unwrap();
    let file = CastFile::named(folder.path().join("cast.toml"));
    assert!(matches!(file.read(), Err(CastFileError::Unread { .. })));
    assert!(change(&file, line(NOT)).is_err());
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_bad_file_is_neither_followed_nor_changed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cast.toml");
    fs::write(path.with_extension("corrections"), "# mine\nnto x\n").unwrap();
    let file = CastFile::usual(Some(path.clone()));
    let said = file.read().unwrap_err().to_string();
    assert!(said.contains("cast.corrections:2: ") && said.contains("; write it like"), "{said}");
    assert!(change(&file, line(NOT)).is_err());
    assert_eq!(fs::read_to_string(path.with_extension("corrections")).unwrap(), "# mine\nnto x\n");
}

#[test]
fn what_another_reader_wrote_meanwhile_stays() {
    let folder = tempfile::tempdir().unwrap();
    let [one, other] = [0; 2].map(|_| CastFile::usual(Some(folder.path().join("cast.toml"))));
    let (mine, _) = change(&one, line(NOT)).unwrap();
    change(&other, line("not putin \"Путина\" everywhere")).unwrap();
    let (_, followed) = change(&one, mine.inverse()).unwrap();
    assert_eq!(followed.corrections.0[0].words, "Путина");
    let stale = Change { cast: Some(("other".to_owned(), String::new())), ..Change::default() };
    assert!(matches!(change(&one, stale), Err(CastFileError::Overtaken(_))));
}

#[test]
fn a_link_stays_a_link_and_permissions_stay() {
    let folder = tempfile::tempdir().unwrap();
    let (link, real) = (folder.path().join("cast.corrections"), folder.path().join("dotfiles"));
    fs::write(&real, "# mine\n").unwrap();
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
    symlink(&real, &link).unwrap();
    change(&CastFile::usual(Some(folder.path().join("cast.toml"))), line(NOT)).unwrap();
    assert_eq!(fs::read_to_string(&real).unwrap(), format!("# mine\n{NOT}\n"));
    assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
    assert!(link.symlink_metadata().unwrap().is_symlink());
}

#[test]
fn where_nothing_can_be_written_nothing_changes() {
    let folder = tempfile::tempdir().unwrap();
    // Not even root may write a file where a folder stands in its way.
    fs::create_dir(folder.path().join("cast.toml")).unwrap();
    assert!(matches!(CastFile::usual(None).change(|_, _| Ok(line(NOT))), Err(CastFileError::NoPlace)));
    fs::write(folder.path().join("file"), "").unwrap();
    let below = CastFile::usual(Some(folder.path().join("file/cast.toml")));
    let said = change(&below, line(NOT)).unwrap_err().to_string();
    assert!(said.starts_with("Nothing was changed, for "), "{said}");
}

#[test]
fn many_writers_lose_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let file = CastFile::usual(Some(folder.path().join("cast.toml")));
    std::thread::scope(|scope| {
        for writer in 0..4 {
            let file = &file;
            scope.spawn(move || {
                for n in 0..10 {
                    change(file, line(&format!("not putin \"w{writer} n{n}\" everywhere"))).unwrap();
                }
            });
        }
    });
    assert_eq!(file.read().unwrap().corrections.0.len(), 40);
}
