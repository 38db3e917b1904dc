//! Single facts of all articles, by which lists are sorted.

use rusqlite::types::ValueRef;

use crate::article::Content;

use super::Index;

/// Something that the index knows of each article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::library) enum Fact {
    /// When it was published.
    Date,
    /// Who published it.
    Source,
    /// Its language, by its two letters.
    Language,
    /// The mark of its text.
    Content,
}

impl Fact {
    fn column(self) -> &'static str {
        match self {
            Fact::Date => "date",
            Fact::Source => "source",
            Fact::Language => "language",
            Fact::Content => "content",
        }
    }
}

/// What a fact is of one article.
pub(in crate::library) struct Value<'a>(ValueRef<'a>);

impl Value<'_> {
    /// As a number, which sorts as days do; `None` where there is none.
    pub(in crate::library) fn number(&self) -> Option<i64> {
        self.0.as_i64().ok()
    }

    /// As a name.
    pub(in crate::library) fn name(&self) -> Option<&str> {
        self.0.as_str().ok()
    }

    /// As the mark of a text.
    pub(in crate::library) fn content(&self) -> Option<Content> {
        let bytes = self.0.as_blob().ok()?.first_chunk()?;
        Some(Content(u128::from_be_bytes(*bytes)))
    }
}

impl Index {
    /// Tells a fact of each article from a number on, in the order of the numbers.
    pub(in crate::library) fn each_fact(
        &self,
        fact: Fact,
        from: u32,
        mut take: impl FnMut(u32, Value<'_>),
    ) -> rusqlite::Result<()> {
        self.read(|database| {
            let column = fact.column();
            let mut all =
                database.prepare_cached(&format!("select id, {column} from article where id >= ? order by id"))?;
            let mut rows = all.query([from])?;
            while let Some(row) = rows.next()? {
                take(row.get(0)?, Value(row.get_ref(1)?));
            }
            Ok(())
        })
    }
}
