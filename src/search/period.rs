//! A time as a query gives it.

use std::fmt;

use crate::article::Date;

/// A time from one point to another, both of which belong to it; at least one of them is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// Where it begins.
    pub from: Option<Point>,
    /// Where it ends.
    pub to: Option<Point>,
}

/// A year, a month, or a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// The year.
    pub year: i16,
    /// The month, 1 to 12; a day has one too.
    pub month: Option<u8>,
    /// The day of the month, 1 to 31.
    pub day: Option<u8>,
}

impl Period {
    /// The time that is written as `2022`, `2022-05`, `2022-05-03`, or as two of these with `..` between them, one of
    /// which may be missing; `None` where it is none, or ends before it begins.
    pub(super) fn read(written: &str) -> Option<Period> {
        let side = |text: &str| if text.is_empty() { Some(None) } else { Point::read(text).map(Some) };
        let (from, to) = match written.split_once("..") {
            Some((from, to)) => (side(from)?, side(to)?),
            None => (side(written)?, side(written)?),
        };
        let in_order = match (from, to) {
            (Some(from), Some(to)) => from.first() <= to.last(),
            (from, to) => from.is_some() || to.is_some(),
        };
        in_order.then_some(Period { from, to })
    }

    /// Whether the day is in it; a day without a year is in none.
    pub fn holds(&self, date: Date) -> bool {
        let Some(year) = date.year else { return false };
        let day = (year, date.month, date.day);
        self.from.is_none_or(|from| from.first() <= day) && self.to.is_none_or(|to| day <= to.last())
    }
}

impl Point {
    fn read(text: &str) -> Option<Point> {
        let mut parts = text.split(['-', '/']);
        let year = parts.next().filter(|year| year.len() == 4).and_then(digits)?;
        let month = parts.next().map(|month| digits(month).ok_or(()));
        let day = parts.next().map(|day| digits(day).ok_or(()));
        let (month, day) = (month.transpose().ok()?, day.transpose().ok()?);
        // Whether there is such a month or day in the calendar.
        Date::new(Some(year), month.unwrap_or(1), day.unwrap_or(1)).filter(|_| parts.next().is_none())?;
        let narrow = |n: u32| u8::try_from(n).ok();
        Some(Point { year: i16::try_from(year).ok()?, month: month.and_then(narrow), day: day.and_then(narrow) })
    }

    /// The first day: year, month, day.
    fn first(self) -> (i16, u8, u8) {
        (self.year, self.month.unwrap_or(1), self.day.unwrap_or(1))
    }

    /// The last day, or one behind it that no month has.
    fn last(self) -> (i16, u8, u8) {
        (self.year, self.month.unwrap_or(12), self.day.unwrap_or(31))
    }
}

/// The number that one to four digits are.
fn digits(text: &str) -> Option<u32> {
    let fits = (1..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    text.parse().ok().filter(|_| fits)
}

/// As it is typed.
impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.from, self.to) {
            (Some(from), Some(to)) if from == to => write!(f, "{from}"),
            (from, to) => {
                from.map_or(Ok(()), |from| write!(f, "{from}"))?;
                f.write_str("..")?;
                to.map_or(Ok(()), |to| write!(f, "{to}"))
            }
        }
    }
}

/// As it is typed.
impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        self.month.map_or(Ok(()), |month| write!(f, "-{month:02}"))?;
        self.day.map_or(Ok(()), |day| write!(f, "-{day:02}"))
    }
}

#[cfg(test)]
mod tests {
    use super::{Date, Period};

    #[test]
    fn a_time_holds_its_days() {
        for (written, inside, outside) in [
            ("2022", "2022-01-01 2022-12-31", "2021-12-31 2023-01-01"),
            ("2022-02", "2022-02-01 2022-02-28", "2022-01-31 2022-03-01"),
            ("2022-5-3", "2022-05-03", "2022-05-02 2022-05-04"),
            ("2022/05/03", "2022-05-03", "2022-05-02"),
            ("2022..2023", "2022-01-01 2023-12-31", "2021-12-31 2024-01-01"),
            ("2022-11..", "2022-11-01 2090-01-01", "2022-10-31"),
            ("..2022-11-05", "1950-01-01 2022-11-05", "2022-11-06"),
            ("2022-03..2022-03-05", "2022-03-01", "2022-03-06"),
        ] {
            let period = Period::read(written).unwrap();
            let day = |text: &str| {
                let [year, month, day] = [0, 1, 2].map(|n| text.split('-').nth(n).unwrap().parse().unwrap());
                Date::new(Some(year), month, day).unwrap()
            };
            assert!(inside.split(' ').all(|text| period.holds(day(text))), "{written}");
            assert!(!outside.split(' ').any(|text| period.holds(day(text))), "{written}");
        }
        let without_year = Date { year: None, month: 5, day: 3 };
        assert!(!Period::read("2022..").unwrap().holds(without_year));
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for written in [
            "",
            "..",
            "22",
            "20222",
            "2022-13",
            "2022-02-30",
            "2022-1-2-3",
            "2022-",
            "may",
            "2023..2022",
            "2022...2023",
            "2022..x",
            "-2022",
            "+202",
        ] {
            assert_eq!(Period::read(written), None, "{written}");
        }
    }
}
