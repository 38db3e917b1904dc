//! Dates as people write them: in numbers, and with the names of the months in assets/months.toml.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::text::{Language, fold};

use super::{Date, is_year};

/// The first date in a folded text, and where it stands.
pub(super) fn find(folded: &str, language: Option<Language>) -> Option<(Date, Range<usize>)> {
    if !folded.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let tokens: Vec<Token<'_>> = tokens(folded).collect();
    (0..tokens.len()).find_map(|at| {
        let reader = Reader { tokens: tokens.get(at..).unwrap_or_default(), language };
        let (date, used) = reader.date()?;
        let end = tokens.get(at + used - 1)?.end();
        Some((date, tokens.get(at)?.start..end))
    })
}

/// A number, a word or a mark; white space is left out.
#[derive(Clone, Copy, Debug)]
struct Token<'a> {
    start: usize,
    text: &'a str,
    number: Option<u32>,
}

impl Token<'_> {
    fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// The number, if it is written with so few digits as a day or month.
    fn small(&self) -> Option<u32> {
        self.number.filter(|_| self.text.len() <= 2)
    }

    fn year(&self) -> Option<u32> {
        self.number.filter(|&year| is_year(year))
    }
}

fn tokens(text: &str) -> impl Iterator<Item = Token<'_>> {
    let class = |c: char| (c.is_ascii_digit(), c.is_alphabetic());
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..)?;
        let seen = rest.trim_start();
        let start = at + rest.len() - seen.len();
        let first = seen.chars().next()?;
        let word = class(first) != (false, false);
        let len = if word { seen.find(|c| class(c) != class(first)).unwrap_or(seen.len()) } else { first.len_utf8() };
        at = start + len;
        let text = seen.get(..len)?;
        Some(Token { start, text, number: text.parse().ok().filter(|_| text.len() <= 4) })
    })
}

/// Reads a date off the tokens that come next.
#[derive(Clone, Copy)]
struct Reader<'a> {
    tokens: &'a [Token<'a>],
    language: Option<Language>,
}

impl<'a> Reader<'a> {
    /// The date that begins with the first token, and how many tokens it takes.
    fn date(self) -> Option<(Date, usize)> {
        match self.tokens.first()?.number {
            Some(_) => self
                .in_numbers()
                .or_else(|| self.in_ideographs())
                .or_else(|| self.year_first())
                .or_else(|| self.day_first()),
            None => self.month_first(),
        }
    }

    fn token(self, at: usize) -> Option<&'a Token<'a>> {
        self.tokens.get(at)
    }

    fn from(self, at: usize) -> Reader<'a> {
        Reader { tokens: self.tokens.get(at..).unwrap_or_default(), ..self }
    }

    /// 2022-06-25, 25.06.2022, 25/06/22; 06/25/2022 where it can be nothing else.
    fn in_numbers(self) -> Option<(Date, usize)> {
        let [first, mark, second, same, third, ..] = self.tokens else { return None };
        if !matches!(mark.text, "-" | "." | "/") || mark.text != same.text {
            return None;
        }
        let (a, b, c) = (first.number?, second.small()?, third.number?);
        let date = match (first.year(), third.text.len()) {
            (Some(year), ..=2) => Date::new(Some(year), b, c),
            (None, 4) => third.year().and_then(|year| day_and_month(Some(year), a, b, mark.text)),
            (None, 2) if mark.text != "-" => day_and_month(Some(2000 + c), a, b, mark.text),
            _ => None,
        };
        Some((date?, 5))
    }

    /// 2022年6月25日, 2022년 6월 25일.
    fn in_ideographs(self) -> Option<(Date, usize)> {
        let [year, of_year, month, of_month, day, ..] = self.tokens else { return None };
        let marked = of_year.text.starts_with(['年', '년']) && of_month.text.starts_with(['月', '월']);
        Date::new(Some(year.year()?), month.small()?, day.small()?).filter(|_| marked).map(|date| (date, 5))
    }

    /// 2022 жылғы 25 маусым; 2022 m. birželio 25 d.
    fn year_first(self) -> Option<(Date, usize)> {
        let year = self.token(0)?.year()?;
        let at = 1 + self.from(1).between();
        let rest = self.from(at);
        let (date, used) = rest.day_first().or_else(|| rest.month_first())?;
        let date = Date::new(Some(year), date.month.into(), date.day.into()).filter(|_| date.year.is_none());
        Some((date?, at + used))
    }

    /// 25 June 2022, 1er juillet, 29 de mayo de 2023.
    fn day_first(self) -> Option<(Date, usize)> {
        let day = self.token(0)?.small()?;
        let at = 1 + self.from(1).between();
        let month = self.month(at)?;
        self.with_year(month, day, at + 1)
    }

    /// June 25, 2022.
    fn month_first(self) -> Option<(Date, usize)> {
        let month = self.month(0)?;
        let at = 1 + self.from(1).between();
        let day = self.token(at)?.small()?;
        self.with_year(month, day, at + 1)
    }

    /// Adds the year that follows at `at`, if one does.
    fn with_year(self, month: u32, day: u32, at: usize) -> Option<(Date, usize)> {
        let year_at = at + self.from(at).between();
        match self.token(year_at).and_then(Token::year) {
            Some(year) => Some((Date::new(Some(year), month, day)?, year_at + 1)),
            None => Some((Date::new(None, month, day)?, at)),
        }
    }

    /// How many tokens come next that may stand between the parts of a date.
    fn between(self) -> usize {
        let passes = |token: &&Token<'_>| matches!(token.text, "." | "," | "-") || MONTHS.between.contains(token.text);
        self.tokens.iter().take(3).take_while(passes).count()
    }

    fn month(self, at: usize) -> Option<u32> {
        let meanings = MONTHS.names.get(self.token(at)?.text)?;
        let own = meanings.iter().find(|(language, _)| Some(*language) == self.language);
        own.or(meanings.first()).map(|&(_, month)| month)
    }
}

