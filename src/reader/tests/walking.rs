//! The walk from stop to stop.

use super::super::*;
use super::{PILE, Stage, long, wide};

/// Where the reader stands: the article, the stop, what is said.
fn stands(stage: &Stage, open: u32, stop: &str, said: &str) {
    assert_eq!((stage.open(), stage.stop()), (Some(open), Some(stop)));
    assert!(stage.said().starts_with(said), "“{}” does not begin with “{said}”", stage.said());
}

#[test]
fn one_key_walks_over_the_whole_pile_and_back() {
    let mut stage = wide();
    stands(stage.press("1n"), 0, "Poutine", "mention 1/6 · article 1/3");
    stands(stage.press("n"), 0, "Le président russe", "mention 2/6 · article 1/3");
    stands(stage.press("n"), 2, "Il", "mention 3/6 · article 2/3");
    stands(stage.press("nnn"), 3, "Poutine", "mention 6/6 · article 3/3");
    stands(stage.press("n"), 0, "Poutine", "mention 1/6 · article 1/3 · first again, over the end of the pile");
    stands(stage.press("N"), 3, "Poutine", "mention 6/6 · article 3/3 · last again, over the start of the pile");
    stands(stage.press("N"), 2, "Vladimir Poutine", "mention 5/6 · article 2/3");
}

#[test]
fn a_count_goes_before() {
    let mut stage = wide();
    stands(stage.press("1n4n"), 2, "Vladimir Poutine", "mention 5/6");
    stands(stage.press("x3N"), 0, "Le président russe", "mention 2/6");
    stands(stage.press("x10n"), 3, "Poutine", "mention 6/6 · article 3/3 · over the end of the pile");
}

#[test]
fn the_walk_is_pressed_faster_than_the_world_answers() {
    let mut stage = wide();
    stage.press("1");
    stage.slow = true;
    assert_eq!(stage.press("nnnnN").said(), "looking for the mention …");
    stands(stage.answer(), 2, "Il", "mention 3/6");
}

#[test]
fn who_moves_on_meanwhile_is_not_taken_back() {
    let mut stage = wide();
    stage.press("1n");
    stage.slow = true;
    stage.press("nnnq").answer();
    assert_eq!((stage.open(), stage.state.focus), (Some(0), Pane::Articles));
}

#[test]
fn articles_with_a_mention_are_gone_to_by_their_first_one() {
    let mut stage = wide();
    stands(stage.press("1]"), 2, "Il", "mention 3/6 · article 2/3");
    stands(stage.press("]"), 3, "Poutine", "mention 6/6 · article 3/3");
    stands(stage.press("["), 2, "Il", "mention 3/6 · article 2/3");
    stands(stage.press("x2["), 3, "Poutine", "mention 6/6 · article 3/3 · last again");
}

#[test]
fn within_the_article_the_walk_goes_round() {
    let mut stage = wide();
    stands(stage.press("1gn"), 0, "Poutine", "mention 1/6 · article 1/3");
    stands(stage.press("gn"), 0, "Le président russe", "mention 2/6");
    stands(stage.press("gn"), 0, "Poutine", "first mention of this article again");
    stands(stage.press("gN"), 0, "Le président russe", "last mention of this article again");
    stage.press("Jgn");
    assert_eq!(stage.said(), "no mention in this article: n goes on to the next");
}

#[test]
fn nothing_lit_says_what_to_do() {
    for keys in ["n", "N", "gn", "]", "a"] {
        let mut stage = wide();
        assert_eq!(stage.press(keys).said(), "nothing is lit: choose an actor with 1-3, or search with /", "{keys}");
    }
    assert_eq!(wide().press("3n").said(), "Kassym Tokayev is nowhere in the pile");
}

#[test]
fn who_has_scrolled_away_goes_on_from_what_is_seen() {
    let long = long();
    let mut stage = Stage::new(120, 30, &[&long, "Suite\n\nEt [Poutine|0]."]);
    stands(stage.press("1n"), 0, "Poutine", "mention 1/3");
    stage.press("<C-f>");
    let top = stage.state.page.as_ref().unwrap().top;
    stands(stage.press("N"), 0, "Poutine", "mention 1/3");
    assert!(stage.state.page.as_ref().unwrap().top < top);
    stands(stage.press("<C-f>n"), 0, "Poutine", "mention 2/3");
}

#[test]
fn within_the_screen_nothing_moves_and_beyond_it_there_is_context() {
    let long = long();
    let mut stage = Stage::new(120, 30, &[&long]);
    stage.press("1n");
    assert_eq!(stage.state.page.as_ref().unwrap().top, 0);
    stage.press("n");
    let page = stage.state.page.as_ref().unwrap();
    assert!(page.stop_is_visible());
    assert_eq!(page.top, page.bottom());
}

#[test]
fn the_numbers_go_when_the_reader_goes_to_another_article() {
    let mut stage = wide();
    assert!(stage.press("1nJ").said().starts_with("no mention here · 6 in 3 articles of the pile"));
    assert!(stage.press("J").said().starts_with("3 mentions here · 6 in 3 articles of the pile"));
}

#[test]
fn the_numbers_change_with_what_counts() {
    let mut stage = wide();
    stands(stage.press("1]nnm"), 2, "Vladimir Poutine", "names count");
    stands(stage.press("z"), 2, "Vladimir Poutine", "mention 3/4 · article 2/3");
    stands(stage.press("mz"), 2, "Vladimir Poutine", "mention 4/5 · article 2/3");
    stage.press("N");
    stands(stage.press("[n"), 0, "Le président russe", "mention 2/5");
    assert_eq!(stage.press("mm").stop(), None, "a role is no stop while names alone count");
}

#[test]
fn the_walk_goes_over_what_the_list_shows() {
    let mut stage = wide();
    stage.press("&").type_text("visite").press("Enter");
    stands(stage.press("1n"), 3, "Poutine", "mention 1/1 · article 1/1");
}

#[test]
fn the_selection_goes_along() {
    let mut stage = wide();
    stage.press("1nnn");
    assert_eq!((stage.state.list.selected, stage.state.focus), (2, Pane::Text));
}

#[test]
fn an_answer_that_nobody_waits_for_is_dropped() {
    let mut stage = wide();
    stage.press("1n");
    let found = Found {
        article: ArticleId(3),
        row: 3,
        span: crate::text::Span::new(8, 9),
        mention: 9,
        mentions: 9,
        nth: 9,
        articles: 9,
        wrapped: false,
        complete: true,
    };
    stage.send(Event::Answer(Answer::Found { request: Request(1), found: Some(found) }));
    stands(&stage, 0, "Poutine", "mention 1/6");
}

#[test]
fn a_walk_that_is_not_counted_to_the_end_says_so() {
    let mut stage = Stage::empty(PILE, Options::default());
    stage.send(Event::Resize { columns: 120, rows: 30 });
    stage.send(Event::Pile(Progress { read: 3, total: 9, ..Progress::default() }));
    assert_eq!(stage.press("3n").said(), "Kassym Tokayev is nowhere in the pile, as far as it has been read");
    assert!(stage.press("z").said().ends_with("reading 3/9"), "{}", stage.said());
}
