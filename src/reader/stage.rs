//! A pile in memory that answers effects, and a screen: what tests drive the reader with.
//!
//! Texts carry marks: `[Poutine|0]` is a name of the first actor, `[il|0 pronoun]` a pronoun, `[le président|0 role?]` a
//! doubtful role. The first paragraph is the title.

use std::collections::BTreeSet;
use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::*;
use crate::article::{Article, Date, Passage, PassageKind};
use crate::cast::{Actor, ActorIndex, Cast};
use crate::mention::{Certainty, Kind, Kinds, Mention};
use crate::text::{Folded, Language, Span, search};

/// A reader on a pile in memory.
pub(crate) struct Stage {
    pub(crate) state: State,
    pile: Vec<(Arc<Article>, Arc<[Mention]>)>,
    read: BTreeSet<u64>,
    /// Effects that the pile does not answer, in order.
    pub(crate) done: Vec<Effect>,
    /// Effects that wait for an answer while the world is slow.
    waiting: Vec<Effect>,
    /// Whether answers wait until [`Stage::answer`].
    pub(crate) slow: bool,
}

impl Stage {
    /// A reader in a window of `columns` and `rows`, on articles with marks.
    pub(crate) fn new(columns: u16, rows: u16, articles: &[&str]) -> Stage {
        let mut stage = Stage::empty(articles, Options::default());
        stage.send(Event::Resize { columns, rows });
        stage.send(Event::Pile { read: articles.len(), total: articles.len(), complete: true });
        stage
    }

    /// The same, before the first event.
    pub(crate) fn empty(articles: &[&str], options: Options) -> Stage {
        let actors =
            [("putin", "Vladimir Putin"), ("lukashenko", "Alexander Lukashenko"), ("tokayev", "Kassym Tokayev")];
        let cast = Cast { actors: actors.iter().map(|(id, name)| actor(id, name)).collect() };
        let state = State::new(Arc::new(cast), Arc::new(Keymap::default()), options, None);
        let pile = articles.iter().map(|marked| article(marked)).collect();
        Stage { state, pile, read: BTreeSet::new(), done: Vec::new(), waiting: Vec::new(), slow: false }
    }

    /// Presses keys, written as [`parse_keys`] reads them.
    pub(crate) fn press(&mut self, keys: &str) -> &mut Stage {
        for key in parse_keys(keys).unwrap() {
            self.send(Event::Key(key));
        }
        self
    }

    /// Types text, character by character.
    pub(crate) fn type_text(&mut self, text: &str) -> &mut Stage {
        text.chars().for_each(|c| self.send(Event::Key(Key::char(c))));
        self
    }

    /// Gives the window another size.
    pub(crate) fn resize(&mut self, columns: u16, rows: u16) -> &mut Stage {
        self.send(Event::Resize { columns, rows });
        self
    }

    /// Sends an event, and answers what is asked unless the world is slow.
    pub(crate) fn send(&mut self, event: Event) {
        let effects = update(&mut self.state, event);
        self.waiting.extend(effects);
        if !self.slow {
            self.answer();
        }
    }

    /// Answers all that waits.
    pub(crate) fn answer(&mut self) -> &mut Stage {
        while !self.waiting.is_empty() {
            for effect in std::mem::take(&mut self.waiting) {
                if let Some(answer) = self.perform(effect) {
                    let effects = update(&mut self.state, Event::Answer(answer));
                    self.waiting.extend(effects);
                }
            }
        }
        self
    }

    /// The screen.
    pub(crate) fn buffer(&self) -> Buffer {
        let mut buffer = Buffer::empty(Rect::new(0, 0, self.state.size.0, self.state.size.1));
        view(&self.state, &mut buffer);
        buffer
    }

    /// The screen as lines of text.
    pub(crate) fn screen(&self) -> String {
        let (buffer, mut screen) = (self.buffer(), String::new());
        for row in buffer.area.rows() {
            let mut column = row.x;
            let mut line = String::new();
            while let Some(cell) = buffer.cell((column, row.y)) {
                line.push_str(cell.symbol());
                column += u16::try_from(crate::text::width(cell.symbol()).max(1)).unwrap();
            }
            screen.push_str(line.trim_end());
            screen.push('\n');
        }
        screen
    }

    /// Which article is open, by its number from 0.
    pub(crate) fn open(&self) -> Option<u64> {
        self.state.open_article().map(|id| id.0)
    }

    /// The text of the stop.
    pub(crate) fn stop(&self) -> Option<&str> {
        let page = self.state.page.as_ref()?;
        Some(page.stop?.span.of(&page.article.text))
    }

    /// What the last line says.
    pub(crate) fn said(&self) -> String {
        self.state.where_one_is()
    }

    fn perform(&mut self, effect: Effect) -> Option<Answer> {
        Some(match effect {
            Effect::Rows { request, listing, first, count } => {
                let listed = self.listed(&listing);
                let rows = listed.iter().skip(first).take(count).map(|id| self.row(*id, &listing.lit)).collect();
                Answer::Rows { request, total: listed.len(), first, rows }
            }
            Effect::Position { request, listing, article } => {
                let row = self.listed(&listing).iter().position(|id| *id == article.0);
                Answer::Position { request, row }
            }
            Effect::Neighbour { request, listing, article, step, unread } => {
                Answer::Neighbour { request, found: self.neighbour(&listing, article.0, step, unread) }
            }
            Effect::Open { request, article } => Answer::Opened { request, opened: self.opened(article) },
            Effect::Walk { request, listing, from, step } => {
                Answer::Found { request, found: self.walk(&listing, from, step) }
            }
            Effect::Tally { request, kinds, buckets } => {
                let tallies = (0..3).map(|actor| self.tally(ActorIndex(actor), kinds, buckets)).collect();
                Answer::Tallies { request, tallies, complete: true }
            }
            other => {
                if let Effect::Keep { place, read: true } = other {
                    self.read.insert(place.article.0);
                }
                self.done.push(other);
                return None;
            }
        })
    }

