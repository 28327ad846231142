//! Slips of single values: what is said of each. The list is long, so that a change of one rule shows what it does to all.

use std::fmt::Write as _;

use osweb_config::settings::Setting;

use super::{assert_fixture, fixtures, judge_text};

const SOUND: [(Setting, &str); 8] = [
    (Setting::SmtpServer, "smtp.office365.com"),
    (Setting::SmtpPort, "587"),
    (Setting::SmtpEncryption, "TLS"),
    (Setting::SmtpAuthentication, "MS_OAUTH"),
    (Setting::SmtpUsername, "mailer@contoso.com"),
    (Setting::OAuthClientId, "3f0d6c2a-5b1e-4c77-9a48-1e2d3c4b5a69"),
    (Setting::OAuthClientSecret, "'${OSWEB_MAIL_SECRET}'"),
    (Setting::OAuthTenantId, "c9a7e1b4-20d3-4f86-8b5a-7d6e5f4c3b2a"),
];

fn file(line: &str) -> String {
    let mut text = "featureSwitches:\n  sendEmail:\n".to_owned();
    for (setting, value) in SOUND {
        let sound = format!("{}: {value}", setting.key());
        let own = line.split(':').next() == Some(setting.key());
        let _ = writeln!(text, "    {}", if own { line } else { &sound });
    }
    text
}

#[test]
fn every_slip_has_its_answer() {
    let path = fixtures().join("slips/values.txt");
    let list = std::fs::read_to_string(&path).unwrap();
    let mut answered = String::new();
    for line in list.lines().filter(|line| !line.starts_with("  ")) {
        let _ = writeln!(answered, "{line}");
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let inspection = judge_text(&file(line));
        let mut errors = 0;
        for diagnostic in &inspection.diagnostics {
            let place = inspection.source.position(diagnostic.span.start);
            let _ = writeln!(
                answered,
                "  {}:{} {} {}: {}",
                place.line,
                place.column,
                diagnostic.severity.word(),
                diagnostic.rule,
                diagnostic.message
            );
            errors += usize::from(diagnostic.severity == osweb_config::diagnostic::Severity::Error);
        }
        assert!(errors <= 1, "one slip, {errors} errors: {line}");
    }
    assert_fixture(&path, answered.as_bytes());
}
