//! How accurate the finder is on our own annotated articles: what `followspot evaluate tests/articles` prints must not
//! fall below these floors.

use std::process::Command;

/// For each kind, how many mentions are marked at least, and the least F1 over all articles; only ever raised, unless
/// articles are added.
const FLOORS: [(&str, usize, f64); 3] = [("name", 880, 0.94), ("role", 185, 0.86), ("pronoun", 680, 0.83)];

#[test]
fn mentions_are_found_and_nothing_else() {
    let floors = FLOORS.map(|(kind, _, f1)| format!("{kind}={f1}")).join(",");
    let run = Command::new(env!("CARGO_BIN_EXE_followspot"))
        .args(["evaluate", "tests/articles", "--min", &floors])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("the program runs");
    let (table, said) = (String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    println!("{table}");
    assert!(run.status.success(), "{said}");
    for (kind, least, _) in FLOORS {
        let marked = marked(&table, kind);
        assert!(marked >= least, "only {marked} of kind {kind} are marked");
    }
}

/// How many mentions of a kind are marked in all languages.
fn marked(table: &str, kind: &str) -> usize {
    let rows = table.lines().map(|line| line.split_whitespace().collect::<Vec<_>>());
    let gold = |row: Vec<&str>| match row.as_slice() {
        [_, of, "all", gold, ..] if *of == kind => gold.parse::<usize>().ok(),
        _ => None,
    };
    rows.filter_map(gold).sum()
}
