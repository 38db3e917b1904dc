//! Stretches: of all ways to write a name, the letters that are best searched for.

use super::{Pattern, Step};
use crate::cast::endings::Endings;
use crate::cast::letters::{Letters, Reading, Tongues};
use crate::cast::script::Script;

/// The stretches of a pattern, to choose the one whose spellings are rarest and fewest.
struct Stretches<'a> {
    pattern: &'a Pattern,
    of: Tongues,
    marked: Option<&'static Reading>,
    /// By node, the steps that these languages write.
    ways: Vec<Vec<Way>>,
}

/// A step, in all its spellings.
struct Way {
    to: usize,
    tongues: Tongues,
    cost: Cost,
}

/// What one more spelling to search for costs, measured in false finds a million letters.
const COST_OF_SPELLING: f64 = 2.0;
/// The same of one of so many bytes, of which only three are known where it is met at every other place.
const COST_OF_SHORT: f64 = 10.0;
const SHORTER: usize = 4;
/// The same of one of the least bytes or fewer.
const COST_OF_SHORTEST: f64 = 300.0;
/// The most spellings of one stretch.
const MOST_SPELLINGS: f64 = 300.0;
/// The least letters, or bytes, that can be searched for.
const SHORT: usize = 3;

/// The stretch that is best searched for, in all its spellings. See [`Pattern::fragments`].
pub(super) fn fragments(pattern: &Pattern, of: Tongues, marks: bool) -> Vec<String> {
    let marked = Letters::table().reading("marked").filter(|_| marks);
    let stretches = Stretches::of(pattern, of, marked);
    let usual = stretches.best(&stretches.cuts(true), SHORT);
    if !usual.is_empty() && usual.iter().all(|fragment| fragment.len() >= SHORT) {
        return usual;
    }
    // Of a name so short, only those forms are searched for in which no ending replaces its last letters.
    let cuts = stretches.cuts(false);
    let whole = stretches.best(&cuts, SHORT);
    if whole.is_empty() { stretches.best(&cuts, 0) } else { whole }
}

/// Of spellings: the chance that a text holds one of them at a place, their number, and the bytes of the shortest.
#[derive(Clone, Copy)]
struct Cost {
    chance: f64,
    spellings: f64,
    shortest: usize,
}

/// Up to a node, the spellings that some languages have in common.
type Common = (Tongues, Cost);

/// Languages are told apart in no more than so many groups.
const MOST_GROUPS: usize = 12;

impl<'a> Stretches<'a> {
    fn of(pattern: &'a Pattern, of: Tongues, marked: Option<&'static Reading>) -> Self {
        let mut stretches = Stretches { pattern, of, marked, ways: Vec::new() };
        let own = |steps: &Vec<Step>| {
            let own = steps.iter().filter(|step| !step.tongues.and(of).is_empty());
            own.map(|step| Way { to: step.to, tongues: step.tongues.and(of), cost: stretches.cost(step) }).collect()
        };
        stretches.ways = pattern.steps.iter().map(own).collect();
        stretches
    }

    /// What all spellings of a step cost together.
    fn cost(&self, step: &Step) -> Cost {
        let raw = || step.raw.iter();
        Cost {
            chance: raw().map(|raw| raw.chars().map(chance_of).product::<f64>()).sum(),
            spellings: raw().map(|raw| 1.0 + raw.chars().map(|c| self.marks(c)).sum::<f64>()).sum(),
            shortest: raw().map(|raw| raw.len()).min().unwrap_or(0),
        }
    }

