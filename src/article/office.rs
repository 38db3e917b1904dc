//! Documents of word processors: docx (Office Open XML, ECMA-376) and odt (ODF 1.3).

use std::io::{Cursor, Read};

use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use crate::text::Span;

use super::draft::{Draft, Told};
use super::xml::{events, text};
use super::{LIMIT, PassageKind};

/// The draft of a document; `None` where `bytes` are none.
pub(super) fn read(bytes: &[u8]) -> Option<Draft> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let (body, about) = match part(&mut archive, "word/document.xml") {
        Some(body) => (body, part(&mut archive, "docProps/core.xml")),
        None => (part(&mut archive, "content.xml")?, part(&mut archive, "meta.xml")),
    };
    let mut page = Page::default();
    events(&body, |event| page.take(event));
    page.flush();
    page.draft.told = about.map(|about| told(&about)).unwrap_or_default();
    Some(page.draft)
}

/// A file in the archive, cut off where it is longer than any article.
fn part(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Option<String> {
    let mut bytes = Vec::new();
    archive.by_name(name).ok()?.take(LIMIT as u64).read_to_end(&mut bytes).ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

/// What the document's properties tell.
fn told(about: &str) -> Told {
    let (mut told, mut field) = (Told::default(), String::new());
    events(about, |event| match event {
        Event::Start(start) => start.local_name().as_ref().clone_into(&mut field),
        Event::End(_) => field.clear(),
        event => {
            let slot = match field.as_str() {
                "title" => &mut told.title,
                "creator" | "initial-creator" => &mut told.author,
                "created" | "creation-date" => &mut told.date,
                "language" => &mut told.language,
                _ => return,
            };
            if let Some(text) = text(event).filter(|text| !text.trim().is_empty()) {
                slot.get_or_insert_default().push_str(&text);
            }
        }
    });
    told
}

/// A document while its paragraphs are gathered.
#[derive(Default)]
struct Page {
    draft: Draft,
    paragraph: String,
    /// Whether the paragraph has the style of a title.
    title: bool,
    /// In how many elements one is whose text is text: in docx runs, in odt paragraphs.
    open: usize,
}

impl Page {
    fn take(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(start) => {
                self.element(start);
                self.open += usize::from(holds_text(start.name().as_ref()));
            }
            Event::Empty(start) => self.element(start),
            Event::End(end) => {
                self.open -= usize::from(self.open > 0 && holds_text(end.name().as_ref()));
                if is_paragraph(end.name().as_ref()) {
                    self.flush();
                }
            }
            event if self.open > 0 => self.paragraph.extend(text(event)),
            _ => {}
        }
    }

    fn element(&mut self, start: &BytesStart<'_>) {
        match start.name().as_ref() {
            "w:tab" | "text:tab" | "text:s" => self.paragraph.push(' '),
            "w:br" | "w:cr" | "text:line-break" => self.paragraph.push('\n'),
            "w:pStyle" => self.title |= has(start, "w:val", "Title"),
            "text:p" | "text:h" => self.title |= has(start, "text:style-name", "Title"),
            _ => {}
        }
    }

    fn flush(&mut self) {
        let paragraph = std::mem::take(&mut self.paragraph);
        let title = std::mem::take(&mut self.title);
        let bare = paragraph.trim();
        if bare.is_empty() {
            return;
        }
        if !self.draft.text.is_empty() {
            self.draft.text.push_str("\n\n");
        }
        let start = self.draft.text.len();
        self.draft.text.push_str(bare);
        self.draft.passages.push((Span::new(start, self.draft.text.len()), title.then_some(PassageKind::Title)));
    }
}

/// Whether the text of an element is the document's, rather than a field's code or a style's.
fn holds_text(name: &str) -> bool {
    matches!(name, "w:t" | "text:p" | "text:h")
}

fn is_paragraph(name: &str) -> bool {
    matches!(name, "w:p" | "text:p" | "text:h")
}

fn has(start: &BytesStart<'_>, key: &str, value: &str) -> bool {
    start.try_get_attribute(key).ok().flatten().is_some_and(|attribute| attribute.value.as_ref() == value)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;
    use crate::article::{Unreadable, read};

    fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn passages(bytes: &[u8]) -> Vec<(PassageKind, String)> {
        let article = read(bytes, "x").unwrap();
        article.passages.iter().map(|p| (p.kind, p.span.of(&article.text).to_owned())).collect()
    }

    #[test]
    fn a_docx_is_read_paragraph_by_paragraph() {
        let body = "<?xml version=\"1.0\"?><w:document><w:body><w:p><w:pPr><w:pStyle w:val=\"Title\"/></w:pPr><w:r><w:t>The \
                    quay</w:t></w:r></w:p>\n<w:p><w:r><w:instrText>PAGE</w:instrText><w:t xml:space=\"preserve\">One </w:t>\
                    </w:r><w:r><w:t>&amp; two</w:t><w:br/><w:t>t&#xEA;te</w:t></w:r></w:p><w:p/></w:body></w:document>";
        let about = "<cp:coreProperties><dc:title>The quay</dc:title><dc:creator>Anne Martin</dc:creator>\
                     <dcterms:created>2022-05-03T10:00:00Z</dcterms:created></cp:coreProperties>";
        let bytes = archive(&[("word/document.xml", body.as_bytes()), ("docProps/core.xml", about.as_bytes())]);
        let expected = [(PassageKind::Title, "The quay"), (PassageKind::Text, "One & two\ntête")];
        assert_eq!(passages(&bytes), expected.map(|(kind, text)| (kind, text.to_owned())));
        let article = read(&bytes, "x.docx").unwrap();
        assert_eq!((article.title.as_str(), article.author.as_deref()), ("The quay", Some("Anne Martin")));
        assert_eq!(article.date.map(|date| date.to_string()).as_deref(), Some("3 May 2022"));
    }

    #[test]
    fn an_odt_is_read_paragraph_by_paragraph() {
        let body = "<office:document-content><office:body><office:text><text:h text:outline-level=\"1\">Quay</text:h>\
                    <text:p>One<text:s/>and <text:span>two</text:span></text:p></office:text></office:body>";
        let bytes =
            archive(&[("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", body.as_bytes())]);
        let texts: Vec<_> = passages(&bytes).into_iter().map(|(_, text)| text).collect();
        assert_eq!(texts, ["Quay", "One and two"]);
    }

    #[test]
    fn archives_that_are_no_documents_or_bombs_are_borne() {
        assert_eq!(read(&archive(&[("a.bin", &[0, 1, 2, 3])]), "a.zip").unwrap_err(), Unreadable::Binary);
        assert_eq!(read(b"PK\x03\x04 and nothing", "a.zip").unwrap_err(), Unreadable::Binary);
        let bomb = archive(&[("word/document.xml", &vec![b' '; 4 * LIMIT])]);
        assert!(bomb.len() < LIMIT / 16);
        assert_eq!(read(&bomb, "a.docx").unwrap_err(), Unreadable::Empty);
        let laughs = "<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><w:p><w:t>It is &b; here</w:t></w:p>";
        assert_eq!(passages(&archive(&[("word/document.xml", laughs.as_bytes())]))[0].1, "It is &b; here");
    }
}
