//! Help, the command line, and why a mention is one.

use super::super::*;
use super::wide;

#[test]
fn the_help_is_filtered_by_typing() {
    let mut stage = wide();
    stage.press("?").type_text("mention next");
    let Mode::Help(help) = &stage.state.mode else { panic!("no help") };
    let lines = help.lines(&stage.state.keymap, 100);
    let keys: Vec<_> = lines
        .iter()
        .filter_map(|line| if let HelpLine::Entry { keys, .. } = line { Some(keys.as_str()) } else { None })
        .collect();
    assert_eq!(keys, ["n", "gn", "]"]);
    assert!(stage.press("<Esc>").state.mode_is_reading());
}

#[test]
fn the_help_scrolls_and_closes() {
    let mut stage = wide();
    stage.press("<F1><down><down>");
    let Mode::Help(help) = &stage.state.mode else { panic!("no help") };
    assert_eq!(help.top, 2);
    assert!(stage.press("q").state.mode_is_reading(), "before anything is typed, q goes back");
    assert!(!stage.press("?eq").state.mode_is_reading(), "then it is a letter");
    assert!(stage.press("<F1>").state.mode_is_reading());
}

#[test]
fn a_key_with_alt_that_is_bound_to_nothing_is_esc_and_the_key() {
    let mut stage = wide();
    stage.press("?<A-j>");
    assert!(stage.state.mode_is_reading());
    assert_eq!(stage.state.list.selected, 1);
}

#[test]
fn lines_are_done_and_wrong_ones_answered_with_a_sentence() {
    for (line, said) in [
        ("actor tok", "article 1/5 · 0 in 0 articles of the pile"),
        ("kinds names", "names count, roles and pronouns do not"),
        ("k roles", "names and roles count, pronouns do not"),
        ("kinds", "say which kinds: names, roles (with names), or all"),
        ("actor nobody", "no actor of the cast is called “nobody”"),
        ("goto 9", "say which article: a number from 1 to 5"),
        ("measure 5", "say how many cells: from 20 to 400"),
        ("theme green", "say which theme: dark, light or plain"),
        ("follow", "say on or off"),
        ("fly", "there is no “fly”: Tab proposes what there is"),
        ("", "article 1/5"),
    ] {
        assert_eq!(wide().press(":").type_text(line).press("<Enter>").said(), said, "{line}");
    }
}

#[test]
fn an_article_is_gone_to_by_its_number() {
    for line in ["goto 4", "4"] {
        let mut stage = wide();
        stage.press(":").type_text(line).press("<Enter>");
        assert_eq!((stage.open(), stage.state.list.selected), (Some(3), 3));
    }
}

#[test]
fn an_article_is_marked_as_unread_until_it_is_read_again() {
    let mut stage = wide();
    stage.press("<Enter>:").type_text("unread").press("<Enter>");
    assert_eq!(stage.done.last(), Some(&Effect::Mark { article: ArticleId(0), mark: Mark::Read(false) }));
    assert!(!stage.state.list.row(0).unwrap().marks.read);
    stage.press("<Enter>");
    assert!(matches!(stage.done.last(), Some(Effect::Keep { read: true, .. })));
}

#[test]
fn tab_proposes_lines_and_what_comes_behind() {
    let mut stage = wide();
    let mut typed = |keys: &str| {
        stage.press(keys);
        let Mode::Prompt(prompt) = &stage.state.mode else { panic!("no prompt") };
        prompt.text.clone()
    };
    assert_eq!(typed(":k<Tab>"), "kinds ");
    assert_eq!(typed("<Tab>"), "kinds names");
    assert_eq!(typed("<Tab>"), "kinds roles");
    assert_eq!(typed("<S-Tab><S-Tab>"), "kinds all");
    assert_eq!(typed("<C-u>act<Tab>pu<Tab>"), "actor Vladimir Putin");
    assert_eq!(typed("<C-u>actor<space>x<Tab>"), "actor x");
}

#[test]
fn why_says_reason_kind_and_certainty() {
    let mut stage = wide();
    assert_eq!(stage.press("=").said(), "no mention of the chosen actor is on this screen");
    stage.press("1nnn=");
    let Mode::Why(why) = &stage.state.mode else { panic!("no reason") };
    assert_eq!((why.text.as_str(), why.kind.as_str(), why.reason.as_str()), ("Il", "pronoun, likely", "as marked"));
    assert!(stage.press("=").state.mode_is_reading());
    assert_eq!(stage.press("=n").stop(), Some("Poutine"), "another key closes it and does what it does");
}

#[test]
fn redraw_and_suspend_are_asked_of_the_world() {
    let mut stage = wide();
    stage.press("<C-l><C-z>");
    assert_eq!(stage.done, [Effect::Redraw, Effect::Suspend]);
}

#[test]
fn a_notice_is_said_once() {
    let mut stage = wide();
    stage.send(Event::Notice("the data folder cannot be written".to_owned()));
    assert_eq!(stage.said(), "the data folder cannot be written");
    assert_eq!(stage.press("j").said(), "article 2/5");
}
