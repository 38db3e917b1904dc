//! Changes to a pile in memory: nothing is found anew, what is said is done to the mentions that there are.

use std::sync::Arc;

use super::super::*;
use super::actor;
use super::pile::{Articles, Pile, index};
use crate::cast::{ActorIndex, Cast};
use crate::mention::corrections::{Verdict, alike, key};
use crate::mention::{Certainty, Mention};
use crate::text::{Folded, Span, search};

impl Pile {
    /// The places in the pile that are like one of which something is said.
    pub(super) fn alike(&self, saying: &Saying) -> Alike {
        let words = self.words(saying);
        let count = |(article, mentions): &(Arc<crate::article::Article>, Arc<[Mention]>)| {
            alike(&article.text, mentions, saying.verdict, saying.actor, &words)
        };
        let counts: Vec<usize> = self.articles.iter().map(count).collect();
        let articles = counts.iter().filter(|count| **count > 0).count();
        Alike { places: counts.iter().sum(), articles, complete: true }
    }

    /// Does what is wished.
    pub(super) fn change(&mut self, wish: &Wish, open: Option<ArticleId>) -> Result<Changed, String> {
        let before = (self.articles.clone(), self.cast.clone());
        let said = match wish {
            Wish::Undo => {
                let (articles, cast) = self.before.pop().ok_or("nothing to take back")?;
                (self.articles, self.cast) = (articles, cast);
                "taken back"
            }
            Wish::Redo => return Err("nothing has been taken back".to_owned()),
            Wish::Say(saying) => {
                self.say(saying);
                "said"
            }
            Wish::Add(name) => {
                self.recast(|cast| cast.actors.push(actor(name, name)));
                "added"
            }
            Wish::Rename { actor, name, names } => {
                let named = |cast: &mut Cast| {
                    let actor = &mut cast.actors[usize::from(actor.0)];
                    (actor.name, actor.names) = (name.clone(), names.clone());
                };
                self.recast(named);
                "named"
            }
            Wish::Join { other, .. } => {
                self.recast(|cast| drop(cast.actors.remove(usize::from(other.0))));
                "joined"
            }
        };
        let now = |id: &str| match wish {
            Wish::Join { actor, other } if before.1.actors[usize::from(other.0)].id == id => {
                self.cast.index_of(&before.1.actors[usize::from(actor.0)].id)
            }
            _ => self.cast.index_of(id),
        };
        let moved: Vec<_> = before.1.actors.iter().map(|actor| now(&actor.id)).collect();
        if *wish != Wish::Undo {
            self.articles = with_actors(&self.articles, &moved);
            self.before.push(before);
        }
        let new = matches!(wish, Wish::Add(_)).then(|| ActorIndex(u16::try_from(moved.len()).unwrap()));
        let mentions = open.map(|open| (open, self.articles[index(open.0)].1.clone()));
        Ok(Changed { said: said.to_owned(), cast: self.cast.clone(), moved, new, mentions })
    }

    fn recast(&mut self, change: impl FnOnce(&mut Cast)) {
        let mut cast = Cast::clone(&self.cast);
        change(&mut cast);
        self.cast = Arc::new(cast);
    }

    fn words(&self, saying: &Saying) -> String {
        saying.span.of(&self.articles[index(saying.article.0)].0.text).to_owned()
    }

    fn say(&mut self, saying: &Saying) {
        let words = self.words(saying);
        for (id, (article, mentions)) in (0..).map(ArticleId).zip(&mut self.articles) {
            let text = &article.text;
            let is_there = |span: Span| match saying.reach {
                Reach::Here => id == saying.article && span == saying.span,
                Reach::Article => id == saying.article && key(span.of(text)) == key(&words),
                Reach::Everywhere => key(span.of(text)) == key(&words),
            };
            let mut now: Vec<Mention> = mentions.to_vec();
            now.retain(|mention| mention.actor != saying.actor || !is_there(mention.span));
            if let Verdict::Is(kind) = saying.verdict {
                let places = search(&Folded::new(text), &words).into_iter().filter(|place| is_there(*place));
                let reason = "as said".into();
                let mention =
                    Mention { span: Span::default(), actor: saying.actor, kind, certainty: Certainty::Sure, reason };
                now.extend(places.map(|span| Mention { span, ..mention.clone() }));
            }
            now.sort_by_key(|mention| mention.span);
            *mentions = now.into();
        }
    }
}

fn with_actors(pile: &Articles, moved: &[Option<ActorIndex>]) -> Articles {
    let still = |mention: &Mention| Some(Mention { actor: moved[usize::from(mention.actor.0)]?, ..mention.clone() });
    pile.iter().map(|(article, mentions)| (article.clone(), mentions.iter().filter_map(still).collect())).collect()
}
