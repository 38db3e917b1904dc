//! The open article in words: its lines with mentions named, and a stop in its sentence.

use crate::article::PassageKind;
use crate::mention::Certainty;
use crate::reader::lights::{Cause, Light};
use crate::reader::page::{LineKind, Page, PageLine};
use crate::reader::state::State;
use crate::text::{Span, sentences};

use super::Heard;

impl State {
    /// A new stop in its sentence, or the lines that came into sight; before them what is open where that is another.
    pub(super) fn text_aloud(&self, before: &Heard) -> Vec<String> {
        let Some(page) = &self.page else { return Vec::new() };
        let now = self.heard();
        let entered = before.article != now.article;
        let stop =
            page.stop.filter(|_| before.stop.map(|stop| stop.span) != page.stop.map(|stop| stop.span) || entered);
        if let Some(stop) = stop.filter(|_| page.stop_is_visible()) {
            let heading = entered.then(|| heading(page)).into_iter().flatten();
            return heading.chain(self.sentence_aloud(page, stop.span)).collect();
        }
        // Where a message says why nothing is lit, nothing else is to be heard.
        let lit_anew = before.lit != now.lit && self.message.is_none();
        let new = |line: &usize| entered || lit_anew || !before.lines.contains(line);
        now.lines.filter(new).filter_map(|line| Some(self.line_aloud(page, page.lines.get(line)?))).collect()
    }

    /// The sentence around a stop, which is named in it, on one line.
    fn sentence_aloud(&self, page: &Page, stop: Span) -> Option<String> {
        let text = &page.article.text;
        let light = page.lit_in(stop).find(|light| light.span == stop)?;
        let passage = page.article.passages.iter().find(|passage| passage.span.overlaps(stop))?;
        let around = sentences(text, passage.span).find(|sentence| sentence.overlaps(stop)).unwrap_or(stop);
        let around = Span { start: around.start.min(stop.start), end: around.end.max(stop.end) };
        Some(format!("{}{}", kind(passage.kind), self.named(text, around, &[light])))
    }

    /// A line with what is lit in it named; before the first line of a passage what it is, if it is not of the article.
    fn line_aloud(&self, page: &Page, line: &PageLine) -> String {
        let word = match line.kind {
            LineKind::Passage(of) if begins_passage(page, line) => kind(of),
            LineKind::Note(_) if line.span.start == 0 => "Note: ",
            _ => "",
        };
        let LineKind::Passage(_) = line.kind else { return format!("{word}{}", page.text_of(line)) };
        let lights: Vec<Light> = page.lit_in(line.span).collect();
        format!("{word}{}", self.named(&page.article.text, line.span, &lights))
    }

    /// The text in `span`, in which each of these lights is put into brackets behind what it is:
    /// "[Putin, role: the president]". One that begins or ends elsewhere has only one of them here.
    fn named(&self, text: &str, span: Span, lights: &[Light]) -> String {
        let (mut out, mut at) = (String::new(), span.start);
        for light in lights.iter().filter(|light| light.span.end > span.start) {
            let (start, end) = (light.span.start.max(at), light.span.end.min(span.end));
            if start >= end {
                continue;
            }
            out.push_str(Span { start: at, end: start }.of(text));
            if light.span.start >= span.start {
                out.extend(["[", &self.what(light.cause), ": "]);
            }
            out.push_str(Span { start, end }.of(text));
            if light.span.end <= span.end {
                out.push(']');
            }
            at = end;
        }
        out.push_str(Span { start: at, end: span.end }.of(text));
        out
    }

    /// "Putin, role" or "hit"; a doubtful mention is said to be likely.
    fn what(&self, cause: Cause) -> String {
        let Cause::Mention(kind, certainty) = cause else { return "hit".to_owned() };
        let name =
            self.chosen_actor().map_or("", |actor| actor.name.split_whitespace().next_back().unwrap_or_default());
        let likely = if certainty == Certainty::Likely { ", likely" } else { "" };
        format!("{name}, {}{likely}", kind.word())
    }
}

/// The title, and what else is known of an article.
fn heading(page: &Page) -> [String; 2] {
    [page.article.title.clone(), page.meta.clone()]
}

/// Whether a line is the first of its passage.
fn begins_passage(page: &Page, line: &PageLine) -> bool {
    page.article.passages.binary_search_by_key(&line.span.start, |passage| passage.span.start).is_ok()
}

/// What stands before a passage that is not the article itself.
fn kind(kind: PassageKind) -> &'static str {
    match kind {
        PassageKind::Title | PassageKind::Text => "",
        PassageKind::Caption => "Caption: ",
        PassageKind::Link => "Link: ",
        PassageKind::Boilerplate => "Beside: ",
    }
}
