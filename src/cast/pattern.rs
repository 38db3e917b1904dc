//! Patterns: all ways in which a part of a name may be written, in one script or in many, as a net of letters.

mod stretches;

use std::borrow::Cow;

use super::endings::{Case, Endings};
use super::letters::{Letters, Reading, Tongues, Written};
use super::reading::Sounds;
use super::script::Script;
use crate::text::{QuickMap, fold};

/// All ways to write a part of a name. Each way from the first node to the last is one, and the languages of all its
/// steps are those that write it so.
#[derive(Clone, Debug)]
pub(crate) struct Pattern {
    steps: Vec<Vec<Step>>,
    /// By node, how the name may end from there, where an ending may replace that.
    tails: Vec<Vec<Tail>>,
    ground: Ground,
}

/// Letters that lead from one node to another.
#[derive(Clone, Debug)]
struct Step {
    folded: Cow<'static, str>,
    /// As it may be written, in lower case.
    raw: Vec<Cow<'static, str>>,
    to: usize,
    tongues: Tongues,
}

/// The last letters of a name, folded, and the languages that write them.
#[derive(Clone, Debug)]
struct Tail(String, Tongues);

/// The last letters of a name while its tails are looked for: no more than an ending replaces, then zeros.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
struct Last([char; MOST_REPLACED]);

impl Last {
    /// These letters behind others; `None` where they are too many together.
    fn behind(self, letters: &str) -> Option<Last> {
        let mut all = letters.chars().chain(self.0.into_iter().filter(|&c| c != '\0'));
        let last = Last([(); MOST_REPLACED].map(|()| all.next().unwrap_or_default()));
        all.next().is_none().then_some(last)
    }

    fn text(self) -> String {
        self.0.into_iter().filter(|&c| c != '\0').collect()
    }
}

/// How a word was recognised.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reach {
    /// The bytes of the folded word that are the name, its ending included.
    pub(crate) len: usize,
    /// The bytes of the folded word that are the name without its ending.
    pub(crate) stem: usize,
    /// What the ending says; `None` where there is none.
    pub(crate) case: Option<Case>,
    /// The languages that write the name so.
    pub(crate) tongues: Tongues,
    /// On what the spelling rests.
    pub(crate) ground: Ground,
}

/// On what a spelling rests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Ground {
    /// On how it sounds, as far as letters show that.
    Sound,
    /// On a table of facts.
    Known,
    /// On the cast file.
    Own,
}

/// A node, a place in a word, and the languages that write the name so up to there.
type State = (usize, usize, Tongues);

/// The most sounds that are written as one.
const MOST_SOUNDS: usize = 5;
/// The most letters that an ending replaces.
const MOST_REPLACED: usize = 3;

impl Pattern {
    /// The pattern of a part that is written as it stands, wherever its script is read.
    pub(crate) fn same(word: &str, ground: Ground) -> Pattern {
        let letters = Letters::table();
        let tongues = letters.of_script(Script::of_text(word));
        let tongues = if tongues.is_empty() { Tongues::NONE_KNOWN } else { tongues };
        let same = letters.reading("same");
        let mut steps = Vec::new();
        let lower = word.to_lowercase();
        for (node, c) in lower.chars().enumerate() {
            let raw = c.to_string();
            let mut out = vec![step(fold(&raw), raw.clone(), node + 1, tongues)];
            for other in same.and_then(|same| same.get(&raw)).into_iter().flatten() {
                out.push(step(fold(other), (*other).to_owned(), node + 1, tongues));
            }
            steps.push(out);
        }
        Pattern::finish(steps, ground)
    }

    /// The pattern of a part that is read as `reading` says and written as the languages in `tongues` write it.
    pub(crate) fn sounding(word: &str, reading: &Reading, tongues: Tongues) -> Pattern {
        let sounds = Sounds::read(word, reading);
        let last = sounds.steps.len() - 1;
        let mut steps = Vec::new();
        for node in 0..last {
            let mut writer = Writer { sounds: &sounds, last, tongues, start: node, out: Vec::new() };
            writer.write(node, &mut String::new());
            steps.push(writer.out);
        }
        Pattern::finish(steps, Ground::Sound)
    }

    fn finish(mut steps: Vec<Vec<Step>>, ground: Ground) -> Pattern {
        steps.push(Vec::new());
        let mut pattern = Pattern { tails: vec![Vec::new(); steps.len()], steps, ground };
        pattern.find_tails();
        pattern
    }

    fn last(&self) -> usize {
        self.steps.len() - 1
    }

