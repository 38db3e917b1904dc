//! How fast mentions are found in a pile, beside ripgrep counting the same spellings.
//!
//! `cargo bench --bench mentions -- 1000` makes a pile of 1,000 MB in a folder of its own, which goes again; 100 MB
//! without a number. Articles have some 3 KB, in English, French and Russian; one in four names the first actor, and
//! each names up to two others. They lie in eight files of JSON lines, so that both programs use all cores.

#![expect(clippy::unwrap_used, reason = "a bench fails by panicking")]
#![expect(clippy::print_stdout, reason = "what was measured is printed")]

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use followspot::article::{self, Series, Wanted};
use followspot::cast::Cast;
use followspot::mention::corrections::Corrector;
use followspot::mention::{Finder, Kinds};

/// Given name and surname as they are written in English, French and Russian.
const PEOPLE: &str = "Vladimir Putin, Vladimir Poutine, Владимир Путин
Alexander Lukashenko, Alexandre Loukachenko, Александр Лукашенко
Kassym-Jomart Tokayev, Kassym-Jomart Tokaïev, Касым-Жомарт Токаев
Emmanuel Macron, Emmanuel Macron, Эмманюэль Макрон
Volodymyr Zelensky, Volodymyr Zelensky, Владимир Зеленский
Olaf Scholz, Olaf Scholz, Олаф Шольц
Joe Biden, Joe Biden, Джо Байден
Donald Trump, Donald Trump, Дональд Трамп
Angela Merkel, Angela Merkel, Ангела Меркель
Recep Erdoğan, Recep Erdogan, Реджеп Эрдоган
Viktor Orbán, Viktor Orban, Виктор Орбан
Giorgia Meloni, Giorgia Meloni, Джорджа Мелони
Pedro Sánchez, Pedro Sánchez, Педро Санчес
Donald Tusk, Donald Tusk, Дональд Туск
Andrzej Duda, Andrzej Duda, Анджей Дуда
Mark Rutte, Mark Rutte, Марк Рютте
Josep Borrell, Josep Borrell, Жозеп Боррель
Narendra Modi, Narendra Modi, Нарендра Моди
Sergey Lavrov, Sergueï Lavrov, Сергей Лавров
Sergei Shoigu, Sergueï Choïgou, Сергей Шойгу
Dmitry Medvedev, Dmitri Medvedev, Дмитрий Медведев
Dmitry Peskov, Dmitri Peskov, Дмитрий Песков
Mikhail Mishustin, Mikhaïl Michoustine, Михаил Мишустин
Ilham Aliyev, Ilham Aliev, Ильхам Алиев
Nikol Pashinyan, Nikol Pachinian, Никол Пашинян
Shavkat Mirziyoyev, Chavkat Mirzioïev, Шавкат Мирзиёев
Sadyr Japarov, Sadyr Japarov, Садыр Жапаров
Emomali Rahmon, Emomali Rahmon, Эмомали Рахмон
Maia Sandu, Maia Sandu, Майя Санду
Salome Zourabichvili, Salomé Zourabichvili, Саломе Зурабишвили
Irakli Kobakhidze, Irakli Kobakhidzé, Ираклий Кобахидзе
Aleksandar Vučić, Aleksandar Vucic, Александр Вучич
Robert Fico, Robert Fico, Роберт Фицо
Petr Pavel, Petr Pavel, Петр Павел
Gitanas Nausėda, Gitanas Nauseda, Гитанас Науседа
Kaja Kallas, Kaja Kallas, Кая Каллас
Alar Karis, Alar Karis, Алар Карис
Edgars Rinkēvičs, Edgars Rinkevics, Эдгар Ринкевич
Sauli Niinistö, Sauli Niinistö, Саули Ниинистё
Jens Stoltenberg, Jens Stoltenberg, Йенс Столтенберг
Antonio Guterres, Antonio Guterres, Антониу Гутерриш
Rishi Sunak, Rishi Sunak, Риши Сунак
Keir Starmer, Keir Starmer, Кир Стармер
Benjamin Netanyahu, Benyamin Netanyahou, Биньямин Нетаньяху
Ebrahim Raisi, Ebrahim Raïssi, Эбрахим Раиси
Justin Trudeau, Justin Trudeau, Джастин Трюдо
Fumio Kishida, Fumio Kishida, Фумио Кисида
Mario Draghi, Mario Draghi, Марио Драги
Sviatlana Tsikhanouskaya, Svetlana Tikhanovskaïa, Светлана Тихановская
Ramzan Kadyrov, Ramzan Kadyrov, Рамзан Кадыров";

