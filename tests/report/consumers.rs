//! Formats against the schemas that others publish, and against the programs that write or read them elsewhere.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use osweb_config::report::{Report, ReportFormat};
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

/// Runs a script of `tests/report` with a text as its standard input; what it prints.
fn script(name: &str, argument: &str, text: &str) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/report").join(name);
    let mut command = Command::new(if name.ends_with(".py") { "python3" } else { "node" });
    command.arg(path).arg(argument).env("PYTHONPATH", installed("teamcity")).env("PYTHONDONTWRITEBYTECODE", "1");
    let output = fed(&mut command, text);
    assert!(output.status.success(), "{}\n{text}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Line, column, severity, rule and message.
type Finding = (u64, u64, String, String, String);

/// What a report says, by the JSON one: of each file its path, and of each finding line, column, severity, rule and message, with the help on
/// further lines, or on one. What would drive a terminal is written by name.
fn findings(report: &Report, one_line: bool) -> Vec<(String, Vec<Finding>)> {
    let value: Value = serde_json::from_str(&rendered(report, ReportFormat::Json)).unwrap();
    let text = |value: &Value| value.as_str().unwrap().replace('\u{1b}', "<U+001B>");
    let of_file = |file: &Value| {
        let mut all = vec![];
        if file["error"].is_string() {
            all.push((0, 0, "error".to_owned(), "unreadable-file".to_owned(), text(&file["error"])));
        }
        for one in file["diagnostics"].as_array().unwrap() {
            let place = |part: &str| one["span"]["start"][part].as_u64().unwrap();
            let parts = [text(&one["message"]), text(&one["help"])];
            let message = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n");
            let message = if one_line { message.replace('\n', " ") } else { message };
            all.push((place("line"), place("column"), text(&one["severity"]), text(&one["rule"]), message));
        }
        (text(&file["path"]), all)
    };
    value["files"].as_array().unwrap().iter().map(of_file).collect()
}

/// Those of files that cannot be read come first.
fn in_lines(report: &Report) -> Vec<(String, Finding)> {
    let files = findings(report, true).into_iter();
    let mut all: Vec<_> = files.flat_map(|(path, all)| all.into_iter().map(move |one| (path.clone(), one))).collect();
    all.sort_by_key(|(_, one)| one.0 > 0);
    all
}

/// Microsoft documents logging commands by examples and publishes the library that reads and writes them.
#[test]
fn azure_is_what_its_own_library_reads_and_writes() {
    let packages = installed("node_modules");
    for (state, report) in states() {
        let text = rendered(&report, ReportFormat::Azure);
        let read: Value = serde_json::from_str(&script("azure.mjs", packages.to_str().unwrap(), &text)).unwrap();
        let mut expected = vec![];
        for (path, (line, column, severity, rule, message)) in in_lines(&report) {
            if severity == "info" {
                assert!(text.contains(&format!("{path}:{line}:{column}: info[{rule}] {message}\n")), "{state}: {text}");
            } else if line == 0 {
                let properties = json!({ "type": "error", "sourcepath": path, "code": rule });
                expected.push((properties, format!("{path} {message}")));
            } else {
                let (line, column) = (line.to_string(), column.to_string());
                let properties = json!({ "type": severity, "sourcepath": path, "linenumber": line, "columnnumber": column, "code": rule });
                expected.push((properties, message));
            }
        }
        let read = read.as_array().unwrap();
        assert_eq!(read.len(), expected.len(), "{state}: {text}");
        for (read, (properties, message)) in read.iter().zip(expected) {
            assert_eq!(read["line"], read["again"], "{state}");
            assert_eq!(read["command"], "task.logissue");
            assert_eq!((&read["properties"], &read["message"]), (&properties, &json!(message)), "{state}");
        }
    }
}

/// Checkstyle publishes no schema of its XML; ESLint's writer of it is the most used of its kind.
#[test]
fn checkstyle_is_what_eslint_writes() {
    let packages = installed("node_modules");
    for (state, report) in states() {
        let files = findings(&report, false);
        // Of a file that cannot be read the first line is named.
        let files: Vec<_> = files
            .into_iter()
            .map(|(path, all)| {
                (path, all.into_iter().map(|(l, c, s, r, m)| (l.max(1), c.max(1), s, r, m)).collect::<Vec<_>>())
            })
            .collect();
        let theirs = script("checkstyle.mjs", packages.to_str().unwrap(), &json!(files).to_string());
        let read = |text: &str| -> Value { serde_json::from_str(&script("readers.py", "checkstyle", text)).unwrap() };
        let mut mine = read(&rendered(&report, ReportFormat::Checkstyle));
        for error in mine.as_array_mut().unwrap().iter_mut().flat_map(|file| file[1].as_array_mut().unwrap()) {
            // ESLint names the rule in the message, and knows no advice.
            let rule = error["source"].as_str().unwrap().strip_prefix("osweb-config.").unwrap().to_owned();
            let message = format!("{} ({rule})", error["message"].as_str().unwrap());
            (error["message"], error["source"]) = (json!(message), json!(format!("eslint.rules.{rule}")));
            if error["severity"] == "info" {
                error["severity"] = json!("warning");
            }
        }
        assert_eq!(mine, read(&theirs), "{state}");
    }
}

/// By the documented grammar of service messages, with JetBrains' own writer beside it.
#[test]
fn teamcity_is_what_its_own_library_writes() {
    for (state, report) in states() {
        let text = rendered(&report, ReportFormat::Teamcity);
        let read: Vec<(String, Value)> = serde_json::from_str(&script("readers.py", "teamcity", &text)).unwrap();
        let of_kind = |kind: &str| read.iter().filter(|(name, _)| name == kind).map(|(_, one)| one).collect::<Vec<_>>();
        let expected = in_lines(&report).into_iter().map(|(path, (line, _, severity, rule, message))| {
            let message = if line == 0 { format!("{path} {message}") } else { message };
            json!({ "typeId": rule, "message": message, "file": path, "line": line.max(1).to_string(), "SEVERITY": severity.to_uppercase() })
        });
        let expected: Vec<Value> = expected.collect();
        assert_eq!(of_kind("inspection"), expected.iter().collect::<Vec<_>>(), "{state}");
        // Each type is described once.
        let mut described: Vec<&str> =
            of_kind("inspectionType").iter().map(|one| one["id"].as_str().unwrap()).collect();
        let mut named: Vec<&str> = expected.iter().map(|one| one["typeId"].as_str().unwrap()).collect();
        described.sort_unstable();
        named.sort_unstable();
        named.dedup();
        assert_eq!(described, named, "{state}");
    }
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
