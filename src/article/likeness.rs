//! By what copies of an article are known for such: reprints of an agency's report, the same page saved twice.
//!
//! Copies differ: one has another headline, a paragraph less, a sentence mended. Two things are drawn from the words of
//! the text, whatever stands around it. A few *keys*, the marks of those of its sentences that have the smallest: copies
//! have most sentences in common, and so nearly always a key, by which one finds the other among millions. And a
//! *sketch*, from which the share of common runs of words is estimated, so that what only quotes the same sentence is
//! told from a copy. The sketch is a one-permutation minhash (Li, Owen and Zhang, "One Permutation Hashing", 2012).

use super::{Article, PassageKind};
use crate::text::Table;

/// How many keys an article has at most.
const KEYS: usize = 3;
/// In how many stretches the marks of the runs are parted; the estimate errs by about 1 / (2 √64).
const BINS: usize = 64;
/// The words of a run.
const RUN: usize = 4;
/// The fewest words of a sentence that may be a key: shorter ones are in articles that have nothing in common.
const FEWEST_OF_KEY: usize = 8;
/// The fewest runs of a text of which copies are looked for.
const FEWEST: usize = 40;
/// The least share of common runs that makes copies of two articles.
const LEAST: f64 = 0.5;
/// What stands in the sketch where no run fell.
const EMPTY: u8 = u8::MAX;

/// By what copies of an article are known for such.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Likeness {
    keys: Vec<u64>,
    sketch: [u8; BINS],
}

impl Likeness {
    /// Of an article; `None` where its text is too short to tell.
    pub fn of(article: &Article) -> Option<Likeness> {
        let mut drawing = Drawing::default();
        for passage in article.passages.iter().filter(|passage| passage.kind == PassageKind::Text) {
            drawing.passage(passage.span.of(&article.text));
        }
        drawing.done()
    }

    /// What a copy most likely has one in common of.
    pub fn keys(&self) -> &[u64] {
        &self.keys
    }

    /// Whether another article is a copy.
    pub fn is_copy(&self, other: &Likeness) -> bool {
        let (mut same, mut filled) = (0_u32, 0_u32);
        for (one, other) in self.sketch.iter().zip(&other.sketch) {
            filled += u32::from(*one != EMPTY || *other != EMPTY);
            same += u32::from(one == other && *one != EMPTY);
        }
        filled > 0 && f64::from(same) >= LEAST * f64::from(filled)
    }

    /// As bytes, to be kept.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.sketch.into_iter().chain(self.keys.iter().flat_map(|key| key.to_le_bytes())).collect()
    }

    /// What was kept; `None` where it is damaged.
    pub fn from_bytes(bytes: &[u8]) -> Option<Likeness> {
        let (sketch, keys) = bytes.split_first_chunk()?;
        let (keys, _) = keys.as_chunks();
        Some(Likeness { sketch: *sketch, keys: keys.iter().map(|key| u64::from_le_bytes(*key)).collect() })
    }
}

/// A likeness that is being drawn.
struct Drawing {
    /// The smallest mark of a run in each bin.
    least: [u64; BINS],
    /// The marks of the sentences that have the smallest.
    keys: Vec<u64>,
    /// The marks of the last words.
    run: [u64; RUN],
    /// How many words there were.
    words: usize,
    /// Of the sentence that is gone through.
    sentence: u64,
    sentence_words: usize,
}

impl Default for Drawing {
    fn default() -> Self {
        Drawing { least: [u64::MAX; BINS], keys: Vec::new(), run: [0; RUN], words: 0, sentence: 0, sentence_words: 0 }
    }
}

impl Drawing {
    fn passage(&mut self, text: &str) {
        let mut word = 0;
        for c in text.chars() {
            match SIGNS.of(c) {
                Sign::Letter(small) => word = mixed(word ^ u64::from(u32::from(small))),
                Sign::Word => {
                    self.word(std::mem::take(&mut word));
                    self.word(mixed(u64::from(u32::from(c))));
                }
                Sign::Gap { ends } => {
                    self.word(std::mem::take(&mut word));
                    if ends {
                        self.end_sentence();
                    }
                }
            }
        }
        self.word(word);
        self.end_sentence();
    }

    /// Takes the mark of a word; 0 is none.
    fn word(&mut self, word: u64) {
        if word == 0 {
            return;
        }
        self.run.rotate_left(1);
        self.run[RUN - 1] = word;
        self.words += 1;
        self.sentence = mixed(self.sentence ^ word);
        self.sentence_words += 1;
        if self.words >= RUN {
            let run = self.run.iter().fold(0, |run, word| mixed(run ^ word));
            let bin = (run >> 58) as usize;
            self.least[bin] = self.least[bin].min(run << 6);
        }
    }

    fn end_sentence(&mut self) {
        if self.sentence_words >= FEWEST_OF_KEY
            && let Err(at) = self.keys.binary_search(&self.sentence)
        {
            self.keys.insert(at, self.sentence);
            self.keys.truncate(KEYS);
        }
        (self.sentence, self.sentence_words) = (0, 0);
    }

