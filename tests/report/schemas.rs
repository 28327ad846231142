//! Each format against its published schema, in every state.

use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use super::*;

fn validate(schema: &Value, format: ReportFormat) {
    let validator = jsonschema::validator_for(schema).expect("the schema is valid");
    for (state, report) in states() {
        let text = rendered(&report, format);
        let value: Value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{state}: {error}\n{text}"));
        let errors: Vec<_> =
            validator.iter_errors(&value).map(|error| format!("{} at {}", error, error.instance_path())).collect();
        assert!(errors.is_empty(), "{state}: {errors:#?}\n{text}");
    }
}

#[test]
fn json_keeps_its_contract() {
    let schema = serde_json::from_str(include_str!("report.schema.json")).unwrap();
    validate(&schema, ReportFormat::Json);
}

#[test]
fn sarif_is_valid() {
    let path = installed("node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json");
    let schema = std::fs::read_to_string(path).unwrap();
    // This edition has a bracket too many in the pattern of a language; the errata removed it.
    let schema = schema.replace("[a-zA-Z]{2}|^[a-zA-Z]{2}-[a-zA-Z]{2}]?$", "[a-zA-Z]{2}(-[a-zA-Z]{2})?$");
    let schema = serde_json::from_str(&schema).unwrap();
    validate(&schema, ReportFormat::Sarif);
}

#[test]
fn sarif_refers_to_rules_that_it_describes() {
    for (_, report) in states() {
        let log: Value = serde_json::from_str(&rendered(&report, ReportFormat::Sarif)).unwrap();
        let run = &log["runs"][0];
        for result in run["results"].as_array().unwrap() {
            if let Some(index) = result["ruleIndex"].as_u64() {
                assert_eq!(run["tool"]["driver"]["rules"][index as usize]["id"], result["ruleId"]);
            }
        }
    }
}

#[test]
fn gitlab_is_as_documented_and_its_fingerprints_are_unique() {
    let schema = serde_json::from_str(include_str!("gitlab-code-quality.schema.json")).unwrap();
    validate(&schema, ReportFormat::Gitlab);
    for (state, report) in states() {
        let issues: Vec<Value> = serde_json::from_str(&rendered(&report, ReportFormat::Gitlab)).unwrap();
        let fingerprints: std::collections::HashSet<_> =
            issues.iter().map(|issue| issue["fingerprint"].as_str().unwrap()).collect();
        assert_eq!(fingerprints.len(), issues.len(), "{state}");
    }
}

#[test]
fn junit_is_valid() {
    for (state, report) in states() {
        let text = rendered(&report, ReportFormat::Junit);
        let schema = installed("junit-10.xsd");
        let output = fed(Command::new("xmllint").args(["--noout", "--nonet", "--schema"]).arg(schema).arg("-"), &text);
        assert!(output.status.success(), "{state}: {}\n{text}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn junit_counts_what_it_holds() {
    for (state, report) in states() {
        let text = rendered(&report, ReportFormat::Junit);
        let [root, cases] = ["<testsuites ", "<testcase "].map(|tag| text.matches(tag).count());
        assert_eq!(root, 1, "{state}");
        let number = |name: &str| {
            let (_, rest) = text.split_once(&format!(" {name}=\"")).expect(name);
            rest.split('"').next().unwrap().parse::<usize>().unwrap()
        };
        assert_eq!(number("tests"), cases, "{state}");
        assert_eq!(number("failures"), text.matches("<failure").count(), "{state}");
        assert_eq!(number("errors"), text.matches("<error").count(), "{state}");
    }
}

/// GitHub documents its workflow commands by examples and publishes the library that writes them.
#[test]
fn github_is_what_its_own_library_writes() {
    for (state, report) in states() {
        let value: Value = serde_json::from_str(&rendered(&report, ReportFormat::Json)).unwrap();
        let mut annotations = vec![];
        for file in value["files"].as_array().unwrap() {
            let path = file["path"].as_str().unwrap();
            if let Some(why) = file["error"].as_str() {
                annotations
                    .push(json!(["error", { "title": "unreadable file", "file": path }, format!("{path} {why}")]));
            }
        }
        for file in value["files"].as_array().unwrap() {
            annotations
                .extend(file["diagnostics"].as_array().unwrap().iter().map(|one| annotation(&file["path"], one)));
        }
        let mut node = Command::new("node");
        node.arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/report/github.mjs")).arg(installed("node_modules"));
        let output = fed(&mut node, &json!(annotations).to_string());
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(String::from_utf8(output.stdout).unwrap(), rendered(&report, ReportFormat::Github), "{state}");
    }
}

fn annotation(path: &Value, diagnostic: &Value) -> Value {
    let [start, end] = ["start", "end"].map(|side| &diagnostic["span"][side]);
    let mut properties = json!({
        "title": diagnostic["rule"],
        "file": path,
        "startLine": start["line"],
        "endLine": end["line"],
    });
    if start["line"] == end["line"] {
        let column = start["column"].as_u64().unwrap();
        properties["startColumn"] = json!(column);
        properties["endColumn"] = json!(column.max(end["column"].as_u64().unwrap() - 1));
    }
    let message = match diagnostic["help"].as_str().unwrap() {
        "" => diagnostic["message"].as_str().unwrap().to_owned(),
        help => format!("{}\n{help}", diagnostic["message"].as_str().unwrap()),
    };
    json!([diagnostic["severity"], properties, message])
}

/// Runs a program with a text as its standard input.
fn fed(command: &mut Command, text: &str) -> std::process::Output {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{command:?}: {error}: run tests/install/report-schemas.sh"));
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}
