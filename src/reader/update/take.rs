//! Taking along: a sentence with its source, the reference, the original.

use crate::reader::page::Page;
use crate::reader::state::{Copying, State};
use crate::reader::{Effect, Form};
use crate::text::{Span, sentences, width};

use super::correct;

/// The most cells of what was copied that are said, from its beginning and from its end.
const SAID: (usize, usize) = (90, 40);

/// Copies what is selected, else the sentence of the stop or the first one on the screen, with its source.
pub(in crate::reader) fn sentence(state: &mut State) {
    let Some(page) = readable(state) else { return };
    let Some(span) = correct::selected(state).or_else(|| sentence_of(page)) else {
        return state.say("no sentence is on this screen");
    };
    let most = most(state);
    let Some((quote, quoted)) = state.options.form.quote(&page.article, span, most) else {
        return state.say(format!("not copied: terminals take no more than {most} bytes, and a sentence is longer"));
    };
    let words = shortened(&one_line(quoted.of(&page.article.text)));
    let cut = if quoted == span {
        String::new()
    } else {
        format!(" up to the end of a sentence, {} of {} bytes, for terminals take no more", quoted.len(), span.len())
    };
    copy(state, quote, &format!("copied{cut}: {words}"));
}

/// Copies the reference alone.
pub(in crate::reader) fn reference(state: &mut State) {
    let Some(page) = readable(state) else { return };
    let reference = state.options.form.reference(&page.article);
    let said = format!("copied: {}", shortened(&one_line(&reference)));
    copy(state, reference, &said);
}

/// The most bytes that the clipboard takes.
fn most(state: &State) -> usize {
    match state.options.copying {
        Copying::Sent { most, .. } => most,
        Copying::Told | Copying::Nowhere(_) => usize::MAX,
    }
}

/// Has a text copied, and says so, or how it could be.
fn copy(state: &mut State, text: String, said: &str) {
    match &mut state.options.copying {
        Copying::Nowhere(why) => return state.message = Some((*why).to_owned()),
        Copying::Told => {}
        Copying::Sent { remark, .. } => {
            let remark = std::mem::take(remark);
            let remark = if remark.is_empty() { String::new() } else { format!(" ({remark})") };
            state.message = Some(format!("{said}{remark}"));
        }
    }
    state.ask(Effect::Copy(text));
}

/// A line of which only the beginning and the end are said where it is long.
fn shortened(line: &str) -> String {
    if width(line) <= SAID.0 + SAID.1 {
        return line.to_owned();
    }
    let chars = line.chars().count();
    let (head, tail) = (line.chars().take(SAID.0), line.chars().skip(chars.saturating_sub(SAID.1)));
    format!("{} … {}", head.collect::<String>().trim_end(), tail.collect::<String>().trim_start())
}

/// Goes on to the next form of what is copied.
pub(in crate::reader) fn cycle_form(state: &mut State) {
    let at = Form::ALL.iter().position(|form| *form == state.options.form).unwrap_or_default();
    set_form(state, Form::ALL[(at + 1) % Form::ALL.len()]);
}

/// Sets the form of what is copied.
pub(in crate::reader) fn set_form(state: &mut State, form: Form) {
    state.options.form = form;
    state.say(match form {
        Form::Markdown => "copies are Markdown",
        Form::Plain => "copies are plain text",
        Form::Bibtex => "copies are BibTeX",
    });
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
