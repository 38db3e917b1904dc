//! What a word may be: an index from the word in small letters to its classes.

use std::hash::Hasher;

use crate::text::{Quick, QuickMap};

/// What a word may do in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(in crate::mention) enum Class {
    /// A definite article, or a noun that carries it as its ending.
    Definite,
    /// An indefinite article.
    Indefinite,
    /// "This", before a noun.
    Demonstrative,
    /// Something plural.
    Plural,
    /// A pronoun of the third person, as a subject.
    Subject,
    /// The same as an object, or behind a preposition.
    Object,
    /// A possessive of the third person.
    Possessive,
    /// A possessive that goes with the subject of its clause alone.
    Own,
    /// "This one".
    ThisOne,
    /// A form of the first person singular.
    Me,
    /// A possessive of somebody else: "our", "their".
    OurOwn,
    /// A pronoun that cannot be one actor.
    OtherPronoun,
    /// A pronoun that is also a determiner.
    Clitic,
    /// Behind this word a clitic is a pronoun.
    BeforeClitic,
    /// Before this word a clitic is a pronoun.
    BehindClitic,
    /// Behind a pronoun it says that the pronoun stands for nobody.
    Impersonal,
    /// A verb of saying.
    Say,
    /// A form of "to be", or what else joins a name and a description.
    Be,
    /// A preposition.
    Preposition,
    /// "According to".
    According,
    /// A word that begins a subordinate clause.
    That,
    /// A relative pronoun for the subject: "who".
    Who,
    /// "And", "or", "but".
    And,
    /// "Former".
    Former,
    /// An adjective that changes nothing about who is meant: "current", "powerful".
    Present,
    /// "Of", alone or with an article.
    Of,
    /// What shows an owner before a name, and no complement before a noun: "til".
    Belonging,
    /// "By": behind a participle, who did it.
    By,
    /// "Counterpart".
    Counterpart,
    /// "Other".
    Other,
    /// A word that is no name even where it has a capital.
    Stop,
    /// A small word that may stand inside a name.
    Particle,
    /// A word of respect before a name.
    Mister,
    /// A noun for a person.
    Person,
    /// A noun that fits anybody of its gender and age.
    Anyone,
    /// A noun that speaks of everybody, or of somebody whom nobody knows.
    Stranger,
    /// A noun that is not the last part of another.
    Alone,
    /// A noun that says somebody's relation to another.
    Kin,
    /// The adjective of a country, or a native of it.
    National,
    /// The name of a country.
    Country,
    /// A capital or a seat of power.
    Seat,
    /// The first word of an entry of several words.
    Phrase,
    /// The last word of an entry of several words.
    Tail,
    /// With a capital inside a sentence it addresses somebody.
    Polite,
    /// A verb in the plural.
    PluralVerb,
    /// The mark of an owner: "'s".
    Genitive,
}

/// A set of genders.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::mention) struct Genders(pub(in crate::mention) u8);

impl Genders {
    /// Masculine.
    pub(in crate::mention) const M: Genders = Genders(1);
    /// Feminine.
    pub(in crate::mention) const F: Genders = Genders(2);
    /// Masculine or feminine.
    pub(in crate::mention) const ANY: Genders = Genders(3);

    /// The genders that both allow; a set that says nothing allows all.
    pub(in crate::mention) fn shared(self, other: Genders) -> Genders {
        Genders(self.open().0 & other.open().0)
    }

    /// Whether one gender fits both.
    pub(in crate::mention) fn agree(self, other: Genders) -> bool {
        self.shared(other).0 != 0
    }

    /// Whether it says one gender and no other.
    pub(in crate::mention) fn certain(self) -> bool {
        self.0.is_power_of_two()
    }

    fn open(self) -> Genders {
        if self.0 == 0 { Genders::ANY } else { self }
    }
}

/// A set of titles, by their place in `assets/titles.toml`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::mention) struct Titles(pub(in crate::mention) u64);

