//! How well one name in a cast file finds the other spellings of a person, and how seldom other people's.
//!
//! `cargo bench --bench variants -- FILE` reads lines of JSON, each a person: `name`, `first`, `last`, and `labels`, by
//! language how the person is written there. Of each person the name alone is the cast; every label is put into a
//! sentence and looked for. Printed are, by language and by script, the share of labels that are found, and of the
//! labels of other people, the share in which the person is found though it is not there. Without a file it says so
//! and leaves.

#![expect(clippy::print_stdout, reason = "what is measured is printed")]

use std::collections::BTreeMap;

use followspot::article::Article;
use followspot::cast::Cast;
use followspot::mention::{Finder, Kind};
use followspot::text::Language;
use serde::Deserialize;

/// A person, and how others write the name.
#[derive(Deserialize)]
struct Person {
    name: String,
    #[serde(default)]
    first: String,
    #[serde(default)]
    last: String,
    #[serde(default)]
    labels: BTreeMap<String, Vec<String>>,
}

/// How many were looked at, and how many were found.
#[derive(Clone, Copy, Default)]
struct Tally {
    all: u32,
    found: u32,
}

impl Tally {
    fn add(&mut self, found: bool) {
        self.all += 1;
        self.found += u32::from(found);
    }

    fn share(self) -> f64 {
        f64::from(self.found) / f64::from(self.all.max(1))
    }
}

/// A sentence by language, with `{}` where the name stands.
const SENTENCES: &[(&str, &str)] = &[
    ("en", "In the evening {} spoke about the new bridge."),
    ("fr", "Dans la soirée, {} a parlé du nouveau pont."),
    ("de", "Am Abend sprach {} über die neue Brücke."),
    ("nl", "Gisteravond sprak {} over de nieuwe brug."),
    ("es", "Por la noche, {} habló del nuevo puente."),
    ("pt", "À noite, {} falou da nova ponte."),
    ("it", "In serata {} ha parlato del nuovo ponte."),
    ("ca", "Al vespre, {} va parlar del nou pont."),
    ("ro", "Seara, {} a vorbit despre noul pod."),
    ("pl", "Wieczorem {} mówił o nowym moście."),
    ("cs", "Večer {} mluvil o novém mostě."),
    ("sk", "Večer {} hovoril o novom moste."),
    ("sl", "Zvečer je {} govoril o novem mostu."),
    ("hr", "Navečer je {} govorio o novom mostu."),
    ("hu", "Este {} beszélt az új hídról."),
    ("fi", "Illalla {} puhui uudesta sillasta."),
    ("et", "Õhtul rääkis {} uuest sillast."),
    ("lv", "Vakarā {} runāja par jauno tiltu."),
    ("lt", "Vakare {} kalbėjo apie naują tiltą."),
    ("sv", "På kvällen talade {} om den nya bron."),
    ("no", "Om kvelden snakket {} om den nye broen."),
    ("da", "Om aftenen talte {} om den nye bro."),
    ("is", "Um kvöldið talaði {} um nýju brúna."),
    ("tr", "Akşam {} yeni köprüden söz etti."),
    ("az", "Axşam {} yeni körpüdən danışdı."),
    ("sq", "Në mbrëmje {} foli për urën e re."),
    ("eu", "Iluntzean {} zubi berriaz mintzatu zen."),
    ("ru", "Вечером {} рассказал о новом мосте."),
    ("uk", "Увечері {} розповів про новий міст."),
    ("be", "Увечары {} расказаў пра новы мост."),
    ("bg", "Вечерта {} говори за новия мост."),
    ("mk", "Вечерта {} зборуваше за новиот мост."),
    ("sr", "Увече је {} говорио о новом мосту."),
    ("kk", "Кешке {} жаңа көпір туралы айтты."),
    ("el", "Το βράδυ ο {} μίλησε για τη νέα γέφυρα."),
    ("he", "בערב דיבר {} על הגשר החדש."),
    ("ar", "تحدث {} مساء عن الجسر الجديد."),
    ("fa", "شب {} از پل تازه گفت."),
    ("ur", "شام کو {} نے نئے پل پر بات کی۔"),
    ("hy", "Երեկոյան {} խոսեց նոր կամրջի մասին։"),
    ("ka", "საღამოს {} ახალ ხიდზე ლაპარაკობდა."),
    ("hi", "शाम को {} ने नए पुल की बात की।"),
    ("am", "ማታ {} ስለ አዲሱ ድልድይ ተናገሩ።"),
    ("zh", "晚上，{}谈到了新桥。"),
    ("ja", "夜、{}は新しい橋について話した。"),
    ("ko", "저녁에 {} 새 다리에 대해 말했다."),
];

