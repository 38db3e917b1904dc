//! An article: its text, and what the text itself and its format tell about it.

mod address;
mod byline;
mod collection;
mod content;
mod date;
mod decode;
mod draft;
mod epub;
mod feed;
mod feed_list;
mod front;
mod html;
mod json;
mod likeness;
mod mail;
mod markdown;
mod office;
mod opened;
mod packing;
mod paragraphs;
mod passages;
mod pdf;
mod phrases;
mod plain;
mod record;
mod series;
mod source;
mod table;
mod title;
mod unreadable;
mod warc;
mod xml;

use std::borrow::Cow;

use crate::text::{Language, Span};

pub use address::joined;
pub use collection::Take;
pub use content::Content;
pub use date::Date;
pub(crate) use date::is_month;
pub use feed_list::{NamedFeed, feeds, lists_feeds};
pub use likeness::Likeness;
pub use opened::Opened;
pub use packing::Packing;
#[cfg(feature = "pdf")]
pub use pdf::read_pdf;
pub use pdf::{PdfPart, PdfPassage, PdfText, PdfTrouble, ReadPdf};
pub use record::Fields;
pub use series::Series;
pub use unreadable::Unreadable;

use collection::Collection;
use draft::Told;
use record::Record;

/// The size, in bytes, beyond which nothing is an article.
pub const LIMIT: usize = 16 << 20;

/// The size, in bytes, beyond which no file is read as a whole, however many articles it may hold.
pub const LARGEST: usize = 256 << 20;

/// Reads an article from `bytes`, the first one where there are several; `name` is the name of its file, whose ending tells the
/// format where the content does not.
///
/// # Errors
/// Where there is no text in it, in a sentence that says what to do.
pub fn read(bytes: &[u8], name: &str) -> Result<Article, Unreadable> {
    open(Cow::Borrowed(bytes), name).map(|opened| opened.article())
}

/// Reads as much of an article as its text, which takes a small part of the time of [`read`]; what else there is to
/// know of it can be asked for later.
///
/// # Errors
/// As [`read`].
pub fn open(bytes: Cow<'_, [u8]>, name: &str) -> Result<Opened, Unreadable> {
    let mut first = None;
    open_each(bytes, name, Wanted::default(), &mut |_, opened| {
        first.get_or_insert(opened);
    });
    first.unwrap_or(Err(Unreadable::Empty))
}

/// Reads as much of the one article that `bytes` are.
fn open_one(bytes: Cow<'_, [u8]>, name: &str) -> Result<Opened, Unreadable> {
    if bytes.len() > LIMIT {
        return Err(Unreadable::TooLarge(bytes.len()));
    }
    let opened = opened(bytes, name)?;
    if opened.is_empty() { Err(Unreadable::Empty) } else { Ok(opened) }
}

/// What is wanted of a file that may hold several articles.
#[derive(Clone, Copy)]
pub struct Wanted<'a> {
    /// Where in bytes of UTF-8 something may be that is wanted, as an offset; `None` where there is nothing. Of articles
    /// by the thousand in one file, those in which there is nothing are passed over.
    pub sieve: &'a dyn Fn(&[u8]) -> Option<usize>,
    /// What the fields of records are called.
    pub fields: &'a Fields,
    /// What is known of it where it was fetched; `None` of a file.
    pub served: Option<Served<'a>>,
    /// Has PDF files read.
    pub pdf: &'a ReadPdf<'a>,
}

/// What is known of bytes that were fetched.
#[derive(Clone, Copy, Debug)]
pub struct Served<'a> {
    /// Where they were found: what they refer to leads on from there.
    pub address: &'a str,
    /// The name of their encoding, as far as it was told.
    pub charset: Option<&'a str>,
}

/// Everything but PDF files, by the usual names.
impl Default for Wanted<'_> {
    fn default() -> Self {
        static USUAL: Fields = Fields::usual();
        Wanted { sieve: &|_| Some(0), fields: &USUAL, served: None, pdf: &|_| Err(PdfTrouble::Off) }
    }
}

/// The endings of files that may hold several articles.
const ENDINGS: [&str; 22] = [
    "json", "jsonl", "ndjson", "jsonfeed", "rss", "atom", "rdf", "xml", "csv", "tsv", "mbox", "epub", "warc", "zip",
    "tar", "tgz", "gz", "zst", "tzst", "wet", "mbx", "opml",
];

/// Whether a file of this name may hold several articles.
pub fn may_hold_several(name: &str) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()))
}

