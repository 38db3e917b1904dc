//! Annotations in a file of their own: one JSON object a line.

use serde::Deserialize;

use super::{Gold, Wrong, kind};
use crate::cast::Cast;
use crate::mention::Kind;
use crate::text::Span;

/// What such a line looks like.
const LIKE: &str =
    "write it like {\"doc\": \"a.txt\", \"actor\": \"merkel\", \"kind\": \"name\", \"start\": 0, \"end\": 13}";

/// One mention, as a line says; whether text and cast have it is seen later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its number in the file, from 1.
    pub number: usize,
    /// The name of the text's file, without folders.
    pub doc: String,
    /// The language of the text, where the line says so.
    pub language: Option<String>,
    actor: String,
    kind: Option<Kind>,
    span: Span,
    text: Option<String>,
}

#[derive(Deserialize)]
struct Fields {
    doc: Option<String>,
    file: Option<String>,
    lang: Option<String>,
    actor: String,
    kind: String,
    start: u32,
    end: u32,
    text: Option<String>,
}

/// Parses a whole file, whose name is `file` in messages; blank lines are passed over.
///
/// # Errors
/// The first line that is wrong.
pub fn parse(text: &str, file: &str) -> Result<Vec<Line>, Wrong> {
    let lines = text.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty());
    let wrong = |line, (problem, instead): (String, &str)| Wrong {
        file: file.to_owned(),
        line,
        problem,
        instead: instead.to_owned(),
    };
    let read = |(text, number)| line(text, number).map_err(|told| wrong(number, told));
    lines.map(read).collect()
}

/// One line; or what is wrong with it, and what to write instead.
fn line(line: &str, number: usize) -> Result<Line, (String, &'static str)> {
    let fields: Fields = serde_json::from_str(line).map_err(|error| {
        // Which line of this one line it was says nothing.
        let problem = error.to_string();
        let problem = problem.split(" at line ").next().unwrap_or_default();
        (format!("this is no annotation ({problem})"), LIKE)
    })?;
    let doc = fields.doc.or(fields.file).ok_or_else(|| ("`doc` is missing".to_owned(), LIKE))?;
    let kind = kind(&fields.kind)?;
    if fields.start >= fields.end {
        let problem = format!("from {} to {} is nothing", fields.start, fields.end);
        return Err((problem, "write the offset of the first byte, and the one behind the last"));
    }
    Ok(Line {
        number,
        doc: doc.rsplit('/').next().unwrap_or_default().to_owned(),
        language: fields.lang,
        actor: fields.actor,
        kind,
        span: Span { start: fields.start, end: fields.end },
        text: fields.text,
    })
}

impl Line {
    /// The mention in `text`, the text of its article; `file` is the name of the annotations in messages.
    ///
    /// # Errors
    /// Where the cast does not have the actor, or the text does not have the words.
    pub fn gold(&self, cast: &Cast, text: &str, file: &str) -> Result<Gold, Wrong> {
        let wrong = |problem, instead: &str| Wrong {
            file: file.to_owned(),
            line: self.number,
            problem,
            instead: instead.to_owned(),
        };
        let actor = cast.index_of(&self.actor).ok_or_else(|| {
            wrong(format!("the cast has no actor \"{}\"", self.actor), "write the id that the cast file gives")
        })?;
        let (there, instead) = (self.span.of(text), "count bytes of the text that `followspot text` prints");
        let (start, end) = (self.span.start, self.span.end);
        if there.is_empty() {
            return Err(wrong(format!("{} has no words from {start} to {end}", self.doc), instead));
        }
        if self.text.as_ref().is_some_and(|text| text != there) {
            return Err(wrong(format!("{} has \"{there}\" from {start} to {end}", self.doc), instead));
        }
        Ok(Gold { span: self.span, actor, kind: self.kind })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CAST: &str = "[[actor]]\nid = \"ann\"\nname = \"Ann Lee\"";

    /// The mentions in a text, or what is wrong.
    fn gold(lines: &str, text: &str) -> Result<Vec<Gold>, String> {
        let cast = Cast::parse(CAST, "").unwrap();
        let lines = parse(lines, "gold.jsonl").map_err(|wrong| wrong.to_string())?;
        lines.iter().map(|line| line.gold(&cast, text, "gold.jsonl").map_err(|wrong| wrong.to_string())).collect()
    }

    #[test]
    fn a_line_is_a_mention() {
        let lines = "{\"file\": \"texts/a.txt\", \"lang\": \"fr\", \"actor\": \"ann\", \"kind\": \"role\", \"start\": 0, \"end\": 2, \"text\": \"é\"}\n\n\
            {\"doc\": \"b.txt\", \"actor\": \"ann\", \"kind\": \"optional\", \"start\": 2, \"end\": 5, \"by\": \"hand\"}";
        let gold = gold(lines, "é Ann").unwrap();
        assert_eq!(
            gold.iter().map(|g| (g.span, g.kind)).collect::<Vec<_>>(),
            [(Span::new(0, 2), Some(Kind::Role)), (Span::new(2, 5), None)]
        );
        let lines = parse(lines, "").unwrap();
        assert_eq!(
            lines.iter().map(|line| (line.number, line.doc.as_str())).collect::<Vec<_>>(),
            [(1, "a.txt"), (3, "b.txt")]
        );
        assert_eq!(lines[0].language.as_deref(), Some("fr"));
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line_and_what_to_write() {
        let line = |doc: &str, rest: &str| format!("\n{{{doc}\"actor\": \"ann\", {rest}}}");
        let doc = "\"doc\": \"a.txt\", ";
        for (lines, wanted) in [
            (
                "\n{".to_owned(),
                "gold.jsonl:2: this is no annotation (EOF while parsing an object); write it like {\"doc\": ",
            ),
            (
                line(doc, "\"kind\": \"name\", \"start\": 0"),
                "gold.jsonl:2: this is no annotation (missing field `end`)",
            ),
            (line("", "\"kind\": \"name\", \"start\": 0, \"end\": 2"), "gold.jsonl:2: `doc` is missing; write it like"),
            (
                line(doc, "\"kind\": \"nam\", \"start\": 0, \"end\": 2"),
                "gold.jsonl:2: there is no kind \"nam\"; write name,",
            ),
            (
                line(doc, "\"kind\": \"name\", \"start\": 2, \"end\": 2"),
                "gold.jsonl:2: from 2 to 2 is nothing; write the offset",
            ),
            (
                line(doc, "\"kind\": \"name\", \"start\": 0, \"end\": 9"),
                "gold.jsonl:2: a.txt has no words from 0 to 9; count bytes",
            ),
            (
                line(doc, "\"kind\": \"name\", \"start\": 1, \"end\": 3"),
                "gold.jsonl:2: a.txt has no words from 1 to 3; count",
            ),
            (
                line(doc, "\"kind\": \"name\", \"start\": 0, \"end\": 2, \"text\": \"Ann\""),
                "gold.jsonl:2: a.txt has \"é\" from 0 to 2;",
            ),
            (
                line(doc, "\"kind\": \"name\", \"start\": 0, \"end\": 2").replace("ann", "bob"),
                "gold.jsonl:2: the cast has no actor \"bob\"; write the id",
            ),
        ] {
            let told = gold(&lines, "é Ann").unwrap_err();
            assert!(told.starts_with(wanted), "{told}");
        }
    }
}
