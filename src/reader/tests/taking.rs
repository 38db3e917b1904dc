//! Taking along what was read.

use super::super::Effect;
use super::wide;

#[test]
fn the_sentence_of_the_stop_is_copied_with_its_source() {
    let mut stage = wide();
    stage.press("1nny");
    let Some(Effect::Copy(text)) = stage.done.last() else { panic!("nothing copied") };
    let reference = "Sommet à Minsk, Le Soir, 12 Jun 2024, https://example.org/a";
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
fn the_original_is_opened() {
    let mut stage = wide();
    stage.press("o");
    assert_eq!(stage.done.last(), Some(&Effect::Browse("https://example.org/a".to_owned())));
}
