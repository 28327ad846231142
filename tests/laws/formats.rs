//! Every format is all that is on standard output, and none has a say in the verdict.

use osweb_config::choice::Choice;
use osweb_config::diagnostic::FailOn;
use osweb_config::report::ReportFormat;

use crate::common::{folder_with, run, stderr, stdout};

const FILES: [(&str, &str); 4] = [
    (
        "clean",
        "featureSwitches:\n  sendEmail:\n    smtpServer: smtp.office365.com\n    smtpPort: 587\n    smtpEncryption: TLS\n    smtpAuthentication: MS_OAUTH\n    smtpUsername: noreply@contoso.com\n    oAuthClientId: 3f2504e0-4f89-41d3-9a0c-0305e82c3301\n    oAuthClientSecret: ${OSWEB_MAIL_SECRET}\n    oAuthTenantId: 7c9e6679-7425-40de-944b-e07fc1f90ae7\n",
    ),
    (
        "diagnostics",
        "featureSwitches:\n  sendEmail:\n    smtpServer: smtp.office365.com\n    smtpEncryption: tls\n    smtpport: '0587'\n",
    ),
    ("refused", "a: \"x\n"),
    ("empty", ""),
];

#[test]
fn the_verdict_is_the_same_in_every_format_and_standard_output_holds_the_report_alone() {
    for (state, text) in FILES {
        let folder = folder_with(text);
        for paths in [&["osweb-prod.yml"][..], &["missing.yml", "osweb-prod.yml"], &["osweb-prod.yml", "missing"]] {
            for fail_on in FailOn::ALL.iter().map(|fail_on| fail_on.as_str()) {
                let ends = ReportFormat::ALL.iter().map(|format| {
                    let format = format.as_str();
                    let line = [&["check", "--fail-on", fail_on, "--format", format], paths].concat();
                    let plain = run(folder.path(), &line, &[]);
                    // --verbose says more on standard error, and nothing more on standard output.
                    let verbose = run(folder.path(), &[&line[..], &["--verbose"]].concat(), &[]);
                    assert_eq!(stdout(&plain), stdout(&verbose), "{line:?}");
                    if format == "json" || format == "sarif" || format == "gitlab" {
                        serde_json::from_slice::<serde_json::Value>(&plain.stdout)
                            .unwrap_or_else(|error| panic!("{line:?}: {error}"));
                    }
                    let file = run(folder.path(), &[&line[..], &["--output", "report"]].concat(), &[]);
                    let report = std::fs::read_to_string(folder.path().join("report")).unwrap();
                    assert_eq!(report, stdout(&plain), "{line:?} --output");
                    assert_eq!(
                        (file.status.code(), verbose.status.code()),
                        (plain.status.code(), plain.status.code()),
                        "{line:?}"
                    );
                    (plain.status.code(), stderr(&plain))
                });
                let ends: Vec<_> = ends.collect();
                assert!(ends.iter().all(|end| *end == ends[0]), "{state}, {paths:?}, {fail_on}: {ends:?}");
                assert_eq!(ends[0].0 == Some(2), paths.len() > 1, "{state}, {paths:?}, {fail_on}: {ends:?}");
                assert_eq!(ends[0].1.is_empty(), paths.len() == 1, "{ends:?}");
            }
        }
    }
}

#[test]
fn junit_fails_exactly_where_the_program_does() {
    for (state, text) in FILES {
        let folder = folder_with(text);
        for fail_on in FailOn::ALL.iter().map(|fail_on| fail_on.as_str()) {
            let output =
                run(folder.path(), &["check", "--fail-on", fail_on, "--format", "junit", "osweb-prod.yml"], &[]);
            let fails = stdout(&output).contains("<failure");
            assert_eq!(output.status.code(), Some(i32::from(fails)), "{state}, {fail_on}");
        }
    }
}
