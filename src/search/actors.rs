//! The actors whom a query names.

use crate::cast::{ActorIndex, Cast};
use crate::text::{Span, fold};

use super::Query;
use super::problem::{Problem, Wrong};

impl Query {
    /// Looks whether the cast has every actor whom the query names.
    ///
    /// # Errors
    /// Which it does not have, and whom it has.
    pub fn check(&self, cast: &Cast) -> Result<(), Problem> {
        let stranger: Option<&(String, Span)> = self.actors.iter().find(|(actor, _)| called(cast, actor).is_none());
        let known = || cast.actors.iter().map(|actor| actor.id.as_str()).collect::<Vec<_>>().join(", ");
        stranger.map_or(Ok(()), |(_, at)| Err(Wrong::NoActor(known()).at(*at)))
    }
}

/// Whom the folded `words` name: by the id, or else by a name as the cast file has it.
pub(super) fn called(cast: &Cast, words: &str) -> Option<ActorIndex> {
    let by_id = cast.actors.iter().find(|actor| fold(&actor.id) == words);
    let named =
        || cast.actors.iter().find(|a| std::iter::once(&a.name).chain(&a.names).any(|name| fold(name) == words));
    cast.index_of(&by_id.or_else(named)?.id)
}

#[cfg(test)]
mod tests {
    use super::{Cast, Query, called};

    #[test]
    fn actors_are_known_by_id_and_by_name() {
        let cast = Cast::builtin();
        for name in ["lukashenko", "alexander lukashenko", "александр лукашенко"] {
            assert_eq!(called(&cast, name), cast.index_of("lukashenko"), "{name}");
        }
        assert_eq!(called(&cast, "alexander"), None);
    }

    #[test]
    fn a_stranger_is_told_at_the_place() {
        let typed = "gas -(actor:Putin OR actor:nobody)";
        let problem = Query::parse(typed).unwrap().check(&Cast::builtin()).unwrap_err();
        assert_eq!(problem.at.of(typed), "nobody");
        assert!(problem.to_string().ends_with("which has putin, lukashenko, tokayev."), "{problem}");
    }
}
