//! Front matter: what stands about an article at the head of its file, in YAML between `---` or TOML between `+++`.

use super::draft::Told;

/// The front matter of `text`: what it tells, and its length in bytes with the lines that fence it.
pub(super) fn read(text: &str) -> Option<(Told, usize)> {
    let body = text.trim_start_matches('\u{feff}');
    let fence = ["---", "+++"].into_iter().find(|fence| body.starts_with(fence))?;
    let start = text.len() - body.len();
    let mut at = start;
    let mut inside = None;
    for line in body.split_inclusive('\n') {
        let bare = line.trim_end();
        match inside {
            None if bare == fence => inside = Some(at + line.len()),
            None => return None,
            Some(first) if bare == fence || (fence == "---" && bare == "...") => {
                let fields = text.get(first..at)?;
                let told = if fence == "---" { yaml(fields) } else { toml(fields) };
                return told.map(|told| (told, at + line.len()));
            }
            Some(first) if at - first > LONGEST => return None,
            Some(_) => {}
        }
        at += line.len();
    }
    None
}

/// The longest front matter, in bytes.
const LONGEST: usize = 64 << 10;

impl Told {
    /// Takes a field in, by the names that programs give it; the first of a meaning counts.
    fn take(&mut self, key: &str, value: &str) {
        let slot = match key.trim().to_ascii_lowercase().replace('-', "_").as_str() {
            "title" | "headline" => &mut self.title,
            "source" | "site" | "sitename" | "site_name" | "publisher" | "publication" | "newspaper" | "outlet" => {
                &mut self.source
            }
            "author" | "authors" | "byline" | "creator" => &mut self.author,
            "date" | "published" | "pubdate" | "publish_date" | "published_at" | "date_published" | "created" => {
                &mut self.date
            }
            "lang" | "language" | "locale" => &mut self.language,
            "url" | "link" | "address" | "canonical" | "permalink" | "source_url" | "original" => &mut self.address,
            _ => return,
        };
        let value = value.trim();
        if slot.is_none() && !value.is_empty() {
            *slot = Some(value.to_owned());
        }
    }
}

fn toml(fields: &str) -> Option<Told> {
    let table: toml::Table = fields.parse().ok()?;
    let mut told = Told::default();
    for (key, value) in &table {
        told.take(key, &spoken(value));
    }
    Some(told)
}

/// A value of TOML as a person would write it; of a list, its items.
fn spoken(value: &toml::Value) -> String {
    match value {
        toml::Value::String(text) => text.clone(),
        toml::Value::Array(items) => items.iter().map(spoken).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

/// What the part of YAML tells that front matter is written in: a field a line, with lists and texts of several lines
/// below it.
fn yaml(fields: &str) -> Option<Told> {
    let mut told = Told::default();
    let mut lines = fields.lines().peekable();
    let mut any = false;
    while let Some(line) = lines.next() {
        let Some((key, value)) = field(line) else { continue };
        any = true;
        let mut value = scalar(value);
        if matches!(value.as_str(), "" | "|" | ">" | "|-" | ">-" | "|+" | ">+") {
            let list = lines.peek().is_some_and(|line| line.trim_start().starts_with("- "));
            let mut below = Vec::new();
            while let Some(line) = lines.next_if(|line| line.starts_with([' ', '\t', '-'])) {
                let item = line.trim().trim_start_matches("- ");
                below.push(scalar(field(item).filter(|_| list).map_or(item, |(_, name)| name)));
            }
            value = below.join(if list { ", " } else { " " });
        }
        told.take(key, &value);
    }
    any.then_some(told)
}

/// A line such as `key: value`, not indented.
fn field(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(':')?;
    let is_key =
        key.starts_with(char::is_alphabetic) && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
    (is_key && (value.is_empty() || value.starts_with([' ', '\t']))).then_some((key, value))
}

/// A value without its quotes or its comment; of a list in brackets, the items.
fn scalar(value: &str) -> String {
    let value = value.trim();
    if let Some(quoted) = value.strip_prefix('\'') {
        return quoted.strip_suffix('\'').unwrap_or(quoted).replace("''", "'");
    }
    if let Some(quoted) = value.strip_prefix('"') {
        let quoted = quoted.rsplit_once('"').map_or(quoted, |(quoted, _)| quoted);
        return quoted.replace("\\\"", "\"").replace("\\\\", "\\");
    }
    if let Some(list) = value.strip_prefix('[').and_then(|list| list.strip_suffix(']')) {
        return list.split(',').map(scalar).collect::<Vec<_>>().join(", ");
    }
    value.split(" #").next().unwrap_or(value).trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn fields_are_read_in_yaml_and_toml() {
        for text in [
            "---\ntitle: \"A: \\\"b\\\"\"\ndate: 2022-06-25 # Saturday\nauthors:\n  - Ann Lee\n  - Bo Li\nurl: https://a.org/#x\n---\nBody",
            "\u{feff}---\r\ntitle: 'A: \"b\"'\r\npublished: 2022-06-25\r\nauthor: [Ann Lee, \"Bo Li\"]\r\nlink: https://a.org/#x\r\n...\r\nBody",
            "+++\ntitle = 'A: \"b\"'\ndate = 2022-06-25\nauthors = [\"Ann Lee\", \"Bo Li\"]\nurl = \"https://a.org/#x\"\n+++\nBody",
            "---\ntitle: >-\n  A:\n  \"b\"\ndate: 2022-06-25\nauthor:\n- name: Ann Lee\n- name: Bo Li\nurl: https://a.org/#x\n---\nBody",
        ] {
            let (told, len) = read(text).unwrap();
            assert_eq!(
                told.title.as_deref().map(|t| t.replace("A: b", "A: \"b\"")).as_deref(),
                Some("A: \"b\""),
                "{text}"
            );
            assert_eq!(told.date.as_deref(), Some("2022-06-25"));
            assert_eq!(told.author.as_deref(), Some("Ann Lee, Bo Li"));
            assert_eq!(told.address.as_deref(), Some("https://a.org/#x"));
            assert_eq!(text.get(len..), Some("Body"));
        }
    }

    #[test]
    fn a_rule_is_no_front_matter() {
        for text in [
            "---\n\nA paragraph.\n\n---\n",
            "--- a\ntitle: b\n---\n",
            "---\ntitle: never closed\n",
            "text",
            "+++\n= =\n+++\n",
        ] {
            assert_eq!(read(text), None, "{text:?}");
        }
    }
}
