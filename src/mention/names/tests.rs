//! Names in one line each: `[…|putin]` marks what must be found, and nothing else may be.

use crate::article::Article;
use crate::cast::Cast;
use crate::mention::{Finder, Kind};
use crate::text::Language;

/// Whom the lines are about; each by one English name.
const CAST: &str = r#"
[[actor]]
id = "putin"
name = "Vladimir Putin"

[[actor]]
id = "lukashenko"
name = "Alexander Lukashenko"
not = ["Viktor Lukashenko"]

[[actor]]
id = "tokayev"
name = "Kassym-Jomart Tokayev"
not = ["Kemel Tokayev"]

[[actor]]
id = "zelensky"
name = "Volodymyr Zelensky"

[[actor]]
id = "merkel"
name = "Angela Merkel"

[[actor]]
id = "trump"
name = "Donald Trump"

[[actor]]
id = "may"
name = "Theresa May"

[[actor]]
id = "leyen"
name = "Ursula von der Leyen"

[[actor]]
id = "xi"
name = "Xi Jinping"

[[actor]]
id = "kahn"
name = "Dominique Strauss-Kahn"
"#;

fn check(cast: &str, language: &str, line: &str) {
    let (mut text, mut marks, mut rest) = (String::new(), Vec::new(), line);
    while let Some((before, marked)) = rest.split_once('[') {
        text.push_str(before);
        let (mark, after) = marked.split_once(']').expect("a mark has an end");
        let (words, actor) = mark.split_once('|').expect("a mark says who");
        marks.push((words.to_owned(), actor.to_owned()));
        text.push_str(words);
        rest = after;
    }
    text.push_str(rest);
    let cast = Cast::parse(cast, "lines").expect("a cast");
    let article = Article { language: Language::from_code(language), text, ..Article::default() };
    let names = Finder::new(&cast).find(&article).into_iter().filter(|m| m.kind == Kind::Name);
    let found = names.map(|m| (m.span.of(&article.text).to_owned(), cast.actors[usize::from(m.actor.0)].id.clone()));
    assert_eq!(found.collect::<Vec<_>>(), marks, "{language}: {line}");
}

#[test]
fn the_builtin_cast_in_the_languages_of_the_world_s_press() {
    let builtin = include_str!("../../../assets/cast.toml");
    for (language, line) in [
        (
            "fr",
            "[Vladimir Poutine|putin] a reçu [Alexandre Loukachenko|lukashenko] et [Kassym-Jomart Tokaïev|tokayev].",
        ),
        ("en", "[Vladimir Putin|putin] met [Alexander Lukashenko|lukashenko] and [Kassym-Jomart Tokayev|tokayev]."),
        ("de", "[Wladimir Putin|putin] traf [Alexander Lukaschenko|lukashenko] und [Kassym-Schomart Tokajew|tokayev]."),
        ("es", "[Vladímir Putin|putin] recibió a [Alexandr Lukashenko|lukashenko] y a [Kasim-Yomart Tokáyev|tokayev]."),
        ("it", "[Vladimir Putin|putin] ha visto [Aleksandr Lukashenko|lukashenko] e [Kassym-Jomart Tokayev|tokayev]."),
        ("pt", "[Vladimir Putin|putin] recebeu [Alexander Lukashenko|lukashenko] e [Kassym-Jomart Tokayev|tokayev]."),
        ("pl", "[Władimir Putin|putin] spotkał się z [Łukaszenką|lukashenko] i z [Tokajewem|tokayev]."),
        ("cs", "[Vladimir Putin|putin] jednal s [Alexandrem Lukašenkem|lukashenko] a [Tokajevem|tokayev]."),
        ("nl", "[Vladimir Poetin|putin] sprak met [Aleksandr Loekasjenko|lukashenko] en [Tokajev|tokayev]."),
        (
            "tr",
            "[Vladimir Putin'in|putin] konuğu [Aleksandr Lukaşenko|lukashenko] ve [Kasım Cömert Tokayev|tokayev] oldu.",
        ),
        ("ru", "[Владимир Путин|putin] встретился с [Александром Лукашенко|lukashenko] и [Токаевым|tokayev]."),
        ("uk", "[Володимир Путін|putin] зустрівся з [Олександром Лукашенком|lukashenko] і [Токаєвим|tokayev]."),
        ("be", "[Уладзімір Пуцін|putin] сустрэўся з [Аляксандрам Лукашэнкам|lukashenko] і [Такаевым|tokayev]."),
        (
            "kk",
            "[Владимир Путин|putin] [Александр Лукашенкомен|lukashenko] және [Қасым-Жомарт Тоқаевпен|tokayev] кездесті.",
        ),
        (
            "el",
            "Ο [Βλαντιμίρ Πούτιν|putin] μίλησε με τον [Λουκασένκο|lukashenko] και τον [Κασίμ-Ζομάρτ Τοκάγεφ|tokayev].",
        ),
        ("ar", "التقى [فلاديمير بوتين|putin] مع [ألكسندر لوكاشينكو|lukashenko] و[قاسم جومارت توكاييف|tokayev]."),
        ("fa", "[ولادیمیر پوتین|putin] با [الکساندر لوکاشنکو|lukashenko] و [توکایف|tokayev] دیدار کرد."),
        ("he", "[ולדימיר פוטין|putin] נפגש עם [אלכסנדר לוקשנקו|lukashenko] ועם [טוקאייב|tokayev]."),
        ("zh", "[弗拉基米尔·普京|putin]会见了[亚历山大·卢卡申科|lukashenko]和[托卡耶夫|tokayev]。"),
        (
            "ja",
            "[ウラジーミル・プーチン|putin]は[アレクサンドル・ルカシェンコ|lukashenko]と[カシムジョマルト・トカエフ|tokayev]と話した。",
        ),
        ("ko", "[블라디미르 푸틴|putin]은 [알렉산드르 루카셴코|lukashenko], [카심조마르트 토카예프|tokayev]와 만났다."),
    ] {
        check(builtin, language, line);
    }
}

