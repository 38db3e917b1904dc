//! Parts a text into words and marks, and looks them up.

use super::{Shape, Word};
use crate::mention::grammar::{Class, Entry, Grammar, Nouns};
use crate::text::{Span, Table};

/// How many words an entry may have.
const LONGEST: usize = 6;

/// What may follow an apostrophe and belong to it: "Putin's", "I'm". Any other word keeps its apostrophe: "l'homme".
const SUFFIXES: [&str; 7] = ["s", "m", "ve", "re", "ll", "d", "t"];

/// Adds the words of the passage at `span`.
pub(super) fn passage(text: &str, span: Span, number: u32, grammar: &Grammar, words: &mut Vec<Word>) {
    let first = words.len();
    let mut pieces = Pieces::of(text, span);
    while let Some(piece) = pieces.next() {
        let key = &mut pieces.key;
        let glued = words.last().is_some_and(|last| last.span.end == piece.span.start) && words.len() > first;
        let hyphen = words.len() > first && piece.hyphen;
        let mut word = Word { span: piece.span, glued: glued || hyphen, passage: number, ..Word::default() };
        match piece.mark {
            Some('.') if glued && takes_full_stop(text, words.last(), grammar, key) => {
                grow(words.last_mut(), piece.span, key, grammar);
                continue;
            }
            Some(mark) => (word.mark, word.shape) = (mark, piece.shape),
            None => {
                word.shape = piece.shape;
                word.entry = grammar.lexicon.get(key).or_else(|| compound(key, grammar)).unwrap_or_default();
            }
        }
        words.push(word);
        if word.shape == Shape::Small && word.entry.is_unknown() {
            part_enclitic(text, grammar, words, key);
        }
        if word.is(Class::Tail) {
            join_phrase(text, first, grammar, words, key);
        }
    }
}

/// Parts a pronoun from the verb that it is written together with, as the last word: "decirle".
fn part_enclitic(text: &str, grammar: &Grammar, words: &mut Vec<Word>, key: &mut String) {
    let Some(last) = words.last_mut() else { return };
    let source = last.span.of(text);
    let verb = |clitic: &str, endings: &[String]| {
        let verb = source.strip_suffix(clitic)?;
        endings.iter().any(|ending| verb.ends_with(ending.as_str())).then_some(verb.len())
    };
    let Some(verb) = grammar.enclitics.iter().find_map(|(clitic, endings)| verb(clitic, endings)) else { return };
    let clitic = Span::new(last.span.start as usize + verb, last.span.end as usize);
    let passage = last.passage;
    last.span.end = clitic.start;
    small(clitic.of(text), key);
    let entry = grammar.lexicon.get(key).unwrap_or_default();
    words.push(Word { span: clitic, entry, glued: true, passage, ..Word::default() });
}

/// What is known of a noun that is written together of two, the last of which is a noun for a person. Where the first
/// one is a country or a seat of power, as in "Kremlchef", its title is that of the last one; elsewhere it is another. Figures may stand
/// before a noun that says an age: "24enne".
fn compound(key: &str, grammar: &Grammar) -> Option<Entry> {
    let behind_figures = key.trim_start_matches(|c: char| c.is_ascii_digit());
    if behind_figures.len() < key.len() {
        return grammar.lexicon.get(behind_figures).filter(|entry| entry.is(Class::Anyone));
    }
    if grammar.nouns == Nouns::Apart {
        return None;
    }
    let (front, noun) = grammar.lexicon.parts(key)?;
    let mut entry = grammar.lexicon.get(noun)?;
    let place =
        grammar.lexicon.get(front).filter(|entry| entry.is_any(&[Class::Country, Class::Seat, Class::National]));
    match place {
        Some(place) => entry.country = place.country,
        None => entry.specialise(front),
    }
    Some(entry)
}

/// Whether the full stop behind the last word belongs to it: an initial, or an abbreviation of the table.
/// Leaves the key of the abbreviation in `key`.
fn takes_full_stop(text: &str, last: Option<&Word>, grammar: &Grammar, key: &mut String) -> bool {
    let Some(last) = last.filter(|last| last.shape != Shape::Mark) else { return false };
    let source = last.span.of(text);
    small(source, key);
    key.push('.');
    grammar.lexicon.get(key).is_some() || (last.shape == Shape::Capital && source.chars().count() == 1)
}

fn grow(word: Option<&mut Word>, stop: Span, key: &str, grammar: &Grammar) {
    if let Some(word) = word {
        word.span.end = stop.end;
        word.entry = grammar.lexicon.get(key).unwrap_or(word.entry);
    }
}

