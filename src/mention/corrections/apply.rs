//! Applies what a person has said to what the finder has found.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::ops::Range;

use super::{Correction, Corrections, Scope, Verdict, key};
use crate::article::Content;
use crate::cast::{ActorIndex, Cast};
use crate::mention::{Certainty, Kind, Mention};
use crate::text::{Folded, Span, search};

/// Corrections, ready to be applied to any article of a pile.
#[derive(Debug, Default)]
pub struct Corrector {
    everywhere: Vec<Ruling>,
    articles: HashMap<Content, Vec<Ruling>>,
    /// Whether one of them makes mentions.
    adds: bool,
}

/// A correction of an actor of the cast.
#[derive(Debug)]
struct Ruling {
    verdict: Verdict,
    actor: ActorIndex,
    /// The words as they are searched for.
    words: String,
    /// The same as they are compared.
    key: String,
    scope: Scope,
}

/// The corrections that concern one article.
pub(in crate::mention) struct Rulings<'a> {
    text: &'a str,
    rulings: Vec<&'a Ruling>,
}

impl Corrector {
    /// Makes `corrections` ready; of actors that `cast` does not have they say nothing.
    pub fn new(corrections: &Corrections, cast: &Cast) -> Corrector {
        let mut corrector = Corrector::default();
        for correction in &corrections.0 {
            let Some(actor) = cast.index_of(&correction.actor) else { continue };
            let rulings = match correction.scope {
                Scope::Everywhere => &mut corrector.everywhere,
                Scope::Article(content) | Scope::Place(content, _) => corrector.articles.entry(content).or_default(),
            };
            rulings.push(Ruling::new(correction, actor));
            corrector.adds |= correction.verdict != Verdict::IsNot;
        }
        corrector
    }

    /// Whether there may be mentions because somebody has said so.
    pub(in crate::mention) fn adds(&self) -> bool {
        self.adds
    }

    /// What concerns the article with this text.
    pub(in crate::mention) fn rulings<'a>(&'a self, text: &'a str) -> Rulings<'a> {
        let own = (!self.articles.is_empty()).then(|| self.articles.get(&Content::of(text))).flatten();
        Rulings { text, rulings: self.everywhere.iter().chain(own.into_iter().flatten()).collect() }
    }
}

impl Ruling {
    fn new(correction: &Correction, actor: ActorIndex) -> Ruling {
        let Correction { verdict, words, scope, .. } = correction;
        Ruling { verdict: *verdict, actor, words: words.clone(), key: key(words), scope: *scope }
    }

    /// Whether it speaks of a mention at `span`, whose words are `key`.
    fn speaks_of(&self, span: Span, key: &str) -> bool {
        match self.scope {
            Scope::Place(_, place) => place.overlaps(span),
            Scope::Everywhere | Scope::Article(_) => self.key == key,
        }
    }

    /// How far it outweighs others.
    fn weight(&self) -> (u8, bool) {
        let narrow = match self.scope {
            Scope::Everywhere => 0,
            Scope::Article(_) => 1,
            Scope::Place(..) => 2,
        };
        (narrow, self.verdict == Verdict::IsNot)
    }
}

