//! The scripts that names are written in.

/// A script, as far as names in it are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Script {
    /// The letters of this sentence.
    Latin,
    /// The letters of Russian and its neighbours.
    Cyrillic,
    /// The letters of Greek.
    Greek,
    /// The letters of Hebrew.
    Hebrew,
    /// The letters of Arabic and Persian.
    Arabic,
    /// The letters of Armenian.
    Armenian,
    /// The letters of Georgian.
    Georgian,
    /// The letters of Hindi.
    Devanagari,
    /// The letters of Amharic.
    Ethiopic,
    /// The Japanese syllables, both kinds.
    Kana,
    /// Chinese characters.
    Han,
    /// The Korean syllables.
    Hangul,
    /// Any other.
    Other,
}

impl Script {
    /// The script of a letter.
    pub(crate) fn of(c: char) -> Script {
        match c {
            'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => Script::Latin,
            '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => Script::Greek,
            '\u{400}'..='\u{52f}' => Script::Cyrillic,
            '\u{530}'..='\u{58f}' => Script::Armenian,
            '\u{590}'..='\u{5ff}' | '\u{fb1d}'..='\u{fb4f}' => Script::Hebrew,
            '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' => {
                Script::Arabic
            }
            '\u{900}'..='\u{97f}' => Script::Devanagari,
            '\u{10a0}'..='\u{10ff}' | '\u{1c90}'..='\u{1cbf}' => Script::Georgian,
            '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{ac00}'..='\u{d7a3}' => Script::Hangul,
            '\u{1200}'..='\u{139f}' => Script::Ethiopic,
            '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' => Script::Kana,
            '\u{3005}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' => Script::Han,
            _ => Script::Other,
        }
    }

    /// The script of the first letter of `text`.
    pub(crate) fn of_text(text: &str) -> Script {
        text.chars().map(Script::of).find(|&script| script != Script::Other).unwrap_or(Script::Other)
    }

    /// The script that a table names.
    pub(crate) fn named(name: &str) -> Script {
        match name {
            "Latin" => Script::Latin,
            "Cyrillic" => Script::Cyrillic,
            "Greek" => Script::Greek,
            "Hebrew" => Script::Hebrew,
            "Arabic" => Script::Arabic,
            "Armenian" => Script::Armenian,
            "Georgian" => Script::Georgian,
            "Devanagari" => Script::Devanagari,
            "Ethiopic" => Script::Ethiopic,
            "Katakana" => Script::Kana,
            "Han" => Script::Han,
            "Hangul" => Script::Hangul,
            _ => Script::Other,
        }
    }

    /// Whether names in it begin with a capital.
    pub(crate) fn has_capitals(self) -> bool {
        matches!(self, Script::Latin | Script::Cyrillic | Script::Greek | Script::Armenian)
    }

    /// Whether its letters show too little of a name's sound to know it by that alone.
    pub(crate) fn hides_sounds(self) -> bool {
        matches!(self, Script::Hebrew | Script::Arabic | Script::Kana | Script::Ethiopic)
    }

    /// Whether names in it are written in one word, surname first.
    pub(crate) fn has_no_blanks(self) -> bool {
        matches!(self, Script::Han | Script::Hangul)
    }

    /// Whether words in it stand without blanks between them.
    pub(crate) fn runs_on(self) -> bool {
        matches!(self, Script::Kana | Script::Han)
    }
}
