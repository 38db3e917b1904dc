//! How much each thing speaks for or against an antecedent. The numbers are points; only their differences matter.

/// A subject is taken up again far more often than anything else.
pub(super) const SUBJECT: f32 = 4.0;
/// An object.
pub(super) const OBJECT: f32 = 2.2;
/// What stands behind a preposition, or owns something.
pub(super) const OBLIQUE: f32 = 1.6;
/// A subject that comes only behind the pronoun: "When he came, Putin said".
pub(super) const AHEAD: f32 = 2.4;
/// The same function as the pronoun's.
pub(super) const PARALLEL: f32 = 0.6;
/// A sentence further back.
pub(super) const SENTENCE: f32 = -1.6;
/// A paragraph further back.
pub(super) const PASSAGE: f32 = -0.8;
/// Another person named between.
pub(super) const BETWEEN: f32 = -0.7;
/// For a possessive, a subject that stands nearer.
pub(super) const NEARER: f32 = -1.0;
/// Somebody whom the article names often; times the logarithm of how often.
pub(super) const PROMINENT: f32 = 0.5;
/// Somebody inside a quotation, for a pronoun outside.
pub(super) const QUOTED: f32 = -2.0;
/// A gender that is not known.
pub(super) const UNSURE: f32 = -0.6;
/// A thing, where the pronoun may stand for things.
pub(super) const THING: f32 = -1.0;
/// A thing before a verb of saying.
pub(super) const THING_SPEAKS: f32 = -4.0;
/// A pronoun that is also an article, which stands for things more often.
pub(super) const CLITIC: f32 = -1.5;
/// What a possessive's clause has as its subject.
pub(super) const OWN_SUBJECT: f32 = 1.5;
/// The least that an antecedent must have where the pronoun may also stand for a thing.
pub(super) const ENOUGH: f32 = 0.5;
/// The least where it must be a person.
pub(super) const ENOUGH_PERSON: f32 = -6.0;
/// How far the first must be ahead of the second for the pronoun to be sure.
pub(super) const CLEAR: f32 = 1.2;
/// How many sentences back an antecedent may stand where the pronoun may also stand for a thing.
pub(super) const REACH: u32 = 4;
/// How many where it must be a person.
pub(super) const REACH_PERSON: u32 = 8;
