//! An article whose text has been read, and of which the rest is found out when it is asked for.

use std::sync::OnceLock;

use crate::text::{Language, Span, is_blank};

use super::draft::{self, Draft, Drafted, Told};
use super::{Article, joined, plain};

/// An article of which only the text is known so far: enough to see whether it names anybody.
#[derive(Clone, Debug)]
pub struct Opened {
    text: String,
    /// What its format tells; of plain text, what was told elsewhere.
    told: Told,
    /// Where its passages are, and what is told in all; of plain text this is made out when it is first wanted.
    rest: OnceLock<(Vec<Drafted>, Told)>,
    /// All of it but the text, where it was read before.
    whole: Option<Box<Article>>,
}

/// An article that was read before.
impl From<Article> for Opened {
    fn from(mut article: Article) -> Opened {
        let text = std::mem::take(&mut article.text);
        let told = Told { title: Some(article.title.clone()), ..Told::default() };
        Opened { whole: Some(Box::new(article)), ..Opened::plain(text, told) }
    }
}

impl From<Draft> for Opened {
    fn from(Draft { text, passages, told }: Draft) -> Opened {
        Opened { text, told: told.clone(), rest: (passages, told).into(), whole: None }
    }
}

impl Opened {
    /// Plain text, of which more is `told` already.
    pub(super) fn plain(text: String, told: Told) -> Opened {
        Opened { text, told, rest: OnceLock::new(), whole: None }
    }

    /// The article as it was found at an address: what it tells of its own leads on from there, and the `whole` of what
    /// is there has none but that.
    pub(super) fn found_at(mut self, address: &str, whole: bool) -> Opened {
        let place = |told: &mut Told| {
            let own = told.address.as_deref().and_then(|own| joined(address, own));
            told.address = own.or_else(|| whole.then(|| address.to_owned()));
        };
        place(&mut self.told);
        if let Some((_, told)) = self.rest.get_mut() {
            place(told);
        }
        self
    }

    /// Whether there is no passage in it.
    pub(super) fn is_empty(&self) -> bool {
        self.rest.get().map_or_else(|| self.text.chars().all(is_blank), |(passages, _)| passages.is_empty())
    }

    /// The text of the article, as [`Article::text`] has it.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The title that was told apart from the text, as it is written there.
    pub fn told_title(&self) -> Option<&str> {
        self.told.title.as_deref()
    }

    /// The language of the article, as [`Article::language`] has it.
    pub fn language(&self) -> Option<Language> {
        if let Some(whole) = &self.whole {
            return whole.language;
        }
        draft::told_language(&self.told).or_else(|| {
            let (passages, told) = self.rest();
            draft::language(&self.text, passages, told)
        })
    }

    /// Where the passages are, as [`Article::passages`] has them.
    pub fn passages(&self) -> impl Iterator<Item = Span> {
        let read = self.whole.iter().flat_map(|whole| &whole.passages).map(|passage| passage.span);
        let drafted = if self.whole.is_some() { &[][..] } else { &self.rest().0 };
        read.chain(drafted.iter().map(|&(span, _)| span))
    }

    /// The whole article.
    pub fn article(&self) -> Article {
        if let Some(whole) = &self.whole {
            return Article { text: self.text.clone(), ..Article::clone(whole) };
        }
        let (passages, told) = self.rest().clone();
        draft::article(Draft { text: self.text.clone(), passages, told })
    }

    fn rest(&self) -> &(Vec<Drafted>, Told) {
        self.rest.get_or_init(|| {
            let (passages, told) = plain::passages(&self.text);
            (passages, self.told.clone().or(told))
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::article::{Opened, read};

    #[test]
    fn what_was_read_before_is_the_same_article() {
        let article = read("A title\n\nОн сказал это в Минске, и никто не возразил.".as_bytes(), "a.txt").unwrap();
        let opened = Opened::from(article.clone());
        assert_eq!((opened.text(), opened.language()), (&*article.text, article.language));
        assert!(opened.passages().eq(article.passages.iter().map(|passage| passage.span)));
        assert_eq!(opened.article(), article);
    }
}
