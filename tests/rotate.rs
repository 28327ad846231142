//! `rotate` without a network: byte-exact in every style, refused with a reason, whole or not at all.

use std::path::Path;
use std::process::Output;

use crate::common::{folder_with, run, stderr, stdout, write};

const NEW: &str = "zZ98Q~newly.made_secret-of.the.tests_0123456";
const OLD: &str = "aA18Q~formerly.made_secret-of.the.tests_7890";

fn rotate(folder: &Path, file: &str, secret: &str, options: &[&str]) -> Output {
    let arguments = [&["rotate", "--offline", "--client-secret-env", "NEW"], options, &[file]].concat();
    run(folder, &arguments, &[("NEW", secret)])
}

/// Rotates and gives the new text.
fn text_after(name: &str, text: &str, secret: &str, options: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), name, text);
    let output = rotate(folder.path(), name, secret, options);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let said = format!("{}{}", stdout(&output), stderr(&output));
    assert!(!said.contains(secret) && !said.contains(OLD), "{said}");
    assert!(
        said.contains("not tried before (--offline)") && said.contains(&format!("{name}.bak holds the old secret")),
        "{said}"
    );
    assert!(said.contains("check --live") && said.contains("first three characters"), "{said}");
    assert_eq!(std::fs::read_to_string(folder.path().join(format!("{name}.bak"))).unwrap(), text);
    std::fs::read_to_string(folder.path().join(name)).unwrap()
}

fn yaml(line: &str) -> String {
    format!(
        "# mail\r\nfeatureSwitches:\r\n  sendEmail:\r\n    smtpPort: 587   # kept\r\n{line}\r\n    smtpServer: 'x'\r\nother: |\r\n  {{y}}\r\n"
    )
}

#[test]
fn the_value_is_replaced_in_its_style_and_nothing_else() {
    let quoted = format!("'{NEW}'");
    for (before, after) in [
        (OLD.to_owned(), NEW.to_owned()),
        (format!("'{OLD}'  # of the mail team"), format!("{quoted}  # of the mail team")),
        (format!("\"{OLD}\""), format!("\"{NEW}\"")),
        ("'***'".to_owned(), quoted),
    ] {
        let [before, after] = [before, after].map(|value| yaml(&format!("    oAuthClientSecret: {value}")));
        assert_eq!(text_after("osweb-prod.yml", &before, NEW, &[]), after);
    }
    let odd = "a: #b'c&d*e!f{g}";
    let after = text_after("osweb-prod.yml", &yaml(&format!("    oAuthClientSecret: {OLD}")), odd, &[]);
    assert_eq!(after, yaml("    oAuthClientSecret: 'a: #b''c&d*e!f{g}'"), "quotes where it needs them");
    let properties = |value: &str| format!("# x\nfeatureSwitches.sendEmail.oAuthClientSecret = {value}\na=b\n");
    assert_eq!(
        text_after("osweb.properties", &properties(OLD), "a\\b8Q~cdefghijklmnopqrst", &[]),
        properties("a\\\\b8Q~cdefghijklmnopqrst")
    );
    let json =
        |value: &str| format!("{{\"featureSwitches\": {{\"sendEmail\": {{\"oAuthClientSecret\": \"{value}\"}}}}}}");
    assert_eq!(text_after("osweb.json", &json(OLD), NEW, &[]), json(NEW));
}

#[test]
fn the_day_is_written_into_the_comment_or_a_new_one() {
    let date = ["--expires", "2028-02-29"];
    let comment = |day: &str| format!("# osweb-config: secret-expires {day}");
    let value = |secret: &str| format!("    oAuthClientSecret: {secret}");
    for (before, after) in [
        (value(OLD), format!("    {}\r\n{}", comment("2028-02-29"), value(NEW))),
        (
            format!("{} {} ours", value(OLD), comment("2026-12-01")),
            format!("{} {} ours", value(NEW), comment("2028-02-29")),
        ),
        (
            format!("    {}\r\n{}", comment("2020-01-01"), value(OLD)),
            format!("    {}\r\n{}", comment("2028-02-29"), value(NEW)),
        ),
        (
            format!("    {}\r\n{}", comment("soon"), value(OLD)),
            format!("    {}\r\n{}", comment("2028-02-29"), value(NEW)),
        ),
    ] {
        assert_eq!(text_after("osweb-prod.yml", &yaml(&before), NEW, &date), yaml(&after));
    }
    let flow = |secret: &str| format!("featureSwitches: {{sendEmail: {{oAuthClientSecret: '{secret}'}}}}");
    let after = format!("{} {}\n", flow(NEW), comment("2028-02-29"));
    assert_eq!(text_after("osweb-prod.yml", &format!("{}\n", flow(OLD)), NEW, &date), after);
    let properties = format!("a=b\nfeatureSwitches.sendEmail.oAuthClientSecret={NEW}\n")
        .replace("feat", &format!("{}\nfeat", comment("2028-02-29")));
    let before = format!("a=b\nfeatureSwitches.sendEmail.oAuthClientSecret={OLD}\n");
    assert_eq!(text_after("osweb.properties", &before, NEW, &date), properties);
}

