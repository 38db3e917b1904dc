//! Taking along: a sentence with its source, the reference, the original.

use crate::article::Article;
use crate::reader::Effect;
use crate::reader::page::Page;
use crate::reader::state::State;
use crate::text::{Span, sentences};

use super::correct;

/// Copies what is selected, else the sentence of the stop or the first one on the screen, with its source.
pub(in crate::reader) fn sentence(state: &mut State) {
    let Some(page) = readable(state) else { return };
    let Some(span) = correct::selected(state).or_else(|| sentence_of(page)) else {
        return state.say("no sentence is on this screen");
    };
    let sentence = one_line(span.of(&page.article.text));
    let quote = format!("> {sentence}\n\n{}\n", reference_to(&page.article));
    state.ask(Effect::Copy(quote));
    state.say(format!("copied: {sentence}"));
}

/// Copies the reference alone.
pub(in crate::reader) fn reference(state: &mut State) {
    let Some(page) = readable(state) else { return };
    let reference = reference_to(&page.article);
    state.ask(Effect::Copy(format!("{reference}\n")));
    state.say(format!("copied: {reference}"));
}

/// Opens the original's address.
pub(in crate::reader) fn browse(state: &mut State) {
    match readable(state).map(|page| page.article.address.clone()) {
        Some(Some(address)) => {
            state.say(format!("opening {address}"));
            state.ask(Effect::Browse(address));
        }
        Some(None) => state.say("this article does not tell its address"),
        None => {}
    }
}

/// The open article, unless it could not be read.
pub(super) fn readable(state: &State) -> Option<&Page> {
    state.page.as_ref().filter(|page| page.trouble.is_none())
}

/// The sentence of the stop while it is in sight, else the first one that begins on the screen.
pub(super) fn sentence_of(page: &Page) -> Option<Span> {
    let seen = page.visible_span();
    let stop = page.stop.filter(|_| page.stop_is_visible()).map(|stop| stop.span);
    let near = page.article.passages.iter().filter(|p| p.span.overlaps(stop.unwrap_or(seen)));
    let mut sentences = near.flat_map(|p| sentences(&page.article.text, p.span));
    match stop {
        Some(stop) => sentences.find(|s| s.overlaps(stop)),
        None => sentences.find(|s| s.start >= seen.start),
    }
}

/// A text on one line.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Title, source, date and address, as far as they are known.
fn reference_to(article: &Article) -> String {
    let date = article.date.map(|date| date.to_string());
    let known = [Some(article.title.clone()), article.source.clone(), date, article.address.clone()];
    let known = known.into_iter().flatten().map(|part| one_line(&part)).filter(|part| !part.is_empty());
    known.collect::<Vec<_>>().join(", ")
}
