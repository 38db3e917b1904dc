//! The tables of the index.

use rusqlite::Connection;

/// The version of the tables. What is in an index can be read again from the files, so that one of another version is
/// not carried over but made anew.
pub(super) const VERSION: u32 = 1;

/// All of it:
///
/// - `about`: single facts of the whole, by name;
/// - `file`: what was found on the walk, with its size and time at that moment, the mark of its bytes, and of a large
///   file of lines how far it has been read;
/// - `article`: what the list shows of each; `body`: the rest of it, packed;
/// - `likeness`: by what copies of an article are known;
/// - `found`: of each block of articles those that have been gone through, a bit each; `posting`: of each block and
///   actor, in which articles how many mentions there are (the block times 65,536, plus the actor); `form`: the forms of
///   each actor.
const TABLES: &str = "
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
";

/// Makes the tables in an empty database, or sees that they are there; tells whether they are those of this version.
pub(super) fn make(database: &mut Connection) -> rusqlite::Result<bool> {
    if version(database)? == VERSION {
        return Ok(true);
    }
    let transaction = database.transaction()?;
    let tables: i64 = transaction.query_row("select count(*) from sqlite_schema", [], |row| row.get(0))?;
    if tables > 0 {
        return Ok(false);
    }
    transaction.execute_batch(TABLES)?;
    transaction.pragma_update(None, "user_version", VERSION)?;
    transaction.commit()?;
    Ok(true)
}

/// The version of the tables in a database; 0 where there are none.
pub(super) fn version(database: &Connection) -> rusqlite::Result<u32> {
    database.pragma_query_value(None, "user_version", |row| row.get(0))
}
