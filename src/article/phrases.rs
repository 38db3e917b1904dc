//! The phrases by which passages are told, from `assets/passages.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};
use serde::Deserialize;

use crate::text::{QuickMap, QuickSet, fold};

/// What a phrase is a sign of; `assets/passages.toml` says more of each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, PartialOrd, Ord)]
#[serde(rename_all = "lowercase")]
pub(super) enum Sign {
    /// Opens a link line.
    Link,
    /// Opens a caption.
    Caption,
    /// Stands anywhere in a caption.
    Credit,
    /// Opens furniture of the page.
    Furniture,
    /// Stands anywhere in such.
    Notice,
    /// Is all of it.
    Label,
    /// Opens what says whose a picture is.
    Rights,
    /// Opens what is said of the article itself.
    Remark,
    /// Opens what stands behind the article.
    End,
    /// Stands anywhere in what tells who the author is.
    Biography,
    /// Stands before the source.
    Source,
    /// Stands before the author's name.
    Author,
    /// Stands before the date.
    Published,
    /// Stands before a later date.
    Updated,
    /// Is the first step of a breadcrumb.
    Home,
}

/// The longest passage, in bytes, that is taken for a notice or a caption by what stands somewhere in it.
const NOTICE: usize = 320;

const SIGNS: usize = Sign::Home as usize + 1;

/// Which signs a passage shows, and where the phrases end in its folded text.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Signs([u16; SIGNS]);

impl Signs {
    /// Reads the signs off a short passage, folded.
    pub(super) fn of(folded: &str) -> Signs {
        let mut signs = Signs::default();
        let seen = folded.trim_start_matches(|c: char| !c.is_alphanumeric() && !"©(/📷ⓒ[".contains(c));
        signs.read_opening(seen, folded.len() - seen.len());
        let bare = seen.trim_matches(|c: char| !c.is_alphanumeric() && c != '*');
        if bare.len() < seen.len() && !seen.starts_with(bare) {
            signs.read_opening(bare, folded.find(bare).unwrap_or(0));
        }
        if PHRASES.is_label(bare) {
            signs.set(Sign::Label, folded.len());
        }
        let searched = if folded.len() <= NOTICE { folded } else { "" };
        for found in PHRASES.within.find_iter(searched) {
            let opens_nothing = found.end() == folded.len() && folded.ends_with(':');
            let whole = is_edge(folded, found.start()) && is_edge(folded, found.end()) && !opens_nothing;
            if let Some(&sign) = PHRASES.within_signs.get(found.pattern().as_usize()).filter(|_| whole) {
                signs.set(sign, found.end());
            }
        }
        signs
    }

    /// Whether the sign is there.
    pub(super) fn has(&self, sign: Sign) -> bool {
        self.end(sign).is_some()
    }

    /// Where in the folded text the phrase ends that is the sign.
    pub(super) fn end(&self, sign: Sign) -> Option<usize> {
        self.0.get(sign as usize).map(|&end| usize::from(end)).filter(|&end| end > 0)
    }

    fn set(&mut self, sign: Sign, end: usize) {
        if let (Some(slot), Ok(end)) = (self.0.get_mut(sign as usize), u16::try_from(end)) {
            *slot = end;
        }
    }

    /// Looks up every stretch from the beginning of `text` to an edge of a word; the longest phrase counts.
    fn read_opening(&mut self, text: &str, start: usize) {
        let Some(&longest) = heads(text).next().and_then(|first| PHRASES.firsts.get(first)) else { return };
        for head in heads(text).take_while(|head| head.len() <= longest) {
            for &sign in PHRASES.opening.get(head).into_iter().flatten() {
                self.set(sign, start + head.len());
            }
        }
    }
}

/// The stretches from the beginning of `text` to each edge of a word.
fn heads(text: &str) -> impl Iterator<Item = &str> {
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
    ends.filter(|&end| is_edge(text, end)).filter_map(|end| text.get(..end))
}

/// Whether a word of a script with small letters does not go on at `at`.
fn is_edge(text: &str, at: usize) -> bool {
    let before = text.get(..at).and_then(|t| t.chars().next_back());
    let after = text.get(at..).and_then(|t| t.chars().next());
    let joins = |c: Option<char>| c.is_some_and(|c| c.is_lowercase() || c.is_numeric());
    !(joins(before) && joins(after))
}

