//! Back and forth along the jumps.

use super::{PILE, Stage, long, wide};

/// The article, the line at the top, and the stop.
fn place(stage: &Stage) -> (Option<u32>, usize, Option<String>) {
    (stage.open(), stage.state.page.as_ref().unwrap().top, stage.stop().map(str::to_owned))
}

#[test]
fn the_way_back_is_exact() {
    let long = long();
    let mut stage = Stage::new(120, 30, &[&long, PILE[0]]);
    stage.press("Enterjjj".replace("Enter", "<Enter>").as_str());
    let mut places = vec![place(&stage)];
    for keys in ["1n", "n", "n", "gg", "G", "J"] {
        places.push(place(stage.press(keys)));
    }
    places.dedup();
    let there = places.clone();
    while let Some(expected) = places.pop() {
        assert_eq!(place(&stage), expected);
        stage.press("<C-o>");
    }
    for expected in there.into_iter().skip(1) {
        assert_eq!(place(stage.press("g;")), expected);
    }
    assert_eq!(stage.press("g;").said(), "no jump lies behind this one");
}

#[test]
fn without_a_jump_there_is_no_way_back() {
    assert_eq!(wide().press("<C-o>").said(), "no jump lies before this one");
}

#[test]
fn the_selection_comes_back_too() {
    let mut stage = wide();
    stage.press("1nnn<C-o>");
    assert_eq!((stage.open(), stage.state.list.selected), (Some(0), 0));
    stage.press("g;");
    assert_eq!((stage.open(), stage.state.list.selected), (Some(2), 2));
}

#[test]
fn a_count_goes_back_several() {
    let mut stage = wide();
    stage.press("1nnnnx3<C-o>");
    assert_eq!(stage.stop(), Some("Poutine"));
}