/// Reads every article in `bytes`, each with the steps that lead to it within them. Most files hold one, to which no step
/// leads.
pub fn open_each<'a>(bytes: Cow<'_, [u8]>, name: &str, wanted: Wanted<'a>, take: &'a mut Take<'a>) {
    let bytes = match wanted.served.and_then(|served| served.charset) {
        Some(charset) => decode::labelled(bytes, charset),
        None => bytes,
    };
    Collection::new(wanted, take).all(bytes, name);
}

/// The article of a record whose fields have the usual names, such as title, body, date, source, author and address.
///
/// # Errors
/// Where there is no text in it.
pub fn of_fields<'a>(fields: impl IntoIterator<Item = (&'a str, Cow<'a, str>)>) -> Result<Opened, Unreadable> {
    let mut record = Record::default();
    for (name, value) in fields {
        if let Some(slot) = Fields::usual().slot(name) {
            record.take(slot, value);
        }
    }
    record.open().ok_or(Unreadable::Empty)
}

/// Reads the articles in a portion of a series, of which the first has the number `first`.
pub fn open_portion<'a>(series: &Series, portion: &[u8], first: u64, wanted: Wanted<'a>, take: &'a mut Take<'a>) {
    Collection::new(wanted, take).portion(series, portion, first);
}

fn opened(bytes: Cow<'_, [u8]>, name: &str) -> Result<Opened, Unreadable> {
    if mail::is_mail(&bytes) {
        return Ok(mail::read(&bytes).into());
    }
    let text = decode::decode(bytes)?;
    Ok(match Format::of(name, &text) {
        Format::Plain => Opened::plain(text, Told::default()),
        Format::Markdown => markdown::read(&text).into(),
        Format::Page => html::read(&text).into(),
    })
}

/// The formats of text that articles come in.
enum Format {
    Plain,
    Markdown,
    /// A saved web page.
    Page,
}

impl Format {
    /// The format of `text` by how it begins, or, where that says nothing, by the ending of its name.
    fn of(name: &str, text: &str) -> Format {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        match ending.as_deref() {
            _ if html::is_page(text) => Format::Page,
            Some("html" | "htm" | "xhtml" | "shtml") => Format::Page,
            Some("md" | "markdown" | "mdown" | "mkd") => Format::Markdown,
            Some("txt" | "text") => Format::Plain,
            _ if front::read(text).is_some() || text.trim_start().starts_with("# ") => Format::Markdown,
            _ => Format::Plain,
        }
    }
}

/// One article. All spans lie in `text`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Article {
    /// The whole text. Of a plain UTF-8 file this is the file as it stands, so that offsets are the file's own.
    pub text: String,
    /// The paragraphs in reading order, apart from each other; what lies between them is blank.
    pub passages: Vec<Passage>,
    /// The title as it is shown in a list: one line, without the site's name; where there is none, how the text begins.
    pub title: String,
    /// Who published it: a site's host or the name of a paper or agency.
    pub source: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// When it was published, as far as the article says.
    pub date: Option<Date>,
    /// The language of most of the text.
    pub language: Option<Language>,
    /// The address of the original.
    pub address: Option<String>,
}

/// A paragraph of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Where it is, without blanks at its ends.
    pub span: Span,
    /// What it is.
    pub kind: PassageKind,
}

