//! Whatever is pressed, resized and answered, the state stays sound and nothing panics.

use proptest::prelude::*;

use super::super::*;
use super::{PILE, Stage, long};

/// Something that happens to a reader.
#[derive(Clone, Debug)]
enum Happening {
    Keys(String),
    Resize(u16, u16),
    Paste(String),
    Pile(bool),
    /// The world becomes slow, or answers all that waits.
    Slow(bool),
}

fn happening() -> impl Strategy<Value = Happening> {
    let bound: Vec<String> = COMMANDS.iter().flat_map(|c| c.keys).map(|keys| (*keys).to_owned()).collect();
    let editing = [
        "<Enter>",
        "<Tab>",
        "<Backspace>",
        "<C-u>",
        "<C-w>",
        "<Up>",
        "<Left>",
        "minsk",
        "é",
        "actor<space>p",
        "y",
        "h",
    ];
    let editing: Vec<String> = editing.iter().map(|keys| (*keys).to_owned()).collect();
    prop_oneof![
        12 => prop::sample::select(bound).prop_map(Happening::Keys),
        4 => prop::sample::select(editing).prop_map(Happening::Keys),
        2 => (0u16..170, 0u16..50).prop_map(|(columns, rows)| Happening::Resize(columns, rows)),
        1 => ".{0,12}".prop_map(Happening::Paste),
        1 => any::<bool>().prop_map(Happening::Pile),
        1 => any::<bool>().prop_map(Happening::Slow),
    ]
}

fn happen(stage: &mut Stage, happening: Happening) {
    match happening {
        Happening::Keys(keys) => _ = stage.press(&keys),
        Happening::Resize(columns, rows) => _ = stage.resize(columns, rows),
        Happening::Paste(text) => stage.send(Event::Paste(text)),
        Happening::Pile(complete) => {
            let found = if complete { 7 } else { 3 };
            stage.send(Event::Pile(Progress { read: 7, total: 7, found, complete, pace: None }));
        }
        Happening::Slow(slow) => {
            stage.slow = slow;
            stage.answer();
        }
    }
}

fn is_sound(state: &State) {
    let list = &state.list;
    assert!(list.selected < list.total.max(1) && list.top <= list.selected, "{list:?}");
    if let Some(panes) = Panes::of(state).filter(|panes| panes.articles.is_some()) {
        assert!(list.selected < list.top + panes.rows(), "{} rows, {list:?}", panes.rows());
    }
    if let Some(page) = &state.page {
        assert!(page.top < page.lines.len().max(1), "line {} of {}", page.top, page.lines.len());
        assert!(page.visible().len() <= page.height().max(1));
        let text = &page.article.text;
        assert!(page.lines.iter().all(|line| line.span.is_empty() || !page.text_of(line).is_empty()));
        assert!(page.stop.is_none_or(|stop| !stop.span.of(text).is_empty()));
    }
    assert!(state.chosen.is_none_or(|actor| state.actor(actor).is_some()));
    assert!(state.outbox.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn nothing_unsettles_the_reader(happenings in prop::collection::vec(happening(), 1..60)) {
        let long = long();
        let mut articles = PILE.to_vec();
        articles.extend([long.as_str(), "Unreadable\n\nx"]);
        let mut stage = Stage::new(120, 30, &articles);
        for happening in happenings {
            happen(&mut stage, happening);
            is_sound(&stage.state);
            stage.buffer();
        }
    }
}
