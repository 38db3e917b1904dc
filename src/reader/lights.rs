//! What is lit in the open article: the chosen actor's mentions and the hits of a search.

use crate::cast::ActorIndex;
use crate::mention::{Certainty, Counted, Kind, Mention};
use crate::text::Span;

/// A stretch of the text that is lit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Light {
    /// Where, in the article's text.
    pub span: Span,
    /// Why.
    pub cause: Cause,
}

/// Why a stretch is lit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// It is a mention of the chosen actor.
    Mention(Kind, Certainty),
    /// The search found it.
    Hit,
}

/// Lit stretches by their start, of which those of a line are found quickly.
#[derive(Clone, Debug, Default)]
pub struct Lights {
    lights: Vec<Light>,
    /// The length of the longest one, in bytes.
    longest: usize,
}

impl Lights {
    /// The mentions of `actor` that count.
    pub(super) fn mentions(mentions: &[Mention], actor: ActorIndex, counted: Counted) -> Lights {
        let counts = |m: &&Mention| m.actor == actor && counted.holds(m);
        let lit = |m: &Mention| Light { span: m.span, cause: Cause::Mention(m.kind, m.certainty) };
        Lights::of(mentions.iter().filter(counts).map(lit).collect())
    }

    /// The hits of a search.
    pub(super) fn hits(hits: impl IntoIterator<Item = Span>) -> Lights {
        Lights::of(hits.into_iter().map(|span| Light { span, cause: Cause::Hit }).collect())
    }

    fn of(mut lights: Vec<Light>) -> Lights {
        lights.sort_by_key(|light| light.span);
        let longest = lights.iter().map(|light| light.span.len()).max().unwrap_or(0);
        Lights { lights, longest }
    }

    /// All of them, in order.
    pub fn all(&self) -> &[Light] {
        &self.lights
    }

    /// Those that share a byte with `span`, in order.
    pub fn within(&self, span: Span) -> impl Iterator<Item = Light> + '_ {
        let earliest = (span.start as usize).saturating_sub(self.longest);
        let first = self.lights.partition_point(|light| (light.span.start as usize) < earliest);
        let near = self.lights.get(first..).unwrap_or_default().iter();
        near.take_while(move |light| light.span.start < span.end)
            .filter(move |light| light.span.overlaps(span))
            .copied()
    }

    /// The first that starts at or behind the byte `offset`.
    pub fn at_or_behind(&self, offset: usize) -> Option<Light> {
        self.lights.get(self.index(offset)).copied()
    }

    /// How many start before the byte `offset`.
    pub fn index(&self, offset: usize) -> usize {
        self.lights.partition_point(|light| (light.span.start as usize) < offset)
    }
}
