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
            if let Some(other) = self.bindings.iter().find(|b| b.own && b.command != command && b.clashes(&keys)) {
                return Err(format!("“{written}” cannot do both “{}” and “{name}”: bind one anew", other.command.name));
            }
            own.push(Binding { keys, command, nth, own: true });
        }
        self.bindings.retain(|b| b.command != command && !own.iter().any(|o| b.clashes(&o.keys)));
        self.bindings.append(&mut own);
        Ok(())
    }

    /// What `keys` mean.
    pub fn meaning(&self, keys: &[Key]) -> Meaning {
        if let Some(binding) = self.bindings.iter().find(|b| b.keys == keys) {
            return Meaning::Command(binding.command, binding.nth);
        }
        let begins = self.bindings.iter().any(|b| b.keys.starts_with(keys));
        if begins { Meaning::Beginning } else { Meaning::Nothing }
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
    /// Whether the keys are the same, or one begins the other.
    fn clashes(&self, keys: &[Key]) -> bool {
        self.keys.starts_with(keys) || keys.starts_with(&self.keys)
    }
}

/// The digit that a key types.
pub(super) fn digit(key: Key) -> Option<usize> {
    match key.code {
        KeyCode::Char(c) => key.typed().and(c.to_digit(10)).and_then(|d| usize::try_from(d).ok()),
        _ => None,
    }
}
