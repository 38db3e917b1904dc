//! The people of an article: the actors it names, and everybody else whom a pronoun or a title could mean.
//!
//! Others are found without knowing them: words with capitals that begin with a given name, or that follow a word of
//! respect, a title or a verb of saying. It is enough to know that there is somebody else, and of which gender.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::grammar::{Class, Genders, Grammar, Nouns};
use super::words::{Shape, Word, Words};
use super::{Kind, Mention, given};
use crate::cast::{ActorIndex, is_surname};
use crate::text::Language;

/// A person of the article, by place in [`People::all`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Who(pub(super) usize);

/// Somebody whom the article names.
#[derive(Clone, Debug)]
pub(super) struct Person {
    /// The actor; `None` for somebody else.
    pub(super) actor: Option<ActorIndex>,
    /// The genders that fit.
    pub(super) genders: Genders,
    /// How often the article names the person.
    pub(super) named: usize,
    /// Whether it may be no person: a given name that stands alone, behind a preposition.
    pub(super) weak: bool,
    /// The name as it stands first.
    label: String,
}

/// A place where the article names a person.
#[derive(Clone, Debug)]
pub(super) struct Naming {
    /// The words of the name.
    pub(super) words: Range<usize>,
    /// Whose it is.
    pub(super) who: Who,
    /// Whether it has the ending of an owner: "Merkels Mantel".
    pub(super) owner: bool,
}

/// The people of an article.
#[derive(Debug, Default)]
pub(super) struct People {
    /// Everybody, each once.
    pub(super) all: Vec<Person>,
    /// Where they are named, in reading order.
    pub(super) named: Vec<Naming>,
    /// Those who are no actors, by surname.
    surnames: HashMap<String, Who>,
    /// Whom the article is about, by the bits of the genders asked for.
    main: [Option<Who>; 4],
}

impl People {
    /// The people whom `article` names, of whom `names` are the actors'. `genders` are what is known of the actors.
    pub(super) fn of(article: &Reading<'_>, names: &[Mention], genders: &[Genders]) -> People {
        let mut people = People::default();
        for (actor, genders) in (0..).map(ActorIndex).zip(genders) {
            people.add(Some(actor), *genders, String::new());
        }
        let mut names = names.iter().filter(|name| name.kind == Kind::Name).peekable();
        let mut at = 0;
        while at < article.words.0.len() {
            let here = article.words.at(at);
            while names.peek().is_some_and(|name| name.span.end <= here.span.start) {
                names.next();
            }
            let end = if let Some(name) = names.peek().filter(|name| name.span.start < here.span.end) {
                people.add_actor(article, article.words.within(name.span), name.actor, genders)
            } else {
                let limit = names.peek().map_or(usize::MAX, |name| name.span.start as usize);
                people.add_other(article, at, limit)
            };
            at = end.max(at + 1);
        }
        people.mark_owners(article);
        people.main = [0, 1, 2, 3].map(|bits| people.find_main(Genders(bits)));
        people
    }

    /// The person at `who`.
    pub(super) fn get(&self, who: Who) -> Option<&Person> {
        self.all.get(who.0)
    }

    /// The actor that `who` is.
    pub(super) fn actor(&self, who: Who) -> Option<ActorIndex> {
        self.get(who)?.actor
    }

    /// Adds somebody who is described and not named.
    pub(super) fn add(&mut self, actor: Option<ActorIndex>, genders: Genders, label: String) -> Who {
        self.all.push(Person { actor, genders, named: 0, weak: false, label });
        Who(self.all.len() - 1)
    }

    /// The person of this actor: the actors come first.
    pub(super) fn of_actor(&self, actor: ActorIndex) -> Option<Who> {
        let who = Who(usize::from(actor.0));
        self.get(who).filter(|person| person.actor == Some(actor)).map(|_| who)
    }

