//! What stands within a paragraph of Markdown: emphasis, links, pictures, code, tags, entities.

/// Whether links or pictures are all that a paragraph holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Covered {
    No,
    Link,
    Picture,
}

/// Renders `source`, in linear time.
pub(super) fn render(source: &str) -> (String, Covered) {
    let mut rendering = Rendering { source, ..Rendering::default() };
    while rendering.step() {}
    rendering.finish()
}

/// The deepest nesting of brackets; those within are left as they stand.
const DEEPEST: usize = 16;
/// The longest address of a link, and the longest tag, in bytes.
const LONGEST: usize = 1024;

#[derive(Default)]
struct Rendering<'a> {
    source: &'a str,
    at: usize,
    out: String,
    /// What of `out` turns out to be marks, to be taken out at the end.
    marks: Vec<(usize, usize)>,
    brackets: Vec<Bracket>,
    /// The runs of `*`, `_` and `~` that may yet be closed: where they end in `out`, and how many are left.
    openers: [Vec<(usize, usize)>; 3],
    /// The stretches of `out` that are links or pictures.
    covers: Vec<(usize, usize, Covered)>,
    /// Lengths of runs of backticks that are known to find no match.
    unmatched: u32,
}

/// An opening bracket: where it is in `out`, with its exclamation mark if there is one.
#[derive(Clone, Copy)]
struct Bracket {
    start: usize,
    end: usize,
    picture: bool,
}

impl<'a> Rendering<'a> {
    fn rest(&self) -> &'a str {
        self.source.get(self.at..).unwrap_or("")
    }

    fn step(&mut self) -> bool {
        let rest = self.rest();
        let plain = rest.find(['\\', '`', '!', '[', ']', '*', '_', '~', '<', '&', '\n']).unwrap_or(rest.len());
        self.keep(plain);
        let Some(mark) = rest.get(plain..).and_then(|rest| rest.chars().next()) else { return false };
        match mark {
            '\\' => self.escape(),
            '`' => self.code(),
            '!' | '[' => self.open_bracket(),
            ']' => self.close_bracket(),
            '*' => self.emphasis(mark, 0),
            '_' => self.emphasis(mark, 1),
            '~' => self.emphasis(mark, 2),
            '<' => self.tag(),
            '&' => self.entity(),
            _ => self.replace(1, " "),
        }
        true
    }

    /// Takes over the next `len` bytes as they are.
    fn keep(&mut self, len: usize) {
        self.out.push_str(self.rest().get(..len).unwrap_or(""));
        self.at += len;
    }

    fn replace(&mut self, len: usize, with: &str) {
        self.out.push_str(with);
        self.at += len;
    }

    fn escape(&mut self) {
        let escaped = self.rest().chars().nth(1).filter(char::is_ascii_punctuation);
        if escaped.is_some() {
            self.at += 1;
        }
        self.keep(1);
    }

    fn code(&mut self) {
        let rest = self.rest();
        let fence = rest.len() - rest.trim_start_matches('`').len();
        let bit = 1_u32.checked_shl(u32::try_from(fence).unwrap_or(32)).unwrap_or(0);
        let closing = if bit == 0 || self.unmatched & bit != 0 { None } else { closing(rest, fence) };
        if let Some(code) = closing.and_then(|end| rest.get(fence..end)) {
            self.replace(fence * 2 + code.len(), &code.replace('\n', " "));
        } else {
            self.unmatched |= bit;
            self.keep(fence);
        }
    }

    fn open_bracket(&mut self) {
        let rest = self.rest();
        let picture = rest.starts_with("![");
        if !picture && !rest.starts_with('[') {
            return self.keep(1);
        }
        let start = self.out.len();
        self.keep(if picture { 2 } else { 1 });
        if self.brackets.len() < DEEPEST {
            self.brackets.push(Bracket { start, end: self.out.len(), picture });
        }
    }

    fn close_bracket(&mut self) {
        let target = self.rest().get(1..).and_then(target_len);
        match self.brackets.pop() {
            Some(bracket) if self.out.get(bracket.end..).is_some_and(|name| name.starts_with('^')) => {
                // The mark of a footnote is no part of the text.
                self.marks.push((bracket.start, self.out.len()));
                self.at += 1;
            }
            Some(bracket) if target.is_some() => {
                let covered = if bracket.picture { Covered::Picture } else { Covered::Link };
                self.covers.push((bracket.end, self.out.len(), covered));
                self.marks.push((bracket.start, bracket.end));
                self.at += 1 + target.unwrap_or(0);
            }
            _ => self.keep(1),
        }
    }

    fn emphasis(&mut self, mark: char, kind: usize) {
        let rest = self.rest();
        let mut run = rest.len() - rest.trim_start_matches(mark).len();
        let before = self.out.chars().next_back();
        let after = rest.get(run..).and_then(|rest| rest.chars().next());
        let blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let within =
            mark == '_' && before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric);
        let start = self.out.len();
        self.keep(run);
        let Some(openers) = self.openers.get_mut(kind).filter(|_| !within && (mark != '~' || run == 2)) else { return };
        let mut at = start;
        while let Some((end, left)) = openers.pop_if(|_| run > 0 && !blank(before)) {
            let pair = run.min(left);
            self.marks.extend([(end - pair, end), (at, at + pair)]);
            (at, run) = (at + pair, run - pair);
            if left > pair {
                openers.push((end - pair, left - pair));
            }
        }
        if run > 0 && !blank(after) {
            openers.push((at + run, run));
        }
    }

    fn tag(&mut self) {
        let rest = self.rest();
        let window = rest.get(..rest.floor_char_boundary(LONGEST)).unwrap_or("");
        let tag = window.find('>').and_then(|end| window.get(1..end));
        match tag {
            Some(address) if address.contains("://") && !address.contains(' ') && !address.starts_with('a') => {
                self.replace(address.len() + 2, address);
            }
            Some(tag) if tag.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!')) => {
                let breaks =
                    ["br", "p", "/p", "div", "/div", "li"].iter().any(|name| tag.trim_end_matches(['/', ' ']) == *name);
                self.replace(tag.len() + 2, if breaks { " " } else { "" });
            }
            _ => self.keep(1),
        }
    }

    fn entity(&mut self) {
        let rest = self.rest();
        let window = rest.get(1..rest.floor_char_boundary(12)).unwrap_or("");
        let entity = window.find(';').and_then(|end| Some((end, named(window.get(..end)?)?)));
        match entity {
            Some((end, c)) => self.replace(end + 2, c.encode_utf8(&mut [0; 4])),
            None => self.keep(1),
        }
    }

    fn finish(mut self) -> (String, Covered) {
        let covered = self.covered();
        self.marks.sort_unstable();
        let mut text = String::with_capacity(self.out.len());
        let mut at = 0;
        for (start, end) in self.marks {
            text.push_str(self.out.get(at..start).unwrap_or(""));
            at = at.max(end);
        }
        text.push_str(self.out.get(at..).unwrap_or(""));
        (text, covered)
    }

    /// What holds all letters, if one kind does.
    fn covered(&self) -> Covered {
        let letters = |text: &str| text.chars().any(char::is_alphanumeric);
        // What lies within another link or picture was closed before it.
        let mut outer: Vec<(usize, usize, Covered)> = Vec::new();
        for &cover in &self.covers {
            while outer.pop_if(|inner| inner.0 >= cover.0).is_some() {}
            outer.push(cover);
        }
        let mut at = 0;
        let mut covered = Covered::No;
        for (start, end, kind) in outer {
            if self.out.get(at..start).is_some_and(letters) {
                return Covered::No;
            }
            (at, covered) = (end, kind);
        }
        if self.out.get(at..).is_some_and(letters) { Covered::No } else { covered }
    }
}