    /// Finds, from the last node back, what endings may replace.
    fn find_tails(&mut self) {
        let mut open: Vec<Vec<(Last, Tongues)>> = vec![Vec::new(); self.steps.len()];
        open[self.last()].push((Last::default(), Tongues::ALL));
        for node in (0..self.last()).rev() {
            let mut tails: Vec<(Last, Tongues)> = Vec::new();
            let mut known: QuickMap<Last, usize> = QuickMap::default();
            for step in &self.steps[node] {
                for (rest, tongues) in &open[step.to] {
                    let both = step.tongues.and(*tongues);
                    let Some(tail) = rest.behind(&step.folded).filter(|_| !both.is_empty()) else { continue };
                    let place = *known.entry(tail).or_insert(tails.len());
                    match tails.get_mut(place) {
                        Some((_, known)) => *known = known.or(both),
                        None => tails.push((tail, both)),
                    }
                }
            }
            let written = tails.iter().map(|(last, tongues)| Tail(last.text(), *tongues));
            self.tails[node] = written.filter(|tail| Endings::table().replaces(&tail.0)).collect();
            open[node] = tails;
        }
    }

    /// The longest way in which the folded `word` begins with the name and an ending that `allowed` languages know.
    /// `written` is the word as it stands, in lower case. `ends` tells where the word may end.
    pub(crate) fn reach(
        &self,
        word: &str,
        written: &dyn Fn(usize, usize) -> String,
        allowed: Tongues,
        ends: &dyn Fn(usize) -> bool,
    ) -> Option<Reach> {
        let mut best: Option<Reach> = None;
        let mut visit = |node: usize, at: usize, tongues: Tongues| {
            let found = self.end(node, word, at, tongues, allowed, written, ends);
            let better = |found: &Reach| best.is_none_or(|b| (found.len, found.stem) > (b.len, b.stem));
            if let Some(found) = found.filter(better) {
                best = Some(found);
            }
        };
        self.walk((0, 0, tongues_of(word)), word, &mut Vec::new(), &mut visit);
        best
    }

    /// Whether the folded `word` begins with the name, or with as much of it as endings leave.
    pub(crate) fn may_begin(&self, word: &str) -> bool {
        let mut may = false;
        self.walk((0, 0, tongues_of(word)), word, &mut Vec::new(), &mut |_, _, _| may = true);
        may
    }

    /// Goes all ways on from a node, a place in the word and the languages so far, and tells each node where the name
    /// may end. What was `seen` is not gone through again, or the time would double with every letter.
    fn walk(&self, from: State, word: &str, seen: &mut Vec<State>, visit: &mut impl FnMut(usize, usize, Tongues)) {
        if seen.contains(&from) {
            return;
        }
        seen.push(from);
        let (node, at, tongues) = from;
        if node == self.last() || !self.tails[node].is_empty() {
            visit(node, at, tongues);
        }
        let rest = word.get(at..).unwrap_or("");
        for step in &self.steps[node] {
            let both = tongues.and(step.tongues);
            if !both.is_empty() && rest.starts_with(&*step.folded) {
                self.walk((step.to, at + step.folded.len(), both), word, seen, visit);
            }
        }
    }

    #[expect(clippy::too_many_arguments, reason = "one step of `reach`, which holds them all")]
    fn end(
        &self,
        node: usize,
        word: &str,
        at: usize,
        tongues: Tongues,
        allowed: Tongues,
        written: &dyn Fn(usize, usize) -> String,
        ends: &dyn Fn(usize) -> bool,
    ) -> Option<Reach> {
        let last = word.get(..at)?.chars().next_back()?;
        let reach = |len, case, tongues| Reach { len, stem: at, case, tongues, ground: self.ground };
        let mut best: Option<Reach> = None;
        for len in (at..=word.len()).rev().filter(|&len| ends(len) && word.is_char_boundary(len)) {
            let rest = word.get(at..len).unwrap_or("");
            if node == self.last() {
                let case = Endings::table().added(last, rest, &written(at, len), allowed);
                if rest.is_empty() || case.is_some() {
                    best = Some(reach(len, case, tongues));
                    break;
                }
            }
            for Tail(tail, writers) in &self.tails[node] {
                let both = writers.and(tongues);
                let case = Endings::table().replacing(tail, rest, &written(at, len), allowed);
                if let Some(case) = case.filter(|_| !both.is_empty()) {
                    best = best.or(Some(reach(len, Some(case), both)));
                }
            }
        }
        best
    }

    /// Whether it is the known way to write a part in `script`.
    pub(crate) fn is_known_in(&self, script: Script) -> bool {
        self.ground != Ground::Sound && self.steps[0].iter().any(|step| Script::of_text(&step.folded) == script)
    }

    /// Whether a folded letter may be the first.
    pub(crate) fn begins_with(&self, letter: char) -> bool {
        self.steps[0].iter().any(|step| step.folded.starts_with(letter))
    }

