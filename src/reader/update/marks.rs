//! What the person puts on articles: read or unread, stars, tags, notes.

use std::collections::BTreeSet;

use crate::reader::prompt::{Prompt, Purpose, Subject};
use crate::reader::state::{Mode, Pane, State};
use crate::reader::steps::{Marked, Step};
use crate::reader::{ArticleId, Effect, Mark, Marks, Note, Whose};

use super::take::{one_line, readable, sentence_of};
use super::{correct, panes, prompting};

/// The longest tag, in characters.
const LONGEST_TAG: usize = 40;

/// Changes what is on an article, which is `what`, and remembers it.
fn change(state: &mut State, article: ArticleId, what: &'static str, marks: Vec<Mark>) {
    let had = on(state, article);
    let marks: Vec<(Mark, Mark)> = marks.into_iter().map(|mark| (mark.clone(), had.back_from(&mark))).collect();
    for (mark, _) in &marks {
        put(state, article, mark.clone());
    }
    state.steps.did(Step::Marked(Marked { article, marks, what }));
}

/// What is on an article that is open or selected.
fn on(state: &State, article: ArticleId) -> Marks {
    let page = state.page.as_ref().filter(|page| page.id == article).map(|page| &page.marks);
    let row = state.list.row(state.list.selected).filter(|row| row.article == article).map(|row| &row.marks);
    page.or(row).cloned().unwrap_or_default()
}

/// Puts something on an article, or takes it away.
pub(super) fn put(state: &mut State, article: ArticleId, mark: Mark) {
    state.list.mark(article, &mark);
    if let Some(page) = state.page.as_mut().filter(|page| page.id == article) {
        page.put(mark.clone());
    }
    state.ask(Effect::Mark { article, mark });
}

/// The article that is spoken of, and what is on it: the selected one in the list, else the open one.
fn subject(state: &State) -> Option<(ArticleId, &Marks)> {
    if state.focus == Pane::Articles {
        let row = state.list.row(state.list.selected).filter(|row| row.trouble.is_none());
        return row.map(|row| (row.article, &row.marks));
    }
    state.page.as_ref().filter(|page| page.trouble.is_none()).map(|page| (page.id, &page.marks))
}

fn say_there_is_none(state: &mut State) {
    state.say("there is no article here that could be marked");
}

/// Gives the article a star, or takes it away.
pub(in crate::reader) fn star(state: &mut State) {
    let Some((article, marks)) = subject(state) else { return say_there_is_none(state) };
    let starred = !marks.starred;
    change(state, article, "the star", vec![Mark::Starred(starred)]);
    state.say(if starred { "starred" } else { "the star is taken away" });
}

/// Marks the article as unread, or as read; one that is open and unread again is left.
pub(in crate::reader) fn toggle_read(state: &mut State) {
    let Some((article, marks)) = subject(state) else { return say_there_is_none(state) };
    let read = !marks.read;
    if !read && state.open_article() == Some(article) {
        return leave_unread(state);
    }
    change(state, article, "the read mark", vec![Mark::Read(read)]);
    state.say(if read { "marked as read" } else { "marked as unread" });
}

/// Marks the open article as unread and goes back to the list.
pub(in crate::reader) fn leave_unread(state: &mut State) {
    let Some(page) = &mut state.page else { return say_there_is_none(state) };
    page.entered = false;
    let article = page.id;
    state.kept = None;
    change(state, article, "the read mark", vec![Mark::Read(false)]);
    panes::leave_text(state);
    state.say("marked as unread");
}

/// Opens the prompt for the tags of the article, with those that it has.
pub(in crate::reader) fn prompt_for_tags(state: &mut State) {
    let Some((article, marks)) = subject(state) else { return say_there_is_none(state) };
    // A blank at the end, so that one may type on.
    let tags: Vec<&str> = marks.tags.iter().map(String::as_str).chain([""]).collect();
    let tags = tags.join(" ");
    prompting::open_with(state, Purpose::Tags, &tags);
    about(state, Subject::Tags(article));
}

