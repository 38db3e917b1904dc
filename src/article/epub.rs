//! Electronic books (EPUB 2 and 3): each chapter, in the order of the spine.

use std::collections::HashMap;
use std::io::{Read, Seek};

use quick_xml::events::Event;
use zip::ZipArchive;

use super::draft::Told;
use super::xml::{attribute, events, text};
use super::{LIMIT, Opened, Unreadable, html};

/// Where every book says where its description lies.
const CONTAINER: &str = "META-INF/container.xml";

/// Whether an archive is a book.
pub(super) fn is_book<R: Read + Seek>(archive: &ZipArchive<R>) -> bool {
    archive.index_for_name(CONTAINER).is_some()
}

/// Reads every chapter, in order.
pub(super) fn read<R: Read + Seek>(archive: &mut ZipArchive<R>, take: &mut dyn FnMut(Result<Opened, Unreadable>)) {
    let Some((place, book)) = described(archive) else { return };
    let folder = place.rsplit_once('/').map_or("", |(folder, _)| folder);
    for chapter in &book.spine {
        let file = book.files.get(chapter).and_then(|file| part(archive, &within(folder, file)));
        let opened = file.map(|page| Opened::from(html::all_of(&page, book.told.clone())));
        if let Some(opened) = opened.filter(|opened| !opened.is_empty()) {
            take(Ok(opened));
        }
    }
}

/// The description of a book, and where it lies.
fn described<R: Read + Seek>(archive: &mut ZipArchive<R>) -> Option<(String, Book)> {
    let mut place = None;
    events(&part(archive, CONTAINER)?, |event| {
        if let Event::Empty(start) | Event::Start(start) = event
            && start.local_name().as_ref() == "rootfile"
        {
            place = place.take().or(attribute(start, "full-path"));
        }
    });
    let place = place?;
    let book = Book::of(&part(archive, &place)?);
    Some((place, book))
}

/// What the description of a book tells.
#[derive(Default)]
struct Book {
    told: Told,
    files: HashMap<String, String>,
    spine: Vec<String>,
}

impl Book {
    fn of(description: &str) -> Book {
        let (mut book, mut field) = (Book::default(), String::new());
        events(description, |event| match event {
            Event::Start(start) | Event::Empty(start) => {
                start.local_name().as_ref().clone_into(&mut field);
                match field.as_str() {
                    "item" => {
                        book.files.extend(attribute(start, "id").zip(attribute(start, "href")));
                    }
                    "itemref" => book.spine.extend(attribute(start, "idref")),
                    _ => {}
                }
            }
            Event::End(_) => field.clear(),
            event => {
                let slot = match field.as_str() {
                    // Of a book every chapter has a title of its own.
                    "title" => &mut book.told.source,
                    "creator" => &mut book.told.author,
                    "language" => &mut book.told.language,
                    "date" => &mut book.told.date,
                    _ => return,
                };
                if let Some(text) = text(event).filter(|text| !text.trim().is_empty()) {
                    slot.get_or_insert_default().push_str(&text);
                }
            }
        });
        book
    }
}

/// A file in the archive, cut off where it is longer than any article.
fn part<R: Read + Seek>(archive: &mut ZipArchive<R>, name: &str) -> Option<String> {
    let mut bytes = Vec::new();
    archive.by_name(name).ok()?.take(LIMIT as u64).read_to_end(&mut bytes).ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

/// The path of a file that is named relative to a folder, as an address.
fn within(folder: &str, address: &str) -> String {
    let address = address.split('#').next().unwrap_or_default();
    let mut path: Vec<String> = folder.split('/').filter(|step| !step.is_empty()).map(str::to_owned).collect();
    for step in address.split('/') {
        match step {
            "." | "" => {}
            ".." => drop(path.pop()),
            step => path.push(unescaped(step)),
        }
    }
    path.join("/")
}

/// A step of an address without its escapes: `%20` is a blank.
fn unescaped(step: &str) -> String {
    let mut bytes = Vec::with_capacity(step.len());
    let mut rest = step.as_bytes();
    while let Some((&first, behind)) = rest.split_first() {
        let digits = behind.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        let code = digits.filter(|_| first == b'%').and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(code.unwrap_or(first));
        rest = if code.is_some() { behind.get(2..).unwrap_or_default() } else { behind };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
