//! Taking the last change back, and making it again.

use crate::reader::state::State;
use crate::reader::steps::{Marked, Step};
use crate::reader::wish::Wish;

use super::{correct, marks};

/// Takes the last change back.
pub(in crate::reader) fn undo(state: &mut State) {
    match state.steps.done.pop() {
        Some(Step::Marked(marked)) => {
            let Marked { article, what, .. } = marked;
            for (_, back) in marked.marks.iter().rev() {
                marks::put(state, article, back.clone());
            }
            state.steps.undone.push(Step::Marked(marked));
            state.say(format!("taken back: {what}"));
        }
        corrected => {
            state.steps.undone.extend(corrected);
            correct::wish(state, Wish::Undo);
        }
    }
}

/// Makes the change again that was taken back last.
pub(in crate::reader) fn redo(state: &mut State) {
    match state.steps.undone.pop() {
        Some(Step::Marked(marked)) => {
            let Marked { article, what, .. } = marked;
            for (mark, _) in &marked.marks {
                marks::put(state, article, mark.clone());
            }
            state.steps.done.push(Step::Marked(marked));
            state.say(format!("done again: {what}"));
        }
        corrected => {
            state.steps.done.extend(corrected);
            correct::wish(state, Wish::Redo);
        }
    }
}
