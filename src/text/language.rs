//! The language that a text is written in.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::LazyLock;

use serde::Deserialize;

use super::quick::QuickMap;
use super::table::Table;

/// A language, by its two-letter code of ISO 639-1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Language([u8; 2]);

impl Language {
    /// The language that `code` names ("fr", also "fr-CA" or "FR"); `None` where it is no such code.
    pub fn from_code(code: &str) -> Option<Language> {
        let mut letters = code.split(['-', '_']).next()?.bytes().map(|b| b.to_ascii_lowercase());
        match (letters.next(), letters.next(), letters.next()) {
            (Some(a), Some(b), None) if a.is_ascii_lowercase() && b.is_ascii_lowercase() => Some(Language([a, b])),
            _ => None,
        }
    }

    /// The two letters, in lower case.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("")
    }

    /// The language of `text`, by its first few hundred words; `None` where too little tells it.
    ///
    /// Little words and rare letters vote; what several languages share counts for each the less.
    pub fn detect(text: &str) -> Option<Language> {
        let profiles = &*PROFILES;
        let mut votes = Votes {
            of: vec![0; profiles.languages.len()],
            steps: vec![0; profiles.letters.len()],
            letters: 0,
            words: 0,
        };
        let mut word = String::new();
        let mut rest = text;
        while votes.letters <= SAMPLE_LETTERS
            && votes.words <= SAMPLE_WORDS
            && let Some(c) = rest.chars().next()
        {
            let plain =
                rest.bytes().take(SAMPLE_LETTERS + 1 - votes.letters).take_while(u8::is_ascii_alphabetic).count();
            match LETTERS.of(c) {
                _ if plain > 0 => votes.plain(rest.get(..plain).unwrap_or_default(), &mut word),
                Some(letter) => votes.letter(letter, &mut word),
                None => votes.word(&mut word, profiles),
            }
            rest = rest.get(plain.max(c.len_utf8())..).unwrap_or_default();
        }
        votes.word(&mut word, profiles);
        votes.count_letters(profiles);
        votes.winner()
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// How much of a text is looked at; more would not change the vote.
const SAMPLE_WORDS: usize = 200;
const SAMPLE_LETTERS: usize = 1500;
/// What a little word counts that one language alone has, and a letter.
const WORD: u32 = 240;
const LETTER: u32 = 120;
/// In a text of fewer letters the winner must lead clearly.
const ENOUGH_LETTERS: usize = 200;
/// The longest little word, in bytes.
const LONGEST: usize = 24;

/// The votes for each language of the profiles.
struct Votes {
    of: Vec<u32>,
    /// For each entry of [`Profiles::letters`], how many letters belong to it.
    steps: Vec<u32>,
    letters: usize,
    words: usize,
}

impl Votes {
    /// Counts letters of ASCII, which tell nothing but their word, and adds them to it.
    fn plain(&mut self, letters: &str, word: &mut String) {
        self.letters += letters.len();
        let start = word.len();
        let room = (LONGEST + 1).saturating_sub(start).min(letters.len());
        word.push_str(letters.get(..room).unwrap_or_default());
        word.get_mut(start..).into_iter().for_each(str::make_ascii_lowercase);
    }

    /// Counts a letter, and adds it to the word that it is in.
    fn letter(&mut self, letter: Letter, word: &mut String) {
        self.letters += 1;
        if word.len() <= LONGEST {
            word.push(letter.small);
        }
        if let Some(count) = self.steps.get_mut(usize::from(letter.step)) {
            *count += 1;
        }
    }

    /// Lets the letters vote that were met.
    fn count_letters(&mut self, profiles: &Profiles) {
        for (count, (_, shares)) in std::mem::take(&mut self.steps).into_iter().zip(&profiles.letters) {
            if count > 0 {
                self.vote(shares, count);
            }
        }
    }

    /// Lets a word vote, and makes room for the next.
    fn word(&mut self, word: &mut String, profiles: &Profiles) {
        if word.is_empty() {
            return;
        }
        self.words += 1;
        if let Some(shares) = profiles.words.get(word.as_str()) {
            self.vote(shares, 1);
        }
        word.clear();
    }

    fn vote(&mut self, shares: &[Share], times: u32) {
        for &(language, votes) in shares {
            if let Some(all) = self.of.get_mut(language) {
                *all += votes * times;
            }
        }
    }

    fn winner(&self) -> Option<Language> {
        let (winner, &most) = self.of.iter().enumerate().max_by_key(|&(_, votes)| votes)?;
        let second = self.of.iter().enumerate().filter(|&(n, _)| n != winner).map(|(_, &votes)| votes).max()?;
        let lead = if self.letters < ENOUGH_LETTERS { most / 4 } else { 0 };
        PROFILES.languages.get(winner).copied().filter(|_| most >= WORD / 2 && most > second + lead)
    }
}

/// The votes of a word or letter that go to a language, by its index.
type Share = (usize, u32);

/// What `assets/languages.toml` says, turned round: whom a word or a letter votes for.
#[derive(Default)]
struct Profiles {
    languages: Vec<Language>,
    words: QuickMap<String, Vec<Share>>,
    /// From this letter on to the next in the list.
    letters: Vec<(char, Vec<Share>)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Profile {
    #[serde(default)]
    words: String,
    #[serde(default)]
    letters: String,
    #[serde(default = "once")]
    weight: u32,
}

fn once() -> u32 {
    1
}

static PROFILES: LazyLock<Profiles> = LazyLock::new(|| {
    let table: BTreeMap<String, Profile> =
        toml::from_str(include_str!("../../assets/languages.toml")).unwrap_or_default();
    let mut profiles = Profiles::default();
    let mut ranges = Vec::new();
    for (code, profile) in &table {
        let language = profiles.languages.len();
        profiles.languages.extend(Language::from_code(code));
        let share = (language, LETTER * profile.weight);
        ranges.extend(letter_ranges(&profile.letters).map(|(first, behind)| (first, behind, share)));
        for word in profile.words.split_whitespace() {
            let shares = profiles.words.entry(word.to_owned()).or_default();
            if shares.last() != Some(&(language, WORD)) {
                shares.push((language, WORD));
            }
        }
    }
    profiles.words.values_mut().for_each(|shares| divide(shares));
    profiles.letters = letter_steps(&ranges);
    profiles
});

/// Lets several languages have their parts of one vote.
fn divide(shares: &mut [Share]) {
    let parts = u32::try_from(shares.len()).unwrap_or(u32::MAX);
    for (_, votes) in shares {
        *votes /= parts;
    }
}

/// A letter as the vote takes it.
#[derive(Clone, Copy)]
struct Letter {
    /// The small letter.
    small: char,
    /// Which entry of [`Profiles::letters`] it belongs to; beyond the last for ASCII, whose letters tell nothing.
    step: u16,
}

static LETTERS: Table<Option<Letter>> = Table::new(|c| {
    let step = PROFILES.letters.partition_point(|&(first, _)| first <= c).checked_sub(1);
    let step = step.and_then(|step| u16::try_from(step).ok()).unwrap_or(u16::MAX);
    c.is_alphabetic().then(|| Letter { small: c.to_lowercase().next().unwrap_or(c), step })
});

/// The ranges of letters that `letters` lists, each with its first and the one behind its last.
fn letter_ranges(letters: &str) -> impl Iterator<Item = (char, char)> {
    let mut rest = letters.chars().peekable();
    std::iter::from_fn(move || {
        let first = rest.next()?;
        let last = if rest.next_if_eq(&'-').is_some() { rest.next()? } else { first };
        Some((first, char::from_u32(last as u32 + 1)?))
    })
}

/// Cuts overlapping ranges into steps within which each letter has the same shares.
fn letter_steps(ranges: &[(char, char, Share)]) -> Vec<(char, Vec<Share>)> {
    let edges: BTreeSet<char> = ranges.iter().flat_map(|&(first, behind, _)| [first, behind]).collect();
    let shares = |edge: char| {
        let holding = ranges.iter().filter(|&&(first, behind, _)| first <= edge && edge < behind);
        let mut shares: Vec<Share> = holding.map(|&(_, _, share)| share).collect();
        divide(&mut shares);
        shares
    };
    edges.into_iter().map(|edge| (edge, shares(edge))).collect()
}

#[cfg(test)]
mod tests {
    use super::{Language, PROFILES};

    #[test]
    fn every_language_of_the_table_has_a_code() {
        assert!(PROFILES.languages.len() > 70);
        assert!(PROFILES.letters.iter().flat_map(|(_, shares)| shares).all(|&(l, _)| l < PROFILES.languages.len()));
        assert_eq!(Language::from_code("fr-CA"), Language::from_code("FR"));
        assert_eq!(Language::from_code("french"), None);
    }

    #[test]
    fn the_language_of_a_sentence_is_told() {
        for (code, text) in [
            ("fr", "Le président russe a déclaré dimanche que les deux pays resteraient dans l’union."),
            ("en", "The president said on Sunday that he would not send more troops to the border."),
            ("de", "Der Präsident hat am Sonntag erklärt, dass er nicht mit dem Minister sprechen wird."),
            ("es", "El presidente dijo que no habrá más reuniones hasta el próximo año en la capital."),
            ("it", "Il presidente ha detto che non ci saranno altre riunioni nella capitale della regione."),
            ("pt", "O presidente disse que não haverá mais reuniões até o próximo ano na capital do país."),
            ("pl", "Prezydent powiedział, że nie będzie już rozmów, które miały się odbyć w stolicy."),
            ("cs", "Prezident řekl, že už nebude jednat s ministrem, který byl v pondělí v Praze."),
            ("nl", "De president zei dat hij niet meer met de minister van het land zal spreken."),
            ("no", "Presidenten sier at han ikke vil møte statsministeren etter det som har skjedd."),
            (
                "tr",
                "Cumhurbaşkanı, bu toplantının çok önemli olduğunu ve yeni bir dönem için hazır olduklarını söyledi.",
            ),
            ("ru", "Президент заявил, что это было сделано для безопасности страны, но он не хотел бы повторения."),
            ("uk", "Президент заявив, що це було зроблено для безпеки країни, але він не хотів би повторення."),
            ("be", "Прэзідэнт заявіў, што гэта было зроблена для бяспекі краіны, але ён не хацеў бы паўтарэння."),
            (
                "kk",
                "Президент бұл шешім елдің қауіпсіздігі үшін қабылданды деп мәлімдеді және басқа жол жоқ екенін айтты.",
            ),
            (
                "bg",
                "Президентът заяви, че това е направено за сигурността на страната, но той не би искал да се повтори.",
            ),
            ("el", "Ο πρόεδρος δήλωσε ότι δεν θα συναντηθεί."),
            ("ar", "قال الرئيس إن هذا القرار من أجل أمن البلاد."),
            ("fa", "رئیس جمهور گفت که این تصمیم برای امنیت کشور است."),
            ("he", "הנשיא אמר כי לא ייפגש עם ראש הממשלה."),
            ("ja", "プーチン大統領は日曜日に会談しないと述べた。"),
            ("zh", "总统周日表示，他不会与总理会面。"),
            ("ko", "대통령은 일요일에 총리를 만나지 않을 것이라고 말했다."),
            ("ka", "პრეზიდენტმა განაცხადა."),
            ("hi", "राष्ट्रपति ने कहा कि यह देश की सुरक्षा के लिए है।"),
        ] {
            assert_eq!(Language::detect(text), Language::from_code(code), "{text}");
        }
    }

    #[test]
    fn what_tells_too_little_has_no_language() {
        for text in ["", "Putin", "12 345", "Vladimir Putin, Minsk", "Лукашенко"] {
            assert_eq!(Language::detect(text), None, "{text}");
        }
    }
}
