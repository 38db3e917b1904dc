//! Stars, tags, notes and read marks.

use super::*;
use crate::reader::{Mark, Marks, Note, Whose};

const PILE: &[&str] = &[
    "One\n\nThe first sentence is here. [Putin|0] spoke of gas. He left.\n\nAnother passage.",
    "Two\n\nNobody is here.",
    "Unreadable",
];

fn marks(stage: &Stage, row: usize) -> Marks {
    stage.state.list.row(row).unwrap().marks.clone()
}

#[test]
fn a_star_is_given_and_taken_away_from_the_list_and_from_the_text() {
    let mut stage = Stage::new(100, 24, PILE);
    stage.press("j s");
    assert_eq!(stage.said(), "starred");
    assert!(marks(&stage, 1).starred && !marks(&stage, 0).starred);
    assert!(stage.screen().contains("•★Two"), "{}", stage.screen());
    stage.press("Enter");
    assert!(stage.screen().contains("12 Jun 2024 · fr · ★"), "{}", stage.screen());
    stage.press("s");
    assert!(!marks(&stage, 1).starred);
}

#[test]
fn what_cannot_be_read_cannot_be_marked() {
    let mut stage = Stage::new(100, 24, PILE);
    stage.press("G s");
    assert_eq!(stage.said(), "there is no article here that could be marked");
    stage.press("t");
    assert!(stage.state.mode_is_reading());
}

#[test]
fn tags_are_typed_completed_and_changed() {
    let mut stage = Stage::new(100, 24, PILE);
    stage.press("t").type_text("ga").press("Tab").type_text("#Kremlin").press("Enter");
    assert_eq!(marks(&stage, 0).tags, ["gas", "kremlin"]);
    assert!(stage.screen().contains("12 June #gas #kremlin"), "{}", stage.screen());
    stage.press("t C-u").type_text("kremlin, war").press("Enter");
    assert_eq!(marks(&stage, 0).tags, ["kremlin", "war"]);
    stage.press("t C-u Enter");
    assert_eq!(stage.said(), "no tags");
    assert_eq!(marks(&stage, 0).tags, Vec::<String>::new());
}

#[test]
fn a_note_stands_below_its_passage_and_can_be_changed_and_taken_away() {
    let mut stage = Stage::new(100, 24, PILE);
    stage.press("1 n c").type_text("check this").press("Enter");
    assert_eq!(stage.said(), "noted");
    let notes = marks(&stage, 0).notes;
    assert_eq!(notes.len(), 1);
    assert_eq!((notes[0].words.as_str(), notes[0].text.as_str()), ("Putin spoke of gas.", "check this"));
    let screen = stage.screen();
    let at = |text: &str| screen.find(text).unwrap_or_else(|| panic!("no “{text}” in\n{screen}"));
    assert!(at("He left.") < at("✎  check this") && at("✎  check this") < at("Another passage."));
    stage.press("c").type_text(" soon").press("Enter");
    assert_eq!(marks(&stage, 0).notes[0].text, "check this soon");
    stage.press("c C-u Enter");
    assert!(marks(&stage, 0).notes.is_empty() && !stage.screen().contains("✎"));
    stage.press("c Up Enter");
    assert_eq!(marks(&stage, 0).notes[0].text, "check this soon");
}

#[test]
fn a_note_may_have_several_lines() {
    let mut stage = Stage::new(100, 24, PILE);
    stage.press("1 n c").type_text("check this").press("C-j").type_text("and that");
    assert!(stage.screen().contains("note: check this↵and that"), "{}", stage.screen());
    stage.press("Enter");
    assert_eq!(marks(&stage, 0).notes[0].text, "check this\nand that");
    let screen = stage.screen();
    let line = |text: &str| screen.lines().position(|line| line.contains(text)).unwrap();
    assert_eq!(line("✎  check this") + 1, line("and that"));
}

#[test]
fn a_note_may_be_on_selected_words() {
    let mut stage = Stage::new(100, 24, PILE);
    stage.press("Enter v l v l c").type_text("a beginning").press("Enter");
    assert_eq!(marks(&stage, 0).notes[0].words, "The first");
}

#[test]
fn a_note_is_shared_and_that_of_another_is_left_alone() {
    let mut stage = Stage::new(100, 24, PILE);
    stage.press("1 n :").type_text("share").press("Enter");
    assert_eq!(stage.said(), "there is no note of yours here: c writes one");
    let theirs = Note {
        span: crate::text::Span::new(33, 52),
        words: "Putin spoke of gas.".to_owned(),
        text: "which gas?".to_owned(),
        whose: Whose::Other("Zoé B.".into()),
    };
    let page = stage.state.page.as_mut().unwrap();
    page.marks.add([theirs]);
    page.put(Mark::Starred(false));
    assert!(stage.screen().contains("✎  Zoé B.: which gas?"), "{}", stage.screen());
    stage.press("c").type_text("mine").press("Enter :").type_text("share").press("Enter");
    assert_eq!(stage.said(), "all who read here can see the note, with your name");
    assert!(stage.screen().contains("✎  (shared) mine") && stage.screen().contains("which gas?"), "{}", stage.screen());
    assert_eq!(marks(&stage, 0).notes[0].whose, Whose::Shared);
    stage.press(":").type_text("share").press("Enter c C-u Enter");
    assert!(!stage.screen().contains("mine") && stage.screen().contains("which gas?"), "{}", stage.screen());
}

#[test]
fn what_is_read_can_be_unread_by_one_key() {
    let mut stage = Stage::new(100, 24, PILE);
    stage.press("r");
    assert!(marks(&stage, 0).read);
    stage.press("r");
    assert!(!marks(&stage, 0).read);
    stage.press("Enter r");
    assert!(!marks(&stage, 0).read && stage.screen().contains("marked as unread"));
}

#[test]
fn the_last_marks_are_taken_back_and_made_again() {
    let mut stage = Stage::new(100, 24, PILE);
    stage.press("s t").type_text("gas war").press("Enter");
    stage.press("1 n c").type_text("check this").press("Enter c").type_text(" soon").press("Enter");
    stage.press("U");
    assert_eq!(stage.said(), "taken back: the note");
    assert_eq!(marks(&stage, 0).notes[0].text, "check this");
    stage.press("U U");
    assert_eq!(stage.said(), "taken back: the tags");
    assert_eq!((marks(&stage, 0).notes.len(), marks(&stage, 0).tags.len(), marks(&stage, 0).starred), (0, 0, true));
    stage.press("U C-r C-r C-r C-r");
    assert_eq!(stage.said(), "done again: the note");
    let now = marks(&stage, 0);
    assert!(now.starred && now.tags == ["gas", "war"] && now.notes[0].text == "check this soon");
}

#[test]
fn marks_and_corrections_are_taken_back_in_turn() {
    let mut stage = Stage::new(100, 24, PILE);
    stage.press("s 1 n - h");
    assert_eq!(stage.said(), "said");
    stage.press("r U");
    assert_eq!(stage.said(), "taken back: the read mark");
    stage.press("U");
    assert_eq!(stage.said(), "taken back");
    assert!(marks(&stage, 0).starred);
    stage.press("U");
    assert!(!marks(&stage, 0).starred);
}
