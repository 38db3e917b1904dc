//! How accurate the finder is on our own annotated articles: precision, recall and F1 by kind and by language.
//!
//! An article in `tests/articles` is a head between two lines `+++` (TOML: `lang`, perhaps `date`, and a cast), and a
//! text in which `[span|actor kind]` marks each mention: `name`, which need not be said, `role`, `pronoun`, or
//! `optional`, which counts neither for nor against.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use followspot::article::{self, Article, Date};
use followspot::cast::Cast;
use followspot::mention::{Finder, Kind, Mention};
use followspot::text::{Language, Span};

/// For each kind, how many mentions there are at least, and the least F1 over all articles; only ever raised.
const FLOORS: [(Kind, usize, f64); 3] = [(Kind::Name, 540, 0.93), (Kind::Role, 130, 0.79), (Kind::Pronoun, 410, 0.715)];

/// An annotated article.
struct Marked {
    article: Article,
    cast: Cast,
    language: String,
    gold: Vec<Gold>,
}

/// A mention that is there, of the actor with this id.
struct Gold {
    span: Span,
    actor: String,
    /// `None` where it is optional.
    kind: Option<Kind>,
}

/// Mentions that were there, that were found, and those that were both.
#[derive(Clone, Copy, Default)]
struct Tally {
    gold: usize,
    found: usize,
    hits: usize,
}

impl Tally {
    fn precision(self) -> f64 {
        share(self.hits, self.found)
    }

    fn recall(self) -> f64 {
        share(self.hits, self.gold)
    }

    fn f1(self) -> f64 {
        share(2 * self.hits, self.gold + self.found)
    }
}

fn share(part: usize, whole: usize) -> f64 {
    let number = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    if whole == 0 { 1.0 } else { number(part) / number(whole) }
}

#[test]
fn mentions_are_found_and_nothing_else() {
    let mut tallies: BTreeMap<(String, &str), Tally> = BTreeMap::new();
    let mut wrong = String::new();
    for (file, marked) in articles() {
        let found = Finder::new(&marked.cast).find(&marked.article);
        for kind in [Kind::Name, Kind::Role, Kind::Pronoun] {
            let tally = score(&file, &marked, &found, kind, &mut wrong);
            for group in [marked.language.as_str(), "all"] {
                let sum = tallies.entry((group.to_owned(), word(kind))).or_default();
                sum.gold += tally.gold;
                sum.found += tally.found;
                sum.hits += tally.hits;
            }
        }
    }
    println!("{wrong}\n{}", table(&tallies));
    for (kind, marked, least) in FLOORS {
        let all = tallies.get(&("all".to_owned(), word(kind))).copied().unwrap_or_default();
        assert!(all.gold >= marked, "only {} of kind {kind:?} are marked", all.gold);
        assert!(all.f1() >= least, "{kind:?}: F1 {:.3}, at least {least} before", all.f1());
    }
}

fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Name => "name",
        Kind::Role => "role",
        Kind::Pronoun => "pronoun",
    }
}

fn table(tallies: &BTreeMap<(String, &str), Tally>) -> String {
    let mut table = String::from("language kind     gold found  prec recall    F1\n");
    for ((language, kind), t) in tallies.iter().filter(|(_, t)| t.gold + t.found > 0) {
        let (precision, recall, f1) = (t.precision(), t.recall(), t.f1());
        let _ =
            writeln!(table, "{language:8} {kind:8} {:4} {:5} {precision:5.3}  {recall:5.3} {f1:5.3}", t.gold, t.found);
    }
    table
}

