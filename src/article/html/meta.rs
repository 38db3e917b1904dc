//! What a page says of its article: in its head, and in the data it carries for search engines (JSON-LD).

use dom_query::Document;
use serde_json::Value;

use super::letters;
use crate::article::draft::Told;

/// How deep in a page's data its article is looked for.
const DEEPEST: usize = 4;
/// What parts a title from the name of its site.
const SEPARATORS: [char; 14] = ['|', '-', '–', '—', '·', '•', ':', '»', '«', '›', '/', '\\', '<', '>'];
/// The longest name of a site, in characters.
const SITE: usize = 40;

/// What the data of a page say of its article.
#[derive(Default)]
pub(super) struct Data {
    pub(super) told: Told,
    pub(super) body: Option<String>,
}

/// Reads the data that a page carries; the first article in them counts.
pub(super) fn data(document: &Document) -> Data {
    let scripts = document.select("script[type='application/ld+json']");
    let mut values = scripts.nodes().iter().filter_map(|node| serde_json::from_str::<Value>(&node.text()).ok());
    let Some(article) = values.find_map(|value| article_in(value, DEEPEST)) else { return Data::default() };
    let text = |name: &str| article.get(name).and_then(Value::as_str).and_then(plain);
    let address = ["url", "mainEntityOfPage"].into_iter().filter_map(text).find(|text| text.starts_with("http"));
    let publisher = article.get("publisher").and_then(|publisher| names(publisher).into_iter().next());
    let authors = article.get("author").map(names).unwrap_or_default();
    Data {
        told: Told {
            title: text("headline").or_else(|| text("name")),
            source: publisher,
            author: Some(authors.join(", ")).filter(|authors| !authors.is_empty()),
            date: text("datePublished").or_else(|| text("dateCreated")),
            language: text("inLanguage"),
            address,
        },
        body: article.get("articleBody").and_then(Value::as_str).map(str::to_owned),
    }
}

/// The article that a value is, or that is in it.
fn article_in(value: Value, deepest: usize) -> Option<Value> {
    match value {
        _ if deepest == 0 => None,
        Value::Array(values) => values.into_iter().find_map(|value| article_in(value, deepest - 1)),
        Value::Object(ref fields) if fields.get("@type").is_some_and(is_article) => Some(value),
        Value::Object(mut fields) => {
            let inner = ["@graph", "mainEntity"].into_iter().find_map(|name| fields.remove(name))?;
            article_in(inner, deepest - 1)
        }
        _ => None,
    }
}

/// Whether a type of schema.org is an article's.
fn is_article(kind: &Value) -> bool {
    match kind {
        Value::String(kind) => ["Article", "Posting", "Report"].iter().any(|end| kind.ends_with(end)),
        Value::Array(kinds) => kinds.iter().any(is_article),
        _ => false,
    }
}

/// The names of persons or of an organisation, however they are given.
fn names(value: &Value) -> Vec<String> {
    match value {
        Value::String(name) => plain(name).filter(|name| !name.contains("://")).into_iter().collect(),
        Value::Array(values) => values.iter().flat_map(names).collect(),
        Value::Object(fields) => fields.get("name").map(names).unwrap_or_default(),
        _ => Vec::new(),
    }
}

