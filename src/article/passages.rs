//! What each passage of a page is: the article itself, or what stands around it.

use crate::text::{Span, fold};

use super::draft::Block;
use super::phrases::Sign;
use super::{Passage, PassageKind};

/// The passages as they were judged, and behind them those that were not.
pub(super) fn listed(blocks: &[Block], rest: &[(Span, Option<PassageKind>)]) -> Vec<Passage> {
    let judged = blocks.iter().map(|block| Passage { span: block.span, kind: block.kind });
    let unjudged = rest.iter().map(|&(span, kind)| Passage { span, kind: kind.unwrap_or(PassageKind::Text) });
    judged.chain(unjudged).collect()
}

/// Judges a passage by itself.
pub(super) fn judge_alone(block: &mut Block, text: &str) {
    if !block.settled
        && !block.long
        && let Some(kind) = alone(block, block.span.of(text))
    {
        block.settle(kind);
    }
}

fn alone(block: &Block, text: &str) -> Option<PassageKind> {
    const FURNITURE: [Sign; 4] = [Sign::End, Sign::Furniture, Sign::Label, Sign::Remark];
    match () {
        () if is_address(text) || block.has(Sign::Link) => Some(PassageKind::Link),
        () if block.has(Sign::Notice) => Some(PassageKind::Boilerplate),
        () if block.has(Sign::Caption) || block.has(Sign::Credit) => Some(PassageKind::Caption),
        () if FURNITURE.into_iter().any(|sign| block.has(sign)) => Some(PassageKind::Boilerplate),
        () if block.has(Sign::Source) && is_name_or_address(block, text) => Some(PassageKind::Boilerplate),
        () if !text.contains(char::is_alphanumeric) => Some(PassageKind::Boilerplate),
        () => None,
    }
}

/// Whether a passage is an address and nothing else.
fn is_address(text: &str) -> bool {
    (text.starts_with("https://") || text.starts_with("http://") || text.starts_with("www."))
        && !text.contains(char::is_whitespace)
}

/// Whether what follows "Source:" is no sentence.
fn is_name_or_address(block: &Block, text: &str) -> bool {
    text.contains("://") || (block.folded.text().len() < 120 && !text.ends_with('.'))
}

/// The longest step of a breadcrumb, in characters, and the longest title at its end.
const STEP: usize = 32;
const LAST_STEP: usize = 200;

/// The steps of a breadcrumb such as "Home > World > Russia"; none where the passage is no such thing.
pub(super) fn breadcrumb<'a>(block: &Block, text: &'a str) -> Vec<&'a str> {
    let passage = block.span.of(text);
    let separator = ['>', '›', '»', '→', '/', '|', '•', '\\'].into_iter().find(|&c| passage.contains(c));
    let Some(separator) = separator.filter(|_| !block.long) else { return Vec::new() };
    let steps: Vec<&str> = passage.split(separator).map(str::trim).filter(|step| !step.is_empty()).collect();
    let Some((last, earlier)) = steps.split_last() else { return steps };
    let spaced = passage.contains(&format!(" {separator} ")) || separator != '/';
    let short = earlier.iter().all(|step| step.chars().count() <= STEP) && last.chars().count() <= LAST_STEP;
    let known = block.has(Sign::Home) && !earlier.is_empty();
    let is = spaced && short && (known || (earlier.len() >= 2 && last.chars().count() <= STEP));
    if is { steps } else { Vec::new() }
}

/// Judges what stands behind the article: once it has ended, short passages are no longer part of it.
pub(super) fn judge_end(blocks: &mut [Block], text: &str, author: Option<&str>) {
    let author = author.map(fold);
    let end = end(blocks);
    for block in blocks.iter_mut().skip(end).filter(|block| block.is_text() && !block.long) {
        block.settle(PassageKind::Boilerplate);
    }
    for block in
        blocks.iter_mut().rev().take_while(|block| !block.is_text() || is_about_author(block, author.as_deref()))
    {
        if block.is_text() {
            block.settle(PassageKind::Boilerplate);
        }
    }
    // A page of nothing but furniture is somebody's article all the same.
    if !blocks.iter().any(|block| matches!(block.kind, PassageKind::Text | PassageKind::Title)) {
        for block in blocks.iter_mut().filter(|block| block.span.of(text).len() > STEP) {
            block.kind = PassageKind::Text;
        }
    }
}

/// The first passage that is said to stand behind the article, where little but short passages follow.
fn end(blocks: &[Block]) -> usize {
    let is_end = |block: &Block| block.has(Sign::End) && block.kind == PassageKind::Boilerplate;
    let sizes = |blocks: &[Block]| blocks.iter().filter(|b| b.is_text()).map(|b| b.span.len()).sum::<usize>();
    let all = sizes(blocks);
    let mut before = 0;
    let found = blocks.iter().position(|block| {
        before += if block.is_text() { block.span.len() } else { 0 };
        is_end(block) && (all - before) * 3 < before
    });
    found.filter(|&at| !blocks.iter().skip(at).any(|block| block.long)).unwrap_or(blocks.len())
}

/// Whether one of the last passages tells who the author is.
fn is_about_author(block: &Block, author: Option<&str>) -> bool {
    !block.long && (block.has(Sign::Biography) || author.is_some_and(|name| block.folded.text().starts_with(name)))
}