#[test]
fn one_english_name_finds_the_spellings_of_the_press() {
    for (language, line) in [
        (
            "en",
            "[Zelenskyy|zelensky], [Zelenskiy|zelensky], [Zelenski|zelensky] and [Volodymyr Zelensky|zelensky] are one.",
        ),
        ("de", "[Wolodymyr Selenskyj|zelensky] sprach, und [Selenskyjs|zelensky] Berater schwieg."),
        ("pl", "Spotkanie z [Zełenskim|zelensky], po rozmowie z [Wołodymyrem Zełenskim|zelensky]."),
        ("ru", "Указ [Зеленского|zelensky], подписанный [Владимиром Зеленским|zelensky]."),
        ("uk", "Указ [Зеленського|zelensky] про [Володимира Зеленського|zelensky]."),
        ("el", "Ο [Ζελένσκι|zelensky] είπε."),
        ("ar", "قال [فولوديمير زيلينسكي|zelensky] اليوم."),
        ("he", "[זלנסקי|zelensky] אמר."),
        ("zh", "[泽连斯基|zelensky]说。"),
        ("cs", "Setkal se s [Angelou Merkelovou|merkel]."),
        ("fi", "[Putinin|putin] ja [Trumpille|trump] sanottu."),
        ("hu", "[Vlagyimir Putyinnal|putin] és [Trumpról|trump]."),
        ("sv", "[Putins|putin] tal."),
        ("zh", "[习近平|xi]会见外宾。"),
        ("ko", "[시진핑|xi] 주석은 말했다."),
    ] {
        check(CAST, language, line);
    }
}

#[test]
fn a_name_is_found_however_it_is_dressed() {
    for (language, line) in [
        ("fr", "Il a reçu M. [Poutine|putin]."),
        ("fr", "Moscou\n[Poutine|putin] parle."),
        ("fr", "[Loukachenko|lukashenko]a annoncé que [Poutine|putin]Le suivrait."),
        ("fr", "L’ami de[Loukachenko|lukashenko] parle."),
        ("en", "[VLADIMIR PUTIN|putin] and [Vladimir\nPutin|putin]"),
        ("en", "[Vladimir\u{a0}Putin|putin], [Pu\u{ad}tin|putin], [Pu\u{200b}tin|putin], [Pu\u{301}tin|putin]"),
        ("en", "[V. Putin|putin] and [V.V. Putin|putin], [Putin V. V.|putin] too"),
        ("ru", "[В. В. Путин|putin] и [Владимир Владимирович Путин|putin]"),
        ("en", "A letter to [Putin V.V.|putin] was sent back, and [Putin V.V.|putin], it says, moved."),
        ("ru", "Письмо [Путину В.В.|putin] вернули, а [Путин В.В.|putin] уехал."),
        ("en", "The [Putin|putin]’s and the pro-[Putin|putin] camp"),
        ("en", "[Von der Leyen|leyen] met [Ursula von der Leyen|leyen]."),
        ("fr", "[Dominique Strauss-Kahn|kahn] et [Strauss-Kahn|kahn]."),
        ("en", "President [Trump|trump] said. [Trump|trump] left."),
        ("en", "[Theresa May|may] spoke in May. [May|may] left."),
    ] {
        check(CAST, language, line);
    }
}

