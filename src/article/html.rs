//! Saved web pages: the article is cut out of the page, and what the page says of it is taken down.

mod bare;
mod boxes;
mod captions;
mod declared;
mod furniture;
mod meta;
mod passages;

use dom_query::Document;
use dom_smoothie::{Config, Readability};

use super::draft::{Draft, Told};
use super::{PassageKind, byline};
use passages::{Page, Piece};

/// How many elements may be open at once; in deeper pages the parser's time grows with the square of their depth.
const DEEPEST: usize = 400;
/// How many elements are looked at to find the article among them.
const MOST: usize = 200_000;
/// How much of a page, in bytes, may stand before its first tag for it to be a page.
const HEAD: usize = 1024;

/// Whether `text` is a page rather than a text in which there are tags: it begins with one that only pages have.
pub(super) fn is_page(text: &str) -> bool {
    let head = text.get(..text.floor_char_boundary(HEAD)).unwrap_or(text);
    let head = head.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    if !head.starts_with('<') {
        return false;
    }
    let head = head.to_ascii_lowercase();
    let mut rest = head.as_str();
    for (start, end) in [("<?xml", "?>"), ("<!--", "-->"), ("<!--", "-->")] {
        let behind = rest.strip_prefix(start).and_then(|rest| rest.split_once(end));
        rest = behind.map_or(rest, |(_, behind)| behind.trim_start());
    }
    ["<!doctype html", "<html", "<head", "<body", "<meta ", "<title"].iter().any(|tag| rest.starts_with(tag))
}

/// The draft of the article in a page. A page that is nested beyond measure is stripped of its tags and nothing more.
pub(super) fn read(source: &str) -> Draft {
    if bare::depth(source) > DEEPEST {
        return bare::read(source);
    }
    let document = Document::from(source);
    let (head, data) = (meta::head(&document), meta::data(&document));
    let titled = meta::title(&document, head.title.as_deref().unwrap_or(""), data.told.title.as_deref());
    captions::mark(&document);
    boxes::remove(&document);
    let mut all = Page::default();
    all.add(&document.body().unwrap_or_else(|| document.root()));
    let declared = [declared::marked(&document), data.body.as_deref().map(declared::written).unwrap_or_default()];
    let config = Config { max_elements_to_parse: MOST, ..Config::default() };
    let found = Readability::with_document(document, None, Some(config)).and_then(|mut page| page.parse()).ok();
    let (content, seen) = found.map(|found| (found.content.to_string(), seen(found))).unwrap_or_default();
    let titled = titled.or_else(|| own_title(seen.title.clone(), &head).map(|title| meta::without_site(title, &head)));
    let (title, site) = titled.unzip();
    let best = Told { title, source: data.told.source.clone(), ..Told::default() };
    let last = Told { source: site.flatten(), ..Told::default() };
    let address = head.address.clone();
    let told = Told { address, ..best.or(data.told).or(head).or(seen).or(last) };
    let pieces = article(&content, &declared, &all.into_pieces(), &told);
    if pieces.iter().any(|piece| piece.kind != Some(PassageKind::Title)) {
        passages::draft(&pieces, told)
    } else {
        all_of(source, told)
    }
}

/// What was made out of the page itself, beside its text.
fn seen(found: dom_smoothie::Article) -> Told {
    Told {
        title: Some(found.title.trim().to_owned()).filter(|title| !title.is_empty()),
        source: found.site_name,
        author: found.byline.as_deref().and_then(byline::named),
        date: found.published_time,
        language: found.lang,
        address: found.url,
    }
}

/// The title that was `seen`, unless it has no word of what the page calls itself.
fn own_title(seen: Option<String>, head: &Told) -> Option<String> {
    let page = head.title.as_deref().unwrap_or("");
    seen.filter(|title| page.is_empty() || title.split_whitespace().any(|word| page.contains(word)))
        .or_else(|| head.title.clone())
}

/// The passages of the article: what was found of it, or what is declared to be its text where that is missed, with the
/// captions among `all` of the page's.
fn article(found: &str, declared: &[Vec<Piece>], all: &[Piece], told: &Told) -> Vec<Piece> {
    let mut title = Page::default();
    title.title(told.title.as_deref());
    let mut page = Page::default();
    page.add(&Document::fragment(found).root());
    let found = page.into_pieces();
    let missed = declared.iter().find(|declared| declared::is_missed(declared, &found));
    let text = missed.cloned().unwrap_or(found);
    let text = captions::restored(text, all, declared.first().map_or(&[], Vec::as_slice));
    let pieces: Vec<Piece> = title.into_pieces().into_iter().chain(text).collect();
    furniture::without(&pieces, told)
}