/// Opens the prompt for a note on the words that are selected, else on the sentence of the stop or the first one on the
/// screen; a note that is there already is changed.
pub(in crate::reader) fn prompt_for_note(state: &mut State) {
    let Some(page) = readable(state) else { return };
    let Some(span) = correct::selected(state).or_else(|| sentence_of(page)) else {
        return state.say("no sentence is on this screen");
    };
    let words = || one_line(span.of(&page.article.text));
    let new = || Note { span, words: words(), text: String::new(), whose: Whose::Own };
    let note = page.own_note_on(span).cloned().unwrap_or_else(new);
    let article = page.id;
    prompting::open_with(state, Purpose::Note, &note.text);
    about(state, Subject::Note(article, note));
}

/// Lets others see the person's note on the words that are selected, else on the sentence of the stop or the first one on
/// the screen; or lets them see it no more.
pub(in crate::reader) fn share(state: &mut State) -> Result<(), String> {
    let page = state.page.as_ref().filter(|page| page.trouble.is_none()).ok_or("there is no article here")?;
    let span = correct::selected(state).or_else(|| sentence_of(page)).ok_or("no sentence is on this screen")?;
    let note = page.own_note_on(span).ok_or("there is no note of yours here: c writes one")?;
    let (whose, said) = match note.whose {
        Whose::Shared => (Whose::Own, "the note is yours alone again"),
        Whose::Own | Whose::Other(_) => (Whose::Shared, "all who read here can see the note, with your name"),
    };
    let (article, note) = (page.id, Note { whose, ..note.clone() });
    put(state, article, Mark::Note(note));
    state.say(said);
    Ok(())
}

fn about(state: &mut State, subject: Subject) {
    if let Mode::Prompt(prompt) = &mut state.mode {
        prompt.subject = Some(subject);
    }
}

/// Takes what was typed in a prompt for tags or for a note.
pub(super) fn submit(state: &mut State, prompt: &Prompt, line: &str) {
    match prompt.subject.clone() {
        Some(Subject::Tags(article)) => set_tags(state, article, line),
        Some(Subject::Note(article, note)) => set_note(state, article, note, line),
        None => {}
    }
}

/// Gives the article these tags, parted by blanks or commas, and no others.
pub(in crate::reader) fn tags(state: &mut State, line: &str) -> Result<(), String> {
    let (article, _) = subject(state).ok_or("there is no article here that could be marked")?;
    set_tags(state, article, line);
    Ok(())
}

fn set_tags(state: &mut State, article: ArticleId, line: &str) {
    let wanted: BTreeSet<String> = line.split([' ', ',']).filter_map(tag).collect();
    let had: BTreeSet<String> = on(state, article).tags.into_iter().collect();
    let gone = had.difference(&wanted).map(|tag| Mark::Tag(tag.clone(), false));
    let new = wanted.difference(&had).map(|tag| Mark::Tag(tag.clone(), true));
    let marks: Vec<Mark> = gone.chain(new).collect();
    if !marks.is_empty() {
        change(state, article, "the tags", marks);
    }
    let shown: Vec<String> = wanted.iter().map(|tag| format!("#{tag}")).collect();
    state.say(if shown.is_empty() { "no tags".to_owned() } else { format!("tags: {}", shown.join(" ")) });
}

/// A tag as it is kept.
fn tag(word: &str) -> Option<String> {
    let tag: String = word.trim_start_matches('#').to_lowercase().chars().take(LONGEST_TAG).collect();
    Some(tag).filter(|tag| !tag.is_empty())
}

/// Keeps what was noted; nothing takes the note away, and what it said can be recalled in the next one.
fn set_note(state: &mut State, article: ArticleId, note: Note, line: &str) {
    if line.is_empty() && note.text.is_empty() {
        return state.say("nothing was noted");
    }
    state.histories.add(Purpose::Note, &note.text);
    state.say(if line.is_empty() { "the note is taken away: Up brings its words back" } else { "noted" });
    change(state, article, "the note", vec![Mark::Note(Note { text: line.to_owned(), ..note })]);
}
