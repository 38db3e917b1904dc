//! How much each thing speaks for or against an antecedent. The numbers are points; only their differences matter.

/// The points.
#[derive(Debug)]
pub(super) struct Weights {
    /// A subject is taken up again far more often than anything else.
    pub(super) subject: f32,
    /// An object.
    pub(super) object: f32,
    /// What stands behind a preposition, or owns something.
    pub(super) oblique: f32,
    /// A subject that comes only behind the pronoun: "When he came, Putin said".
    pub(super) ahead: f32,
    /// The same function as the pronoun's.
    pub(super) parallel: f32,
    /// A sentence further back.
    pub(super) sentence: f32,
    /// A paragraph further back.
    pub(super) passage: f32,
    /// Another person named between.
    pub(super) between: f32,
    /// For a possessive, a subject that stands nearer.
    pub(super) nearer: f32,
    /// Somebody whom the article names often; times the logarithm of how often.
    pub(super) prominent: f32,
    /// Somebody inside a quotation, for a pronoun outside.
    pub(super) quoted: f32,
    /// A gender that is not known.
    pub(super) unsure: f32,
    /// A thing, where the pronoun may stand for things.
    pub(super) thing: f32,
    /// A thing before a verb of saying.
    pub(super) thing_speaks: f32,
    /// A pronoun that is also an article, which stands for things more often.
    pub(super) clitic: f32,
    /// What a possessive's clause has as its subject.
    pub(super) own_subject: f32,
    /// The least that an antecedent must have where the pronoun may also stand for a thing.
    pub(super) enough: f32,
    /// The least where it must be a person.
    pub(super) enough_person: f32,
    /// How far the first must be ahead of the second for the pronoun to be sure.
    pub(super) clear: f32,
    /// How many sentences back an antecedent may stand where the pronoun may also stand for a thing.
    pub(super) reach: u32,
    /// How many where it must be a person.
    pub(super) reach_person: u32,
    /// Somebody whom the article describes and never names.
    pub(super) anonymous: f32,
    /// Somebody who may not be one: a single word that is a given name elsewhere, and that stands behind a preposition.
    pub(super) weak: f32,
    /// The person whom the article is about.
    pub(super) main: f32,
    /// Somebody in the subject's own clause, who is another then: "with Putin he came".
    pub(super) beside: f32,
    /// The subject of a possessive's own clause, where the language has another possessive for it.
    pub(super) not_own: f32,
}

/// The points that are used.
pub(super) const WEIGHTS: Weights = Weights {
    subject: 4.0,
    object: 3.0,
    oblique: 1.6,
    ahead: 2.4,
    parallel: 1.2,
    sentence: -1.6,
    passage: -1.2,
    between: -0.7,
    nearer: -1.5,
    prominent: 0.5,
    quoted: -2.0,
    unsure: -0.6,
    thing: -1.0,
    thing_speaks: -4.0,
    clitic: -1.5,
    own_subject: 0.8,
    enough: -0.2,
    enough_person: -6.0,
    clear: 1.2,
    reach: 4,
    reach_person: 8,
    anonymous: -2.2,
    weak: -1.5,
    main: 0.3,
    beside: -2.0,
    not_own: -6.0,
};
