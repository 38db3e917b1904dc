//! Saved web pages: the article is cut out of the page, and what the page says of it is taken down.

mod bare;
mod passages;

use dom_query::Document;
use dom_smoothie::{Config, Readability};

use super::draft::{Draft, Told};
use passages::Page;

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
    let mut told = meta(&document);
    let config = Config { max_elements_to_parse: MOST, ..Config::default() };
    let extracted = Readability::with_document(document, None, Some(config)).and_then(|mut page| page.parse());
    let Ok(found) = extracted else { return all_of(source, told) };
    told.title = Some(found.title).filter(|title| !title.trim().is_empty()).or(told.title);
    told.author = found.byline.or(told.author);
    told.source = found.site_name.or(told.source);
    told.date = found.published_time.or(told.date);
    told.language = found.lang.or(told.language);
    told.address = told.address.or(found.url);
    let mut page = Page::default();
    page.title(told.title.as_deref());
    page.add(&Document::fragment(found.content).root());
    page.into_draft(told)
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
    page.into_draft(told)
}

/// The words of a piece of a page.
pub(super) fn words(source: &str) -> String {
    all_of(source, Told::default()).text
}

/// What a page's head says of the article: the attributes under which sites and programs put it, the best first.
fn meta(document: &Document) -> Told {
    let first = |selectors: &[(&str, &str)]| {
        selectors.iter().find_map(|(selector, attribute)| {
            let value = document.select_single(selector).attr(attribute)?;
            Some(value.trim().to_owned()).filter(|value| !value.is_empty())
        })
    };
    Told {
        title: Some(document.select_single("title").text().trim().to_owned()).filter(|title| !title.is_empty()),
        source: first(&[("meta[property='og:site_name']", "content"), ("meta[name='application-name']", "content")]),
        author: first(&[("meta[name='author']", "content"), ("meta[name='dc.creator']", "content")]),
        date: first(&[
            ("meta[property='article:published_time']", "content"),
            ("meta[itemprop='datePublished']", "content"),
            ("meta[name='date']", "content"),
            ("meta[name='pubdate']", "content"),
            ("meta[name='dc.date']", "content"),
            ("article time[datetime]", "datetime"),
            ("time[datetime]", "datetime"),
        ]),
        language: first(&[("html[lang]", "lang"), ("meta[property='og:locale']", "content")]),
        address: first(&[("link[rel='canonical']", "href"), ("meta[property='og:url']", "content")]),
    }
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
