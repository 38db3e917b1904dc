//! The finder: the stages in their order, built once for a cast.

use super::Mention;
use super::corrections::Corrector;
use super::descriptions::Descriptions;
use super::discourse::Discourse;
use super::names::Names;
use crate::article::Article;
use crate::cast::Cast;

/// Finds the mentions of one cast in any number of articles, from any thread.
#[derive(Debug)]
pub struct Finder {
    names: Names,
    descriptions: Descriptions,
    discourse: Discourse,
}

impl Finder {
    /// Makes the finder for `cast`.
    pub fn new(cast: &Cast) -> Self {
        Finder { names: Names::new(cast), descriptions: Descriptions::of(cast), discourse: Discourse::new(cast) }
    }

    /// All mentions in `article`, in the order of their spans.
    pub fn find(&self, article: &Article) -> Vec<Mention> {
        self.find_corrected(article, &Corrector::default())
    }

    /// The same as a person has corrected them.
    pub fn find_corrected(&self, article: &Article, corrector: &Corrector) -> Vec<Mention> {
        let rulings = corrector.rulings(article);
        let names = rulings.names(self.names.find(article));
        let mut described = self.descriptions.find(article);
        described.retain(|role| is_apart(role, &names));
        let mut told = self.discourse.find(article, &names);
        told.retain(|mention| is_apart(mention, &described));
        let mut found = [names, described, told].concat();
        found.sort_by_key(|mention| mention.span);
        rulings.all(found)
    }
}

/// Whether a mention shares no byte with any of `others`.
fn is_apart(mention: &Mention, others: &[Mention]) -> bool {
    others.iter().all(|other| !other.span.overlaps(mention.span))
}

#[cfg(test)]
mod tests {
    use super::{Cast, Finder};
    use crate::article::Article;

    #[test]
    fn names_of_the_cast_are_found() {
        let text = "Vladimir PUTIN met Lukashenko; Путин, 弗拉基米尔·普京说, computing.";
        let article = Article { text: text.to_owned(), ..Article::default() };
        let found = Finder::new(&Cast::builtin()).find(&article);
        let spans: Vec<&str> = found.iter().map(|m| m.span.of(text)).collect();
        assert_eq!(spans, ["Vladimir PUTIN", "Lukashenko", "Путин", "弗拉基米尔·普京"]);
    }
}