/// Where in `rest`, which begins with a run of backticks, the next run of that length begins.
fn closing(rest: &str, fence: usize) -> Option<usize> {
    let mut at = fence;
    while let Some(start) = rest.get(at..)?.find('`').map(|found| at + found) {
        let run = rest.get(start..)?;
        let len = run.len() - run.trim_start_matches('`').len();
        if len == fence {
            return Some(start);
        }
        at = start + len;
    }
    None
}

/// The length of what makes a bracket a link: an address in parentheses, or a name in brackets.
fn target_len(text: &str) -> Option<usize> {
    let window = text.get(..text.floor_char_boundary(LONGEST))?;
    if window.starts_with('[') {
        return window.find(']').map(|end| end + 1);
    }
    let inside = window.strip_prefix('(').filter(|inside| inside.contains(')'))?;
    let mut depth = 0_usize;
    for (at, c) in inside.char_indices() {
        match c {
            ')' if depth == 0 => return Some(at + 2),
            ')' => depth -= 1,
            '(' if depth == DEEPEST => return None,
            '(' => depth += 1,
            _ => {}
        }
    }
    None
}

/// The character that an entity names.
fn named(name: &str) -> Option<char> {
    if let Some(code) = name.strip_prefix("#x").or_else(|| name.strip_prefix("#X")) {
        return u32::from_str_radix(code, 16).ok().and_then(char::from_u32);
    }
    if let Some(code) = name.strip_prefix('#') {
        return code.parse().ok().and_then(char::from_u32);
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "ndash" => '–',
        "mdash" => '—',
        "hellip" => '…',
        "laquo" => '«',
        "raquo" => '»',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{Covered, render};

    #[test]
    fn marks_vanish_and_words_stay() {
        for (source, text) in [
            ("*a* **b** ***c*** _d_ __e__ ~~f~~", "a b c d e f"),
            ("a*b*c snake_case_name 5 * 3 *", "abc snake_case_name 5 * 3 *"),
            ("**Putin** met *Lukashenko*’s son", "Putin met Lukashenko’s son"),
            ("*open **nested* end", "*open *nested end"),
            ("[text](http://a.org/b_(c) \"t\") ok", "text ok"),
            ("[a *b*][ref] [not a link] [x]", "a b [not a link] [x]"),
            ("![alt](p.png) word[^1].", "alt word."),
            ("[![alt](p.png)](http://a.org)", "alt"),
            ("`code *x*` ``a`b`` `open", "code *x* a`b `open"),
            ("\\*kept\\* a\\b", "*kept* a\\b"),
            ("<b>bold</b> <https://a.org> a < b<br>c", "bold https://a.org a < b c"),
            ("&amp;&#233;&#x263a; &nope; &", "&é☺ &nope; &"),
            ("two\nlines", "two lines"),
        ] {
            assert_eq!(render(source).0, text, "{source}");
        }
    }

    #[test]
    fn paragraphs_that_are_all_link_or_picture_are_told() {
        for (source, covered) in [
            ("[Read](http://a.org)", Covered::Link),
            ("**[Read](http://a.org)** »", Covered::Link),
            ("[a](b) and [c](d)", Covered::No),
            ("![Putin](a.jpg)", Covered::Picture),
            ("[![Putin](a.jpg)](b)", Covered::Link),
            ("text", Covered::No),
        ] {
            assert_eq!(render(source).1, covered, "{source}");
        }
    }

    #[test]
    fn odd_marks_take_no_time() {
        for part in ["*", "*a", "a*", "_a ", "[", "](", "[a](", "![", "`", "`a``", "<", "&", "~~a", "[a](b)"] {
            assert!(!render(&part.repeat(100_000 / part.len())).0.is_empty());
        }
    }
}
