//! Marked lines: `[Loukachenko|lukashenko] a dit qu’[il|lukashenko pronoun] part` says who is mentioned where, and in
//! which way; without a word for the way it is a name. Everything that is found must be marked, and the other way round.

use super::{Finder, Kind};
use crate::article::{Article, Passage, PassageKind};
use crate::cast::Cast;
use crate::text::{Language, Span};

/// Those who are followed in the lines.
pub(super) const CAST: &str = r#"
[[actor]]
id = "putin"
name = "Vladimir Putin"
offices = [{ title = "president", country = "RU", from = "2012-05-07" }]

[[actor]]
id = "lukashenko"
name = "Alexander Lukashenko"
gender = "m"
offices = [{ title = "president", country = "BY", from = "1994-07-20" }]

[[actor]]
id = "merkel"
name = "Angela Merkel"
offices = [{ title = "chancellor", country = "DE", from = "2005-11-22", to = "2021-12-08" }]

[[actor]]
id = "dupont"
name = "Jean Dupont"

[[actor]]
id = "roe"
name = "Jane Roe"
"#;

/// What a marked line says: its text, and span, actor and kind of each mention.
fn read(line: &str) -> (String, Vec<(Span, String, Kind)>) {
    let (mut text, mut marks) = (String::new(), Vec::new());
    let mut rest = line;
    while let Some((before, marked)) = rest.split_once('[') {
        text.push_str(before);
        let (words, tail) = marked.split_once('|').expect("a stroke");
        let (mark, tail) = tail.split_once(']').expect("a bracket");
        let (actor, kind) = mark.split_once(' ').unwrap_or((mark, "name"));
        let kind = match kind {
            "role" => Kind::Role,
            "pronoun" => Kind::Pronoun,
            _ => Kind::Name,
        };
        marks.push((Span::new(text.len(), text.len() + words.len()), actor.to_owned(), kind));
        text.push_str(words);
        rest = tail;
    }
    text.push_str(rest);
    (text, marks)
}

/// An article of one passage for each line of `text`.
pub(super) fn article(language: &str, text: String) -> Article {
    let mut start = 0;
    let mut passages = Vec::new();
    for line in text.split('\n') {
        passages.push(Passage { span: Span::new(start, start + line.len()), kind: PassageKind::Text });
        start += line.len() + 1;
    }
    Article { passages, language: Language::from_code(language), text, ..Article::default() }
}

