//! PDF files, good, damaged, and made to do harm, from a small writer of our own.

#![cfg(feature = "pdf")]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fmt::Write as _;
use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use flate2::Compression;
use flate2::write::ZlibEncoder;
use tempfile::TempDir;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A PDF file while it is written. Its first objects are the catalog, the tree of pages, what is said of it, and two fonts:
/// one of the standard ones, and one whose codes only a table of its own explains.
struct Pdf {
    objects: Vec<Vec<u8>>,
    pages: Vec<usize>,
    is_locked: bool,
}

const CATALOG: usize = 1;
const PAGES: usize = 2;
const ABOUT: usize = 3;
const PLAIN: usize = 4;
const CODED: usize = 5;

/// What is added to a letter of Cyrillic to get its code.
const SHIFT: u16 = 0x0400;

impl Pdf {
    fn new() -> Pdf {
        let mut pdf = Pdf { objects: vec![Vec::new(); CODED], pages: Vec::new(), is_locked: false };
        let catalog = format!("<< /Type /Catalog /Pages {PAGES} 0 R >>");
        pdf.set(CATALOG, catalog.into_bytes());
        let about = "<< /Title (untitled.doc) /Author (Anne Martin) /CreationDate (D:20220503100000+02'00') >>";
        pdf.set(ABOUT, about.into());
        let plain = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>";
        pdf.set(PLAIN, plain.into());
        let first = 0x0410 - SHIFT;
        let map = format!(
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n1 begincodespacerange <0000> <FFFF> endcodespacerange\n\
             2 beginbfrange <{first:04X}> <{:04X}> <0410> <0020> <0020> <0020> endbfrange\nendcmap end end",
            0x044f - SHIFT
        );
        let map = pdf.stream("", map.as_bytes());
        let descendant = pdf.add(
            b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Own /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) \
              /Supplement 0 >> /DW 550 /W [ 32 [ 300 ] 46 47 280 ] >>"
                .to_vec(),
        );
        let coded = format!(
            "<< /Type /Font /Subtype /Type0 /BaseFont /Own /Encoding /Identity-H /ToUnicode {map} 0 R /DescendantFonts [ \
             {descendant} 0 R ] >>"
        );
        pdf.set(CODED, coded.into_bytes());
        pdf
    }

    fn set(&mut self, number: usize, object: Vec<u8>) {
        self.objects[number - 1] = object;
    }

    fn add(&mut self, object: Vec<u8>) -> usize {
        self.objects.push(object);
        self.objects.len()
    }

    /// A stream that is packed.
    fn stream(&mut self, dictionary: &str, bytes: &[u8]) -> usize {
        let mut packer = ZlibEncoder::new(Vec::new(), Compression::fast());
        packer.write_all(bytes).unwrap();
        let bytes = packer.finish().unwrap();
        let head = format!("<< {dictionary} /Filter /FlateDecode /Length {} >>\nstream\n", bytes.len());
        self.add([head.as_bytes(), &bytes, b"\nendstream"].concat())
    }

    /// Adds a page with that content and, besides the fonts, these resources.
    fn page(&mut self, content: &str, resources: &str) {
        let content = self.stream("", content.as_bytes());
        let page = format!(
            "<< /Type /Page /Parent {PAGES} 0 R /MediaBox [ 0 0 600 800 ] /Contents {content} 0 R /Resources << /Font << /F \
             {PLAIN} 0 R /C {CODED} 0 R >> {resources} >> >>"
        );
        let page = self.add(page.into_bytes());
        self.pages.push(page);
    }

    fn bytes(mut self) -> Vec<u8> {
        let kids: String = self.pages.iter().fold(String::new(), |mut kids, page| {
            write!(kids, "{page} 0 R ").unwrap();
            kids
        });
        self.set(PAGES, format!("<< /Type /Pages /Kids [ {kids}] /Count {} >>", self.pages.len()).into_bytes());
        let mut bytes = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec();
        let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", self.objects.len() + 1);
        for (object, number) in self.objects.iter().zip(1..) {
            writeln!(table, "{:010} 00000 n ", bytes.len()).unwrap();
            bytes.extend(format!("{number} 0 obj\n").into_bytes());
            bytes.extend(object);
            bytes.extend(b"\nendobj\n");
        }
        let lock = if self.is_locked {
            let mark = "00".repeat(32);
            format!("/Encrypt << /Filter /Standard /V 1 /R 2 /O <{mark}> /U <{mark}> /P -4 >> /ID [ <00> <00> ]")
        } else {
            String::new()
        };
        let start = bytes.len();
        let end = format!(
            "{table}trailer\n<< /Size {} /Root {CATALOG} 0 R /Info {ABOUT} 0 R {lock} >>\nstartxref\n{start}\n%%EOF\n",
            self.objects.len() + 1
        );
        bytes.extend(end.into_bytes());
        bytes
    }
}