    fn done(self) -> Option<Likeness> {
        // The middle of the mark: its top says little, because it is the smallest of its bin.
        let bin = |least: u64| {
            let [_, _, byte, ..] = least.to_le_bytes();
            if least == u64::MAX { EMPTY } else { byte.min(EMPTY - 1) }
        };
        let is_enough = self.words >= FEWEST + RUN && !self.keys.is_empty();
        is_enough.then(|| Likeness { keys: self.keys, sketch: self.least.map(bin) })
    }
}

/// What a character is to the words of a text.
#[derive(Clone, Copy)]
enum Sign {
    /// Part of a word, where a capital is the same as this small letter.
    Letter(char),
    /// A word by itself.
    Word,
    /// Between words, and perhaps at the end of a sentence.
    Gap { ends: bool },
}

static SIGNS: Table<Sign> = Table::new(|c| match c {
    '.' | '!' | '?' | '…' | '。' | '！' | '？' | '؟' | '۔' | '।' | '\n' => Sign::Gap { ends: true },
    _ if !c.is_alphanumeric() => Sign::Gap { ends: false },
    _ if stands_alone(c) => Sign::Word,
    // The first of its small letters is enough to tell that.
    _ => Sign::Letter(c.to_lowercase().next().unwrap_or(c)),
});

/// Whether a character is a word by itself, in scripts without blanks.
fn stands_alone(c: char) -> bool {
    matches!(u32::from(c), 0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x3040..=0x30FF | 0x3400..=0x9FFF | 0x2_0000..=0x3_FFFF)
}

/// Mixes the bits of a number: the finalizer of `MurmurHash3` (Appleby, public domain).
fn mixed(number: u64) -> u64 {
    let mut mixed = number.wrapping_add(0x9E37_79B9_7F4A_7C15);
    mixed = (mixed ^ mixed >> 33).wrapping_mul(0xFF51_AFD7_ED55_8CCD);
    mixed = (mixed ^ mixed >> 33).wrapping_mul(0xC4CE_B9FE_1A85_EC53);
    mixed ^ mixed >> 33
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::article::Passage;
    use crate::text::Span;

    fn article(paragraphs: &[String]) -> Article {
        let (mut text, mut passages) = (String::new(), Vec::new());
        for paragraph in paragraphs {
            let start = text.len();
            text.push_str(paragraph);
            passages.push(Passage { span: Span::new(start, text.len()), kind: PassageKind::Text });
            text.push_str("\n\n");
        }
        Article { text, passages, ..Article::default() }
    }

    /// Paragraphs of three sentences each, of words that stand in no other order in another story.
    fn story(seed: u64, paragraphs: usize) -> Vec<String> {
        let mut state = seed;
        let mut word = || {
            state = mixed(state + 1);
            format!("w{}", state % 500)
        };
        let mut sentence = || (0..11).map(|_| word()).collect::<Vec<_>>().join(" ");
        let mut paragraph = || (0..3).map(|_| format!("{}.", sentence())).collect::<Vec<_>>().join(" ");
        (0..paragraphs).map(|_| paragraph()).collect()
    }

    fn is_found(one: &[String], other: &[String]) -> bool {
        let (one, other) = (Likeness::of(&article(one)).unwrap(), Likeness::of(&article(other)).unwrap());
        let meet = one.keys().iter().any(|key| other.keys().contains(key));
        assert_eq!(one.is_copy(&other), other.is_copy(&one));
        assert_eq!(Likeness::from_bytes(&one.to_bytes()), Some(one.clone()));
        meet && one.is_copy(&other)
    }

    #[test]
    fn nearly_all_reprints_are_found() {
        let is_found = |(seed, gone): (u64, usize)| {
            let report = story(seed, 12);
            let mut reprint = report.clone();
            reprint.remove(gone);
            reprint[0] = reprint[0].to_uppercase().replace('.', " –– !");
            reprint.insert(0, "Our own reporter in the capital adds a line of her own to this.".to_owned());
            is_found(&report, &reprint)
        };
        // Where the paragraph that is gone holds the sentences that are keys, nothing is left to find the copy by.
        let found = (0..1200).map(|n| (n, (n % 12) as usize)).filter(|pair| is_found(*pair)).count();
        assert!(found >= 1190, "{found} of 1200");
    }

    proptest! {
        #[test]
        fn other_stories_are_none(seed in 0..u64::MAX) {
            prop_assert!(!is_found(&story(seed, 12), &story(seed + 1, 12)));
        }

        #[test]
        fn what_quotes_the_same_is_no_copy(seed in 0..u64::MAX) {
            let (report, mut other) = (story(seed, 12), story(seed + 1, 12));
            other.splice(2..4, report[2..4].iter().cloned());
            prop_assert!(!is_found(&report, &other));
        }

        #[test]
        fn any_text_has_one_or_none(text in ".{0,200}") {
            if let Some(likeness) = Likeness::of(&article(&[text])) {
                prop_assert!(likeness.is_copy(&likeness));
            }
        }
    }

    #[test]
    fn scripts_without_blanks_have_words_too() {
        let text = "记者今天从首都报道说会议将在下个月举行。与会者将讨论天然气的价格问题以及运输。".repeat(3);
        assert!(is_found(std::slice::from_ref(&text), std::slice::from_ref(&text)));
    }

    #[test]
    fn a_few_words_are_too_few() {
        assert_eq!(Likeness::of(&article(&["Read more about this story here.".to_owned()])), None);
    }
}