/// The phrases of all languages, folded.
struct Phrases {
    /// Phrases that stand at the beginning.
    opening: QuickMap<String, Vec<Sign>>,
    /// The first words of these, each with the length in bytes of the longest phrase that it begins.
    firsts: QuickMap<String, usize>,
    /// Phrases that stand alone.
    labels: QuickSet<String>,
    /// Phrases that stand anywhere.
    within: AhoCorasick,
    within_signs: Vec<Sign>,
}

impl Phrases {
    /// Whether `text` is a label, or made of nothing but labels of one word.
    fn is_label(&self, text: &str) -> bool {
        let is = |text: &str| self.labels.contains(text);
        let mut words =
            text.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|word| !word.is_empty()).peekable();
        is(text) || (text.len() < 160 && words.peek().is_some() && words.all(is))
    }
}

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let table: BTreeMap<String, BTreeMap<Sign, String>> =
        toml::from_str(include_str!("../../assets/passages.toml")).unwrap_or_default();
    let mut opening: QuickMap<String, Vec<Sign>> = QuickMap::default();
    let mut labels = QuickSet::default();
    let (mut within, mut within_signs) = (Vec::new(), Vec::new());
    for (&sign, phrases) in table.values().flatten() {
        for phrase in phrases.split('|').map(|phrase| fold(phrase.trim())).filter(|phrase| !phrase.is_empty()) {
            match sign {
                Sign::Credit | Sign::Notice | Sign::Biography => {
                    within.push(phrase);
                    within_signs.push(sign);
                }
                Sign::Label => drop(labels.insert(phrase)),
                _ => add(&mut opening, phrase, sign),
            }
        }
    }
    let mut firsts: QuickMap<String, usize> = QuickMap::default();
    for (first, len) in opening.keys().filter_map(|phrase| Some((heads(phrase).next()?, phrase.len()))) {
        let longest = firsts.entry(first.to_owned()).or_default();
        *longest = len.max(*longest);
    }
    let within = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(within);
    #[expect(clippy::expect_used, reason = "it fails only with more phrases than memory could hold")]
    let within = within.expect("a few hundred phrases");
    Phrases { opening, firsts, labels, within, within_signs }
});

/// Adds a phrase, also as it is written with a space before its colon.
fn add(phrases: &mut QuickMap<String, Vec<Sign>>, phrase: String, sign: Sign) {
    if let Some(bare) = phrase.strip_suffix(':') {
        let bare = bare.trim_end();
        phrases.entry(format!("{bare} :")).or_default().push(sign);
        phrases.entry(format!("{bare}:")).or_default().push(sign);
    } else {
        phrases.entry(phrase).or_default().push(sign);
    }
}

#[cfg(test)]
mod tests {
    use super::{PHRASES, Sign, Signs};
    use crate::text::fold;

    #[test]
    fn phrases_are_found_however_they_are_written() {
        assert!(PHRASES.opening.len() > 1500 && PHRASES.labels.len() > 300 && PHRASES.within_signs.len() > 200);
        for (sign, text) in [
            (Sign::Link, "À LIRE AUSSI  La « répression »"),
            (Sign::Link, "» Lire aussi : Poutine"),
            (Sign::Link, "[Читайте также] Токаев"),
            (Sign::Link, "延伸阅读：普京"),
            (Sign::Caption, "Photo\u{a0}: Vladimir"),
            (Sign::Caption, "© AFP"),
            (Sign::Caption, "Фото: ТАСС"),
            (Sign::Rights, "Photo by Ida Lund"),
            (Sign::Remark, "Correction: the ferry left at noon."),
            (Sign::Credit, "Putin in Minsk. Getty Images"),
            (Sign::Notice, "Your email address will not be published."),
            (Sign::Label, "Editor’s Pick"),
            (Sign::Label, "Facebook Twitter | WhatsApp"),
            (Sign::End, "Leave a Reply"),
            (Sign::Source, "Source : https://example.org"),
            (Sign::Author, "Par Camille Vasseur"),
            (Sign::Home, "Accueil > Monde"),
        ] {
            assert!(Signs::of(&fold(text)).has(sign), "{sign:?} in {text:?}");
        }
        for (sign, text) in [
            (Sign::Link, "Lirel aussi"),
            (Sign::Link, "Related to this, the president said no."),
            (Sign::Caption, "Photographers were there."),
            (Sign::Label, "World leaders met"),
            (Sign::Author, "Parmi les pays"),
        ] {
            assert!(!Signs::of(&fold(text)).has(sign), "{sign:?} in {text:?}");
        }
    }
}
