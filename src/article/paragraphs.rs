//! Cuts raw text into paragraphs, whether blank lines part them or each line is one.

use crate::text::{Span, is_blank};

/// The paragraphs of `text` in order, without blanks at their ends.
///
/// Blank lines always part paragraphs. Whether single line ends do is told from the whole text: where lines are broken
/// to a measure, as in mail, the lines of a paragraph are joined; otherwise each line is a paragraph.
pub(super) fn paragraphs(text: &str) -> Vec<Span> {
    let measure = measure(text);
    let mut found: Vec<Span> = Vec::new();
    let mut previous: Option<Line<'_>> = None;
    for line in lines(text) {
        let goes_on = measure.zip(previous).is_some_and(|(measure, previous)| goes_on(previous, line, measure));
        match found.last_mut().filter(|_| goes_on) {
            Some(paragraph) => *paragraph = Span { end: line.span.end, ..*paragraph },
            None => found.push(line.span),
        }
        previous = Some(line);
    }
    found
}

/// A line that is not blank.
#[derive(Clone, Copy)]
struct Line<'a> {
    /// Where it is, without blanks at its ends.
    span: Span,
    text: &'a str,
    /// Whether a blank line stands before it.
    parted: bool,
}

impl Line<'_> {
    /// The number of characters, counted no further than is of interest.
    fn width(self) -> usize {
        self.text.chars().take(WIDEST + 1).count()
    }
}

/// The widest measure to which lines are broken, in characters, and the narrowest.
const WIDEST: usize = 120;
const NARROWEST: usize = 30;

/// The lines of `text` that are not blank.
fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    let mut at = 0;
    let mut parted = false;
    std::iter::from_fn(move || {
        while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
            let len = memchr::memchr3(b'\n', b'\r', b'\x0c', rest.as_bytes()).unwrap_or(rest.len());
            let start = at;
            at += len + if rest.as_bytes().get(len..).is_some_and(|end| end.starts_with(b"\r\n")) { 2 } else { 1 };
            let line = rest.get(..len).unwrap_or("");
            let seen = line.trim_start_matches(is_blank);
            let start = start + line.len() - seen.len();
            let seen = seen.trim_end_matches(is_blank);
            if !seen.is_empty() {
                let span = Span::new(start, start + seen.len());
                return Some(Line { span, text: seen, parted: std::mem::take(&mut parted) });
            }
            parted = true;
        }
        None
    })
}

/// The measure to which the lines of `text` are broken, in characters; `None` where each line is a paragraph.
fn measure(text: &str) -> Option<usize> {
    let measure = usual_width(text).filter(|width| (NARROWEST..=WIDEST).contains(width))?;
    let (mut pairs, mut full, mut running) = (0, 0, 0);
    let mut previous: Option<Line<'_>> = None;
    for line in lines(text) {
        if let Some(previous) = previous.filter(|_| !line.parted) {
            pairs += 1;
            full += usize::from(is_broken(previous, line, measure));
            running += usize::from(runs_on(previous.text, line.text));
        }
        previous = Some(line);
    }
    (pairs > 0 && full * 10 >= pairs * 6 && running * 4 >= pairs).then_some(measure)
}

/// The width that nine lines in ten do not exceed, in characters.
fn usual_width(text: &str) -> Option<usize> {
    let mut widths = [0_usize; WIDEST + 2];
    for line in lines(text) {
        if let Some(count) = widths.get_mut(line.width()) {
            *count += 1;
        }
    }
    let all: usize = widths.iter().sum();
    let mut below = 0;
    widths.iter().position(|count| {
        below += count;
        below * 10 >= all * 9
    })
}

/// Whether `line` belongs to the paragraph that `previous` is in.
fn goes_on(previous: Line<'_>, line: Line<'_>, measure: usize) -> bool {
    !line.parted && is_broken(previous, line, measure) && !is_item(line.text)
}

/// Whether a line seems to have been broken between the two: the first word of `line` found no room on `previous`, or
/// begins with a small letter.
fn is_broken(previous: Line<'_>, line: Line<'_>, measure: usize) -> bool {
    line.text.starts_with(char::is_lowercase) || is_full(previous, line, measure)
}

