//! The list, opening, and panes.

use super::super::*;
use super::{PILE, Stage, wide};

#[test]
fn at_the_start_the_first_article_is_shown_and_not_read() {
    let stage = wide();
    assert_eq!((stage.open(), stage.state.focus), (Some(0), Pane::Articles));
    assert!(stage.done.is_empty(), "nothing is kept before the person has gone into it");
    assert!(!stage.state.list.row(0).unwrap().marks.read);
}

#[test]
fn at_the_start_the_article_that_was_open_last_is_shown() {
    let mut stage = Stage::empty(PILE, Options::default());
    stage.state.first = Some(ArticleId(3));
    stage.send(Event::Resize { columns: 120, rows: 30 });
    assert_eq!((stage.open(), stage.state.list.selected), (Some(3), 3));
}

#[test]
fn moving_in_the_list_changes_nothing_else() {
    let mut stage = wide();
    stage.press("jj");
    assert_eq!((stage.open(), stage.state.list.selected), (Some(0), 2));
    for keys in ["<Enter>", "l"] {
        let mut stage = wide();
        stage.press("jj").press(keys);
        assert_eq!((stage.open(), stage.state.focus), (Some(2), Pane::Text));
        assert!(stage.state.list.row(2).unwrap().marks.read);
        assert!(matches!(stage.done.last(), Some(Effect::Keep { read: true, .. })));
    }
}

#[test]
fn the_text_follows_the_list_where_that_is_set() {
    let mut stage = wide();
    stage.press(":").type_text("follow on").press("Enter").press("jj");
    assert_eq!((stage.open(), stage.state.focus), (Some(2), Pane::Articles));
    assert!(!stage.state.list.row(2).unwrap().marks.read);
}

