//! Correcting: what is asked, what is changed, and that the reader stays where it is.

use super::super::*;
use super::{Stage, wide};
use crate::cast::ActorIndex;

fn lit(stage: &Stage) -> Vec<&str> {
    let page = stage.state.page.as_ref().unwrap();
    page.mentioned.all().iter().map(|light| light.span.of(&page.article.text)).collect()
}

fn selected(stage: &Stage) -> &str {
    let Mode::Selecting(selection) = &stage.state.mode else { panic!("nothing is selected") };
    selection.span().of(&stage.state.page.as_ref().unwrap().article.text)
}

fn names(stage: &Stage) -> Vec<&str> {
    stage.state.cast.actors.iter().map(|actor| actor.name.as_str()).collect()
}

#[test]
fn this_is_not_him_asks_how_far_it_reaches() {
    let mut stage = wide();
    let asked =
        "“Poutine” is not Vladimir Putin: h only here · a in this article (1) · e everywhere (3 in 3 articles) · Esc";
    assert_eq!(stage.press("1n-").said(), asked);
    assert_eq!(stage.press("<Esc>").said(), "nothing was changed");
    assert_eq!(stage.press("-h").said(), "said");
    assert_eq!(lit(&stage), ["Le président russe"]);
    assert_eq!(stage.press("U").said(), "taken back");
    assert_eq!(lit(&stage), ["Poutine", "Le président russe"]);
}

#[test]
fn everywhere_is_done_after_a_yes_alone() {
    let mut stage = wide();
    assert_eq!(stage.press("1n-e").said(), "3 like this in 3 articles: apply? (y/n)");
    assert_eq!(stage.press("n").said(), "nothing was changed");
    assert_eq!(stage.state.tallies[0].mentions, 6);
    assert_eq!(stage.press("-ey").said(), "said");
    assert_eq!((stage.state.tallies[0].mentions, stage.state.list.row(3).unwrap().lit), (3, Some(0)));
}

#[test]
fn the_count_that_has_not_come_is_not_waited_for() {
    let mut stage = wide();
    stage.press("1n");
    stage.slow = true;
    assert!(stage.press("-").said().ends_with("e everywhere · Esc"), "{}", stage.said());
    assert_eq!(stage.press("e").said(), "all like this, which are being counted: apply? (y/n)");
    stage.answer();
    assert_eq!(stage.said(), "3 like this in 3 articles: apply? (y/n)");
    stage.press("y");
    assert_eq!(stage.answer().said(), "said");
}

#[test]
fn the_walk_goes_on_from_where_a_mention_was() {
    let mut stage = wide();
    stage.press("1nnn");
    assert_eq!((stage.open(), stage.stop()), (Some(2), Some("Il")));
    stage.press("-h");
    assert_eq!((stage.open(), stage.stop(), lit(&stage).len()), (Some(2), Some("Il"), 2));
    assert!(stage.press("z").said().starts_with("2 mentions here · 5 in 3 articles of the pile"), "{}", stage.said());
    assert_eq!(stage.press("n").stop(), Some("Poutine"));
    assert!(stage.said().starts_with("mention 3/5"), "{}", stage.said());
}

#[test]
fn a_pronoun_is_not_spoken_of_everywhere() {
    let mut stage = wide();
    assert_eq!(stage.press("1nnn-").said(), "“Il” is not Vladimir Putin: h only here · a in this article (1) · Esc");
    assert_eq!(stage.press("e").said(), "nothing was changed");
}

#[test]
fn words_are_selected_and_said_to_be_him() {
    let mut stage = wide();
    stage.press("1Jv");
    assert_eq!(selected(&stage), "La");
    assert_eq!(selected(stage.press("jl")), "pleut");
    assert_eq!(selected(stage.press("vll")), "pleut sur Bruxelles");
    assert_eq!(selected(stage.press("hh")), "pleut");
    assert_eq!(selected(stage.press("vkj")), "pleut");
    let asked =
        "“Bruxelles” is Vladimir Putin: h only here · a in this article (1) · e everywhere (1 in 1 article) · Esc";
    assert_eq!(stage.press("lll+").said(), asked);
    stage.press("h");
    assert_eq!(lit(&stage), ["Bruxelles"]);
    assert!(stage.state.mode_is_reading());
}

#[test]
fn without_an_actor_or_words_it_is_said_what_to_do() {
    assert_eq!(wide().press("+").said(), "choose first who it is, by number or with :actor");
    assert_eq!(wide().press("1+").said(), "select first who is meant: v selects words");
    assert_eq!(wide().press("-").said(), "choose an actor first, by number or with :actor");
    assert_eq!(wide().press("3-").said(), "no mention of the chosen actor is here");
    assert_eq!(wide().press("e").said(), "choose an actor first, by number or with :actor");
    assert_eq!(wide().press("U").said(), "nothing to take back");
}

#[test]
fn a_hit_of_the_search_is_said_to_be_him() {
    let mut stage = wide();
    stage.press("1/").type_text("bruxelles").press("<Enter>+a");
    assert_eq!(lit(&stage), ["Bruxelles"]);
}

#[test]
fn what_is_another_s_is_his_from_now_on() {
    let mut stage = wide();
    stage.press("2n-h1vjlll");
    assert_eq!(selected(&stage), "Loukachenko");
    assert!(stage.press("+").said().starts_with("“Loukachenko” is Vladimir Putin: "));
}