/// Sentences of each language, the last two of which name somebody.
const SENTENCES: [[&str; 8]; 3] = [
    [
        "The ministers of both countries met in the capital and agreed on nothing of weight.",
        "Prices rose by two per cent, which nobody had expected before the end of the year.",
        "A delegation of six travelled on to the border, where the road had been closed since spring.",
        "Observers doubt that the talks will lead to a treaty before the summer.",
        "The bridge will stay closed for repairs, said the office that looks after the roads.",
        "He did not say when the next meeting would be held, or where.",
        "After the meeting {} spoke to the press and left without taking questions.",
        "According to {}, the two sides will meet again in the autumn.",
    ],
    [
        "Le porte-parole du gouvernement n’a pas souhaité répondre aux questions des journalistes.",
        "Les habitants attendent depuis des mois la réouverture du pont et de la gare.",
        "La commission a repoussé l’examen du texte à la semaine suivante, faute d’accord.",
        "Selon l’institut, la récolte sera moins bonne que prévu dans le nord du pays.",
        "Le syndicat des transports appelle à la grève pour la fin du mois.",
        "Il n’a pas précisé la date de la prochaine rencontre.",
        "À l’issue de la rencontre, {} a pris la parole devant la presse.",
        "D’après {}, les deux parties se retrouveront à l’automne.",
    ],
    [
        "По словам дипломатов, переговоры продолжатся на следующей неделе.",
        "Жители посёлка несколько месяцев ждут открытия моста и вокзала.",
        "Комиссия отложила рассмотрение закона до следующей недели.",
        "По данным института, урожай на севере страны будет хуже обычного.",
        "Профсоюз транспортников призвал к забастовке в конце месяца.",
        "Он не уточнил, когда состоится следующая встреча.",
        "После встречи {} ответил на вопросы журналистов.",
        "Как заявил {}, стороны встретятся снова осенью.",
    ],
];

const LANGUAGES: [&str; 3] = ["en", "fr", "ru"];

/// How many files the pile has.
const FILES: usize = 8;

/// How much of the pile is gone through for all kinds of mentions, in bytes.
const SOME: usize = 10_000_000;

/// The spellings of each person in one language: in full, and as articles go on.
fn spellings(language: usize) -> Vec<[String; 4]> {
    let names = PEOPLE.lines().filter_map(|line| line.split(", ").nth(language));
    names
        .map(|name| {
            let (given, surname) = name.split_once(' ').unwrap();
            let initial = given.chars().next().unwrap();
            [name.to_owned(), surname.to_owned(), format!("{initial}. {surname}"), surname.to_uppercase()]
        })
        .collect()
}

/// Makes a pile of so many bytes, and tells how many they have become.
fn make(folder: &Path, size: usize) -> usize {
    fs::create_dir(folder).unwrap();
    let file = |n: usize| BufWriter::new(File::create(folder.join(format!("{n}.jsonl"))).unwrap());
    let mut files: Vec<_> = (0..FILES).map(file).collect();
    let spellings = [0, 1, 2].map(spellings);
    let (mut made, mut seed) = (0, 1_u64);
    let mut random = move |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap() % below
    };
    for number in 0.. {
        let language = random(3);
        let mut people = vec![if random(4) == 0 { 0 } else { 1 + random(49) }];
        people.extend((0..random(3)).map(|_| 1 + random(49)));
        let mut text = format!("Report number {number}\n\n");
        while text.len() < 3_200 {
            let sentence = SENTENCES[language][random(8)];
            let name = &spellings[language][people[random(people.len())]][random(4)];
            let end = if random(4) == 0 { "\n\n" } else { " " };
            write!(text, "{}{end}", sentence.replace("{}", name)).unwrap();
        }
        let line = serde_json::json!({ "id": number, "lang": LANGUAGES[language], "body": text }).to_string();
        writeln!(files[number % FILES], "{line}").unwrap();
        made += line.len() + 1;
        if made >= size {
            break;
        }
    }
    made
}

