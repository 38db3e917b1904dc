//! A pile in memory: the slowest and plainest way to answer each effect rightly.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::super::*;
use crate::article::{Article, Date, Passage, PassageKind};
use crate::cast::{ActorIndex, Cast};
use crate::mention::{Certainty, Counted, Kind, Mention};
use crate::search::{Read, Subject};
use crate::text::{Language, Span};

/// Articles in memory, each with its mentions.
pub(super) type Articles = Vec<(Arc<Article>, Arc<[Mention]>)>;

/// A pile in memory.
pub(super) struct Pile {
    pub(super) articles: Articles,
    pub(super) cast: Arc<Cast>,
    /// What was there before each change.
    pub(super) before: Vec<(Articles, Arc<Cast>)>,
    pub(super) marks: BTreeMap<u32, Marks>,
}

/// A stop: its article and where it is.
type At = (u32, Span);

impl Pile {
    /// The articles of texts with marks.
    pub(super) fn new(marked: &[&str], cast: Arc<Cast>) -> Pile {
        let articles = marked.iter().map(|marked| article(marked)).collect();
        Pile { articles, cast, before: Vec::new(), marks: BTreeMap::new() }
    }

    /// The answer to an effect that has one.
    pub(super) fn answer(&mut self, effect: &Effect) -> Option<Answer> {
        Some(match effect {
            Effect::Rows { request, listing, first, count } => {
                let listed = self.listed(listing);
                let rows = listed.iter().skip(*first).take(*count).map(|id| self.row(*id, &listing.lit)).collect();
                Answer::Rows { request: *request, total: listed.len(), first: *first, rows }
            }
            Effect::Position { request, listing, article } => {
                let row = self.listed(listing).iter().position(|id| *id == article.0);
                Answer::Position { request: *request, row }
            }
            Effect::Neighbour { request, listing, article, step, unread } => {
                Answer::Neighbour { request: *request, found: self.neighbour(listing, article.0, *step, *unread) }
            }
            Effect::Open { request, article } => Answer::Opened { request: *request, opened: self.opened(*article) },
            Effect::Walk { request, listing, from, step } => {
                Answer::Found { request: *request, found: self.walk(listing, *from, *step) }
            }
            Effect::Tally { request, counted, buckets } => {
                let actors = u16::try_from(self.cast.actors.len()).unwrap();
                let tallies = (0..actors).map(|actor| self.tally(ActorIndex(actor), *counted, *buckets)).collect();
                Answer::Tallies { request: *request, tallies, complete: true }
            }
            Effect::Alike { request, saying } => Answer::Alike { request: *request, alike: self.alike(saying) },
            Effect::Known => Answer::Known {
                tags: vec!["gas".to_owned(), "war".to_owned()],
                searches: vec![("gas".to_owned(), "lang:fr gaz".to_owned())],
            },
            Effect::Change { wish, open } => Answer::Changed(self.change(wish, *open)),
            _ => return None,
        })
    }

    fn listed(&self, listing: &Listing) -> Vec<u32> {
        let passes = |id: &u32| {
            let title = self.articles[index(*id)].0.title.to_lowercase();
            title.contains(&listing.filter.to_lowercase())
                && (!listing.only_lit || !self.spans(*id, &listing.lit).is_empty())
        };
        self.ordered(listing).into_iter().filter(passes).collect()
    }

    /// All articles in the order of the listing.
    fn ordered(&self, listing: &Listing) -> Vec<u32> {
        let mut ordered: Vec<u32> = (0..u32::try_from(self.articles.len()).unwrap()).collect();
        match listing.order {
            Order::Unread => ordered.sort_by_key(|id| self.marks(*id).read),
            Order::Mentions => ordered.sort_by_key(|id| std::cmp::Reverse(self.spans(*id, &listing.lit).len())),
            // What these go by is the same in all articles here.
            Order::Pile | Order::Newest | Order::Source | Order::Language => {}
        }
        ordered
    }

