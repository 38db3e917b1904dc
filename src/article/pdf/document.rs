//! The pages of a document one after another, and what it says of itself.

use lopdf::{Dictionary, Document, Error, Object, ObjectId, decode_text_string};

use super::content::{Fonts, Scribe};
use super::words::{Word, words};
use super::{PdfText, PdfTrouble, columns, font, furniture, paragraphs, repair};

/// How many steps lead to the root of the pages at most.
const HIGHEST: usize = 64;

/// How many pages are read.
const MOST_PAGES: usize = 5_000;

/// The text of a PDF file. It is asked before each page whether there is still time; when there is none, what has been
/// read is all.
///
/// # Errors
/// Why there is no text in it.
pub fn read(bytes: &[u8], has_time: &dyn Fn() -> bool) -> Result<PdfText, PdfTrouble> {
    match read_once(bytes, has_time) {
        Err(trouble @ (PdfTrouble::Damaged | PdfTrouble::NoLetters)) => {
            read_once(&repair::rebuilt(bytes), has_time).map_err(|_| trouble)
        }
        read => read,
    }
}

fn read_once(bytes: &[u8], has_time: &dyn Fn() -> bool) -> Result<PdfText, PdfTrouble> {
    let document = Document::load_mem(bytes).map_err(|error| match error {
        Error::Decryption(_) | Error::InvalidPassword => PdfTrouble::Locked,
        _ => PdfTrouble::Damaged,
    })?;
    if document.trailer.has(b"Encrypt") && document.encryption_state.is_none() {
        return Err(PdfTrouble::Locked);
    }
    let mut fonts = Fonts::new();
    let pages = pages(&document).into_iter().take_while(|_| has_time());
    let mut pages: Vec<Vec<Word>> = pages.map(|page| page_words(&document, page, &mut fonts)).collect();
    let heads = furniture::taken(&mut pages);
    let lines = pages.into_iter().map(columns::lines).collect();
    let passages = paragraphs::joined(lines, heads);
    let said = |key: &[u8]| {
        let about = document.trailer.get_deref(b"Info", &document).and_then(Object::as_dict).ok()?;
        decode_text_string(about.get_deref(key, &document).ok()?).ok()
    };
    let author = said(b"Author").map(|author| author.trim().to_owned());
    let made = said(b"CreationDate").as_deref().and_then(day);
    if passages.is_empty() {
        return Err(PdfTrouble::NoLetters);
    }
    Ok(PdfText { passages, author: author.filter(|author| author.contains(' ')), made })
}

/// The pages in order; where no tree leads to any, all that there are, in the order of their numbers.
fn pages(document: &Document) -> Vec<ObjectId> {
    let pages: Vec<ObjectId> = document.page_iter().take(MOST_PAGES).collect();
    if !pages.is_empty() {
        return pages;
    }
    let is_page = |object: &Object| object.as_dict().is_ok_and(|dictionary| dictionary.has_type(b"Page"));
    let strays = document.objects.iter().filter(|(_, object)| is_page(object)).map(|(id, _)| *id);
    strays.take(MOST_PAGES).collect()
}

/// The words on a page.
fn page_words(document: &Document, page: ObjectId, fonts: &mut Fonts) -> Vec<Word> {
    let Ok(about) = document.get_dictionary(page) else { return Vec::new() };
    let resources: Vec<&Dictionary> = inherited(document, about, b"Resources")
        .and_then(|found| font::dictionary(found, document))
        .into_iter()
        .collect();
    let mut scribe = Scribe::new(document, fonts);
    scribe.obey(&document.get_page_content(page).unwrap_or_default(), &resources, 0);
    words(scribe.glyphs())
}

/// What a page says of itself, or a branch of the tree in which it is.
fn inherited<'a>(document: &'a Document, page: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
    let parent = |branch: &&'a Dictionary| font::dictionary(branch.get(b"Parent").ok()?, document);
    let mut branches = std::iter::successors(Some(page), parent).take(HIGHEST);
    branches.find_map(|branch| branch.get_deref(key, document).ok())
}

/// The day in a date such as `D:20220503100000+02'00'` (ISO 32000-2, 7.9.4).
fn day(date: &str) -> Option<String> {
    let date = date.strip_prefix("D:").unwrap_or(date);
    let (year, month, day) = (date.get(..4)?, date.get(4..6)?, date.get(6..8)?);
    let are_digits = [year, month, day].iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    are_digits.then(|| format!("{year}-{month}-{day}"))
}
