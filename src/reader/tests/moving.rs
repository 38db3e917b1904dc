//! Scrolling, and resizing.

use super::super::*;
use super::{Stage, long, wide};

fn page(stage: &Stage) -> &Page {
    stage.state.page.as_ref().unwrap()
}

#[test]
fn the_text_scrolls_by_lines_pages_and_ends() {
    let long = long();
    let mut stage = Stage::new(120, 32, &[&long]);
    stage.press("<Enter>");
    assert_eq!(page(&stage).height(), 31);
    for (keys, top) in [
        ("jj<down>", 3),
        ("k<up>", 1),
        ("<space>", 30),
        ("<C-f>", 59),
        ("b", 30),
        ("<PgUp>", 1),
        ("d", 16),
        ("u", 1),
        ("gg", 0),
        ("k", 0),
        ("x5j", 5),
        ("<End>", page(&stage).bottom()),
        ("<Home>", 0),
    ] {
        stage.press(keys);
        assert_eq!(page(&stage).top, top, "{keys}");
    }
}

#[test]
fn at_the_end_a_page_more_says_how_to_go_on() {
    let mut stage = wide();
    stage.press("<Enter><space>");
    assert_eq!((stage.open(), stage.said().as_str()), (Some(0), "the end of this article: J goes on to the next"));
    stage.press("1<space>");
    assert_eq!(stage.said(), "the end of this article: ] goes on to the next");
}

#[test]
fn resizing_keeps_the_byte_at_the_top() {
    let text: Vec<String> = (0..50).map(|n| format!("Passage {n} : {}", "des mots et des mots ".repeat(20))).collect();
    let text = format!("Titre\n\n{}", text.join("\n\n"));
    let mut stage = Stage::new(120, 30, &[&text]);
    stage.press("<Enter>x77j");
    let (top, byte) = (page(&stage).top, page(&stage).top_byte());
    for (columns, rows) in [(80, 24), (40, 10), (200, 60), (61, 12), (120, 30)] {
        stage.resize(columns, rows);
        let line = page(&stage).visible()[0].span;
        let next = page(&stage).visible()[1].span;
        assert!((line.start as usize..next.start as usize).contains(&byte), "{columns}x{rows}");
    }
    assert_eq!(page(&stage).top, top);
}

#[test]
fn resizing_keeps_the_stop_in_sight() {
    let long = long();
    let mut stage = Stage::new(120, 30, &[&long]);
    stage.press("1nn");
    for (columns, rows) in [(80, 24), (40, 10), (120, 30)] {
        stage.resize(columns, rows);
        assert!(page(&stage).stop_is_visible(), "{columns}x{rows}");
    }
}

#[test]
fn layouts_change_at_their_widths() {
    for (columns, rows, list, text, cast, fold) in [
        (160, 45, true, true, true, false),
        (100, 30, true, true, true, false),
        (99, 30, true, true, false, true),
        (60, 24, true, true, false, true),
        (59, 24, true, false, false, false),
        (40, 10, true, false, false, false),
    ] {
        let stage = Stage::new(columns, rows, super::PILE);
        let panes = Panes::of(&stage.state).unwrap();
        let shown = (panes.articles.is_some(), panes.text.is_some(), panes.cast.is_some(), panes.fold.is_some());
        assert_eq!(shown, (list, text, cast, fold), "{columns}x{rows}");
    }
    for (columns, rows) in [(19, 30), (80, 4)] {
        assert!(
            Stage::new(columns, rows, super::PILE).screen().to_lowercase().contains("too small"),
            "{columns}x{rows}"
        );
    }
}

#[test]
fn the_text_keeps_its_measure() {
    for (columns, measure) in [(160, 72), (300, 72), (100, 47)] {
        let stage = Stage::new(columns, 30, super::PILE);
        assert_eq!(Panes::of(&stage.state).unwrap().text.unwrap().width, measure, "{columns}");
    }
    let mut stage = wide();
    stage.press(":").type_text("measure 40").press("<Enter>");
    assert_eq!(Panes::of(&stage.state).unwrap().text.unwrap().width, 40);
}

#[test]
fn the_bar_has_a_tick_for_each_mention() {
    let long = long();
    let mut stage = Stage::new(120, 30, &[&long]);
    stage.press("1n");
    let ticks = page(&stage).ticks(10);
    assert_eq!(ticks.iter().filter(|tick| **tick != Tick::Nothing).count(), 2);
    assert_eq!(ticks.first(), Some(&Tick::Stop));
    assert!(matches!(ticks.last(), Some(Tick::Lit(Cause::Mention(..)))));
    assert_eq!(page(&stage).thumb(10).start, 0);
    stage.press("G");
    assert_eq!(page(&stage).thumb(10).end, 10);
}
