//! A correction as a line of text, and the file of such lines: read, written, one put in, one taken out.

use super::{Correction, Scope, Verdict};
use crate::article::Content;
use crate::cast::CastError;
use crate::mention::Kind;
use crate::text::Span;

/// What is wrong with a line, and what to write instead.
type Wrong = (String, &'static str);

/// How a line is written.
const LIKE: &str =
    "write it like not putin \"Poutine\" everywhere, or is putin role \"the host\" in 0123…cdef at 10-18";

/// Parses the lines of the file `file`.
pub(super) fn parse(text: &str, file: &str) -> Result<Vec<Correction>, CastError> {
    let mut corrections = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        match correction(line) {
            Ok(correction) => corrections.extend(correction),
            Err((problem, instead)) => {
                return Err(CastError { file: file.to_owned(), line: number, problem, instead: instead.to_owned() });
            }
        }
    }
    Ok(corrections)
}

/// The correction on a line; `None` where there is none.
fn correction(line: &str) -> Result<Option<Correction>, Wrong> {
    let mut words = Words(line);
    let Some(verb) = words.next()? else { return Ok(None) };
    let actor = words.needed("the id of an actor")?;
    let (verdict, quoted) = match verb.as_str() {
        "not" => (Verdict::IsNot, words.needed("the words in quotes")?),
        "is" => {
            let kind = words.needed("name, role or pronoun")?;
            let kind = Kind::named(&kind);
            let kind = kind.ok_or_else(|| missing("name, role or pronoun"))?;
            (Verdict::Is(kind), words.needed("the words in quotes")?)
        }
        _ => return Err((format!("a line begins with is or not, and this one with {verb}"), LIKE)),
    };
    let said = quoted.strip_prefix('"').map(|said| said.split_whitespace().collect::<Vec<_>>().join(" "));
    let said = said.filter(|said| !said.is_empty()).ok_or_else(|| missing("the words in quotes"))?;
    let scope = scope(&mut words)?;
    match words.next()? {
        None => Ok(Some(Correction { verdict, actor, words: said, scope })),
        Some(more) => Err((format!("“{more}” is too much"), "write notes behind a #")),
    }
}

fn scope(words: &mut Words<'_>) -> Result<Scope, Wrong> {
    match words.needed("everywhere, or in and an article")?.as_str() {
        "everywhere" => Ok(Scope::Everywhere),
        "in" => {
            let content = words.needed("the mark of an article")?.parse::<Content>();
            let content = content.map_err(|()| missing("the 32 digits of an article"))?;
            match words.next()?.as_deref() {
                None => Ok(Scope::Article(content)),
                Some("at") => Ok(Scope::Place(content, span(&words.needed("the bytes")?)?)),
                Some(_) => Err(missing("at and the bytes")),
            }
        }
        _ => Err(missing("everywhere, or in and an article")),
    }
}

fn span(written: &str) -> Result<Span, Wrong> {
    let ends = written.split_once('-').and_then(|(start, end)| Some((start.parse().ok()?, end.parse().ok()?)));
    match ends {
        Some((start, end)) if start < end => Ok(Span { start, end }),
        _ => Err(missing("the first byte, a dash and the byte behind the last")),
    }
}

fn missing(what: &str) -> Wrong {
    (format!("{what} is missing here"), LIKE)
}

/// The words of a line, up to a comment.
struct Words<'a>(&'a str);

impl Words<'_> {
    /// The next word; one in quotes keeps the first of them, so that it can be told.
    fn next(&mut self) -> Result<Option<String>, Wrong> {
        let rest = self.0.trim_start();
        if rest.is_empty() || rest.starts_with('#') {
            self.0 = "";
            return Ok(None);
        }
        if let Some(quoted) = rest.strip_prefix('"') {
            let (said, behind) = unquoted(quoted).ok_or(("a quote is not closed".to_owned(), LIKE))?;
            self.0 = behind;
            return Ok(Some(format!("\"{said}")));
        }
        let (word, behind) = rest.split_at(rest.find(char::is_whitespace).unwrap_or(rest.len()));
        self.0 = behind;
        Ok(Some(word.to_owned()))
    }

    fn needed(&mut self, what: &str) -> Result<String, Wrong> {
        self.next()?.ok_or_else(|| missing(what))
    }
}

/// What stands before the closing quote, and what comes behind it.
fn unquoted(text: &str) -> Option<(String, &str)> {
    let (mut said, mut rest) = (String::new(), text);
    loop {
        let at = rest.find(['"', '\\'])?;
        let (before, behind) = rest.split_at(at);
        said.push_str(before);
        let mut behind = behind.chars();
        if behind.next() == Some('"') {
            return Some((said, behind.as_str()));
        }
        said.push(behind.next()?);
        rest = behind.as_str();
    }
}

