//! Searching a text for what was typed.

use memchr::memmem;

use super::{Folded, Span, fold};

/// The places at which `pattern` stands in the text of which `folded` is the copy, in order and apart; spans of the
/// text. Case, accents, quotes, line breaks and soft hyphens make no difference. An empty pattern is nowhere.
pub fn search(folded: &Folded, pattern: &str) -> Vec<Span> {
    let pattern = fold(pattern);
    if pattern.is_empty() {
        return Vec::new();
    }
    let found = memmem::find_iter(folded.text().as_bytes(), &pattern);
    found.map(|at| folded.original(Span::new(at, at + pattern.len()))).collect()
}

#[cfg(test)]
mod tests {
    use super::{Folded, search};

    #[test]
    fn what_was_typed_is_found_however_it_is_written() {
        for (text, pattern, found) in [
            ("Le PRÉSIDENT, la prési\u{ad}dente", "president", "PRÉSIDENT|prési\u{ad}dent"),
            ("Vladimir\nPoutine, Vladimir\u{a0}Poutine", "vladimir poutine", "Vladimir\nPoutine|Vladimir\u{a0}Poutine"),
            ("l’homme", "L'HOMME", "l’homme"),
            ("aaaa", "aa", "aa|aa"),
            ("Vladimir\n\nPoutine", "Vladimir Poutine", ""),
            ("abc", "", ""),
        ] {
            let spans = search(&Folded::new(text), pattern);
            let words: Vec<_> = spans.into_iter().map(|s| s.of(text)).collect();
            assert_eq!(words.join("|"), found, "{pattern:?} in {text:?}");
        }
    }
}