    /// Where an article stands in that order.
    fn rank(&self, listing: &Listing, id: u32) -> usize {
        self.ordered(listing).iter().position(|other| *other == id).unwrap()
    }

    fn row(&self, id: u32, lit: &Lit) -> Row {
        let article = &self.articles[index(id)].0;
        Row {
            article: ArticleId(id),
            title: article.title.clone(),
            source: article.source.clone().unwrap_or_default(),
            also: Vec::new(),
            date: "12 June".to_owned(),
            marks: self.marks(id),
            lit: (*lit != Lit::Nothing).then(|| self.spans(id, lit).len()),
            context: None,
            trouble: is_unreadable(article).then(|| "the file is empty".to_owned()),
        }
    }

    /// What has been put on an article.
    fn marks(&self, id: u32) -> Marks {
        self.marks.get(&id).cloned().unwrap_or_default()
    }

    /// Puts something on an article.
    pub(super) fn mark(&mut self, id: u32, mark: Mark) {
        self.marks.entry(id).or_default().put(mark);
    }

    fn opened(&self, id: ArticleId) -> Result<Opened, String> {
        let (article, mentions) = self.articles[index(id.0)].clone();
        if is_unreadable(&article) {
            return Err("the file is empty".to_owned());
        }
        Ok(Opened {
            id,
            name: String::new(),
            article,
            mentions,
            place: None,
            stance: Stance::default(),
            marks: self.marks(id.0),
        })
    }

    fn neighbour(&self, listing: &Listing, from: u32, step: i64, unread: bool) -> Option<(ArticleId, usize)> {
        let listed: Vec<_> = self.listed(listing).into_iter().enumerate().collect();
        let passes = |(_, id): &&(usize, u32)| !unread || !self.marks(*id).read;
        let times = usize::try_from(step.unsigned_abs()).unwrap();
        let (rank, from) = (|id: u32| self.rank(listing, id), self.rank(listing, from));
        let ahead: Vec<_> = if step > 0 {
            listed.iter().filter(|(_, id)| rank(*id) > from).filter(passes).take(times).collect()
        } else {
            listed.iter().rev().filter(|(_, id)| rank(*id) < from).filter(passes).take(times).collect()
        };
        ahead.last().map(|(row, id)| (ArticleId(*id), *row))
    }

    fn spans(&self, id: u32, lit: &Lit) -> Vec<Span> {
        let (article, mentions) = &self.articles[index(id)];
        match lit {
            _ if is_unreadable(article) => Vec::new(),
            Lit::Nothing => Vec::new(),
            Lit::Search(search) => {
                let (mentions, marks) = (|| mentions.to_vec(), || self.marks(id));
                let subject = Subject { name: "", read: Read::Article(article), mentions: &mentions, marks: &marks };
                search.hits(subject)
            }
            Lit::Actor(actor, counted) => {
                mentions.iter().filter(|m| m.actor == *actor && counted.holds(m)).map(|m| m.span).collect()
            }
        }
    }

    fn walk(&self, listing: &Listing, from: Option<Place>, step: Step) -> Option<Found> {
        let listed = self.listed(listing);
        let all: Vec<At> =
            listed.iter().flat_map(|id| self.spans(*id, &listing.lit).into_iter().map(|s| (*id, s))).collect();
        let mut firsts = all.clone();
        firsts.dedup_by_key(|(id, _)| *id);
        let stops = if step.articles { &firsts } else { &all };
        let first = self.ordered(listing).first().copied().unwrap_or_default();
        let from = from.unwrap_or(Place { article: ArticleId(first), top: 0, stop: None });
        let length = i64::try_from(stops.len()).ok().filter(|length| *length > 0)?;
        let start =
            i64::try_from(stops.iter().filter(|at| self.lies_before(listing, **at, from, step)).count()).unwrap();
        let index = if step.count > 0 { start + step.count - 1 } else { start + step.count };
        let at = stops[usize::try_from(index.rem_euclid(length)).unwrap()];
        Some(Found {
            article: ArticleId(at.0),
            row: listed.iter().position(|id| *id == at.0)?,
            span: at.1,
            mention: all.iter().position(|other| *other == at)? + 1,
            mentions: all.len(),
            nth: firsts.iter().position(|(id, _)| *id == at.0)? + 1,
            articles: firsts.len(),
            wrapped: !(0..length).contains(&index),
            complete: true,
        })
    }

