//! How far a description reaches: from its determiner and adjectives to its complement, and whose it is.

use super::super::super::grammar::{Class, Country, Genders, Lemma, Nouns};
use super::super::super::people::{Naming, Reading};
use super::super::super::words::{Shape, Word};
use super::super::ages::age;
use super::{Noun, Owner, Phrase, Pointing, is_adjective, is_adjective_behind, is_country, is_named, pointing};

impl Phrase {
    /// The phrase around the noun at `head`; `None` where it is plural.
    pub(super) fn around(article: &Reading<'_>, named: &[Naming], head: usize) -> Option<Phrase> {
        let words = &article.words;
        let noun = words.at(head);
        let native = !noun.is_any(&[Class::Person, Class::Counterpart]);
        let mut phrase = Phrase {
            words: head..head + 1,
            head,
            pointing: Pointing::Bare,
            titles: noun.entry.titles,
            lemma: if native { Lemma::default() } else { noun.entry.lemma },
            genders: noun.entry.genders,
            country: noun.entry.country,
            details: Vec::new(),
            former: false,
            noun: Noun::of(&noun),
            kin: noun.entry.kin,
            age: None,
            owner: Owner::Unsaid,
            complement: false,
        };
        phrase.take_left(article, named);
        phrase.take_listed(article);
        if phrase.is_adjective(article) {
            return None;
        }
        if !phrase.take_determiner(article)? {
            phrase.drop_left(article);
        }
        if article.grammar.double && phrase.lacks_ending(article) {
            return None;
        }
        phrase.take_right(article, named);
        phrase.take_second(article, named);
        phrase.take_age(article);
        Some(phrase)
    }

    /// Takes in the age that stands before the noun, or behind it and "of".
    fn take_age(&mut self, article: &Reading<'_>) {
        let words = &article.words;
        let of = words.at(self.words.end).is_any(&[Class::Of, Class::Preposition]);
        let behind = Some(self.words.end + 1).filter(|at| of && words.at(at + 1).shape == Shape::Small);
        self.age = (self.words.start..=self.head).chain(behind).find_map(|at| age(article, at));
    }

    /// Takes in the adjectives and parts of the noun before it.
    fn take_left(&mut self, article: &Reading<'_>, named: &[Naming]) {
        let words = &article.words;
        while self.head - self.words.start < 5 {
            let start = self.words.start;
            let Some(before) = words.before(start) else { return };
            let glued = words.at(start).glued;
            let age = before.glued && before.shape == Shape::Small && before.is(Class::Anyone);
            if !(glued || age || is_adjective(article, before))
                || before.shape == Shape::Mark
                || before.is(Class::Clitic)
                || is_named(named, start - 1)
            {
                return;
            }
            self.words.start -= 1;
            self.take(article, start - 1);
        }
    }

    /// Takes in one more adjective before a comma, where an article stands before it: "a cold, tired woman".
    fn take_listed(&mut self, article: &Reading<'_>) {
        let words = &article.words;
        let start = self.words.start;
        let Some(first) = start.checked_sub(3).filter(|_| start < self.head) else { return };
        let listed = words.at(start - 1).is_mark(",") && words.at(start - 2).shape == Shape::Small;
        if listed && is_adjective(article, &words.at(start - 2)) && pointing(&words.at(first)).is_some() {
            self.words.start = start - 2;
            self.take(article, start - 2);
        }
    }

    /// Whether the noun is an adjective here, since a noun stands before it in a language that writes adjectives behind:
    /// "le parti communiste", "el País Vasco".
    fn is_adjective(&self, article: &Reading<'_>) -> bool {
        let words = &article.words;
        let noun = |at: usize| {
            words.at(at).entry.is_unknown() && words.at(at).shape != Shape::Number && !words.at(at + 1).glued
        };
        !article.grammar.adjectives.is_empty() && (self.words.start..self.head).any(noun)
    }

    /// Gives back the words before the noun that are only adjectives if an article stands before them.
    fn drop_left(&mut self, article: &Reading<'_>) {
        let words = &article.words;
        let sure = [Class::National, Class::Present, Class::Former];
        let known =
            |at: &usize| words.at(at + 1).glued || words.at(*at).is_any(&sure) || words.at(*at).shape == Shape::Capital;
        self.words.start = (self.words.start..self.head).rev().take_while(known).last().unwrap_or(self.head);
        self.details.retain(|detail| {
            (self.words.start..self.head).any(|at| words.at(at).span.of(article.text).to_lowercase() == *detail)
        });
    }

