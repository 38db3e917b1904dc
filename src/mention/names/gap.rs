//! Gaps: what stands between two words, and whether they can be one name across it.

use crate::cast::Script;

use super::word::is_apostrophe;

/// Whether only white space stands there, and no new paragraph begins.
pub(super) fn is_blank(gap: &str) -> bool {
    !gap.is_empty() && gap.matches('\n').count() < 2 && gap.chars().all(char::is_whitespace)
}

/// Whether a hyphen joins the words.
pub(super) fn is_hyphen(gap: &str) -> bool {
    matches!(gap, "-" | "‐" | "‑" | "־")
}

/// Whether a dot stands there, as between the parts of foreign names in Chinese and Japanese.
pub(super) fn is_middle_dot(gap: &str) -> bool {
    matches!(gap, "·" | "・" | "•" | "‧" | "=" | "＝")
}

/// Whether two words so parted are one name.
pub(super) fn is_joined(gap: &str, script: Script) -> bool {
    is_blank(gap) || is_middle_dot(gap) || is_hyphen(gap) || gap.is_empty() && script.runs_on()
}

/// Whether two words so parted stand in one sentence.
pub(super) fn is_same_sentence(gap: &str) -> bool {
    !gap.contains(['.', '!', '?', '\n', '…', ':', '"', '“', '”', '«', '»', '„', '—', '–', '•'])
        && !gap.chars().any(is_apostrophe)
}
