//! Fonts: which letters the codes of a font are, and how wide.

use std::collections::HashMap;
use std::mem;

use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GB18030, SHIFT_JIS, UTF_16BE};
use lopdf::{Dictionary, Document, Object, Stream};

use super::{cmap, metrics};

/// A letter, or a few that are one glyph, with the width in parts of the font's size.
pub(super) struct Letter {
    pub(super) text: String,
    pub(super) width: f32,
    /// Whether it is the code by which words are parted, which may be given more room.
    pub(super) is_space: bool,
}

/// A font.
pub(super) enum Font {
    /// One whose codes are single bytes.
    Simple(Box<[(String, f32); 256]>),
    /// One whose codes may be longer.
    Composite {
        codes: Codes,
        widths: HashMap<u32, f32>,
        /// The width of all others.
        usual: f32,
    },
}

/// What the codes of a composite font are.
pub(super) enum Codes {
    /// Pairs of bytes, for each of which the font tells the letters.
    Told(HashMap<u32, String>),
    /// Text in an encoding.
    Encoded(&'static Encoding),
}

/// The encodings that are behind the names of predefined character maps (ISO 32000-2, table 116), by how they begin.
const PREDEFINED: [(&str, &Encoding); 20] = [
    ("UniGB-", UTF_16BE),
    ("UniCNS-", UTF_16BE),
    ("UniJIS", UTF_16BE),
    ("UniKS-", UTF_16BE),
    ("GB", GB18030),
    ("B5pc", BIG5),
    ("ETen", BIG5),
    ("HKscs", BIG5),
    ("83pv", SHIFT_JIS),
    ("90ms", SHIFT_JIS),
    ("90pv", SHIFT_JIS),
    ("90msp", SHIFT_JIS),
    ("Add-RKSJ", SHIFT_JIS),
    ("Ext-RKSJ", SHIFT_JIS),
    ("EUC", EUC_JP),
    ("KSC-EUC", EUC_KR),
    ("KSCms", EUC_KR),
    ("KSCpc", EUC_KR),
    ("ETHK", BIG5),
    ("CNS", BIG5),
];

impl Font {
    /// The font that a dictionary describes.
    pub(super) fn of(font: &Dictionary, document: &Document) -> Font {
        let is_composite = font.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Type0");
        if is_composite { composite(font, document) } else { Font::Simple(simple(font, document)) }
    }

    /// The letters that a string of this font shows.
    pub(super) fn letters(&self, string: &[u8]) -> Vec<Letter> {
        match self {
            Font::Simple(table) => string
                .iter()
                .filter_map(|byte| Some((*byte, table.get(usize::from(*byte))?)))
                .map(|(byte, (text, width))| Letter { text: text.clone(), width: *width, is_space: byte == b' ' })
                .collect(),
            Font::Composite { codes, widths, usual } => {
                let letter = |(code, text): (u32, String)| {
                    let width = widths.get(&code).copied().unwrap_or(*usual);
                    Letter { text, width, is_space: false }
                };
                codes.split(string).into_iter().map(letter).collect()
            }
        }
    }
}

impl Codes {
    /// The codes in a string, and what each stands for.
    fn split(&self, string: &[u8]) -> Vec<(u32, String)> {
        let pairs = string.as_chunks::<2>().0.iter().map(|pair| u16::from_be_bytes(*pair));
        match self {
            Codes::Told(map) => {
                pairs.map(u32::from).map(|code| (code, map.get(&code).cloned().unwrap_or_default())).collect()
            }
            Codes::Encoded(encoding) if *encoding == UTF_16BE => {
                let letters = char::decode_utf16(pairs).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER));
                // Which glyphs these are, only the character map itself would tell, so each is as wide as most.
                letters.map(|letter| (u32::MAX, letter.to_string())).collect()
            }
            Codes::Encoded(encoding) => {
                let text = encoding.decode_without_bom_handling(string).0;
                text.chars().map(|letter| (u32::MAX, letter.to_string())).collect()
            }
        }
    }
}

