//! Times as the reports write them.

use crate::date::Date;

/// Seconds since 1970-01-01 UTC, now.
pub(crate) fn now() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.map_or(0, |since| since.as_secs() as i64)
}

/// `2026-11-23 10:00:00 UTC`.
pub(super) fn utc(seconds: i64) -> String {
    let rest = seconds.rem_euclid(86_400);
    format!("{} {:02}:{:02}:{:02} UTC", date(seconds), rest / 3600, rest / 60 % 60, rest % 60)
}

/// `2026-11-23`.
pub(super) fn date(seconds: i64) -> String {
    Date::of_seconds(seconds).to_string()
}

/// A span of time in words: `59 minutes`, `2 days`.
pub(super) fn span(seconds: i64) -> String {
    let seconds = seconds.abs();
    let (count, unit) = match seconds {
        0..120 => (seconds, "second"),
        120..7_200 => (seconds / 60, "minute"),
        7_200..172_800 => (seconds / 3_600, "hour"),
        _ => (seconds / 86_400, "day"),
    };
    format!("{count} {unit}{}", if count == 1 { "" } else { "s" })
}

/// A limit in words: `10 s`.
pub(super) fn seconds(time: std::time::Duration) -> String {
    format!("{} s", (time.as_secs_f64() * 10.0).round() / 10.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_in_utc() {
        assert_eq!(utc(0), "1970-01-01 00:00:00 UTC");
        assert_eq!(utc(951_782_399), "2000-02-28 23:59:59 UTC");
        assert_eq!(utc(951_782_400), "2000-02-29 00:00:00 UTC");
        assert_eq!(date(1_795_492_467), "2026-11-24");
        assert_eq!(utc(-1), "1969-12-31 23:59:59 UTC");
        assert_eq!((span(1), span(3_599), span(86_400 * 3)), ("1 second".into(), "59 minutes".into(), "3 days".into()));
    }
}
