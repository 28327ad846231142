//! What a file says of its client secret: where it is, and until when it lives. Nothing of the secret itself.

use crate::date::Date;
use crate::expiry;
use crate::inspect::View;
use crate::parse::Format;
use crate::server::Entry;
use crate::settings::{Setting, validate};

/// A client secret as the file speaks of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Its line (from 1), where the file gives it.
    pub line: Option<usize>,
    /// The day on which it expires, and the line of the comment that says so.
    pub expires: Option<(Date, usize)>,
    /// The line of the first comment there, whether it names a day or not.
    pub comment_line: Option<usize>,
    /// Whether the value has the form of a Secret ID.
    pub is_id: bool,
    /// How the day is written down for such a file, with `{0}` in its place.
    pub written: &'static str,
}

impl Default for Term {
    fn default() -> Self {
        Self { line: None, expires: None, comment_line: None, is_id: false, written: written(Format::Yaml) }
    }
}

impl Term {
    /// What a file says.
    pub(super) fn new(view: &View) -> Self {
        let reading = &view.reading;
        let secret = match reading.format {
            Format::Registry => {
                view.servers().found.first().and_then(|server| server.get(reading, Entry::OfficeClientSecret))
            }
            Format::Yaml | Format::Properties | Format::Json | Format::Actuator => {
                view.settings.get(reading, Setting::OAuthClientSecret)
            }
        };
        let written = written(reading.format);
        let Some(secret) = secret else { return Self { written, ..Self::default() } };
        let days = expiry::days(view, secret).into_iter();
        let expires = days.map(|(line, day)| (day, line)).min();
        Self {
            line: Some(view.source.line(secret.value.span.start)),
            expires,
            comment_line: expiry::comments(view, secret).first().map(|comment| view.source.line(comment.span.start)),
            is_id: validate::is_guid(secret.value.text.trim()),
            written,
        }
    }

    /// Whether the file has comments, in which the day can be written down.
    pub(super) fn in_file(&self) -> bool {
        !self.written.starts_with('-')
    }

    /// The comment to write down, with `YEAR-MONTH-DAY` in place of the day.
    pub(super) fn comment(&self) -> String {
        self.written.replace("{0}", "YEAR-MONTH-DAY")
    }
}

fn written(format: Format) -> &'static str {
    match format {
        Format::Yaml | Format::Properties => "# osweb-config: secret-expires {0}",
        Format::Registry => "; osweb-config: secret-expires {0}",
        Format::Json | Format::Actuator => "--secret-expires {0}",
    }
}