/// How many other people each is looked for in.
const OTHERS: usize = 5;

fn main() {
    let file = std::env::args().skip(1).find(|argument| !argument.starts_with("--"));
    let Some(text) = file.and_then(|file| std::fs::read_to_string(file).ok()) else {
        println!("variants: skipped, for no file of variants is named");
        return;
    };
    let people: Vec<Person> = text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let people: Vec<Person> = people.into_iter().filter(is_whole).collect();
    let (mut found, mut false_finds) = (BTreeMap::new(), BTreeMap::new());
    let show = std::env::var("SHOW").unwrap_or_default();
    for (n, person) in people.iter().enumerate() {
        let finder = finder(person);
        for (language, label) in labels(person) {
            let hit = finds(&finder, language, label);
            if !hit && show == language {
                println!("not found: {} {label}", person.name);
            }
            count(&mut found, language, label, hit);
        }
        let others = (1..=OTHERS).filter_map(|step| people.get((n + step * step * 7) % people.len()));
        for (language, label) in others.filter(|other| !is_like(person, other)).flat_map(labels) {
            let hit = finds(&finder, language, label);
            if hit && (show == "false" || show == language) {
                println!("found, but is none: {} {label} {language}", person.name);
            }
            count(&mut false_finds, language, label, hit);
        }
    }
    println!("{} people; found of their own labels, and of others' though it is not there", people.len());
    for (group, tally) in &found {
        let wrong = false_finds.get(group).copied().unwrap_or_default();
        println!("{group:12} {:6} {:.3}   {:6} {:.4}", tally.all, tally.share(), wrong.all, wrong.share());
    }
}

/// Whether a person is named in full and in Latin letters.
fn is_whole(person: &Person) -> bool {
    let long = |word: &str| word.chars().count() > 2 && !word.contains('.');
    long(&person.first) && long(&person.last) && person.name.is_ascii() && person.name.ends_with(&person.last)
}

/// Whether two people share a name, so that one may be found where the other is.
fn is_like(a: &Person, b: &Person) -> bool {
    a.last.to_lowercase() == b.last.to_lowercase() || a.name == b.name
}

/// The labels of a person that hold a surname: those of more than one word, or in one of the scripts without blanks.
fn labels(person: &Person) -> impl Iterator<Item = (&str, &str)> {
    let known = |language: &&str| SENTENCES.iter().any(|(code, _)| code == language);
    let all = person.labels.iter().map(|(language, labels)| (language.as_str(), labels));
    let first = all.filter_map(|(language, labels)| Some((language, labels.first()?.as_str())));
    first.filter(move |(language, label)| known(language) && (label.contains(' ') || !label.is_ascii()))
}

fn finder(person: &Person) -> Finder {
    let name = person.name.replace('"', "");
    let cast = Cast::parse(&format!("[[actor]]\nid = \"a\"\nname = \"{name}\"\n"), "variants").unwrap_or_default();
    Finder::new(&cast)
}

fn finds(finder: &Finder, language: &str, label: &str) -> bool {
    let sentence = SENTENCES.iter().find(|(code, _)| *code == language).map_or("{}", |(_, sentence)| sentence);
    let article =
        Article { language: Language::from_code(language), text: sentence.replace("{}", label), ..Article::default() };
    finder.find(&article).iter().any(|mention| mention.kind == Kind::Name)
}

fn count(tallies: &mut BTreeMap<String, Tally>, language: &str, label: &str, found: bool) {
    let script = if label.is_ascii() { "Latin" } else { "other" };
    for group in [language.to_owned(), "all".to_owned(), format!("all {script}")] {
        tallies.entry(group).or_default().add(found);
    }
}
