//! Which keys do what: the key map, and the keys that are pressed but not yet enough.

use super::commands::{COMMANDS, Command};
use super::key::{parse_keys, print_keys};
use super::{Key, KeyCode};

/// Which keys do what.
#[derive(Clone, Debug)]
pub struct Keymap {
    bindings: Vec<Binding>,
}

/// Keys that do something.
#[derive(Clone, Debug)]
struct Binding {
    keys: Vec<Key>,
    command: &'static Command,
    /// Which of the command's keys these are, from 0: of the keys that choose an actor, the first chooses the first.
    nth: usize,
    /// Whether the person bound them.
    own: bool,
}

/// What keys mean so far.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Meaning {
    /// The command, and which of its keys these are, from 0.
    Command(&'static Command, usize),
    /// The beginning of something.
    Beginning,
    /// Nothing.
    Nothing,
}

/// What is pressed but not yet enough.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pending {
    /// How many times the next command is wanted.
    pub count: Option<usize>,
    /// Whether digits go to the count.
    pub counting: bool,
    /// The keys of a sequence so far.
    pub keys: Vec<Key>,
}

impl Pending {
    /// Whether nothing is.
    pub fn is_empty(&self) -> bool {
        !self.counting && self.keys.is_empty()
    }
}

impl std::fmt::Display for Pending {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.counting {
            write!(f, "×")?;
        }
        if let Some(count) = self.count {
            write!(f, "{count}")?;
        }
        f.write_str(&print_keys(&self.keys))
    }
}

impl Default for Keymap {
    fn default() -> Self {
        let mut bindings = Vec::new();
        for command in COMMANDS {
            for (nth, keys) in command.keys.iter().enumerate() {
                bindings.push(Binding { keys: parse_keys(keys).unwrap_or_default(), command, nth, own: false });
            }
        }
        Keymap { bindings }
    }
}

impl Keymap {
    /// Binds the command `name` to `keys` and to nothing else. They are taken from whatever had them by default, also
    /// where one begins the other.
    ///
    /// # Errors
    /// A sentence where there is no such command, where keys cannot be read, or where they were bound to another command
    /// before.
    pub fn bind(&mut self, name: &str, keys: &[&str]) -> Result<(), String> {
        let command = COMMANDS.iter().find(|command| command.name == name);
        let command = command.ok_or_else(|| format!("there is no action “{name}”: the help (?) names them all"))?;
        let mut own = Vec::new();
        for (nth, written) in keys.iter().enumerate() {
            let keys = parse_keys(written)?;
            if keys.is_empty() {
                return Err(format!("the keys of “{name}” are empty: write a key such as \"g\" or \"C-w\""));
            }
            if let Some(other) =
                self.bindings.iter().find(|b| b.own && b.command != command && b.clashes(command, &keys))
            {
                return Err(format!("“{written}” cannot do both “{}” and “{name}”: bind one anew", other.command.name));
            }
            own.push(Binding { keys, command, nth, own: true });
        }
        self.bindings.retain(|b| b.command != command && !own.iter().any(|o| b.clashes(command, &o.keys)));
        self.bindings.append(&mut own);
        Ok(())
    }

    /// What `keys` mean.
    pub fn meaning(&self, keys: &[Key]) -> Meaning {
        let mut bindings = self.bindings.iter().filter(|b| !b.command.selects());
        if let Some(binding) = bindings.clone().find(|b| b.keys == keys) {
            return Meaning::Command(binding.command, binding.nth);
        }
        if bindings.any(|b| b.keys.starts_with(keys)) { Meaning::Beginning } else { Meaning::Nothing }
    }

    /// What a key means while words are selected, where it means something else than when reading; and which of the
    /// command's keys it is.
    pub fn while_selecting(&self, key: Key) -> Option<(&'static Command, usize)> {
        let mut bindings = self.bindings.iter().filter(|b| b.command.selects());
        bindings.find(|b| b.keys == [key]).map(|binding| (binding.command, binding.nth))
    }

    /// The keys of the command `name`, written, in order.
    pub fn keys_of(&self, name: &str) -> Vec<String> {
        let bound = self.bindings.iter().filter(|b| b.command.name == name);
        bound.map(|b| print_keys(&b.keys)).collect()
    }