/// Checks that in each line exactly the marked mentions are found.
fn check(language: &str, lines: &[&str]) {
    let cast = Cast::parse(CAST, "cast").expect("a good cast");
    let finder = Finder::new(&cast);
    let mut wrong = Vec::new();
    for line in lines {
        let (text, expected) = read(line);
        let found: Vec<_> = finder
            .find(&article(language, text.clone()))
            .into_iter()
            .map(|mention| (mention.span, cast.actors[usize::from(mention.actor.0)].id.clone(), mention.kind))
            .collect();
        let show = |(span, actor, kind): &(Span, String, Kind)| format!("{}|{actor} {kind:?}", span.of(&text));
        let missing = expected
            .iter()
            .filter(|mention| !found.contains(mention))
            .map(|mention| format!("missing {}", show(mention)));
        let surplus = found
            .iter()
            .filter(|mention| !expected.contains(mention))
            .map(|mention| format!("surplus {}", show(mention)));
        wrong.extend(missing.chain(surplus).map(|what| format!("{what}\n    in {text}")));
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn french() {
    check(
        "fr",
        &[
            "[Loukachenko|lukashenko] a dit qu’[il|lukashenko pronoun] viendrait avec [sa|lukashenko pronoun] délégation.",
            "[Loukachenko|lukashenko] a reçu [le président russe|putin role]. [Poutine|putin] est reparti le soir.",
            "[Le dirigeant biélorusse|lukashenko role] est arrivé. [Loukachenko|lukashenko] a salué [le maître du Kremlin|putin role].",
            "[Poutine|putin] est à Sotchi. Il faut attendre, il y a du monde et il s’agit de patienter.",
            "« [Je|lukashenko pronoun] suis prêt, et [mon|lukashenko pronoun] pays aussi », a déclaré [Loukachenko|lukashenko].",
            "[Poutine|putin] se tait. « Je suis prêt », a déclaré le ministre Paul Martin.",
            "[Loukachenko|lukashenko] a parlé. « Nous attendons », a-t-[il|lukashenko pronoun] ajouté.",
            "[Angela Merkel|merkel] est venue. [Elle|merkel pronoun] a parlé de [son|merkel pronoun] voyage. [La chancelière|merkel role] est repartie.",
            "Le maire [Jean Dupont|dupont] a ouvert le marché. [Le maire|dupont role] était content.",
            "[Jean Dupont|dupont], [maire de Lyon|dupont role], a ouvert le marché. Paul Martin, lui, dormait ; il était fatigué.",
        ],
    );
}

#[test]
fn english() {
    check(
        "en",
        &[
            "[Lukashenko|lukashenko] said [he|lukashenko pronoun] would bring [his|lukashenko pronoun] son.",
            "[Lukashenko|lukashenko] met [the Russian president|putin role]. [Putin|putin] left at night.",
            "[Belarus's leader|lukashenko role] arrived. [Lukashenko|lukashenko] thanked [the Kremlin chief|putin role].",
            "“[I|merkel pronoun] am tired and [my|merkel pronoun] train is late,” [Merkel|merkel] said.",
            "[Putin|putin] was silent. “I am ready,” said the minister, John Smith. He sat down.",
            "[Angela Merkel|merkel] left early. [The chancellor|merkel role] had lost [her|merkel pronoun] keys.",
            "[Putin|putin] called [Merkel|merkel]. [She|merkel pronoun] did not pick up, so [he|putin pronoun] wrote.",
            "Deputy [Jane Roe|roe] spoke. [The deputy|roe role] said [she|roe pronoun] would stay.",
            "[Jane Roe|roe] met Peter Black. He said he was glad.",
        ],
    );
}

#[test]
fn speakers() {
    check(
        "en",
        &[
            "[Merkel|merkel] sighed. “[I|merkel pronoun] am tired.” [Putin|putin] left.",
            "“[I|merkel pronoun] am tired, and [my|merkel pronoun] train is late.” [Angela Merkel|merkel]\nIt was late.",
            "[Merkel|merkel] sighed. “I am glad,” a nurse said. “I am glad too,” he said.",
            "[Angela Merkel|merkel] sat down. What do you want? [I|merkel pronoun] want tea. Why? [I|merkel pronoun] like it. Are you sure? [My|merkel pronoun] doctor is.",
        ],
    );
    check(
        "no",
        &[
            "– [Jeg|merkel pronoun] er trøtt .\n[Jeg|merkel pronoun] går hjem , sier [Merkel|merkel] .\n[Hun|merkel pronoun] gikk .",
        ],
    );
    check("fr", &["« [Je|dupont pronoun] viens, dit [Jean Dupont|dupont], et [je|dupont pronoun] reste. »"]);
}

#[test]
fn who_was_named_since() {
    check(
        "en",
        &["[Putin|putin] spoke. Macron listened. He smiled.", "[Putin|putin] spoke. [He|putin pronoun] smiled."],
    );
    check("fr", &["[Poutine|putin] parle. Il est tard et il fait froid. Macron écoute. Il sourit."]);
    check("es", &["[Putin|putin] llegó. España quiere decir[le|putin pronoun] algo."]);
}

#[test]
fn whom_a_clause_rules_out() {
    check(
        "fr",
        &[
            "[Loukachenko|lukashenko] parle. [Le maire|dupont role], [Jean Dupont|dupont], [l’|lukashenko pronoun]a salué.",
            "[Loukachenko|lukashenko] viendra. Chaque marchand prend sa place.",
        ],
    );
    check(
        "no",
        &[
            "[Putin|putin] kom. [Lukasjenko|lukashenko] tok [hans|putin pronoun] hatt, men ikke hatten [sin|lukashenko pronoun].",
        ],
    );
    check(
        "es",
        &[
            "[Lukashenko|lukashenko] llegó. Macron [lo|lukashenko pronoun] acompañó. Nadie lo dijo. Lo importante es esto.",
        ],
    );
}

#[test]
fn other_languages() {
    check(
        "nl",
        &[
            "[Merkel|merkel] lacht. “[Ik|merkel pronoun] ben moe”, zegt [zij|merkel pronoun], met [haar|merkel pronoun] hoed op. De kinderen zijn vertrokken.",
        ],
    );
    check("sv", &["[Merkel|merkel] skrattar. [Hon|merkel pronoun] tog [sin|merkel pronoun] hatt, sade [Putin|putin]."]);
    check("da", &["[Merkel|merkel] ler. [Hun|merkel pronoun] tog [sin|merkel pronoun] hat, sagde [Putin|putin]."]);
    check(
        "cs",
        &[
            "[Merkelová|merkel] přijela. [Ona|merkel pronoun] má [svůj|merkel pronoun] kabát. „[Já|merkel pronoun] čekám,“ řekla [Merkelová|merkel].",
        ],
    );
    check(
        "fi",
        &[
            "[Merkel|merkel] nauroi. [Hän|merkel pronoun] otti hatun. ”[Minä|merkel pronoun] odotan”, [Merkel|merkel] sanoi.",
        ],
    );
    check("tr", &["“[Ben|merkel pronoun] yorgunum” dedi [Merkel|merkel]. O gün yağmur yağdı."]);
}

#[test]
fn german() {
    check(
        "de",
        &[
            "[Lukaschenko|lukashenko] sagte, [er|lukashenko pronoun] komme mit [seinem|lukashenko pronoun] Sohn.",
            "[Lukaschenko|lukashenko] empfing [den russischen Präsidenten|putin role]. [Putin|putin] reiste abends ab.",
            "[Merkel|merkel] sprach lange. [Die Kanzlerin|merkel role] war müde, und [sie|merkel pronoun] ging.",
            "[Merkel|merkel] sah die Kinder. Sie haben gelacht.",
            "„[Ich|merkel pronoun] bin müde“, sagte [Angela Merkel|merkel]. „Haben Sie [meinen|merkel pronoun] Schirm gesehen?“",
            "[Putin|putin] schwieg. [Der Kremlchef|putin role] sah auf die Uhr.",
            "[Der Staatschef Russlands|putin role] schwieg, sagte [Wladimir Putin|putin] später.",
        ],
    );
}

#[test]
fn spanish() {
    check(
        "es",
        &[
            "[Lukashenko|lukashenko] dijo que [su|lukashenko pronoun] país está listo.",
            "[Lukashenko|lukashenko] recibió al [presidente ruso|putin role]. [Putin|putin] se marchó por la noche.",
            "«[Yo|merkel pronoun] no tengo prisa», dijo [Merkel|merkel]. «[Me|merkel pronoun] gusta esperar».",
            "El diputado [Jean Dupont|dupont] habló. [El diputado|dupont role] explicó que [su|dupont pronoun] partido espera.",
            "[Putin|putin] calló. España presentó su plan.",
        ],
    );
}

#[test]
fn italian() {
    check(
        "it",
        &[
            "[Lukashenko|lukashenko] ha detto che il [suo|lukashenko pronoun] paese è pronto.",
            "[Lukashenko|lukashenko] ha ricevuto [il presidente russo|putin role]. [Putin|putin] è ripartito la sera.",
            "«[Io|merkel pronoun] sono stanca», ha detto [Merkel|merkel].",
            "[Merkel|merkel] è partita. [La cancelliera tedesca|merkel role] ha salutato tutti.",
        ],
    );
}

#[test]
fn portuguese() {
    check(
        "pt",
        &[
            "[Lukashenko|lukashenko] disse que [ele|lukashenko pronoun] virá com [seu|lukashenko pronoun] filho.",
            "[Lukashenko|lukashenko] recebeu [o presidente russo|putin role]. [Putin|putin] partiu à noite.",
            "“[Eu|merkel pronoun] estou cansada”, disse [Merkel|merkel].",
        ],
    );
}

#[test]
fn polish() {
    check(
        "pl",
        &[
            "[Łukaszenka|lukashenko] powiedział, że [on|lukashenko pronoun] przyjedzie ze [swoim|lukashenko pronoun] synem.",
            "[Łukaszenka|lukashenko] przyjął [prezydenta Rosji|putin role]. [Putin|putin] wyjechał wieczorem.",
            "[Merkel|merkel] wyjechała. [Niemiecka kanclerz|merkel role] była zmęczona.",
            "– [Ja|merkel pronoun] poczekam – powiedziała [Merkel|merkel].",
        ],
    );
}

#[test]
fn russian() {
    check(
        "ru",
        &[
            "[Лукашенко|lukashenko] сказал, что [он|lukashenko pronoun] приедет со [своим|lukashenko pronoun] сыном.",
            "[Лукашенко|lukashenko] принял [президента России|putin role]. [Путин|putin] уехал вечером.",
            "[Российский лидер|putin role] молчал. [Путин|putin] смотрел на часы.",
            "«[Я|merkel pronoun] устала, и [мой|merkel pronoun] поезд опаздывает», – сказала [Меркель|merkel].",
            "[Глава Белоруссии|lukashenko role] улыбнулся. [Лукашенко|lukashenko] поблагодарил гостей.",
        ],
    );
}

#[test]
fn ukrainian() {
    check(
        "uk",
        &[
            "[Лукашенко|lukashenko] сказав, що [він|lukashenko pronoun] приїде зі [своїм|lukashenko pronoun] сином.",
            "[Лукашенко|lukashenko] прийняв [президента Росії|putin role]. [Путін|putin] поїхав увечері.",
            "«[Я|merkel pronoun] втомилася», – сказала [Меркель|merkel].",
        ],
    );
}

#[test]
fn norwegian() {
    check(
        "no",
        &[
            "[Lukasjenko|lukashenko] sa at [han|lukashenko pronoun] kommer med sønnen [sin|lukashenko pronoun].",
            "[Lukasjenko|lukashenko] møtte [den russiske presidenten|putin role]. [Putin|putin] dro om kvelden.",
            "Statsråd [Jane Roe|roe] talte. [Statsråden|roe role] sa at [hun|roe pronoun] ville bli.",
            "– [Jeg|merkel pronoun] er trøtt, sa [Merkel|merkel].\n[Hun|merkel pronoun] gikk hjem.",
        ],
    );
}

#[test]
fn belarusian() {
    check(
        "be",
        &[
            "[Лукашэнка|lukashenko] сказаў, што [ён|lukashenko pronoun] прыедзе з сынам.",
            "[Лукашэнка|lukashenko] прыняў [прэзідэнта Расіі|putin role]. [Пуцін|putin] паехаў увечары.",
            "«[Я|merkel pronoun] стамілася», – сказала [Меркель|merkel]. [Яе|merkel pronoun] чакалі.",
            "[Беларускі лідар|lukashenko role] маўчаў. [Лукашэнка|lukashenko] глядзеў на гадзіннік.",
        ],
    );
}

#[test]
fn latvian() {
    check(
        "lv",
        &[
            "[Lukašenko|lukashenko] teica, ka [viņš|lukashenko pronoun] ieradīsies ar dēlu.",
            "[Lukašenko|lukashenko] uzņēma [Krievijas prezidentu|putin role]. [Putins|putin] aizbrauca vakarā.",
            "„[Es|merkel pronoun] esmu nogurusi,” teica [Merkele|merkel].",
            "[Vācijas kanclere|merkel role] klusēja. [Merkele|merkel] skatījās pulkstenī.",
        ],
    );
}
