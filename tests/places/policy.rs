//! Policies: no value of the file gets into a report, whatever the policy demands of it.

use std::process::Command;

use osweb_config::choice::Choice;
use osweb_config::report::ReportFormat;

use super::{both, root, run};

const PLANTED: [&str; 3] = ["Xp8~planted.secret-ONE_1", "planted-password-TWO", "planted-token-THREE"];

#[test]
fn no_demand_brings_a_secret_into_a_report() {
    let folder = root().join("target/tests/places/policy");
    std::fs::create_dir_all(&folder).unwrap();
    let [secret, password, token] = PLANTED;
    let file = folder.join("osweb-prod.yml");
    std::fs::write(
        &file,
        format!(
            "featureSwitches:\n  sendEmail:\n    oAuthClientSecret: {secret}\n    smtpPassword: {password}\n\
             tokens: [{token}, {token}]\nplain: {secret}\n"
        ),
    )
    .unwrap();
    // Each breaks a different keyword; the last ones judge what holds the secrets.
    let demands = [
        r#""type": "integer""#,
        r#""const": "x""#,
        r#""enum": ["x", 1]"#,
        r#""pattern": "^x$""#,
        r#""maxLength": 3"#,
        r#""minLength": 99"#,
        r#""format": "ipv4""#,
        r#""not": {}"#,
        r#""anyOf": [{"type": "null"}, {"const": 1}]"#,
        r#""oneOf": [{}, {}]"#,
        r##""$ref": "#/definitions/never""##,
        r#""allOf": [{"pattern": "^x$"}, {"if": {}, "then": {"const": 2}}]"#,
        r#""uniqueItems": true"#,
        r#""contains": {"const": 1}"#,
        r#""maxItems": 1"#,
        r#""items": {"const": 1}"#,
        r#""properties": {"oAuthClientSecret": false}"#,
        r#""additionalProperties": {"const": 1}"#,
        r#""patternProperties": {".": {"type": "null"}}"#,
        r#""propertyNames": {"maxLength": 3}"#,
        r#""maxProperties": 1"#,
        r#""required": ["x"]"#,
    ];
    let mut broken = 0;
    for demand in demands {
        let schema = |properties: &str| {
            format!(
                r##"{{"$schema": "http://json-schema.org/draft-07/schema#", "definitions": {{"never": false}}, "properties": {{{properties}}}}}"##
            )
        };
        let policies = [
            schema(&format!(
                r#""featureSwitches": {{"properties": {{"sendEmail": {{"properties": {{"oAuthClientSecret": {{{demand}}}, "smtpPassword": {{{demand}}}}}}}}}}}"#
            )),
            schema(&format!(
                r#""featureSwitches": {{"properties": {{"sendEmail": {{{demand}}}}}}}, "tokens": {{{demand}}}, "plain": {{{demand}}}"#
            )),
            format!("{{{}, \"definitions\": {{\"never\": false}}}}", demand),
        ];
        for policy in policies {
            let path = folder.join("policy.json");
            std::fs::write(&path, policy).unwrap();
            for format in ReportFormat::ALL.iter().map(|format| format.as_str()) {
                let mut check = Command::new(env!("CARGO_BIN_EXE_osweb-config"));
                check.args(["check", "--verbose", "--format", format, "--policy"]).arg(&path).arg(&file);
                let output = run(&mut check);
                assert_eq!(output.status.code(), Some(1), "{demand}: {}", both(&output));
                let output = both(&output);
                broken += usize::from(output.contains("against the policy"));
                for planted in PLANTED {
                    assert!(!output.contains(planted), "{format}, {demand}: {output}");
                }
            }
        }
    }
    assert!(broken >= demands.len(), "too few policies were broken: {broken}");
}
