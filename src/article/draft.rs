//! From what a format gives to an article: what each passage is, and the title, date, source and language.

use std::borrow::Borrow;

use crate::text::{Folded, Language, Span, fold};

use super::byline::{self, Meta};
use super::phrases::{Sign, Signs};
use super::{Article, Date, PassageKind, passages, source, title};

/// What a format gives: the text, where its passages are, and what the format itself tells of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Draft {
    pub(super) text: String,
    pub(super) passages: Vec<Drafted>,
    pub(super) told: Told,
}

/// A passage, and its kind where the format tells it.
pub(super) type Drafted = (Span, Option<PassageKind>);

/// What a format tells about an article, as it is written there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) title: Option<String>,
    pub(super) source: Option<String>,
    pub(super) author: Option<String>,
    pub(super) date: Option<String>,
    pub(super) language: Option<String>,
    pub(super) address: Option<String>,
}

impl Draft {
    /// The draft with what is told of it elsewhere, which goes before what it tells itself.
    pub(super) fn with(self, told: Told) -> Draft {
        Draft { told: told.or(self.told), ..self }
    }
}

impl Told {
    /// What is told, or else what is told by another.
    pub(super) fn or(self, other: Told) -> Told {
        Told {
            title: self.title.or(other.title),
            source: self.source.or(other.source),
            author: self.author.or(other.author),
            date: self.date.or(other.date),
            language: self.language.or(other.language),
            address: self.address.or(other.address),
        }
    }
}

/// A passage while it is judged.
pub(super) struct Block {
    pub(super) span: Span,
    pub(super) kind: PassageKind,
    /// Its text folded; of a long one only the beginning.
    pub(super) folded: Folded,
    /// Whether it is longer than anything but the article itself would be.
    pub(super) long: bool,
    pub(super) signs: Signs,
    /// Whether the format tells its kind, or something was found out that settles it.
    pub(super) settled: bool,
}

/// The longest passage, in bytes, that may be anything but the article itself.
const SHORT: usize = 480;
/// How much of a long passage is looked at, in bytes.
const HEAD: usize = 200;

impl Block {
    fn new(text: &str, span: Span, kind: Option<PassageKind>) -> Block {
        let whole = span.of(text);
        let long = whole.len() > SHORT;
        let seen = if long { whole.get(..whole.floor_char_boundary(HEAD)).unwrap_or("") } else { whole };
        let folded = Folded::new(seen);
        let signs = if long { Signs::default() } else { Signs::of(folded.text()) };
        Block { span, kind: kind.unwrap_or(PassageKind::Text), folded, long, signs, settled: kind.is_some() }
    }

    /// Says what the passage is, for good.
    pub(super) fn settle(&mut self, kind: PassageKind) {
        self.kind = kind;
        self.settled = true;
    }

    /// Whether nothing speaks against its being the article itself.
    pub(super) fn is_text(&self) -> bool {
        self.kind == PassageKind::Text
    }

    /// Whether the sign is there.
    pub(super) fn has(&self, sign: Sign) -> bool {
        self.signs.has(sign)
    }

    /// What of the passage stands behind the phrase that is the sign.
    pub(super) fn behind<'a>(&self, sign: Sign, text: &'a str) -> Option<&'a str> {
        let rest = Span::new(self.signs.end(sign)?, self.folded.text().len());
        Some(self.folded.original(rest).of(self.span.of(text)).trim())
    }
}

/// How many passages are judged; what has more is no page of a site, and would take much room.
const MOST: usize = 10_000;
/// How many passages at the beginning may hold the title and what stands around it.
const TOP: usize = 12;

/// Judges the draft.
pub(super) fn article(draft: Draft) -> Article {
    let Draft { text, passages: drafted, told } = draft;
    let (judged, rest) = drafted.split_at(drafted.len().min(MOST));
    let mut blocks: Vec<Block> = judged.iter().map(|&(span, kind)| Block::new(&text, span, kind)).collect();
    for block in &mut blocks {
        passages::judge_alone(block, &text);
    }
    let language = told_language(&told).or_else(|| detect(blocks.iter(), &text));
    let origin = source::find(&blocks, &text, &told);
    let top = top(&blocks);
    let meta = byline::read(blocks.get_mut(..top).unwrap_or_default(), &text, language);
    let heading = title::find(&mut blocks, top, &text, told.title.as_deref());
    let author = told.author.clone().or(meta.author.clone());
    passages::judge_end(&mut blocks, &text, author.as_deref());
    let opening = blocks.iter().find(|block| block.is_text());
    let dateline = opening.and_then(|block| byline::dateline(block, &text, language)).unwrap_or_default();
    let address = origin.address;
    Article {
        title: heading.title.unwrap_or_else(|| title::beginning(opening, dateline.len, &text)),
        source: origin.name.or(heading.site).or(origin.host).or(dateline.agency),
        author,
        date: date(&told, &meta, dateline.date, address.as_deref(), language),
        language,
        address,
        passages: passages::listed(&blocks, rest),
        text,
    }
}

/// How many passages are the top of the page: up to the second long one.
fn top(blocks: &[Block]) -> usize {
    let long = blocks.iter().enumerate().filter(|(_, block)| block.long).map(|(at, _)| at).nth(1);
    long.unwrap_or(blocks.len()).min(TOP)
}

/// The language that the article will have, found without judging more of it than that needs.
pub(super) fn language(text: &str, passages: &[Drafted], told: &Told) -> Option<Language> {
    let judged = |&(span, kind): &Drafted| {
        let mut block = Block::new(text, span, kind);
        passages::judge_alone(&mut block, text);
        block
    };
    told_language(told).or_else(|| detect(passages.iter().take(MOST).map(judged), text))
}

/// The language that the format tells.
pub(super) fn told_language(told: &Told) -> Option<Language> {
    told.language.as_deref().and_then(Language::from_code)
}

/// How much text the language is told from, in bytes.
const SAMPLE: usize = 2000;

/// The language of the passages that are the article itself; as many of them are taken as are wanted.
fn detect(mut blocks: impl Iterator<Item = impl Borrow<Block>>, text: &str) -> Option<Language> {
    let mut sample = String::with_capacity(SAMPLE);
    while sample.len() < SAMPLE
        && let Some(block) = blocks.find(|block| block.borrow().is_text())
    {
        let passage = block.borrow().span.of(text);
        let room = SAMPLE - sample.len();
        sample.push_str(passage.get(..passage.floor_char_boundary(room)).unwrap_or(""));
        sample.push('\n');
    }
    Language::detect(&sample)
}

/// The date that is best founded: what the format tells, the line that says "published", the dateline, the address.
fn date(
    told: &Told,
    meta: &Meta,
    dateline: Option<Date>,
    address: Option<&str>,
    language: Option<Language>,
) -> Option<Date> {
    let told = told.date.as_deref().and_then(|date| Date::find(&fold(date), language)).map(|(date, _)| date);
    let address = address.and_then(Date::in_address);
    let known = [told, meta.published, meta.date, dateline, address, meta.updated];
    let date = known.into_iter().flatten().next()?;
    // A dateline has no year; the address, or another line, often has.
    let same_month = known.into_iter().flatten().find(|other| other.year.is_some() && other.month == date.month);
    Some(Date { year: date.year.or(same_month.and_then(|other| other.year)), ..date })
}
