//! Finds what stands in quotation marks of any style, and speech behind a dash.
//!
//! Styles differ in what opens and what closes, and scraped pages mix them, so a mark is judged by its neighbours and
//! by what is open: within a passage a closing mark closes the innermost quotation that it fits, or, where none fits,
//! the innermost one. A quotation whose closing mark is missing ends with its passage. What the teller puts in between
//! ("« I come, says he, and stay. »") parts it in two.

use std::iter::Peekable;
use std::ops::Range;
use std::vec::IntoIter;

use super::grammar::Class;
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
    let lines = !words.has_paragraphs();
    let mut found = Vec::new();
    let mut passages = passages(words).into_iter().peekable();
    while let Some(passage) = passages.next() {
        if let Some(speech) = dash_speech(words, passage.clone()) {
            let open = speech.last().is_some_and(|last| last.words.end == passage.end);
            found.extend(speech);
            if lines && open {
                found.extend(following(words, &mut passages));
            }
        } else {
            let mut whole = Vec::new();
            find_in(words, passage.clone(), &mut whole);
            inner_dashes(words, passage, &mut whole);
            found.extend(whole.iter().flat_map(|quotation| without_asides(words, quotation)));
        }
    }
    found
}

/// The words of each passage.
fn passages(words: &Words) -> Vec<Range<usize>> {
    let mut start = 0;
    let range = |passage: &[Word]| {
        let range = start..start + passage.len();
        start = range.end;
        range
    };
    words.0.chunk_by(|a, b| a.passage == b.passage).map(range).collect()
}

/// How many lines speech behind a dash may go on without a further dash.
const GOES_ON: usize = 4;

/// Where every sentence is a line: the speech that goes on behind a line with a dash, as far as the verb of saying in one
/// of the next lines; nothing where none is found. Takes those lines.
fn following(words: &Words, passages: &mut Peekable<IntoIter<Range<usize>>>) -> Vec<Quotation> {
    let mut speech = Vec::new();
    let mut ahead = passages.clone();
    for lines in 1..=GOES_ON {
        let Some(line) = ahead.next().filter(|line| !words.at(line.start).is_mark("-–—«“„\"")) else { break };
        let aside = line.clone().find(|at| is_aside(words, *at));
        speech.push(Quotation { words: line.start..aside.unwrap_or(line.end), dash: true });
        if aside.is_some() {
            passages.by_ref().take(lines).for_each(drop);
            return speech;
        }
    }
    Vec::new()
}

/// The quotation marks that may close what each mark opens.
const CLOSERS: [(char, &str); 8] =
    [('«', "»"), ('»', "«»"), ('“', "”“\""), ('”', "”"), ('„', "“”\"»"), ('‘', "’'"), ('‚', "‘’"), ('"', "\"")];

/// Finds the quotations in the passage whose words are `passage`.
fn find_in(words: &Words, passage: Range<usize>, found: &mut Vec<Quotation>) {
    let mut open: Vec<(char, usize)> = Vec::new();
    let count = |mark: &str| passage.clone().filter(|at| words.at(*at).is_mark(mark)).count();
    let balanced = count("«") == count("»");
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
        } else if (opens(words, at, &open) || (balanced && nests(words, at, &open))) && open.len() < 3 {
            open.push((word.mark, at + 1));
        }
    }
    if let Some((_, start)) = open.first() {
        found.push(Quotation { words: *start..passage.end, dash: false });
    }
}

/// The parts of a quotation between what the teller says inside its marks: "« I come, says he, and stay. »".
fn without_asides(words: &Words, quotation: &Quotation) -> Vec<Quotation> {
    let mut parts = Vec::new();
    let Range { mut start, end } = quotation.words.clone();
    let mut at = start;
    while at < end {
        match aside(words, at, end) {
            Some(behind) => {
                parts.push(Quotation { words: start..at, dash: false });
                start = behind;
                at = behind;
            }
            None => at += 1,
        }
    }
    if start < end {
        parts.push(Quotation { words: start..end, dash: false });
    }
    parts
}

/// How many words the teller may put inside a quotation.
const ASIDE: usize = 12;