/// Whether `previous` is so long that the first word of `line` found no room on it.
fn is_full(previous: Line<'_>, line: Line<'_>, measure: usize) -> bool {
    let ideographic = line.text.starts_with(|c: char| matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}'));
    let word = if ideographic { 1 } else { line.text.chars().take_while(|c| !c.is_whitespace()).take(WIDEST).count() };
    previous.width() + 1 + word > measure
}

/// Whether a sentence seems to run on from one line to the next.
fn runs_on(previous: &str, next: &str) -> bool {
    let ended = previous.ends_with(['.', '!', '?', '…', '"', '”', '»', ':', '。', '！', '？', '」', '؟', '۔']);
    match next.chars().next() {
        Some(c) if c.is_lowercase() => true,
        Some(c) if c.is_uppercase() => false,
        _ => !ended,
    }
}

/// Whether a line is an item of a list.
fn is_item(line: &str) -> bool {
    line.strip_prefix(['-', '*', '•', '–', '—', '·', '▪', '■'])
        .is_some_and(|rest| rest.starts_with(char::is_whitespace))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::paragraphs;
    use crate::text::{Span, fold, is_blank};

    fn cut(text: &str) -> Vec<String> {
        paragraphs(text).into_iter().map(|p| fold(p.of(text))).collect()
    }

    #[test]
    fn blank_lines_part_paragraphs() {
        assert_eq!(cut("\u{feff}one\n\n two \r\n \t\r\nthree\r\rfour\n"), ["one", "two", "three", "four"]);
    }

    #[test]
    fn each_line_is_a_paragraph_where_lines_are_of_any_length() {
        let text = "Titre\nUn paragraphe assez long pour que personne ne le prenne pour une ligne de courrier électronique, n’est-ce pas, surtout ici.\nUn autre, court.\nEncore un.\n\nEt un dernier.";
        assert_eq!(cut(text).len(), 5);
        assert_eq!(cut("Short title here\nFirst point made\nSecond point made\nThird").len(), 4);
    }

    #[test]
    fn lines_broken_to_a_measure_are_joined() {
        let mail = "A headline of the article\n\n\
            The president said on Sunday that he would not send more troops to\n\
            the border, and that the talks with his colleague in Minsk had been\n\
            put off until the end of the month.\n\
            A second paragraph follows without a blank line between the two of\n\
            them, which some programs write.\n\n\
            - an item of a list that is as long as a line of this text may be,\n\
            - and another one.\n";
        let found = cut(mail);
        assert_eq!(found.len(), 5, "{found:#?}");
        assert!(found[1].starts_with("the president") && found[1].ends_with("of the month."));
        assert!(found[2].ends_with("programs write."));
    }

    #[test]
    fn lines_broken_in_other_scripts_are_joined_too() {
        let russian = "Президент заявил в воскресенье, что не пошлёт войска\nк границе, и что переговоры с коллегой в Минске\n\
            отложены до конца месяца.\nВторой абзац начинается без пустой строки между\nними.\n";
        assert_eq!(cut(russian).len(), 2);
        let sentence = "总统周日表示，他不会与总理会面，因为他们之间没有什么可谈的，".repeat(4);
        let lines: Vec<String> = sentence.chars().collect::<Vec<_>>().chunks(36).map(String::from_iter).collect();
        let chinese = format!("{}\n\n第二段。", lines.join("\n"));
        assert_eq!(cut(&chinese).len(), 2);
    }

    proptest! {
        #[test]
        fn paragraphs_hold_all_that_is_seen(text in "([a-zÉ習 .\u{ad}\u{feff}-]{0,40}[\n\r\u{c}\u{85}]{0,2}){0,12}") {
            let mut at = 0;
            for span in paragraphs(&text) {
                prop_assert!(Span::new(at, span.start as usize).of(&text).chars().all(is_blank));
                prop_assert!(!span.is_empty() && at <= span.start as usize);
                prop_assert_eq!(span.of(&text), span.of(&text).trim_matches(is_blank));
                at = span.end as usize;
            }
            prop_assert!(Span::new(at, text.len()).of(&text).chars().all(is_blank));
        }
    }
}