    /// Of a way that the whole name is written in the languages `of`, the stretch that is best searched for: all its
    /// spellings in lower case. Empty where none of them writes it.
    pub(crate) fn fragments(&self, of: Tongues, marks: bool) -> Vec<String> {
        stretches::fragments(self, of, marks)
    }
}

/// The languages that may write a word, by its script.
fn tongues_of(word: &str) -> Tongues {
    Letters::table().of_script(Script::of_text(word)).or(Tongues::NONE_KNOWN)
}

fn step(folded: String, raw: String, to: usize, tongues: Tongues) -> Step {
    Step { folded: folded.into(), raw: vec![raw.into()], to, tongues }
}

/// Writes the sounds that begin at one node.
struct Writer<'a> {
    sounds: &'a Sounds,
    last: usize,
    tongues: Tongues,
    start: usize,
    out: Vec<Step>,
}

impl Writer<'_> {
    fn write(&mut self, node: usize, said: &mut String) {
        for (sound, to) in &self.sounds.steps[node] {
            let len = said.len();
            said.push_str(sound);
            if !said.is_empty() {
                self.add(said, *to);
            }
            if *to != self.last && said.chars().count() < MOST_SOUNDS {
                self.write(*to, said);
            }
            said.truncate(len);
        }
    }

    fn add(&mut self, said: &str, to: usize) {
        let writes = &Letters::table().writes;
        let first = (self.start == 0).then(|| format!("^{said}"));
        let last = (to == self.last).then(|| format!("{said}$"));
        let keys = [Some(said.to_owned()), first, last];
        for written in keys.iter().flatten().filter_map(|key| writes.get(key.as_str())).flatten() {
            let tongues = written.tongues.and(self.tongues);
            if !tongues.is_empty() {
                self.push(written, to, tongues);
            }
        }
    }

    fn push(&mut self, written: &'static Written, to: usize, tongues: Tongues) {
        match self.out.iter_mut().find(|s| s.to == to && s.folded == *written.folded) {
            Some(known) => {
                known.tongues = known.tongues.or(tongues);
                if !known.raw.iter().any(|raw| **raw == *written.raw) {
                    known.raw.push(Cow::Borrowed(&written.raw));
                }
            }
            None => self.out.push(Step {
                folded: Cow::Borrowed(&written.folded),
                raw: vec![Cow::Borrowed(&written.raw)],
                to,
                tongues,
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::letters::{Letters, Tongues};
    use super::Pattern;
    use crate::text::fold;

    fn writes(pattern: &Pattern, word: &str) -> bool {
        let folded = fold(word);
        let written = |a: usize, b: usize| folded.get(a..b).unwrap_or("").to_owned();
        pattern.reach(&folded, &written, Tongues::ALL, &|len| len == folded.len()).is_some()
    }

    #[test]
    fn a_romanised_name_is_found_as_each_language_writes_it() {
        let reading = Letters::table().reading("roman").expect("a reading");
        for (name, spellings) in [
            (
                "Zelensky",
                "Zelenskyy Zelenskiy Selenskyj Zelenski Zełenski Зеленский Зеленського Зяленскі Ζελένσκι Zelenskij",
            ),
            (
                "Lukashenko",
                "Loukachenko Lukaschenko Łukaszenka Łukaszenki Lukašenko Lukasjenko Лукашенко Лукашэнка לוקשנקו لوكاشينكو Лукашенка",
            ),
            (
                "Putin",
                "Poutine Putyin Poetin Путин Путіна Пуцін بوتين پوتین פוטין Πούτιν Պուտինի პუტინი Putinem Putin'in",
            ),
            ("Tokayev", "Tokaïev Tokajew Токаев Тоқаевтың Tokajev توكاييف"),
            ("Yeltsin", "Eltsine Jelzin Ельцин Jelcin"),
        ] {
            let pattern = Pattern::sounding(name, reading, Tongues::ALL);
            for spelling in spellings.split(' ') {
                assert!(writes(&pattern, spelling), "{name} {spelling}");
            }
            for other in ["Puton", "Poutinerie", "Lukas", "Tokyo", "Zelda", "Токио", "Путь"] {
                assert!(!writes(&pattern, other), "{name} {other}");
            }
        }
    }

    #[test]
    fn fragments_are_part_of_every_spelling() {
        let reading = Letters::table().reading("roman").expect("a reading");
        let pattern = Pattern::sounding("Lukashenko", reading, Tongues::ALL);
        let fragments = pattern.fragments(Letters::table().tongue("fr"), false);
        assert!(fragments.iter().any(|f| "loukachenko".contains(f.as_str())), "{fragments:?}");
    }
}