#[test]
fn while_words_are_selected_actors_are_chosen_and_other_keys_end_it() {
    let mut stage = wide();
    stage.press("vl2");
    assert_eq!((selected(&stage), stage.state.chosen), ("à", Some(ActorIndex(1))));
    assert_eq!(stage.press("J").open(), Some(1));
    assert!(stage.state.mode_is_reading());
    assert!(stage.press("vq").state.mode_is_reading());
    assert_eq!(stage.state.focus, Pane::Text);
}

#[test]
fn what_is_selected_is_copied() {
    let mut stage = wide();
    stage.press("vvly");
    let Some(Effect::Copy(text)) = stage.done.last() else { panic!("nothing was copied") };
    assert!(text.starts_with("> Sommet à\n\n[Sommet à Minsk]("), "{text}");
}

#[test]
fn somebody_is_added_from_words_or_typed_and_chosen_at_once() {
    let mut stage = wide();
    stage.press("JvjllA");
    let Mode::Prompt(prompt) = &stage.state.mode else { panic!("no prompt") };
    assert_eq!((prompt.purpose, prompt.text.as_str()), (Purpose::Add, "sur"));
    assert_eq!(selected(stage.press("<Esc>")), "sur");
    stage.press("A").type_text("Ann  Roe").press("<Enter>");
    assert_eq!((names(&stage)[3], stage.state.chosen), ("Ann Roe", Some(ActorIndex(3))));
    assert!(stage.state.mode_is_reading());
    stage.press("U");
    assert_eq!((names(&stage).len(), stage.state.chosen), (3, None));
    for (keys, proposed) in [("1nA", ""), ("<Esc>nA", "Poutine")] {
        stage.press(keys);
        let Mode::Prompt(prompt) = &stage.state.mode else { panic!("no prompt") };
        assert_eq!(prompt.text, proposed, "{keys}");
    }
    stage.press("<Esc>");
    assert_eq!(
        stage.press(":").type_text("add  ").press("<Enter>").said(),
        "say whom to follow: the given name and the surname"
    );
}

#[test]
fn names_are_edited_in_one_line() {
    let mut stage = wide();
    stage.press("1e").type_text(" ; Poutine;Путин").press("<Enter>");
    assert_eq!(stage.state.cast.actors[0].names, ["Poutine", "Путин"]);
    stage.press("e");
    let Mode::Prompt(prompt) = &stage.state.mode else { panic!("no prompt") };
    assert_eq!(prompt.text, "Vladimir Putin; Poutine; Путин");
    stage.press("<C-u><Enter>");
    assert_eq!(stage.said(), "say at least one name; a semicolon parts further ones");
}

#[test]
fn two_actors_become_one_and_the_chosen_one_stays() {
    let mut stage = wide();
    stage.press("2E").type_text("puti").press("<Tab><Enter>");
    assert_eq!(names(&stage), ["Alexander Lukashenko", "Kassym Tokayev"]);
    assert_eq!((stage.state.chosen, lit(&stage).len()), (Some(ActorIndex(0)), 3));
    assert_eq!(stage.state.tallies.len(), 2);
    stage.press("U");
    assert_eq!((names(&stage).len(), stage.state.chosen), (3, Some(ActorIndex(1))));
    assert_eq!(
        stage.press(":").type_text("join luka").press("<Enter>").said(),
        "one actor alone cannot be joined: name another"
    );
}

#[test]
fn every_correction_is_a_line_too() {
    let mut stage = wide();
    stage.press("1n:").type_text("not article").press("<Enter>");
    assert_eq!(lit(&stage), ["Le président russe"]);
    stage.press(":").type_text("undo").press("<Enter>");
    assert_eq!(lit(&stage).len(), 2);
    stage.press("v:").type_text("is here").press("<Enter>");
    assert_eq!(lit(&stage).len(), 2);
    assert!(stage.press(":").type_text("is everywhere").press("<Enter>").said().ends_with("apply? (y/n)"));
    let far = stage.press("<Esc>:").type_text("not far").press("<Enter>").said();
    assert_eq!(far, "say how far it reaches: here, article or everywhere");
}

#[test]
fn what_cannot_be_changed_is_said() {
    let mut stage = wide();
    stage.send(Event::Answer(Answer::Changed(Err("the disk is full".to_owned()))));
    assert_eq!(stage.said(), "the disk is full");
}

#[test]
fn what_is_counted_while_the_pile_grows_is_counted_again() {
    let mut stage = wide();
    stage.press("1n-");
    let Mode::Asking(question) = &mut stage.state.mode else { panic!("no question") };
    question.everywhere = Some(Alike { places: 1, articles: 1, complete: false });
    assert!(stage.said().contains("e everywhere (1 in 1 article so far)"), "{}", stage.said());
    stage.send(crate::reader::stage::complete(5));
    assert!(stage.said().contains("e everywhere (3 in 3 articles) ·"), "{}", stage.said());
}

#[test]
fn what_is_pasted_outside_a_prompt_changes_nothing() {
    let mut stage = wide();
    stage.press("v");
    stage.send(Event::Paste("y".to_owned()));
    assert_eq!(selected(&stage), "Sommet");
}