    fn listed(&self, listing: &Listing) -> Vec<u64> {
        let passes = |id: &u64| {
            let title = self.pile[index(*id)].0.title.to_lowercase();
            title.contains(&listing.filter.to_lowercase())
                && (!listing.only_lit || !self.spans(*id, &listing.lit).is_empty())
        };
        (0..self.pile.len() as u64).filter(passes).collect()
    }

    fn row(&self, id: u64, lit: &Lit) -> Row {
        let article = &self.pile[index(id)].0;
        Row {
            article: ArticleId(id),
            title: article.title.clone(),
            source: article.source.clone().unwrap_or_default(),
            date: "12 June".to_owned(),
            read: self.read.contains(&id),
            lit: (*lit != Lit::Nothing).then(|| self.spans(id, lit).len()),
            trouble: article.title.starts_with("Unreadable").then(|| "the file is empty".to_owned()),
        }
    }

    fn opened(&self, id: ArticleId) -> Result<Opened, String> {
        let (article, mentions) = self.pile[index(id.0)].clone();
        if article.title.starts_with("Unreadable") {
            return Err("the file is empty".to_owned());
        }
        Ok(Opened { id, article, mentions, place: None })
    }

    fn neighbour(&self, listing: &Listing, from: u64, step: i64, unread: bool) -> Option<(ArticleId, usize)> {
        let listed: Vec<_> = self.listed(listing).into_iter().enumerate().collect();
        let passes = |(_, id): &&(usize, u64)| !unread || !self.read.contains(id);
        let times = usize::try_from(step.unsigned_abs()).unwrap();
        let ahead: Vec<_> = if step > 0 {
            listed.iter().filter(|(_, id)| *id > from).filter(passes).take(times).collect()
        } else {
            listed.iter().rev().filter(|(_, id)| *id < from).filter(passes).take(times).collect()
        };
        ahead.last().map(|(row, id)| (ArticleId(*id), *row))
    }

    fn spans(&self, id: u64, lit: &Lit) -> Vec<Span> {
        let (article, mentions) = &self.pile[index(id)];
        match lit {
            Lit::Nothing => Vec::new(),
            Lit::Search(words) => search(&Folded::new(&article.text), words),
            Lit::Actor(actor, kinds) => {
                mentions.iter().filter(|m| m.actor == *actor && kinds.hold(m.kind)).map(|m| m.span).collect()
            }
        }
    }

    fn walk(&self, listing: &Listing, from: Option<Place>, step: Step) -> Option<Found> {
        let listed = self.listed(listing);
        let mut stops: Vec<(u64, Span)> = Vec::new();
        for id in &listed {
            let spans = self.spans(*id, &listing.lit);
            stops.extend(spans.into_iter().take(if step.articles { 1 } else { usize::MAX }).map(|span| (*id, span)));
        }
        let all: Vec<(u64, Span)> =
            listed.iter().flat_map(|id| self.spans(*id, &listing.lit).into_iter().map(|s| (*id, s))).collect();
        let length = i64::try_from(stops.len()).ok().filter(|length| *length > 0)?;
        let from = from.unwrap_or(Place { article: ArticleId(0), top: 0, stop: None });
        let before = |(id, span): &(u64, Span)| match (*id == from.article.0, step.articles, from.stop) {
            (false, ..) => *id < from.article.0,
            (true, true, _) => step.count > 0,
            (true, false, Some(stop)) if step.count > 0 => span.start <= stop.start,
            (true, false, Some(stop)) => span.start < stop.start,
            (true, false, None) => (span.start as usize) < from.top,
        };
        let start = i64::try_from(stops.iter().filter(|stop| before(stop)).count()).unwrap();
        let index = if step.count > 0 { start + step.count - 1 } else { start + step.count };
        let (id, span) = stops[usize::try_from(index.rem_euclid(length)).unwrap()];
        let lit_before = listed.iter().filter(|i| **i < id && !self.spans(**i, &listing.lit).is_empty()).count();
        Some(Found {
            article: ArticleId(id),
            row: listed.iter().position(|i| *i == id)?,
            span,
            mention: all.iter().position(|stop| *stop == (id, span))? + 1,
            mentions: all.len(),
            nth: lit_before + 1,
            articles: listed.iter().filter(|i| !self.spans(**i, &listing.lit).is_empty()).count(),
            wrapped: !(0..length).contains(&index),
            complete: true,
        })
    }

    fn tally(&self, actor: ActorIndex, kinds: Kinds, buckets: usize) -> Tally {
        let lit = Lit::Actor(actor, kinds);
        let counts: Vec<_> = (0..self.pile.len()).map(|id| self.spans(id as u64, &lit).len()).collect();
        let mut spread = vec![0; buckets];
        counts.iter().enumerate().for_each(|(id, count)| spread[id * buckets / counts.len()] += count);
        let mentions = counts.iter().sum();
        let forms = if mentions > 0 { vec![("Poutine".to_owned(), mentions)] } else { Vec::new() };
        Tally { mentions, articles: counts.iter().filter(|count| **count > 0).count(), spread, forms }
    }
}

fn index(id: u64) -> usize {
    usize::try_from(id).unwrap()
}

fn actor(id: &str, name: &str) -> Actor {
    Actor {
        id: id.to_owned(),
        name: name.to_owned(),
        names: Vec::new(),
        gender: None,
        offices: Vec::new(),
        roles: Vec::new(),
        not: Vec::new(),
    }
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
    let actor = ActorIndex(of[..1].parse().unwrap());
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
