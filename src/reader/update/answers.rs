//! Answers of the world: each is taken in where it was asked for, and dropped where it is stale.

use std::sync::Arc;

use crate::mention::Mention;
use crate::reader::state::State;
use crate::reader::{Answer, ArticleId, Request, Tally};

use super::{choose, correct, listing, open, walk};

/// Takes an answer in.
pub(super) fn take(state: &mut State, answer: Answer) {
    let requests = &mut state.requests;
    match answer {
        Answer::Rows { request, total, first, rows } => {
            if let Some(asked) = requests.rows.take_if(|asked| asked.request == request) {
                listing::take(state, asked, total, first, rows);
            }
        }
        Answer::Position { request, row } => take_position(state, request, row),
        Answer::Neighbour { request, found } => {
            if let Some(asked) = requests.neighbour.take_if(|asked| asked.request == request) {
                open::take_neighbour(state, asked, found);
            }
        }
        Answer::Opened { request, opened } => {
            if let Some(asked) = requests.opening.take_if(|asked| asked.request == request) {
                open::take(state, asked, opened);
            }
        }
        Answer::Mentions { article, mentions } => take_mentions(state, article, mentions),
        Answer::Found { request, found } => {
            if let Some(asked) = requests.walk.take_if(|asked| asked.request == request) {
                walk::take(state, asked, found);
            }
        }
        Answer::Alike { request, alike } => correct::take_alike(state, request, alike),
        Answer::Changed(changed) => correct::take(state, changed),
        Answer::Known { tags, searches } => (state.tags, state.searches) = (tags, searches),
        Answer::Tallies { request, tallies, .. } => take_tallies(state, request, tallies),
    }
}

fn take_position(state: &mut State, request: Request, row: Option<usize>) {
    if let Some((_, article)) = state.requests.position.take_if(|(asked, _)| *asked == request) {
        listing::place(state, article, row);
    } else if state.requests.seek.take_if(|asked| *asked == request).is_some() {
        listing::sought(state, row);
    }
}

fn take_mentions(state: &mut State, article: ArticleId, mentions: Arc<[Mention]>) {
    if let Some(page) = state.page.as_mut().filter(|page| page.id == article) {
        page.mentions = mentions;
        choose::light(state);
        walk::stand_again(state);
    }
}

fn take_tallies(state: &mut State, request: Request, tallies: Vec<Tally>) {
    if state.requests.tally.take_if(|asked| *asked == request).is_some() {
        state.tallies = tallies;
        state.point_at(state.cast_list.cursor, state.cast_height());
    }
}
