//! What folding makes of each character.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_canonical, decompose_compatible, is_combining_mark};

use crate::text::invisible::is_invisible;
use crate::text::table::Table;

/// What folding makes of a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    /// This one.
    One(char),
    /// Several, which [`spell`] tells.
    Many,
    /// Nothing; it belongs to the letter before it.
    Mark,
    /// Nothing.
    Drop,
    /// A sign that becomes one with the letter before it, where the two have a character of their own.
    Join,
    /// White space.
    Blank,
}

static RULES: Table<Rule> = Table::new(make);

impl Rule {
    /// The rule for `c`.
    pub(super) fn of(c: char) -> Rule {
        RULES.of(c)
    }
}

fn make(c: char) -> Rule {
    match c {
        // Ideographs and Hangul syllables, said at once because there are so many.
        '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' => return Rule::One(c),
        _ if c.is_whitespace() => return Rule::Blank,
        _ if is_invisible(c) => return Rule::Drop,
        _ if is_stripped(c) => return Rule::Mark,
        _ => {}
    }
    let mut spelled = spell(c);
    match (spelled.next(), spelled.next()) {
        (Some(_), None) if is_sign(c) => Rule::Join,
        (Some(one), None) => Rule::One(one),
        (Some(_), Some(_)) => Rule::Many,
        (None, _) => Rule::Drop,
    }
}

/// Whether `c` goes with the letter before it: besides combining marks the vowels and final consonants of Hangul and
/// the voice marks of half-width katakana, which count as letters.
fn is_sign(c: char) -> bool {
    is_combining_mark(c) || matches!(c, '\u{1161}'..='\u{1175}' | '\u{11a8}'..='\u{11c2}' | 'ﾞ' | 'ﾟ')
}

/// What a letter is folded to, one or more characters.
pub(super) fn spell(c: char) -> impl Iterator<Item = char> {
    let mut parts = Vec::with_capacity(2);
    if is_dressed(c) {
        decompose_compatible(c, |part| parts.push(part));
    } else {
        decompose_canonical(c, |part| parts.push(part));
    }
    let letters = parts.into_iter().filter(|&p| !is_stripped(p) && !p.is_whitespace());
    letters.flat_map(char::to_lowercase).filter(|&p| !is_stripped(p)).flat_map(respell).nfc()
}

/// Letters and marks, in lower case, that Unicode does not take apart but readers do.
fn respell(c: char) -> impl Iterator<Item = char> {
    let (first, second) = match c {
        'ß' => ('s', Some('s')),
        'æ' => ('a', Some('e')),
        'œ' => ('o', Some('e')),
        'þ' => ('t', Some('h')),
        'ð' | 'đ' => ('d', None),
        'ł' => ('l', None),
        'ø' => ('o', None),
        'ħ' => ('h', None),
        'ŧ' => ('t', None),
        'ı' => ('i', None),
        'ς' => ('σ', None),
        'ٱ' => ('ا', None),
        'ى' | 'ی' => ('ي', None),
        'ک' => ('ك', None),
        'ہ' | 'ە' => ('ه', None),
        '٠'..='٩' => (digit(c, '٠'), None),
        '۰'..='۹' => (digit(c, '۰'), None),
        '`' | '´' | '‘'..='‛' | '′' | '‹' | '›' | 'ʹ'..='ʽ' | 'ˈ' | '׳' | '՚' | 'ꞌ' => ('\'', None),
        '«' | '»' | '“'..='‟' | '″' | '〝'..='〟' | 'ˮ' | '״' => ('"', None),
        '‐'..='―' | '−' | '⁃' | '﹘' | '﹣' | '־' | '֊' | '⸺' | '⸻' => ('-', None),
        _ => (c, None),
    };
    [Some(first), second].into_iter().flatten()
}

fn digit(c: char, zero: char) -> char {
    char::from_digit(c as u32 - zero as u32, 10).unwrap_or(c)
}

/// Whether `c` is a letter in another dress: a ligature, full width, a mathematical alphabet, an Arabic letter in a
/// shape of its own. Superscripts and signs such as ™ are left alone, for they end a word.
fn is_dressed(c: char) -> bool {
    matches!(c,
        'Ĳ' | 'ĳ' | 'ŉ' | 'ſ' | 'Ǆ'..='ǌ' | 'Ǳ'..='ǳ' | 'µ' | 'ϐ'..='ϖ' | 'ϰ'..='ϵ' | 'և'
        | '\u{2160}'..='\u{217f}' | '\u{fb00}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{ff01}'..='\u{ff9f}'
        | '\u{1d400}'..='\u{1d7ff}')
}

/// Whether `c` is a mark that is taken off: accents and stress, the points of Hebrew, the vowels of Arabic and its
/// tatweel, the marks that Armenian sets inside a word. The signs of kana, Hangul, Indic and Thai make other letters and
/// stay.
fn is_stripped(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{55b}' | '\u{55c}' | '\u{55e}'
        | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}' | '\u{5c4}' | '\u{5c5}' | '\u{5c7}'
        | '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6dc}'
        | '\u{6df}'..='\u{6e8}' | '\u{6ea}'..='\u{6ed}' | '\u{8d3}'..='\u{8e1}' | '\u{8e3}'..='\u{8ff}'
        | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{2de0}'..='\u{2dff}'
        | '\u{a66f}'..='\u{a67d}' | '\u{fb1e}' | '\u{fe20}'..='\u{fe2f}')
}
