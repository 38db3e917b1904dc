//! Descriptions: the roles that the cast file gives word for word ("l'homme fort de Minsk").

use super::corrections::stands_alone;
use super::{Certainty, Kind, Mention};
use crate::article::Article;
use crate::cast::{ActorIndex, Cast};
use crate::text::{Folded, Span, search};

/// The descriptions of a cast.
#[derive(Debug)]
pub(super) struct Descriptions(Vec<(ActorIndex, String)>);

impl Descriptions {
    /// Those that the file of `cast` gives.
    pub(super) fn of(cast: &Cast) -> Descriptions {
        let actors = (0..).map(ActorIndex).zip(&cast.actors);
        Descriptions(actors.flat_map(|(at, actor)| actor.roles.iter().map(move |role| (at, role.clone()))).collect())
    }

    /// Whether the cast file gives none.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Where they stand in `article` as words of their own, folded as a search folds, in the order of the cast.
    pub(super) fn find(&self, article: &Article) -> Vec<Mention> {
        if self.is_empty() {
            return Vec::new();
        }
        let folded = Folded::new(&article.text);
        let places = self.0.iter().flat_map(|(actor, role)| search(&folded, role).into_iter().map(|at| (*actor, at)));
        places.filter(|(_, at)| stands_alone(&article.text, *at)).map(|(actor, at)| mention(actor, at)).collect()
    }
}

fn mention(actor: ActorIndex, span: Span) -> Mention {
    let reason = "a description in the cast file".into();
    Mention { span, actor, kind: Kind::Role, certainty: Certainty::Sure, reason }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_description_is_found_word_for_word_and_whole() {
        let file = "[[actor]]\nid = \"a\"\nname = \"Ann Roe\"\nroles = [\"l'homme fort de Minsk\"]\n";
        let descriptions = Descriptions::of(&Cast::parse(file, "cast.toml").unwrap());
        for (text, found) in [
            ("Hier, L’homme\nfort de Minsk a parlé.", "L’homme\nfort de Minsk"),
            ("l'homme fort de Minskoï", ""),
            ("un homme fort de Minsk", ""),
        ] {
            let article = Article { text: text.to_owned(), ..Article::default() };
            let spans: Vec<&str> = descriptions.find(&article).iter().map(|m| m.span.of(text)).collect();
            assert_eq!(spans.join("|"), found);
        }
    }
}
