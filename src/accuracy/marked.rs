//! Annotations in the text itself, and the head that tells cast, date and language.

use jiff::civil;
use serde::Deserialize;

use super::{Gold, Wrong, kind};
use crate::article::{self, Article, Date};
use crate::cast::Cast;
use crate::text::Span;

/// The line before the head, and behind it.
const FENCE: &str = "+++\n";

/// A text that was marked, without its marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    /// The article.
    pub article: Article,
    /// Its language, where the head tells it.
    pub language: Option<String>,
    /// The cast that the head lists.
    pub cast: Cast,
    /// What is marked, in order.
    pub gold: Vec<Gold>,
}

/// What the head says beside the cast.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    lang: Option<String>,
    date: Option<String>,
}

/// The same, understood.
struct Settings {
    language: Option<String>,
    day: Option<civil::Date>,
}

/// What is wrong: at which byte, what, and what to write instead.
struct Misfit(usize, String, &'static str);

/// Whether a file begins as a marked text does.
pub fn is_marked(text: &str) -> bool {
    text.starts_with(FENCE)
}

/// Parses a marked text; `file` is its name for messages.
///
/// # Errors
/// What is wrong with the head, the cast or a mark.
pub fn parse(text: &str, file: &str) -> Result<Marked, Wrong> {
    let line = |at: usize| text.get(..at).unwrap_or(text).matches('\n').count();
    let wrong = |Misfit(at, problem, instead)| Wrong {
        file: file.to_owned(),
        line: line(at) + 1,
        problem,
        instead: instead.to_owned(),
    };
    let parts = text.strip_prefix(FENCE).and_then(|rest| rest.split_once(&format!("\n{FENCE}")));
    let no_head =
        || Misfit(0, "there is no head".to_owned(), "write a line +++, a cast, and a line +++ above the text");
    let (head, body) = parts.ok_or_else(|| wrong(no_head()))?;
    let (settings, cast) = head.split_at(head.find("[[actor]]").unwrap_or(head.len()));
    let settings = self::settings(settings).map_err(wrong)?;
    // Empty lines above it, so that its lines are counted as those of the file.
    let above = "\n".repeat(line(FENCE.len() + head.len() - cast.len()));
    let cast = Cast::parse(&(above + cast), file)?;
    let (plain, gold) = unmark(body, &cast)
        .map_err(|Misfit(at, problem, instead)| wrong(Misfit(text.len() - body.len() + at, problem, instead)))?;
    let article = article(&plain, settings.day).map_err(|problem| {
        wrong(Misfit(text.len() - body.len(), problem, "write plain text in UTF-8 below the head"))
    })?;
    Ok(Marked { article, language: settings.language, cast, gold })
}

fn settings(text: &str) -> Result<Settings, Misfit> {
    let instead = "write lang = \"en\" and date = \"2022-05-03\", or neither";
    let head: Head = toml::from_str(text).map_err(|error| {
        let at = FENCE.len() + error.span().map_or(0, |span| span.start);
        Misfit(at, format!("the head is not understood ({})", error.message()), instead)
    })?;
    let day = |date: &String| date.parse().map_err(|_| Misfit(0, format!("\"{date}\" is no day"), instead));
    Ok(Settings { language: head.lang, day: head.date.as_ref().map(day).transpose()? })
}

/// The article in a text without marks, on the day that its head tells.
fn article(text: &str, day: Option<civil::Date>) -> Result<Article, String> {
    let mut article = article::read(text.as_bytes(), "marked.txt").map_err(|unreadable| unreadable.to_string())?;
    if article.text != text {
        return Err("the text holds bytes that are no text".to_owned());
    }
    let number = |n: i8| u8::try_from(n).unwrap_or_default();
    let date = day.map(|d| Date { year: Some(d.year()), month: number(d.month()), day: number(d.day()) });
    article.date = date.or(article.date);
    Ok(article)
}

/// Takes the marks out of a text.
fn unmark(marked: &str, cast: &Cast) -> Result<(String, Vec<Gold>), Misfit> {
    let mut text = String::new();
    let mut gold = Vec::new();
    let mut rest = marked;
    while let Some((before, behind)) = rest.split_once('[') {
        text.push_str(before);
        let at = marked.len() - behind.len();
        let (mark, after) = behind.split_once(']').ok_or_else(|| no_mark(at, behind))?;
        let (words, what) = mark.split_once('|').ok_or_else(|| no_mark(at, mark))?;
        let (id, word) = what.split_once(' ').unwrap_or((what, "name"));
        let kind = kind(word).map_err(|(problem, instead)| Misfit(at, problem, instead))?;
        let actor = cast
            .index_of(id)
            .ok_or_else(|| Misfit(at, format!("the cast has no actor \"{id}\""), "write the id that the head gives"))?;
        let start = text.len();
        text.push_str(words);
        gold.push(Gold { span: Span::new(start, text.len()), actor, kind });
        rest = after;
    }
    text.push_str(rest);
    Ok((text, gold))
}

/// Brackets that mark nothing.
fn no_mark(at: usize, inside: &str) -> Misfit {
    let shown: String = inside.chars().take(20).collect();
    Misfit(at, format!("\"[{shown}\" is no mark"), "write [words|actor kind], and no other square brackets")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mention::Kind;

    const HEAD: &str =
        "+++\nlang = \"en\"\ndate = \"2022-05-03\"\n\n[[actor]]\nid = \"ann\"\nname = \"Ann Lee\"\n+++\n";

    #[test]
    fn marks_are_taken_out_of_the_text() {
        let marked = parse(&format!("{HEAD}[Ann|ann], [she|ann pronoun], [the é|ann optional]."), "").unwrap();
        assert_eq!(marked.article.text, "Ann, she, the é.");
        assert_eq!(marked.article.date.map(|date| date.to_string()).as_deref(), Some("3 May 2022"));
        assert_eq!(marked.language.as_deref(), Some("en"));
        let gold: Vec<_> = marked.gold.iter().map(|gold| (gold.span.of(&marked.article.text), gold.kind)).collect();
        assert_eq!(gold, [("Ann", Some(Kind::Name)), ("she", Some(Kind::Pronoun)), ("the é", None)]);
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line_and_what_to_write() {
        for (text, wanted) in [
            ("Ann".to_owned(), "a:1: there is no head; write a line +++,"),
            (HEAD.replace("lang =", "langs ="), "a:2: the head is not understood (unknown field `langs`"),
            (HEAD.replace("05-03", "05-33"), "a:1: \"2022-05-33\" is no day; write lang"),
            (HEAD.replace("name =", "nam ="), "a:7: there is no key `nam`; an actor has"),
            (HEAD.to_owned(), "a:9: There is no text in it"),
            (format!("{HEAD}\n[Ann"), "a:10: \"[Ann\" is no mark; write [words|actor kind]"),
            (format!("{HEAD}\n[Ann]"), "a:10: \"[Ann\" is no mark; write [words|actor kind]"),
            (format!("{HEAD}\n[Ann|bob]"), "a:10: the cast has no actor \"bob\"; write the id"),
            (format!("{HEAD}\n[Ann|ann nam]"), "a:10: there is no kind \"nam\"; write name, role"),
        ] {
            let told = parse(&text, "a").unwrap_err().to_string();
            assert!(told.starts_with(wanted), "{told}");
        }
    }
}