impl Titles {
    /// Whether the two share a title.
    pub(in crate::mention) fn meet(self, other: Titles) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether there is no title in it.
    pub(in crate::mention) fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// A set of relations in which one person stands to another: "child" is the group of "son", "daughter" and "baby".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::mention) struct Kin(pub(in crate::mention) u8);

impl Kin {
    /// The groups by the names that the tables use, and each beside the one that it is seen from the other side.
    const GROUPS: [(&'static str, Kin, Kin); 8] = [
        ("child", Kin(1), Kin(2)),
        ("parent", Kin(2), Kin(1)),
        ("sibling", Kin(4), Kin(4)),
        ("spouse", Kin(8), Kin(8)),
        ("grandchild", Kin(16), Kin(32)),
        ("grandparent", Kin(32), Kin(16)),
        ("nephew", Kin(64), Kin(128)),
        ("uncle", Kin(128), Kin(64)),
    ];

    /// The group of that name; none for any other name.
    pub(super) fn from_name(name: &str) -> Kin {
        Kin::GROUPS.iter().find(|group| group.0 == name).map_or_else(Kin::default, |group| group.1)
    }

    /// The relation seen from the other side: of "child" it is "parent".
    pub(in crate::mention) fn inverse(self) -> Kin {
        let groups = Kin::GROUPS.iter().filter(|group| group.1.meets(self));
        Kin(groups.fold(0, |bits, group| bits | group.2.0))
    }

    /// Whether the two share a relation.
    pub(in crate::mention) fn meets(self, other: Kin) -> bool {
        self.0 & other.0 != 0
    }
}

/// A country by its two letters of ISO 3166-1; zeros where there is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::mention) struct Country(pub(in crate::mention) [u8; 2]);

impl Country {
    /// The country that `code` names.
    pub(in crate::mention) fn from_code(code: &str) -> Country {
        Country(code.as_bytes().try_into().unwrap_or_default())
    }

    /// Whether there is none.
    pub(in crate::mention) fn is_none(self) -> bool {
        self == Country::default()
    }
}

/// Which entry of a table a word is a form of, and what is written together before it, if anything is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::mention) struct Lemma {
    /// The number of the entry; 0 where that is of no matter.
    entry: u16,
    /// What stands for the words before it: "litteratur" in "litteraturkritiker"; 0 where there are none.
    front: u16,
}

impl Lemma {
    /// The entry of that number.
    pub(super) fn new(entry: u16) -> Lemma {
        Lemma { entry, front: 0 }
    }

    /// Whether there is none.
    pub(in crate::mention) fn is_none(self) -> bool {
        self.entry == 0
    }

    /// Whether both are the same word.
    pub(in crate::mention) fn is(self, other: Lemma) -> bool {
        self == other && !self.is_none()
    }

    /// Whether it is the last part of the other: "kritiker" of "litteraturkritiker".
    pub(in crate::mention) fn ends(self, other: Lemma) -> bool {
        self.entry == other.entry && !self.is_none() && self.front == 0 && other.front != 0
    }

    /// The word with `front` written before it.
    fn behind(self, front: &str) -> Lemma {
        let mut hash = Quick::default();
        hash.write(front.as_bytes());
        let front = u16::try_from(hash.finish() >> 48).unwrap_or_default();
        Lemma { front: self.front ^ front.max(1), ..self }
    }
}

/// What is known of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::mention) struct Entry {
    pub(super) classes: u64,
    /// The titles that it may mean.
    pub(in crate::mention) titles: Titles,
    /// The country that it means.
    pub(in crate::mention) country: Country,
    /// Which entry of the table it is a form of.
    pub(in crate::mention) lemma: Lemma,
    /// The relations that it may mean.
    pub(in crate::mention) kin: Kin,
    /// Of a noun or determiner its own gender, of a pronoun that of whom it stands for.
    pub(in crate::mention) genders: Genders,
}

impl Entry {
    /// An entry of one class.
    pub(in crate::mention) fn new(class: Class, genders: Genders) -> Entry {
        Entry { classes: 1 << class as u8, genders, ..Entry::default() }
    }

    /// Whether the word may be of that class.
    pub(in crate::mention) fn is(self, class: Class) -> bool {
        self.classes & 1 << class as u8 != 0
    }

    /// Whether the word may be of one of the classes.
    pub(in crate::mention) fn is_any(self, classes: &[Class]) -> bool {
        classes.iter().any(|class| self.is(*class))
    }

