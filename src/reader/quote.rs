//! What is copied: words of an article with whence they are, as Markdown, plain text or BibTeX.
//!
//! What comes from the article is escaped as each form wants it, and holds no control characters, which whatever it is
//! pasted into might obey.

use crate::article::{Article, Date};
use crate::text::{Span, fold, sentences};

/// The form of what is copied.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// Markdown, as `CommonMark` has it.
    #[default]
    Markdown,
    /// Text as people write it.
    Plain,
    /// An entry for BibTeX and biblatex.
    Bibtex,
}

impl Form {
    /// All of them, in turn.
    pub const ALL: [Form; 3] = [Form::Markdown, Form::Plain, Form::Bibtex];

    /// Its name in the config and on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Form::Markdown => "markdown",
            Form::Plain => "plain",
            Form::Bibtex => "bibtex",
        }
    }

    /// The form with this name.
    pub fn named(word: &str) -> Option<Form> {
        Form::ALL.into_iter().find(|form| form.word() == word)
    }

    /// The words in `span` with the reference, and how much of `span` that is: whole sentences, as many as make no more
    /// than `most` bytes, unless even the first makes more.
    pub(super) fn quote(self, article: &Article, span: Span, most: usize) -> Option<(String, Span)> {
        let quote = |span: Span| self.written(article, &paragraphs(article, span));
        let whole = quote(span);
        if whole.len() <= most {
            return Some((whole, span));
        }
        let ends: Vec<Span> = ends(article, span).map(|end| Span { end, ..span }).collect();
        let fitting = ends.partition_point(|span| quote(*span).len() <= most);
        let longest = *ends.get(fitting.checked_sub(1)?)?;
        Some((quote(longest), longest))
    }

    /// The reference alone.
    pub(super) fn reference(self, article: &Article) -> String {
        self.written(article, &[])
    }

    fn written(self, article: &Article, quoted: &[String]) -> String {
        match self {
            Form::Markdown => markdown(article, quoted),
            Form::Plain => plain(article, quoted),
            Form::Bibtex => bibtex(article, quoted),
        }
    }
}

/// What is in `span`, each passage on a line.
fn paragraphs(article: &Article, span: Span) -> Vec<String> {
    let passages = article.passages.iter().filter(|passage| passage.span.overlaps(span));
    let within = |of: Span| Span { start: of.start.max(span.start), end: of.end.min(span.end) };
    passages.map(|passage| clean(within(passage.span).of(&article.text))).filter(|text| !text.is_empty()).collect()
}

/// Where the sentences of `span` end.
fn ends(article: &Article, span: Span) -> impl Iterator<Item = u32> + '_ {
    let passages = article.passages.iter().filter(move |passage| passage.span.overlaps(span));
    let all = passages.flat_map(|passage| sentences(&article.text, passage.span));
    all.map(|sentence| sentence.end).filter(move |end| span.start < *end && *end < span.end)
}

