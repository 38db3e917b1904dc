//! PDF files (ISO 32000): the letters on their pages, put back into lines, columns and paragraphs.
//!
//! A page only says which glyph of which font stands where: [`content`] obeys its instructions and finds the glyphs, [`font`] and [`cmap`] tell which letters they are, and [`metrics`] how wide they are where the font
//! does not. [`words`] and [`columns`] put them into words and into lines in reading order, [`furniture`] takes the running
//! heads and page numbers away, and [`paragraphs`] joins what was broken into lines. [`document`] has it all done, a second
//! time with what [`repair`] can save of a damaged file.
//!
//! Files that were damaged, or made to do harm, can keep all that busy without end or exhaust the memory. So nothing here is
//! called by whoever opens articles: they are given a way to have it done, and it is done in a process of its own.

#[cfg(feature = "pdf")]
mod cmap;
#[cfg(feature = "pdf")]
mod columns;
#[cfg(feature = "pdf")]
mod content;
#[cfg(feature = "pdf")]
mod document;
#[cfg(feature = "pdf")]
mod font;
#[cfg(feature = "pdf")]
mod furniture;
#[cfg(feature = "pdf")]
mod metrics;
#[cfg(feature = "pdf")]
mod paragraphs;
#[cfg(feature = "pdf")]
mod repair;
#[cfg(feature = "pdf")]
mod words;

use serde::{Deserialize, Serialize};

use crate::text::{Span, fold};

use super::draft::{self, Draft, Told};
use super::{Date, LIMIT, PassageKind, Unreadable};

#[cfg(feature = "pdf")]
pub use document::read as read_pdf;

/// The text of a PDF file, and what the file says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PdfText {
    /// Its passages in reading order.
    pub passages: Vec<PdfPassage>,
    /// Who is said to have written it.
    pub author: Option<String>,
    /// When the file is said to have been made, as in `2022-05-03`.
    pub made: Option<String>,
}

/// A passage of a PDF file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PdfPassage {
    /// Its text, in one line.
    pub text: String,
    /// What it is.
    pub part: PdfPart,
}

/// What a passage of a PDF file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PdfPart {
    /// What is set in the largest letters at the beginning.
    Title,
    /// What is set as most of it is.
    Text,
    /// The head or foot that is the same on all pages.
    Head,
}

/// Why there is no text of a PDF file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum PdfTrouble {
    /// There are no letters in it whose meaning it tells.
    #[error("It is a PDF without letters, such as a scan; have them recognised first, as `ocrmypdf` does.")]
    NoLetters,
    /// It is locked with a password.
    #[error("It is a PDF with a password; save it without.")]
    Locked,
    /// It is damaged.
    #[error("It is a PDF that is damaged; save its text with another program, as `pdftotext` does.")]
    Damaged,
    /// Reading it took too long or too much memory, this time.
    #[error(
        "It is a PDF that takes too much time, and is tried again on the next opening; save its text with another \
         program, as `pdftotext` does."
    )]
    Slow,
    /// The program cannot read any.
    #[error("It is a PDF, which this program was built without; save its text, as `pdftotext` does.")]
    Off,
}

/// Has the text of a PDF file read.
pub type ReadPdf<'a> = dyn Fn(&[u8]) -> Result<PdfText, PdfTrouble> + 'a;

/// How far into a file its mark may stand, in bytes, as most readers have it.
const HEAD: usize = 1024;

/// Whether the bytes are a PDF file.
pub(super) fn is_pdf(bytes: &[u8]) -> bool {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    // In a text it may be mentioned; before the mark of a file there is nothing, or something that is no text.
    let is_no_text = |before: &[u8]| before.trim_ascii().is_empty() || before.contains(&0);
    let before = memchr::memmem::find(head, b"%PDF-").and_then(|at| head.get(..at));
    before.is_some_and(is_no_text)
}

/// The draft of the article that is in a PDF file.
///
/// # Errors
/// Where it is too long for an article.
pub(super) fn draft(pdf: PdfText) -> Result<Draft, Unreadable> {
    let size = pdf.passages.iter().map(|passage| passage.text.len()).sum();
    if size > LIMIT {
        return Err(Unreadable::TooLarge(size));
    }
    let mut draft = Draft::default();
    for PdfPassage { text, part } in &pdf.passages {
        if !draft.text.is_empty() {
            draft.text.push_str("\n\n");
        }
        let start = draft.text.len();
        draft.text.push_str(text);
        let kind = match part {
            PdfPart::Title => Some(PassageKind::Title),
            PdfPart::Text => None,
            PdfPart::Head => Some(PassageKind::Boilerplate),
        };
        draft.passages.push((Span::new(start, draft.text.len()), kind));
    }
    let title = pdf.passages.iter().find(|passage| passage.part == PdfPart::Title);
    // Programs put there what they know of whoever sits before them.
    let author = pdf.author.filter(|author| draft.text.contains(author.as_str()));
    draft.told = Told { title: title.map(|title| title.text.clone()), author, ..Told::default() };
    // Where the text itself tells no date, the head of the pages may, or else when the file was made.
    let article = draft::article(draft.clone());
    let dated = |text: &&str| Date::find(&fold(text), article.language).is_some_and(|(date, _)| date.year.is_some());
    if article.date.is_none_or(|date| date.year.is_none()) {
        let mut heads =
            pdf.passages.iter().filter(|passage| passage.part == PdfPart::Head).map(|head| head.text.as_str());
        draft.told.date = heads.find(dated).map(str::to_owned).or(pdf.made);
    }
    Ok(draft)
}
