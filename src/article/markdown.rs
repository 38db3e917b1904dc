//! Markdown, rendered to text: what is left is what a person reads.

mod inline;

use crate::text::{Span, is_blank};

use super::PassageKind;
use super::draft::Draft;
use super::front;
use inline::Covered;

/// The draft of an article in Markdown; its text is the rendered one, in linear time.
pub(super) fn read(source: &str) -> Draft {
    let (told, len) = front::read(source).unwrap_or_default();
    let mut page =
        Page { draft: Draft { told, ..Draft::default() }, paragraph: String::new(), state: State::Text, titled: false };
    for line in source.get(len..).unwrap_or("").trim_start_matches('\u{feff}').lines() {
        page.line(line);
    }
    page.flush(None);
    page.draft
}

/// What the next line may be part of.
enum State {
    Text,
    /// Code, up to a line that begins with this.
    Fence(&'static str),
    /// A comment of HTML.
    Comment,
}

struct Page {
    draft: Draft,
    /// The lines of the paragraph so far.
    paragraph: String,
    state: State,
    /// Whether the title has come.
    titled: bool,
}

impl Page {
    fn line(&mut self, line: &str) {
        let bare = line.trim();
        match self.state {
            State::Fence(fence) if bare.starts_with(fence) => self.state = State::Text,
            State::Fence(_) => self.push(line.trim_end(), None),
            State::Comment if bare.contains("-->") => self.state = State::Text,
            State::Comment => {}
            State::Text => self.text_line(line),
        }
    }

    fn text_line(&mut self, line: &str) {
        let bare = line.trim_start_matches([' ', '\t', '>']).trim_end();
        let quoted = line.trim_start().starts_with('>');
        let underline = !quoted && !self.paragraph.is_empty();
        match () {
            () if bare.is_empty() => self.flush(None),
            () if underline && is_all(bare, '=') => self.flush(Some(PassageKind::Title)),
            () if underline && is_all(bare, '-') => self.flush(Some(PassageKind::Text)),
            () if is_rule(bare) || is_definition(bare) => self.flush(None),
            () if bare.starts_with("```") => self.open(State::Fence("```")),
            () if bare.starts_with("~~~") => self.open(State::Fence("~~~")),
            () if bare.starts_with("<!--") && !bare.contains("-->") => self.open(State::Comment),
            () if bare.starts_with('|') => self.row(bare),
            () => self.words(bare),
        }
    }

    /// A heading, an item of a list, or a line of a paragraph.
    fn words(&mut self, line: &str) {
        if let Some((level, heading)) = heading(line) {
            self.flush(None);
            self.paragraph.push_str(heading);
            return self.flush(Some(if level == 1 { PassageKind::Title } else { PassageKind::Text }));
        }
        if let Some(item) = line.strip_prefix(['-', '*', '+']).filter(|rest| rest.starts_with([' ', '\t'])) {
            self.flush(None);
            self.paragraph.push_str("• ");
            return self.paragraph.push_str(item.trim());
        }
        if is_numbered(line, self.paragraph.is_empty()) {
            self.flush(None);
        }
        if !self.paragraph.is_empty() {
            self.paragraph.push('\n');
        }
        self.paragraph.push_str(line);
    }

    fn open(&mut self, state: State) {
        self.flush(None);
        self.state = state;
    }

    /// A row of a table: its cells, apart; a row of rules is left out.
    fn row(&mut self, line: &str) {
        self.flush(None);
        if line.chars().any(|c| !matches!(c, '|' | '-' | ':' | ' ')) {
            let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
            self.paragraph.push_str(&cells.join(" · "));
            self.flush(None);
        }
    }

    /// Ends the paragraph; of a heading the kind is known.
    fn flush(&mut self, heading: Option<PassageKind>) {
        if self.paragraph.is_empty() {
            return;
        }
        let source = std::mem::take(&mut self.paragraph);
        let (text, covered) = inline::render(&source);
        let titled = heading == Some(PassageKind::Title) && std::mem::replace(&mut self.titled, true);
        let kind = match (heading, covered) {
            // Of several headings of the first order only the first is the article's title.
            (Some(_), _) if titled => None,
            (Some(kind), _) => Some(kind),
            (None, Covered::Link) => Some(PassageKind::Link),
            (None, Covered::Picture) => Some(PassageKind::Caption),
            (None, Covered::No) => None,
        };
        self.push(&text, kind);
    }

    fn push(&mut self, text: &str, kind: Option<PassageKind>) {
        let seen = text.trim_matches(is_blank);
        if seen.is_empty() {
            return;
        }
        let out = &mut self.draft.text;
        if !out.is_empty() {
            out.push_str("\n\n");
        }
        let start = out.len();
        out.push_str(seen);
        self.draft.passages.push((Span::new(start, out.len()), kind));
    }
}

fn is_all(line: &str, mark: char) -> bool {
    line.chars().all(|c| c == mark)
}

/// Whether a line is a rule: three or more of one mark.
fn is_rule(line: &str) -> bool {
    ['-', '*', '_'].iter().any(|&mark| {
        line.chars().filter(|&c| c == mark).count() >= 3 && line.chars().all(|c| c == mark || c.is_whitespace())
    })
}

/// Whether a line tells the address of links elsewhere: `[name]: https://…`.
fn is_definition(line: &str) -> bool {
    line.starts_with('[')
        && line.split_once("]:").is_some_and(|(name, rest)| !name.contains(' ') && rest.contains("://"))
}

/// The order and the text of a heading.
fn heading(line: &str) -> Option<(usize, &str)> {
    let text = line.trim_start_matches('#');
    let level = line.len() - text.len();
    let is = (1..=6).contains(&level) && (text.is_empty() || text.starts_with([' ', '\t']));
    is.then(|| (level, text.trim().trim_end_matches('#').trim_end()))
}

/// Whether a line is an item of a numbered list; within a paragraph only the first number begins one.
fn is_numbered(line: &str, alone: bool) -> bool {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = line.len() - rest.len();
    (1..=3).contains(&digits) && (rest.starts_with(". ") || rest.starts_with(") ")) && (alone || line.starts_with("1."))
}

#[cfg(test)]
mod tests {
    use super::{PassageKind, read};

    #[test]
    fn a_page_is_rendered_passage_by_passage() {
        let source = "---\ntitle: T\n---\n# A *title* #\n\nOne\ntwo.\n> said\n> he\n\n* item **one**\n* item two\n1. first\n\n\
            ![Putin in Minsk](a.jpg)\n\n[Read it](http://a.org)\n\n```\ncode *x*\n\n  more\n```\n---\n| a | b |\n|---|---|\n| c | d |\n\
            <!-- hidden\n\nhidden -->\nUnder\n-----\n# Second\n[ref]: http://b.org\n";
        let draft = read(source);
        let found: Vec<_> = draft.passages.iter().map(|(span, kind)| (span.of(&draft.text), *kind)).collect();
        assert_eq!(
            found,
            [
                ("A title", Some(PassageKind::Title)),
                ("One two. said he", None),
                ("• item one", None),
                ("• item two", None),
                ("1. first", None),
                ("Putin in Minsk", Some(PassageKind::Caption)),
                ("Read it", Some(PassageKind::Link)),
                ("code *x*", None),
                ("more", None),
                ("a · b", None),
                ("c · d", None),
                ("Under", Some(PassageKind::Text)),
                ("Second", None),
            ]
        );
        assert_eq!(draft.told.title.as_deref(), Some("T"));
    }
}