/// A cast file of the first so many people, each by one English name.
fn cast(people: usize) -> String {
    let names = PEOPLE.lines().take(people).filter_map(|line| line.split(',').next());
    let actors: Vec<String> =
        names.enumerate().map(|(n, name)| format!("[[actor]]\nid = \"a{n}\"\nname = \"{name}\"\n")).collect();
    actors.concat()
}

/// The time of the fastest of three runs.
fn time(mut command: Command) -> Duration {
    let mut run = || {
        let start = Instant::now();
        command.stdout(Stdio::null()).status().unwrap();
        start.elapsed()
    };
    (0..3).map(|_| run()).min().unwrap()
}

fn mb_a_second(bytes: usize, time: Duration) -> f64 {
    f64::from(u32::try_from(bytes / 1000).unwrap()) / 1000.0 / time.as_secs_f64()
}

/// The program on the pile, and ripgrep where it is installed, with as many threads.
fn compare(folder: &Path, bytes: usize, people: usize) {
    let (cast_file, pile) = (folder.join("cast.toml"), folder.join("pile"));
    fs::write(&cast_file, cast(people)).unwrap();
    let mut own = Command::new(env!("CARGO_BIN_EXE_followspot"));
    own.args(["mentions", "--kind", "name", "--format", "jsonl", "--cast"]).arg(&cast_file).arg(&pile);
    let own = mb_a_second(bytes, time(own));
    let all: Vec<String> = (0..3).flat_map(spellings).take(150).flatten().collect();
    let of = |n: &usize| (n / 4) % 50 < people;
    let patterns: Vec<&str> = (0..all.len()).filter(of).map(|n| all[n].as_str()).collect();
    fs::write(folder.join("spellings"), patterns.join("\n")).unwrap();
    let threads = std::thread::available_parallelism().map_or(1, usize::from).to_string();
    let mut rg = Command::new("rg");
    rg.args(["-j", &threads, "-i", "-F", "--count-matches", "-f"]).arg(folder.join("spellings")).arg(&pile);
    if Command::new("rg").arg("--version").stdout(Stdio::null()).status().is_err() {
        println!("names of {people} actors: {own:.0} MB/s (rg is not installed)");
        return;
    }
    let rg = mb_a_second(bytes, time(rg));
    println!("names of {people} actors: {own:.0} MB/s; rg: {rg:.0} MB/s; ratio {:.2}", own / rg);
}

/// All kinds of mentions of one actor, on one thread, in what lies in memory already.
fn all_kinds(pile: &Path) {
    let finder = Finder::new(&Cast::parse(&cast(1), "cast.toml").unwrap());
    let lines = fs::read(pile.join("0.jsonl")).unwrap();
    let end = lines.iter().take(SOME).rposition(|&byte| byte == b'\n').unwrap();
    let (lines, bytes) = (&lines[..end], end);
    let nobody = Corrector::default();
    let sieve = |raw: &[u8]| finder.first_in(raw, Kinds::All, &nobody);
    let wanted = Wanted { sieve: &sieve, ..Wanted::default() };
    let find = || {
        let start = Instant::now();
        article::open_portion(&Series::Lines, lines, 1, wanted, &mut |_, opened| {
            std::hint::black_box(finder.find_in(&opened.unwrap(), Kinds::All, &nobody));
        });
        start.elapsed()
    };
    let best = (0..9).map(|_| find()).min().unwrap();
    println!("all kinds of mentions of 1 actor, on one thread: {:.0} MB/s", mb_a_second(bytes, best));
}

/// How long it takes to make a finder.
fn making(people: usize) {
    let cast = Cast::parse(&cast(people), "cast.toml").unwrap();
    let make = || {
        let start = Instant::now();
        std::hint::black_box(Finder::new(&cast));
        start.elapsed()
    };
    let best = (0..5).map(|_| make()).min().unwrap();
    println!("a finder for {people} actors: {:.1} ms", best.as_secs_f64() * 1000.0);
}

fn main() {
    let wanted = std::env::args().find_map(|argument| argument.parse::<usize>().ok());
    let folder = tempfile::tempdir().unwrap();
    let pile = folder.path().join("pile");
    let bytes = make(&pile, wanted.unwrap_or(100) * 1_000_000);
    making(3);
    making(50);
    compare(folder.path(), bytes, 1);
    compare(folder.path(), bytes, 50);
    all_kinds(&pile);
}