    /// Takes in the article or possessive before the phrase, and tells whether there is one. `None` where it makes the
    /// phrase plural.
    fn take_determiner(&mut self, article: &Reading<'_>) -> Option<bool> {
        let words = &article.words;
        if words.at(self.head).is(Class::Definite) {
            self.pointing = Pointing::Known;
        }
        let Some(before) = words.before(self.words.start).copied().filter(|before| before.shape != Shape::Mark) else {
            return Some(false);
        };
        if before.is(Class::Genitive) && before.glued {
            return self.take_owner(article);
        }
        let Some(pointing) = pointing(&before) else { return Some(false) };
        self.pointing = pointing;
        if before.is(Class::Plural) && !before.entry.genders.certain() {
            return None;
        }
        if pointing == Pointing::Known && self.is_genitive_plural(article, &before) {
            return None;
        }
        if pointing == Pointing::Owned {
            self.owner = Owner::Possessive(self.words.start - 1);
        } else {
            self.genders = self.genders.shared(before.entry.genders);
        }
        if !before.is(Class::Preposition) {
            self.words.start -= 1;
        }
        (self.genders.0 != 0 || before.entry.genders.0 == 0).then_some(true)
    }

    /// Whether the phrase has a definite article where its noun lacks the ending that goes with it: "den store spiller"
    /// is no player.
    fn lacks_ending(&self, article: &Reading<'_>) -> bool {
        let first = article.words.at(self.words.start);
        let article_before = first.is(Class::Definite) && self.words.start < self.head;
        article_before && self.head - self.words.start > 1 && !article.words.at(self.head).is(Class::Definite)
    }

    /// Whether the article is that of the genitive plural, where nouns have capitals: "der Flügel der Republikaner". It is
    /// also that of a feminine noun, and of a masculine one as a subject, which seldom stands right behind a noun.
    fn is_genitive_plural(&self, article: &Reading<'_>, definite: &Word) -> bool {
        let noun = self.words.start.checked_sub(2).map(|at| article.words.at(at));
        let behind_noun = noun.is_some_and(|noun| {
            noun.shape == Shape::Capital && noun.sentence == definite.sentence && noun.entry.is_unknown()
        });
        let masculine = self.genders == Genders::M && definite.entry.genders == Genders::ANY;
        article.grammar.nouns == Nouns::Capital && masculine && behind_noun
    }

    /// Takes in the owner before the phrase: "Russia's president".
    fn take_owner(&mut self, article: &Reading<'_>) -> Option<bool> {
        let owner = self.words.start.checked_sub(2)?;
        self.pointing = Pointing::Known;
        // An owner who is described is a phrase by itself: "the president's lawyer".
        if !article.words.at(owner).is(Class::Person) {
            self.take(article, owner);
            self.words.start = owner;
        }
        Some(true)
    }

    /// Takes in the adjectives behind the noun, and its complement.
    fn take_right(&mut self, article: &Reading<'_>, named: &[Naming]) {
        let words = &article.words;
        self.take_possessive(article);
        while words.behind(self.words.end - 1).is_some_and(|word| is_adjective_behind(article, word)) {
            self.take(article, self.words.end);
            self.words.end += 1;
        }
        let Some(next) = words.behind(self.words.end - 1) else { return };
        self.complement = next.is(Class::Of);
        if next.is_any(&[Class::Of, Class::Preposition]) || next.is(Class::Country) && next.shape == Shape::Capital {
            self.take_complement(article, named);
        }
    }

    /// Takes in the possessive behind a noun that carries its article as an ending: "moren hans".
    fn take_possessive(&mut self, article: &Reading<'_>) {
        let words = &article.words;
        let possessive = [Class::Possessive, Class::Own, Class::Me, Class::OurOwn];
        let follows = words.behind(self.head).is_some_and(|next| next.is_any(&possessive));
        if follows && words.at(self.head).is(Class::Definite) {
            self.words.end += 1;
            self.pointing = Pointing::Owned;
            self.owner = Owner::Possessive(self.head + 1);
        }
    }

    /// Takes in "of Belarus", "de la Junta de Extremadura": what follows "of", as far as it is a name or one noun; behind
    /// any other preposition only a name.
    fn take_complement(&mut self, article: &Reading<'_>, named: &[Naming]) {
        let words = &article.words;
        let (mut end, mut begun) = (self.words.end, false);
        while end < self.words.end + 7 {
            let Some(next) = words.behind(end - 1).filter(|next| next.shape != Shape::Mark) else { break };
            let joins =
                next.is_any(&[Class::Of, Class::Definite, Class::Particle]) || !begun && next.is(Class::Preposition);
            let name = next.shape == Shape::Capital
                && !is_named(named, end)
                && !next.is_any(&[Class::Person, Class::Mister, Class::Stop]);
            let of = (self.words.end..end).any(|at| words.at(at).is(Class::Of));
            let noun = !begun && of && next.shape == Shape::Small && next.entry.is_unknown();
            if name || noun {
                self.take(article, end);
                begun = true;
                self.words.end = end + 1;
            } else if next.shape != Shape::Small || !joins {
                break;
            }
            end += 1;
            if noun {
                break;
            }
        }
        self.complement |= begun;
        if begun && words.behind(self.words.end - 1).is_some_and(|next| next.glued && next.is(Class::Genitive)) {
            // "The chief of Israel's secret service" is not the chief of Israel.
            self.country = Country::default();
            self.details.extend(words.behind(self.words.end).map(|next| next.span.of(article.text).to_lowercase()));
        }
    }