/// Where what the teller puts in behind the mark at `at` ends: ", says Jane Roe,", ", a-t-il dit.", "– говорит она. –".
fn aside(words: &Words, at: usize, end: usize) -> Option<usize> {
    if !words.at(at).is_mark(",–—") {
        return None;
    }
    let say = (at + 1..(at + 5).min(end))
        .take_while(|at| words.at(*at).shape == Shape::Small)
        .find(|at| words.at(*at).is(Class::Say))?;
    let inverted = (at + 1..say).any(|at| words.at(at).is(Class::Subject) && words.at(at).glued);
    let next = words.at(say + 1);
    let person = next.is(Class::Subject) || next.shape == Shape::Capital && say == at + 1;
    let described = next.is(Class::Person) || next.is(Class::Definite) && words.at(say + 2).is(Class::Person);
    let told = inverted || (person || described) && say == at + 1;
    let close = (say + 1..(say + ASIDE).min(end)).find(|at| words.at(*at).is_mark(",.–—!?…"));
    told.then(|| close.map_or(end, |close| close + 1))
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

/// Whether a guillemet opens a quotation inside another of the same marks, which it does only where none is missing.
fn nests(words: &Words, at: usize, open: &[(char, usize)]) -> bool {
    words.at(at).is_mark("«") && open.last().is_some_and(|(mark, _)| *mark == '«')
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
        '“' if open.last().is_some_and(|(mark, _)| *mark == '“') && !ends(words, at) => None,
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

/// How many words speech behind a dash inside a passage may have.
const INNER: usize = 60;

/// Adds the speech behind a dash inside a passage, where a sentence begins: it must end at a verb of saying.
fn inner_dashes(words: &Words, passage: Range<usize>, found: &mut Vec<Quotation>) {
    let quoted = |found: &[Quotation], at: usize| found.iter().rev().take(2).any(|known| known.words.contains(&at));
    let mut at = passage.start + 1;
    while at < passage.end {
        let opens = words.at(at).is_mark("–—-") && !words.at(at).glued && words.at(at - 1).is_mark(".!?…:");
        let speaks = opens && words.at(at + 1).shape == Shape::Capital && !quoted(found, at);
        let limit = passage.end.min(at + INNER);
        let end = if speaks { (at + 2..limit).find(|end| is_aside(words, *end)) } else { None };
        if let Some(end) = end.filter(|end| !(at..*end).any(|at| words.at(at).is_mark("«»“”„\""))) {
            found.push(Quotation { words: at + 1..end, dash: true });
            at = end;
        }
        at += 1;
    }
    found.sort_by_key(|quotation| quotation.words.start);
}

/// Whether the teller breaks in behind the mark at `at`: ", said he".
fn is_aside(words: &Words, at: usize) -> bool {
    let word = words.at(at);
    word.is_mark(",!?…–—-") && words.behind(at).is_some_and(|next| next.is(Class::Say) && next.shape == Shape::Small)
}

/// Whether speech goes on behind the mark at `at`: a dash behind the teller's words.
fn resumes(words: &Words, at: usize, word: Word) -> bool {
    word.is_mark("–—-") && words.behind(at).is_some_and(|next| !word.glued || next.is_mark(".,;:?!"))
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
            "He said: “one two“ and left.",
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
    fn what_the_teller_puts_in_is_no_part_of_a_quotation() {
        assert_eq!(quoted("fr", "« Je viens, a-t-il dit, et je reste. »"), ["Je viens", "et je reste."]);
        assert_eq!(quoted("fr", "« Je viens, dit Jean Caron. Je reste. »"), ["Je viens", "Je reste."]);
        assert_eq!(quoted("ru", "«Мы рады, – говорит директор. – Я жду»."), ["Мы рады,", "– Я жду"]);
        assert_eq!(quoted("en", "“I said, he said no, and left.”"), ["I said, he said no, and left."]);
    }

    #[test]
    fn guillemets_nest_where_none_is_missing() {
        assert_eq!(quoted("fr", "« one « two » three » four"), ["one « two » three"]);
        assert_eq!(quoted("fr", "« one « two » three"), ["one « two"]);
    }

    #[test]
    fn speech_goes_on_over_lines_as_far_as_its_verb_of_saying() {
        let lines = "– Jeg går .\nDet regner , sier Ola .\nJeg blir .";
        assert_eq!(quoted("no", lines), ["Jeg går .", "Det regner"]);
        assert_eq!(quoted("no", "– Jeg går .\nDet regner .\nOla går ."), ["Jeg går ."]);
    }

    #[test]
    fn a_missing_mark_ends_with_the_passage() {
        assert_eq!(quoted("en", "He said: “one two\n“three four”"), ["one two", "three four"]);
    }

    #[test]
    fn speech_behind_a_dash_ends_at_the_verb_of_saying() {
        assert_eq!(quoted("fr", "— Je viens, dit-il."), ["Je viens"]);
        assert_eq!(quoted("fr", "– Je viens, répond Jean. – Alors va !"), ["Je viens", "Alors va !"]);
        assert_eq!(quoted("es", "—Voy —dijo Juan—. Llego tarde."), ["Voy", ". Llego tarde."]);
        assert_eq!(quoted("no", "Han kom. – Jeg går, sier Ola. Det regner."), ["Jeg går"]);
        assert_eq!(quoted("no", "Han kom. – Ola går hjem. Det regner."), [""; 0]);
    }
}