/// A found mention is a hit where it and a marked one of its actor and kind share half of both; it is neither right
/// nor wrong where it lies on an optional one, or on one of another kind, of its actor.
fn score(file: &str, marked: &Marked, found: &[Mention], kind: Kind, wrong: &mut String) -> Tally {
    let text = &marked.article.text;
    let mut found: Vec<(Span, &str)> =
        found.iter().filter(|m| m.kind == kind).map(|m| (m.span, id(marked, m))).collect();
    let mut tally = Tally::default();
    for gold in marked.gold.iter().filter(|gold| gold.kind == Some(kind)) {
        tally.gold += 1;
        match found.iter().position(|(span, actor)| *actor == gold.actor && is_hit(*span, gold.span)) {
            Some(at) => {
                found.swap_remove(at);
                tally.hits += 1;
                tally.found += 1;
            }
            None if kind == Kind::Name => {
                let _ = writeln!(wrong, "{file}: not found: {} {}", gold.span.of(text), gold.actor);
            }
            None => {}
        }
    }
    for (span, actor) in found {
        let pardoned = |gold: &&Gold| gold.actor == actor && gold.kind != Some(kind) && gold.span.overlaps(span);
        if marked.gold.iter().any(|gold| pardoned(&gold)) {
            continue;
        }
        tally.found += 1;
        if kind == Kind::Name {
            let _ = writeln!(wrong, "{file}: found, but is none: {} {actor}", span.of(text));
        }
    }
    tally
}

fn id<'a>(marked: &'a Marked, mention: &Mention) -> &'a str {
    &marked.cast.actors[usize::from(mention.actor.0)].id
}

fn is_hit(a: Span, b: Span) -> bool {
    let shared = a.end.min(b.end).saturating_sub(a.start.max(b.start)) as usize;
    shared > 0 && 2 * shared >= a.len() && 2 * shared >= b.len()
}

fn articles() -> Vec<(String, Marked)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/articles");
    let mut files: Vec<_> = fs::read_dir(folder).expect("tests/articles").flatten().map(|entry| entry.path()).collect();
    files.sort();
    let read = |path: &std::path::PathBuf| {
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let marked = parse(&fs::read_to_string(path).expect("a text"), &file);
        (file, marked)
    };
    files.iter().filter(|path| path.extension().is_some_and(|e| e == "txt")).map(read).collect()
}

fn parse(file: &str, name: &str) -> Marked {
    let (head, body) = file.strip_prefix("+++\n").and_then(|rest| rest.split_once("\n+++\n")).expect("a head");
    let at = head.find("[[actor]]").unwrap_or(head.len());
    let (settings, cast) = head.split_at(at);
    let cast = Cast::parse(cast, name).expect("a cast");
    let (text, gold) = unmark(body);
    let mut article = article::read(text.as_bytes(), name).expect("an article");
    let setting = |key: &str| {
        let line = settings.lines().find_map(|line| line.strip_prefix(key)?.trim().strip_prefix('='));
        line.map(|value| value.trim().trim_matches('"').to_owned())
    };
    let language = setting("lang").unwrap_or_default();
    article.language = Language::from_code(&language);
    article.date = setting("date").and_then(|date| day(&date)).or(article.date);
    assert_eq!(article.text, text, "{name}: the text is read as it stands");
    Marked { article, cast, language, gold }
}

fn day(date: &str) -> Option<Date> {
    let mut numbers = date.split('-');
    let (year, month, day) = (numbers.next()?, numbers.next()?, numbers.next()?);
    Some(Date { year: Some(year.parse().ok()?), month: month.parse().ok()?, day: day.parse().ok()? })
}

/// Takes the marks out of a text.
fn unmark(body: &str) -> (String, Vec<Gold>) {
    let mut text = String::new();
    let mut gold = Vec::new();
    let mut rest = body;
    while let Some((before, marked)) = rest.split_once('[') {
        text.push_str(before);
        let (inside, after) = marked.split_once(']').expect("a mark has an end");
        let (words, what) = inside.split_once('|').expect("a mark says what it is");
        let start = text.len();
        text.push_str(words);
        let (actor, kind) = what.split_once(' ').unwrap_or((what, "name"));
        let kind = match kind {
            "name" => Some(Kind::Name),
            "role" => Some(Kind::Role),
            "pronoun" => Some(Kind::Pronoun),
            _ => None,
        };
        assert!(kind.is_some() || what.ends_with(" optional"), "no kind: {what}");
        gold.push(Gold { span: Span::new(start, text.len()), actor: actor.to_owned(), kind });
        rest = after;
    }
    text.push_str(rest);
    (text, gold)
}