/// Text at a place: in the standard font, or coded where it is Cyrillic.
fn set(x: u32, y: u32, size: u32, text: &str) -> String {
    if text.is_ascii() {
        return format!("BT /F {size} Tf {x} {y} Td ({text}) Tj ET\n");
    }
    let codes = text.encode_utf16().fold(String::new(), |mut codes, unit| {
        let code = if unit < SHIFT { unit } else { unit - SHIFT };
        write!(codes, "{code:04X}").unwrap();
        codes
    });
    format!("BT /C {size} Tf {x} {y} Td <{codes}> Tj ET\n")
}

/// Lines below each other.
fn lines(x: u32, y: u32, lines: &[&str]) -> String {
    (0..).zip(lines).map(|(at, line)| set(x, y - 12 * at, 10, line)).collect()
}

/// A press report on two pages with running heads and numbers, as the only column.
fn report() -> Vec<u8> {
    let mut pdf = Pdf::new();
    let head = |page: u32| format!("{}{}", set(60, 770, 8, "Harbour Courier"), set(300, 20, 8, &page.to_string()));
    let first = [
        "Vladimir Putin came to the quay on Tuesday and spoke to the har-",
        "bour masters for three hours. The harbour was closed meanwhile.",
        "Nobody had been told.",
    ];
    let title = format!("{}{}", set(60, 700, 20, "A visit to the quay"), set(60, 660, 10, "By Anne Martin"));
    let more = lines(60, 550, &["The other guest was the Belarusian president, who had come with"]);
    pdf.page(&format!("{}{title}{}{more}", head(1), lines(60, 620, &first)), "");
    let second = ["two of his sons and with a dog. Lukashenko left at night."];
    pdf.page(&format!("{}{}", head(2), lines(60, 740, &second)), "");
    pdf.bytes()
}

fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    folder
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_followspot"));
    command.current_dir(folder).env_clear().env("HOME", folder).stdin(Stdio::null());
    command.args(arguments).output().unwrap()
}

/// The text of a file, or what is said of it.
fn text(bytes: &[u8]) -> Result<String, String> {
    let output = run(folder(&[("a.pdf", bytes)]).path(), &["text", "a.pdf"]);
    match output.stdout.as_slice() {
        b"" => Err(String::from_utf8(output.stderr).unwrap().trim().to_owned()),
        text => Ok(String::from_utf8(text.to_vec()).unwrap()),
    }
}

#[test]
fn a_report_is_read_with_its_title_and_without_the_furniture() {
    let expected = "Harbour Courier\n\nA visit to the quay\n\nBy Anne Martin\n\nVladimir Putin came to the quay on Tuesday and spoke \
                    to the harbour masters for three hours. The harbour was closed meanwhile. Nobody had been told.\n\nThe other \
                    guest was the Belarusian president, who had come with two of his sons and with a dog. Lukashenko left at night.";
    assert_eq!(text(&report()).unwrap(), expected);
    let folder = folder(&[("a.pdf", &report())]);
    let screen = run(folder.path(), &["--print", "--size", "120x20", "a.pdf"]).stdout;
    let screen = String::from_utf8(screen).unwrap();
    assert!(screen.contains("A visit to the quay") && screen.contains("3 May 2022"), "{screen}");
}