    /// The best stretch between two cuts, no spelling of which has fewer bytes than `least`.
    fn best(&self, cuts: &[usize], least: usize) -> Vec<String> {
        let mut best: Option<(f64, usize, usize)> = None;
        for (n, &start) in cuts.iter().enumerate() {
            let costs = self.costs(start);
            for &end in cuts.iter().skip(n + 1) {
                let Cost { chance, spellings, shortest } = costs[end];
                let each = match shortest {
                    ..=SHORT => COST_OF_SHORTEST,
                    SHORTER => COST_OF_SHORT,
                    _ => COST_OF_SPELLING,
                };
                let cost = chance * 1e6 + spellings * each;
                let known = best.is_some_and(|(least, ..)| least <= cost);
                if spellings > 0.0 && shortest >= least && !known && spellings <= MOST_SPELLINGS {
                    best = Some((cost, start, end));
                }
            }
        }
        let mut found = Vec::new();
        if let Some((_, start, end)) = best {
            self.spell(start, end, self.of, &mut String::new(), true, &mut found);
            self.shorten(cuts, end, &mut found);
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Adds how the name is written where an ending drops the last vowel: "Havel", "Havla".
    fn shorten(&self, cuts: &[usize], end: usize, found: &mut Vec<String>) {
        for node in cuts.iter().copied().filter(|&node| node < end) {
            for tail in self.pattern.tails[node].iter().filter(|t| !t.1.and(self.of).is_empty()) {
                let start = cuts.iter().rev().find(|&&cut| cut + SHORT <= node).copied().unwrap_or(0);
                let mut stems = Vec::new();
                if self.costs(start)[node].spellings > MOST_SPELLINGS {
                    continue;
                }
                self.spell(start, node, self.of, &mut String::new(), false, &mut stems);
                let shorter = Endings::table().shortened(&tail.0);
                found.extend(stems.iter().flat_map(|stem| shorter.clone().map(move |rest| format!("{stem}{rest}"))));
            }
        }
    }

    /// The nodes that every way passes; if `ending`, only up to where endings begin to replace letters.
    fn cuts(&self, ending: bool) -> Vec<usize> {
        let mut reached = vec![false; self.pattern.steps.len()];
        reached[0] = true;
        let mut farthest = 0;
        let mut cuts = Vec::new();
        for node in 0..reached.len() {
            if !reached[node] {
                continue;
            }
            if farthest <= node {
                cuts.push(node);
            }
            let mut tails = self.pattern.tails[node].iter().filter(|t| !t.1.and(self.of).is_empty());
            if ending && tails.any(|t| Endings::table().shortened(&t.0).next().is_none()) {
                break;
            }
            for way in &self.ways[node] {
                reached[way.to] = true;
                farthest = farthest.max(way.to);
            }
        }
        cuts
    }

    /// From `start` on, what the spellings up to each node cost.
    fn costs(&self, start: usize) -> Vec<Cost> {
        let mut costs: Vec<Vec<Common>> = vec![Vec::new(); self.ways.len()];
        costs[start].push((self.of, Cost { chance: 1.0, spellings: 1.0, shortest: 0 }));
        for (node, ways) in self.ways.iter().enumerate().skip(start) {
            let so_far = std::mem::take(&mut costs[node]);
            for way in ways {
                for (tongues, cost) in &so_far {
                    let both = tongues.and(way.tongues);
                    if !both.is_empty() {
                        add(&mut costs[way.to], both, cost.times(way.cost));
                    }
                }
            }
            costs[node] = so_far;
        }
        let sum = |costs: &Vec<Common>| costs.iter().fold(Cost::NONE, |sum, (_, cost)| sum.plus(*cost));
        costs.iter().map(sum).collect()
    }

    fn marks(&self, c: char) -> f64 {
        let marked = self.marked.and_then(|m| m.get(c.encode_utf8(&mut [0; 4]) as &str));
        marked.map_or(0.0, |marked| f64::from(u8::try_from(marked.len()).unwrap_or(u8::MAX)))
    }

    /// All spellings from `node` to `end` that one language has in common with those before, with at most one letter
    /// that is marked though the name has it plain.
    fn spell(&self, node: usize, end: usize, tongues: Tongues, said: &mut String, plain: bool, out: &mut Vec<String>) {
        if node == end {
            out.push(said.clone());
            return;
        }
        for step in &self.pattern.steps[node] {
            let both = tongues.and(step.tongues);
            if both.is_empty() {
                continue;
            }
            for raw in &step.raw {
                let len = said.len();
                said.push_str(raw);
                self.spell(step.to, end, both, said, plain, out);
                said.truncate(len);
                let marked = self.marked.filter(|_| plain).and_then(|m| m.get(&**raw));
                for marked in marked.into_iter().flatten() {
                    said.push_str(marked);
                    self.spell(step.to, end, both, said, false, out);
                    said.truncate(len);
                }
            }
        }
    }
}

impl Cost {
    const NONE: Cost = Cost { chance: 0.0, spellings: 0.0, shortest: usize::MAX };

    fn plus(self, other: Cost) -> Cost {
        Cost {
            chance: self.chance + other.chance,
            spellings: self.spellings + other.spellings,
            shortest: self.shortest.min(other.shortest),
        }
    }

    fn times(self, other: Cost) -> Cost {
        Cost {
            chance: self.chance * other.chance,
            spellings: self.spellings * other.spellings,
            shortest: self.shortest.saturating_add(other.shortest),
        }
    }
}

/// Adds what some spellings cost to that of others of the same languages; of too many groups, to the last.
fn add(costs: &mut Vec<Common>, tongues: Tongues, cost: Cost) {
    let known = costs.iter().position(|(known, _)| *known == tongues);
    match known.or((costs.len() == MOST_GROUPS).then_some(MOST_GROUPS - 1)).and_then(|at| costs.get_mut(at)) {
        Some((known, sum)) => (*known, *sum) = (known.or(tongues), sum.plus(cost)),
        None => costs.push((tongues, cost)),
    }
}

/// Letters by how common they are in texts, the commonest first: Latin and Cyrillic ones.
const COMMON: [&str; 2] = ["eaintrsoludcmpgbvhfykwzjxq", "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэф"];
/// How often the commonest letter stands at a place, and each next one beside the one before it.
const COMMONEST: f64 = 0.11;
const LESS: f64 = 0.89;

/// The chance that a letter of a text is this one.
fn chance_of(c: char) -> f64 {
    let rank = COMMON.iter().find_map(|letters| letters.chars().position(|letter| letter == c));
    match (rank.and_then(|rank| i32::try_from(rank).ok()), Script::of(c)) {
        (Some(rank), _) => COMMONEST * LESS.powi(rank),
        (None, Script::Latin | Script::Cyrillic) => 0.003,
        (None, Script::Han) => 0.002,
        (None, Script::Kana | Script::Hangul | Script::Ethiopic) => 0.01,
        (None, _) => 0.07,
    }
}
