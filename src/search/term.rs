//! Words as a query has them, and what a word is in a folded text.

use unicode_normalization::char::is_combining_mark;

use crate::text::{Table, fold};

/// Words that stand one behind the other in one paragraph, with nothing but signs and blanks between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// The words, folded; there is at least one.
    pub words: Vec<String>,
    /// Whether the last is only the beginning of a word.
    pub prefix: bool,
}

impl Term {
    /// The words in `text`; `None` where there are none.
    pub(super) fn of(text: &str, prefix: bool) -> Option<Term> {
        let words: Vec<String> = words(&fold(text)).map(str::to_owned).collect();
        (!words.is_empty()).then_some(Term { words, prefix })
    }
}

/// What a character is to the words of a folded text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// It stands between words.
    Gap,
    /// It is part of a word.
    Letter,
    /// It is part of a script that has no blanks between words, so that a word may begin and end with it anywhere.
    Unparted,
}

static PARTS: Table<Part> = Table::new(Part::made_out);

impl Part {
    pub(super) fn of(c: char) -> Part {
        PARTS.of(c)
    }

    fn made_out(c: char) -> Part {
        match c {
            _ if !c.is_alphanumeric() && !is_combining_mark(c) => Part::Gap,
            // Thai, Lao, Burmese, Khmer; Japanese and Chinese.
            '\u{e00}'..='\u{eff}'
            | '\u{1000}'..='\u{109f}'
            | '\u{1780}'..='\u{17ff}'
            | '\u{3005}'..='\u{312f}'
            | '\u{31a0}'..='\u{31ff}'
            | '\u{3400}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{20000}'..='\u{3ffff}' => Part::Unparted,
            _ => Part::Letter,
        }
    }
}

/// What each character of a folded text is, with its place.
pub(super) fn parts(folded: &str) -> impl Iterator<Item = (usize, Part)> {
    folded.char_indices().map(|(at, c)| (at, Part::of(c)))
}

/// Where the letters end that stand in a folded text from `at` on.
pub(super) fn letters_from(folded: &str, at: usize) -> usize {
    let rest = folded.get(at..).unwrap_or_default();
    at + rest.find(|c| Part::of(c) != Part::Letter).unwrap_or(rest.len())
}

/// The words of a folded text, in order. What is written without blanks is one as far as it goes.
pub(super) fn words(folded: &str) -> impl Iterator<Item = &str> {
    let mut rest = folded;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c| Part::of(c) == Part::Gap);
        let part = Part::of(rest.chars().next()?);
        let end = rest.find(|c| Part::of(c) != part).unwrap_or(rest.len());
        let (word, behind) = rest.split_at_checked(end)?;
        rest = behind;
        Some(word)
    })
}

#[cfg(test)]
mod tests {
    use super::{fold, words};

    #[test]
    fn words_are_parted_at_signs_and_at_scripts_without_blanks() {
        for (text, parted) in [
            ("Hier, l’ami d'Ann-Marie_2 (83,5 ans)", "hier|l|ami|d|ann|marie|2|83|5|ans"),
            ("Ann說習近平。プーチン・x", "ann|說習近平|プーチン|x"),
            ("पुतिन ने कहा", "पुतिन|ने|कहा"),
            ("ปูตินพบ", "ปูตินพบ"),
            ("푸틴은", "푸틴은"),
            (" … ", ""),
        ] {
            assert_eq!(words(&fold(text)).collect::<Vec<_>>().join("|"), parted, "{text}");
        }
    }
}