/// A text of the data in one line, its entities read.
fn plain(text: &str) -> Option<String> {
    let read = if text.contains(['&', '<']) { Document::fragment(text).text().to_string() } else { text.to_owned() };
    Some(one_line(&read)).filter(|text| !text.is_empty())
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a page's head says of the article: the attributes under which sites and programs put it, the best first.
pub(super) fn head(document: &Document) -> Told {
    let first = |selectors: &[(&str, &str)]| {
        selectors.iter().find_map(|(selector, attribute)| {
            let value = document.select_single(selector).attr(attribute)?;
            Some(value.trim().to_owned()).filter(|value| !value.is_empty())
        })
    };
    Told {
        title: Some(one_line(&document.select_single("title").text())).filter(|title| !title.is_empty()),
        source: first(&[("meta[property='og:site_name']", "content"), ("meta[name='application-name']", "content")]),
        author: first(&[
            ("meta[name='author']", "content"),
            ("meta[name='dc.creator']", "content"),
            ("meta[name='parsely-author']", "content"),
            ("meta[property='article:author']", "content"),
        ])
        .filter(|author| !author.contains("://")),
        date: first(&[
            ("meta[property='article:published_time']", "content"),
            ("meta[name='article:published_time']", "content"),
            ("meta[itemprop='datePublished']", "content"),
            ("meta[name='date']", "content"),
            ("meta[name='pubdate']", "content"),
            ("meta[name='dc.date']", "content"),
            ("meta[name='parsely-pub-date']", "content"),
            ("[itemprop='datePublished'][datetime]", "datetime"),
            ("article time[datetime]", "datetime"),
            ("time[datetime]", "datetime"),
        ]),
        language: first(&[("html[lang]", "lang"), ("meta[property='og:locale']", "content")]),
        address: first(&[("link[rel='canonical']", "href"), ("meta[property='og:url']", "content")]),
    }
}

/// The title of the article among what a page calls itself, and the name of the site that the page hangs on it.
///
/// The page's own title, `page`, holds it, with the site's name before or behind; the heading, or what the page tells
/// others, says how far it goes; a heading that both agree on needs no more.
pub(super) fn title(document: &Document, page: &str, headline: Option<&str>) -> Option<(String, Option<String>)> {
    let headings = document.select("h1").iter().take(4).map(|heading| one_line(&heading.text())).collect::<Vec<_>>();
    let others = ["meta[property='og:title']", "meta[name='twitter:title']", "meta[property='twitter:title']"];
    let others = others.into_iter().filter_map(|meta| document.select_single(meta).attr("content"));
    let others: Vec<String> = others.map(|title| one_line(&title)).chain(headline.map(str::to_owned)).collect();
    let agreed = headings.iter().find(|heading| *heading != page && others.contains(heading));
    let all = agreed.into_iter().chain(&headings).chain(&others).filter(|title| *title != page);
    let mut known = all.filter_map(|title| Some((title.clone(), site(beside(page, title)?))));
    known
        .next()
        .filter(|(title, _)| agreed.is_none_or(|agreed| agreed == title))
        .or(agreed.map(|title| (title.clone(), None)))
}

/// A title without the name of the site behind it, as its `head` or the address tells it, and that name.
pub(super) fn without_site(title: String, head: &Told) -> (String, Option<String>) {
    let known = |name: &str| {
        let name = letters(name);
        let host = head.address.as_deref().and_then(|address| address.split('/').nth(2)).unwrap_or("");
        let told = head.source.as_deref().is_some_and(|source| letters(source) == name);
        let called = host.split('.').any(|part| part.len() > 3 && name.contains(part)) || letters(host).contains(&name);
        name.len() > 3 && (told || called)
    };
    let parts = title.rmatch_indices([' ', '\u{a0}']).find_map(|(at, _)| {
        let (before, behind) = (title.get(..at)?.trim_end(), title.get(at..)?.trim());
        let bare = before.strip_suffix(SEPARATORS)?.trim_end();
        Some((bare, behind))
    });
    match parts {
        Some((bare, name)) if !bare.is_empty() && name.chars().count() <= SITE && known(name) => {
            (bare.to_owned(), Some(name.to_owned()))
        }
        _ => (title, None),
    }
}

/// What stands behind the title in that of the `page`, where it is the title there.
fn beside<'a>(page: &'a str, title: &str) -> Option<&'a str> {
    let at = page.find(title).filter(|_| title.chars().count() > 4 && title.len() * 5 >= page.len() * 2)?;
    let before = page.get(..at)?.trim_end();
    let behind = page.get(at + title.len()..)?.trim_start();
    let apart =
        (before.is_empty() || before.ends_with(SEPARATORS)) && (behind.is_empty() || behind.starts_with(SEPARATORS));
    apart.then_some(behind)
}

