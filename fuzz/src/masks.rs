//! A planted secret, and no command of a terminal or a CI system, is in anything that is said of a file.

use std::sync::Arc;

use osweb_config::choice::Choice as _;
use osweb_config::diagnostic::FailOn;
use osweb_config::diff;
use osweb_config::fix::{Kinds, fix_with};
use osweb_config::inspect::{Inspection, Options, inspect};
use osweb_config::property::Property;
use osweb_config::report::{Baseline, File, Findings, Outcome, Report, ReportFormat};
use osweb_config::sanitize;
use osweb_config::setup::{self, Part, Runbook, Values, Wishes};
use osweb_config::show;
use osweb_config::source::SourceFile;
use osweb_config::terminal::Look;

/// The form of a client secret that Microsoft Entra makes: it is one wherever it is.
pub const SECRET: &str = "Rw58Q~bulkovanta.merisokk_tavolin-QzEu";

/// One that is known by the name of its property alone.
pub const PASSWORD: &str = "Gantelomirvasukep";

/// The last segments of names below which any text is a secret.
const NAMES: [&str; 8] =
    ["password", "smtppassword", "passphrase", "kennwort", "secret", "clientsecret", "oauthclientsecret", "apikey"];

/// Puts secrets where a text has `§` (one that is told by its form) and `¤` (one that is told by its name).
pub fn plant(bytes: &[u8]) -> Vec<u8> {
    let mut planted = vec![];
    let mut rest = bytes;
    while let Some(byte) = rest.first() {
        let (text, width) = match rest {
            [0xc2, 0xa7, ..] => (SECRET.as_bytes(), 2),
            [0xc2, 0xa4, ..] => (PASSWORD.as_bytes(), 2),
            _ => (std::slice::from_ref(byte), 1),
        };
        planted.extend_from_slice(text);
        rest = &rest[width..];
    }
    planted
}

/// What must hold of everything that is said of a file.
pub fn hold(name: &str, bytes: &[u8]) {
    let source = Arc::new(SourceFile::from_bytes(name, bytes.to_vec()));
    let inspection = inspect(source.clone(), &Options::default());
    for diagnostic in &inspection.diagnostics {
        assert!(source.text().get(diagnostic.span.range()).is_some(), "{} is nowhere", diagnostic.rule);
    }
    let secrets = Planted::of(&inspection);
    for (what, text) in outputs(inspection) {
        secrets.assert_hidden(what, &text);
        // A format that is made for a system writes that system's commands itself.
        let rest = if what == "azure" { text.replace("##vso[task.logissue ", "") } else { text };
        assert!(!rest.contains('\u{1b}') && !rest.contains("##vso["), "{what} lets a command through:\n{rest}");
    }
}

/// What must not be seen of a file: parts of its secrets, in lower case, that are nowhere else in it.
pub struct Planted(Vec<String>);

impl Planted {
    /// Finds what was planted.
    pub fn of(inspection: &Inspection) -> Self {
        let is_named = |one: &&Property| {
            let name = one.name.rsplit('.').next().unwrap_or_default();
            let name = name.split('[').next().unwrap_or_default().replace('-', "").to_lowercase();
            NAMES.contains(&name.as_str())
        };
        let text = inspection.source.text();
        let named: Vec<_> = inspection.reading.properties.iter().filter(is_named).collect();
        // Where it is a part of a value it is one that need not be known elsewhere; placeholders and what is encrypted may be shown.
        let within = |at: usize| {
            named.iter().any(|one| {
                let span = one.value.span.range();
                span.start <= at && at + PASSWORD.len() <= span.end && !one.value.text.contains(['{', '('])
            })
        };
        let commented = |line: &str| line.trim_start_matches(['#', ' ']) == format!("smtpPassword: {PASSWORD}");
        let has_password = named.iter().any(|one| one.value.text.trim() == PASSWORD)
            || text.lines().any(commented)
            || text.contains(PASSWORD) && text.match_indices(PASSWORD).all(|(at, _)| within(at));
        let rest = text.replace(SECRET, " ").replace(PASSWORD, " ").to_lowercase();
        let mut parts = vec![];
        for (secret, is_there) in [(SECRET, text.contains(SECRET)), (PASSWORD, has_password)] {
            let secret = secret.to_lowercase();
            let starts = (0..=secret.len() - 8).step_by(4).filter(|_| is_there);
            parts.extend(starts.map(|at| secret[at..at + 8].to_owned()).filter(|part| !rest.contains(part)));
        }
        Self(parts)
    }

    /// Looks for them in what is said.
    pub fn assert_hidden(&self, what: &str, text: &str) {
        if self.0.is_empty() {
            return;
        }
        let lower = text.to_lowercase();
        for part in &self.0 {
            assert!(!lower.contains(part), "{what} shows {part}:\n{text}");
        }
    }
}

/// What the commands say of a file that need no more than that.
fn outputs(inspection: Inspection) -> Vec<(&'static str, String)> {
    let options = Options::default();
    let streamed = |text: &str| sanitize::stream(text, false, sanitize::Commands::None).into_owned();
    let settings = show::settings(&inspection, &options).into_iter().filter_map(|(_, row)| row);
    let settings: Vec<_> = settings.chain(show::leftovers(&inspection)).collect();
    let runbook = Runbook::new(Values::new(&inspection, &Wishes::default()));
    let mut outputs = vec![
        ("show --all", show::json(&show::all(&inspection))),
        ("show", show::json(&settings)),
        ("show of a registry", show::json(&show::entries(&inspection))),
        ("setup", streamed(&setup::text(&runbook))),
        ("setup in Markdown", streamed(&setup::markdown(&runbook))),
        ("setup in HTML", streamed(&setup::html(&runbook))),
        ("setup in PowerShell", streamed(&setup::powershell(&runbook, Part::default()))),
    ];
    if let Some(fixed) = fix_with(&inspection, &options, Kinds::Unsafe, &|_| true) {
        outputs.push(("diff", streamed(&diff::unified(&inspection, &fixed.inspection, "osweb-prod.yml", false))));
        let titles: Vec<_> = fixed.applied.iter().map(|one| fixed.inspection.mask().text(&one.title)).collect();
        outputs.push(("fixes", streamed(&titles.join("\n"))));
    }
    let file = File {
        path: inspection.source.name().to_owned(),
        fail_on: FailOn::Error,
        outcome: Outcome::Checked(Findings::new(inspection, |_| true)),
    };
    let report = Report { files: vec![file], quiet: false };
    outputs.push(("baseline", Baseline::of(&report).text()));
    for format in ReportFormat::ALL {
        let text = report.render(*format, Look::FILE);
        let is_json = matches!(format.as_str(), "json" | "sarif" | "gitlab" | "rdjson" | "sonarqube");
        assert!(!is_json || serde_json::from_str::<serde_json::Value>(&text).is_ok(), "no JSON:\n{text}");
        outputs.push((format.as_str(), text));
    }
    outputs
}
