//! The tables of the index.

use rusqlite::Connection;

/// The version of the tables.
pub(super) const VERSION: u32 = 3;

/// How the tables came about: the patch at index `n` makes version `n + 1` of version `n`. Patches are never changed.
///
/// - `about`: single facts of the whole, by name;
/// - `file`: what was found on the walk, with its size and time at that moment, the mark of its bytes, and of a large
///   file of lines how far it has been read;
/// - `article`: what the list shows of each; `body`: the rest of it, packed;
/// - `likeness`: by what copies of an article are known;
/// - `found`: of each block of articles those that have been gone through, a bit each; `posting`: of each block and
///   actor, in which articles how many mentions there are (the block times 65,536, plus the actor); `form`: the forms of
///   each actor;
/// - `segment`: stretches of articles whose words have been taken down; `word`: of each segment, by its first article,
///   the words with the articles that have them.
const PATCHES: [&str; VERSION as usize] = [
    "
    create table about (name text primary key not null, value any not null) strict, without rowid;
    create table file (
        id integer primary key,
        name text not null,
        steps text not null,
        size integer,
        time integer,
        mark blob not null,
        bytes integer not null,
        line integer not null,
        whole integer not null,
        unique (name, steps)
    ) strict;
    create table article (
        id integer primary key,
        file integer not null,
        steps text not null,
        title text not null,
        source text,
        date integer,
        language text,
        content blob,
        trouble text
    ) strict;
    create index article_of_file on article (file, steps);
    create index article_of_content on article (content) where content is not null;
    create table body (id integer primary key, packed blob not null) strict;
    create table likeness (id integer primary key, likeness blob not null) strict;
    create table found (block integer primary key, articles blob not null) strict;
    create table posting (id integer primary key, counts blob not null) strict;
    create table form (actor integer primary key, forms blob not null) strict;
",
    "
    create table segment (first integer primary key, next integer not null) strict;
    create table word (
        segment integer not null,
        word text not null,
        articles blob not null,
        primary key (segment, word)
    ) strict, without rowid;
    create index article_unreadable on article (id) where content is null;
",
    "
    create index article_of_date on article (date desc);
",
];

/// Makes the tables in an empty database, or brings those of an older version up to this one; tells whether they are of
/// this version now, which newer ones are not.
pub(super) fn make(database: &mut Connection) -> rusqlite::Result<bool> {
    if version(database)? == VERSION {
        return Ok(true);
    }
    let transaction = database.transaction()?;
    let tables: i64 = transaction.query_row("select count(*) from sqlite_schema", [], |row| row.get(0))?;
    let seen = version(&transaction)?;
    let Some(new) = PATCHES.get(seen as usize..).filter(|_| (tables > 0) == (seen > 0)) else { return Ok(false) };
    new.iter().try_for_each(|patch| transaction.execute_batch(patch))?;
    transaction.pragma_update(None, "user_version", VERSION)?;
    transaction.commit()?;
    Ok(true)
}

/// The version of the tables in a database; 0 where there are none.
pub(super) fn version(database: &Connection) -> rusqlite::Result<u32> {
    database.pragma_query_value(None, "user_version", |row| row.get(0))
}

/// Makes the tables of the first version.
#[cfg(test)]
pub(super) fn make_first(database: &Connection) {
    database.execute_batch(PATCHES[0]).unwrap();
    database.pragma_update(None, "user_version", 1).unwrap();
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tables(database: &Connection) -> Vec<String> {
        let mut all = database.prepare("select sql from sqlite_schema where sql is not null order by name").unwrap();
        all.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
    }

    #[test]
    fn every_older_version_becomes_the_newest_and_others_are_left_alone() {
        let mut newest = Connection::open_in_memory().unwrap();
        assert!(make(&mut newest).unwrap());
        for old in 1..=VERSION {
            let mut database = Connection::open_in_memory().unwrap();
            PATCHES[..old as usize].iter().for_each(|patch| database.execute_batch(patch).unwrap());
            database.pragma_update(None, "user_version", old).unwrap();
            assert!(make(&mut database).unwrap());
            assert_eq!(tables(&database), tables(&newest));
        }
        newest.pragma_update(None, "user_version", VERSION + 1).unwrap();
        assert!(!make(&mut newest).unwrap());
        let mut other = Connection::open_in_memory().unwrap();
        other.execute_batch("create table a (b)").unwrap();
        assert!(!make(&mut other).unwrap());
    }
}
