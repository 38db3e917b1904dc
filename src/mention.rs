//! Finds the mentions of a cast in an article, in stages.
//!
//! # Names
//!
//! A cast file gives one name, say `Volodymyr Zelensky`, and articles write it in a hundred ways. So a name is not a
//! list of spellings but a *net* for each of its parts (`cast::forms`): nodes, and between them letters with the
//! languages that would write them there. A word is the name if its letters lead from the first node to the last by
//! steps that one language at least has in common, and if what is left of the word is an ending that a language of the
//! article knows.
//!
//! 1. **Forms.** The name is taken apart into given names and surname. Each part is read as sounds, and the sounds are
//!    written as each language writes them (`assets/letters.toml`); what custom decides instead is in tables
//!    (`assets/names`): well-known surnames, given names across languages, names in Chinese characters.
//! 2. **Scan.** Of each net, the stretch is chosen whose spellings are few and rare. These alone are searched for, in
//!    the bytes of the article, four at a time; nothing else of the article is looked at. Of many actors, so many words
//!    have one that each word is looked up among those that were met before.
//! 3. **Judge.** Around a hit the word is cut out and folded, and the net decides: where in the word the name begins
//!    (behind a prefix, an apostrophe, a capital that scraping glued on) and with which ending it ends
//!    (`assets/endings.toml`).
//! 4. **Phrase.** From the surname outwards: given names, initials, a father's name, particles, titles, other people's
//!    given names, words that make a thing of it (`assets/context.toml`, `assets/names/list.txt`).
//! 5. **Resolve.** What the whole article tells: who is named in full, who else bears the surname, whether the name is
//!    a plain word here. A weak spelling, one whose script hides the vowels, needs someone named in full beside it.
//! 6. **Familiar.** Given names and first surnames that stand alone, of those whose surname is in the article.
//!
//! # Roles and pronouns
//!
//! These need to know the language: a table of its own (`assets/languages`, which `grammar` reads) tells which words are
//! pronouns, articles, nouns for people, titles, countries. In a language without one, names are all that is found, and
//! the descriptions that the cast file gives word for word (`descriptions`).
//!
//! 7. **Words.** The text is cut into words, each with all that the table knows of it (`words`).
//! 8. **People.** Who is in the article (`people`): the actors by their names, and everybody else who seems to be
//!    somebody, since a pronoun may be theirs.
//! 9. **Quotations.** What stands between marks, or behind a dash (`quotations`).
//! 10. **Roles.** Every noun phrase around a noun for a person (`roles`). Beside a name it teaches what the bearer is; by
//!     itself it denotes whom it fits best: by an office of the cast on the day of the article, or by what the article
//!     has taught.
//! 11. **Pronouns.** One after the other (`pronouns`), each goes to whoever weighs most of those who were named or
//!     described before: near, in the same paragraph, as the subject, of that gender. Inside a quotation "I" is whoever
//!     speaks, and "he" is not.
//!
//! # What a person has said
//!
//! Corrections (`corrections`) come twice: once the names are known, so that nothing is concluded from one that is
//! none, and at the end.
//!
//! # To add a language
//!
//! Nothing here knows a language by its name: what differs is in tables, each of which begins with how to add to it. In
//! the order in which they tell:
//!
//! | table | what it says of a language | without it |
//! |---|---|---|
//! | `assets/languages.toml` | its commonest little words, its rare letters | its articles are not known for what they are |
//! | `assets/letters.toml` | how it writes the sounds of a foreign name; often a few lines `like` another's | names that it spells its own way are missed |
//! | `assets/endings.toml` | its cases and possessives, and what it writes on before a name | names that bend are missed |
//! | `assets/context.toml` | forms of address, posts, small words, prepositions, things named after people | others, and plain words, are taken for the actor |
//! | `assets/languages/xx.toml`, named in `grammar::TABLES` | pronouns, articles, verbs of saying, nouns for people, titles, countries | there are no roles and no pronouns |
//! | `assets/sentences.toml`, `months.toml`, `passages.toml` | what ends a sentence, what a date and the furniture of a page look like | sentences, dates and link lines are told less well |
//!
//! It takes an afternoon, in this order:
//!
//! 1. Write three short articles with marks ([`crate::accuracy`]) into `tests/articles`, before there is any table: one
//!    with a name in all its cases, one with a namesake and a name that is a word too, one with quotations and pronouns.
//! 2. Copy the tables of the nearest language and change their lines, until `followspot evaluate --show misses` on each
//!    article has no more names.
//! 3. Do the same with `assets/languages`: of the pronouns all, of the verbs of saying fifty, of the nouns for people a
//!    hundred, of the countries those in the news; the table is explained at the head of `grammar`. Words that are also
//!    something else, as a pronoun that is an article too, do more harm than good, unless they are listed as clitics.
//! 4. See what `--show false` has, on all articles: a word of one language must not harm another.
//! 5. Write a few marked lines into `mention/tests.rs`, which hold what was reached.

pub mod corrections;
mod descriptions;
mod discourse;
mod given;
mod grammar;
mod people;
mod pronouns;
mod quotations;
mod roles;
mod words;

use std::borrow::Cow;

use crate::cast::ActorIndex;
use crate::text::Span;

mod finder;
mod names;

pub use finder::Finder;

/// A span of an article that denotes an actor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Where it is.
    pub span: Span,
    /// Whom it denotes.
    pub actor: ActorIndex,
    /// In which way.
    pub kind: Kind,
    /// How far it can be relied on.
    pub certainty: Certainty,
    /// Why it was taken, in one line for a person: "surname, dative, Russian".
    pub reason: Cow<'static, str>,
}

/// In which way a mention denotes its actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// By a proper name.
    Name,
    /// By a description: "the Belarusian president".
    Role,
    /// By a pronoun.
    Pronoun,
}

/// How far a mention can be relied on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Certainty {
    /// It may be another person; shown as doubtful.
    Likely,
    /// Nothing speaks against it.
    Sure,
}

/// Which kinds of mention count: a person switches from names alone over roles to all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Kinds {
    /// Names alone.
    Names,
    /// Names and roles.
    Roles,
    /// Names, roles and pronouns.
    #[default]
    All,
}

impl Kind {
    /// Each of them.
    pub const ALL: [Kind; 3] = [Kind::Name, Kind::Role, Kind::Pronoun];

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Name => "name",
            Kind::Role => "role",
            Kind::Pronoun => "pronoun",
        }
    }

    /// The kind that `word` is the word for.
    pub fn named(word: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

impl Certainty {
    /// Each of them.
    pub const ALL: [Certainty; 2] = [Certainty::Likely, Certainty::Sure];
}

impl Kinds {
    /// Whether a mention of this kind counts.
    pub fn hold(self, kind: Kind) -> bool {
        match self {
            Kinds::Names => kind == Kind::Name,
            Kinds::Roles => kind != Kind::Pronoun,
            Kinds::All => true,
        }
    }
}

/// Which mentions count: of which kinds, and whether the doubtful ones do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Counted {
    /// Of which kinds.
    pub kinds: Kinds,
    /// Whether only those count that can be relied on.
    pub sure: bool,
}

impl Counted {
    /// Whether a mention of this kind and certainty counts.
    pub fn hold(self, kind: Kind, certainty: Certainty) -> bool {
        self.kinds.hold(kind) && (!self.sure || certainty == Certainty::Sure)
    }

    /// Whether a mention counts.
    pub fn holds(self, mention: &Mention) -> bool {
        self.hold(mention.kind, mention.certainty)
    }
}

#[cfg(test)]
mod tests;
