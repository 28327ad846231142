//! Formats against the schemas that others publish, and against the programs that write or read them elsewhere.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use osweb_config::report::ReportFormat;
use serde_json::{Value, json};

use super::states::*;

/// Where `tests/install/report-schemas.sh` puts what it installs.
fn installed(path: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target/tests/report").join(path);
    assert!(path.exists(), "{} is missing: run tests/install/report-schemas.sh", path.display());
    path
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
fn junit_is_valid() {
    for (state, report) in states() {
        let text = rendered(&report, ReportFormat::Junit);
        let schema = installed("junit-10.xsd");
        let output = fed(Command::new("xmllint").args(["--noout", "--nonet", "--schema"]).arg(schema).arg("-"), &text);
        assert!(output.status.success(), "{state}: {}\n{text}", String::from_utf8_lossy(&output.stderr));
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
        // What would drive a terminal is written by name on top.
        let written = String::from_utf8(output.stdout).unwrap().replace('\u{1b}', "<U+001B>");
        assert_eq!(written, rendered(&report, ReportFormat::Github), "{state}");
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
