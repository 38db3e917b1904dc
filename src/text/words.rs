//! Words as a person points at them.

use unicode_segmentation::UnicodeSegmentation;

use super::Span;

/// The words of `span` of `text`, in order: as Unicode Standard Annex 29 parts them, and also at apostrophes and hyphens,
/// so that a name behind one can be pointed at.
pub fn words(text: &str, span: Span) -> impl Iterator<Item = Span> {
    let origin = span.start as usize;
    let parts = span.of(text).unicode_word_indices().flat_map(move |(at, word)| {
        let mut end = 0;
        word.split_inclusive(is_joint).map(move |part| {
            let start = at + end;
            end += part.len();
            Span::new(origin + start, origin + start + part.trim_end_matches(is_joint).len())
        })
    });
    parts.filter(|word| !word.is_empty())
}

fn is_joint(c: char) -> bool {
    matches!(c, '\'' | '’' | '-' | '‐' | '_')
}

#[cfg(test)]
mod tests {
    use super::{Span, words};

    #[test]
    fn words_are_what_one_points_at() {
        for (text, parted) in [
            ("Hier, l’ami d'Ann-Marie (83 ans) a dit : « non ».", "Hier|l|ami|d|Ann|Marie|83|ans|a|dit|non"),
            ("Путин и Ко.", "Путин|и|Ко"),
            ("习近平说", "习|近|平|说"),
            (" … ", ""),
        ] {
            let found: Vec<_> = words(text, Span::new(0, text.len())).map(|word| word.of(text)).collect();
            assert_eq!(found.join("|"), parted, "{text}");
        }
        let text = "aa bb cc";
        assert_eq!(words(text, Span::new(3, 8)).map(|word| word.of(text)).collect::<Vec<_>>(), ["bb", "cc"]);
    }
}
