//! What has been counted, as the index keeps it: how often each actor is named in which articles, and in which forms.

use rusqlite::{Connection, Transaction, params};

use super::{Index, about};

/// What has been counted for one cast, in blocks of articles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::library) struct Saved {
    /// The mark of those who are followed, and of all that has been said of them.
    pub(in crate::library) mark: u128,
    /// Whether nothing of what was saved before holds any more.
    pub(in crate::library) anew: bool,
    /// Blocks.
    pub(in crate::library) blocks: Vec<SavedBlock>,
    /// Of actors, by their numbers, the forms.
    pub(in crate::library) forms: Vec<(u16, Vec<u8>)>,
}

/// What has been counted in one block of articles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::library) struct SavedBlock {
    /// Which block.
    pub(in crate::library) number: u32,
    /// Which of its articles have been gone through.
    pub(in crate::library) found: Vec<u8>,
    /// Of actors, by their numbers, in which articles they are how often.
    pub(in crate::library) postings: Vec<(u16, Vec<u8>)>,
}

impl Index {
    /// What has been counted for the cast with this mark; nothing where another one was followed last.
    pub(in crate::library) fn saved(&self, mark: u128) -> rusqlite::Result<Saved> {
        self.read(|database| {
            let of: Option<[u8; 16]> = about(database, "followed")?;
            if of.map(u128::from_be_bytes) != Some(mark) {
                return Ok(Saved { mark, anew: true, ..Saved::default() });
            }
            let forms = pairs(database, "select actor, forms from form order by actor")?;
            let forms = forms.into_iter().map(|(actor, forms)| (actor_of(actor), forms)).collect();
            Ok(Saved { mark, anew: false, blocks: blocks(database)?, forms })
        })
    }

    /// Keeps what has been counted.
    pub(in crate::library) fn save(&self, saved: &Saved) -> rusqlite::Result<()> {
        self.write(|change| {
            if saved.anew {
                clear(change)?;
            }
            let mut followed = change.prepare_cached("insert or replace into about values ('followed', ?)")?;
            followed.execute([saved.mark.to_be_bytes()])?;
            for block in &saved.blocks {
                save_block(change, block)?;
            }
            let mut put = change.prepare_cached("insert or replace into form values (?, ?)")?;
            for (actor, forms) in &saved.forms {
                put.execute(params![actor, forms])?;
            }
            Ok(())
        })
    }
}

/// Forgets what has been counted.
pub(super) fn clear(change: &Transaction<'_>) -> rusqlite::Result<()> {
    change.execute_batch(
        "delete from found; delete from posting; delete from form; delete from about where name = 'followed'",
    )
}

fn save_block(change: &Transaction<'_>, SavedBlock { number, found, postings }: &SavedBlock) -> rusqlite::Result<()> {
    let mut put = change.prepare_cached("insert or replace into found values (?, ?)")?;
    put.execute(params![number, found])?;
    let mut clear = change.prepare_cached("delete from posting where id >= ? and id < ?")?;
    clear.execute([row_of(*number, 0), row_of(number.saturating_add(1), 0)])?;
    let mut put = change.prepare_cached("insert into posting values (?, ?)")?;
    for (actor, counts) in postings {
        put.execute(params![row_of(*number, *actor), counts])?;
    }
    Ok(())
}

fn blocks(database: &Connection) -> rusqlite::Result<Vec<SavedBlock>> {
    let found = pairs(database, "select block, articles from found order by block")?;
    let block =
        |(number, found)| SavedBlock { number: u32::try_from(number).unwrap_or(u32::MAX), found, postings: Vec::new() };
    let mut blocks: Vec<SavedBlock> = found.into_iter().map(block).collect();
    for (id, counts) in pairs(database, "select id, counts from posting order by id")? {
        let number = u32::try_from(id >> 16).unwrap_or(u32::MAX);
        let block = blocks.binary_search_by_key(&number, |block| block.number);
        if let Some(block) = block.ok().and_then(|at| blocks.get_mut(at)) {
            block.postings.push((actor_of(id), counts));
        }
    }
    Ok(blocks)
}

/// A number and a blob of each row.
fn pairs(database: &Connection, query: &str) -> rusqlite::Result<Vec<(i64, Vec<u8>)>> {
    database.prepare(query)?.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}

/// The row of an actor's counts in a block.
fn row_of(block: u32, actor: u16) -> i64 {
    i64::from(block) << 16 | i64::from(actor)
}

fn actor_of(row: i64) -> u16 {
    u16::try_from(row & 0xffff).unwrap_or(u16::MAX)
}
