//! A key as the reader knows it, whatever terminal it came from, and how keys are written: `C-w`, `S-Tab`, `gg`.

use std::fmt;
use std::str::FromStr;

/// A key, with its modifiers. Of a printable character Shift is already in the character.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// Which key.
    pub code: KeyCode,
    /// Whether Control was held.
    pub control: bool,
    /// Whether Alt was held.
    pub alt: bool,
    /// Whether Shift was held, for keys that print nothing.
    pub shift: bool,
}

/// Which key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names are those on the keys")]
pub enum KeyCode {
    Char(char),
    Enter,
    Esc,
    Tab,
    Backspace,
    Delete,
    Insert,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
    /// A function key, from 1.
    Function(u8),
}

/// How keys that print nothing are written; the first way is the one that is printed.
const NAMES: &[(&str, KeyCode)] = &[
    ("Space", KeyCode::Char(' ')),
    ("Enter", KeyCode::Enter),
    ("Return", KeyCode::Enter),
    ("Esc", KeyCode::Esc),
    ("Tab", KeyCode::Tab),
    ("Backspace", KeyCode::Backspace),
    ("Del", KeyCode::Delete),
    ("Delete", KeyCode::Delete),
    ("Ins", KeyCode::Insert),
    ("Insert", KeyCode::Insert),
    ("Up", KeyCode::Up),
    ("Down", KeyCode::Down),
    ("Left", KeyCode::Left),
    ("Right", KeyCode::Right),
    ("Home", KeyCode::Home),
    ("End", KeyCode::End),
    ("PgUp", KeyCode::PageUp),
    ("PageUp", KeyCode::PageUp),
    ("PgDn", KeyCode::PageDown),
    ("PageDown", KeyCode::PageDown),
];

impl Key {
    /// The key `code` without a modifier.
    pub const fn plain(code: KeyCode) -> Key {
        Key { code, control: false, alt: false, shift: false }
    }

    /// The key that prints `c`.
    pub const fn char(c: char) -> Key {
        Key::plain(KeyCode::Char(c))
    }

    /// The key that prints `c`, with Control held.
    pub const fn control(c: char) -> Key {
        Key { control: true, ..Key::char(c) }
    }

    /// The character that the key types, if it types one.
    pub fn typed(self) -> Option<char> {
        match self.code {
            KeyCode::Char(c) if !self.control && !self.alt => Some(c),
            _ => None,
        }
    }
}

impl FromStr for Key {
    type Err = String;

    /// Reads one key: a character, a name, or `F1`, with `C-`, `A-`, `S-` before it, also in angle brackets.
    fn from_str(written: &str) -> Result<Key, String> {
        let unknown = || format!("“{written}” is no key: write keys as g, C-w, S-Tab, Space, PgDn, F1");
        let bare = written.strip_prefix('<').and_then(|s| s.strip_suffix('>')).filter(|s| !s.is_empty());
        let mut rest = bare.unwrap_or(written);
        let mut key = Key::char(' ');
        while let Some((modifier, behind)) = rest.split_once('-').filter(|(_, behind)| !behind.is_empty()) {
            match modifier {
                "C" | "c" => key.control = true,
                "A" | "a" => key.alt = true,
                "S" | "s" => key.shift = true,
                _ => return Err(unknown()),
            }
            rest = behind;
        }
        key.code = code(rest).ok_or_else(unknown)?;
        Ok(key)
    }
}

fn code(name: &str) -> Option<KeyCode> {
    let mut chars = name.chars();
    if let (Some(c), None) = (chars.next(), chars.next()) {
        return Some(KeyCode::Char(c));
    }
    let bare = name.strip_prefix('<').and_then(|s| s.strip_suffix('>')).unwrap_or(name);
    let function = || bare.strip_prefix(['F', 'f'])?.parse().ok().filter(|n| (1..=35).contains(n));
    let named = NAMES.iter().find(|(n, _)| n.eq_ignore_ascii_case(bare)).map(|(_, code)| *code);
    named.or_else(|| function().map(KeyCode::Function))
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (held, prefix) in [(self.control, "C-"), (self.alt, "A-"), (self.shift, "S-")] {
            if held {
                f.write_str(prefix)?;
            }
        }
        match (NAMES.iter().find(|(_, code)| *code == self.code), self.code) {
            (Some((name, _)), _) => f.write_str(name),
            (None, KeyCode::Char(c)) => write!(f, "{c}"),
            (None, KeyCode::Function(n)) => write!(f, "F{n}"),
            (None, _) => Ok(()),
        }
    }
}