impl Rulings<'_> {
    /// Whether there is nothing that concerns it.
    pub(in crate::mention) fn is_empty(&self) -> bool {
        self.rulings.is_empty()
    }

    /// Whether one of them makes mentions.
    pub(in crate::mention) fn adds(&self) -> bool {
        self.rulings.iter().any(|ruling| ruling.verdict != Verdict::IsNot)
    }

    /// Names as they are to be, before anything is concluded from them.
    pub(in crate::mention) fn names(&self, found: Vec<Mention>) -> Vec<Mention> {
        self.apply(found, |kind| kind == Kind::Name)
    }

    /// All mentions as they are to be.
    pub(in crate::mention) fn all(&self, found: Vec<Mention>) -> Vec<Mention> {
        self.apply(found, |_| true)
    }

    fn apply(&self, found: Vec<Mention>, is_wanted: impl Fn(Kind) -> bool) -> Vec<Mention> {
        if self.is_empty() {
            return found;
        }
        let mut kept: Vec<Mention> = found.into_iter().filter_map(|mention| self.judged(mention, &is_wanted)).collect();
        kept.sort_by_key(|mention| mention.span);
        let (here, more) = self.said(is_wanted);
        with(kept, here, more)
    }

    /// A mention as it is to be; `None` where it is none. What is said of kinds that are not wanted yet changes nothing.
    fn judged(&self, mention: Mention, is_wanted: impl Fn(Kind) -> bool) -> Option<Mention> {
        let Some(ruling) = self.decides(mention.actor, mention.span) else { return Some(mention) };
        match ruling.verdict {
            Verdict::IsNot => None,
            Verdict::Is(kind) if is_wanted(kind) => Some(ruling.mention(kind, mention.span)),
            Verdict::Is(_) => Some(mention),
        }
    }

    /// What decides whether the words at `span` denote an actor.
    fn decides(&self, actor: ActorIndex, span: Span) -> Option<&Ruling> {
        let key = key(span.of(self.text));
        let speaking = self.rulings.iter().filter(|ruling| ruling.actor == actor && ruling.speaks_of(span, &key));
        speaking.max_by_key(|ruling| ruling.weight()).copied()
    }

    /// The mentions that are said to be ones, by their start, the longest first: those of which it was said in their
    /// very place, and the others.
    fn said(&self, is_wanted: impl Fn(Kind) -> bool) -> (Vec<Mention>, Vec<Mention>) {
        let mut folded = None;
        let (mut here, mut more) = (Vec::new(), Vec::new());
        for ruling in &self.rulings {
            let Verdict::Is(kind) = ruling.verdict else { continue };
            let places = match ruling.scope {
                _ if !is_wanted(kind) => Vec::new(),
                Scope::Place(_, place) => {
                    Some(place).filter(|at| key(at.of(self.text)) == ruling.key).into_iter().collect()
                }
                Scope::Everywhere | Scope::Article(_) => {
                    places(folded.get_or_insert_with(|| Folded::new(self.text)), self.text, &ruling.words)
                }
            };
            let holds = |at: &Span| {
                let decides = self.decides(ruling.actor, *at);
                decides.is_none_or(|decides| decides.verdict != Verdict::IsNot)
            };
            let said = if matches!(ruling.scope, Scope::Place(..)) { &mut here } else { &mut more };
            said.extend(places.into_iter().filter(holds).map(|at| ruling.mention(kind, at)));
        }
        for said in [&mut here, &mut more] {
            said.sort_by_key(|mention| (mention.span.start, Reverse(mention.span.end)));
        }
        (here, more)
    }
}

impl Ruling {
    fn mention(&self, kind: Kind, span: Span) -> Mention {
        Mention { span, actor: self.actor, kind, certainty: Certainty::Sure, reason: self.scope.reason().into() }
    }
}

/// What was found together with what was said of this very place (`here`) and of more places, all by their start.
fn with(found: Vec<Mention>, here: Vec<Mention>, mut more: Vec<Mention>) -> Vec<Mention> {
    more.retain(|said| here.get(near(&here, longest(&here), said.span)).is_none_or(|near| !overlap(near, said)));
    let found = overlay(found, here, |_, _| false);
    overlay(found, more, |other, said| other.span.len() > said.span.len())
}

/// What was found with what was said laid over it. A mention that overlaps it goes, unless it is one of the same actor
/// and no shorter, or `stays` says otherwise.
fn overlay(found: Vec<Mention>, said: Vec<Mention>, stays: impl Fn(&Mention, &Mention) -> bool) -> Vec<Mention> {
    let longest = longest(&found);
    let mut goes = vec![false; found.len()];
    let mut new: Vec<Mention> = Vec::new();
    for said in said {
        let near = near(&found, longest, said.span);
        let same = |other: &Mention| other.actor == said.actor && other.span.len() >= said.span.len();
        let holds = |other: &&Mention| other.span.overlaps(said.span) && (same(other) || stays(other, &said));
        let there = found.get(near.clone()).unwrap_or_default();
        if there.iter().any(|other| holds(&other)) || new.last().is_some_and(|last| last.span.overlaps(said.span)) {
            continue;
        }
        for (other, goes) in there.iter().zip(goes.get_mut(near).unwrap_or_default()) {
            *goes |= other.span.overlaps(said.span);
        }
        new.push(said);
    }
    let kept = found.into_iter().zip(goes).filter(|(_, goes)| !goes).map(|(mention, _)| mention);
    let mut all: Vec<Mention> = kept.chain(new).collect();
    all.sort_by_key(|mention| mention.span);
    all
}

