//! Which words of an article are pronouns that may stand for one person.

use super::super::grammar::{Class, Genders};
use super::super::people::Reading;
use super::super::words::{Shape, Word, Words};

/// What a pronoun does in its clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::mention) enum Form {
    /// Subject: "he".
    Subject,
    /// Object, or behind a preposition: "him".
    Object,
    /// Possessive: "his".
    Possessive,
    /// Possessive of the subject of its clause: "sin".
    Own,
    /// "This one": whoever was spoken of last.
    Latter,
    /// First person: "I", "my".
    Me,
}

/// A pronoun in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::mention) struct Pronoun {
    /// Which word it is.
    pub(in crate::mention) at: usize,
    /// What it does.
    pub(in crate::mention) form: Form,
    /// The genders of whom it may stand for.
    pub(in crate::mention) genders: Genders,
}

/// The pronouns of an article, in reading order.
pub(in crate::mention) fn find(article: &Reading<'_>) -> Vec<Pronoun> {
    (0..article.words.0.len()).filter_map(|at| pronoun(article, at)).collect()
}

fn pronoun(article: &Reading<'_>, at: usize) -> Option<Pronoun> {
    let words = &article.words;
    let word = words.0.get(at)?;
    let form = form(words, at, word)?;
    let nobody = form == Form::Subject && is_impersonal(words, at)
        || word.is(Class::Clitic) && !is_clitic(article, at)
        || is_polite(words, at, word)
        || is_plural(article, at, word);
    (!nobody).then_some(Pronoun { at, form, genders: word.entry.genders })
}

fn form(words: &Words, at: usize, word: &Word) -> Option<Form> {
    if word.is(Class::Me) {
        return Some(Form::Me);
    }
    let possessive = word.is(Class::Possessive);
    if possessive && (!word.is_any(&[Class::Subject, Class::Object, Class::Stop]) || leads_noun(words, at)) {
        return Some(Form::Possessive);
    }
    match () {
        () if word.is(Class::Own) => owns(words, at).then_some(Form::Own),
        () if word.is(Class::ThisOne) => Some(Form::Latter),
        () if word.is(Class::Subject) && !is_governed(words, at) => Some(Form::Subject),
        () if word.is_any(&[Class::Object, Class::Subject]) => Some(Form::Object),
        () => None,
    }
}

/// Whether a reflexive possessive stands beside a noun, and is not the mark of a name's genitive: "Garnæs sin".
fn owns(words: &Words, at: usize) -> bool {
    let noun = |word: &Word| word.shape != Shape::Mark && (word.entry.is_unknown() || word.is(Class::Person));
    let name = words.before(at).is_some_and(|before| before.shape == Shape::Capital && before.entry.is_unknown());
    !name && (words.before(at).is_some_and(noun) || words.behind(at).is_some_and(noun) || leads_noun(words, at))
}

/// Whether a noun or its adjective follows, as it does a possessive.
fn leads_noun(words: &Words, at: usize) -> bool {
    let nouns = [Class::Person, Class::National, Class::Present, Class::Former, Class::Other, Class::Counterpart];
    words.behind(at).is_some_and(|next| next.shape != Shape::Mark && (next.entry.is_unknown() || next.is_any(&nouns)))
}

/// Whether a preposition stands before the word.
fn is_governed(words: &Words, at: usize) -> bool {
    words.before(at).is_some_and(|before| before.is(Class::Preposition) && !before.is(Class::That))
}

/// Whether the pronoun stands for nobody: "il faut", "faut-il".
fn is_impersonal(words: &Words, at: usize) -> bool {
    let behind = words.behind(at).is_some_and(|word| word.is(Class::Impersonal));
    let inverted = words.at(at).glued && (1..=2).any(|back| at >= back && words.at(at - back).is(Class::Impersonal));
    behind || inverted
}

/// Whether a word that may also be a determiner is a pronoun here: by its neighbours, or by the ending of the verb behind
/// it. Before a verb of saying it stands for what is said.
fn is_clitic(article: &Reading<'_>, at: usize) -> bool {
    let words = &article.words;
    let Some(behind) = words.behind(at) else { return false };
    let glued = words.at(at).glued && words.before(at).is_some_and(|before| before.shape == Shape::Small);
    let after = words.before(at).is_some_and(|before| before.is(Class::BeforeClitic));
    let known = glued || after || behind.is(Class::BehindClitic);
    let text = words.at(at).span.of(article.text).to_lowercase();
    let endings = article.grammar.clitics.iter().find(|(word, _)| *word == text).map(|(_, endings)| endings);
    let verb = |endings: &Vec<String>| {
        let next = behind.span.of(article.text);
        behind.shape == Shape::Small
            && behind.entry.is_unknown()
            && endings.iter().any(|ending| next.len() > ending.len() + 2 && next.ends_with(ending.as_str()))
    };
    known || endings.is_some_and(verb)
}

/// Whether a capital inside the sentence makes it the polite form of address.
fn is_polite(words: &Words, at: usize, word: &Word) -> bool {
    let capital = word.shape == Shape::Capital && word.is(Class::Polite);
    capital && words.before(at).is_some_and(|before| before.sentence == word.sentence && before.shape != Shape::Mark)
}

/// Whether the verb of the pronoun is plural, where a pronoun can be both: beside it, or at the end of a clause that a
/// conjunction begins.
fn is_plural(article: &Reading<'_>, at: usize, word: &Word) -> bool {
    if !word.is(Class::Plural) || !word.is(Class::Subject) {
        return false;
    }
    let words = &article.words;
    let plural = |word: &Word| {
        let ending = word.shape == Shape::Small && word.span.of(article.text).ends_with("en");
        word.is(Class::PluralVerb) || ending && !word.is_any(&[Class::Definite, Class::Possessive, Class::Preposition])
    };
    let clause = words.at(at).clause;
    let last = (at..at + 20)
        .take_while(|at| words.at(*at).clause == clause)
        .filter(|at| words.at(*at).shape != Shape::Mark)
        .last();
    let subordinate =
        (at.saturating_sub(3)..at).any(|at| words.at(at).clause == clause && words.at(at).is(Class::That));
    words.behind(at).is_some_and(plural)
        || words.before(at).is_some_and(plural)
        || subordinate && last.is_some_and(|last| last > at && plural(&words.at(last)))
}
