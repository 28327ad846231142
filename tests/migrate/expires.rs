//! `migrate --expires`: the day on which the client secret expires comes into its comment, in the same proof.

use super::case::*;

const DAY: [&str; 4] = ["--expires", "2028-02-29", "--client-secret-placeholder", "MAIL_SECRET"];
const COMMENT: &str = "# osweb-config: secret-expires 2028-02-29";

/// What a migration says and leaves, with its exit code.
fn after(name: &str, text: &str, options: &[&str]) -> (Option<i32>, String, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, text).unwrap();
    let ids = ["--client-id", CLIENT_ID, "--tenant-id", TENANT_ID, "--server", "smtp.office365.com", "--no-backup"];
    let output = migrate(folder.path(), &[&ids, options, &[name]].concat());
    let said = self::text(&output.stdout) + &self::text(&output.stderr);
    (output.status.code(), std::fs::read_to_string(path).unwrap(), said)
}

/// The new file with the day, which must differ from the one without by this alone.
fn dated(name: &str, old: &str, with: impl Fn(&str) -> String) {
    let (code, plain, said) = after(name, old, &[&["--write"], &DAY[2..]].concat());
    assert_eq!(code, Some(0), "{said}");
    let (code, dated, said) = after(name, old, &[&["--write"], &DAY[..]].concat());
    assert_eq!((code, dated.as_str()), (Some(0), with(&plain).as_str()), "{said}");
    assert!(said.contains("a comment says that the client secret expires on 2028-02-29"), "{said}");
    let (code, again, said) = after(name, &dated, &[&["--write"], &DAY[..]].concat());
    assert_eq!((code, again), (Some(0), dated), "{said}");
    assert!(said.contains("nothing to migrate"), "{said}");
}

fn above(key: &'static str, indent: &'static str, end: &'static str) -> impl Fn(&str) -> String {
    move |text| text.replacen(&format!("{indent}{key}"), &format!("{indent}{COMMENT}{end}{indent}{key}"), 1)
}

const SECTION: &str =
    "smtpServer: mail.contoso.de\n    smtpPort: 25\n    smtpUsername: osweb@contoso.de\n    smtpPassword: geheim\n";

#[test]
fn the_day_is_written_above_a_secret_that_is_added() {
    let yaml = format!("# mail\nfeatureSwitches:\n  sendEmail:\n    {SECTION}other: 1\n");
    dated("osweb-prod.yml", &yaml, above("oAuthClientSecret", "    ", "\n"));
    dated("osweb-prod.yml", &yaml.replace('\n', "\r\n"), above("oAuthClientSecret", "    ", "\r\n"));
    let properties = "a=b\nfeatureSwitches.sendEmail.smtpServer=mail.contoso.de\nfeatureSwitches.sendEmail.smtpUsername=osweb@contoso.de\n\
                      featureSwitches.sendEmail.smtpPassword=geheim\nz=1\n";
    dated("osweb-prod.properties", properties, above("featureSwitches.sendEmail.oAuthClientSecret", "", "\n"));
    let flow = "featureSwitches: {sendEmail: {smtpServer: mail.contoso.de, smtpUsername: osweb@contoso.de, smtpPassword: geheim}}\nother: 1\n";
    dated("osweb-prod.yml", flow, |text| text.replacen("}}\n", &format!("}}}} {COMMENT}\n"), 1));
}

#[test]
fn the_day_of_a_secret_that_is_there_is_written_too() {
    let oauth = |comment: &str| {
        format!(
            "featureSwitches:\n  sendEmail:\n    smtpServer: smtp.office365.com\n    smtpPort: 587\n    smtpEncryption: TLS\n    \
             smtpAuthentication: MS_OAUTH\n    smtpUsername: osweb@contoso.de\n    oAuthClientId: {CLIENT_ID}\n{comment}    \
             oAuthClientSecret: '${{MAIL_SECRET}}'\n    oAuthTenantId: {TENANT_ID}\n"
        )
    };
    for before in
        ["", "    # osweb-config: secret-expires 2027-01-31 ours\n", "    # osweb-config: secret-expires soon\n"]
    {
        let ours = if before.contains("ours") { " ours" } else { "" };
        let (code, text, said) = after("osweb-prod.yml", &oauth(before), &[&["--write"], &DAY[..2]].concat());
        assert_eq!((code, text), (Some(0), oauth(&format!("    {COMMENT}{ours}\n"))), "{said}");
        assert!(said.contains("the OAuth form already"), "{said}");
    }
    let (code, _, said) = after("osweb-prod.yml", &oauth(""), &["--check", DAY[0], DAY[1]]);
    assert_eq!(code, Some(1), "the comment is missing: {said}");
    let (code, text, said) = after("osweb-prod.yml", &oauth(""), &DAY[..2]);
    assert_eq!((code, text), (Some(0), oauth("")), "nothing is written without --write: {said}");
    assert!(said.contains(&format!("+    {COMMENT}")), "{said}");
}

#[test]
fn where_there_is_no_room_nothing_is_written() {
    let json = r#"{"featureSwitches": {"sendEmail": {"smtpServer": "mail.contoso.de", "smtpUsername": "osweb@contoso.de", "smtpPassword": "x"}}}"#;
    let flow = "featureSwitches: {sendEmail: {smtpServer: mail.contoso.de, smtpUsername: osweb@contoso.de, smtpPassword: geheim}} # ours\n";
    for (name, old, why) in
        [("osweb.json", json, "JSON has no comments"), ("osweb-prod.yml", flow, "no room for a comment")]
    {
        let (code, text, said) = after(name, old, &[&["--write"], &DAY[..]].concat());
        assert_eq!((code, text.as_str()), (Some(2), old), "{said}");
        assert!(said.contains(why), "{said}");
    }
    let yaml = format!("featureSwitches:\n  sendEmail:\n    {SECTION}");
    let (code, text, said) = after("osweb-prod.yml", &yaml, &["--write", "--expires", "2020-01-31"]);
    assert_eq!((code, text), (Some(2), yaml), "{said}");
    assert!(said.contains("--expires: 2020-01-31 has passed"), "{said}");
}