/// The line of a correction, without its end; `note` is a word on it for people.
pub fn print(correction: &Correction, note: &str) -> String {
    let Correction { verdict, actor, words, scope } = correction;
    let verdict = match verdict {
        Verdict::IsNot => format!("not {actor}"),
        Verdict::Is(kind) => {
            let kind = kind.word();
            format!("is {actor} {kind}")
        }
    };
    let clean = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").replace(char::is_control, "");
    let quoted = clean(words).replace('\\', "\\\\").replace('"', "\\\"");
    let scope = match scope {
        Scope::Everywhere => "everywhere".to_owned(),
        Scope::Article(content) => format!("in {content}"),
        Scope::Place(content, span) => format!("in {content} at {}-{}", span.start, span.end),
    };
    let note = clean(note);
    let note = if note.is_empty() { note } else { format!("  # {note}") };
    format!("{verdict} \"{quoted}\" {scope}{note}")
}

/// The file with one more line, before the first correction that comes behind it in the order of the alphabet, so that
/// files of two people flow together without conflict.
pub fn put(file: &str, line: &str) -> String {
    let behind = |held: &str| is_correction(held) && held.trim_start() > line;
    let at = file.split_inclusive('\n').take_while(|held| !behind(held)).map(str::len).sum();
    let (before, after) = file.split_at(at);
    let end = if before.is_empty() || before.ends_with('\n') { "" } else { "\n" };
    format!("{before}{end}{line}\n{after}")
}

/// The file without the lines that say the same as `line`, whatever they note.
pub fn take(file: &str, line: &str) -> String {
    let Ok(Some(wanted)) = correction(line) else { return file.to_owned() };
    let is_other = |held: &&str| !matches!(correction(held), Ok(Some(found)) if found == wanted);
    file.split_inclusive('\n').filter(is_other).collect()
}

/// The corrections of a file that can be read, each with its line.
pub fn lines(file: &str) -> impl Iterator<Item = (Correction, &str)> {
    file.lines().filter_map(|line| Some((correction(line).ok()??, line)))
}

fn is_correction(line: &str) -> bool {
    let line = line.trim_start();
    !line.is_empty() && !line.starts_with('#')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const MARK: &str = "00000000000000000000000000000abc";

    #[test]
    fn a_file_is_read_with_its_comments() {
        let file = format!(
            "# by hand\n\nnot a \"Ann  Roe\" everywhere # two\n  is a role \"the \\\"boss\\\" # \\\\\" in {MARK}\n\
             is b pronoun \"he\" in {MARK} at 3-5\n"
        );
        let said = |verdict, actor: &str, words: &str, scope| Correction {
            verdict,
            actor: actor.to_owned(),
            words: words.to_owned(),
            scope,
        };
        let expected = [
            said(Verdict::IsNot, "a", "Ann Roe", Scope::Everywhere),
            said(Verdict::Is(Kind::Role), "a", "the \"boss\" # \\", Scope::Article(Content(0xabc))),
            said(Verdict::Is(Kind::Pronoun), "b", "he", Scope::Place(Content(0xabc), Span::new(3, 5))),
        ];
        assert_eq!(parse(&file, "f").unwrap(), expected);
    }

    #[test]
    fn a_bad_line_is_refused_with_its_number_and_what_to_write() {
        for (line, problem) in [
            ("nto a \"x\" everywhere", "a line begins with is or not, and this one with nto"),
            ("not", "the id of an actor is missing here"),
            ("not a x everywhere", "the words in quotes is missing here"),
            ("not a \"x everywhere", "a quote is not closed"),
            ("is a \"x\" everywhere", "name, role or pronoun is missing here"),
            ("not a \"x\"", "everywhere, or in and an article is missing here"),
            ("not a \"x\" in abc", "the 32 digits of an article is missing here"),
            (
                &format!("not a \"x\" in {MARK} at 5-3"),
                "the first byte, a dash and the byte behind the last is missing here",
            ),
            ("not a \"x\" everywhere always", "“always” is too much"),
        ] {
            let error = parse(&format!("# one\n{line}\n"), "c.corrections").unwrap_err();
            assert!(error.to_string().starts_with(&format!("c.corrections:2: {problem}; write ")), "{error}");
        }
    }

    #[test]
    fn a_line_is_put_in_order_and_taken_out_again() {
        let file = "# ours\nis a name \"A\" everywhere\n# later\nnot b \"B\" everywhere";
        let line = "not a \"A\" everywhere  # mine";
        let more = put(file, line);
        assert_eq!(
            more,
            "# ours\nis a name \"A\" everywhere\n# later\nnot a \"A\" everywhere  # mine\nnot b \"B\" everywhere"
        );
        assert_eq!(take(&more, "not a \"A\" everywhere"), file);
        assert_eq!(put("x", "y"), "x\ny\n");
        assert_eq!(put(file, "not c \"C\" everywhere"), format!("{file}\nnot c \"C\" everywhere\n"));
    }

    proptest! {
        #[test]
        fn what_is_printed_reads_the_same(words in "[^\\s\\p{C}][^\\p{C}]{0,20}", note in ".{0,20}", mark in any::<u128>()) {
            let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
            let scope = Scope::Place(Content(mark), Span::new(1, 9));
            let said = Correction { verdict: Verdict::IsNot, actor: "ann".to_owned(), words, scope };
            prop_assert_eq!(parse(&print(&said, &note), "").unwrap(), [said]);
        }
    }
}
