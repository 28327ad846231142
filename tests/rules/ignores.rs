//! Comments that silence rules.

use super::{found, judge_text};

fn file(port: &str) -> String {
    format!(
        "featureSwitches:
  sendEmail:
    smtpServer: smtp.office365.com
{port}
    smtpEncryption: TLS
    smtpAuthentication: MS_OAUTH
    smtpUsername: mailer@contoso.com
    oAuthClientId: 3f0d6c2a-5b1e-4c77-9a48-1e2d3c4b5a69
    oAuthClientSecret: '${{OSWEB_MAIL_SECRET}}'
    oAuthTenantId: c9a7e1b4-20d3-4f86-8b5a-7d6e5f4c3b2a
"
    )
}

#[test]
fn a_comment_silences_its_rule_on_its_line_or_the_next() {
    for port in [
        "    smtpPort: 465 # osweb-config: ignore[port-not-submission] the lab's port",
        "    # osweb-config: ignore[port-not-submission]\n    smtpPort: 465",
        "    # osweb-config: ignore[port-not-submission]\n    # more\n\n    smtpPort: 465",
        "    smtpPort: 465 #osweb-config:ignore[port-not-submission,unused-ignore]",
    ] {
        assert!(found(&judge_text(&file(port))).is_empty(), "{port}");
    }
}

#[test]
fn a_comment_silences_nothing_else() {
    let other = judge_text(&file("    smtpPort: 465 # osweb-config: ignore[port-invalid]"));
    assert_eq!(found(&other), ["port-not-submission 4:15 error", "unused-ignore 4:42 warning"]);
    let above = judge_text(&file("    smtpPort: 465\n    # osweb-config: ignore[port-not-submission]"));
    assert_eq!(found(&above), ["port-not-submission 4:15 error", "unused-ignore 5:28 warning"]);
    let text = judge_text(&file("    smtpPort: 465\n    x: '# osweb-config: ignore[unknown-setting]'"));
    assert_eq!(found(&text), ["port-not-submission 4:15 error", "unknown-setting 5:5 warning"]);
}

#[test]
fn a_name_that_is_no_rule_is_reported_with_what_was_meant() {
    let inspection = judge_text(&file("    smtpPort: 465 # osweb-config: ignore[port_not_submision]"));
    let unused = &inspection.diagnostics[1];
    assert_eq!(unused.rule, "unused-ignore");
    assert_eq!(unused.label, "did you mean `port-not-submission`?");
    assert_eq!(
        found(&judge_text(&file("    smtpPort: 587 # osweb-config: ignore port"))),
        ["unused-ignore 4:19 warning"]
    );
}

#[test]
fn a_mention_of_the_program_is_no_comment_for_it() {
    assert!(found(&judge_text(&file("    smtpPort: 587 # checked with osweb-config: fine"))).is_empty());
}

#[test]
fn a_policy_that_is_not_asked_for_leaves_its_ignores_alone() {
    assert!(found(&judge_text(&file("    smtpPort: 587 # osweb-config: ignore[policy]"))).is_empty());
}