/// Puts the last words together where they are an entry of several words; the longest entry wins.
fn join_phrase(text: &str, first: usize, grammar: &Grammar, words: &mut Vec<Word>, key: &mut String) {
    let last = words.len() - 1;
    let plain = |at: &usize| words.get(*at).is_some_and(|word| word.shape != Shape::Mark);
    let from = (first..last).rev().take(LONGEST - 1).take_while(plain).last().unwrap_or(last);
    for start in from..last {
        if !words.get(start).is_some_and(|head| head.is(Class::Phrase)) {
            continue;
        }
        key.clear();
        for word in words.get(start..).unwrap_or_default() {
            push_word(word.span.of(text), key);
        }
        if let Some(entry) = grammar.lexicon.get(key) {
            join(words, start, entry);
            return;
        }
    }
}

fn join(words: &mut Vec<Word>, start: usize, entry: Entry) {
    let end = words.last().map_or(0, |word| word.span.end);
    words.truncate(start + 1);
    if let Some(word) = words.last_mut() {
        word.span.end = end;
        word.entry = entry;
        word.entry.keep_phrase();
    }
}

/// The key of an entry of a table, and of its first and last word where it has several.
pub(in crate::mention) fn key_of(entry: &str) -> (String, Option<(String, String)>) {
    let (mut key, mut words) = (String::new(), Vec::new());
    let mut pieces = Pieces::of(entry, Span::new(0, entry.len()));
    while let Some(piece) = pieces.next() {
        if piece.mark == Some('.') {
            key.push('.');
            continue;
        }
        let source = piece.span.of(entry);
        push_word(source, &mut key);
        let mut word = String::new();
        small(source, &mut word);
        words.push(word);
    }
    let ends = if words.len() > 1 { words.first().cloned().zip(words.last().cloned()) } else { None };
    (key, ends)
}

/// Adds a word in small letters to a key of several words.
fn push_word(source: &str, key: &mut String) {
    if !key.is_empty() && !key.ends_with('\'') && !source.starts_with(['\'', '’', 'ʼ']) {
        key.push(' ');
    }
    push_small(source, key);
}

/// Writes `source` in small letters into `key`, without invisible characters and with plain apostrophes and spaces.
fn small(source: &str, key: &mut String) {
    key.clear();
    push_small(source, key);
}

fn push_small(source: &str, key: &mut String) {
    if source.is_ascii() && !source.contains('-') {
        let start = key.len();
        key.push_str(source);
        key.get_mut(start..).into_iter().for_each(str::make_ascii_lowercase);
        return;
    }
    source.chars().for_each(|c| KINDS.of(c).push_small(c, key));
}

/// What stands in a key for a small letter or another character.
fn in_key(c: char) -> Option<char> {
    match c {
        '’' | 'ʼ' => Some('\''),
        c if is_invisible(c) => None,
        c if c.is_whitespace() || c == '-' => Some(' '),
        c => Some(c),
    }
}

/// What a character is to a word.
#[derive(Clone, Copy)]
struct Kind {
    letter: bool,
    is_small: bool,
    is_capital: bool,
    /// The shape of a word that begins with it.
    shape: Shape,
    /// What stands for it in a key; `None` where that is not one character.
    small: Option<char>,
}

static KINDS: Table<Kind> = Table::new(|c| {
    let mut small = c.to_lowercase().map(in_key);
    let only = small.next().flatten().filter(|_| small.next().is_none());
    let shape = match () {
        () if c.is_numeric() => Shape::Number,
        () if c.is_uppercase() => Shape::Capital,
        () => Shape::Small,
    };
    Kind { letter: is_letter(c), is_small: c.is_lowercase(), is_capital: c.is_uppercase(), shape, small: only }
});

impl Kind {
    /// Adds to `key` what stands in it for `c`, which is of this kind.
    fn push_small(self, c: char, key: &mut String) {
        match self.small {
            Some(small) => key.push(small),
            None => key.extend(c.to_lowercase().filter_map(in_key)),
        }
    }
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// How many bytes of an apostrophe behind the word belong to it; 0 where none does.
fn apostrophe(rest: &str, start: usize, end: usize) -> usize {
    let Some(mark) = rest.get(end..).and_then(|tail| tail.chars().next()).filter(|c| is_apostrophe(*c)) else {
        return 0;
    };
    let behind = rest.get(end + mark.len_utf8()..).unwrap_or_default();
    let word: &str = behind.split(|c: char| !is_letter(c)).next().unwrap_or_default();
    let suffix = SUFFIXES.iter().any(|suffix| word.eq_ignore_ascii_case(suffix));
    if start == 0 && !word.is_empty() && !suffix && end <= 7 { mark.len_utf8() } else { 0 }
}

/// A stretch of a text: one word, or one mark.
struct Piece {
    span: Span,
    mark: Option<char>,
    shape: Shape,
    /// Whether a hyphen joins it to the word before.
    hyphen: bool,
}

/// Goes through a text word by word and mark by mark.
struct Pieces<'t> {
    text: &'t str,
    at: usize,
    end: usize,
    hyphen: bool,
    /// The last word in small letters.
    key: String,
}