/// The name of the site in what stands behind a title.
fn site(behind: &str) -> Option<String> {
    let last = behind.rsplit(['|', '»', '–', '—']).next()?;
    let name = last.trim_matches(|c: char| c == ' ' || SEPARATORS.contains(&c));
    (!name.is_empty() && name.chars().count() <= SITE).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{data, head, title, without_site};
    use crate::article::draft::Told;
    use dom_query::Document;

    #[test]
    fn the_data_tell_what_they_hold() {
        let document = Document::from(
            r#"<script type="application/ld+json">{"@type": "Organization", "name": "Nobody"}</script>
            <script type="application/ld+json">{broken</script>
            <script type="application/ld+json">{"@graph": [{"@type": "WebPage"}, {"@type": ["NewsArticle"],
            "headline": "Ministers &amp; men", "datePublished": "2022-05-03", "inLanguage": "fr",
            "author": [{"@type": "Person", "name": "Anne Martin"}, "https://courier.example/luc", {"name": ["Luc Grand"]}],
            "publisher": {"name": "Harbour Courier"}, "mainEntityOfPage": {"@id": "x"}, "articleBody": "Text."}]}</script>"#,
        );
        let data = data(&document);
        assert_eq!(data.told.title.as_deref(), Some("Ministers & men"));
        assert_eq!(data.told.author.as_deref(), Some("Anne Martin, Luc Grand"));
        assert_eq!(data.told.source.as_deref(), Some("Harbour Courier"));
        assert_eq!(data.told.date.as_deref(), Some("2022-05-03"));
        assert_eq!(data.told.language.as_deref(), Some("fr"));
        assert_eq!(data.body.as_deref(), Some("Text."));
    }

    #[test]
    fn the_site_is_cut_off_a_title_that_only_the_page_tells() {
        for (title, site) in [
            ("The ferry was late | Island Post Review", Some("Island Post Review")),
            ("The ferry was late - Courier", Some("Courier")),
            ("The ferry - late again", None),
        ] {
            let told = Told {
                source: Some("Island Post Review".to_owned()),
                address: Some("https://www.courier.example/1".to_owned()),
                ..Told::default()
            };
            let found = without_site(title.to_owned(), &told);
            let bare = site.map_or(title, |_| "The ferry was late");
            assert_eq!(found, (bare.to_owned(), site.map(str::to_owned)));
        }
    }

    #[test]
    fn the_title_is_what_the_page_and_its_heading_agree_on() {
        for (page, heading, found, site) in [
            ("The ferry was late | Island Post", "The ferry was late", "The ferry was late", Some("Island Post")),
            (
                "The ferry was late » News » Island Post",
                "The ferry was late",
                "The ferry was late",
                Some("Island Post"),
            ),
            ("Island Post: The ferry was late", "The ferry was late", "The ferry was late", None),
            ("渡轮晚点两小时 - 海岛邮报", "渡轮晚点两小时", "渡轮晚点两小时", Some("海岛邮报")),
        ] {
            let document = Document::from(format!("<title>{page}</title><h1>Menu</h1><h1>{heading}</h1>"));
            let page = head(&document).title.unwrap();
            let expected = Some((found.to_owned(), site.map(str::to_owned)));
            assert_eq!(title(&document, &page, Some("template")), expected, "{page}");
        }
        let rubric = "<title>Sea | Island Post</title><meta property=og:title content='The ferry was late'><h1>Sea</h1>\
                      <h1>The ferry was late</h1>";
        let agreed = title(&Document::from(rubric), "Sea | Island Post", None);
        assert_eq!(agreed, Some(("The ferry was late".to_owned(), None)));
        let cut = Document::from("<title>The ferry was late again</title><h1>The ferry was late</h1>");
        assert_eq!(title(&cut, "The ferry was late again", None), None);
    }
}
