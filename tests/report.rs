//! Reports: every format against its published schema, or against the program that writes or reads it elsewhere.

mod bytes;
mod fingerprints;
mod human;
mod schemas;
mod states;

use std::sync::Arc;

use osweb_config::choice::Choice;
use osweb_config::diagnostic::{Consequence, Diagnostic, Label, Severity};
use osweb_config::edit::Edit;
use osweb_config::report::{Counts, Report, ReportFormat};
use osweb_config::source::{SourceFile, Span};
use osweb_config::terminal::Look;

use states::*;

#[test]
fn every_format_is_listed_once() {
    let mut formats: Vec<_> = ReportFormat::ALL.iter().map(|format| format.as_str()).collect();
    formats.sort_unstable();
    assert_eq!(
        formats,
        [
            "azure",
            "checkstyle",
            "github",
            "gitlab",
            "human",
            "json",
            "junit",
            "markdown",
            "rdjson",
            "sarif",
            "short",
            "sonarqube",
            "teamcity"
        ]
    );
}

#[test]
fn every_format_tells_what_was_found_and_what_could_not_be_read() {
    for (state, report) in states() {
        let silent = ReportFormat::ALL.iter().filter(|format| rendered(&report, **format).is_empty());
        // Annotations are all that a workflow command can say.
        let silent: Vec<_> = silent.filter(|_| report.counts() != Counts::default()).collect();
        assert!(silent.is_empty(), "{state}: {silent:?}");
    }
}

#[test]
fn no_report_shows_a_secret_or_drives_a_terminal() {
    for (state, report) in states() {
        for format in ReportFormat::ALL {
            let text = rendered(&report, *format);
            assert!(!text.contains("hunter22"), "{state}, {}:\n{text}", format.as_str());
            assert!(!text.contains('\u{1b}'), "{state}, {}:\n{text}", format.as_str());
        }
    }
}