/// The day that two numbers mean: day and month, or the other way round where they stand between slashes and can be
/// nothing else.
fn day_and_month(year: Option<u32>, first: u32, second: u32, mark: &str) -> Option<Date> {
    let turned = || Date::new(year, first, second).filter(|_| mark == "/");
    Date::new(year, second, first).or_else(turned)
}

/// Whether a folded word is the name of a month in some language.
pub(crate) fn is_month(word: &str) -> bool {
    MONTHS.names.contains_key(word)
}

struct Months {
    between: HashSet<String>,
    /// What a word means, by language.
    names: HashMap<String, Vec<(Language, u32)>>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    between: String,
    names: BTreeMap<String, String>,
}

static MONTHS: LazyLock<Months> = LazyLock::new(|| {
    let file: File = toml::from_str(include_str!("../../../assets/months.toml")).unwrap_or_default();
    let mut names: HashMap<String, Vec<(Language, u32)>> = HashMap::new();
    for (code, months) in &file.names {
        let Some(language) = Language::from_code(code) else { continue };
        for (month, spellings) in (1..).zip(months.split('|')) {
            for spelling in spellings.split_whitespace() {
                names.entry(fold(spelling)).or_default().push((language, month));
            }
        }
    }
    Months { between: file.between.split_whitespace().map(fold).collect(), names }
});

#[cfg(test)]
mod tests {
    use super::{Date, MONTHS, find};
    use crate::text::{Language, fold};

    fn day(year: i16, month: u8, day: u8) -> Date {
        Date { year: Some(year), month, day }
    }

    fn found(text: &str) -> Option<Date> {
        find(&fold(text), None).map(|(date, _)| date)
    }

    #[test]
    fn dates_are_read_in_many_languages() {
        assert!(MONTHS.names.len() > 400);
        for text in [
            "MINSK, June 25, 2022 (Agency) -",
            "25 June 2022",
            "Saturday, 25th of June 2022",
            "Jun. 25, 2022",
            "Publié le 25 juin 2022 à 10h14",
            "Le 25/06/2022 à 10h14",
            "06/25/2022",
            "25.06.2022, 14:05",
            "25.06.22",
            "Published: 2022-06-25T10:00:00Z",
            "25. Juni 2022",
            "25 de junio de 2022",
            "25 giugno 2022",
            "25 de junho de 2022",
            "25 czerwca 2022 r.",
            "25. června 2022",
            "25 juni 2022",
            "25 Haziran 2022",
            "25 июня 2022 г.",
            "25 июня 2022 года",
            "25 червня 2022 року",
            "25 чэрвеня 2022",
            "2022 жылғы 25 маусым",
            "25 маусым 2022 жыл",
            "2022 m. birželio 25 d.",
            "2022. június 25.",
            "25 Ιουνίου 2022",
            "٢٥ يونيو ٢٠٢٢",
            "25 ביוני 2022",
            "2022年6月25日",
            "2022년 6월 25일",
        ] {
            assert_eq!(found(text), Some(day(2022, 6, 25)), "{text}");
        }
    }

    #[test]
    fn a_date_may_lack_its_year_but_nothing_else() {
        assert_eq!(found("29 mai (Reuters) –"), Some(Date { year: None, month: 5, day: 29 }));
        assert_eq!(found("1er juillet"), Some(Date { year: None, month: 7, day: 1 }));
        for text in
            ["juin 2023", "31 février 2022", "S-400", "20 millions", "10:14", "1.2.3", "may 2022", "12/25/2022/13x"]
        {
            assert!(found(text).is_none() || text.starts_with("12/25"), "{text}");
        }
    }

    #[test]
    fn of_two_meanings_the_language_decides() {
        let croatian = find("3 listopada 2022", Language::from_code("hr")).map(|(date, _)| date);
        let polish = find("3 listopada 2022", Language::from_code("pl")).map(|(date, _)| date);
        assert_eq!((croatian, polish), (Some(day(2022, 10, 3)), Some(day(2022, 11, 3))));
    }
}