/// The letters and digits of a text, small: what stays the same however it is set.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The draft of all that is in a page, of which more is `told` already.
pub(super) fn all_of(source: &str, told: Told) -> Draft {
    if bare::depth(source) > DEEPEST {
        return bare::read(source).with(told);
    }
    let document = Document::from(source);
    let mut page = Page::default();
    page.title(told.title.as_deref());
    page.add(&document.body().unwrap_or_else(|| document.root()));
    passages::draft(&page.into_pieces(), told)
}

/// The words of a piece of a page.
pub(super) fn words(source: &str) -> String {
    all_of(source, Told::default()).text
}

#[cfg(test)]
mod tests {
    use crate::article::{PassageKind, read};

    const LONG: &str = "The two ministers spoke for an hour, and neither of them would say afterwards, in front of the \
        harbour office, what had been agreed, although the fishermen waited in the rain, as they had since dawn.";

    fn page(body: &str) -> Vec<u8> {
        format!(
            "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=utf-8><title>Ministers meet at the quay | Harbour \
             Courier</title><meta property=\"og:site_name\" content=\"Harbour Courier\"><meta \
             property='article:published_time' content='2022-05-03T10:00:00+02:00'><meta name=author \
             content='Anne Martin'><link rel=canonical href='https://courier.example/quay'><script>var x = '<p>no</p>';\
             </script></head><body>{body}</body></html>"
        )
        .into_bytes()
    }

    #[test]
    fn the_article_is_cut_out_of_the_page() {
        let bytes = page(&format!(
            "<nav><ul><li><a href=/>Home</a><li><a href=/w>World</a></ul></nav><article><h1>Ministers meet at the \
             quay</h1><p>{LONG}</p><figure><img src=x><figcaption>The quay at dawn. Photo: A. Martin\
             </figcaption></figure><p>{LONG} Tide &amp; <b>time</b>.</p><p>{LONG}<br>And then\nno more.</p></article>\
             <footer>All rights reserved</footer>"
        ));
        let article = read(&bytes, "quay.html").unwrap();
        assert_eq!(article.title, "Ministers meet at the quay");
        assert_eq!(article.source.as_deref(), Some("Harbour Courier"));
        assert_eq!(article.author.as_deref(), Some("Anne Martin"));
        assert_eq!(article.date.map(|date| date.to_string()).as_deref(), Some("3 May 2022"));
        assert_eq!(article.address.as_deref(), Some("https://courier.example/quay"));
        assert_eq!(article.language.map(|language| language.to_string()).as_deref(), Some("en"));
        let passages: Vec<_> = article.passages.iter().map(|p| (p.kind, p.span.of(&article.text))).collect();
        let (tide, end) = (format!("{LONG} Tide & time."), format!("{LONG}\nAnd then no more."));
        let expected = [
            (PassageKind::Title, "Ministers meet at the quay"),
            (PassageKind::Text, LONG),
            (PassageKind::Caption, "The quay at dawn. Photo: A. Martin"),
            (PassageKind::Text, &tide),
            (PassageKind::Text, &end),
        ];
        assert_eq!(passages, expected);
    }

    fn texts(bytes: &[u8]) -> Vec<String> {
        let article = read(bytes, "saved").unwrap();
        article.passages.iter().skip(1).map(|passage| passage.span.of(&article.text).to_owned()).collect()
    }

    #[test]
    fn a_short_text_is_found_by_its_mark() {
        let rights = "All that is on these pages belongs to the Courier; nobody may keep, lend or sell it. ".repeat(3);
        let body = format!(
            "<div class=sidebar><div class=entry-content><p>{LONG}</p></div></div><div><p>{rights}</p><p>{rights}!</p></div>"
        );
        assert_eq!(texts(&page(&body)), [LONG]);
    }

    #[test]
    fn a_text_that_only_the_data_have_is_read_from_them() {
        let data = format!("{{\"@type\":\"NewsArticle\",\"articleBody\":\"{LONG}\\n\\nIt &amp; more.\"}}");
        let body = format!("<script type=application/ld+json>{data}</script><div id=app></div>");
        assert_eq!(texts(&page(&body)), [LONG, "It & more."]);
    }

