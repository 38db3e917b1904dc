//! The articles in the index.

use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

use crate::article::{Article, Content, Date, Likeness};
use crate::library::trouble::Trouble;
use crate::text::Language;

use super::packed::unpack;
use super::{Index, about};

/// What the list shows of an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::library) struct Head {
    /// The name of the file, and the steps to the article in it.
    pub(in crate::library) name: String,
    pub(in crate::library) title: String,
    pub(in crate::library) source: Option<String>,
    pub(in crate::library) date: Option<Date>,
    pub(in crate::library) language: Option<Language>,
    /// The mark of its text; `None` where it cannot be read.
    pub(in crate::library) content: Option<Content>,
    /// Why it cannot be read.
    pub(in crate::library) trouble: Option<Trouble>,
}

/// An article that comes into the index.
#[derive(Clone, Debug)]
pub(in crate::library) struct New {
    /// Its head; of its name, the steps alone.
    pub(in crate::library) head: Head,
    /// Its body, packed; none where it cannot be read.
    pub(in crate::library) body: Option<Vec<u8>>,
    /// By what copies of it are known.
    pub(in crate::library) likeness: Option<Likeness>,
}

/// The columns of a head, from `article` and `file`. What was fetched because a file names it has a name of its own in
/// the place of steps, which begin with `#`.
const HEAD: &str = "iif(unicode(article.steps) <> 35, article.steps, file.name || article.steps), \
     title, source, date, language, content, trouble";

impl Index {
    /// What is shown of some articles, in their order; nothing of those that are not there.
    pub(in crate::library) fn heads(&self, ids: impl Iterator<Item = u32>) -> rusqlite::Result<Vec<(u32, Head)>> {
        self.read(|database| {
            let mut head = database.prepare_cached(&format!(
                "select {HEAD} from article join file on file.id = article.file where article.id = ?"
            ))?;
            let found = ids.map(|id| Ok(head.query_row([id], head_of).optional()?.map(|head| (id, self.shown(head)))));
            found.filter_map(Result::transpose).collect()
        })
    }

    /// The same of all articles whose numbers are in a range, in the order of the numbers.
    pub(in crate::library) fn each_head(
        &self,
        ids: std::ops::Range<u32>,
        mut take: impl FnMut(u32, &Head) -> bool,
    ) -> rusqlite::Result<()> {
        self.read(|database| {
            let mut all = database.prepare_cached(&format!(
                "select {HEAD}, article.id from article join file on file.id = article.file
                 where article.id >= ? and article.id < ? order by article.id"
            ))?;
            let mut rows = all.query([ids.start, ids.end])?;
            while let Some(row) = rows.next()? {
                if !take(row.get(7)?, &self.shown(head_of(row)?)) {
                    break;
                }
            }
            Ok(())
        })
    }

    /// An article with the mark of its text.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub(in crate::library) fn article(&self, id: u32) -> Result<(Article, Content), Trouble> {
        let found = self.read(|database| {
            let mut article = database.prepare_cached(
                "select '', title, source, date, language, content, trouble, packed
                 from article left join body on body.id = article.id where article.id = ?",
            )?;
            let whole = |row: &Row<'_>| Ok((head_of(row)?, row.get::<_, Option<Vec<u8>>>(7)?));
            article.query_row([id], whole).optional()
        });
        let (head, body) = found.map_err(|error| Trouble::Other(error.to_string()))?.ok_or(Trouble::Missing)?;
        let Head { title, source, date, language, content, trouble, .. } = head;
        if let Some(trouble) = trouble {
            return Err(trouble);
        }
        let mut article = Article { title, source, date, language, ..Article::default() };
        let damaged = || Trouble::Other("the index is damaged".to_owned());
        body.and_then(|body| unpack(&body, &mut article)).ok_or_else(damaged)?;
        let content = content.unwrap_or_else(|| Content::of(&article.text));
        Ok((article, content))
    }

    /// The first article with this text.
    pub(in crate::library) fn with_content(&self, content: Content) -> rusqlite::Result<Vec<u32>> {
        self.read(|database| {
            let mut ids = database.prepare_cached("select id from article where content = ? order by id")?;
            ids.query_map([content.0.to_be_bytes()], |row| row.get(0))?.collect()
        })
    }

    /// The article of this name.
    pub(in crate::library) fn named(&self, name: &str) -> rusqlite::Result<Option<u32>> {
        let name = &*self.to_keep(name);
        // What is a step and what is the name of a file, the name does not tell.
        let cuts = name.match_indices('#').map(|(at, _)| at).chain(Some(name.len()));
        self.read(|database| {
            let mut article = database.prepare_cached(
                "select article.id from file join article on article.file = file.id
                 where file.name = ? and article.steps = ? limit 1",
            )?;
            let at = |cut| article.query_row(name.split_at(cut), |row| row.get(0)).optional();
            cuts.map(at).find_map(Result::transpose).transpose()
        })
    }

    /// The numbers of the articles in a file.
    pub(in crate::library) fn in_file(&self, file: u32) -> rusqlite::Result<Vec<u32>> {
        self.read(|database| {
            let mut ids = database.prepare_cached("select id from article where file = ?")?;
            ids.query_map([file], |row| row.get(0))?.collect()
        })
    }
}