/// How much a width of one stands for in a font's own measure.
const EM: f32 = 1000.0;

fn composite(font: &Dictionary, document: &Document) -> Font {
    let name = font.get_deref(b"Encoding", document).and_then(Object::as_name).unwrap_or_default();
    let predefined = || {
        let name = str::from_utf8(name).unwrap_or_default();
        PREDEFINED.iter().find(|(begin, _)| name.starts_with(begin)).map(|(_, encoding)| *encoding)
    };
    let told = told(font, document);
    let codes = if told.is_empty() { predefined().map(Codes::Encoded) } else { None };
    let codes = codes.unwrap_or(Codes::Told(told));
    let descendants = font.get_deref(b"DescendantFonts", document).and_then(Object::as_array);
    let descendant = descendants.ok().and_then(|fonts| dictionary(fonts.first()?, document));
    let usual = descendant.and_then(|font| number(font.get_deref(b"DW", document).ok()?)).unwrap_or(EM);
    let widths = descendant.and_then(|font| font.get_deref(b"W", document).ok()?.as_array().ok());
    let widths = widths.map(|listed| listed_widths(listed, document)).unwrap_or_default();
    Font::Composite { codes, widths, usual: usual / EM }
}

/// How many widths a list may tell, each as often as it does.
const MOST_WIDTHS: u32 = 1 << 18;

/// The widths in a list of `first [width…]` and `first last width` (ISO 32000-2, 9.7.4.3).
fn listed_widths(listed: &[Object], document: &Document) -> HashMap<u32, f32> {
    let mut widths = HashMap::new();
    let mut rest = listed;
    let mut told: u32 = 0;
    while let [first, second, behind @ ..] = rest
        && told < MOST_WIDTHS
    {
        let first = first.as_i64().ok().and_then(|first| u32::try_from(first).ok()).unwrap_or(0);
        let second = document.dereference(second).map_or(second, |(_, object)| object);
        rest = behind;
        match (second, behind) {
            (Object::Array(each), _) => widths.extend((first..).zip(each.iter().filter_map(number)).map(in_em)),
            (last, [width, behind @ ..]) => {
                let last = last.as_i64().ok().and_then(|last| u16::try_from(last).ok()).map_or(0, u32::from);
                let width = number(width).unwrap_or(EM);
                told = told.saturating_add(last.saturating_sub(first));
                widths.extend((first..=last).map(|code| in_em((code, width))));
                rest = behind;
            }
            _ => {}
        }
    }
    widths
}

fn in_em((code, width): (u32, f32)) -> (u32, f32) {
    (code, width / EM)
}

/// The letters and widths of a font whose codes are bytes: by its encoding, or more surely by what it tells of them.
fn simple(font: &Dictionary, document: &Document) -> Box<[(String, f32); 256]> {
    let mut letters: [String; 256] = named_letters(font, document);
    let mut told = told(font, document);
    for (code, letter) in (0..).zip(&mut letters) {
        *letter = told.remove(&code).unwrap_or(mem::take(letter));
    }
    let unit = if font.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Type3") {
        let matrix = font.get_deref(b"FontMatrix", document).and_then(Object::as_array);
        matrix.ok().and_then(|matrix| number(matrix.first()?)).unwrap_or(1.0 / EM)
    } else {
        1.0 / EM
    };
    let first = font.get_deref(b"FirstChar", document).and_then(Object::as_i64).unwrap_or(0);
    let widths = font.get_deref(b"Widths", document).and_then(Object::as_array).ok();
    let width = |byte: usize| {
        let at = usize::try_from(i64::try_from(byte).ok()? - first).ok()?;
        let width = document.dereference(widths?.get(at)?).ok()?.1;
        number(width).map(|width| width * unit)
    };
    let name = font.get_deref(b"BaseFont", document).and_then(Object::as_name).unwrap_or_default();
    let name = String::from_utf8_lossy(name);
    let mut byte = 0;
    Box::new(letters.map(|letter| {
        let width = width(byte).unwrap_or_else(|| metrics::width(&name, &letter) / EM);
        byte += 1;
        (letter, width)
    }))
}