    #[test]
    fn a_caption_is_told_by_its_class() {
        let caption = "<div class=wp-caption><img src=x><p class=wp-caption-text>The quay at dawn</p></div>\
                       <div class=caption><a href=/2>Another quay</a></div>";
        let bytes = page(&format!("<article><p>{LONG}</p>{caption}<p>{LONG} Yes.</p></article>"));
        let article = read(&bytes, "saved").unwrap();
        let captions = article.passages.iter().filter(|passage| passage.kind == PassageKind::Caption);
        let captions: Vec<&str> = captions.map(|passage| passage.span.of(&article.text)).collect();
        assert_eq!(captions, ["The quay at dawn"]);
    }

    #[test]
    fn a_caption_within_the_text_is_not_lost_with_its_frame() {
        let frame = "<div class='photo-frame'><img src=x><img src=y><div class=captionText>Two pilots on the quay of the \
                     harbour, at dawn</div></div>";
        let body =
            format!("<h1>Ministers meet at the quay</h1><article><p>{LONG}</p>{frame}<p>{LONG} Yes.</p></article>");
        let more = format!("{LONG} Yes.");
        assert_eq!(texts(&page(&body)), [LONG, "Two pilots on the quay of the harbour, at dawn", &more]);
        let above = format!("<div>{frame}</div><article><p>{LONG}</p><p>{LONG} Yes.</p></article>");
        assert_eq!(texts(&page(&above)), [LONG, &more]);
        let marked = format!("<div class=entry-content>{frame}<p>{LONG}</p><p>{LONG} Yes.</p></div>");
        assert_eq!(texts(&page(&marked)), ["Two pilots on the quay of the harbour, at dawn", LONG, &more]);
    }

    #[test]
    fn what_a_page_hides_and_its_boxes_are_not_read() {
        let boxes = "<div class='hidden'><p>Are you old enough to read this?</p></div><div class='article-author-bio'>\
                     <p>Anne Martin writes about the sea.</p></div><p class='newsletter-line'>News by mail: write to us.</p>";
        assert_eq!(texts(&page(&format!("<article><p>{LONG}</p><p>{LONG} Yes.</p>{boxes}</article>"))).len(), 2);
        let hidden = format!("<article class=hidden><p>{LONG}</p></article>");
        assert_eq!(texts(&page(&hidden)), [LONG]);
    }

    #[test]
    fn a_text_that_stands_twice_on_its_page_is_read_once() {
        let text = format!("<p>{LONG}</p><p>Yes.</p><p>{LONG} Yes.</p><p>No.</p>");
        let refrain = format!("<article>{text}<p>Yes.</p><p>{LONG} No.</p>{text}</article>");
        let (yes, no) = (format!("{LONG} Yes."), format!("{LONG} No."));
        assert_eq!(texts(&page(&refrain)), [LONG, "Yes.", &yes, "No.", "Yes.", &no]);
    }

    #[test]
    fn a_page_is_told_by_its_content() {
        let bytes = page(&format!("<p>{LONG}</p>"));
        assert_eq!(read(&bytes, "saved").unwrap().title, "Ministers meet at the quay");
        assert!(read(b"<b>bold</b> words, and no page", "x.txt").unwrap().text.contains("<b>"));
    }

    #[test]
    fn a_page_in_an_older_encoding_is_read_as_it_says() {
        let page = "<html><head><meta http-equiv=Content-Type content=\"text/html; charset=windows-1251\"><title>x\
                    </title></head><body><p>Президент приехал в Минск.</p></body></html>";
        let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(page);
        assert!(read(&bytes, "").unwrap().text.contains("Президент приехал в Минск."));
    }

    #[test]
    fn nesting_beyond_measure_costs_little() {
        for part in
            ["<div>", "<b>", "<p><span>", "<table><tr><td>", "<svg><g>", "<a href=x>", "<!--", "<div", "&#", "<"]
        {
            let source = format!("<html><body>{}{LONG}", part.repeat(20_000));
            let _ = read(source.as_bytes(), "x.html");
        }
        let deep = format!("<html><body>{}{LONG}<script>no</script><p>Next &lt;one&gt;", "<div>".repeat(50_000));
        let article = read(deep.as_bytes(), "x.html").unwrap();
        assert_eq!(article.text, format!("{LONG}\n\nNext <one>"));
    }
}