/// The length of the longest one, in bytes.
fn longest(mentions: &[Mention]) -> usize {
    mentions.iter().map(|mention| mention.span.len()).max().unwrap_or(0)
}

fn overlap(mentions: &[Mention], said: &Mention) -> bool {
    mentions.iter().any(|other| other.span.overlaps(said.span))
}

/// Which of the mentions, sorted and none of them longer than `longest` bytes, may overlap `span`.
fn near(found: &[Mention], longest: usize, span: Span) -> Range<usize> {
    let first = found.partition_point(|other| other.span.start as usize + longest < span.start as usize);
    first..found.partition_point(|other| other.span.start < span.end)
}

/// Where `words` stand in a text as words of their own.
fn places(folded: &Folded, text: &str, words: &str) -> Vec<Span> {
    let mut places = search(folded, words);
    places.retain(|at| stands_alone(text, *at));
    places
}

/// Whether no letter or digit touches `span`.
pub(in crate::mention) fn stands_alone(text: &str, span: Span) -> bool {
    let before = text.get(..span.start as usize).and_then(|before| before.chars().next_back());
    let behind = text.get(span.end as usize..).and_then(|behind| behind.chars().next());
    ![before, behind].into_iter().flatten().any(char::is_alphanumeric)
}

/// How many places of an article a correction would change: mentions of the actor in these words that are to go, or
/// places of these words that are to be mentions and are none, or doubtful ones.
pub fn alike(text: &str, mentions: &[Mention], verdict: Verdict, actor: ActorIndex, words: &str) -> usize {
    let own = || mentions.iter().filter(move |mention| mention.actor == actor);
    match verdict {
        Verdict::IsNot => {
            let key = key(words);
            own().filter(|mention| self::key(mention.span.of(text)) == key).count()
        }
        Verdict::Is(_) => {
            let mut sure: Vec<&Mention> = own().filter(|mention| mention.certainty == Certainty::Sure).collect();
            sure.sort_by_key(|mention| mention.span);
            let mut at = 0;
            let is_new = |place: &Span| {
                while sure.get(at).is_some_and(|mention| mention.span.end <= place.start) {
                    at += 1;
                }
                !sure.get(at).is_some_and(|mention| mention.span.overlaps(*place))
            };
            places(&Folded::new(text), text, words).into_iter().filter(is_new).count()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mention::Finder;

    const TEXT: &str = "Ann Roe met Bob Doe. Roe spoke; the boss smiled at Doe. Boss, Bossard, old Roe Lane.";

    /// What stands after the corrections of `file` where Ann was found by "Roe" and Bob by "Doe"; `@` stands for the
    /// mark of the article.
    fn corrected(file: &str) -> String {
        let cast =
            Cast::parse("[[actor]]\nid=\"a\"\nname=\"Ann Roe\"\n[[actor]]\nid=\"b\"\nname=\"Bob Doe\"", "").unwrap();
        let file = file.replace('@', &Content::of(TEXT).to_string());
        let corrections = Corrections::parse(&file, "f").unwrap();
        let found = |words: &str, actor| {
            let mention = move |(at, word): (usize, &str)| Mention {
                span: Span::new(at, at + word.len()),
                actor: ActorIndex(actor),
                kind: Kind::Name,
                certainty: Certainty::Likely,
                reason: "found".into(),
            };
            TEXT.match_indices(words).map(mention).collect::<Vec<_>>()
        };
        let corrector = Corrector::new(&corrections, &cast);
        let mut all = [found("Roe", 0), found("Doe", 1)].concat();
        all.sort_by_key(|mention| mention.span);
        let all = corrector.rulings(TEXT).all(all);
        let shown = |mention: &Mention| {
            let doubt = if mention.certainty == Certainty::Likely { "?" } else { "" };
            format!("{}:{}{doubt}", mention.span.of(TEXT), mention.actor.0)
        };
        all.iter().map(shown).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn corrections_take_and_add_where_they_hold() {
        for (file, stands) in [
            ("", "Roe:0? Doe:1? Roe:0? Doe:1? Roe:0?"),
            ("not a \"ROE\" everywhere", "Doe:1? Doe:1?"),
            ("not a \"roe\" in @", "Doe:1? Doe:1?"),
            ("not a \"Roe\" in 00000000000000000000000000000000", "Roe:0? Doe:1? Roe:0? Doe:1? Roe:0?"),
            ("not a \"Roe\" in @ at 21-24", "Roe:0? Doe:1? Doe:1? Roe:0?"),
            ("not z \"Roe\" everywhere", "Roe:0? Doe:1? Roe:0? Doe:1? Roe:0?"),
            ("is a name \"Roe\" everywhere", "Roe:0 Doe:1? Roe:0 Doe:1? Roe:0"),
            ("is b role \"boss\" everywhere", "Roe:0? Doe:1? Roe:0? boss:1 Doe:1? Boss:1 Roe:0?"),
            ("is b name \"Roe\" in @ at 21-24", "Roe:0? Doe:1? Roe:1 Doe:1? Roe:0?"),
            ("is b name \"Rue\" in @ at 21-24", "Roe:0? Doe:1? Roe:0? Doe:1? Roe:0?"),
        ] {
            assert_eq!(corrected(file), stands, "{file}");
        }
    }

    #[test]
    fn the_narrower_correction_outweighs_and_not_outweighs_is() {
        for (file, stands) in [
            ("not a \"Roe\" everywhere\nis a name \"Roe\" in @ at 21-24", "Doe:1? Roe:0 Doe:1?"),
            (
                "is b role \"boss\" everywhere\nnot b \"boss\" in @ at 36-40",
                "Roe:0? Doe:1? Roe:0? Doe:1? Boss:1 Roe:0?",
            ),
            ("is a name \"Roe\" everywhere\nnot a \"Roe\" everywhere", "Doe:1? Doe:1?"),
        ] {
            assert_eq!(corrected(file), stands, "{file}");
        }
    }

    #[test]
    fn the_longest_words_win_unless_this_very_place_is_meant() {
        let ann = "is a name \"Ann Roe\" everywhere\nis b name \"Roe\" everywhere";
        assert_eq!(corrected(ann), "Ann Roe:0 Doe:1? Roe:1 Doe:1? Roe:1");
        let lane = "not a \"Roe\" everywhere\nis a name \"old Roe Lane\" everywhere\nis b name \"Roe\" in @ at 75-78";
        assert_eq!(corrected(lane), "Doe:1? Doe:1? Roe:1");
    }

    #[test]
    fn what_would_change_is_counted() {
        let count = |verdict, words: &str| alike(TEXT, &[], verdict, ActorIndex(0), words);
        assert_eq!(count(Verdict::Is(Kind::Role), "BOSS"), 2);
        assert_eq!(count(Verdict::Is(Kind::Name), "Roe"), 3);
        assert_eq!(count(Verdict::IsNot, "Roe"), 0);
    }

    #[test]
    fn what_is_concluded_from_a_name_goes_with_it() {
        let text = "Vladimir Poutine a parlé hier. Il a promis la paix. Poutine est ensuite parti.\n";
        let article = crate::article::read(text.as_bytes(), "a.txt").unwrap();
        let cast = Cast::builtin();
        let finder = Finder::new(&cast);
        let found = |file: &str| {
            let corrections = Corrections::parse(file, "f").unwrap();
            let found = finder.find_corrected(&article, &Corrector::new(&corrections, &cast));
            found.iter().map(|mention| mention.span.of(&article.text).to_owned()).collect::<Vec<_>>()
        };
        let before = found("");
        assert!(before.contains(&"Il".to_owned()), "{before:?}");
        let after = found("not putin \"Poutine\" everywhere\nnot putin \"Vladimir Poutine\" everywhere");
        assert_eq!(after, Vec::<String>::new());
    }
}