#[test]
fn namesakes_things_and_other_words_are_left_alone() {
    for (language, line) in [
        ("fr", "Lioudmila Poutina et Mme Poutine parlent du poutinisme et de la poutinerie."),
        ("fr", "Viktor Loukachenko et Kemel Tokaïev sont d’autres."),
        ("en", "They were computing and disputing; Putinism is a word."),
        ("en", "Melania Trump and Ivanka Trump waved before Trump Tower."),
        ("en", "It may rain in May."),
        ("fr", "Une assiette de poutine."),
        ("es", "La plaza Trump y la calle Merkel."),
        ("en", "Snow closed the Merkel airport, and then Angela Merkel International Airport."),
        ("en", "[Merkel|merkel] road-tested the plan, and [Angela Merkel|merkel] park rangers met."),
        ("fr", "Un vol pour l’aéroport Merkel, un autre pour l'aéroport international Angela Merkel."),
        ("es", "El aeropuerto internacional Merkel sigue cerrado."),
    ] {
        check(CAST, language, line);
    }
}

#[test]
fn a_surname_in_its_base_form_is_no_part_of_a_phrase_in_another_case() {
    for (language, line) in [
        ("cs", "V případě Kodaku [Trump|trump] mlčel a o Kofim [Trump|trump] nemluvil."),
        ("sl", "S Nepalom [Trump|trump] ni govoril."),
        ("pl", "W stanie Iowa [Trump|trump] wygrał."),
        ("uk", "У штаті Айова [Трамп|trump] переміг."),
        ("ru", "После встречи с Петром Тищенко [Трамп|trump] уехал."),
        ("pl", "Rozmawiał z Melanią Trump, nie z Xandrą Trump."),
        ("ru", "Он позвонил Мелании Трамп."),
        ("hr", "Sastali su se [Trump|trump] Melaniju nije spomenuo."),
    ] {
        check(CAST, language, line);
    }
    check(
        &format!("{CAST}[[actor]]\nid = \"melania\"\nname = \"Melania Trump\"\n"),
        "hr",
        "Kad je [Trump|trump] [Melaniju|melania] ugledao, [Donald Trump|trump] je šutio.",
    );
}

#[test]
fn a_full_name_ends_before_another_s_surname() {
    check(CAST, "uk", "Після зустрічі з [Ангелою Меркель|merkel] [Путін|putin] поїхав.");
    check(CAST, "en", "After talks with [Angela Merkel|merkel] [Putin|putin] left.");
}

#[test]
fn one_small_letter_is_no_initial() {
    for (language, line) in [
        ("pl", "Było to w 2016 r. [Trump|trump] wygrał."),
        ("hr", "Rođen je u SAD-u. [Trump|trump] to zna."),
        ("pl", "Był tam A. Trump."),
    ] {
        check(CAST, language, line);
    }
}

#[test]
fn a_wife_is_told_by_the_surname_that_she_had_before() {
    let cast = "[[actor]]\nid = \"marta\"\nname = \"Marta Novak\"\n";
    for (language, line) in [
        ("cs", "Petr Novak je ženatý s českou lékařkou [Martou Malou|marta], která mlčí."),
        ("hr", "Petar Novak kaže da mu je žena [Marta Malić|marta] pomogla."),
        ("fr", "Pierre Novak a épousé une amie, [Marta Roth|marta]."),
        ("fr", "Pierre Novak a vu une amie, Marta Roth."),
        ("fr", "[Novak|marta] parle. Un voisin a épousé Marta Roth."),
    ] {
        check(cast, language, line);
    }
}

#[test]
fn the_younger_of_two_is_told_by_a_suffix_in_small_letters() {
    let cast = "[[actor]]\nid = \"a\"\nname = \"Karel Novak\"\n[[actor]]\nid = \"b\"\nname = \"Karel Novak Jr.\"\n";
    check(cast, "cs", "[Karel Novak|a] má dva syny, [Karla jr|b]. a Petra. [Karel|a] odešel.");
}

#[test]
fn greek_accents_hide_no_name() {
    let cast = "[[actor]]\nid = \"a\"\nname = \"Andrea Pirlo\"\n[[actor]]\nid = \"b\"\nname = \"Carla Bruni\"\n";
    check(cast, "el", "Ο [Αντρέα Πίρλο|a] είδε την [Κάρλα Μπρούνι|b], και η [ΜΠΡΟΥΝΙ|b] τον [Πίρλο|a].");
}

#[test]
fn a_name_written_in_one_with_hyphens_is_that_of_a_thing() {
    let cast = "[[actor]]\nid = \"a\"\nname = \"Ann F. Roth\"\n[[actor]]\nid = \"b\"\nname = \"Jean-Claude Noir\"\n";
    for line in [
        "Le lycée Ann-F.-Roth et l'aéroport Ann F. Roth ferment.",
        "[Ann F. Roth|a] et [J.-C. Noir|b] parlent, [Jean-Claude Noir|b] aussi.",
    ] {
        check(cast, "fr", line);
    }
}
