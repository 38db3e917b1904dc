//! The cache of newsboat, a reader of feeds: a database with an article a row.

use std::borrow::Cow;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};

use crate::article::{self, Opened, Unreadable};

/// How every database of SQLite begins.
const MAGIC: &[u8] = b"SQLite format 3\0";
/// Where its header says how it is journalled, in two bytes; 1 means that everything is in this file.
const JOURNAL: [usize; 2] = [18, 19];
/// After how many steps of its machine SQLite asks whether to go on.
const PATIENCE: i32 = 100_000_000;

/// Articles with the title of their feed, the oldest first.
const ARTICLES: &str = "SELECT item.title, item.author, item.url, item.pubDate, item.content, feed.title \
     FROM rss_item AS item LEFT JOIN rss_feed AS feed ON feed.rssurl = item.feedurl \
     ORDER BY item.pubDate, item.id";

/// Whether the bytes are a database.
pub(super) fn is_database(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC)
}

/// What the columns are.
const FIELDS: [&str; 6] = ["title", "author", "url", "published", "body", "source"];

/// Reads every article, the oldest first; `None` where it is another database.
pub(super) fn read(bytes: &[u8], take: &mut dyn FnMut(Result<Opened, Unreadable>)) -> Option<()> {
    let database = open(bytes).ok()?;
    let is_table = "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name IN ('rss_item', 'rss_feed')";
    database.query_row(is_table, [], |row| row.get::<_, i64>(0)).ok().filter(|tables| *tables == 2)?;
    let mut statement = database.prepare(ARTICLES).ok()?;
    let mut rows = statement.query([]).ok()?;
    // Of a database that is damaged, what can be read.
    while let Ok(Some(row)) = rows.next() {
        take(article::of_fields(FIELDS.into_iter().zip((0..).map(|column| text(row, column)))));
    }
    Some(())
}

/// The database in memory; its schema may call nothing, and it may not keep one waiting.
fn open(bytes: &[u8]) -> rusqlite::Result<Connection> {
    let mut copy = bytes.to_vec();
    for at in JOURNAL {
        if let Some(journal) = copy.get_mut(at) {
            *journal = 1;
        }
    }
    let mut database = Connection::open_in_memory()?;
    database.deserialize_read_exact("main", &*copy, copy.len(), true)?;
    database.execute_batch("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA query_only = ON")?;
    database.progress_handler(PATIENCE, Some(|| true))?;
    Ok(database)
}

/// A value as text; what is neither text nor number is none.
fn text<'a>(row: &Row<'_>, column: usize) -> Cow<'a, str> {
    match row.get_ref(column) {
        Ok(ValueRef::Integer(number)) => number.to_string().into(),
        Ok(ValueRef::Text(text)) => String::from_utf8_lossy(text).into_owned().into(),
        _ => "".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;

    fn articles(bytes: &[u8]) -> Option<Vec<Result<Article, Unreadable>>> {
        let mut found = Vec::new();
        read(bytes, &mut |opened| found.push(opened.map(|opened| opened.article()))).map(|()| found)
    }

    fn database(schema: &str) -> Vec<u8> {
        let mut database = Connection::open_in_memory().unwrap();
        database.execute_batch(schema).unwrap();
        database.serialize("main").unwrap().to_vec()
    }

    const SCHEMA: &str =
        "CREATE TABLE rss_feed (rssurl, url, title); CREATE TABLE rss_item (id INTEGER PRIMARY KEY, title, \
        author, url, feedurl, pubDate INTEGER, content, unread);
        INSERT INTO rss_feed VALUES ('https://courier.example/feed', '', 'Harbour Courier');
        INSERT INTO rss_item VALUES (1, 'Tide &amp; quay', 'Anne Martin', 'https://courier.example/2', \
        'https://courier.example/feed', 1651536000, '<p>It rose.</p>', 1);
        INSERT INTO rss_item VALUES (2, 'Older', '', '', '', 1651449600, 'Plain.', 0);";

    #[test]
    fn articles_come_from_the_cache_with_their_feed() {
        let found = articles(&database(SCHEMA)).unwrap();
        let texts: Vec<_> = found.iter().map(|article| article.as_ref().unwrap().text.as_str()).collect();
        assert_eq!(texts, ["Older\n\nPlain.", "Tide & quay\n\nIt rose."]);
        let article = found[1].as_ref().unwrap();
        assert_eq!(
            (article.source.as_deref(), article.author.as_deref()),
            (Some("Harbour Courier"), Some("Anne Martin"))
        );
        assert_eq!(article.date.map(|date| date.to_string()).as_deref(), Some("3 May 2022"));
    }

    #[test]
    fn other_databases_are_refused_and_hostile_ones_end() {
        let endless = "CREATE TABLE rss_feed (rssurl, title); CREATE VIEW rss_item AS WITH RECURSIVE n(id) AS (SELECT 1 \
            UNION ALL SELECT id + 1 FROM n) SELECT id, id AS title, '' AS author, '' AS url, '' AS feedurl, 0 AS pubDate, '' \
            AS content FROM n;";
        for schema in ["CREATE TABLE a (b);", endless] {
            assert_eq!(articles(&database(schema)), None);
        }
        let whole = database(SCHEMA);
        for cut in (0..whole.len()).step_by(97) {
            let _ = articles(&whole[..cut]);
            let mut damaged = whole.clone();
            damaged[cut] ^= 0x55;
            let _ = articles(&damaged);
        }
    }
}