    /// The first key of the command `name`, written; empty where it has none.
    pub fn key_of(&self, name: &str) -> String {
        self.keys_of(name).into_iter().next().unwrap_or_default()
    }
}

impl Binding {
    /// Whether the keys of another command are the same, or one begins the other, and both are pressed at the same time.
    fn clashes(&self, command: &Command, keys: &[Key]) -> bool {
        let together = self.command.selects() == command.selects();
        together && (self.keys.starts_with(keys) || keys.starts_with(&self.keys))
    }
}

/// The digit that a key types.
pub(super) fn digit(key: Key) -> Option<usize> {
    match key.code {
        KeyCode::Char(c) => key.typed().and(c.to_digit(10)).and_then(|d| usize::try_from(d).ok()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_has_a_name_a_key_and_help() {
        for (index, command) in COMMANDS.iter().enumerate() {
            assert!(!command.keys.is_empty() && !command.help.is_empty(), "{}", command.name);
            assert!(command.name.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{}", command.name);
            assert!(COMMANDS[..index].iter().all(|other| other.name != command.name), "{} twice", command.name);
        }
    }

    #[test]
    fn no_key_does_two_things_and_none_begins_another() {
        let Keymap { bindings } = Keymap::default();
        for (index, one) in bindings.iter().enumerate() {
            assert!(!one.keys.is_empty());
            for other in &bindings[..index] {
                assert!(!other.clashes(one.command, &one.keys), "{} and {}", one.command.name, other.command.name);
            }
        }
    }

    #[test]
    fn no_default_needs_alt_or_what_ssh_and_terminals_take() {
        for binding in Keymap::default().bindings {
            let taken = [Key::char('~'), Key::control('s'), Key::control('q')];
            assert!(binding.keys.iter().all(|key| !key.alt && !taken.contains(key)), "{}", binding.command.name);
            let begins_with_esc = binding.keys.len() > 1 && binding.keys[0].code == KeyCode::Esc;
            assert!(!begins_with_esc, "{}", binding.command.name);
        }
    }

    fn meaning(keymap: &Keymap, keys: &str) -> String {
        match keymap.meaning(&parse_keys(keys).unwrap()) {
            Meaning::Command(command, nth) => format!("{} {nth}", command.name),
            Meaning::Beginning => "…".to_owned(),
            Meaning::Nothing => String::new(),
        }
    }

    #[test]
    fn keys_mean_what_the_table_says() {
        let keymap = Keymap::default();
        for (keys, means) in [("g", "…"), ("gg", "top 0"), ("gn", "next-here 0"), ("3", "choose 2"), ("gx", "")] {
            assert_eq!(meaning(&keymap, keys), means, "{keys}");
        }
    }

    #[test]
    fn keys_bound_anew_are_taken_from_what_had_them() {
        let mut keymap = Keymap::default();
        assert_eq!(keymap.bind("next-article", &["n", "C-j"]), Ok(()));
        assert_eq!(keymap.bind("next-mention", &["J"]), Ok(()));
        assert_eq!(meaning(&keymap, "n"), "next-article 0");
        assert_eq!(meaning(&keymap, "J"), "next-mention 0");
        assert_eq!(keymap.keys_of("next-article"), ["n", "C-j"]);
    }

    #[test]
    fn a_key_bound_anew_takes_the_sequences_that_begin_with_it() {
        let mut keymap = Keymap::default();
        assert_eq!(keymap.bind("bottom", &["g"]), Ok(()));
        assert_eq!(meaning(&keymap, "g"), "bottom 0");
        assert_eq!(keymap.keys_of("next-here"), Vec::<String>::new());
        assert_eq!(keymap.keys_of("top"), ["Home"]);
    }

    #[test]
    fn bindings_that_cannot_be_are_refused_in_a_sentence() {
        let mut keymap = Keymap::default();
        keymap.bind("top", &["t"]).unwrap();
        for (name, keys, sentence) in [
            ("fly", "f", "there is no action “fly”"),
            ("top", "<hyper>", "“hyper” is no key"),
            ("top", "", "the keys of “top” are empty"),
            ("bottom", "tt", "“tt” cannot do both “top” and “bottom”"),
        ] {
            let error = keymap.bind(name, &[keys]).unwrap_err();
            assert!(error.starts_with(sentence), "{error}");
        }
    }
}
