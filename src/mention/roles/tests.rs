//! Descriptions that no office gives: kin, what the article teaches, and who was just spoken of.

use crate::cast::Cast;
use crate::mention::tests::{CAST, article};
use crate::mention::{Finder, Kind};

/// Checks which roles are found in a text, each with its actor: "the boy dupont".
fn check(cases: &[(&str, &str, &[&str])]) {
    let cast = Cast::parse(CAST, "cast").expect("a good cast");
    let finder = Finder::new(&cast);
    for (language, text, expected) in cases {
        let mentions = finder.find(&article(language, (*text).to_owned()));
        let roles = mentions.iter().filter(|mention| mention.kind == Kind::Role);
        let found: Vec<String> = roles
            .map(|mention| format!("{} {}", mention.span.of(text), cast.actors[usize::from(mention.actor.0)].id))
            .collect();
        assert_eq!(&found, expected, "{text}");
    }
}

#[test]
fn kin_is_known_from_either_side() {
    check(&[
        (
            "en",
            "Jane Roe came with her husband, Jean Dupont. His wife smiled.",
            &["her husband dupont", "His wife roe"],
        ),
        ("en", "Jean Dupont and his daughter Ann sang. The father was proud.", &["The father dupont"]),
        ("en", "Everybody knew Jane Roe. The father was proud.", &[]),
        (
            "en",
            "Jean Dupont spoke. Jane Roe’s husband left. Her husband, Jean Dupont, smiled.",
            &["Jane Roe’s husband dupont", "Her husband dupont"],
        ),
        (
            "fr",
            "Jane Roe est venue avec son mari, Jean Dupont. Sa femme souriait.",
            &["son mari dupont", "Sa femme roe"],
        ),
        ("no", "Duponts datter Ann sang.\nFaren var stolt.", &["Faren dupont"]),
        (
            "no",
            "Jane Roe kom med mannen sin, Jean Dupont.\nMannen hennes smilte.",
            &["mannen sin dupont", "Mannen hennes dupont"],
        ),
    ]);
}

#[test]
fn a_determiner_behind_of_is_seen() {
    check(&[
        (
            "en",
            "Jean Dupont, a boy of nine, was at home. Pictures of the boy were shown.",
            &["a boy of nine dupont", "the boy dupont"],
        ),
        ("fr", "L’acteur Jean Dupont est parti. Les valises de l’acteur sont restées.", &["l’acteur dupont"]),
    ]);
}

#[test]
fn nobody_taught_it_but_somebody_was_just_spoken_of() {
    check(&[
        ("de", "Jane Roe hat gewonnen. Die 31-Jährige lief allein.", &["Die 31-Jährige roe"]),
        ("en", "Jane Roe won again. Roe ran alone. The 31-year-old was happy.", &["The 31-year-old roe"]),
        ("es", "Jane Roe volvió a ganar. Roe corrió sola. La atleta estaba contenta.", &["La atleta roe"]),
        ("fr", "Jane Roe a encore gagné. Roe courait seule. La championne souriait.", &["La championne roe"]),
        ("no", "Jane Roe vant igjen.\nRoe løp alene.\n– Flott, sa 31-åringen.", &["31-åringen roe"]),
    ]);
}

#[test]
fn strangers_and_others_are_left_out() {
    check(&[
        ("en", "Jane Roe won again. Roe ran alone. The attacker was not seen.", &[]),
        ("en", "Jane Roe won again. Roe ran alone. The editor, Qwert Zuiop, was happy.", &[]),
        ("fr", "Jean Dupont est peintre. Dupont le sait : l’homme est mortel.", &[]),
        ("es", "Jean Dupont calló. Dupont vive en el País Vasco.", &[]),
        ("no", "Jane Roe vant.\nRoe løp alene.\nDet var den farlege delen.", &[]),
    ]);
}

#[test]
fn one_article_goes_with_two_nouns() {
    check(&[
        ("es", "El editor Jean Dupont calló. El editor y presentador se fue.", &["El editor y presentador dupont"]),
        (
            "en",
            "Jane Roe, mayor of Harwick, and coach of Norland, spoke.",
            &["mayor of Harwick roe", "coach of Norland roe"],
        ),
    ]);
}

#[test]
fn further_words_tell_of_whom_they_were_said() {
    let text =
        "El primer ministro laborista Jean Dupont y el líder verde Pablo Sanz hablaron. El líder laborista se fue.";
    check(&[("es", text, &["El líder laborista dupont"])]);
}

#[test]
fn somebody_is_spoken_of_before_the_name() {
    let text = "A boy was found on Monday. Jean Dupont, a boy of nine, was cold.";
    check(&[("en", text, &["A boy dupont", "a boy of nine dupont"])]);
}

#[test]
fn an_apposition_may_stand_between_dashes() {
    let text = "Jean Dupont – maire de Lyon – a parlé. Le maire est parti.";
    check(&[("fr", text, &["maire de Lyon dupont", "Le maire dupont"])]);
}

#[test]
fn whoever_is_known_to_be_of_another_country_is_not_meant() {
    let text = "Merkel spoke. Merkel was alone. The French prime minister was ill.";
    check(&[("en", text, &[])]);
}

#[test]
fn a_clause_that_tells_which_one_speaks_of_somebody_new() {
    let text = "Jane Roe won again. Jean Dupont was second. The runner who fell was not hurt.";
    check(&[("en", text, &[])]);
}

