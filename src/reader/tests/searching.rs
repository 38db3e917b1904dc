//! Searching in the text and over the pile, and filtering the list.

use super::super::*;
use super::{Stage, long, wide};

fn hits(stage: &Stage) -> usize {
    stage.state.page.as_ref().unwrap().hits.all().len()
}

#[test]
fn hits_are_lit_while_one_types_and_walked_afterwards() {
    let mut stage = wide();
    stage.press("/").type_text("minsk");
    assert_eq!((hits(&stage), stage.stop()), (1, Some("Minsk")));
    stage.press("Enter");
    assert!(stage.said().starts_with("hit 1/2 · article 1/2"), "{}", stage.said());
    stage.press("n");
    assert_eq!((stage.open(), stage.stop()), (Some(4), Some("Minsk")));
    assert!(stage.press("n").said().ends_with("first again, over the end of the pile"));
}

#[test]
fn giving_up_restores_the_place() {
    let long = long();
    let mut stage = Stage::new(120, 30, &[&long]);
    stage.press("<Enter>jj/").type_text("\"ligne 150");
    assert!(stage.state.page.as_ref().unwrap().top > 100);
    stage.press("Esc");
    assert_eq!((stage.state.page.as_ref().unwrap().top, hits(&stage), stage.stop()), (2, 0, None));
}

#[test]
fn an_empty_line_repeats_the_last_search() {
    let mut stage = wide();
    assert!(stage.press("/<Enter>").said().starts_with("nothing was searched for yet"));
    stage.press("/").type_text("minsk").press("Enter");
    stage.press("1n/<Enter>");
    assert!(matches!(stage.state.lit(), Lit::Search(search) if search.typed() == "minsk"));
    assert_eq!((stage.open(), stage.stop()), (Some(4), Some("Minsk")));
}

#[test]
fn what_was_lit_last_is_walked() {
    let mut stage = wide();
    stage.press("1/").type_text("minsk").press("Enter");
    assert!(hits(&stage) > 0 && stage.state.chosen.is_some(), "both stay lit");
    assert_eq!(stage.press("1n").stop(), Some("Poutine"));
    stage.press("0");
    assert_eq!((hits(&stage), stage.state.lit()), (0, Lit::Nothing));
}

#[test]
fn what_is_nowhere_is_said() {
    let mut stage = wide();
    assert_eq!(stage.press("/").type_text("xyzzy").press("Enter").said(), "“xyzzy” is nowhere in the pile");
}

#[test]
fn earlier_searches_are_recalled() {
    let mut stage = wide();
    stage.press("/").type_text("gaz").press("<Enter>/").type_text("visite").press("<Enter>/<up><up>");
    let Mode::Prompt(prompt) = &stage.state.mode else { panic!("no prompt") };
    assert_eq!(prompt.text, "gaz");
}

#[test]
fn pasted_text_goes_into_the_prompt_only() {
    let mut stage = wide();
    stage.send(Event::Paste("Q".to_owned()));
    assert!(stage.done.is_empty() && stage.state.mode_is_reading());
    stage.press("/");
    stage.send(Event::Paste("mi\u{1b}[31m\u{7}nsk\nx".to_owned()));
    let Mode::Prompt(prompt) = &stage.state.mode else { panic!("no prompt") };
    assert_eq!(prompt.text, "mi[31mnsk x");
}

#[test]
fn the_list_is_filtered_while_one_types() {
    let mut stage = wide();
    stage.press("&").type_text("minsk");
    assert_eq!(stage.state.list.total, 2);
    stage.press("<Esc>");
    assert_eq!(stage.state.list.total, 5);
    stage.press("&").type_text("minsk").press("Enter");
    assert_eq!((stage.state.list.total, stage.state.focus), (2, Pane::Articles));
    stage.press("&<C-u><Enter>");
    assert_eq!(stage.state.list.total, 5);
}

#[test]
fn the_selected_article_stays_selected_while_the_list_changes() {
    let mut stage = wide();
    stage.press("jjjj&").type_text("minsk").press("Enter");
    assert_eq!((stage.state.list.selected, stage.state.list.article()), (1, Some(ArticleId(4))));
    stage.press("&<C-u><Enter>");
    assert_eq!(stage.state.list.selected, 4);
}

#[test]
fn only_articles_with_a_mention_are_listed_on_demand() {
    let mut stage = wide();
    stage.press("2a");
    assert_eq!((stage.state.list.total, stage.said().as_str()), (2, "only articles with a mention or hit"));
    stage.press("1");
    assert_eq!(stage.state.list.total, 3);
    stage.press("0");
    assert_eq!(stage.state.list.total, 5, "with nothing lit all articles are listed");
}

#[test]
fn what_is_wrong_with_a_search_is_said_at_its_place() {
    let mut stage = wide();
    stage.press("/").type_text("minsk OR").press("Enter");
    assert!(stage.screen().contains("/minsk OR   There is nothing behind OR"), "{}", stage.screen());
    assert_eq!(stage.state.lit(), Lit::Nothing);
    stage.type_text(" poutine").press("Enter");
    assert!(stage.said().starts_with("hit 1/"), "{}", stage.said());
}

#[test]
fn a_search_may_ask_for_more_than_words() {
    let mut stage = wide();
    stage.press("/").type_text("actor:lukashenko minsk").press("Enter");
    assert!(stage.said().starts_with("hit 1/4 · article 1/2"), "{}", stage.said());
    stage.press("/").type_text("is:unread minsk").press("Enter");
    assert!(stage.said().starts_with("hit 1/1 · article 1/1"), "{}", stage.said());
    stage.press("/").type_text("lang:fr").press("Enter");
    assert_eq!(stage.stop(), Some("Minsk encore"));
}

#[test]
fn a_search_is_saved_brought_back_and_forgotten() {
    let mut stage = wide();
    assert_eq!(stage.press(":").type_text("save x").press("Enter").said(), "nothing was searched for yet");
    stage.press("/").type_text("minsk").press("Enter : ").type_text("save summits").press("Enter");
    let saved = Effect::SaveSearch { name: "summits".to_owned(), query: Some("minsk".to_owned()) };
    assert_eq!(stage.done.last(), Some(&saved));
    stage.press("/").type_text("ga").press("Tab");
    assert!(stage.screen().contains("/lang:fr gaz"), "{}", stage.screen());
    stage.press("Esc :").type_text("forget summits").press("Enter");
    assert_eq!(stage.done.last(), Some(&Effect::SaveSearch { name: "summits".to_owned(), query: None }));
}

#[test]
fn what_is_wrong_with_a_filter_is_said_at_its_place() {
    let mut stage = wide();
    stage.press("&").type_text("visite date:202");
    assert_eq!(stage.state.list.listing.filter, "visite", "what is not complete narrows nothing yet");
    stage.press("Enter");
    assert!(stage.screen().contains("&visite date:202   Write a time as 2022"), "{}", stage.screen());
    stage.type_text("4").press("Enter");
    assert_eq!(stage.state.list.listing.filter, "visite date:2024");
}
