//! The reader's behaviour: keys and a pile in memory in, what is open, lit and said out.

mod choosing;
mod correcting;
mod jumping;
mod listing;
mod marking;
mod moving;
mod program;
mod properties;
mod searching;
mod taking;
mod walking;

use super::stage::Stage;

/// Five articles: the first actor is in the first, third and fourth, the second in the first and fifth.
const PILE: &[&str] = &[
    "Sommet à Minsk\n\n[Poutine|0] a vu [Loukachenko|1]. [Le président russe|0 role] est reparti.",
    "La météo\n\nIl pleut sur Bruxelles.",
    "Gaz : le prix\n\n[Il|0 pronoun?] a parlé. [Poutine|0] n'a rien dit. Et [Vladimir Poutine|0] non plus.",
    "Visite\n\nOn attend [Poutine|0] mardi.",
    "Minsk encore\n\n[Loukachenko|1] seul.",
];

/// A wide window on these articles.
fn wide() -> Stage {
    Stage::new(120, 30, PILE)
}

/// An article that is longer than any screen, with a mention on its first and in its last line.
fn long() -> String {
    let lines: Vec<String> = (0..200).map(|n| format!("Ligne {n} de ce texte.")).collect();
    format!("Long\n\n[Poutine|0] au début.\n\n{}\n\nÀ la fin [Poutine|0].", lines.join("\n\n"))
}
