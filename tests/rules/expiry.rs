//! When a client secret expires: days, limits, and the files that have no comments.

use super::*;

/// `severity message` of the rule for a secret that expires on a day.
fn said(text: &str, name: &str, expiry: Expiry) -> Vec<String> {
    let source = SourceFile::from_bytes(name, text.into());
    let inspection = inspect(Arc::new(source), &Options { expiry, ..Options::default() });
    let own = inspection.diagnostics.iter().filter(|one| one.rule == "secret-expires");
    own.map(|one| format!("{} {}", one.severity.word(), one.message)).collect()
}

fn on(today: &str) -> Expiry {
    Expiry { today: Some(today.parse().unwrap()), ..Expiry::default() }
}

fn file(comment: &str) -> String {
    format!(
        "featureSwitches:\n  sendEmail:\n    oAuthClientSecret: ${{SECRET}} # osweb-config: secret-expires {comment}\n"
    )
}

#[test]
fn the_limits_are_whole_days() {
    let text = file("2028-03-01");
    let of = |today| said(&text, "osweb-prod.yml", on(today));
    assert_eq!(of("2027-12-31"), [""; 0], "61 days: 2028 has a 29 February");
    assert_eq!(
        of("2028-01-01"),
        ["info the client secret expires on 2028-03-01, in 60 days, by the comment of line 3"]
    );
    assert_eq!(of("2028-01-30")[0].split(' ').next(), Some("info"), "31 days");
    assert_eq!(of("2028-01-31")[0].split(' ').next(), Some("warning"), "30 days");
    assert_eq!(
        of("2028-02-29"),
        ["warning the client secret expires on 2028-03-01, in 1 day, by the comment of line 3"]
    );
    assert_eq!(of("2028-03-01"), ["warning the client secret expires today, on 2028-03-01, by the comment of line 3"]);
    assert_eq!(
        of("2028-03-02"),
        ["error the client secret expired on 2028-03-01, 1 day ago, by the comment of line 3"]
    );
}

#[test]
fn the_limits_can_be_others() {
    let expiry = Expiry { warning: 5, info: 400, ..on("2027-01-01") };
    assert_eq!(said(&file("2027-01-06"), "osweb-prod.yml", expiry)[0].split(' ').next(), Some("warning"));
    assert_eq!(said(&file("2027-01-07"), "osweb-prod.yml", expiry)[0].split(' ').next(), Some("info"));
    assert_eq!(said(&file("2028-01-01"), "osweb-prod.yml", expiry)[0].split(' ').next(), Some("info"));
}

#[test]
fn a_file_without_comments_is_told_the_day() {
    let expiry = Expiry { secret: "2027-01-10".parse().ok(), ..on("2027-01-11") };
    let wanted = ["error the client secret expired on 2027-01-10, 1 day ago, by --secret-expires"];
    let json = r#"{"featureSwitches": {"sendEmail": {"oAuthClientSecret": "${SECRET}"}}}"#;
    assert_eq!(said(json, "osweb.json", expiry), wanted);
    let registry = "REGEDIT4\n\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\OPTIMAL SYSTEMS\\OSECM\\Schemata\\4.0\\MailParameters]\n\"OfficeClientSecret\"=\"x\"\n";
    assert!(said(registry, "server.reg", expiry).iter().all(|one| wanted.contains(&one.as_str())));
    assert_eq!(said(&file("2029-01-10"), "osweb-prod.yml", expiry), [""; 0], "the comment is nearer to the secret");
    assert_eq!(said("server:\n  port: 1\n", "osweb-prod.yml", expiry), [""; 0]);
}

#[test]
fn each_secret_has_its_own_day() {
    let text = "featureSwitches.sendEmail.oAuthClientSecret: a1 # osweb-config: secret-expires 2027-01-02\n---\nspring.config.activate.on-profile: dev\n\
                featureSwitches.sendEmail.oAuthClientSecret: b1 # osweb-config: secret-expires 2020-01-02\n---\nspring.config.activate.on-profile: prod\n\
                featureSwitches.sendEmail.oAuthClientSecret: c1 # osweb-config: secret-expires 2027-01-03\n";
    let said = said(text, "osweb-prod.yml", on("2027-01-01"));
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(said[0].contains("line 1") && said[1].contains("line 7"), "{said:?}");
}