#[test]
fn columns_are_read_one_after_another_in_any_script() {
    let left =
        ["Путин приехал во", "вторник и три часа", "говорил на причале", "о ценах и о порте", "в присутствии всех"];
    let right =
        ["гостей из Минска", "которых не ждали", "и которые вечером", "уехали обратно не", "простившись ни с кем"];
    let mut pdf = Pdf::new();
    let title = set(60, 700, 20, "Визит на причал в порту у моря");
    pdf.page(&format!("{title}{}{}", lines(60, 640, &left), lines(330, 640, &right)), "");
    let expected = format!("Визит на причал в порту у моря\n\n{} {}", left.join(" "), right.join(" "));
    assert_eq!(text(&pdf.bytes()).unwrap(), expected);
}

#[test]
fn what_is_marked_as_furniture_or_set_across_is_left_out() {
    let mut pdf = Pdf::new();
    let body = lines(60, 640, &["The tide rose and fell, and rose again, and all the quay was wet."]);
    let artifact = format!("/Artifact << /Type /Pagination >> BDC {} EMC\n", set(60, 500, 10, "Page 1 of 9"));
    let across = "BT /F 60 Tf 0.7 0.7 -0.7 0.7 100 100 Tm (DRAFT) Tj ET\n";
    let drawn = "/Own cs 1 scn q 1 0 0 1 0 -100 cm /Form Do Q /Image Do 5 Tj Tf ET Q Q Q\n";
    let form = pdf
        .stream("/Type /XObject /Subtype /Form /BBox [ 0 0 600 800 ]", set(60, 600, 10, "It was Tuesday.").as_bytes());
    let image = pdf.stream("/Type /XObject /Subtype /Image /Width 1 /Height 1", b"BT /F 9 Tf (no) Tj");
    let objects = format!("/XObject << /Form {form} 0 R /Image {image} 0 R >>");
    pdf.page(&format!("{body}{artifact}{across}{drawn}"), &objects);
    let expected = "The tide rose and fell, and rose again, and all the quay was wet.\n\nIt was Tuesday.";
    assert_eq!(text(&pdf.bytes()).unwrap(), expected);
}

#[test]
fn a_file_without_text_has_a_reason() {
    let mut blank = Pdf::new();
    blank.page("0 0 100 100 re f", "");
    let mut locked = Pdf::new();
    locked.page(&set(60, 600, 10, "Secret."), "");
    locked.is_locked = true;
    for (bytes, reason) in [
        (blank.bytes(), "It is a PDF without letters"),
        (locked.bytes(), "It is a PDF with a password"),
        (report()[..400].to_vec(), "It is a PDF that is damaged"),
        (b"%PDF-1.7".to_vec(), "It is a PDF that is damaged"),
    ] {
        assert!(text(&bytes).unwrap_err().contains(reason), "{reason}: {:?}", text(&bytes));
    }
}

#[test]
fn a_file_that_is_cut_off_gives_what_is_whole() {
    let whole = report();
    let last = |part: &str| whole.windows(part.len()).rposition(|bytes| bytes == part.as_bytes()).unwrap();
    // Without its table; with one that leads astray; and behind something else.
    let table = last("xref\n0");
    let mut astray = whole.clone();
    astray[table..].iter_mut().filter(|byte| byte.is_ascii_digit()).for_each(|byte| *byte = b'7');
    for bytes in [whole[..table].to_vec(), astray, [b"\0\0 from the net ", whole.as_slice()].concat()] {
        assert_eq!(text(&bytes), text(&whole));
    }
    // Of the second page only the beginning is there.
    let second = last("/Type /Page /");
    let found = text(&whole[..second]).unwrap();
    assert!(found.contains("A visit to the quay") && !found.contains("left at night"), "{found}");
    // A number that is none, an image that is damaged, and text behind both.
    let mut odd = Pdf::new();
    odd.page(
        &format!("{} 1.2.3 w ~ BI /W 9 ID \u{1} {}", set(60, 600, 10, "The tide rose"), set(60, 588, 10, "and fell.")),
        "",
    );
    assert_eq!(text(&odd.bytes()).unwrap(), "The tide rose and fell.");
}

