//! Prints mentions as records for other programs: JSON lines, and comma-separated values.

use std::borrow::Cow;
use std::io::{self, Write};

use serde::Serialize;

use crate::mention::Certainty;
use crate::text::harmless;

use super::mentions::Hit;

/// One mention, with the fields in the order in which they are printed.
#[derive(Serialize)]
struct Record<'a> {
    article: Cow<'a, str>,
    actor: &'a str,
    kind: &'static str,
    certainty: &'static str,
    start: u32,
    end: u32,
    text: Cow<'a, str>,
    reason: &'a str,
}

const FIELDS: [&str; 8] = ["article", "actor", "kind", "certainty", "start", "end", "text", "reason"];

impl<'a> From<&Hit<'a>> for Record<'a> {
    fn from(hit: &Hit<'a>) -> Self {
        let mention = hit.mention;
        Record {
            article: hit.name.into(),
            actor: hit.actor,
            kind: mention.kind.word(),
            certainty: match mention.certainty {
                Certainty::Sure => "sure",
                Certainty::Likely => "likely",
            },
            start: mention.span.start,
            end: mention.span.end,
            text: mention.span.of(hit.text).into(),
            reason: &mention.reason,
        }
    }
}

/// One JSON object a line for each mention.
pub(super) fn jsonl<'a>(hits: impl Iterator<Item = Hit<'a>>) -> Vec<u8> {
    json_lines(hits.map(|hit| Record::from(&hit)))
}

/// How long a line seldom is, in bytes.
const LINE: usize = 256;

/// One JSON object a line. Characters that a terminal would act upon are escaped, so that every string is exact and
/// none does harm.
pub(super) fn json_lines(records: impl Iterator<Item = impl Serialize>) -> Vec<u8> {
    let mut out = Vec::new();
    for record in records {
        out.reserve(LINE);
        let mut writer = serde_json::Serializer::with_formatter(&mut out, Escaping);
        // A vector takes whatever is written, and a record holds nothing that JSON does not.
        let _ = record.serialize(&mut writer);
        out.push(b'\n');
    }
    out
}

/// The head line of comma-separated values about mentions.
pub(super) fn csv_head() -> Vec<u8> {
    csv_line(FIELDS)
}

/// One line a mention as RFC 4180 has it; texts are made harmless, since a table cannot escape.
pub(super) fn csv<'a>(hits: impl Iterator<Item = Hit<'a>>) -> Vec<u8> {
    let mut out = Vec::new();
    for hit in hits {
        let exact = Record::from(&hit);
        let record = Record { article: harmless(hit.name), text: harmless(&exact.text), ..exact };
        out.extend(csv_line(&record));
    }
    out
}

/// A record, or the names of its fields, as a line of comma-separated values.
pub(super) fn csv_line(record: impl Serialize) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().has_headers(false).from_writer(Vec::new());
    // A vector takes whatever is written.
    let _ = writer.serialize(record);
    writer.into_inner().unwrap_or_default()
}

/// Compact JSON in which control characters and those that turn the direction of writing are escaped.
struct Escaping;

impl serde_json::ser::Formatter for Escaping {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        if !fragment.bytes().fold(false, |any, byte| any | may_be_harmful(byte)) {
            return out.write_all(fragment.as_bytes());
        }
        for part in fragment.split_inclusive(is_harmful) {
            let harmful = part.chars().next_back().filter(|c| is_harmful(*c));
            out.write_all(part.strip_suffix(is_harmful).unwrap_or(part).as_bytes())?;
            if let Some(harmful) = harmful {
                write!(out, "\\u{:04x}", u32::from(harmful))?;
            }
        }
        Ok(())
    }
}

/// Whether a byte may belong to such a character as [`is_harmful`] tells.
fn may_be_harmful(byte: u8) -> bool {
    byte < b' ' || matches!(byte, 0x7f | 0xc2 | 0xd8 | 0xe2)
}

/// Whether a terminal acts upon the character: C0 and C1 controls, line separators, and the directional formatting
/// characters of Unicode Standard Annex 9.
fn is_harmful(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_harmful_character_is_overlooked() {
        for c in (0..=0x1_0000).filter_map(char::from_u32).filter(|c| is_harmful(*c)) {
            assert!(c.to_string().bytes().any(may_be_harmful), "{c:?}");
            let line = json_lines([[c]].iter());
            assert_eq!(line, format!("[\"{}\"]\n", escaped(c)).into_bytes());
        }
    }

    fn escaped(c: char) -> String {
        serde_json::to_string(&c)
            .ok()
            .filter(|json| json.contains('\\'))
            .map_or_else(|| format!("\\u{:04x}", u32::from(c)), |json| json.trim_matches('"').to_owned())
    }
}