    /// Whether a step from a place leaves a stop behind.
    fn lies_before(&self, listing: &Listing, (id, span): At, from: Place, step: Step) -> bool {
        match from.stop {
            _ if id != from.article.0 => self.rank(listing, id) < self.rank(listing, from.article.0),
            _ if step.articles => step.count > 0,
            Some(at) if step.count > 0 => span.start <= at.start,
            Some(at) => span.start < at.start,
            None => (span.start as usize) < from.top,
        }
    }

    fn tally(&self, actor: ActorIndex, counted: Counted, buckets: usize) -> Tally {
        let lit = Lit::Actor(actor, counted);
        let counts: Vec<_> =
            (0..self.articles.len()).map(|id| self.spans(u32::try_from(id).unwrap(), &lit).len()).collect();
        let mut spread = vec![0; buckets];
        counts.iter().enumerate().for_each(|(id, count)| spread[id * buckets / counts.len()] += count);
        let mentions = counts.iter().sum();
        let forms = if mentions > 0 { vec![("Poutine".to_owned(), mentions)] } else { Vec::new() };
        Tally { mentions, articles: counts.iter().filter(|count| **count > 0).count(), spread, forms }
    }
}

/// Whether an article plays one that cannot be read.
fn is_unreadable(article: &Article) -> bool {
    article.title.starts_with("Unreadable")
}

pub(super) fn index(id: u32) -> usize {
    usize::try_from(id).unwrap()
}

/// An article and its mentions, out of a text with marks.
fn article(marked: &str) -> (Arc<Article>, Arc<[Mention]>) {
    let (mut text, mut mentions, mut rest) = (String::new(), Vec::new(), marked);
    while let Some((before, mark)) = rest.split_once('[') {
        let (inside, behind) = mark.split_once(']').unwrap();
        let (words, of) = inside.split_once('|').unwrap();
        text.push_str(before);
        let start = text.len();
        text.push_str(words);
        mentions.push(mention(Span::new(start, text.len()), of));
        rest = behind;
    }
    text.push_str(rest);
    (Arc::new(parsed(text)), mentions.into())
}

fn mention(span: Span, of: &str) -> Mention {
    let kind = match of {
        _ if of.contains("role") => Kind::Role,
        _ if of.contains("pronoun") => Kind::Pronoun,
        _ => Kind::Name,
    };
    let certainty = if of.ends_with('?') { Certainty::Likely } else { Certainty::Sure };
    let actor = ActorIndex(of.get(..1).unwrap().parse().unwrap());
    Mention { span, actor, kind, certainty, reason: "as marked".into() }
}

fn parsed(text: String) -> Article {
    let mut passages = Vec::new();
    let mut at = 0;
    for paragraph in text.split("\n\n") {
        let kind = if at == 0 { PassageKind::Title } else { PassageKind::Text };
        passages.push(Passage { span: Span::new(at, at + paragraph.len()), kind });
        at += paragraph.len() + 2;
    }
    Article {
        title: passages[0].span.of(&text).to_owned(),
        passages,
        text,
        source: Some("Le Soir".to_owned()),
        author: None,
        date: Some(Date { year: Some(2024), month: 6, day: 12 }),
        language: Language::from_code("fr"),
        address: Some("https://example.org/a".to_owned()),
    }
}
