//! What frames cost on the sample pile, in bytes, at 120 columns and 36 rows.

use super::pile::{settle, stage};
use super::*;
use crate::library::Source;
use crate::reader::parse_keys;

/// Presses keys one after another, and tells how many bytes the first frame and the frame after each key took.
fn costs(keys: &str) -> Vec<usize> {
    let (mut session, screen, happenings) = stage(vec![Source::Sample]);
    session.take(Happening::Told(Told::Size(120, 36)));
    let cost = |session: &mut Session<_, _>| {
        settle(session, &happenings);
        session.draw();
        session.pace.answer();
        screen.0.borrow_mut().as_mut().map(std::mem::take).unwrap_or_default().concat().len()
    };
    let mut costs = vec![cost(&mut session)];
    for key in parse_keys(keys).unwrap() {
        session.take(Happening::Event(Event::Key(key)));
        costs.push(cost(&mut session));
    }
    costs
}

/// Whether keys cost something, and half of them no more than `most` bytes.
#[track_caller]
fn assert_cheap(costs: &[usize], most: usize) {
    let mut sorted = costs.to_vec();
    sorted.sort_unstable();
    assert!((1..=most).contains(&sorted[sorted.len() / 2]), "{costs:?}");
}

#[test]
fn the_first_frame_is_small() {
    assert_cheap(&costs(""), 4500);
}

#[test]
fn a_line_in_the_list_is_cheap() {
    assert_cheap(&costs("jjjjjjjjj")[1..], 110);
}

#[test]
fn a_mention_within_the_screen_is_cheap() {
    assert_cheap(&costs("<Enter>1nnnnnnn")[4..], 110);
}

#[test]
fn a_line_of_the_text_alone_is_moved_by_the_terminal() {
    assert_cheap(&costs("<Enter>zjjjjjjj")[3..], 200);
}

#[test]
fn what_changes_nothing_costs_nothing() {
    assert_eq!(costs("kkk")[1..], [0, 0, 0]);
}