#[test]
fn files_in_archives_are_read() {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file("press/visit.pdf", SimpleFileOptions::default()).unwrap();
    archive.write_all(&report()).unwrap();
    let archive = archive.finish().unwrap().into_inner();
    let folder = folder(&[("press.zip", &archive)]);
    let output = run(folder.path(), &["mentions", "--kind", "name", "press.zip"]);
    let found = String::from_utf8(output.stdout).unwrap();
    assert_eq!(found.lines().count(), 2, "{found}");
    assert!(found.starts_with("press.zip#press/visit.pdf"), "{found}");
}

#[test]
fn files_that_are_damaged_or_made_to_do_harm_stop_nothing() {
    let folder = folder(&[("z.txt", b"Putin spoke.")]);
    let whole = report();
    for cut in (0..whole.len()).step_by(whole.len() / 12) {
        let mut spoilt = whole.clone();
        spoilt[cut..].iter_mut().step_by(37).for_each(|byte| *byte ^= 0x15);
        fs::write(folder.path().join(format!("spoilt-{cut}.pdf")), spoilt).unwrap();
        fs::write(folder.path().join(format!("cut-{cut}.pdf")), &whole[..cut]).unwrap();
    }
    // A drawing that is drawn in itself, ten times over; and brackets without end.
    let mut round = Pdf::new();
    let number = round.objects.len() + 1;
    let resources = format!("/XObject << /Form {number} 0 R >>");
    let dictionary = format!("/Type /XObject /Subtype /Form /BBox [ 0 0 9 9 ] /Resources << {resources} >>");
    round.stream(&dictionary, "/Form Do ".repeat(10).as_bytes());
    round.page(&format!("/Form Do {}", set(60, 600, 10, "Putin was drawn.")), &resources);
    fs::write(folder.path().join("round.pdf"), round.bytes()).unwrap();
    let mut deep = Pdf::new();
    deep.page(&"[".repeat(1 << 20), "");
    deep.set(ABOUT, "[".repeat(1 << 20).into_bytes());
    fs::write(folder.path().join("deep.pdf"), deep.bytes()).unwrap();
    // A font that tells how wide its letters are, and what they are, over and over again.
    let mut wide = Pdf::new();
    let table = wide.stream("", format!("beginbfrange {}", "<0000> <FFFF> <0041> ".repeat(5_000)).as_bytes());
    let widths = " 0 65535 500".repeat(5_000);
    let descendant = format!("<< /Type /Font /W [{widths} ] >>");
    let font = format!("/Type /Font /Subtype /Type0 /ToUnicode {table} 0 R /DescendantFonts [ {descendant} ]");
    wide.set(CODED, format!("<< {font} >>").into_bytes());
    wide.page(&format!("{}{}", set(60, 600, 10, "Putin was wide."), set(60, 500, 10, "Щ")), "");
    fs::write(folder.path().join("wide.pdf"), wide.bytes()).unwrap();
    let output = run(folder.path(), &["mentions", "--actor", "putin", "--kind", "name", "."]);
    let (found, said) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    assert!(["round.pdf", "wide.pdf", "z.txt"].iter().all(|name| found.contains(name)), "{found}");
    assert!(!said.contains("panicked") && !said.contains("a fault of this program"), "{said}");
}
