//! What the person changed since the start, so that the last change can be taken back, and be made again.

use super::{ArticleId, Mark};

/// The changes, and those that were taken back; the last one last.
#[derive(Clone, Debug, Default)]
pub(super) struct Steps {
    pub(super) done: Vec<Step>,
    pub(super) undone: Vec<Step>,
    /// Whether an answer is awaited to a change of the cast or of what is a mention.
    pub(super) awaited: bool,
}

/// A change.
#[derive(Clone, Debug)]
pub(super) enum Step {
    /// Of what is on an article.
    Marked(Marked),
    /// Of the cast, or of what is a mention; how to take it back is known where the cast is kept.
    Corrected,
}

/// What was put on an article, or taken from it.
#[derive(Clone, Debug)]
pub(super) struct Marked {
    pub(super) article: ArticleId,
    /// What was done, and what takes it back, in the same order.
    pub(super) marks: Vec<(Mark, Mark)>,
    /// What it was, in a word.
    pub(super) what: &'static str,
}

impl Steps {
    /// Remembers a change; what was taken back before cannot be made again any more.
    pub(super) fn did(&mut self, step: Step) {
        self.done.push(step);
        self.undone.clear();
    }
}