#[test]
fn nouns_of_age_and_work_in_further_languages() {
    check(&[
        ("cs", "Jane Roe zvítězila. Trenérka Jane Roe mlčela. Trenérka odešla.", &["Trenérka roe"]),
        ("da", "Jane Roe vandt igen.\nRoe løb alene.\n– Flot, sagde den 31-årige.", &["den 31-årige roe"]),
        ("nl", "Jane Roe won weer. Roe liep alleen. De 31-jarige was blij.", &["De 31-jarige roe"]),
        ("sv", "Jane Roe vann igen.\nRoe sprang ensam.\n– Bra, sade 31-åringen.", &["31-åringen roe"]),
    ]);
}

#[test]
fn both_titles_before_a_name_are_its_bearers() {
    let text = "Everybody met actor and singer Jean Dupont. The actor smiled.";
    check(&[("en", text, &["The actor dupont"])]);
}

#[test]
fn an_owner_who_is_described_is_a_phrase_by_itself() {
    let text = "Singer Jean Dupont smiled. The singer’s lawyer spoke.";
    check(&[("en", text, &["The singer dupont"])]);
}

#[test]
fn somebody_near_goes_before_somebody_who_comes_later() {
    let text = "Jane Roe won again. Roe ran alone. The champion was happy. Champion Paul Martin was second.";
    check(&[("en", text, &["The champion roe"])]);
}

#[test]
fn whoever_is_of_that_age_is_meant() {
    check(&[
        ("de", "Jane Roe (24) hat gewonnen. Anna Lang war Zweite. Die 24-Jährige jubelte.", &["Die 24-Jährige roe"]),
        ("en", "Jane Roe, 24, won. Anna Lang was second. The 24-year-old smiled.", &["The 24-year-old roe"]),
        ("es", "Jane Roe (24 años) ganó. Ana Sanz fue segunda. La joven de 24 años sonrió.", &["La joven roe"]),
        ("no", "Jane Roe (24) vant.\nAnna Lang kom på annenplass.\n– Flott, sa 24-åringen.", &["24-åringen roe"]),
        ("en", "Jane Roe (24) won again. Roe ran alone. The 31-year-old was happy.", &[]),
        ("it", "Jane Roe (24 anni) ha vinto. Anna Lang era seconda. La 24enne sorrideva.", &["La 24enne roe"]),
        ("el", "Η Jane Roe (24) κέρδισε. Η Anna Lang ήταν δεύτερη. Η 24χρονη χαμογέλασε.", &["Η 24χρονη roe"]),
        ("pl", "Jane Roe (24 lata) wygrała. Anna Lang była druga. 24-latka milczała.", &["24-latka roe"]),
        ("fi", "Jane Roe (24) voitti. Anna Lang oli toinen. 24-vuotias hymyili.", &["24-vuotias roe"]),
        ("ru", "Jean Dupont (24) победил. Paul Lang был вторым. 24-летний сказал, что рад.", &["24-летний dupont"]),
    ]);
}

#[test]
fn the_last_part_of_a_noun_says_the_same() {
    check(&[
        ("no", "Krimforfatteren Jane Roe smilte.\nPaul Lang kom.\nForfatteren gikk.", &["Forfatteren roe"]),
        ("sv", "Kriminalförfattaren Jane Roe log.\nPaul Lang kom.\nFörfattaren gick.", &["Författaren roe"]),
        ("de", "Die Schlagersängerin Jane Roe lächelte. Anna Lang kam. Die Sängerin ging.", &["Die Sängerin roe"]),
    ]);
}

#[test]
fn a_title_with_its_complement_stands_before_the_name() {
    let text = "Det mener kritiker i danske Posten Jane Roe.\nPaul Lang kom.\nKritikeren smilte.";
    check(&[("no", text, &["Kritikeren roe"])]);
}

#[test]
fn whom_the_lead_speaks_of_is_named_right_behind() {
    check(&[
        (
            "fr",
            "Une artiste lyonnaise a gagné le prix. Jane Roe, connue de tous, souriait. L’artiste lyonnaise est partie.",
            &["Une artiste lyonnaise roe", "L’artiste lyonnaise roe"],
        ),
        ("en", "A teacher has won a prize. Jane Roe, from Harwick, smiled.", &["A teacher roe"]),
        ("en", "A teacher has won a prize. Everybody met Jane Roe, from Harwick.", &[]),
        ("en", "Jane Roe won a prize. A teacher was second. Jane Roe smiled.", &[]),
    ]);
}

#[test]
fn somebody_owned_is_who_alone_was_called_so() {
    check(&[
        ("en", "Jane Roe came with lawyer Jean Dupont. Her lawyer smiled.", &["Her lawyer dupont"]),
        ("en", "Lawyer Paul Martin met lawyer Jean Dupont. Roe came. Her lawyer smiled.", &[]),
    ]);
}

#[test]
fn whom_somebody_chooses_is_nobody_known() {
    let text =
        "Le ministre Jean Dupont est parti. Le ministre désigné par le parlement doit parler. Le ministre se tait.";
    check(&[("fr", text, &["Le ministre dupont"])]);
}

#[test]
fn a_preposition_before_a_noun_is_no_complement() {
    let text = "Advokat Jean Dupont smilte.\nI dag kjenner advokaten til klagene.";
    check(&[("no", text, &["advokaten dupont"])]);
}