#[test]
fn what_is_refused_has_a_reason_and_writes_nothing() {
    let plain = yaml(&format!("    oAuthClientSecret: {OLD}"));
    let with = |value: &str| yaml(&format!("    oAuthClientSecret: {value}"));
    let guid = "0d9c8b7a-1122-4334-8556-77889900aabb";
    let cases: &[(&str, &str, &[&str], &str)] = &[
        (&plain, guid, &[], "Secret ID"),
        (&plain, OLD, &[], "holds already"),
        (&plain, " x8Q~abcdefghijklmnopqrstuvwxyz0123456789", &[], "begins or ends with a space"),
        (&plain, NEW, &["--expires", "2026-11-25"], "has passed"),
        (&with("'${MAIL_SECRET}'"), NEW, &[], "`MAIL_SECRET`"),
        (&with("'${MAIL_SECRET:none}'"), NEW, &[], "Change that variable"),
        (&with("'{cipher}AQB0'"), NEW, &[], "encrypted"),
        ("server:\n  port: 1\n", NEW, &[], "gives no `oAuthClientSecret`"),
        ("a: 'x\n", NEW, &[], "cannot be read as it is"),
    ];
    for (text, secret, options, why) in cases {
        let folder = folder_with(text);
        let output = rotate(folder.path(), "osweb-prod.yml", secret, options);
        let said = stderr(&output);
        assert_eq!((output.status.code(), stdout(&output).as_str()), (Some(2), ""), "{said}");
        assert!(said.contains(why), "{why}: {said}");
        assert!(!said.contains(OLD) && !said.contains(secret.trim()), "{said}");
        assert_eq!(std::fs::read_to_string(folder.path().join("osweb-prod.yml")).unwrap(), *text);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "{why}: nothing beside it");
    }
}

#[test]
fn the_difference_is_shown_masked_and_not_written() {
    let text = yaml(&format!("    oAuthClientSecret: {OLD}"));
    let folder = folder_with(&text);
    let arguments = ["rotate", "--diff", "--expires", "2028-05-31", "--client-secret-env", "NEW", "osweb-prod.yml"];
    let output = run(folder.path(), &arguments, &[("NEW", NEW)]);
    let shown = stdout(&output);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(
        shown.contains("+    # osweb-config: secret-expires 2028-05-31")
            && shown.contains("-    oAuthClientSecret: ***"),
        "{shown}"
    );
    assert!(!shown.contains(OLD) && !shown.contains(NEW), "{shown}");
    assert_eq!(std::fs::read_to_string(folder.path().join("osweb-prod.yml")).unwrap(), text);
}

#[test]
fn a_secret_must_come_from_somewhere() {
    let folder = folder_with(&yaml(&format!("    oAuthClientSecret: {OLD}")));
    let output = run(folder.path(), &["rotate", "--offline", "osweb-prod.yml"], &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("--client-secret-env"), "{}", stderr(&output));
    let output = run(folder.path(), &["rotate", "--offline", "-"], &[]);
    assert!(stderr(&output).contains("standard input cannot be replaced"), "{}", stderr(&output));
}

#[test]
fn what_is_left_of_the_old_secret_and_of_its_day_is_named() {
    let line = format!("    oAuthClientSecret: {OLD} # osweb-config: secret-expires 2027-01-31\r\n    # was {OLD}");
    let folder = folder_with(&yaml(&line));
    let output = rotate(folder.path(), "osweb-prod.yml", NEW, &[]);
    let said = stdout(&output);
    assert!(said.contains("line 6 still holds the old secret"), "{said}");
    assert!(said.contains("line 5 still says that the secret expires on 2027-01-31"), "{said}");
}
