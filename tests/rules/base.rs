//! Files of lower precedence that give settings too.

use std::sync::Arc;

use osweb_config::inspect::{Inspection, Options, inspect};
use osweb_config::source::SourceFile;
use osweb_config::workspace::LoadedFile;

use super::found;

fn with_base(text: &str, base: &[&str]) -> Inspection {
    let source = |name: &str, text: &str| Arc::new(SourceFile::from_bytes(name, text.into()));
    let base =
        base.iter().map(|text| Arc::new(LoadedFile::parse(source("application-prod.yml", text), None))).collect();
    inspect(source("osweb-prod.yml", text), &Options { base, ..Options::default() })
}

const SERVER: &str = "featureSwitches.sendEmail:
  smtpServer: smtp.office365.com
  smtpPort: 587
  smtpEncryption: TLS
";

const LOGIN: &str = "featureSwitches.sendEmail:
  smtpAuthentication: MS_OAUTH
  smtpUsername: mailer@contoso.com
  oAuthClientId: 3f0d6c2a-5b1e-4c77-9a48-1e2d3c4b5a69
  oAuthClientSecret: '${OSWEB_MAIL_SECRET}'
  oAuthTenantId: c9a7e1b4-20d3-4f86-8b5a-7d6e5f4c3b2a
";

#[test]
fn a_base_gives_what_the_file_lacks() {
    assert_eq!(found(&with_base(LOGIN, &[])), ["missing-setting 1:1 error"]);
    assert!(found(&with_base(LOGIN, &[SERVER])).is_empty());
    assert!(found(&with_base(SERVER, &[LOGIN])).is_empty());
    assert!(found(&with_base("server.port: 7900\n", &[SERVER, LOGIN])).is_empty());
    assert!(found(&with_base("featureSwitches:\n  sendEmail:\n", &[SERVER, LOGIN])).is_empty());
}

#[test]
fn what_no_file_gives_is_missing() {
    assert_eq!(found(&with_base("server.port: 7900\n", &[LOGIN])), ["missing-setting 1:1 error"]);
    assert_eq!(found(&with_base("server.port: 7900\n", &["other: 1\n"])), ["missing-section 1:1 error"]);
}

#[test]
fn the_last_base_wins_and_decides_what_the_section_is() {
    let basic = "featureSwitches.sendEmail.smtpServer: mail.contoso.local\n";
    assert_eq!(found(&with_base(LOGIN, &[basic, SERVER])), Vec::<String>::new());
    let own = "featureSwitches.sendEmail:\n  smtpPort: 25\n  smtpAuthentication: LOGIN\n";
    assert_eq!(found(&with_base(own, &[basic])), ["authentication-not-ms-oauth 3:23 warning"]);
    assert_eq!(found(&with_base(own, &[SERVER]))[0], "authentication-not-ms-oauth 3:23 error");
}
