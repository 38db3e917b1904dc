//! Saves from a damaged file what can be read of it.

use std::path::Path;

use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags, Transaction, params_from_iter};

use super::file::TABLES;

/// Takes over what can be read of a damaged file, and tells how many lines that is. What is there already stays.
pub(super) fn rescue(damaged: &Path, into: &mut Connection) -> rusqlite::Result<usize> {
    let Ok(damaged) = Connection::open_with_flags(damaged, OpenFlags::SQLITE_OPEN_READ_ONLY) else { return Ok(0) };
    let transaction = into.transaction()?;
    let mut saved = 0;
    for table in TABLES {
        // What lies behind the damage is reached from the other end.
        for direction in ["asc", "desc"] {
            saved += take_over(&damaged, &transaction, table, direction)?;
        }
    }
    transaction.commit()?;
    Ok(saved)
}

/// Takes over the lines of a table up to the first that cannot be read.
fn take_over(damaged: &Connection, into: &Transaction<'_>, table: &str, direction: &str) -> rusqlite::Result<usize> {
    let Ok(mut all) = damaged.prepare(&format!("select * from {table} order by 1 {direction}")) else { return Ok(0) };
    let columns: Vec<String> = all.column_names().map(|column| format!("\"{column}\"")).collect();
    let marks = vec!["?"; columns.len()].join(", ");
    let mut put = into.prepare(&format!("insert or ignore into {table} ({}) values ({marks})", columns.join(", ")))?;
    let (mut saved, Ok(mut rows)) = (0, all.query([])) else { return Ok(0) };
    while let Ok(Some(row)) = rows.next() {
        let values: Result<Vec<Value>, _> = (0..columns.len()).map(|column| row.get(column)).collect();
        // What does not fit the table is damaged too.
        saved += values.ok().and_then(|values| put.execute(params_from_iter(values)).ok()).unwrap_or_default();
    }
    Ok(saved)
}
