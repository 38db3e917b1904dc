//! How an article uses a word elsewhere: in small letters, as plain words are, or as someone's surname.

use std::cell::RefCell;

use memchr::memmem;

use super::gap::is_blank;
use super::word::Word;
use crate::cast::given_name;
use crate::text::WordMap;

/// The words of an article that were asked about, each gone through the text for once.
#[derive(Debug)]
pub(super) struct Usage<'a> {
    text: &'a str,
    small: RefCell<WordMap<String, bool>>,
    surnames: RefCell<WordMap<String, bool>>,
}

/// The most words that are looked for in a text, which bounds the time that a long one takes.
const MOST_WORDS: usize = 200;
/// The most places of a word that are looked at.
const MOST_PLACES: usize = 20;

impl<'a> Usage<'a> {
    /// How `text` uses words.
    pub(super) fn of(text: &'a str) -> Self {
        Usage { text, small: RefCell::default(), surnames: RefCell::default() }
    }

    /// Whether the word that is `written` with a capital stands in small letters too.
    pub(super) fn stands_small(&self, written: &str) -> bool {
        once(&self.small, written, || {
            let small = written.to_lowercase();
            let mut places = memmem::find_iter(self.text.as_bytes(), small.as_bytes());
            small != written && places.any(|at| self.stands_alone(at, small.len()))
        })
    }

    /// Whether the word that is `written` with a capital stands behind someone's given name.
    pub(super) fn is_surname(&self, written: &str) -> bool {
        let named = |at: usize| {
            let before = Word::before(self.text, at);
            before.is_some_and(|(word, gap)| {
                let capital = word.span.of(self.text).starts_with(char::is_uppercase);
                capital && is_blank(gap) && given_name(word.text()).is_some()
            })
        };
        once(&self.surnames, written, || {
            let places = memmem::find_iter(self.text.as_bytes(), written.as_bytes()).take(MOST_PLACES);
            places.filter(|&at| self.stands_alone(at, written.len())).any(named)
        })
    }

    fn stands_alone(&self, at: usize, len: usize) -> bool {
        let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let before = self.text.get(..at).and_then(|text| text.chars().next_back());
        !letter(before) && !letter(self.text.get(at + len..).and_then(|text| text.chars().next()))
    }
}

/// What `look` says of a word, remembered.
fn once(known: &RefCell<WordMap<String, bool>>, word: &str, look: impl FnOnce() -> bool) -> bool {
    if let Some(&known) = known.borrow().get(word) {
        return known;
    }
    if known.borrow().len() >= MOST_WORDS {
        return false;
    }
    let found = look();
    known.borrow_mut().insert(word.to_owned(), found);
    found
}

#[cfg(test)]
mod tests {
    use super::Usage;

    #[test]
    fn words_are_told_by_where_else_they_stand() {
        let usage = Usage::of("The wolf slept. Maria Wolf woke, and Angela Merkel wolfed it down in Paris.");
        assert!(usage.stands_small("Wolf") && usage.is_surname("Wolf"));
        assert!(!usage.stands_small("Merkel") && usage.is_surname("Merkel"));
        assert!(!usage.stands_small("Paris") && !usage.is_surname("Paris"));
    }
}