/// What a passage is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PassageKind {
    /// The title, each time it stands there.
    Title,
    /// The article itself.
    Text,
    /// What stands under a picture, its credit included.
    Caption,
    /// A link to another article.
    Link,
    /// Furniture of the page: forms, notices, author boxes, navigation, addresses.
    Boilerplate,
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;
    use proptest::prelude::*;

    use super::{Article, PassageKind, Unreadable, read};
    use crate::text::{Span, is_blank};

    /// Reads a text in which each line begins with the first letter of its kind: T title, a article, c caption, l link,
    /// b boilerplate; and says where they differ.
    fn check(marked: &str) -> Article {
        let (kinds, lines): (Vec<&str>, Vec<&str>) = marked.lines().map(|line| line.split_at(1)).unzip();
        let text = lines.iter().map(|line| line.trim()).collect::<Vec<_>>().join("\n");
        let article = read(text.as_bytes(), "x.txt").unwrap();
        let letter = |kind| match kind {
            PassageKind::Title => "T",
            PassageKind::Text => "a",
            PassageKind::Caption => "c",
            PassageKind::Link => "l",
            PassageKind::Boilerplate => "b",
        };
        let shown = |kind: &str, line: &str| format!("{kind} {line}");
        let found: Vec<_> = article.passages.iter().map(|p| shown(letter(p.kind), p.span.of(&article.text))).collect();
        let wanted: Vec<_> = kinds.iter().zip(&lines).map(|(kind, line)| shown(kind, line.trim())).collect();
        assert_eq!(found, wanted);
        article
    }

    const LONG: &str = "Il a ajouté que rien ne serait décidé avant la fin de l’année, et que les deux pays \
        continueraient à se parler, quoi qu’en disent leurs voisins, dont il a regretté les critiques répétées.";

    #[test]
    fn a_page_is_told_from_the_article_in_it() {
        let article = check(&format!(
            "b Accueil > Monde > Russie\n\
             T Le président reçoit son homologue à Moscou | Le Journal du Port\n\
             T Le président reçoit son homologue à Moscou\n\
             b Par Anne Martin – Moscou, 3 mai 2022\n\
             a {LONG}\n\
             c Photo : le président, à Moscou\n\
             l Lire aussi  Une visite très attendue\n\
             a {LONG}\n\
             a Il est reparti le soir même.\n\
             l Читайте также: Визит\n\
             b Nous utilisons des cookies. Tout accepter\n\
             b Anne Martin suit la Russie pour Le Journal du Port.\n\
             b Laisser un commentaire\n\
             b Votre adresse e-mail ne sera pas publiée.\n\
             b Source : https://www.example.org/2022/05/03/visite"
        ));
        assert_eq!(article.title, "Le président reçoit son homologue à Moscou");
        assert_eq!(article.source.as_deref(), Some("Le Journal du Port"));
        assert_eq!(article.author.as_deref(), Some("Anne Martin"));
        assert_eq!(article.date.map(|date| date.to_string()).as_deref(), Some("3 May 2022"));
        assert_eq!(article.language.map(|l| l.to_string()).as_deref(), Some("fr"));
        assert_eq!(article.address.as_deref(), Some("https://www.example.org/2022/05/03/visite"));
    }

    #[test]
    fn a_lead_is_no_title() {
        let article = check(&format!(
            "a 29 mai (Agence Nord) – Le président a reçu dimanche son homologue dans la capitale. Ils ont parlé.\n\
             a {LONG}\n\
             a {LONG}\n\
             b Reportage de Jean Petit à Moscou; édité par Luc Grand\n\
             b Nos normes : les principes\n\
             b Passionné de voyages. Organisateur."
        ));
        assert_eq!(article.title, "Le président a reçu dimanche son homologue dans la capitale.");
        assert_eq!(article.source.as_deref(), Some("Agence Nord"));
        assert_eq!(article.date.map(|date| date.to_string()).as_deref(), Some("29 May"));
    }

    #[test]
    fn a_dateline_is_left_out_of_the_title() {
        for opening in [
            "MINSK –",
            "WEST PALM BEACH, Fla. —",
            "ST PETERSBURG, 25 June 2022 (staff) –",
            "Minsk (Agency) -",
            "2 juillet 2022, Minsk.",
            "25 июня 2022 г.",
            "",
        ] {
            let text = format!("{opening} {LONG}\n\n{LONG}");
            let article = read(text.as_bytes(), "").unwrap();
            assert!(article.title.starts_with("Il a ajouté"), "{opening}: {}", article.title);
        }
    }

    #[test]
    fn a_dateline_finds_its_year_in_the_address() {
        let text = format!("MINSK, June 25 (Agency) - It began.\n{LONG}\nSource: http://example.org/2022/6/26/x");
        let article = read(text.as_bytes(), "").unwrap();
        assert_eq!(article.date.map(|date| date.to_string()).as_deref(), Some("25 Jun 2022"));
    }

    #[test]
    fn titles_are_rid_of_the_site() {
        for (line, title, site) in [
            (
                "Putin meets Lukashenko in Minsk | The Harbour Courier",
                "Putin meets Lukashenko in Minsk",
                Some("The Harbour Courier"),
            ),
            (
                "Putin meets Lukashenko in Minsk again - Reuters",
                "Putin meets Lukashenko in Minsk again",
                Some("Reuters"),
            ),
            (
                "Putin meets Lukashenko in Minsk again – Blatt am Strom",
                "Putin meets Lukashenko in Minsk again",
                Some("Blatt am Strom"),
            ),
            (
                "Guerre en Ukraine - Poutine accuse l’Occident de mentir",
                "Guerre en Ukraine - Poutine accuse l’Occident de mentir",
                None,
            ),
            ("Home / World / Putin meets Lukashenko in Minsk again", "Putin meets Lukashenko in Minsk again", None),
        ] {
            let article = read(format!("{line}\n\n{LONG}\n\n{LONG}").as_bytes(), "").unwrap();
            assert_eq!((article.title.as_str(), article.source.as_deref()), (title, site));
            assert_eq!(article.passages.first().map(|p| p.kind), Some(PassageKind::Title), "{line}");
        }
    }

    #[test]
    fn a_compressed_article_is_unpacked() {
        let pack = |text: &[u8]| {
            let mut writer = GzEncoder::new(Vec::new(), Compression::fast());
            writer.write_all(text).unwrap();
            writer.finish().unwrap()
        };
        assert_eq!(read(&pack(b"# Quay\n\nText."), "a.md.gz").unwrap().title, "Quay");
        assert_eq!(read(&pack(&vec![b'a'; super::LIMIT + 1]), "a.gz"), Err(Unreadable::TooLarge(super::LIMIT + 1)));
        let whole = pack(LONG.as_bytes());
        assert!(read(&whole[..whole.len() - 9], "cut.gz").unwrap().text.starts_with("Il a ajouté"));
    }

    #[test]
    fn what_holds_no_text_is_refused_with_a_sentence() {
        for bytes in [&b""[..], b" \n\t", b"\xef\xbb\xbf", b"\xff\xfe"] {
            assert_eq!(read(bytes, ""), Err(Unreadable::Empty));
        }
        assert_eq!(read(b"\x7fELF\x02", ""), Err(Unreadable::Binary));
        let large = read(&vec![b'a'; super::LIMIT + 1], "").unwrap_err();
        assert_eq!(large.to_string(), "It is too large for an article (17 MiB; the limit is 16 MiB); split it.");
        let larger = Unreadable::TooLarge(3 << 30).to_string();
        assert_eq!(larger, "It is too large for one file (3072 MiB; the limit is 256 MiB); split it.");
    }

    #[test]
    fn long_odd_texts_are_read() {
        for part in ["a", "a\n", "a \n\n", "> ", "Lire aussi : ", "1.1.", "- ", "習", "\u{301}", "(", "| ", "Par A – "]
        {
            assert!(read(part.repeat((1 << 17) / part.len()).as_bytes(), "").is_ok(), "{part:?}");
        }
    }

    fn whole(article: &Article) {
        let mut at = 0;
        for passage in &article.passages {
            let span = passage.span;
            assert!(Span::new(at, span.start as usize).of(&article.text).chars().all(is_blank));
            assert!(!span.of(&article.text).is_empty() && at <= span.start as usize);
            assert!(!span.of(&article.text).starts_with(is_blank) && !span.of(&article.text).ends_with(is_blank));
            at = span.end as usize;
        }
        assert!(article.text.is_char_boundary(at));
        assert!(Span::new(at, article.text.len()).of(&article.text).chars().all(is_blank));
        assert!(!article.title.is_empty() && !article.title.chars().any(char::is_control));
    }

    fn pages() -> impl Strategy<Value = String> {
        let parts = [
            "Accueil > Monde",
            "Title of it all | Site",
            "Par Jean Petit",
            "29 mai (Reuters) – Il",
            "Lire aussi : x",
            "© AFP",
            "Source: http://a.b/2022/1/2",
            "Leave a Reply",
            "12/05/2022",
            LONG,
            "\n",
            "\n\n",
            "\r\n",
            " ",
            "---",
            "# ",
            "* [a](http://b.c) _d_ `e`",
            "```",
            "> ",
            "<b>",
            "\u{feff}",
            "\u{ad}",
            "習近平。",
            "((((",
            "|a|b|",
            "\u{1b}[31m",
        ];
        let part = prop_oneof![8 => prop::sample::select(parts.to_vec()).prop_map(str::to_owned), 1 => any::<String>()];
        prop::collection::vec(part, 0..24).prop_map(|parts| parts.concat())
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in any::<Vec<u8>>()) {
            for name in ["a.txt", "a.md"] {
                if let Ok(article) = read(&bytes, name) {
                    whole(&article);
                }
            }
        }

        #[test]
        fn any_page_is_cut_into_whole_passages(page in pages()) {
            for name in ["a.txt", "a.md"] {
                if let Ok(article) = read(page.as_bytes(), name) {
                    whole(&article);
                }
            }
            if let Ok(article) = read(page.as_bytes(), "a.txt") {
                prop_assert_eq!(article.text, page);
            }
        }
    }
}
