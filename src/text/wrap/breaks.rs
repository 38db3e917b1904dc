//! Where a line may be broken: a small part of Unicode's line breaking (UAX 14), with the spaces of French punctuation.

use crate::text::Cell;

/// Whether a line may be broken at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Break {
    /// Not unless there is no other way.
    Never,
    /// Only where what stands together does not fit a line by itself.
    Poor,
    /// Yes.
    Good,
}

/// What lies before the place that is judged.
pub(super) struct Gap<'a> {
    passage: &'a str,
    /// The last character that is not blank.
    last: Option<char>,
    /// Whether that one opens what follows: it stands behind a blank, or at the beginning.
    opens: bool,
    /// How many letters stand directly before it.
    letters: usize,
    /// The blank behind it.
    blank: Option<char>,
}

impl<'a> Gap<'a> {
    pub(super) fn new(passage: &'a str) -> Self {
        Gap { passage, last: None, opens: true, letters: 0, blank: None }
    }

    /// Whether the line may be broken in front of `cell`, which comes next.
    pub(super) fn before(&mut self, cell: &Cell<'_>) -> Break {
        let Some(rest) = self.passage.get(cell.span.start as usize..) else { return Break::Never };
        let Some(next) = rest.chars().next() else { return Break::Never };
        if next.is_whitespace() || next == '\u{200b}' {
            self.blank = Some(next);
            return Break::Never;
        }
        if cell.width == 0 {
            return Break::Never;
        }
        let judged = self.judge(next, self.passage.get(cell.span.end as usize..).unwrap_or(""));
        self.pass(next);
        judged
    }

    fn judge(&self, next: char, behind: &str) -> Break {
        let Some(last) = self.last else { return self.blank.map_or(Break::Never, |_| Break::Good) };
        match self.blank {
            Some('\u{a0}' | '\u{202f}' | '\u{2007}') => Break::Never,
            Some(_) if self.opens && matches!(last, '«' | '‹') => Break::Never,
            Some(_) if closes_in_french(next, behind) => Break::Never,
            Some(_) => Break::Good,
            None => self.judge_joined(last, next, behind),
        }
    }

    fn judge_joined(&self, last: char, next: char, behind: &str) -> Break {
        match (last, next) {
            _ if last.is_ascii_alphanumeric() && next.is_ascii() => Break::Never,
            ('-' | '‐' | '–', _) if self.letters > 1 && is_part(next, behind) => Break::Good,
            ('—', _) if self.letters > 0 && next.is_alphanumeric() => Break::Good,
            ('/' | '?' | '&' | '=' | '-' | '_' | '#' | '+', _) if next.is_alphanumeric() => Break::Poor,
            _ if (is_ideographic(last) || is_ideographic(next)) && !opens(last) && !closes(next) => Break::Good,
            _ => Break::Never,
        }
    }

    fn pass(&mut self, next: char) {
        let behind_blank = self.last.is_none() || self.blank.is_some();
        self.letters = match self.last {
            Some(last) if last.is_alphabetic() && !behind_blank => self.letters + 1,
            _ => 0,
        };
        self.opens = behind_blank || (self.opens && !next.is_alphanumeric());
        self.last = Some(next);
        self.blank = None;
    }
}

/// Whether `next` begins a part of a word long enough to begin a line: not the M of Iskander-M.
fn is_part(next: char, behind: &str) -> bool {
    next.is_alphabetic() && behind.starts_with(char::is_alphabetic)
}

/// Whether `next` is punctuation that French sets behind a space, and belongs to what stands before that.
fn closes_in_french(next: char, behind: &str) -> bool {
    matches!(next, ';' | ':' | '!' | '?' | '»' | '›') && !behind.starts_with(char::is_alphanumeric)
}

/// Whether lines may be broken beside `c` because its script has no spaces: ideographs, kana and their punctuation.
fn is_ideographic(c: char) -> bool {
    matches!(c,
        '\u{2e80}'..='\u{2fdf}' | '\u{3001}'..='\u{312f}' | '\u{3190}'..='\u{4dbf}' | '\u{4e00}'..='\u{a4cf}'
        | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff01}'..='\u{ff9f}' | '\u{20000}'..='\u{3fffd}')
}

/// Whether `c` may not begin a line: closing punctuation, small kana, and marks of length and repetition.
fn closes(c: char) -> bool {
    "、。，．：；！？）〕］｝〉》」』】〙〗〟’”»›…‥·・ー～々〻ゝゞヽヾぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ％％｡｣､･ﾞﾟｰ,.!?:;)]}%\"'"
        .contains(c)
}

/// Whether `c` may not end a line: opening punctuation.
fn opens(c: char) -> bool {
    "（〔［｛〈《「『【〘〖〝‘“«‹([{￥＄｢$£\"'".contains(c)
}
