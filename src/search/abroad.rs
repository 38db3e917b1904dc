//! A word as it may be written in other scripts, by its sound or as is known.

use aho_corasick::AhoCorasick;

use crate::cast::{self, Ground, Script};
use crate::text::{Span, fold};

use super::term::{Part, letters_from};

/// A word as it may be written in other scripts.
#[derive(Debug)]
pub(super) struct Abroad {
    script: Script,
    ways: cast::Part,
    /// Stretches, one of which is in every way to write it.
    stretches: AhoCorasick,
    /// The letters of stretches in scripts without blanks.
    unparted: Vec<char>,
    /// Whether it is only the beginning of a word.
    prefix: bool,
}

/// Fewer letters do not tell a word by its sound.
const SHORTEST: usize = 4;
/// The same where the script leaves vowels out, or says them less exactly.
const SHORTEST_HIDDEN: usize = 6;
/// More letters are no word that another script would write.
const LONGEST: usize = 40;
/// The most bytes of a word before a stretch of it.
const FARTHEST: usize = 80;

impl Abroad {
    /// The folded `word` in other scripts; `None` where that would be too little to know it by.
    pub(super) fn of(word: &str, prefix: bool) -> Option<Abroad> {
        let script = Script::of_text(word);
        let letters = word.chars().filter(|c| c.is_alphabetic()).count();
        let fewest = if script.has_no_blanks() { 2 } else { SHORTEST };
        if script == Script::Other || !(fewest..=LONGEST).contains(&letters) || letters < word.chars().count() {
            return None;
        }
        let ways = cast::Part::alone(word);
        let elsewhere = |stretch: &String| Script::of_text(stretch) != script;
        let stretches: Vec<String> = ways.fragments().into_iter().filter(elsewhere).map(|s| fold(&s)).collect();
        let unparted = stretches.iter().flat_map(|s| s.chars()).filter(|c| Part::of(*c) == Part::Unparted).collect();
        (!stretches.is_empty()).then(|| AhoCorasick::new(&stretches).ok()).flatten().map(|stretches| Abroad {
            script,
            ways,
            stretches,
            unparted,
            prefix,
        })
    }

    /// Where it is in a folded text, each place once.
    pub(super) fn find<'a>(&'a self, folded: &'a str) -> impl Iterator<Item = Span> + 'a {
        let mut behind = 0;
        // Latin letters are hardly ever more than ASCII once they are folded.
        let other = self.script != Script::Latin || !folded.is_ascii();
        let stretches = other.then(|| self.stretches.find_iter(folded)).into_iter().flatten();
        stretches.filter_map(move |stretch| {
            let span = self.around(folded, stretch.start(), behind)?;
            behind = span.end as usize;
            Some(span)
        })
    }

    /// The word around a stretch of it that begins at `at`, from `least` on.
    fn around(&self, folded: &str, at: usize, least: usize) -> Option<Span> {
        let before = folded.get(least..at)?;
        let starts = before.char_indices().rev().take_while(|(start, _)| before.len() - start <= FARTHEST);
        match Part::of(folded.get(at..)?.chars().next()?) {
            Part::Gap => None,
            Part::Letter => {
                let inside = starts.take_while(|(_, c)| Part::of(*c) == Part::Letter).last();
                self.at(folded, inside.map_or(at, |(start, _)| least + start))
            }
            Part::Unparted => {
                let earlier =
                    || starts.take_while(|(_, c)| Part::of(*c) == Part::Unparted).map(|(start, _)| least + start);
                self.at(folded, at).or_else(|| earlier().find_map(|start| self.at(folded, start)))
            }
        }
    }

    /// Whether it is written in Latin letters here.
    pub(super) fn is_latin(&self) -> bool {
        self.script == Script::Latin
    }

    /// Whether letters of a script without blanks may be in a way to write it.
    pub(super) fn may_hold(&self, letters: &str) -> bool {
        letters.chars().any(|c| self.unparted.contains(&c))
    }

    /// The word that begins at `at`.
    pub(super) fn at(&self, folded: &str, at: usize) -> Option<Span> {
        let first = folded.get(at..)?.chars().next()?;
        let unparted = Part::of(first) == Part::Unparted;
        let near = folded.get(at..folded.ceil_char_boundary((at + FARTHEST).min(folded.len())))?;
        let word =
            if unparted { near } else { near.get(..letters_from(near, 0)).filter(|word| word.len() < FARTHEST)? };
        let anywhere = unparted || self.prefix;
        let none = cast::Tongues::default();
        let reach = self.ways.reach(word, &|_, _| String::new(), none, &|len| anywhere || len == word.len())?;
        let written = word.get(..reach.len)?;
        let script = Script::of(first);
        let fewest = if script.hides_sounds() { SHORTEST_HIDDEN } else { SHORTEST };
        let told = reach.ground != Ground::Sound || written.chars().count() >= fewest;
        let whole = at + if unparted { reach.len } else { word.len() };
        (told && script != self.script).then(|| Span::new(at, whole))
    }
}