impl<'t> Pieces<'t> {
    fn of(text: &'t str, span: Span) -> Pieces<'t> {
        Pieces { text, at: span.start as usize, end: span.end as usize, hyphen: false, key: String::new() }
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..self.end).unwrap_or_default()
    }

    /// The length in bytes of the word that the rest of the text begins with, 0 where it begins with none; leaves the word
    /// in small letters in the key. A capital behind a small letter begins a new word, which scraping has glued to the
    /// last one.
    fn word(&mut self) -> usize {
        let rest = self.rest();
        self.key.clear();
        let start = rest.chars().next().filter(|c| matches!(c, '\'' | '’')).map_or(0, char::len_utf8);
        self.key.push_str(if start > 0 { "'" } else { "" });
        let plain = plain_len(rest.as_bytes().get(start..).unwrap_or_default());
        self.key.push_str(rest.get(start..start + plain).unwrap_or_default());
        self.key.make_ascii_lowercase();
        let mut end = start + plain;
        let mut copied = end;
        let mut after_small = rest.as_bytes().get(..end).and_then(<[u8]>::last).is_some_and(u8::is_ascii_lowercase);
        for c in rest.get(end..).unwrap_or_default().chars() {
            let kind = KINDS.of(c);
            if !kind.letter || after_small && kind.is_capital {
                break;
            }
            after_small = kind.is_small;
            if kind.small != Some(c) {
                self.key.push_str(rest.get(copied..end).unwrap_or_default());
                kind.push_small(c, &mut self.key);
                copied = end + c.len_utf8();
            }
            end += c.len_utf8();
        }
        self.key.push_str(rest.get(copied..end).unwrap_or_default());
        let apostrophe = if end == start { 0 } else { apostrophe(rest, start, end) };
        self.key.push_str(if apostrophe > 0 { "'" } else { "" });
        if end == start { 0 } else { end + apostrophe }
    }

    /// The next word or mark; of a word the key is left.
    fn next(&mut self) -> Option<Piece> {
        loop {
            let c = self.rest().chars().next()?;
            let start = self.at;
            let kind = KINDS.of(c);
            let suffix = is_apostrophe(c) && self.follows_letter() && self.leads_suffix(c);
            let length = if kind.letter || suffix { self.word() } else { 0 };
            if length > 0 {
                self.at += length;
                let hyphen = std::mem::take(&mut self.hyphen);
                return Some(Piece { span: Span::new(start, self.at), mark: None, shape: kind.shape, hyphen });
            }
            self.at += c.len_utf8();
            self.hyphen = matches!(c, '-' | '‐' | '‑') && self.joins(start);
            if !self.hyphen && !c.is_whitespace() && !is_invisible(c) {
                return Some(Piece {
                    span: Span::new(start, self.at),
                    mark: Some(c),
                    shape: Shape::Mark,
                    hyphen: false,
                });
            }
        }
    }
}

/// How many bytes at the beginning are one capital at most and small letters behind it, all of ASCII, as most words are.
fn plain_len(bytes: &[u8]) -> usize {
    let first = usize::from(bytes.first().is_some_and(u8::is_ascii_uppercase));
    bytes.iter().skip(first).position(|b| !b.is_ascii_lowercase()).map_or(bytes.len(), |len| first + len)
}

impl Pieces<'_> {
    /// Whether the hyphen at `start` stands between letters.
    fn joins(&self, start: usize) -> bool {
        let before = self.text.get(..start).and_then(|text| text.chars().next_back());
        before.is_some_and(is_letter) && self.rest().chars().next().is_some_and(is_letter)
    }

    fn follows_letter(&self) -> bool {
        self.text.get(..self.at).and_then(|text| text.chars().next_back()).is_some_and(is_letter)
    }

    fn leads_suffix(&self, apostrophe: char) -> bool {
        let behind = self.rest().get(apostrophe.len_utf8()..).unwrap_or_default();
        behind.chars().next().is_some_and(is_letter)
    }
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || is_invisible(c) || matches!(c, '\u{300}'..='\u{36f}' | '_')
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ')
}