/// A text on one line, without control characters and without what turns the direction of writing.
fn clean(text: &str) -> String {
    let harms = |c: char| {
        (c.is_control() && !c.is_whitespace()) || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let text: String = text.chars().filter(|c| !harms(*c)).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A line of a reference, of which parts may be unknown.
fn joined(parts: impl IntoIterator<Item = Option<String>>) -> String {
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

fn cleaned(part: Option<&String>) -> Option<String> {
    part.map(|part| clean(part))
}

fn plain(article: &Article, quoted: &[String]) -> String {
    let quoted = if quoted.is_empty() { String::new() } else { format!("“{}”\n", quoted.join("\n\n")) };
    let date = article.date.map(|date| date.to_string());
    let known = [cleaned(article.author.as_ref()), Some(clean(&article.title)), cleaned(article.source.as_ref())];
    format!("{quoted}{}\n", joined(known.into_iter().chain([date, cleaned(article.address.as_ref())])))
}

fn markdown(article: &Article, quoted: &[String]) -> String {
    let lines: Vec<String> = quoted.iter().map(|paragraph| format!("> {}\n", marked_down(paragraph))).collect();
    let quote = if lines.is_empty() { String::new() } else { format!("{}\n", lines.join(">\n")) };
    let title = marked_down(&clean(&article.title));
    let title = match article.address.as_deref().filter(|address| is_on_the_web(address)) {
        Some(address) => format!("[{title}](<{}>)", in_address(address, &['<', '>', '\\'])),
        None => title,
    };
    let part = |part: Option<&String>| cleaned(part).map(|part| marked_down(&part));
    let date = article.date.map(|date| date.to_string());
    format!("{quote}{}\n", joined([part(article.author.as_ref()), Some(title), part(article.source.as_ref()), date]))
}

/// A line in which nothing means anything to Markdown.
fn marked_down(line: &str) -> String {
    let mut out = String::new();
    let begins_list = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let number = line.len() - begins_list.len();
    for (at, c) in line.char_indices() {
        let begins = at == 0 && matches!(c, '-' | '+' | '=');
        let counts = at == number && at > 0 && matches!(c, '.' | ')');
        if begins || counts || matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '$')
        {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

fn bibtex(article: &Article, quoted: &[String]) -> String {
    let field = |part: Option<&String>| cleaned(part).filter(|part| !part.is_empty()).map(|part| in_braces(&part));
    let year = article.date.and_then(|date| date.year).map(|year| year.to_string());
    let address = article.address.as_deref().filter(|address| is_on_the_web(address));
    let fields = [
        ("author", field(article.author.as_ref()).map(|author| format!("{{{author}}}"))),
        ("title", Some(format!("{{{}}}", in_braces(&clean(&article.title))))),
        ("howpublished", field(article.source.as_ref())),
        ("date", article.date.filter(|date| date.year.is_some()).map(Date::iso)),
        ("year", year.clone()),
        ("url", address.map(|address| in_address(address, &['{', '}', '\\']))),
        ("annote", Some(in_braces(&quoted.join("\n\n"))).filter(|quote| !quote.is_empty())),
    ];
    let lines = fields.into_iter().filter_map(|(name, value)| Some(format!("  {name} = {{{}}},\n", value?)));
    format!("@misc{{{},\n{}}}\n", key(article, year.as_deref().unwrap_or_default()), lines.collect::<String>())
}

/// The name of an entry: who published it, when, and how the title begins, as far as ASCII has letters for it.
fn key(article: &Article, year: &str) -> String {
    let ascii = |text: &str| fold(text).chars().filter(char::is_ascii_alphanumeric).take(LONGEST).collect::<String>();
    let source = ascii(article.source.as_deref().unwrap_or_default());
    let words = article.title.split_whitespace().map(ascii);
    let word = words.filter(|word| word.len() > SHORTEST).take(1).collect::<String>();
    let key = format!("{source}{year}{word}");
    if key.is_empty() { "article".to_owned() } else { key }
}

/// The longest part of a key, and the longest word that is too short for one, in letters.
const LONGEST: usize = 20;
const SHORTEST: usize = 3;

/// A text in which nothing means anything to LaTeX. Braces are named, since BibTeX counts them even behind a backslash.
fn in_braces(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\textbackslash{}"),
            '{' => out.push_str("\\textbraceleft{}"),
            '}' => out.push_str("\\textbraceright{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '#' | '$' | '%' | '&' | '_' => out.extend(['\\', c]),
            _ => out.push(c),
        }
    }
    out
}

fn is_on_the_web(address: &str) -> bool {
    ["https://", "http://"].iter().any(|scheme| address.starts_with(scheme))
}

/// An address with these characters, blanks and controls written as percent signs and numbers.
fn in_address(address: &str, not: &[char]) -> String {
    let mut out = String::new();
    for c in address.chars() {
        if not.contains(&c) || c.is_whitespace() || c.is_control() {
            out.extend(c.encode_utf8(&mut [0; 4]).bytes().map(|byte| format!("%{byte:02X}")));
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Passage, PassageKind};

    /// An article of these paragraphs.
    fn article(paragraphs: &[&str]) -> Article {
        let text = paragraphs.join("\n\n");
        let mut at = 0;
        let mut passage = |paragraph: &&str| {
            let span = Span::new(at, at + paragraph.len());
            at += paragraph.len() + 2;
            Passage { span, kind: PassageKind::Text }
        };
        let passages = paragraphs.iter().map(&mut passage).collect();
        Article {
            text,
            passages,
            title: "50 % *more* gas & {less} \\oil".to_owned(),
            source: Some("The_Daily".to_owned()),
            address: Some("https://a.example/b c?d={e}>f".to_owned()),
            ..Article::default()
        }
    }

    fn quoted(form: Form, paragraphs: &[&str], most: usize) -> Option<String> {
        let article = article(paragraphs);
        form.quote(&article, Span::new(0, article.text.len()), most).map(|(quote, _)| quote)
    }

    #[test]
    fn markdown_quotes_each_paragraph_and_links_the_title() {
        assert_eq!(
            quoted(Form::Markdown, &["He _came_.\nTwice.", "- 1. <b>"], 999).unwrap(),
            "> He \\_came\\_. Twice.\n>\n> \\- 1. \\<b\\>\n\n\
             [50 % \\*more\\* gas \\& {less} \\\\oil](<https://a.example/b%20c?d={e}%3Ef>), The\\_Daily\n"
        );
        assert_eq!(quoted(Form::Markdown, &["12. May"], 999).unwrap().lines().next(), Some("> 12\\. May"));
    }

    #[test]
    fn plain_text_is_as_it_was() {
        assert_eq!(
            quoted(Form::Plain, &["He _came_."], 999).unwrap(),
            "“He _came_.”\n50 % *more* gas & {less} \\oil, The_Daily, https://a.example/b c?d={e}>f\n"
        );
    }

    #[test]
    fn bibtex_is_escaped_and_its_braces_are_even() {
        let entry = quoted(Form::Bibtex, &["A {brace", "50 % of $ & ~"], 999).unwrap();
        assert_eq!(
            entry,
            "@misc{thedailymore,\n  title = {{50 \\% *more* gas \\& \\textbraceleft{}less\\textbraceright{} \
             \\textbackslash{}oil}},\n  howpublished = {The\\_Daily},\n  url = {https://a.example/b%20c?d=%7Be%7D>f},\n  \
             annote = {A \\textbraceleft{}brace\n\n50 \\% of \\$ \\& \\textasciitilde{}},\n}\n"
        );
        assert_eq!(entry.matches('{').count(), entry.matches('}').count());
    }

    #[test]
    fn nothing_that_a_shell_or_a_terminal_would_obey_is_copied() {
        let hostile = "a\x1b[31m\x07b\u{9b}2J\r\u{202e}c\u{202c}\u{0}d";
        for form in Form::ALL {
            let copied = quoted(form, &[hostile], 999).unwrap();
            assert!(!copied.contains(|c: char| (c.is_control() && c != '\n') || c == '\u{202e}'), "{copied:?}");
        }
    }

    #[test]
    fn a_long_quotation_ends_with_a_sentence_and_keeps_its_source() {
        let long: Vec<String> = (0..50).map(|n| format!("This is sentence {n}.")).collect();
        let long = long.join(" ");
        for form in Form::ALL {
            let most = quoted(form, &["x"], 999).unwrap().len() + 300;
            let cut = quoted(form, &[&long], most).unwrap();
            assert!(cut.len() <= most && cut.len() > most - 30, "{cut}");
            assert!(cut.contains("sentence 9.") && !cut.contains("sentence 49"), "{cut}");
            assert!(cut.contains("Daily"), "{cut}");
        }
        assert_eq!(quoted(Form::Plain, &[&"x".repeat(999)], 200), None);
    }
}
