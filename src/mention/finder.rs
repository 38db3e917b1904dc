//! The finder: the stages in their order, built once for a cast.

use std::borrow::Cow;

use aho_corasick::{AhoCorasick, MatchKind};

use super::discourse::Discourse;
use super::{Certainty, Kind, Mention};
use crate::article::Article;
use crate::cast::{ActorIndex, Cast};
use crate::text::{Folded, Span, fold};

/// Finds the mentions of one cast in any number of articles, from any thread.
#[derive(Debug)]
pub struct Finder {
    forms: Option<AhoCorasick>,
    actors: Vec<ActorIndex>,
    discourse: Discourse,
}

impl Finder {
    /// Makes the finder for `cast`.
    pub fn new(cast: &Cast) -> Self {
        let mut forms = Vec::new();
        let mut actors = Vec::new();
        for (index, actor) in (0..).map(ActorIndex).zip(&cast.actors) {
            for name in std::iter::once(&actor.name).chain(&actor.names) {
                let surname = name.split([' ', '·', '・']).next_back().unwrap_or(name);
                for form in [name.as_str(), surname] {
                    forms.push(fold(form));
                    actors.push(index);
                }
            }
        }
        let forms = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(forms).ok();
        Finder { forms, actors, discourse: Discourse::new(cast) }
    }

    /// All mentions in `article`, in the order of their spans.
    pub fn find(&self, article: &Article) -> Vec<Mention> {
        let mut found = self.names(article);
        found.extend(self.discourse.find(article, &found));
        found.sort_by_key(|mention| mention.span);
        found
    }

    fn names(&self, article: &Article) -> Vec<Mention> {
        let folded = Folded::new(&article.text);
        let Some(forms) = &self.forms else { return Vec::new() };
        let found = forms.find_iter(folded.text()).filter(|m| stands_alone(folded.text(), m.span()));
        let mention = |m: aho_corasick::Match| {
            let actor = *self.actors.get(m.pattern().as_usize())?;
            let span = folded.original(Span::new(m.start(), m.end()));
            let reason = Cow::Borrowed("name");
            Some(Mention { span, actor, kind: Kind::Name, certainty: Certainty::Sure, reason })
        };
        found.filter_map(mention).collect()
    }
}

/// Whether no letter stands beside the span, unless the script has no blanks between words.
fn stands_alone(text: &str, span: aho_corasick::Span) -> bool {
    let part = |c: &char| c.is_alphabetic() && *c < '\u{2e80}';
    let before = text.get(..span.start).and_then(|t| t.chars().next_back());
    let after = text.get(span.end..).and_then(|t| t.chars().next());
    !before.is_some_and(|c| part(&c)) && !after.is_some_and(|c| part(&c))
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
