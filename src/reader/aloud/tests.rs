//! What is told after each command.

use crate::reader::Heard;
use crate::reader::stage::Stage;

/// Two articles of which both name the first actor.
const PILE: &[&str] = &[
    "Sommet à Minsk\n\nOn attendait beaucoup. [Poutine|0] a vu [Loukachenko|1]. Puis [le président russe|0 role?] est reparti.",
    "Gaz : le prix\n\nRien. Ce jour, [il|0 pronoun] a parlé.",
];

/// What is told after each of the commands, which are parted by blanks.
fn told(stage: &mut Stage, commands: &str) -> Vec<String> {
    let mut lines = Vec::new();
    for command in commands.split(' ') {
        let heard = stage.state.heard();
        stage.press(command);
        lines = stage.state.aloud(&heard);
    }
    lines
}

fn stage() -> Stage {
    Stage::new(59, 12, PILE)
}

#[test]
fn the_list_is_told_with_numbers_and_then_what_is_selected() {
    let mut stage = stage();
    let all = stage.state.aloud(&Heard::default());
    assert_eq!(
        all,
        ["1. Sommet à Minsk (Le Soir, 12 June, unread)", "2. Gaz : le prix (Le Soir, 12 June, unread)", "article 1/2"]
    );
    assert_eq!(told(&mut stage, "j"), ["2. Gaz : le prix (Le Soir, 12 June, unread)", "article 2/2"]);
    assert_eq!(told(&mut stage, "j"), ["article 2/2"]);
}

#[test]
fn a_stop_is_told_in_its_sentence_and_named_in_words() {
    let mut stage = stage();
    let first = told(&mut stage, "1 n");
    assert_eq!(first[0], "Sommet à Minsk");
    assert_eq!(first[2], "[Putin, name: Poutine] a vu Loukachenko.");
    assert_eq!(first[3], "mention 1/3 · article 1/2 · all");
    let second = told(&mut stage, "n");
    assert_eq!(
        second,
        ["Puis [Putin, role, likely: le président russe] est reparti.", "mention 2/3 · article 1/2 · all"]
    );
    assert_eq!(told(&mut stage, "n")[2], "Ce jour, [Putin, pronoun: il] a parlé.");
    assert_eq!(told(&mut stage, "="), ["“il” = Vladimir Putin, pronoun, sure: as marked"]);
}

#[test]
fn the_lines_that_come_into_sight_are_told_once() {
    let text: Vec<String> = (0..40).map(|n| format!("Ligne {n}.")).collect();
    let mut stage = Stage::new(59, 12, &[&format!("Long\n\n{}", text.join("\n\n"))]);
    let opened = told(&mut stage, "Enter");
    assert_eq!((opened[0].as_str(), opened.last().unwrap().as_str()), ("Long", "top"));
    let lines = |told: Vec<String>| told.into_iter().filter(|line| line.starts_with("Ligne")).collect::<Vec<_>>();
    let (first, second) = (lines(opened), lines(told(&mut stage, "Space")));
    let seen = first.len();
    assert_eq!(first, text[..seen]);
    assert_eq!(second, text[seen..seen + second.len()]);
    assert_eq!(lines(told(&mut stage, "k k j j")), [second.last().unwrap().as_str()]);
}

#[test]
fn all_that_is_lit_in_a_line_is_named() {
    let mut stage = stage();
    let lines = told(&mut stage, "1 Enter");
    assert!(lines.iter().any(|line| line.contains("[Putin, name: Poutine] a vu Loukachenko. Puis")), "{lines:?}");
    let lines = told(&mut stage, "/reparti<Enter>");
    assert!(lines.iter().any(|line| line.contains("[hit: reparti]")), "{lines:?}");
}

#[test]
fn the_cast_is_told_with_its_counts() {
    let mut stage = stage();
    let lines = told(&mut stage, "Enter Tab");
    assert!(lines[0].starts_with("1. Vladimir Putin: 3 mentions in 2 articles"), "{lines:?}");
    assert_eq!(told(&mut stage, "j")[0], "2. Alexander Lukashenko: 1 mention in 1 article");
}

#[test]
fn the_help_is_told_whole() {
    let lines = told(&mut stage(), "?");
    assert!(
        lines.iter().any(|line| line.trim() == "n                next mention or hit, across articles"),
        "{lines:?}"
    );
}
