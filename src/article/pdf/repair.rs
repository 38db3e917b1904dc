//! Writes a PDF file anew that is damaged or cut off: its objects are looked for, the streams in them measured, and the table
//! of where they are is made from what was found.

use std::collections::BTreeMap;
use std::io::Write;

/// A file with all objects that are found in another.
pub(super) fn rebuilt(bytes: &[u8]) -> Vec<u8> {
    let found: Vec<(u32, usize)> =
        memchr::memmem::find_iter(bytes, b" obj").filter_map(|at| object(bytes, at)).collect();
    let ends = found.iter().skip(1).map(|(_, begin)| *begin).chain([bytes.len()]);
    // Of an object that was changed, the last is meant.
    let objects: BTreeMap<u32, &[u8]> = found
        .iter()
        .zip(ends)
        .map(|((number, begin), end)| (*number, bytes.get(*begin..end).unwrap_or_default()))
        .collect();
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut table = b"xref\n0 1\n0000000000 65535 f \n".to_vec();
    for (number, object) in &objects {
        // What is written to memory is written.
        let _ = write!(table, "{number} 1\n{:010} 00000 n \n", file.len());
        write_object(&mut file, object);
    }
    let place = file.len();
    file.extend(table);
    let size = objects.last_key_value().map_or(1, |(number, _)| number.saturating_add(1));
    let root = root(bytes, &objects).map_or(String::new(), |number| format!("/Root {number} 0 R"));
    let _ = write!(file, "trailer\n<< /Size {size} {root} >>\nstartxref\n{place}\n%%EOF\n");
    file
}

/// The number of an object, and where it begins, from where its numbers end: `12 0 obj`.
fn object(bytes: &[u8], end: usize) -> Option<(u32, usize)> {
    let before = bytes.get(end.saturating_sub(20)..end)?;
    let numbers = before.strip_suffix(b" 0")?;
    let digits = numbers.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let number = decimal(numbers.get(numbers.len() - digits..)?).filter(|number| *number > 0)?;
    Some((number, end - 2 - digits))
}

/// Writes an object; if it is a stream, with the length that it has.
fn write_object(file: &mut Vec<u8>, object: &[u8]) {
    const STREAM: &[u8] = b"stream";
    let begin = memchr::memmem::find(object, STREAM);
    let end = memchr::memmem::find(object, b"endobj").unwrap_or(object.len());
    let Some((dictionary, rest)) = begin.filter(|begin| *begin < end).and_then(|begin| object.split_at_checked(begin))
    else {
        file.extend_from_slice(object.get(..end).unwrap_or_default());
        return file.extend_from_slice(b"\nendobj\n");
    };
    let data = rest.get(STREAM.len()..).unwrap_or_default();
    let data = data.strip_prefix(b"\r\n").or_else(|| data.strip_prefix(b"\n")).unwrap_or(data);
    let len = memchr::memmem::rfind(data, b"endstream").unwrap_or(data.len());
    let data = data.get(..len).unwrap_or_default();
    let data = data.strip_suffix(b"\r\n").or_else(|| data.strip_suffix(b"\n")).unwrap_or(data);
    file.extend(with_length(dictionary, data.len()));
    file.extend_from_slice(b"stream\n");
    file.extend_from_slice(data);
    file.extend_from_slice(b"\nendstream\nendobj\n");
}

/// A dictionary that says how long its stream is, in bytes.
fn with_length(dictionary: &[u8], length: usize) -> Vec<u8> {
    let said = memchr::memmem::find_iter(dictionary, b"/Length").map(|at| at + 7);
    let mut said = said.filter(|at| dictionary.get(*at).is_some_and(|byte| !byte.is_ascii_alphanumeric()));
    let (head, rest) = dictionary.split_at(said.next().unwrap_or(0));
    if head.is_empty() {
        return dictionary.to_vec();
    }
    let is_number = |byte: &u8| byte.is_ascii_digit() || byte.is_ascii_whitespace();
    let rest = rest.get(rest.iter().take_while(|byte| is_number(byte)).count()..).unwrap_or_default();
    let rest = rest.strip_prefix(b"R").unwrap_or(rest);
    [head, format!(" {length} ").as_bytes(), rest].concat()
}

/// The number of the object from which all others are reached: as some table still says, or the one that is such.
fn root(bytes: &[u8], objects: &BTreeMap<u32, &[u8]>) -> Option<u32> {
    let said = memchr::memmem::rfind(bytes, b"/Root ").and_then(|at| bytes.get(at + 6..));
    let digits = said.map_or(0, |said| said.iter().take_while(|byte| byte.is_ascii_digit()).count());
    let number = said.and_then(|said| decimal(said.get(..digits)?)).filter(|number| objects.contains_key(number));
    let is_root = |object: &[u8]| memchr::memmem::find(object, b"/Catalog").is_some();
    number.or_else(|| objects.iter().find(|(_, object)| is_root(object)).map(|(number, _)| *number))
}

fn decimal(digits: &[u8]) -> Option<u32> {
    std::str::from_utf8(digits).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_written_anew() {
        let damaged =
            b"\x00 junk 1 0 obj << /Type /Catalog >> endobj 3 0 obj\n<< /Length1 9 /Length 2 0 R /A 1 >>\nstream\r\n\
            1 2 3\r\nendstream endobj\n1 0 obj << /Type /Catalog /New 1 >> endobj 7 0 obj << /Length 5";
        let expected = "%PDF-1.7\n1 0 obj << /Type /Catalog /New 1 >> \nendobj\n3 0 obj\n<< /Length1 9 /Length 5  /A 1 >>\n\
            stream\n1 2 3\nendstream\nendobj\n7 0 obj << /Length 5\nendobj\n";
        let table = "xref\n0 1\n0000000000 65535 f \n1 1\n0000000009 00000 n \n3 1\n0000000053 00000 n \n7 1\n0000000124 00000 n \n";
        let end = format!("trailer\n<< /Size 8 /Root 1 0 R >>\nstartxref\n{}\n%%EOF\n", expected.len());
        assert_eq!(String::from_utf8(rebuilt(damaged)).unwrap(), format!("{expected}{table}{end}"));
    }

    #[test]
    fn what_is_nothing_stays_nothing() {
        for part in ["", " 0 obj", "1 0 obj", "1 0 obj stream", "1 0 obj /Length stream endstream", "9 0 obj "] {
            assert!(rebuilt(part.repeat(1000).as_bytes()).starts_with(b"%PDF-"));
        }
    }
}