/// Adds an article to a file under its number.
pub(in crate::library) fn add(change: &Transaction<'_>, id: u32, file: u32, new: &New) -> rusqlite::Result<()> {
    let New { head, body, likeness } = new;
    let mut add = change.prepare_cached("insert into article values (?, ?, ?, ?, ?, ?, ?, ?, ?)")?;
    add.execute(params![
        id,
        file,
        head.name,
        head.title,
        head.source,
        head.date.map(number_of),
        head.language.as_ref().map(Language::code),
        head.content.map(|content| content.0.to_be_bytes()),
        head.trouble.as_ref().map(Trouble::written),
    ])?;
    if let Some(body) = body {
        change.prepare_cached("insert into body values (?, ?)")?.execute(params![id, body])?;
    }
    if let Some(likeness) = likeness {
        super::likeness::add(change, id, likeness)?;
    }
    Ok(())
}

/// How many articles there are, and the number that the next one gets.
pub(super) fn count(database: &Connection) -> rusqlite::Result<(u32, u32)> {
    Ok((about(database, "articles")?.unwrap_or_default(), about(database, "next")?.unwrap_or_default()))
}

/// Counts articles that have been added; the last of them is the one before `next`.
pub(in crate::library) fn count_more(change: &Transaction<'_>, more: usize, next: u32) -> rusqlite::Result<()> {
    let (count, _) = count(change)?;
    let more = u32::try_from(more).unwrap_or(u32::MAX);
    let mut put = change.prepare_cached("insert or replace into about values ('articles', ?), ('next', ?)")?;
    put.execute([count.saturating_add(more), next])?;
    Ok(())
}

/// Counts articles that have been struck out.
pub(super) fn count_fewer(change: &Transaction<'_>, fewer: usize) -> rusqlite::Result<()> {
    let (count, _) = count(change)?;
    let fewer = u32::try_from(fewer).unwrap_or(u32::MAX);
    let mut put = change.prepare_cached("insert or replace into about values ('articles', ?)")?;
    put.execute([count.saturating_sub(fewer)])?;
    Ok(())
}

fn head_of(row: &Row<'_>) -> rusqlite::Result<Head> {
    let content: Option<[u8; 16]> = row.get(5)?;
    Ok(Head {
        name: row.get(0)?,
        title: row.get(1)?,
        source: row.get(2)?,
        date: row.get::<_, Option<i64>>(3)?.map(date_of),
        language: row.get_ref(4)?.as_str_or_null()?.and_then(Language::from_code),
        content: content.map(|content| Content(u128::from_be_bytes(content))),
        trouble: row.get_ref(6)?.as_str_or_null()?.map(Trouble::read),
    })
}

/// A day as a number that sorts as days do; one without a year before all others.
fn number_of(Date { year, month, day }: Date) -> i64 {
    const BEFORE_ALL: i64 = 40_000;
    let year = year.map_or(0, |year| i64::from(year) + BEFORE_ALL);
    (year * 100 + i64::from(month)) * 100 + i64::from(day)
}

fn date_of(number: i64) -> Date {
    let part = |number: i64| u8::try_from(number % 100).unwrap_or_default();
    let year = i16::try_from(number / 10_000 - 40_000).ok().filter(|_| number >= 10_000);
    Date { year, month: part(number / 100), day: part(number) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_come_back_and_sort() {
        let day = |year, month, day| Date { year, month, day };
        let days = [day(None, 5, 29), day(Some(-44), 3, 15), day(Some(0), 1, 1), day(Some(2022), 6, 25)];
        let numbers = days.map(number_of);
        assert!(numbers.is_sorted());
        assert_eq!(numbers.map(date_of), days);
    }
}
