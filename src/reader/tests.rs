//! The reader's behaviour, by keys on a pile in memory.

use super::stage::Stage;

const PILE: &[&str] = &[
    "Sommet à Minsk\n\n[Poutine|0] a vu [Loukachenko|1].",
    "Rien\n\nPersonne.",
    "Suite\n\n[Il|0 pronoun] part avec [Poutine|0].",
];

#[test]
fn one_key_walks_over_the_pile() {
    let mut stage = Stage::new(120, 30, PILE);
    stage.press("1n");
    println!("{}", stage.screen());
    assert_eq!((stage.open(), stage.stop()), (Some(0), Some("Poutine")));
    stage.press("n");
    assert_eq!((stage.open(), stage.stop()), (Some(2), Some("Il")));
    assert_eq!(stage.said(), "mention 2/3 · article 2/2 · all");
}
