//! Judging: whether a word is a part of a name, with which ending, and which of its letters are the name.

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::cast::{Endings, Ground, Letters, Part, Reach, Script, Tongues};
use crate::text::{Language, Span};

use super::context::Contexts;
use super::phrase::written_out;
use super::word::Word;

/// What is known of an article before its words are judged: its language.
#[derive(Clone, Copy, Debug, Hash)]
pub(super) struct Setting<'a> {
    /// Its two letters of ISO 639-1; empty where unknown.
    pub(super) code: &'a str,
    /// The languages whose endings are looked for in Latin letters.
    latin: Tongues,
    /// The same in the language's own script, where that is another one.
    family: Option<(Script, Tongues)>,
    /// The language itself.
    own: Tongues,
    /// Whether no word of the text has a capital, though its script has them.
    pub(super) all_small: bool,
    /// What tells it from other settings.
    pub(super) mark: u64,
}

/// What can be asked of a word: which letters of it are a part of a name, in the setting with this mark.
pub(super) type Question = (Asked, u64);

/// Which part of a name a word may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// The part with this number.
    Part(u32),
    /// The same, whatever stands behind it.
    Glued(u32),
    /// One of the given names of which the first has this number.
    Given(u32),
}

/// As one number.
impl Hash for Asked {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        let (kind, number) = match self {
            Asked::Part(number) => (0, number),
            Asked::Glued(number) => (1, number),
            Asked::Given(number) => (2, number),
        };
        hasher.write_u64(kind << 32 | u64::from(*number));
    }
}

/// A word that is a part of a name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fit {
    /// The letters of the name in the text, its ending included.
    pub(super) span: Span,
    /// How it was recognised.
    pub(super) reach: Reach,
    /// Whether the word has more letters than the name.
    pub(super) within: bool,
    /// Whether the name begins with a small letter, in a script that has capitals.
    pub(super) small: bool,
    /// Whether the letters fit, yet so few of them that others may be meant.
    pub(super) weak: bool,
}

/// A name of so many letters is told even from a word that begins with it.
const LONG: usize = 4;

/// Fewer letters than these do not tell a name by its sound.
const SHORT: usize = 4;

impl<'a> Setting<'a> {
    /// The setting of an article with this `text` in `language`.
    pub(super) fn of(text: &str, language: Option<&'a Language>) -> Self {
        let code = language.map_or("", Language::code);
        let code = if matches!(code, "nb" | "nn") { "no" } else { code };
        let latin = Letters::table().of_script(Script::Latin);
        let family = Endings::table().family(code);
        let latin = if code.is_empty() { latin } else { family.unwrap_or_default().and(latin) };
        let own = Letters::table().tongue(code);
        let family = script_of(own).filter(|&script| script != Script::Latin).zip(family);
        Setting { code, latin, family, own, all_small: is_all_small(text), mark: 0 }.marked()
    }

    fn marked(self) -> Self {
        let mut hasher = DefaultHasher::new();
        self.hash(&mut hasher);
        Setting { mark: hasher.finish(), ..self }
    }

    /// The languages whose endings are looked for in `script`.
    fn allowed(&self, script: Script) -> Tongues {
        match self.family {
            _ if script == Script::Latin => self.latin,
            Some((own, family)) if own == script => family,
            _ => Tongues::ALL,
        }
    }

    /// Whether a folded name ends so that it bends in this language, and stands behind no preposition as it is.
    pub(super) fn bends(&self, name: &str) -> bool {
        Contexts::table().has_cases(self.code)
            && script_of(self.own) == Some(Script::of_text(name))
            && Endings::table().bend(name, self.own)
    }

    /// A folded word, and what it may be without an ending.
    pub(super) fn bare(&self, word: &str, script: Script) -> impl Iterator<Item = String> {
        let bare = Endings::table().bare(word, self.allowed(script));
        std::iter::once(word.to_owned()).chain(bare)
    }
}

/// The script of a language.
fn script_of(own: Tongues) -> Option<Script> {
    own.first().and_then(|at| Letters::table().tongues.get(at)).map(|tongue| tongue.script)
}

/// Whether `word` may hold `part`, in whatever language; where it may not, it is not judged to.
pub(super) fn may_be(word: &Word, part: &Part) -> bool {
    let folded = word.text();
    let mut starts = word.starts().chain(Endings::table().prefixes(folded));
    starts.any(|start| folded.get(start..).is_some_and(|rest| part.may_begin(rest)))
}

/// The first place in `word` where `part` begins, and how far it goes.
pub(super) fn judge(text: &str, word: &Word, part: &Part, setting: &Setting<'_>) -> Option<Fit> {
    word.judged((Asked::Part(part.number), setting.mark), || {
        let folded = word.text();
        let prefixes = Endings::table().prefixes(folded);
        let starts = word.starts().chain(prefixes);
        starts.filter_map(|start| fit(text, word, start, part, setting, false)).max_by_key(|fit| fit.span.len())
    })
}

/// The first of an actor's `given` names that `word` is, of those written out.
pub(super) fn judge_given(text: &str, word: &Word, given: &[Part], setting: &Setting<'_>) -> Option<Fit> {
    let asked = Asked::Given(given.first()?.number);
    word.judged((asked, setting.mark), || written_out(given).find_map(|part| judge(text, word, part, setting)))
}

/// The part at the start of `word`, whatever stands behind it: for words that scraping has made one.
pub(super) fn judge_glued(text: &str, word: &Word, part: &Part, setting: &Setting<'_>) -> Option<Fit> {
    let found = word.judged((Asked::Glued(part.number), setting.mark), || fit(text, word, 0, part, setting, true))?;
    (found.reach.stem >= LONG && !found.small && !found.weak).then_some(found)
}

fn fit(text: &str, word: &Word, start: usize, part: &Part, setting: &Setting<'_>, glue: bool) -> Option<Fit> {
    let rest = word.text().get(start..)?;
    if !part.begins_with(rest.chars().next()?) {
        return None;
    }
    let glued = Contexts::table().glued(setting.code);
    let ends = |len: usize| {
        let behind = rest.get(len..).unwrap_or("");
        glue && !Contexts::table().is_derived(behind)
            || word.is_seam(start + len)
            || glued.is_some_and(|glued| glued.contains(behind))
    };
    let written = |from: usize, to: usize| word.written(text, start + from, start + to);
    let reach = part.reach(rest, &written, setting.allowed(word.script), &ends)?;
    let sound = reach.ground == Ground::Sound;
    if sound && part.native && word.script == Script::Latin && setting.own.and(reach.tongues).is_empty() {
        return None;
    }
    let span = word.original(start, start + reach.len);
    let letters = rest.get(..reach.stem).map_or(0, |stem| stem.chars().count());
    let weak = sound && (word.script.hides_sounds() || letters < SHORT);
    let weak = weak || word.script.has_no_blanks() && letters < 2;
    let small = span.of(text).starts_with(char::is_lowercase);
    Some(Fit { span, reach, within: span != word.span, small, weak })
}

/// Whether a text has no capitals, as far as its beginning shows.
fn is_all_small(text: &str) -> bool {
    let letters = || text.chars().take(SAMPLE);
    !letters().any(char::is_uppercase) && letters().filter(|c| c.is_lowercase()).count() >= ENOUGH
}

/// The characters that show whether a text has capitals.
const SAMPLE: usize = 1_000;
/// The least small letters among them.
const ENOUGH: usize = 20;
