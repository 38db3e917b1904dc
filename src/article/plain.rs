//! Plain text, as it was copied or scraped from a page.

use crate::text::Span;

use super::PassageKind;
use super::draft::{Draft, Drafted, Told};
use super::front;
use super::paragraphs::paragraphs;

/// The draft of an article in plain text; the text stays as it is.
pub(super) fn read(text: String) -> Draft {
    let (passages, told) = passages(&text);
    Draft { text, passages, told }
}

/// The passages of plain text. Front matter tells what it tells, and is furniture.
pub(super) fn passages(text: &str) -> (Vec<Drafted>, Told) {
    let (told, len) = front::read(text).unwrap_or_default();
    let (head, body) = text.split_at_checked(len).unwrap_or(("", text));
    let shift = |span: Span| Span::new(span.start as usize + len, span.end as usize + len);
    let head = paragraphs(head).into_iter().map(|span| (span, Some(PassageKind::Boilerplate)));
    let body = paragraphs(body).into_iter().map(|span| (shift(span), None));
    (head.chain(body).collect(), told)
}
