//! Wishes on the sample pile, and what the files hold then.

use super::*;
use crate::library::pile::Pile;
use crate::library::{CastFile, Shelf, Source};

/// A clerk for the sample pile whose files lie in a new folder.
fn clerk() -> (tempfile::TempDir, CastFile, Changes, Pile) {
    let folder = tempfile::tempdir().unwrap();
    let file = CastFile::usual(Some(folder.path().join("cast.toml")));
    let desk = Desk::new(file.clone(), file.read().unwrap());
    let pile = Pile::open([Source::Sample].into_iter().collect(), &Shelf::Memory, desk.following(), |_| ());
    pile.wait_for(1, Duration::from_mins(1));
    (folder, file, Changes::new(desk, Arc::new(Ground::of_all(pile.clone()))), pile)
}

/// What wishes are answered with, one after another.
fn said(changes: &Changes, hand: &Hand, wishes: impl IntoIterator<Item = Wish>) -> Vec<Result<String, String>> {
    let (answers, answered) = unbounded();
    let mut count = 0;
    for wish in wishes {
        let answers = answers.clone();
        changes.wish(wish, hand, None, move |outcome| answers.send(outcome.map(|changed| changed.said)).unwrap());
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
        changes.wish(Wish::Add(format!("Ann Roe {n}")), &Hand::default(), None, |_| ());
    }
    drop(changes);
    assert_eq!(file.read().unwrap().cast.actors.len(), 8);
}

#[test]
fn changes_are_taken_back_one_by_one_and_made_again() {
    let (_folder, file, changes, _) = clerk();
    let hand = Hand::default();
    let before = file.read().unwrap();
    let join = Wish::Join { actor: ActorIndex(1), other: ActorIndex(0) };
    let wishes = [saying(Verdict::IsNot, Reach::Here), join, Wish::Add("Ann Roe".to_owned())];
    assert!(said(&changes, &hand, wishes).iter().all(Result::is_ok));
    let after = file.read().unwrap();
    assert_eq!((after.cast.actors.len(), after.corrections.0[0].actor.as_str()), (3, "lukashenko"));
    let back = said(&changes, &hand, [Wish::Undo, Wish::Undo, Wish::Undo, Wish::Undo]);
    assert_eq!(back[3], Err("nothing has been changed since the start".to_owned()));
    assert_eq!(file.read().unwrap(), before);
    assert!(said(&changes, &hand, [Wish::Redo, Wish::Redo, Wish::Redo]).iter().all(Result::is_ok));
    assert_eq!(file.read().unwrap(), after);
}

#[test]
fn the_opposite_takes_the_place_of_what_was_said() {
    let (_folder, file, changes, _) = clerk();
    let hand = Hand::default();
    let is = || saying(Verdict::Is(crate::mention::Kind::Name), Reach::Everywhere);
    let answers = said(&changes, &hand, [saying(Verdict::IsNot, Reach::Everywhere), is(), is()]);
    assert!(answers[2].as_ref().is_err_and(|said| said.starts_with("it has been said before that ")), "{answers:?}");
    let corrections = file.read().unwrap().corrections.0;
    assert_eq!(
        corrections.iter().map(|said| said.verdict).collect::<Vec<_>>(),
        [Verdict::Is(crate::mention::Kind::Name)]
    );
}

#[test]
fn nobody_takes_back_what_another_has_changed() {
    let (_folder, file, changes, _) = clerk();
    let (one, other) = (Hand::default(), Hand::default());
    assert!(said(&changes, &one, [Wish::Add("Ann Roe".to_owned())])[0].is_ok());
    assert!(said(&changes, &other, [Wish::Undo])[0].is_err());
    assert_eq!((file.read().unwrap().cast.actors.len(), changes.desk().cast().actors.len()), (4, 4));
    assert!(said(&changes, &one, [Wish::Undo])[0].is_ok());
    assert_eq!(changes.desk().cast().actors.len(), 3);
}
