//! Days, as they are shown and as addresses hold them.

mod written;

pub(crate) use written::is_month;

use std::fmt;
use std::ops::Range;

use crate::text::Language;

/// A day, as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Date {
    /// The year; `None` where the article gives only day and month.
    pub year: Option<i16>,
    /// The month, 1 to 12.
    pub month: u8,
    /// The day of the month, 1 to 31.
    pub day: u8,
}

/// As it is shown: "25 Jun 2022", or "29 May".
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
        let month = usize::from(self.month).checked_sub(1).and_then(|m| MONTHS.get(m)).unwrap_or(&"?");
        write!(f, "{} {month}", self.day)?;
        self.year.map_or(Ok(()), |year| write!(f, " {year}"))
    }
}

impl Date {
    /// The day as ISO 8601 writes it; one without a year as its edition of 2000 does, `--05-29`.
    pub fn iso(self) -> String {
        let Date { year, month, day } = self;
        year.map_or_else(|| format!("--{month:02}-{day:02}"), |year| format!("{year:04}-{month:02}-{day:02}"))
    }

    /// The day, where there is one such in the calendar.
    pub(crate) fn new(year: Option<u32>, month: u32, day: u32) -> Option<Date> {
        let year = year.and_then(|year| i16::try_from(year).ok());
        let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
        // A leap year has every day that a year can have.
        let leap = jiff::civil::Date::new(year.unwrap_or(2000), i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        leap.is_ok().then_some(Date { year, month, day })
    }

    /// The first date in `folded`, a folded text, and where it stands in it. Of words that are different months in two
    /// languages the one of `language` is meant.
    pub(super) fn find(folded: &str, language: Option<Language>) -> Option<(Date, Range<usize>)> {
        written::find(folded, language)
    }

    /// The date that the address of an article holds: /2022/6/25/, 2022-06-25 or 20220625.
    pub(super) fn in_address(address: &str) -> Option<Date> {
        let is_digit = |c: char| c.is_ascii_digit();
        let runs: Vec<&str> = address.split(|c: char| !is_digit(c) && !matches!(c, '/' | '-')).collect();
        runs.iter().find_map(|run| {
            let parts: Vec<&str> = run.split(['/', '-']).filter(|part| !part.is_empty()).collect();
            parts.windows(3).find_map(in_parts).or_else(|| parts.iter().find_map(|part| in_eight_digits(part)))
        })
    }
}

fn in_parts(parts: &[&str]) -> Option<Date> {
    match parts {
        [year, month, day] if year.len() == 4 && month.len() <= 2 && day.len() <= 2 => {
            Date::new(year.parse().ok().filter(|&year| is_year(year)), month.parse().ok()?, day.parse().ok()?)
                .filter(|d| d.year.is_some())
        }
        _ => None,
    }
}

fn in_eight_digits(digits: &str) -> Option<Date> {
    let (year, rest) = digits.split_at_checked(4).filter(|_| digits.len() == 8)?;
    let (month, day) = rest.split_at_checked(2)?;
    in_parts(&[year, month, day])
}

fn is_year(year: u32) -> bool {
    (1900..2100).contains(&year)
}

#[cfg(test)]
mod tests {
    use super::Date;

    fn day(year: i16, month: u8, day: u8) -> Date {
        Date { year: Some(year), month, day }
    }

    #[test]
    fn addresses_hold_dates() {
        for (address, date) in [
            ("https://example.org/news/2022/6/25/russia-to-send", Some(day(2022, 6, 25))),
            ("https://example.org/2022-06-25/x", Some(day(2022, 6, 25))),
            ("https://example.org/a/20220625-x", Some(day(2022, 6, 25))),
            ("https://example.org/2022/13/45/", None),
            ("https://example.org/20229999", None),
            ("https://example.org/", None),
        ] {
            assert_eq!(Date::in_address(address), date, "{address}");
        }
    }

    #[test]
    fn a_date_is_shown_short() {
        assert_eq!(day(2022, 6, 25).to_string(), "25 Jun 2022");
        assert_eq!(Date { year: None, month: 5, day: 29 }.to_string(), "29 May");
    }
}
