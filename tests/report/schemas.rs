//! Each format against its published schema, in every state.

use serde_json::Value;

use osweb_config::report::Outcome;

use super::*;

#[test]
fn json_keeps_its_contract() {
    let schema = serde_json::from_str(include_str!("report.schema.json")).unwrap();
    validate(&schema, ReportFormat::Json);
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

/// No registry holds reviewdog or its schema: the documented format.
#[test]
fn rdjson_is_as_documented() {
    validate(&serde_json::from_str(include_str!("rdjson.schema.json")).unwrap(), ReportFormat::Rdjson);
}

/// SonarQube publishes no schema: the documented format, and what it refuses beside that.
#[test]
fn sonarqube_is_as_documented() {
    validate(&serde_json::from_str(include_str!("sonarqube.schema.json")).unwrap(), ReportFormat::Sonarqube);
    for (state, report) in states() {
        let value: Value = serde_json::from_str(&rendered(&report, ReportFormat::Sonarqube)).unwrap();
        let mut rules: Vec<_> = value["rules"].as_array().unwrap().iter().map(|rule| &rule["id"]).collect();
        let issues = value["issues"].as_array().unwrap();
        assert!(issues.iter().all(|issue| rules.contains(&&issue["ruleId"])), "{state}: a rule is not described");
        rules.dedup();
        assert_eq!(rules.len(), value["rules"].as_array().unwrap().len(), "{state}: a rule is described twice");
        for range in issues.iter().map(|issue| &issue["primaryLocation"]["textRange"]) {
            let place = |line: &str, column: &str| (range[line].as_u64(), range[column].as_u64());
            let is_empty = range.get("startColumn").is_some()
                && place("startLine", "startColumn") >= place("endLine", "endColumn");
            assert!(!is_empty, "{state}: SonarQube refuses {range}");
        }
    }
}

/// Each counts in its own way; all mean the same bytes, and only safe fixes are offered where nobody proves them.
#[test]
fn every_format_means_the_same_places() {
    let report = report(vec![with_diagnostics()]);
    let Outcome::Checked(found) = &report.files[0].outcome else { panic!() };
    // One of them is at the end of the file; masked, it has the same characters.
    let end = found.diagnostics.iter().map(|one| one.span.end as usize).max().unwrap();
    let text = found.source.slice(Span::new(0, end));
    let lines: Vec<usize> = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
    let parsed = |format| -> Value { serde_json::from_str(&rendered(&report, format)).unwrap() };
    let number = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap();
    let begin_of = |line: &Value| lines[number(line) - 1];
    let bytes = |place: &Value| begin_of(&place["line"]) + number(&place["column"]) - 1;
    let chars = |line: &Value, column: &Value| {
        let begin = begin_of(line);
        begin + text[begin..].chars().take(number(column) - 1).map(char::len_utf8).sum::<usize>()
    };
    let units = |line: &Value, column: &Value| {
        let (begin, mut left) = (begin_of(line), number(column));
        let before = text[begin..].chars().take_while(|char| {
            let is_before = left > 0;
            left = left.saturating_sub(char.len_utf16());
            is_before
        });
        begin + before.map(char::len_utf8).sum::<usize>()
    };
    let range = |start: &Value, end: &Value| (bytes(start), bytes(end));
    let (rdjson, sarif, sonar) =
        (parsed(ReportFormat::Rdjson), parsed(ReportFormat::Sarif), parsed(ReportFormat::Sonarqube));
    for (at, one) in found.diagnostics.iter().enumerate() {
        let span = (one.span.start as usize, one.span.end as usize);
        let place = &rdjson["diagnostics"][at]["location"]["range"];
        assert_eq!(range(&place["start"], &place["end"]), span, "rdjson {at}");
        let result = &sarif["runs"][0]["results"][at];
        let of_region = |region: &Value| {
            let [start, end] =
                ["start", "end"].map(|side| chars(&region[format!("{side}Line")], &region[format!("{side}Column")]));
            let offset = number(&region["charOffset"]);
            assert_eq!(text.char_indices().nth(offset).map_or(text.len(), |(byte, _)| byte), start, "sarif {at}");
            (start, end)
        };
        assert_eq!(of_region(&result["locations"][0]["physicalLocation"]["region"]), span, "sarif {at}");
        let place = &sonar["issues"][at]["primaryLocation"]["textRange"];
        if span.0 < span.1 {
            let [start, end] =
                ["start", "end"].map(|side| units(&place[format!("{side}Line")], &place[format!("{side}Column")]));
            assert_eq!((start, end), span, "sonarqube {at}");
        }
        let edits: Vec<_> = one.fix.iter().filter(|fix| fix.safe).flat_map(|fix| &fix.edits).collect();
        let edits: Vec<_> = edits
            .into_iter()
            .map(|edit| ((edit.span.start as usize, edit.span.end as usize), edit.replacement.as_str()))
            .collect();
        let none = vec![];
        let suggestions = rdjson["diagnostics"][at]["suggestions"].as_array().unwrap_or(&none);
        let suggested: Vec<_> = suggestions
            .iter()
            .map(|one| (range(&one["range"]["start"], &one["range"]["end"]), one["text"].as_str().unwrap()))
            .collect();
        assert_eq!(suggested, edits, "rdjson {at}");
        let replacements = result["fixes"][0]["artifactChanges"][0]["replacements"].as_array().unwrap_or(&none);
        let replaced: Vec<_> = replacements
            .iter()
            .map(|one| (of_region(&one["deletedRegion"]), one["insertedContent"]["text"].as_str().unwrap()))
            .collect();
        assert_eq!(replaced, edits, "sarif {at}");
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
