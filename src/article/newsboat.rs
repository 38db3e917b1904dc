//! The cache of newsboat, a reader of feeds: a database with an article a row.

use std::borrow::Cow;

use rusqlite::{Connection, Row};

use super::record::{Record, Slot};
use super::{Opened, Unreadable};

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

/// Reads every article, the oldest first; `None` where it is another database.
pub(super) fn read(bytes: &[u8], take: &mut dyn FnMut(Result<Opened, Unreadable>)) -> Option<()> {
    let database = open(bytes).ok()?;
    let is_table = "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name IN ('rss_item', 'rss_feed')";
    database.query_row(is_table, [], |row| row.get::<_, i64>(0)).ok().filter(|tables| *tables == 2)?;
    let mut statement = database.prepare(ARTICLES).ok()?;
    let mut rows = statement.query([]).ok()?;
    // Of a database that is damaged, what can be read.
    while let Ok(Some(row)) = rows.next() {
        let record = record(row);
        let opened = record.is_article().then(|| record.open());
        take(opened.filter(|opened| !opened.is_empty()).ok_or(Unreadable::Empty));
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

fn record(row: &Row<'_>) -> Record<'static> {
    let slots = [Slot::Title, Slot::Author, Slot::Address, Slot::Date, Slot::Body, Slot::Source];
    let mut record = Record::default();
    for (column, slot) in slots.into_iter().enumerate() {
        let text = row.get_ref(column).ok().and_then(|value| match value {
            rusqlite::types::ValueRef::Integer(number) => Some(number.to_string()),
            rusqlite::types::ValueRef::Text(text) => Some(String::from_utf8_lossy(text).into_owned()),
            _ => None,
        });
        record.take((slot, 0), Cow::Owned(text.unwrap_or_default()));
    }
    record
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::collection::tests::articles;

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
        let found = articles(&database(SCHEMA), "cache.db");
        let texts: Vec<_> =
            found.iter().map(|(steps, a)| (steps.as_str(), a.as_ref().unwrap().text.as_str())).collect();
        assert_eq!(texts, [("#1", "Older\n\nPlain."), ("#2", "Tide & quay\n\nIt rose.")]);
        let article = found[1].1.as_ref().unwrap();
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
            assert_eq!(articles(&database(schema), "a.db")[0].1, Err(Unreadable::Binary));
        }
        let whole = database(SCHEMA);
        for cut in (0..whole.len()).step_by(97) {
            let _ = articles(&whole[..cut], "a.db");
            let mut damaged = whole.clone();
            damaged[cut] ^= 0x55;
            let _ = articles(&damaged, "a.db");
        }
    }
}