    /// Takes in a second noun that the same article goes with: "el editor y presentador del programa".
    fn take_second(&mut self, article: &Reading<'_>, named: &[Naming]) {
        let words = &article.words;
        let and = words.behind(self.words.end - 1).is_some_and(|next| next.is(Class::And) && next.shape != Shape::Mark);
        let second = words.at(self.words.end + 1);
        let same = second.passage == words.at(self.head).passage && second.sentence == words.at(self.head).sentence;
        let noun = second.is(Class::Person) && !second.is_any(&[Class::Plural, Class::Mister, Class::Definite]);
        let determined = matches!(self.pointing, Pointing::Known | Pointing::Here | Pointing::New);
        if and
            && same
            && noun
            && determined
            && self.genders.agree(second.entry.genders)
            && !is_named(named, self.words.end + 2)
        {
            self.words.end += 2;
            let known = self.country;
            self.take_complement(article, named);
            self.country = if known.is_none() { self.country } else { known };
        }
    }

    /// Takes in what the word at `at` says.
    fn take(&mut self, article: &Reading<'_>, at: usize) {
        let word = article.words.at(at);
        if word.is(Class::Former) {
            self.former = true;
        } else if is_country(article, &word) {
            self.country = word.entry.country;
        } else if !word.is_any(&[Class::Present, Class::Other, Class::Anyone]) && word.shape != Shape::Number {
            self.details.push(word.span.of(article.text).to_lowercase());
        }
    }

    /// Finds out whose the described person is, where a noun of kin says so; without an owner, a noun that may be
    /// another ("femme", "mann") is no noun of kin.
    pub(super) fn with_owner(mut self, article: &Reading<'_>, named: &[Naming]) -> Phrase {
        if self.noun != Noun::Kin {
            return self;
        }
        if self.owner == Owner::Unsaid {
            self.owner = self
                .owner_before(article, named)
                .or_else(|| self.owner_behind(article, named))
                .unwrap_or(Owner::Unsaid);
        }
        if self.owner == Owner::Unsaid && article.words.at(self.head).is(Class::Anyone) {
            self.noun = Noun::Anyone;
        }
        self
    }

    /// The owner whose name stands before the phrase: "Jane Roe's husband", "Krekars datter".
    fn owner_before(&self, article: &Reading<'_>, named: &[Naming]) -> Option<Owner> {
        let words = &article.words;
        let end = match words.before(self.words.start) {
            Some(before) if before.is(Class::Genitive) && before.glued => self.words.start - 1,
            _ => self.words.start,
        };
        let next = named.partition_point(|naming| naming.words.end < end);
        let naming = named.get(next).filter(|naming| naming.words.end == end || naming.words.contains(&end))?;
        let same = words.at(naming.words.start).passage == words.at(self.head).passage;
        let marked = end < self.words.start || naming.words.contains(&end);
        let genitive = marked || words.span(naming.words.clone()).of(article.text).ends_with(['s', '\'', '’']);
        (same && genitive).then_some(Owner::Named(naming.who, naming.words.start, naming.words.end))
    }

    /// The owner whose name stands behind the phrase: "la mère de Jane Roe", "дочь Путина".
    fn owner_behind(&self, article: &Reading<'_>, named: &[Naming]) -> Option<Owner> {
        let words = &article.words;
        let next = named.partition_point(|naming| naming.words.start <= self.head);
        let naming =
            named.get(next).filter(|naming| words.at(naming.words.start).sentence == words.at(self.head).sentence)?;
        let small = [Class::Mister, Class::Person, Class::Definite, Class::National];
        let next = words.at(self.head + 1);
        let of = next.is_any(&[Class::Of, Class::Belonging]) && !next.is(Class::Possessive);
        let gap = self.head + 1 + usize::from(of)..naming.words.start;
        let direct = self.head + 1 == naming.words.start && !words.at(self.head + 1).glued;
        let name = words.span(naming.words.clone()).of(article.text);
        let genitive = direct
            && match article.grammar.nouns {
                Nouns::Capital => name.ends_with('s') && self.pointing == Pointing::Known,
                Nouns::Apart | Nouns::Together => !article.grammar.articles,
            };
        let joined = of
            && gap.len() <= 4
            && gap.clone().all(|at| {
                words.at(at).is_any(&small) || words.at(at).shape != Shape::Mark && words.at(at).entry.is_unknown()
            });
        (genitive || joined).then_some(Owner::Named(naming.who, naming.words.start, naming.words.end))
    }
}
