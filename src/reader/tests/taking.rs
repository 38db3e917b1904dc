//! Taking along what was read.

use super::super::stage::Stage;
use super::super::{Copying, Effect};
use super::wide;

#[test]
fn the_sentence_of_the_stop_is_copied_with_its_source() {
    let mut stage = wide();
    stage.press("1nny");
    let Some(Effect::Copy(text)) = stage.done.last() else { panic!("nothing copied") };
    let reference = "[Sommet à Minsk](<https://example.org/a>), Le Soir, 12 Jun 2024";
    assert_eq!(*text, format!("> Le président russe est reparti.\n\n{reference}\n"));
    stage.press("Y");
    assert_eq!(stage.done.last(), Some(&Effect::Copy(format!("{reference}\n"))));
    assert_eq!(stage.said(), format!("copied: {reference}"));
}

#[test]
fn without_a_stop_the_first_sentence_on_the_screen_is_copied() {
    let mut stage = wide();
    stage.press("y");
    let Some(Effect::Copy(text)) = stage.done.last() else { panic!("nothing copied") };
    assert!(text.starts_with("> Sommet à Minsk\n"), "{text}");
}

#[test]
fn lines_are_selected_and_copied_paragraph_by_paragraph() {
    let mut stage =
        Stage::new(59, 24, &[&format!("Quai\n\n{}\n\n[Poutine|0] part.", "Le quai est neuf. ".repeat(9).trim())]);
    stage.press("VjjjVjy");
    let Some(Effect::Copy(text)) = stage.done.last() else { panic!("nothing copied") };
    let quoted: Vec<&str> = text.lines().filter(|line| line.starts_with('>')).collect();
    assert_eq!(quoted, ["> Le quai est neuf. Le quai est neuf. Le quai est neuf.", ">", "> Poutine part."], "{text}");
}

#[test]
fn the_form_is_chosen_by_key_and_by_line() {
    let mut stage = wide();
    let last = |stage: &Stage| match stage.done.last() {
        Some(Effect::Copy(text)) => text.clone(),
        _ => panic!("nothing copied"),
    };
    stage.press("gyY");
    assert_eq!(last(&stage), "Sommet à Minsk, Le Soir, 12 Jun 2024, https://example.org/a\n");
    stage.press("gy");
    assert_eq!(stage.said(), "copies are BibTeX");
    assert!(last(stage.press("Y")).starts_with("@misc{lesoir2024sommet,\n  title = {{Sommet à Minsk}},"));
    stage.press(":copy").press("Space").type_text("plain").press("Enter");
    assert_eq!(stage.said(), "copies are plain text");
}

#[test]
fn where_nothing_is_copied_it_is_said_how_it_could_be() {
    let mut stage = wide();
    stage.state.options.copying = Copying::Nowhere("no clipboard here");
    stage.press("y");
    assert_eq!(stage.said(), "no clipboard here");
    assert!(!stage.done.iter().any(|effect| matches!(effect, Effect::Copy(_))));
    stage.state.options.copying = Copying::Sent { most: 10, remark: "" };
    assert!(stage.press("y").said().starts_with("not copied: terminals take no more than 10 bytes"));
    stage.state.options.copying = Copying::Sent { most: 999, remark: "tmux willing" };
    assert_eq!(stage.press("y").said(), "copied: Sommet à Minsk (tmux willing)");
    assert_eq!(stage.press("y").said(), "copied: Sommet à Minsk");
}

#[test]
fn the_original_is_opened() {
    let mut stage = wide();
    stage.press("o");
    assert_eq!(stage.done.last(), Some(&Effect::Browse("https://example.org/a".to_owned())));
}