    fn add_actor(
        &mut self,
        article: &Reading<'_>,
        words: Range<usize>,
        actor: ActorIndex,
        genders: &[Genders],
    ) -> usize {
        let who = self.of_actor(actor).unwrap_or_else(|| {
            let known = genders.get(usize::from(actor.0)).copied().unwrap_or_default();
            self.add(Some(actor), known, String::new())
        });
        if let Some(person) = self.all.get_mut(who.0).filter(|person| person.label.is_empty()) {
            article.words.span(words.clone()).of(article.text).clone_into(&mut person.label);
        }
        let seen = article.genders_at(words.clone());
        self.add_naming(who, words, seen)
    }

    /// Marks the names with an owner's ending: the person bears the name without it elsewhere.
    fn mark_owners(&mut self, article: &Reading<'_>) {
        let last = |naming: &Naming| article.words.at(naming.words.end - 1).span.of(article.text);
        let names: HashSet<(Who, &str)> = self.named.iter().map(|naming| (naming.who, last(naming))).collect();
        for naming in &mut self.named {
            let stem = article.without_owner(last(naming));
            naming.owner = stem.is_some_and(|stem| names.contains(&(naming.who, stem)));
        }
    }

    /// Whom the article is about: who is named more often than all others of these genders together.
    pub(super) fn main(&self, genders: Genders) -> Option<Who> {
        self.main.get(usize::from(genders.0 & 3)).copied().flatten()
    }

    fn find_main(&self, genders: Genders) -> Option<Who> {
        let fitting = || self.all.iter().enumerate().filter(|(_, person)| person.genders.agree(genders));
        let (at, first) = fitting().max_by_key(|(_, person)| person.named)?;
        let all: usize = fitting().map(|(_, person)| person.named).sum();
        (2 * first.named > all).then_some(Who(at))
    }

    /// How the person is named first.
    pub(super) fn label(&self, who: Who) -> &str {
        self.get(who).map_or("", |person| &person.label)
    }

    fn add_naming(&mut self, who: Who, words: Range<usize>, seen: Genders) -> usize {
        if let Some(person) = self.all.get_mut(who.0) {
            person.named += 1;
            if !person.genders.certain() && seen.certain() {
                person.genders = seen;
            }
        }
        let end = words.end;
        self.named.push(Naming { words, who, owner: false });
        end
    }

    /// Adds the person named at `at` who is no actor, if one is. Returns the word behind the name.
    fn add_other(&mut self, article: &Reading<'_>, at: usize, limit: usize) -> usize {
        let name = article.name_at(at, limit);
        if name.is_empty() {
            return at;
        }
        let surname = article.words.at(name.end - 1).span.of(article.text).to_lowercase();
        let stem = article.without_owner(&surname).and_then(|stem| self.surnames.get(stem));
        let known = self.surnames.get(&surname).or(stem).copied();
        if known.is_none() && !article.is_person(name.clone()) {
            return name.end;
        }
        let seen = article.genders_at(name.clone());
        let who = known.unwrap_or_else(|| {
            let who = self.add(None, seen, surname.clone());
            let place =
                name.len() == 1 && article.words.before(name.start).is_some_and(|word| word.is(Class::Preposition));
            if let Some(person) = self.all.get_mut(who.0) {
                person.weak = place;
            }
            self.surnames.insert(surname, who);
            who
        });
        self.add_naming(who, name, seen)
    }
}

/// What a word of respect or a title before a name says of its bearer's gender.
fn respect(word: &Word) -> Genders {
    if word.is_any(&[Class::Mister, Class::Person]) { word.entry.genders } else { Genders::default() }
}

/// An article as the later stages read it.
#[derive(Debug)]
pub(super) struct Reading<'a> {
    /// The text.
    pub(super) text: &'a str,
    /// Its words.
    pub(super) words: Words,
    /// Its language.
    pub(super) language: Option<Language>,
    /// What is known of the language.
    pub(super) grammar: &'a Grammar,
    /// Which passages are titles.
    pub(super) titles: Vec<u32>,
}

