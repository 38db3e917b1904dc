//! Wishes on the sample pile, and what the files hold then.

use super::*;
use crate::library::{CastFile, Shelf, Source};

/// A clerk for the sample pile whose files lie in a new folder.
fn clerk() -> (tempfile::TempDir, CastFile, Changes, Pile) {
    let folder = tempfile::tempdir().unwrap();
    let file = CastFile::usual(Some(folder.path().join("cast.toml")));
    let desk = Desk::new(file.clone(), file.read().unwrap());
    let pile = Pile::open([Source::Sample].into_iter().collect(), &Shelf::Memory, desk.following(), |_| ());
    pile.wait_for(1, Duration::from_mins(1));
    (folder, file, Changes::new(desk, pile.clone()), pile)
}

/// What wishes are answered with, one after another.
fn said(changes: &Changes, wishes: impl IntoIterator<Item = Wish>) -> Vec<Result<String, String>> {
    let (answers, answered) = unbounded();
    let mut count = 0;
    for wish in wishes {
        let answers = answers.clone();
        changes.wish(wish, None, move |outcome| answers.send(outcome.map(|changed| changed.said)).unwrap());
        count += 1;
    }
    answered.iter().take(count).collect()
}

fn saying(verdict: Verdict, reach: Reach) -> Wish {
    let span = crate::text::Span::new(0, 5);
    Wish::Say(Saying { verdict, actor: ActorIndex(0), article: ArticleId(0), span, reach })
}

#[test]
fn who_leaves_at_once_loses_nothing() {
    let (_folder, file, changes, _) = clerk();
    for n in 0..5 {
        changes.wish(Wish::Add(format!("Ann Roe {n}")), None, |_| ());
    }
    drop(changes);
    assert_eq!(file.read().unwrap().cast.actors.len(), 8);
}

#[test]
fn changes_are_taken_back_one_by_one_and_made_again() {
    let (_folder, file, changes, _) = clerk();
    let before = file.read().unwrap();
    let join = Wish::Join { actor: ActorIndex(1), other: ActorIndex(0) };
    let wishes = [saying(Verdict::IsNot, Reach::Here), join, Wish::Add("Ann Roe".to_owned())];
    assert!(said(&changes, wishes).iter().all(Result::is_ok));
    let after = file.read().unwrap();
    assert_eq!((after.cast.actors.len(), after.corrections.0[0].actor.as_str()), (3, "lukashenko"));
    let back = said(&changes, [Wish::Undo, Wish::Undo, Wish::Undo, Wish::Undo]);
    assert_eq!(back[3], Err("nothing has been changed since the start".to_owned()));
    assert_eq!(file.read().unwrap(), before);
    assert!(said(&changes, [Wish::Redo, Wish::Redo, Wish::Redo]).iter().all(Result::is_ok));
    assert_eq!(file.read().unwrap(), after);
}

#[test]
fn the_opposite_takes_the_place_of_what_was_said() {
    let (_folder, file, changes, _) = clerk();
    let is = || saying(Verdict::Is(crate::mention::Kind::Name), Reach::Everywhere);
    let answers = said(&changes, [saying(Verdict::IsNot, Reach::Everywhere), is(), is()]);
    assert!(answers[2].as_ref().is_err_and(|said| said.starts_with("it has been said before that ")), "{answers:?}");
    let corrections = file.read().unwrap().corrections.0;
    assert_eq!(
        corrections.iter().map(|said| said.verdict).collect::<Vec<_>>(),
        [Verdict::Is(crate::mention::Kind::Name)]
    );
}