/// Reads keys that are pressed one after another, as a config names them: `gg`, `C-w q`, `<space>b`; blanks part them.
///
/// # Errors
/// A sentence where something is no key.
pub fn parse_keys(written: &str) -> Result<Vec<Key>, String> {
    let mut keys = Vec::new();
    for word in written.split_ascii_whitespace() {
        match word.parse() {
            Ok(key) => keys.push(key),
            Err(_) => keys.extend(parse_typing(word)?),
        }
    }
    Ok(keys)
}

/// Reads keys as a person types them: every character is a key, a blank too, and `<enter>` or `<C-d>` is one.
///
/// # Errors
/// A sentence where what stands in angle brackets is no key.
pub fn parse_typing(typed: &str) -> Result<Vec<Key>, String> {
    let mut keys = Vec::new();
    let mut rest = typed;
    while let Some(c) = rest.chars().next() {
        let bracket = rest.strip_prefix('<').and_then(|r| r.split_once('>'));
        if let Some((name, behind)) = bracket.filter(|(name, _)| name.len() > 1 && !name.contains(char::is_whitespace))
        {
            keys.push(name.parse()?);
            rest = behind;
        } else {
            keys.push(Key::char(c));
            rest = rest.strip_prefix(c).unwrap_or_default();
        }
    }
    Ok(keys)
}

/// Writes keys so that [`parse_keys`] reads the same: in one word where that is clear.
pub fn print_keys(keys: &[Key]) -> String {
    let words: Vec<String> = keys.iter().map(Key::to_string).collect();
    let word = words.concat();
    if parse_keys(&word).is_ok_and(|read| read == keys) { word } else { words.join(" ") }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn reads(written: &str, keys: &[Key]) {
        assert_eq!(parse_keys(written).as_deref(), Ok(keys), "{written}");
    }

    #[test]
    fn keys_are_read_as_people_write_them() {
        let back_tab = Key { shift: true, ..Key::plain(KeyCode::Tab) };
        reads("gg", &[Key::char('g'), Key::char('g')]);
        reads("g;", &[Key::char('g'), Key::char(';')]);
        reads("C-w", &[Key::control('w')]);
        reads("<C-w>q", &[Key::control('w'), Key::char('q')]);
        reads("C-w q", &[Key::control('w'), Key::char('q')]);
        reads("<space>", &[Key::char(' ')]);
        reads("<space>b", &[Key::char(' '), Key::char('b')]);
        reads("S-Tab", &[back_tab]);
        reads("F1", &[Key::plain(KeyCode::Function(1))]);
        reads("PgDn", &[Key::plain(KeyCode::PageDown)]);
        reads("<", &[Key::char('<')]);
        reads("C--", &[Key::control('-')]);
        reads("-", &[Key::char('-')]);
        reads("é", &[Key::char('é')]);
        reads("1nn", &[Key::char('1'), Key::char('n'), Key::char('n')]);
    }

    #[test]
    fn typing_is_read_as_it_is_typed() {
        let written = |typed| parse_typing(typed).map(|keys| print_keys(&keys));
        assert_eq!(written(":actor tok<enter>"), Ok(": a c t o r Space t o k Enter".to_owned()));
        assert_eq!(written("/a<b, c>"), Ok("/ a < b , Space c >".to_owned()));
        assert_eq!(written("1n<C-o>"), Ok("1 n C-o".to_owned()));
        assert!(written("1<hyper>").unwrap_err().contains("“hyper” is no key"));
    }

    #[test]
    fn what_is_no_key_is_refused_in_a_sentence() {
        assert!("".parse::<Key>().is_err());
        assert!("<hyper>".parse::<Key>().unwrap_err().contains("“<hyper>” is no key"));
    }

    fn any_key() -> impl Strategy<Value = Key> {
        let named = prop::sample::select(NAMES).prop_map(|(_, code)| code);
        let typed = prop::sample::select(vec!['a', 'C', '-', '<', '>', 'F', '1', 'п']).prop_map(KeyCode::Char);
        let code = prop_oneof![named, typed, (1u8..=12).prop_map(KeyCode::Function)];
        (code, any::<[bool; 3]>()).prop_map(|(code, [control, alt, shift])| Key { code, control, alt, shift })
    }

    proptest! {
        #[test]
        fn what_is_written_reads_the_same(keys in prop::collection::vec(any_key(), 1..5)) {
            prop_assert_eq!(parse_keys(&print_keys(&keys)), Ok(keys));
        }
    }
}
