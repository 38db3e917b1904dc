//! One line of the file of authorized keys: options, if any, the key, and whose it is.
//!
//! The format is that of sshd(8). Options that only take away what is never given here are no matter; any other one
//! would promise what is not kept, so that its line is refused.

use russh::keys::ssh_key::public::RsaPublicKey;
use russh::keys::{Algorithm, PublicKey};

/// The fewest bits of an RSA key.
const RSA_BITS: u32 = 3072;
/// The longest name, in bytes.
const LONGEST_NAME: usize = 64;

/// Options that change nothing: they forbid, or allow again, what nobody is given.
const NO_MATTER: [&str; 10] = [
    "restrict",
    "agent-forwarding",
    "port-forwarding",
    "pty",
    "user-rc",
    "x11-forwarding",
    "permitlisten",
    "permitopen",
    "tunnel",
    "environment",
];

/// The key of a line, and the name of its owner.
///
/// # Errors
/// What is wrong with it.
pub(super) fn parse(line: &str) -> Result<(PublicKey, String), String> {
    let (options, rest) = if is_key_type(line) { ("", line) } else { split_options(line)? };
    let mut name = None;
    for option in options_of(options)? {
        let (word, value) = option.split_once('=').map_or((option, None), |(word, value)| (word, Some(value)));
        let word = word.to_ascii_lowercase();
        match value {
            Some(value) if word == "name" => name = Some(unquoted(value)?),
            _ if NO_MATTER.contains(&word.strip_prefix("no-").unwrap_or(&word)) => {}
            _ => return Err(format!("the option {word} is not known here")),
        }
    }
    let key = PublicKey::from_openssh(rest.trim()).map_err(|error| format!("this is no public key ({error})"))?;
    judge(&key)?;
    let comment = || key.comment().as_str().ok().filter(|comment| !comment.is_empty()).map(str::to_owned);
    let name = name.or_else(comment).ok_or("the key has no name; write one behind it, or name=\"…\" before it")?;
    Ok((key, checked(&name)?))
}

/// Whether keys of this kind and length are let in.
///
/// # Errors
/// What is wrong with it.
pub(in crate::serve) fn judge(key: &PublicKey) -> Result<(), String> {
    let bits = || key.key_data().rsa().map_or(0, RsaPublicKey::key_size);
    match key.algorithm() {
        Algorithm::Ed25519 | Algorithm::Ecdsa { .. } => Ok(()),
        Algorithm::Rsa { .. } if bits() >= RSA_BITS => Ok(()),
        Algorithm::Rsa { .. } => Err(format!("an RSA key needs {RSA_BITS} bits, and this has {}", bits())),
        other => Err(format!("keys of the kind {other} are not taken; ed25519, ecdsa and rsa are")),
    }
}

/// Whether a line begins with a key and not with options.
fn is_key_type(line: &str) -> bool {
    ["ssh-", "ecdsa-", "sk-"].iter().any(|kind| line.starts_with(kind))
}

/// The options before the first blank that stands in no quotes, and the rest.
fn split_options(line: &str) -> Result<(&str, &str), String> {
    let end = outside_quotes(line, |c| c == ' ' || c == '\t').next();
    end.and_then(|end| line.split_at_checked(end)).ok_or_else(|| "this is no public key".to_owned())
}

fn options_of(options: &str) -> Result<Vec<&str>, String> {
    let mut rest = options;
    let mut found = Vec::new();
    while !rest.is_empty() {
        let end = outside_quotes(rest, |c| c == ',').next().unwrap_or(rest.len());
        let (option, behind) = rest.split_at_checked(end).ok_or("the options cannot be read")?;
        found.push(option);
        rest = behind.strip_prefix(',').unwrap_or(behind);
    }
    Ok(found)
}

/// The places, in bytes, of characters that stand in no quotes.
fn outside_quotes(text: &str, wanted: impl Fn(char) -> bool) -> impl Iterator<Item = usize> {
    let (mut quoted, mut escaped) = (false, false);
    text.char_indices().filter_map(move |(at, c)| {
        let is_quote = c == '"' && !escaped;
        quoted ^= is_quote;
        escaped = quoted && c == '\\' && !escaped;
        (!quoted && !is_quote && wanted(c)).then_some(at)
    })
}

fn unquoted(value: &str) -> Result<String, String> {
    let inside = value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    Ok(inside.ok_or("a name stands in quotes, like name=\"Anna\"")?.replace("\\\"", "\""))
}

fn checked(name: &str) -> Result<String, String> {
    let name = name.trim();
    let is_plain = |c: char| c.is_alphanumeric() || " .,-_@+()':".contains(c);
    if name.is_empty() || name.len() > LONGEST_NAME || !name.chars().all(is_plain) {
        return Err(format!("a name has 1 to {LONGEST_NAME} letters, digits, blanks and . , - _ @ + ( ) ' :"));
    }
    Ok(name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJdD7y3aLq454yWBdwLWbieU1ebz9/cu7/QEXn9OIeZJ";

    #[test]
    fn the_owner_is_named_before_the_key_or_behind_it() {
        for (before, behind, name) in [
            ("", "anna", "anna"),
            ("", "Anna at the desk", "Anna at the desk"),
            ("restrict ", "anna@desk", "anna@desk"),
            ("no-pty,No-X11-Forwarding,name=\"Anna, foreign desk\" ", "laptop", "Anna, foreign desk"),
            ("permitopen=\"a b:1\",name=\"Zoé\"\t", "", "Zoé"),
        ] {
            let (_, found) = parse(&format!("{before}{KEY} {behind}")).unwrap();
            assert_eq!(found, name);
        }
    }

    #[test]
    fn what_cannot_be_kept_is_refused() {
        for (line, said) in [
            (format!("from=\"10.0.0.1\" {KEY} a"), "the option from is not known here"),
            (format!("command=\"ls -l\" {KEY} a"), "the option command is not known here"),
            (format!("cert-authority {KEY} a"), "the option cert-authority is not known here"),
            (format!("expiry-time=\"20200101\" {KEY} a"), "the option expiry-time is not known here"),
            (format!("name {KEY} a"), "the option name is not known here"),
            (KEY.to_owned(), "the key has no name"),
            (format!("{KEY} ../../etc"), "a name has 1 to 64"),
            (format!("name=\"a\u{1b}[2J\" {KEY} a"), "a name has 1 to 64"),
            ("nonsense".to_owned(), "this is no public key"),
            ("ssh-ed25519 AAAA a".to_owned(), "this is no public key"),
            ("name=\"open ".to_owned() + KEY, "this is no public key"),
        ] {
            let refused = parse(&line).unwrap_err();
            assert!(refused.starts_with(said), "{line}: {refused}");
        }
    }
}
