//! Whole days in UTC.

use std::fmt;
use std::str::FromStr;
use std::time::{SystemTime, UNIX_EPOCH};

/// A day of the Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(i64);

impl Date {
    /// The day that it is now, in UTC: the only place that asks the clock for it. In a build for tests `OSWEB_CONFIG_TODAY` says so.
    pub fn today() -> Self {
        #[cfg(debug_assertions)]
        if let Some(today) = std::env::var("OSWEB_CONFIG_TODAY").ok().and_then(|today| today.parse().ok()) {
            return today;
        }
        let since = SystemTime::now().duration_since(UNIX_EPOCH);
        Self::of_seconds(since.map_or(0, |since| since.as_secs() as i64))
    }

    /// The day of a second since 1970-01-01 UTC.
    pub fn of_seconds(seconds: i64) -> Self {
        Self(seconds.div_euclid(86_400))
    }

    /// Its first second, since 1970-01-01 UTC.
    pub fn seconds(self) -> i64 {
        self.0 * 86_400
    }

    /// Days from another one to this one.
    pub fn days_since(self, other: Self) -> i64 {
        self.0 - other.0
    }

    /// Year, month and day (counted in eras of 400 years that begin in March).
    fn civil(self) -> (i64, i64, i64) {
        let days = self.0 + 719_468;
        let era = days.div_euclid(146_097);
        let day_of_era = days.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        (year_of_era + era * 400 + i64::from(month <= 2), month, day)
    }

    /// The reverse of [`civil`](Self::civil).
    fn of_civil(year: i64, month: i64, day: i64) -> Self {
        let year = year - i64::from(month <= 2);
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let day_of_year = (153 * (if month > 2 { month - 3 } else { month + 9 }) + 2) / 5 + day - 1;
        Self(era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468)
    }
}

/// `2027-05-31`.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.civil();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

/// `2027-05-31`, and nothing else; the day must exist.
impl FromStr for Date {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, &'static str> {
        const EXPECTED: &str = "a date is expected: year-month-day, such as 2027-05-31";
        let bytes = text.as_bytes();
        let shape = |at: usize, byte: &u8| if matches!(at, 4 | 7) { *byte == b'-' } else { byte.is_ascii_digit() };
        if bytes.len() != 10 || !bytes.iter().enumerate().all(|(at, byte)| shape(at, byte)) {
            return Err(EXPECTED);
        }
        let number = |range: std::ops::Range<usize>| text[range].parse::<i64>().unwrap_or(0);
        let date = Self::of_civil(number(0..4), number(5..7), number(8..10));
        // A day that does not exist comes back as another one.
        if (1..=12).contains(&number(5..7)) && date.to_string() == text {
            Ok(date)
        } else {
            Err("there is no such day")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
    }

    #[test]
    fn days_are_counted_across_leap_days_and_years() {
        assert_eq!(date("1970-01-01"), Date::of_seconds(86_399));
        assert_eq!(date("1969-12-31"), Date::of_seconds(-1));
        assert_eq!(date("2028-03-01").days_since(date("2028-02-28")), 2);
        assert_eq!(date("2027-03-01").days_since(date("2027-02-28")), 1);
        assert_eq!(date("2101-01-01").days_since(date("2100-01-01")), 365);
        for text in ["2000-02-29", "2028-02-29", "0001-01-01", "9999-12-31", "1999-12-31"] {
            assert_eq!(date(text).to_string(), text);
        }
    }

    #[test]
    fn what_is_no_day_is_none() {
        for text in [
            "",
            "2027-5-31",
            "2027-02-29",
            "2100-02-29",
            "2027-13-01",
            "2027-00-10",
            "2027-04-31",
            "31.05.2027",
            "2027-05-311",
            "２027-05-3",
        ] {
            assert!(text.parse::<Date>().is_err(), "{text}");
        }
    }
}
