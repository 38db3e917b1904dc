//! Finds what stands in quotation marks of any style, and speech behind a dash.
//!
//! Styles differ in what opens and what closes, and scraped pages mix them, so a mark is judged by its neighbours and
//! by what is open: within a passage a closing mark closes the innermost quotation that it fits, or, where none fits,
//! the innermost one. A quotation whose closing mark is missing ends with its passage.

use std::ops::Range;

use super::words::{Shape, Word, Words};

/// A quotation: the words inside its marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Quotation {
    /// The words inside.
    pub(super) words: Range<usize>,
    /// Whether it is opened by a dash, as speech is in some languages.
    pub(super) dash: bool,
}

/// The outermost quotations of the article, in reading order.
pub(super) fn find(words: &Words) -> Vec<Quotation> {
    let mut found = Vec::new();
    let mut start = 0;
    for passage in words.0.chunk_by(|a, b| a.passage == b.passage) {
        let range = start..start + passage.len();
        start = range.end;
        match dash_speech(words, range.clone()) {
            Some(speech) => found.extend(speech),
            None => find_in(words, range, &mut found),
        }
    }
    found
}

/// The quotation marks that may close what each mark opens.
const CLOSERS: [(char, &str); 8] =
    [('«', "»"), ('»', "«»"), ('“', "”\""), ('”', "”"), ('„', "“”\"»"), ('‘', "’'"), ('‚', "‘’"), ('"', "\"")];

/// Finds the quotations in the passage whose words are `passage`.
fn find_in(words: &Words, passage: Range<usize>, found: &mut Vec<Quotation>) {
    let mut open: Vec<(char, usize)> = Vec::new();
    for at in passage.clone() {
        let word = words.at(at);
        if word.shape != Shape::Mark {
            continue;
        }
        if let Some(level) = closes(words, at, &open) {
            if level == 0 {
                found.extend(open.first().map(|(_, start)| Quotation { words: *start..at, dash: false }));
            }
            open.truncate(level);
        } else if opens(words, at, &open) && open.len() < 3 {
            open.push((word.mark, at + 1));
        }
    }
    if let Some((_, start)) = open.first() {
        found.push(Quotation { words: *start..passage.end, dash: false });
    }
}

/// Whether the mark opens a quotation.
fn opens(words: &Words, at: usize, open: &[(char, usize)]) -> bool {
    let word = words.at(at);
    let inside = open.iter().any(|(mark, _)| *mark == word.mark);
    match word.mark {
        '„' | '‚' | '«' | '“' | '"' => !inside,
        '‘' => !inside && !word.glued,
        '»' | '”' => open.is_empty() && !word.glued && leads(words, at),
        _ => false,
    }
}

/// The depth of the quotation that the mark closes; `None` where it closes none.
fn closes(words: &Words, at: usize, open: &[(char, usize)]) -> Option<usize> {
    let word = words.at(at);
    if !"»«“”\"’‘'".contains(word.mark) || open.is_empty() {
        return None;
    }
    let fits = |(mark, _): &(char, usize)| {
        CLOSERS.iter().any(|(opener, closers)| opener == mark && closers.contains(word.mark))
    };
    match word.mark {
        '’' | '\'' if !ends(words, at) => None,
        '“' | '‘' | '«' if !open.last().is_some_and(fits) => None,
        _ => open
            .iter()
            .rposition(fits)
            .or_else(|| ("»”".contains(word.mark) && !leads(words, at)).then(|| open.len() - 1)),
    }
}

/// Whether the mark is written close to the word behind it.
fn leads(words: &Words, at: usize) -> bool {
    words.behind(at).is_some_and(|behind| behind.glued && behind.shape != Shape::Mark)
}

/// Whether the mark is written close to what stands before it and apart from what follows.
fn ends(words: &Words, at: usize) -> bool {
    let apart = words.behind(at).is_none_or(|behind| !behind.glued || behind.shape == Shape::Mark);
    words.at(at).glued && apart
}

/// Speech behind a dash at the beginning of the passage: up to the verb of saying, or to the end.
fn dash_speech(words: &Words, passage: Range<usize>) -> Option<Vec<Quotation>> {
    let first = words.at(passage.start);
    let second = words.at(passage.start + 1);
    if !first.is_mark("-–—") || second.shape == Shape::Number || second.passage != first.passage {
        return None;
    }
    let mut speech = Vec::new();
    let mut start = passage.start + 1;
    let mut inside = true;
    for at in passage.start + 1..passage.end {
        let word = words.at(at);
        if inside && is_aside(words, at) {
            speech.push(Quotation { words: start..at, dash: true });
            inside = false;
        } else if !inside && resumes(words, at, word) {
            start = at + 1;
            inside = true;
        }
    }
    if inside {
        speech.push(Quotation { words: start..passage.end, dash: true });
    }
    Some(speech)
}

/// Whether the teller breaks in behind the mark at `at`: ", said he".
fn is_aside(words: &Words, at: usize) -> bool {
    let word = words.at(at);
    word.is_mark(",!?…–—-")
        && words.behind(at).is_some_and(|next| next.is(super::grammar::Class::Say) && next.shape == Shape::Small)
}

/// Whether speech goes on behind the mark at `at`: a dash behind the teller's words.
fn resumes(words: &Words, at: usize, word: Word) -> bool {
    word.is_mark("–—-") && !word.glued && words.behind(at).is_some()
}

#[cfg(test)]
mod tests {
    use super::find;
    use crate::mention::grammar::Grammar;
    use crate::mention::words::{Words, tests::article};
    use crate::text::Language;

    /// The quotations of a text, as they are written.
    fn quoted(language: &str, text: &str) -> Vec<String> {
        let grammar = Language::from_code(language).and_then(Grammar::of).unwrap();
        let article = article(language, text);
        let words = Words::of(&article, grammar);
        find(&words).iter().map(|quotation| words.span(quotation.words.clone()).of(text).to_owned()).collect()
    }

    #[test]
    fn marks_of_every_style_are_matched() {
        for text in [
            "He said: “one two” and left.",
            "He said: \"one two\" and left.",
            "He said: \" one two \" and left.",
            "He said: ‘one two’ and left.",
            "Il dit : « one two » et part.",
            "Er sagte: „one two“ und ging.",
            "Er sagte: „one two” und ging.",
            "Er sagte: »one two« und ging.",
            "Han sade: ”one two” och gick.",
            "Il dit : “one two » et part.",
        ] {
            assert_eq!(quoted("fr", text), ["one two"], "{text}");
        }
    }

    #[test]
    fn a_quotation_inside_another_does_not_end_it() {
        assert_eq!(quoted("fr", "« one “two” three » four"), ["one “two” three"]);
        assert_eq!(quoted("en", "“one ‘two’ three’s” four"), ["one ‘two’ three’s"]);
        assert_eq!(quoted("en", "\"one 'two' it's three\" four"), ["one 'two' it's three"]);
        assert_eq!(quoted("de", "„one ‚two‘ three“ four"), ["one ‚two‘ three"]);
    }

    #[test]
    fn a_missing_mark_ends_with_the_passage() {
        assert_eq!(quoted("en", "He said: “one two\n“three four”"), ["one two", "three four"]);
    }

    #[test]
    fn speech_behind_a_dash_ends_at_the_verb_of_saying() {
        assert_eq!(quoted("fr", "— Je viens, dit-il."), ["Je viens"]);
        assert_eq!(quoted("fr", "– Je viens, répond Jean. – Alors va !"), ["Je viens", "Alors va !"]);
    }
}