    /// Whether nothing is known of the word.
    pub(in crate::mention) fn is_unknown(self) -> bool {
        self.classes & !(1 << Class::Phrase as u8 | 1 << Class::Tail as u8) == 0
    }

    /// Makes it what it becomes with another noun written before it: something else, of the same kind.
    pub(in crate::mention) fn specialise(&mut self, first: &str) {
        self.titles = Titles::default();
        self.kin = Kin::default();
        self.lemma = self.lemma.behind(first);
    }

    /// Says that a longer entry may begin with this one.
    pub(in crate::mention) fn keep_phrase(&mut self) {
        self.classes |= 1 << Class::Phrase as u8;
    }

    /// Takes in what `other` says of the same word.
    pub(super) fn join(&mut self, other: Entry) {
        self.classes |= other.classes;
        self.titles.0 |= other.titles.0;
        self.genders.0 |= other.genders.0;
        self.kin.0 |= other.kin.0;
        if self.country.is_none() {
            self.country = other.country;
        }
        if self.lemma.is_none() {
            self.lemma = other.lemma;
        }
    }
}

/// The words of a language, in small letters; entries of several words have one space or hyphen between them.
#[derive(Debug, Default)]
pub(in crate::mention) struct Lexicon(QuickMap<Box<str>, Entry>);

impl Lexicon {
    /// What is known of `word`, which is in small letters.
    pub(in crate::mention) fn get(&self, word: &str) -> Option<Entry> {
        self.0.get(word).copied()
    }

    /// Adds what `entry` says of `word`.
    pub(super) fn add(&mut self, word: &str, entry: Entry) {
        if !word.is_empty() {
            self.0.entry(word.into()).or_default().join(entry);
        }
    }

    /// Gives every word with accents a twin without, where that is no word of its own.
    pub(super) fn add_bare(&mut self, bare: impl Fn(&str) -> Option<String>) {
        let twins: Vec<_> = self.0.iter().filter_map(|(word, entry)| Some((bare(word)?, *entry))).collect();
        for (word, entry) in twins {
            self.0.entry(word.into()).or_insert(entry);
        }
    }

    /// Ties the nouns without a title that are written together of two to the last of them, where that has an entry too.
    pub(super) fn tie_compounds(&mut self) {
        let plain = |entry: &&Entry| entry.is(Class::Person) && entry.titles.is_empty() && entry.kin == Kin::default();
        let nouns = self.0.iter().filter(|(_, entry)| plain(entry));
        let tied: Vec<_> = nouns.filter_map(|(word, _)| Some((word.clone(), self.last_part(word)?))).collect();
        for (word, lemma) in tied {
            self.0.entry(word).or_default().lemma = lemma;
        }
    }

    /// The lemma of a noun that has another as its last part.
    fn last_part(&self, word: &str) -> Option<Lemma> {
        let (front, last) = self.parts(word)?;
        Some(self.last_part(last).unwrap_or(self.get(last)?.lemma).behind(front))
    }

    /// The least length in bytes of a word that is taken apart, of its first part, and of its last.
    const COMPOUND: [usize; 3] = [8, 2, 4];

    /// The parts of a word that is written together of two, the last of which is a noun for a person.
    pub(in crate::mention) fn parts<'w>(&self, word: &'w str) -> Option<(&'w str, &'w str)> {
        let [shortest, first_part, last_part] = Lexicon::COMPOUND;
        let noun = |word: &str| {
            self.get(word).is_some_and(|entry| entry.is(Class::Person) && !entry.is_any(&[Class::Alone, Class::Kin]))
        };
        let splits = (first_part..=word.len().checked_sub(last_part)?).filter_map(|at| word.split_at_checked(at));
        splits.filter(|_| word.len() >= shortest).find(|(_, last)| noun(last))
    }

    /// The number of entries.
    #[cfg(test)]
    pub(super) fn words(&self) -> usize {
        self.0.len()
    }

    /// Whether any word is of that class.
    #[cfg(test)]
    pub(super) fn has(&self, class: Class) -> bool {
        self.0.values().any(|entry| entry.is(class))
    }
}