impl Reading<'_> {
    /// The name without the ending of an owner; `None` where it has none.
    fn without_owner<'n>(&self, name: &'n str) -> Option<&'n str> {
        self.grammar.owners.iter().find_map(|ending| name.strip_suffix(ending.as_str()))
    }

    /// The genders of the given name at `at`.
    fn given(&self, at: usize) -> Option<Genders> {
        given::genders(self.words.at(at).span.of(self.text), self.language)
    }

    /// What the words before and in a name say of its bearer's gender.
    fn genders_at(&self, name: Range<usize>) -> Genders {
        let before = self.words.before(name.start).map_or(Genders::default(), respect);
        if before.certain() {
            return before;
        }
        if name.len() > 1 { self.given(name.start).unwrap_or_default() } else { Genders::default() }
    }

    /// The words of a name that begins at `at`, at most up to the byte `limit`; empty where none can begin.
    fn name_at(&self, at: usize, limit: usize) -> Range<usize> {
        let first = self.words.at(at);
        if !is_name(&first) {
            return at..at;
        }
        let mut end = at;
        let article = [Class::Definite, Class::Indefinite, Class::Possessive, Class::Demonstrative];
        let noun =
            self.grammar.nouns == Nouns::Capital && self.words.before(at).is_some_and(|word| word.is_any(&article));
        if noun || first.is_any(&[Class::Definite, Class::Preposition]) {
            return at..at;
        }
        while end < at + 6 {
            let here = self.words.at(end);
            let particle = end > at && here.is(Class::Particle) && is_name(&self.words.at(end + 1));
            // A surname may be a noun for a person: "Robert Koch".
            let noun =
                end == at + 1 && here.shape == Shape::Capital && here.is(Class::Person) && self.given(at).is_some();
            let inside = here.passage == first.passage && (here.span.end as usize) <= limit;
            if !inside || !(is_name(&here) || particle || noun) {
                break;
            }
            end += 1;
        }
        at..end
    }

    /// Whether the words with capitals are somebody's name.
    fn is_person(&self, name: Range<usize>) -> bool {
        let before = self.words.before(name.start);
        if before.is_some_and(|word| word.is_any(&[Class::Mister, Class::Person])) || self.follows_adjective(name.start)
        {
            return true;
        }
        let apposition = before.is_some_and(|word| word.is_mark(","))
            && name.len() > 1
            && self
                .words
                .before(name.start - 1)
                .is_some_and(|word| word.is(Class::Person) && word.shape == Shape::Small);
        if apposition {
            return true;
        }
        let given = || self.given(name.start).is_some();
        let begins = before.is_none_or(|before| before.sentence != self.words.at(name.start).sentence);
        let governed = before.is_some_and(|word| word.is_any(&[Class::Preposition, Class::Of, Class::Definite]));
        let acts = !governed && self.words.behind(name.end - 1).is_some_and(|word| word.shape == Shape::Small);
        let surname = acts && name.len() == 1 && is_surname(self.words.at(name.start).span.of(self.text));
        surname || (name.len() > 1 || !begins) && given() || name.len() > 1 && self.speaks(name)
    }

    /// Whether a noun for a person and its adjective stand before the word at `at`: "le directeur sportif".
    fn follows_adjective(&self, at: usize) -> bool {
        let adjective = self
            .words
            .before(at)
            .is_some_and(|word| word.shape == Shape::Small && (word.entry.is_unknown() || word.is(Class::National)));
        let noun = || self.words.before(at - 1).is_some_and(|word| word.is(Class::Person));
        adjective && !self.grammar.adjectives.is_empty() && noun()
    }

    /// Whether a verb of saying stands beside the name, which nothing governs: "dijo Claude Lebet", and not "el presidente
    /// de la Junta dijo".
    fn speaks(&self, name: Range<usize>) -> bool {
        let say = |word: Option<&Word>| word.is_some_and(|word| word.is(Class::Say));
        let governing = [Class::Preposition, Class::Of, Class::Definite, Class::National, Class::Country];
        let governed = self.words.before(name.start).is_some_and(|word| word.is_any(&governing));
        say(self.words.before(name.start)) || !governed && say(self.words.behind(name.end - 1))
    }
}

/// Whether the word may be part of a name: a capital, and no word that the table knows as something else.
fn is_name(word: &Word) -> bool {
    word.shape == Shape::Capital && (word.entry.is_unknown() || word.is(Class::Particle))
}