#[test]
fn rows_come_as_far_as_they_are_seen() {
    let many: Vec<String> = (0..1_000).map(|n| format!("Titre {n}\n\nTexte.")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let mut stage = Stage::new(120, 30, &many);
    for keys in ["G", "gg", "x500j", "<C-d>", "<C-f>", "x777G", "k"] {
        stage.press(keys);
        let list = &stage.state.list;
        let visible = Panes::of(&stage.state).unwrap().rows();
        assert!((list.top..list.top + visible).contains(&list.selected), "{keys}");
        assert!((list.top..(list.top + visible).min(list.total)).all(|row| list.row(row).is_some()), "{keys}");
    }
    assert_eq!(stage.state.list.selected, 775);
}

#[test]
fn the_line_that_tells_the_filter_leaves_the_selection_in_sight() {
    let mut stage = Stage::new(120, 6, PILE);
    stage.press("G&");
    stage.slow = true;
    stage.type_text("x");
    let visible = Panes::of(&stage.state).unwrap().rows();
    assert!(stage.state.list.selected < stage.state.list.top + visible);
}

#[test]
fn a_list_that_is_hidden_meanwhile_comes_back_as_it_was() {
    let many: Vec<String> = (0..50).map(|n| format!("Titre {n}\n\nTexte.")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let mut stage = Stage::new(50, 30, &many);
    stage.press("x5j<Enter>jjq");
    assert_eq!((stage.state.list.top, stage.state.list.selected), (0, 5));
}

#[test]
fn the_view_does_not_move_when_the_pile_grows() {
    let mut stage = wide();
    stage.press("1njjTabjj".replace("Tab", "<S-Tab>").as_str());
    let before = (stage.state.list.selected, stage.state.list.top, stage.open(), stage.buffer());
    stage.send(crate::reader::stage::complete(5));
    assert_eq!((stage.state.list.selected, stage.state.list.top, stage.open(), stage.buffer()), before);
}

#[test]
fn an_article_that_cannot_be_read_shows_why() {
    let mut stage = Stage::new(120, 30, &["Unreadable\n\nx", "Bon\n\nTexte."]);
    stage.press("<Enter>");
    let page = stage.state.page.as_ref().unwrap();
    assert_eq!(page.lines.iter().map(|line| page.text_of(line)).collect::<Vec<_>>(), ["the file is empty"]);
    stage.press("1n=yYo*pJ");
    assert_eq!(stage.open(), Some(1));
}

#[test]
fn articles_are_gone_through_in_the_order_of_the_list() {
    let mut stage = wide();
    assert_eq!(stage.press("J").open(), Some(1));
    assert_eq!(stage.press("x2J").open(), Some(3));
    assert_eq!(stage.press("K").open(), Some(2));
    assert_eq!(stage.press("<C-n>").open(), Some(4), "the fourth has been read");
    assert_eq!(stage.press("<C-p>").open(), Some(0));
    assert_eq!(stage.press("K").said(), "no article before this one");
    assert_eq!(stage.press("<C-n>").said(), "no unread article behind this one");
    stage.slow = true;
    assert_eq!(stage.press("JJJK").answer().open(), Some(2), "faster than the world answers");
}

#[test]
fn in_the_list_the_next_article_is_that_behind_the_selection() {
    let mut stage = wide();
    assert_eq!(stage.press("jjJ").open(), Some(3));
}

#[test]
fn who_moves_on_before_an_article_has_come_is_not_taken_to_it() {
    let mut stage = wide();
    stage.slow = true;
    stage.press("jj<Enter>kk").answer();
    assert_eq!((stage.open(), stage.state.focus, stage.state.list.selected), (Some(0), Pane::Articles, 0));
}

#[test]
fn panes_take_turns() {
    let mut stage = wide();
    let turn: Vec<_> = ["Tab", "Tab", "Tab", "S-Tab"].iter().map(|key| stage.press(key).state.focus).collect();
    assert_eq!(turn, [Pane::Text, Pane::Cast, Pane::Articles, Pane::Cast]);
}

#[test]
fn back_goes_one_level_and_at_the_top_out() {
    for back in ["q", "<Esc>"] {
        let mut stage = wide();
        stage.press("<Tab><Tab>");
        assert_eq!(stage.press(back).state.focus, Pane::Text);
        assert_eq!(stage.press(back).state.focus, Pane::Articles);
        stage.press("?<Esc>:<Esc>/<Esc>&<Esc>");
        assert!(!stage.done.contains(&Effect::Quit));
        stage.press(back);
        assert_eq!(stage.done.last(), Some(&Effect::Quit));
    }
}

#[test]
fn quitting_keeps_the_place() {
    for quit in ["Q", "<C-c>", ":quit<Enter>"] {
        let mut stage = wide();
        stage.press("<Enter>").press(quit);
        let [.., Effect::Keep { place, read: true }, Effect::Quit] = stage.done.as_slice() else {
            panic!("{quit}: {:?}", stage.done)
        };
        assert_eq!(place.article, ArticleId(0));
    }
}

#[test]
fn the_text_alone_has_the_whole_width() {
    let mut stage = wide();
    stage.press("z");
    let panes = Panes::of(&stage.state).unwrap();
    assert!(panes.articles.is_none() && panes.cast.is_none() && panes.text.is_some());
    stage.press("z");
    assert!(Panes::of(&stage.state).unwrap().articles.is_some());
    stage.press("zq");
    assert_eq!((stage.state.alone, stage.state.focus), (false, Pane::Articles));
}

#[test]
fn the_list_stands_in_the_order_that_is_wanted() {
    let mut stage = wide();
    stage.press("1 S m");
    assert_eq!(titles(&stage), ["Gaz : le prix", "Sommet à Minsk", "Visite", "La météo", "Minsk encore"]);
    assert!(stage.screen().contains("by mentions"), "{}", stage.screen());
    assert_eq!(stage.state.list.article(), Some(ArticleId(0)), "the selected article stays selected");
    stage.press("g g Enter q S u");
    assert_eq!(titles(&stage).last().map(String::as_str), Some("Gaz : le prix"));
    stage.press("S p");
    assert_eq!(titles(&stage)[0], "Sommet à Minsk");
    stage.press("0 S m");
    assert!(stage.said().starts_with("nothing is lit"), "{}", stage.said());
    stage.press(":").type_text("sort da").press("Tab Enter");
    assert_eq!(stage.said(), "the newest first");
    stage.press(":").type_text("sort size").press("Enter");
    assert!(stage.said().starts_with("say in which order: pile, date"), "{}", stage.said());
}

#[test]
fn the_walk_goes_in_the_order_of_the_list() {
    let mut stage = wide();
    stage.press("1 S m g g Enter q");
    let mut opened = Vec::new();
    for _ in 0..6 {
        stage.press("n");
        opened.push(stage.open().unwrap());
    }
    assert_eq!(opened, [2, 2, 2, 0, 0, 3]);
}

fn titles(stage: &Stage) -> Vec<String> {
    (0..5).map(|row| stage.state.list.row(row).unwrap().title.clone()).collect()
}

#[test]
fn articles_that_come_are_told_until_one_goes_into_one() {
    let mut stage = wide();
    let grown = |read| Progress { read, total: read, found: read, complete: true, ..Progress::default() };
    let before = stage.screen();
    stage.send(Event::Pile(grown(8)));
    assert!(stage.said().contains("+3 new"), "{}", stage.said());
    let list = |screen: &str| screen.lines().take(20).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(list(&stage.screen()), list(&before), "nothing has moved");
    stage.press("j");
    assert!(stage.said().contains("+3 new"), "{}", stage.said());
    stage.press("Enter q");
    assert!(!stage.said().contains("new"), "{}", stage.said());
}
