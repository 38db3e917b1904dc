//! What keeps an annotated text from being understood.

use crate::cast::CastError;

/// What is wrong in a file of annotations: one sentence with the file, the line and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {problem}; {instead}")]
pub struct Wrong {
    /// The file, as it was named.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong there.
    pub problem: String,
    /// What to write instead.
    pub instead: String,
}

impl From<CastError> for Wrong {
    fn from(refused: CastError) -> Wrong {
        let CastError { file, line, problem, instead } = refused;
        Wrong { file, line, problem, instead }
    }
}
