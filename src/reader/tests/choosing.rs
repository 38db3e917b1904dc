//! Choosing actors, and which kinds count.

use super::super::*;
use super::{Stage, wide};
use crate::cast::ActorIndex;

fn chosen(stage: &Stage) -> Option<u16> {
    stage.state.chosen.map(|actor| actor.0)
}

fn lit(stage: &Stage) -> Vec<&str> {
    let page = stage.state.page.as_ref().unwrap();
    page.mentioned.all().iter().map(|light| light.span.of(&page.article.text)).collect()
}

#[test]
fn a_digit_lights_every_mention_of_an_actor() {
    let mut stage = wide();
    assert_eq!(lit(stage.press("1")), ["Poutine", "Le président russe"]);
    assert_eq!(lit(stage.press("2")), ["Loukachenko"]);
    assert_eq!(lit(stage.press("2")), ["Loukachenko"], "a second time keeps");
    assert_eq!(stage.state.list.row(4).unwrap().lit, Some(1));
    assert_eq!(lit(stage.press("0")), [""; 0]);
    assert_eq!(stage.state.list.row(4).unwrap().lit, None);
}

#[test]
fn a_digit_without_an_actor_begins_a_count() {
    let mut stage = wide();
    assert_eq!(stage.press("4").said(), "×4");
    assert_eq!(stage.press("2").said(), "×42");
    assert_eq!((chosen(stage.press("Esc")), stage.open()), (None, Some(0)));
    stage.press("x2j");
    assert_eq!((stage.state.list.selected, chosen(&stage)), (2, None));
}

#[test]
fn the_actors_of_this_article_are_chosen_in_turn() {
    let mut stage = wide();
    let turn: Vec<_> = ["p", "p", "p", "P", "P"].iter().map(|keys| chosen(stage.press(keys))).collect();
    assert_eq!(turn, [Some(0), Some(1), Some(0), Some(1), Some(0)]);
    assert_eq!(chosen(stage.press("3p")), Some(0), "behind the last one comes the first");
    assert_eq!(chosen(stage.press("3P")), Some(1));
    assert_eq!(stage.press("Jp").said(), "no actor of the cast is in this article");
}

#[test]
fn the_actor_under_the_stop_or_on_the_screen_is_chosen() {
    let mut stage = wide();
    assert_eq!(chosen(stage.press("*")), Some(0));
    stage.press("/").type_text("loukachenko").press("Enter");
    assert_eq!(chosen(stage.press("*")), Some(1));
    assert_eq!(stage.press("0J*").said(), "no actor of the cast is on this screen");
}

#[test]
fn kinds_are_cycled_with_a_word() {
    let mut stage = wide();
    stage.press("1");
    for (said, many) in [
        ("names count, roles and pronouns do not", 1),
        ("names and roles count, pronouns do not", 2),
        ("names, roles and pronouns count", 2),
    ] {
        assert_eq!(stage.press("m").said(), said);
        assert_eq!(lit(&stage).len(), many, "{said}");
    }
}

#[test]
fn doubtful_mentions_are_left_out_on_demand() {
    let mut stage = wide();
    stage.press("1JJ");
    assert_eq!(stage.press("M").said(), "doubtful mentions are left out");
    assert_eq!(lit(&stage), ["Poutine", "Vladimir Poutine"]);
    assert!(stage.press("gn").said().starts_with("mention 3/5"), "{}", stage.said());
    assert!(stage.said().ends_with("sure only"), "{}", stage.said());
    assert_eq!(stage.press(":").type_text("sure off").press("<Enter>").said(), "doubtful mentions count too");
    assert_eq!(lit(&stage).len(), 3);
}

#[test]
fn the_forms_stand_under_the_chosen_actor() {
    let mut stage = wide();
    stage.press("1");
    let putin = ActorIndex(0);
    let lines = stage.state.cast_lines();
    assert_eq!(lines[..3], [CastLine::Actor(putin), CastLine::Spread(putin), CastLine::Form(putin, 0)]);
}

#[test]
fn in_the_cast_enter_chooses() {
    let mut stage = wide();
    stage.press("TabTabjEnter".replace("Tab", "<Tab>").replace("Enter", "<Enter>").as_str());
    assert_eq!((chosen(&stage), stage.state.focus), (Some(1), Pane::Cast));
}

#[test]
fn many_forms_leave_room_for_the_other_actors() {
    let mut stage = wide();
    stage.press("1");
    stage.state.tallies[0].forms = (0..60).map(|n| (format!("form {n}"), 60 - n)).collect();
    let lines = stage.state.cast_lines();
    assert!(lines.len() <= 29 && lines.contains(&CastLine::Actor(ActorIndex(2))), "{lines:?}");
    assert!(lines.iter().any(|line| matches!(line, CastLine::More(_))));
    stage.press("<S-Tab>");
    assert!(
        stage.state.cast_lines().contains(&CastLine::Form(ActorIndex(0), 59)),
        "with the keys there, all are listed"
    );
    stage.press("<Space><Space>");
    assert!(stage.state.cast_list.top > 29);
}
