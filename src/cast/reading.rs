//! Reading: from the letters of a name to the sounds they may stand for.

use super::letters::Reading;
use crate::text::fold;

/// The sounds of a name, as a net: each way from the first node to the last is one way to say it.
#[derive(Clone, Debug)]
pub(super) struct Sounds {
    /// By node, the sounds that lead on from it, and where to. A sound may be empty.
    pub(super) steps: Vec<Vec<(&'static str, usize)>>,
}

/// The most letters that a line of a reading may hold.
const LONGEST: usize = 5;

impl Sounds {
    /// Reads `word`: of the lines that fit at a place, the longest holds.
    pub(super) fn read(word: &str, reading: &Reading) -> Sounds {
        let letters: Vec<char> = word.to_lowercase().chars().collect();
        let mut sounds = Sounds { steps: vec![Vec::new()] };
        let mut at = 0;
        while at < letters.len() {
            let (len, ways) = longest(&letters, at, reading).unwrap_or((1, &[]));
            sounds.add(ways);
            at += len;
        }
        sounds
    }

    /// Adds the ways to say the next letters, each sound of a way with a node of its own behind it.
    fn add(&mut self, ways: &[&'static str]) {
        let start = self.steps.len() - 1;
        let inner: usize = ways.iter().map(|way| way.chars().count().saturating_sub(1)).sum();
        let end = start + inner + 1;
        self.steps.resize(end + 1, Vec::new());
        let mut free = start + 1;
        if ways.is_empty() {
            self.steps[start].push(("", end));
        }
        for way in ways {
            let mut node = start;
            let mut sounds = way.char_indices().peekable();
            if way.is_empty() {
                self.steps[start].push(("", end));
            }
            while let Some((at, _)) = sounds.next() {
                let stop = sounds.peek().map_or(way.len(), |(next, _)| *next);
                let next = if stop == way.len() { end } else { free };
                self.steps[node].push((way.get(at..stop).unwrap_or(""), next));
                free += usize::from(next != end);
                node = next;
            }
        }
    }
}

/// The longest line of `reading` that fits at `at`: how many letters it takes, and the sounds.
fn longest<'a>(letters: &[char], at: usize, reading: &'a Reading) -> Option<(usize, &'a [&'static str])> {
    for len in (1..=LONGEST.min(letters.len() - at)).rev() {
        let key: String = letters[at..at + len].iter().collect();
        let last = at + len == letters.len();
        let ways = last.then(|| reading.get(&format!("{key}$"))).flatten();
        let ways = ways.or_else(|| reading.get(&key)).or_else(|| reading.get(&fold(&key)));
        if let Some(ways) = ways {
            return Some((len, ways));
        }
    }
    None
}