/// What the bytes stand for by the encoding of the font and the names that differ from it.
fn named_letters(font: &Dictionary, document: &Document) -> [String; 256] {
    let encoding = font.get_deref(b"Encoding", document).ok();
    let base = match encoding {
        Some(Object::Name(name)) => Some(name.clone()),
        Some(Object::Dictionary(encoding)) => {
            encoding.get(b"BaseEncoding").and_then(Object::as_name).ok().map(Vec::from)
        }
        _ => None,
    };
    let mut about = Dictionary::new();
    about.set("Type", "Font");
    about.set("Encoding", Object::Name(base.unwrap_or_else(|| b"StandardEncoding".to_vec())));
    let mut letters: [String; 256] = std::array::from_fn(|_| String::new());
    if let Ok(encoding) = about.get_font_encoding(document) {
        for (byte, letter) in (0..=u8::MAX).zip(&mut letters) {
            *letter = encoding.bytes_to_string(&[byte]).unwrap_or_default();
        }
    }
    let differences = encoding.and_then(|encoding| encoding.as_dict().ok()?.get_deref(b"Differences", document).ok());
    let mut code = 0;
    for difference in differences.and_then(|list| list.as_array().ok()).into_iter().flatten() {
        if let Ok(next) = difference.as_i64() {
            code = usize::try_from(next).unwrap_or(usize::MAX);
        } else if let Ok(name) = difference.as_name() {
            if let Some(letter) = letters.get_mut(code) {
                *letter = named_letter(name, document);
            }
            code = code.saturating_add(1);
        }
    }
    letters
}

/// A code that the standard encoding does not use.
const UNUSED: u8 = 0x80;

/// The letter with that name: one of Adobe's list, or `uni0416`, `u0416`; what stands behind a point is how it looks.
fn named_letter(name: &[u8], document: &Document) -> String {
    let name = name.split(|byte| *byte == b'.').next().unwrap_or(name);
    let mut difference = Dictionary::new();
    difference.set("Type", "Encoding");
    difference.set("Differences", vec![Object::Integer(UNUSED.into()), Object::Name(name.to_vec())]);
    let mut about = Dictionary::new();
    about.set("Type", "Font");
    about.set("Encoding", Object::Dictionary(difference));
    let listed = about.get_font_encoding(document).and_then(|encoding| encoding.bytes_to_string(&[UNUSED]));
    let written = || {
        let name = str::from_utf8(name).ok()?;
        let digits = name.strip_prefix("uni").or_else(|| name.strip_prefix('u'))?;
        u32::from_str_radix(digits.get(..4.max(digits.len().min(6)))?, 16)
            .ok()
            .and_then(char::from_u32)
            .map(String::from)
    };
    listed.ok().filter(|letter| !letter.is_empty()).or_else(written).unwrap_or_default()
}

/// What the font itself tells of its codes.
fn told(font: &Dictionary, document: &Document) -> HashMap<u32, String> {
    let table = font.get_deref(b"ToUnicode", document).and_then(Object::as_stream);
    let table = table.and_then(Stream::get_plain_content);
    table.map(|table| cmap::letters(&table)).unwrap_or_default()
}

/// The dictionary that an object is, or leads to.
pub(super) fn dictionary<'a>(object: &'a Object, document: &'a Document) -> Option<&'a Dictionary> {
    document.dereference(object).ok()?.1.as_dict().ok()
}

/// A number, if it is one that can be reckoned with.
pub(super) fn number(object: &Object) -> Option<f32> {
    object.as_float().ok().filter(|number| number.is_finite())
}
